/* marks.c - dots, dashes and half-width marks as they are typed, made into the ones that were meant. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typography.h"

enum { EM_DASH = 0x2014, ELLIPSIS = 0x2026 };

static bool is_dot(uint32_t c)
{
	return c == '.' || c == 0x3002 || c == ELLIPSIS;
}

/* How many characters from `index` on satisfy the test, without a fixed one among them. */
static size_t count_while(const struct line *line, size_t index, bool (*test)(uint32_t c))
{
	size_t end = index;
	while (end < line->count && !line->cells[end].fixed && line->cells[end].count > 0 && test(line->cells[end].c)) {
		end++;
	}
	return end - index;
}

static bool beside_wide(const struct line *line, size_t first, size_t last)
{
	return is_wide(line_before(line, first)) || is_wide(line_after(line, last));
}

/* As in （......）, whatever language the text is in. */
static bool between_wide(const struct line *line, size_t first, size_t last)
{
	return is_wide(line_before(line, first)) && is_wide(line_after(line, last));
}

static void put_pair(struct line *line, size_t first, size_t count, uint32_t c)
{
	bool right = count == 2 && line->cells[first].c == c && line->cells[first + 1].c == c;
	for (size_t i = 0; i < count && !right; i++) {
		line_put(line, first + i, c, i == 0 ? 2 : 0);
	}
}

/* GB/T 15834-2011 4.11: the ellipsis is six dots in two cells. A run that ends in 。 keeps it. */
void rule_ellipses(struct line *line)
{
	for (size_t k = 0; k < line->marked_count; k++) {
		size_t i = line->marked[k];
		if (!is_dot(line->cells[i].c)) {
			continue;
		}
		size_t count = count_while(line, i, is_dot);
		if (count == 0) {
			continue;
		}
		size_t stops = 0, dots = 0, first = i;
		for (size_t n = 0; n < count; n++) {
			stops += line->cells[i + n].c == 0x3002 ? 1 : 0;
			dots += line->cells[i + n].c == '.' ? 1 : 0;
		}
		i += count - 1; /* all of them are of this kind */
		k += count - 1;
		bool alone = line->chinese && line->cells[first].before < 0 && line->cells[i].after < 0;
		if (!(line->chinese && beside_wide(line, first, i)) && !between_wide(line, first, i) && !alone && stops < 2) {
			continue;
		}
		if (stops == count ? count >= 2 : stops == 0 && (dots == 0 || dots >= 3)) {
			put_pair(line, first, count, ELLIPSIS);
		} else if (stops == 1 && line->cells[i].c == 0x3002 && (dots >= 3 || dots == 0) && count > 1) {
			put_pair(line, first, count - 1, ELLIPSIS);
		}
	}
}

static bool is_dash(uint32_t c)
{
	return c == '-' || c == EM_DASH || c == 0x2015 || c == 0x2500;
}

/* "--fetch" is an option, "-----" a rule that someone drew. */
static bool hyphens_are_dash(const struct line *line, size_t first, size_t last)
{
	uint32_t before = line_before(line, first), after = line_after(line, last);
	if (last - first > 3) {
		return false;
	}
	if (line->cells[first].before < 0) {
		return is_wide(after);
	}
	bool option = after >= 'a' && after <= 'z' && !line->cells[last].space_after;
	return is_wide(before) && !option && (is_wide(after) || line->cells[first].space_before == line->cells[last].space_after);
}

/* GB/T 15834-2011 4.10: the dash takes two cells. A single — may be a range (GB/T 25100—2010) and stays. */
void rule_dashes(struct line *line)
{
	for (size_t k = 0; k < line->marked_count; k++) {
		size_t i = line->marked[k];
		if (!is_dash(line->cells[i].c)) {
			continue;
		}
		size_t count = count_while(line, i, is_dash), first = i, hyphens = 0;
		if (count < 2) {
			continue;
		}
		for (size_t n = 0; n < count; n++) {
			hyphens += line->cells[i + n].c == '-' ? 1 : 0;
		}
		i += count - 1;
		k += count - 1;
		bool meant = hyphens < count ? beside_wide(line, first, i) && hyphens < 2 : hyphens_are_dash(line, first, i);
		if (line->chinese && meant) {
			put_pair(line, first, count, EM_DASH);
		}
	}
}

