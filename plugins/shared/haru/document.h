/* document.h - what the pages of one PDF share: fonts, pictures, places, links. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_DOCUMENT_H
#define HARU_DOCUMENT_H

#include <ospopress/output.h>
#include <ospopress/pages.h>

#include "haru/ahead.h"
#include "haru/font.h"
#include "haru/haru.h"
#include "haru/ink.h"
#include "haru/picture.h"
#include "haru/structure.h"
#include "haru/table.h"

/*
 * How a writer goes about it:
 *
 *     struct haru_document *d = haru_document_open(job, pages, output, HARU_TAGGED);
 *     d->ink = haru_ink_open(...), when it is for paper
 *     for every page: say where it will stand (d->leaves), draw it with a canvas, put what was drawn
 *     haru_outline_put(d), haru_labels_put(d, ...), haru_metadata_put(d, ...)
 *     return haru_document_close(d);
 */

/* Where a page of the volume stands: on which PDF page, how far its lower left corner (bleed included) is from that page's,
 * in hundredths of a point, and at what scale (65536 = as it is; negative = turned by 180 degrees about that corner). */
struct haru_leaf {
	haru_id page;
	int64_t x, y;
	int64_t scale;
};

enum { HARU_SCALE = 65536 };

struct haru_anchor {
	const char *id;
	uint32_t page;           /* index into pages */
	osp_len x, y;
};

/* What becomes of pictures. Zero: nothing. */
struct haru_picture_policy {
	uint32_t most_dpi;       /* what has more is scaled down */
	uint32_t least_dpi;      /* what has less is warned of */
};

struct haru_document {
	osp_job *job;
	const osp_pages *pages;
	osp_sink *sink;
	struct haru *haru;
	struct haru_structure *structure; /* NULL: the file is not tagged */
	struct haru_font **fonts;         /* by index in pages->fonts; NULL = not opened, or refused */
	bool *font_refused;
	struct haru_table picture_index;  /* by osp_asset: index into pictures */
	struct haru_picture *pictures;
	size_t picture_count, picture_capacity;
	struct haru_ahead *ahead;         /* reads them before their pages are drawn */
	struct haru_leaf *leaves;         /* by index of the page; the writer fills them in before it draws */
	struct haru_anchor *anchors;      /* sorted by id */
	size_t anchor_count;
	struct haru_ink *ink;             /* NULL: colours are those of the screen. Set before pages are drawn; closed with the document */
	bool is_press;                    /* the file is PDF/X-4 */
	struct haru_picture_policy policy;
	struct haru_table picture_widths; /* by osp_asset: how wide its widest place is, in points */
	bool has_notdef;                  /* a glyph was shown that says "this font has no such character" */
	bool failed;                      /* an error was reported: there is no file */
};

/* For haru_document_open. A file for a press is PDF/X-4: it has no links, and its `ink` has to be set. */
enum { HARU_TAGGED = 1, HARU_PRESS = 2 };

/* NULL when the output can't be opened. */
struct haru_document *haru_document_open(osp_job *job, const osp_pages *pages, osp_output *output, unsigned flags);
/* The same for a file in an output that is a folder. */
struct haru_document *haru_document_open_file(osp_job *job, const osp_pages *pages, osp_output *output, const char *name, unsigned flags);
/* Embeds the fonts, writes what is left and closes the file. The document is gone. */
osp_status haru_document_close(struct haru_document *document);

/* NULL when the font can't be used: that was reported, and the file will not be finished. */
struct haru_font *haru_document_font(struct haru_document *document, uint32_t index);
/* The picture of an IMAGE item, written now if it is not yet in the file. A broken one was reported, once. */
struct haru_picture haru_document_picture(struct haru_document *document, const osp_item *item);

/* links.c: */
/* Finds the places that links lead to. */
void haru_anchors_collect(struct haru_document *document);
/* Puts the links of a page; appends references to the annotations. */
void haru_links_put(struct haru_document *document, uint32_t page, osp_buf *annotations);
/* Puts the tree of named destinations. */
void haru_anchors_put(struct haru_document *document);

/* outline.c, labels.c, metadata.c: */
void haru_outline_put(struct haru_document *document);
/* `labels`: one for each PDF page. */
void haru_labels_put(struct haru_document *document, const char *const *labels, size_t count);
/* `preferences`: further entries of the viewer preferences. */
void haru_metadata_put(struct haru_document *document, const char *preferences);

/* claims.c: */
struct haru_claims { bool is_ua, is_a, is_x; }; /* PDF/UA-1; PDF/A-2a; PDF/X-4 */
/* Once all pages are drawn: what may be said of the file. A claim that would be false is left out with a note. */
struct haru_claims haru_claims_settle(struct haru_document *document);
/* Appends the claims as descriptions of an XMP packet. */
void haru_claims_put(const struct haru_claims *claims, osp_buf *xmp);
/* Whether a language tag has the form that PDF wants (ISO 32000-1, 14.9.2.2). */
bool haru_is_language(const char *tag);

/* intent.c: */
/* Puts the output intents that give the device's colours their meaning. */
void haru_intents_put(struct haru_document *document, const struct haru_claims *claims);

/* "/XYZ 12 800 0]": a place on a page of the volume, with its page in front. */
void haru_put_destination(osp_buf *out, const struct haru_document *document, uint32_t page, osp_len x, osp_len y);
/* x and y of a page as they are on the PDF page, in hundredths of a point; y grows up. */
int64_t haru_leaf_x(const struct haru_document *document, uint32_t page, osp_len x);
int64_t haru_leaf_y(const struct haru_document *document, uint32_t page, osp_len y);

/* The page tree: where page `index` of `count` hangs. Call tree_reserve once, then tree_parent, then tree_put. */
struct haru_tree { haru_id *nodes; size_t node_count; size_t page_count; };
void haru_tree_reserve(struct haru_tree *tree, struct haru *haru, size_t page_count);
haru_id haru_tree_parent(const struct haru_tree *tree, size_t index);
/* `pages`: the numbers of all page objects. Frees the tree. */
void haru_tree_put(struct haru_tree *tree, struct haru *haru, const haru_id *pages);

#endif
