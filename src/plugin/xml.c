/* xml.c - a tree as XML that other languages read, and back. */
/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The reader is our own because it meets bytes of a program that nobody vouches
 * for, in the process that holds the volume: no entities to blow up, nothing to
 * fetch, one pass, a limit on depth, an error at the first byte that is wrong.
 */
#include <config.h>

#include "plugin/xml.h"

#include <stdlib.h>
#include <string.h>

#include <ospopress/markup.h>
#include "base/map.h"

enum { DEPTH_LIMIT = 200, NAME_LIMIT = 64 };

/* ---- Writing ---- */

static void open_tag(const osp_node *node, osp_buf *out)
{
	osp_buf_printf(out, "<%s", osp_node_name(node));
	for (size_t i = 0; i < osp_node_attr_count(node); i++) {
		const char *name, *value;
		osp_node_attr_at(node, i, &name, &value);
		osp_markup_attr(out, name, value);
	}
	osp_place place = osp_node_place(node);
	if (place.line > 0) {
		osp_buf_printf(out, " data-place=\"%u:%u\"", (unsigned)place.line, (unsigned)place.column);
	}
	osp_buf_puts(out, osp_node_first(node) == NULL ? "/>" : ">");
}

void xml_write(const osp_node *root, osp_buf *out)
{
	for (const osp_node *n = root; n != NULL;) {
		size_t len = 0;
		if (osp_node_is_text(n)) {
			const char *text = osp_node_text(n, &len);
			osp_markup_text(out, text, len);
		} else {
			open_tag(n, out);
		}
		if (osp_node_first(n) != NULL) {
			n = osp_node_first(n);
			continue;
		}
		while (n != root && osp_node_next(n) == NULL) {
			n = osp_node_parent(n);
			osp_buf_printf(out, "</%s>", osp_node_name(n));
		}
		n = n == root ? NULL : osp_node_next(n);
	}
}

/* ---- Reading ---- */

struct reading {
	osp_tree *tree;
	const char *start, *at, *end;
	uint32_t file;
	osp_buf *why;
	osp_node *root, *open[DEPTH_LIMIT];
	size_t depth;
};

static bool fail(struct reading *r, const char *sentence)
{
	size_t line = 1;
	for (const char *at = r->start; at < r->at && at < r->end; at++) {
		line += *at == '\n';
	}
	osp_buf_printf(r->why, "line %zu: %s", line, sentence);
	return false;
}

