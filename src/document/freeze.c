/* freeze.c - a tree as one relocatable block of bytes, and back. */
/* SPDX-License-Identifier: Apache-2.0 */

/*
 * This is how a tree crosses to an isolated plugin and how a cache keeps it. The
 * form is a pre-order row of nodes; each is
 *
 *     u32 kind      0 text, 1 element, 2 end of the children of the last open element
 *     u32 file, line, column
 *     text:    u32 len, bytes
 *     element: u32 len, name, u32 attributes, then for each u32 len, name, u32 len, value
 *
 * in the machine's byte order, since both ends are on this machine. It holds no
 * pointers and no offsets, so there is nothing to relocate and little to
 * believe: thawing checks each length against what is left, every text for
 * UTF-8, and bounds the depth. Bytes that a crashed or hostile plugin left are
 * refused as a whole.
 */
#include "document/node.h"

#include <string.h>

enum { FROZEN_TEXT = 0, FROZEN_ELEMENT = 1, FROZEN_END = 2 };
enum { DEEPEST = 100000 };
static const char magic[8] = "OSPTREE1";

static void put_word(osp_buf *out, size_t value)
{
	uint32_t word = (uint32_t)value;
	osp_buf_add(out, &word, sizeof(word));
}

static void put_string(osp_buf *out, const char *text, size_t len)
{
	put_word(out, len);
	osp_buf_add(out, text, len);
}

static void freeze_node(const osp_node *node, osp_buf *out)
{
	put_word(out, osp_node_is_text(node) ? FROZEN_TEXT : FROZEN_ELEMENT);
	put_word(out, node->place.file);
	put_word(out, node->place.line);
	put_word(out, node->place.column);
	if (osp_node_is_text(node)) {
		put_string(out, node->text, node->text_len);
		return;
	}
	put_string(out, node->name, strlen(node->name));
	put_word(out, node->attr_count);
	for (size_t i = 0; i < node->attr_count; i++) {
		put_string(out, node->attrs[i].name, strlen(node->attrs[i].name));
		put_string(out, node->attrs[i].value, strlen(node->attrs[i].value));
	}
}

void document_freeze(const osp_node *root, osp_buf *out)
{
	osp_buf_add(out, magic, sizeof(magic));
	for (const osp_node *n = root; n != NULL;) {
		freeze_node(n, out);
		if (n->first != NULL) {
			n = n->first;
			continue;
		}
		if (!osp_node_is_text(n)) {
			put_word(out, FROZEN_END);
		}
		while (n != root && n->next == NULL) {
			n = n->parent;
			put_word(out, FROZEN_END);
		}
		n = n == root ? NULL : n->next;
	}
}

struct thaw {
	const char *at, *end;
	bool is_bad;
};

static uint32_t take_word(struct thaw *thaw)
{
	uint32_t word = 0;
	if (thaw->is_bad || (size_t)(thaw->end - thaw->at) < sizeof(word)) {
		thaw->is_bad = true;
		return 0;
	}
	memcpy(&word, thaw->at, sizeof(word));
	thaw->at += sizeof(word);
	return word;
}

static bool is_text(const char *bytes, size_t len)
{
	for (const char *at = bytes, *end = bytes + len; at < end;) {
		const char *start = at;
		uint32_t c = osp_utf8_next(&at, end);
		if (c == 0 || (c == 0xFFFD && at - start != 3)) {
			return false;
		}
	}
	return true;
}

/* A string as a terminated copy, so that names can be used as they are. */
static const char *take_string(struct thaw *thaw, osp_tree *tree, size_t *ret_len)
{
	size_t len = take_word(thaw);
	if (thaw->is_bad || (size_t)(thaw->end - thaw->at) < len || !is_text(thaw->at, len)) {
		thaw->is_bad = true;
		len = 0;
	}
	const char *text = arena_strndup(tree->arena, thaw->at, len);
	thaw->at += len;
	*ret_len = len;
	return text;
}

static osp_node *take_element(struct thaw *thaw, osp_tree *tree)
{
	size_t len;
	const char *name = take_string(thaw, tree, &len);
	if (thaw->is_bad || len == 0) {
		thaw->is_bad = true;
		return NULL;
	}
	osp_node *node = osp_element_new_named(tree, name);
	for (uint32_t left = take_word(thaw); left > 0 && !thaw->is_bad; left--) {
		const char *attr = take_string(thaw, tree, &len);
		thaw->is_bad = thaw->is_bad || len == 0;
		const char *value = take_string(thaw, tree, &len);
		osp_node_set_attr(node, attr, value);
	}
	return node;
}

static osp_node *take_node(struct thaw *thaw, osp_tree *tree, uint32_t kind)
{
	size_t len;
	osp_place place = { 0 };
	place.file = take_word(thaw);
	place.line = take_word(thaw);
	place.column = take_word(thaw);
	osp_node *node = NULL;
	if (kind == FROZEN_TEXT) {
		const char *text = take_string(thaw, tree, &len);
		node = thaw->is_bad ? NULL : osp_text_new(tree, text, len);
	} else if (kind == FROZEN_ELEMENT) {
		node = take_element(thaw, tree);
	}
	if (node != NULL) {
		node->place = place;
	}
	return node;
}

osp_node *document_thaw(osp_tree *tree, const void *bytes, size_t len)
{
	struct thaw thaw = { bytes, (const char *)bytes + len, false };
	if (len < sizeof(magic) || memcmp(bytes, magic, sizeof(magic)) != 0) {
		return NULL;
	}
	thaw.at += sizeof(magic);
	osp_node *root = NULL, *open = NULL;
	size_t depth = 0;
	do {
		uint32_t kind = take_word(&thaw);
		if (kind == FROZEN_END && open != NULL) {
			open = open->parent;
			depth--;
			continue;
		}
		osp_node *node = kind == FROZEN_END ? NULL : take_node(&thaw, tree, kind);
		if (thaw.is_bad || node == NULL || (root != NULL && open == NULL)) {
			return NULL;
		}
		if (open != NULL) {
			osp_node_append(open, node);
		} else {
			root = node;
		}
		if (!osp_node_is_text(node)) {
			open = node;
			depth++;
		}
	} while (!thaw.is_bad && open != NULL && depth <= DEEPEST);
	return thaw.is_bad || open != NULL || thaw.at != thaw.end ? NULL : root;
}
