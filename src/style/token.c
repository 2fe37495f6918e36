/* token.c - CSS Syntax 3, section 4: text to tokens. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/token.h"

#include <string.h>

/* The input is preprocessed: valid UTF-8, \n line ends, no NUL. It ends with a NUL that serves as the end mark. */
struct scanner {
	const char *text;
	size_t len, at;
	struct arena *arena;
	struct token *tokens;
	size_t count, capacity;
	osp_buf word; /* what is being unescaped */
};

char *token_preprocess(struct arena *arena, const char *text, size_t len, size_t *ret_len)
{
	osp_buf out = OSP_BUF_INIT;
	const char *at = text, *end = text + len;
	if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
		at += 3;
	}
	while (at < end) {
		if (*at == '\r' || *at == '\f') {
			bool pair = *at == '\r' && at + 1 < end && at[1] == '\n';
			at += pair ? 2 : 1;
			osp_buf_putc(&out, '\n');
		} else if ((unsigned char)*at < 0x80 && *at != '\0') {
			osp_buf_putc(&out, *at++);
		} else {
			uint32_t c = osp_utf8_next(&at, end);
			osp_buf_put_codepoint(&out, c == 0 ? 0xFFFD : c);
		}
	}
	char *copy = arena_strndup(arena, out.data != NULL ? out.data : "", out.len);
	*ret_len = out.len;
	osp_buf_done(&out);
	return copy;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_name_start(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_name(char c)
{
	return is_name_start(c) || is_digit(c) || c == '-';
}

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

/* The byte `ahead` of the scanner, NUL behind the end. */
static char peek(const struct scanner *s, size_t ahead)
{
	return s->at + ahead < s->len ? s->text[s->at + ahead] : '\0';
}

/* 4.3.8: a backslash that ends the text is an escape too (of U+FFFD). */
static bool is_escape(const struct scanner *s, size_t ahead)
{
	return peek(s, ahead) == '\\' && peek(s, ahead + 1) != '\n';
}

static bool starts_ident(const struct scanner *s, size_t ahead)
{
	char c = peek(s, ahead);
	if (c == '-') {
		return is_name_start(peek(s, ahead + 1)) || peek(s, ahead + 1) == '-' || is_escape(s, ahead + 1);
	}
	return is_name_start(c) || is_escape(s, ahead);
}

static bool starts_number(const struct scanner *s, size_t ahead)
{
	char c = peek(s, ahead);
	if (c == '+' || c == '-') {
		ahead++;
		c = peek(s, ahead);
	}
	return is_digit(c) || (c == '.' && is_digit(peek(s, ahead + 1)));
}

static struct token *add(struct scanner *s, enum token_type type, size_t begin)
{
	if (s->count == s->capacity) {
		/* A sheet has a token for every three to four bytes. */
		size_t capacity = s->capacity == 0 ? s->len / 3 + 8 : s->capacity * 2;
		struct token *grown = ARENA_ROOM(s->arena, capacity, struct token);
		if (s->count > 0) {
			memcpy(grown, s->tokens, s->count * sizeof *grown);
		}
		s->tokens = grown;
		s->capacity = capacity;
	}
	struct token *token = &s->tokens[s->count++];
	*token = (struct token){ .type = (uint8_t)type, .begin = (uint32_t)begin, .end = (uint32_t)s->at, .text = "" };
	return token;
}

static void take_word(struct scanner *s, struct token *token)
{
	token->text = arena_strndup(s->arena, s->word.data != NULL ? s->word.data : "", s->word.len);
	token->text_len = (uint32_t)s->word.len;
	token->end = (uint32_t)s->at;
}

/* 4.3.7. The backslash was consumed. */
static void escape(struct scanner *s)
{
	if (s->at >= s->len) {
		osp_buf_put_codepoint(&s->word, 0xFFFD);
		return;
	}
	if (!is_hex(peek(s, 0))) {
		const char *at = s->text + s->at;
		osp_buf_put_codepoint(&s->word, osp_utf8_next(&at, s->text + s->len));
		s->at = (size_t)(at - s->text);
		return;
	}
	uint32_t value = 0;
	for (int i = 0; i < 6 && is_hex(peek(s, 0)); i++, s->at++) {
		char c = peek(s, 0);
		uint32_t digit = is_digit(c) ? (uint32_t)(c - '0') : (uint32_t)((c | 0x20) - 'a' + 10);
		value = value * 16 + digit;
	}
	if (is_space(peek(s, 0))) {
		s->at++;
	}
	bool scalar = value != 0 && value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF);
	osp_buf_put_codepoint(&s->word, scalar ? value : 0xFFFD);
}

