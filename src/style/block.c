/* block.c - the declarations between braces. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/sheet.h"

#include <string.h>

struct list { struct declaration *items; size_t count, capacity; };

static void add(const struct block_reader *reader, struct list *list, struct declaration declaration)
{
	if (list->count == list->capacity) {
		size_t capacity = list->capacity == 0 ? 8 : list->capacity * 2;
		struct declaration *grown = ARENA_ARRAY(reader->arena, capacity, struct declaration);
		if (list->count > 0) {
			memcpy(grown, list->items, list->count * sizeof *grown);
		}
		list->items = grown;
		list->capacity = capacity;
	}
	list->items[list->count++] = declaration;
}

static const struct value *pending(struct arena *arena, struct span span, const struct shorthand *shorthand)
{
	struct value *value = ARENA_NEW(arena, struct value);
	struct span *copy = ARENA_NEW(arena, struct span);
	*copy = span;
	value->kind = KIND_PENDING;
	value->as.pending.span = copy;
	value->as.pending.shorthand = shorthand;
	return value;
}

static void say_invalid(const struct block_reader *reader, const struct part *part, const char *name)
{
	if (reader->job == NULL) {
		return;
	}
	osp_buf text = OSP_BUF_INIT;
	struct span span = span_trim(part->value);
	if (span.at < span.end) { /* as it was written */
		osp_buf_add(&text, reader->sheet->text + span.at->begin, span.end[-1].end - span.at->begin);
	}
	for (size_t i = 0; i < text.len; i++) {
		text.data[i] = (unsigned char)text.data[i] < ' ' ? ' ' : text.data[i];
	}
	if (text.len > 60) {
		osp_buf_truncate(&text, 60);
		while (text.len > 0 && ((unsigned char)text.data[text.len - 1] & 0xC0) == 0x80) {
			osp_buf_truncate(&text, text.len - 1);
		}
		if (text.len > 0 && (unsigned char)text.data[text.len - 1] >= 0xC0) {
			osp_buf_truncate(&text, text.len - 1);
		}
		osp_buf_puts(&text, "...");
	}
	osp_note(reader->job, sheet_place(reader->sheet, part->first), "style/invalid-value",
	         "\"%s\" is no value of %s; the declaration is left out", text.data != NULL ? text.data : "", name);
	osp_buf_done(&text);
}

static void say_unknown(const struct block_reader *reader, const struct part *part, const char *name)
{
	/* Vendors' own properties and hacks for old browsers are meant to be passed over. */
	if (reader->job == NULL || name[0] == '-' || name[0] == '_') {
		return;
	}
	const char *nearest = property_nearest(name);
	osp_place place = sheet_place(reader->sheet, part->first);
	if (nearest != NULL) {
		osp_note(reader->job, place, "style/unknown-property", "unknown property \"%s\" is left out; is \"%s\" meant?", name, nearest);
	} else {
		osp_note(reader->job, place, "style/unknown-property", "unknown property \"%s\" is left out", name);
	}
}

static char *lower_name(struct arena *arena, const struct token *token)
{
	char *name = arena_strndup(arena, token->text, token->text_len);
	for (char *c = name; *c != '\0'; c++) {
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
	}
	return name;
}

static int mirrored(const char *name, int property)
{
	return property_is_inline(name) ? property_across(property) : property;
}

static void add_all(const struct block_reader *reader, struct list *list, const struct part *part, const struct longhands *longhands,
                    const char *name)
{
	for (size_t i = 0; i < longhands->count; i++) {
		int property = longhands->items[i].property;
		add(reader, list, (struct declaration){ .property = property, .property_rtl = mirrored(name, property),
			.important = part->important, .value = longhands->items[i].value, .at = part->first });
	}
}

static void shorthand(const struct block_reader *reader, struct list *list, const struct part *part, const struct shorthand *found)
{
	struct longhands longhands = { .count = 0 };
	const struct value *same = value_wide(part->value);
	if (same == NULL && value_has_var(part->value) && value_is_declarable(part->value)) {
		same = pending(reader->arena, part->value, found);
	}
	if (same != NULL) {
		shorthand_fill(found, same, &longhands);
	} else if (!shorthand_expand(reader->arena, found, part->value, &longhands)) {
		say_invalid(reader, part, shorthand_name(found));
		return;
	}
	add_all(reader, list, part, &longhands, shorthand_name(found));
}

static void custom(const struct block_reader *reader, struct list *list, const struct part *part)
{
	const struct value *value = value_wide(part->value);
	if (value == NULL && !value_is_declarable(part->value)) {
		say_invalid(reader, part, part->name->text);
		return;
	}
	add(reader, list, (struct declaration){ .property = PROPERTY_CUSTOM, .property_rtl = PROPERTY_CUSTOM, .important = part->important, .name = part->name->text,
		.value = value != NULL ? value : pending(reader->arena, span_trim(part->value), NULL), .at = part->first });
}

static void declaration(const struct block_reader *reader, struct list *list, const struct part *part)
{
	if (part->name->text_len > 2 && strncmp(part->name->text, "--", 2) == 0) {
		custom(reader, list, part);
		return;
	}
	const char *name = lower_name(reader->arena, part->name);
	const struct shorthand *found = shorthand_find(name);
	if (found != NULL) {
		shorthand(reader, list, part, found);
		return;
	}
	int property = property_find(name);
	if (property < 0) {
		say_unknown(reader, part, name);
		return;
	}
	const struct value *value = value_wide(part->value);
	if (value == NULL && value_has_var(part->value) && value_is_declarable(part->value)) {
		value = pending(reader->arena, part->value, NULL);
	}
	if (value == NULL) {
		value = value_parse(reader->arena, property, part->value);
	}
	if (value == NULL) {
		say_invalid(reader, part, name);
		return;
	}
	add(reader, list, (struct declaration){ .property = property, .property_rtl = mirrored(name, property), .important = part->important,
		.value = value, .at = part->first });
}

struct block block_read(const struct block_reader *reader, struct span body)
{
	struct list list = { .count = 0 };
	for (;;) {
		struct part part = syntax_next_declaration(&body);
		if (part.kind == PART_END) {
			return (struct block){ list.items, list.count };
		}
		if (part.kind == PART_DECLARATION) {
			declaration(reader, &list, &part);
		} else if (part.kind == PART_AT && reader->nested != NULL) {
			reader->nested(reader->closure, &part);
		} else if (reader->job != NULL) {
			osp_note(reader->job, sheet_place(reader->sheet, part.first), "style/malformed",
			         "this is no declaration; skipped up to the next semicolon");
		}
	}
}
