/* test_pages.c - trees set to pages: what stands where, and that nothing is lost or doubled. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "set_pages.h"
#include "tap.h"
#include "typeset/counter.h"

#include <string.h>

static void test_widows(void)
{
	char *text = join("<p>%</p>", lines("", 11), "", "");
	article(text, 10, "");
	is_int(pages->page_count, 2, "11 lines on pages of 10");
	osp_buf out = OSP_BUF_INIT;
	text_of(pages->pages[1], &out, false);
	is_int(osp_utf8_count(out.data, out.len), 40, "two lines stand on the second page, not one");
	osp_buf_done(&out);
	ok(is_whole() && is_balanced(), "nothing lost or doubled");
	end();
}

static void test_headings(void)
{
	char *text = join("<p>%</p><h2>甲标题</h2><h3>乙标题</h3><p>%</p>", lines("", 7), lines("丙", 5), "");
	article(text, 10, "h2, h3 { font-size: 10pt; line-height: 17pt; margin: 0 }");
	is_int(page_of("甲标题"), page_of("丙"), "headings in a row stay with the text");
	is_int(page_of("甲标题"), 1, "on the next page, as only one line would fit below them");
	ok(is_whole(), "nothing lost or doubled");
	is_int(pages->outline_count, 2, "headings are bookmarks");
	end();
}

static void test_lead_in(void)
{
	char *text = join("<p>%</p><p>如下：</p><ul><li>甲</li><li>乙</li></ul>", lines("", 9), "", "");
	article(text, 10, "");
	is_int(page_of("如下"), page_of("甲"), "what ends with a colon stays with the list");
	end();
}

static void test_table(void)
{
	osp_buf rows = OSP_BUF_INIT;
	for (int i = 1; i <= 30; i++) {
		osp_buf_printf(&rows, "<tr><td>第%d行</td><td>%d</td></tr>", i, i);
	}
	char *text = join("<table><thead><tr><th>列</th><th>值</th></tr></thead><tbody>%</tbody></table>", rows.data, "", "");
	article(text, 16, "");
	osp_buf_done(&rows);
	ok(pages->page_count >= 2, "a table of 30 rows goes on overleaf");
	bool heads = true, label = true;
	for (size_t i = 0; i < pages->page_count; i++) {
		heads = heads && has(i, "值");
		label = label && (i == 0 || has(i, "（续）"));
	}
	ok(heads, "its head stands on each page");
	ok(label, "and says that it goes on");
	ok(is_whole(), "the repeated head is no content");
	ok(is_balanced(), "structure is balanced");
	end();
}

/* Longer words than there is room for: the longest give way, numbers stay whole, and Chinese is no ribbon. */
static void test_crowded_table(void)
{
	article("<table><tbody><tr><td>averyverylongtokenwithoutjoints</td><td>1,000,000</td><td>anotherverylongtokenwithoutjoints</td><td>42</td>"
	        "<td>这是一段说明文字</td></tr></tbody></table>", 16, "td { padding: 0 2pt; border: none; font-size: 10pt }");
	ok(run_of(0, "1,000,000", 0) != NULL, "a number is not parted");
	ok(run_of(0, "这是一", 0) != NULL, "a column of Chinese is wider than a character");
	end();
}

/* Names stay whole where columns of text can be narrower; a long address takes no room from the others. */
static void test_names_in_table(void)
{
	const char *rows = "<table><tbody><tr><td>%</td><td>等待对方答复的时间，超过以后连接就会断开，以后再来</td></tr></tbody></table>";
	article(join(rows, "read_timeout_seconds", "", ""), 16, "td { padding: 0 2pt; border: none; font-size: 10pt }");
	ok(run_of(0, "read_timeout_seconds", 0) != NULL, "a name stays whole");
	end();
	article(join(rows, "https://example.org/a/very_long_address/of_a_page/that_nobody/can_read", "", ""), 16, "td { padding: 0 2pt; border: none; font-size: 10pt }");
	ok(run_of(0, "等待对方答", 0) != NULL, "Chinese beside an address is no ribbon");
	end();
}

/* The size in which the text on the first page is set, in hundredths of a point; 0 = it is torn. */
static long size_of(const char *text)
{
	const osp_item *run = run_of(0, text, 0);
	return run == NULL ? 0 : (long)((int64_t)run->as.glyphs.size * 100 / OSP_POINT);
}

