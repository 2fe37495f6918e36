/* test_page_rules.c - CSS Paged Media on pages: bleed, margin boxes, targets. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "set_pages.h"
#include "tap.h"

#include <string.h>

static const osp_item *first_of(osp_item_kind kind)
{
	for (size_t i = 0; i < pages->pages[0].item_count; i++) {
		if (pages->pages[0].items[i].kind == kind) {
			return &pages->pages[0].items[i];
		}
	}
	return NULL;
}

static void test_bleed(void)
{
	article("<p>页</p>", 4, "@page { background-color: #eeeeee; bleed: 3pt; marks: crop cross }");
	const osp_item *ground = first_of(OSP_ITEM_RECT);
	ok(ground != NULL && ground->x == -3 * OSP_POINT && ground->width == 278 * OSP_POINT, "a page's background covers its bleed");
	is_int(pages->pages[0].bleed, 3 * OSP_POINT, "writers know how far");
	is_int(pages->pages[0].marks, OSP_MARK_CROP | OSP_MARK_CROSS, "and which marks are wanted");
	end();
	bleed = 9 * OSP_POINT;
	article("<p>页</p>", 4, "@page { margin: 0; bleed: 3pt } p { background-color: #eeeeee; margin: 0 20pt 0 0 }");
	ground = first_of(OSP_ITEM_RECT);
	ok(ground != NULL && ground->x == -9 * OSP_POINT && ground->y == -9 * OSP_POINT, "an output may ask for more");
	ok(ground != NULL && ground->x + ground->width == 252 * OSP_POINT, "an edge inside the page stays where it is");
	is_int(pages->pages[0].marks, 0, "no marks by themselves");
	end();
	bleed = 0;
}

int main(void)
{
	texts = arena_new();
	test_bleed();
	arena_free(texts);
	return tap_done();
}
