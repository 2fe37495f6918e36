/* value.c - read the value of a longhand by its property's syntax. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/value.h"

#include <string.h>

const struct value *value_new(struct arena *arena, enum value_kind kind, int64_t number)
{
	struct value *value = ARENA_NEW(arena, struct value);
	value->kind = (uint8_t)kind;
	value->number = number;
	return value;
}

static const struct value *text_value(struct arena *arena, enum value_kind kind, int64_t number, const char *text)
{
	struct value *value = ARENA_NEW(arena, struct value);
	value->kind = (uint8_t)kind;
	value->number = number;
	value->as.text = text;
	return value;
}

/* Lengths are kept below 2^29, half a million points: sums of a few never wrap around. */
osp_len length_clamp(int64_t length)
{
	/* 5.8 m, as wide as paper gets (size.c): then a handful of lengths can be added without a thought for 2^31. */
	const int64_t most = INT64_C(1) << 24;
	return (osp_len)(length > most ? most : length < -most ? -most : length);
}

osp_len length_scale(int64_t micro, osp_len of)
{
	const int64_t most = INT64_C(1) << 32;
	int64_t whole = micro / MICRO, rest = micro % MICRO;
	whole = whole > most ? most : whole < -most ? -most : whole;
	int64_t part = rest * of;
	part = (part + (part < 0 ? -MICRO / 2 : MICRO / 2)) / MICRO;
	/* whole has at most 33 bits, lengths 30. */
	return length_clamp(whole * of + part);
}

int keyword_find(const char *keywords, const struct token *word)
{
	if (word->type != TOKEN_IDENT) {
		return -1;
	}
	int index = 0;
	for (const char *at = keywords; *at != '\0'; index++) {
		size_t len = strcspn(at, " ");
		bool same = len == word->text_len;
		for (size_t i = 0; i < len && same; i++) {
			char c = word->text[i];
			same = (c >= 'A' && c <= 'Z' ? c + 32 : c) == at[i];
		}
		if (same) {
			return index;
		}
		at += len + (at[len] == ' ');
	}
	return -1;
}

static const char *keyword_text(struct arena *arena, const char *keywords, int index)
{
	while (index-- > 0) {
		keywords += strcspn(keywords, " ") + 1;
	}
	return arena_strndup(arena, keywords, strcspn(keywords, " "));
}

static const struct value *keyword(struct arena *arena, const char *keywords, struct span span)
{
	if (span.end - span.at != 1) {
		return NULL;
	}
	int index = keyword_find(keywords, span.at);
	return index < 0 ? NULL : text_value(arena, KIND_KEYWORD, index, keyword_text(arena, keywords, index));
}

/* Several keywords, each once. */
static const struct value *words(struct arena *arena, const char *keywords, struct span span)
{
	int64_t bits = 0;
	osp_buf text = OSP_BUF_INIT;
	for (; span.at < span.end; span.at++) {
		if (span.at->type == TOKEN_SPACE) {
			continue;
		}
		int index = keyword_find(keywords, span.at);
		/* The first one is `none` or `normal` and stands alone. */
		if (index < 0 || (bits & INT64_C(1) << index) != 0 || (bits != 0 && index == 0) || (bits & 1) != 0) {
			osp_buf_done(&text);
			return NULL;
		}
		bits |= INT64_C(1) << index;
		osp_buf_printf(&text, "%s%s", text.len > 0 ? " " : "", keyword_text(arena, keywords, index));
	}
	const struct value *value = bits == 0 ? NULL : text_value(arena, KIND_WORDS, bits, arena_strdup(arena, text.data));
	osp_buf_done(&text);
	return value;
}

/* In 1/1024 pt as a fraction: CSS Values 4, 6.2 (96 px = 72 pt = 25.4 mm). */
static const struct { const char *name; int64_t above, below; } absolute[] = {
	{ "px", 768, 1 }, { "pt", 1024, 1 }, { "mm", 737280, 254 }, { "cm", 7372800, 254 },
	{ "pc", 12288, 1 }, { "in", 73728, 1 }, { "q", 737280, 1016 },
};
static const char *const relative[UNIT_COUNT] = {
	[UNIT_EM] = "em", [UNIT_REM] = "rem", [UNIT_EX] = "ex", [UNIT_CH] = "ch", [UNIT_IC] = "ic", [UNIT_LH] = "lh", [UNIT_RLH] = "rlh",
	[UNIT_VW] = "vw", [UNIT_VH] = "vh", [UNIT_VMIN] = "vmin", [UNIT_VMAX] = "vmax",
};

