/* row_cuts.c - where a tall row of a table may be cut. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/table.h"

#include <stdlib.h>

/* Where a strip of a cell stands in its row. */
struct stretch { osp_len top, bottom; };

static int compare_tops(const void *a, const void *b)
{
	const struct stretch *one = a, *other = b;
	return (one->top > other->top) - (one->top < other->top);
}

/* The strips of all cells from top to bottom, but for those without height, which are in nobody's way. */
static uint32_t sort_strips(const struct table *table, const struct table_row *row, struct stretch **ret_stretches)
{
	uint32_t most = 0, count = 0;
	for (uint32_t k = 0; k < row->cell_count; k++) {
		most += table->cells[row->first_cell + k].cell->galley.count;
	}
	struct stretch *stretches = *ret_stretches = ARENA_ARRAY(table->arena, most + 1, struct stretch);
	for (uint32_t k = 0; k < row->cell_count; k++) {
		const struct cell *cell = table->cells[row->first_cell + k].cell;
		osp_len top = cell->top;
		for (uint32_t i = 0; i < cell->galley.count; i++) {
			osp_len height = cell->galley.strips[i].height;
			if (height > 0) {
				stretches[count++] = (struct stretch){ top, top + height };
			}
			top += height;
		}
	}
	qsort(stretches, count, sizeof(*stretches), compare_tops);
	return count;
}

static void add(struct row_cuts *cuts, osp_len at)
{
	if (at > 0 && at < cuts->height) {
		cuts->at[cuts->count++] = at;
	}
}

/* Empty room stays with what stands below it, unless it is so tall that a page might not hold both. */
static void cut_room(struct row_cuts *cuts, osp_len from, osp_len to, osp_len most)
{
	while (to - from > most) {
		from += most;
		add(cuts, from);
	}
}

/*
 * A cut goes through no strip, so strips that overlap in different cells are one
 * stretch. The room below the last stays with it: what holds nothing is no use
 * overleaf. The number of cuts is at most that of strips, whatever the paddings.
 */
struct row_cuts row_cuts_find(const struct table *table, const struct table_row *row, osp_len height, osp_len room)
{
	struct stretch *strips;
	uint32_t count = sort_strips(table, row, &strips);
	room = room < OSP_POINT ? OSP_POINT : room;
	struct row_cuts cuts = { ARENA_ARRAY(table->arena, count + (size_t)(height / room) + 1, osp_len), 0, height };
	osp_len filled = 0;
	for (uint32_t i = 0; i < count; i++) {
		if (strips[i].top >= filled) {
			add(&cuts, filled);
			cut_room(&cuts, filled, strips[i].top, room);
		}
		filled = strips[i].bottom > filled ? strips[i].bottom : filled;
	}
	if (height - filled > room) {
		add(&cuts, filled);
		cut_room(&cuts, filled, height, room);
	}
	cuts.at[cuts.count++] = height;
	return cuts;
}
