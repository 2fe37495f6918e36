/* classes.c - make spans of [重点]{.dot} and [字]{lang=zh-Hant}. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/markdown.h"

#include <string.h>

/*
 * Two of Pandoc's bracketed spans, which CommonMark leaves as text: the way to
 * 着重号 and to a passage in another language. Others stay the text that the
 * author's own site shows. The bracket that opens
 * may stand in an earlier sibling, with emphasis in between. Each search back is
 * short, so that a text full of closings costs no more than its length.
 */

enum { LOOK_BACK = 1000 /* bytes, over all siblings */, SIBLINGS_BACK = 32, NAME_LONGEST = 40 };

static bool is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

static size_t name_length(const char *text)
{
	size_t len = 0;
	while (len < NAME_LONGEST && is_name_char(text[len])) {
		len++;
	}
	return len;
}

static void put_attribute(osp_node *span, const char *text, size_t len, bool is_class)
{
	char name[NAME_LONGEST + 1];
	memcpy(name, text, len);
	name[len] = '\0';
	if (is_class) {
		osp_node_add_class(span, name);
	} else {
		osp_node_set_attr(span, "lang", name);
	}
}

/* Reads "{.dot lang=en}" at a text that ends in NUL; its length, 0 when it is something else. Fills `span` unless that is NULL. */
static size_t read_attributes(const char *text, osp_node *span)
{
	const char *at = text + 1;
	while (*at != '}') {
		bool is_class = strncmp(at, ".dot", 4) == 0 && !is_name_char(at[4]), is_lang = strncmp(at, "lang=", 5) == 0;
		if (!is_class && !is_lang) {
			return 0;
		}
		at += is_class ? 1 : 5;
		size_t len = name_length(at);
		if (len == 0) {
			return 0;
		}
		if (span != NULL) {
			put_attribute(span, at, len, is_class);
		}
		at += len;
		if (*at != '}' && *at != ' ') {
			return 0;
		}
		at += strspn(at, " ");
	}
	return at == text + 1 ? 0 : (size_t)(at + 1 - text);
}

/* The bracket that opens what closes before `end`, not before `begin`; SIZE_MAX if there is none. `depth` counts those that are open. */
static size_t find_open(const char *text, size_t begin, size_t end, int *depth)
{
	for (size_t i = end; i > begin && end - i < LOOK_BACK; i--) {
		*depth += text[i - 1] == ']' ? 1 : text[i - 1] == '[' ? -1 : 0;
		if (*depth < 0) {
			return i - 1;
		}
	}
	return SIZE_MAX;
}

static osp_place move(osp_place place, const char *text, size_t len)
{
	for (const char *at = text, *end = text + len; place.line > 0 && at < end;) {
		bool is_line = osp_utf8_next(&at, end) == '\n';
		place.line += is_line;
		place.column = is_line ? 1 : place.column + 1;
	}
	return place;
}

/* A text in the tree that is rewritten piece by piece, from the left, in front of itself: cutting it would copy its end again and again. */
struct rest { osp_node *node; const char *text; size_t done; osp_place place; };

static void skip(struct rest *rest, size_t until)
{
	rest->place = move(rest->place, rest->text + rest->done, until - rest->done);
	rest->done = until;
}

/* The text up to `until` as a node of its own; NULL when it is empty. */
static osp_node *take_text(struct rest *rest, size_t until)
{
	if (until == rest->done) {
		return NULL;
	}
	osp_node *node = osp_text_new(osp_node_tree(rest->node), rest->text + rest->done, until - rest->done);
	osp_node_set_place(node, rest->place);
	skip(rest, until);
	return node;
}

static osp_node *put_text(struct rest *rest, size_t until)
{
	osp_node *node = take_text(rest, until);
	if (node != NULL) {
		osp_node_insert_before(rest->node, node);
	}
	return node;
}

static osp_node *span_before(osp_node *node, osp_place place)
{
	osp_node *span = osp_element_new(osp_node_tree(node), OSP_SPAN);
	osp_node_set_place(span, place);
	osp_node_insert_before(node, span);
	return span;
}

/* "[" at `open` and "]" at `close` of one text. */
static osp_node *wrap_text(struct rest *rest, size_t open, size_t close)
{
	(void)put_text(rest, open);
	osp_node *span = span_before(rest->node, rest->place);
	skip(rest, open + 1);
	osp_node *words = take_text(rest, close);
	if (words != NULL) {
		osp_node_append(span, words);
	}
	return span;
}

/* The sibling before `node` with the bracket that opens; NULL when none does. */
static osp_node *find_sibling(osp_node *node, int depth, size_t *ret_open)
{
	size_t looked = 0;
	for (int i = 0; i < SIBLINGS_BACK && (node = osp_node_previous(node)) != NULL; i++) {
		size_t len = 0, open = SIZE_MAX;
		const char *text = osp_node_is_text(node) ? osp_node_text(node, &len) : "";
		looked += len;
		if (looked > LOOK_BACK) {
			return NULL;
		}
		open = find_open(text, 0, len, &depth);
		if (open != SIZE_MAX) {
			*ret_open = open;
			return node;
		}
	}
	return NULL;
}

/* The bracket opens in the sibling `opening`. */
static osp_node *wrap_siblings(struct rest *rest, osp_node *opening, size_t open, size_t close)
{
	(void)put_text(rest, close);
	struct rest first = { opening, osp_node_text(opening, NULL), 0, osp_node_place(opening) };
	size_t len = strlen(first.text);
	(void)put_text(&first, open);
	osp_node *span = span_before(opening, first.place);
	skip(&first, open + 1);
	(void)put_text(&first, len);
	osp_node_unlink(opening);
	for (osp_node *node; (node = osp_node_next(span)) != rest->node;) {
		osp_node_append(span, node);
	}
	return span;
}

/* Makes the span that ends at the "]" at `close`; false when no bracket opens it. */
static bool make_span(struct rest *rest, size_t close)
{
	int depth = 0;
	size_t open = find_open(rest->text, rest->done, close, &depth);
	osp_node *span;
	if (open != SIZE_MAX) {
		span = wrap_text(rest, open, close);
	} else {
		osp_node *opening = close - rest->done < LOOK_BACK ? find_sibling(rest->node, depth, &open) : NULL;
		if (opening == NULL) {
			return false;
		}
		span = wrap_siblings(rest, opening, open, close);
	}
	skip(rest, close + 1 + read_attributes(rest->text + close + 1, span));
	return true;
}

static void look_into(osp_node *node)
{
	size_t len;
	struct rest rest = { .node = node, .text = osp_node_text(node, &len), .place = osp_node_place(node) };
	for (const char *at = strstr(rest.text, "]{"); at != NULL; at = strstr(at + 1, "]{")) {
		if (read_attributes(at + 1, NULL) > 0) {
			(void)make_span(&rest, (size_t)(at - rest.text));
		}
	}
	if (rest.done > 0) {
		(void)put_text(&rest, len);
		osp_node_unlink(node);
	}
}

static bool is_verbatim(const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	return tag == OSP_CODE || tag == OSP_PRE || tag == OSP_KBD || tag == OSP_SAMP || osp_node_has_class(node, "math");
}

void mark_classes(osp_node *root)
{
	for (osp_node *node = root, *next; node != NULL; node = next) {
		next = is_verbatim(node) ? osp_node_after_all(node, root) : osp_node_after(node, root);
		if (osp_node_is_text(node)) {
			look_into(node);
		}
	}
}
