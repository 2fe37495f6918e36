/* test_floats.c - what floats to the top or the bottom of its page, or waits for the next one. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "set_pages.h"
#include "tap.h"

#include <stdint.h>
#include <string.h>

#define FIGURE "figure { margin: 0 0 17pt } figcaption { font-size: 10pt; line-height: 17pt } figure img { height: 51pt } "

static const char *const text_with_figure =
	"<p>%</p><figure><img class=\"missing\" src=\"x.png\" alt=\"像\"><figcaption>图一</figcaption></figure><p>%</p>";

static osp_len y_of(size_t page, const char *what)
{
	const osp_item *item = run_of(page, what, 0);
	return item == NULL ? -1 : item->y;
}

static void test_top(void)
{
	article(join(text_with_figure, lines("甲", 3), lines("乙", 3), ""), 12, FIGURE "figure { float: top }");
	ok(y_of(0, "图一") > 0 && y_of(0, "图一") < y_of(0, "甲"), "a figure floats to the top of the page that mentions it");
	is_int(y_of(0, "甲") - y_of(0, "图一"), 2 * 17 * OSP_POINT, "parted from the text by its margin");
	is_int(y_of(0, "乙") - y_of(0, "甲"), 3 * 17 * OSP_POINT, "the text closes where it was");
	ok(is_balanced(), "structure is in order");
	end();
}

static void test_bottom(void)
{
	article(join(text_with_figure, lines("甲", 3), lines("乙", 3), ""), 12, FIGURE "figure { float: bottom; margin: 17pt 0 0 }");
	/* the caption's baseline is the last of the page: that of line 12 */
	is_int((y_of(0, "图一") - y_of(0, "甲")) / OSP_POINT, 11 * 17, "a figure floats to the foot of the page");
	is_int(y_of(0, "乙") - y_of(0, "甲"), 3 * 17 * OSP_POINT, "the text closes where it was");
	end();
}

static void test_waits(void)
{
	article(join(text_with_figure, lines("甲", 8), lines("乙", 10), ""), 10, FIGURE "figure { float: top }");
	is_int(page_of("图一"), 1, "what finds no room on its page floats to the next");
	is_int(page_of("乙"), 0, "and the text goes on without it");
	ok(y_of(1, "图一") < y_of(1, "文"), "it stands on top there");
	ok(is_balanced(), "structure is in order");
	end();
	article(join(text_with_figure, lines("甲", 8), lines("乙", 7), ""), 10, FIGURE "figure { float: bottom; margin: 17pt 0 0 }");
	is_int(page_of("图一"), 1, "so does what floats to the foot");
	is_int(y_of(1, "图一"), (36 + 10 * 17 - 17) * OSP_POINT + (y_of(0, "甲") - 36 * OSP_POINT), "where it stands at the foot");
	end();
}

static void test_two(void)
{
	const char *two = "<p>%</p><figure><img class=\"missing\" src=\"x.png\" alt=\"像\"><figcaption>图一</figcaption></figure>"
		"<figure><img class=\"missing\" src=\"x.png\" alt=\"像\"><figcaption>图二</figcaption></figure><p>%</p>";
	article(join(two, lines("甲", 3), lines("乙", 2), ""), 16, FIGURE "figure { float: top }");
	ok(y_of(0, "图一") < y_of(0, "图二") && y_of(0, "图二") < y_of(0, "甲"), "two of them keep their order");
	end();
}

static void test_too_tall(void)
{
	article(join(text_with_figure, lines("甲", 3), lines("乙", 3), ""), 4, FIGURE "figure { float: top }");
	ok(page_of("图一") >= page_of("甲") && page_of("图一") <= page_of("乙"), "one taller than the page stays in the text");
	ok(is_balanced(), "structure is in order");
	end();
}

static void test_low_page(void)
{
	article(join("<div class=\"w\"><p>甲</p><pre>%</pre></div>", "乙\n丙\n丁\n戊", "", ""), 12,
	        "@page low { size: 272pt 106pt } .w { page: low } pre { float: bottom; font-size: 10pt; line-height: 17pt; margin: 0; padding: 0 }");
	ok(page_of("乙") != SIZE_MAX && page_of("戊") != SIZE_MAX, "a float that fits on an ordinary page but not on this one is set nevertheless");
	end();
}

static void test_table(void)
{
	article(join("<p>%</p><table><tbody><tr><td>格</td></tr></tbody></table><p>%</p>", lines("甲", 3), lines("乙", 3), ""), 12, "table { float: top }");
	ok(y_of(0, "格") > 0 && y_of(0, "格") < y_of(0, "甲"), "a table floats, too");
	end();
}

static void test_heading_before(void)
{
	const char *markup = "<p>%</p><h2>题</h2><figure><img class=\"missing\" src=\"x.png\" alt=\"像\"></figure><p>%</p>";
	article(join(markup, lines("甲", 8), lines("乙", 6), ""), 9, FIGURE "h2 { font-size: 10pt; line-height: 17pt; margin: 0 } figure { float: top }");
	is_int(page_of("题"), page_of("乙"), "a heading before a float stays with the text behind it");
	end();
}

static void test_term(void)
{
	article("<dl><dt>书名</dt><dd>灯</dd></dl>", 6, "dl, dd { margin: 0 } dt { float: left } dd { margin-left: 60pt }");
	is_int(y_of(0, "书名"), y_of(0, "灯"), "a term that floats to the left stands beside what it is about");
	is_int(run_of(0, "灯", 0)->x - run_of(0, "书名", 0)->x, 60 * OSP_POINT, "which keeps its margin");
	ok(is_whole() && is_balanced(), "nothing lost, structure in order");
	end();
}

int main(void)
{
	texts = arena_new();
	test_top();
	test_bottom();
	test_waits();
	test_two();
	test_too_tall();
	test_low_page();
	test_table();
	test_heading_before();
	test_term();
	arena_free(texts);
	return tap_done();
}
