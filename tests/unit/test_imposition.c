/* test_imposition.c - imposed sheets are printed, turned over, folded, nested and cut, then read from the first page to the last. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "imposition.h"
#include "tap.h"

enum { MOST_PAGES = 130, ROOM = 2 * MOST_PAGES + 64, MAX_ROWS = 8, MAX_COLUMNS = 8 };

/*
 * Paper knows nothing of our arithmetic: here are only things that hands do
 * with sheets. A leaf is seen from above; `down` is what one sees when it is turned over
 * as the page of a book is, about the vertical axis.
 */
struct face { uint32_t page, depth; bool is_turned; };
struct leaf { struct face up, down; };
struct pile { struct leaf leaves[16]; unsigned count; };          /* from above */
struct paper { struct pile piles[MAX_ROWS][MAX_COLUMNS]; unsigned rows, columns; };

static struct face face_at(const struct imposition *plan, const struct imposition_side *side, unsigned row, unsigned column) {
	for (size_t i = 0; i < side->count; i++) {
		const struct imposition_slot *slot = &plan->slots[side->first + i];
		if (slot->row == row && slot->column == column) {
			return (struct face){ slot->page, slot->depth, slot->is_turned };
		}
	}
	return (struct face){ 0xdead, 0, false };
}

/* A printer that turns paper about the vertical axis finds the left column behind the right one; one that turns it about the horizontal axis
 * finds the bottom row behind the top one, and what it prints upright stands on its head for who turns a page. */
static struct paper print(const struct imposition *plan, const struct imposition_side *front, const struct imposition_side *back, bool horizontal) {
	struct paper paper = { .rows = front->rows, .columns = front->columns };
	for (unsigned r = 0; r < paper.rows; r++) {
		for (unsigned c = 0; c < paper.columns; c++) {
			struct leaf leaf = { .up = face_at(plan, front, r, c), .down = { IMPOSITION_BLANK, 0, false } };
			if (back != NULL) {
				leaf.down = horizontal ? face_at(plan, back, paper.rows - 1 - r, c) : face_at(plan, back, r, paper.columns - 1 - c);
				leaf.down.is_turned = leaf.down.is_turned != horizontal;
			}
			paper.piles[r][c] = (struct pile){ { leaf }, 1 };
		}
	}
	return paper;
}

/* Turns a pile over, about the vertical or the horizontal axis, and lays it beneath another. */
static void lay_beneath(struct pile *top, const struct pile *turned, bool horizontal) {
	for (unsigned i = turned->count; i-- > 0;) {
		struct leaf leaf = { turned->leaves[i].down, turned->leaves[i].up };
		leaf.up.is_turned = leaf.up.is_turned != horizontal;
		leaf.down.is_turned = leaf.down.is_turned != horizontal;
		top->leaves[top->count++] = leaf;
	}
}

/* The half at one side goes behind the other half. */
static void fold_across(struct paper *paper, bool right_goes_behind) {
	unsigned half = paper->columns / 2;
	struct paper folded = { .rows = paper->rows, .columns = half };
	for (unsigned r = 0; r < paper->rows; r++) {
		for (unsigned c = 0; c < half; c++) {
			unsigned stays = right_goes_behind ? c : half + c;
			folded.piles[r][c] = paper->piles[r][stays];
			lay_beneath(&folded.piles[r][c], &paper->piles[r][paper->columns - 1 - stays], false);
		}
	}
	*paper = folded;
}

static void fold_down(struct paper *paper) {
	struct paper folded = { .rows = 1, .columns = paper->columns };
	for (unsigned c = 0; c < paper->columns; c++) {
		folded.piles[0][c] = paper->piles[1][c];
		lay_beneath(&folded.piles[0][c], &paper->piles[0][c], true);
	}
	*paper = folded;
}

static struct pile fold(struct paper paper, bool bound_right) {
	if (paper.columns == 4) {
		fold_across(&paper, bound_right);
	}
	if (paper.rows == 2) {
		fold_down(&paper);
	}
	fold_across(&paper, bound_right);
	return paper.piles[0][0];
}

/* One signature: every folded sheet is opened in its middle and takes the next one in. Returns how many faces there are. */
static size_t nest(const struct imposition *plan, size_t first, size_t end, bool bound_right, bool horizontal, struct face *faces) {
	static struct leaf leaves[ROOM];
	size_t sheets = (end - first) / 2, before = 0, behind = 0;
	for (size_t s = 0; s < sheets; s++) {
		behind += fold(print(plan, &plan->sides[first + 2 * s], &plan->sides[first + 2 * s + 1], horizontal), bound_right).count;
	}
	size_t total = behind;
	for (size_t s = 0; s < sheets; s++) {
		struct pile pile = fold(print(plan, &plan->sides[first + 2 * s], &plan->sides[first + 2 * s + 1], horizontal), bound_right);
		for (unsigned i = 0; i < pile.count / 2; i++) {
			leaves[before++] = pile.leaves[i];
			leaves[--behind] = pile.leaves[pile.count - 1 - i];
		}
	}
	for (size_t i = 0; i < total; i++) {
		faces[2 * i] = leaves[i].up;
		faces[2 * i + 1] = leaves[i].down;
	}
	return 2 * total;
}

