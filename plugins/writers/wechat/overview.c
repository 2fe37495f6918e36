/* overview.c - index.html: every article of the volume in order, with what state it is in. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "wechat.h"

#include <string.h>

static const char css[] =
	"*{box-sizing:border-box}body{margin:0;background:#f4f4f2;color:#222;font-family:-apple-system,BlinkMacSystemFont,\"PingFang SC\",\"Noto Sans CJK SC\",\"Noto Sans SC\",sans-serif}"
	"main{max-width:860px;margin:0 auto;padding:40px 20px 80px}h1{font-size:26px;margin:0 0 6px}main>p{margin:0 0 28px;color:#777}"
	"ol{list-style:none;margin:0;padding:0}li{display:flex;gap:18px;align-items:flex-start;background:#fff;border-radius:10px;padding:16px;margin:0 0 14px;box-shadow:0 1px 3px #0001}"
	".cover{flex:none;display:flex;gap:6px}.cover img{object-fit:cover;border-radius:6px;display:block}"
	".wide{width:188px;height:80px}.square{width:80px;height:80px}.cover img{border:1px solid #0000001a}"
	".text{flex:1;min-width:0}h2{font-size:17px;line-height:1.45;margin:0 0 4px}h2 a{color:inherit;text-decoration:none}h2 a:hover{text-decoration:underline}"
	".digest{margin:0 0 8px;font-size:14px;line-height:1.6;color:#666}.facts{margin:0;font-size:13px;color:#767676}"
	"b{font-weight:600;padding:2px 8px;border-radius:9px;background:#e3f5ea;color:#146c3a;margin-right:8px}"
	".held b,.long b{background:#fdecea;color:#9c2b20}"
	".text button{margin-top:10px;border:0;border-radius:6px;padding:7px 16px;background:#067a3d;color:#fff;font:inherit;font-size:14px;cursor:pointer}"
	".hidden{position:absolute;width:0;height:0;border:0;visibility:hidden}"
	"@media(max-width:640px){li{flex-direction:column}}"
	"@media(prefers-color-scheme:dark){body{background:#121212;color:#d6d6d6}li{background:#1e1e1e}main>p,.digest,.facts{color:#a3a3a3}b{background:#143d25;color:#8fe0b0}"
	".held b,.long b{background:#4a1d18;color:#f5b3aa}.cover img{background:#fff}}";

/* A button asks its article's own page for the article: the page is loaded out of sight and answers with what it would copy itself. */
static const char script[] =
	"(function(){var d=document,now;"
	"function say(ok){now.textContent=now.dataset[ok?'done':'failed'];now.disabled=false}"
	"function old(x){function on(e){e.clipboardData.setData('text/html',x.html);e.clipboardData.setData('text/plain',x.text);e.preventDefault()}"
	"d.addEventListener('copy',on);var r=d.createRange(),s=getSelection();r.selectNodeContents(now);s.removeAllRanges();s.addRange(r);"
	"var ok=d.execCommand('copy');s.removeAllRanges();d.removeEventListener('copy',on);say(ok)}"
	"addEventListener('message',function(e){var f=d.querySelector('iframe'),x=e.data;if(!f||e.source!=f.contentWindow||!x.html)return;f.remove();"
	"if(!navigator.clipboard||!window.ClipboardItem)return old(x);"
	"navigator.clipboard.write([new ClipboardItem({'text/html':new Blob([x.html],{type:'text/html'}),'text/plain':new Blob([x.text],{type:'text/plain'})})])"
	".then(function(){say(1)},function(){old(x)})});"
	"d.querySelectorAll('button').forEach(function(b){b.onclick=function(){if(d.querySelector('iframe'))return;now=b;b.disabled=true;"
	"var f=d.createElement('iframe');f.className='hidden';f.src=b.dataset.from;"
	"f.onload=function(){f.contentWindow.postMessage('ospopress-copy','*')};d.body.append(f)}})})()";

static void put_escaped(osp_buf *out, const char *text)
{
	osp_markup_text(out, text, strlen(text));
}

