/* wrap.c - break a text into lines of so many columns; Han are two columns wide. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "text.h"

size_t wrap_columns(const char *text, size_t len)
{
	size_t columns = 0;
	const char *end = len > 0 ? text + len : text; /* an empty buffer has no bytes */
	while (text < end)
		columns += (size_t)osp_char_columns(osp_utf8_next(&text, end));
	return columns;
}

/* Never at the end of a line (CLREQ 3.1.3). */
static bool is_opening(uint32_t c)
{
	switch (c) {
	case '(': case '[': case '{': case '<': case 0x2018: case 0x201C: case 0x3008: case 0x300A: case 0x300C: case 0x300E: case 0x3010:
	case 0x3014: case 0x3016: case 0xFF08: case 0xFF3B: case 0xFF5B:
		return true;
	default:
		return false;
	}
}

/* Never at its beginning. */
static bool is_closing(uint32_t c)
{
	switch (c) {
	case ')': case ']': case '}': case '>': case ',': case '.': case ';': case ':': case '!': case '?': case '%': case '/': case 0x2019: case 0x201D:
		return true;
	default:
		return osp_char_is_cjk_mark(c) && !is_opening(c);
	}
}

/* A break without a space: beside a wide character, but not against the rules for marks, nor before [1], which belongs to its words. */
static bool may_break(uint32_t before, uint32_t after, const char *rest, const char *end)
{
	enum { NO_BREAK_SPACE = 0xA0, JOINER = 0x200D, WORD_JOINER = 0x2060 };
	if (osp_char_columns(before) != 2 && osp_char_columns(after) != 2 && !osp_char_is_cjk_mark(before))
		return false;
	if (before == NO_BREAK_SPACE || before == JOINER || before == WORD_JOINER || after == NO_BREAK_SPACE || osp_char_columns(after) == 0)
		return false;
	bool is_note = after == '[' && rest < end && (*rest == '^' || (*rest >= '0' && *rest <= '9'));
	bool has_wide = osp_char_columns(before) == 2 || osp_char_columns(after) == 2;
	return has_wide && !is_note && !is_opening(before) && !is_closing(after);
}

size_t wrap_next(const char **at, const char *end, size_t width, bool is_strict)
{
	const char *line = *at, *p = line, *cut = NULL, *resume = NULL;
	size_t columns = 0;
	uint32_t before = 0;
	while (p < end) {
		const char *here = p;
		uint32_t c = osp_utf8_next(&p, end);
		if (c == '\n') {
			*at = p;
			return (size_t)(here - line);
		}
		if (c == ' ') {
			cut = here;
			resume = p;
		} else if (here > line && before != ' ' && may_break(before, c, p, end)) {
			cut = resume = here;
		}
		columns += (size_t)osp_char_columns(c);
		bool is_over = columns > width && c != ' ';
		if (is_over && cut == NULL && is_strict && here > line)
			cut = resume = here;
		if (is_over && cut != NULL) {
			*at = resume;
			return (size_t)(cut - line);
		}
		before = c;
	}
	*at = end;
	while (p > line && p[-1] == ' ')
		p--;
	return (size_t)(p - line);
}