/* Every leaf says truly how many lie around it: that is what creep is reckoned from. */
static bool depths_are_right(const struct face *faces, size_t count) {
	for (size_t i = 0; i < count; i++) {
		size_t leaf = i / 2, other = count / 2 - 1 - leaf;
		if (faces[i].depth != (leaf < other ? leaf : other)) {
			return false;
		}
	}
	return true;
}

static bool stands_in_order(const struct face *faces, size_t count, uint32_t page_count, bool keeps_cover) {
	for (size_t i = 0; i < count; i++) {
		uint32_t wanted = i < page_count ? (uint32_t)i : IMPOSITION_BLANK;
		if (keeps_cover && i + 1 >= page_count) {
			wanted = i + 1 == count ? page_count - 1 : IMPOSITION_BLANK;
		}
		if (faces[i].page != wanted || (faces[i].page != IMPOSITION_BLANK && faces[i].is_turned)) {
			return false;
		}
	}
	return true;
}

static bool folds_well(const struct imposition_options *options, uint32_t page_count) {
	static struct face faces[2 * ROOM];
	struct imposition plan;
	size_t count = 0, per_sheet = (size_t)2 << options->folds;
	bool well = true;
	imposition_plan(options, page_count, &plan);
	for (size_t first = 0, end; first < plan.side_count && well; first = end) {
		for (end = first + 2; end < plan.side_count && plan.sides[end].signature == plan.sides[first].signature; end += 2) {
		}
		size_t faced = nest(&plan, first, end, options->bound_right, options->turns_backs, faces + count);
		well = depths_are_right(faces + count, faced) && (options->signature == 0 || faced <= options->signature);
		count += faced;
	}
	well = well && count == (page_count + per_sheet - 1) / per_sheet * per_sheet;
	well = well && stands_in_order(faces, count, page_count, options->keeps_cover);
	for (size_t i = 0; i < plan.side_count; i++) {
		well = well && plan.sides[i].sheet == i / 2 && plan.sides[i].is_back == (i % 2 == 1);
	}
	imposition_done(&plan);
	return well;
}

/* The first number of pages that goes wrong; 0 = none. */
static uint32_t first_wrong(const struct imposition_options *options, bool (*is_well)(const struct imposition_options *, uint32_t)) {
	for (uint32_t pages = 1; pages <= MOST_PAGES; pages++) {
		if (!is_well(options, pages)) {
			return pages;
		}
	}
	return 0;
}

static void test_saddle(void) {
	static const uint32_t signatures[] = { 0, 4, 8, 12, 16, 20, 24, 32, 40, 48, 64 };
	for (unsigned folds = 1; folds <= IMPOSITION_MAX_FOLDS; folds++) {
		for (size_t s = 0; s < sizeof signatures / sizeof *signatures; s++) {
			if (signatures[s] % (2U << folds) != 0) {
				continue;
			}
			for (unsigned way = 0; way < 8; way++) {
				struct imposition_options options = { .layout = IMPOSITION_SADDLE, .folds = folds, .signature = signatures[s],
					.bound_right = (way & 1) != 0, .turns_backs = (way & 2) != 0, .keeps_cover = (way & 4) != 0 };
				uint32_t wrong = first_wrong(&options, folds_well);
				ok(wrong == 0, "folded %u times, signature %u, bound %s, turned about the %s axis, blanks %s: 1 to %d pages read in order (wrong at %u)",
				   folds, signatures[s], options.bound_right ? "right" : "left", options.turns_backs ? "horizontal" : "vertical",
				   options.keeps_cover ? "before the cover" : "at the end", MOST_PAGES, wrong);
			}
		}
	}
}

/* Reads a side by its rows; the back after the sheet was turned as a page. Returns how many pages it showed, or SIZE_MAX. */
static size_t read_grid(const struct paper *paper, bool is_back, bool bound_right, uint32_t next, uint32_t end) {
	size_t shown = 0;
	for (unsigned r = 0; r < paper->rows; r++) {
		for (unsigned i = 0; i < paper->columns; i++) {
			unsigned c = bound_right ? paper->columns - 1 - i : i;
			const struct leaf *leaf = &paper->piles[r][is_back ? paper->columns - 1 - c : c].leaves[0];
			const struct face *face = is_back ? &leaf->down : &leaf->up;
			uint32_t wanted = next + shown < end ? next + (uint32_t)shown : IMPOSITION_BLANK;
			if (face->page != wanted || (wanted != IMPOSITION_BLANK && face->is_turned)) {
				return SIZE_MAX;
			}
			shown += wanted != IMPOSITION_BLANK;
		}
	}
	return shown;
}

