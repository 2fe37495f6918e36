/* pagebreak.c - choose where the pages of a piece end. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/pagebreak.h"

#include <string.h>

/*
 * Optimal page breaking (typesetting.md 5.3), the way Knuth and Plass break
 * paragraphs. A state says "the pages so far end here": the strip that comes
 * next, a picture that waits for the next page, the footnotes that are set
 * already, and what it cost. From each state every page that can follow is
 * tried; of all ways to the same place the cheapest is kept. A page holds some
 * forty strips, so an article of n strips takes about 40 n steps.
 *
 * Nothing is ever impossible: rules are costs, and a strip that is taller than
 * the page still gets one. So every strip is placed exactly once, whatever the
 * input is.
 */
struct state {
	int64_t cost;
	uint32_t previous;             /* index of the state before, NONE at the start */
	uint32_t next;                 /* another state of the same place */
	uint32_t figure;               /* the picture that waits, 0 = none */
	uint32_t notes;                /* strips of notes that are set */
	struct cut cut;                /* the page that ended here */
};
#define NONE UINT32_MAX

struct breaker {
	struct piece_layout *piece;
	page_room_fn room;
	void *closure;
	struct state *states;
	uint32_t state_count, state_capacity;
	uint32_t *heads;               /* first state of each place, NONE if none */
	osp_len *notes_y;              /* prefix sums of the notes' heights */
	uint32_t *figure_first, *figure_end;
	uint32_t first, end;           /* the stretch between two forced breaks */
	const char *page;
	enum page_break force;
};

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

static uint32_t skip_space(const struct breaker *breaker, uint32_t at)
{
	while (at < breaker->end && breaker->piece->body.strips[at].kind == STRIP_SPACE) {
		at++;
	}
	return at;
}

static uint32_t state_new(struct breaker *breaker)
{
	if (breaker->state_count == breaker->state_capacity) {
		uint32_t capacity = breaker->state_capacity * 2;
		struct state *states = ARENA_ARRAY(breaker->piece->arena, capacity, struct state);
		memcpy(states, breaker->states, breaker->state_count * sizeof(*states));
		breaker->states = states;
		breaker->state_capacity = capacity;
	}
	return breaker->state_count++;
}

/* A way to `place` was found. It counts when it is the first or a cheaper one. */
static void reach(struct breaker *breaker, uint32_t place, const struct state *found)
{
	for (uint32_t i = breaker->heads[place - breaker->first]; i != NONE; i = breaker->states[i].next) {
		struct state *known = &breaker->states[i];
		if (known->figure != found->figure) {
			continue;
		}
		if (found->cost < known->cost) {
			uint32_t next = known->next;
			*known = *found;
			known->next = next;
		}
		return;
	}
	uint32_t index = state_new(breaker);
	breaker->states[index] = *found;
	breaker->states[index].next = breaker->heads[place - breaker->first];
	breaker->heads[place - breaker->first] = index;
}

/* How far the notes go when `room` is left for them. A note that is cut is cut at a good place if there is one. */
static uint32_t fill_notes(const struct breaker *breaker, uint32_t from, uint32_t least, uint32_t end, osp_len room)
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

/* A page while it is filled. */
struct filling {
	uint32_t from;                 /* the state's place */
	struct state start;
	struct page_room room;
	osp_len used, space;           /* height so far; space that waits for something to follow it */
	uint32_t placed;               /* strips that are no space */
	struct cut cut;
	uint32_t waiting;              /* the picture that is left for the next page */
	int64_t cost;
};

/* A caption is text, and text keeps the order that its author gave it; so only pictures without one let others pass. */
static bool has_text(const struct galley *body, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++) {
		if (body->strips[i].kind == STRIP_LINE || body->strips[i].kind == STRIP_ROW) {
			return true;
		}
	}
	return false;
}

static bool is_movable(const struct breaker *breaker, const struct filling *filling, uint32_t at)
{
	const struct strip *strips = breaker->piece->body.strips;
	uint32_t figure = strips[at].figure;
	if (figure == 0 || breaker->figure_first[figure] != at || filling->waiting != 0 || filling->start.figure != 0 || filling->placed == 0) {
		return false;
	}
	uint32_t end = breaker->figure_end[figure];
	osp_len height = heights(&breaker->piece->body, at, end);
	bool fits = filling->used + filling->space + height <= filling->room.height;
	osp_len below = breaker->piece->style->line_height * 4;
	return !fits && !has_text(&breaker->piece->body, at, end) && height + below <= filling->room.height && skip_space(breaker, end) < breaker->end;
}

