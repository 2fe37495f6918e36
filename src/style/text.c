/* text.c - what plugins ask: values, declarations and whole sheets as CSS text. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/engine.h"

#include <string.h>

/* A colour that follows the text's is given as what it is. */
static void write_computed(struct arena *arena, const struct style_entry *entry, int property, const struct value *value, osp_buf *out)
{
	static const struct value black = { .kind = KIND_COLOR, .color = 0x000000FF };
	const struct value *color = entry->values[PROPERTY_COLOR];
	color = color != NULL ? color : &black;
	if (value->kind == KIND_TEXT && value->number == 1) {
		written_colored(arena, value->as.text, color->color, out);
		return;
	}
	const struct value known = { .kind = KIND_COLOR, .color = color_resolve(value, color->color) };
	value_write(property, value->kind == KIND_CURRENT_COLOR ? &known : value, out);
}

static const char *text_of(osp_style *style, const struct style_entry *entry, int property)
{
	const struct value *value = entry->values[property];
	if (value == NULL) {
		return NULL;
	}
	struct style_entry *open = (struct style_entry *)(uintptr_t)entry;
	pthread_mutex_lock(&style->lock);
	if (open->texts == NULL) {
		open->texts = ARENA_ARRAY(style->arena, PROPERTY_COUNT, const char *);
	}
	if (open->texts[property] == NULL) {
		osp_buf out = OSP_BUF_INIT;
		write_computed(style->arena, entry, property, value, &out);
		open->texts[property] = arena_strndup(style->arena, out.data != NULL ? out.data : "", out.len);
		osp_buf_done(&out);
	}
	const char *text = open->texts[property];
	pthread_mutex_unlock(&style->lock);
	return text;
}

static const char *variable_text(osp_style *style, const struct style_entry *entry, const char *name)
{
	const struct variable *variable = variable_find(entry->variables, name);
	if (variable == NULL) {
		return NULL;
	}
	osp_buf out = OSP_BUF_INIT;
	span_write(variable->value, &out);
	pthread_mutex_lock(&style->lock);
	const char *text = arena_strndup(style->arena, out.data != NULL ? out.data : "", out.len);
	pthread_mutex_unlock(&style->lock);
	osp_buf_done(&out);
	return text;
}

const char *osp_style_value(osp_style *style, const osp_node *node, osp_pseudo pseudo, const char *property)
{
	const struct style_entry *entry = style_entry_pseudo(style, node, pseudo);
	if (entry == NULL) {
		return NULL;
	}
	if (property[0] == '-' && property[1] == '-') {
		return variable_text(style, entry, property);
	}
	int index = property_find(property);
	return index < 0 ? NULL : text_of(style, entry, index);
}

const char *style_text_of(osp_style *style, const struct style_entry *entry, int property)
{
	const char *text = text_of(style, entry, property);
	if (text != NULL) {
		return text;
	}
	text = property_infos[property].initial;
	if (strcmp(text, "currentcolor") != 0) {
		return text;
	}
	text = text_of(style, entry, PROPERTY_COLOR);
	return text != NULL ? text : property_infos[PROPERTY_COLOR].initial;
}

uint32_t osp_style_number(osp_style *style, const osp_node *node, osp_pseudo pseudo)
{
	const struct style_entry *entry = style_entry_pseudo(style, node, pseudo);
	return entry != NULL ? entry->number : 0;
}

bool osp_style_each(osp_style *style, const osp_node *node, osp_pseudo pseudo, osp_style_each_fn each, void *closure)
{
	const struct style_entry *entry = osp_node_is_text(node) ? NULL : style_entry_pseudo(style, node, pseudo);
	if (entry == NULL) {
		return pseudo == OSP_PSEUDO_NONE;
	}
	for (size_t i = 0; i < entry->winner_count; i++) {
		int property = entry->winners[i].property;
		if (property == PROPERTY_CUSTOM) {
			continue;
		}
		each(closure, property_infos[property].name, style_text_of(style, entry, property));
	}
	return true;
}

/* ---- the sheets as one text ---- */

/* Properties that only pages have: reading systems would call them errors. */
static bool is_of_pages(const char *name)
{
	static const char *const names[] = { "bleed", "bookmark-label", "bookmark-level", "bookmark-state", "cjk-latin", "footnote-display", "footnote-policy",
		"line-snap", "marks", "page", "size", "string-set", "text-spacing" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(names[i], name) == 0) {
			return true;
		}
	}
	return false;
}

static bool is_wanted(const osp_style *style, const struct part *part)
{
	if (part->kind != PART_DECLARATION) {
		return false;
	}
	bool custom = part->name->text_len > 2 && strncmp(part->name->text, "--", 2) == 0;
	bool known = custom || property_find(part->name->text) >= 0 || shorthand_find(part->name->text) != NULL;
	return known && (strcmp(style->medium, "print") == 0 || !is_of_pages(part->name->text));
}

static void write_rule(const osp_style *style, const struct rule *rule, osp_buf *out)
{
	struct span body = rule->body;
	size_t begin = out->len, count = 0;
	span_write(rule->prelude, out);
	osp_buf_puts(out, " {");
	for (struct part part = syntax_next_declaration(&body); part.kind != PART_END; part = syntax_next_declaration(&body)) {
		if (!is_wanted(style, &part)) {
			continue;
		}
		osp_buf_printf(out, " %s: ", part.name->text);
		span_write(span_trim(part.value), out);
		osp_buf_puts(out, part.important ? " !important;" : ";");
		count++;
	}
	osp_buf_puts(out, " }\n");
	if (count == 0) {
		osp_buf_truncate(out, begin);
	}
}

const char *osp_style_text(osp_style *style, size_t *ret_len)
{
	pthread_mutex_lock(&style->lock);
	if (style->text == NULL) {
		osp_buf out = OSP_BUF_INIT;
		for (size_t i = 0; i < style->rule_count; i++) {
			if (style->rules[i]->sheet->layer > 0) { /* what browsers know of HTML they need not be told */
				write_rule(style, style->rules[i], &out);
			}
		}
		style->text = arena_strndup(style->arena, out.data != NULL ? out.data : "", out.len);
		style->text_len = out.len;
		osp_buf_done(&out);
	}
	pthread_mutex_unlock(&style->lock);
	if (ret_len != NULL) {
		*ret_len = style->text_len;
	}
	return style->text;
}
