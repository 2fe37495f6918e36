/* flow.h - the vertical list: a piece as strips from top to bottom, before it is cut into pages. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TYPESET_FLOW_H
#define TYPESET_FLOW_H

#include "typeset/counter.h"
#include "typeset/paragraph.h"

/*
 * Everything that stands on a page is a strip: a line, a picture, a row of a
 * table, the padding of a box. A galley is a list of them. Where a galley may be
 * cut is said by a cost on each strip, never by a kind of box, so nothing is
 * unbreakable because somebody forgot to split it: a quote, a list, a code block
 * or a cell is cut between any two of its strips, and a tall row is itself made
 * of several strips.
 *
 * Boxes are the tree above the strips. They own no height; where they are
 * painted follows from the strips that a page got.
 */

/* Costs of ending a page after a strip (typesetting.md 5.3). They add up, so a page that can't be good is the least bad. */
enum {
	COST_KEEP = 100000000,   /* a heading from its text, a caption from its picture */
	COST_AVOID = 10000000,   /* break-inside: avoid; beside a float */
	COST_WIDOW = 100000,     /* fewer lines than orphans or widows ask for */
	COST_LONE_ROW = 20000,   /* one row of a table that is parted from all others */
	COST_ROW = 2000,         /* inside a row of a table; between rows of a small one */
	COST_NOTE = 500,         /* a footnote that goes on overleaf */
	COST_HYPHEN = 300,       /* a word cut by the page's end */
	COST_FLOAT = 50,         /* a picture that moves to the next page */
	COST_SHORT = 100         /* times the square of the lines that are missing */
};

enum { FLOW_DEPTH_MAX = 120 }; /* boxes within boxes; what is deeper is set as one paragraph */

struct box {
	struct box *parent;
	const osp_node *node;          /* NULL: anonymous, makes no structure */
	const struct computed *style;  /* for painting; NULL: nothing to paint */
	osp_len x, width;              /* of the border box, from the galley's left edge */
	uint32_t first, end;           /* its strips */
	uint32_t depth;
	bool is_cloned;                /* its whole frame is painted on each page */
	bool is_begun;                 /* its BEGIN was drawn: on this page of the piece, at this height */
	uint32_t begun_page;
	osp_len begun_y;
	/* The part of it on the page (or in the column) that is drawn now. */
	uint32_t run;
	osp_len top, bottom;
};

enum strip_kind {
	STRIP_SPACE, /* between blocks; vanishes where a page ends */
	STRIP_EDGE,  /* padding, borders, space that stays */
	STRIP_LINE,
	STRIP_IMAGE,
	STRIP_ROW    /* a row of a table, or a part of a tall one */
};

struct galley { struct strip *strips; uint32_t count, capacity; struct box *root; };

/* Text set before a line, outside of it: the number of a list's item. */
struct marker {
	const char *text;
	const struct computed *style;
	const osp_node *node;
	osp_len x;
	struct box *box;               /* of an element that stands beside the line (a term); NULL for what a sheet generates */
	struct marker *next;
};
/* The end of a line in a list of contents: dots, and the number of a page. */
struct leader { const char *pattern, *text; const struct computed *style; osp_len right; const osp_node *node; };
/* A picture, or the frame of one that is missing. */
struct picture {
	const osp_node *node;
	const osp_asset *asset;
	osp_len width, height;
	const struct computed *style;
	char **alt_lines;
	uint32_t alt_count;
	const char *barcode;           /* thirteen digits: bars instead of a picture */
};
struct side_float { struct picture *picture; struct box *box; osp_len x; struct side_float *next; };
/* What stands again at the head of a page where a table goes on. */
struct table_head {
	const struct galley *galley;
	uint32_t first, end;
	osp_len height, label_height;
	const char *label;             /* 续表 */
	const struct computed *label_style;
	osp_len label_x, label_width;
	uint32_t body;                 /* the first strip after it: no repetition there */
};
struct cell {
	struct box *box;
	struct galley galley;
	osp_len x, width;              /* of the border box, from the row's galley edge */
	osp_len inner_x;               /* of the content */
	osp_len top;                   /* from the row's top to the first strip */
	osp_len height;                /* of the strips */
	osp_len span_height;           /* of the painted box when it spans rows, 0 = as the row */
	const struct computed *frame;  /* what is painted, NULL = nothing */
	bool collapses;                /* borders lie half outside, upon the neighbours' */
};
struct cell_part { struct cell *cell; uint32_t first, end; osp_len top; };
struct row_part { struct cell_part *parts; uint32_t count; bool is_first, is_last; const void *row; /* the same for all parts of one row */ };

