/* page_draw.c - one page: the picture that waited, the repeated head, the text, the notes. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/painter.h"

#include <string.h>

/* What was drawn as part of the structure becomes bare ink: a repeated head says nothing new. */
static void strip_structure(struct item_list *list, size_t from)
{
	size_t to = from;
	for (size_t i = from; i < list->count; i++) {
		osp_item_kind kind = list->items[i].kind;
		if (kind == OSP_ITEM_GLYPHS || kind == OSP_ITEM_RECT || kind == OSP_ITEM_IMAGE || kind == OSP_ITEM_PLACEHOLDER) {
			list->items[to++] = list->items[i];
		}
	}
	list->count = to;
}

static osp_len draw_label(struct painter *painter, const struct table_head *head, osp_len x, osp_len y)
{
	const struct piece_layout *piece = painter->piece;
	const struct computed *style = head->label_style;
	osp_len width = text_line(piece->layout, piece->arena, style, style->lang, head->label, 0, 0, NULL);
	osp_len left = x + head->label_x + (head->label_width - width) / 2;
	text_line(piece->layout, piece->arena, style, style->lang, head->label, left, y + style_baseline(style), &painter->list);
	return head->label_height;
}

/* Frames of rows are painted by hand, as no box begins in an artifact. */
static void draw_head_row(struct painter *painter, const struct strip *strip, osp_len x, osp_len y)
{
	for (const struct box *box = strip->box; box != NULL && !box->is_cloned; box = box->parent) {
		if (box->style != NULL) {
			painter_frame(painter, box->style, x + box->x, y, box->width, strip->height, true, true);
		}
	}
}

static osp_len draw_head(struct painter *painter, const struct table_head *head, osp_len x, osp_len y)
{
	painter_artifact(painter, true);
	painter->is_artifact = true;
	size_t from = painter->list.count;
	const struct box *open = painter->open;
	y += draw_label(painter, head, x, y);
	for (uint32_t i = head->first; i < head->end; i++) {
		const struct strip *strip = &head->galley->strips[i];
		draw_head_row(painter, strip, x, y);
		struct placed placed = { i, y };
		struct run run = { head->galley, &placed, 1, x, 0 };
		painter_run(painter, &run);
		y += strip->height;
	}
	painter->open = open;
	strip_structure(&painter->list, from);
	painter->is_artifact = false;
	painter_artifact(painter, false);
	return y;
}

/* What floats has its place at one end of the column; the text goes between. */
struct column { const struct piece_layout *piece; struct placed *placed; uint32_t count; osp_len top, bottom; };

static osp_len group_height(const struct galley *body, uint32_t first, uint32_t end)
{
	osp_len height = 0;
	for (uint32_t i = first; i < end; i++) {
		height += body->strips[i].height;
	}
	return height;
}

static void place_group(struct column *column, uint32_t first, uint32_t end, osp_len y)
{
	for (uint32_t i = first; i < end; i++) {
		column->placed[column->count++] = (struct placed){ i, y };
		y += column->piece->body.strips[i].height;
	}
}

/* Floats of the foot stand in the order of the text, too; how much all of them take was subtracted from `bottom`. */
static uint32_t place_float(struct column *column, uint32_t first, osp_len *foot)
{
	const struct galley *body = &column->piece->body;
	uint32_t end;
	osp_len height = pagebreak_float_height(column->piece, first, &end);
	if (body->strips[first].float_kind == FLOAT_BOTTOM) {
		place_group(column, first, end, *foot + height - group_height(body, first, end));
		*foot += height;
	} else {
		place_group(column, first, end, column->top);
		column->top += height;
	}
	return end;
}

static osp_len floats_below(const struct column *column, const struct cut *cut)
{
	const struct piece_layout *piece = column->piece;
	osp_len sum = 0;
	uint32_t first = cut->figure_first, end;
	if (cut->figure_end > first && pagebreak_is_float(piece, first) && piece->body.strips[first].float_kind == FLOAT_BOTTOM) {
		sum += pagebreak_float_height(piece, first, &end);
	}
	for (uint32_t i = cut->first; i < cut->end; i++) {
		bool is_skipped = i >= cut->skip_first && i < cut->skip_end;
		if (!is_skipped && piece->body.strips[i].float_kind == FLOAT_BOTTOM && pagebreak_is_float(piece, i)) {
			sum += pagebreak_float_height(piece, i, &end);
		}
	}
	return sum;
}

static void place_figure(struct column *column, const struct cut *cut, osp_len *foot)
{
	if (cut->figure_end == cut->figure_first) {
		return;
	}
	if (pagebreak_is_float(column->piece, cut->figure_first)) {
		place_float(column, cut->figure_first, foot);
		return;
	}
	place_group(column, cut->figure_first, cut->figure_end, column->top);
	column->top += group_height(&column->piece->body, cut->figure_first, cut->figure_end);
	column->top += pagebreak_figure_gap(column->piece, cut->figure_end, cut->first);
}

static osp_len floats_above(const struct column *column, const struct cut *cut)
{
	osp_len sum = 0;
	for (uint32_t i = cut->first, end; i < cut->end; i++) {
		bool is_skipped = i >= cut->skip_first && i < cut->skip_end;
		if (!is_skipped && column->piece->body.strips[i].float_kind == FLOAT_TOP && pagebreak_is_float(column->piece, i)) {
			sum += pagebreak_float_height(column->piece, i, &end);
		}
	}
	return sum;
}

