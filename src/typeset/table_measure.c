/* table_measure.c - how wide the columns of a table are. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/generated.h"
#include "typeset/table.h"

#include <stdlib.h>
#include <string.h>

/* ---- what stands in a cell, shaped once ---- */

struct measured { const osp_node *block, *first; struct paragraph *paragraph; };

static void measured_put(struct piece_layout *piece, const osp_node *block, const osp_node *first, struct paragraph *paragraph)
{
	if (piece->measured_count == piece->measured_capacity) {
		size_t capacity = piece->measured_capacity == 0 ? 64 : piece->measured_capacity * 2;
		struct measured *fresh = ARENA_ARRAY(piece->arena, capacity, struct measured);
		if (piece->measured_count > 0) {
			memcpy(fresh, piece->measured, piece->measured_count * sizeof(*fresh));
		}
		piece->measured = fresh;
		piece->measured_capacity = capacity;
	}
	piece->measured[piece->measured_count++] = (struct measured){ block, first, paragraph };
}

/* Cells are set in the order in which they were measured. */
struct paragraph *measured_take(struct piece_layout *piece, const osp_node *block, const struct inline_run *run)
{
	if (piece->measured_taken == piece->measured_count || run->marker != NULL) {
		return NULL;
	}
	const struct measured *next = &piece->measured[piece->measured_taken];
	if (next->block != block || next->first != run->first) {
		return NULL;
	}
	piece->measured_taken++;
	return next->paragraph;
}

static osp_len larger(osp_len a, osp_len b)
{
	return a > b ? a : b;
}

static void widen(struct text_widths *widths, struct text_widths other)
{
	widths->least = larger(widths->least, other.least);
	widths->whole = larger(widths->whole, other.whole);
	widths->most = larger(widths->most, other.most);
}

static void measure_run(struct flow *flow, const osp_node *block, const struct computed *style, struct inline_run *run,
                        struct text_widths *widths)
{
	struct piece_layout *piece = flow->piece;
	if (run->before == NULL && run->after == NULL && (run->first == NULL || run_is_white(run->first, run->last))) {
		*run = (struct inline_run){ 0 };
		return;
	}
	struct paragraph_options options = { .before = run->before, .after = run->after, .resolve = generated_text, .closure = piece };
	struct paragraph *paragraph = paragraph_new(piece->layout, piece->arena, block, style, run->first, run->last, &options);
	if (paragraph != NULL) {
		widen(widths, paragraph_widths(paragraph));
		measured_put(piece, block, run->first, paragraph);
	}
	*run = (struct inline_run){ 0 };
}

static void measure_children(struct flow *flow, const osp_node *parent, const struct computed *style, struct text_widths *widths);

static void measure_block(struct flow *flow, const osp_node *node, const struct computed *style, struct text_widths *widths)
{
	struct text_widths own = { 0, 0, 0 };
	if (osp_node_tag(node) == OSP_IMG) {
		const osp_asset *asset = osp_node_asset(flow->piece->layout->volume, node);
		own.most = asset == NULL ? style->font_size * 10 : (osp_len)(asset->width % 20000) * OSP_POINT * 3 / 4;
		own.least = own.whole = own.most > style->font_size * 4 ? style->font_size * 4 : own.most;
	} else if (style->display == DISPLAY_TABLE) {
		own.most = flow->width; /* a table in a table takes what it gets; its own columns are shared later */
		own.least = own.whole = style->font_size * 8 < own.most ? style->font_size * 8 : own.most;
	} else {
		flow->depth++;
		measure_children(flow, node, style, &own);
		flow->depth--;
	}
	osp_len edges = block_edge(style, SIDE_LEFT, 0) + block_edge(style, SIDE_RIGHT, 0) + length_resolve(style->margin[SIDE_LEFT], 0, 0) +
	                length_resolve(style->margin[SIDE_RIGHT], 0, 0);
	widen(widths, (struct text_widths){ own.least + edges, own.whole + edges, own.most + edges });
}

