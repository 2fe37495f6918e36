/* hyphen.c - find where Western words may be divided. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/lines.h"

#include <hyphen.h>
#include <stddef.h>
#include <string.h>

enum { PENALTY_HYPHEN = 50, SHORTEST_WORD = 5, LEFT_MIN = 2, LEFT_MIN_ZH = 3, RIGHT_MIN = 3, LONGEST_WORD = 60, PENALTY_HUMP = 500,
	WORDS_MAX = 20000 };

static bool is_ascii_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Names in capitals or with humps are not divided: OSPOCon, GitHub (typesetting.md 1.12). */
static bool is_plain_word(const struct paragraph *p, size_t first, size_t end)
{
	for (size_t i = first + 1; i < end; i++) {
		if (p->cells[i].codepoint <= 'Z')
			return false;
	}
	return true;
}

static size_t box_at(const struct paragraph *p, size_t from, size_t cell)
{
	while (from < p->box_count && p->boxes[from].cell < cell)
		from++;
	return from;
}

/* Bit i: behind letter i. */
static uint64_t ask_patterns(HyphenDict *patterns, const char *word, int len)
{
	char points[LONGEST_WORD + 8] = "";
	char **rep = NULL;
	int *pos = NULL, *cut = NULL;
	uint64_t divisions = 0;
	if (hnj_hyphen_hyphenate2(patterns, word, len, points, NULL, &rep, &pos, &cut) != 0)
		return 0;
	for (int i = 0; i < len; i++)
		divisions |= (uint64_t)(points[i] & 1) << i;
	return divisions;
}

/* Patterns are asked about a word once: a volume has few words, many times. */
static uint64_t divisions_of(struct line_tools *tools, HyphenDict *patterns, const char *word, int len)
{
	struct { HyphenDict *patterns; char word[LONGEST_WORD]; } key = { .patterns = patterns };
	size_t key_len = offsetof(__typeof__(key), word) + (size_t)len;
	memcpy(key.word, word, (size_t)len);
	if (tools->divisions.arena == NULL || tools->divisions.count >= WORDS_MAX) {
		arena_free(tools->divisions.arena);
		map_init(&tools->divisions, arena_new());
	}
	uint64_t *known = map_find(&tools->divisions, (const char *)&key, key_len);
	if (known == NULL) {
		known = ARENA_NEW(tools->divisions.arena, uint64_t);
		*known = ask_patterns(patterns, word, len);
		map_put(&tools->divisions, (const char *)&key, key_len, known);
	}
	return *known;
}

static void divide(struct paragraph *p, uint64_t divisions, size_t first, size_t end, size_t box)
{
	size_t len = end - first;
	for (size_t i = p->is_zh ? LEFT_MIN_ZH : LEFT_MIN; i + RIGHT_MIN <= len; i++) {
		if ((divisions >> (i - 1) & 1) == 0)
			continue;
		size_t at = box_at(p, box, first + i);
		if (at >= p->box_count || p->boxes[at].cell != first + i || (p->gaps[at].flags & GAP_BREAK) != 0)
			continue;
		p->gaps[at].flags = (uint16_t)((p->gaps[at].flags & ~GAP_EMERGENCY) | GAP_HYPHENATE | GAP_HYPHEN);
		p->gaps[at].penalty = PENALTY_HYPHEN;
	}
}

static void divide_word(struct paragraph *p, struct line_tools *tools, HyphenDict *patterns, size_t first, size_t end, size_t box)
{
	char word[LONGEST_WORD + 8] = "";
	for (size_t i = first; i < end; i++)
		word[i - first] = (char)(p->cells[i].codepoint | 0x20);
	divide(p, divisions_of(tools, patterns, word, (int)(end - first)), first, end, box);
}

/* Open|Telemetry, SOFA|Registry: allowed in Chinese text when the line would otherwise be torn apart. */
static void divide_humps(struct paragraph *p, size_t first, size_t end, size_t box)
{
	for (size_t i = first + LEFT_MIN_ZH; i + RIGHT_MIN <= end; i++) {
		if (p->cells[i].codepoint > 'Z' || (p->cells[i - 1].codepoint < 'a' && p->cells[i + 1].codepoint < 'a'))
			continue;
		size_t at = box_at(p, box, i);
		if (at < p->box_count && p->boxes[at].cell == i && (p->gaps[at].flags & GAP_BREAK) == 0) {
			p->gaps[at].flags |= GAP_HUMP | GAP_HYPHEN;
			p->gaps[at].penalty = PENALTY_HUMP;
		}
	}
}

static const char *patterns_lang(const char *lang)
{
	return lang != NULL && strncmp(lang, "en", 2) == 0 ? lang : "en";
}

void hyphenate(struct paragraph *p, struct line_tools *tools)
{
	enum { NEVER = CELL_CODE | CELL_URL | CELL_SUPER | CELL_NOWRAP | CELL_PRE };
	size_t box = 0;
	p->has_patterns = true;
	for (size_t i = 0; i < p->cell_count;) {
		size_t first = i;
		while (i < p->cell_count && is_ascii_letter(p->cells[i].codepoint) && (p->cells[i].flags & NEVER) == 0)
			i++;
		size_t len = i - first;
		i += len == 0;
		if (len < SHORTEST_WORD || len > LONGEST_WORD)
			continue;
		if (!is_plain_word(p, first, first + len)) {
			box = box_at(p, box, first);
			if (p->is_zh)
				divide_humps(p, first, first + len, box);
			continue;
		}
		const struct computed *style = p->leaves[p->cells[first].leaf].style;
		HyphenDict *patterns = style->hyphenate ? font_set_patterns(p->layout->fonts, patterns_lang(style->lang)) : NULL;
		box = box_at(p, box, first);
		if (patterns != NULL)
			divide_word(p, tools, patterns, first, first + len, box);
	}
}
