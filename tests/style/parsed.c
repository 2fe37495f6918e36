/* parsed.c - print what our CSS parser makes of its input as JSON: `parsed KIND <INPUTS`, for parsing.py. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/selector.h"
#include "style/syntax.h"
#include "style/value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Inputs and results are those of css-parsing-tests: https://github.com/SimonSapin/css-parsing-tests. Each input comes as its length
 * in bytes, a line feed, and the bytes; each result goes out as a line. */
struct source { struct arena *arena; const char *text; };

static void values(const struct source *source, struct span span);

static void string(const char *text, size_t len)
{
	putchar('"');
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c < 0x20 || c == '"' || c == '\\' || c == 0x7F) {
			printf("\\u%04x", c);
		} else {
			putchar(c);
		}
	}
	putchar('"');
}

static void named(const char *kind, const struct token *token)
{
	printf("[\"%s\", ", kind);
	string(token->text, token->text_len);
	putchar(']');
}

static void number(const struct source *source, const struct token *token, const char *kind)
{
	size_t len = token->end - token->begin;
	const char *text = source->text + token->begin;
	size_t digits = strspn(text, "+-0123456789.");
	digits -= digits > 0 && text[digits - 1] == '.'; /* a point without digits behind it is none */
	bool exponent = digits < len && (text[digits] == 'e' || text[digits] == 'E');
	size_t sign = exponent ? strspn(text + digits + 1, "+-") : 0;
	size_t more = exponent ? strspn(text + digits + 1 + sign, "0123456789") : 0;
	len = digits + (more > 0 ? 1 + sign + more : 0);
	printf("[\"%s\", ", kind);
	string(text, len);
	printf(", %.6f, \"%s\"", (double)token->micro / 1e6, token->is_integer ? "integer" : "number");
	if (token->type == TOKEN_DIMENSION) {
		printf(", ");
		string(token->text, token->text_len);
	}
	putchar(']');
}

static void block(const struct source *source, const struct token *token, const char *name)
{
	printf("[\"%s\"", name);
	if (token->type == TOKEN_FUNCTION) {
		printf(", ");
		string(token->text, token->text_len);
	}
	struct span inside = token_inside(token);
	printf("%s", inside.at < inside.end ? ", " : "");
	values(source, inside);
	putchar(']');
}

static void delim(uint32_t c)
{
	osp_buf text = OSP_BUF_INIT;
	osp_buf_put_codepoint(&text, c);
	string(text.data, text.len);
	osp_buf_done(&text);
}

static void value(const struct source *source, const struct token *token)
{
	switch (token->type) {
	case TOKEN_IDENT: named("ident", token); break;
	case TOKEN_AT: named("at-keyword", token); break;
	case TOKEN_STRING: named("string", token); break;
	case TOKEN_URL: named("url", token); break;
	case TOKEN_HASH:
		printf("[\"hash\", ");
		string(token->text, token->text_len);
		printf(", \"%s\"]", token->is_id ? "id" : "unrestricted");
		break;
	case TOKEN_BAD_STRING: printf("[\"error\", \"bad-string\"]"); break;
	case TOKEN_BAD_URL: printf("[\"error\", \"bad-url\"]"); break;
	case TOKEN_DELIM: delim(token->delim); break;
	case TOKEN_NUMBER: number(source, token, "number"); break;
	case TOKEN_PERCENTAGE: number(source, token, "percentage"); break;
	case TOKEN_DIMENSION: number(source, token, "dimension"); break;
	case TOKEN_SPACE: printf("\" \""); break;
	case TOKEN_CDO: printf("\"<!--\""); break;
	case TOKEN_CDC: printf("\"-->\""); break;
	case TOKEN_COLON: printf("\":\""); break;
	case TOKEN_SEMICOLON: printf("\";\""); break;
	case TOKEN_COMMA: printf("\",\""); break;
	case TOKEN_FUNCTION: block(source, token, "function"); break;
	case TOKEN_OPEN_CURLY: block(source, token, "{}"); break;
	case TOKEN_OPEN_SQUARE: block(source, token, "[]"); break;
	case TOKEN_OPEN_ROUND: block(source, token, "()"); break;
	case TOKEN_CLOSE_CURLY: printf("[\"error\", \"}\"]"); break;
	case TOKEN_CLOSE_SQUARE: printf("[\"error\", \"]\"]"); break;
	default: printf("[\"error\", \")\"]"); break;
	}
}

