/* typed.c - computed values as the typesetter's struct. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/engine.h"

#include <string.h>

/* The keyword's number (the enums of style.h stand in the same order), `usual` when nothing is set. */
static int keyword(const struct style_entry *entry, int property, int usual)
{
	const struct value *value = entry->values[property];
	return value != NULL && value->kind == KIND_KEYWORD ? (int)value->number : usual;
}

static osp_len fixed(const struct style_entry *entry, int property, osp_len usual)
{
	const struct value *value = entry->values[property];
	return value != NULL && value->kind == KIND_LENGTH ? length_clamp(value->number) : usual;
}

static int integer(const struct style_entry *entry, int property, int usual)
{
	const struct value *value = entry->values[property];
	if (value == NULL || value->kind != KIND_NUMBER) {
		return usual;
	}
	int64_t number = value->number / MICRO;
	return (int)(number > 1000 ? 1000 : number < -1000 ? -1000 : number);
}

static bool has_word(const struct style_entry *entry, int property, int index)
{
	const struct value *value = entry->values[property];
	return value != NULL && value->kind == KIND_WORDS && (value->number & INT64_C(1) << index) != 0;
}

static osp_color color(const struct style_entry *entry, int property, osp_color usual)
{
	const struct value *value = entry->values[property];
	if (value == NULL) {
		return usual;
	}
	bool is_color = value->kind == KIND_COLOR || value->kind == KIND_CURRENT_COLOR;
	return is_color ? color_resolve(value, entry->computed.color) : usual;
}

/* A sum of a length and a percentage can't be said in struct length: its percentage is taken. */
static struct length length_of(const struct value *value, length_kind usual)
{
	if (value == NULL || value->kind == KIND_KEYWORD || value->kind == KIND_TEXT) {
		return (struct length){ usual, 0 };
	}
	if (value->kind == KIND_SUM) {
		value = &value->as.items[1];
	}
	if (value->kind == KIND_PERCENT) {
		return (struct length){ LENGTH_PERCENT, length_scale(value->number, 1024) };
	}
	return (struct length){ LENGTH_FIXED, value->kind == KIND_LENGTH ? length_clamp(value->number) : 0 };
}

static void text(struct style_entry *entry)
{
	static const char *const serif[] = { "serif", NULL };
	struct computed *c = &entry->computed;
	const struct value *families = entry->values[PROPERTY_FONT_FAMILY];
	c->families = families != NULL && families->kind == KIND_FAMILIES ? families->as.families : serif;
	/* 4096 pt: a line of such letters still has a width. */
	osp_len size = fixed(entry, PROPERTY_FONT_SIZE, 12 * OSP_POINT), most = 4096 * OSP_POINT;
	c->font_size = size < most ? size : most;
	c->weight = (uint16_t)integer(entry, PROPERTY_FONT_WEIGHT, 400);
	c->italic = keyword(entry, PROPERTY_FONT_STYLE, 0) != 0;
	int caps = keyword(entry, PROPERTY_FONT_VARIANT_CAPS, 0);
	c->small_caps = caps == 1 || caps == 2;
	c->tabular_figures = has_word(entry, PROPERTY_FONT_VARIANT_NUMERIC, 4);
	c->color = color(entry, PROPERTY_COLOR, 0x000000FF);
	const struct value *leading = entry->values[PROPERTY_LINE_HEIGHT];
	c->line_height = leading == NULL || leading->kind == KIND_KEYWORD ? length_scale(1200000, c->font_size)
	                 : leading->kind == KIND_NUMBER ? length_scale(leading->number, c->font_size) : length_clamp(leading->number);
	c->letter_spacing = fixed(entry, PROPERTY_LETTER_SPACING, 0);
	c->word_spacing = fixed(entry, PROPERTY_WORD_SPACING, 0);
	int align = keyword(entry, PROPERTY_TEXT_ALIGN, ALIGN_START);
	c->align = align <= ALIGN_JUSTIFY ? (enum text_align)align : align == 7 ? ALIGN_JUSTIFY : ALIGN_START;
	int last = keyword(entry, PROPERTY_TEXT_ALIGN_LAST, 0); /* "auto end left right center justify start": auto where start is */
	c->align_last = last <= 5 ? (enum text_align)last : ALIGN_LEFT;
	c->indent = length_of(entry->values[PROPERTY_TEXT_INDENT], LENGTH_FIXED);
	int space = keyword(entry, PROPERTY_WHITE_SPACE, WS_NORMAL);
	c->white_space = space <= WS_PRE_LINE ? (enum white_space)space : WS_PRE_WRAP;
	int transform = keyword(entry, PROPERTY_TEXT_TRANSFORM, 0);
	c->transform = transform <= TRANSFORM_CAPITALIZE ? (enum text_transform)transform : TRANSFORM_NONE;
}

