/* table.c - rows become strips, tall ones several; the head of a table goes along from page to page. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/generated.h"
#include "typeset/table.h"

#include <stdlib.h>
#include <string.h>

enum { SPLIT_FRACTION = 3 }; /* a row is cut when it is taller than a third of the page (typesetting.md 1.16) */

static osp_len galley_height(const struct galley *galley)
{
	osp_len height = 0;
	for (uint32_t i = 0; i < galley->count; i++) {
		height += galley->strips[i].height;
	}
	return height;
}

static void set_cell(struct table *table, struct flow *flow, struct table_cell *cell)
{
	struct cell *set = cell->cell = ARENA_NEW(table->arena, struct cell);
	osp_len left = table_edge(table, cell->style, SIDE_LEFT, table->width);
	osp_len right = table_edge(table, cell->style, SIDE_RIGHT, table->width);
	set->x = flow->x + table->lefts[cell->column];
	set->width = table->lefts[cell->column + cell->columns] - table->lefts[cell->column];
	set->inner_x = set->x + left;
	osp_len width = set->width - left - right;
	width = width < cell->style->font_size ? cell->style->font_size : width;
	set->box = flow_box_new(flow, cell->node, cell->style);
	set->frame = set->box->style;
	set->collapses = table->collapses;
	set->box->style = NULL;
	set->box->x = set->x;
	set->box->width = set->width;
	struct flow inner;
	flow_init(&inner, flow->piece, &set->galley, set->box, width);
	inner.drops_first_margin = true;
	inner.depth = flow->depth + 1;
	block_children(&inner, cell->node, cell->style);
	figure_clear(&inner);
	set->height = galley_height(&set->galley);
	set->top = table_edge(table, cell->style, SIDE_TOP, table->width);
}

static osp_len cell_height(const struct table *table, const struct table_cell *cell)
{
	osp_len height = cell->cell->height + cell->cell->top + table_edge(table, cell->style, SIDE_BOTTOM, table->width);
	osp_len least = length_resolve(cell->style->height, 0, 0);
	return height < least ? least : height;
}

/* Heights of all rows; what a cell over several rows needs beyond them goes to the last of them. */
static osp_len *row_heights(struct table *table)
{
	osp_len *heights = ARENA_ARRAY(table->arena, table->row_count + 1, osp_len);
	for (int pass = 0; pass < 2; pass++) {
		for (uint32_t i = 0; i < table->row_count; i++) {
			const struct table_row *row = &table->rows[i];
			osp_len least = pass == 0 ? length_resolve(row->style->height, 0, 0) : 0;
			heights[i] = heights[i] < least ? least : heights[i];
			for (uint32_t k = 0; k < row->cell_count; k++) {
				const struct table_cell *cell = &table->cells[row->first_cell + k];
				if ((cell->rows == 1) != (pass == 0)) {
					continue;
				}
				osp_len sum = 0;
				for (uint32_t r = 0; r < cell->rows; r++) {
					sum += heights[i + r];
				}
				osp_len wanted = cell_height(table, cell);
				if (wanted > sum) {
					heights[i + cell->rows - 1] += wanted - sum;
				}
			}
		}
	}
	return heights;
}

/* Cells of a row that is split begin together: nobody looks for the middle of a text overleaf. */
static void align_cells(struct table *table, const osp_len *heights, osp_len tallest)
{
	for (uint32_t i = 0; i < table->row_count; i++) {
		const struct table_row *row = &table->rows[i];
		for (uint32_t k = 0; k < row->cell_count; k++) {
			struct table_cell *cell = &table->cells[row->first_cell + k];
			osp_len height = 0;
			for (uint32_t r = 0; r < cell->rows; r++) {
				height += heights[i + r];
			}
			cell->cell->span_height = cell->rows > 1 ? height : 0;
			osp_len free = height > tallest ? 0 : height - cell_height(table, cell);
			if (cell->style->valign == VALIGN_MIDDLE) {
				cell->cell->top += free / 2;
			} else if (cell->style->valign == VALIGN_BOTTOM) {
				cell->cell->top += free;
			}
		}
	}
}

