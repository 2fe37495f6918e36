/* test_columns.c - text in columns: filled one after the other, of one height at the end, whole across what spans them. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "set_pages.h"
#include "tap.h"

#include <stdlib.h>
#include <string.h>

#define TWO "article { columns: 2; column-gap: 20pt } h1, h2 { font-size: 10pt; line-height: 17pt; margin: 0 } "

/* How many lines stand in the column that begins at x, and how far the last one reaches. */
struct seen { int lines; osp_len first, last; };

static struct seen column(size_t page, osp_len left, osp_len right)
{
	struct seen seen = { 0, 0, 0 };
	for (size_t i = 0; page < pages->page_count && i < pages->pages[page]->item_count; i++) {
		const osp_item *item = &pages->pages[page]->items[i];
		if (item->kind != OSP_ITEM_GLYPHS || item->x < left || item->x >= right || item->y == seen.last) {
			continue;
		}
		seen.first = seen.lines == 0 ? item->y : seen.first;
		seen.last = item->y;
		seen.lines++;
	}
	return seen;
}

static struct seen left(size_t page)
{
	return column(page, 0, 140 * OSP_POINT);
}

static struct seen right(size_t page)
{
	return column(page, 140 * OSP_POINT, 300 * OSP_POINT);
}

/* 9 Han a line in each of two columns. */
static char *narrow(const char *head, int count)
{
	osp_buf out = OSP_BUF_INIT;
	osp_buf_puts(&out, head);
	for (size_t i = osp_utf8_count(head, strlen(head)); i < (size_t)count * 9; i++) {
		osp_buf_puts(&out, "文");
	}
	char *kept = arena_strndup(texts, out.data, out.len);
	osp_buf_done(&out);
	return kept;
}

static void test_fill(void)
{
	article(join("<p>%</p>", narrow("甲", 26), "", ""), 10, TWO);
	is_int(pages->page_count, 2, "26 lines in columns of 10 take two pages");
	is_int(left(0).lines, 10, "the first column is full");
	is_int(right(0).lines, 10, "so is the second");
	is_int(left(0).first, right(0).first, "lines stand side by side");
	is_int(left(1).lines, 3, "the last page has columns of one height");
	is_int(right(1).lines, 3, "on both sides");
	ok(is_whole() && is_balanced(), "nothing lost or doubled, structure in order");
	end();
	article(join("<p>%</p>", narrow("甲", 11), "", ""), 10, TWO);
	is_int(left(0).lines, 6, "an odd line stands on the left");
	is_int(right(0).lines, 5, "and none on the right");
	end();
}

/* The rules between columns of a page: how many, and the last one. */
static int rules(size_t page, osp_item *ret_last)
{
	int count = 0;
	for (size_t i = 0; i < pages->pages[page]->item_count; i++) {
		const osp_item *item = &pages->pages[page]->items[i];
		if (item->kind == OSP_ITEM_RECT && item->height > 2 * item->width) {
			*ret_last = *item;
			count++;
		}
	}
	return count;
}

static void test_rule(void)
{
	osp_item rule;
	article(join("<p>%</p>", narrow("甲", 26), "", ""), 10, TWO "article { column-rule: 2pt solid red }");
	is_int(rules(0, &rule), 1, "two columns have one rule");
	is_int(rule.width, 2 * OSP_POINT, "as wide as it was asked for");
	osp_len one = column(0, 0, OSP_POINT * 140).first;
	ok(rule.y <= one && rule.y + rule.height >= left(0).last, "as long as the columns");
	is_int(rules(1, &rule), 1, "also on the last page");
	ok(rule.y + rule.height < left(0).last, "where it ends with them");
	end();
	article(join("<p>%</p><h1>标题</h1><p>%</p>", narrow("甲", 8), narrow("乙", 8), ""), 20, TWO "h1 { column-span: all } article { column-rule: 1pt solid }");
	is_int(rules(0, &rule), 2, "what spans the columns parts the rule");
	end();
	article(join("<p>%</p>", narrow("甲", 26), "", ""), 10, TWO "article { column-rule: 2pt none }");
	is_int(rules(0, &rule), 0, "none is none");
	end();
	article(join("<p>%</p>", narrow("甲", 1), "", ""), 10, TWO "article { column-rule: 1pt solid }");
	is_int(rules(0, &rule), 0, "one column of text has none beside it");
	end();
}

