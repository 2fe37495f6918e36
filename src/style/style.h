/* style.h - computed style as the typesetter asks for it: typed, integer lengths. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STYLE_STYLE_H
#define STYLE_STYLE_H

#include <ospopress/pages.h>
#include <ospopress/style.h>

/* A length as far as it can be known without layout. */
typedef enum length_kind { LENGTH_AUTO = 0, LENGTH_FIXED = 1, LENGTH_PERCENT = 2, LENGTH_NONE = 3 } length_kind;
struct length {
	length_kind kind;
	osp_len value; /* FIXED: 1/1024 pt; PERCENT: 1/1024 of a percent */
};

enum { SIDE_TOP = 0, SIDE_RIGHT = 1, SIDE_BOTTOM = 2, SIDE_LEFT = 3 };

enum display {
	DISPLAY_INLINE, DISPLAY_BLOCK, DISPLAY_LIST_ITEM, DISPLAY_TABLE, DISPLAY_ROW_GROUP, DISPLAY_HEADER_GROUP,
	DISPLAY_FOOTER_GROUP, DISPLAY_ROW, DISPLAY_CELL, DISPLAY_CAPTION, DISPLAY_INLINE_BLOCK, DISPLAY_NONE, DISPLAY_OTHER
};
enum text_align { ALIGN_START, ALIGN_END, ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTER, ALIGN_JUSTIFY };
enum vertical_align { VALIGN_BASELINE, VALIGN_SUB, VALIGN_SUPER, VALIGN_TOP, VALIGN_MIDDLE, VALIGN_BOTTOM, VALIGN_LENGTH };
enum white_space { WS_NORMAL, WS_PRE, WS_NOWRAP, WS_PRE_WRAP, WS_PRE_LINE };
enum line_style { LINE_NONE, LINE_SOLID, LINE_DASHED, LINE_DOTTED, LINE_DOUBLE };
enum page_break { BREAK_AUTO, BREAK_ALWAYS, BREAK_AVOID, BREAK_LEFT, BREAK_RIGHT, BREAK_COLUMN };
enum float_kind { FLOAT_NONE, FLOAT_LEFT, FLOAT_RIGHT, FLOAT_FOOTNOTE, FLOAT_TOP, FLOAT_BOTTOM };
enum text_spacing { SPACING_QUANJIAO, SPACING_KAIMING, SPACING_BANJIAO, SPACING_PLAIN };
enum line_break_level { LINE_BREAK_NORMAL, LINE_BREAK_LOOSE, LINE_BREAK_STRICT };
enum text_justify { JUSTIFY_AUTO, JUSTIFY_NONE, JUSTIFY_WORDS, JUSTIFY_CHARACTERS };
enum cjk_latin { CJK_LATIN_QUARTER, CJK_LATIN_EIGHTH, CJK_LATIN_SPACE, CJK_LATIN_NONE };
enum text_transform { TRANSFORM_NONE, TRANSFORM_UPPERCASE, TRANSFORM_LOWERCASE, TRANSFORM_CAPITALIZE };
enum { DECORATION_UNDERLINE = 1, DECORATION_LINE_THROUGH = 2, DECORATION_OVERLINE = 4 };

struct border { osp_len width; enum line_style style; osp_color color; };

/* One part of a `content`, `string-set` value. */
enum content_kind { CONTENT_TEXT, CONTENT_ATTR, CONTENT_COUNTER, CONTENT_STRING, CONTENT_TARGET_COUNTER, CONTENT_LEADER, CONTENT_ELEMENT_TEXT, CONTENT_TARGET_TEXT };
struct content_part {
	enum content_kind kind;
	const char *text;  /* TEXT, LEADER: the text; ATTR: attribute; COUNTER, STRING, TARGET_COUNTER: the name; ELEMENT_TEXT: "text", "before", "after" */
	const char *style; /* COUNTER, TARGET_COUNTER: list style ("decimal", "lower-roman", "cjk-decimal", ...) */
	const char *target;/* TARGET_COUNTER, TARGET_TEXT: attribute that holds "#id" */
	const char *which; /* STRING: "first", "last", "start", "first-except" */
	const char *separator; /* COUNTER: between the numbers of counters(); NULL for counter() */
};
struct content { const struct content_part *parts; size_t count; bool is_none; /* none or normal */ };

