/* pages.h - laid-out pages as draw items: what page writers turn into bytes. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OSPOPRESS_PAGES_H
#define OSPOPRESS_PAGES_H

#include <ospopress/volume.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Lengths are integers of 1/1024 point (1/72 inch), so that pages are the same
 * on every machine. The origin of a page is its upper left corner of the trim
 * box; x grows to the right, y grows DOWN. Baselines and boxes are in page
 * coordinates. Colours are 0xRRGGBBAA.
 */
typedef int32_t osp_len;
#define OSP_POINT 1024
typedef uint32_t osp_color;

/* A font as the file that it is. Glyph numbers are those of this face; nothing is subset yet. */
typedef struct osp_font {
	const char *path;       /* absolute */
	uint32_t face;          /* index in a collection */
	const char *family;     /* for messages and dumps */
	uint16_t weight;        /* 400, 700 */
	bool italic;
	bool symbolic;          /* emoji and symbols: always with ActualText */
	uint16_t units_per_em;
	const char *variations; /* "wght=700" for variable fonts, "" else */
} osp_font;

/*
 * One glyph of a run. x, y: the pen position relative to the run's origin (y is 0 but for marks). `advance` is the
 * distance to the next glyph as set, spacing and justification included. `text_at`: the byte in the run's text where its
 * cluster begins; glyphs of one cluster share it.
 *
 * A volume has millions of them, so they stand one behind the other and never
 * grow: what else is to be said of each glyph will come as a row beside this one.
 */
typedef struct osp_glyph {
	uint32_t id;
	uint32_t text_at;
	osp_len x, y;
	osp_len advance;
} osp_glyph;

typedef enum osp_item_kind {
	OSP_ITEM_GLYPHS = 1,
	OSP_ITEM_RECT = 2,      /* a filled box: rules, backgrounds, borders */
	OSP_ITEM_IMAGE = 3,
	OSP_ITEM_LINK = 4,      /* an area that leads somewhere */
	OSP_ITEM_ANCHOR = 5,    /* a place that links lead to */
	OSP_ITEM_BEGIN = 6,     /* a structure element begins ... */
	OSP_ITEM_END = 7,       /* ... and ends, on this page. It goes on where a later BEGIN has the same node. */
	OSP_ITEM_ARTIFACT = 8,  /* what follows up to END is no content: running heads, folios, rules */
	OSP_ITEM_PLACEHOLDER = 9/* a frame where a picture or a glyph is missing */
} osp_item_kind;

/*
 * Items stand one behind the other, too, and keep their size: a new kind, or a new
 * field of a kind, finds its room in the union, which is zero where nothing is said.
 * A writer passes over kinds that it does not know.
 */
typedef struct osp_item {
	osp_item_kind kind;
	osp_color color;
	osp_len x, y;           /* GLYPHS: origin on the baseline; boxes: upper left corner */
	osp_len width, height;  /* boxes; GLYPHS: width is the run's advance */
	union {
		struct {
			uint32_t font;      /* index into pages->fonts */
			osp_len size;       /* em */
			uint32_t count;
			uint32_t text_len;
			const osp_glyph *glyphs;
			const char *text;   /* the source text of the run, UTF-8, in reading order */
			const char *lang;   /* "" = as around it */
			bool hyphen;        /* the last glyph is a hyphen that the text does not have */
			bool silent;        /* since 1.2: the next run that is not begins with this text, before that of its own glyphs (an initial) */
			osp_len skew;       /* reserved, 0 */
		} glyphs;
		struct {
			const osp_asset *asset;
			const osp_node *node; /* the img */
			const char *missing;  /* PLACEHOLDER of a character that no font has: the character; else NULL */
			uint32_t missing_len;
		} image;
		struct {
			const char *uri;      /* "#id" for a place in the volume, else a URI */
			const osp_node *node; /* the a */
		} link;
		struct {
			const char *id;
		} anchor;
		struct {
			const osp_node *node; /* its tag, role, lang, alt tell what it is; NULL for ARTIFACT */
			const char *lang;     /* when it differs from the parent's, else "" */
			bool is_marker;       /* a list label (PDF Lbl), a note mark; node is the li */
			bool is_continued;    /* not the first BEGIN of this node */
		} structure;
		uint64_t room[7];             /* what there is for fields to come */
	} as;
} osp_item;

/* What a printer's sheet shows outside of the trim box: `marks` of CSS Paged Media. Writers draw them, beyond the bleed. */
enum { OSP_MARK_CROP = 1, OSP_MARK_CROSS = 2 };

typedef enum osp_page_side { OSP_RIGHT_PAGE = 1, OSP_LEFT_PAGE = 2 } osp_page_side;

typedef struct osp_page {
	osp_len width, height;  /* trim size */
	osp_len bleed;          /* items may reach this far outside: what touches the trim box was drawn on to there */
	osp_page_side side;
	const char *label;      /* "i", "1": as printed, and as PDF page label */
	uint32_t number;        /* in the volume, from 1 */
	const osp_piece *piece; /* whose page this is */
	bool is_blank;
	osp_item *items;
	size_t item_count;
	/* Where the page begins in the tree: the text node and the byte in it, or an element and 0;
	 * first_node is NULL when the page has no text of a piece. For an EPUB's page-list. */
	const osp_node *first_node;
	size_t first_offset;
	unsigned marks;         /* OSP_MARK_CROP, OSP_MARK_CROSS */
} osp_page;

typedef struct osp_outline {
	const char *title;
	uint32_t page;          /* index into pages */
	osp_len y;
	uint32_t depth;         /* 1 = top */
	const osp_node *node;
} osp_outline;

typedef struct osp_pages {
	osp_page **pages;
	size_t page_count;
	osp_font **fonts;
	size_t font_count;
	osp_outline **outline;  /* in reading order */
	size_t outline_count;
	const osp_volume *volume;
} osp_pages;

#ifdef __cplusplus
}
#endif
#endif
