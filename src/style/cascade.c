/* cascade.c - which declaration wins, and what an element then inherits. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/engine.h"

#include <string.h>

static void add_variable(struct cascade *cascade, struct arena *arena, const struct declaration *declaration, const struct sheet *sheet)
{
	for (size_t i = 0; i < cascade->variable_count; i++) {
		if (strcmp(cascade->variables[i].declaration->name, declaration->name) == 0) {
			cascade->variables[i] = (struct winner){ declaration, sheet };
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
	cascade->variables[cascade->variable_count++] = (struct winner){ declaration, sheet };
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
			cascade->properties[declaration->property] = (struct winner){ declaration, sheet };
		}
	}
}

/* ---- computed values (CSS Cascade 4, section 4.4) ---- */

struct context {
	osp_style *style;
	struct style_entry *entry;
	osp_len font_size, line_height, root_size, root_line;
};

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

static const struct value *compute(const struct context *context, const struct value *value)
{
	switch (value->kind) {
	case KIND_RELATIVE: return value_new(context->style->arena, KIND_LENGTH, unit_length(context, value));
	case KIND_SUM: return compute_sum(context, value);
	case KIND_LIST: return compute_items(context, value);
	default: return value;
	}
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
		if (computed->kind == KIND_SUM) {
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
	if (value->kind == KIND_PERCENT) {
		return value_new(context->style->arena, KIND_LENGTH, length_scale(value->number / 100, context->font_size));
	}
	return compute(context, value);
}

static osp_len line_height_of(const struct value *value, osp_len font_size)
{
	if (value == NULL || value->kind == KIND_KEYWORD) {
		return length_scale(1200000, font_size);
	}
	return value->kind == KIND_NUMBER ? length_scale(value->number, font_size) : length_clamp(value->number);
}

static const struct value *declared(const struct context *context, const struct cascade *cascade, int property, bool *ret_is_final)
{
	const struct declaration *declaration = cascade->properties[property].declaration;
	const struct value *value = declaration != NULL ? declaration->value : NULL;
	const struct value *above = context->entry->parent->values[property];
	if (value != NULL && value->kind == KIND_PENDING) {
		value = variable_resolve(context->style->arena, context->entry->variables, property, value);
	}
	*ret_is_final = true;
	if (value == NULL || value->kind == KIND_UNSET) {
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
	case PROPERTY_COLOR:
		return value->kind == KIND_CURRENT_COLOR ? context->entry->parent->values[PROPERTY_COLOR] : value;
	default:
		break;
	}
	return compute(context, value);
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

void compute_entry(osp_style *style, struct style_entry *entry, struct cascade *cascade)
{
	const struct style_entry *root = style->root != NULL ? style->root : entry->parent;
	struct context context = { .style = style, .entry = entry };
	const struct value **values = entry->values;
	keep_winners(entry, style->arena, cascade);
	entry->variables = variables_make(style->arena, entry->parent->variables, cascade->variables, cascade->variable_count);
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
	compute_typed(style, entry);
}
