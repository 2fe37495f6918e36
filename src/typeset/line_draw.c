/* line_draw.c - turn a line into draw items. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/lines.h"
#include "document/node.h"

#include <string.h>

osp_item *item_list_add(struct item_list *list, osp_item_kind kind)
{
	if (list->count == list->capacity) {
		size_t capacity = list->capacity > 0 ? list->capacity * 2 : 64;
		osp_item *fresh = ARENA_ROOM(list->arena, capacity, osp_item);
		if (list->count > 0)
			memcpy(fresh, list->items, list->count * sizeof(*fresh));
		list->items = fresh;
		list->capacity = capacity;
	}
	osp_item *item = &list->items[list->count++];
	memset(item, 0, sizeof(*item));
	item->kind = kind;
	return item;
}

/* One line while it is drawn. */
struct pen {
	const struct paragraph *p;
	const struct line_content *content;
	struct item_list *list;
	struct arena *scratch, *kept;
	osp_len baseline;
	osp_len *x;               /* left edge of each box */
	char *text;               /* of the line */
	uint32_t text_at;         /* where it begins in the paragraph's */
	osp_glyph *glyphs;        /* room for all glyphs of the line */
	size_t used;
	uint32_t element;         /* that is open */
	bool cap_is_silent;       /* what a sunk first letter says, the run behind it says, on whose line the word stands */
	/* the run that is being written */
	const struct font *font;
	uint32_t leaf, run_text;
	size_t run_first;
	osp_len origin, end;
	bool is_open, is_hyphen;
};

static uint32_t cell_end_of(const struct paragraph *p, uint32_t box)
{
	return box + 1 < p->box_count ? p->boxes[box + 1].cell : (uint32_t)p->cell_count;
}

static uint32_t text_position(const struct paragraph *p, uint32_t cell)
{
	return cell < p->cell_count ? p->cells[cell].at : (uint32_t)p->text_len;
}

/* ---- glyph runs ---- */

static void close_run(struct pen *pen, uint32_t text_end)
{
	if (!pen->is_open)
		return;
	pen->is_open = false;
	size_t count = pen->used - pen->run_first;
	osp_glyph *glyphs = &pen->glyphs[pen->run_first];
	const struct leaf *leaf = &pen->p->leaves[pen->leaf];
	const char *around = pen->p->style->lang != NULL ? pen->p->style->lang : "";
	const char *lang = leaf->style->lang != NULL ? leaf->style->lang : "";
	osp_item *item = item_list_add(pen->list, OSP_ITEM_GLYPHS);
	item->color = leaf->style->color;
	item->x = pen->origin;
	item->y = pen->baseline - leaf->raise;
	item->width = pen->end - pen->origin;
	item->as.glyphs.font = pen->font->index;
	item->as.glyphs.size = leaf->style->font_size;
	item->as.glyphs.count = (uint32_t)count;
	item->as.glyphs.glyphs = glyphs;
	item->as.glyphs.text = pen->text + (pen->run_text - pen->text_at);
	item->as.glyphs.text_len = text_end - pen->run_text;
	item->as.glyphs.lang = strcmp(lang, around) != 0 ? lang : "";
	item->as.glyphs.hyphen = pen->is_hyphen;
	item->as.glyphs.silent = pen->cap_is_silent && letter_is_sunk(pen->p, pen->leaf);
	pen->is_hyphen = false;
}

static void open_run(struct pen *pen, const struct font *font, uint32_t cell, osp_len x)
{
	uint32_t leaf = pen->p->cells[cell].leaf;
	if (pen->is_open && pen->font == font && pen->leaf == leaf)
		return;
	close_run(pen, text_position(pen->p, cell));
	pen->is_open = true;
	pen->font = font;
	pen->leaf = leaf;
	pen->run_text = text_position(pen->p, cell);
	pen->run_first = pen->used;
	pen->origin = x;
	pen->end = x;
}

