/* linebreak.c - choose where the lines of a paragraph end. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/lines.h"

#include <string.h>

/*
 * Knuth and Plass, "Breaking Paragraphs into Lines" (1981), with the gaps of
 * Chinese as glue. Every gap where a line may end is a point. A point knows the
 * sums of width, stretch and shrink up to it, on both sides of its own gap
 * (which a break drops), so a line is the difference of two points. The best way
 * to each point is kept; the way back from the last one is the paragraph.
 *
 * Points lie in order, so for an end point only a window of beginnings is worth
 * a look: those too far back are over-full for good, and behind the first one
 * that is too near all others are nearer still. Nothing is quadratic.
 *
 * Costs are integers: layout must be the same on every machine.
 */

enum {
	ONE = 1024,                /* a ratio of 1 */
	RATIO_MAX = 400 * ONE,
	WORST = 10000000,
	TOLERANCE_FIRST = ONE * 13 / 10,
	TOLERANCE_SECOND = ONE * 26 / 10,  /* Han 0.13 em apart */
	TOLERANCE_THIRD = ONE * 4,         /* 0.2 em: typesetting.md 1.5, emergency */
	HYPHENS_IN_A_ROW = 2,
	COST_HYPHEN_ROW = 3000,
	COST_FITNESS = 3000,
	LONE_UNITS = 6, FEW_UNITS = 12,    /* two and four Han; a Han is three units, a letter two */
	PENALTY_FEW = 100,
	PENALTY_WORD_PARTED = 60           /* in headings: a break that is not at a mark or a space */
};
static const int64_t COST_LONE = 1000000000, COST_OVERFULL = 1000000000000000, UNREACHED = INT64_MAX;

struct sums { int64_t width, stretch, shrink; };
struct point {
	uint32_t gap;
	int16_t penalty;
	uint16_t flags;
	uint8_t fitness, hyphens;
	bool is_hung, is_overfull;
	uint32_t from, line;
	uint32_t units;      /* of characters up to here, for the last-line rule */
	osp_len hung;        /* what would stand outside */
	struct sums before, behind;
	int64_t cost;
};

struct solver {
	struct paragraph *p;
	struct line_tools *tools;
	const struct break_request *request;
	struct point *points;
	uint32_t count;
	uint32_t *active;
	uint32_t active_head, active_count;
	int tolerance;
	bool humps, short_addresses, seams, late, is_last_resort;
	osp_len widest;
};

static bool is_usable(const struct solver *s, const struct gap *gap, bool hyphens)
{
	if ((gap->flags & GAP_BREAK) != 0)
		return true;
	if ((gap->flags & GAP_HYPHENATE) != 0)
		return hyphens || s->is_last_resort;
	if ((gap->flags & GAP_SEAM) != 0)
		return s->seams || s->is_last_resort;
	if ((gap->flags & GAP_LATE) != 0)
		return s->late || s->is_last_resort;
	if ((gap->flags & GAP_HUMP) != 0)
		return s->humps || s->is_last_resort;
	return s->is_last_resort && (gap->flags & GAP_EMERGENCY) != 0;
}

static uint32_t units_of(const struct paragraph *p, size_t box)
{
	const struct cell *cell = &p->cells[p->boxes[box].cell];
	if (cell->class == CHAR_HAN || cell->class == CHAR_OBJECT || cell->class == CHAR_SYMBOL || cell->class == CHAR_LONG)
		return 3;
	return cell->class == CHAR_LATIN && char_is_letter(cell->codepoint) ? 2 : 0;
}

static bool is_at_word(const struct paragraph *p, const struct gap *gap, size_t at)
{
	const struct cell *before = &p->cells[p->boxes[at].cell - 1];
	return (gap->flags & GAP_SPACE) != 0 || char_is_full_mark((enum char_class)before->class) ||
	       (p->cells[p->boxes[at].cell].flags & CELL_AFTER_SPACE) != 0;
}

static void add_point(struct solver *s, size_t at, struct sums before, struct sums behind, uint32_t units)
{
	const struct paragraph *p = s->p;
	const struct gap *gap = &p->gaps[at];
	struct point *point = &s->points[s->count++];
	*point = (struct point){ .gap = (uint32_t)at, .penalty = gap->penalty, .flags = gap->flags, .before = before, .behind = behind,
	                         .units = units, .cost = UNREACHED };
	point->before.width += at > s->request->first_box ? gap_tail(p, at) : 0;
	if (at > 0 && at < s->request->end_box && p->is_balanced && !is_at_word(p, gap, at))
		point->penalty = (int16_t)(point->penalty + PENALTY_WORD_PARTED);
	if ((gap->flags & GAP_MARK_BEFORE) != 0 && p->style->hanging)
		point->hung = p->boxes[at - 1].width;
	if ((gap->flags & GAP_HYPHEN) != 0 && s->humps) /* most of a hyphen outside is better than a torn line */
		point->hung = p->hyphen_width * 3 / 4;
}