/* Drawings made of characters are set smaller rather than torn; programs wrap, and so does what would be too small to read. */
static void test_code_drawing(void)
{
	const char *css = "pre { font-size: 10pt; line-height: 14pt; margin: 0; white-space: pre-wrap }";
	const char *frame = "<pre><code>+-----------+----------+-----------+\n| request   | answer   | the end   |\n+-----------+----------+-----------+</code></pre>";
	const char *program = "<pre><code>if (request == NULL || answer > the.end) {</code></pre>";
	const char *wide = "<pre><code>+----------------+-----------------+---------------------------+-------+\n+---+\n| one | two |</code></pre>";
	article(frame, 16, css);
	ok(size_of("| request   | answer   | the end   |") >= 700 && size_of("| request   | answer   | the end   |") < 1000, "a drawing is set smaller: %ld",
		size_of("| request   | answer   | the end   |"));
	end();
	article(program, 16, css);
	is_int(size_of("if (request"), 1000, "a program is not");
	end();
	article(wide, 16, css);
	is_int(size_of("+---+"), 1000, "nor a drawing that would be too small to read");
	end();
}

static void test_lone_row(void)
{
	const char *rows = "<p>%</p><table><tbody><tr><td>一</td></tr><tr><td>二</td></tr><tr><td>三</td></tr><tr><td>四</td></tr></tbody></table>";
	article(join(rows, lines("甲", 7), "", ""), 10, "table { margin: 0 } td { padding: 0; border: none }");
	is_int(page_of("三"), 1, "no row of a table is left alone overleaf");
	is_int(page_of("二"), page_of("一"), "nor at the page's foot");
	end();
}

static void test_tall_row(void)
{
	char *text = join("<table><tbody><tr><td>%</td><td>%</td></tr></tbody></table>", lines("左", 40), lines("右", 4), "");
	article(text, 10, "td { padding: 0; border: none; width: 50% }");
	ok(pages->page_count > 2, "a row taller than the page is split");
	ok(page_of("左") == 0 && page_of("右") == 0, "all its cells begin on the first page");
	end();
	article(text, 10, "td { padding: 20pt 0; border: none; width: 50% }");
	osp_buf last = OSP_BUF_INIT;
	text_of(pages->pages[pages->page_count - 1], &last, false);
	ok(last.len > 0, "the room below its last line is not left alone overleaf");
	osp_buf_done(&last);
	end();
	article("<table><tbody><tr><td>高</td></tr></tbody></table><p>后文</p>", 10, "td { height: 400pt; padding: 0; border: none }");
	is_int(page_of("后文"), 2, "a row that is mostly empty is split, too");
	end();
}

static void test_footnotes(void)
{
	const char *notes = "<section class=\"footnotes\" role=\"doc-endnotes\"><aside class=\"footnote\" role=\"doc-footnote\" id=\"fn1\"><p>%</p></aside></section>";
	char *body = join("<p>%末行<a role=\"doc-noteref\" class=\"noteref\" href=\"#fn1\">1</a>。</p>", lines("", 11), "", "");
	char *text = join("%%", body, join(notes, lines("脚注", 3), "", ""), "");
	article(text, 12, "");
	is_int(page_of("末行"), page_of("脚注"), "a note begins on the page of its mark");
	ok(is_balanced(), "structure is balanced");
	end();
	text = join("%%", body, join(notes, lines("脚注", 30), "", ""), "");
	article(text, 12, "");
	is_int(page_of("末行"), page_of("脚注"), "a note longer than the page begins there too");
	ok(pages->page_count >= 3, "and goes on");
	ok(is_whole(), "without loss");
	end();
	const char *list = "<ol><li>甲<a role=\"doc-noteref\" class=\"noteref\" href=\"#fn1\">1</a></li><li>乙</li><li>丙</li></ol>%";
	article(join(list, join(notes, "<ol><li>子</li></ol>", "", ""), "", ""), 12, "");
	ok(has(0, "2.") && has(0, "3."), "a note in an item, and a list in that note, leave the numbers of the list alone");
	end();
}

static void test_figure_moves(void)
{
	const char *figure = "<p>%</p><figure><img class=\"missing\" src=\"x.png\" alt=\"像\">%</figure><p>%</p>";
	article(join(figure, lines("甲", 6), "", lines("乙", 6)), 10, "figure { margin: 0 } figure img { height: 85pt }");
	is_int(page_of("甲"), 0, "text before");
	is_int(page_of("乙"), 0, "text after the picture fills the page");
	is_int(page_of("像"), 1, "the picture stands on top of the next; a missing one shows its alternative text");
	ok(is_balanced(), "structure is balanced");
	end();
	article(join(figure, lines("甲", 6), "<figcaption>图</figcaption>", lines("乙", 6)), 10, "figure { margin: 0 } figure img { height: 85pt }");
	is_int(page_of("图"), 1, "a picture with a caption goes to the next page");
	is_int(page_of("乙"), 1, "and what follows stays behind it: text keeps its order");
	end();
}

