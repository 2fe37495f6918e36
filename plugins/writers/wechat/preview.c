/* preview.c - article.html: the article as a phone shows it, and a button that copies it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "wechat.h"

#include <string.h>

/* What WeChat's own sheet does to an article, so that the page shows what a reader gets. */
static const char css[] =
	":root{--paper:#fff;--ink:#333;--page:#ececec;--bar:#fff}"
	".dark{--paper:#191919;--ink:#a3a3a3;--page:#111;--bar:#222}"
	"*{box-sizing:border-box}"
	"body{margin:0;background:var(--page);color:var(--ink);font-family:-apple-system,BlinkMacSystemFont,\"PingFang SC\",\"Noto Sans CJK SC\",\"Noto Sans SC\",sans-serif}"
	"nav{position:sticky;top:0;z-index:1;display:flex;gap:12px;align-items:center;flex-wrap:wrap;padding:10px 16px;background:var(--bar);box-shadow:0 1px 4px #0002;font-size:14px}"
	"nav a{color:inherit;text-decoration:none}nav span{margin-left:auto;opacity:.7}"
	"nav label{display:flex;gap:4px;align-items:center;cursor:pointer}"
	"nav button{border:0;border-radius:6px;padding:8px 18px;background:#067a3d;color:#fff;font-size:15px;cursor:pointer}"
	"main{max-width:677px;margin:24px auto;padding:24px 20px 60px;background:var(--paper);border-radius:8px}"
	".phone main{max-width:375px;padding:20px 16px 60px}"
	"main>h1{font-size:22px;line-height:1.4;margin:0 0 14px;color:var(--ink)}main>p{margin:0 0 22px;font-size:15px;color:#888}"
	"#wechat-article *{margin:0;padding:0}#wechat-article{overflow-wrap:break-word;text-align:justify}"
	"#wechat-article :is(h1,h2,h3,h4,h5,h6){font-weight:400;font-size:16px}"
	"#wechat-article :is(ul,ol){padding-left:2.2em}#wechat-article table{border-collapse:collapse}"
	"#wechat-article img{height:auto}#wechat-article hr{border:0;border-top:1px solid #ddd;margin:24px 0}";

/* What WeChat's own script does to an article at night (mp-darkmode's principles): white grounds become the page's, grey ones turn dark,
 * other light ones are dimmed; dark grey words turn light; other colours stay, unless they cannot be told from their ground. */
static const char night[] =
	"function night(root){var seen=[],page=[25,25,25];"
	"function parts(c){var p=c.match(/[\\d.]+/g).map(Number);return p.length>3&&p[3]<.05?null:p.slice(0,3)}"
	"function level(c){return(c[0]*299+c[1]*587+c[2]*114)/1000}"
	"function grey(c){return Math.max.apply(0,c)-Math.min.apply(0,c)<=12}"
	"function scaled(c,to){var k=to/Math.max(1,level(c));return c.map(function(x){return Math.min(255,Math.round(x*k))})}"
	"function ground(c){var l=level(c);if(l>=250)return page;if(grey(c)&&l>102){l=Math.max(25,280-l);return[l,l,l]}return l>190?scaled(c,190):c}"
	"function words(c,on){if(grey(c)&&level(c)<140&&level(on)<140)return[163,163,163];var far=level(c)-level(on);"
	"return Math.abs(far)>=65?c:level(on)<128?scaled(c.map(function(x){return x+20}),level(on)+80):scaled(c,level(on)-80)}"
	"function css(c){return'rgb('+c.join(',')+')'}"
	"root.querySelectorAll('*').forEach(function(e){var s=getComputedStyle(e);seen.push([e,parts(s.color)||page,parts(s.backgroundColor)])});"
	"seen.forEach(function(x){var up=x[0].parentNode;x[0].under=x[2]?ground(x[2]):up.under||page;"
	"if(x[2])x[0].style.backgroundColor=css(x[0].under);x[0].style.color=css(words(x[1],x[0].under))})}";

