/* geometry.h - where the places of a side are on the paper. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GEOMETRY_H
#define GEOMETRY_H

#include "edition.h"

/* Hundredths of a point; y grows up. */
struct rect { int64_t left, bottom, right, top; };

/* How a grid of pages lies on the sheet. */
struct frame {
	unsigned rows, columns;
	int64_t scale;                   /* 65536 = as it is */
	int64_t width, height;           /* of a page */
	int64_t gap;
	int64_t left, bottom;            /* of the whole grid */
};

struct geometry {
	const struct handout *handout;
	int64_t page_width, page_height; /* the largest page's */
	int64_t width, height;           /* of the sheet, as it lies */
	int64_t bleed;                   /* of pages, before scaling */
	int64_t room;                    /* that marks want around the trimmed pages */
	bool turns_backs;
	bool is_long_edge;               /* what the printer is asked for */
};

/* Decides how the paper lies, which way backs stand, and whether all fits; OSP_FAIL after reporting what would. */
osp_status geometry_open(struct edition *edition, struct geometry *ret);
struct frame geometry_frame(const struct geometry *geometry, unsigned rows, unsigned columns);
/* What of the slot's page is left after trimming: at the fold nothing is cut; creep narrows inner pages. */
struct rect geometry_slot(const struct geometry *geometry, const struct frame *frame, const struct imposition_slot *slot);
/* How far the page of a slot is moved towards its fold. */
int64_t geometry_creep(const struct geometry *geometry, const struct imposition_slot *slot);
/* The slot with the bleed that there is room for. */
struct rect geometry_bleed(const struct geometry *geometry, const struct frame *frame, const struct imposition_slot *slot);
/* The paper of a side after trimming. */
struct rect geometry_trim(const struct geometry *geometry, const struct imposition *plan, const struct imposition_side *side);
/* Whether creep drives text over a fold; OSP_FAIL after reporting how much would do. */
osp_status geometry_check_creep(const struct geometry *geometry, const struct edition *edition, const struct imposition *plan);

int64_t geometry_hundredths(int64_t length);

#endif
