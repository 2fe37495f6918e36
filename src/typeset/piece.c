/* piece.c - one piece: its flow, its pages, their drawing. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/piece.h"

#include <string.h>

enum { ITEMS_USUAL = 512 }; /* more than most pages have: the list is not copied while it grows */

const struct page_style *piece_page_style(struct volume_layout *volume, const char *page, bool is_left, bool is_first, bool is_blank)
{
	struct page_query query = { .name = page, .is_left = is_left, .is_first = is_first, .is_blank = is_blank };
	pthread_mutex_lock(&volume->lock);
	const struct page_style *style = style_page(volume->layout.style, &query, volume->options->paper);
	pthread_mutex_unlock(&volume->lock);
	return style;
}

static osp_len page_edge(const struct page_style *style, int side, osp_len base)
{
	return style->margin[side] + block_edge(&style->area, side, base);
}

static osp_len text_height(const struct page_style *style)
{
	osp_len height = style->height - page_edge(style, SIDE_TOP, style->width) - page_edge(style, SIDE_BOTTOM, style->width);
	return height > 10 * OSP_POINT ? height : 10 * OSP_POINT;
}

static osp_len text_width(const struct page_style *style)
{
	osp_len width = style->width - page_edge(style, SIDE_LEFT, style->width) - page_edge(style, SIDE_RIGHT, style->width);
	return width > 10 * OSP_POINT ? width : 10 * OSP_POINT;
}

osp_len piece_page_width(void *volume, const char *page)
{
	return text_width(piece_page_style(volume, page, false, false, false));
}

static osp_len notes_overhead(const struct page_style *style)
{
	const struct border *rule = &style->footnote.border_top;
	osp_len width = rule->style == LINE_NONE ? 0 : rule->width;
	return style->footnote.margin_top + width + style->footnote.padding_top;
}

/* Which side a page will be on is known only when the volume is numbered; the lower of both rooms fits on either. */
static struct page_room room_of(void *closure, const char *page, bool is_first)
{
	struct volume_layout *volume = closure;
	const struct page_style *right = piece_page_style(volume, page, false, is_first, false);
	const struct page_style *left = piece_page_style(volume, page, true, is_first, false);
	struct page_room room = { text_height(right), notes_overhead(right), right->footnote.max_height };
	osp_len other = text_height(left);
	room.height = other < room.height ? other : room.height;
	return room;
}

/* A layout of the round before leaves nothing but what was given. */
static void reset(struct piece_layout *piece)
{
	struct piece_layout fresh = { .layout = piece->layout, .kept = piece->kept, .piece = piece->piece, .target = piece->target,
	                              .page_width = piece->page_width, .closure = piece->closure };
	arena_free(piece->arena);
	arena_rewind(piece->kept, (struct arena_mark){ NULL, 0 });
	*piece = fresh;
	piece->arena = arena_new();
	piece->scratch = arena_new();
	piece->counters.arena = piece->arena;
}

void piece_layout_run(struct volume_layout *volume, struct piece_layout *piece)
{
	reset(piece);
	const osp_node *root = piece->piece->root;
	piece->style = style_computed(volume->layout.style, root, OSP_PSEUDO_NONE);
	piece->page_name = piece->style->page;
	const struct page_style *page = piece_page_style(volume, piece->page_name, false, false, false);
	piece->width = text_width(page);
	piece->page_height = text_height(page);
	struct flow flow;
	flow_init(&flow, piece, &piece->body, NULL, piece->width);
	flow.page = flow.current_page = piece->page_name;
	flow.grid = piece->style->line_snap;
	piece->bands = ARENA_NEW(piece->arena, struct band);
	*piece->bands = (struct band){ .columns = 1, .width = piece->width };
	piece->band_count = piece->band_capacity = 1;
	if (piece->style->display != DISPLAY_NONE) {
		struct block_state state = block_open(&flow, root, piece->style);
		piece->notes.root = flow.box;
		struct columns_state columns = columns_open(&flow, piece->style);
		block_children(&flow, root, piece->style);
		figure_clear(&flow);
		columns_close(&flow, &columns);
		block_close(&flow, root, piece->style, &state);
		if (piece->body.count == 0) {
			flow_strip(&flow, STRIP_EDGE, 0); /* a piece without words still has its page */
		}
	}
	pagebreak_piece(piece, room_of, volume);
	arena_free(piece->scratch);
	piece->scratch = NULL;
}