static void put_glyph(struct pen *pen, uint32_t id, uint32_t text_at, osp_len x, osp_len dx, osp_len dy, osp_len advance)
{
	if (pen->used > pen->run_first) /* what the last glyph really advanced, gaps included */
		pen->glyphs[pen->used - 1].advance += x - pen->end;
	pen->glyphs[pen->used++] = (osp_glyph){ .id = id, .text_at = text_at - pen->run_text, .x = x - pen->origin + dx, .y = -dy,
	    .advance = advance };
	pen->end = x + advance;
}

static void draw_box(struct pen *pen, uint32_t i)
{
	const struct paragraph *p = pen->p;
	const struct box *box = &p->boxes[i];
	osp_len x = pen->x[i - pen->content->first] + box->shift;
	if (!pen->is_open || pen->font->index != box->font || pen->leaf != p->cells[box->cell].leaf)
		open_run(pen, font_set_at(p->layout->fonts, box->font), box->cell, x);
	if (pen->cap_is_silent && i == p->cap.end_box)
		pen->run_text = p->cells[p->boxes[0].cell].at;
	for (uint32_t k = 0; k < box->glyph_count; k++) {
		const struct set_glyph *glyph = &p->glyphs[box->glyph + k];
		put_glyph(pen, glyph->id, p->cells[box->cell].at, x, glyph->x, glyph->y, glyph->advance);
		x += glyph->advance;
	}
}

/* A word space is a glyph too, as wide as its gap became: text that is copied keeps its words apart (typesetting.md 1.19). */
static void draw_space(struct pen *pen, uint32_t cell, osp_len x, osp_len width)
{
	const struct cell *space = &pen->p->cells[cell];
	const struct font *font = pen->is_open && pen->leaf == space->leaf ? pen->font : shape_font(pen->p, &pen->p->leaves[space->leaf],
	    FONT_LATIN, ' ');
	if (font == NULL || font_glyph(font, ' ') == 0)
		return;
	open_run(pen, font, cell, x);
	put_glyph(pen, font_glyph(font, ' '), space->at, x, 0, 0, width);
}

static void finish_run(struct pen *pen, uint32_t cell, osp_len end)
{
	if (pen->is_open && pen->used > pen->run_first) {
		pen->glyphs[pen->used - 1].advance += end - pen->end;
		pen->end = end;
	}
	close_run(pen, text_position(pen->p, cell));
}

/* ---- inline elements ---- */

static bool is_within(const struct paragraph *p, uint32_t element, uint32_t ancestor)
{
	while (p->elements[element].depth > p->elements[ancestor].depth)
		element = p->elements[element].parent;
	return element == ancestor;
}

/* The boxes of an element on this line: from `first` on. Returns the one behind the last. */
static uint32_t element_end(const struct pen *pen, const struct element *element, uint32_t first)
{
	uint32_t end = first;
	while (end < pen->content->end && pen->p->boxes[end].cell < element->end)
		end++;
	return end;
}

static osp_len right_edge(const struct pen *pen, uint32_t box)
{
	return pen->x[box - pen->content->first] + pen->p->boxes[box].width;
}

static osp_item *add_rect(struct pen *pen, osp_color color, osp_len x, osp_len y, osp_len width, osp_len height)
{
	osp_item *item = item_list_add(pen->list, OSP_ITEM_RECT);
	item->color = color;
	item->x = x;
	item->y = y;
	item->width = width;
	item->height = height;
	return item;
}

static void draw_lines(struct pen *pen, const struct element *element, osp_len x, osp_len width)
{
	const struct computed *style = element->style;
	osp_len em = style->font_size, thick = em / 20, base = pen->baseline - element->raise;
	osp_color color = style->decoration_color != 0 ? style->decoration_color : style->color;
	if ((style->decoration & DECORATION_UNDERLINE) != 0)
		add_rect(pen, color, x, base + em * 14 / 100, width, thick);
	if ((style->decoration & DECORATION_LINE_THROUGH) != 0)
		add_rect(pen, color, x, base - em * 30 / 100, width, thick);
	if ((style->decoration & DECORATION_OVERLINE) != 0)
		add_rect(pen, color, x, base - em * 92 / 100, width, thick);
}

