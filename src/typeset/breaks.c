/* breaks.c - find where a line may end. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/lines.h"

#include <stdint.h>
#include <string.h>

/*
 * UAX #14 (by ICU) speaks for Western text. Wherever a Chinese character
 * touches, GB/T 15834-2011 5.1 and CLREQ 3.1.5 speak (typesetting.md 1.2),
 * because the standard's classes leave “ ” ambiguous and let · and ～ open a
 * line. Addresses and code have rules of their own (1.11).
 */

enum {
	PENALTY_COUNTER = 2000,   /* 第 12 页 */
	PENALTY_URL = 80,
	PENALTY_URL_WEAK = 200,
	PENALTY_HYPHEN = 50,
	PENALTY_BEFORE_LONG = 20,
	PENALTY_JOINT = 500,
	PENALTY_LATE = 1000,
	PENALTY_INSIDE_WORD = 9000,
	BONUS_STOP = -10
};

static bool is_western(const struct cell *cell)
{
	return cell->class == CHAR_LATIN || cell->class == CHAR_SPACE || cell->class == CHAR_COMBINING || cell->class == CHAR_PREFIX ||
	       cell->class == CHAR_POSTFIX;
}

/* ---- addresses ---- */

static bool is_url_char(uint32_t c)
{
	return c > ' ' && c < 0x7F && c != '<' && c != '>' && c != '"';
}

static bool starts_url(const struct paragraph *p, size_t at)
{
	uint32_t c = p->cells[at].codepoint;
	if (c != 'h' && c != 'f' && c != 'm' && c != 'w' && c != 'd' && c != '1')
		return false;
	static const char *const openings[] = { "http://", "https://", "ftp://", "mailto:", "www.", "doi:", "10." };
	for (size_t i = 0; i < sizeof(openings) / sizeof(*openings); i++) {
		size_t len = strlen(openings[i]);
		size_t k = 0;
		while (k < len && at + k < p->cell_count && p->cells[at + k].codepoint == (uint8_t)openings[i][k])
			k++;
		if (k < len)
			continue;
		/* 10.1038/nature13308 is a DOI, 10.5 is a number */
		if (openings[i][0] == '1' && !(at + k + 4 < p->cell_count && char_is_digit(p->cells[at + k + 3].codepoint) &&
		    p->cells[at + k + 4].codepoint == '/'))
			continue;
		return true;
	}
	return false;
}

/* com.alipay.common.tracer.extensions, docs/theme_basics: long enough to need the same breaks. */
static bool is_path(const struct paragraph *p, size_t first, size_t end)
{
	enum { LONG_PATH = 20 };
	if (end - first < LONG_PATH)
		return false;
	for (size_t i = first + 1; i + 1 < end; i++) {
		uint32_t c = p->cells[i].codepoint;
		if (c == '.' || c == '/' || c == '_' || c == '=')
			return true;
	}
	return false;
}

void urls_mark(struct paragraph *p)
{
	for (size_t i = 0; i < p->cell_count; i++) {
		size_t first = i, url = SIZE_MAX;
		for (; i < p->cell_count && is_url_char(p->cells[i].codepoint); i++) {
			bool is_start = i == first || !char_is_letter(p->cells[i - 1].codepoint);
			if (url == SIZE_MAX && is_start && starts_url(p, i))
				url = i;
		}
		if (url == SIZE_MAX && is_path(p, first, i))
			url = first;
		while (url < i)
			p->cells[url++].flags |= CELL_URL;
	}
}

/* Three characters at least stay on each side. */
static bool has_room(const struct paragraph *p, uint32_t cell, uint16_t flag)
{
	return cell >= 3 && cell + 2 < p->cell_count && (p->cells[cell - 3].flags & flag) != 0 && (p->cells[cell + 2].flags & flag) != 0;
}

/*
 * The penalty of a break between two characters of an address; 0 when there is none to be had. typesetting.md 1.11 would
 * break before . ? and %, but they may not open a line (K1), so the break is behind them.
 */
