/* painter.c - draw strips: boxes around them, structure in reading order, lines, pictures, rows. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/painter.h"

#include <string.h>

static const osp_color frame_color = 0x999999ff;

/* ---- paint ---- */

static osp_item *add(struct painter *painter, osp_item_kind kind)
{
	return item_list_add(&painter->list, kind);
}

void painter_artifact(struct painter *painter, bool begins)
{
	if (painter->is_artifact) {
		return;
	}
	struct item_list *list = &painter->list;
	if (!begins && list->count > 0 && list->items[list->count - 1].kind == OSP_ITEM_ARTIFACT) {
		list->count--; /* nothing was painted */
		return;
	}
	add(painter, begins ? OSP_ITEM_ARTIFACT : OSP_ITEM_END);
}

void painter_rect(struct painter *painter, osp_len x, osp_len y, osp_len width, osp_len height, osp_color color)
{
	if (width <= 0 || height <= 0 || (color & 0xff) == 0) {
		return;
	}
	osp_item *item = add(painter, OSP_ITEM_RECT);
	item->x = x;
	item->y = y;
	item->width = width;
	item->height = height;
	item->color = color;
}

/* Dashes and dots are rows of small boxes, as items know boxes only. */
void painter_stripe(struct painter *painter, const struct border *border, osp_len x, osp_len y, osp_len length, bool is_across)
{
	osp_len width = border->width;
	if (border->style == LINE_NONE || width <= 0 || length <= 0) {
		return;
	}
	if (border->style == LINE_DOUBLE && width >= 3) {
		osp_len third = width / 3, gap = width - third;
		painter_rect(painter, x, y, is_across ? length : third, is_across ? third : length, border->color);
		painter_rect(painter, is_across ? x : x + gap, is_across ? y + gap : y, is_across ? length : third, is_across ? third : length,
		             border->color);
		return;
	}
	osp_len dash = border->style == LINE_DASHED ? width * 3 : width, step = dash * 2;
	if ((border->style != LINE_DASHED && border->style != LINE_DOTTED) || length / step > 2000) {
		painter_rect(painter, x, y, is_across ? length : width, is_across ? width : length, border->color);
		return;
	}
	for (osp_len at = 0; at < length; at += step) {
		osp_len part = length - at < dash ? length - at : dash;
		painter_rect(painter, is_across ? x + at : x, is_across ? y : y + at, is_across ? part : width, is_across ? width : part, border->color);
	}
}

void painter_frame(struct painter *painter, const struct computed *style, osp_len x, osp_len y, osp_len width, osp_len height, bool is_first,
                   bool is_last)
{
	const struct border *border = style->border;
	painter_artifact(painter, true);
	painter_rect(painter, x, y, width, height, style->background);
	painter_stripe(painter, &border[SIDE_LEFT], x, y, height, false);
	painter_stripe(painter, &border[SIDE_RIGHT], x + width - border[SIDE_RIGHT].width, y, height, false);
	if (is_first) {
		painter_stripe(painter, &border[SIDE_TOP], x, y, width, true);
	}
	if (is_last) {
		painter_stripe(painter, &border[SIDE_BOTTOM], x, y + height - border[SIDE_BOTTOM].width, width, true);
	}
	painter_artifact(painter, false);
}

void painter_cell_frame(struct painter *painter, const struct cell *cell, osp_len x, osp_len y, osp_len height, bool is_first, bool is_last)
{
	const struct computed *style = cell->frame;
	if (style == NULL) {
		return;
	}
	osp_len out[4] = { 0, 0, 0, 0 };
	for (int side = 0; side < 4 && cell->collapses; side++) {
		out[side] = style->border[side].style == LINE_NONE ? 0 : style->border[side].width / 2;
	}
	painter_frame(painter, style, x + cell->x - out[SIDE_LEFT], y - out[SIDE_TOP], cell->width + out[SIDE_LEFT] + out[SIDE_RIGHT],
	              height + out[SIDE_TOP] + out[SIDE_BOTTOM], is_first, is_last);
}

/* ---- structure ---- */

struct opening { struct painter *painter; const struct run *run; };

static void begin_item(struct painter *painter, const osp_node *node, bool is_marker, bool is_continued)
{
	osp_item *item = add(painter, OSP_ITEM_BEGIN);
	const char *lang = osp_node_attr(node, "lang");
	item->as.structure.node = node;
	item->as.structure.lang = lang == NULL ? "" : lang;
	item->as.structure.is_marker = is_marker;
	item->as.structure.is_continued = is_continued;
}

