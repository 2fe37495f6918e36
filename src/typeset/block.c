/* block.c - an element becomes strips: margins, borders, its children, its lines. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/flow.h"
#include "typeset/generated.h"
#include "typeset/table.h"

#include <string.h>

const struct computed *node_style(const struct flow *flow, const osp_node *node)
{
	return style_computed(flow->piece->layout->style, node, OSP_PSEUDO_NONE);
}

bool block_is_inline(const osp_node *node, const struct computed *style)
{
	if (osp_node_is_text(node)) {
		return true;
	}
	if (style->float_kind != FLOAT_NONE) {
		return false;
	}
	return style->display == DISPLAY_INLINE || style->display == DISPLAY_INLINE_BLOCK;
}

static bool is_heading(const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	return tag >= OSP_H1 && tag <= OSP_H6;
}

osp_len block_edge(const struct computed *style, int side, osp_len base)
{
	osp_len border = style->border[side].style == LINE_NONE ? 0 : style->border[side].width;
	return border + length_resolve(style->padding[side], base, 0);
}

/* CSS 2.1, 10.3.3: a box with a width of its own and automatic margins stands in the middle. */
static void place_across(struct flow *flow, struct box *box, const struct computed *style)
{
	osp_len outer = flow->width;
	osp_len left = length_resolve(style->margin[SIDE_LEFT], outer, 0);
	osp_len right = length_resolve(style->margin[SIDE_RIGHT], outer, 0);
	osp_len edge_left = block_edge(style, SIDE_LEFT, outer), edge_right = block_edge(style, SIDE_RIGHT, outer);
	osp_len free = outer - left - right - edge_left - edge_right;
	osp_len width = length_resolve(style->width, outer, free);
	osp_len most = length_resolve(style->max_width, outer, width);
	width = width > most ? most : width;
	if (width < style->font_size) {
		/* deeper nesting than the page is wide: a column of one character still shows everything */
		width = style->font_size < outer ? style->font_size : outer;
	}
	osp_len rest = free - width;
	if (rest > 0 && style->margin[SIDE_LEFT].kind == LENGTH_AUTO) {
		left += style->margin[SIDE_RIGHT].kind == LENGTH_AUTO ? rest / 2 : rest;
	}
	box->x = flow->x + left;
	box->width = edge_left + width + edge_right;
	flow->x = box->x + edge_left;
	flow->width = width;
}

static void open_break(struct flow *flow, const struct computed *style)
{
	switch (style->break_before) {
	case BREAK_ALWAYS: case BREAK_LEFT: case BREAK_RIGHT: case BREAK_COLUMN:
		if (flow->galley->count > 0) {
			flow->force = style->break_before;
		}
		break;
	case BREAK_AVOID:
		flow_keep(flow, COST_KEEP);
		break;
	default:
		break;
	}
}

/* A page of another name may be wider: a table on a sheet that lies on its side. */
static void turn_page(struct flow *flow, const char *page)
{
	struct piece_layout *piece = flow->piece;
	if (flow->galley == &piece->body && flow->columns < 2) {
		osp_len width = flow->width + piece->page_width(piece->closure, page) - piece->page_width(piece->closure, flow->page);
		flow->width = width > OSP_POINT ? width : OSP_POINT;
	}
	flow->page = page;
}

struct block_state block_open(struct flow *flow, const osp_node *node, const struct computed *style)
{
	struct block_state state = { flow->x, flow->width, flow->box, 0, style->break_after, flow->page };
	open_break(flow, style);
	if (style->page[0] != '\0' && strcmp(style->page, flow->page) != 0) {
		turn_page(flow, style->page);
	}
	counters_apply(&flow->piece->counters, style, flow->depth);
	flow_margin(flow, length_resolve(style->margin[SIDE_TOP], flow->width, 0));
	osp_len edge = block_edge(style, SIDE_TOP, flow->width);
	if (edge > 0) {
		flow_settle(flow);
	}
	struct box *box = flow_box_new(flow, node, style);
	place_across(flow, box, style);
	flow->box = box;
	flow->depth++;
	state.first = flow->galley->count;
	generated_note_box(flow, node, style, box);
	if (edge > 0) {
		flow_strip(flow, STRIP_EDGE, edge)->cost = COST_KEEP;
	}
	return state;
}