static int16_t url_penalty(const struct paragraph *p, size_t at)
{
	uint32_t before = p->cells[at - 1].codepoint, after = p->cells[at].codepoint;
	if (char_no_start(after) || before == ':')
		return 0;
	if (before == '/' && p->cells[at - 2].codepoint == '/')
		return PENALTY_LATE; /* https:// alone says nothing */
	if (before == '/' || before == '?')
		return PENALTY_URL;
	switch (after) {
	case '&': case '=': case '#':
		return PENALTY_URL;
	case '_': case '-': case '~': case '+':
		return PENALTY_URL_WEAK;
	default:
		return before == '.' ? PENALTY_URL_WEAK : 0;
	}
}

/* How many letters stand in a row before `at`, or from it on; at most `most`. */
static size_t letters_before(const struct paragraph *p, size_t at, size_t most)
{
	size_t count = 0;
	while (count < most && count < at && char_is_letter(p->cells[at - count - 1].codepoint))
		count++;
	return count;
}

static size_t letters_from(const struct paragraph *p, size_t at, size_t most)
{
	size_t count = 0;
	while (count < most && at + count < p->cell_count && char_is_letter(p->cells[at + count].codepoint))
		count++;
	return count;
}

static bool is_capital(uint32_t c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_small(uint32_t c)
{
	return c >= 'a' && c <= 'z';
}

/* tracing_|context, and in code and addresses also Thread|Local and HTTP|Client: no hyphen, which might be taken for a part of the name. */
static bool is_name_joint(const struct paragraph *p, size_t at)
{
	uint32_t before = p->cells[at - 1].codepoint, after = p->cells[at].codepoint;
	if (before == '_' && letters_from(p, at, 3) == 3)
		return at > 1 && letters_before(p, at - 1, 3) == 3;
	if ((p->cells[at - 1].flags & p->cells[at].flags & (CELL_CODE | CELL_URL)) == 0 || !is_capital(after) || letters_before(p, at, 3) < 3 ||
	    letters_from(p, at, 3) < 3)
		return false;
	return is_small(before) || (is_capital(before) && is_small(p->cells[at + 1].codepoint));
}

/*
 * Within the words of an address, three letters on each side; in tokens that no rule parts, such as hashes, between a letter
 * and a digit, so that nobody reads two words or two numbers.
 */
static bool is_seam(const struct paragraph *p, size_t at)
{
	enum { LONG_TOKEN = 16 };
	uint32_t before = p->cells[at - 1].codepoint, after = p->cells[at].codepoint;
	if (is_name_joint(p, at))
		return true;
	bool in_address = (p->cells[at - 1].flags & p->cells[at].flags & CELL_URL) != 0;
	if (!char_is_letter(before) || !char_is_letter(after) || (!in_address && char_is_digit(before) == char_is_digit(after)))
		return false;
	size_t left = letters_before(p, at, LONG_TOKEN), right = letters_from(p, at, LONG_TOKEN);
	return left >= 3 && right >= 3 && (in_address || left + right >= LONG_TOKEN);
}

static int16_t code_penalty(uint32_t before, uint32_t after)
{
	switch (before) {
	case ',': case ';': case ')': case '|': case '=':
		return char_no_start(after) ? 0 : PENALTY_URL;
	case '/': case '\\': case ':': case '_': case '-': case '.':
		return after != before && char_is_letter(after) ? PENALTY_URL_WEAK : 0;
	default:
		return 0;
	}
}

/* ---- ties ---- */

static bool word_is(const struct paragraph *p, size_t end, const char *const *words)
{
	size_t start = end;
	while (start > 0 && end - start < 8 && is_western(&p->cells[start - 1]) && p->cells[start - 1].class != CHAR_SPACE)
		start--;
	for (; *words != NULL; words++) {
		size_t k = 0;
		while (start + k < end && p->cells[start + k].codepoint == (uint8_t)(*words)[k])
			k++;
		if (k > 0 && start + k == end && (*words)[k] == '\0')
			return true;
	}
	return false;
}

static bool is_initial(const struct paragraph *p, size_t space)
{
	return space >= 2 && p->cells[space - 1].codepoint == '.' && p->cells[space - 2].codepoint >= 'A' &&
	       p->cells[space - 2].codepoint <= 'Z' &&
	       (space == 2 || p->cells[space - 3].class == CHAR_SPACE);
}

/* A space that should not end a line: after an abbreviation, between a number and its unit. `space` is the space's cell. */
static bool is_tie(const struct paragraph *p, size_t space)
{
	static const char *const abbreviations[] = { "Fig.", "Figs.", "Sect.", "Sec.", "Dr.", "Mr.", "Mrs.", "Ms.", "Prof.", "St.",
		"No.", "Nos.", "pp.", "p.", "vol.", "Vol.", "Eq.", "Ch.", "cf.", "vs.", "e.g.", "i.e.", "Figure", "Table", "Section", "Chapter", NULL };
	static const char *const units[] = { "km", "m", "cm", "mm", "kg", "g", "mg", "GB", "MB", "KB", "kB", "TB", "GHz", "MHz", "Hz",
		"s", "ms", "min", "h", "px", "pt", "km/h", "W", "kW", "V", "A", NULL };
	if (space == 0 || space + 1 >= p->cell_count)
		return false;
	if (word_is(p, space, abbreviations))
		return char_is_digit(p->cells[space + 1].codepoint) || p->cells[space - 1].codepoint == '.';
	if (is_initial(p, space))
		return true;
	if (!char_is_digit(p->cells[space - 1].codepoint))
		return false;
	size_t end = space + 1;
	while (end < p->cell_count && end - space < 8 && p->cells[end].class == CHAR_LATIN && (char_is_letter(p->cells[end].codepoint) ||
	    p->cells[end].codepoint == '/'))
		end++;
	return word_is(p, end, units);
}

/* ---- where Chinese touches ---- */

static bool is_counter(uint32_t c)
{
	static const uint16_t counters[] = { /* 页章节条款卷期册版次届行年月日号个人岁倍种项位篇家元时分秒点万亿 */
		0x9875, 0x7AE0, 0x8282, 0x6761, 0x6B3E, 0x5377, 0x671F, 0x518C, 0x7248, 0x6B21, 0x5C4A, 0x884C,
		0x5E74, 0x6708, 0x65E5, 0x53F7, 0x4E2A, 0x4EBA, 0x5C81, 0x500D, 0x79CD, 0x9879, 0x4F4D, 0x7BC7,
		0x5BB6, 0x5143, 0x65F6, 0x5206, 0x79D2, 0x70B9, 0x4E07, 0x4EBF
	};
	for (size_t i = 0; i < sizeof(counters) / sizeof(*counters); i++) {
		if (counters[i] == c)
			return true;
	}
	return false;
}

static bool is_before_number(uint32_t c)
{
	return c == 0x7B2C || c == 0x56FE || c == 0x8868; /* 第 图 表 */
}

static bool joins_prefix(const struct cell *before, const struct cell *after)
{
	if (before->class == CHAR_PREFIX)
		return true;
	return after->class == CHAR_POSTFIX && (char_is_digit(before->codepoint) || before->class == CHAR_LATIN || before->class == CHAR_HAN);
}

static bool is_quote_mark(const struct cell *cell)
{
	return cell->codepoint == '"' || cell->codepoint == '\'';
}

static void set(struct gap *gap, int penalty)
{
	gap->flags |= GAP_BREAK;
	gap->penalty = (int16_t)penalty;
}

static void judge_chinese(const struct paragraph *p, size_t at, struct gap *gap)
{
	const struct cell *before = &p->cells[at - 1], *after = &p->cells[at];
	bool spaced = (after->flags & CELL_AFTER_SPACE) != 0;
	if (joins_prefix(before, after))
		return;
	if (!spaced && (is_quote_mark(before) || is_quote_mark(after)))
		return;
	if (after->codepoint == '-' && !spaced)
		return;
	int penalty = 0;
	if (after->class == CHAR_LONG)
		penalty = PENALTY_BEFORE_LONG;
	else if (before->class == CHAR_STOP)
		penalty = BONUS_STOP;
	else if (is_before_number(before->codepoint) && char_is_digit(after->codepoint))
		penalty = PENALTY_COUNTER;
	else if (char_is_digit(before->codepoint) && is_counter(after->codepoint))
		penalty = PENALTY_COUNTER / 10;
	set(gap, penalty);
}

/* ---- Western text ---- */

static bool is_plain_word(const struct paragraph *p, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++) {
		if (!(p->cells[i].codepoint < 0x80 && (char_is_letter(p->cells[i].codepoint) || p->cells[i].class == CHAR_SPACE)))
			return false;
	}
	return true;
}