bool value_length(const struct token *token, struct value *ret)
{
	for (size_t i = 0; i < sizeof absolute / sizeof *absolute; i++) {
		if (!token_text_is(token, absolute[i].name)) {
			continue;
		}
		const int64_t most = INT64_C(500000) * MICRO;
		int64_t micro = token->micro > most ? most : token->micro < -most ? -most : token->micro;
		int64_t below = absolute[i].below * MICRO, above = micro * absolute[i].above;
		*ret = (struct value){ .kind = KIND_LENGTH, .number = length_clamp((above + (above < 0 ? -below / 2 : below / 2)) / below) };
		return true;
	}
	for (size_t i = 0; i < UNIT_COUNT; i++) {
		if (token_text_is(token, relative[i])) {
			*ret = (struct value){ .kind = KIND_RELATIVE, .unit = (uint8_t)i, .number = token->micro };
			return true;
		}
	}
	return false;
}

const struct value *value_dimension(struct arena *arena, const struct token *token)
{
	struct value value;
	switch (token->type) {
	case TOKEN_NUMBER:
		return value_new(arena, KIND_NUMBER, token->micro);
	case TOKEN_PERCENTAGE:
		return value_new(arena, KIND_PERCENT, token->micro);
	case TOKEN_DIMENSION:
		if (!value_length(token, &value)) {
			return NULL;
		}
		break;
	case TOKEN_FUNCTION:
		return calc_parse(arena, token);
	default:
		return NULL;
	}
	struct value *copy = ARENA_NEW(arena, struct value);
	*copy = value;
	return copy;
}

static bool has_percent(const struct value *value)
{
	if (value->kind == KIND_PERCENT) {
		return true;
	}
	struct span span = value->kind == KIND_DEFERRED ? *value->as.written.span : (struct span){ NULL, NULL };
	for (; span.at < span.end; span.at++) {
		if (span.at->type == TOKEN_PERCENTAGE) {
			return true;
		}
	}
	for (size_t i = 0; value->kind == KIND_SUM && i < value->count; i++) {
		if (value->as.items[i].kind == KIND_PERCENT) {
			return true;
		}
	}
	return false;
}

static const struct value *length_token(struct arena *arena, const struct property_info *info, const struct token *token)
{
	const struct value *value = value_dimension(arena, token);
	if (value == NULL) {
		return NULL;
	}
	if (value->kind == KIND_NUMBER && (info->flags & VALUE_FACTOR) == 0) {
		bool zero = value->number == 0 && token->type == TOKEN_NUMBER;
		return zero ? value_new(arena, KIND_LENGTH, 0) : NULL;
	}
	bool negative = value->kind != KIND_SUM && value->number < 0 && token->type != TOKEN_FUNCTION;
	if ((negative && (info->flags & VALUE_POSITIVE) != 0) || (has_percent(value) && (info->flags & VALUE_PERCENT) == 0)) {
		return NULL;
	}
	return value;
}

static const struct value *length(struct arena *arena, const struct property_info *info, struct span span)
{
	const struct value *value = keyword(arena, info->keywords, span);
	if (value != NULL) {
		return value;
	}
	if (span.at == span.end || token_next(span.at) < span.end) {
		return NULL;
	}
	return length_token(arena, info, span.at);
}

/* One or two lengths: border-spacing, a corner's radii. */
static const struct value *lengths(struct arena *arena, const struct property_info *info, struct span span)
{
	struct value *items = ARENA_ARRAY(arena, 2, struct value);
	size_t count = 0;
	for (const struct token *token = span.at; token < span.end; token = token_next(token)) {
		if (token->type == TOKEN_SPACE) {
			continue;
		}
		const struct value *value = count < 2 ? length_token(arena, info, token) : NULL;
		if (value == NULL) {
			return NULL;
		}
		items[count++] = *value;
	}
	if (count < 2) {
		return count == 1 ? &items[0] : NULL;
	}
	struct value *list = ARENA_NEW(arena, struct value);
	*list = (struct value){ .kind = KIND_LIST, .count = 2, .as.items = items };
	return list;
}

