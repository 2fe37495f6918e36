/* calc.c - calc(), min(), max(), clamp(): to a sum of one term a unit. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/value.h"

#include <string.h>

/* Everything that calc() can say of lengths is linear: a coefficient for each unit. */
enum { TERM_NUMBER, TERM_LENGTH, TERM_PERCENT, TERM_RELATIVE, TERM_COUNT = TERM_RELATIVE + UNIT_COUNT };
struct sum { int64_t term[TERM_COUNT]; bool is_number; };

enum { DEPTH_MAX = 16 };
static const int64_t most = INT64_C(1) << 50;

/* One calculation. `units` is NULL while a sheet is read; then min() of several units waits until they are known. */
struct calc { const struct units *units; bool is_deferred; };

static bool sum_of(struct calc *calc, struct span span, int depth, struct sum *ret);

static int64_t limit(int64_t value)
{
	return value > most ? most : value < -most ? -most : value;
}

/* a * above / below without overflow on the way. */
__extension__ typedef __int128 wide;
static int64_t fraction(int64_t a, int64_t above, int64_t below)
{
	wide value = (wide)a * above / below;
	return value > most ? most : value < -most ? -most : (int64_t)value;
}

static void scale(struct sum *sum, int64_t micro)
{
	for (size_t i = 0; i < TERM_COUNT; i++) {
		sum->term[i] = fraction(sum->term[i], micro, MICRO);
	}
}

static bool min_max(struct calc *calc, const struct token *function, int depth, struct sum *ret);

static void put_length(const struct calc *calc, struct value length, struct sum *ret)
{
	if (length.kind == KIND_RELATIVE && calc->units != NULL) {
		length = (struct value){ .kind = KIND_LENGTH, .number = calc->units->length(calc->units, &length) };
	}
	/* Lengths are kept in millionths of 1/1024 pt, so that fractions of them survive. */
	bool fixed = length.kind == KIND_LENGTH;
	ret->term[fixed ? TERM_LENGTH : TERM_RELATIVE + length.unit] = limit(fixed ? length.number * MICRO : length.number);
}

static bool operand(struct calc *calc, const struct token *token, int depth, struct sum *ret)
{
	*ret = (struct sum){ .is_number = false };
	struct value length;
	if (depth > DEPTH_MAX) {
		return false;
	}
	switch (token->type) {
	case TOKEN_NUMBER:
		ret->is_number = true;
		ret->term[TERM_NUMBER] = limit(token->micro);
		return true;
	case TOKEN_PERCENTAGE:
		ret->term[TERM_PERCENT] = limit(token->micro);
		return true;
	case TOKEN_DIMENSION:
		if (!value_length(token, &length)) {
			return false;
		}
		put_length(calc, length, ret);
		return true;
	case TOKEN_OPEN_ROUND:
		return sum_of(calc, token_inside(token), depth + 1, ret);
	case TOKEN_FUNCTION:
		if (token_text_is(token, "calc") || token_text_is(token, "-webkit-calc")) {
			return sum_of(calc, token_inside(token), depth + 1, ret);
		}
		return min_max(calc, token, depth + 1, ret);
	default:
		return false;
	}
}

static bool product(struct calc *calc, struct span *span, int depth, struct sum *ret)
{
	*span = span_skip_space(*span);
	if (span->at == span->end || !operand(calc, span->at, depth, ret)) {
		return false;
	}
	span->at = token_next(span->at);
	for (;;) {
		struct span rest = span_skip_space(*span);
		bool times = rest.at < rest.end && token_is_delim(rest.at, '*');
		bool over = rest.at < rest.end && token_is_delim(rest.at, '/');
		if (!times && !over) {
			return true;
		}
		rest.at++;
		rest = span_skip_space(rest);
		struct sum factor;
		if (rest.at == rest.end || !operand(calc, rest.at, depth, &factor)) {
			return false;
		}
		span->at = token_next(rest.at);
		if (times && !factor.is_number && ret->is_number) {
			struct sum swap = *ret;
			*ret = factor;
			factor = swap;
		}
		if (!factor.is_number || (over && factor.term[TERM_NUMBER] == 0)) {
			return false;
		}
		if (times) {
			scale(ret, factor.term[TERM_NUMBER]);
			continue;
		}
		for (size_t i = 0; i < TERM_COUNT; i++) {
			ret->term[i] = fraction(ret->term[i], MICRO, factor.term[TERM_NUMBER]);
		}
	}
}

static bool sum_of(struct calc *calc, struct span span, int depth, struct sum *ret)
{
	if (!product(calc, &span, depth, ret)) {
		return false;
	}
	for (;;) {
		span = span_skip_space(span);
		if (span.at == span.end) {
			return true;
		}
		bool minus = token_is_delim(span.at, '-');
		/* + and - need white space on both sides (CSS Values 4, 10.1); else they belong to the number. */
		bool spaced = span.at + 1 < span.end && span.at[1].type == TOKEN_SPACE && span.at[-1].type == TOKEN_SPACE;
		if ((!minus && !token_is_delim(span.at, '+')) || !spaced) {
			return false;
		}
		span.at++;
		struct sum other;
		if (!product(calc, &span, depth, &other) || other.is_number != ret->is_number) {
			return false;
		}
		for (size_t i = 0; i < TERM_COUNT; i++) {
			ret->term[i] = limit(ret->term[i] + (minus ? -other.term[i] : other.term[i]));
		}
	}
}

