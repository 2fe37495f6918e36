/* test_imposition.c - imposed sheets, folded and stacked, read from the first page to the last. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "imposition.h"
#include "tap.h"

enum { MOST_PAGES = 130, ROOM = MOST_PAGES + 64 };

/* A half of a sheet after folding: its two faces, as they are turned over in the booklet. */
struct leaf { uint32_t recto, verso; };

/*
 * Paper knows nothing of our arithmetic. Printed on both sides and flipped on
 * the short edge, the back of a front's right half is the back side's left half. Folded
 * with the front outside, a booklet bound at the left has the right half as
 * its first leaf, and the left half, seen from the other side, as its last.
 */
static void fold_sheet(const struct imposition_side *front, const struct imposition_side *back, bool bound_right, struct leaf *first,
                       struct leaf *last) {
	struct leaf right = { front->right, back->left }, left = { front->left, back->right };
	struct leaf opening = bound_right ? left : right, closing = bound_right ? right : left;
	*first = opening;
	*last = (struct leaf){ closing.verso, closing.recto };
}

/* Nests the sheets of one signature; appends its pages in reading order. */
static size_t read_signature(const struct imposition_side *sides, size_t sheets, bool bound_right, uint32_t *pages) {
	struct leaf leaves[ROOM];
	size_t count = 0;
	for (size_t s = 0; s < sheets; s++) {
		fold_sheet(&sides[2 * s], &sides[2 * s + 1], bound_right, &leaves[s], &leaves[2 * sheets - 1 - s]);
	}
	for (size_t i = 0; i < 2 * sheets; i++) {
		pages[count++] = leaves[i].recto;
		pages[count++] = leaves[i].verso;
	}
	return count;
}

static bool reads_well(uint32_t page_count, uint32_t signature, bool bound_right) {
	struct imposition_options options = { IMPOSITION_SADDLE, bound_right, signature };
	struct imposition plan;
	uint32_t pages[2 * ROOM];
	size_t count = 0;
	bool well = true;
	imposition_plan(&options, page_count, &plan);
	for (size_t from = 0; from < plan.side_count;) {
		size_t end = from + 2;
		while (end < plan.side_count && plan.sides[end].depth != 0) { /* a new signature begins with an outermost sheet */
			end += 2;
		}
		count += read_signature(plan.sides + from, (end - from) / 2, bound_right, pages + count);
		from = end;
	}
	well = count == (page_count + 3) / 4 * 4;
	for (size_t i = 0; i < count; i++) {
		well = well && pages[i] == (i < page_count ? i : IMPOSITION_BLANK);
	}
	for (size_t i = 0; i < plan.side_count; i++) {
		well = well && plan.sides[i].sheet == i / 2 && plan.sides[i].is_back == (i % 2 == 1);
	}
	imposition_done(&plan);
	return well;
}

static void test_saddle(void) {
	static const uint32_t signatures[] = { 0, 4, 8, 16, 32, 64 };
	for (size_t s = 0; s < sizeof signatures / sizeof *signatures; s++) {
		for (unsigned bound_right = 0; bound_right < 2; bound_right++) {
			uint32_t wrong = 0;
			for (uint32_t pages = 1; pages <= MOST_PAGES && wrong == 0; pages++) {
				wrong = reads_well(pages, signatures[s], bound_right != 0) ? 0 : pages;
			}
			ok(wrong == 0, "signature %u, bound %s: 1 to %d pages read in order (wrong at %u)", signatures[s],
			   bound_right ? "right" : "left", MOST_PAGES, wrong);
		}
	}
}

static void test_two_up(void) {
	struct imposition plan;
	imposition_plan(&(struct imposition_options){ .layout = IMPOSITION_TWO_UP }, 5, &plan);
	is_int((long long)plan.side_count, 3, "five pages take three sides");
	ok(plan.sides[0].left == 0 && plan.sides[0].right == 1 && plan.sides[2].left == 4, "in order");
	ok(plan.sides[2].right == IMPOSITION_BLANK, "the last place is blank");
	ok(plan.sides[1].is_back && plan.sides[2].sheet == 1, "two sides a sheet");
	imposition_done(&plan);
}

int main(void) {
	test_saddle();
	test_two_up();
	return tap_done();
}
