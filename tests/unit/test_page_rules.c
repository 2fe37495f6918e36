/* test_page_rules.c - CSS Paged Media on pages: bleed, margin boxes, targets. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "set_pages.h"
#include "base/job.h"
#include "tap.h"

#include <string.h>

static const osp_item *first_of(osp_item_kind kind)
{
	for (size_t i = 0; i < pages->pages[0]->item_count; i++) {
		if (pages->pages[0]->items[i].kind == kind) {
			return &pages->pages[0]->items[i];
		}
	}
	return NULL;
}

static void test_bleed(void)
{
	article("<p>页</p>", 4, "@page { background-color: #eeeeee; bleed: 3pt; marks: crop cross }");
	const osp_item *ground = first_of(OSP_ITEM_RECT);
	ok(ground != NULL && ground->x == -3 * OSP_POINT && ground->width == 278 * OSP_POINT, "a page's background covers its bleed");
	is_int(pages->pages[0]->bleed, 3 * OSP_POINT, "writers know how far");
	is_int(pages->pages[0]->marks, OSP_MARK_CROP | OSP_MARK_CROSS, "and which marks are wanted");
	end();
	bleed = 9 * OSP_POINT;
	article("<p>页</p>", 4, "@page { margin: 0; bleed: 3pt } p { background-color: #eeeeee; margin: 0 20pt 0 0 }");
	ground = first_of(OSP_ITEM_RECT);
	ok(ground != NULL && ground->x == -9 * OSP_POINT && ground->y == -9 * OSP_POINT, "an output may ask for more");
	ok(ground != NULL && ground->x + ground->width == 252 * OSP_POINT, "an edge inside the page stays where it is");
	is_int(pages->pages[0]->marks, 0, "no marks by themselves");
	end();
	bleed = 0;
}

static void test_named(void)
{
	article(join("<p>%</p><p class=\"w\">%</p><p>丙</p>", "甲", lines("乙", 2), ""), 10, "@page wide { size: 472pt 272pt } .w { page: wide }");
	is_int(pages->page_count, 3, "a page of another name is a page of its own");
	is_int(pages->pages[1]->width, 472 * OSP_POINT, "of its own size");
	is_int(pages->pages[2]->width, 272 * OSP_POINT, "and what follows is on an ordinary one");
	const osp_item *line = run_of(1, "乙", 0);
	is_int(line == NULL ? 0 : (int)osp_utf8_count(line->as.glyphs.text, line->as.glyphs.text_len), 40, "its text is as wide as the page");
	end();
}

static void test_sides(void)
{
	article(join("<h1>题</h1><p>%</p>", lines("甲", 30), "", ""), 10,
	        "h1 { font-size: 10pt; line-height: 17pt; margin: 0; string-set: t content() }"
	        "@page :left { @top-left { content: \"左\" string(t) } } @page :right { @top-right { content: \"右\" string(t, first-except) } }"
	        "@page :first { @top-right { content: \"首\" } } @page { @bottom-center { content: counter(page, cjk-decimal) \"/\" counter(pages) } }");
	ok(has(0, "首") && !has(0, "右"), "the first page of a piece has its own head");
	ok(has(1, "左题"), "left pages have theirs, with the string that was set before");
	ok(has(2, "右题"), "right ones, too; first-except gives it from the second page on");
	ok(has(1, "二/4"), "pages count in the numbers that the sheet asks for");
	end();
}

/* Without a title page nothing sets string(volume): it is the volume's title all the same. */
static void test_volume_string(void)
{
	begin();
	job->volume->title = "会议文集";
	piece(OSP_PIECE_ARTICLE, OSP_BODY, "a", OSP_ARTICLE, join("<p>%</p><h1>题</h1><p>%</p>", lines("甲", 10), lines("乙", 10), ""));
	set("@page { size: 272pt 272pt; margin: 36pt; @top-left { content: string(volume) } @bottom-left { content: string(other) } }"
	    ":root { font-size: 10pt; line-height: 17pt } h1 { string-set: volume content() }");
	ok(has(0, "会议文集") && !has(pages->page_count - 1, "会议文集"), "string(volume) is the title until an element sets it");
	end();
}

static void test_own_page(void)
{
	article(join("<p>%</p><h2>题</h2><p>%</p><ol><li>项</li></ol><table><tr><td>格</td></tr></table>", lines("甲", 24), lines("乙", 12), ""), 10,
	        "h2 { font-size: 10pt; margin: 0 } h2::before { content: \"在\" counter(page) \"页\" } li::marker { content: counter(page, cjk-decimal) }"
	        "p::after { content: \"自\" counter(page) } td::after { content: counter(page) }");
	ok(has(2, "在3页题"), "counter(page) in the text is the page on which its block begins");
	ok(page_of("自1") == 2 && page_of("自3") == 3, "and where the block goes on, too");
	ok(has(4, "五项"), "in the numbers that were asked for");
	ok(has(4, "格5"), "and in a cell");
	end();
}

