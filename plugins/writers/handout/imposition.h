/* imposition.h - which page stands where on which sheet. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef IMPOSITION_H
#define IMPOSITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum imposition_layout { IMPOSITION_SADDLE, IMPOSITION_TWO_UP };

#define IMPOSITION_BLANK UINT32_MAX

/* One side of a sheet, lying in front of you: two pages side by side. */
struct imposition_side {
	uint32_t left, right;    /* indexes of pages, or IMPOSITION_BLANK */
	uint32_t sheet;          /* from 0, through all signatures */
	uint32_t depth;          /* how many sheets of its signature lie around it: 0 = the outermost */
	bool is_back;
};

struct imposition {
	struct imposition_side *sides; /* front, back, front, back, ... as they are printed */
	size_t side_count;
};

struct imposition_options {
	enum imposition_layout layout;
	bool bound_right;        /* the spine is at the right, as for vertical text */
	uint32_t signature;      /* pages of one signature, a multiple of 4; 0 = all in one */
};

/*
 * Saddle stitch: sheets are printed on both sides (flipped on the short edge),
 * each signature's sheets laid in one another and folded once; signatures are
 * stacked. Pages are filled up to a multiple of 4 with blanks behind the last.
 */
void imposition_plan(const struct imposition_options *options, uint32_t page_count, struct imposition *ret);
void imposition_done(struct imposition *imposition);

#endif