struct counter_change { const char *name; int value; };
struct string_set { const char *name; struct content content; };

/* Everything that layout wants to know about a node; lengths computed, em and rem resolved. Shared between nodes, never changed. */
struct computed {
	enum display display;
	/* text */
	const char *const *families;  /* NULL-terminated; "serif", "sans-serif", "monospace", "cursive" = generic */
	osp_len font_size;
	uint16_t weight;
	bool italic;
	bool small_caps;
	osp_color color;
	osp_len line_height;          /* distance of baselines; `normal` is computed to 1.2 em */
	osp_len letter_spacing, word_spacing;
	enum text_align align, align_last; /* align_last: ALIGN_START = auto */
	struct length indent;
	enum white_space white_space;
	enum text_transform transform;
	uint8_t decoration;           /* of this node, not of its ancestors */
	osp_color decoration_color;
	enum vertical_align valign;
	struct length valign_length;  /* raise for VALIGN_LENGTH */
	bool hyphenate;               /* hyphens: auto */
	bool break_anywhere;          /* overflow-wrap: anywhere | word-break: break-all */
	enum text_spacing spacing;    /* text-spacing: quanjiao (default) | kaiming | banjiao | plain */
	bool cjk_latin_gap;           /* text-autospace: normal (default) | no-autospace; and cjk-latin is not none */
	enum cjk_latin cjk_latin;     /* how wide that gap is: cjk-latin: quarter (default) | eighth | space | none */
	enum line_break_level line_break; /* may a dash or an ellipsis open a line? */
	enum text_justify text_justify;
	bool hanging;                 /* hanging-punctuation: allow-end | none (default) */
	bool emphasis_dots;           /* text-emphasis: dot */
	bool tabular_figures;
	bool fills_page;              /* object-fit: cover, on a picture that is alone on its page */
	const char *lang;             /* of the node, from the tree */
	/* box */
	struct length margin[4];
	struct length padding[4];
	struct border border[4];
	struct length width, height, min_width, max_width, max_height;
	osp_color background;         /* alpha 0 = none */
	enum float_kind float_kind;
	bool border_collapse;
	osp_len border_spacing;
	/* lists and generated content */
	const char *list_style;       /* "disc", "decimal", "none", "cjk-decimal", ...; a quoted string comes as "\"text\"" */
	bool list_inside;
	struct content content;
	const struct counter_change *counter_reset, *counter_increment; /* name NULL ends */
	const struct string_set *string_set;  /* name NULL ends; may be NULL */
	/* pages */
	enum page_break break_before, break_after, break_inside;
	int orphans, widows;
	const char *page;             /* named page, "" = auto */
	int column_count;             /* 0 = auto */
	osp_len column_gap;
	struct border column_rule;    /* in the middle of each gap */
	bool column_span_all;
	osp_len line_snap;            /* grid step, 0 = none */
	const char *bookmark_label;   /* NULL = not set */
	int bookmark_level;           /* 0 = none; h1..h6 default to 1..6 in the base sheet */
};

/* NULL for a pseudo-element that is not generated. A text has the style of its parent. Thread-safe for different trees. */
const struct computed *style_computed(osp_style *style, const osp_node *node, osp_pseudo pseudo);
/* Whether any rule is for a first letter. */
bool style_has_letters(const osp_style *style);
/* That of a block's first letter, which inherits from the element that its text stands in (CSS Pseudo-Elements 4, 2.2). The block has one. */
const struct computed *style_letter(osp_style *style, const osp_node *block, const osp_node *around);
/* The style of an anonymous box in a node: initial values, inherited ones from the node. */
const struct computed *style_anonymous(osp_style *style, const osp_node *node, enum display display);