static void begin_box(const struct opening *opening, struct box *box)
{
	struct painter *painter = opening->painter;
	bool was_begun = box->is_begun;
	if (painter->is_artifact) {
		return;
	}
	if (!was_begun) {
		box->is_begun = true;
		box->begun_page = painter->page;
		box->begun_y = box->top;
	}
	if (box->node != NULL) {
		begin_item(painter, box->node, false, was_begun);
		const char *id = was_begun ? NULL : osp_node_attr(box->node, "id");
		if (id != NULL) {
			osp_item *item = add(painter, OSP_ITEM_ANCHOR);
			item->x = opening->run->x + box->x;
			item->y = box->top;
			item->as.anchor.id = id;
		}
	}
	if (box->style != NULL && box->bottom > box->top) {
		bool ends = box->end <= opening->run->end;
		if (box->is_cloned) {
			box->top -= painter->head_height;
			painter->head_height = 0;
		}
		painter_frame(painter, box->style, opening->run->x + box->x, box->top, box->width, box->bottom - box->top,
		              !was_begun || box->is_cloned, ends || box->is_cloned);
	}
}

void painter_close(struct painter *painter, const struct box *until)
{
	while (painter->open != until && painter->open != NULL) {
		if (painter->open->node != NULL && !painter->is_artifact) {
			add(painter, OSP_ITEM_END);
		}
		painter->open = painter->open->parent;
	}
}

static const struct box *common(const struct box *a, const struct box *b)
{
	while (a != b) {
		if (a == NULL || b == NULL) {
			return NULL;
		}
		if (a->depth > b->depth) {
			a = a->parent;
		} else if (b->depth > a->depth) {
			b = b->parent;
		} else {
			a = a->parent;
			b = b->parent;
		}
	}
	return a;
}

static void enter(const struct opening *opening, struct box *box)
{
	struct painter *painter = opening->painter;
	const struct box *shared = common(painter->open, box);
	painter_close(painter, shared);
	uint32_t count = 0;
	for (const struct box *at = box; at != shared; at = at->parent) {
		count++;
	}
	for (; count > 0; count--) {
		struct box *at = box;
		for (uint32_t i = 1; i < count; i++) {
			at = at->parent;
		}
		begin_box(opening, at);
		painter->open = at;
	}
}

/* ---- contents ---- */

static void draw_markers(const struct opening *opening, const struct strip *strip, const struct marker *marker, osp_len y)
{
	if (marker == NULL) {
		return;
	}
	draw_markers(opening, strip, marker->next, y);
	struct painter *painter = opening->painter;
	struct box *item = strip->box;
	while (item != NULL && item->node != marker->node && marker->box == NULL) {
		item = item->parent;
	}
	osp_len baseline = y + (strip->kind == STRIP_LINE && strip->as.text.line != NULL ? strip->as.text.line->baseline : style_baseline(marker->style));
	if (marker->box != NULL) {
		marker->box->top = y;
		marker->box->bottom = y + strip->height;
		enter(opening, marker->box);
	} else if (item != NULL) {
		enter(opening, item);
		begin_item(painter, marker->node, true, false);
	}
	text_line(painter->piece->layout, painter->piece->arena, marker->style, marker->style->lang, marker->text, opening->run->x + marker->x, baseline,
	          &painter->list);
	if (item != NULL && marker->box == NULL) {
		add(painter, OSP_ITEM_END);
	}
}