static const char script[] =
	"(function(){var d=document,a=d.getElementById('wechat-article'),b=d.getElementById('copy'),s=d.getElementById('said'),day=a.innerHTML;"
	"function say(k){s.textContent=b.dataset[k]}"
	"function old(){var r=d.createRange(),x=getSelection();r.selectNodeContents(a);x.removeAllRanges();x.addRange(r);"
	"function on(e){e.clipboardData.setData('text/html',day);e.clipboardData.setData('text/plain',a.innerText);e.preventDefault()}"
	"d.addEventListener('copy',on);var ok=d.execCommand('copy');d.removeEventListener('copy',on);x.removeAllRanges();say(ok?'done':'failed')}"
	"b.onclick=function(){if(!navigator.clipboard||!window.ClipboardItem)return old();"
	"navigator.clipboard.write([new ClipboardItem({'text/html':new Blob([day],{type:'text/html'}),"
	"'text/plain':new Blob([a.innerText],{type:'text/plain'})})]).then(function(){say('done')},old)};"
	"['dark','phone'].forEach(function(k){d.getElementById(k).onchange=function(){d.documentElement.classList.toggle(k,this.checked);"
	"if(k=='dark'){a.innerHTML=day;if(this.checked)night(a)}}});"
	"addEventListener('message',function(e){if(e.data=='ospopress-copy'&&e.source)e.source.postMessage({html:day,text:a.innerText},'*')})})()";

/* The content with its pictures inside, so that the editor can take them from the clipboard. */
static void put_content(const struct page *page, osp_buf *out)
{
	static const char mark[] = "src=\"images/";
	const char *from = page->content.data, *at;
	while ((at = strstr(from, mark)) != NULL) {
		const char *name = at + sizeof mark - 1, *end = strchr(name, '"');
		const struct picture *picture = NULL;
		for (size_t i = 0; i < page->used_count && picture == NULL; i++) {
			const struct picture *candidate = &page->pictures[page->used[i]];
			if (strlen(candidate->name) == (size_t)(end - name) && strncmp(candidate->name, name, (size_t)(end - name)) == 0)
				picture = candidate;
		}
		osp_buf_add(out, from, (size_t)(at - from));
		osp_buf_puts(out, "src=\"");
		if (picture == NULL || !pictures_data_uri(picture, out))
			osp_buf_add(out, at + 5, (size_t)(end - at - 5));
		from = end;
	}
	osp_buf_puts(out, from);
}

static void put_escaped(osp_buf *out, const char *text)
{
	osp_markup_text(out, text, strlen(text));
}

static void put_bar(const struct page *page, osp_buf *out)
{
	const char *lang = page->volume->lang;
	osp_buf_puts(out, "<nav><a href=\"../index.html\">");
	put_escaped(out, words_find(lang, "all"));
	osp_buf_puts(out, "</a><button id=\"copy\" type=\"button\"");
	osp_markup_attr(out, "data-done", words_find(lang, "copied"));
	osp_markup_attr(out, "data-failed", words_find(lang, "failed"));
	osp_buf_puts(out, ">");
	put_escaped(out, words_find(lang, "copy"));
	osp_buf_puts(out, "</button><label><input type=\"checkbox\" id=\"dark\">");
	put_escaped(out, words_find(lang, "dark"));
	osp_buf_puts(out, "</label><label><input type=\"checkbox\" id=\"phone\">");
	put_escaped(out, words_find(lang, "phone"));
	osp_buf_printf(out, "</label><span id=\"said\" role=\"status\">%zu / %lld ", page->length, (long long)page->settings->max_chars);
	put_escaped(out, words_find(lang, "chars"));
	osp_buf_puts(out, "</span></nav>\n");
}

osp_status preview_write(struct page *page, const struct entry *entry, osp_output *output)
{
	osp_buf html = OSP_BUF_INIT;
	osp_buf_puts(&html, "<!DOCTYPE html>\n<html");
	osp_markup_attr(&html, "lang", page->lang);
	osp_buf_puts(&html, "><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>");
	put_escaped(&html, entry->title);
	osp_buf_puts(&html, "</title><style>");
	osp_buf_puts(&html, css);
	osp_buf_puts(&html, "</style></head>\n<body>\n");
	put_bar(page, &html);
	osp_buf_puts(&html, "<main><h1>");
	put_escaped(&html, entry->title);
	osp_buf_puts(&html, "</h1>");
	if (entry->author[0] != '\0') {
		osp_buf_puts(&html, "<p>");
		put_escaped(&html, entry->author);
		osp_buf_puts(&html, "</p>");
	}
	osp_buf_puts(&html, "<section id=\"wechat-article\">");
	put_content(page, &html);
	osp_buf_puts(&html, "</section></main>\n<script>");
	osp_buf_puts(&html, night);
	osp_buf_puts(&html, script);
	osp_buf_puts(&html, "</script>\n</body></html>\n");
	osp_status status = osp_output_put(output, osp_job_printf(page->job, "%s/article.html", page->folder), html.data, html.len);
	osp_buf_done(&html);
	return status;
}
