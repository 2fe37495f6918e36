/* spans.c - find what cmark must not look into: shortcodes, mathematics, citation keys, bare addresses. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/markdown.h"

#include <string.h>
#include <strings.h>

enum { MATH_LIMIT = 4000, CITE_LIMIT = 400, MAIL_LIMIT = 64 };

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

/* Hugo: {{< name args >}} or {{% name args %}}; arguments may be quoted, and in quotes anything may stand. */
size_t span_shortcode(const char *at, const char *end)
{
	if (end - at < 6 || at[0] != '{' || at[1] != '{' || (at[2] != '<' && at[2] != '%')) {
		return 0;
	}
	char close = at[2] == '<' ? '>' : '%';
	for (const char *p = at + 3; p + 2 < end; p++) {
		if (p[0] == close && p[1] == '}' && p[2] == '}') {
			return (size_t)(p + 3 - at);
		}
		if (p[0] == '{' && p[1] == '{' && (p[2] == '<' || p[2] == '%')) {
			return 0;
		}
	}
	return 0;
}

static size_t display_math(const char *at, const char *end)
{
	const char *limit = end - at > MATH_LIMIT ? at + MATH_LIMIT : end;
	for (const char *p = at + 2; p + 1 < limit; p++) {
		if (*p == '\\') {
			p++;
		} else if (p[0] == '$' && p[1] == '$') {
			return p == at + 2 ? 0 : (size_t)(p + 2 - at);
		}
	}
	return 0;
}

/* `$5 and $6`, `$ 56,286美元`, `100$或200$` are money: no TeX in them. */
static bool is_money(const char *from, const char *to)
{
	bool digits_only = true, tex = false;
	for (const char *p = from; p < to; p++) {
		tex = tex || strchr("\\^_={}+<>", *p) != NULL;
		digits_only = digits_only && (strchr("0123456789.,% ", *p) != NULL);
		if ((unsigned char)*p >= 0xE2 && !tex) {
			return true;
		}
	}
	return !tex && (digits_only || (*from >= '0' && *from <= '9'));
}

/* Pandoc's tex_math_dollars: no space inside the dollars, no digit behind. */
size_t span_math(const char *begin, const char *at, const char *end, bool *ret_display)
{
	*ret_display = end - at > 1 && at[1] == '$';
	if (*ret_display) {
		return display_math(at, end);
	}
	if (end - at < 3 || is_blank(at[1]) || (at > begin && (is_alnum(at[-1]) || at[-1] == '$'))) {
		return 0;
	}
	const char *limit = end - at > MATH_LIMIT ? at + MATH_LIMIT : end;
	for (const char *p = at + 1; p < limit; p++) {
		if (*p == '\\' || *p == '`') {
			if (*p == '`') {
				return 0;
			}
			p++;
		} else if (*p == '$') {
			bool closes = !is_blank(p[-1]) && (p + 1 == end || (!is_alnum(p[1]) && p[1] != '$')) && !is_money(at + 1, p);
			return closes ? (size_t)(p + 1 - at) : 0;
		}
	}
	return 0;
}

/* Pandoc's citations: [@key], [see @key, p. 5; -@other]. */
size_t span_cite(const char *at, const char *end)
{
	const char *limit = end - at > CITE_LIMIT ? at + CITE_LIMIT : end;
	bool key = false;
	for (const char *p = at + 1; p < limit; p++) {
		if (*p == '[' || *p == '`' || *p == '<') {
			return 0;
		}
		if (*p == '@' && strchr("[ ;-\n", p[-1]) != NULL && p + 1 < limit && (is_alnum(p[1]) || p[1] == '_' || p[1] == '{')) {
			key = true;
		}
		if (*p == ']') {
			bool link = p + 1 < end && (p[1] == '(' || p[1] == '[' || p[1] == ':');
			return key && !link ? (size_t)(p + 1 - at) : 0;
		}
	}
	return 0;
}

/* Where the run of characters that an address may have ends: at space, at a mark or letter of Chinese, at Markdown's own brackets. */
static const char *address_end(const char *at, const char *end)
{
	int round = 0, square = 0;
	while (at < end) {
		unsigned char c = (unsigned char)*at;
		if (c <= ' ' || c == 0x7F || strchr("<>`|\"\\", c) != NULL || (c == '{' && at + 1 < end && at[1] == '{')) {
			break;
		}
		if (c < 0x80) {
			round += c == '(' ? 1 : c == ')' ? -1 : 0;
			square += c == '[' ? 1 : c == ']' ? -1 : 0;
			if (round < 0 || square < 0 || (c == '*' && at + 1 < end && at[1] == '*')) {
				break;
			}
			at++;
			continue;
		}
		const char *next = at;
		uint32_t codepoint = osp_utf8_next(&next, end);
		if (osp_char_is_han(codepoint) || osp_char_is_cjk_mark(codepoint) || osp_char_is_space(codepoint) || codepoint >= 0xFDD0) {
			break;
		}
		at = next;
	}
	return at;
}

/* GFM 6.9: marks at the end belong to the sentence. */
static const char *trim_address(const char *at, const char *stop)
{
	while (stop > at) {
		char c = stop[-1];
		if (strchr("?!.,:*_~'", c) != NULL) {
			stop--;
			continue;
		}
		if (c != ';') {
			break;
		}
		const char *p = stop - 1;
		while (p > at && is_alnum(p[-1])) {
			p--;
		}
		stop = p > at && p[-1] == '&' ? p - 1 : stop - 1;
	}
	return stop;
}

static size_t scheme_length(const char *at, const char *end)
{
	static const char *const schemes[] = { "https://", "http://", "ftp://", "www." };
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		size_t len = strlen(schemes[i]);
		if ((size_t)(end - at) > len && strncasecmp(at, schemes[i], len) == 0) {
			return len;
		}
	}
	return 0;
}

size_t span_url(const char *begin, const char *at, const char *end)
{
	size_t scheme = scheme_length(at, end);
	if (scheme == 0 || (at > begin && (is_alnum(at[-1]) || strchr("\"'=/@.-<", at[-1]) != NULL))) {
		return 0;
	}
	const char *host = at + scheme;
	const char *stop = trim_address(host, address_end(host, end));
	bool dot = memchr(host, '.', (size_t)(stop - host)) != NULL;
	if (stop <= host || !is_alnum(*host) || (scheme == 4 && !dot)) {
		return 0;
	}
	return (size_t)(stop - at);
}

static bool is_domain(char c)
{
	return is_alnum(c) || c == '-' || c == '.';
}

size_t span_mail(const char *begin, const char *at, const char *end, size_t *ret_back)
{
	const char *from = at;
	while (from > begin && at - from < MAIL_LIMIT && (is_alnum(from[-1]) || strchr("._+-", from[-1]) != NULL)) {
		from--;
	}
	const char *to = at + 1;
	bool dot = false;
	while (to < end && to - at < 255 && is_domain(*to)) {
		dot = dot || (*to == '.' && to > at + 1);
		to++;
	}
	while (to > at + 1 && !is_alnum(to[-1])) {
		to--;
	}
	dot = dot && memchr(at, '.', (size_t)(to - at)) != NULL;
	if (from == at || !is_alnum(*from) || !dot || (from > begin && strchr("/:=\"'<@", from[-1]) != NULL)) {
		return 0;
	}
	/* git@github.com:some/thing is no mailbox. */
	if (to < end && (*to == '_' || *to == '-' || *to == '@' || *to == '/' || (*to == ':' && to + 1 < end && is_alnum(to[1])))) {
		return 0;
	}
	*ret_back = (size_t)(at - from);
	return (size_t)(to - at);
}
