/* table.c - a table as columns that stand straight, Han counted as two. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* Cells beyond the last column join it: no word is lost. */
enum { COLUMNS_MAX = 64, CELL_MIN = 4, BETWEEN = 2 };

struct cell {
	const char *text;
	size_t len;
	char align;         /* l, c, r */
};

struct grid {
	struct sheet *sheet;
	struct cell *cells; /* of the row in hand */
	size_t widths[COLUMNS_MAX];
	size_t count;       /* columns */
	unsigned held[COLUMNS_MAX]; /* rows that a cell above still covers */
};

static size_t span_of(const osp_node *cell, const char *name)
{
	const char *value = osp_node_attr(cell, name);
	long span = value != NULL ? strtol(value, NULL, 10) : 1;
	return span < 1 ? 1 : span > COLUMNS_MAX ? COLUMNS_MAX : (size_t)span;
}

static void put_cell(struct grid *grid, size_t column, const osp_node *node)
{
	osp_buf text = OSP_BUF_INIT;
	struct cell *cell = &grid->cells[column];
	if (cell->len > 0)
		osp_buf_printf(&text, "%s ", cell->text);
	for (const osp_node *child = osp_node_first(node); child != NULL; child = osp_node_next(child)) {
		if (text.len > 0 && inline_is_block(child))
			osp_buf_putc(&text, '\n');
		inline_collect(grid->sheet, child, osp_node_next(child), &text);
	}
	cell->text = text.len > 0 ? osp_job_printf(grid->sheet->job, "%s", text.data) : "";
	cell->len = text.len;
	cell->align = osp_node_has_class(node, "align-right") ? 'r' : osp_node_has_class(node, "align-center") ? 'c' : 'l';
	osp_buf_done(&text);
}

/* Fills the cells of a row; a cell that spans columns stands in its first one. */
static void read_row(struct grid *grid, const osp_node *row)
{
	size_t column = 0;
	memset(grid->cells, 0, COLUMNS_MAX * sizeof *grid->cells);
	for (const osp_node *node = osp_node_first(row); node != NULL; node = osp_node_next(node)) {
		while (column < COLUMNS_MAX - 1 && grid->held[column] > 0)
			column++;
		size_t across = span_of(node, "colspan"), down = span_of(node, "rowspan");
		size_t at = column < COLUMNS_MAX ? column : COLUMNS_MAX - 1;
		put_cell(grid, at, node);
		for (column = at; column < at + across && column < COLUMNS_MAX; column++)
			grid->held[column] = (unsigned)down;
		grid->count = column > grid->count ? column : grid->count;
	}
	for (size_t i = 0; i < COLUMNS_MAX; i++)
		grid->held[i] -= grid->held[i] > 0;
}

static void measure(struct grid *grid)
{
	for (size_t i = 0; i < grid->count; i++) {
		const char *at = grid->cells[i].text, *end = at != NULL ? at + grid->cells[i].len : NULL;
		while (at < end) {
			const char *line = at;
			size_t columns = wrap_columns(line, wrap_next(&at, end, SIZE_MAX, false));
			grid->widths[i] = columns > grid->widths[i] ? columns : grid->widths[i];
		}
	}
}

/* The widest columns give way until the table fits. */
static void shrink(struct grid *grid)
{
	size_t room = grid->sheet->width == SIZE_MAX ? SIZE_MAX : block_room(grid->sheet), total = 0;
	for (size_t i = 0; i < grid->count; i++)
		total += grid->widths[i] + (i > 0 ? BETWEEN : 0);
	while (total > room) {
		size_t widest = 0, next = CELL_MIN;
		for (size_t i = 1; i < grid->count; i++)
			widest = grid->widths[i] > grid->widths[widest] ? i : widest;
		for (size_t i = 0; i < grid->count; i++)
			next = grid->widths[i] < grid->widths[widest] && grid->widths[i] > next ? grid->widths[i] : next;
		size_t least = grid->widths[widest] > next ? next : CELL_MIN;
		if (grid->widths[widest] <= least)
			least = grid->widths[widest] > CELL_MIN ? grid->widths[widest] - 1 : grid->widths[widest];
		size_t cut = grid->widths[widest] - least;
		cut = cut > total - room ? total - room : cut;
		if (cut == 0)
			return;
		grid->widths[widest] -= cut;
		total -= cut;
	}
}

static void pad(osp_buf *out, size_t spaces)
{
	for (; spaces > 0; spaces--)
		osp_buf_putc(out, ' ');
}

/* One line of each cell beside the others; false when no cell has one left. */
static bool write_line(struct grid *grid, const char **at)
{
	osp_buf line = OSP_BUF_INIT;
	bool has_text = false;
	for (size_t i = 0; i < grid->count; i++) {
		const struct cell *cell = &grid->cells[i];
		const char *from = at[i];
		size_t len = from != NULL && from < cell->text + cell->len ? wrap_next(&at[i], cell->text + cell->len, grid->widths[i], true) : 0;
		size_t columns = len > 0 ? wrap_columns(from, len) : 0;
		size_t spare = columns < grid->widths[i] ? grid->widths[i] - columns : 0;
		size_t left = cell->align == 'r' ? spare : cell->align == 'c' ? spare / 2 : 0;
		has_text |= at[i] != from;
		pad(&line, (i > 0 ? BETWEEN : 0) + left);
		osp_buf_add(&line, from, len);
		pad(&line, spare - left);
	}
	if (has_text)
		block_line(grid->sheet, line.data, line.len);
	osp_buf_done(&line);
	return has_text;
}

static void write_row(struct grid *grid)
{
	const char *at[COLUMNS_MAX];
	for (size_t i = 0; i < grid->count; i++)
		at[i] = grid->cells[i].text;
	while (write_line(grid, at))
		;
}

static void write_rules(struct grid *grid)
{
	osp_buf line = OSP_BUF_INIT;
	for (size_t i = 0; i < grid->count; i++) {
		pad(&line, i > 0 ? BETWEEN : 0);
		for (size_t j = 0; j < grid->widths[i]; j++)
			osp_buf_putc(&line, '-');
	}
	block_line(grid->sheet, line.data, line.len);
	osp_buf_done(&line);
}

static void each_row(struct grid *grid, const osp_node *table, bool is_writing)
{
	memset(grid->held, 0, sizeof grid->held);
	for (const osp_node *node = osp_node_first(table); node != NULL; node = osp_node_after(node, table)) {
		if (osp_node_tag(node) != OSP_TR)
			continue;
		read_row(grid, node);
		if (!is_writing) {
			measure(grid);
			continue;
		}
		write_row(grid);
		if (osp_node_tag(osp_node_parent(node)) == OSP_THEAD && osp_node_next(node) == NULL)
			write_rules(grid);
	}
}

void table_write(struct sheet *sheet, const osp_node *table)
{
	struct grid grid = { .sheet = sheet, .cells = osp_job_alloc(sheet->job, COLUMNS_MAX * sizeof(struct cell)) };
	const osp_node *caption = osp_node_first(table);
	if (osp_node_tag(caption) == OSP_CAPTION) {
		osp_buf text = OSP_BUF_INIT;
		inline_collect(sheet, osp_node_first(caption), NULL, &text);
		block_gap(sheet);
		block_lines(sheet, text.data, text.len);
		osp_buf_done(&text);
	}
	block_gap(sheet);
	each_row(&grid, table, false);
	shrink(&grid);
	each_row(&grid, table, true);
	sheet->is_gap_due = true;
}