static void draw_link(struct pen *pen, const struct element *element, osp_len x, osp_len width)
{
	const char *href = osp_node_tag(element->node) == OSP_A ? osp_node_attr(element->node, "href") : NULL;
	if (href == NULL || href[0] == '\0')
		return;
	osp_len em = element->style->font_size;
	osp_item *item = item_list_add(pen->list, OSP_ITEM_LINK);
	item->x = x;
	item->y = pen->baseline - element->raise - em * 88 / 100;
	item->width = width;
	item->height = em;
	item->as.link.uri = href;
	item->as.link.node = element->node;
}

static void begin_element(struct pen *pen, uint32_t index, uint32_t box)
{
	const struct element *element = &pen->p->elements[index];
	bool is_continued = element->first < pen->p->boxes[pen->content->first].cell;
	osp_len x = pen->x[box - pen->content->first];
	osp_len width = right_edge(pen, element_end(pen, element, box) - 1) - x;
	osp_len em = element->style->font_size;
	const char *id = element->node != NULL ? osp_node_attr(element->node, "id") : NULL;
	if (element->is_structure) {
		const char *lang = element->style->lang != NULL ? element->style->lang : "";
		const char *around = pen->p->elements[element->parent].style->lang;
		osp_item *item = item_list_add(pen->list, OSP_ITEM_BEGIN);
		item->as.structure.node = element->node;
		item->as.structure.lang = around == NULL || strcmp(lang, around) != 0 ? lang : "";
		item->as.structure.is_continued = is_continued;
	}
	if (id != NULL && !is_continued) {
		osp_item *item = item_list_add(pen->list, OSP_ITEM_ANCHOR);
		item->x = x;
		item->y = pen->baseline - em;
		item->as.anchor.id = id;
	}
	if ((element->style->background & 0xFF) != 0)
		add_rect(pen, element->style->background, x, pen->baseline - element->raise - em, width, em * 5 / 4);
	draw_link(pen, element, x, width);
	draw_lines(pen, element, x, width);
}

static void end_elements(struct pen *pen, uint32_t until)
{
	while (pen->element != 0 && !is_within(pen->p, until, pen->element)) {
		const struct element *element = &pen->p->elements[pen->element];
		if (element->is_structure)
			item_list_add(pen->list, OSP_ITEM_END)->as.structure.node = element->node;
		pen->element = element->parent;
	}
}

/* Ends the elements that the box is not in, begins those that it is in. */
static void move_to(struct pen *pen, uint32_t target, uint32_t box)
{
	if (target == pen->element)
		return;
	end_elements(pen, target);
	while (pen->element != target) {
		uint32_t next = target;
		while (pen->p->elements[next].parent != pen->element)
			next = pen->p->elements[next].parent;
		begin_element(pen, next, box);
		pen->element = next;
	}
}

/* ---- pictures, boxes for what is missing, dots ---- */

static void draw_picture(struct pen *pen, uint32_t i)
{
	const struct paragraph *p = pen->p;
	size_t at = 0;
	while (p->pictures[at].cell != p->boxes[i].cell)
		at++;
	const struct picture *picture = &p->pictures[at];
	const osp_asset *asset = p->layout->volume != NULL ? osp_node_asset(p->layout->volume, picture->node) : NULL;
	osp_item *item = item_list_add(pen->list, asset != NULL && asset->kind != OSP_ASSET_BROKEN ? OSP_ITEM_IMAGE : OSP_ITEM_PLACEHOLDER);
	item->x = pen->x[i - pen->content->first] + p->boxes[i].shift;
	item->y = pen->baseline - picture->height;
	item->width = picture->width;
	item->height = picture->height;
	item->as.image.asset = asset;
	item->as.image.node = picture->node;
}