/* 4.3.11, into s->word. */
static void name(struct scanner *s)
{
	osp_buf_clear(&s->word);
	for (;;) {
		size_t begin = s->at;
		while (s->at < s->len && is_name(s->text[s->at])) {
			s->at++;
		}
		osp_buf_add(&s->word, s->text + begin, s->at - begin);
		if (s->at >= s->len || !is_escape(s, 0)) {
			return;
		}
		s->at++;
		escape(s);
	}
}

static void string(struct scanner *s, char quote)
{
	size_t begin = s->at++;
	osp_buf_clear(&s->word);
	bool unclosed = false;
	for (;;) {
		if (s->at >= s->len) {
			unclosed = true;
			break;
		}
		char c = s->text[s->at];
		if (c == quote) {
			s->at++;
			break;
		}
		if (c == '\n') {
			add(s, TOKEN_BAD_STRING, begin);
			return;
		}
		s->at++;
		if (c != '\\') {
			osp_buf_putc(&s->word, c);
		} else if (peek(s, 0) == '\n') {
			s->at++;
		} else if (s->at < s->len) {
			escape(s);
		}
	}
	struct token *token = add(s, TOKEN_STRING, begin);
	token->is_unclosed = unclosed;
	take_word(s, token);
}

/* 4.3.14: the remains of a url that went wrong. */
static void bad_url(struct scanner *s, size_t begin)
{
	while (s->at < s->len) {
		char c = s->text[s->at++];
		if (c == ')') {
			break;
		}
		if (c == '\\' && s->at < s->len && s->text[s->at] != '\n') {
			s->at++;
		}
	}
	add(s, TOKEN_BAD_URL, begin);
}

static bool is_not_printable(char c)
{
	unsigned char u = (unsigned char)c;
	return u <= 0x08 || u == 0x0B || (u >= 0x0E && u <= 0x1F) || u == 0x7F;
}

/* 4.3.6. `url(` was consumed and no quote follows. */
static void url(struct scanner *s, size_t begin)
{
	osp_buf_clear(&s->word);
	while (is_space(peek(s, 0))) {
		s->at++;
	}
	bool unclosed = false;
	for (;;) {
		if (s->at >= s->len) {
			unclosed = true;
			break;
		}
		char c = s->text[s->at];
		if (is_space(c)) {
			while (is_space(peek(s, 0))) {
				s->at++;
			}
			if (s->at < s->len && peek(s, 0) != ')') {
				bad_url(s, begin);
				return;
			}
			continue;
		}
		if (c == '"' || c == '\'' || c == '(' || is_not_printable(c) || (c == '\\' && !is_escape(s, 0))) {
			bad_url(s, begin);
			return;
		}
		s->at++;
		if (c == ')') {
			break;
		}
		if (c == '\\') {
			escape(s);
		} else {
			osp_buf_putc(&s->word, c);
		}
	}
	struct token *token = add(s, TOKEN_URL, begin);
	token->is_unclosed = unclosed;
	take_word(s, token);
}

/* 4.3.4: ident, function, or url without quotes. */
static void ident_like(struct scanner *s)
{
	size_t begin = s->at;
	name(s);
	if (peek(s, 0) != '(') {
		take_word(s, add(s, TOKEN_IDENT, begin));
		return;
	}
	s->at++;
	bool is_url = s->word.len == 3 && (s->word.data[0] | 0x20) == 'u' && (s->word.data[1] | 0x20) == 'r'
	              && (s->word.data[2] | 0x20) == 'l';
	if (is_url) {
		size_t ahead = 0;
		while (is_space(peek(s, ahead))) {
			ahead++;
		}
		if (peek(s, ahead) != '"' && peek(s, ahead) != '\'') {
			url(s, begin);
			return;
		}
	}
	take_word(s, add(s, TOKEN_FUNCTION, begin));
}

