/* variable.c - custom properties: var() replaced by what it stands for (CSS Variables 1). */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/engine.h"

#include <string.h>

/* A value that doubles itself a few times over would fill the memory ("billion laughs"): such a value is invalid. */
enum { TOKENS_MAX = 1 << 16, DEPTH_MAX = 64 };

struct tokens { struct token *items; size_t count, capacity; };

/* While an element's own variables are worked out: which are done, which are being worked on (a cycle). */
struct resolver {
	struct arena *arena;
	const struct variable *inherited;
	const struct winner *winners;   /* the element's own; may be NULL */
	size_t count;
	uint8_t *states;
	size_t *started;                /* when it became active, from 1 */
	size_t clock;
	struct span *values;
	size_t written;
};
enum { STATE_NEW, STATE_ACTIVE, STATE_DONE, STATE_INVALID };

static bool resolve(struct resolver *resolver, struct span span, int depth, struct tokens *out);

const struct variable *variable_find(const struct variable *variables, const char *name)
{
	for (; variables != NULL; variables = variables->next) {
		if (strcmp(variables->name, name) == 0) {
			return variables->value.at != NULL ? variables : NULL;
		}
	}
	return NULL;
}

static bool put(struct resolver *resolver, struct tokens *out, const struct token *token)
{
	if (++resolver->written > TOKENS_MAX) {
		return false;
	}
	if (out->count == out->capacity) {
		size_t capacity = out->capacity == 0 ? 16 : out->capacity * 2;
		struct token *grown = ARENA_ARRAY(resolver->arena, capacity, struct token);
		if (out->count > 0) {
			memcpy(grown, out->items, out->count * sizeof *grown);
		}
		out->items = grown;
		out->capacity = capacity;
	}
	out->items[out->count++] = *token;
	return true;
}

static bool put_span(struct resolver *resolver, struct tokens *out, struct span span)
{
	for (; span.at < span.end; span.at++) {
		if (!put(resolver, out, span.at)) {
			return false;
		}
	}
	return true;
}

static struct span finish(struct tokens *tokens)
{
	static const struct token none = { .type = TOKEN_SPACE };
	if (tokens->count == 0) {
		return (struct span){ &none, &none };
	}
	token_link(tokens->items, tokens->count);
	return (struct span){ tokens->items, tokens->items + tokens->count };
}

/* The value of the element's own index-th variable. */
static void own(struct resolver *resolver, size_t index, int depth)
{
	const struct declaration *declaration = resolver->winners[index].declaration;
	resolver->states[index] = STATE_ACTIVE;
	resolver->started[index] = ++resolver->clock;
	struct tokens tokens = { .count = 0 };
	const struct value *value = declaration->value;
	if (value->kind == KIND_INITIAL) {
		resolver->states[index] = STATE_INVALID;
		return;
	}
	if (value->kind != KIND_PENDING) { /* inherit, unset, revert */
		const struct variable *above = variable_find(resolver->inherited, declaration->name);
		resolver->states[index] = above != NULL ? STATE_DONE : STATE_INVALID;
		resolver->values[index] = above != NULL ? above->value : (struct span){ NULL, NULL };
		return;
	}
	bool fine = resolve(resolver, *value->as.pending.span, depth + 1, &tokens);
	if (!fine || resolver->states[index] == STATE_INVALID) {
		resolver->states[index] = STATE_INVALID;
		return;
	}
	resolver->states[index] = STATE_DONE;
	resolver->values[index] = finish(&tokens);
}

/* All members of a cycle are invalid, fallbacks or not (CSS Variables 1, 2.3): those begun since the first of them. */
static void spoil_cycle(struct resolver *resolver, size_t first)
{
	for (size_t i = 0; i < resolver->count; i++) {
		if (resolver->states[i] == STATE_ACTIVE && resolver->started[i] >= resolver->started[first]) {
			resolver->states[i] = STATE_INVALID;
		}
	}
}

