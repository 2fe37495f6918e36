/* table_read.c - the rows and cells of a table, as the tree has them. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/table.h"

#include <stdlib.h>
#include <string.h>

static void *grown(struct arena *arena, void *items, uint32_t count, uint32_t *capacity, size_t size)
{
	if (count < *capacity) {
		return items;
	}
	uint32_t wanted = *capacity == 0 ? 16 : *capacity * 2;
	void *fresh = arena_array(arena, wanted, size);
	if (count > 0) {
		memcpy(fresh, items, count * size);
	}
	*capacity = wanted;
	return fresh;
}

static uint32_t span(const osp_node *cell, const char *name, uint32_t most)
{
	const char *value = osp_node_attr(cell, name);
	long number = value == NULL ? 1 : strtol(value, NULL, 10);
	return number < 1 ? 1 : number > (long)most ? most : (uint32_t)number;
}

/* How many further rows a cell above reaches into each column. */
struct reading { struct table *table; struct flow *flow; uint32_t below[TABLE_COLUMNS_MAX]; };

static void read_cell(struct reading *reading, const osp_node *node, const struct computed *style, uint32_t *column)
{
	struct table *table = reading->table;
	while (*column < TABLE_COLUMNS_MAX - 1 && reading->below[*column] > 0) {
		reading->below[(*column)++]--;
	}
	table->cells = grown(table->arena, table->cells, table->cell_count, &table->cell_capacity, sizeof(*table->cells));
	struct table_cell *cell = &table->cells[table->cell_count++];
	cell->node = node;
	cell->style = style;
	/* cells beyond the limit share the last column, so none is lost */
	cell->column = *column < TABLE_COLUMNS_MAX ? *column : TABLE_COLUMNS_MAX - 1;
	cell->columns = span(node, "colspan", TABLE_COLUMNS_MAX - cell->column);
	cell->rows = span(node, "rowspan", TABLE_SPAN_MAX);
	for (uint32_t i = 0; i < cell->columns; i++) {
		reading->below[cell->column + i] = cell->rows - 1;
	}
	*column = cell->column + cell->columns;
	if (*column > table->column_count) {
		table->column_count = *column;
	}
}

static void read_row(struct reading *reading, const osp_node *node, const osp_node *group)
{
	struct table *table = reading->table;
	table->rows = grown(table->arena, table->rows, table->row_count, &table->row_capacity, sizeof(*table->rows));
	struct table_row *row = &table->rows[table->row_count++];
	row->node = node;
	row->group = group;
	row->style = node_style(reading->flow, node);
	row->is_head = osp_node_tag(group) == OSP_THEAD;
	row->first_cell = table->cell_count;
	uint32_t column = 0;
	for (const osp_node *at = osp_node_first(node); at != NULL; at = osp_node_next(at)) {
		if (osp_node_is_text(at)) {
			continue;
		}
		const struct computed *style = node_style(reading->flow, at);
		if (style->display != DISPLAY_NONE) {
			read_cell(reading, at, style, &column);
		}
	}
	for (; column < TABLE_COLUMNS_MAX; column++) {
		reading->below[column] -= reading->below[column] > 0;
	}
	row->cell_count = table->cell_count - row->first_cell;
}

/* A cell can't reach out of its group or the table. */
static void trim_spans(struct table *table)
{
	uint32_t left = 0;
	for (uint32_t i = table->row_count; i > 0; i--) {
		struct table_row *row = &table->rows[i - 1];
		left = i < table->row_count && table->rows[i].group == row->group ? left + 1 : 1;
		for (uint32_t k = 0; k < row->cell_count; k++) {
			struct table_cell *cell = &table->cells[row->first_cell + k];
			cell->rows = cell->rows > left ? left : cell->rows;
		}
	}
}

void table_read(struct table *table, struct flow *flow, const osp_node *node, const struct computed *style)
{
	*table = (struct table){ .arena = flow->piece->arena, .node = node, .style = style, .collapses = style->border_collapse };
	struct reading reading = { .table = table, .flow = flow };
	for (const osp_node *at = osp_node_first(node); at != NULL; at = osp_node_next(at)) {
		osp_tag tag = osp_node_tag(at);
		if (tag == OSP_TR) {
			read_row(&reading, at, NULL);
			continue;
		}
		if (tag != OSP_THEAD && tag != OSP_TBODY && tag != OSP_TFOOT) {
			continue;
		}
		memset(reading.below, 0, sizeof(reading.below));
		for (const osp_node *row = osp_node_first(at); row != NULL; row = osp_node_next(row)) {
			if (osp_node_tag(row) == OSP_TR && node_style(flow, row)->display != DISPLAY_NONE) {
				read_row(&reading, row, at);
			}
		}
	}
	trim_spans(table);
}
