/* lettering.c - set a few words in lines, for covers drawn as SVG. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "image/lettering.h"

#include <string.h>

enum { MAX_LINES = 7, PER_MILLE = 1000, LEADING = 14 }; /* tenths */

/* Widths in thousandths of an em, good enough to choose line ends on a cover. */
static int width_of(uint32_t c)
{
	if (osp_char_is_han(c) || (c >= 0x3000 && osp_char_is_cjk_mark(c)))
		return 1000;
	if (c == ' ' || c == '.' || c == ',' || c == 'i' || c == 'l' || c == '\'')
		return 290;
	if ((c >= 'A' && c <= 'Z') || c == 'm' || c == 'w' || c == '&')
		return 720;
	return 560;
}

static bool may_end_before(uint32_t previous, uint32_t c)
{
	if (previous == ' ')
		return true;
	return (osp_char_is_han(c) || osp_char_is_han(previous)) && c != ' ' && !osp_char_is_cjk_mark(c);
}

struct line { const char *at; size_t len; };

/* Breaks `text` into lines of at most `room` thousandths; returns how many, MAX_LINES + 1 when they are too many. */
static size_t break_lines(const char *text, int room, struct line lines[MAX_LINES])
{
	const char *end = text + strlen(text), *from = text, *chance = NULL;
	size_t count = 0;
	int width = 0, since = 0;
	uint32_t previous = 0;
	for (const char *p = text; p < end;) {
		const char *here = p;
		uint32_t c = osp_utf8_next(&p, end);
		if (previous != 0 && may_end_before(previous, c)) {
			chance = here;
			since = 0;
		}
		width += width_of(c);
		since += width_of(c);
		previous = c;
		if (width <= room || chance == NULL || chance == from)
			continue;
		if (count == MAX_LINES)
			return MAX_LINES + 1;
		lines[count++] = (struct line){ from, (size_t)(chance - from) };
		from = chance;
		width = since;
	}
	if (from < end) {
		if (count == MAX_LINES)
			return MAX_LINES + 1;
		lines[count++] = (struct line){ from, (size_t)(end - from) };
	}
	return count;
}

int lettering_set(osp_buf *svg, const struct lettering *box, int y, const char *text)
{
	struct line lines[MAX_LINES];
	size_t count = MAX_LINES + 1;
	int size = box->sizes[0];
	for (const int *s = box->sizes; *s != 0; s++) {
		size = *s;
		count = break_lines(text, box->width * PER_MILLE / size, lines);
		if (count <= (size_t)box->max_lines)
			break;
	}
	if (count > MAX_LINES)
		count = MAX_LINES;
	if (box->is_middle)
		y -= (int)(count - 1) * size * LEADING / 20;
	for (size_t i = 0; i < count; i++) {
		size_t len = lines[i].len;
		while (len > 0 && lines[i].at[len - 1] == ' ')
			len--;
		osp_buf_printf(svg, "<text x='%d' y='%d' font-size='%d' %s>", box->x, y + (int)i * size * LEADING / 10, size, box->attributes);
		osp_markup_text(svg, lines[i].at, len);
		osp_buf_puts(svg, "</text>");
	}
	return count == 0 ? y : y + (int)(count - 1) * size * LEADING / 10;
}