/* Marks in `allowed` (by cell) what UAX #14 allows in a stretch of Western cells. */
static void ask_icu(const struct paragraph *p, struct line_tools *tools, size_t first, size_t end, bool *allowed)
{
	for (size_t i = first + 1; i < end; i++)
		allowed[i] = p->cells[i - 1].class == CHAR_SPACE && p->cells[i].class != CHAR_SPACE;
	if (is_plain_word(p, first, end))
		return;
	UChar *text = ARENA_ARRAY(tools->scratch, (end - first) * 2, UChar);
	uint32_t *cell_of = ARENA_ARRAY(tools->scratch, (end - first) * 2 + 1, uint32_t);
	int32_t len = 0;
	for (size_t i = first; i < end; i++) {
		uint32_t c = p->cells[i].codepoint;
		cell_of[len] = (uint32_t)i;
		if (c >= 0x10000) {
			cell_of[len + 1] = (uint32_t)i;
			text[len++] = (UChar)(0xD7C0 + (c >> 10));
			c = 0xDC00 + (c & 0x3FF);
		}
		text[len++] = (UChar)c;
	}
	UBreakIterator *breaks = line_tools_breaks(tools, text, len);
	if (breaks == NULL)
		return;
	for (size_t i = first + 1; i < end; i++)
		allowed[i] = false;
	for (int32_t at = ubrk_first(breaks); at != UBRK_DONE && at < len; at = ubrk_next(breaks)) {
		if (at > 0)
			allowed[cell_of[at]] = true;
	}
}

