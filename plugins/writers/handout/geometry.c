/* geometry.c - fit pages on paper: which way it lies, how large pages are, where each one stands. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "geometry.h"

#include <stdlib.h>

#include "haru/syntax.h"

enum { FULL = 65536, MARK_ROOM = 2268 /* 8 mm: 3 mm away, 5 mm long */ };

int64_t geometry_hundredths(int64_t length) {
	return haru_hundredths(length);
}

static int millimetres(int64_t hundredths) {
	return (int)((hundredths * 254 + 36000) / 72000);
}

static osp_len length_of(int64_t hundredths) {
	return (osp_len)(hundredths * OSP_POINT / 100);
}

/* ---- one grid ---- */

static unsigned gaps_across(const struct handout *handout, unsigned columns) {
	return handout->layout == HANDOUT_SADDLE ? columns / 4 : columns - 1;
}

/* What is left of the paper for the pages. */
static void available(const struct geometry *g, int64_t width, int64_t height, unsigned rows, unsigned columns, int64_t *ret_width,
                      int64_t *ret_height) {
	int64_t gap = haru_hundredths(g->handout->gap);
	int64_t notes = g->handout->layout == HANDOUT_SINGLE ? haru_hundredths(g->handout->note_margin) : 0;
	*ret_width = width - 2 * g->room - gaps_across(g->handout, columns) * gap - notes;
	*ret_height = height - 2 * g->room - (rows - 1) * gap;
}

/* At most 1:1. A5 on A4 is 1:1, whatever the rounding of millimetres. */
static int64_t scale_on(const struct geometry *g, int64_t width, int64_t height, unsigned rows, unsigned columns) {
	int64_t wide, high;
	available(g, width, height, rows, columns, &wide, &high);
	int64_t across = wide * FULL / (columns * g->page_width), down = high * FULL / (rows * g->page_height);
	int64_t scale = across < down ? across : down;
	return scale > FULL * 99 / 100 ? FULL : scale < 0 ? 0 : scale;
}

struct frame geometry_frame(const struct geometry *g, unsigned rows, unsigned columns) {
	struct frame frame = { .rows = rows, .columns = columns, .gap = haru_hundredths(g->handout->gap) };
	frame.scale = scale_on(g, g->width, g->height, rows, columns);
	frame.width = g->page_width * frame.scale / FULL;
	frame.height = g->page_height * frame.scale / FULL;
	int64_t wide = columns * frame.width + gaps_across(g->handout, columns) * frame.gap;
	int64_t high = rows * frame.height + (rows - 1) * frame.gap;
	frame.left = (g->width - wide) / 2;
	frame.bottom = (g->height - high) / 2;
	return frame;
}

int64_t geometry_creep(const struct geometry *g, const struct imposition_slot *slot) {
	return haru_hundredths((int64_t)g->handout->creep * slot->depth);
}

struct rect geometry_slot(const struct geometry *g, const struct frame *frame, const struct imposition_slot *slot) {
	unsigned gaps = g->handout->layout == HANDOUT_SADDLE ? slot->column / 2 : slot->column;
	int64_t left = frame->left + slot->column * frame->width + gaps * frame->gap;
	int64_t bottom = frame->bottom + (int64_t)(frame->rows - 1 - slot->row) * (frame->height + frame->gap);
	if (g->handout->layout == HANDOUT_SINGLE) { /* at the spine; the rest of the sheet is for notes */
		left = slot->spine == IMPOSITION_SPINE_LEFT ? g->room : g->width - frame->width - g->room;
	}
	struct rect rect = { left, bottom, left + frame->width, bottom + frame->height };
	int64_t creep = geometry_creep(g, slot);
	rect.right -= slot->spine == IMPOSITION_SPINE_LEFT ? creep : 0;
	rect.left += slot->spine == IMPOSITION_SPINE_RIGHT ? creep : 0;
	return rect;
}