int64_t token_micro(const char *text, size_t len)
{
	const int64_t limit = INT64_C(9000000000000000000);
	size_t i = 0;
	bool negative = len > 0 && text[0] == '-';
	if (len > 0 && (text[0] == '-' || text[0] == '+')) {
		i++;
	}
	int64_t mantissa = 0;
	int exponent = 6, digits = 0;
	bool fraction = false;
	for (; i < len && (is_digit(text[i]) || text[i] == '.'); i++) {
		if (text[i] == '.') {
			fraction = true;
		} else if (digits < 17) {
			mantissa = mantissa * 10 + (text[i] - '0');
			digits += mantissa > 0;
			exponent -= fraction;
		} else {
			exponent += !fraction;
		}
	}
	int written = 0;
	bool small = false;
	if (i < len) {
		i++;
		small = i < len && text[i] == '-';
		i += i < len && (text[i] == '-' || text[i] == '+');
	}
	for (; i < len && is_digit(text[i]); i++) {
		written = written < 10000 ? written * 10 + (text[i] - '0') : written;
	}
	exponent += small ? -written : written;
	for (; exponent > 0 && mantissa > 0; exponent--) {
		mantissa = mantissa > limit / 10 ? limit : mantissa * 10;
		if (mantissa >= limit) {
			break;
		}
	}
	int64_t lost = 0;
	for (; exponent < 0 && (mantissa > 0 || lost > 0); exponent++) {
		lost = mantissa % 10;
		mantissa /= 10;
	}
	mantissa += lost >= 5;
	return negative ? -mantissa : mantissa;
}

/* 4.3.12: ends behind the number; true when it is an integer as written. */
static bool number_text(struct scanner *s)
{
	bool integer = true;
	if (peek(s, 0) == '+' || peek(s, 0) == '-') {
		s->at++;
	}
	while (is_digit(peek(s, 0))) {
		s->at++;
	}
	if (peek(s, 0) == '.' && is_digit(peek(s, 1))) {
		integer = false;
		s->at += 2;
		while (is_digit(peek(s, 0))) {
			s->at++;
		}
	}
	size_t sign = peek(s, 1) == '+' || peek(s, 1) == '-' ? 1 : 0;
	if ((peek(s, 0) == 'e' || peek(s, 0) == 'E') && is_digit(peek(s, 1 + sign))) {
		integer = false;
		s->at += 2 + sign;
		while (is_digit(peek(s, 0))) {
			s->at++;
		}
	}
	return integer;
}

static void numeric(struct scanner *s)
{
	size_t begin = s->at;
	bool integer = number_text(s);
	int64_t micro = token_micro(s->text + begin, s->at - begin);
	struct token *token;
	if (starts_ident(s, 0)) {
		name(s);
		token = add(s, TOKEN_DIMENSION, begin);
		take_word(s, token);
	} else if (peek(s, 0) == '%') {
		s->at++;
		token = add(s, TOKEN_PERCENTAGE, begin);
	} else {
		token = add(s, TOKEN_NUMBER, begin);
	}
	token->is_integer = integer;
	token->has_sign = s->text[begin] == '+' || s->text[begin] == '-';
	token->micro = micro;
}

static void hash(struct scanner *s)
{
	size_t begin = s->at++;
	bool is_id = starts_ident(s, 0);
	name(s);
	struct token *token = add(s, TOKEN_HASH, begin);
	token->is_id = is_id;
	take_word(s, token);
}

static bool skip_comment(struct scanner *s)
{
	if (peek(s, 0) != '/' || peek(s, 1) != '*') {
		return false;
	}
	const char *end = strstr(s->text + s->at + 2, "*/");
	s->at = end != NULL ? (size_t)(end - s->text) + 2 : s->len;
	return true;
}

