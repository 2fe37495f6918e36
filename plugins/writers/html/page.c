/* page.c - what stands around the words of a page: head, landmarks, ways to the neighbours; the sheet of all pages. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "site.h"

#include <string.h>

/* Before the volume's rules, which win. Contrast is 4.5 to 1 and more (WCAG 1.4.3), links amid text are underlined (1.4.1). */
static const char base[] =
	":root { color-scheme: light; }\n"
	"body { margin: 0; background: #ffffff; color: #1f2329; font: 1.0625rem/1.75 \"Noto Sans\", \"Noto Sans CJK SC\", \"PingFang SC\", "
	"\"Microsoft YaHei\", sans-serif; overflow-wrap: break-word; text-autospace: normal; }\n"
	"body > header, body > footer, main { max-width: 42rem; margin: 0 auto; padding: 0.75rem 1rem; }\n"
	"body > header { border-bottom: 1px solid #d8d2c8; }\n"
	"main { display: block; padding-bottom: 3rem; }\n"
	"h1, h2, h3, h4, h5, h6 { line-height: 1.35; }\n"
	"img { max-width: 100%; height: auto; }\n"
	"figure { margin: 1.5rem 0; text-align: center; }\n"
	"figcaption, caption { font-size: 0.9em; color: #555049; }\n"
	"table { display: block; max-width: 100%; overflow-x: auto; border-collapse: collapse; margin: 1rem 0; }\n"
	"th, td { padding: 0.3em 0.7em; border-bottom: 1px solid #d8d2c8; vertical-align: top; text-align: start; }\n"
	"pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 0.8em 1em; background: #f6f3ee; line-height: 1.5; }\n"
	"code, kbd, samp, pre { font-family: \"Noto Sans Mono\", \"Noto Sans Mono CJK SC\", monospace; font-size: 0.92em; }\n"
	"pre code { font-size: 1em; }\n"
	"blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid #d8d2c8; }\n"
	"hr { border: 0; border-top: 1px solid #d8d2c8; margin: 2rem 20%; }\n"
	"em.han, i.han, cite.han, dfn.han, var.han { font-style: normal; }\n"
	"em.han { text-emphasis: filled dot; text-emphasis-position: under right; }\n"
	".authors, .affiliations, .record, .toc-authors, .footnotes, .bibliography { font-size: 0.92em; }\n"
	".abstract { margin: 1rem 0; padding: 0 1rem; border: solid #d8d2c8; border-width: 1px 0; }\n"
	".references > li::marker { content: \"[\" counter(list-item) \"] \"; }\n"
	".references > .labelled::marker { content: none; }\n"
	".footnote { margin: 0.5rem 0; padding-left: 2em; }\n.footnote > .number { float: left; margin-left: -2em; }\n"
	".footnote > p { margin: 0; }\n"
	"img.portrait { float: right; width: 7em; margin: 0 0 1rem 1rem; }\n.bio { overflow: auto; }\n"
	".missing { display: inline-block; padding: 0.4em 0.8em; border: 1px dashed #6b645c; }\n"
	".toc-authors { display: block; }\n";

/* Behind them: what a page can't do without. The skip link shows itself when it has the focus. */
static const char last[] =
	"a[href] { color: #86261a; text-decoration: underline; }\n"
	"a[href]:focus-visible { outline: 2px solid #86261a; outline-offset: 2px; }\n"
	".skip { position: absolute; left: -999rem; background: #ffffff; padding: 0.5rem 1rem; }\n.skip:focus { left: 0; top: 0; }\n"
	"section.footnotes { display: block; }\n.footnote { float: none; }\n"
	".neighbours { display: flex; justify-content: space-between; gap: 1rem; border-top: 1px solid #d8d2c8; padding-top: 1rem; }\n"
	".neighbours .next { margin-left: auto; text-align: right; }\n";

static void put_text(osp_buf *out, const char *text)
{
	osp_markup_text(out, text, strlen(text));
}