/* Keywords of text-decoration-line: "none underline line-through overline blink". */
static void decoration(struct style_entry *entry)
{
	struct computed *c = &entry->computed;
	c->decoration = (uint8_t)((has_word(entry, PROPERTY_TEXT_DECORATION_LINE, 1) ? DECORATION_UNDERLINE : 0)
	                          | (has_word(entry, PROPERTY_TEXT_DECORATION_LINE, 2) ? DECORATION_LINE_THROUGH : 0)
	                          | (has_word(entry, PROPERTY_TEXT_DECORATION_LINE, 3) ? DECORATION_OVERLINE : 0));
	c->decoration_color = color(entry, PROPERTY_TEXT_DECORATION_COLOR, c->color);
}

static void vertical_align(struct style_entry *entry)
{
	struct computed *c = &entry->computed;
	const struct value *value = entry->values[PROPERTY_VERTICAL_ALIGN];
	c->valign_length = (struct length){ LENGTH_FIXED, 0 };
	if (value == NULL || value->kind == KIND_KEYWORD) {
		int index = value != NULL ? (int)value->number : 0;
		c->valign = index <= VALIGN_BOTTOM ? (enum vertical_align)index : index == 6 ? VALIGN_TOP : VALIGN_BOTTOM;
		return;
	}
	c->valign = VALIGN_LENGTH;
	c->valign_length = length_of(value, LENGTH_FIXED);
	if (c->valign_length.kind == LENGTH_PERCENT) { /* of the line height (CSS 2.2, 10.8.1) */
		c->valign_length = (struct length){ LENGTH_FIXED, length_scale((int64_t)c->valign_length.value * MICRO / 102400, c->line_height) };
	}
}

static void chinese(struct style_entry *entry)
{
	struct computed *c = &entry->computed;
	c->hyphenate = keyword(entry, PROPERTY_HYPHENS, 0) == 2;
	int wrap = keyword(entry, PROPERTY_OVERFLOW_WRAP, 0), word = keyword(entry, PROPERTY_WORD_BREAK, 0);
	c->break_anywhere = wrap != 0 || word == 1 || word == 3 || keyword(entry, PROPERTY_LINE_BREAK, 0) == 4;
	static const enum text_spacing spacings[] = { SPACING_QUANJIAO, SPACING_KAIMING, SPACING_BANJIAO, SPACING_PLAIN,
		SPACING_QUANJIAO, SPACING_BANJIAO };
	c->spacing = spacings[keyword(entry, PROPERTY_TEXT_SPACING, SPACING_QUANJIAO)];
	c->cjk_latin = (enum cjk_latin)keyword(entry, PROPERTY_CJK_LATIN, CJK_LATIN_QUARTER);
	c->cjk_latin_gap = keyword(entry, PROPERTY_TEXT_AUTOSPACE, 0) != 1 && c->cjk_latin != CJK_LATIN_NONE;
	static const enum line_break_level levels[] = { LINE_BREAK_NORMAL, LINE_BREAK_LOOSE, LINE_BREAK_NORMAL, LINE_BREAK_STRICT, LINE_BREAK_LOOSE };
	c->line_break = levels[keyword(entry, PROPERTY_LINE_BREAK, 0)];
	static const enum text_justify ways[] = { JUSTIFY_AUTO, JUSTIFY_NONE, JUSTIFY_WORDS, JUSTIFY_CHARACTERS, JUSTIFY_CHARACTERS };
	c->text_justify = ways[keyword(entry, PROPERTY_TEXT_JUSTIFY, 0)];
	c->fills_page = keyword(entry, PROPERTY_OBJECT_FIT, 0) == 2;
	c->hanging = has_word(entry, PROPERTY_HANGING_PUNCTUATION, 1) || has_word(entry, PROPERTY_HANGING_PUNCTUATION, 2);
	const struct value *emphasis = entry->values[PROPERTY_TEXT_EMPHASIS_STYLE];
	c->emphasis_dots = emphasis != NULL && (emphasis->kind == KIND_STRING || (emphasis->number & 1) == 0);
	bool own_lines = keyword(entry, PROPERTY_LINE_SNAP, 0) == 1; /* baseline */
	c->line_snap = own_lines ? c->line_height : fixed(entry, PROPERTY_LINE_SNAP, 0);
}