/* The same walk as block_children(), so that the same paragraphs are made. */
static void measure_children(struct flow *flow, const osp_node *parent, const struct computed *style, struct text_widths *widths)
{
	if (flow->depth >= FLOW_DEPTH_MAX) {
		return;
	}
	struct inline_run run = { .before = pseudo_content(flow, parent, OSP_PSEUDO_BEFORE) };
	for (const osp_node *node = osp_node_first(parent); node != NULL; node = osp_node_next(node)) {
		const struct computed *own = node_style(flow, node);
		if (!osp_node_is_text(node) && own->display == DISPLAY_NONE) {
			continue;
		}
		if (block_is_inline(node, own) && !block_is_picture(node, parent)) {
			run.first = run.first == NULL ? node : run.first;
			run.last = node;
			continue;
		}
		measure_run(flow, parent, style, &run, widths);
		measure_block(flow, node, own, widths);
	}
	run.after = pseudo_content(flow, parent, OSP_PSEUDO_AFTER);
	measure_run(flow, parent, style, &run, widths);
}

/* ---- columns ---- */

osp_len table_edge(const struct table *table, const struct computed *style, int side, osp_len base)
{
	osp_len border = style->border[side].style == LINE_NONE ? 0 : style->border[side].width;
	return (table->collapses ? border / 2 : border) + length_resolve(style->padding[side], base, 0);
}

struct column { osp_len min, max, soft, short_text, whole; };

/* What a cell over several columns needs beyond them is shared equally. */
static void spread(struct column *columns, const struct table_cell *cell)
{
	osp_len min = 0, max = 0;
	for (uint32_t i = 0; i < cell->columns; i++) {
		min += columns[cell->column + i].min;
		max += columns[cell->column + i].max;
	}
	for (uint32_t i = 0; i < cell->columns; i++) {
		struct column *column = &columns[cell->column + i];
		column->min += cell->min > min ? (cell->min - min) / (osp_len)cell->columns : 0;
		column->max += cell->max > max ? (cell->max - max) / (osp_len)cell->columns : 0;
		column->max = column->max < column->min ? column->min : column->max;
	}
}

static void measure_cells(struct table *table, struct flow *flow, struct column *columns, osp_len room)
{
	for (uint32_t i = 0; i < table->cell_count; i++) {
		struct table_cell *cell = &table->cells[i];
		struct text_widths text = { 0, 0, 0 };
		measure_children(flow, cell->node, cell->style, &text);
		osp_len edges = table_edge(table, cell->style, SIDE_LEFT, room) + table_edge(table, cell->style, SIDE_RIGHT, room);
		cell->min = text.least + edges;
		cell->max = text.most + edges;
		if (cell->style->width.kind == LENGTH_FIXED || cell->style->width.kind == LENGTH_PERCENT) {
			osp_len wanted = length_resolve(cell->style->width, room, 0) + (cell->style->width.kind == LENGTH_FIXED ? edges : 0);
			cell->max = wanted > cell->min ? wanted : cell->min;
		}
		if (cell->columns == 1) {
			struct column *column = &columns[cell->column];
			column->min = larger(column->min, cell->min);
			column->max = larger(column->max, cell->max);
			column->whole = larger(column->whole, text.whole + edges);
		}
	}
	for (uint32_t i = 0; i < table->cell_count; i++) {
		if (table->cells[i].columns > 1) {
			spread(columns, &table->cells[i]);
		}
	}
}

static osp_len wanted(const struct column *column, osp_len most)
{
	osp_len width = column->min > column->short_text ? column->min : column->short_text;
	return width < most ? width : most;
}

/*
 * Where not even the longest words fit, the longest of all give way, down to one width, so that numbers and short words
 * stay whole; and a column of Chinese is no ribbon one character wide.
 */
static void share_too_little(struct table *table, const struct column *columns, osp_len room)
{
	osp_len low = 0, high = room;
	while (low < high) {
		osp_len middle = high - (high - low) / 2;
		int64_t sum = 0;
		for (uint32_t i = 0; i < table->column_count; i++) {
			sum += wanted(&columns[i], middle);
		}
		if (sum <= room) {
			low = middle;
		} else {
			high = middle - 1;
		}
	}
	for (uint32_t i = 0; i < table->column_count; i++) {
		table->widths[i] = wanted(&columns[i], low);
	}
}

