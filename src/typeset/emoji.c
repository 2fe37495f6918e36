/* emoji.c - find the characters that are one picture together. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/lines.h"

#include <unicode/uchar.h>

enum { TEXT_STYLE = 0xFE0E, EMOJI_STYLE = 0xFE0F, JOINER = 0x200D, KEYCAP = 0x20E3 };

static bool is_regional(uint32_t c)
{
	return c >= 0x1F1E6 && c <= 0x1F1FF;
}

static bool is_tag(uint32_t c)
{
	return c >= 0xE0020 && c <= 0xE007F;
}

static bool is_keycap_base(uint32_t c)
{
	return char_is_digit(c) || c == '#' || c == '*';
}

static void join(struct cell *cell)
{
	cell->class = CHAR_COMBINING;
	cell->flags |= CELL_JOIN | CELL_EMOJI;
}

/* 1 + FE0F + 20E3, or without the selector. */
static bool is_keycap(const struct cell *cells, size_t count, size_t at)
{
	size_t next = at + 1;
	if (!is_keycap_base(cells[at].codepoint))
		return false;
	if (next < count && cells[next].codepoint == EMOJI_STYLE)
		next++;
	return next < count && cells[next].codepoint == KEYCAP;
}

/* Takes what belongs to the emoji at `at`; returns the cell behind it. UTS #51, ED-9 to ED-17. */
static size_t take_sequence(struct cell *cells, size_t count, size_t at)
{
	size_t i = at + 1;
	cells[at].class = CHAR_SYMBOL;
	cells[at].flags |= CELL_EMOJI;
	if (is_regional(cells[at].codepoint) && i < count && is_regional(cells[i].codepoint))
		join(&cells[i++]);
	while (i < count) {
		uint32_t c = cells[i].codepoint;
		if (c == JOINER && i + 1 < count) {
			join(&cells[i]);
			join(&cells[i + 1]);
			i += 2;
		} else if (c == EMOJI_STYLE || c == KEYCAP || is_tag(c) || (c >= 0x1F3FB && c <= 0x1F3FF)) {
			join(&cells[i++]);
		} else {
			break;
		}
	}
	return i;
}

void emoji_mark(struct cell *cells, size_t count)
{
	size_t i = 0;
	while (i < count) {
		uint32_t c = cells[i].codepoint;
		uint32_t next = i + 1 < count ? cells[i + 1].codepoint : 0;
		bool is_start = next == EMOJI_STYLE || is_keycap(cells, count, i) || (next != TEXT_STYLE && char_is_emoji(c));
		i = is_start && cells[i].class != CHAR_COMBINING && c > ' ' ? take_sequence(cells, count, i) : i + 1;
	}
}