struct rect geometry_bleed(const struct geometry *g, const struct frame *frame, const struct imposition_slot *slot) {
	struct rect rect = geometry_slot(g, frame, slot);
	int64_t bleed = g->bleed * frame->scale / FULL, half = frame->gap / 2 < bleed ? frame->gap / 2 : bleed;
	bool is_folded = g->handout->layout == HANDOUT_SADDLE;
	bool left_inside = slot->column > 0, right_inside = slot->column + 1U < frame->columns;
	bool bound_left = is_folded && slot->spine == IMPOSITION_SPINE_LEFT, bound_right = is_folded && slot->spine == IMPOSITION_SPINE_RIGHT;
	rect.left -= bound_left ? 0 : left_inside ? half : bleed;
	rect.right += bound_right ? 0 : right_inside ? half : bleed;
	rect.top += slot->row > 0 ? half : bleed;
	rect.bottom -= slot->row + 1U < frame->rows ? half : bleed;
	rect.left = rect.left < 0 ? 0 : rect.left;
	rect.bottom = rect.bottom < 0 ? 0 : rect.bottom;
	rect.right = rect.right > g->width ? g->width : rect.right;
	rect.top = rect.top > g->height ? g->height : rect.top;
	return rect;
}

struct rect geometry_trim(const struct geometry *g, const struct imposition *plan, const struct imposition_side *side) {
	struct rect all = { 0, 0, g->width, g->height };
	struct frame frame = geometry_frame(g, side->rows, side->columns);
	bool is_cut = g->handout->layout == HANDOUT_SADDLE || (g->handout->marks & MARK_CROP) != 0;
	for (size_t i = 0; is_cut && i < side->count; i++) {
		struct rect slot = geometry_slot(g, &frame, &plan->slots[side->first + i]);
		all.left = i == 0 || slot.left < all.left ? slot.left : all.left;
		all.bottom = i == 0 || slot.bottom < all.bottom ? slot.bottom : all.bottom;
		all.right = i == 0 || slot.right > all.right ? slot.right : all.right;
		all.top = i == 0 || slot.top > all.top ? slot.top : all.top;
	}
	return all;
}

/* ---- the sheet ---- */

static void measure_pages(const struct edition *edition, struct geometry *g) {
	g->page_width = g->page_height = 1;
	for (size_t i = 0; i < edition->pages.page_count; i++) {
		const osp_page *page = edition->pages.pages[i];
		int64_t width = haru_hundredths(page->width), height = haru_hundredths(page->height), bleed = haru_hundredths(page->bleed);
		g->page_width = width > g->page_width ? width : g->page_width;
		g->page_height = height > g->page_height ? height : g->page_height;
		g->bleed = bleed > g->bleed ? bleed : g->bleed;
	}
}

static void choose_grid(const struct handout *handout, unsigned *rows, unsigned *columns) {
	*rows = handout->imposition.rows;
	*columns = handout->imposition.columns;
	if (handout->layout == HANDOUT_SADDLE) {
		*rows = handout->imposition.folds > 1 ? 2 : 1;
		*columns = handout->imposition.folds > 2 ? 4 : 2;
	} else if (handout->layout == HANDOUT_CARDS) {
		*rows = *columns = 1;
	}
}

/* The paper that would take the pages as they are. */
static const struct handout_paper *paper_for(const struct geometry *g, unsigned rows, unsigned columns) {
	int64_t wide, high;
	available(g, 0, 0, rows, columns, &wide, &high);
	return handout_paper_for(length_of(columns * g->page_width - wide), length_of(rows * g->page_height - high));
}