static void test_widows(void)
{
	article(join("<p>%</p><p>%</p>", narrow("甲", 3), narrow("乙", 3), ""), 10, TWO);
	is_int(left(0).lines, 3, "paragraphs are not cut to save a line");
	end();
	article(join("<p>%</p><h2>题</h2><p>%</p>", narrow("甲", 9), narrow("乙", 6), ""), 10, TWO);
	const osp_item *heading = run_of(0, "题", 0);
	ok(heading != NULL && heading->x > 140 * OSP_POINT, "a heading does not stand at a column's foot");
	end();
}

static void test_span(void)
{
	article(join("<h1>题</h1><p>%</p><h2>横</h2><p>%</p>", narrow("甲", 6), narrow("乙", 4), ""), 10, TWO "h1, h2 { column-span: all }");
	is_int(pages->page_count, 1, "it all stands on one page");
	const osp_item *title = run_of(0, "题", 0), *across = run_of(0, "横", 0), *first = run_of(0, "甲", 0), *second = run_of(0, "乙", 0);
	ok(title != NULL && first != NULL && first->y - title->y == 17 * OSP_POINT, "columns begin below what spans them");
	ok(across != NULL && first != NULL && across->y - first->y == 3 * 17 * OSP_POINT, "columns above a heading that spans them are of one height");
	ok(second != NULL && across != NULL && second->y - across->y == 17 * OSP_POINT, "and go on below it");
	ok(is_whole() && is_balanced(), "nothing lost or doubled, structure in order");
	end();
}

static void test_span_at_foot(void)
{
	article(join("<h1>题</h1><p>%</p><h2>横</h2><p>%</p>", narrow("甲", 16), narrow("乙", 8), ""), 10, TWO "h1, h2 { column-span: all }");
	is_int(page_of("横"), page_of("乙"), "a heading that spans the columns stays with them");
	is_int(page_of("横"), 1, "on the next page");
	ok(is_whole() && is_balanced(), "nothing lost or doubled, structure in order");
	end();
}

static void test_tall_after_span(void)
{
	article(join("<h1>题</h1><p>%</p><h2>横</h2><figure><img class=\"missing\" src=\"x.png\" alt=\"像\"></figure>", narrow("甲", 14), "", ""), 10,
	        TWO "h1, h2 { column-span: all } figure { margin: 0 } figure img { height: 100pt }");
	is_int(page_of("像"), 1, "a picture too tall for the rest of a page goes to the next one");
	ok(is_balanced(), "structure is in order");
	end();
}

static void test_notes(void)
{
	const char *notes = "<section class=\"footnotes\" role=\"doc-endnotes\"><aside class=\"footnote\" role=\"doc-footnote\" id=\"fn1\"><p>%</p></aside></section>";
	char *body = join("<p>%<a role=\"doc-noteref\" class=\"noteref\" href=\"#fn1\">1</a>。%</p>", narrow("甲", 12), narrow("乙", 8), "");
	article(join("%%", body, join(notes, "脚注", "", ""), ""), 12, TWO);
	const osp_item *mark = run_of(0, "1", 0), *note = run_of(0, "脚注", 0);
	ok(mark != NULL && note != NULL && (mark->x < 140 * OSP_POINT) == (note->x < 140 * OSP_POINT), "a note stands at the foot of its mark's column");
	ok(note != NULL && note->y > (36 + 10 * 17) * OSP_POINT, "at the foot of the page");
	ok(is_balanced(), "structure is in order");
	end();
}

static void test_forced(void)
{
	article("<p>甲</p><p class=\"next\">乙</p>", 10, TWO ".next { break-before: column }");
	const osp_item *first = run_of(0, "甲", 0), *second = run_of(0, "乙", 0);
	ok(first != NULL && second != NULL && first->y == second->y && second->x > first->x, "a forced column is the next one of the page");
	end();
	article("<p>甲</p><p class=\"next\">乙</p><p class=\"next\">丙</p>", 10, TWO ".next { break-before: column }");
	is_int(page_of("丙"), 1, "after the last one, the first of the next page");
	ok(is_whole() && is_balanced(), "nothing lost or doubled, structure in order");
	end();
}