static bool *western_breaks(const struct paragraph *p, struct line_tools *tools)
{
	bool *allowed = ARENA_ARRAY(tools->scratch, p->cell_count + 1, bool);
	for (size_t i = 0; i < p->cell_count;) {
		size_t first = i;
		while (i < p->cell_count && is_western(&p->cells[i]) && (p->cells[i].flags & CELL_URL) == 0)
			i++;
		if (i > first + 1)
			ask_icu(p, tools, first, i, allowed);
		i += i == first;
	}
	return allowed;
}

/* GB/T 15834-2011 5.1.9: a solidus ends no line. In English it may between words, not in km/h. */
static bool splits_at_solidus(const struct paragraph *p, size_t at)
{
	enum { SHORT = 4 };
	if (p->cells[at - 1].codepoint != '/')
		return false;
	size_t first = at - 1, end = at;
	while (first > 0 && at - first <= SHORT && char_is_letter(p->cells[first - 1].codepoint))
		first--;
	while (end < p->cell_count && end - at <= SHORT && char_is_letter(p->cells[end].codepoint))
		end++;
	return p->is_zh || at - 1 - first < SHORT || end - at < SHORT;
}

/* e-mail and Vitamin C-1 stay whole; open-source may part. */
static bool is_one_letter_beside_hyphen(const struct paragraph *p, size_t at)
{
	return p->cells[at - 1].codepoint == '-' && (letters_before(p, at - 1, 2) < 2 || letters_from(p, at, 2) < 2);
}

