/* justify.c - make the gaps of a line fill it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/lines.h"

/*
 * CLREQ 3.2.3 in stages (typesetting.md 1.5): each stage takes what it may,
 * shared in proportion, before the next one is asked. Shares are cut from a
 * running sum, so that nothing is lost to rounding and the right edge is exact.
 */

struct line_gaps { const struct paragraph *p; uint32_t first, end; osp_len *gaps; };

osp_len natural_width(const struct paragraph *p, uint32_t first, uint32_t end)
{
	osp_len width = 0;
	for (uint32_t i = first; i < end; i++)
		width += p->boxes[i].width + (i > first ? p->gaps[i].natural : 0);
	return width;
}

static int64_t shrink_room(const struct line_gaps *line, int class)
{
	int64_t room = 0;
	for (uint32_t i = line->first + 1; i < line->end; i++) {
		if (line->p->gaps[i].shrink_class == class)
			room += line->p->gaps[i].shrink;
	}
	return room;
}

static void shrink_stage(const struct line_gaps *line, int class, int64_t take, int64_t room)
{
	int64_t sum = 0, given = 0;
	for (uint32_t i = line->first + 1; i < line->end; i++) {
		if (line->p->gaps[i].shrink_class != class)
			continue;
		sum += line->p->gaps[i].shrink;
		int64_t due = take * sum / room;
		line->gaps[i - line->first] -= (osp_len)(due - given);
		given = due;
	}
}

static int64_t shrink(const struct line_gaps *line, int64_t need)
{
	for (int class = SHRINK_SPACE; class < SHRINK_CLASSES && need > 0; class++) {
		int64_t room = shrink_room(line, class);
		int64_t take = need < room ? need : room;
		if (take > 0)
			shrink_stage(line, class, take, room);
		need -= take;
	}
	return need;
}

/* Gives `give` to the gaps of the classes in `mask`, in equal parts, or in parts of their own stretch. */
static void stretch_stage(const struct line_gaps *line, unsigned mask, int64_t give, int64_t total, bool equal)
{
	int64_t sum = 0, given = 0;
	for (uint32_t i = line->first + 1; i < line->end; i++) {
		const struct gap *gap = &line->p->gaps[i];
		if ((mask >> gap->stretch_class & 1) == 0)
			continue;
		sum += equal ? 1 : gap->stretch;
		int64_t due = give * sum / total;
		line->gaps[i - line->first] += (osp_len)(due - given);
		given = due;
	}
}

static int64_t stretch_total(const struct line_gaps *line, unsigned mask, bool equal)
{
	int64_t total = 0;
	for (uint32_t i = line->first + 1; i < line->end; i++) {
		const struct gap *gap = &line->p->gaps[i];
		if ((mask >> gap->stretch_class & 1) != 0)
			total += equal ? 1 : gap->stretch;
	}
	return total;
}

static int64_t stretch_up_to(const struct line_gaps *line, unsigned mask, int64_t need, int64_t each, bool equal)
{
	int64_t total = stretch_total(line, mask, equal);
	int64_t most = equal ? total * each : total;
	int64_t give = need < most ? need : most;
	if (give > 0)
		stretch_stage(line, mask, give, total, equal);
	return need - (give > 0 ? give : 0);
}

static int64_t stretch(const struct line_gaps *line, int64_t need)
{
	enum { SPACE = 1 << STRETCH_SPACE, LATIN = 1 << STRETCH_LATIN, HAN = 1 << STRETCH_HAN };
	int64_t em = line->p->em;
	if (line->p->style->text_justify == JUSTIFY_CHARACTERS)
		return stretch_up_to(line, SPACE | LATIN | HAN, need, em / 5, true);
	need = stretch_up_to(line, SPACE, need, 0, false);
	need = stretch_up_to(line, LATIN, need, 0, false);
	need = stretch_up_to(line, HAN, need, em * 13 / 100, true);
	need = stretch_up_to(line, LATIN, need, em / 6, true);
	need = stretch_up_to(line, SPACE | LATIN | HAN, need, em * 7 / 100, true);
	/* Western words far apart are ugly, Han far apart are worse: what is left then stays at the end of the line. */
	return stretch_up_to(line, SPACE, need, em, true);
}

osp_len justify_line(const struct paragraph *p, uint32_t first, uint32_t end, osp_len room, bool is_justified, osp_len *gaps)
{
	struct line_gaps line = { p, first, end, gaps };
	osp_len natural = natural_width(p, first, end);
	gaps[0] = 0;
	for (uint32_t i = first + 1; i < end; i++)
		gaps[i - first] = p->gaps[i].natural;
	if (natural > room)
		return room + (osp_len)shrink(&line, natural - room);
	if (!is_justified)
		return natural;
	return room - (osp_len)stretch(&line, room - natural);
}
