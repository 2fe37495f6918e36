/* lines.h - what a paragraph is made of, between collecting and drawing. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TYPESET_LINES_H
#define TYPESET_LINES_H

#include "typeset/classes.h"
#include "typeset/line_tools.h"
#include "typeset/paragraph.h"

/*
 * A paragraph goes through five shapes, each an array of its own:
 *
 *   cells    one character each, with where it came from       collect.c, then itemize.c (language), spaces.c
 *   boxes    clusters with their glyphs and a width            shape.c
 *   gaps     what lies before each box: glue, penalty          gaps.c (gap 0 is the paragraph's start, gap n its end)
 *   breaks   the gaps where lines end                          linebreak.c
 *   lines    the result, as draw items                         paragraph.c, line_draw.c
 *
 * The model of Chinese marks (typesetting.md 1.3): a mark is a body of half an
 * em, and its blank half is part of the gap beside it. A break drops its gap,
 * so line-end and line-start trimming (GB/T 15834-2011 5.1.10) need no code.
 */

enum {
	CELL_ZH = 1,           /* set as Chinese: decides the font of marks and their box */
	CELL_CODE = 2,         /* within code: no gaps, no quotes, no hyphens */
	CELL_PRE = 4,          /* white space is kept */
	CELL_SUPER = 8,        /* raised or lowered */
	CELL_NEWLINE = 16,     /* a space that was a soft line break */
	CELL_JOIN = 32,        /* no break before it (U+2060, U+00A0) */
	CELL_MAY_BREAK = 64,   /* a break before it is fine (U+200B, wbr) */
	CELL_SOFT_HYPHEN = 128,/* U+00AD stood before it */
	CELL_AFTER_SPACE = 256,/* a source space before it was dropped: a gap does its work */
	CELL_URL = 512,        /* part of an address */
	CELL_NOWRAP = 1024,
	CELL_EMOJI = 2048,     /* emoji presentation was asked for or is the default */
	CELL_MARK_LINK = 4096  /* a citation or footnote mark */
};

struct cell {
	uint32_t codepoint;
	uint32_t at;       /* in the paragraph's text */
	uint32_t source;   /* byte in the text node */
	uint32_t leaf;
	uint16_t flags;
	uint8_t class;     /* enum char_class */
};

/* Two Han of running text: most pairs of a Chinese volume, and few rules speak of them. */
static inline bool cells_are_plain_han(const struct cell *before, const struct cell *after)
{
	return char_is_basic_han(before->codepoint) && char_is_basic_han(after->codepoint) && ((before->flags | after->flags) & ~CELL_ZH) == 0;
}

/* An inline element; elements[0] is the block itself. */
struct element {
	const osp_node *node;
	const struct computed *style;
	uint32_t parent, depth;
	uint32_t first, end;   /* cells */
	bool is_structure;     /* BEGIN and END are drawn for it */
	uint16_t flags;        /* of all cells in it */
	osp_len raise;
	osp_len lead, trail;   /* padding, border and margin beside its text */
};

/* A piece of text of one style: a text node, generated content, a picture. */
struct leaf {
	const osp_node *node;  /* the text, or the element that it was generated for */
	const struct computed *style;
	uint32_t element;
	bool is_generated;
	osp_len raise;
	struct font_stack *stacks[3];
};

struct picture { const osp_node *node; uint32_t cell; osp_len width, height; };

struct set_glyph { uint32_t id; osp_len x, y, advance; };

enum { BOX_PLACEHOLDER = 0xFFFF, BOX_PICTURE = 0xFFFE, BOX_BLANK = 0xFFFD };
struct box {
	uint32_t cell, glyph;
	uint16_t glyph_count;
	uint16_t font;         /* index in the set, or one of the above */
	osp_len width;
	osp_len shift;         /* where its glyphs begin, from its left edge */
};

