/* code_drawing.c - how small a drawing made of characters is set, so that its lines stay whole. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/lines.h"

/*
 * A line of a program that wraps can still be read. A protocol's header, a table from a terminal or a tree of folders can not:
 * what stands above one another says what belongs together. So those are set smaller, if that is enough and not too small to read.
 */
enum { UNIT = PARAGRAPH_SCALE_UNIT, LEAST = UNIT * 7 / 10 };

static bool is_rule(uint32_t c)
{
	return c == '-' || c == '=';
}

static bool is_corner(uint32_t c)
{
	return c == '+' || c == '|';
}

/* A character that is there for drawing, or a corner where a rule begins or ends: +-- or ==|. */
static bool is_stroke(const struct paragraph *p, size_t at)
{
	uint32_t c = p->cells[at].codepoint;
	if (c >= 0x2500 && c <= 0x257F) {
		return true;
	}
	bool starts_rule = at + 2 < p->cell_count && is_rule(p->cells[at + 1].codepoint) && is_rule(p->cells[at + 2].codepoint);
	bool ends_rule = at >= 2 && is_rule(p->cells[at - 1].codepoint) && is_rule(p->cells[at - 2].codepoint);
	return is_corner(c) && (starts_rule || ends_rule);
}

static bool is_drawing(const struct paragraph *p)
{
	enum { ENOUGH = 3 }; /* a condition of a program may hold one or two */
	unsigned strokes = 0;
	for (size_t i = 0; i < p->cell_count && strokes < ENOUGH; i++) {
		strokes += is_stroke(p, i);
	}
	return strokes == ENOUGH;
}

uint32_t paragraph_drawing_scale(const struct paragraph *p, osp_len room)
{
	bool keeps_lines = p->style->white_space == WS_PRE || p->style->white_space == WS_PRE_WRAP;
	if (!keeps_lines || !is_drawing(p)) {
		return UNIT;
	}
	int64_t most = paragraph_widths(p).most;
	int64_t scale = most <= room ? UNIT : (int64_t)room * (UNIT - 2) / most; /* rounded advances add up */
	return scale < LEAST ? UNIT : (uint32_t)scale;
}
