/* imposition.c - order pages on sheets. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "imposition.h"

#include <stdlib.h>
#include <string.h>

/*
 * What bookbinders know by heart: one sheet of 4, 8 or 16 pages, folded so that
 * its front is outside. Folio, quarto, octavo; a book bound at the left. Upper rows of two stand on
 * their head. Columns 0 and 1 meet at a spine, and so do 2 and 3.
 */
struct forme { uint8_t rows, columns; uint8_t front[2][4], back[2][4]; };

static const struct forme formes[] = {
	{ 1, 2, { { 4, 1 } }, { { 2, 3 } } },
	{ 2, 2, { { 5, 4 }, { 8, 1 } }, { { 3, 6 }, { 2, 7 } } },
	{ 2, 4, { { 5, 12, 9, 8 }, { 4, 13, 16, 1 } }, { { 7, 10, 11, 6 }, { 2, 15, 14, 3 } } },
};

unsigned imposition_per_sheet(unsigned folds) {
	return 2U << folds;
}

/* ---- filling ---- */

struct filling {
	const struct imposition_options *options;
	struct imposition *to;
	uint32_t page_count, padded;
	size_t side_capacity, slot_capacity;
};

static void *grow(void *memory, size_t count, size_t *capacity, size_t size) {
	if (count < *capacity) {
		return memory;
	}
	*capacity = *capacity == 0 ? 64 : *capacity * 2;
	memory = realloc(memory, *capacity * size);
	if (memory == NULL) {
		abort(); /* as osp_buf: out of memory ends the program */
	}
	return memory;
}

static struct imposition_side *add_side(struct filling *filling, struct imposition_side side) {
	struct imposition *to = filling->to;
	to->sides = grow(to->sides, to->side_count, &filling->side_capacity, sizeof *to->sides);
	side.first = to->slot_count;
	to->sides[to->side_count] = side;
	return &to->sides[to->side_count++];
}

/* A slot of the last side, given as it lies when the back is turned as the page of a book. */
static void add_slot(struct filling *filling, struct imposition_slot slot) {
	struct imposition *to = filling->to;
	struct imposition_side *side = &to->sides[to->side_count - 1];
	if (side->is_back && filling->options->turns_backs) {
		slot.row = (uint8_t)(side->rows - 1 - slot.row);
		slot.column = (uint8_t)(side->columns - 1 - slot.column);
		slot.is_turned = !slot.is_turned;
		slot.spine = slot.spine == IMPOSITION_NO_SPINE ? IMPOSITION_NO_SPINE
			: slot.spine == IMPOSITION_SPINE_LEFT ? IMPOSITION_SPINE_RIGHT : IMPOSITION_SPINE_LEFT;
	}
	to->slots = grow(to->slots, to->slot_count, &filling->slot_capacity, sizeof *to->slots);
	to->slots[to->slot_count++] = slot;
	side->count++;
}

/* ---- folded ---- */

/* Which page stands in a position of the padded book. */
static uint32_t page_at(const struct filling *filling, uint32_t position) {
	uint32_t last = filling->page_count - 1;
	if (!filling->options->keeps_cover || position < last) {
		return position <= last ? position : IMPOSITION_BLANK;
	}
	return position == filling->padded - 1 ? last : IMPOSITION_BLANK;
}

/* One signature: `sheets` of them lie in one another, and position `first` is its first page. */
struct gathering { uint32_t first, size, sheets; };

/* The n-th page (from 1) of sheet `sheet` counted from outside: its first half lies before what is nested in it, its second behind. */
static uint32_t position_of(const struct gathering *gathering, uint32_t sheet, uint32_t nth) {
	uint32_t half = gathering->size / gathering->sheets / 2;
	uint32_t within = nth <= half ? sheet * half + nth - 1 : gathering->size - (sheet + 1) * half + (nth - half - 1);
	return gathering->first + within;
}

static void add_forme(struct filling *filling, const struct gathering *gathering, uint32_t sheet, const struct forme *forme,
                      const uint8_t pages[2][4]) {
	for (unsigned row = 0; row < forme->rows; row++) {
		for (unsigned column = 0; column < forme->columns; column++) {
			unsigned from = filling->options->bound_right ? forme->columns - 1 - column : column;
			uint32_t position = position_of(gathering, sheet, pages[row][from]);
			uint32_t leaf = (position - gathering->first) / 2, leaves = gathering->size / 2;
			add_slot(filling, (struct imposition_slot){
				.page = page_at(filling, position),
				.depth = leaf < leaves / 2 ? leaf : leaves - 1 - leaf,
				.row = (uint8_t)row, .column = (uint8_t)column,
				.spine = column % 2 == 0 ? IMPOSITION_SPINE_RIGHT : IMPOSITION_SPINE_LEFT,
				.is_turned = forme->rows == 2 && row == 0,
			});
		}
	}
}

