/* flank.c - where emphasis may begin and end beside Chinese punctuation. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/markdown.h"

/*
 * CommonMark (6.2) asks of a closing ** that stands behind punctuation that space
 * or punctuation follows. Chinese has no spaces, so `**重要。**然后` never closes.
 * The rules here are those proposed in commonmark-spec issue 650 ("CJK-friendly"):
 * Chinese punctuation counts as a letter, and beside other punctuation a Chinese
 * character counts as a space. They are reached by putting a character that is
 * neither between the punctuation and the run, so cmark itself stays as it is.
 */

bool flank_is_cjk(uint32_t c)
{
	return (c >= 0x1100 && c <= 0x11FF) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xA960 && c <= 0xA97F) ||
		(c >= 0xAC00 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) ||
		(c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFD);
}

/* Unicode's categories P*, as far as they occur beside text in these scripts. */
static bool is_punctuation(uint32_t c)
{
	if (c < 0x80) {
		return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
	}
	if (c < 0x100) {
		return c == 0xA1 || c == 0xA7 || c == 0xAB || c == 0xB6 || c == 0xB7 || c == 0xBB || c == 0xBF;
	}
	if (c < 0x3000) {
		return (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x205E) || (c >= 0x2E00 && c <= 0x2E5D);
	}
	if (c < 0xFE10) {
		return (c >= 0x3001 && c <= 0x3003) || (c >= 0x3008 && c <= 0x3011) || (c >= 0x3014 && c <= 0x301F) || c == 0x3030 ||
			c == 0x303D || c == 0x30A0 || c == 0x30FB;
	}
	return c <= 0xFE19 || (c >= 0xFE30 && c <= 0xFE61) || c == 0xFE63 || c == 0xFE68 || c == 0xFE6A || c == 0xFE6B ||
		(c >= 0xFF01 && c <= 0xFF0A && c != 0xFF04) || (c >= 0xFF0C && c <= 0xFF0F) || c == 0xFF1A || c == 0xFF1B ||
		c == 0xFF1F || c == 0xFF20 || (c >= 0xFF3B && c <= 0xFF3D) || c == 0xFF3F || c == 0xFF5B || c == 0xFF5D ||
		(c >= 0xFF5F && c <= 0xFF65);
}

/* U+200B and its like: editors put them beside ** so that it works, and they do the contrary. */
static bool is_invisible(uint32_t c)
{
	return c == 0x200B || c == 0x2060 || c == 0xFEFF;
}

static bool is_blank(uint32_t c)
{
	return c == 0 || osp_char_is_space(c);
}

static bool is_letter(uint32_t c)
{
	return !is_blank(c) && !is_punctuation(c);
}

uint32_t flank_codepoint_before(const char *begin, const char *at)
{
	if (at <= begin) {
		return 0;
	}
	const char *p = at - 1;
	while (p > begin && at - p < 4 && ((unsigned char)*p & 0xC0) == 0x80) {
		p--;
	}
	return osp_utf8_next(&p, at);
}

uint32_t flank_codepoint_behind(const char *at, const char *end)
{
	return at < end ? osp_utf8_next(&at, end) : 0;
}

bool flank_before(uint32_t previous, uint32_t next)
{
	return !is_blank(previous) && is_punctuation(previous) && is_letter(next) &&
		(flank_is_cjk(previous) || flank_is_cjk(next) || is_invisible(next));
}

bool flank_behind(uint32_t previous, uint32_t next)
{
	return flank_before(next, previous);
}
