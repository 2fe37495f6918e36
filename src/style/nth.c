/* nth.c - An+B (CSS Syntax 3, section 6). */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/selector.h"

/* The grammar's strange cuts come from the tokenizer: `2n-1` is one dimension, `2n -1` a dimension and a number,
 * `2n- 1` one whose unit is `n-`, and a number. */
struct cursor { struct span span; int32_t a, b; };

static int32_t clamp(int64_t micro)
{
	int64_t value = micro / MICRO;
	return value > 1000000 ? 1000000 : value < -1000000 ? -1000000 : (int32_t)value;
}

static const struct token *take(struct cursor *cursor)
{
	cursor->span = span_skip_space(cursor->span);
	return cursor->span.at < cursor->span.end ? cursor->span.at++ : NULL;
}

static bool finish(struct cursor *cursor, int32_t a, int32_t b)
{
	cursor->a = a;
	cursor->b = b;
	return take(cursor) == NULL;
}

static bool signless_b(struct cursor *cursor, int32_t a, int32_t sign)
{
	const struct token *token = take(cursor);
	bool fine = token != NULL && token->type == TOKEN_NUMBER && token->is_integer && !token->has_sign;
	return fine && finish(cursor, a, sign * clamp(token->micro));
}

static bool any_b(struct cursor *cursor, int32_t a)
{
	const struct token *token = take(cursor);
	if (token == NULL) {
		return finish(cursor, a, 0);
	}
	if (token_is_delim(token, '+') || token_is_delim(token, '-')) {
		return signless_b(cursor, a, token->delim == '+' ? 1 : -1);
	}
	return token->type == TOKEN_NUMBER && token->is_integer && token->has_sign && finish(cursor, a, clamp(token->micro));
}

/* The letters: n, n-, n-12. */
static bool letters(struct cursor *cursor, const char *text, size_t len, int32_t a)
{
	if (len == 0 || (text[0] | 0x20) != 'n') {
		return false;
	}
	if (len == 1) {
		return any_b(cursor, a);
	}
	if (text[1] != '-') {
		return false;
	}
	if (len == 2) {
		return signless_b(cursor, a, -1);
	}
	for (size_t i = 2; i < len; i++) {
		if (text[i] < '0' || text[i] > '9') {
			return false;
		}
	}
	return finish(cursor, a, clamp(token_micro(text + 1, len - 1)));
}

static bool word(struct cursor *cursor, const struct token *token)
{
	if (token_text_is(token, "even")) {
		return finish(cursor, 2, 0);
	}
	if (token_text_is(token, "odd")) {
		return finish(cursor, 2, 1);
	}
	bool minus = token->text_len > 0 && token->text[0] == '-';
	return letters(cursor, token->text + minus, token->text_len - minus, minus ? -1 : 1);
}

static bool read(struct cursor *cursor)
{
	const struct token *token = take(cursor);
	if (token == NULL) {
		return false;
	}
	if (token->type == TOKEN_NUMBER) {
		return token->is_integer && finish(cursor, 0, clamp(token->micro));
	}
	if (token->type == TOKEN_DIMENSION) {
		return token->is_integer && letters(cursor, token->text, token->text_len, clamp(token->micro));
	}
	if (token->type == TOKEN_IDENT) {
		return word(cursor, token);
	}
	bool plus = token_is_delim(token, '+') && cursor->span.at < cursor->span.end && cursor->span.at->type == TOKEN_IDENT;
	if (!plus) {
		return false;
	}
	token = cursor->span.at++;
	return letters(cursor, token->text, token->text_len, 1);
}

bool selector_nth(struct span span, int32_t *ret_a, int32_t *ret_b)
{
	struct cursor cursor = { .span = span };
	if (!read(&cursor)) {
		return false;
	}
	*ret_a = cursor.a;
	*ret_b = cursor.b;
	return true;
}