static bool find(struct resolver *resolver, const char *name, int depth, struct span *ret)
{
	for (size_t i = 0; i < resolver->count; i++) {
		if (strcmp(resolver->winners[i].declaration->name, name) != 0) {
			continue;
		}
		if (resolver->states[i] == STATE_ACTIVE) {
			spoil_cycle(resolver, i);
			return false;
		}
		if (resolver->states[i] == STATE_NEW) {
			own(resolver, i, depth);
		}
		*ret = resolver->values[i];
		return resolver->states[i] == STATE_DONE;
	}
	const struct variable *above = variable_find(resolver->inherited, name);
	if (above != NULL) {
		*ret = above->value;
	}
	return above != NULL;
}

/* var( --name [, fallback]? ) */
static bool reference(struct resolver *resolver, const struct token *function, int depth, struct tokens *out)
{
	struct span inside = span_skip_space(token_inside(function));
	if (inside.at == inside.end || inside.at->type != TOKEN_IDENT || strncmp(inside.at->text, "--", 2) != 0) {
		return false;
	}
	struct span rest = span_skip_space((struct span){ inside.at + 1, inside.end });
	bool has_fallback = rest.at < rest.end && rest.at->type == TOKEN_COMMA;
	if (rest.at < rest.end && !has_fallback) {
		return false;
	}
	struct span value;
	if (find(resolver, inside.at->text, depth, &value)) {
		return put_span(resolver, out, value);
	}
	return has_fallback && resolve(resolver, span_trim((struct span){ rest.at + 1, rest.end }), depth + 1, out);
}

/* Depth counts var() within var() and within variables; other brackets are copied as they stand. */
static bool resolve(struct resolver *resolver, struct span span, int depth, struct tokens *out)
{
	if (depth > DEPTH_MAX) {
		return false;
	}
	while (span.at < span.end) {
		if (!token_is_function(span.at, "var")) {
			if (!put(resolver, out, span.at++)) {
				return false;
			}
			continue;
		}
		if (!reference(resolver, span.at, depth, out)) {
			return false;
		}
		span.at = token_next(span.at);
	}
	return true;
}

const struct variable *variables_make(struct arena *arena, const struct variable *inherited, const struct winner *winners, size_t count)
{
	if (count == 0) {
		return inherited;
	}
	struct resolver resolver = { .arena = arena, .inherited = inherited, .winners = winners, .count = count,
		.states = ARENA_ARRAY(arena, count, uint8_t), .started = ARENA_ARRAY(arena, count, size_t),
		.values = ARENA_ARRAY(arena, count, struct span) };
	const struct variable *first = inherited;
	for (size_t i = 0; i < count; i++) {
		resolver.written = 0;
		if (resolver.states[i] == STATE_NEW) {
			own(&resolver, i, 0);
		}
		struct variable *variable = ARENA_NEW(arena, struct variable);
		*variable = (struct variable){ .name = winners[i].declaration->name, .next = first };
		variable->value = resolver.states[i] == STATE_DONE ? resolver.values[i] : (struct span){ NULL, NULL };
		first = variable;
	}
	return first;
}

static const struct value *longhand_of(struct arena *arena, const struct shorthand *shorthand, struct span span, int property)
{
	struct longhands longhands = { .count = 0 };
	const struct value *wide = value_wide(span);
	if (wide != NULL) {
		return wide;
	}
	const struct value *found = NULL;
	if (shorthand_expand(arena, shorthand, span, &longhands)) {
		for (size_t i = 0; i < longhands.count; i++) {
			found = longhands.items[i].property == property ? longhands.items[i].value : found;
		}
	}
	return found;
}

const struct value *variable_resolve(struct arena *arena, const struct variable *variables, int property, const struct declaration *declaration)
{
	const struct value *value = declaration->value;
	struct resolver resolver = { .arena = arena, .inherited = variables };
	struct tokens tokens = { .count = 0 };
	if (!resolve(&resolver, *value->as.pending.span, 0, &tokens)) {
		return NULL;
	}
	struct span span = finish(&tokens);
	if (value->as.pending.shorthand != NULL) {
		/* Where text runs from right to left the declaration was moved to the other side. */
		bool moved = declaration->property != property;
		return longhand_of(arena, value->as.pending.shorthand, span, moved ? declaration->property : property);
	}
	const struct value *wide = value_wide(span);
	return wide != NULL ? wide : value_parse(arena, property, span);
}
