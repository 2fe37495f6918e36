/* pagefill.c - fill one column with strips, floats and notes, and say what each place to end it would cost. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/pagefill.h"

osp_len pagebreak_head_height(const struct strip *strip, uint32_t index)
{
	const struct table_head *head = strip->extra == NULL ? NULL : strip->extra->head;
	return head == NULL || index <= head->body ? 0 : head->height + head->label_height;
}

static osp_len space_at(const struct galley *body, uint32_t at)
{
	return at < body->count && body->strips[at].kind == STRIP_SPACE ? body->strips[at].height : 0;
}

/* As margins collapse: the greater of what the picture had below it and of what the next strip had above. */
osp_len pagebreak_figure_gap(const struct piece_layout *piece, uint32_t figure_end, uint32_t next)
{
	osp_len below = space_at(&piece->body, figure_end), above = next == 0 ? 0 : space_at(&piece->body, next - 1);
	osp_len gap = below > above ? below : above;
	return gap > 0 ? gap : piece->style->line_height;
}

static osp_len heights(const struct galley *galley, uint32_t first, uint32_t end)
{
	osp_len sum = 0;
	for (uint32_t i = first; i < end; i++) {
		sum += galley->strips[i].height;
	}
	return sum;
}

osp_len pagebreak_bridge(const struct piece_layout *piece, uint32_t first, uint32_t end, uint32_t next, osp_len before)
{
	const struct strip_extra *extra = piece->body.strips[first].extra;
	osp_len own = extra == NULL ? 0 : extra->figure_margin, after = heights(&piece->body, end, next);
	before = before <= own ? 0 : before;
	after = after <= own ? 0 : after;
	return before > after ? before : after;
}

/* On a line grid the text beside a float stays on it. */
osp_len pagebreak_float_height(const struct piece_layout *piece, uint32_t first, uint32_t *ret_end)
{
	const struct galley *body = &piece->body;
	const struct strip_extra *extra = body->strips[first].extra;
	uint32_t figure = body->strips[first].figure, end = first;
	osp_len height = 0, open = 0;
	for (uint32_t i = first; i < body->count && body->strips[i].figure == figure; i++) {
		if (body->strips[i].kind != STRIP_SPACE) {
			height += open + body->strips[i].height;
			open = 0;
			end = i + 1;
		} else {
			open += body->strips[i].height;
		}
	}
	height += extra != NULL && extra->figure_margin > 0 ? extra->figure_margin : piece->style->line_height;
	osp_len grid = piece->style->line_snap;
	*ret_end = end;
	return grid > 0 ? (height + grid - 1) / grid * grid : height;
}

bool pagebreak_is_float(const struct piece_layout *piece, uint32_t at)
{
	const struct strip *strips = piece->body.strips, *strip = &strips[at];
	uint32_t end;
	if (strip->figure == 0 || strip->float_kind == FLOAT_NONE || strip->kind == STRIP_SPACE) {
		return false;
	}
	for (uint32_t before = at; before > 0 && strips[before - 1].figure == strip->figure; before--) {
		if (strips[before - 1].kind != STRIP_SPACE) {
			return false;
		}
	}
	return pagebreak_float_height(piece, at, &end) <= piece->page_height;
}

uint32_t pagefill_notes(const struct breaker *breaker, uint32_t from, uint32_t least, uint32_t end, osp_len room)
{
	uint32_t most = from;
	while (most < end && breaker->notes_y[most + 1] - breaker->notes_y[from] <= room) {
		most++;
	}
	const struct strip *strips = breaker->piece->notes.strips;
	for (uint32_t at = most; most < end && at > from && at >= least; at--) {
		if (strips[at - 1].kind != STRIP_SPACE && strips[at - 1].cost < COST_WIDOW) {
			return at;
		}
	}
	return most;
}

/* A column while it is filled. */
struct filling {
	uint32_t from;                 /* the state's place */
	struct state start;
	struct page_room room;
	osp_len used, space;           /* height so far; space that waits for something to follow it */
	uint32_t placed;               /* strips that are no space */
	struct cut cut;
	uint32_t waiting;              /* the picture that is left for the next page */
	int64_t cost;
	int64_t end_cost;              /* of a page that ends after the last strip that stands in the text */
};

static bool may_wait(const struct filling *filling)
{
	return filling->waiting == 0 && filling->start.figure == 0 && filling->placed > 0;
}

/* Text keeps the order that its author gave it; so only pictures without words of their own let others pass. */
static bool keeps_order(const struct strip *first)
{
	return first->extra != NULL && first->extra->keeps_order;
}

