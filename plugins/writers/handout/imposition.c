/* imposition.c - order pages on sheets. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "imposition.h"

#include <stdlib.h>

static uint32_t page_or_blank(uint32_t page, uint32_t page_count) {
	return page < page_count ? page : IMPOSITION_BLANK;
}

/* `first` and `second` in reading order; a book bound at the right reads from right to left. */
static struct imposition_side make_side(const struct imposition_options *options, uint32_t first, uint32_t second, uint32_t page_count) {
	uint32_t a = page_or_blank(first, page_count), b = page_or_blank(second, page_count);
	return options->bound_right ? (struct imposition_side){ .left = b, .right = a } : (struct imposition_side){ .left = a, .right = b };
}

static void add(struct imposition *to, struct imposition_side side, uint32_t sheet, uint32_t depth, bool is_back) {
	side.sheet = sheet;
	side.depth = depth;
	side.is_back = is_back;
	to->sides[to->side_count++] = side;
}

/* One signature of `size` pages beginning with page `from`. Sheet s carries the s-th pair of leaves from outside. */
static uint32_t add_signature(const struct imposition_options *options, uint32_t from, uint32_t size, uint32_t page_count, uint32_t sheet,
                              struct imposition *to) {
	for (uint32_t s = 0; s < size / 4; s++) {
		uint32_t last = from + size - 1 - 2 * s, next = from + 2 * s;
		add(to, make_side(options, last, next, page_count), sheet, s, false);
		add(to, make_side(options, next + 1, last - 1, page_count), sheet, s, true);
		sheet++;
	}
	return sheet;
}

static void plan_saddle(const struct imposition_options *options, uint32_t page_count, struct imposition *to) {
	uint32_t padded = (page_count + 3) / 4 * 4, sheet = 0;
	uint32_t size = options->signature == 0 ? padded : options->signature;
	for (uint32_t from = 0; from < padded; from += size) {
		uint32_t here = padded - from < size ? padded - from : size;
		sheet = add_signature(options, from, here, page_count, sheet, to);
	}
}

static void plan_two_up(const struct imposition_options *options, uint32_t page_count, struct imposition *to) {
	for (uint32_t page = 0; page < page_count; page += 2) {
		add(to, make_side(options, page, page + 1, page_count), page / 4, 0, page % 4 != 0);
	}
}

void imposition_plan(const struct imposition_options *options, uint32_t page_count, struct imposition *ret) {
	ret->side_count = 0;
	ret->sides = calloc((size_t)page_count / 2 + 4, sizeof *ret->sides);
	if (ret->sides == NULL) {
		abort(); /* as osp_buf: out of memory ends the program */
	}
	if (options->layout == IMPOSITION_SADDLE) {
		plan_saddle(options, page_count, ret);
	} else {
		plan_two_up(options, page_count, ret);
	}
}

void imposition_done(struct imposition *imposition) {
	free(imposition->sides);
	*imposition = (struct imposition){ 0 };
}
