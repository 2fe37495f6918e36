/* span.c - ask ranges of tokens, and write them as CSS again. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/token.h"

#include <string.h>

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool token_text_is(const struct token *token, const char *word)
{
	for (size_t i = 0; i < token->text_len; i++) {
		if (word[i] == '\0' || lower(token->text[i]) != word[i]) {
			return false;
		}
	}
	return word[token->text_len] == '\0';
}

bool token_is_ident(const struct token *token, const char *word)
{
	return token->type == TOKEN_IDENT && token_text_is(token, word);
}

bool token_is_function(const struct token *token, const char *word)
{
	return token->type == TOKEN_FUNCTION && token_text_is(token, word);
}

bool token_is_delim(const struct token *token, uint32_t delim)
{
	return token->type == TOKEN_DELIM && token->delim == delim;
}

struct span span_skip_space(struct span span)
{
	while (span.at < span.end && span.at->type == TOKEN_SPACE) {
		span.at++;
	}
	return span;
}

struct span span_trim(struct span span)
{
	span = span_skip_space(span);
	while (span.at < span.end && span.end[-1].type == TOKEN_SPACE) {
		span.end--;
	}
	return span;
}

void token_write_fixed(int64_t value, int64_t scale, int digits, osp_buf *out)
{
	if (value < 0) {
		osp_buf_putc(out, '-');
		value = -value;
	}
	int64_t whole = value / scale, rest = value % scale;
	int64_t power = 1;
	for (int i = 0; i < digits; i++) {
		power *= 10;
	}
	int64_t fraction = (rest * power + scale / 2) / scale;
	if (fraction >= power) {
		fraction -= power;
		whole++;
	}
	osp_buf_printf(out, "%lld", (long long)whole);
	if (fraction == 0) {
		return;
	}
	char text[24];
	int len = digits;
	for (int i = digits - 1; i >= 0; i--, fraction /= 10) {
		text[i] = (char)('0' + fraction % 10);
	}
	while (len > 0 && text[len - 1] == '0') {
		len--;
	}
	osp_buf_putc(out, '.');
	osp_buf_add(out, text, (size_t)len);
}

void token_write_string(const char *text, osp_buf *out)
{
	osp_buf_putc(out, '"');
	for (; *text != '\0'; text++) {
		if (*text == '\n') {
			osp_buf_puts(out, "\\a ");
			continue;
		}
		if (*text == '"' || *text == '\\') {
			osp_buf_putc(out, '\\');
		}
		osp_buf_putc(out, *text);
	}
	osp_buf_putc(out, '"');
}

static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static void write_name(const struct token *token, osp_buf *out)
{
	for (size_t i = 0; i < token->text_len; i++) {
		char c = token->text[i];
		bool digit_first = c >= '0' && c <= '9' && (i == 0 || (i == 1 && token->text[0] == '-')) && token->type != TOKEN_HASH;
		if (digit_first || (unsigned char)c < 0x20 || c == 0x7F) {
			osp_buf_printf(out, "\\%x ", (unsigned)(unsigned char)c);
			continue;
		}
		if (!is_plain(c)) {
			osp_buf_putc(out, '\\');
		}
		osp_buf_putc(out, c);
	}
}

static void write_mark(const struct token *token, osp_buf *out)
{
	static const char *const marks[] = {
		[TOKEN_SPACE] = " ", [TOKEN_CDO] = "<!--", [TOKEN_CDC] = "-->", [TOKEN_COLON] = ":", [TOKEN_SEMICOLON] = ";",
		[TOKEN_COMMA] = ",", [TOKEN_OPEN_SQUARE] = "[", [TOKEN_CLOSE_SQUARE] = "]", [TOKEN_OPEN_ROUND] = "(",
		[TOKEN_CLOSE_ROUND] = ")", [TOKEN_OPEN_CURLY] = "{", [TOKEN_CLOSE_CURLY] = "}",
	};
	const char *mark = marks[token->type];
	osp_buf_puts(out, mark != NULL ? mark : "");
}

/* A plus matters behind `2n`. */
static void sign(const struct token *token, osp_buf *out)
{
	osp_buf_puts(out, token->has_sign && token->micro >= 0 ? "+" : "");
}

static void write_one(const struct token *token, osp_buf *out)
{
	switch (token->type) {
	case TOKEN_AT: osp_buf_putc(out, '@'); write_name(token, out); break;
	case TOKEN_HASH: osp_buf_putc(out, '#'); write_name(token, out); break;
	case TOKEN_IDENT: write_name(token, out); break;
	case TOKEN_FUNCTION: write_name(token, out); osp_buf_putc(out, '('); break;
	case TOKEN_STRING: token_write_string(token->text, out); break;
	case TOKEN_URL: osp_buf_puts(out, "url("); token_write_string(token->text, out); osp_buf_putc(out, ')'); break;
	case TOKEN_DELIM: osp_buf_put_codepoint(out, token->delim); break;
	case TOKEN_NUMBER: sign(token, out); token_write_fixed(token->micro, MICRO, 6, out); break;
	case TOKEN_PERCENTAGE: sign(token, out); token_write_fixed(token->micro, MICRO, 6, out); osp_buf_putc(out, '%'); break;
	case TOKEN_DIMENSION: sign(token, out); token_write_fixed(token->micro, MICRO, 6, out); write_name(token, out); break;
	default: write_mark(token, out); break;
	}
}

static bool is_wordy(const struct token *token)
{
	return token->type == TOKEN_IDENT || token->type == TOKEN_FUNCTION || token->type == TOKEN_NUMBER || token->type == TOKEN_DIMENSION
	       || token->type == TOKEN_PERCENTAGE || token->type == TOKEN_HASH || token->type == TOKEN_AT;
}

/* Whether two tokens would read as one (or as others) side by side: only what a comment held apart. `2n+1` is two that don't,
 * unless the unit is an e: `1e+1` is a number. */
static bool would_join(const struct token *token, const struct token *next)
{
	if (!is_wordy(token) || !is_wordy(next) || token->type == TOKEN_FUNCTION) {
		return false;
	}
	bool plus = next->has_sign && next->micro >= 0;
	return !plus || (token->type == TOKEN_DIMENSION && token_text_is(token, "e"));
}

/* Blocks left open are closed. */
void span_write(struct span span, osp_buf *out)
{
	uint8_t open[64];
	size_t depth = 0;
	for (const struct token *token = span.at; token < span.end; token++) {
		if (token > span.at && token->type == TOKEN_SPACE && token[-1].type == TOKEN_SPACE) {
			continue; /* a comment stood between them */
		}
		if (token > span.at && would_join(token - 1, token)) {
			osp_buf_putc(out, ' ');
		}
		write_one(token, out);
		if (token_opens(token) && token->is_unclosed && depth < sizeof open) {
			open[depth++] = token->type;
		}
	}
	while (depth-- > 0) {
		osp_buf_putc(out, open[depth] == TOKEN_OPEN_SQUARE ? ']' : open[depth] == TOKEN_OPEN_CURLY ? '}' : ')');
	}
}
