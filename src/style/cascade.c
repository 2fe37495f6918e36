/* cascade.c - which declaration wins, and what an element then inherits. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/engine.h"

#include <string.h>

static void add_variable(struct cascade *cascade, struct arena *arena, const struct declaration *declaration, const struct sheet *sheet)
{
	for (size_t i = 0; i < cascade->variable_count; i++) {
		if (strcmp(cascade->variables[i].declaration->name, declaration->name) == 0) {
			cascade->variables[i] = (struct winner){ declaration, sheet, PROPERTY_CUSTOM };
			return;
		}
	}
	if (cascade->variable_count == cascade->variable_capacity) {
		cascade->variable_capacity = cascade->variable_capacity == 0 ? 16 : cascade->variable_capacity * 2;
		struct winner *grown = ARENA_ARRAY(arena, cascade->variable_capacity, struct winner);
		if (cascade->variable_count > 0) {
			memcpy(grown, cascade->variables, cascade->variable_count * sizeof *grown);
		}
		cascade->variables = grown;
	}
	cascade->variables[cascade->variable_count++] = (struct winner){ declaration, sheet, PROPERTY_CUSTOM };
}

void cascade_add(struct cascade *cascade, struct arena *arena, const struct block *block, const struct sheet *sheet, bool important)
{
	for (size_t i = 0; i < block->count; i++) {
		const struct declaration *declaration = &block->items[i];
		if (declaration->important != important) {
			continue;
		}
		if (declaration->property == PROPERTY_CUSTOM) {
			add_variable(cascade, arena, declaration, sheet);
		} else {
			int property = cascade->is_rtl ? declaration->property_rtl : declaration->property;
			cascade->has_inline_sides |= declaration->property != declaration->property_rtl;
			cascade->properties[property] = (struct winner){ declaration, sheet, property };
			if (sheet->layer < 2) {
				cascade->built_in[property] = cascade->properties[property];
			}
		}
	}
}

void cascade_rules(struct cascade *cascade, struct arena *arena, const struct style_entry *entry)
{
	for (int important = 0; important < 2; important++) {
		for (size_t i = 0; i < entry->rule_count; i++) {
			const struct rule *rule = entry->rules[i];
			cascade_add(cascade, arena, &rule->block, rule->sheet, important);
		}
	}
	for (int i = 0; entry->pseudo == OSP_PSEUDO_FIRST_LETTER && i < PROPERTY_COUNT; i++) {
		if (!letter_takes(i)) {
			cascade->properties[i].declaration = NULL;
		}
	}
}

/* ---- computed values (CSS Cascade 4, section 4.4) ---- */

struct context {
	struct units units; /* first: units_length() knows where it is */
	osp_style *style;
	struct style_entry *entry;
	osp_len font_size, line_height, root_size, root_line;
};

static osp_len unit_length(const struct context *context, const struct value *value);

static osp_len units_length(const struct units *units, const struct value *relative)
{
	return unit_length((const struct context *)(const void *)units, relative);
}

/* What `vw` is a part of: no window is known, so a phone's 375 by 667 px are taken. */
enum { WINDOW_WIDTH = 375 * 768, WINDOW_HEIGHT = 667 * 768 };

static osp_len unit_length(const struct context *context, const struct value *value)
{
	switch (value->unit) {
	case UNIT_EM: return length_scale(value->number, context->font_size);
	case UNIT_REM: return length_scale(value->number, context->root_size);
	case UNIT_IC: return length_scale(value->number, context->font_size);
	case UNIT_EX: case UNIT_CH: return length_scale(value->number / 2, context->font_size);
	case UNIT_LH: return length_scale(value->number, context->line_height);
	case UNIT_RLH: return length_scale(value->number, context->root_line);
	case UNIT_VH: case UNIT_VMAX: return length_scale(value->number / 100, WINDOW_HEIGHT);
	default: return length_scale(value->number / 100, WINDOW_WIDTH);
	}
}

static const struct value *compute(const struct context *context, const struct value *value);