enum stretch_class { STRETCH_NONE, STRETCH_SPACE, STRETCH_LATIN, STRETCH_HAN, STRETCH_CLASSES };
enum shrink_class { SHRINK_NONE, SHRINK_SPACE, SHRINK_BRACKET, SHRINK_COMMA, SHRINK_LATIN, SHRINK_STOP, SHRINK_CLASSES };
enum {
	GAP_BREAK = 1,         /* a line may end here */
	GAP_FORCED = 2,        /* a line must end here */
	GAP_SPACE = 4,         /* a space of the text lies in it: cell before the box's */
	GAP_HYPHEN = 8,        /* a break draws a hyphen */
	GAP_HYPHENATE = 16,    /* only when hyphenation is on */
	GAP_EMERGENCY = 32,    /* only when nothing else is left */
	GAP_MARK_BEFORE = 64,  /* a comma or stop stands before it: may hang */
	GAP_SEAM = 256,        /* with GAP_EMERGENCY: less bad than others, before a line is torn apart */
	GAP_LATE = 1024,       /* with GAP_EMERGENCY: a dash behind it would open a line */
	GAP_CENTRED = 512,     /* a Traditional mark stands before it, in the middle of its cell: a line's end keeps the cell's right quarter */
	GAP_ADDRESS = 2048,    /* at a joint of an address or of code: the line before it may stay short */
	GAP_HUMP = 128         /* between the parts of a name like OpenTelemetry: before a Chinese line is torn apart */
};
struct gap {
	osp_len natural;
	osp_len stretch, shrink;
	int16_t penalty;
	uint16_t flags;
	uint8_t stretch_class, shrink_class;
};

/* A first letter that floats (CSS ::first-letter): it stands at the beginning of the first line, sunk, and lines beside it make room. */
enum { CAP_LINES_MAX = 10 };
struct cap {
	uint32_t lines;        /* how many stand beside it; 0: there is none */
	uint32_t leaf;         /* it has all up to this one */
	uint32_t end_box;
	osp_len width;
};

struct paragraph {
	const struct layout *layout;
	struct arena *arena;
	const osp_node *block;
	const struct computed *style;
	osp_len em;
	bool is_zh;            /* the text's own language, not the attribute's */
	bool has_pre;
	bool has_tall;         /* pictures, or text larger than the block's: lines differ in height */
	bool is_balanced;      /* headings: lines of equal length */
	bool was_overfull;     /* said already */
	bool has_patterns;     /* hyphenation points were looked up */
	struct cell *cells;
	size_t cell_count;
	char *text;
	size_t text_len;
	struct element *elements;
	size_t element_count;
	struct leaf *leaves;
	size_t leaf_count;
	struct picture *pictures;
	size_t picture_count;
	struct line_note *notes;
	uint32_t *note_cells;
	size_t note_count;
	struct box *boxes;
	struct gap *gaps;      /* box_count + 1 */
	size_t box_count;
	struct set_glyph *glyphs;
	size_t glyph_count;
	osp_len hyphen_width;
	struct cap cap;
};

/* What collecting hands on: grows in scratch memory. */
struct collector {
	struct paragraph *paragraph;
	const struct paragraph_options *options;
	struct arena *scratch;
	struct cell *cells;
	size_t cell_count, cell_capacity;
	size_t element_capacity, leaf_capacity, picture_capacity, note_capacity;
	uint16_t pending;      /* CELL_JOIN, CELL_MAY_BREAK, CELL_SOFT_HYPHEN for the next cell */
	const osp_node *letter_at, *letter_of; /* where the first letter stands, until it was set; the block that has a style for it */
};

void collect_inline(struct collector *collector, const osp_node *first, const osp_node *last);
void collect_string(struct collector *collector, const char *text);
/* letter.c: finds the first letter of a paragraph that begins with this node, if it has a style of its own. */
void letter_find(struct collector *collector, const osp_node *first);
/* The letter's element was made: sinks it if it floats and nothing stands before it. */
bool letter_sink(struct collector *collector, uint32_t element);
/* Shaped: nothing gives way in a sunk letter or behind it. */
void letter_settle(struct paragraph *paragraph);
/* Where there is no room for it, it stands in its line like any other text. */
void letter_raise(struct paragraph *paragraph);
static inline bool letter_is_sunk(const struct paragraph *paragraph, uint32_t leaf)
{
	return paragraph->cap.lines > 0 && leaf <= paragraph->cap.leaf;
}
/* The same style with its text and its lines at `scale` (paragraph.h), in `arena`. */
const struct computed *style_scaled(struct arena *arena, const struct computed *style, uint32_t scale);

