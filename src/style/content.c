/* content.c - generated content: content, string-set, bookmark-label, counters. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/value.h"

#include <string.h>

enum { PARTS_MAX = 64 };

/* The arguments of a function, cut at commas; each trimmed. */
struct arguments { struct span items[4]; size_t count; };

static bool cut(const struct token *function, struct arguments *ret)
{
	struct span span = token_inside(function);
	ret->count = 0;
	for (;;) {
		struct span one = { span.at, span.at };
		while (one.end < span.end && one.end->type != TOKEN_COMMA) {
			one.end = token_next(one.end);
		}
		if (ret->count == 4) {
			return false;
		}
		ret->items[ret->count++] = span_trim(one);
		if (one.end >= span.end) {
			return true;
		}
		span.at = one.end + 1;
	}
}

static const char *word_of(struct span span)
{
	return span.end - span.at == 1 && span.at->type == TOKEN_IDENT ? span.at->text : NULL;
}

static bool counter_part(const struct arguments *arguments, struct content_part *part)
{
	part->kind = CONTENT_COUNTER;
	part->text = word_of(arguments->items[0]);
	part->style = arguments->count > 1 ? word_of(arguments->items[arguments->count - 1]) : "decimal";
	return part->text != NULL && part->style != NULL;
}

static bool counters_part(const struct arguments *arguments, struct content_part *part)
{
	part->kind = CONTENT_COUNTER;
	part->text = word_of(arguments->items[0]);
	part->style = arguments->count > 2 ? word_of(arguments->items[2]) : "decimal";
	struct span between = arguments->count > 1 ? arguments->items[1] : (struct span){ NULL, NULL };
	part->separator = between.end - between.at == 1 && between.at->type == TOKEN_STRING ? between.at->text : NULL;
	return part->text != NULL && part->style != NULL && part->separator != NULL;
}

static bool string_part(const struct arguments *arguments, struct content_part *part)
{
	part->kind = CONTENT_STRING;
	part->text = word_of(arguments->items[0]);
	part->which = arguments->count > 1 ? word_of(arguments->items[1]) : "first";
	return part->text != NULL && part->which != NULL && arguments->count <= 2;
}

/* attr(href), attr(href url) */
static const char *target_attribute(const struct arguments *arguments)
{
	struct span first = arguments->items[0];
	if (first.at == first.end || !token_is_function(first.at, "attr")) {
		return NULL;
	}
	struct span name = span_skip_space(token_inside(first.at));
	return name.at < name.end && name.at->type == TOKEN_IDENT ? name.at->text : NULL;
}

/* target-counter(attr(href), page), target-counter(attr(href url), page, decimal) */
static bool target_part(const struct arguments *arguments, struct content_part *part)
{
	part->kind = CONTENT_TARGET_COUNTER;
	if (arguments->count < 2 || arguments->count > 3) {
		return false;
	}
	part->target = target_attribute(arguments);
	part->text = word_of(arguments->items[1]);
	part->style = arguments->count > 2 ? word_of(arguments->items[2]) : "decimal";
	return part->target != NULL && part->text != NULL && part->style != NULL;
}

/* target-counters(attr(href), section, "."), target-counters(attr(href), section, ".", upper-roman) */
static bool target_counters_part(const struct arguments *arguments, struct content_part *part)
{
	part->kind = CONTENT_TARGET_COUNTER;
	if (arguments->count < 3 || arguments->count > 4) {
		return false;
	}
	struct span between = arguments->items[2];
	part->target = target_attribute(arguments);
	part->text = word_of(arguments->items[1]);
	part->separator = between.end - between.at == 1 && between.at->type == TOKEN_STRING ? between.at->text : NULL;
	part->style = arguments->count > 3 ? word_of(arguments->items[3]) : "decimal";
	return part->target != NULL && part->text != NULL && part->style != NULL && part->separator != NULL;
}

/* target-text(attr(href)), target-text(attr(href), content) */
static bool target_text_part(const struct arguments *arguments, struct content_part *part)
{
	part->kind = CONTENT_TARGET_TEXT;
	part->target = target_attribute(arguments);
	const char *which = arguments->count > 1 ? word_of(arguments->items[1]) : "content";
	return part->target != NULL && arguments->count <= 2 && which != NULL && strcmp(which, "content") == 0;
}

static bool leader_part(const struct arguments *arguments, struct content_part *part)
{
	part->kind = CONTENT_LEADER;
	struct span span = arguments->items[0];
	if (arguments->count != 1 || span.end - span.at != 1) {
		return false;
	}
	if (span.at->type == TOKEN_STRING && span.at->text_len > 0) {
		part->text = span.at->text;
		return true;
	}
	part->text = token_is_ident(span.at, "dotted") ? "." : token_is_ident(span.at, "solid") ? "_"
	             : token_is_ident(span.at, "space") ? " " : NULL;
	return part->text != NULL;
}

static bool text_part(const struct arguments *arguments, struct content_part *part)
{
	part->kind = CONTENT_ELEMENT_TEXT;
	bool none = arguments->items[0].at == arguments->items[0].end;
	part->text = none ? "text" : word_of(arguments->items[0]);
	return part->text != NULL && arguments->count == 1;
}

