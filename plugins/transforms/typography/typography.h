/* typography.h - what the files of this plugin share: a line of characters that rules change in place. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TYPOGRAPHY_H
#define TYPOGRAPHY_H

#include "tree/tree.h"

/* Which rules run: the plugin's options. */
struct rules {
	bool ellipses, dashes, marks, spaces, line_breaks, full_width_letters, radicals, quotes, emphasis, list;
};

/*
 * One character of a run. Rules write another one into it, double it or take it
 * away; neighbours are found by index, so a rule never scans: `before` and `after`,
 * of characters that are of a kind, are the nearest that are no space, -1 if there are none.
 */
struct cell {
	uint32_t c;
	uint32_t offset;     /* byte in the run's text */
	int32_t before, after;
	uint8_t count;       /* 0: gone, 2: twice */
	bool fixed;          /* URL, code, line break: not to be changed */
	bool changed;
	bool space_before, space_after;
};

/* What rules look for. A rule is not asked about a line that has none of it. */
enum kind {
	KIND_SLASH = 1 << 0, KIND_FULL_LETTER = 1 << 1, KIND_RADICAL = 1 << 2, KIND_BREAK = 1 << 3, KIND_DOT = 1 << 4, KIND_DASH = 1 << 5,
	KIND_BRACKET = 1 << 6, KIND_MARK = 1 << 7, KIND_STOP = 1 << 8, KIND_STRAIGHT = 1 << 9, KIND_CURLY = 1 << 10, KIND_SPACE = 1 << 11
};

struct line {
	struct cell *cells;
	size_t count, capacity;
	uint32_t *marked;    /* the indexes of those that are of a kind, in order: a rule looks at no other */
	size_t marked_count;
	uint32_t kinds;      /* of all characters that stand in it, or stood in it */
	bool is_linked;      /* no character changed since its neighbours were looked for */
	bool is_changed;     /* a rule wrote something */
	bool chinese;        /* the text's language */
	bool reference;      /* an entry of the reference list: GB/T 7714 sets half-width marks with a space behind them */
};

/* Looks for the neighbours again, if characters changed: before a rule asks. */
void line_link(struct line *line);
void line_put(struct line *line, size_t index, uint32_t c, uint8_t count);
/* Puts the characters of a piece behind the last; `text` is the run's. There is room. */
void line_add(struct line *line, const char *text, const struct run_piece *piece);
/* U+FFFD behind the ends, so that tests need no guard. */
uint32_t line_at(const struct line *line, int64_t index);
static inline uint32_t line_before(const struct line *line, size_t index) { return line_at(line, line->cells[index].before); }
static inline uint32_t line_after(const struct line *line, size_t index) { return line_at(line, line->cells[index].after); }

/* Whether one of the characters from `first` to before `end` is Han. */
bool line_has_han(const struct line *line, size_t first, size_t end);

/* Han, or a full-width mark that only Chinese uses. */
bool is_wide(uint32_t c);
bool is_wide_mark(uint32_t c);
bool is_line_space(uint32_t c);

void rule_protect_urls(struct line *line);
void rule_full_width_letters(struct line *line);
void rule_line_breaks(struct line *line);
void rule_ellipses(struct line *line);
void rule_dashes(struct line *line);
void rule_marks(struct line *line);
void rule_stops(struct line *line);
void rule_radicals(struct line *line);
void rule_brackets(struct line *line);
void rule_quotes(struct line *line);
void rule_spaces(struct line *line);
/* Gives em, i, cite, dfn and var the class `han` where they hold Han. */
void emphasis_mark(osp_node *root);
/* The index of a quote without a partner, -1 when all have one. */
int64_t line_unpaired(const struct line *line);

#endif