static const struct value *number(struct arena *arena, const struct property_info *info, struct span span, bool integer)
{
	const struct value *value = keyword(arena, info->keywords, span);
	if (value != NULL || span.at == span.end || token_next(span.at) < span.end) {
		return value;
	}
	value = value_dimension(arena, span.at);
	bool literal = span.at->type == TOKEN_NUMBER;
	if (value == NULL || (value->kind == KIND_NUMBER && integer && literal && !span.at->is_integer)) {
		return NULL;
	}
	if (value->kind == KIND_NUMBER && integer && !literal) { /* calc() is rounded (CSS Values 4, 10.12) */
		int64_t half = value->number + MICRO / 2;
		value = value_new(arena, KIND_NUMBER, (half - ((half % MICRO) + MICRO) % MICRO));
	}
	if (value->kind == KIND_PERCENT && (info->flags & VALUE_PERCENT) != 0) {
		return value_new(arena, KIND_NUMBER, value->number / 100);
	}
	bool small = (info->flags & VALUE_POSITIVE) != 0 && value->number < (integer ? MICRO : 0);
	if (small && !literal && value->kind == KIND_NUMBER) {
		return value_new(arena, KIND_NUMBER, integer ? MICRO : 0);
	}
	return value->kind == KIND_NUMBER && !small ? value : NULL;
}

static const struct value *color(struct arena *arena, const struct property_info *info, struct span span)
{
	struct value value = { .kind = KIND_COLOR };
	if (!color_parse(arena, span, &value)) {
		return keyword(arena, info->keywords, span);
	}
	struct value *copy = ARENA_NEW(arena, struct value);
	*copy = value;
	return copy;
}

const char *value_family(struct arena *arena, struct span span)
{
	span = span_trim(span);
	if (span.end - span.at == 1 && span.at->type == TOKEN_STRING) {
		return span.at->text;
	}
	osp_buf name = OSP_BUF_INIT;
	bool fine = span.at < span.end;
	for (; span.at < span.end && fine; span.at++) {
		fine = span.at->type == TOKEN_IDENT || span.at->type == TOKEN_SPACE;
		osp_buf_puts(&name, span.at->type == TOKEN_SPACE ? " " : span.at->text);
	}
	const char *copy = fine ? arena_strdup(arena, name.data) : NULL;
	osp_buf_done(&name);
	return copy;
}

static const struct value *families(struct arena *arena, struct span span)
{
	size_t commas = 0;
	for (const struct token *token = span.at; token < span.end; token++) {
		commas += token->type == TOKEN_COMMA;
	}
	const char **names = ARENA_ARRAY(arena, commas + 2, const char *);
	for (size_t i = 0; i <= commas; i++) {
		struct span one = { span.at, span.at };
		while (one.end < span.end && one.end->type != TOKEN_COMMA) {
			one.end++;
		}
		names[i] = value_family(arena, one);
		if (names[i] == NULL) {
			return NULL;
		}
		span.at = one.end < span.end ? one.end + 1 : span.end;
	}
	struct value *value = ARENA_NEW(arena, struct value);
	value->kind = KIND_FAMILIES;
	value->as.families = names;
	return value;
}

static const struct value *weight(struct arena *arena, const struct property_info *info, struct span span)
{
	const struct value *value = keyword(arena, info->keywords, span);
	if (value != NULL) {
		/* normal and bold are what they compute to. */
		return value->number < 2 ? value_new(arena, KIND_NUMBER, (value->number == 0 ? 400 : 700) * MICRO) : value;
	}
	bool fine = span.end - span.at == 1 && span.at->type == TOKEN_NUMBER && span.at->micro >= MICRO && span.at->micro <= 1000 * MICRO;
	return fine ? value_new(arena, KIND_NUMBER, span.at->micro) : NULL;
}