/* Between the strips of a box that should not be cut; at its end the cost is the neighbours' business. */
static void keep_inside(struct flow *flow, uint32_t first, int32_t cost)
{
	for (uint32_t i = first; i + 1 < flow->galley->count; i++) {
		struct strip *strip = &flow->galley->strips[i];
		if (strip->cost < cost) {
			strip->cost = cost;
		}
	}
}

static void close_break(struct flow *flow, const osp_node *node, const struct block_state *state)
{
	if (state->after == BREAK_AVOID || is_heading(node)) {
		flow_keep(flow, COST_KEEP);
	} else if (state->after != BREAK_AUTO && flow->galley->count > 0) {
		flow->force = state->after;
	}
}

void block_close(struct flow *flow, const osp_node *node, const struct computed *style, const struct block_state *state)
{
	osp_len edge = block_edge(style, SIDE_BOTTOM, state->width);
	if (edge > 0) {
		flow_settle(flow);
		if (flow->galley->count > state->first) {
			flow_keep(flow, COST_KEEP);
		}
		flow_strip(flow, STRIP_EDGE, edge);
	} else if (flow->galley->count == state->first && osp_node_attr(node, "id") != NULL) {
		flow_strip(flow, STRIP_EDGE, 0); /* an empty place that links may lead to */
	}
	if (style->break_inside == BREAK_AVOID || is_heading(node)) {
		keep_inside(flow, state->first, COST_AVOID);
	}
	flow->box->end = flow->galley->count;
	flow->box = state->box;
	flow->x = state->x;
	flow->width = state->width;
	flow->page = state->page;
	flow->depth--;
	counters_leave(&flow->piece->counters, flow->depth + 1);
	flow_margin(flow, length_resolve(style->margin[SIDE_BOTTOM], flow->width, 0));
	close_break(flow, node, state);
}

struct float_line { const struct flow *flow; osp_len top, line_height; };

static osp_len room_beside(const struct float_room *room, osp_len top, osp_len bottom)
{
	return room->is_set && top < room->bottom && bottom > room->top ? room->width : 0;
}

static void line_room(void *closure, size_t line, osp_len *ret_left, osp_len *ret_right)
{
	const struct float_line *at = closure;
	osp_len top = at->top + (osp_len)line * at->line_height;
	*ret_left = room_beside(&at->flow->left, top, top + at->line_height);
	*ret_right = room_beside(&at->flow->right, top, top + at->line_height);
}

static int32_t line_cost(const struct computed *style, const struct paragraph_lines *lines, size_t index)
{
	size_t above = index + 1, below = lines->count - above;
	if (below == 0) {
		return 0;
	}
	int32_t cost = lines->lines[index].is_hyphenated ? COST_HYPHEN : 0;
	if (above < (size_t)style->orphans) {
		cost += COST_WIDOW * (style->orphans - (int)above);
	}
	if (below < (size_t)style->widows) {
		cost += COST_WIDOW * (style->widows - (int)below);
	}
	return cost;
}

/* On the line grid a heading stands on a baseline of the body too. The room for that goes with the heading to the next page. */
static void snap_heading(struct flow *flow, const struct line *line)
{
	if (flow->grid <= 0 || line->height == flow->grid) {
		return;
	}
	osp_len wanted = style_baseline(flow->piece->style), is = flow->off + line->baseline;
	osp_len missing = ((wanted - is) % flow->grid + flow->grid) % flow->grid;
	if (missing > 0) {
		flow_strip(flow, STRIP_EDGE, missing)->cost = COST_KEEP;
	}
}

static void add_lines(struct flow *flow, const struct computed *style, const struct paragraph_lines *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		const struct line *line = &lines->lines[i];
		osp_len top = flow->y;
		uint32_t notes_before = flow->piece->notes.count;
		if (line->note_count > 0) {
			footnote_anchor(flow, line->notes, line->note_count);
		}
		struct strip *strip = flow_strip(flow, STRIP_LINE, line->height);
		if (line->note_count > 0 && flow->piece->notes.count > notes_before) {
			strip->notes_least = footnote_least(flow->piece, notes_before);
		}
		strip->as.text.line = line;
		strip->cost = line_cost(style, lines, i) + (i + 1 < lines->beside_cap ? COST_AVOID : 0);
		if ((flow->left.is_set && top + line->height < flow->left.bottom) || (flow->right.is_set && top + line->height < flow->right.bottom)) {
			strip->cost += COST_AVOID;
		}
	}
}