static void values(const struct source *source, struct span span)
{
	for (const char *comma = ""; span.at < span.end; span.at = token_next(span.at), comma = ", ") {
		printf("%s", comma);
		value(source, span.at);
	}
}

static void list(const struct source *source, struct span span)
{
	putchar('[');
	values(source, span);
	putchar(']');
}

static void rule(const struct source *source, const struct part *part)
{
	if (part->kind == PART_AT) {
		printf("[\"at-rule\", ");
		string(part->name->text, part->name->text_len);
	} else if (part->kind == PART_RULE) {
		printf("[\"qualified rule\"");
	} else {
		printf("[\"error\", \"invalid\"]");
		return;
	}
	printf(", ");
	list(source, part->prelude);
	printf(", ");
	if (part->has_block) {
		list(source, part->block);
	} else {
		printf("null");
	}
	putchar(']');
}

static void rules(const struct source *source, struct span span, bool is_top)
{
	const char *comma = "";
	putchar('[');
	for (struct part part = syntax_next_rule(&span, is_top); part.kind != PART_END; part = syntax_next_rule(&span, is_top)) {
		printf("%s", comma);
		rule(source, &part);
		comma = ", ";
	}
	putchar(']');
}

static void one_rule(const struct source *source, struct span span)
{
	struct part part = syntax_next_rule(&span, false);
	if (part.kind == PART_END || span_skip_space(span).at < span.end) {
		printf("[\"error\", \"%s\"]", part.kind == PART_END ? "empty" : "extra-input");
		return;
	}
	rule(source, &part);
}

static void one_value(const struct source *source, struct span span)
{
	span = span_trim(span);
	if (span.at == span.end || token_next(span.at) < span.end) {
		printf("[\"error\", \"%s\"]", span.at == span.end ? "empty" : "extra-input");
		return;
	}
	value(source, span.at);
}

static void declaration(const struct source *source, struct span span)
{
	struct part part = syntax_declaration(span);
	if (part.kind != PART_DECLARATION) {
		printf("[\"error\", \"%s\"]", span_trim(span).at == span_trim(span).end ? "empty" : "invalid");
		return;
	}
	printf("[\"declaration\", ");
	string(part.name->text, part.name->text_len);
	printf(", ");
	list(source, part.value);
	printf(", %s]", part.important ? "true" : "false");
}

static void color(const struct source *source, struct span span)
{
	struct value value;
	if (!color_parse(source->arena, span, &value)) {
		printf("null");
	} else if (value.kind == KIND_CURRENT_COLOR) {
		printf("\"currentColor\"");
	} else {
		printf("[%u, %u, %u, %.4f]", value.color >> 24, value.color >> 16 & 255, value.color >> 8 & 255, (value.color & 255) / 255.0);
	}
}

static void nth(struct span span)
{
	int32_t a, b;
	if (selector_nth(span, &a, &b)) {
		printf("[%d, %d]", a, b);
	} else {
		printf("null");
	}
}

static void print(const char *kind, const struct source *source, struct span span)
{
	if (strcmp(kind, "stylesheet") == 0 || strcmp(kind, "rule_list") == 0) {
		rules(source, span, kind[0] == 's');
	} else if (strcmp(kind, "one_rule") == 0) {
		one_rule(source, span);
	} else if (strcmp(kind, "one_declaration") == 0) {
		declaration(source, span);
	} else if (strcmp(kind, "one_component_value") == 0) {
		one_value(source, span);
	} else if (strncmp(kind, "color", 5) == 0) {
		color(source, span);
	} else if (strcmp(kind, "An+B") == 0) {
		nth(span);
	} else {
		list(source, span);
	}
	putchar('\n');
}

int main(int count, char **arguments)
{
	char line[32];
	while (count == 2 && fgets(line, sizeof line, stdin) != NULL) {
		size_t len = strtoul(line, NULL, 10);
		char *bytes = malloc(len + 1);
		if (bytes == NULL || fread(bytes, 1, len, stdin) != len) {
			return 2;
		}
		struct source source = { .arena = arena_new() };
		size_t clean;
		source.text = token_preprocess(source.arena, bytes, len, &clean);
		print(arguments[1], &source, token_scan(source.arena, source.text, clean));
		arena_free(source.arena);
		free(bytes);
	}
	return count == 2 ? 0 : 2;
}
