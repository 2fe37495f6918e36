/* collect.c - make one row of characters from the inline content of a block. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/lines.h"
#include "document/node.h"

#include <string.h>
#include <unicode/uchar.h>

/* Grows by doubling; what was there before stays behind in the arena. Who adds fills in all of it. */
static void *grow(struct arena *arena, void *array, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return array;
	size_t wanted = *capacity > 0 ? *capacity * 2 : 4;
	void *fresh = arena_room(arena, wanted, size);
	if (count > 0)
		memcpy(fresh, array, count * size);
	*capacity = wanted;
	return fresh;
}

static uint32_t add_leaf(struct collector *c, const osp_node *node, const struct computed *style, uint32_t element, bool is_generated)
{
	struct paragraph *p = c->paragraph;
	p->leaves = grow(p->arena, p->leaves, p->leaf_count, &c->leaf_capacity, sizeof(*p->leaves));
	p->leaves[p->leaf_count] = (struct leaf){ .node = node, .style = style, .element = element, .is_generated = is_generated,
	                                              .raise = p->elements[element].raise };
	return (uint32_t)p->leaf_count++;
}

static bool is_structural(const osp_node *node, const struct computed *style, const struct computed *parent)
{
	switch (osp_node_tag(node)) {
	case OSP_A: case OSP_EM: case OSP_STRONG: case OSP_CODE: case OSP_I: case OSP_B:
		return true;
	default:
		return strcmp(style->lang != NULL ? style->lang : "", parent->lang != NULL ? parent->lang : "") != 0;
	}
}

static osp_len side_space(const struct computed *style, int side)
{
	osp_len space = style->border[side].style != LINE_NONE ? style->border[side].width : 0;
	if (style->padding[side].kind == LENGTH_FIXED)
		space += style->padding[side].value;
	if (style->margin[side].kind == LENGTH_FIXED)
		space += style->margin[side].value;
	return space;
}

static uint16_t flags_of(const osp_node *node, const struct computed *style, bool is_block)
{
	uint16_t flags = 0;
	switch (osp_node_tag(node)) {
	case OSP_CODE: case OSP_KBD: case OSP_SAMP: case OSP_PRE:
		flags |= CELL_CODE;
		break;
	default:
		break;
	}
	if (style->white_space == WS_PRE || style->white_space == WS_PRE_WRAP)
		flags |= CELL_PRE;
	if (style->white_space == WS_NOWRAP)
		flags |= CELL_NOWRAP;
	if (!is_block && (style->valign == VALIGN_SUPER || style->valign == VALIGN_SUB))
		flags |= CELL_SUPER;
	if (osp_node_has_role(node, "doc-noteref") || osp_node_has_role(node, "doc-biblioref") || osp_node_has_class(node, "citation"))
		flags |= CELL_MARK_LINK;
	return flags;
}

/* Raised by a third of the text around it, lowered by a seventh: no line is moved by it (typesetting.md F6, F8). */
static osp_len raise_of(const struct computed *style, osp_len em)
{
	if (style->valign == VALIGN_SUPER)
		return em / 3;
	if (style->valign == VALIGN_SUB)
		return -em / 7;
	if (style->valign == VALIGN_LENGTH && style->valign_length.kind == LENGTH_FIXED)
		return style->valign_length.value;
	if (style->valign == VALIGN_LENGTH && style->valign_length.kind == LENGTH_PERCENT)
		return (osp_len)((int64_t)style->line_height * style->valign_length.value / 102400);
	return 0;
}