static enum line_style line_style(const struct style_entry *entry, int property)
{
	/* "none hidden solid dashed dotted double groove ridge inset outset auto" */
	static const uint8_t styles[] = { LINE_NONE, LINE_NONE, LINE_SOLID, LINE_DASHED, LINE_DOTTED, LINE_DOUBLE };
	int index = keyword(entry, property, 0);
	return index < 6 ? (enum line_style)styles[index] : LINE_SOLID;
}

static osp_len line_width(const struct style_entry *entry, int property)
{
	static const osp_len widths[] = { 3 * 768, 768, 5 * 768 }; /* medium thin thick */
	const struct value *value = entry->values[property];
	if (value == NULL || value->kind == KIND_KEYWORD) {
		return widths[value != NULL ? value->number : 0];
	}
	return length_clamp(value->number);
}

static struct border border(const struct style_entry *entry, int width, int line, int line_color)
{
	struct border result = { .style = line_style(entry, line), .color = color(entry, line_color, entry->computed.color) };
	result.width = result.style == LINE_NONE ? 0 : line_width(entry, width);
	return result;
}

static void box(struct style_entry *entry)
{
	static const int margins[4] = { PROPERTY_MARGIN_TOP, PROPERTY_MARGIN_RIGHT, PROPERTY_MARGIN_BOTTOM, PROPERTY_MARGIN_LEFT };
	static const int paddings[4] = { PROPERTY_PADDING_TOP, PROPERTY_PADDING_RIGHT, PROPERTY_PADDING_BOTTOM, PROPERTY_PADDING_LEFT };
	static const int borders[4][3] = {
		{ PROPERTY_BORDER_TOP_WIDTH, PROPERTY_BORDER_TOP_STYLE, PROPERTY_BORDER_TOP_COLOR },
		{ PROPERTY_BORDER_RIGHT_WIDTH, PROPERTY_BORDER_RIGHT_STYLE, PROPERTY_BORDER_RIGHT_COLOR },
		{ PROPERTY_BORDER_BOTTOM_WIDTH, PROPERTY_BORDER_BOTTOM_STYLE, PROPERTY_BORDER_BOTTOM_COLOR },
		{ PROPERTY_BORDER_LEFT_WIDTH, PROPERTY_BORDER_LEFT_STYLE, PROPERTY_BORDER_LEFT_COLOR },
	};
	struct computed *c = &entry->computed;
	for (size_t i = 0; i < 4; i++) {
		const struct value *margin = entry->values[margins[i]];
		c->margin[i] = length_of(margin, margin == NULL ? LENGTH_FIXED : LENGTH_AUTO);
		c->padding[i] = length_of(entry->values[paddings[i]], LENGTH_FIXED);
		c->border[i] = border(entry, borders[i][0], borders[i][1], borders[i][2]);
	}
	c->width = length_of(entry->values[PROPERTY_WIDTH], LENGTH_AUTO);
	c->height = length_of(entry->values[PROPERTY_HEIGHT], LENGTH_AUTO);
	c->min_width = length_of(entry->values[PROPERTY_MIN_WIDTH], LENGTH_AUTO);
	c->max_width = length_of(entry->values[PROPERTY_MAX_WIDTH], LENGTH_NONE);
	c->max_height = length_of(entry->values[PROPERTY_MAX_HEIGHT], LENGTH_NONE);
	c->background = color(entry, PROPERTY_BACKGROUND_COLOR, 0);
	int display = keyword(entry, PROPERTY_DISPLAY, DISPLAY_INLINE);
	bool is_flow_root = display == DISPLAY_NONE + 1; /* the next keyword */
	c->display = display <= DISPLAY_NONE ? (enum display)display : is_flow_root ? DISPLAY_BLOCK : DISPLAY_OTHER;
	c->float_kind = (enum float_kind)keyword(entry, PROPERTY_FLOAT, FLOAT_NONE);
	bool blockify = c->float_kind != FLOAT_NONE && (c->display == DISPLAY_INLINE || c->display == DISPLAY_INLINE_BLOCK);
	c->display = blockify ? DISPLAY_BLOCK : c->display;
	c->border_collapse = keyword(entry, PROPERTY_BORDER_COLLAPSE, 0) == 1;
	const struct value *spacing = entry->values[PROPERTY_BORDER_SPACING];
	c->border_spacing = spacing == NULL ? 0 : length_clamp(spacing->kind == KIND_LIST ? spacing->as.items[0].number : spacing->number);
}