static void draw_placeholder(struct pen *pen, uint32_t i)
{
	const struct box *box = &pen->p->boxes[i];
	const struct leaf *leaf = &pen->p->leaves[pen->p->cells[box->cell].leaf];
	osp_len em = leaf->style->font_size;
	osp_item *item = item_list_add(pen->list, OSP_ITEM_PLACEHOLDER);
	item->color = leaf->style->color;
	item->x = pen->x[i - pen->content->first] + box->width / 12;
	item->y = pen->baseline - leaf->raise - em * 80 / 100;
	item->width = box->width * 10 / 12;
	item->height = em * 85 / 100;
	uint32_t at = text_position(pen->p, box->cell) - pen->text_at;
	item->as.image.missing = pen->text + at;
	item->as.image.missing_len = text_position(pen->p, cell_end_of(pen->p, i)) - pen->text_at - at;
}

/* 着重号: a dot below each Han, none below marks; it is no text (typesetting.md 1.9). */
static void draw_dots(struct pen *pen)
{
	bool is_begun = false;
	for (uint32_t i = pen->content->first; i < pen->content->end; i++) {
		const struct cell *cell = &pen->p->cells[pen->p->boxes[i].cell];
		const struct computed *style = pen->p->leaves[cell->leaf].style;
		if (!style->emphasis_dots || cell->class != CHAR_HAN)
			continue;
		if (!is_begun)
			item_list_add(pen->list, OSP_ITEM_ARTIFACT);
		is_begun = true;
		osp_len size = style->font_size / 8;
		osp_len middle = pen->x[i - pen->content->first] + pen->p->boxes[i].shift + style->font_size / 2;
		add_rect(pen, style->color, middle - size / 2, pen->baseline + style->font_size * 22 / 100, size, size);
	}
	if (is_begun)
		item_list_add(pen->list, OSP_ITEM_END);
}

/* A hook in front of code that wraps: down from the line above and on to the right. It is no text, so that code is copied as it is. */
static void draw_hook(struct pen *pen, osp_len left)
{
	const struct computed *style = pen->p->style;
	osp_len em = style->font_size, thick = em / 20, middle = pen->baseline - em * 30 / 100;
	osp_len x = left + pen->content->indent - em * 70 / 100;
	item_list_add(pen->list, OSP_ITEM_ARTIFACT);
	add_rect(pen, style->color, x, middle - em * 35 / 100, thick, em * 35 / 100);
	add_rect(pen, style->color, x, middle, em * 45 / 100, thick);
	item_list_add(pen->list, OSP_ITEM_END);
}

/* ---- the line ---- */

static osp_len place_boxes(struct pen *pen, osp_len left)
{
	const struct line_content *content = pen->content;
	osp_len x = left + content->indent;
	size_t glyphs = 2; /* a hyphen, a space that the line ends with */
	pen->x = ARENA_ROOM(pen->scratch, content->end - content->first + 1, osp_len);
	for (uint32_t i = content->first; i < content->end; i++) {
		x += content->gaps[i - content->first];
		pen->x[i - content->first] = x;
		x += pen->p->boxes[i].width;
		glyphs += pen->p->boxes[i].glyph_count + ((pen->p->gaps[i].flags & GAP_SPACE) != 0 ? 1u : 0u);
	}
	pen->glyphs = ARENA_ROOM(pen->kept, glyphs, osp_glyph);
	return x;
}

static void copy_text(struct pen *pen)
{
	const struct paragraph *p = pen->p;
	pen->text_at = p->cells[p->boxes[pen->content->first].cell].at;
	uint32_t end = text_position(p, cell_end_of(p, pen->content->end - 1));
	pen->text = arena_strndup(pen->kept, p->text + pen->text_at, end - pen->text_at);
}