static void list_points(struct solver *s, bool hyphens)
{
	const struct paragraph *p = s->p;
	struct sums sums = { 0, 0, 0 };
	uint32_t units = 0;
	s->count = 0;
	for (size_t i = s->request->first_box; i <= s->request->end_box; i++) {
		const struct gap *gap = &p->gaps[i];
		struct sums before = sums;
		bool is_edge = i == s->request->first_box || i == s->request->end_box;
		if (!is_edge) {
			sums.width += gap->natural;
			sums.stretch += gap->stretch;
			sums.shrink += gap->shrink;
		}
		if (is_edge || is_usable(s, gap, hyphens))
			add_point(s, i, before, sums, units);
		if (i < s->request->end_box) {
			sums.width += p->boxes[i].width;
			units += units_of(p, i);
		}
	}
}

static osp_len room_of(const struct solver *s, uint32_t line)
{
	const struct break_request *request = s->request;
	osp_len left = 0, right = 0;
	if (request->room != NULL)
		request->room(request->closure, line + request->first_line, &left, &right);
	osp_len room = request->width - left - right - (line == 0 ? request->first_indent : request->hanging_indent);
	return room > 0 ? room : 0;
}

/* How far a line must stretch (positive) or shrink (negative), 1024 = as far as is comfortable, or possible. */
static int ratio_of(const struct solver *s, int64_t short_by, int64_t stretch, int64_t shrink)
{
	if (short_by >= 0) {
		if (s->request->is_ragged)
			stretch = s->p->em * 3;
		if (stretch <= 0 && short_by <= s->p->em / 64)
			return 0;
		if (stretch < s->p->em / 8) /* the less is missing, the better, also where nothing can stretch */
			stretch = s->p->em / 8;
		int64_t ratio = short_by * ONE / stretch;
		return ratio < RATIO_MAX ? (int)ratio : RATIO_MAX;
	}
	if (s->request->is_ragged)
		shrink = 0;
	if (-short_by > shrink)
		return -2 * ONE; /* too long */
	return (int)(short_by * ONE / shrink);
}

static int64_t badness(int ratio)
{
	/* Shrinking is liked better than stretching (typesetting.md 5.2), but not down to the last of every mark's blank. */
	int64_t r = ratio < 0 ? -ratio * 3 / 2 : ratio * 13 / 10;
	int64_t bad = 100 * r * r / ONE * r / ONE / ONE;
	return bad < WORST ? bad : WORST;
}

static uint8_t fitness_of(int ratio)
{
	return ratio < -ONE / 2 ? 0 : ratio <= ONE / 2 ? 1 : ratio <= ONE ? 2 : 3;
}

/* 孤字 (typesetting.md G3). In a column of a few characters the line that gave one away would look no better. */
static bool is_lone(const struct solver *s, const struct point *from, const struct point *to)
{
	enum { NARROW = 5 };
	return from->line > 0 && to->units - from->units < LONE_UNITS && s->request->width >= s->p->em * NARROW;
}

static int64_t cost_of(const struct solver *s, const struct point *from, const struct point *to, int ratio, bool is_last)
{
	int64_t bad = is_last && ratio > 0 ? 0 : badness(ratio);
	int64_t penalty = is_last ? 0 : to->penalty;
	uint32_t units = to->units - from->units;
	if (is_last && from->line > 0 && units < FEW_UNITS)
		penalty += PENALTY_FEW;
	int64_t line = 1 + bad + (penalty > 0 ? penalty : 0);
	int64_t cost = line * line - (penalty < 0 ? penalty * penalty : 0);
	uint8_t fitness = is_last ? 1 : fitness_of(ratio);
	if (from->gap != s->request->first_box && (fitness > from->fitness + 1 || from->fitness > fitness + 1))
		cost += COST_FITNESS;
	if ((to->flags & GAP_HYPHEN) != 0 && from->hyphens > 0)
		cost += (int64_t)COST_HYPHEN_ROW * (from->hyphens >= HYPHENS_IN_A_ROW ? 1000 : 1);
	if (is_last && is_lone(s, from, to))
		cost += COST_LONE;
	return cost;
}