static void plan_saddle(struct filling *filling) {
	const struct imposition_options *options = filling->options;
	const struct forme *forme = &formes[options->folds - 1];
	uint32_t per_sheet = imposition_per_sheet(options->folds), sheet = 0;
	filling->padded = (filling->page_count + per_sheet - 1) / per_sheet * per_sheet;
	uint32_t size = options->signature == 0 ? filling->padded : options->signature;
	for (uint32_t first = 0; first < filling->padded; first += size) {
		struct gathering gathering = { .first = first, .size = filling->padded - first < size ? filling->padded - first : size };
		gathering.sheets = gathering.size / per_sheet;
		for (uint32_t i = 0; i < gathering.sheets; i++, sheet++) {
			struct imposition_side side = { .sheet = sheet, .signature = filling->to->signature_count, .rows = forme->rows,
				.columns = forme->columns, .is_outermost = i == 0 };
			add_side(filling, side);
			add_forme(filling, &gathering, i, forme, forme->front);
			side.is_back = true;
			add_side(filling, side);
			add_forme(filling, &gathering, i, forme, forme->back);
		}
		filling->to->signature_count++;
	}
}

/* ---- not folded ---- */

/* Pages first to end-1 on sheets of their own. */
static void add_grid(struct filling *filling, uint32_t first, uint32_t end, unsigned rows, unsigned columns) {
	uint32_t sheet = filling->to->side_count == 0 ? 0 : filling->to->sides[filling->to->side_count - 1].sheet + 1;
	bool bound_right = filling->options->bound_right;
	for (bool is_back = false; first < end; is_back = !is_back) {
		add_side(filling, (struct imposition_side){ .sheet = sheet, .rows = (uint8_t)rows, .columns = (uint8_t)columns, .is_back = is_back });
		for (unsigned i = 0; i < rows * columns; i++) {
			unsigned column = bound_right ? columns - 1 - i % columns : i % columns;
			add_slot(filling, (struct imposition_slot){
				.page = first + i < end ? first + i : IMPOSITION_BLANK,
				.row = (uint8_t)(i / columns), .column = (uint8_t)column,
				.spine = rows * columns > 1 ? IMPOSITION_NO_SPINE : is_back != bound_right ? IMPOSITION_SPINE_RIGHT : IMPOSITION_SPINE_LEFT,
			});
		}
		first = end - first < rows * columns ? end : first + rows * columns;
		sheet += is_back ? 1 : 0;
	}
}

/* As many rows as columns, so that all cards of a handout lie the same way. A group that fits on no two sides takes several sheets. */
static unsigned choose_grid(uint32_t pages) {
	unsigned side = 1;
	while (side < 4 && 2 * side * side < pages) {
		side++;
	}
	return side;
}

static void plan_cards(struct filling *filling) {
	const bool *begins = filling->options->begins;
	for (uint32_t first = 0, end; first < filling->page_count; first = end) {
		for (end = first + 1; end < filling->page_count && !(begins != NULL && begins[end]); end++) {
		}
		unsigned side = choose_grid(end - first);
		add_grid(filling, first, end, side, side);
	}
}

void imposition_plan(const struct imposition_options *options, uint32_t page_count, struct imposition *ret) {
	struct filling filling = { .options = options, .to = ret, .page_count = page_count };
	*ret = (struct imposition){ 0 };
	if (page_count == 0) {
		return;
	}
	switch (options->layout) {
	case IMPOSITION_SADDLE:
		plan_saddle(&filling);
		return;
	case IMPOSITION_GRID:
		ret->signature_count = 1;
		add_grid(&filling, 0, page_count, options->rows, options->columns);
		return;
	case IMPOSITION_CARDS:
		ret->signature_count = 1;
		plan_cards(&filling);
		return;
	}
}

void imposition_done(struct imposition *imposition) {
	free(imposition->sides);
	free(imposition->slots);
	*imposition = (struct imposition){ 0 };
}