static uint32_t full_width(uint32_t c)
{
	switch (c) {
	case ',': return 0xFF0C;
	case ';': return 0xFF1B;
	case ':': return 0xFF1A;
	case '?': return 0xFF1F;
	case '!': return 0xFF01;
	default: return 0;
	}
}

/* ":smile:" */
static bool is_emoji_name(const struct line *line, size_t index, int step)
{
	int64_t at = (int64_t)index + step;
	int length = 0;
	for (; length < 30 && (tree_is_latin(line_at(line, at)) || line_at(line, at) == '_' || line_at(line, at) == '+'); at += step) {
		length++;
	}
	return length > 0 && line_at(line, at) == ':';
}

static bool is_part_of_code(const struct line *line, size_t index)
{
	uint32_t c = line->cells[index].c, before = line_at(line, (int64_t)index - 1), after = line_at(line, (int64_t)index + 1);
	if (c == ':') {
		return after == ':' || before == ':' || after == '/' || after == ')' || after == '(' || is_emoji_name(line, index, 1) || is_emoji_name(line, index, -1);
	}
	return after == '=' || (c == ';' && (after == ')' || before == '&'));
}

static bool is_meant_full(const struct line *line, size_t index)
{
	const struct cell *cell = &line->cells[index];
	uint32_t before = line_before(line, index), after = line_after(line, index);
	bool left = is_wide(before), right = is_wide(after);
	if (left && right && !cell->space_before && !cell->space_after) {
		return true;
	}
	if (!line->chinese) {
		return false;
	}
	if (line->reference) {
		return !cell->space_after && (right || (left && !cell->space_before));
	}
	if (cell->c == '?' || cell->c == '!') {
		return (left && !cell->space_before) || (right && !cell->space_after && !cell->space_before);
	}
	return left || right;
}

void rule_marks(struct line *line)
{
	for (size_t k = 0; k < line->marked_count; k++) {
		size_t i = line->marked[k];
		const struct cell *cell = &line->cells[i];
		uint32_t full = full_width(cell->c);
		if (full != 0 && !cell->fixed && !is_part_of_code(line, i) && is_meant_full(line, i)) {
			line_put(line, i, full, 1);
		}
	}
}

static void close_bracket(struct line *line, size_t open, size_t close)
{
	uint32_t left = line->cells[open].c, right = line->cells[close].c;
	bool mixed = (left == '(') != (right == ')');
	bool around = is_wide(line_before(line, open)) || is_wide(line_after(line, close));
	if (!mixed && (left != '(' || !(line->chinese || around) || line->reference || !line_has_han(line, open + 1, close))) {
		return;
	}
	if (left == '(' && !line->cells[open].fixed) {
		line_put(line, open, 0xFF08, 1);
	}
	if (right == ')' && !line->cells[close].fixed) {
		line_put(line, close, 0xFF09, 1);
	}
}

/* Brackets are changed in pairs: around Han, or when one of them is full-width already. */
void rule_brackets(struct line *line)
{
	size_t stack[64], depth = 0;
	for (size_t k = 0; k < line->marked_count; k++) {
		size_t i = line->marked[k];
		uint32_t c = line->cells[i].c;
		if (line->cells[i].count == 0) {
			continue;
		}
		if ((c == '(' || c == 0xFF08) && !line->cells[i].fixed) {
			if (depth == sizeof(stack) / sizeof(stack[0])) {
				return;
			}
			stack[depth++] = i;
		} else if ((c == ')' || c == 0xFF09) && !line->cells[i].fixed && depth > 0) {
			close_bracket(line, stack[--depth], i);
		}
	}
}