uint32_t piece_page_of(const struct piece_layout *piece, uint32_t strip)
{
	uint32_t low = 0, high = piece->cut_count;
	while (low + 1 < high) {
		uint32_t middle = low + (high - low) / 2;
		if (piece->cuts[middle].first <= strip) {
			low = middle;
		} else {
			high = middle;
		}
	}
	const struct cut *cut = piece->cut_count == 0 ? NULL : &piece->cuts[low];
	if (cut == NULL) {
		return 0;
	}
	bool has_moved = strip >= cut->skip_first && strip < cut->skip_end && low + 1 < piece->cut_count;
	return has_moved ? cut[1].ordinal : cut->ordinal;
}

static void draw_page(struct volume_layout *volume, uint32_t index, size_t at)
{
	struct piece_layout *piece = volume->pieces[index];
	const struct slot *slot = &volume->slots[at];
	osp_page *page = volume->pages->pages[at];
	const struct cut *cut = slot->cut == BLANK_PAGE ? NULL : &piece->cuts[piece->page_cuts[slot->cut]];
	const struct page_style *style =
		piece_page_style(volume, cut == NULL ? piece->page_name : cut->page, slot->is_left, slot->cut == 0, cut == NULL);
	struct arena_mark mark = arena_mark(piece->arena);
	struct painter painter = { .piece = piece, .list = { .arena = piece->kept, .capacity = ITEMS_USUAL }, .page = slot->cut };
	painter.list.items = ARENA_ROOM(piece->arena, ITEMS_USUAL, osp_item);
	struct margin_text text = { .label = slot->label, .number = slot->number, .count = (uint32_t)volume->slot_count, .is_front = slot->is_front,
	                            .strings = volume->strings, .before = slot->strings_before, .own = slot->strings_own };
	text.lang = osp_node_lang(piece->piece->root);
	painter_artifact(&painter, true);
	painter_rect(&painter, 0, 0, style->width, style->height, style->area.background);
	painter_artifact(&painter, false);
	struct computed frame = style->area;
	frame.background = 0; /* it covers the whole page, margins too (CSS Page 3, 3.1) */
	painter_frame(&painter, &frame, style->margin[SIDE_LEFT], style->margin[SIDE_TOP],
	              style->width - style->margin[SIDE_LEFT] - style->margin[SIDE_RIGHT], style->height - style->margin[SIDE_TOP] - style->margin[SIDE_BOTTOM],
	              true, true);
	if (cut != NULL) {
		page_draw(&painter, slot->cut, style, page_edge(style, SIDE_LEFT, style->width), page_edge(style, SIDE_TOP, style->width));
	}
	margin_boxes_draw(&painter, style, &text);
	osp_len bleed = volume->options->bleed > style->bleed ? volume->options->bleed : style->bleed;
	*page = (osp_page){ .width = style->width, .height = style->height, .bleed = bleed, .marks = style->marks, .label = slot->label };
	page->side = slot->is_left ? OSP_LEFT_PAGE : OSP_RIGHT_PAGE;
	page->number = (uint32_t)at + 1;
	page->piece = piece->piece;
	page->is_blank = cut == NULL;
	page->item_count = painter.list.count;
	page->items = ARENA_ROOM(piece->kept, page->item_count, osp_item);
	memcpy(page->items, painter.list.items, page->item_count * sizeof(*page->items));
	page_fill(page, volume->layout.style);
	page_reach_bleed(page);
	page->first_node = painter.first_node;
	page->first_offset = painter.first_offset;
	arena_rewind(piece->arena, mark);
}

/* What the outline will ask of the boxes. */
static void keep_bookmarks(struct piece_layout *piece)
{
	piece->drawn = ARENA_ARRAY(piece->kept, piece->bookmark_count + 1, struct drawn_bookmark);
	for (size_t i = 0; i < piece->bookmark_count; i++) {
		const struct bookmark *mark = &piece->bookmarks[i];
		if (mark->box->is_begun) {
			piece->drawn[piece->drawn_count++] = (struct drawn_bookmark){ arena_strdup(piece->kept, mark->title), mark->level, mark->box->node,
			                                                             mark->box->begun_page, mark->box->begun_y };
		}
	}
}

void piece_draw(struct volume_layout *volume, uint32_t index)
{
	size_t end = index + 1 < volume->piece_count ? volume->first_slots[index + 1] : volume->slot_count;
	for (size_t at = volume->first_slots[index]; at < end; at++) {
		draw_page(volume, index, at);
	}
	keep_bookmarks(volume->pieces[index]);
	arena_free(volume->pieces[index]->arena);
	volume->pieces[index]->arena = NULL;
}