/* Leaves a picture that does not fit for the next page and lets the text go on. Returns the strip that follows it. */
static uint32_t leave(const struct breaker *breaker, struct filling *filling, uint32_t at)
{
	uint32_t figure = filling->waiting = breaker->piece->body.strips[at].figure;
	uint32_t end = breaker->figure_end[figure];
	filling->cut.skip_first = at;
	filling->cut.skip_end = skip_space(breaker, end);
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

/* The page may end after strip `at`. False when it can't hold what belongs there. */
static bool end_page(struct breaker *breaker, struct filling *filling, uint32_t at)
{
	const struct strip *strip = &breaker->piece->body.strips[at];
	struct state found = filling->start;
	uint32_t from = filling->start.notes, wanted = strip->notes_end > from ? strip->notes_end : from;
	uint32_t reached = from;
	osp_len foot = 0;
	if (wanted > from) {
		osp_len room = filling->room.height - filling->used - filling->room.notes_overhead;
		reached = fill_notes(breaker, from, strip->notes_least, wanted, room);
		foot = filling->room.notes_overhead + breaker->notes_y[reached] - breaker->notes_y[from];
		if (reached < strip->notes_least && filling->placed > 1) {
			return false;
		}
		if (reached == from) {
			foot = 0;
		}
	}
	uint32_t place = skip_space(breaker, at + 1);
	bool is_end = place == breaker->end && filling->waiting == 0;
	found.cost = filling->cost + (reached < wanted ? COST_NOTE : 0);
	if (!is_end) {
		found.cost += strip->cost + short_cost(breaker, filling->room.height - filling->used - foot);
	}
	found.figure = filling->waiting;
	found.notes = reached;
	found.cut = filling->cut;
	found.cut.end = place;
	found.cut.notes_first = from;
	found.cut.notes_end = reached;
	reach(breaker, place, &found);
	return true;
}

static void begin_page(const struct breaker *breaker, struct filling *filling, uint32_t index, uint32_t from)
{
	const struct piece_layout *piece = breaker->piece;
	*filling = (struct filling){ .from = from, .start = breaker->states[index] };
	bool is_first = filling->start.previous == NONE && piece->cut_count == 0;
	filling->room = breaker->room(breaker->closure, breaker->page, is_first);
	filling->cut.first = from;
	filling->cut.end = from;
	filling->cut.page = breaker->page;
	filling->cut.force = filling->start.previous == NONE ? breaker->force : BREAK_AUTO;
	filling->cost = filling->start.cost;
	filling->start.previous = index;
	if (filling->start.figure != 0) {
		filling->cut.figure_first = breaker->figure_first[filling->start.figure];
		filling->cut.figure_end = breaker->figure_end[filling->start.figure];
		filling->used = heights(&piece->body, filling->cut.figure_first, filling->cut.figure_end);
		filling->used += pagebreak_figure_gap(piece, filling->cut.figure_end, from);
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
	reach(breaker, place, &found);
}

/* Tries all pages that can follow a state. */
static void extend(struct breaker *breaker, uint32_t index, uint32_t from)
{
	struct filling filling;
	begin_page(breaker, &filling, index, from);
	const struct galley *body = &breaker->piece->body;
	if (filling.start.figure != 0) {
		figure_alone(breaker, &filling, from);
	}
	for (uint32_t at = from; at < breaker->end; at++) {
		const struct strip *strip = &body->strips[at];
		if (strip->kind == STRIP_SPACE) {
			filling.space += filling.placed > 0 ? strip->height : 0;
			continue;
		}
		if (is_movable(breaker, &filling, at)) {
			at = leave(breaker, &filling, at) - 1;
			continue;
		}
		osp_len used = filling.used + filling.space + strip->height;
		bool overflows = used > filling.room.height;
		if (overflows && filling.placed > 0) {
			return;
		}
		filling.used = used;
		filling.space = 0;
		filling.placed++;
		if (!end_page(breaker, &filling, at) || overflows) {
			return;
		}
	}
}

/* States with a waiting picture come first: a page of the picture alone leads to the same place. */
static void extend_all(struct breaker *breaker, uint32_t at)
{
	for (uint32_t i = breaker->heads[at - breaker->first]; i != NONE; i = breaker->states[i].next) {
		if (breaker->states[i].figure != 0) {
			extend(breaker, i, at);
		}
	}
	for (uint32_t i = breaker->heads[at - breaker->first]; i != NONE && at < breaker->end; i = breaker->states[i].next) {
		if (breaker->states[i].figure == 0) {
			extend(breaker, i, at);
		}
	}
}

/* The pages from the cheapest way to the end, in order. */
static void collect(struct breaker *breaker, uint32_t last)
{
	struct piece_layout *piece = breaker->piece;
	uint32_t count = 0;
	for (uint32_t i = last; breaker->states[i].previous != NONE; i = breaker->states[i].previous) {
		count++;
	}
	uint32_t needed = piece->cut_count + count;
	if (needed > piece->cut_capacity) {
		struct cut *cuts = ARENA_ARRAY(piece->arena, needed * 2, struct cut);
		if (piece->cut_count > 0) {
			memcpy(cuts, piece->cuts, piece->cut_count * sizeof(*cuts));
		}
		piece->cuts = cuts;
		piece->cut_capacity = needed * 2;
	}
	uint32_t at = needed;
	for (uint32_t i = last; breaker->states[i].previous != NONE; i = breaker->states[i].previous) {
		piece->cuts[--at] = breaker->states[i].cut;
	}
	piece->cut_count = needed;
}

/* Notes that found no room before the text ended. */
static uint32_t leftover_notes(struct breaker *breaker, uint32_t last, uint32_t wanted)
{
	while (breaker->states[last].notes < wanted) {
		struct state found = breaker->states[last];
		struct page_room room = breaker->room(breaker->closure, breaker->page, false);
		uint32_t from = found.notes;
		uint32_t reached = fill_notes(breaker, from, from + 1, wanted, room.height - room.notes_overhead);
		found.previous = last;
		found.notes = reached == from ? from + 1 : reached;
		found.cut = (struct cut){ .first = breaker->end, .end = breaker->end, .page = breaker->page };
		found.cut.notes_first = from;
		found.cut.notes_end = found.notes;
		last = state_new(breaker);
		breaker->states[last] = found;
	}
	return last;
}

static uint32_t break_stretch(struct breaker *breaker, uint32_t notes)
{
	uint32_t places = breaker->end - breaker->first + 1;
	breaker->heads = ARENA_ARRAY(breaker->piece->arena, places, uint32_t);
	memset(breaker->heads, 0xff, places * sizeof(uint32_t));
	breaker->state_count = 0;
	uint32_t start = state_new(breaker);
	breaker->states[start] = (struct state){ .previous = NONE, .next = NONE, .notes = notes };
	uint32_t first = skip_space(breaker, breaker->first);
	breaker->heads[first - breaker->first] = start;
	for (uint32_t at = breaker->first; at <= breaker->end; at++) {
		extend_all(breaker, at);
	}
	uint32_t best = NONE;
	for (uint32_t i = breaker->heads[places - 1]; i != NONE; i = breaker->states[i].next) {
		if (breaker->states[i].figure == 0) {
			best = i;
		}
	}
	uint32_t wanted = breaker->end == 0 ? 0 : breaker->piece->body.strips[breaker->end - 1].notes_end;
	best = leftover_notes(breaker, best, wanted);
	collect(breaker, best);
	return breaker->states[best].notes;
}

static void find_figures(struct breaker *breaker)
{
	struct piece_layout *piece = breaker->piece;
	breaker->figure_first = ARENA_ARRAY(piece->arena, piece->figure_count + 1, uint32_t);
	breaker->figure_end = ARENA_ARRAY(piece->arena, piece->figure_count + 1, uint32_t);
	for (uint32_t i = 0; i < piece->body.count; i++) {
		const struct strip *strip = &piece->body.strips[i];
		if (strip->figure == 0 || strip->kind == STRIP_SPACE) {
			continue;
		}
		if (breaker->figure_end[strip->figure] == 0) {
			breaker->figure_first[strip->figure] = i;
		}
		breaker->figure_end[strip->figure] = i + 1;
	}
}

static bool is_forced(const struct strip *strip)
{
	return strip->extra != NULL && (strip->extra->force != BREAK_AUTO || strip->extra->page != NULL);
}

void pagebreak_piece(struct piece_layout *piece, page_room_fn room, void *closure)
{
	struct breaker breaker = { .piece = piece, .room = room, .closure = closure, .page = piece->page_name, .state_capacity = 256 };
	breaker.states = ARENA_ARRAY(piece->arena, breaker.state_capacity, struct state);
	breaker.notes_y = ARENA_ARRAY(piece->arena, piece->notes.count + 1, osp_len);
	for (uint32_t i = 0; i < piece->notes.count; i++) {
		breaker.notes_y[i + 1] = breaker.notes_y[i] + piece->notes.strips[i].height;
	}
	find_figures(&breaker);
	piece->cut_count = 0;
	uint32_t notes = 0;
	while (breaker.end < piece->body.count) {
		breaker.first = breaker.end;
		const struct strip_extra *extra = piece->body.strips[breaker.first].extra;
		breaker.force = extra == NULL ? BREAK_AUTO : extra->force;
		breaker.page = extra != NULL && extra->page != NULL ? extra->page : breaker.page;
		breaker.end++;
		while (breaker.end < piece->body.count && !is_forced(&piece->body.strips[breaker.end])) {
			breaker.end++;
		}
		notes = break_stretch(&breaker, notes);
	}
}
