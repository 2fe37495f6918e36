/* paragraph.c - from inline content to lines. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/lines.h"
#include "document/node.h"

#include <string.h>

osp_len style_baseline(const struct computed *style)
{
	return (style->line_height - style->font_size) / 2 + (osp_len)((int64_t)style->font_size * 88 / 100);
}

static bool is_heading(const osp_node *block)
{
	switch (osp_node_tag(block)) {
	case OSP_H1: case OSP_H2: case OSP_H3: case OSP_H4: case OSP_H5: case OSP_H6:
		return true;
	default:
		return false;
	}
}

static struct paragraph *start(const struct layout *layout, struct arena *arena, const osp_node *block, const struct computed *style)
{
	struct paragraph *p = ARENA_NEW(arena, struct paragraph);
	p->layout = layout;
	p->arena = arena;
	p->block = block;
	p->style = style;
	p->em = style->font_size;
	p->is_balanced = is_heading(block);
	return p;
}

static struct paragraph *finish(struct paragraph *p, struct collector *collector, struct line_tools *tools)
{
	itemize_language(p, collector->cells, collector->cell_count);
	settle_spaces(p, tools->scratch, collector->cells, collector->cell_count);
	if (p->cell_count == 0)
		return NULL;
	emoji_mark(p->cells, p->cell_count);
	urls_mark(p);
	shape_paragraph(p, tools);
	if (p->box_count == 0)
		return NULL;
	const struct font *font = font_for(p->layout->fonts, p->style, FONT_LATIN, "en", '-');
	p->hyphen_width = font != NULL ? shape_width(font, p->em, '-') : p->em / 3;
	make_gaps(p, tools);
	letter_settle(p);
	return p;
}

struct paragraph *paragraph_new(const struct layout *layout, struct arena *arena, const osp_node *block, const struct computed *style,
                                const osp_node *first, const osp_node *last, const struct paragraph_options *options)
{
	struct line_tools *tools = font_set_borrow_tools(layout->fonts);
	bool is_scaled = options != NULL && options->scale != 0;
	struct paragraph *p = start(layout, arena, block, is_scaled ? style_scaled(arena, style, options->scale) : style);
	struct collector collector = { .paragraph = p, .options = options, .scratch = tools->scratch };
	collect_inline(&collector, first, last);
	p = finish(p, &collector, tools);
	font_set_return_tools(layout->fonts, tools);
	return p;
}

static void add_part(int64_t *part, int64_t *widest, const struct paragraph *p, size_t i, bool breaks)
{
	*part = breaks || i == 0 ? p->boxes[i].width : *part + p->gaps[i].natural + p->boxes[i].width;
	*widest = *part > *widest ? *part : *widest;
}

static osp_len bounded(int64_t width)
{
	return (osp_len)(width < INT32_MAX / 4 ? width : INT32_MAX / 4);
}

struct text_widths paragraph_widths(const struct paragraph *p)
{
	int64_t part = 0, name = 0, line = 0, least = 0, whole = 0, most = 0;
	for (size_t i = 0; i < p->box_count; i++) {
		unsigned flags = p->gaps[i].flags;
		bool breaks = (flags & GAP_BREAK) != 0;
		add_part(&part, &least, p, i, breaks);
		add_part(&name, &whole, p, i, breaks && (flags & GAP_ADDRESS) == 0);
		add_part(&line, &most, p, i, (flags & GAP_FORCED) != 0);
	}
	return (struct text_widths){ bounded(least), bounded(whole), bounded(most) };
}

/* ---- lines ---- */

struct breaker {
	struct paragraph *p;
	struct arena *arena, *scratch;
	struct line_tools *tools;
	const struct break_options *options;
	struct chosen_list chosen;
	struct item_list items;        /* of the line that is composed */
	struct paragraph_lines result;
	enum text_align align, align_last;
};

static enum text_align physical(enum text_align align)
{
	return align == ALIGN_START ? ALIGN_LEFT : align == ALIGN_END ? ALIGN_RIGHT : align;
}

static osp_len first_indent(const struct breaker *b)
{
	const struct length *indent = &b->p->style->indent;
	if (b->options->is_continuation || b->p->cap.lines > 0)
		return 0;
	if (indent->kind == LENGTH_PERCENT)
		return (osp_len)((int64_t)b->options->width * indent->value / 102400);
	return indent->kind == LENGTH_FIXED ? indent->value : 0;
}

