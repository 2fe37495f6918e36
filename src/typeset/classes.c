/* classes.c - tell what kind of character it is. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/classes.h"

#include <ospopress/text.h>
#include <stddef.h>
#include <unicode/uchar.h>

struct mark { uint16_t codepoint; uint8_t class; };

/* Sorted by code point. The blank of each is measured in the font, so the index into this table is kept there. */
static const struct mark marks[] = {
	{ 0x2018, CHAR_OPEN }, { 0x2019, CHAR_CLOSE }, { 0x201C, CHAR_OPEN }, { 0x201D, CHAR_CLOSE },
	{ 0x3001, CHAR_COMMA }, { 0x3002, CHAR_STOP }, { 0x3008, CHAR_OPEN }, { 0x3009, CHAR_CLOSE },
	{ 0x300A, CHAR_OPEN }, { 0x300B, CHAR_CLOSE }, { 0x300C, CHAR_OPEN }, { 0x300D, CHAR_CLOSE },
	{ 0x300E, CHAR_OPEN }, { 0x300F, CHAR_CLOSE }, { 0x3010, CHAR_OPEN }, { 0x3011, CHAR_CLOSE },
	{ 0x3014, CHAR_OPEN }, { 0x3015, CHAR_CLOSE }, { 0x3016, CHAR_OPEN }, { 0x3017, CHAR_CLOSE },
	{ 0x3018, CHAR_OPEN }, { 0x3019, CHAR_CLOSE }, { 0x301D, CHAR_OPEN }, { 0x301E, CHAR_CLOSE }, { 0x301F, CHAR_CLOSE },
	{ 0xFF01, CHAR_STOP }, { 0xFF08, CHAR_OPEN }, { 0xFF09, CHAR_CLOSE }, { 0xFF0C, CHAR_COMMA }, { 0xFF0E, CHAR_STOP },
	{ 0xFF1A, CHAR_COMMA }, { 0xFF1B, CHAR_COMMA }, { 0xFF1F, CHAR_STOP }, { 0xFF3B, CHAR_OPEN }, { 0xFF3D, CHAR_CLOSE },
	{ 0xFF5B, CHAR_OPEN }, { 0xFF5D, CHAR_CLOSE }, { 0xFF5F, CHAR_OPEN }, { 0xFF60, CHAR_CLOSE }, { 0xFF61, CHAR_STOP },
};

int char_mark_index(uint32_t codepoint)
{
	size_t low = 0, high = sizeof(marks) / sizeof(*marks);
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (marks[middle].codepoint == codepoint)
			return (int)middle;
		if (marks[middle].codepoint < codepoint)
			low = middle + 1;
		else
			high = middle;
	}
	return -1;
}

bool char_is_ambiguous(uint32_t c)
{
	switch (c) {
	case 0xB7: case 0x2013: case 0x2014: case 0x2018: case 0x2019: case 0x201C: case 0x201D: case 0x2026: case 0x2027:
		return true;
	default:
		return false;
	}
}

static bool is_prefix(uint32_t c)
{
	return c == '$' || c == 0xA3 || c == 0xA5 || c == 0x20AC || c == 0x2116 || c == 0xFFE5 || c == 0xFF04;
}

static bool is_postfix(uint32_t c)
{
	switch (c) {
	case '%': case 0xB0: case 0x2030: case 0x2032: case 0x2033: case 0x2103: case 0x2109: case 0xFF05:
		return true;
	default:
		return false;
	}
}

bool char_find_emoji(uint32_t c)
{
	return u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI_PRESENTATION) || (c >= 0x1F000 && c <= 0x1FAFF);
}

static enum char_class special(uint32_t c)
{
	switch (c) {
	case 0xB7: case 0x2027: case 0x30FB:
		return CHAR_MIDDLE;
	case 0x2013: case 0xFF5E: case 0xFF0F: case 0x301C:
		return CHAR_CONNECTOR;
	case 0x2014: case 0x2026: case 0x22EF: case 0x2E3A: case 0x2015:
		return CHAR_LONG;
	default:
		return CHAR_LATIN;
	}
}