static const struct value *compute_items(const struct context *context, const struct value *value)
{
	struct arena *arena = context->style->arena;
	struct value *items = ARENA_ARRAY(arena, value->count, struct value);
	for (size_t i = 0; i < value->count; i++) {
		items[i] = *compute(context, &value->as.items[i]);
	}
	struct value *copy = ARENA_NEW(arena, struct value);
	*copy = *value;
	copy->as.items = items;
	return copy;
}

/* A sum becomes one length, and a percentage if it has one. */
static const struct value *compute_sum(const struct context *context, const struct value *value)
{
	struct arena *arena = context->style->arena;
	int64_t length = 0, percent = 0;
	for (size_t i = 0; i < value->count; i++) {
		const struct value *item = &value->as.items[i];
		length += item->kind == KIND_LENGTH ? item->number : item->kind == KIND_RELATIVE ? unit_length(context, item) : 0;
		percent += item->kind == KIND_PERCENT ? item->number : 0;
	}
	if (percent == 0) {
		return value_new(arena, KIND_LENGTH, length_clamp(length));
	}
	struct value *items = ARENA_ARRAY(arena, 2, struct value);
	items[0] = (struct value){ .kind = KIND_LENGTH, .number = length_clamp(length) };
	items[1] = (struct value){ .kind = KIND_PERCENT, .number = percent };
	struct value *sum = ARENA_NEW(arena, struct value);
	*sum = (struct value){ .kind = KIND_SUM, .count = 2, .as.items = items };
	return sum;
}

/* What only layout can compare, like min(100%, 20em), stays a function, with its lengths computed. */
static const struct value *compute_deferred(const struct context *context, const struct value *value)
{
	static const struct property_info none = { .syntax = SYNTAX_ANY };
	struct arena *arena = context->style->arena;
	const struct value *computed = calc_compute(arena, value->as.written.span->at, &context->units);
	if (computed != NULL) {
		return computed;
	}
	struct value *text = ARENA_NEW(arena, struct value);
	bool follows;
	*text = (struct value){ .kind = KIND_TEXT };
	text->as.written.text = written_compute(arena, &none, *value->as.written.span, &context->units, &follows);
	return text;
}

static const struct value *compute(const struct context *context, const struct value *value)
{
	switch (value->kind) {
	case KIND_RELATIVE: return value_new(context->style->arena, KIND_LENGTH, unit_length(context, value));
	case KIND_SUM: return compute_sum(context, value);
	case KIND_LIST: return compute_items(context, value);
	case KIND_DEFERRED: return compute_deferred(context, value);
	default: return value;
	}
}

/* calc() may give what a literal must not: it is as near as allowed (CSS Values 4, 10.12). */
static const struct value *within_range(const struct context *context, int property, const struct value *value)
{
	bool number = value->kind == KIND_LENGTH || value->kind == KIND_PERCENT || value->kind == KIND_NUMBER;
	if ((property_infos[property].flags & VALUE_POSITIVE) != 0 && number && value->number < 0) {
		return value_new(context->style->arena, (enum value_kind)value->kind, 0);
	}
	if ((property_infos[property].flags & VALUE_POSITIVE) != 0 && value->kind == KIND_LIST) {
		for (size_t i = 0; i < value->count; i++) { /* fresh from compute_items() */
			struct value *item = (struct value *)(uintptr_t)&value->as.items[i];
			item->number = item->kind != KIND_SUM && item->number < 0 ? 0 : item->number;
		}
	}
	bool opacity = property == PROPERTY_OPACITY && value->kind == KIND_NUMBER && (value->number < 0 || value->number > MICRO);
	return opacity ? value_new(context->style->arena, KIND_NUMBER, value->number < 0 ? 0 : MICRO) : value;
}

static const struct value *compute_text(const struct context *context, int property, const struct value *value)
{
	if (value->as.written.span == NULL) {
		return value;
	}
	struct value *text = ARENA_NEW(context->style->arena, struct value);
	bool follows;
	const char *written = written_compute(context->style->arena, &property_infos[property], *value->as.written.span, &context->units, &follows);
	*text = (struct value){ .kind = KIND_TEXT, .number = follows };
	text->as.written.text = written;
	return text;
}

