/* token.h - CSS Syntax 3: text to tokens whose brackets are linked. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STYLE_TOKEN_H
#define STYLE_TOKEN_H

#include <ospopress/text.h>
#include "base/arena.h"

enum token_type {
	TOKEN_IDENT, TOKEN_FUNCTION, TOKEN_AT, TOKEN_HASH, TOKEN_STRING, TOKEN_BAD_STRING, TOKEN_URL, TOKEN_BAD_URL,
	TOKEN_DELIM, TOKEN_NUMBER, TOKEN_PERCENTAGE, TOKEN_DIMENSION, TOKEN_SPACE, TOKEN_CDO, TOKEN_CDC,
	TOKEN_COLON, TOKEN_SEMICOLON, TOKEN_COMMA,
	TOKEN_OPEN_SQUARE, TOKEN_CLOSE_SQUARE, TOKEN_OPEN_ROUND, TOKEN_CLOSE_ROUND, TOKEN_OPEN_CURLY, TOKEN_CLOSE_CURLY
};

/*
 * Component values are kept flat: a token that opens something says how far it
 * is to the one that closes it, so a block is a range of tokens and nothing
 * recurses, however deep hostile brackets nest. Distances are relative: a
 * balanced range can be copied as it is.
 */
struct token {
	uint8_t type;
	bool is_integer;    /* NUMBER, PERCENTAGE, DIMENSION */
	bool has_sign;      /* the same: written with + or - */
	bool is_id;         /* HASH: could be an id selector */
	bool is_unclosed;   /* the end of the text came first: in a string, a url or (openers) a block */
	uint32_t delim;     /* DELIM: the code point */
	uint32_t begin, end;/* bytes in the text */
	uint32_t skip;      /* openers: tokens to the closing one (or to the end of the range); else 0 */
	uint32_t text_len;
	const char *text;   /* IDENT, FUNCTION, AT, HASH, STRING, URL: unescaped; DIMENSION: the unit */
	int64_t micro;      /* NUMBER ...: the value in millionths, saturating */
};

/* A range of tokens. */
struct span { const struct token *at, *end; };

#define MICRO INT64_C(1000000)

/* CSS Syntax 3.3: line ends to \n, NUL and bytes that are no UTF-8 to U+FFFD, no byte order mark. */
char *token_preprocess(struct arena *arena, const char *text, size_t len, size_t *ret_len);
/* Scans preprocessed text and links the brackets. The tokens' texts live in the arena. */
struct span token_scan(struct arena *arena, const char *text, size_t len);
void token_link(struct token *tokens, size_t count);
/* The value of a number as written, in millionths. */
int64_t token_micro(const char *text, size_t len);

/* The next component value. */
static inline const struct token *token_next(const struct token *token)
{
	return token + token->skip + (token->is_unclosed && token->skip > 0 ? 0 : 1);
}
static inline bool token_opens(const struct token *token)
{
	return token->type == TOKEN_FUNCTION || token->type == TOKEN_OPEN_SQUARE || token->type == TOKEN_OPEN_ROUND
	       || token->type == TOKEN_OPEN_CURLY;
}
/* What stands between an opening token and its closing one. */
static inline struct span token_inside(const struct token *opener)
{
	return (struct span){ opener + 1, opener + (opener->skip > 0 ? opener->skip : 1) };
}
/* Text comparison as CSS does it: ASCII letters without case. */
bool token_text_is(const struct token *token, const char *lower);
bool token_is_ident(const struct token *token, const char *lower);
bool token_is_function(const struct token *token, const char *lower);
bool token_is_delim(const struct token *token, uint32_t delim);
struct span span_trim(struct span span);
struct span span_skip_space(struct span span);
/* Serialises; comments are gone, white space is one space. */
void span_write(struct span span, osp_buf *out);
void token_write_string(const char *text, osp_buf *out);
/* A fixed-point number as CSS text: value/scale with at most `digits` decimals, no trailing zeros. */
void token_write_fixed(int64_t value, int64_t scale, int digits, osp_buf *out);

#endif