static void test_part_of_text(void)
{
	article(join("<p>%</p><div class=\"two\"><p>%</p></div><p>尾</p>", lines("首", 2), narrow("甲", 6), ""), 10,
	        "div.two { columns: 2; column-gap: 20pt }");
	is_int(pages->page_count, 1, "columns may be a part of a page");
	const osp_item *first = run_of(0, "首", 0), *body = run_of(0, "甲", 0), *last = run_of(0, "尾", 0);
	ok(first != NULL && body != NULL && body->y - first->y == 2 * 17 * OSP_POINT, "below other text");
	ok(body != NULL && last != NULL && last->y - body->y == 3 * 17 * OSP_POINT, "and above it");
	end();
}

static void test_grid(void)
{
	article(join("<p>%</p><h2>题</h2><p>%</p>", narrow("甲", 6), narrow("乙", 20), ""), 12,
	        "article { columns: 2; column-gap: 20pt; line-snap: 17pt } h2 { font-size: 13pt; line-height: 19pt; margin: 11pt 0 6pt }");
	int off = 0;
	for (size_t i = 0; i < pages->pages[0]->item_count; i++) {
		const osp_item *item = &pages->pages[0]->items[i];
		off += item->kind == OSP_ITEM_GLYPHS && item->as.glyphs.size == 10 * OSP_POINT && (item->y - left(0).first) % (17 * OSP_POINT) != 0;
	}
	is_int(off, 0, "on a line grid lines of both columns stand on one baseline");
	end();
}

/* How many rectangles of this height stand on the first page between left and right. */
static int bars(osp_len left, osp_len right, osp_len height)
{
	int count = 0;
	for (size_t i = 0; i < pages->pages[0]->item_count; i++) {
		const osp_item *item = &pages->pages[0]->items[i];
		count += item->kind == OSP_ITEM_RECT && item->height == height && item->x >= left && item->x < right;
	}
	return count;
}

/* What goes on in the next column of its page has its frame there, too. */
static void test_frames(void)
{
	osp_buf rows = OSP_BUF_INIT;
	for (int i = 0; i < 14; i++) {
		osp_buf_printf(&rows, "<tr><td>行%d</td></tr>", i);
	}
	article(join("<table><thead><tr><th>列</th></tr></thead><tbody>%</tbody></table><table><tbody><tr><td>终</td></tr></tbody></table>", rows.data, "", ""), 12,
	        TWO "table { margin: 0; border-top: 3pt solid #000; border-bottom: 3pt solid #000; border-collapse: collapse } td, th { padding: 0; border: none }");
	osp_buf_done(&rows);
	ok(has(0, "（续）") && has(0, "终"), "a table goes on in the second column, and another follows");
	is_int(bars(0, 140 * OSP_POINT, 3 * OSP_POINT), 2, "the first column's part has its rules");
	is_int(bars(140 * OSP_POINT, 300 * OSP_POINT, 3 * OSP_POINT), 4, "and the second's, and the table behind it");
	ok(is_balanced(), "structure is balanced");
	end();
}

/* A table whose words have no room in a column stands across all of them; others stay in theirs. */
static void test_crowded_table(void)
{
	const char *table = "<table><tbody><tr><td>averylongtoken</td><td>anotherlongone</td></tr></tbody></table>";
	article(join("<p>%</p>%<p>%</p>", narrow("甲", 8), table, narrow("乙", 4)), 20, TWO "td { padding: 0; border: none }");
	ok(run_of(0, "averylongtoken", 0) != NULL && run_of(0, "anotherlongone", 0) != NULL, "no word of a crowded table is parted");
	is_int(left(0).lines > 0 && right(0).lines > 0, 1, "the text before and behind it is in columns");
	end();
	article(join("<p>%</p><table><tbody><tr><td>短</td><td>表</td></tr></tbody></table><p>%</p>", narrow("甲", 8), narrow("乙", 4), ""), 20,
	        TWO "td { padding: 0; border: none }");
	const osp_item *before = run_of(0, "乙", 0);
	ok(before != NULL && before->x > 140 * OSP_POINT, "a small one leaves the columns alone");
	end();
}

int main(void)
{
	texts = arena_new();
	test_fill();
	test_rule();
	test_widows();
	test_span();
	test_span_at_foot();
	test_tall_after_span();
	test_notes();
	test_forced();
	test_part_of_text();
	test_grid();
	test_frames();
	test_crowded_table();
	arena_free(texts);
	return tap_done();
}
