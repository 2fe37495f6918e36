/* flow.c - fill a galley: strips, the margins between them, the boxes above them. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/flow.h"

#include <string.h>

void flow_init(struct flow *flow, struct piece_layout *piece, struct galley *galley, struct box *root, osp_len width)
{
	*flow = (struct flow){ .piece = piece, .galley = galley, .box = root, .width = width };
	flow->current_page = "";
	flow->page = "";
	galley->root = root;
}

void flow_margin(struct flow *flow, osp_len margin)
{
	if (margin > flow->margin_up) {
		flow->margin_up = margin;
	} else if (margin < flow->margin_down) {
		flow->margin_down = margin;
	}
}

static struct strip *add(struct flow *flow, enum strip_kind kind, osp_len height)
{
	struct galley *galley = flow->galley;
	if (galley->count == galley->capacity) {
		uint32_t capacity = galley->capacity == 0 ? 16 : galley->capacity * 2;
		struct strip *strips = ARENA_ARRAY(flow->piece->arena, capacity, struct strip);
		if (galley->count > 0) {
			memcpy(strips, galley->strips, galley->count * sizeof(*strips));
		}
		galley->strips = strips;
		galley->capacity = capacity;
	}
	struct strip *strip = &galley->strips[galley->count++];
	*strip = (struct strip){ .kind = (uint8_t)kind, .height = height, .x = flow->x, .box = flow->box };
	strip->notes_end = strip->notes_least = flow->piece->notes.count;
	strip->figure = flow->figure;
	strip->float_kind = flow->float_kind;
	flow->y += height;
	return strip;
}

struct strip_extra *strip_extra_of(struct piece_layout *piece, struct strip *strip)
{
	if (strip->extra == NULL) {
		strip->extra = ARENA_NEW(piece->arena, struct strip_extra);
	}
	return strip->extra;
}

struct strip_extra *strip_extra(struct flow *flow, struct strip *strip)
{
	return strip_extra_of(flow->piece, strip);
}

/*
 * The line grid (CLREQ: headings take whole lines). Lines of the body stand on
 * multiples of the step; whatever else comes between is filled up to the next
 * one. What stands before a heading and the heading with what follows it are
 * whole lines each, so it does not matter at which of them a page ends.
 */
static osp_len snapped(const struct flow *flow, osp_len space)
{
	osp_len grid = flow->grid, end = flow->off + space;
	if (grid <= 0) {
		return space;
	}
	osp_len whole = (end + grid / 2) / grid * grid;
	while (whole < flow->off || (whole == 0 && space > 0)) {
		whole += grid;
	}
	return whole - flow->off;
}

static void track(struct flow *flow, osp_len height)
{
	if (flow->grid > 0) {
		flow->off = (flow->off + height) % flow->grid;
	}
}

/* Space after a forced break, or where the piece begins, stays (CSS Fragmentation 3, 5.2: only margins at an unforced
 * break are dropped). */
void flow_settle(struct flow *flow)
{
	osp_len space = flow->margin_up + flow->margin_down;
	flow->margin_up = flow->margin_down = 0;
	bool is_first = flow->galley->count == 0;
	if (space <= 0 || (is_first && flow->drops_first_margin)) {
		return;
	}
	bool stays = is_first || flow->force != BREAK_AUTO;
	space = snapped(flow, space);
	if (space == 0) {
		return;
	}
	if (stays) {
		flow_strip(flow, STRIP_EDGE, space)->cost = COST_KEEP;
		return;
	}
	add(flow, STRIP_SPACE, space);
	track(flow, space);
}

/* What waited for the next strip finds it here. */
static void attach(struct flow *flow, struct strip *strip)
{
	if (flow->force != BREAK_AUTO) {
		strip_extra(flow, strip)->force = flow->force;
		flow->force = BREAK_AUTO;
	}
	if (strcmp(flow->page, flow->current_page) != 0) {
		strip_extra(flow, strip)->page = flow->page;
		flow->current_page = flow->page;
	}
	if (flow->head != NULL) {
		strip_extra(flow, strip)->head = flow->head;
	}
	if (flow->floats != NULL) {
		strip_extra(flow, strip)->floats = flow->floats;
		flow->floats = NULL;
	}
	if (flow->markers != NULL && strip->kind != STRIP_EDGE) {
		strip_extra(flow, strip)->markers = flow->markers;
		flow->markers = NULL;
	}
}

struct strip *flow_strip(struct flow *flow, enum strip_kind kind, osp_len height)
{
	if (flow->grid > 0 && kind == STRIP_LINE && height == flow->grid && flow->off != 0) {
		osp_len missing = flow->grid - flow->off;
		flow_strip(flow, STRIP_EDGE, missing);
	}
	struct strip *strip = add(flow, kind, height);
	track(flow, height);
	attach(flow, strip);
	return strip;
}

void flow_keep(struct flow *flow, int32_t cost)
{
	struct galley *galley = flow->galley;
	for (uint32_t i = galley->count; i > 0; i--) {
		struct strip *strip = &galley->strips[i - 1];
		if (strip->kind == STRIP_SPACE) {
			continue;
		}
		if (strip->cost < cost) {
			strip->cost = cost;
		}
		return;
	}
}

static bool is_painted(const struct computed *style)
{
	if ((style->background & 0xff) != 0) {
		return true;
	}
	for (int side = 0; side < 4; side++) {
		if (style->border[side].width > 0 && style->border[side].style != LINE_NONE) {
			return true;
		}
	}
	return false;
}

struct box *flow_box_new(struct flow *flow, const osp_node *node, const struct computed *style)
{
	struct box *box = ARENA_NEW(flow->piece->arena, struct box);
	box->parent = flow->box;
	box->node = node;
	box->style = style != NULL && is_painted(style) ? style : NULL;
	box->depth = flow->box == NULL ? 0 : flow->box->depth + 1;
	box->first = box->end = flow->galley->count;
	return box;
}

osp_len length_resolve(struct length length, osp_len base, osp_len automatic)
{
	switch (length.kind) {
	case LENGTH_FIXED:
		return length.value;
	case LENGTH_PERCENT:
		return length_clamp((int64_t)base * length.value / (100 * 1024));
	default:
		return automatic;
	}
}
