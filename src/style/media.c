/* media.c - which blocks of a sheet apply: @media and @supports. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/sheet.h"

#include <string.h>

/* The width of WeChat's column in px, as on a desk; a phone's is narrower, but what is inlined can't tell. */
enum { DEPTH_MAX = 16, WECHAT_COLUMN = 677 };

/* Mediums are writers' names: "print", "epub", "wechat". A browser's `screen` is what all but paper are shown on. */
static bool type_matches(const struct token *word, const char *medium)
{
	if (token_text_is(word, "all") || token_text_is(word, medium)) {
		return true;
	}
	return token_text_is(word, "screen") && strcmp(medium, "print") != 0;
}

enum truth { NO, YES, UNKNOWN };

/* (max-width: 720px). WeChat shows every article in one column; of other readers' windows nothing is known. */
static enum truth feature_holds(struct span feature, const char *medium)
{
	struct span value = span_trim(feature);
	if (strcmp(medium, "wechat") != 0 || value.at == value.end || value.at->type != TOKEN_IDENT) {
		return UNKNOWN;
	}
	bool is_most = token_text_is(value.at, "max-width"), is_least = token_text_is(value.at, "min-width");
	value.at++;
	value = span_skip_space(value);
	if (!(is_most || is_least) || value.at == value.end || value.at->type != TOKEN_COLON) {
		return UNKNOWN;
	}
	value.at++;
	value = span_trim(value);
	if (value.end - value.at != 1 || value.at->type != TOKEN_DIMENSION || !token_text_is(value.at, "px")) {
		return UNKNOWN;
	}
	int64_t width = WECHAT_COLUMN * MICRO;
	return (is_most ? width <= value.at->micro : width >= value.at->micro) ? YES : NO;
}

static enum truth term_holds(const struct token *term, bool is_first, const char *medium)
{
	if (is_first && term->type == TOKEN_IDENT) {
		return type_matches(term, medium) ? YES : NO;
	}
	return term->type == TOKEN_OPEN_ROUND ? feature_holds(token_inside(term), medium) : UNKNOWN;
}

/* [not | only]? [TYPE | (feature)] [and (feature)]*. Where a feature is not known neither it nor `not` of it holds. */
static bool query_matches(struct span query, const char *medium)
{
	query = span_trim(query);
	bool negated = query.at < query.end && token_is_ident(query.at, "not"), holds = true;
	if (negated || (query.at < query.end && token_is_ident(query.at, "only"))) {
		query.at++;
		query = span_skip_space(query);
	}
	for (bool is_first = true;; is_first = false) {
		enum truth truth = query.at < query.end ? term_holds(query.at, is_first, medium) : UNKNOWN;
		if (truth == UNKNOWN) {
			return false;
		}
		holds = holds && truth == YES;
		query.at = token_next(query.at);
		query = span_skip_space(query);
		if (query.at == query.end) {
			return holds != negated;
		}
		if (!token_is_ident(query.at, "and")) {
			return false;
		}
		query.at++;
		query = span_skip_space(query);
	}
}

bool media_matches(struct span query, const char *medium)
{
	query = span_trim(query);
	if (query.at == query.end) {
		return true;
	}
	while (query.at < query.end) {
		struct span one = { query.at, query.at };
		while (one.end < query.end && one.end->type != TOKEN_COMMA) {
			one.end = token_next(one.end);
		}
		if (query_matches(one, medium)) {
			return true;
		}
		query.at = one.end < query.end ? one.end + 1 : query.end;
	}
	return false;
}

bool condition_holds(const struct condition *condition, const char *medium)
{
	for (; condition != NULL; condition = condition->around) {
		if (!media_matches(condition->query, medium)) {
			return false;
		}
	}
	return true;
}

static bool supports(struct arena *arena, struct span condition, int depth);

static bool declaration_is_known(struct arena *arena, struct span inside)
{
	struct part part = syntax_declaration(span_trim(inside));
	if (part.kind != PART_DECLARATION) {
		return false;
	}
	char *name = arena_strdup(arena, part.name->text);
	for (char *c = name; *c != '\0'; c++) {
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
	}
	if (strncmp(name, "--", 2) == 0) {
		return true;
	}
	const struct shorthand *shorthand = shorthand_find(name);
	int property = property_find(name);
	if (shorthand != NULL) {
		struct longhands longhands = { .count = 0 };
		return shorthand_expand(arena, shorthand, part.value, &longhands);
	}
	return property >= 0 && value_parse(arena, property, part.value) != NULL;
}

/* Needs a table of names of its own: what is asked for here must not look like a name that a rule has. */
static bool selector_is_known(struct arena *arena, struct span inside)
{
	struct selector_error error;
	return selector_parse(arena, atoms_new(arena), span_trim(inside), &error) != NULL;
}

static bool in_parentheses(struct arena *arena, const struct token *token, int depth)
{
	if (token_is_function(token, "selector")) {
		return selector_is_known(arena, token_inside(token));
	}
	if (token->type != TOKEN_OPEN_ROUND) {
		return false;
	}
	struct span inside = span_trim(token_inside(token));
	bool nested = inside.at < inside.end && (inside.at->type == TOKEN_OPEN_ROUND || token_is_ident(inside.at, "not"));
	return nested ? supports(arena, inside, depth + 1) : declaration_is_known(arena, inside);
}

static bool supports(struct arena *arena, struct span span, int depth)
{
	span = span_trim(span);
	bool negated = span.at < span.end && token_is_ident(span.at, "not");
	if (negated) {
		span.at++;
		span = span_skip_space(span);
	}
	if (depth > DEPTH_MAX || span.at == span.end) {
		return false;
	}
	bool holds = in_parentheses(arena, span.at, depth) != negated;
	for (;;) {
		span.at = token_next(span.at);
		span = span_skip_space(span);
		bool both = span.at < span.end && token_is_ident(span.at, "and");
		if (!both && !(span.at < span.end && token_is_ident(span.at, "or"))) {
			return holds && span.at == span.end;
		}
		span.at++;
		span = span_skip_space(span);
		if (span.at == span.end) {
			return false;
		}
		bool other = in_parentheses(arena, span.at, depth);
		holds = both ? holds && other : holds || other;
	}
}

bool supports_holds(struct arena *arena, struct span condition)
{
	return supports(arena, condition, 0);
}
