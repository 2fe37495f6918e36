/* imposition.h - which page stands where on which sheet. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef IMPOSITION_H
#define IMPOSITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Pure data: no paper size, no PDF. What comes out is what a fold simulator
 * folds (tests/unit/test_imposition.c), what `--explain` prints, and what
 * handout.c draws.
 */
enum imposition_layout {
	IMPOSITION_SADDLE,       /* folded, nested, stapled or sewn at the fold */
	IMPOSITION_GRID,         /* rows and columns of pages in reading order, not folded */
	IMPOSITION_CARDS         /* the same, but every group of pages has a sheet of its own */
};

#define IMPOSITION_BLANK UINT32_MAX
enum { IMPOSITION_MAX_GRID = 64, IMPOSITION_MAX_SIGNATURE = 64, IMPOSITION_MAX_FOLDS = 3 };

enum imposition_spine { IMPOSITION_NO_SPINE, IMPOSITION_SPINE_LEFT, IMPOSITION_SPINE_RIGHT };

/* A place on a side that lies in front of you. */
struct imposition_slot {
	uint32_t page;           /* index, or IMPOSITION_BLANK */
	uint32_t depth;          /* leaves of its signature that lie around its own: 0 = outermost */
	uint8_t row, column;     /* from the upper left corner */
	uint8_t spine;           /* at which side of the place the paper is bound, as the side lies there */
	bool is_turned;          /* by 180 degrees */
};

struct imposition_side {
	size_t first, count;     /* its slots */
	uint32_t sheet;          /* from 0, through all signatures */
	uint32_t signature;      /* from 0 */
	uint8_t rows, columns;
	bool is_back;
	bool is_outermost;       /* the sheet that lies around its signature */
};

struct imposition {
	struct imposition_side *sides; /* front, back, front, back, ... as they are printed */
	size_t side_count;
	struct imposition_slot *slots;
	size_t slot_count;
	uint32_t signature_count;
};

struct imposition_options {
	enum imposition_layout layout;
	unsigned rows, columns;  /* GRID; 1 to 8 */
	unsigned folds;          /* SADDLE: 1 to 3, how often a sheet is folded: 4, 8 or 16 pages on it */
	uint32_t signature;      /* SADDLE: pages of one signature, a multiple of what a sheet holds; 0 = all in one */
	bool bound_right;        /* the spine is at the right, as for vertical text; rows run from right to left */
	bool turns_backs;        /* the printer turns paper over the horizontal axis: backs stand on their head */
	bool keeps_cover;        /* SADDLE: blanks come before the last page, which stays on the outside */
	const bool *begins;      /* CARDS: by page, whether a group begins with it */
};

/* Pages of one sheet that is folded so often. */
unsigned imposition_per_sheet(unsigned folds);

/*
 * Sheets are printed on both sides and turned over about the vertical axis, as
 * the page of a book. Signatures are stacked. Pages are filled up to whole
 * sheets with blanks; the last signature may be thinner than the others.
 */
void imposition_plan(const struct imposition_options *options, uint32_t page_count, struct imposition *ret);
void imposition_done(struct imposition *imposition);

#endif
