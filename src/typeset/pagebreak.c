/* pagebreak.c - choose where the pages of a piece end. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/pagefill.h"

#include <string.h>

/*
 * Optimal page breaking (typesetting.md 5.3), the way Knuth and Plass break
 * paragraphs. A state says "the columns so far end here": the strip that comes
 * next, a picture that waits for the next page, the footnotes that are set
 * already, and what it cost. From each state every column that can follow is
 * tried; of all ways to the same place the cheapest is kept. A column holds some
 * forty strips, so an article of n strips takes about 40 n steps.
 *
 * A page of one column is a column like any other, and so are footnotes below
 * it. Where the number of columns changes, the stretch so far is finished, its
 * last columns are made of one height, and the next stretch goes on below them.
 *
 * Nothing is ever impossible: rules are costs, and a strip that is taller than
 * the page still gets one. So every strip is placed exactly once, whatever the
 * input is.
 */

uint32_t breaker_skip_space(const struct breaker *breaker, uint32_t at)
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
		struct state *states = ARENA_ARRAY(breaker->piece->scratch, capacity, struct state);
		memcpy(states, breaker->states, breaker->state_count * sizeof(*states));
		breaker->states = states;
		breaker->state_capacity = capacity;
	}
	return breaker->state_count++;
}

static bool is_alike(const struct state *one, const struct state *other)
{
	return one->figure == other->figure && one->column == other->column && one->on_first == other->on_first;
}