static uint32_t add_element(struct collector *c, const osp_node *node, const struct computed *style, uint32_t parent)
{
	struct paragraph *p = c->paragraph;
	p->elements = grow(p->arena, p->elements, p->element_count, &c->element_capacity, sizeof(*p->elements));
	struct element *element = &p->elements[p->element_count];
	*element = (struct element){ .node = node, .style = style, .parent = parent, .first = (uint32_t)c->cell_count };
	element->flags = node != NULL ? flags_of(node, style, p->element_count == 0) : 0;
	if (p->element_count > 0) {
		const struct element *around = &p->elements[parent];
		element->flags |= around->flags & (CELL_CODE | CELL_SUPER | CELL_MARK_LINK);
		element->raise = around->raise + raise_of(style, around->style->font_size);
		element->depth = p->elements[parent].depth + 1;
		element->is_structure = is_structural(node, style, p->elements[parent].style);
		element->lead = side_space(style, SIDE_LEFT);
		element->trail = side_space(style, SIDE_RIGHT);
	}
	p->has_pre |= (element->flags & CELL_PRE) != 0;
	p->has_tall |= style->font_size > p->style->font_size;
	return (uint32_t)p->element_count++;
}

static void add_cell(struct collector *c, uint32_t codepoint, enum char_class class, uint32_t source, uint32_t leaf, uint16_t flags)
{
	enum { CELLS_USUAL = 128 };
	if (c->cells == NULL) {
		c->cells = ARENA_ROOM(c->scratch, CELLS_USUAL, struct cell);
		c->cell_capacity = CELLS_USUAL;
	}
	if (c->cell_count == c->cell_capacity)
		c->cells = grow(c->scratch, c->cells, c->cell_count, &c->cell_capacity, sizeof(*c->cells));
	c->cells[c->cell_count++] = (struct cell){ .codepoint = codepoint, .source = source, .leaf = leaf,
	                                           .class = (uint8_t)class, .flags = (uint16_t)(flags | c->pending) };
	c->pending = 0;
}

static uint32_t transform(uint32_t codepoint, enum text_transform how, bool starts_word)
{
	if (how == TRANSFORM_UPPERCASE || (how == TRANSFORM_CAPITALIZE && starts_word))
		return (uint32_t)u_toupper((UChar32)codepoint);
	return how == TRANSFORM_LOWERCASE ? (uint32_t)u_tolower((UChar32)codepoint) : codepoint;
}

/* Characters that direct the setting and are not set. True when it was one. */
static bool is_direction(struct collector *c, uint32_t codepoint)
{
	switch (codepoint) {
	case 0xAD:
		c->pending |= CELL_SOFT_HYPHEN;
		return true;
	case 0x200B:
		c->pending |= CELL_MAY_BREAK;
		return true;
	case 0x2060: case 0xFEFF:
		c->pending |= CELL_JOIN;
		return true;
	case 0x200E: case 0x200F: case 0x202A: case 0x202B: case 0x202C: case 0x202D: case 0x202E:
	case 0x2066: case 0x2067: case 0x2068: case 0x2069:
		return true;
	default:
		return codepoint < 0x20 && codepoint != '\t' && codepoint != '\n' && codepoint != '\r' && codepoint != '\f';
	}
}

static void add_space(struct collector *c, uint32_t source, uint32_t leaf, uint16_t flags, bool is_newline)
{
	if (c->cell_count > 0 && c->cells[c->cell_count - 1].class == CHAR_SPACE && (c->cells[c->cell_count - 1].flags & CELL_JOIN) == 0) {
		c->cells[c->cell_count - 1].flags |= is_newline ? CELL_NEWLINE : 0;
		return;
	}
	add_cell(c, ' ', CHAR_SPACE, source, leaf, (uint16_t)(flags | (is_newline ? CELL_NEWLINE : 0)));
}

static bool keeps_newlines(enum white_space kind)
{
	return kind == WS_PRE || kind == WS_PRE_WRAP || kind == WS_PRE_LINE;
}

static void add_white(struct collector *c, uint32_t codepoint, uint32_t source, uint32_t leaf, uint16_t flags)
{
	enum white_space kind = c->paragraph->leaves[leaf].style->white_space;
	if (codepoint == '\n' && keeps_newlines(kind))
		add_cell(c, '\n', CHAR_BREAK, source, leaf, flags);
	else if (codepoint == '\r')
		return;
	else if ((flags & CELL_PRE) == 0)
		add_space(c, source, leaf, flags, codepoint == '\n');
	else
		add_cell(c, codepoint == '\t' ? '\t' : ' ', codepoint == '\t' ? CHAR_TAB : CHAR_SPACE, source, leaf, flags);
}

