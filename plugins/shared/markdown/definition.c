/* definition.c - the names of link definitions in which a span would be marked: `[@name]: https://example.org`. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/markdown.h"

#include <stdlib.h>
#include <string.h>

/* cmark finds a definition by its name. Were `@name` marked, it would stand there under one number and where it is used under another. */
struct name { const char *at; size_t len; };

enum { NAME_LIMIT = 999 }; /* CommonMark 4.7 */

static int lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c + 32 : (unsigned char)c;
}

static int compare(const void *one, const void *other)
{
	const struct name *a = one, *b = other;
	for (size_t i = 0; i < a->len && i < b->len; i++) {
		if (lower(a->at[i]) != lower(b->at[i])) {
			return lower(a->at[i]) < lower(b->at[i]) ? -1 : 1;
		}
	}
	return a->len < b->len ? -1 : a->len > b->len;
}

/* Behind a `[`: up to its `]`, 0 when brackets or a line end are in between. */
static size_t name_length(const char *at, const char *end)
{
	const char *p = at;
	while (p < end && p - at <= NAME_LIMIT && *p != '[' && *p != ']' && *p != '\n' && *p != '\\') {
		p++;
	}
	return p < end && *p == ']' ? (size_t)(p - at) : 0;
}

static bool may_hold_span(const char *at, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (at[i] == '@' || at[i] == '$' || at[i] == '{' || at[i] == '<' || (at[i] == '.' && i >= 3) || at[i] == '/') {
			return true;
		}
	}
	return false;
}

void definition_find(const struct mark_text *text, const char *code_lines, size_t line_count, osp_buf *names)
{
	const size_t *lines = (const size_t *)(const void *)text->source_lines.data;
	size_t count = text->source_lines.len / sizeof *lines;
	const char *source = text->source->text, *end = source + text->source->len;
	for (size_t i = 0; i < count; i++) {
		const char *at = source + lines[i];
		size_t space = 0;
		while (at + space < end && at[space] == ' ' && space < 3) {
			space++;
		}
		at += space;
		if (end - at < 4 || at[0] != '[' || at[1] == '^' || (i < line_count && code_lines[i] == 'c')) {
			continue;
		}
		struct name name = { at + 1, name_length(at + 1, end) };
		const char *behind = name.at + name.len + 1;
		if (name.len > 0 && behind < end && *behind == ':' && may_hold_span(name.at, name.len)) {
			osp_buf_add(names, &name, sizeof name);
		}
	}
	if (names->len > 0) {
		qsort(names->data, names->len / sizeof(struct name), sizeof(struct name), compare);
	}
}

size_t definition_name(const osp_buf *names, const char *at, const char *end)
{
	struct name name = { at + 1, names->len > 0 && at < end ? name_length(at + 1, end) : 0 };
	if (name.len == 0 || bsearch(&name, names->data, names->len / sizeof name, sizeof name, compare) == NULL) {
		return 0;
	}
	return name.len + 2;
}
