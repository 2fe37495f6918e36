/* strong.c - strong emphasis that authors mean and CommonMark does not see. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/markdown.h"

#include <string.h>

/*
 * Editors' bold buttons leave `**word **next`, `**one****two**` and `汉__字__汉`.
 * CommonMark (6.2) shows the stars: a run behind a space does not close, one of
 * four between letters is neither, and underscores between letters are letters.
 * A pair is taken for one only where it can be nothing else: `2 ** 3`, `**kwargs`,
 * `138****5678` and `__init__` mean what they show.
 */

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool is_word(uint32_t c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= 0xC0 && c < 0x2000);
}

static bool is_space(uint32_t c)
{
	return c == ' ' || c == '\t' || c == 0xA0 || c == 0x3000;
}

static bool is_line_end(uint32_t c)
{
	return c == 0 || c == '\n' || c == '\r';
}

static const char *next_run(const char *at, const char *end, char mark, size_t *ret_run)
{
	const char *p = at < end ? memchr(at, mark, (size_t)(end - at)) : NULL;
	size_t run = 0;
	while (p != NULL && p + run < end && p[run] == mark) {
		run++;
	}
	*ret_run = run;
	return p;
}

static void count(struct strong *strong)
{
	size_t run;
	for (const char *p = strong->begin; !strong->counted && (p = next_run(p, strong->end, '*', &run)) != NULL; p += run) {
		bool escaped = p > strong->begin && p[-1] == '\\';
		strong->pairs += !escaped && (run == 2 || run == 4) ? run / 2 : 0;
	}
	strong->counted = true;
}

/* Pairs that nothing is left over of: only then is a wrong-looking one taken for the other half of the one before. */
enum strong_fix strong_stars(struct strong *strong, const char *at, size_t run)
{
	uint32_t previous = flank_codepoint_before(strong->begin, at), next = flank_codepoint_behind(at + run, strong->end);
	bool blank_before = is_space(previous) || is_line_end(previous), blank_behind = is_space(next) || is_line_end(next);
	count(strong);
	strong->seen += run == 2 || run == 4 ? run / 2 : 0;
	bool even = strong->pairs % 2 == 0;
	if (run == 4 && strong->open && !blank_before && !(is_digit(previous) && is_digit(next))) {
		if (!blank_behind && (strong->pairs - strong->seen) % 2 == 1) {
			return STRONG_SPLIT;
		}
		strong->open = false;
		return STRONG_HALF;
	}
	if (run != 2) {
		return STRONG_NONE;
	}
	if (strong->open && is_space(previous) && !is_word(next) && even) {
		strong->open = false;
		return STRONG_LETTER_BEFORE;
	}
	if (!strong->open && is_space(next) && !is_space(previous) && !is_word(previous) && even) {
		strong->open = true;
		return STRONG_LETTER_BEHIND;
	}
	strong->open = strong->open ? blank_before : !blank_behind;
	return STRONG_NONE;
}

bool strong_underscores(struct strong *strong, const char *at, size_t run)
{
	if (at == strong->close) {
		strong->close = NULL;
		return true;
	}
	uint32_t previous = flank_codepoint_before(strong->begin, at), next = flank_codepoint_behind(at + run, strong->end);
	if (run != 2 || strong->close != NULL || is_word(previous) || is_space(next) || is_line_end(next)) {
		return false;
	}
	const char *close = next_run(at + run, strong->end, '_', &run);
	if (close == NULL || run != 2 || memchr(at, '`', (size_t)(close - at)) != NULL) {
		return false;
	}
	uint32_t last = flank_codepoint_before(strong->begin, close), behind = flank_codepoint_behind(close + run, strong->end);
	if (is_space(last) || is_line_end(last) || is_word(behind) || (!flank_is_cjk(previous) && !flank_is_cjk(behind))) {
		return false;
	}
	strong->close = close;
	return true;
}