/* CSS Fonts 4, 2.5: medium is 16 px. In 1/1024 pt. */
static const osp_len keyword_sizes[] = { 6912, 7680, 9984, 12288, 13824, 18432, 24576, 36864 };
enum { SIZE_SMALLER = 8, SIZE_LARGER = 9, LARGEST_FONT = 2000 * OSP_POINT };

static osp_len font_size_of(const struct value *value)
{
	return value != NULL ? (osp_len)value->number : keyword_sizes[3];
}

static const struct value *compute_font_size(const struct context *context, const struct value *value)
{
	osp_len above = font_size_of(context->entry->parent->values[PROPERTY_FONT_SIZE]);
	int64_t size = above;
	if (value->kind == KIND_KEYWORD && value->number >= SIZE_SMALLER) {
		size = value->number == SIZE_LARGER ? (int64_t)above * 6 / 5 : (int64_t)above * 5 / 6;
	} else if (value->kind == KIND_KEYWORD) {
		size = keyword_sizes[value->number];
	} else if (value->kind == KIND_PERCENT) {
		size = length_scale(value->number / 100, above);
	} else {
		const struct value *computed = compute(context, value);
		if (computed->kind == KIND_PERCENT) {
			size = length_scale(computed->number / 100, above);
		} else if (computed->kind == KIND_TEXT) {
			size = above;
		} else if (computed->kind == KIND_SUM) {
			size = computed->as.items[0].number + length_scale(computed->as.items[1].number / 100, above);
		} else {
			size = computed->number;
		}
	}
	size = size < 0 ? 0 : size > LARGEST_FONT ? LARGEST_FONT : size;
	return value_new(context->style->arena, KIND_LENGTH, size);
}

static const struct value *compute_weight(const struct context *context, const struct value *value)
{
	if (value->kind != KIND_KEYWORD) {
		return value;
	}
	const struct value *above = context->entry->parent->values[PROPERTY_FONT_WEIGHT];
	int64_t weight = above != NULL ? above->number / MICRO : 400;
	/* The table of CSS Fonts 4, 2.2.1. */
	int64_t bolder = weight < 350 ? 400 : weight < 550 ? 700 : weight < 900 ? 900 : weight;
	int64_t lighter = weight < 100 ? weight : weight < 550 ? 100 : weight < 750 ? 400 : 700;
	return value_new(context->style->arena, KIND_NUMBER, (value->number == 2 ? bolder : lighter) * MICRO);
}

static const struct value *compute_line_height(const struct context *context, const struct value *value)
{
	struct arena *arena = context->style->arena;
	value = compute(context, value);
	if (value->kind == KIND_PERCENT) {
		return value_new(arena, KIND_LENGTH, length_scale(value->number / 100, context->font_size));
	}
	if (value->kind == KIND_SUM) {
		const struct value *items = value->as.items;
		return value_new(arena, KIND_LENGTH, length_clamp(items[0].number + length_scale(items[1].number / 100, context->font_size)));
	}
	return value;
}

static osp_len line_height_of(const struct value *value, osp_len font_size)
{
	if (value == NULL || value->kind == KIND_KEYWORD || value->kind == KIND_TEXT) {
		return length_scale(1200000, font_size);
	}
	return value->kind == KIND_NUMBER ? length_scale(value->number, font_size) : length_clamp(value->number);
}

/* The value of a declaration, its variables put in. */
static const struct value *specified(const struct context *context, int property, const struct declaration *declaration)
{
	const struct value *value = declaration != NULL ? declaration->value : NULL;
	return value != NULL && value->kind == KIND_PENDING
	       ? variable_resolve(context->style->arena, context->entry->variables, property, declaration) : value;
}

static const struct value *declared(const struct context *context, const struct cascade *cascade, int property, bool *ret_is_final)
{
	const struct declaration *declaration = cascade->properties[property].declaration, *built_in = cascade->built_in[property].declaration;
	const struct value *value = specified(context, property, declaration);
	const struct value *above = context->entry->parent->values[property];
	if (value != NULL && value->kind == KIND_REVERT) {
		value = specified(context, property, built_in);
	}
	*ret_is_final = true;
	if (value == NULL || value->kind == KIND_UNSET || value->kind == KIND_REVERT) {
		return property_infos[property].is_inherited ? above : NULL;
	}
	if (value->kind == KIND_INITIAL) {
		return NULL;
	}
	if (value->kind == KIND_INHERIT) {
		return above;
	}
	*ret_is_final = false;
	return value;
}