static void generated(struct style_entry *entry)
{
	struct computed *c = &entry->computed;
	const struct value *type = entry->values[PROPERTY_LIST_STYLE_TYPE];
	c->list_style = type == NULL ? "disc" : type->as.text;
	c->list_inside = keyword(entry, PROPERTY_LIST_STYLE_POSITION, 0) == 1;
	const struct value *content = entry->values[PROPERTY_CONTENT];
	c->content = content != NULL && content->kind == KIND_CONTENT ? *content->as.content : (struct content){ .is_none = true };
	const struct value *reset = entry->values[PROPERTY_COUNTER_RESET], *increment = entry->values[PROPERTY_COUNTER_INCREMENT];
	c->counter_reset = reset != NULL && reset->kind == KIND_COUNTERS ? reset->as.counters : NULL;
	c->counter_increment = increment != NULL && increment->kind == KIND_COUNTERS ? increment->as.counters : NULL;
	const struct value *strings = entry->values[PROPERTY_STRING_SET];
	c->string_set = strings != NULL && strings->kind == KIND_STRINGS ? strings->as.strings : NULL;
}

/* "auto always avoid left right column page avoid-page avoid-column recto verso all" */
static enum page_break page_break(const struct style_entry *entry, int property)
{
	static const uint8_t kinds[] = { BREAK_AUTO, BREAK_ALWAYS, BREAK_AVOID, BREAK_LEFT, BREAK_RIGHT, BREAK_COLUMN, BREAK_ALWAYS,
		BREAK_AVOID, BREAK_AVOID, BREAK_RIGHT, BREAK_LEFT, BREAK_ALWAYS };
	return (enum page_break)kinds[keyword(entry, property, 0)];
}

/* A label of several parts is one text only when it has no variable part; what layout needs is content(), the usual one. */
static const char *bookmark_label(const struct style_entry *entry)
{
	const struct value *value = entry->values[PROPERTY_BOOKMARK_LABEL];
	if (value == NULL || value->kind != KIND_CONTENT || value->as.content->is_none || value->as.content->count != 1) {
		return NULL;
	}
	const struct content_part *part = &value->as.content->parts[0];
	return part->kind == CONTENT_TEXT ? part->text : NULL;
}

static void pages(struct style_entry *entry)
{
	struct computed *c = &entry->computed;
	c->break_before = page_break(entry, PROPERTY_BREAK_BEFORE);
	c->break_after = page_break(entry, PROPERTY_BREAK_AFTER);
	c->break_inside = keyword(entry, PROPERTY_BREAK_INSIDE, 0) != 0 ? BREAK_AVOID : BREAK_AUTO;
	c->orphans = integer(entry, PROPERTY_ORPHANS, 2);
	c->widows = integer(entry, PROPERTY_WIDOWS, 2);
	const struct value *page = entry->values[PROPERTY_PAGE];
	c->page = page != NULL && page->kind == KIND_NAME ? page->as.text : "";
	c->column_count = integer(entry, PROPERTY_COLUMN_COUNT, 0);
	c->column_gap = fixed(entry, PROPERTY_COLUMN_GAP, c->font_size);
	c->column_rule = border(entry, PROPERTY_COLUMN_RULE_WIDTH, PROPERTY_COLUMN_RULE_STYLE, PROPERTY_COLUMN_RULE_COLOR);
	c->column_span_all = keyword(entry, PROPERTY_COLUMN_SPAN, 0) == 1;
	c->bookmark_label = bookmark_label(entry);
	c->bookmark_level = integer(entry, PROPERTY_BOOKMARK_LEVEL, 0);
}

/* A string as list style comes with its quotes, to tell "none" from none. */
static void quote_list_style(const osp_style *style, struct style_entry *entry)
{
	const struct value *type = entry->values[PROPERTY_LIST_STYLE_TYPE];
	if (type == NULL || type->kind != KIND_STRING) {
		return;
	}
	entry->computed.list_style = entry->parent->values[PROPERTY_LIST_STYLE_TYPE] == type
		? entry->parent->computed.list_style : arena_printf(style->arena, "\"%s\"", type->as.text);
}

void compute_typed(const osp_style *style, struct style_entry *entry)
{
	text(entry);
	decoration(entry);
	vertical_align(entry);
	chinese(entry);
	box(entry);
	generated(entry);
	quote_list_style(style, entry);
	pages(entry);
	entry->computed.lang = entry->lang;
}