static bool is_movable(const struct breaker *breaker, const struct filling *filling, uint32_t at)
{
	const struct strip *strips = breaker->piece->body.strips;
	uint32_t figure = strips[at].figure;
	if (figure == 0 || breaker->figure_first[figure] != at || !may_wait(filling)) {
		return false;
	}
	uint32_t end = breaker->figure_end[figure];
	osp_len height = heights(&breaker->piece->body, at, end);
	bool fits = filling->used + filling->space + height <= filling->room.height;
	osp_len below = breaker->piece->style->line_height * 4;
	return !fits && !keeps_order(&strips[at]) && height + below <= filling->room.height &&
	       breaker_skip_space(breaker, end) < breaker->end;
}

/* Leaves a picture that does not fit for the next page and lets the text go on. Returns the strip that follows it. */
static uint32_t leave(const struct breaker *breaker, struct filling *filling, uint32_t at)
{
	uint32_t figure = filling->waiting = breaker->piece->body.strips[at].figure;
	uint32_t end = breaker->figure_end[figure];
	filling->cut.skip_first = at;
	filling->cut.skip_end = breaker_skip_space(breaker, end);
	filling->cost += COST_FLOAT;
	filling->space = pagebreak_bridge(breaker->piece, at, end, filling->cut.skip_end, filling->space);
	return filling->cut.skip_end;
}

static int64_t short_cost(const struct breaker *breaker, osp_len missing)
{
	osp_len line = breaker->piece->style->line_height;
	int64_t lines = line <= 0 || missing <= 0 ? 0 : missing / line;
	return COST_SHORT * lines * lines;
}

/* The state behind a column: in the next one, or on a new page. False when balancing has no page left. */
static bool turn(const struct breaker *breaker, struct state *found)
{
	found->column = (found->column + 1) % breaker->band->columns;
	found->on_first = found->on_first && found->column > 0;
	return breaker->limit == 0 || found->column > 0;
}

static osp_len fill_foot(const struct breaker *breaker, const struct filling *filling, const struct strip *strip, uint32_t *reached)
{
	uint32_t from = filling->start.notes, wanted = strip->notes_end > from ? strip->notes_end : from;
	*reached = from;
	if (wanted == from) {
		return 0;
	}
	osp_len room = filling->room.height - filling->used - filling->room.notes_overhead, most = filling->room.notes_most;
	room = most > 0 && room > most ? most : room;
	*reached = pagefill_notes(breaker, from, strip->notes_least, wanted, room);
	return *reached == from ? 0 : filling->room.notes_overhead + breaker->notes_y[*reached] - breaker->notes_y[from];
}

/* The page may end after strip `at`. False when it can't hold what belongs there. */
static bool end_page(struct breaker *breaker, struct filling *filling, uint32_t at)
{
	const struct strip *strip = &breaker->piece->body.strips[at];
	struct state found = filling->start;
	uint32_t from = filling->start.notes, reached;
	osp_len foot = fill_foot(breaker, filling, strip, &reached);
	if (reached < strip->notes_least && strip->notes_least > from && filling->placed > 1) {
		return false;
	}
	uint32_t place = breaker_skip_space(breaker, at + 1);
	bool is_end = place == breaker->end && filling->waiting == 0;
	bool is_cramped = filling->room.height - filling->used - foot < breaker->after;
	found.cost = filling->cost + (reached < strip->notes_end ? COST_NOTE : 0) + (is_end && !is_cramped ? 0 : filling->end_cost);
	if (!is_end) {
		found.cost += short_cost(breaker, filling->room.height - filling->used - foot);
	}
	found.figure = filling->waiting;
	found.notes = reached;
	found.cut = filling->cut;
	found.cut.end = place;
	found.cut.notes_first = from;
	found.cut.notes_end = reached;
	found.cut.bottom = filling->cut.top + filling->used + foot;
	if (turn(breaker, &found) || is_end) {
		breaker_reach(breaker, place, &found);
	}
	return true;
}

static void begin_cut(const struct breaker *breaker, struct filling *filling)
{
	const struct state *start = &filling->start;
	struct cut *cut = &filling->cut;
	bool is_start = start->previous == NO_STATE;
	cut->first = cut->end = filling->from;
	cut->page = breaker->page;
	cut->is_new_page = start->column == 0 && !(start->on_first && breaker->joins);
	cut->force = cut->is_new_page && is_start ? breaker->force : BREAK_AUTO;
	cut->width = breaker->band->width;
	cut->x = (osp_len)start->column * (breaker->band->width + breaker->band->gap);
	cut->top = start->on_first ? breaker->top : 0;
	cut->rule = start->column > 0 ? breaker->band->rule : NULL;
}

