/* itemize.c - decide which marks are Chinese and which are Western. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/lines.h"

#include <string.h>

static bool is_zh_mark(uint32_t codepoint, enum char_class class)
{
	return class != CHAR_LATIN && codepoint >= 0x3000 && (char_is_full_mark(class) || class == CHAR_MIDDLE || class == CHAR_CONNECTOR ||
	       class == CHAR_LONG);
}

static bool is_east(const struct cell *cell)
{
	return cell->class == CHAR_HAN || is_zh_mark(cell->codepoint, (enum char_class)cell->class);
}

/*
 * A paragraph is Chinese when it has at least as many Han as Western words: a Han is about half a word, and a Chinese
 * sentence full of product names stays Chinese. One without either is what its `lang` says.
 */
static bool is_chinese(const struct paragraph *paragraph, const struct cell *cells, size_t count)
{
	size_t han = 0, words = 0;
	bool in_word = false;
	for (size_t i = 0; i < count; i++) {
		bool is_letter = cells[i].class == CHAR_LATIN && char_is_letter(cells[i].codepoint);
		words += is_letter && !in_word && !char_is_digit(cells[i].codepoint);
		in_word = is_letter || (in_word && (cells[i].codepoint == '\'' || cells[i].codepoint == 0x2019 || cells[i].codepoint == '-'));
		han += is_east(&cells[i]);
	}
	if (han == 0 && words == 0)
		return strncmp(paragraph->style->lang != NULL ? paragraph->style->lang : "", "zh", 2) == 0;
	return han >= words && han > 0;
}

/* The nearest cell that is no space, in the direction of `step`; NULL at the end of the line. */
static const struct cell *beside(const struct cell *cells, size_t count, size_t at, int step)
{
	for (size_t i = at + (size_t)step; i < count; i += (size_t)step) {
		if (cells[i].class != CHAR_SPACE)
			return cells[i].class == CHAR_BREAK ? NULL : &cells[i];
	}
	return NULL;
}

static bool is_east_beside(const struct cell *cells, size_t count, size_t at, int step)
{
	const struct cell *cell = beside(cells, count, at, step);
	return cell != NULL && is_east(cell);
}

static bool is_word_beside(const struct cell *cells, size_t count, size_t at, int step)
{
	size_t i = at + (size_t)step;
	return i < count && cells[i].class == CHAR_LATIN && char_is_letter(cells[i].codepoint);
}

static bool is_digit_beside(const struct cell *cells, size_t count, size_t at, int step)
{
	size_t i = at + (size_t)step;
	return i < count && char_is_digit(cells[i].codepoint);
}

/* Whether a mark that both languages have is Chinese here (typesetting.md 1.7, 1.8). Quotes are decided by pair, see below. */
static bool is_zh_here(const struct cell *cells, size_t count, size_t at, bool is_zh)
{
	bool east_before = is_east_beside(cells, count, at, -1), east_after = is_east_beside(cells, count, at, 1);
	switch (cells[at].codepoint) {
	case 0xB7: case 0x2027:
		return (is_zh && !(is_word_beside(cells, count, at, -1) && is_word_beside(cells, count, at, 1))) || (east_before && east_after);
	case 0x2013:
		return is_zh && !(is_digit_beside(cells, count, at, -1) && is_digit_beside(cells, count, at, 1));
	default:
		return is_zh || (east_before && east_after);
	}
}

static void set_language(struct cell *cell, bool is_zh)
{
	if (is_zh)
		cell->flags |= CELL_ZH;
	else
		cell->class = CHAR_LATIN;
}

static bool is_quote(uint32_t codepoint)
{
	return codepoint == 0x2018 || codepoint == 0x2019 || codepoint == 0x201C || codepoint == 0x201D;
}

/* ’ between letters, or after one that no ‘ opened, is an apostrophe and always Western. */
static bool is_apostrophe(const struct cell *cells, size_t count, size_t at)
{
	return cells[at].codepoint == 0x2019 && is_word_beside(cells, count, at, -1) && is_word_beside(cells, count, at, 1);
}

static bool pair_is_zh(const struct cell *cells, size_t count, size_t open, size_t close, bool is_zh)
{
	return is_zh || is_east_beside(cells, count, open, -1) || (close < count && is_east_beside(cells, count, close, 1));
}

/*
 * Pairs of quotes. What stands directly outside decides, or the paragraph; an inner pair follows the outer one.
 * Nesting deeper than the stack holds is taken as the paragraph's language.
 */
static void pair_quotes(struct cell *cells, size_t count, bool is_zh)
{
	enum { MAX_NESTING = 32 };
	size_t stack[MAX_NESTING];
	size_t depth = 0;
	for (size_t i = 0; i < count; i++) {
		uint32_t c = cells[i].codepoint;
		if (!is_quote(c) || (cells[i].flags & CELL_CODE) != 0)
			continue;
		if (is_apostrophe(cells, count, i)) {
			set_language(&cells[i], false);
		} else if (c == 0x2018 || c == 0x201C) {
			if (depth < MAX_NESTING)
				stack[depth++] = i;
			else
				set_language(&cells[i], is_zh);
		} else if (depth > 0 && cells[stack[depth - 1]].codepoint == c - 1) {
			bool zh = pair_is_zh(cells, count, stack[--depth], i, is_zh);
			set_language(&cells[i], zh);
			set_language(&cells[stack[depth]], zh);
		} else {
			set_language(&cells[i], is_zh);
		}
	}
	for (; depth > 0; depth--)
		set_language(&cells[stack[depth - 1]], pair_is_zh(cells, count, stack[depth - 1], count, is_zh));
}

/* ” and ’ have the same neighbours in code points as their openings: 0x2018/0x2019, 0x201C/0x201D. */
void itemize_language(struct paragraph *paragraph, struct cell *cells, size_t count)
{
	bool is_zh = is_chinese(paragraph, cells, count);
	paragraph->is_zh = is_zh;
	for (size_t i = 0; i < count; i++) {
		struct cell *cell = &cells[i];
		if (is_east(cell))
			cell->flags |= CELL_ZH;
		if (char_is_basic_han(cell->codepoint))
			continue;
		if (!char_is_ambiguous(cell->codepoint) && cell->codepoint != 0x2E3A)
			continue;
		if ((cell->flags & CELL_CODE) != 0)
			cell->class = CHAR_LATIN;
		else if (!is_quote(cell->codepoint))
			set_language(cell, is_zh_here(cells, count, i, is_zh));
	}
	pair_quotes(cells, count, is_zh);
}