static void judge_western(const struct paragraph *p, size_t at, bool is_allowed, struct gap *gap)
{
	const struct cell *before = &p->cells[at - 1], *after = &p->cells[at];
	int16_t penalty = 0;
	bool in_url = (before->flags & CELL_URL) != 0 && (after->flags & CELL_URL) != 0;
	bool in_code = (before->flags & CELL_CODE) != 0 && (after->flags & CELL_CODE) != 0;
	if (in_url)
		penalty = has_room(p, (uint32_t)at, CELL_URL) ? url_penalty(p, at) : 0;
	else if (in_code && before->class != CHAR_SPACE)
		penalty = has_room(p, (uint32_t)at, CELL_CODE) ? code_penalty(before->codepoint, after->codepoint) : 0;
	if (penalty != 0) {
		set(gap, penalty);
		gap->flags |= GAP_ADDRESS;
	} else if (before->class == CHAR_SPACE) {
		if (is_allowed || (before->flags & CELL_PRE) != 0 || in_url)
			set(gap, 0);
	} else if (is_allowed && !in_url && !in_code && !is_one_letter_beside_hyphen(p, at)) {
		bool is_range = before->codepoint == 0x2013 && char_is_digit(after->codepoint);
		if (!splits_at_solidus(p, at))
			set(gap, is_range ? PENALTY_COUNTER / 10 : before->codepoint == '-' ? PENALTY_HYPHEN : PENALTY_HYPHEN / 2);
	} else if ((after->flags & CELL_SOFT_HYPHEN) != 0) {
		set(gap, PENALTY_HYPHEN);
		gap->flags |= GAP_HYPHEN;
	}
}

/* ---- one boundary ---- */

static bool is_forbidden(const struct paragraph *p, size_t at)
{
	const struct cell *before = &p->cells[at - 1], *after = &p->cells[at];
	if ((after->flags & CELL_JOIN) != 0 || (before->class == CHAR_SPACE && (before->flags & CELL_JOIN) != 0) ||
	    after->class == CHAR_COMBINING)
		return true;
	if (after->class == CHAR_SPACE && (after->flags & CELL_PRE) == 0)
		return true;
	if ((before->flags & after->flags & CELL_NOWRAP) != 0)
		return true;
	if (after->class == CHAR_BREAK || after->codepoint == 0x2013) /* an en dash ends a line, in English too */
		return true;
	/* K6: a citation or note mark stays with its word, and so does what is raised */
	if (((after->flags & CELL_MARK_LINK) != 0 && (after->flags & CELL_SUPER) != 0) || ((after->flags & CELL_SUPER) != 0 &&
	    (before->flags & CELL_SUPER) == 0))
		return true;
	if ((before->flags & after->flags & CELL_CODE) != 0) /* code may break anywhere; the Chinese in its comments may not */
		return (after->codepoint >= 0x80 && char_no_start(after->codepoint)) || (before->codepoint >= 0x80 &&
		       char_no_end(before->codepoint));
	bool is_zh = !is_western(before) || !is_western(after);
	if ((after->class != CHAR_LATIN || is_zh) && char_no_start(after->codepoint))
		return (after->flags & CELL_AFTER_SPACE) == 0 || after->codepoint > 0x80 || after->codepoint != '.';
	return (before->class != CHAR_LATIN || is_zh) && char_no_end(before->codepoint);
}

/*
 * Where a line may end when it would be torn apart otherwise. A line had better not open with a dash or an ellipsis
 * (CLREQ 3.1.5, the strict level; `line-break: loose` allows it), nor with a mark that follows a space, as in .NET or
 * a literal ":::", nor end in one that opens. Fig. 3, Dr. Smith and 25 km/h stay together (typesetting.md 1.10).
 */