static bool attr_part(const struct arguments *arguments, struct content_part *part)
{
	part->kind = CONTENT_ATTR;
	struct span name = arguments->items[0];
	part->text = name.at < name.end && name.at->type == TOKEN_IDENT ? name.at->text : NULL;
	return part->text != NULL;
}

static bool function_part(const struct token *token, struct content_part *part)
{
	static const struct { const char *name; bool (*read)(const struct arguments *, struct content_part *); } functions[] = {
		{ "counter", counter_part }, { "counters", counters_part }, { "string", string_part }, { "attr", attr_part },
		{ "target-counter", target_part }, { "target-counters", target_counters_part }, { "target-text", target_text_part },
		{ "leader", leader_part }, { "content", text_part },
	};
	struct arguments arguments;
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
		if (token_text_is(token, functions[i].name)) {
			return cut(token, &arguments) && functions[i].read(&arguments, part);
		}
	}
	return false;
}

/* Quotes are set as the page's own: the reader made them characters already. */
static bool part_of(const struct token *token, struct content_part *part)
{
	*part = (struct content_part){ .text = "" };
	switch (token->type) {
	case TOKEN_STRING:
		part->kind = CONTENT_TEXT;
		part->text = token->text;
		return true;
	case TOKEN_FUNCTION:
		return function_part(token, part);
	case TOKEN_URL:
		return true; /* a picture as content: not set, kept as an empty text */
	case TOKEN_IDENT:
		part->kind = CONTENT_TEXT;
		part->text = token_text_is(token, "open-quote") ? "\xE2\x80\x9C" : token_text_is(token, "close-quote") ? "\xE2\x80\x9D" : "";
		return part->text[0] != '\0' || token_text_is(token, "no-open-quote") || token_text_is(token, "no-close-quote");
	default:
		return false;
	}
}

static bool read_parts(struct arena *arena, struct span span, struct content *ret)
{
	struct content_part parts[PARTS_MAX];
	size_t count = 0;
	for (const struct token *token = span.at; token < span.end; token = token_next(token)) {
		if (token->type == TOKEN_SPACE) {
			continue;
		}
		if (token_is_delim(token, '/')) {
			break; /* what follows is the alternative text (CSS Content 3) */
		}
		if (count == PARTS_MAX || !part_of(token, &parts[count])) {
			return false;
		}
		count++;
	}
	struct content_part *copy = ARENA_ARRAY(arena, count + 1, struct content_part);
	memcpy(copy, parts, count * sizeof *copy);
	*ret = (struct content){ .parts = copy, .count = count };
	return count > 0;
}

const struct value *content_parse(struct arena *arena, struct span span)
{
	struct content *content = ARENA_NEW(arena, struct content);
	struct value *value = ARENA_NEW(arena, struct value);
	*value = (struct value){ .kind = KIND_CONTENT, .as.content = content };
	bool none = span.end - span.at == 1 && (token_is_ident(span.at, "none") || token_is_ident(span.at, "normal"));
	if (none) {
		content->is_none = true;
		value->number = token_is_ident(span.at, "none"); /* a ::marker tells none from normal */
		return value;
	}
	return read_parts(arena, span, content) ? value : NULL;
}

const struct value *counters_parse(struct arena *arena, int property, struct span span)
{
	struct counter_change *list = ARENA_ARRAY(arena, (size_t)(span.end - span.at) + 1, struct counter_change);
	size_t count = 0;
	int usual = property == PROPERTY_COUNTER_INCREMENT ? 1 : 0;
	bool none = span.end - span.at == 1 && token_is_ident(span.at, "none");
	for (; span.at < span.end && !none; span.at++) {
		if (span.at->type == TOKEN_IDENT) {
			list[count++] = (struct counter_change){ span.at->text, usual };
		} else if (span.at->type == TOKEN_NUMBER && span.at->is_integer && count > 0) {
			int64_t number = span.at->micro / MICRO;
			list[count - 1].value = (int)(number > 1000000 ? 1000000 : number < -1000000 ? -1000000 : number);
		} else if (span.at->type != TOKEN_SPACE) {
			return NULL;
		}
	}
	struct value *value = ARENA_NEW(arena, struct value);
	*value = (struct value){ .kind = KIND_COUNTERS, .as.counters = list };
	return value;
}

/* title content(text), other "x" counter(page) */
const struct value *string_set_parse(struct arena *arena, struct span span)
{
	struct string_set *list = ARENA_ARRAY(arena, (size_t)(span.end - span.at) + 1, struct string_set);
	struct value *value = ARENA_NEW(arena, struct value);
	*value = (struct value){ .kind = KIND_STRINGS, .as.strings = list };
	if (span.end - span.at == 1 && token_is_ident(span.at, "none")) {
		return value;
	}
	for (size_t count = 0; span.at < span.end; count++) {
		struct span one = { span.at, span.at };
		while (one.end < span.end && one.end->type != TOKEN_COMMA) {
			one.end = token_next(one.end);
		}
		span.at = one.end < span.end ? one.end + 1 : span.end;
		one = span_skip_space(one);
		if (one.at == one.end || one.at->type != TOKEN_IDENT) {
			return NULL;
		}
		list[count].name = one.at->text;
		one.at++;
		if (!read_parts(arena, one, &list[count].content)) {
			return NULL;
		}
	}
	return value;
}