static struct paragraph *shape(struct flow *flow, const osp_node *block, const struct computed *style, const struct inline_run *run)
{
	struct piece_layout *piece = flow->piece;
	struct paragraph *known = measured_take(piece, block, run);
	if (known != NULL) {
		return known;
	}
	struct paragraph_options options = { .before = run->before, .after = run->after, .marker = run->marker, .resolve = generated_text, .closure = piece };
	struct paragraph *paragraph = paragraph_new(piece->layout, piece->scratch, block, style, run->first, run->last, &options);
	options.scale = paragraph == NULL ? PARAGRAPH_SCALE_UNIT : paragraph_drawing_scale(paragraph, flow->width);
	if (options.scale == PARAGRAPH_SCALE_UNIT) {
		return paragraph;
	}
	return paragraph_new(piece->layout, piece->scratch, block, style, run->first, run->last, &options);
}

struct paragraph_lines block_lines(struct piece_layout *piece, struct paragraph *paragraph, const struct computed *style, osp_len x,
                                   struct leader *leader, struct break_options *options)
{
	options->kept = piece->kept;
	if (leader != NULL) {
		osp_len number = text_line(piece->layout, piece->arena, leader->style, leader->style->lang, leader->text, 0, 0, NULL);
		leader->right = x + options->width;
		options->width -= number + style->font_size * 2;
	}
	return paragraph_break(paragraph, piece->arena, options);
}

/* A sunk first letter that is taller than its paragraph: what follows stands below it. */
static void add_room_for_cap(struct flow *flow, const struct computed *style, const struct paragraph_lines *lines)
{
	flow_keep(flow, COST_KEEP);
	flow_strip(flow, STRIP_EDGE, (osp_len)(lines->beside_cap - lines->count) * style->line_height);
}

static void set_paragraph(struct flow *flow, const osp_node *block, const struct computed *style, const struct inline_run *run)
{
	struct piece_layout *piece = flow->piece;
	struct late_mark mark = late_begin(piece);
	piece->leader = NULL;
	struct paragraph *paragraph = shape(flow, block, style, run);
	struct leader *leader = piece->leader;
	if (paragraph == NULL) {
		return;
	}
	flow_settle(flow);
	struct float_line at = { flow, flow->y, style->line_height };
	struct break_options options = { .width = flow->width };
	if (flow->left.is_set || flow->right.is_set) {
		options.room = line_room;
		options.closure = &at;
	}
	struct paragraph_lines lines = block_lines(piece, paragraph, style, flow->x, leader, &options);
	if (is_heading(block) && lines.count > 0) {
		snap_heading(flow, &lines.lines[0]);
	}
	add_lines(flow, style, &lines);
	if (leader != NULL && lines.count > 0) {
		struct strip *last = &flow->galley->strips[flow->galley->count - 1];
		strip_extra(flow, last)->leader = leader;
	}
	late_end(flow, &mark, block, style, run, (uint32_t)lines.count);
	if (lines.count < lines.beside_cap) {
		add_room_for_cap(flow, style, &lines);
	}
}

void block_paragraph(struct flow *flow, const osp_node *block, const struct computed *style, const struct inline_run *run)
{
	struct arena *scratch = flow->piece->scratch;
	struct arena_mark mark = arena_mark(scratch);
	set_paragraph(flow, block, style, run);
	arena_rewind(scratch, mark);
}