/* The same sums as the page breaker's: space is set when something follows it. */
static void place_text(struct column *column, const struct cut *cut, osp_len y, osp_len foot)
{
	const struct piece_layout *piece = column->piece;
	const struct strip *strips = piece->body.strips;
	bool is_begun = column->count > 0;
	osp_len space = 0;
	for (uint32_t i = cut->first, end; i < cut->end; i++) {
		bool is_skipped = i == cut->skip_first && cut->skip_end > cut->skip_first;
		if (is_skipped || pagebreak_is_float(piece, i)) {
			uint32_t next = is_skipped ? cut->skip_end : 0;
			end = is_skipped ? cut->skip_end : place_float(column, i, &foot);
			while (is_skipped && end > i && strips[end - 1].kind == STRIP_SPACE) {
				end--;
			}
			for (next = next > end ? next : end; next < cut->end && strips[next].kind == STRIP_SPACE;) {
				next++;
			}
			space = pagebreak_bridge(piece, i, end, next, space);
			is_begun = is_begun || !is_skipped;
			i = next - 1;
			continue;
		}
		if (strips[i].kind == STRIP_SPACE) {
			space += is_begun ? strips[i].height : 0;
			continue;
		}
		column->placed[column->count++] = (struct placed){ i, y + space };
		y += space + strips[i].height;
		space = 0;
		is_begun = true;
	}
}

static void draw_notes(struct painter *painter, const struct cut *cut, const struct page_style *style, osp_len x, osp_len bottom)
{
	struct piece_layout *piece = painter->piece;
	const struct galley *notes = &piece->notes;
	uint32_t first = cut->notes_first;
	while (first < cut->notes_end && notes->strips[first].kind == STRIP_SPACE) {
		first++;
	}
	if (first == cut->notes_end) {
		return;
	}
	osp_len height = 0;
	for (uint32_t i = first; i < cut->notes_end; i++) {
		height += notes->strips[i].height;
	}
	struct placed *placed = ARENA_ARRAY(piece->arena, cut->notes_end - first, struct placed);
	osp_len y = bottom - height;
	painter_close(painter, notes->root);
	const struct border *rule = &style->footnote.border_top;
	if (rule->style != LINE_NONE) {
		/* a quarter of the measure (typesetting.md 1.17) */
		painter_artifact(painter, true);
		painter_rect(painter, x, y - style->footnote.padding_top - rule->width, cut->width / 4, rule->width, rule->color);
		painter_artifact(painter, false);
	}
	for (uint32_t i = first; i < cut->notes_end; i++) {
		placed[i - first] = (struct placed){ i, y };
		y += notes->strips[i].height;
	}
	struct run run = { notes, placed, cut->notes_end - first, x, cut->notes_end };
	painter_run(painter, &run);
}

static osp_len notes_height(const struct piece_layout *piece, const struct cut *cut, const struct page_style *style)
{
	osp_len height = 0;
	for (uint32_t i = cut->notes_first; i < cut->notes_end; i++) {
		height += piece->notes.strips[i].height;
	}
	osp_len rule = style->footnote.border_top.style == LINE_NONE ? 0 : style->footnote.border_top.width;
	return height == 0 ? 0 : height + style->footnote.margin_top + rule + style->footnote.padding_top;
}

static void draw_column(struct painter *painter, const struct cut *cut, const struct page_style *style, osp_len x, osp_len y)
{
	struct piece_layout *piece = painter->piece;
	uint32_t most = (cut->end - cut->first) + (cut->figure_end - cut->figure_first);
	struct column column = { .piece = piece, .top = y + cut->top };
	column.placed = ARENA_ARRAY(piece->arena, most + 1, struct placed);
	osp_len foot = y + cut->bottom - notes_height(piece, cut, style) - floats_below(&column, cut);
	place_figure(&column, cut, &foot);
	if (column.count > 0) {
		struct run run = { &piece->body, column.placed, column.count, x, cut->figure_end };
		painter_run(painter, &run);
	}
	osp_len head_height = cut->first < cut->end ? pagebreak_head_height(&piece->body.strips[cut->first], cut->first) : 0;
	osp_len text = column.top + floats_above(&column, cut);
	uint32_t before = column.count;
	if (head_height > 0) {
		const struct table_head *head = piece->body.strips[cut->first].extra->head;
		draw_head(painter, head, x, text);
		painter->head_height = head->height;
	}
	place_text(&column, cut, text + head_height, foot);
	struct run run = { &piece->body, column.placed + before, column.count - before, x, cut->end };
	painter_run(painter, &run);
	painter->head_height = 0;
	draw_notes(painter, cut, style, x, y + cut->bottom);
}

/* CSS Multi-column Layout 1, 4: a rule takes no room, stands in the middle of the gap, and is as long as the columns. */
static void draw_column_rule(struct painter *painter, const struct cut *before, const struct cut *cut, osp_len x, osp_len y)
{
	if (cut->rule == NULL || cut->rule->style == LINE_NONE || cut->top != before->top) {
		return;
	}
	osp_len middle = x + (before->x + before->width + cut->x) / 2;
	painter_artifact(painter, true);
	painter_stripe(painter, cut->rule, middle - cut->rule->width / 2, y + cut->top, cut->rule_end - cut->top, false);
	painter_artifact(painter, false);
}

void page_draw(struct painter *painter, uint32_t page, const struct page_style *style, osp_len x, osp_len y)
{
	const struct piece_layout *piece = painter->piece;
	uint32_t first = piece->page_cuts[page];
	for (uint32_t i = first; i < piece->page_cuts[page + 1]; i++) {
		if (i > first) {
			painter_close(painter, NULL); /* what goes on in this column has a frame here, too */
			draw_column_rule(painter, &piece->cuts[i - 1], &piece->cuts[i], x, y);
		}
		draw_column(painter, &piece->cuts[i], style, x + piece->cuts[i].x, y);
	}
	painter_close(painter, NULL);
}