static osp_status say_too_small(struct edition *edition, const struct geometry *g, unsigned rows, unsigned columns, int64_t scale) {
	const struct handout *handout = edition->handout;
	const struct handout_paper *paper = paper_for(g, rows, columns);
	osp_place place = osp_option_place(handout->options, osp_option_is_given(handout->options, "sheet") ? "sheet" : "scale");
	int width = millimetres(g->page_width), height = millimetres(g->page_height), percent = (int)(scale * 100 / FULL);
	int wide = millimetres(g->width), high = millimetres(g->height), around = millimetres(g->room);
	if (scale == 0) {
		osp_error(edition->job, place, "handout/sheet",
		          "nothing is left of the %d x %d mm of the sheet for pages: take a larger \"sheet\", less \"gap\", or no marks", wide, high);
	} else if (paper != NULL) {
		osp_error(edition->job, place, "handout/sheet",
		          "%u x %u pages of %d x %d mm, with %d mm around them, don't fit on a sheet of %d x %d mm: take \"sheet: %s\", or \"scale: fit\" to print them at %d %%",
		          rows, columns, width, height, around, wide, high, paper->name, percent);
	} else {
		osp_error(edition->job, place, "handout/sheet",
		          "%u x %u pages of %d x %d mm, with %d mm around them, don't fit on a sheet of %d x %d mm, nor on any other: take \"scale: fit\" to print them at %d %%",
		          rows, columns, width, height, around, wide, high, percent);
	}
	return OSP_FAIL;
}

/* A handout may be made smaller than the volume, unless it was said that it may not. A page that has a sheet for itself and does not fit on it
 * is a mistake: more likely, the wrong paper was named. */
static osp_status check_scale(struct edition *edition, const struct geometry *g, unsigned rows, unsigned columns) {
	const struct handout *handout = edition->handout;
	int64_t scale = scale_on(g, g->width, g->height, rows, columns);
	bool is_alone = handout->layout == HANDOUT_SINGLE || handout->layout == HANDOUT_PLAIN;
	bool is_larger = g->page_width * 99 / 100 > g->width || g->page_height * 99 / 100 > g->height;
	if (scale == 0 || (scale < FULL && !handout->may_shrink) || (is_alone && is_larger && !handout->is_scale_given)) {
		return say_too_small(edition, g, rows, columns, scale);
	}
	if (scale < FULL && handout->layout == HANDOUT_SADDLE) {
		const struct handout_paper *paper = paper_for(g, rows, columns);
		if (paper != NULL) {
			osp_note(edition->job, osp_option_place(handout->options, "sheet"), "handout/scale",
			         "pages are printed at %d %% of their size; \"sheet: %s\" would keep it", (int)(scale * 100 / FULL), paper->name);
		}
	}
	return OSP_OK;
}

osp_status geometry_open(struct edition *edition, struct geometry *ret) {
	const struct handout *handout = edition->handout;
	unsigned rows, columns;
	*ret = (struct geometry){ .handout = handout, .room = handout->marks != 0 && handout->layout != HANDOUT_TEST ? MARK_ROOM : 0 };
	measure_pages(edition, ret);
	choose_grid(handout, &rows, &columns);
	if (ret->room > 0 && ret->bleed > 0) { /* marks stand beyond the bleed */
		int64_t more = ret->bleed - 850;
		ret->room += more > 0 ? more : 0;
	}
	int64_t narrow = haru_hundredths(handout->sheet->width), wide = haru_hundredths(handout->sheet->height);
	bool is_landscape = scale_on(ret, wide, narrow, rows, columns) > scale_on(ret, narrow, wide, rows, columns);
	ret->width = is_landscape ? wide : narrow;
	ret->height = is_landscape ? narrow : wide;
	/* The layout wants sheets turned about the vertical axis: over the long edge when they stand, over the short one when they lie. */
	ret->is_long_edge = handout->flip == FLIP_AUTO ? !is_landscape : handout->flip == FLIP_LONG;
	ret->turns_backs = ret->is_long_edge == is_landscape;
	return handout->layout == HANDOUT_TEST ? OSP_OK : check_scale(edition, ret, rows, columns);
}

/* ---- creep ---- */