/* The only unit of a sum; -1 when there are several. A zero has any unit: `other` decides. */
static int only_term(const struct sum *sum)
{
	int only = -2;
	for (int i = 0; i < TERM_COUNT; i++) {
		if (sum->term[i] != 0) {
			only = only == -2 ? i : -1;
		}
	}
	return only;
}

/* The arguments of min(), max(), clamp(); *ret_unit is their only unit, -1 when there are several. */
static bool arguments(struct calc *calc, struct span span, int depth, struct sum sums[8], size_t *ret_count, int *ret_unit)
{
	size_t count = 0;
	int unit = -2;
	while (span.at < span.end || count == 0) {
		struct span one = { span.at, span.at };
		while (one.end < span.end && one.end->type != TOKEN_COMMA) {
			one.end = token_next(one.end);
		}
		if (count == 8 || !sum_of(calc, one, depth, &sums[count]) || sums[count].is_number != sums[0].is_number) {
			return false;
		}
		int only = only_term(&sums[count++]);
		if (only != -2) { /* a zero has any unit */
			unit = only == -1 || (unit != -2 && only != unit) ? -1 : only;
		}
		span.at = one.end < span.end ? one.end + 1 : span.end;
	}
	*ret_count = count;
	*ret_unit = unit;
	return true;
}

/* Arguments of one unit are compared at once, others when units are known; lengths and percentages only layout can compare. */
static bool min_max(struct calc *calc, const struct token *function, int depth, struct sum *ret)
{
	bool is_min = token_text_is(function, "min"), is_clamp = token_text_is(function, "clamp");
	struct sum sums[8];
	size_t count;
	int unit;
	if (!is_min && !is_clamp && !token_text_is(function, "max")) {
		return false;
	}
	if (!arguments(calc, token_inside(function), depth, sums, &count, &unit) || (is_clamp && count != 3)) {
		return false;
	}
	*ret = sums[0];
	if (unit == -1) {
		calc->is_deferred = true;
		return true;
	}
	int term = unit < 0 ? TERM_NUMBER : unit;
	for (size_t i = 1; i < count; i++) {
		bool take_less = is_min || (is_clamp && i == 2);
		bool less = sums[i].term[term] < ret->term[term];
		*ret = less == take_less ? sums[i] : *ret;
	}
	if (is_clamp && ret->term[term] < sums[0].term[term]) {
		*ret = sums[0];
	}
	return true;
}

static struct value term_value(const struct sum *sum, size_t index)
{
	int64_t number = sum->term[index];
	if (index == TERM_LENGTH) {
		return (struct value){ .kind = KIND_LENGTH, .number = length_clamp((number + (number < 0 ? -MICRO / 2 : MICRO / 2)) / MICRO) };
	}
	if (index == TERM_PERCENT) {
		return (struct value){ .kind = KIND_PERCENT, .number = number };
	}
	return (struct value){ .kind = KIND_RELATIVE, .unit = (uint8_t)(index - TERM_RELATIVE), .number = number };
}

static const struct value *deferred(struct arena *arena, const struct token *function)
{
	struct value *value = ARENA_NEW(arena, struct value);
	struct span *span = ARENA_NEW(arena, struct span);
	*span = (struct span){ function, token_next(function) };
	*value = (struct value){ .kind = KIND_DEFERRED };
	value->as.written.span = span;
	return value;
}

static const struct value *sum_value(struct arena *arena, struct sum sum)
{
	if (sum.is_number) {
		return value_new(arena, KIND_NUMBER, sum.term[TERM_NUMBER]);
	}
	struct value items[TERM_COUNT];
	size_t count = 0;
	for (size_t i = TERM_LENGTH; i < TERM_COUNT; i++) {
		if (sum.term[i] != 0) {
			items[count++] = term_value(&sum, i);
		}
	}
	struct value *value = ARENA_NEW(arena, struct value);
	*value = count == 0 ? (struct value){ .kind = KIND_LENGTH } : items[0];
	if (count > 1) {
		struct value *copy = ARENA_ARRAY(arena, count, struct value);
		memcpy(copy, items, count * sizeof *copy);
		*value = (struct value){ .kind = KIND_SUM, .count = (uint16_t)count, .as.items = copy };
	}
	return value;
}

const struct value *calc_parse(struct arena *arena, const struct token *function)
{
	struct calc calc = { .units = NULL };
	struct sum sum;
	if (!operand(&calc, function, 0, &sum)) {
		return NULL;
	}
	return calc.is_deferred ? deferred(arena, function) : sum_value(arena, sum);
}

const struct value *calc_compute(struct arena *arena, const struct token *function, const struct units *units)
{
	struct calc calc = { .units = units };
	struct sum sum;
	return operand(&calc, function, 0, &sum) && !calc.is_deferred ? sum_value(arena, sum) : NULL;
}