void breaker_reach(struct breaker *breaker, uint32_t place, const struct state *found)
{
	for (uint32_t i = breaker->heads[place - breaker->first]; i != NO_STATE; i = breaker->states[i].next) {
		struct state *known = &breaker->states[i];
		if (!is_alike(known, found)) {
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

/* States that can lead to others of the same place come first: a page that is passed over, then a column of a picture alone. */
static void extend_all(struct breaker *breaker, uint32_t at)
{
	for (int rank = 0; rank < 4; rank++) {
		bool on_first = rank < 2, waits = rank % 2 == 0;
		for (uint32_t i = breaker->heads[at - breaker->first]; i != NO_STATE; i = breaker->states[i].next) {
			const struct state *state = &breaker->states[i];
			if (state->on_first == on_first && (state->figure != 0) == waits && (at < breaker->end || waits)) {
				pagefill_extend(breaker, i, at);
			}
		}
	}
}

/* ---- from states to pages ---- */

static void *grow(struct arena *arena, void *items, uint32_t count, uint32_t *capacity, uint32_t wanted, size_t size)
{
	if (wanted <= *capacity) {
		return items;
	}
	*capacity = wanted * 2;
	void *fresh = arena_array(arena, *capacity, size);
	if (count > 0) {
		memcpy(fresh, items, count * size);
	}
	return fresh;
}

static void number_cuts(struct piece_layout *piece, uint32_t first)
{
	for (uint32_t i = first; i < piece->cut_count; i++) {
		piece->page_count += piece->cuts[i].is_new_page;
		piece->cuts[i].ordinal = piece->page_count == 0 ? 0 : piece->page_count - 1;
	}
}

/* The columns from the cheapest way to the end, in order. */
static void collect(struct breaker *breaker, uint32_t last)
{
	struct piece_layout *piece = breaker->piece;
	uint32_t count = 0, before = piece->cut_count;
	for (uint32_t i = last; breaker->states[i].previous != NO_STATE; i = breaker->states[i].previous) {
		count++;
	}
	piece->cuts = grow(piece->arena, piece->cuts, before, &piece->cut_capacity, before + count, sizeof(*piece->cuts));
	uint32_t at = piece->cut_count = before + count;
	for (uint32_t i = last; breaker->states[i].previous != NO_STATE; i = breaker->states[i].previous) {
		piece->cuts[--at] = breaker->states[i].cut;
	}
	number_cuts(piece, before);
}

/* Notes that found no room before the text ended. */
static uint32_t leftover_notes(struct breaker *breaker, uint32_t last, uint32_t wanted)
{
	while (breaker->states[last].notes < wanted) {
		struct state found = breaker->states[last];
		struct page_room room = breaker->room(breaker->closure, breaker->page, false);
		uint32_t from = found.notes;
		uint32_t reached = pagefill_notes(breaker, from, from + 1, wanted, room.height - room.notes_overhead);
		found.previous = last;
		found.notes = reached == from ? from + 1 : reached;
		found.cut = (struct cut){ .first = breaker->end, .end = breaker->end, .page = breaker->page, .is_new_page = true };
		found.cut.width = breaker->band->width;
		found.cut.notes_first = from;
		found.cut.notes_end = found.notes;
		found.cut.bottom = room.notes_overhead + breaker->notes_y[found.notes] - breaker->notes_y[from];
		last = state_new(breaker);
		breaker->states[last] = found;
	}
	return last;
}

/* ---- one stretch ---- */

/* The cheapest way from a state at `from` to the end of the stretch, NO_STATE when balancing finds none. */
static uint32_t run(struct breaker *breaker, const struct state *start, uint32_t from)
{
	uint32_t places = breaker->end - breaker->first + 1;
	memset(breaker->heads, 0xff, places * sizeof(uint32_t));
	breaker->state_count = 0;
	uint32_t index = state_new(breaker), best = NO_STATE;
	breaker->states[index] = *start;
	breaker->states[index].previous = breaker->states[index].next = NO_STATE;
	breaker->heads[from - breaker->first] = index;
	for (uint32_t at = from; at <= breaker->end; at++) {
		extend_all(breaker, at);
	}
	for (uint32_t i = breaker->heads[places - 1]; i != NO_STATE; i = breaker->states[i].next) {
		const struct state *state = &breaker->states[i];
		if (state->figure == 0 && (best == NO_STATE || state->cost < breaker->states[best].cost)) {
			best = i;
		}
	}
	return best;
}

/* The state in which the last page of a way begins. */
static uint32_t last_page(const struct breaker *breaker, uint32_t last)
{
	uint32_t at = last;
	while (breaker->states[at].previous != NO_STATE && breaker->states[at].cut.x > 0) {
		at = breaker->states[at].previous;
	}
	return breaker->states[at].previous == NO_STATE ? at : breaker->states[at].previous;
}

/*
 * The last columns of a stretch end at one height. The least height is looked
 * for at which they hold everything without a rule broken; the same search that
 * fills pages finds where each of them ends.
 */
static void balance(struct breaker *breaker, const struct state *start, uint32_t from, osp_len most)
{
	const struct galley *body = &breaker->piece->body;
	osp_len sum = 0, step = breaker->piece->style->line_snap > 0 ? breaker->piece->style->line_snap : breaker->piece->style->line_height / 2;
	for (uint32_t i = from; i < breaker->end; i++) {
		sum += body->strips[i].height;
	}
	step = step < OSP_POINT ? OSP_POINT : step;
	osp_len least = sum / (osp_len)breaker->band->columns / step * step;
	uint32_t best = NO_STATE;
	for (breaker->limit = least < step ? step : least; breaker->limit < most; breaker->limit += step) {
		best = run(breaker, start, from);
		if (best != NO_STATE && breaker->states[best].cost - start->cost < COST_WIDOW) {
			break;
		}
		best = NO_STATE;
	}
	breaker->limit = 0;
	collect(breaker, best != NO_STATE ? best : run(breaker, start, from));
}

/* The pages before the last are as they were found; the last is set anew. */
static void collect_balanced(struct breaker *breaker, uint32_t best)
{
	uint32_t begin = last_page(breaker, best), from = breaker_skip_space(breaker, breaker->first);
	struct state start = breaker->states[begin];
	bool has_pages = start.previous != NO_STATE;
	if (has_pages) {
		from = start.cut.end;
		collect(breaker, begin);
		breaker->force = BREAK_AUTO;
	}
	if (has_pages || !start.on_first) {
		breaker->joins = false;
		breaker->top = 0;
	}
	start.on_first = true;
	start.column = 0;
	balance(breaker, &start, from, breaker->room(breaker->closure, breaker->page, false).height - breaker->top);
}

static uint32_t break_stretch(struct breaker *breaker, uint32_t notes)
{
	struct piece_layout *piece = breaker->piece;
	breaker->heads = ARENA_ARRAY(piece->scratch, breaker->end - breaker->first + 1, uint32_t);
	struct state start = { .notes = notes, .on_first = true, .column = breaker->column };
	uint32_t best = run(breaker, &start, breaker_skip_space(breaker, breaker->first));
	uint32_t wanted = breaker->end == 0 ? 0 : piece->body.strips[breaker->end - 1].notes_end;
	uint32_t reached = breaker->states[best].notes;
	if (breaker->band->columns > 1 && reached >= wanted && breaker->column == 0 && !breaker->is_cut_off) {
		collect_balanced(breaker, best);
		return reached;
	}
	best = leftover_notes(breaker, best, wanted);
	reached = breaker->states[best].notes;
	collect(breaker, best);
	return reached;
}

/* ---- the stretches of a piece ---- */

static void find_figures(struct breaker *breaker)
{
	struct piece_layout *piece = breaker->piece;
	breaker->figure_first = ARENA_ARRAY(piece->scratch, piece->figure_count + 1, uint32_t);
	breaker->figure_end = ARENA_ARRAY(piece->scratch, piece->figure_count + 1, uint32_t);
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

static bool begins_band(const struct piece_layout *piece, const struct band *band, uint32_t at)
{
	return band + 1 < piece->bands + piece->band_count && band[1].first == at;
}

/* The white space at the border of two stretches, which no page break took. */
static osp_len border_space(const struct galley *body, uint32_t at)
{
	osp_len space = 0;
	for (uint32_t i = at; i > 0 && body->strips[i - 1].kind == STRIP_SPACE; i--) {
		space += body->strips[i - 1].height;
	}
	for (uint32_t i = at; i < body->count && body->strips[i].kind == STRIP_SPACE; i++) {
		space += body->strips[i].height;
	}
	return space;
}

/* How far down the last page is filled. */
static osp_len filled(const struct piece_layout *piece)
{
	osp_len bottom = 0;
	for (uint32_t i = piece->cut_count; i > 0 && piece->cuts[i - 1].ordinal == piece->page_count - 1; i--) {
		bottom = piece->cuts[i - 1].bottom > bottom ? piece->cuts[i - 1].bottom : bottom;
	}
	return bottom;
}

static bool forces_column(const struct breaker *breaker, uint32_t at)
{
	const struct galley *body = &breaker->piece->body;
	const struct strip_extra *extra = at < body->count ? body->strips[at].extra : NULL;
	return extra != NULL && extra->force == BREAK_COLUMN && extra->page == NULL && breaker->band->columns > 1;
}

/* A stretch goes on below the one before when only the number of columns changes, and beside it after a forced column. */
static void join(struct breaker *breaker)
{
	const struct piece_layout *piece = breaker->piece;
	const struct cut *last = piece->cut_count == 0 ? NULL : &piece->cuts[piece->cut_count - 1];
	osp_len grid = piece->style->line_snap;
	breaker->column = 0;
	breaker->joins = last != NULL && !is_forced(&piece->body.strips[breaker->first]);
	breaker->top = breaker->joins ? filled(piece) + border_space(&piece->body, breaker->first) : 0;
	if (grid > 0) {
		breaker->top = (breaker->top + grid - 1) / grid * grid;
	}
	if (last == NULL || !forces_column(breaker, breaker->first) || breaker->band->first == breaker->first) {
		return;
	}
	osp_len step = breaker->band->width + breaker->band->gap;
	breaker->column = ((uint32_t)(last->x / step) + 1) % breaker->band->columns;
	breaker->joins = breaker->column > 0;
	breaker->top = breaker->joins ? last->top : 0;
	breaker->force = BREAK_AUTO;
}

/* Notes stand at the foot of the page, but above what goes on below them. Rules between columns end with the text, or with the notes. */
static void set_bottoms(struct piece_layout *piece, page_room_fn room, void *closure)
{
	for (uint32_t i = piece->cut_count, from; i > 0; i = from) {
		const struct cut *last = &piece->cuts[i - 1];
		osp_len bottom = 0;
		bool has_notes = false;
		for (from = i; from > 0 && piece->cuts[from - 1].ordinal == last->ordinal && piece->cuts[from - 1].top == last->top; from--) {
			bottom = piece->cuts[from - 1].bottom > bottom ? piece->cuts[from - 1].bottom : bottom;
			has_notes |= piece->cuts[from - 1].notes_end > piece->cuts[from - 1].notes_first;
		}
		osp_len filled = bottom;
		if (i == piece->cut_count || piece->cuts[i].ordinal != last->ordinal) {
			bottom = room(closure, last->page, last->ordinal == 0).height;
		}
		for (uint32_t k = from; k < i; k++) {
			piece->cuts[k].bottom = bottom;
			piece->cuts[k].rule_end = has_notes ? bottom : filled;
		}
	}
}

static void list_pages(struct piece_layout *piece)
{
	piece->page_cuts = ARENA_ARRAY(piece->arena, piece->page_count + 1, uint32_t);
	for (uint32_t i = piece->cut_count; i > 0; i--) {
		piece->page_cuts[piece->cuts[i - 1].ordinal] = i - 1;
	}
	piece->page_cuts[piece->page_count] = piece->cut_count;
}

static void next_stretch(struct breaker *breaker)
{
	struct piece_layout *piece = breaker->piece;
	breaker->first = breaker->end;
	while (begins_band(piece, breaker->band, breaker->first)) {
		breaker->band++;
	}
	const struct strip_extra *extra = piece->body.strips[breaker->first].extra;
	breaker->force = extra == NULL ? BREAK_AUTO : extra->force;
	breaker->page = extra != NULL && extra->page != NULL ? extra->page : breaker->page;
	breaker->end++;
	while (breaker->end < piece->body.count && !is_forced(&piece->body.strips[breaker->end]) && !begins_band(piece, breaker->band, breaker->end)) {
		breaker->end++;
	}
	bool goes_on = begins_band(piece, breaker->band, breaker->end) && breaker->end < piece->body.count;
	breaker->after = goes_on ? piece->style->line_height * 3 : 0;
	breaker->is_cut_off = forces_column(breaker, breaker->end) && !begins_band(piece, breaker->band, breaker->end);
	join(breaker);
}

void pagebreak_piece(struct piece_layout *piece, page_room_fn room, void *closure)
{
	struct breaker breaker = { .piece = piece, .room = room, .closure = closure, .page = piece->page_name, .state_capacity = 256 };
	breaker.states = ARENA_ARRAY(piece->scratch, breaker.state_capacity, struct state);
	breaker.notes_y = ARENA_ARRAY(piece->scratch, piece->notes.count + 1, osp_len);
	breaker.band = piece->bands;
	for (uint32_t i = 0; i < piece->notes.count; i++) {
		breaker.notes_y[i + 1] = breaker.notes_y[i] + piece->notes.strips[i].height;
	}
	find_figures(&breaker);
	piece->cut_count = piece->page_count = 0;
	uint32_t notes = 0;
	while (breaker.end < piece->body.count) {
		next_stretch(&breaker);
		notes = break_stretch(&breaker, notes);
	}
	set_bottoms(piece, room, closure);
	list_pages(piece);
}