/* A paragraph that ends with a colon leads into what follows it; the page must not end between them (1.15). */
static bool leads_in(const osp_node *node)
{
	osp_tag next = osp_node_tag(osp_node_next(node));
	if (next != OSP_UL && next != OSP_OL && next != OSP_PRE && next != OSP_TABLE && next != OSP_DL && next != OSP_BLOCKQUOTE) {
		return false;
	}
	const osp_node *last = osp_node_last(node);
	while (last != NULL && !osp_node_is_text(last)) {
		last = osp_node_last(last);
	}
	size_t len = 0;
	const char *text = last == NULL ? "" : osp_node_text(last, &len);
	while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\n')) {
		len--;
	}
	return (len >= 1 && text[len - 1] == ':') || (len >= 3 && memcmp(text + len - 3, "：", 3) == 0);
}

static bool is_page_float(const struct computed *style)
{
	return style->float_kind == FLOAT_TOP || style->float_kind == FLOAT_BOTTOM;
}

static void container(struct flow *flow, const osp_node *node, const struct computed *style)
{
	struct block_state state = block_open(flow, node, style);
	if (style->display == DISPLAY_LIST_ITEM) {
		list_item_open(flow, node, style);
	} else if (osp_node_tag(node) == OSP_UL || osp_node_tag(node) == OSP_OL) {
		list_open(flow, node, style);
	}
	struct float_room left = flow->left, right = flow->right;
	struct columns_state columns = columns_open(flow, style);
	block_children(flow, node, style);
	columns_close(flow, &columns);
	if (osp_node_tag(node) == OSP_DIV) {
		figure_barcode(flow, node, style);
	}
	if (flow->markers != NULL && style->display == DISPLAY_LIST_ITEM) {
		flow_settle(flow);
		flow_strip(flow, STRIP_LINE, style->line_height); /* an item of nothing still has its number */
	}
	if (flow->left.top != left.top || flow->right.top != right.top) {
		figure_clear(flow);
	}
	block_close(flow, node, style, &state);
	if (osp_node_tag(node) == OSP_P && leads_in(node)) {
		flow_keep(flow, COST_KEEP);
	} else if (osp_node_tag(node) == OSP_DT) {
		flow_keep(flow, COST_AVOID);
	}
}

static void ordinary(struct flow *flow, const osp_node *node, const struct computed *style)
{
	if (osp_node_tag(node) == OSP_IMG) {
		figure_image(flow, node, style);
	} else if (style->display == DISPLAY_TABLE) {
		table_node(flow, node, style);
	} else {
		container(flow, node, style);
	}
}

/* A caption that was made of the picture's alternative text stands where the picture was written. */
static bool has_own_words(const osp_node *figure)
{
	const osp_node *img = NULL;
	for (const osp_node *at = osp_node_first(figure); at != NULL; at = osp_node_next(at)) {
		img = osp_node_tag(at) == OSP_IMG ? at : img;
	}
	for (const osp_node *at = osp_node_first(figure); at != NULL && img != NULL; at = osp_node_next(at)) {
		osp_place place = osp_node_place(at), picture = osp_node_place(img);
		if (at != img && (place.line == 0 || place.line != picture.line || place.column != picture.column || place.file != picture.file)) {
			return true;
		}
	}
	return img == NULL;
}

/* A figure may leave its place for the next page, and then takes its margins along. So does what floats to a page's top or bottom. */
static void movable(struct flow *flow, const osp_node *node, const struct computed *style)
{
	uint32_t first = flow->galley->count;
	flow->figure = ++flow->piece->figure_count;
	flow->float_kind = is_page_float(style) ? (uint8_t)style->float_kind : (uint8_t)FLOAT_NONE;
	ordinary(flow, node, style);
	flow->figure = 0;
	flow->float_kind = FLOAT_NONE;
	while (first < flow->galley->count && flow->galley->strips[first].kind == STRIP_SPACE) {
		first++;
	}
	if (first < flow->galley->count) {
		osp_len top = length_resolve(style->margin[SIDE_TOP], flow->width, 0), bottom = length_resolve(style->margin[SIDE_BOTTOM], flow->width, 0);
		strip_extra(flow, &flow->galley->strips[first])->figure_margin = top > bottom ? top : bottom;
		strip_extra(flow, &flow->galley->strips[first])->keeps_order = has_own_words(node);
	}
}

static void block_placed(struct flow *flow, const osp_node *node, const struct computed *style)
{
	bool may_move = flow->figure == 0 && flow->galley == &flow->piece->body;
	bool is_figure = osp_node_tag(node) == OSP_FIGURE && style->float_kind == FLOAT_NONE;
	if (may_move && (is_figure || is_page_float(style))) {
		movable(flow, node, style);
	} else {
		ordinary(flow, node, style);
	}
}