/* One pattern is shaped, and its glyphs repeated in one run; a list of contents has some ten thousand of them. */
static void draw_dots(struct painter *painter, const struct leader *leader, osp_len left, osp_len right, osp_len dot, osp_len baseline)
{
	const struct piece_layout *piece = painter->piece;
	size_t before = painter->list.count, count = dot <= 0 || right - left < dot ? 0 : (size_t)((right - left) / dot);
	if (count == 0) {
		return;
	}
	text_line(piece->layout, piece->arena, leader->style, leader->style->lang, leader->pattern, right - (osp_len)count * dot, baseline, &painter->list);
	osp_item *item = &painter->list.items[before];
	if (painter->list.count != before + 1 || item->kind != OSP_ITEM_GLYPHS || item->as.glyphs.count != 1) {
		return; /* a pattern of several runs stands once */
	}
	osp_glyph *glyphs = ARENA_ARRAY(piece->kept, count, osp_glyph);
	uint32_t len = item->as.glyphs.text_len;
	char *text = arena_alloc(piece->kept, count * len + 1);
	for (size_t i = 0; i < count; i++) {
		glyphs[i] = item->as.glyphs.glyphs[0];
		glyphs[i].x += (osp_len)i * dot;
		glyphs[i].advance = dot;
		glyphs[i].text_at = (uint32_t)i * len;
		memcpy(text + i * len, item->as.glyphs.text, len);
	}
	item->width = (osp_len)count * dot;
	item->as.glyphs.count = (uint32_t)count;
	item->as.glyphs.glyphs = glyphs;
	item->as.glyphs.text = text;
	item->as.glyphs.text_len = (uint32_t)count * len;
}

/* Dots from the end of the text to the number; counted from the right edge, so that they stand in columns. */
static void draw_leader(struct painter *painter, const struct strip *strip, osp_len x, osp_len y)
{
	const struct leader *leader = strip->extra->leader;
	const struct line *line = strip->as.text.line;
	const struct piece_layout *piece = painter->piece;
	const struct layout *layout = piece->layout;
	const char *lang = leader->style->lang;
	osp_len baseline = y + line->baseline, gap = leader->style->font_size / 2;
	osp_len number = text_line(layout, piece->arena, leader->style, lang, leader->text, 0, 0, NULL);
	osp_len right = x + leader->right - number, left = x + strip->x + line->x + line->width + gap;
	osp_len dot = text_line(layout, piece->arena, leader->style, lang, leader->pattern, 0, 0, NULL);
	dot = dot < leader->style->font_size / 2 ? leader->style->font_size / 2 : dot;
	painter_artifact(painter, true);
	draw_dots(painter, leader, left, right - gap, dot, baseline);
	painter_artifact(painter, false);
	text_line(layout, piece->arena, leader->style, lang, leader->text, right, baseline, &painter->list);
	const char *href = osp_node_attr(leader->node, "href");
	if (href != NULL) {
		osp_item *item = add(painter, OSP_ITEM_LINK);
		item->x = right;
		item->y = y;
		item->width = number;
		item->height = line->height;
		item->as.link.uri = href;
		item->as.link.node = leader->node;
	}
}

static void draw_picture(struct painter *painter, const struct picture *picture, osp_len x, osp_len y)
{
	const struct piece_layout *piece = painter->piece;
	if (picture->barcode != NULL) {
		barcode_draw(painter, picture, x, y);
		return;
	}
	osp_item *item = add(painter, picture->asset != NULL ? OSP_ITEM_IMAGE : OSP_ITEM_PLACEHOLDER);
	item->x = x;
	item->y = y;
	item->width = picture->width;
	item->height = picture->height;
	item->color = frame_color;
	item->as.image.asset = picture->asset;
	item->as.image.node = picture->node;
	const struct computed *style = picture->style;
	osp_len top = y + (picture->height - (osp_len)picture->alt_count * style->line_height) / 2;
	for (uint32_t i = 0; i < picture->alt_count; i++) {
		const char *text = picture->alt_lines[i];
		osp_len width = text_line(piece->layout, piece->arena, style, style->lang, text, 0, 0, NULL);
		osp_len baseline = top + (osp_len)i * style->line_height + style_baseline(style);
		text_line(piece->layout, piece->arena, style, style->lang, text, x + (picture->width - width) / 2, baseline, &painter->list);
	}
}

static void draw_floats(const struct opening *opening, const struct side_float *side, osp_len y)
{
	for (; side != NULL; side = side->next) {
		side->box->top = y;
		side->box->bottom = y + side->picture->height;
		enter(opening, side->box);
		draw_picture(opening->painter, side->picture, opening->run->x + side->x, y);
	}
}

static void note_first(struct painter *painter, const osp_node *node, size_t offset)
{
	if (painter->first_node == NULL && !painter->is_artifact) {
		painter->first_node = node;
		painter->first_offset = offset;
	}
}

/* The parts of one row on one page are drawn as one, so that a cell is read to its end before the next one. */
struct row_run { const struct row_part *first, *last; osp_len height; };

