/* pagefill.h - what the files of the page breaker share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TYPESET_PAGEFILL_H
#define TYPESET_PAGEFILL_H

#include "typeset/pagebreak.h"

#define NO_STATE UINT32_MAX

/* "The columns so far end here." */
struct state {
	int64_t cost;
	uint32_t previous;             /* index of the state before, NO_STATE at the start */
	uint32_t next;                 /* another state of the same place */
	uint32_t figure;               /* the picture that waits, 0 = none */
	uint32_t notes;                /* strips of notes that are set */
	uint32_t column;               /* the one that is filled next; 0 = on a new page */
	bool on_first;                 /* it is on the page where the stretch begins */
	struct cut cut;                /* the column that ended here */
};

struct breaker {
	struct piece_layout *piece;
	page_room_fn room;
	void *closure;
	struct state *states;
	uint32_t state_count, state_capacity;
	uint32_t *heads;               /* first state of each place, NO_STATE if none */
	osp_len *notes_y;              /* prefix sums of the notes' heights */
	uint32_t *figure_first, *figure_end;
	const struct band *band;
	uint32_t first, end;           /* the stretch between two forced breaks or changes of columns */
	const char *page;
	enum page_break force;
	osp_len top;                   /* where the stretch begins on a page that others began, 0 on a new one */
	bool joins;                    /* it begins on such a page */
	uint32_t column;               /* the column in which it begins there */
	bool is_cut_off;               /* a forced column ends it, so its columns are not made of one height */
	osp_len limit;                 /* of the height of columns when they are balanced, 0 = the page's */
	osp_len after;                 /* room that what follows needs on the page, if the last strip wants to stay with it */
};

/* Tries all columns that can follow a state at this place. */
void pagefill_extend(struct breaker *breaker, uint32_t index, uint32_t from);
/* How far the notes go when `room` is left for them. A note that is cut is cut at a good place if there is one. */
uint32_t pagefill_notes(const struct breaker *breaker, uint32_t from, uint32_t least, uint32_t end, osp_len room);
/* A way to `place` was found. It counts when it is the first or a cheaper one. */
void breaker_reach(struct breaker *breaker, uint32_t place, const struct state *found);
uint32_t breaker_skip_space(const struct breaker *breaker, uint32_t at);

#endif