/* What few strips have. */
struct strip_extra {
	struct marker *markers;
	struct leader *leader;
	struct side_float *floats;
	const struct table_head *head;
	const char *page;              /* the named page from here on */
	enum page_break force;         /* a new page before this strip, whatever it costs */
	bool keeps_order;              /* on a movable group's first strip: it has words of the author's, which text must not pass */
	osp_len figure_margin;         /* on a movable group's first strip: the space that goes along when it moves */
};

struct strip {
	uint8_t kind;
	osp_len height;
	osp_len x;                     /* left edge of the content box, from the galley's */
	int32_t cost;                  /* of a page that ends after it */
	uint32_t notes_end;            /* strips of the notes' galley that belong to all strips up to here */
	uint32_t notes_least;          /* how many of them must stand on this page at least */
	uint32_t figure;               /* number of the movable group that it belongs to, 0 = none */
	uint8_t float_kind;            /* FLOAT_TOP, FLOAT_BOTTOM: where on the page the group stands; FLOAT_NONE: where it is */
	struct box *box;
	union {
		struct { const struct line *line; } text;
		struct picture *picture;
		struct row_part *row;
	} as;
	struct strip_extra *extra;
};

/* What one piece is while it is laid out. One thread works on it at a time. */
struct string_value { const char *name, *text; const struct box *box; };
struct bookmark { const char *title; int level; const struct box *box; };
/* The same once it is drawn, when boxes are gone. */
struct drawn_bookmark { const char *title; int level; const osp_node *node; uint32_t page; osp_len y; };
struct named_box { const char *id; const struct box *box; const osp_node *node; struct counters counters; };
/* Where an id is, as of the numbering before: the labels of its first and last page. Those of `unknown` stand in the first round. */
struct target { const char *label, *last_label; uint32_t number; const osp_node *node; struct counters counters; };

struct piece_layout {
	const struct layout *layout;
	struct arena *arena;           /* of the layout: strips, boxes, lines; gone when the piece is drawn */
	struct arena *scratch;         /* of paragraphs until they are lines, of states until they are pages */
	struct arena *kept;            /* of what pages are made of; lives as long as the job */
	const osp_piece *piece;
	const struct computed *style;  /* of its root */
	const char *page_name;
	osp_len width, page_height;    /* of the text area of an ordinary page */
	struct counters counters;
	struct galley body, notes;
	uint32_t figure_count;
	struct string_value *strings;
	size_t string_count, string_capacity;
	struct bookmark *bookmarks;
	size_t bookmark_count, bookmark_capacity;
	struct drawn_bookmark *drawn;
	size_t drawn_count;
	struct named_box *ids;
	size_t id_count, id_capacity;
	const struct box *latest_box;  /* the block begun last */
	const osp_node **placed_notes;
	size_t placed_count, placed_capacity;
	/* target-counter(): page labels as known from the round before. */
	const struct target *(*target)(void *closure, const char *id);
	osp_len (*page_width)(void *closure, const char *page); /* of the text on a page of this name */
	void *closure;
	uint32_t target_asks, context_asks; /* how often page numbers were asked for, and counters and strings */
	struct late_text *late;        /* paragraphs that asked for page numbers */
	size_t late_count, late_capacity;
	uint32_t late_asks;            /* how often all of them did */
	struct leader *leader;         /* set by resolving, taken by the paragraph */
	struct measured *measured;     /* paragraphs of cells, shaped when columns were measured */
	size_t measured_count, measured_capacity, measured_taken;
	struct band *bands;            /* where the number of columns changes; the first begins with strip 0 */
	uint32_t band_count, band_capacity;
	struct cut *cuts;              /* the columns of the pages */
	uint32_t cut_count, cut_capacity;
	uint32_t *page_cuts;           /* the first column of each page, and behind the last page */
	uint32_t page_count;
	uint32_t run;                  /* of drawing, see struct box */
};