static void test_all_boxes(void)
{
	static const char *const names[] = { "top-left-corner", "top-left", "top-center", "top-right", "top-right-corner", "right-top", "right-middle",
		"right-bottom", "bottom-right-corner", "bottom-right", "bottom-center", "bottom-left", "bottom-left-corner", "left-bottom", "left-middle",
		"left-top" };
	osp_buf css = OSP_BUF_INIT;
	osp_buf_puts(&css, "@page { font-size: 6pt; line-height: 8pt; ");
	for (size_t i = 0; i < 16; i++) {
		osp_buf_printf(&css, "@%s { content: \"m%c\" } ", names[i], (char)('a' + i));
	}
	osp_buf_puts(&css, "}");
	article("<p>文</p>", 10, css.data);
	int seen = 0, outside = 0;
	for (size_t i = 0; i < 16; i++) {
		const char text[3] = { 'm', (char)('a' + i), '\0' };
		const osp_item *item = run_of(0, text, 0);
		seen += item != NULL;
		outside += item != NULL && (item->y < 36 * OSP_POINT || item->y > pages->pages[0]->height - 36 * OSP_POINT || item->x < 36 * OSP_POINT ||
		                            item->x > pages->pages[0]->width - 36 * OSP_POINT);
	}
	is_int(seen, 16, "all sixteen margin boxes are set");
	is_int(outside, 16, "in the margins");
	osp_buf_done(&css);
	end();
}

static void test_targets(void)
{
	begin();
	piece(OSP_PIECE_ARTICLE, OSP_BODY, "a", OSP_ARTICLE, "<p>见<a href=\"#b\" class=\"r\">乙</a></p><p><a href=\"#b\" class=\"t\">。</a></p>"
	      "<p><a href=\"#c\" class=\"r\">丙</a></p>");
	piece(OSP_PIECE_ARTICLE, OSP_BODY, "b", OSP_ARTICLE, join("<p>%</p>", lines("乙文", 15), "", ""));
	piece(OSP_PIECE_ARTICLE, OSP_BODY, "c", OSP_ARTICLE, "<p>丙文</p>");
	set("@page { size: 272pt 242pt; margin: 36pt } :root { font-size: 10pt; line-height: 17pt } p { margin: 0 }"
	    ".r::after { content: \"[\" target-counter(attr(href), page-range) \"|\" target-counter(attr(href), page, upper-roman) \"]\" }"
	    ".t::after { content: target-text(attr(href)) }");
	ok(has(0, "[3-4|III]"), "a target's pages, and its page in other numbers");
	ok(has(1, "[5|V]"), "one page is no range");
	ok(has(0, "乙文"), "a target's words");
	end();
}

/* Numbers of sections and figures, in another article and ahead in the same one. */
static void test_target_counters(void)
{
	begin();
	piece(OSP_PIECE_ARTICLE, OSP_BODY, "a", OSP_ARTICLE, "<p>见<a href=\"#s\" class=\"s\">节</a>，<a href=\"#f\" class=\"f\">图</a>，"
	      "<a href=\"#none\" class=\"s\">无</a></p><figure id=\"f\"><figcaption>图注</figcaption></figure>");
	piece(OSP_PIECE_ARTICLE, OSP_BODY, "b", OSP_ARTICLE, "<section><h2>一</h2></section><section><h2>二</h2><section><h3>甲</h3></section>"
	      "<section><h3 id=\"s\">乙</h3></section></section>");
	set("@page { size: 272pt 242pt; margin: 36pt } :root { font-size: 10pt; line-height: 17pt } p { margin: 0 }"
	    "article { counter-reset: section figure 4 } section { counter-increment: section } figure { counter-increment: figure }"
	    ".s::after { content: \"[\" target-counter(attr(href), section, upper-roman) \"]\" }"
	    ".f::after { content: \"[\" target-counter(attr(href), figure) \"]\" }");
	ok(has(0, "节[IV]"), "a section's number, in another article");
	ok(has(0, "图[5]"), "a figure's number, ahead");
	ok(has(0, "无[]"), "no target, no number");
	end();
	begin();
	piece(OSP_PIECE_ARTICLE, OSP_BODY, "a", OSP_ARTICLE, "<p>见<a href=\"#s\" class=\"s\">节</a></p><div><section>一</section><section>二<div>"
	      "<section id=\"s\">三</section></div></section></div>");
	set("@page { size: 272pt 242pt; margin: 36pt } :root { font-size: 10pt; line-height: 17pt } p { margin: 0 }"
	    "div { counter-reset: section } section { counter-increment: section }"
	    ".s::after { content: target-counters(attr(href), section, \".\") }");
	ok(has(0, "节2.1"), "numbers of all levels");
	end();
}

static void test_breaks(void)
{
	article("<p>甲</p><p class=\"r\">乙</p><p class=\"l\">丙</p><p>丁</p>", 10, ".r { break-before: right } .l { break-before: left; break-after: page }");
	is_int(pages->page_count, 5, "a blank page stands before the right-hand one");
	ok(pages->pages[1]->is_blank && page_of("乙") == 2 && page_of("丙") == 3 && page_of("丁") == 4, "sides are kept");
	end();
	article(join("<p>%</p><div class=\"k\"><p>%</p></div>", lines("甲", 6), lines("乙", 6), ""), 10, ".k { break-inside: avoid }");
	is_int(page_of("乙"), 1, "what is not to be cut goes to the next page");
	end();
}

int main(void)
{
	texts = arena_new();
	test_bleed();
	test_named();
	test_sides();
	test_volume_string();
	test_own_page();
	test_all_boxes();
	test_targets();
	test_target_counters();
	test_breaks();
	arena_free(texts);
	return tap_done();
}
