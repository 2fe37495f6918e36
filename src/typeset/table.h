/* table.h - a table between its reading and its rows. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TYPESET_TABLE_H
#define TYPESET_TABLE_H

#include "typeset/flow.h"

enum { TABLE_COLUMNS_MAX = 256, TABLE_SPAN_MAX = 1000 };

struct table_cell {
	const osp_node *node;
	const struct computed *style;
	uint32_t column, columns, rows; /* where it begins, how many it spans */
	osp_len min, max;               /* widths, with its edges */
	struct cell *cell;
};
struct table_row {
	const osp_node *node;           /* tr */
	const osp_node *group;          /* thead, tbody, tfoot; NULL if none */
	const struct computed *style;
	struct box *box;
	bool is_head;
	uint32_t first_cell, cell_count;
};
struct table {
	struct arena *arena;
	const osp_node *node;
	const struct computed *style;
	bool collapses;
	struct table_row *rows;
	uint32_t row_count, row_capacity;
	struct table_cell *cells;
	uint32_t cell_count, cell_capacity;
	uint32_t column_count;
	osp_len *widths;                /* of the columns */
	osp_len *lefts;                 /* of the columns, and the right edge of the last */
	osp_len width;                  /* of all of them */
};

/* Reads rows and cells, with their spans, from the tree. */
void table_read(struct table *table, struct flow *flow, const osp_node *node, const struct computed *style);
/* Shapes the cells and shares `room` among the columns. */
void table_share(struct table *table, struct flow *flow, osp_len room);
/* Where the parts of a row end; the last of them at its height. */
struct row_cuts { osp_len *at; uint32_t count; osp_len height; };
/* All places where a row of laid out cells may be cut; `room` is how tall an empty part may be. */
struct row_cuts row_cuts_find(const struct table *table, const struct table_row *row, osp_len height, osp_len room);
/* Whether the longest words of its columns have no room side by side. */
bool table_is_crowded(struct flow *flow, const osp_node *node, const struct computed *style);
/* Border and padding of a cell on one side; borders that collapse are half inside. */
osp_len table_edge(const struct table *table, const struct computed *style, int side, osp_len base);

#endif