static void add_text(struct collector *c, const char *text, size_t from, size_t to, uint32_t leaf, uint16_t flags)
{
	enum text_transform how = c->paragraph->leaves[leaf].style->transform;
	const char *at = text + from, *end = text + to;
	bool starts_word = from == 0 || strchr(" \t\n\r\f", text[from - 1]) != NULL;
	while (at < end) {
		uint32_t source = (uint32_t)(at - text);
		uint32_t codepoint = osp_utf8_next(&at, end);
		if (char_is_basic_han(codepoint)) {
			starts_word = false;
			add_cell(c, codepoint, CHAR_HAN, source, leaf, flags);
			continue;
		}
		if (is_direction(c, codepoint))
			continue;
		if (codepoint == ' ' || codepoint == '\t' || codepoint == '\n' || codepoint == '\r' || codepoint == '\f') {
			add_white(c, codepoint, source, leaf, flags);
			starts_word = true;
			continue;
		}
		if (how != TRANSFORM_NONE)
			codepoint = transform(codepoint, how, starts_word);
		starts_word = false;
		if (codepoint == 0xA0 || codepoint == 0x202F)
			add_cell(c, codepoint, CHAR_SPACE, source, leaf, flags | CELL_JOIN);
		else
			add_cell(c, codepoint, char_class_of(codepoint), source, leaf, flags);
	}
}

const struct computed *style_scaled(struct arena *arena, const struct computed *style, uint32_t scale)
{
	struct computed *scaled = ARENA_NEW(arena, struct computed);
	*scaled = *style;
	scaled->font_size = (osp_len)((int64_t)style->font_size * scale / PARAGRAPH_SCALE_UNIT);
	scaled->line_height = (osp_len)((int64_t)style->line_height * scale / PARAGRAPH_SCALE_UNIT);
	return scaled;
}

static const struct computed *scaled(const struct collector *c, const struct computed *style)
{
	bool is_scaled = style != NULL && c->options != NULL && c->options->scale != 0;
	return is_scaled ? style_scaled(c->paragraph->arena, style, c->options->scale) : style;
}

static uint32_t add_part(struct collector *c, const osp_node *node, const struct computed *style, uint32_t element, bool is_generated,
    const char *text, size_t from, size_t to)
{
	uint32_t leaf = add_leaf(c, node, style, element, is_generated);
	add_text(c, text, from, to, leaf, c->paragraph->elements[element].flags);
	return leaf;
}

/* The first letter, or marks before it, in an element of their own, which is no node's. */
static void add_letter(struct collector *c, const osp_node *node, uint32_t parent, bool is_generated, const char *text, size_t from, size_t to)
{
	struct paragraph *p = c->paragraph;
	const osp_node *around = osp_node_is_text(node) ? osp_node_parent(node) : node;
	const struct computed *style = scaled(c, style_letter(p->layout->style, c->letter_of, around));
	uint32_t element = add_element(c, NULL, style, parent);
	p->elements[element].flags |= p->elements[parent].flags;
	bool is_sunk = letter_sink(c, element);
	uint32_t leaf = add_part(c, node, style, element, is_generated, text, from, to);
	p->cap.leaf = is_sunk ? leaf : p->cap.leaf;
	p->elements[element].end = (uint32_t)c->cell_count;
}