static void draw_any(struct pen *pen, uint32_t i)
{
	const struct paragraph *p = pen->p;
	const struct box *box = &p->boxes[i];
	uint32_t element = p->leaves[p->cells[box->cell].leaf].element;
	if (element != pen->element || box->font >= BOX_BLANK) {
		finish_run(pen, box->cell, pen->is_open && i > pen->content->first ? right_edge(pen, i - 1) : pen->end);
		move_to(pen, element, i);
	}
	if (box->font == BOX_PICTURE)
		draw_picture(pen, i);
	else if (box->font == BOX_PLACEHOLDER)
		draw_placeholder(pen, i);
	else if (box->font != BOX_BLANK)
		draw_box(pen, i);
}

/* The space before a box, drawn with the text before it, or before the text behind it when that is where it was written. */
static void draw_gap(struct pen *pen, uint32_t i)
{
	const struct paragraph *p = pen->p;
	uint32_t cell = p->boxes[i].cell - 1, first = pen->content->first;
	osp_len x = right_edge(pen, i - 1), width = pen->content->gaps[i - first];
	uint32_t element = p->leaves[p->cells[cell].leaf].element;
	if (element != pen->element) {
		finish_run(pen, cell, x);
		move_to(pen, element, i);
	}
	draw_space(pen, cell, x, width);
}

static void draw_end(struct pen *pen, osp_len right)
{
	const struct paragraph *p = pen->p;
	uint32_t end = pen->content->end, next = cell_end_of(p, end - 1);
	if (pen->content->is_hyphenated && pen->is_open && font_glyph(pen->font, '-') != 0) {
		uint32_t text_end = text_position(p, next);
		put_glyph(pen, font_glyph(pen->font, '-'), text_end, right, 0, 0, p->hyphen_width);
		pen->is_hyphen = true;
		finish_run(pen, next, right + p->hyphen_width);
		return;
	}
	if (end < p->box_count && (p->gaps[end].flags & GAP_SPACE) != 0) {
		uint32_t element = p->leaves[p->cells[next - 1].leaf].element;
		finish_run(pen, next - 1, right);
		if (element != pen->element && is_within(p, pen->element, element)) /* behind a link; before one it would begin on this line */
			end_elements(pen, element);
		if (element == pen->element)
			draw_space(pen, next - 1, right, 0);
	}
	finish_run(pen, next, right);
}

void line_compose(const struct paragraph *p, const struct line_content *content, osp_len x, osp_len y, struct arena *scratch,
                  struct arena *kept, struct item_list *list)
{
	struct pen pen = { .p = p, .content = content, .list = list, .scratch = scratch, .kept = kept, .baseline = y };
	osp_len right = place_boxes(&pen, x);
	copy_text(&pen);
	uint32_t beside = p->cap.end_box;
	pen.cap_is_silent = p->cap.lines > 0 && content->first == 0 && beside < content->end && p->boxes[beside].font < BOX_BLANK;
	for (uint32_t i = content->first; i < content->end; i++) {
		if (i > content->first && (p->gaps[i].flags & GAP_SPACE) != 0)
			draw_gap(&pen, i);
		draw_any(&pen, i);
	}
	draw_end(&pen, right);
	end_elements(&pen, 0);
	draw_dots(&pen);
	if (content->is_wrapped)
		draw_hook(&pen, x);
}

static bool has_place(osp_item_kind kind)
{
	return kind != OSP_ITEM_BEGIN && kind != OSP_ITEM_END && kind != OSP_ITEM_ARTIFACT;
}

void line_draw(const struct line *line, osp_len x, osp_len y, struct item_list *list)
{
	for (size_t i = 0; i < line->item_count; i++) {
		osp_item *item = item_list_add(list, line->items[i].kind);
		*item = line->items[i];
		if (has_place(item->kind)) {
			item->x += x;
			item->y += y;
		}
	}
}