static void reach(struct point *points, uint32_t a, uint32_t b, int64_t cost, int ratio, bool is_hung, bool is_overfull)
{
	struct point *to = &points[b];
	/* Thousands of overfull lines cost more than can be counted; they are reached all the same. */
	int64_t sum = cost > 0 && points[a].cost > UNREACHED - 1 - cost ? UNREACHED - 1 : points[a].cost + cost;
	if (to->cost <= sum)
		return;
	to->cost = sum;
	to->from = a;
	to->line = points[a].line + 1;
	to->fitness = fitness_of(ratio);
	to->hyphens = (to->flags & GAP_HYPHEN) != 0 ? (uint8_t)(points[a].hyphens < 200 ? points[a].hyphens + 1 : 200) : 0;
	to->is_hung = is_hung;
	to->is_overfull = is_overfull;
}

enum verdict { FITS, TOO_LONG, TOO_SHORT };

/* What ratio_of() would say, without a division: most that are tried are. */
static bool is_far_too_short(const struct solver *s, int64_t short_by, int64_t stretch)
{
	int64_t least = s->p->em / 8;
	return s->tolerance < RATIO_MAX && short_by > s->p->em / 64 && short_by * ONE >= (s->tolerance + 1) * (stretch > least ? stretch : least);
}

static enum verdict try_line(struct solver *s, uint32_t a, uint32_t b)
{
	const struct point *from = &s->points[a], *to = &s->points[b];
	bool is_last = b + 1 == s->count, is_hung = false, must_fill = !is_last && !s->request->is_ragged;
	int64_t width = to->before.width - from->behind.width + ((to->flags & GAP_HYPHEN) != 0 ? s->p->hyphen_width : 0);
	int64_t stretch = to->before.stretch - from->behind.stretch, shrink = to->before.shrink - from->behind.shrink;
	int64_t room = room_of(s, from->line);
	if (s->short_addresses && (to->flags & GAP_ADDRESS) != 0)
		stretch += s->p->em * 2;
	if (must_fill && is_far_too_short(s, room - width, stretch))
		return TOO_SHORT;
	int ratio = ratio_of(s, room - width, stretch, shrink);
	if (ratio < -ONE && to->hung > 0) {
		is_hung = true;
		ratio = ratio_of(s, room - (width - to->hung), stretch, shrink);
	}
	if (ratio < -ONE)
		return TOO_LONG;
	if (ratio > s->tolerance && must_fill)
		return TOO_SHORT;
	if (to->penalty >= 0 && from->cost >= to->cost) /* a line that is no gift makes it dearer still */
		return FITS;
	reach(s->points, a, b, cost_of(s, from, to, ratio, is_last), ratio, is_hung, false);
	return FITS;
}

/* Even the widest line could not take it: a point that far back begins no more lines. */
static bool is_out_of_reach(const struct solver *s, uint32_t a, uint32_t b)
{
	const struct point *from = &s->points[a], *to = &s->points[b];
	int64_t shrink = s->request->is_ragged ? 0 : to->before.shrink - from->behind.shrink;
	return to->before.width - from->behind.width - shrink - to->hung > s->widest;
}

static void visit(struct solver *s, uint32_t b)
{
	uint32_t dropped = UINT32_MAX;
	while (s->active_head < s->active_count && is_out_of_reach(s, s->active[s->active_head], b))
		dropped = s->active[s->active_head++];
	bool is_last = b + 1 == s->count;
	for (uint32_t i = s->active_head; i < s->active_count; i++) {
		if (try_line(s, s->active[i], b) == TOO_SHORT && !is_last)
			break;
	}
	/* Nothing fits any more: in the last pass the line sticks out, and paragraph.c says so. */
	if (s->is_last_resort && s->points[b].cost == UNREACHED && s->active_head == s->active_count && dropped != UINT32_MAX)
		reach(s->points, dropped, b, COST_OVERFULL, ONE, false, true);
	if (s->points[b].cost != UNREACHED)
		s->active[s->active_count++] = b;
}

static bool solve(struct solver *s, bool hyphens, int tolerance, bool is_last_resort)
{
	s->tolerance = tolerance;
	s->is_last_resort = is_last_resort;
	list_points(s, hyphens);
	s->points[0].cost = 0;
	s->points[0].line = 0;
	s->points[0].fitness = 1;
	s->active_head = 0;
	s->active_count = 1;
	s->active[0] = 0;
	for (uint32_t b = 1; b < s->count && (s->active_head < s->active_count || is_last_resort); b++)
		visit(s, b);
	return s->points[s->count - 1].cost != UNREACHED;
}