static void add_piece(struct collector *c, const osp_node *node, const struct computed *style, uint32_t element, bool is_generated,
    const char *text, size_t len)
{
	size_t begin = 0, end = 0;
	bool is_whole = true;
	if (c->letter_at != NULL)
		end = osp_utf8_first_letter(text, len, &begin, &is_whole);
	if (is_whole && node != c->letter_at)
		end = 0;
	if (node == c->letter_at)
		c->letter_at = NULL;
	if (end > 0 && begin > 0)
		add_part(c, node, style, element, is_generated, text, 0, begin);
	if (end > 0)
		add_letter(c, node, element, is_generated, text, begin, end);
	if (len > end)
		add_part(c, node, style, element, is_generated, text, end, len);
}

static void add_content(struct collector *c, const struct content *content, const osp_node *node, const struct computed *style,
    uint32_t element)
{
	if (content == NULL || content->is_none || content->count == 0)
		return;
	if (c->options != NULL && c->options->resolve != NULL) {
		const char *text = c->options->resolve(c->options->closure, content, node);
		if (text != NULL)
			add_piece(c, node, style, element, true, text, strlen(text));
		return;
	}
	for (size_t i = 0; i < content->count; i++) {
		if (content->parts[i].kind == CONTENT_TEXT && content->parts[i].text != NULL)
			add_piece(c, node, style, element, true, content->parts[i].text, strlen(content->parts[i].text));
	}
}

/* NULL when there is no such pseudo-element. */
static const struct computed *style_of(const struct collector *c, const osp_node *node, osp_pseudo pseudo)
{
	return scaled(c, style_computed(c->paragraph->layout->style, node, pseudo));
}

static void add_pseudo(struct collector *c, uint32_t element, osp_pseudo pseudo)
{
	const osp_node *node = c->paragraph->elements[element].node;
	const struct computed *style = style_of(c, node, pseudo);
	if (style != NULL && style->display != DISPLAY_NONE)
		add_content(c, &style->content, node, style, element);
}

static osp_len fixed_or(const struct length *length, osp_len otherwise)
{
	return length->kind == LENGTH_FIXED ? length->value : otherwise;
}

/* The size of a picture within a line: what the style says, else its pixels at 96 to the inch. */
static void measure_picture(const struct paragraph *p, const struct computed *style, struct picture *picture)
{
	const osp_asset *asset = p->layout->volume != NULL ? osp_node_asset(p->layout->volume, picture->node) : NULL;
	int64_t width = asset != NULL && asset->width > 0 && asset->width < 100000 ? (int64_t)asset->width * OSP_POINT * 3 / 4 : p->em * 2;
	int64_t height = asset != NULL && asset->height > 0 && asset->height < 100000 ? (int64_t)asset->height * OSP_POINT * 3 / 4 : p->em;
	osp_len wanted_width = fixed_or(&style->width, 0), wanted_height = fixed_or(&style->height, 0);
	osp_len limit = fixed_or(&style->max_width, 0), tall = fixed_or(&style->max_height, 0);
	if (wanted_width > 0 || wanted_height > 0) {
		int64_t scaled_width = wanted_width > 0 ? wanted_width : width * wanted_height / height;
		height = wanted_height > 0 ? wanted_height : height * wanted_width / width;
		width = scaled_width;
	}
	if (limit > 0 && width > limit) {
		height = height * limit / width;
		width = limit;
	}
	if (tall > 0 && height > tall) {
		width = width * tall / height;
		height = tall;
	}
	const int64_t most = 4000 * OSP_POINT;
	picture->width = (osp_len)(width < most ? width : most);
	picture->height = (osp_len)(height < most ? height : most);
}

static void add_picture(struct collector *c, const osp_node *node, const struct computed *style, uint32_t parent)
{
	struct paragraph *p = c->paragraph;
	uint32_t element = add_element(c, node, style, parent);
	p->pictures = grow(p->arena, p->pictures, p->picture_count, &c->picture_capacity, sizeof(*p->pictures));
	struct picture *picture = &p->pictures[p->picture_count++];
	*picture = (struct picture){ .node = node, .cell = (uint32_t)c->cell_count };
	measure_picture(p, style, picture);
	p->has_tall = true;
	add_cell(c, 0xFFFC, CHAR_OBJECT, 0, add_leaf(c, node, style, element, true), 0);
	p->elements[element].end = (uint32_t)c->cell_count;
}