/* A line of code that wraps goes on two characters to the right of where it began. */
static osp_len code_indent(const struct paragraph *p, size_t first, size_t end, osp_len width)
{
	osp_len indent = 0;
	size_t i = first;
	while (i < end && (p->cells[p->boxes[i].cell].class == CHAR_SPACE || p->cells[p->boxes[i].cell].class == CHAR_TAB))
		indent += p->boxes[i++].width;
	indent += p->em;
	return indent < width / 2 ? indent : width / 2;
}

/* What floats leave of a line, and a sunk first letter beside it. */
static void line_room(void *closure, size_t line, osp_len *ret_left, osp_len *ret_right)
{
	const struct breaker *b = closure;
	*ret_left = *ret_right = 0;
	if (b->options->room != NULL)
		b->options->room(b->options->closure, line, ret_left, ret_right);
	if (line > 0 && line < b->p->cap.lines)
		*ret_left += b->p->cap.width;
}

static void choose_all(struct breaker *b)
{
	struct paragraph *p = b->p;
	struct break_request request = { .width = b->options->width, .closure = b, .looseness = b->options->looseness };
	request.room = b->options->room != NULL || p->cap.lines > 0 ? line_room : NULL;
	request.is_ragged = b->align != ALIGN_JUSTIFY || p->has_pre;
	for (size_t first = 0; first < p->box_count; first = request.end_box) {
		request.first_box = first;
		request.end_box = first + 1;
		while (request.end_box < p->box_count && (p->gaps[request.end_box].flags & GAP_FORCED) == 0)
			request.end_box++;
		request.first_line = (uint32_t)b->chosen.count;
		request.first_indent = first == 0 ? first_indent(b) : 0;
		request.hanging_indent = p->has_pre ? code_indent(p, first, request.end_box, request.width) : 0;
		struct arena_mark mark = arena_mark(b->scratch);
		choose_breaks(p, &request, b->tools, &b->chosen);
		arena_rewind(b->scratch, mark);
	}
}

static bool is_forced_end(const struct paragraph *p, uint32_t end)
{
	return (p->gaps[end].flags & GAP_FORCED) != 0;
}

static void say_overfull(struct paragraph *p, const struct line *line, osp_len over)
{
	if (p->was_overfull)
		return;
	p->was_overfull = true;
	osp_warn(p->layout->job, osp_node_place(line->first_node != NULL ? line->first_node : p->block), "typeset/overfull",
	         "a line is %d.%d pt too long and sticks out: nothing in it may be parted; reword it or let it break with a <wbr>",
	         (int)(over / OSP_POINT), (int)(over % OSP_POINT * 10 / OSP_POINT));
}

/* A line that nothing could fill: what follows may not be parted, and the words are as far apart as they may be (typesetting.md 1.5). */
static void say_loose(const struct paragraph *p, const struct line *line, osp_len spare)
{
	osp_note(p->layout->job, osp_node_place(line->first_node != NULL ? line->first_node : p->block), "typeset/loose",
	         "a line stays %d.%d pt short of the margin: nothing in the word behind it may be parted; reword it or let it break with a <wbr>",
	         (int)(spare / OSP_POINT), (int)(spare % OSP_POINT * 10 / OSP_POINT));
}

/* Where the line begins in the tree: its first character that the author wrote. */
static void set_source(const struct paragraph *p, const struct chosen *chosen, struct line *line)
{
	uint32_t end = chosen->end < p->box_count ? p->boxes[chosen->end].cell : (uint32_t)p->cell_count;
	for (uint32_t i = p->boxes[chosen->first].cell; i < end; i++) {
		const struct leaf *leaf = &p->leaves[p->cells[i].leaf];
		if (leaf->is_generated && p->cells[i].class != CHAR_OBJECT)
			continue;
		line->first_node = leaf->node;
		line->first_offset = p->cells[i].source;
		return;
	}
	line->first_node = p->block;
}

