/* structure_grid.c - give every table of the structure tree a grid without holes and overlaps. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "haru/structure_room.h"

/*
 * PDF/UA-1 (7.5, and 7.2 by way of ISO 32000-1, 14.8.4.3.4) wants tables that are
 * regular; HTML lets rows be short and spans reach anywhere. Spans end where
 * their row group ends or another cell stands, and what a row lacks becomes an
 * empty cell. A table beyond the limits is left alone, and said to be.
 */
enum { MAX_COLUMNS = 1024, MAX_SPAN = 1000, MAX_FILLERS = 100000 };

struct row { haru_element element; uint32_t left; /* rows of its group from this one on */ };

struct grid {
	struct haru_structure *structure;
	struct row *rows;
	size_t row_count, row_capacity;
	uint32_t columns;            /* of the table, as far as it is known */
	uint32_t below[MAX_COLUMNS]; /* in how many further rows a column is taken by a cell above */
	size_t fillers;
	bool is_regular;
};

static haru_element kid_element(const struct haru_structure *s, uint32_t kid) {
	return s->kids[kid].kind == KID_ELEMENT ? s->kids[kid].value : 0;
}

static void collect_rows(struct grid *grid, haru_element parent) {
	const struct haru_structure *s = grid->structure;
	size_t first = grid->row_count;
	for (uint32_t at = s->elements[parent].first_kid; at != 0; at = s->kids[at].next) {
		haru_element kid = kid_element(s, at);
		enum haru_role role = (enum haru_role)s->elements[kid].role;
		if (role == HARU_TR) {
			grid->rows = haru_grow(grid->rows, grid->row_count, &grid->row_capacity, sizeof *grid->rows);
			grid->rows[grid->row_count++] = (struct row){ kid, 0 };
		}
	}
	for (size_t i = first; i < grid->row_count; i++) {
		grid->rows[i].left = (uint32_t)(grid->row_count - i);
	}
}

static uint32_t span(const osp_node *cell, const char *name) {
	const char *value = cell == NULL ? NULL : osp_node_attr(cell, name);
	long number = value == NULL ? 1 : strtol(value, NULL, 10);
	return number < 1 ? 1 : number > MAX_SPAN ? MAX_SPAN : (uint32_t)number;
}

/* Puts a cell at the first free column from *column on. False when the row is full. */
static bool place_cell(struct grid *grid, haru_element at, uint32_t rows_left, uint32_t *column) {
	struct element *cell = &grid->structure->elements[at];
	while (*column < MAX_COLUMNS && grid->below[*column] > 0) {
		++*column;
	}
	if (*column == MAX_COLUMNS) {
		return false;
	}
	uint32_t wanted = span(cell->node, "colspan"), rows = span(cell->node, "rowspan"), width = 1;
	while (width < wanted && *column + width < MAX_COLUMNS && grid->below[*column + width] == 0) {
		width++;
	}
	rows = rows > rows_left ? rows_left : rows;
	cell->columns = (uint16_t)width;
	cell->rows = (uint16_t)rows;
	for (uint32_t i = 0; i < width; i++) {
		grid->below[(*column)++] = rows; /* this row among them */
	}
	grid->columns = *column > grid->columns ? *column : grid->columns;
	return true;
}

/* A row of heads goes on with heads. */
static enum haru_role filler_role(const struct haru_structure *s, haru_element row) {
	uint32_t at = s->elements[row].first_kid;
	bool is_head = at != 0;
	for (; at != 0; at = s->kids[at].next) {
		is_head = is_head && s->elements[kid_element(s, at)].role == HARU_TH;
	}
	return is_head ? HARU_TH : HARU_TD;
}

/* Empty cells where the row has none, one for each run of free columns. */
static void fill_row(struct grid *grid, haru_element row) {
	enum haru_role role = filler_role(grid->structure, row);
	for (uint32_t column = 0; column < grid->columns; column++) {
		uint32_t width = 0;
		while (column + width < grid->columns && grid->below[column + width] == 0) {
			width++;
		}
		if (width == 0) {
			continue;
		}
		if (grid->fillers++ == MAX_FILLERS) {
			grid->is_regular = false;
			return;
		}
		haru_element filler = structure_add(grid->structure, row, role, NULL);
		grid->structure->elements[filler].columns = (uint16_t)width;
		grid->structure->elements[filler].rows = 1;
		column += width - 1;
	}
}

static void place_rows(struct grid *grid, bool fill) {
	const struct haru_structure *s = grid->structure;
	memset(grid->below, 0, sizeof grid->below);
	for (size_t i = 0; i < grid->row_count && grid->is_regular; i++) {
		uint32_t column = 0;
		for (uint32_t at = s->elements[grid->rows[i].element].first_kid; at != 0 && grid->is_regular; at = s->kids[at].next) {
			enum haru_role role = (enum haru_role)s->elements[kid_element(s, at)].role;
			grid->is_regular = (role != HARU_TH && role != HARU_TD) || place_cell(grid, kid_element(s, at), grid->rows[i].left, &column);
		}
		if (fill) {
			fill_row(grid, grid->rows[i].element);
		}
		for (column = 0; column < grid->columns; column++) {
			grid->below[column] -= grid->below[column] > 0;
		}
	}
}

static bool settle(struct grid *grid, haru_element table) {
	const struct haru_structure *s = grid->structure;
	grid->row_count = 0;
	grid->columns = 0;
	grid->fillers = 0;
	grid->is_regular = true;
	collect_rows(grid, table);
	for (uint32_t at = s->elements[table].first_kid; at != 0; at = s->kids[at].next) {
		enum haru_role role = (enum haru_role)s->elements[kid_element(s, at)].role;
		if (role == HARU_THEAD || role == HARU_TBODY || role == HARU_TFOOT) {
			collect_rows(grid, kid_element(s, at));
		}
	}
	place_rows(grid, false);
	place_rows(grid, true);
	return grid->is_regular;
}

bool haru_structure_settle_tables(struct haru_structure *s) {
	struct grid *grid = calloc(1, sizeof *grid);
	if (grid == NULL) {
		abort(); /* as osp_buf: out of memory ends the program */
	}
	grid->structure = s;
	bool are_regular = true;
	size_t count = s->element_count; /* fillers are no tables */
	for (haru_element i = 1; i < count; i++) {
		if (s->elements[i].role == HARU_TABLE) {
			are_regular = settle(grid, i) && are_regular;
		}
	}
	free(grid->rows);
	free(grid);
	return are_regular;
}