/* ---- @page ---- */

enum margin_box {
	BOX_TOP_LEFT_CORNER, BOX_TOP_LEFT, BOX_TOP_CENTER, BOX_TOP_RIGHT, BOX_TOP_RIGHT_CORNER,
	BOX_RIGHT_TOP, BOX_RIGHT_MIDDLE, BOX_RIGHT_BOTTOM,
	BOX_BOTTOM_RIGHT_CORNER, BOX_BOTTOM_RIGHT, BOX_BOTTOM_CENTER, BOX_BOTTOM_LEFT, BOX_BOTTOM_LEFT_CORNER,
	BOX_LEFT_BOTTOM, BOX_LEFT_MIDDLE, BOX_LEFT_TOP, BOX_COUNT
};
struct page_style {
	osp_len width, height;
	osp_len margin[4];
	osp_len bleed;
	unsigned marks;                       /* OSP_MARK_CROP, OSP_MARK_CROSS */
	struct computed area;                 /* of the page context: what margin boxes inherit; padding, border, background of the page */
	const struct computed *box[BOX_COUNT];/* NULL = not generated */
	struct { osp_len max_height; struct border border_top; osp_len padding_top, margin_top; } footnote; /* @footnote */
};
struct page_query { const char *name; bool is_left, is_first, is_blank; };

/* `paper` ("a4", "16k", "b5", "185mm 260mm"; "" = none) is used when no @page rule has a `size`. Cached. */
const struct page_style *style_page(osp_style *style, const struct page_query *query, const char *paper);

/* ---- @font-face ---- */

enum font_slope { FONT_AS_IN_FILE, FONT_UPRIGHT, FONT_SLANTED };
/* An absolute path, or (local) the full or PostScript name of an installed font. */
struct font_file { const char *name; bool is_local; };
/* A font that a sheet brings along: it comes before installed ones of the same family. */
struct font_source {
	const char *family;
	const struct font_file *files; /* the first that is a font is taken */
	size_t file_count;
	uint16_t least_weight, most_weight; /* 0 = as the file says */
	enum font_slope slope;
	osp_place place;
};
/* In the order of the sheets; at least one file each. Live as long as the style. */
const struct font_source *const *style_font_sources(const osp_style *style, size_t *ret_count);

/* Whether a style of this name is shipped or stands beside the manifest. */
bool style_exists(struct osp_job *job, const char *name);

/* The size that a paper's name or two lengths mean; false when they mean none. */
bool style_paper(const char *text, osp_len *ret_width, osp_len *ret_height);

/* A length as CSS writes it: "3mm". False when it is none, negative, or longer than a page. */
bool style_length(const char *text, osp_len *ret);

/* ---- for the host ---- */
struct osp_job;
/* Loads and parses the manifest's sheets (names in styles/, or paths); reports what is wrong with them. */
osp_status style_load(osp_job *job, const char *const *names, size_t count);
/* A set with further sheets on top (an output's own `style:`). Names as for style_load. */
osp_style *style_set_new(osp_job *job, const char *medium, const char *const *extra, size_t extra_count);
/* From now on sets that plugins ask for have these sheets on top: in the child that writes one output. */
void style_lay_over(osp_job *job, const char *const *names, size_t count);
/* What our own tree looks like where all sheets are themes of other trees. */
osp_status style_load_fallback(osp_job *job, const char *const *names, size_t count);
/* Whether all sheets that were loaded are themes of WeChat editors, or colours of code beside them, so that other outputs have no style; the
 * first theme's name. */
bool style_is_theme_only(osp_job *job, const char **ret_name, const char **ret_dialect);
/* The nearest length that layout can work with: at most 5.8 m, as far as paper goes. */
osp_len length_clamp(int64_t length);
/* Frees what the styles of a job took; before job_free(). */
void style_free(osp_job *job);
/* Per element, the declarations that won, with sheet:line. */
void style_dump(osp_style *style, const osp_node *root, osp_buf *out);

#endif