/* ---- rows to strips ---- */

struct cutter { const struct table *table; const struct table_row *row; osp_len height; osp_len *tops; uint32_t *next; };

static struct row_part *take_part(struct cutter *cutter, struct arena *arena, osp_len from, osp_len to)
{
	struct row_part *part = ARENA_NEW(arena, struct row_part);
	part->count = cutter->row->cell_count;
	part->parts = ARENA_ARRAY(arena, part->count, struct cell_part);
	part->row = cutter->row;
	part->is_first = from == 0;
	part->is_last = to == cutter->height;
	for (uint32_t k = 0; k < part->count; k++) {
		struct cell *cell = cutter->table->cells[cutter->row->first_cell + k].cell;
		struct cell_part *at = &part->parts[k];
		*at = (struct cell_part){ cell, cutter->next[k], cutter->next[k], cutter->tops[k] - from };
		while (at->end < cell->galley.count && (part->is_last || cutter->tops[k] < to)) {
			cutter->tops[k] += cell->galley.strips[at->end++].height;
		}
		cutter->next[k] = at->end;
	}
	return part;
}

static uint32_t part_notes(const struct row_part *part, uint32_t so_far)
{
	for (uint32_t k = 0; k < part->count; k++) {
		for (uint32_t i = part->parts[k].first; i < part->parts[k].end; i++) {
			uint32_t end = part->parts[k].cell->galley.strips[i].notes_end;
			so_far = end > so_far ? end : so_far;
		}
	}
	return so_far;
}

static bool spans_rows(const struct table *table, const struct table_row *row)
{
	for (uint32_t k = 0; k < row->cell_count; k++) {
		if (table->cells[row->first_cell + k].rows > 1) {
			return true;
		}
	}
	return false;
}

static void row_strips(struct table *table, struct flow *flow, const struct table_row *row, osp_len height, bool can_split, uint32_t notes)
{
	struct cutter cutter = { table, row, height, NULL, NULL };
	cutter.tops = ARENA_ARRAY(table->arena, row->cell_count + 1, osp_len);
	cutter.next = ARENA_ARRAY(table->arena, row->cell_count + 1, uint32_t);
	for (uint32_t k = 0; k < row->cell_count; k++) {
		cutter.tops[k] = table->cells[row->first_cell + k].cell->top;
	}
	osp_len line = table->style->line_height * 2, from = 0;
	struct row_cuts cuts = { &height, 1, height };
	if (can_split) {
		cuts = row_cuts_find(table, row, height, flow->piece->page_height / SPLIT_FRACTION);
	}
	for (uint32_t i = 0; i < cuts.count; i++) {
		osp_len to = cuts.at[i];
		struct strip *strip = flow_strip(flow, STRIP_ROW, to - from);
		strip->as.row = take_part(&cutter, table->arena, from, to);
		notes = part_notes(strip->as.row, notes);
		strip->notes_end = strip->notes_least = notes;
		if (to < height) {
			strip->cost = COST_ROW + (to < line || height - to < line ? COST_WIDOW : 0);
		}
		from = to;
	}
}

static void set_row(struct table *table, struct flow *flow, uint32_t index, const osp_len *heights, uint32_t *spanned, uint32_t notes)
{
	const struct table_row *row = &table->rows[index];
	struct box *outer = flow->box, *group = row->box->parent;
	if (index == 0 || table->rows[index - 1].box->parent != group) {
		group->first = group == outer ? group->first : flow->galley->count;
	}
	flow->box = row->box;
	flow->box->first = flow->galley->count;
	bool spans = spans_rows(table, row) || *spanned > 0;
	bool can_split = !spans && heights[index] > flow->piece->page_height / SPLIT_FRACTION;
	row_strips(table, flow, row, heights[index], can_split, notes);
	row->box->end = group->end = flow->galley->count;
	flow->box = outer;
	for (uint32_t k = 0; k < row->cell_count; k++) {
		uint32_t rows = table->cells[row->first_cell + k].rows;
		*spanned = rows - 1 > *spanned ? rows - 1 : *spanned;
	}
	if (*spanned > 0) {
		flow_keep(flow, COST_AVOID);
		(*spanned)--;
	}
}