/* A footnote mark, and the note that it leads to. */
static void add_note(struct collector *c, const osp_node *mark)
{
	struct paragraph *p = c->paragraph;
	const char *href = osp_node_attr(mark, "href");
	const osp_node *root = mark;
	if (href == NULL || href[0] != '#')
		return;
	while (osp_node_parent(root) != NULL)
		root = osp_node_parent(root);
	const osp_node *note = osp_node_find_id(root, href + 1);
	if (note == NULL)
		return;
	if (p->note_count >= c->note_capacity) {
		size_t capacity = c->note_capacity;
		p->notes = grow(p->arena, p->notes, p->note_count, &capacity, sizeof(*p->notes));
		p->note_cells = grow(p->arena, p->note_cells, p->note_count, &c->note_capacity, sizeof(*p->note_cells));
	}
	p->notes[p->note_count] = (struct line_note){ mark, note };
	p->note_cells[p->note_count++] = (uint32_t)c->cell_count;
}

/* Goes into an element; the index of its record, or 0 when there is nothing to go into. */
static uint32_t enter(struct collector *c, const osp_node *node, uint32_t parent)
{
	const struct computed *style = style_of(c, node, OSP_PSEUDO_NONE);
	if (style == NULL || style->display == DISPLAY_NONE)
		return 0;
	switch (osp_node_tag(node)) {
	case OSP_BR:
		add_cell(c, '\n', CHAR_BREAK, 0, add_leaf(c, node, style, parent, true), 0);
		return 0;
	case OSP_WBR:
		c->pending |= CELL_MAY_BREAK;
		return 0;
	case OSP_IMG:
		add_picture(c, node, style, parent);
		return 0;
	default:
		break;
	}
	if (osp_node_has_role(node, "doc-noteref"))
		add_note(c, node);
	uint32_t element = add_element(c, node, style, parent);
	add_pseudo(c, element, OSP_PSEUDO_BEFORE);
	return element;
}

static uint32_t leave(struct collector *c, uint32_t element)
{
	add_pseudo(c, element, OSP_PSEUDO_AFTER);
	c->paragraph->elements[element].end = (uint32_t)c->cell_count;
	return c->paragraph->elements[element].parent;
}

void collect_inline(struct collector *c, const osp_node *first, const osp_node *last)
{
	struct paragraph *p = c->paragraph;
	uint32_t element = add_element(c, p->block, p->style, 0);
	const struct paragraph_options *options = c->options;
	if (options != NULL && options->marker != NULL)
		add_piece(c, p->block, p->style, 0, true, options->marker, strlen(options->marker));
	letter_find(c, first);
	if (options != NULL)
		add_content(c, options->before, p->block, p->style, 0);
	const osp_node *node = first;
	while (node != NULL) {
		uint32_t inside = 0;
		if (osp_node_is_text(node))
			add_piece(c, node, p->elements[element].style, element, false, node->text, node->text_len);
		else
			inside = enter(c, node, element);
		if (inside != 0 && node->first != NULL) {
			element = inside;
			node = node->first;
			continue;
		}
		if (inside != 0)
			leave(c, inside);
		while (element != 0 && node->next == NULL) {
			node = p->elements[element].node;
			element = leave(c, element);
		}
		node = element == 0 && node == last ? NULL : node->next;
	}
	if (options != NULL)
		add_content(c, options->after, p->block, p->style, 0);
	p->elements[0].end = (uint32_t)c->cell_count;
}

void collect_string(struct collector *c, const char *text)
{
	add_element(c, c->paragraph->block, c->paragraph->style, 0);
	add_piece(c, c->paragraph->block, c->paragraph->style, 0, true, text, strlen(text));
	c->paragraph->elements[0].end = (uint32_t)c->cell_count;
}