/* A stretch of the galley that is set in this many columns, each with its footnotes. */
struct band { uint32_t first, columns; osp_len width, gap; const struct border *rule; };

/* One column's share of the strips; most pages have one column. */
struct cut {
	uint32_t first, end;           /* of the body's galley */
	uint32_t skip_first, skip_end; /* a picture that waits for the next page */
	uint32_t figure_first, figure_end; /* the picture that waited; it stands on top */
	uint32_t notes_first, notes_end;
	enum page_break force;         /* how the page before ended */
	const char *page;              /* the named page */
	bool is_new_page;
	uint32_t ordinal;              /* of its page in the piece */
	osp_len x;                     /* from the left edge of the page's text */
	osp_len top, bottom;           /* from the top of the page's text: where strips begin, where notes end */
	osp_len width;                 /* of the column */
	const struct border *rule;     /* between it and the one before it on the page; NULL = none */
	osp_len rule_end;              /* from the top of the page's text: where the longest column of its band ends */
};

/* A galley while it is filled. Margins wait until something follows them: that is how they collapse. */
struct float_room { bool is_set; osp_len top, bottom, width; };
struct flow {
	struct piece_layout *piece;
	struct galley *galley;
	struct box *box;
	osp_len x, width;              /* content box of the current box */
	osp_len y;                     /* height so far */
	osp_len grid, off;             /* line-snap: the step, and how far the galley is from it; 0 = no grid */
	osp_len margin_up, margin_down;/* the greatest positive and negative margin that wait */
	bool drops_first_margin;       /* cells and notes begin with their text */
	uint32_t depth;
	enum page_break force;
	const char *page, *current_page;
	struct marker *markers;        /* wait for the next line */
	struct side_float *floats;
	struct float_room left, right;
	const struct table_head *head;
	uint32_t figure;
	uint8_t float_kind;            /* of the movable group */
	uint32_t columns;              /* 0 or 1: the whole width */
	osp_len column_width, column_gap, span_x, span_width; /* of the element that is set in columns */
	const struct border *column_rule;
	const char *inside_marker;     /* list-style-position: inside, waits for the next paragraph */
};

/* A row of siblings that make one paragraph, with what the sheet puts around them. */
struct inline_run {
	const osp_node *first, *last;
	const struct content *before, *after;
	const char *marker;
};

void flow_init(struct flow *flow, struct piece_layout *piece, struct galley *galley, struct box *root, osp_len width);
void flow_margin(struct flow *flow, osp_len margin);
/* Sets the margins that wait as white space. */
void flow_settle(struct flow *flow);
struct strip *flow_strip(struct flow *flow, enum strip_kind kind, osp_len height);
struct strip_extra *strip_extra(struct flow *flow, struct strip *strip);
struct strip_extra *strip_extra_of(struct piece_layout *piece, struct strip *strip);
/* A break after the last strip costs at least this. */
void flow_keep(struct flow *flow, int32_t cost);
struct box *flow_box_new(struct flow *flow, const osp_node *node, const struct computed *style);
osp_len length_resolve(struct length length, osp_len base, osp_len automatic);

/* ---- block.c: an element with all that belongs to it ---- */