enum char_class char_find_class(uint32_t c)
{
	if (c < 0x80)
		return c == ' ' ? CHAR_SPACE : c == '$' ? CHAR_PREFIX : c == '%' ? CHAR_POSTFIX : CHAR_LATIN;
	int mark = char_mark_index(c);
	if (mark >= 0)
		return (enum char_class)marks[mark].class;
	enum char_class class = special(c);
	if (class != CHAR_LATIN)
		return class;
	if (is_prefix(c))
		return CHAR_PREFIX;
	if (is_postfix(c))
		return CHAR_POSTFIX;
	if (c == 0xA0 || c == 0x202F)
		return CHAR_SPACE;
	int kind = u_charType((UChar32)c);
	if (kind == U_NON_SPACING_MARK || kind == U_ENCLOSING_MARK || c == 0x200D || (c >= 0x1F3FB && c <= 0x1F3FF))
		return CHAR_COMBINING;
	if (osp_char_is_han(c) || (c >= 0x2460 && c <= 0x24FF) || c == 0x3000 || (c >= 0x3200 && c <= 0x33FF) || (c >= 0xFF02 && c <= 0xFF5E))
		return CHAR_HAN;
	if (char_is_emoji(c) || (c >= 0x2190 && c <= 0x2BFF))
		return CHAR_SYMBOL;
	return CHAR_LATIN;
}

/* The level "gb" of typesetting.md K1; 々 〻 ー and the small kana of quoted Japanese too. */
bool char_find_no_start(uint32_t c)
{
	switch (c) {
	case '!': case ')': case ',': case '.': case ':': case ';': case '?': case ']': case '}': case '%': case '/':
	case 0xB0: case 0xB7: case 0x2013: case 0x2019: case 0x201D: case 0x2027: case 0x2030: case 0x2032: case 0x2033:
	case 0x203C: case 0x2047: case 0x2048: case 0x2049: case 0x2103: case 0x2109:
	case 0x3001: case 0x3002: case 0x3005: case 0x3009: case 0x300B: case 0x300D: case 0x300F: case 0x3011: case 0x3015:
	case 0x3017: case 0x3019: case 0x301C: case 0x301E: case 0x301F: case 0x303B: case 0x30FB: case 0x30FC:
	case 0x3041: case 0x3043: case 0x3045: case 0x3047: case 0x3049: case 0x3063: case 0x3083: case 0x3085: case 0x3087:
	case 0x30A1: case 0x30A3: case 0x30A5: case 0x30A7: case 0x30A9: case 0x30C3: case 0x30E3: case 0x30E5: case 0x30E7:
	case 0xFF01: case 0xFF05: case 0xFF09: case 0xFF0C: case 0xFF0E: case 0xFF0F: case 0xFF1A: case 0xFF1B: case 0xFF1F:
	case 0xFF3D: case 0xFF5D: case 0xFF5E: case 0xFF60: case 0xFF61:
		return true;
	default:
		return false;
	}
}

bool char_find_no_end(uint32_t c)
{
	switch (c) {
	case '(': case '[': case '{': case '/': case 0xFF0F:
	case 0x2018: case 0x201C: case 0x3008: case 0x300A: case 0x300C: case 0x300E: case 0x3010: case 0x3014: case 0x3016:
	case 0x3018: case 0x301D: case 0xFF08: case 0xFF3B: case 0xFF5B: case 0xFF5F:
		return true;
	default:
		return is_prefix(c);
	}
}

bool char_find_letter(uint32_t c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || char_is_digit(c);
	if (c >= 0x2E80 && c <= 0x9FFF)
		return false;
	return u_isalpha((UChar32)c) || u_isdigit((UChar32)c);
}

bool char_sticks_to_word(uint32_t c)
{
	switch (c) {
	case '#': case '&': case '+': case '@': case '_': case '*': case '~': case '=': case '<': case '>': case '^': case '|': case '\\': case '$':
		return true;
	default:
		return false;
	}
}