static void test_lists(void)
{
	article("<ol start=\"9\"><li>甲<ul><li>子</li></ul></li><li>乙</li></ol><dl><dt>词</dt><dd>义</dd></dl>", 20, "");
	ok(has(0, "9.") && has(0, "10."), "numbers go on from start");
	osp_len first = 0, second = 0;
	for (size_t i = 0; i < pages->pages[0]->item_count; i++) {
		const osp_item *item = &pages->pages[0]->items[i];
		if (item->kind == OSP_ITEM_GLYPHS && item->as.glyphs.text_len >= 3) {
			first = strncmp(item->as.glyphs.text, "甲", 3) == 0 ? item->x : first;
			second = strncmp(item->as.glyphs.text, "乙", 3) == 0 ? item->x : second;
		}
	}
	ok(first > 0 && first == second, "texts begin at one edge");
	ok(is_balanced(), "structure is balanced");
	end();
}

static void test_numbering(void)
{
	begin();
	piece(OSP_PIECE_CONTENTS, OSP_FRONT, "toc", OSP_NAV, "<h1>目录</h1><ol><li><a href=\"#a\">甲文</a></li><li><a href=\"#b\">乙文</a></li></ol>");
	piece(OSP_PIECE_ARTICLE, OSP_BODY, "a", OSP_ARTICLE, join("<h1>甲文</h1><p>%</p>", lines("", 15), "", ""));
	piece(OSP_PIECE_ARTICLE, OSP_BODY, "b", OSP_ARTICLE, "<h1>乙文</h1><p>终</p>");
	set("@page { size: 272pt 272pt; margin: 36pt; @bottom-center { content: counter(page) } @top-center { content: string(t) } }"
	    ":root { font-size: 10pt; line-height: 17pt } h1 { string-set: t content(); margin: 0 }"
	    "nav a::after { content: leader(\".\") target-counter(attr(href), page) } nav { list-style: none }");
	is_int(pages->page_count, 5, "contents, a blank page, two pages, one page");
	is_str(pages->pages[0]->label, "i", "front matter counts in Roman numbers");
	ok(pages->pages[1]->is_blank, "the body begins on a right-hand page");
	is_str(pages->pages[2]->label, "1", "and counts from 1");
	ok(has(0, "3"), "contents have the page of the second article");
	ok(has(3, "甲文"), "the running head has the article's title");
	ok(pages->pages[2]->first_node != NULL, "pages know where they begin");
	is_int(pages->outline_count, 3, "every piece is in the outline");
	is_int(pages->outline[2]->page, 4, "with its page");
	ok(is_balanced(), "structure is balanced");
	end();
}

static void test_counters(void)
{
	static const struct { int value; const char *style, *is; } cases[] = {
		{ 4, "lower-roman", "iv" }, { 1999, "upper-roman", "MCMXCIX" }, { 28, "lower-alpha", "ab" }, { 12, "cjk-ideographic", "十二" },
		{ 110, "cjk-decimal", "一百一十" }, { 1002, "simp-chinese-informal", "一千零二" }, { 3, "circled-decimal", "③" }, { 0, "lower-roman", "0" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		osp_buf out = OSP_BUF_INIT;
		counter_format(&out, cases[i].value, cases[i].style);
		is_str(out.data, cases[i].is, cases[i].style);
		osp_buf_done(&out);
	}
}

static void test_deep(void)
{
	osp_buf text = OSP_BUF_INIT;
	for (int i = 0; i < 400; i++) {
		osp_buf_puts(&text, i % 2 == 0 ? "<ul><li>" : "<blockquote>");
	}
	osp_buf_puts(&text, "底");
	for (int i = 400; i > 0; i--) {
		osp_buf_puts(&text, i % 2 == 1 ? "</li></ul>" : "</blockquote>");
	}
	article(text.data, 10, "");
	ok(page_of("底") != SIZE_MAX, "what is nested deeper than any page is wide is still set");
	ok(is_balanced(), "structure is balanced");
	osp_buf_done(&text);
	end();
}

int main(void)
{
	texts = arena_new();
	test_counters();
	test_widows();
	test_headings();
	test_lead_in();
	test_table();
	test_crowded_table();
	test_names_in_table();
	test_code_drawing();
	test_lone_row();
	test_tall_row();
	test_footnotes();
	test_figure_moves();
	test_lists();
	test_numbering();
	test_deep();
	arena_free(texts);
	return tap_done();
}