static const struct value *name(struct arena *arena, const struct property_info *info, struct span span, bool string_too)
{
	const struct value *value = keyword(arena, info->keywords, span);
	if (value != NULL || span.end - span.at != 1) {
		return value;
	}
	if (span.at->type == TOKEN_IDENT) {
		return text_value(arena, KIND_NAME, 0, span.at->text);
	}
	return string_too && span.at->type == TOKEN_STRING ? text_value(arena, KIND_STRING, 0, span.at->text) : NULL;
}

/* text-emphasis-style: words, or a string to use as the mark. */
static const struct value *emphasis(struct arena *arena, const struct property_info *info, struct span span)
{
	if (span.end - span.at == 1 && span.at->type == TOKEN_STRING) {
		return text_value(arena, KIND_STRING, 0, span.at->text);
	}
	return words(arena, info->keywords, span);
}

const struct value *value_parse(struct arena *arena, int property, struct span span)
{
	const struct property_info *info = &property_infos[property];
	span = span_trim(span);
	if (span.at == span.end && info->syntax != SYNTAX_ANY) {
		return NULL;
	}
	switch (info->syntax) {
	case SYNTAX_KEYWORD: return keyword(arena, info->keywords, span);
	case SYNTAX_WORDS: return words(arena, info->keywords, span);
	case SYNTAX_LENGTH: return length(arena, info, span);
	case SYNTAX_LENGTHS: return lengths(arena, info, span);
	case SYNTAX_INTEGER: return number(arena, info, span, true);
	case SYNTAX_NUMBER: return number(arena, info, span, false);
	case SYNTAX_COLOR: return color(arena, info, span);
	case SYNTAX_FAMILIES: return families(arena, span);
	case SYNTAX_WEIGHT: return weight(arena, info, span);
	case SYNTAX_CONTENT: return content_parse(arena, span);
	case SYNTAX_COUNTERS: return counters_parse(arena, property, span);
	case SYNTAX_STRING_SET: return string_set_parse(arena, span);
	case SYNTAX_NAME: return name(arena, info, span, false);
	case SYNTAX_NAME_OR_STRING: return name(arena, info, span, true);
	case SYNTAX_SIZE: return size_parse(arena, span);
	case SYNTAX_EMPHASIS: return emphasis(arena, info, span);
	case SYNTAX_ANY: return written_parse(arena, span);
	default: return layers_parse(arena, info, span);
	}
}

const struct value *value_wide(struct span span)
{
	static const struct value initial = { .kind = KIND_INITIAL }, inherit = { .kind = KIND_INHERIT }, unset = { .kind = KIND_UNSET },
		revert = { .kind = KIND_REVERT };
	span = span_trim(span);
	if (span.end - span.at != 1) {
		return NULL;
	}
	if (token_is_ident(span.at, "initial")) {
		return &initial;
	}
	if (token_is_ident(span.at, "inherit")) {
		return &inherit;
	}
	if (token_is_ident(span.at, "revert") || token_is_ident(span.at, "revert-layer")) { /* there are no layers within an origin */
		return &revert;
	}
	return token_is_ident(span.at, "unset") ? &unset : NULL;
}

bool value_has_var(struct span span)
{
	for (; span.at < span.end; span.at++) {
		if (token_is_function(span.at, "var")) {
			return true;
		}
	}
	return false;
}

enum { DEPTH_MAX = 64 };

bool value_is_declarable(struct span span)
{
	const struct token *closers[DEPTH_MAX]; /* of the brackets that are open */
	size_t depth = 0;
	for (const struct token *token = span.at; token < span.end; token++) {
		uint8_t type = token->type;
		bool closes = type == TOKEN_CLOSE_SQUARE || type == TOKEN_CLOSE_ROUND || type == TOKEN_CLOSE_CURLY;
		if (token_opens(token)) {
			if (depth == DEPTH_MAX) {
				return false;
			}
			closers[depth++] = token->is_unclosed ? span.end : token + token->skip;
		} else if (closes && (depth == 0 || closers[--depth] != token)) {
			return false;
		}
		bool top = depth == 0 && (type == TOKEN_SEMICOLON || token_is_delim(token, '!'));
		if (type == TOKEN_BAD_STRING || type == TOKEN_BAD_URL || top) {
			return false;
		}
	}
	return true;
}
