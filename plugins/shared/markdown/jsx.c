/* jsx.c - HTML tags of MDX with values in braces, which CommonMark takes for text: find them, and write them as HTML. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/build.h"

#include <string.h>

enum { TAG_LIMIT = 2000 };

static bool is_name(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.' || c == ':';
}

static const char *skip_name(const char *at, const char *end)
{
	while (at < end && is_name(*at)) {
		at++;
	}
	return at;
}

static const char *skip_blank(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\t' || *at == '\n')) {
		at++;
	}
	return at;
}

/* Behind the quote that closes; NULL if none does. */
static const char *skip_string(const char *at, const char *end)
{
	for (const char *p = at + 1; p < end; p++) {
		if (*p == *at) {
			return p + 1;
		}
		p += *p == '\\' ? 1 : 0;
	}
	return NULL;
}

/* Behind the brace that closes. A < outside of strings ends the search: what holds elements is no plain value. */
static const char *skip_braces(const char *at, const char *end)
{
	size_t depth = 0;
	while (at < end && *at != '<') {
		if (*at == '"' || *at == '\'' || *at == '`') {
			at = skip_string(at, end);
			if (at == NULL) {
				return NULL;
			}
			continue;
		}
		depth += *at == '{' ? 1 : 0;
		if (*at++ == '}' && --depth == 0) {
			return at;
		}
	}
	return NULL;
}

struct attribute { const char *name, *value, *end; };  /* name NULL: {...spread}; value NULL: none */

/* One attribute; NULL when this is none. */
static const char *read_attribute(const char *at, const char *end, struct attribute *ret)
{
	*ret = (struct attribute){ .name = at };
	if (at < end && *at == '{') {
		ret->name = NULL;
		return skip_braces(at, end);
	}
	const char *stop = skip_name(at, end);
	ret->end = stop;
	if (stop == at || stop == end || *stop != '=') {
		return stop == at ? NULL : stop;
	}
	ret->value = stop + 1;
	if (ret->value == end || strchr("\"'{", *ret->value) == NULL || *ret->value == '\0') {
		return NULL;
	}
	return *ret->value == '{' ? skip_braces(ret->value, end) : skip_string(ret->value, end);
}

/* Elements of HTML only: of a component (`<Chart data={...}/>`) nobody knows what it would show, so its source stays as text. */
size_t span_jsx(const char *at, const char *end)
{
	bool braces = false;
	end = end - at > TAG_LIMIT ? at + TAG_LIMIT : end;
	const char *p = skip_name(at + 1, end);
	if (p == at + 1 || at[1] < 'a' || at[1] > 'z') {
		return 0;
	}
	while (p != NULL) {
		const char *next = skip_blank(p, end);
		if (next < end && *next == '/') {
			next++;
		}
		if (next < end && *next == '>') {
			return braces ? (size_t)(next + 1 - at) : 0;
		}
		if (next == p || next == end) {
			return 0;
		}
		struct attribute attribute;
		p = read_attribute(next, end, &attribute);
		braces = braces || attribute.name == NULL || (attribute.value != NULL && *attribute.value == '{');
	}
	return 0;
}

/* What an expression says without being run: {"text"}, {require('./a.png')}, {200}. Nothing of {{...}} and of what has two strings. */
static bool find_literal(const char *at, const char *end, const char **ret, size_t *ret_len)
{
	at = skip_blank(at, end);
	*ret = at;
	*ret_len = strspn(at, "0123456789");
	if (*ret_len > 0) {
		return skip_blank(at + *ret_len, end) == end;
	}
	*ret = NULL;
	while (at < end) {
		if (*at == '{' || *at == '$') {
			return false;
		}
		if (*at != '"' && *at != '\'' && *at != '`') {
			at++;
			continue;
		}
		const char *stop = skip_string(at, end);
		if (stop == NULL || *ret != NULL) {
			return false;
		}
		*ret = at + 1;
		*ret_len = (size_t)(stop - 1 - *ret);
		at = stop;
	}
	return *ret != NULL;
}

static void put_attribute(osp_buf *out, const struct attribute *attribute, const char *stop)
{
	const char *value = "";
	size_t len = 0;
	if (attribute->name == NULL) {
		return;
	}
	if (attribute->value != NULL && *attribute->value != '{') {
		osp_buf_putc(out, ' ');
		osp_buf_add(out, attribute->name, (size_t)(stop - attribute->name));
		return;
	}
	if (attribute->value != NULL && !find_literal(attribute->value + 1, stop - 1, &value, &len)) {
		return;
	}
	osp_buf_putc(out, ' ');
	osp_buf_add(out, attribute->name, (size_t)(attribute->end - attribute->name));
	osp_buf_puts(out, "=\"");
	for (size_t i = 0; i < len; i++) {
		osp_buf_puts(out, value[i] == '"' ? "&quot;" : "");
		if (value[i] != '"') {
			osp_buf_putc(out, value[i]);
		}
	}
	osp_buf_putc(out, '"');
}

void jsx_build(struct build *build, const struct mark_span *span, size_t offset)
{
	const char *text = build->text.source->text + span->at, *end = text + span->len;
	osp_buf html = OSP_BUF_INIT;
	const char *at = skip_name(text + 1, end);
	osp_buf_add(&html, text, (size_t)(at - text));
	for (at = skip_blank(at, end); at < end && *at != '/' && *at != '>'; at = skip_blank(at, end)) {
		struct attribute attribute;
		const char *stop = read_attribute(at, end, &attribute);
		if (stop == NULL) {
			break;
		}
		put_attribute(&html, &attribute, stop);
		at = stop;
	}
	osp_buf_puts(&html, at < end && *at == '/' ? "/>" : ">");
	raw_inline(build, html.data, offset);
	osp_buf_done(&html);
}