static bool starts_with(const struct scanner *s, const char *word)
{
	size_t len = strlen(word);
	return s->len - s->at >= len && memcmp(s->text + s->at, word, len) == 0;
}

static void delim(struct scanner *s)
{
	size_t begin = s->at;
	const char *at = s->text + s->at;
	uint32_t c = osp_utf8_next(&at, s->text + s->len);
	s->at = (size_t)(at - s->text);
	add(s, TOKEN_DELIM, begin)->delim = c;
}

static void single(struct scanner *s, enum token_type type)
{
	size_t begin = s->at++;
	add(s, type, begin);
}

static bool punctuation(struct scanner *s)
{
	static const char marks[] = ":;,[](){}";
	static const uint8_t types[] = { TOKEN_COLON, TOKEN_SEMICOLON, TOKEN_COMMA, TOKEN_OPEN_SQUARE, TOKEN_CLOSE_SQUARE,
		TOKEN_OPEN_ROUND, TOKEN_CLOSE_ROUND, TOKEN_OPEN_CURLY, TOKEN_CLOSE_CURLY };
	const char *found = strchr(marks, s->text[s->at]);
	if (found == NULL) {
		return false;
	}
	single(s, types[found - marks]);
	return true;
}

/* 4.3.1. */
static void scan_one(struct scanner *s)
{
	char c = s->text[s->at];
	size_t begin = s->at;
	if (is_space(c)) {
		while (is_space(peek(s, 0))) {
			s->at++;
		}
		add(s, TOKEN_SPACE, begin);
	} else if (c == '"' || c == '\'') {
		string(s, c);
	} else if (c == '#' && s->at + 1 < s->len && (is_name(peek(s, 1)) || is_escape(s, 1))) {
		hash(s);
	} else if (starts_number(s, 0)) {
		numeric(s);
	} else if (starts_with(s, "-->")) {
		s->at += 3;
		add(s, TOKEN_CDC, begin);
	} else if (starts_with(s, "<!--")) {
		s->at += 4;
		add(s, TOKEN_CDO, begin);
	} else if (starts_ident(s, 0)) {
		ident_like(s);
	} else if (c == '@' && s->at + 1 < s->len && starts_ident(s, 1)) {
		s->at++;
		name(s);
		take_word(s, add(s, TOKEN_AT, begin));
	} else if (!punctuation(s)) {
		delim(s);
	}
}

struct span token_scan(struct arena *arena, const char *text, size_t len)
{
	struct scanner s = { .text = text, .len = len, .arena = arena, .word = OSP_BUF_INIT };
	while (s.at < s.len) {
		if (!skip_comment(&s)) {
			scan_one(&s);
		}
	}
	osp_buf_done(&s.word);
	token_link(s.tokens, s.count);
	return (struct span){ s.tokens, s.count > 0 ? s.tokens + s.count : s.tokens };
}

/* While a block is open its `skip` holds the index + 1 of the block around it: the stack costs no memory. */
void token_link(struct token *tokens, size_t count)
{
	size_t open = 0;
	for (size_t i = 0; i < count; i++) {
		struct token *token = &tokens[i];
		token->skip = 0;
		if (token_opens(token)) {
			token->skip = (uint32_t)open;
			open = i + 1;
			continue;
		}
		if (open == 0) {
			continue;
		}
		struct token *opener = &tokens[open - 1];
		uint8_t wanted = opener->type == TOKEN_OPEN_SQUARE ? TOKEN_CLOSE_SQUARE
		                 : opener->type == TOKEN_OPEN_CURLY ? TOKEN_CLOSE_CURLY : TOKEN_CLOSE_ROUND;
		if (token->type == wanted) {
			size_t around = opener->skip;
			opener->skip = (uint32_t)(i - (open - 1));
			opener->is_unclosed = false;
			open = around;
		}
	}
	while (open != 0) {
		struct token *opener = &tokens[open - 1];
		size_t around = opener->skip;
		opener->skip = (uint32_t)(count - (open - 1));
		opener->is_unclosed = true;
		open = around;
	}
}