static void write_head(const struct site *site, const struct leaf *leaf, osp_buf *out)
{
	osp_buf_puts(out, "<!DOCTYPE html>\n<html");
	osp_markup_attr(out, "lang", leaf->lang);
	osp_buf_puts(out, ">\n<head>\n<meta charset=\"UTF-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	put_text(out, leaf->title);
	if (!leaf->is_index) {
		osp_buf_puts(out, " | ");
		put_text(out, site->volume->title);
	}
	osp_buf_puts(out, "</title>\n<link rel=\"stylesheet\" href=\"style.css\">\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">");
	put_text(out, strncmp(leaf->lang, "zh", 2) == 0 ? "跳到正文" : "Skip to the text");
	osp_buf_puts(out, "</a>\n");
}

static void write_link(const struct leaf *leaf, const char *class, const char *arrow, osp_buf *out)
{
	osp_buf_puts(out, "<a");
	osp_markup_attr(out, "class", class);
	osp_markup_attr(out, "rel", class);
	osp_markup_attr(out, "href", leaf->file);
	osp_markup_attr(out, "lang", leaf->lang);
	osp_buf_printf(out, ">%s ", arrow);
	put_text(out, leaf->title);
	osp_buf_puts(out, "</a>\n");
}

static void write_neighbours(const struct site *site, size_t number, osp_buf *out)
{
	const char *lang = site->leaves[number].lang;
	if (site->leaf_count < 2)
		return;
	osp_buf_puts(out, "<footer>\n<nav class=\"neighbours\"");
	osp_markup_attr(out, "aria-label", strncmp(lang, "zh", 2) == 0 ? "前后各篇" : "Previous and next");
	osp_buf_puts(out, ">\n");
	if (number > 0)
		write_link(&site->leaves[number - 1], "prev", "←", out);
	if (number + 1 < site->leaf_count)
		write_link(&site->leaves[number + 1], "next", "→", out);
	osp_buf_puts(out, "</nav>\n</footer>\n");
}

/* Where the volume has no contents page, the index lists the pages. */
static void write_list(const struct site *site, osp_buf *out)
{
	osp_buf_puts(out, "<nav class=\"contents\"");
	osp_markup_attr(out, "aria-label", osp_label(site->volume->lang, "contents"));
	osp_buf_puts(out, ">\n<ol>\n");
	for (size_t i = 1; i < site->leaf_count; i++) {
		osp_buf_puts(out, "<li><a");
		osp_markup_attr(out, "href", site->leaves[i].file);
		osp_markup_attr(out, "lang", site->leaves[i].lang);
		osp_buf_putc(out, '>');
		put_text(out, site->leaves[i].title);
		osp_buf_puts(out, "</a></li>\n");
	}
	osp_buf_puts(out, "</ol>\n</nav>\n");
}

/* A volume without a title page has its title on the index all the same. */
static void write_title(const struct site *site, osp_buf *out)
{
	osp_buf_puts(out, "<h1>");
	put_text(out, site->volume->title);
	osp_buf_puts(out, "</h1>\n");
	if (site->volume->subtitle[0] == '\0')
		return;
	osp_buf_puts(out, "<p class=\"subtitle\">");
	put_text(out, site->volume->subtitle);
	osp_buf_puts(out, "</p>\n");
}

static void write_main(struct site *site, const struct leaf *leaf, osp_buf *out)
{
	bool has_title = false, has_contents = false;
	for (size_t i = 0; leaf->roots[i] != NULL; i++) {
		bool is_contents = osp_node_has_role(leaf->roots[i], "doc-toc");
		has_title |= !is_contents;
		has_contents |= is_contents;
	}
	if (leaf->is_index && !has_title)
		write_title(site, out);
	for (size_t i = 0; leaf->roots[i] != NULL; i++)
		element_write(site, leaf, leaf->roots[i], out);
	if (leaf->is_index && !has_contents && site->leaf_count > 1)
		write_list(site, out);
}

void page_write(struct site *site, size_t number, osp_buf *out)
{
	const struct leaf *leaf = &site->leaves[number];
	write_head(site, leaf, out);
	if (!leaf->is_index) {
		osp_buf_puts(out, "<header><a href=\"index.html\"");
		osp_markup_attr(out, "lang", site->volume->lang);
		osp_buf_putc(out, '>');
		put_text(out, site->volume->title);
		osp_buf_puts(out, "</a></header>\n");
	}
	osp_buf_puts(out, "<main id=\"main\">\n");
	write_main(site, leaf, out);
	osp_buf_puts(out, "</main>\n");
	write_neighbours(site, number, out);
	osp_buf_puts(out, "</body>\n</html>\n");
}

void page_sheet(struct site *site, osp_buf *out)
{
	size_t len = 0;
	const char *text = osp_style_text(osp_job_style(site->job, "html"), &len);
	osp_buf_puts(out, "@charset \"UTF-8\";\n");
	osp_buf_puts(out, base);
	if (text != NULL)
		osp_buf_add(out, text, len);
	osp_buf_puts(out, last);
}