/*
 * CSS 2.1, 17.5.2.2, with one more step. A column of Chinese can be made as
 * narrow as one character, and would be, beside a column of long texts; so a
 * column first gets what a short word needs (`soft`) and then its share.
 */
static void share(struct table *table, const struct column *columns, osp_len room)
{
	int64_t min = 0, soft = 0, max = 0;
	for (uint32_t i = 0; i < table->column_count; i++) {
		min += columns[i].min;
		soft += columns[i].soft;
		max += columns[i].max;
	}
	bool is_soft = soft <= room;
	int64_t base = is_soft ? soft : min;
	if (base > room) {
		share_too_little(table, columns, room);
		return;
	}
	for (uint32_t i = 0; i < table->column_count; i++) {
		int64_t least = is_soft ? columns[i].soft : columns[i].min;
		int64_t width;
		if (max <= room) {
			width = max == 0 ? room / table->column_count : columns[i].max * (int64_t)room / max;
		} else {
			width = least + (max == base ? 0 : (columns[i].max - least) * (room - base) / (max - base));
		}
		table->widths[i] = (osp_len)width;
	}
}

/*
 * Names such as read_timeout_ms can part at their joints, but are easier to read whole, so their columns get more than a short
 * word's room if all of them can. A column of long addresses would take it from the others.
 */
static void keep_names_whole(const struct table *table, struct column *columns, osp_len room)
{
	osp_len longest = table->style->font_size * 14;
	int64_t sum = 0;
	for (uint32_t i = 0; i < table->column_count; i++) {
		struct column *column = &columns[i];
		bool is_name = column->whole > column->soft && column->whole <= longest && column->whole <= column->max;
		column->whole = is_name ? column->whole : column->soft;
		sum += column->whole;
	}
	for (uint32_t i = 0; i < table->column_count && sum <= room; i++) {
		columns[i].soft = columns[i].whole;
	}
}

void table_share(struct table *table, struct flow *flow, osp_len room)
{
	struct column *columns = ARENA_ARRAY(table->arena, table->column_count, struct column);
	flow->piece->measured_count = flow->piece->measured_taken = 0;
	measure_cells(table, flow, columns, room);
	int64_t max = 0;
	for (uint32_t i = 0; i < table->column_count; i++) {
		osp_len word = table->style->font_size * 5;
		osp_len soft = columns[i].max < word ? columns[i].max : word;
		columns[i].soft = soft > columns[i].min ? soft : columns[i].min;
		columns[i].short_text = soft > word * 4 / 5 ? word * 4 / 5 : soft;
		columns[i].max = columns[i].max > room * 4 ? room * 4 : columns[i].max;
		columns[i].max = columns[i].max < columns[i].soft ? columns[i].soft : columns[i].max;
		max += columns[i].max;
	}
	keep_names_whole(table, columns, room);
	if (table->style->width.kind != LENGTH_FIXED && table->style->width.kind != LENGTH_PERCENT && max < room) {
		room = (osp_len)max; /* shrink to fit */
	}
	table->widths = ARENA_ARRAY(table->arena, table->column_count, osp_len);
	table->lefts = ARENA_ARRAY(table->arena, table->column_count + 1, osp_len);
	share(table, columns, room);
	for (uint32_t i = 0; i < table->column_count; i++) {
		table->lefts[i + 1] = table->lefts[i] + table->widths[i];
	}
	table->width = table->lefts[table->column_count];
}

bool table_is_crowded(struct flow *flow, const osp_node *node, const struct computed *style)
{
	struct table table;
	int64_t min = 0;
	table_read(&table, flow, node, style);
	struct column *columns = ARENA_ARRAY(table.arena, table.column_count + 1, struct column);
	flow->piece->measured_count = flow->piece->measured_taken = 0;
	measure_cells(&table, flow, columns, flow->width);
	flow->piece->measured_count = 0; /* they are measured once more where they stand */
	for (uint32_t i = 0; i < table.column_count; i++) {
		min += columns[i].min;
	}
	return min > flow->width;
}
