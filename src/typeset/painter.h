/* painter.h - strips become draw items on one page. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TYPESET_PAINTER_H
#define TYPESET_PAINTER_H

#include "typeset/pagebreak.h"

struct painter {
	struct piece_layout *piece;
	struct item_list list;
	const struct box *open;        /* the innermost box whose BEGIN was drawn on this page */
	uint32_t page;                 /* of the piece, from 0 */
	bool is_artifact;              /* no structure, no anchors */
	osp_len head_height;           /* of the repeated head that a table's frame goes around, until it was painted */
	const osp_node *first_node;    /* where the page's text begins */
	size_t first_offset;
};

/* Draws the strips of a galley with its left edge at x. Boxes between the strips and the galley's root are painted. */
struct run { const struct galley *galley; const struct placed *placed; uint32_t count; osp_len x; uint32_t end; };
void painter_run(struct painter *painter, const struct run *run);
/* Ends all boxes that are open on this page. */
void painter_close(struct painter *painter, const struct box *until);
void painter_rect(struct painter *painter, osp_len x, osp_len y, osp_len width, osp_len height, osp_color color);
/* A line of a border, dashed or dotted where it is: `length` long, across or down from x, y. */
void painter_stripe(struct painter *painter, const struct border *border, osp_len x, osp_len y, osp_len length, bool is_across);
void barcode_draw(struct painter *painter, const struct picture *picture, osp_len x, osp_len y);
void painter_frame(struct painter *painter, const struct computed *style, osp_len x, osp_len y, osp_len width, osp_len height, bool is_first,
                   bool is_last);
/* The part of a cell that is `height` high. */
void painter_cell_frame(struct painter *painter, const struct cell *cell, osp_len x, osp_len y, osp_len height, bool is_first, bool is_last);
void painter_artifact(struct painter *painter, bool begins);

/* page_draw.c: one page of a piece: its text, its notes. */
void page_draw(struct painter *painter, uint32_t page, const struct page_style *style, osp_len x, osp_len y);

/* margin_box.c */
struct margin_text {
	const char *label;             /* of the page */
	uint32_t number, count;        /* counter(page) in numbers, counter(pages) */
	bool is_front;                 /* numbers as the label writes them */
	const struct string_value *strings; /* those known to the volume when the page begins, then the page's own */
	size_t before, own;            /* how many of each */
	const char *lang;
};
void margin_boxes_draw(struct painter *painter, const struct page_style *style, const struct margin_text *text);

#endif
