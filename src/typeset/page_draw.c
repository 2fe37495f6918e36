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

static uint32_t place_figure(const struct piece_layout *piece, const struct cut *cut, struct placed *placed, osp_len *y)
{
	uint32_t count = 0;
	for (uint32_t i = cut->figure_first; i < cut->figure_end; i++) {
		placed[count++] = (struct placed){ i, *y };
		*y += piece->body.strips[i].height;
	}
	*y += count == 0 ? 0 : pagebreak_figure_gap(piece, cut->figure_end, cut->first);
	return count;
}

/* The same sums as the page breaker's: space is set when something follows it. */
static uint32_t place_text(const struct piece_layout *piece, const struct cut *cut, struct placed *placed, osp_len y, bool is_begun)
{
	uint32_t count = 0;
	osp_len space = 0;
	for (uint32_t i = cut->first; i < cut->end; i++) {
		const struct strip *strip = &piece->body.strips[i];
		if (i == cut->skip_first && cut->skip_end > cut->skip_first) {
			uint32_t end = cut->skip_end;
			while (end > cut->skip_first && piece->body.strips[end - 1].kind == STRIP_SPACE) {
				end--;
			}
			space = pagebreak_bridge(piece, cut->skip_first, end, cut->skip_end, space);
			i = cut->skip_end - 1;
			continue;
		}
		if (strip->kind == STRIP_SPACE) {
			space += is_begun ? strip->height : 0;
			continue;
		}
		placed[count++] = (struct placed){ i, y + space };
		y += space + strip->height;
		space = 0;
		is_begun = true;
	}
	return count;
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
		painter_rect(painter, x, y - style->footnote.padding_top - rule->width, piece->width / 4, rule->width, rule->color);
		painter_artifact(painter, false);
	}
	for (uint32_t i = first; i < cut->notes_end; i++) {
		placed[i - first] = (struct placed){ i, y };
		y += notes->strips[i].height;
	}
	struct run run = { notes, placed, cut->notes_end - first, x, cut->notes_end };
	painter_run(painter, &run);
}

void page_draw(struct painter *painter, const struct cut *cut, const struct page_style *style, osp_len x, osp_len y, osp_len height)
{
	struct piece_layout *piece = painter->piece;
	uint32_t most = (cut->end - cut->first) + (cut->figure_end - cut->figure_first);
	struct placed *placed = ARENA_ARRAY(piece->arena, most + 1, struct placed);
	osp_len bottom = y + height;
	uint32_t count = place_figure(piece, cut, placed, &y);
	if (count > 0) {
		struct run run = { &piece->body, placed, count, x, cut->figure_end };
		painter_run(painter, &run);
	}
	osp_len head_height = cut->first < cut->end ? pagebreak_head_height(&piece->body.strips[cut->first], cut->first) : 0;
	bool is_begun = count > 0;
	uint32_t text = place_text(piece, cut, placed, y + head_height, is_begun);
	struct run run = { &piece->body, placed, text, x, cut->end };
	if (head_height > 0) {
		const struct table_head *head = piece->body.strips[cut->first].extra->head;
		draw_head(painter, head, x, y);
		painter->head_height = head->height;
	}
	painter_run(painter, &run);
	draw_notes(painter, cut, style, x, bottom);
	painter_close(painter, NULL);
}
