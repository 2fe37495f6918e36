/* written.c - values that are passed on as text, with their lengths and colours computed. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/value.h"

#include <string.h>

/* Whether a text has anything that computing changes. What was left open is not touched: closing it is span_write()'s. */
static bool is_to_compute(struct span span)
{
	bool any = false;
	for (; span.at < span.end; span.at++) {
		if (span.at->is_unclosed) {
			return false;
		}
		any |= span.at->type == TOKEN_DIMENSION || span.at->type == TOKEN_FUNCTION || span.at->type == TOKEN_HASH || span.at->type == TOKEN_IDENT;
	}
	return any;
}

const struct value *written_parse(struct arena *arena, struct span span)
{
	if (span.at == span.end) {
		return NULL;
	}
	for (const struct token *token = span.at; token < span.end; token++) {
		bool bad = token->type == TOKEN_BAD_STRING || token->type == TOKEN_BAD_URL || token->type == TOKEN_OPEN_CURLY
		           || token->type == TOKEN_CLOSE_CURLY || token->type == TOKEN_SEMICOLON || token_is_delim(token, '!');
		if (bad) {
			return NULL;
		}
	}
	osp_buf text = OSP_BUF_INIT;
	span_write(span, &text);
	struct value *value = ARENA_NEW(arena, struct value);
	value->kind = KIND_TEXT;
	value->as.written.text = arena_strndup(arena, text.data, text.len);
	if (is_to_compute(span)) {
		struct span *copy = ARENA_NEW(arena, struct span);
		*copy = span;
		value->as.written.span = copy;
	}
	osp_buf_done(&text);
	return value;
}

struct writer { struct arena *arena; const struct units *units; bool names_are_colors, follows; osp_buf *out; };

static bool write_length(struct writer *writer, const struct token *token)
{
	struct value value, *computed = &value;
	if (token->type == TOKEN_DIMENSION && value_length(token, &value)) {
		if (value.kind == KIND_RELATIVE) {
			value = (struct value){ .kind = KIND_LENGTH, .number = writer->units->length(writer->units, &value) };
		}
		value_write(0, computed, writer->out);
		return true;
	}
	const struct value *sum = token->type == TOKEN_FUNCTION ? calc_compute(writer->arena, token, writer->units) : NULL;
	if (sum != NULL) {
		value_write(0, sum, writer->out);
	}
	return sum != NULL;
}

static bool write_color(struct writer *writer, const struct token *token)
{
	struct value value;
	if (token->type == TOKEN_IDENT && !writer->names_are_colors) {
		return false;
	}
	if (!color_parse(writer->arena, (struct span){ token, token_next(token) }, &value)) {
		return false;
	}
	writer->follows |= value.kind == KIND_CURRENT_COLOR;
	value_write(0, &value, writer->out);
	return true;
}

const char *written_compute(struct arena *arena, const struct property_info *info, struct span span, const struct units *units, bool *ret_follows)
{
	osp_buf text = OSP_BUF_INIT;
	bool colors = info->syntax == SYNTAX_SHADOWS || info->syntax == SYNTAX_IMAGES;
	struct writer writer = { .arena = arena, .units = units, .names_are_colors = colors, .out = &text };
	while (span.at < span.end) {
		if (write_length(&writer, span.at) || write_color(&writer, span.at)) {
			span.at = token_next(span.at);
			continue;
		}
		span_write((struct span){ span.at, span.at + 1 }, &text);
		span.at++;
	}
	*ret_follows = writer.follows;
	const char *copy = arena_strndup(arena, text.data != NULL ? text.data : "", text.len);
	osp_buf_done(&text);
	return copy;
}

static void put_color(const char *text, osp_color color, osp_buf *out)
{
	static const char word[] = "currentcolor";
	const struct value value = { .kind = KIND_COLOR, .color = color };
	for (const char *next = strstr(text, word); next != NULL; next = strstr(text, word)) {
		osp_buf_add(out, text, (size_t)(next - text));
		value_write(0, &value, out);
		text = next + sizeof word - 1;
	}
	osp_buf_puts(out, text);
}

void written_colored(struct arena *arena, const char *text, osp_color color, osp_buf *out)
{
	if (strstr(text, "color-mix(") == NULL) {
		put_color(text, color, out);
		return;
	}
	osp_buf known = OSP_BUF_INIT;
	put_color(text, color, &known);
	struct span span = token_scan(arena, known.data, known.len);
	while (span.at < span.end) {
		struct value mixed;
		const struct token *next = span.at + 1;
		if (token_is_function(span.at, "color-mix") && color_parse(arena, (struct span){ span.at, token_next(span.at) }, &mixed)) {
			value_write(0, &mixed, out);
			next = token_next(span.at);
		} else {
			span_write((struct span){ span.at, next }, out);
		}
		span.at = next;
	}
	osp_buf_done(&known);
}
