/* edition.h - what is printed: the pages that were chosen, and those that are added to them. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EDITION_H
#define EDITION_H

#include "handout.h"

/*
 * The pages of the volume are not changed; those that get something added are
 * copied. `pages` holds the chosen ones, then pages of links, then what is drawn
 * on the sheets themselves. `row` is what is imposed, in reading order. Everything
 * belongs to the job.
 */
struct edition {
	osp_job *job;
	const struct handout *handout;
	const osp_pages *whole;              /* the volume's */
	osp_pages pages;
	size_t page_capacity;
	osp_volume volume;                   /* the handout's own title and authors */
	const osp_article *article;          /* when it is the only one that was chosen; else NULL */
	uint32_t *row;                       /* indexes into pages, or IMPOSITION_BLANK */
	size_t row_count, row_capacity;
	bool *begins;                        /* by row: an article, or another piece, begins */
};

/* selection.c: chooses the pages. OSP_FAIL after reporting what was asked for and is not there. */
osp_status edition_open(osp_job *job, const struct handout *handout, const osp_pages *pages, struct edition *ret);
/* Appends a page, or a blank (NULL), to what is imposed. Returns its index in `pages`. */
uint32_t edition_add(struct edition *edition, const osp_page *page);
/* Appends a page that is drawn but not imposed. */
uint32_t edition_add_page(struct edition *edition, const osp_page *page);

/* lettering.c: a page that is being made by hand. */
struct lettering;
struct drawing {
	osp_job *job;
	struct lettering *lettering;
	osp_page page;
	size_t capacity;
};
struct lettering *lettering_new(const osp_pages *pages);
void lettering_free(struct lettering *lettering);
osp_item *drawing_item(struct drawing *drawing, osp_item_kind kind);
void drawing_rect(struct drawing *drawing, osp_len x, osp_len y, osp_len width, osp_len height, osp_color color);
/* One line of text; returns its width. x and y: its origin on the baseline. `drawing` may be NULL to measure. Characters that no font
 * of the volume has are left out. */
osp_len lettering_line(struct lettering *lettering, struct drawing *drawing, const char *text, size_t len, osp_len size, osp_color color,
                       osp_len x, osp_len y);
/* The same, broken into lines no wider than `width`, `leading` apart. Returns how many lines. */
unsigned lettering_lines(struct lettering *lettering, struct drawing *drawing, const char *text, osp_len size, osp_color color, osp_len x,
                         osp_len y, osp_len width, osp_len leading);

/* links.c: numbers the links, and adds pages that list them. */
osp_status links_number(struct edition *edition, struct lettering *lettering, int64_t scale);
/* The line above an article that stands alone: where it is from. */
void edition_say_source(struct edition *edition, struct lettering *lettering);

/* qr.c: draws a code whose modules are `module` wide, quiet zone included. Returns its side, 0 when the text is too long for any. */
osp_len qr_draw(struct drawing *drawing, const char *text, osp_len module, osp_len x, osp_len y);
osp_len qr_measure(const char *text, osp_len module);

#endif