static void begin_page(const struct breaker *breaker, struct filling *filling, uint32_t index, uint32_t from)
{
	const struct piece_layout *piece = breaker->piece;
	*filling = (struct filling){ .from = from, .start = breaker->states[index] };
	bool is_first = filling->start.on_first && (piece->page_count == 0 || (piece->page_count == 1 && breaker->joins));
	filling->room = breaker->room(breaker->closure, breaker->page, is_first);
	begin_cut(breaker, filling);
	filling->room.height -= filling->cut.top;
	if (breaker->limit > 0 && breaker->limit < filling->room.height) {
		filling->room.height = breaker->limit;
	}
	filling->cost = filling->start.cost;
	filling->start.previous = index;
	if (filling->start.figure != 0) {
		uint32_t first = filling->cut.figure_first = breaker->figure_first[filling->start.figure], end;
		filling->cut.figure_end = breaker->figure_end[filling->start.figure];
		if (pagebreak_is_float(piece, first)) {
			filling->used = pagebreak_float_height(piece, first, &end);
		} else {
			filling->used = heights(&piece->body, first, filling->cut.figure_end) + pagebreak_figure_gap(piece, filling->cut.figure_end, from);
		}
		filling->placed = 1;
	}
	if (from < breaker->end) {
		filling->used += pagebreak_head_height(&piece->body.strips[from], from);
	}
}

/* The picture that waited has a page to itself: where nothing follows, or what follows does not fit below it. */
static void figure_alone(struct breaker *breaker, const struct filling *filling, uint32_t place)
{
	struct state found = filling->start;
	found.figure = 0;
	found.cost = filling->cost;
	if (place < breaker->end) {
		found.cost += short_cost(breaker, filling->room.height - filling->used);
	}
	found.cut = filling->cut;
	found.cut.notes_first = found.cut.notes_end = found.notes;
	found.cut.bottom = filling->cut.top + filling->used;
	if (turn(breaker, &found) || place == breaker->end) {
		breaker_reach(breaker, place, &found);
	}
}

/* What is left of a page that others began may be too little: the stretch begins on the next one. */
static void pass_page(struct breaker *breaker, uint32_t index, uint32_t from)
{
	struct state found = breaker->states[index];
	struct page_room room = breaker->room(breaker->closure, breaker->page, false);
	if (!breaker->joins || !found.on_first || breaker->limit > 0) {
		return;
	}
	found.cost += 1 + short_cost(breaker, room.height - breaker->top) * (int64_t)(breaker->band->columns - found.column);
	for (uint32_t i = breaker->first; i > 0 && found.previous == NO_STATE; i--) {
		const struct strip *before = &breaker->piece->body.strips[i - 1];
		found.cost += before->cost;
		if (before->kind != STRIP_SPACE) {
			break;
		}
	}
	found.on_first = false;
	found.column = 0;
	breaker_reach(breaker, from, &found);
}

/* Whether a strip that finds no room here finds more elsewhere; if not, it stands here nevertheless. */
static bool has_other_room(const struct breaker *breaker, const struct filling *filling)
{
	return filling->placed > 0 || breaker->limit > 0 || (breaker->joins && filling->start.on_first);
}

/* A float takes its room wherever the column has it. False when it has none. */
static bool set_float(const struct breaker *breaker, struct filling *filling, uint32_t at, uint32_t *ret_next)
{
	uint32_t end;
	osp_len height = pagebreak_float_height(breaker->piece, at, &end);
	if (filling->used + height > filling->room.height && has_other_room(breaker, filling)) {
		return false;
	}
	uint32_t next = breaker_skip_space(breaker, end);
	filling->used += height;
	filling->space = pagebreak_bridge(breaker->piece, at, end, next, filling->space);
	filling->placed++;
	*ret_next = next;
	return true;
}

/* The strip stands in the text. False when the column is full. */
static bool set_strip(struct breaker *breaker, struct filling *filling, uint32_t at)
{
	const struct strip *strip = &breaker->piece->body.strips[at];
	osp_len used = filling->used + filling->space + strip->height;
	bool overflows = used > filling->room.height;
	if (overflows && has_other_room(breaker, filling)) {
		return false;
	}
	filling->used = used;
	filling->space = 0;
	filling->placed++;
	filling->end_cost = strip->cost;
	return end_page(breaker, filling, at) && !overflows;
}

void pagefill_extend(struct breaker *breaker, uint32_t index, uint32_t from)
{
	struct filling filling;
	pass_page(breaker, index, from);
	begin_page(breaker, &filling, index, from);
	const struct galley *body = &breaker->piece->body;
	if (filling.start.figure != 0) {
		figure_alone(breaker, &filling, from);
	}
	for (uint32_t at = from, next; at < breaker->end; at++) {
		if (body->strips[at].kind == STRIP_SPACE) {
			filling.space += filling.placed > 0 ? body->strips[at].height : 0;
		} else if (pagebreak_is_float(breaker->piece, at)) {
			bool is_set = set_float(breaker, &filling, at, &next);
			if (!is_set && !may_wait(&filling)) {
				return;
			}
			next = is_set ? next : leave(breaker, &filling, at);
			if (is_set && !end_page(breaker, &filling, next - 1)) {
				return;
			}
			at = next - 1;
		} else if (is_movable(breaker, &filling, at)) {
			at = leave(breaker, &filling, at) - 1;
		} else if (!set_strip(breaker, &filling, at)) {
			return;
		}
	}
}