static void put_cover(const struct entry *entry, osp_buf *out)
{
	static const char *const classes[] = { "wide", "square" };
	osp_buf_puts(out, "<div class=\"cover\">");
	for (int i = 0; i < 2; i++) {
		osp_buf_printf(out, "<img class=\"%s\" loading=\"lazy\" alt=\"\" src=\"", classes[i]);
		if (strncmp(entry->cover, "../", 3) == 0)
			put_escaped(out, entry->cover + 3);
		else {
			put_escaped(out, entry->folder);
			osp_buf_putc(out, '/');
			put_escaped(out, entry->cover);
		}
		osp_buf_puts(out, "\">");
	}
	osp_buf_puts(out, "</div>");
}

static void put_facts(const struct entry *entry, const char *lang, osp_buf *out)
{
	const char *state = entry->problem != NULL ? "held" : entry->is_long ? "long" : "ready";
	osp_buf_puts(out, "<p class=\"facts\"><b>");
	put_escaped(out, words_find(lang, state));
	osp_buf_puts(out, "</b>");
	if (entry->problem != NULL) {
		put_escaped(out, entry->problem);
	} else {
		if (entry->author[0] != '\0') {
			put_escaped(out, entry->author);
			osp_buf_puts(out, " · ");
		}
		osp_buf_printf(out, "%zu ", entry->length);
		put_escaped(out, words_find(lang, "chars"));
	}
	osp_buf_puts(out, "</p>");
}

static void put_button(const struct entry *entry, const char *lang, osp_buf *out)
{
	osp_buf_puts(out, "<button type=\"button\" data-from=\"");
	put_escaped(out, entry->folder);
	osp_buf_puts(out, "/article.html\"");
	osp_markup_attr(out, "data-done", words_find(lang, "copied"));
	osp_markup_attr(out, "data-failed", words_find(lang, "failed-here"));
	osp_buf_putc(out, '>');
	put_escaped(out, words_find(lang, "copy"));
	osp_buf_puts(out, "</button>");
}

static void put_entry(const struct entry *entry, const char *lang, osp_buf *out)
{
	osp_buf_printf(out, "<li class=\"%s\">", entry->problem != NULL ? "held" : entry->is_long ? "long" : "ready");
	if (entry->problem == NULL)
		put_cover(entry, out);
	osp_buf_puts(out, "<div class=\"text\"><h2>");
	if (entry->problem == NULL) {
		osp_buf_puts(out, "<a");
		osp_markup_attr(out, "href", entry->folder);
		osp_buf_truncate(out, out->len - 1);
		osp_buf_puts(out, "/article.html\">");
	}
	put_escaped(out, entry->title);
	osp_buf_puts(out, entry->problem == NULL ? "</a></h2>" : "</h2>");
	if (entry->problem == NULL && entry->digest[0] != '\0') {
		osp_buf_puts(out, "<p class=\"digest\">");
		put_escaped(out, entry->digest);
		osp_buf_puts(out, "</p>");
	}
	put_facts(entry, lang, out);
	if (entry->problem == NULL)
		put_button(entry, lang, out);
	osp_buf_puts(out, "</div></li>\n");
}

osp_status overview_write(osp_job *job, const osp_volume *volume, const struct entry *entries, size_t count, osp_output *output)
{
	osp_buf html = OSP_BUF_INIT;
	size_t held = 0;
	(void)job;
	for (size_t i = 0; i < count; i++)
		held += entries[i].problem != NULL;
	osp_buf_puts(&html, "<!DOCTYPE html>\n<html");
	osp_markup_attr(&html, "lang", volume->lang);
	osp_buf_puts(&html, "><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>");
	put_escaped(&html, volume->title);
	osp_buf_printf(&html, "</title><style>%s</style></head>\n<body><main><h1>", css);
	put_escaped(&html, volume->title);
	osp_buf_printf(&html, "</h1><p>%zu ", count - held);
	put_escaped(&html, words_find(volume->lang, "ready"));
	osp_buf_printf(&html, " · %zu ", held);
	put_escaped(&html, words_find(volume->lang, "held"));
	osp_buf_puts(&html, "</p><ol>\n");
	for (size_t i = 0; i < count; i++)
		put_entry(&entries[i], volume->lang, &html);
	osp_buf_printf(&html, "</ol></main>\n<script>%s</script></body></html>\n", script);
	osp_status status = osp_output_put(output, "index.html", html.data, html.len);
	osp_buf_done(&html);
	return status;
}