/* Cells are laid out before any row is, as spanning cells need all heights. Boxes of rows and groups are made on the way. */
static void set_cells(struct table *table, struct flow *flow, uint32_t *notes)
{
	struct box *outer = flow->box, *group = outer;
	const osp_node *current = NULL;
	for (uint32_t i = 0; i < table->row_count; i++) {
		struct table_row *row = &table->rows[i];
		if (row->group != current) {
			flow->box = outer;
			group = row->group == NULL ? outer : flow_box_new(flow, row->group, node_style(flow, row->group));
			group->x = row->group == NULL ? group->x : flow->x;
			group->width = row->group == NULL ? group->width : table->width;
			current = row->group;
		}
		flow->box = group;
		struct box *box = row->box = flow_box_new(flow, row->node, row->style);
		box->x = flow->x;
		box->width = table->width;
		flow->box = box;
		notes[i] = flow->piece->notes.count;
		for (uint32_t k = 0; k < row->cell_count; k++) {
			set_cell(table, flow, &table->cells[row->first_cell + k]);
		}
	}
	flow->box = outer;
}

/* The label of a table that goes on, with the number that its caption has: 表 1（续）, Table 1 (continued). */
static const char *continued_label(struct flow *flow, const struct table *table)
{
	const char *lang = table->style->lang, *word = osp_label(lang, "table"), *continued = osp_label(lang, "continued");
	osp_buf words = OSP_BUF_INIT;
	for (const osp_node *at = osp_node_first(table->node); at != NULL && words.len == 0; at = osp_node_next(at)) {
		if (osp_node_tag(at) == OSP_CAPTION) {
			generated_words(&words, at);
		}
	}
	size_t len = strlen(word);
	const char *number = words.data == NULL || strncmp(words.data, word, len) != 0 ? "" : words.data + len;
	number += number[0] == ' ';
	int digits = (int)strspn(number, "0123456789.-");
	const char *gap = continued[0] == '(' ? " " : "";
	const char *label = arena_printf(flow->piece->arena, "%s%s%.*s%s%s", word, digits > 0 ? " " : "", digits, number, gap, continued);
	osp_buf_done(&words);
	return label;
}

static void make_head(struct table *table, struct flow *flow, uint32_t first)
{
	struct table_head *head = ARENA_NEW(table->arena, struct table_head);
	head->galley = flow->galley;
	head->first = first;
	head->end = head->body = flow->galley->count;
	for (uint32_t i = first; i < head->end; i++) {
		head->height += flow->galley->strips[i].height;
	}
	if (head->height > flow->piece->page_height / SPLIT_FRACTION) {
		return; /* a head as tall as that would leave no room for the rows */
	}
	head->label = continued_label(flow, table);
	head->label_style = table->style;
	head->label_height = table->style->line_height;
	head->label_x = flow->x;
	head->label_width = table->width;
	flow->head = head;
}

/* One row alone tells nothing, and a table of a few rows is read at a glance. */
struct row_costs { uint32_t first; bool is_small; };

static struct row_costs row_costs_of(const struct table *table, const osp_len *heights, osp_len page)
{
	struct row_costs costs = { 0, false };
	int64_t height = 0;
	while (costs.first < table->row_count && table->rows[costs.first].is_head) {
		costs.first++;
	}
	for (uint32_t i = 0; i < table->row_count; i++) {
		height += heights[i];
	}
	costs.is_small = height <= page / SPLIT_FRACTION;
	return costs;
}

static int32_t cost_after(const struct table *table, const struct row_costs *costs, uint32_t index)
{
	bool is_lone = index == costs->first || index + 2 == table->row_count;
	return index + 1 == table->row_count ? 0 : is_lone ? COST_LONE_ROW : costs->is_small ? COST_ROW : 0;
}