static void append(struct chosen_list *list, struct chosen line)
{
	if (list->count == list->capacity) {
		size_t capacity = list->capacity > 0 ? list->capacity * 2 : 16;
		struct chosen *fresh = ARENA_ARRAY(list->arena, capacity, struct chosen);
		if (list->count > 0)
			memcpy(fresh, list->lines, list->count * sizeof(*fresh));
		list->lines = fresh;
		list->capacity = capacity;
	}
	list->lines[list->count++] = line;
}

static void walk_back(const struct solver *s, struct chosen_list *list)
{
	size_t first = list->count;
	for (uint32_t at = s->count - 1; at != 0; at = s->points[at].from) {
		const struct point *to = &s->points[at];
		bool is_first = to->from == 0;
		append(list, (struct chosen){ .first = s->points[to->from].gap, .end = to->gap, .indent = is_first ? s->request->first_indent
		    : s->request->hanging_indent,
		                              .is_hyphenated = at + 1 < s->count && (to->flags & GAP_HYPHEN) != 0, .is_hung = to->is_hung });
	}
	for (size_t low = first, high = list->count; low + 1 < high; low++) {
		struct chosen swap = list->lines[low];
		list->lines[low] = list->lines[--high];
		list->lines[high] = swap;
	}
}

static bool has_word(const struct paragraph *p, const struct break_request *request)
{
	for (size_t i = request->first_box; i < request->end_box; i++) {
		if (p->cells[p->boxes[i].cell].class == CHAR_LATIN && char_is_letter(p->cells[p->boxes[i].cell].codepoint))
			return true;
	}
	return false;
}

/* Whether a way was found, and one whose last line is no lone character. */
static bool is_solved(struct solver *s, bool hyphens, int tolerance)
{
	if (!solve(s, hyphens, tolerance, false))
		return false;
	const struct point *last = &s->points[s->count - 1];
	return !is_lone(s, &s->points[last->from], last);
}

/*
 * Each pass allows what the one before it did not: hyphens and wider gaps, parts of names, lines that stay short at a joint of an
 * address or of code, and their words parted.
 */
static void solve_best(struct solver *s)
{
	struct paragraph *p = s->p;
	if (is_solved(s, false, TOLERANCE_FIRST))
		return;
	bool hyphens = p->style->hyphenate && !p->is_balanced && has_word(p, s->request);
	if (hyphens && !p->has_patterns)
		hyphenate(p, s->tools);
	if (is_solved(s, hyphens, TOLERANCE_SECOND))
		return;
	s->humps = p->is_zh && hyphens;
	if (s->humps && is_solved(s, hyphens, TOLERANCE_SECOND))
		return;
	s->short_addresses = true;
	if (is_solved(s, hyphens, TOLERANCE_SECOND))
		return;
	s->seams = true;
	if (is_solved(s, hyphens, TOLERANCE_SECOND) || is_solved(s, hyphens, TOLERANCE_THIRD))
		return;
	s->late = true;
	if (is_solved(s, hyphens, TOLERANCE_THIRD))
		return;
	if (!solve(s, hyphens, RATIO_MAX, false))
		solve(s, hyphens, RATIO_MAX, true);
}

/* Headings and captions: the narrowest measure that takes no more lines makes them equally long (typesetting.md 1.14). */
static void balance(struct solver *s, struct break_request *request)
{
	solve_best(s);
	uint32_t lines = s->points[s->count - 1].line;
	if (lines < 2 || request->room != NULL)
		return;
	osp_len low = request->width / 2, high = request->width;
	while (high - low > s->p->em / 4) {
		request->width = low + (high - low) / 2;
		s->widest = request->width;
		bool fits = solve(s, false, RATIO_MAX, false) && s->points[s->count - 1].line <= lines && s->points[s->count - 1].cost < COST_LONE;
		if (fits)
			high = request->width;
		else
			low = request->width;
	}
	request->width = high;
	s->widest = high;
	solve_best(s);
}

void choose_breaks(struct paragraph *p, const struct break_request *asked, struct line_tools *tools, struct chosen_list *list)
{
	struct break_request request = *asked;
	size_t most = request.end_box - request.first_box + 2;
	struct solver s = { .p = p, .tools = tools, .request = &request, .widest = request.width };
	s.points = ARENA_ROOM(tools->scratch, most, struct point);
	s.active = ARENA_ROOM(tools->scratch, most, uint32_t);
	if (p->is_balanced && request.is_ragged)
		balance(&s, &request);
	else
		solve_best(&s);
	walk_back(&s, list);
}