static void set_notes(const struct breaker *b, const struct chosen *chosen, struct line *line)
{
	const struct paragraph *p = b->p;
	uint32_t first = p->boxes[chosen->first].cell, end = chosen->end < p->box_count ? p->boxes[chosen->end].cell
	    : (uint32_t)p->cell_count + 1;
	size_t at = 0;
	while (at < p->note_count && p->note_cells[at] < first)
		at++;
	size_t first_note = at;
	while (at < p->note_count && p->note_cells[at] < end)
		at++;
	line->note_count = at - first_note;
	if (line->note_count > 0) {
		struct line_note *notes = ARENA_ARRAY(b->arena, line->note_count, struct line_note);
		memcpy(notes, &p->notes[first_note], line->note_count * sizeof(*notes));
		line->notes = notes;
	}
}

/* Leading is the style's (typesetting.md F1); only pictures and larger text open a line. */
static void set_height(const struct paragraph *p, const struct chosen *chosen, struct line *line)
{
	osp_len above = style_baseline(p->style), below = p->style->line_height - above;
	size_t picture = 0;
	for (uint32_t i = chosen->first; p->has_tall && i < chosen->end; i++) {
		const struct cell *cell = &p->cells[p->boxes[i].cell];
		const struct computed *style = p->leaves[cell->leaf].style;
		if (p->boxes[i].font == BOX_PICTURE) {
			while (p->pictures[picture].cell != p->boxes[i].cell)
				picture++;
			above = p->pictures[picture].height > above ? p->pictures[picture].height : above;
		} else if (style->font_size > p->em && !letter_is_sunk(p, cell->leaf)) {
			osp_len rise = style_baseline(style);
			above = rise > above ? rise : above;
			below = style->line_height - rise > below ? style->line_height - rise : below;
		}
	}
	line->baseline = above;
	line->height = above + below;
}

static osp_len align_shift(enum text_align align, osp_len spare)
{
	if (spare <= 0)
		return 0;
	return align == ALIGN_CENTER ? spare / 2 : align == ALIGN_RIGHT ? spare : 0;
}

/* The line as draw items, which need nothing of the paragraph any more. */
static void compose(struct breaker *b, const struct line_content *content, struct line *line)
{
	b->items.count = 0;
	line_compose(b->p, content, 0, line->baseline, b->scratch, b->options->kept != NULL ? b->options->kept : b->arena, &b->items);
	osp_item *items = ARENA_ROOM(b->arena, b->items.count, osp_item);
	if (b->items.count > 0)
		memcpy(items, b->items.items, b->items.count * sizeof(*items));
	line->items = items;
	line->item_count = b->items.count;
	line->first_box = content->first;
	line->end_box = content->end;
}

/* Whether a line of code goes on here that was too long for the column. */
static bool is_wrapped_code(const struct paragraph *p, const struct chosen *chosen)
{
	bool keeps_lines = p->style->white_space == WS_PRE || p->style->white_space == WS_PRE_WRAP;
	return keeps_lines && chosen->first > 0 && !is_forced_end(p, chosen->first);
}

/* Whether a line fills its room without being torn. One that ends at a joint of an address is rather short (typesetting.md 1.11). */
static bool can_fill(const struct paragraph *p, const struct chosen *chosen, osp_len room)
{
	int64_t stretch = 0;
	for (uint32_t i = chosen->first + 1; i < chosen->end; i++)
		stretch += p->gaps[i].stretch;
	return room - natural_width(p, chosen->first, chosen->end) <= stretch * 26 / 10;
}