static void set_rows(struct table *table, struct flow *flow)
{
	uint32_t *notes = ARENA_ARRAY(table->arena, table->row_count, uint32_t);
	set_cells(table, flow, notes);
	osp_len *heights = row_heights(table);
	align_cells(table, heights, flow->piece->page_height / SPLIT_FRACTION);
	const struct row_costs costs = row_costs_of(table, heights, flow->piece->page_height);
	uint32_t first = flow->galley->count, spanned = 0;
	bool was_head = false;
	for (uint32_t i = 0; i < table->row_count; i++) {
		if (was_head && !table->rows[i].is_head && flow->head == NULL) {
			make_head(table, flow, first);
		}
		was_head = table->rows[i].is_head && (i == 0 || was_head);
		set_row(table, flow, i, heights, &spanned, notes[i]);
		flow_keep(flow, was_head ? COST_KEEP : cost_after(table, &costs, i));
	}
}

static void captions(struct flow *flow, const osp_node *table)
{
	for (const osp_node *at = osp_node_first(table); at != NULL; at = osp_node_next(at)) {
		if (osp_node_tag(at) == OSP_CAPTION) {
			block_node(flow, at, node_style(flow, at));
			flow_keep(flow, COST_KEEP);
		}
	}
}

/* The frame is painted around the rows only, and again on every page: a three-line table has its first rule everywhere. */
static void framed(struct table *table, struct flow *flow)
{
	const struct computed *style = table->style;
	osp_len top = table_edge(table, style, SIDE_TOP, 0), bottom = table_edge(table, style, SIDE_BOTTOM, 0);
	struct box *outer = flow->box;
	flow_settle(flow);
	flow->box = flow_box_new(flow, NULL, style);
	flow->box->x = flow->x;
	flow->box->width = table->width;
	flow->box->is_cloned = true;
	if (top > 0) {
		flow_strip(flow, STRIP_EDGE, top)->cost = COST_KEEP;
	}
	const struct table_head *head = flow->head;
	flow->head = NULL;
	set_rows(table, flow);
	flow->head = head;
	if (bottom > 0) {
		flow_keep(flow, COST_KEEP);
		flow_strip(flow, STRIP_EDGE, bottom);
	}
	flow->box->end = flow->galley->count;
	flow->box = outer;
}

static osp_len free_room(const struct flow *flow, const struct computed *style)
{
	osp_len room = flow->width - length_resolve(style->margin[SIDE_LEFT], flow->width, 0) - length_resolve(style->margin[SIDE_RIGHT], flow->width, 0);
	room = length_resolve(style->width, flow->width, room);
	return room > flow->width ? flow->width : room;
}

static bool is_centred(const struct computed *style)
{
	return style->margin[SIDE_LEFT].kind == LENGTH_AUTO && style->margin[SIDE_RIGHT].kind == LENGTH_AUTO;
}

void table_node(struct flow *flow, const osp_node *node, const struct computed *style)
{
	struct table table;
	figure_clear(flow);
	table_read(&table, flow, node, style);
	/* the element's own box holds the captions too and is not painted */
	struct computed *plain = ARENA_NEW(flow->piece->arena, struct computed);
	*plain = *style;
	plain->background = 0;
	plain->width = plain->max_width = (struct length){ LENGTH_AUTO, 0 };
	for (int side = 0; side < 4; side++) {
		plain->border[side] = (struct border){ 0, LINE_NONE, 0 };
		plain->padding[side] = (struct length){ LENGTH_FIXED, 0 };
	}
	struct block_state state = block_open(flow, node, plain);
	captions(flow, node);
	if (table.row_count > 0 && table.cell_count > 0) {
		osp_len x = flow->x, width = flow->width;
		table_share(&table, flow, free_room(flow, style));
		if (is_centred(style) && table.width < width) {
			flow->x += (width - table.width) / 2;
		}
		flow->width = table.width;
		framed(&table, flow);
		flow->x = x;
		flow->width = width;
	}
	block_close(flow, node, plain, &state);
}