/* Finds the language of the text and makes every ambiguous mark Chinese or Western. */
void itemize_language(struct paragraph *paragraph, struct cell *cells, size_t count);
/* Drops the spaces that are not set, writes the text, and moves the cells into the paragraph. */
void settle_spaces(struct paragraph *paragraph, struct arena *scratch, struct cell *cells, size_t count);
/* Marks emoji sequences so that each stays one cluster. */
void emoji_mark(struct cell *cells, size_t count);
void urls_mark(struct paragraph *paragraph);

void shape_paragraph(struct paragraph *paragraph, struct line_tools *tools);
/* Shapes one string in a font: the hyphen, dots of leaders. Width in lengths; glyphs are appended. */
osp_len shape_width(const struct font *font, osp_len size, uint32_t codepoint);
const struct font *shape_font(const struct paragraph *paragraph, const struct leaf *leaf, enum font_role role, uint32_t codepoint);
static inline osp_len shape_scale(int32_t units, osp_len size, uint16_t upem)
{
	int64_t product = (int64_t)units * size;
	return (osp_len)((product >= 0 ? product + upem / 2 : product - upem / 2) / upem);
}

void make_gaps(struct paragraph *paragraph, struct line_tools *tools);
/* Fills GAP_BREAK and penalties between Western characters. */
void break_opportunities(struct paragraph *paragraph, struct line_tools *tools);
void hyphenate(struct paragraph *paragraph, struct line_tools *tools);

/* What a line keeps of the gap that it ends at: half a cell would be GB/T 15834's way, which Traditional text does not follow. */
static inline osp_len gap_tail(const struct paragraph *p, size_t at)
{
	return (p->gaps[at].flags & GAP_CENTRED) != 0 ? p->em / 4 : 0;
}

/* One line as chosen: boxes [first, end). */
struct chosen { uint32_t first, end; osp_len indent; bool is_hyphenated, is_hung; };
struct break_request {
	osp_len width, first_indent, hanging_indent;
	void (*room)(void *closure, size_t line, osp_len *ret_left, osp_len *ret_right);
	void *closure;
	bool is_ragged;
	int looseness;
	uint32_t first_line;   /* how many lines stand above, for `room` */
	size_t first_box;
	size_t end_box;
};
/* Appends the lines of boxes [first_box, end_box). */
struct chosen_list { struct chosen *lines; size_t count, capacity; struct arena *arena; };
void choose_breaks(struct paragraph *paragraph, const struct break_request *request, struct line_tools *tools, struct chosen_list *list);

/* Where everything of a line stands, until it is composed. */
struct line_content {
	uint32_t first, end;
	osp_len indent;        /* from the content box's left edge */
	osp_len *gaps;         /* [i - first]: what the gap before box i became; [0] is 0 */
	bool is_hyphenated;
	bool is_wrapped;       /* code that goes on from the line above, where the author has no line end */
};
/* Sets the gaps of a line to fill `room`; returns the width that it got. */
osp_len justify_line(const struct paragraph *paragraph, uint32_t first, uint32_t end, osp_len room, bool is_justified, osp_len *gaps);
/* Draws a line whose box begins at x and whose baseline is at y. Glyphs and texts go to `kept`. */
void line_compose(const struct paragraph *paragraph, const struct line_content *content, osp_len x, osp_len y, struct arena *scratch,
                  struct arena *kept, struct item_list *list);
/* The width of boxes [first, end) on a line, unjustified. */
osp_len natural_width(const struct paragraph *paragraph, uint32_t first, uint32_t end);

#endif