/* Sheets first to end-1 show the pages next to last-1. */
static bool read_sheets(const struct imposition *plan, const struct imposition_options *options, size_t first, size_t end, uint32_t next,
                        uint32_t last) {
	for (size_t i = first; i < end;) {
		bool has_back = i + 1 < end && plan->sides[i + 1].sheet == plan->sides[i].sheet;
		struct paper paper = print(plan, &plan->sides[i], has_back ? &plan->sides[i + 1] : NULL, options->turns_backs);
		for (unsigned back = 0; back < (has_back ? 2 : 1); back++) {
			size_t shown = read_grid(&paper, back != 0, options->bound_right, next, last);
			if (shown == SIZE_MAX || shown == 0) {
				return false;
			}
			next += (uint32_t)shown;
		}
		i += has_back ? 2 : 1;
	}
	return next == last;
}

static bool reads_well(const struct imposition_options *options, uint32_t page_count) {
	struct imposition plan;
	imposition_plan(options, page_count, &plan);
	bool well = read_sheets(&plan, options, 0, plan.side_count, 0, page_count);
	imposition_done(&plan);
	return well;
}

static void test_grid(void) {
	for (unsigned rows = 1; rows <= 5; rows++) {
		for (unsigned columns = 1; columns <= 5; columns++) {
			uint32_t wrong = 0;
			for (unsigned way = 0; way < 4 && wrong == 0; way++) {
				wrong = first_wrong(&(struct imposition_options){ .layout = IMPOSITION_GRID, .rows = rows, .columns = columns,
					.bound_right = (way & 1) != 0, .turns_backs = (way & 2) != 0 }, reads_well);
			}
			ok(wrong == 0, "%u rows of %u: 1 to %d pages read in order, bound and turned any way (wrong at %u)", rows, columns, MOST_PAGES, wrong);
		}
	}
}

/* A page that stands alone on its side is bound where the sheet is: at the left on fronts, at the right on backs. */
static void test_single(void) {
	struct imposition plan;
	imposition_plan(&(struct imposition_options){ .layout = IMPOSITION_GRID, .rows = 1, .columns = 1 }, 2, &plan);
	ok(plan.slots[0].spine == IMPOSITION_SPINE_LEFT && plan.slots[1].spine == IMPOSITION_SPINE_RIGHT, "the spine of a single page changes sides");
	imposition_done(&plan);
	imposition_plan(&(struct imposition_options){ .layout = IMPOSITION_GRID, .rows = 1, .columns = 1, .turns_backs = true }, 2, &plan);
	ok(plan.slots[1].spine == IMPOSITION_SPINE_LEFT && plan.slots[1].is_turned, "and back again when the printer turns it on its head");
	imposition_done(&plan);
}

static void test_cards(void) {
	bool begins[MOST_PAGES + 1];
	uint32_t wrong = 0;
	for (uint32_t group = 1; group <= 70 && wrong == 0; group++) {
		for (uint32_t pages = 1; pages <= MOST_PAGES && wrong == 0; pages++) {
			struct imposition_options options = { .layout = IMPOSITION_CARDS, .begins = begins, .turns_backs = pages % 2 == 0,
				.bound_right = pages % 3 == 0 };
			struct imposition plan;
			for (uint32_t i = 0; i < pages; i++) {
				begins[i] = i % group == 0;
			}
			imposition_plan(&options, pages, &plan);
			size_t from = 0;
			for (uint32_t next = 0; next < pages && wrong == 0; next += group) {
				uint32_t last = next + group < pages ? next + group : pages;
				size_t to = from + 1;
				while (to < plan.side_count && !(plan.slots[plan.sides[to].first].page == last && !plan.sides[to].is_back)) {
					to += plan.slots[plan.sides[to].first].page < last || plan.sides[to].is_back ? 1 : plan.side_count;
				}
				to = to > plan.side_count ? plan.side_count : to;
				wrong = read_sheets(&plan, &options, from, to, next, last) ? 0 : pages;
				wrong = last - next <= 32 && plan.sides[to - 1].sheet != plan.sides[from].sheet ? pages : wrong;
				from = to;
			}
			wrong = from == plan.side_count ? wrong : pages;
			imposition_done(&plan);
		}
	}
	is_int(wrong, 0, "every group begins on a sheet of its own, and up to 32 pages stay on it");
}

int main(void) {
	test_saddle();
	test_grid();
	test_single();
	test_cards();
	return tap_done();
}