/* In `color` itself the text's colour is the parent's. */
static const struct value *compute_color(const struct context *context, const struct value *value)
{
	if (value->kind != KIND_CURRENT_COLOR) {
		return value;
	}
	const struct value *above = context->entry->parent->values[PROPERTY_COLOR];
	if (value->number != 1) {
		return above;
	}
	struct value *mixed = ARENA_NEW(context->style->arena, struct value);
	*mixed = (struct value){ .kind = KIND_COLOR, .color = color_resolve(value, above != NULL ? above->color : 0x000000FF) };
	return mixed;
}

static const struct value *compute_property(const struct context *context, const struct cascade *cascade, int property)
{
	bool is_final;
	const struct value *value = declared(context, cascade, property, &is_final);
	if (is_final) {
		return value;
	}
	switch (property) {
	case PROPERTY_FONT_SIZE: return compute_font_size(context, value);
	case PROPERTY_FONT_WEIGHT: return compute_weight(context, value);
	case PROPERTY_LINE_HEIGHT: return compute_line_height(context, value);
	case PROPERTY_COLOR: return compute_color(context, value);
	default:
		break;
	}
	value = value->kind == KIND_TEXT ? compute_text(context, property, value) : compute(context, value);
	return within_range(context, property, value);
}

/* A keyword of a property as a value. */
static const struct value *keyword_value(struct arena *arena, int property, const char *word)
{
	struct token token = { .type = TOKEN_IDENT, .text = word, .text_len = (uint32_t)strlen(word) };
	return value_parse(arena, property, (struct span){ &token, &token + 1 });
}

static bool is_keyword(const struct value *value, const char *word)
{
	return value != NULL && value->kind == KIND_KEYWORD && strcmp(value->as.text, word) == 0;
}

/* What floats, is positioned or stands in a flex box is a block (CSS Display 3, 2.7). */
static const char *blockified(const struct value *display)
{
	static const char *const pairs[][2] = { { "inline-table", "table" }, { "inline-flex", "flex" }, { "inline-grid", "grid" } };
	static const char *const kept[] = { "block", "list-item", "table", "flex", "grid", "flow-root", "none", "contents", "-webkit-box" };
	const char *word = display != NULL ? display->as.text : "inline";
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		if (strcmp(word, pairs[i][0]) == 0) {
			return pairs[i][1];
		}
	}
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		if (strcmp(word, kept[i]) == 0) {
			return NULL;
		}
	}
	return "block";
}

static bool is_taken_out(const struct style_entry *entry)
{
	const struct value *position = entry->values[PROPERTY_POSITION], *parent = entry->parent->values[PROPERTY_DISPLAY];
	const struct value *side = entry->values[PROPERTY_FLOAT];
	bool in_box = parent != NULL && parent->kind == KIND_KEYWORD && (strstr(parent->as.text, "flex") != NULL || strstr(parent->as.text, "grid") != NULL);
	return in_box || is_keyword(side, "left") || is_keyword(side, "right") || is_keyword(position, "absolute") || is_keyword(position, "fixed");
}

static bool scrolls(const struct value *value)
{
	return value != NULL && !is_keyword(value, "visible") && !is_keyword(value, "clip");
}

/* CSS Overflow 3, 3.1; tables do not scroll (browsers agree). */
static void adjust_overflow(struct arena *arena, const struct value **values)
{
	static const int axes[2] = { PROPERTY_OVERFLOW_X, PROPERTY_OVERFLOW_Y };
	bool is_table = is_keyword(values[PROPERTY_DISPLAY], "table") || is_keyword(values[PROPERTY_DISPLAY], "inline-table");
	bool any = scrolls(values[axes[0]]) || scrolls(values[axes[1]]);
	if (is_table && is_keyword(values[axes[0]], "hidden") && is_keyword(values[axes[1]], "hidden")) {
		return;
	}
	for (size_t i = 0; i < 2 && any; i++) {
		if (is_table) {
			values[axes[i]] = NULL;
		} else if (values[axes[i]] == NULL || is_keyword(values[axes[i]], "visible")) {
			values[axes[i]] = keyword_value(arena, axes[i], "auto");
		}
	}
}