static void draw_cell(struct painter *painter, const struct run *outer, const struct row_run *row, uint32_t index, osp_len y)
{
	const struct cell_part *part = &row->first->parts[index];
	struct cell *cell = part->cell;
	osp_len height = cell->span_height > 0 ? cell->span_height : row->height;
	cell->box->top = y;
	cell->box->bottom = y + height;
	struct opening opening = { painter, outer };
	enter(&opening, cell->box);
	painter_cell_frame(painter, cell, outer->x, y, height, row->first->is_first, row->last->is_last);
	uint32_t end = row->last->parts[index].end, count = end - part->first;
	struct placed *placed = ARENA_ARRAY(painter->piece->arena, count + 1, struct placed);
	osp_len at = y + part->top;
	for (uint32_t i = 0; i < count; i++) {
		placed[i] = (struct placed){ part->first + i, at };
		at += cell->galley.strips[part->first + i].height;
	}
	struct run run = { &cell->galley, placed, count, outer->x + cell->inner_x, end };
	painter_run(painter, &run);
	painter_close(painter, cell->box);
}

/* Returns how many strips of the run were drawn. */
static uint32_t draw_row(struct painter *painter, const struct run *run, uint32_t at)
{
	const struct strip *strips = run->galley->strips;
	const struct strip *strip = &strips[run->placed[at].strip];
	struct row_run row = { strip->as.row, strip->as.row, strip->height };
	uint32_t count = 1;
	for (; at + count < run->count; count++) {
		const struct strip *next = &strips[run->placed[at + count].strip];
		if (next->kind != STRIP_ROW || next->as.row->row != row.first->row) {
			break;
		}
		row.last = next->as.row;
		row.height += next->height;
	}
	struct opening opening = { painter, run };
	enter(&opening, strip->box);
	for (uint32_t i = 0; i < row.first->count; i++) {
		draw_cell(painter, run, &row, i, run->placed[at].y);
	}
	return count;
}

static void draw_strip(const struct opening *opening, const struct strip *strip, osp_len y)
{
	struct painter *painter = opening->painter;
	osp_len x = opening->run->x;
	if (strip->extra != NULL && strip->extra->floats != NULL) {
		draw_floats(opening, strip->extra->floats, y);
	}
	if (strip->extra != NULL && strip->extra->markers != NULL) {
		draw_markers(opening, strip, strip->extra->markers, y);
	}
	enter(opening, strip->box);
	switch (strip->kind) {
	case STRIP_LINE:
		if (strip->as.text.line == NULL) {
			break;
		}
		note_first(painter, strip->as.text.line->first_node, strip->as.text.line->first_offset);
		line_draw(strip->as.text.line, x + strip->x, y, &painter->list);
		if (strip->extra != NULL && strip->extra->leader != NULL) {
			draw_leader(painter, strip, x, y);
		}
		break;
	case STRIP_IMAGE:
		note_first(painter, strip->as.picture->node, 0);
		draw_picture(painter, strip->as.picture, x + strip->x, y);
		break;
	default:
		break;
	}
}

/* How far each box reaches among these strips. Boxes are marked with the number of the run, so nothing is reset. */
static void measure(struct painter *painter, const struct run *run)
{
	uint32_t number = ++painter->piece->run;
	for (uint32_t i = 0; i < run->count; i++) {
		const struct strip *strip = &run->galley->strips[run->placed[i].strip];
		osp_len top = run->placed[i].y, bottom = top + strip->height;
		if (strip->kind == STRIP_SPACE) {
			continue;
		}
		for (struct box *box = strip->box; box != NULL && box != run->galley->root; box = box->parent) {
			if (box->run != number) {
				box->run = number;
				box->top = top;
				box->bottom = bottom;
			} else if (bottom > box->bottom) {
				box->bottom = bottom;
			}
		}
	}
}

void painter_run(struct painter *painter, const struct run *run)
{
	measure(painter, run);
	struct opening opening = { painter, run };
	for (uint32_t i = 0; i < run->count; i++) {
		const struct strip *strip = &run->galley->strips[run->placed[i].strip];
		if (strip->kind == STRIP_ROW) {
			i += draw_row(painter, run, i) - 1;
		} else if (strip->kind != STRIP_SPACE) {
			draw_strip(&opening, strip, run->placed[i].y);
		}
	}
}