static bool skip_to(struct reading *r, const char *mark)
{
	const char *found = memmem(r->at, (size_t)(r->end - r->at), mark, strlen(mark));
	if (found == NULL) {
		return fail(r, "something is not closed");
	}
	r->at = found + strlen(mark);
	return true;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_space(struct reading *r)
{
	while (r->at < r->end && is_space(*r->at)) {
		r->at++;
	}
}

static bool starts(const struct reading *r, const char *text)
{
	size_t len = strlen(text);
	return (size_t)(r->end - r->at) >= len && memcmp(r->at, text, len) == 0;
}

/* Decodes a row of character data. */
static bool decode(struct reading *r, const char *at, const char *end, osp_buf *out)
{
	static const struct { const char *name; uint32_t c; } entities[] = {
		{ "lt;", '<' }, { "gt;", '>' }, { "amp;", '&' }, { "quot;", '"' }, { "apos;", '\'' }, { "nbsp;", 0xA0 },
	};
	while (at < end) {
		if (*at != '&') {
			const char *from = at;
			uint32_t c = osp_utf8_next(&at, end);
			if ((c == 0xFFFD && at - from == 1) || (c < 0x20 && !is_space(*from)) || c == 0) {
				return fail(r, "bytes that are no text");
			}
			if (*from != '\r') {
				osp_buf_add(out, from, (size_t)(at - from));
			}
			continue;
		}
		at++;
		if (end - at > 2 && *at == '#') {
			char *stop = NULL;
			bool is_hex = at[1] == 'x';
			unsigned long c = strtoul(at + (is_hex ? 2 : 1), &stop, is_hex ? 16 : 10);
			if (stop >= end || *stop != ';' || c == 0 || c > 0x10FFFF) {
				return fail(r, "a bad character reference");
			}
			osp_buf_put_codepoint(out, (uint32_t)c);
			at = stop + 1;
			continue;
		}
		size_t i = 0, count = sizeof(entities) / sizeof(*entities);
		while (i < count && ((size_t)(end - at) < strlen(entities[i].name) || memcmp(at, entities[i].name, strlen(entities[i].name)) != 0)) {
			i++;
		}
		if (i == count) {
			return fail(r, "an unknown entity; write the character itself");
		}
		osp_buf_put_codepoint(out, entities[i].c);
		at += strlen(entities[i].name);
	}
	return true;
}

/* A name without its prefix; "" when there is none. */
static bool read_name(struct reading *r, char name[NAME_LIMIT + 1], bool keeps_prefix)
{
	size_t len = 0;
	*name = '\0';
	while (r->at < r->end && !is_space(*r->at) && strchr("/>=<\"'&", *r->at) == NULL) {
		if (*r->at == ':' && !keeps_prefix) {
			len = 0;
			r->at++;
			continue;
		}
		if (len == NAME_LIMIT) {
			return fail(r, "a name that is too long");
		}
		unsigned char c = (unsigned char)*r->at++;
		if (c <= 0x20 || c >= 0x7f) {
			return fail(r, "a name with other characters than letters, digits and hyphens");
		}
		name[len++] = (char)c;
		name[len] = '\0';
	}
	return len > 0 || fail(r, "a name is missing");
}

static void take_place(struct reading *r, osp_node *node, const char *value)
{
	char *end = NULL;
	unsigned long line = strtoul(value, &end, 10);
	unsigned long column = *end == ':' ? strtoul(end + 1, NULL, 10) : 0;
	if (line > 0 && line < UINT32_MAX && column < UINT32_MAX) {
		osp_node_set_place(node, (osp_place){ r->file, (uint32_t)line, (uint32_t)column });
	}
}

static bool read_attribute(struct reading *r, osp_node *node)
{
	char name[NAME_LIMIT + 1];
	if (!read_name(r, name, true)) {
		return false;
	}
	skip_space(r);
	if (r->at == r->end || *r->at != '=') {
		return fail(r, "an attribute without a value");
	}
	r->at++;
	skip_space(r);
	char quote = r->at < r->end ? *r->at : '\0';
	const char *end = quote == '"' || quote == '\'' ? memchr(r->at + 1, quote, (size_t)(r->end - r->at - 1)) : NULL;
	if (end == NULL) {
		return fail(r, "an attribute without quotes");
	}
	osp_buf value = OSP_BUF_INIT;
	osp_buf_puts(&value, "");
	bool is_good = decode(r, r->at + 1, end, &value);
	r->at = end + 1;
	if (is_good && strcmp(name, "data-place") == 0) {
		take_place(r, node, value.data);
	} else if (is_good && strncmp(name, "xmlns", 5) != 0) {
		osp_node_set_attr(node, name, value.data);
	}
	osp_buf_done(&value);
	return is_good;
}

static void put(struct reading *r, osp_node *node)
{
	if (r->depth > 0) {
		osp_node_append(r->open[r->depth - 1], node);
	} else {
		r->root = node;
	}
}

static bool read_start(struct reading *r)
{
	char name[NAME_LIMIT + 1];
	if (r->depth == 0 && r->root != NULL) {
		return fail(r, "more than one element");
	}
	if (!read_name(r, name, false)) {
		return false;
	}
	osp_node *node = osp_element_new_named(r->tree, name);
	put(r, node);
	for (;;) {
		skip_space(r);
		if (starts(r, "/>")) {
			r->at += 2;
			return true;
		}
		if (r->at < r->end && *r->at == '>') {
			break;
		}
		if (r->at == r->end || !read_attribute(r, node)) {
			return r->at < r->end ? false : fail(r, "a tag that does not end");
		}
	}
	r->at++;
	if (r->depth == DEPTH_LIMIT) {
		return fail(r, "too many elements in each other");
	}
	r->open[r->depth++] = node;
	return true;
}

static bool read_end(struct reading *r)
{
	char name[NAME_LIMIT + 1];
	if (!read_name(r, name, false)) {
		return false;
	}
	skip_space(r);
	if (r->depth == 0 || strcmp(name, osp_node_name(r->open[r->depth - 1])) != 0 || r->at == r->end || *r->at != '>') {
		return fail(r, "an end tag that ends nothing");
	}
	r->at++;
	r->depth--;
	return true;
}

static bool read_text(struct reading *r, const char *end, bool is_raw)
{
	osp_buf text = OSP_BUF_INIT;
	bool is_good = true;
	if (is_raw) {
		osp_buf_add(&text, r->at, (size_t)(end - r->at));
	} else {
		is_good = decode(r, r->at, end, &text);
	}
	if (is_good && r->depth > 0 && text.len > 0) {
		put(r, osp_text_new(r->tree, text.data, text.len));
	} else if (is_good && r->depth == 0 && text.len > 0 && strspn(text.data, " \t\r\n") < text.len) {
		is_good = fail(r, "text outside of the element");
	}
	osp_buf_done(&text);
	r->at = end;
	return is_good;
}

static bool read_markup(struct reading *r)
{
	if (starts(r, "<!--")) {
		return skip_to(r, "-->");
	}
	if (starts(r, "<?")) {
		return skip_to(r, "?>");
	}
	if (starts(r, "<![CDATA[")) {
		r->at += 9;
		const char *end = memmem(r->at, (size_t)(r->end - r->at), "]]>", 3);
		return end != NULL && read_text(r, end, false) ? (r->at += 3, true) : fail(r, "something is not closed");
	}
	if (starts(r, "<!")) {
		return fail(r, "a document type, which is not read");
	}
	if (starts(r, "</")) {
		r->at += 2;
		return read_end(r);
	}
	r->at++;
	return read_start(r);
}

osp_node *xml_read(osp_tree *tree, const char *bytes, size_t len, uint32_t file, osp_buf *why)
{
	struct reading r = { .tree = tree, .start = bytes, .at = bytes, .end = bytes + len, .file = file, .why = why };
	bool is_good = true;
	while (r.at < r.end && is_good) {
		const char *mark = memchr(r.at, '<', (size_t)(r.end - r.at));
		is_good = mark == r.at ? read_markup(&r) : read_text(&r, mark != NULL ? mark : r.end, false);
	}
	if (is_good && (r.root == NULL || r.depth > 0)) {
		is_good = fail(&r, r.root == NULL ? "there is no element" : "an element is not closed");
	}
	return is_good ? r.root : NULL;
}

/* ---- Places ---- */

/* The places of one text, in the order in which it stands in the old tree. */
struct places { osp_place place; struct places *next; };

static void collect(osp_job *job, struct map *map, const osp_node *old)
{
	for (const osp_node *n = old; n != NULL; n = osp_node_after(n, old)) {
		size_t len = 0;
		const char *text = osp_node_is_text(n) ? osp_node_text(n, &len) : NULL;
		if (text == NULL || osp_node_place(n).line == 0) {
			continue;
		}
		/* The list hangs in the map by its last one, which leads to the first: a ring. */
		struct places *fresh = osp_job_alloc(job, sizeof(*fresh)), *last = map_find(map, text, len);
		fresh->place = osp_node_place(n);
		fresh->next = last != NULL ? last->next : fresh;
		if (last != NULL) {
			last->next = fresh;
		}
		map_put(map, text, len, fresh);
	}
}

static void give_texts(struct map *map, osp_node *fresh)
{
	for (osp_node *n = fresh; n != NULL; n = osp_node_after(n, fresh)) {
		size_t len = 0;
		const char *text = osp_node_is_text(n) ? osp_node_text(n, &len) : NULL;
		struct places *last = text != NULL ? map_find(map, text, len) : NULL;
		if (last != NULL) {
			osp_node_set_place(n, last->next->place);
			/* The last one serves all that are left. */
			last->next = last->next != last ? last->next->next : last;
		}
	}
}

void xml_find_places(osp_job *job, osp_node *fresh, const osp_node *old)
{
	struct arena *arena = arena_new();
	struct map map;
	osp_place latest = osp_node_place(old);
	map_init(&map, arena);
	collect(job, &map, old);
	give_texts(&map, fresh);
	/* An element: of its first text; found by walking up from each text that has a place. */
	for (osp_node *n = fresh; n != NULL; n = osp_node_after(n, fresh)) {
		for (osp_node *up = osp_node_parent(n); osp_node_place(n).line > 0 && up != NULL && osp_node_place(up).line == 0; up = osp_node_parent(up)) {
			osp_node_set_place(up, osp_node_place(n));
		}
	}
	for (osp_node *n = fresh; n != NULL; n = osp_node_after(n, fresh)) {
		if (osp_node_place(n).line == 0) {
			osp_node_set_place(n, latest);
		}
		latest = osp_node_place(n);
	}
	arena_free(arena);
}