static bool is_late(const struct paragraph *p, size_t at)
{
	const struct cell *before = &p->cells[at - 1], *after = &p->cells[at];
	uint32_t c = after->codepoint;
	if (c == 0x2014 || c == 0x2015 || c == 0x2026 || c == 0x22EF || c == 0x2E3A)
		return p->leaves[after->leaf].style->line_break != LINE_BREAK_LOOSE;
	if (((before->flags | after->flags) & (CELL_CODE | CELL_PRE)) != 0)
		return false;
	bool spaced = before->class == CHAR_SPACE;
	if (spaced && is_tie(p, at - 1))
		return true;
	if (spaced || (after->flags & CELL_AFTER_SPACE) != 0)
		return char_no_start(c) || (spaced && at > 1 && p->cells[at - 2].codepoint < 0x80 && char_no_end(p->cells[at - 2].codepoint));
	return false;
}

/* 2022-|11-16: behind the hyphen, never before it (typesetting.md 1.10). */
static bool is_within_date(const struct paragraph *p, size_t at)
{
	return p->cells[at - 1].codepoint == '-' && at > 1 && char_is_digit(p->cells[at - 2].codepoint) && char_is_digit(p->cells[at].codepoint);
}

static void add_emergency(const struct paragraph *p, size_t at, struct gap *gap)
{
	bool is_strict = p->leaves[p->cells[at].leaf].style->line_break == LINE_BREAK_STRICT;
	bool is_break = (gap->flags & GAP_BREAK) != 0;
	unsigned kind = is_break ? (is_strict ? 0 : GAP_LATE) : is_within_date(p, at) ? GAP_LATE : is_seam(p, at) ? GAP_SEAM : 0;
	gap->flags = (uint16_t)((gap->flags & ~GAP_BREAK) | GAP_EMERGENCY | kind);
	gap->penalty = kind == 0 ? PENALTY_INSIDE_WORD : kind == GAP_SEAM && is_name_joint(p, at) ? PENALTY_JOINT : PENALTY_LATE;
}

/* Two letters of a word of running text, as far as UAX #14 parts none. */
static bool are_plain_letters(const struct cell *before, const struct cell *after)
{
	return char_is_small_letter(before->codepoint) && char_is_small_letter(after->codepoint) && (before->flags | after->flags) == 0;
}

static void judge_pair(const struct paragraph *p, size_t at, const bool *allowed, struct gap *gap)
{
	const struct cell *before = &p->cells[at - 1], *after = &p->cells[at];
	if (cells_are_plain_han(before, after)) {
		set(gap, 0);
		return;
	}
	if (!allowed[at] && are_plain_letters(before, after)) {
		gap->flags |= GAP_EMERGENCY;
		gap->penalty = PENALTY_INSIDE_WORD;
		return;
	}
	if (before->class == CHAR_BREAK) {
		gap->flags |= GAP_BREAK | GAP_FORCED;
		return;
	}
	if (is_forbidden(p, at))
		return;
	if ((after->flags & CELL_MAY_BREAK) != 0)
		set(gap, 0);
	else if (is_western(before) && is_western(after))
		judge_western(p, at, allowed[at], gap);
	else
		judge_chinese(p, at, gap);
	bool is_break = (gap->flags & GAP_BREAK) != 0;
	if (is_break ? is_late(p, at) : !char_no_start(after->codepoint) && !char_no_end(before->codepoint))
		add_emergency(p, at, gap);
}

static void judge(const struct paragraph *p, size_t at, const bool *allowed, struct gap *gap)
{
	judge_pair(p, at, allowed, gap);
	if (p->leaves[p->cells[at].leaf].style->break_anywhere && (gap->flags & GAP_EMERGENCY) != 0)
		gap->flags = (uint16_t)((gap->flags & ~GAP_EMERGENCY) | GAP_BREAK);
}

void break_opportunities(struct paragraph *p, struct line_tools *tools)
{
	bool *allowed = western_breaks(p, tools);
	for (size_t i = 1; i < p->box_count; i++)
		judge(p, p->boxes[i].cell, allowed, &p->gaps[i]);
}