/* How far a page's text is from its spine; backgrounds that reach the edge don't count. */
static int64_t inner_margin(const osp_page *page, bool is_left) {
	int64_t margin = page->width;
	for (size_t i = 0; i < page->item_count; i++) {
		const osp_item *item = &page->items[i];
		int64_t left = item->x, right = (int64_t)page->width - item->x - item->width;
		bool is_ink = item->kind == OSP_ITEM_GLYPHS || ((item->kind == OSP_ITEM_IMAGE || item->kind == OSP_ITEM_PLACEHOLDER) && left > 0 && right > 0);
		int64_t here = is_left ? left : right;
		margin = is_ink && here < margin ? here : margin;
	}
	return margin < 0 ? 0 : margin;
}

/* Says what would do: leaves that may lie around one another, or the thickness of the paper. */
static osp_status say_creep(const struct geometry *g, const struct edition *edition, int64_t margin, uint32_t depth) {
	const struct handout *handout = g->handout;
	unsigned per_sheet = imposition_per_sheet(handout->imposition.folds);
	int64_t creep = haru_hundredths(handout->creep);
	int64_t deepest = creep == 0 ? 0 : margin / creep, pages = (deepest + 1) * 4 / per_sheet * per_sheet;
	int64_t thinnest = margin * 254 / 72 / depth; /* in micrometres */
	pages = pages > IMPOSITION_MAX_SIGNATURE ? IMPOSITION_MAX_SIGNATURE : pages;
	int64_t moved = creep * depth * 254 / 72, room = margin * 254 / 72;
	if (pages >= per_sheet) {
		osp_error(edition->job, osp_option_place(handout->options, "creep"), "handout/creep-margin",
		          "the innermost pages are moved %d.%02d mm towards the fold, but their text begins %d.%02d mm from it: take \"signature: %d\", or paper of at most %d.%02d mm",
		          (int)(moved / 1000), (int)(moved % 1000 / 10), (int)(room / 1000), (int)(room % 1000 / 10), (int)pages, (int)(thinnest / 1000),
		          (int)(thinnest % 1000 / 10));
	} else {
		osp_error(edition->job, osp_option_place(handout->options, "creep"), "handout/creep-margin",
		          "the innermost pages are moved %d.%02d mm towards the fold, but their text begins %d.%02d mm from it: take paper of at most %d.%02d mm",
		          (int)(moved / 1000), (int)(moved % 1000 / 10), (int)(room / 1000), (int)(room % 1000 / 10), (int)(thinnest / 1000),
		          (int)(thinnest % 1000 / 10));
	}
	return OSP_FAIL;
}

osp_status geometry_check_creep(const struct geometry *g, const struct edition *edition, const struct imposition *plan) {
	int64_t least = INT64_MAX;
	uint32_t deepest = 0;
	bool crosses = false;
	for (size_t i = 0; g->handout->creep > 0 && i < plan->side_count; i++) {
		const struct imposition_side *side = &plan->sides[i];
		struct frame frame = geometry_frame(g, side->rows, side->columns);
		for (size_t k = 0; k < side->count; k++) {
			const struct imposition_slot *slot = &plan->slots[side->first + k];
			uint32_t index = slot->page == IMPOSITION_BLANK ? IMPOSITION_BLANK : edition->row[slot->page];
			if (index == IMPOSITION_BLANK || slot->spine == IMPOSITION_NO_SPINE) {
				continue;
			}
			bool is_left = (slot->spine == IMPOSITION_SPINE_LEFT) != slot->is_turned;
			int64_t margin = haru_hundredths(inner_margin(edition->pages.pages[index], is_left)) * frame.scale / FULL;
			least = margin < least ? margin : least;
			deepest = slot->depth > deepest ? slot->depth : deepest;
			crosses = crosses || geometry_creep(g, slot) > margin;
		}
	}
	return crosses ? say_creep(g, edition, least, deepest) : OSP_OK;
}