/* A table whose words one column would part stands across all of them, as in journals. */
static bool needs_all_columns(struct flow *flow, const osp_node *node, const struct computed *style)
{
	bool is_in_text = style->float_kind == FLOAT_NONE && flow->galley == &flow->piece->body;
	return style->display == DISPLAY_TABLE && is_in_text && table_is_crowded(flow, node, style);
}

void block_node(struct flow *flow, const osp_node *node, const struct computed *style)
{
	if (style->float_kind == FLOAT_FOOTNOTE && footnote_is_placed(flow->piece, node)) {
		return;
	}
	if (osp_node_has_class(node, "footnotes") && footnote_all_placed(flow->piece, node)) {
		return;
	}
	if (flow->depth >= FLOW_DEPTH_MAX) {
		struct inline_run run = { .first = osp_node_first(node), .last = osp_node_last(node) };
		block_paragraph(flow, node, style, &run);
	} else if (flow->columns > 1 && flow->figure == 0 && (style->column_span_all || needs_all_columns(flow, node, style))) {
		struct columns_state state = columns_span(flow);
		block_placed(flow, node, style);
		columns_close(flow, &state);
	} else {
		block_placed(flow, node, style);
	}
}

const struct content *pseudo_content(const struct flow *flow, const osp_node *node, osp_pseudo which)
{
	const struct computed *style = style_computed(flow->piece->layout->style, node, which);
	return style == NULL || style->content.is_none || style->content.count == 0 ? NULL : &style->content;
}

bool block_is_picture(const osp_node *node, const osp_node *parent)
{
	if (osp_node_tag(node) != OSP_IMG) {
		return false;
	}
	osp_tag tag = osp_node_tag(parent);
	return tag == OSP_FIGURE || tag == OSP_SECTION || tag == OSP_ARTICLE || tag == OSP_HEADER;
}

bool run_is_white(const osp_node *first, const osp_node *last)
{
	for (const osp_node *node = first; node != NULL; node = node == last ? NULL : osp_node_next(node)) {
		size_t len = 0;
		const char *text = osp_node_text(node, &len);
		if (!osp_node_is_text(node) || strspn(text, " \t\r\n") < len) {
			return false;
		}
	}
	return true;
}

static void flush(struct flow *flow, const osp_node *parent, const struct computed *style, struct inline_run *run)
{
	if (run->before == NULL && run->after == NULL && (run->first == NULL || run_is_white(run->first, run->last))) {
		run->first = run->last = NULL;
		return;
	}
	run->marker = flow->inside_marker;
	flow->inside_marker = NULL;
	block_paragraph(flow, parent, style, run);
	*run = (struct inline_run){ 0 };
}

void block_children(struct flow *flow, const osp_node *parent, const struct computed *style)
{
	struct inline_run run = { .before = pseudo_content(flow, parent, OSP_PSEUDO_BEFORE) };
	for (const osp_node *node = osp_node_first(parent); node != NULL; node = osp_node_next(node)) {
		const struct computed *own = node_style(flow, node);
		bool holds_notes = osp_node_has_class(node, "footnotes"); /* not shown, but a note that has no page must be */
		if (!osp_node_is_text(node) && own->display == DISPLAY_NONE && !holds_notes) {
			continue;
		}
		if (block_is_inline(node, own) && !block_is_picture(node, parent)) {
			run.first = run.first == NULL ? node : run.first;
			run.last = node;
			continue;
		}
		flush(flow, parent, style, &run);
		if (osp_node_tag(node) == OSP_IMG && (own->float_kind == FLOAT_LEFT || own->float_kind == FLOAT_RIGHT)) {
			figure_float(flow, node, own);
		} else if (own->float_kind == FLOAT_LEFT && figure_side_text(flow, node, own)) {
			continue;
		} else {
			block_node(flow, node, own);
		}
	}
	run.after = pseudo_content(flow, parent, OSP_PSEUDO_AFTER);
	flush(flow, parent, style, &run);
}
