/* paragraph.h - inline content to lines: collect, shape once, break, draw. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TYPESET_PARAGRAPH_H
#define TYPESET_PARAGRAPH_H

#include "typeset/font.h"

/*
 * The contract between lines (paragraph.c, items.c, shape.c, linebreak.c,
 * justify.c, line_draw.c) and blocks (flow, table, page). A paragraph is the
 * inline content of one block: everything from `first` to `last` (siblings,
 * inclusive) and below. It is shaped once; it may be broken several times for
 * different widths.
 *
 * A paragraph's own memory comes from `arena` and is not needed when its lines
 * are made: these hold what will be drawn, in a quarter of the room.
 */
struct arena;
struct layout { /* what every part of one layout run shares; const while articles are laid out in parallel */
	osp_job *job;
	osp_style *style;
	struct font_set *fonts;
	const osp_volume *volume;
};

struct paragraph_options {
	const char *marker;            /* text set before the first line (outside list markers are the block's business), may be NULL */
	const struct content *before, *after; /* generated content of the block itself; resolved by `resolve`; may be NULL */
	/* Turns generated content into text (counters, strings, attr, target-counter). Result in the layout's memory. */
	const char *(*resolve)(void *closure, const struct content *content, const osp_node *node);
	void *closure;
	uint32_t scale;                /* of all sizes, in PARAGRAPH_SCALE_UNIT; 0 = as the styles say */
};
enum { PARAGRAPH_SCALE_UNIT = 1024 };

struct paragraph;
/* NULL when there is nothing to set (only white space). */
struct paragraph *paragraph_new(const struct layout *layout, struct arena *arena, const osp_node *block, const struct computed *style,
                                const osp_node *first, const osp_node *last, const struct paragraph_options *options);

/* For table columns: the widest unbreakable part, the same with names and addresses whole, and the width on one line. */
struct text_widths { osp_len least, whole, most; };
struct text_widths paragraph_widths(const struct paragraph *paragraph);

/* The scale at which a drawing made of characters has room; PARAGRAPH_SCALE_UNIT when it has, can't have, or is none. */
uint32_t paragraph_drawing_scale(const struct paragraph *paragraph, osp_len room);

/* Lines. Positions are relative: x to the left edge of the block's content box, y of the baseline to the top of the first line box. */
struct line_note { const osp_node *mark; const osp_node *note; };   /* a footnote mark in this line, and the aside it leads to */
struct line {
	osp_len baseline;       /* from the top of this line's box */
	osp_len height;         /* line-height; the sum of heights is the paragraph's */
	osp_len x, width;       /* ink extent as set */
	const osp_node *first_node; size_t first_offset; /* where the line begins in the tree */
	const struct line_note *notes; size_t note_count;
	bool is_hyphenated;
	bool is_last;           /* of the paragraph, or before a hard break */
	uint32_t first_box, end_box; /* of the paragraph */
	const osp_item *items;  /* what is drawn, from the upper left corner of its box */
	size_t item_count;
};
struct paragraph_lines {
	struct line *lines;
	size_t count;
	size_t beside_cap;      /* how many lines a sunk first letter is as high as */
	osp_len height;
};

struct break_options {
	osp_len width;          /* of the content box */
	/* Room that floats take from a line, by its number; may be NULL. */
	void (*room)(void *closure, size_t line, osp_len *ret_left, osp_len *ret_right);
	void *closure;
	int looseness;          /* try for this many lines more or fewer; 0 = optimal */
	bool is_continuation;   /* no first-line indent */
	struct arena *kept;     /* of glyphs and texts, which pages will point to; NULL = the lines' own */
};
/* Breaks, justifies and composes: lines are in `arena`. Overfull lines are reported (typeset/overfull) once. */
struct paragraph_lines paragraph_break(struct paragraph *paragraph, struct arena *arena, const struct break_options *options);

/* A growing list of draw items, in page coordinates when finished. */
struct item_list { osp_item *items; size_t count, capacity; struct arena *arena; };
osp_item *item_list_add(struct item_list *list, osp_item_kind kind);

/*
 * Draws one line with its box's upper left corner at (x, y): glyph runs, inline
 * backgrounds and decorations, inline pictures, links, anchors (ids of inline
 * elements), and BEGIN/END of the inline elements that matter for structure
 * (a, em, strong, code, span with another lang, img). The block's own BEGIN/END
 * is the caller's.
 */
void line_draw(const struct line *line, osp_len x, osp_len y, struct item_list *list);

/* A short text in one style on one line: folios, running heads, list markers, leaders. Returns its width; draws when list is not NULL,
 * which is in another arena: what is taken from `arena` is given back. */
osp_len text_line(const struct layout *layout, struct arena *arena, const struct computed *style, const char *lang, const char *text,
                  osp_len x, osp_len baseline, struct item_list *list);

/* Distance from the top of a line box to the baseline for this style (half-leading model on the Han box 0.88/0.12 em). */
osp_len style_baseline(const struct computed *style);

#endif
