/* quotes.c - straight quotes around Chinese become curly ones, pair by pair. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typography.h"

/* it's, 90's: between or behind Latin letters it is an apostrophe. */
static bool is_apostrophe(const struct line *line, size_t index)
{
	return line->cells[index].c == '\'' && tree_is_latin(line_at(line, (int64_t)index - 1));
}

static bool is_quote(const struct line *line, size_t index, uint32_t mark)
{
	const struct cell *cell = &line->cells[index];
	return cell->c == mark && !cell->fixed && cell->count > 0 && !is_apostrophe(line, index);
}

static size_t count_quotes(const struct line *line, uint32_t mark)
{
	size_t count = 0;
	for (size_t k = 0; k < line->marked_count; k++) {
		size_t i = line->marked[k];
		count += is_quote(line, i, mark) ? 1 : 0;
	}
	return count;
}

/* With an odd number nobody can tell which belong together: all are left. */
static void pair_quotes(struct line *line, uint32_t mark, uint32_t left, uint32_t right)
{
	if (count_quotes(line, mark) % 2 != 0) {
		return;
	}
	size_t open = SIZE_MAX;
	for (size_t k = 0; k < line->marked_count; k++) {
		size_t i = line->marked[k];
		if (!is_quote(line, i, mark)) {
			continue;
		}
		if (open == SIZE_MAX) {
			open = i;
			continue;
		}
		bool around = mark == '"' && line->chinese && (is_wide(line_before(line, open)) || is_wide(line_after(line, i)));
		if (around || line_has_han(line, open + 1, i)) {
			line_put(line, open, left, 1);
			line_put(line, i, right, 1);
		}
		open = SIZE_MAX;
	}
}

void rule_quotes(struct line *line)
{
	pair_quotes(line, '"', 0x201C, 0x201D);
	if (line->chinese) {
		pair_quotes(line, '\'', 0x2018, 0x2019);
	}
}

static uint32_t partner(uint32_t c)
{
	switch (c) {
	case 0x201C: return 0x201D;
	case 0x300A: return 0x300B;
	case 0x300C: return 0x300D;
	case 0x300E: return 0x300F;
	default: return 0;
	}
}

static bool closes(uint32_t c)
{
	return c == 0x201D || c == 0x300B || c == 0x300D || c == 0x300F;
}

/* A speech of several paragraphs opens with each and closes with the last: “ at the very beginning and ” at the very end are right. */
int64_t line_unpaired(const struct line *line)
{
	struct { size_t index; uint32_t wanted; } stack[64];
	size_t depth = 0;
	int64_t straight = -1;
	bool odd = false;
	for (size_t k = 0; k < line->marked_count; k++) {
		size_t i = line->marked[k];
		uint32_t c = line->cells[i].c;
		if (line->cells[i].fixed || line->cells[i].count == 0) {
			continue;
		}
		if (c == '"' && !tree_is_digit(line_at(line, (int64_t)i - 1))) {
			odd = !odd;
			straight = straight < 0 ? (int64_t)i : straight;
		}
		if (partner(c) != 0 && depth < sizeof(stack) / sizeof(stack[0])) {
			stack[depth].index = i;
			stack[depth++].wanted = partner(c);
		} else if (closes(c) && (depth == 0 || stack[depth - 1].wanted != c)) {
			if (c != 0x201D || line->cells[i].after >= 0) {
				return (int64_t)i;
			}
		} else if (closes(c)) {
			depth--;
		}
	}
	if (depth > 0 && !(depth == 1 && stack[0].wanted == 0x201D && line->cells[stack[0].index].before < 0)) {
		return (int64_t)stack[depth - 1].index;
	}
	return odd ? straight : -1;
}