/* Values that depend on other values: display on float, float on position, overflow-x on overflow-y. */
static void adjust_values(struct arena *arena, struct style_entry *entry)
{
	const struct value **values = entry->values;
	if (is_keyword(values[PROPERTY_POSITION], "absolute") || is_keyword(values[PROPERTY_POSITION], "fixed")) {
		values[PROPERTY_FLOAT] = NULL;
	}
	const char *block = is_taken_out(entry) ? blockified(values[PROPERTY_DISPLAY]) : NULL;
	if (block != NULL) {
		values[PROPERTY_DISPLAY] = keyword_value(arena, PROPERTY_DISPLAY, block);
	}
	adjust_overflow(arena, values);
}

/* Which rules won, by property; what osp_style_each and the dump walk over. */
static void keep_winners(struct style_entry *entry, struct arena *arena, const struct cascade *cascade)
{
	size_t count = cascade->variable_count;
	for (size_t i = 0; i < PROPERTY_COUNT; i++) {
		count += cascade->properties[i].declaration != NULL;
	}
	struct winner *winners = ARENA_ARRAY(arena, count + 1, struct winner);
	entry->winners = winners;
	for (size_t i = 0; i < PROPERTY_COUNT; i++) {
		if (cascade->properties[i].declaration != NULL) {
			winners[entry->winner_count++] = cascade->properties[i];
		}
	}
	for (size_t i = 0; i < cascade->variable_count; i++) {
		winners[entry->winner_count++] = cascade->variables[i];
	}
}

/* The direction is declared, too, so which sides `margin-inline-start` means is known only when it is found (CSS Logical 1, 4). */
static void settle_direction(const struct context *context, struct cascade *cascade)
{
	struct style_entry *entry = context->entry;
	struct arena *arena = context->style->arena;
	entry->variables = variables_make(arena, entry->parent->variables, cascade->variables, cascade->variable_count);
	const struct value *direction = cascade->has_inline_sides ? compute_property(context, cascade, PROPERTY_DIRECTION) : NULL;
	if (direction != NULL && direction->number == 1) { /* "ltr rtl" */
		*cascade = (struct cascade){ .is_rtl = true };
		cascade_rules(cascade, arena, entry);
		entry->variables = variables_make(arena, entry->parent->variables, cascade->variables, cascade->variable_count);
	}
}

void compute_entry(osp_style *style, struct style_entry *entry, struct cascade *cascade)
{
	const struct style_entry *root = style->root != NULL ? style->root : entry->parent;
	struct context context = { .units = { units_length }, .style = style, .entry = entry };
	const struct value **values = entry->values;
	settle_direction(&context, cascade);
	keep_winners(entry, style->arena, cascade);
	context.root_size = font_size_of(root->values[PROPERTY_FONT_SIZE]);
	context.root_line = line_height_of(root->values[PROPERTY_LINE_HEIGHT], context.root_size);
	context.font_size = font_size_of(entry->parent->values[PROPERTY_FONT_SIZE]);
	context.line_height = line_height_of(entry->parent->values[PROPERTY_LINE_HEIGHT], context.font_size);
	/* What other properties are relative to goes first. */
	values[PROPERTY_FONT_SIZE] = compute_property(&context, cascade, PROPERTY_FONT_SIZE);
	context.font_size = font_size_of(values[PROPERTY_FONT_SIZE]);
	values[PROPERTY_LINE_HEIGHT] = compute_property(&context, cascade, PROPERTY_LINE_HEIGHT);
	context.line_height = line_height_of(values[PROPERTY_LINE_HEIGHT], context.font_size);
	for (int i = 0; i < PROPERTY_COUNT; i++) {
		if (i != PROPERTY_FONT_SIZE && i != PROPERTY_LINE_HEIGHT) {
			values[i] = compute_property(&context, cascade, i);
		}
	}
	adjust_values(style->arena, entry);
	compute_typed(style, entry);
}
