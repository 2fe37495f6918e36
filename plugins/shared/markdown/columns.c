/* columns.c - cells span no more rows and columns than their table has. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/shape.h"

#include <stdio.h>
#include <stdlib.h>

/*
 * What HTML 4.9.12 calls the table model's errors, and browsers pass over: a column in which no cell begins, a cell that reaches below
 * its group of rows, or over one that reaches down from above. E-books with them are refused. Each cell is placed twice: once to learn in
 * which columns cells begin, and once to span as many of these as it did.
 */
enum { MOST_COLUMNS = 1000 }; /* as in HTML */

struct grid {
	uint32_t taken[MOST_COLUMNS]; /* for how many rows more, this one among them */
	bool begins[MOST_COLUMNS];
	uint32_t width;
};

static uint32_t span_of(const osp_node *cell, const char *name, uint32_t most)
{
	const char *value = osp_node_attr(cell, name);
	unsigned long span = value != NULL ? strtoul(value, NULL, 10) : 1;
	return span < most ? (uint32_t)span : most;
}

static void set_span(osp_node *cell, const char *name, uint32_t span)
{
	char value[16];
	if (osp_node_attr(cell, name) == NULL) {
		return;
	}
	snprintf(value, sizeof value, "%u", (unsigned)span);
	osp_node_set_attr(cell, name, span > 1 ? value : NULL);
}

static uint32_t count_begins(const struct grid *grid, uint32_t first, uint32_t width)
{
	uint32_t count = 0;
	for (uint32_t i = first; i < first + width; i++) {
		count += grid->begins[i];
	}
	return count;
}

/* `rows`: of this group, from this row on. */
static void place_row(struct grid *grid, osp_node *row, uint32_t rows, bool is_last_time)
{
	uint32_t column = 0;
	for (osp_node *cell = osp_node_first(row); cell != NULL; cell = osp_node_next(cell)) {
		while (column < MOST_COLUMNS && grid->taken[column] > 0) {
			column++;
		}
		if (column == MOST_COLUMNS) {
			return;
		}
		uint32_t wanted = span_of(cell, "colspan", MOST_COLUMNS - column), down = span_of(cell, "rowspan", rows), width = 0;
		do {
			grid->taken[column + width++] = down > 0 ? down : rows; /* 0 is all that there are */
		} while (width < wanted && grid->taken[column + width] == 0);
		grid->begins[column] = true;
		if (is_last_time) {
			set_span(cell, "colspan", count_begins(grid, column, width));
			set_span(cell, "rowspan", down > 0 ? down : rows);
		}
		column += width;
		grid->width = column > grid->width ? column : grid->width;
	}
}

static void place_cells(struct grid *grid, const osp_node *table, bool is_last_time)
{
	for (const osp_node *group = osp_node_first(table); group != NULL; group = osp_node_next(group)) {
		uint32_t rows = 0;
		memset(grid->taken, 0, sizeof grid->taken);
		for (const osp_node *row = osp_node_first(group); row != NULL && is_row_group(group); row = osp_node_next(row)) {
			rows++;
		}
		for (osp_node *row = osp_node_first(group); rows > 0; row = osp_node_next(row), rows--) {
			place_row(grid, row, rows, is_last_time);
			for (uint32_t i = 0; i < grid->width; i++) {
				grid->taken[i] -= grid->taken[i] > 0;
			}
		}
	}
}

/* Columns that no cell begins in are none, and a group without columns would be one. */
static void drop_columns(osp_node *table, uint32_t count)
{
	osp_node *next, *next_column;
	for (osp_node *group = osp_node_first(table); group != NULL; group = next) {
		next = osp_node_next(group);
		if (osp_node_tag(group) != OSP_COLGROUP) {
			continue;
		}
		for (osp_node *column = osp_node_first(group); column != NULL; column = next_column) {
			next_column = osp_node_next(column);
			if (count > 0) {
				count--;
			} else {
				osp_node_unlink(column);
			}
		}
		if (osp_node_first(group) == NULL) {
			osp_node_unlink(group);
		}
	}
}

static bool has_spans(const osp_node *table)
{
	for (const osp_node *n = table; n != NULL; n = osp_node_after(n, table)) {
		if (osp_node_tag(n) == OSP_COLGROUP || (is_cell(n) && (osp_node_attr(n, "colspan") != NULL || osp_node_attr(n, "rowspan") != NULL))) {
			return true;
		}
	}
	return false;
}

void shape_columns(osp_node *table)
{
	if (!has_spans(table)) {
		return;
	}
	struct grid grid = { .width = 0 };
	place_cells(&grid, table, false);
	place_cells(&grid, table, true);
	drop_columns(table, count_begins(&grid, 0, grid.width));
}