void block_node(struct flow *flow, const osp_node *node, const struct computed *style);
void block_children(struct flow *flow, const osp_node *parent, const struct computed *style);
void block_paragraph(struct flow *flow, const osp_node *block, const struct computed *style, const struct inline_run *run);
/* Opens an element's box: margins, borders, padding, counters, strings; and closes it. */
struct block_state { osp_len x, width; struct box *box; uint32_t first; enum page_break after; const char *page; };
struct block_state block_open(struct flow *flow, const osp_node *node, const struct computed *style);
void block_close(struct flow *flow, const osp_node *node, const struct computed *style, const struct block_state *state);
bool block_is_inline(const osp_node *node, const struct computed *style);
/* A picture that stands as a block of its own though its display is inline. */
bool block_is_picture(const osp_node *node, const osp_node *parent);
/* Border and padding of one side. */
osp_len block_edge(const struct computed *style, int side, osp_len base);
const struct computed *node_style(const struct flow *flow, const osp_node *node);
/* The content of ::before or ::after, NULL if there is none. */
const struct content *pseudo_content(const struct flow *flow, const osp_node *node, osp_pseudo which);
bool run_is_white(const osp_node *first, const osp_node *last);

/* The lines of a paragraph; those of one with a leader leave room for the number behind it. */
struct paragraph_lines block_lines(struct piece_layout *piece, struct paragraph *paragraph, const struct computed *style, osp_len x,
                                   struct leader *leader, struct break_options *options);

/* ---- late.c ---- */
struct late_mark { uint32_t targets, contexts; };
/* Around the shaping of a paragraph whose lines are the last strips of the galley then: notes it when it names pages. */
struct late_mark late_begin(const struct piece_layout *piece);
void late_end(struct flow *flow, const struct late_mark *mark, const osp_node *block, const struct computed *style, const struct inline_run *run,
              uint32_t lines);
/* Sets them again with the pages of now. False when the piece must be laid out again. */
bool late_refresh(struct piece_layout *piece);

/* ---- columns.c ---- */
struct columns_state { uint32_t columns; osp_len x, width; };
/* The content of an element goes on in columns, as its style wants; in the whole width for one that spans them. */
struct columns_state columns_open(struct flow *flow, const struct computed *style);
struct columns_state columns_span(struct flow *flow);
void columns_close(struct flow *flow, const struct columns_state *state);

/* ---- list.c ---- */
void list_open(struct flow *flow, const osp_node *list, const struct computed *style);
void list_item_open(struct flow *flow, const osp_node *item, const struct computed *style);

/* ---- figure.c ---- */
void figure_image(struct flow *flow, const osp_node *img, const struct computed *style);
void figure_float(struct flow *flow, const osp_node *img, const struct computed *style);
/* Goes below all floats. */
void figure_clear(struct flow *flow);

/* Text that floats to the left: it is set beside the first line of what follows. False when it is too long or too much for that. */
bool figure_side_text(struct flow *flow, const osp_node *node, const struct computed *style);
/* Bars, when the element has a number for them (data-ean). */
void figure_barcode(struct flow *flow, const osp_node *node, const struct computed *style);

/* ---- barcode.c ---- */
bool barcode_open(const osp_node *node, struct picture *picture);
/* The modules of an EAN-13: 95 of '0' and '1'. */
void barcode_bits(const char *digits, char bits[96]);

/* ---- table.c, table_measure.c ---- */
void table_node(struct flow *flow, const osp_node *table, const struct computed *style);
/* The paragraph that measuring made, NULL when it made none. */
struct paragraph *measured_take(struct piece_layout *piece, const osp_node *block, const struct inline_run *run);

/* ---- footnote.c ---- */
void footnote_anchor(struct flow *flow, const struct line_note *notes, size_t count);
bool footnote_is_placed(const struct piece_layout *piece, const osp_node *note);
/* Whether all notes of a section stand at the feet of pages, so that it is left out. */
bool footnote_all_placed(const struct piece_layout *piece, const osp_node *section);
/* How many strips of the notes must stand on the page of the mark, when those from `first` on were added for it. */
uint32_t footnote_least(const struct piece_layout *piece, uint32_t first);

#endif