static void set_line(struct breaker *b, size_t number, const struct chosen *chosen)
{
	struct paragraph *p = b->p;
	struct line *line = &b->result.lines[number];
	struct line_content content = { .first = chosen->first, .end = chosen->end, .is_hyphenated = chosen->is_hyphenated,
	                                .is_wrapped = is_wrapped_code(p, chosen) };
	osp_len left, right;
	line_room(b, number, &left, &right);
	content.gaps = ARENA_ARRAY(b->scratch, chosen->end - chosen->first + 1, osp_len);
	line->is_last = is_forced_end(p, chosen->end);
	line->is_hyphenated = chosen->is_hyphenated;
	enum text_align align = line->is_last ? b->align_last : b->align;
	osp_len room = b->options->width - left - right - chosen->indent - gap_tail(p, chosen->end) - (chosen->is_hyphenated ? p->hyphen_width : 0);
	osp_len outside = !chosen->is_hung ? 0 : chosen->is_hyphenated ? p->hyphen_width * 3 / 4 : p->boxes[chosen->end - 1].width;
	bool is_justified = align == ALIGN_JUSTIFY && !p->has_pre;
	if ((p->gaps[chosen->end].flags & GAP_ADDRESS) != 0 && !can_fill(p, chosen, room + outside))
		is_justified = false;
	osp_len width = justify_line(p, chosen->first, chosen->end, room + outside, is_justified, content.gaps);
	content.indent = left + chosen->indent + align_shift(align, room + outside - width);
	line->x = content.indent;
	line->width = width + (chosen->is_hyphenated ? p->hyphen_width : 0);
	set_source(p, chosen, line);
	set_notes(b, chosen, line);
	set_height(p, chosen, line);
	compose(b, &content, line);
	if (width > room + outside + p->em / 50)
		say_overfull(p, line, width - room - outside);
	else if (is_justified && width < room + outside - p->em / 10)
		say_loose(p, line, room + outside - width);
}

/* A picture is never wider than the column. */
static void fit_pictures(struct paragraph *p, osp_len width)
{
	size_t picture = 0;
	for (size_t i = 0; picture < p->picture_count && i < p->box_count; i++) {
		if (p->boxes[i].font != BOX_PICTURE)
			continue;
		struct picture *at = &p->pictures[picture++];
		if (at->width > width && width > 0) {
			at->height = (osp_len)((int64_t)at->height * width / at->width);
			p->boxes[i].width -= at->width - width;
			at->width = width;
		}
	}
}

struct paragraph_lines paragraph_break(struct paragraph *p, struct arena *arena, const struct break_options *options)
{
	struct line_tools *tools = font_set_borrow_tools(p->layout->fonts);
	struct breaker b = { .p = p, .arena = arena, .scratch = tools->scratch, .tools = tools, .options = options };
	b.align = p->style->align == ALIGN_JUSTIFY && p->style->text_justify == JUSTIFY_NONE ? ALIGN_LEFT : physical(p->style->align);
	b.align_last = p->style->align_last != ALIGN_START ? physical(p->style->align_last) : b.align == ALIGN_JUSTIFY ? ALIGN_LEFT : b.align;
	b.chosen.arena = p->arena;
	b.items.arena = tools->scratch;
	fit_pictures(p, options->width);
	if (p->cap.width > options->width / 2)
		letter_raise(p);
	choose_all(&b);
	b.result.count = b.chosen.count;
	b.result.beside_cap = p->cap.lines;
	b.result.lines = ARENA_ARRAY(arena, b.chosen.count, struct line);
	for (size_t i = 0; i < b.chosen.count; i++) {
		set_line(&b, i, &b.chosen.lines[i]);
		if (b.result.height < INT32_MAX / 4) /* no page is that high: what a hostile text adds does not matter */
			b.result.height += b.result.lines[i].height;
	}
	font_set_return_tools(p->layout->fonts, tools);
	return b.result;
}

osp_len text_line(const struct layout *layout, struct arena *arena, const struct computed *style, const char *lang, const char *text,
                  osp_len x, osp_len baseline, struct item_list *list)
{
	struct line_tools *tools = font_set_borrow_tools(layout->fonts);
	struct arena_mark mark = arena_mark(arena);
	struct computed *own = ARENA_NEW(arena, struct computed);
	*own = *style;
	own->lang = lang != NULL ? lang : "";
	struct paragraph *p = start(layout, arena, NULL, own);
	struct collector collector = { .paragraph = p, .scratch = tools->scratch };
	osp_len width = 0;
	collect_string(&collector, text);
	p = finish(p, &collector, tools);
	if (p != NULL) {
		uint32_t end = (uint32_t)p->box_count;
		struct line_content content = { .first = 0, .end = end, .gaps = ARENA_ARRAY(tools->scratch, end + 1, osp_len) };
		width = justify_line(p, 0, end, INT32_MAX / 4, false, content.gaps);
		if (list != NULL)
			line_compose(p, &content, x, baseline, tools->scratch, list->arena, list);
	}
	font_set_return_tools(layout->fonts, tools);
	arena_rewind(arena, mark);
	return width;
}
