/* element.c - small questions about elements that several transforms ask. */
/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* vasprintf */
#include "tree/tree.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int tree_heading_level(const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	return tag >= OSP_H1 && tag <= OSP_H6 ? (int)(tag - OSP_H1) + 1 : 0;
}

osp_node *tree_heading_of(const osp_node *section)
{
	osp_node *first = osp_node_first(section);
	return tree_heading_level(first) > 0 ? first : NULL;
}

static bool is_space_only(const char *text, size_t len)
{
	tree_trim(&text, &len);
	return len == 0;
}

bool tree_is_blank(const osp_node *node)
{
	if (!osp_node_is_text(node)) {
		return osp_node_tag(node) == OSP_BR;
	}
	size_t len;
	const char *text = osp_node_text(node, &len);
	return is_space_only(text, len);
}

bool tree_is_verbatim(const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	return tag == OSP_CODE || tag == OSP_PRE || tag == OSP_KBD || tag == OSP_SAMP || osp_node_has_class(node, "math");
}

osp_node *tree_only_child(const osp_node *parent)
{
	osp_node *only = NULL;
	for (osp_node *child = osp_node_first(parent); child != NULL; child = osp_node_next(child)) {
		if (tree_is_blank(child)) {
			continue;
		}
		if (only != NULL) {
			return NULL;
		}
		only = child;
	}
	return only;
}

osp_node *tree_next_solid(const osp_node *node)
{
	osp_node *next = osp_node_next(node);
	while (next != NULL && tree_is_blank(next)) {
		next = osp_node_next(next);
	}
	return next;
}

bool tree_is_empty(const osp_node *parent)
{
	for (osp_node *child = osp_node_first(parent); child != NULL; child = osp_node_next(child)) {
		if (!tree_is_blank(child)) {
			return false;
		}
	}
	return true;
}

static osp_node *first_leaf(osp_node *node)
{
	while (osp_node_first(node) != NULL) {
		node = osp_node_first(node);
	}
	return node;
}

static osp_node *last_leaf(osp_node *node)
{
	while (osp_node_last(node) != NULL) {
		node = osp_node_last(node);
	}
	return node;
}

/* The text at an edge of the block, with the blank ones outside of it taken away; NULL when something else stands there. */
static osp_node *text_at(osp_node *block, osp_node *(*edge)(osp_node *))
{
	osp_node *leaf = edge(block);
	while (leaf != block && tree_is_blank(leaf)) {
		osp_node_unlink(leaf);
		leaf = edge(block);
	}
	return leaf != block && osp_node_is_text(leaf) ? leaf : NULL;
}

void tree_trim_front(osp_node *block)
{
	osp_node *leaf = text_at(block, first_leaf);
	if (leaf == NULL) {
		return;
	}
	size_t rest;
	const char *text = osp_node_text(leaf, &rest), *start = text;
	tree_trim(&start, &rest);
	if (start > text) {
		osp_text_split(leaf, (size_t)(start - text)); /* the rest has the place of its own first letter */
		osp_node_unlink(leaf);
	}
}

void tree_trim_back(osp_node *block)
{
	osp_node *leaf = text_at(block, last_leaf);
	if (leaf == NULL) {
		return;
	}
	size_t len, rest;
	const char *text = osp_node_text(leaf, &len), *start = text;
	rest = len;
	tree_trim(&start, &rest);
	size_t keep = (size_t)(start - text) + rest;
	if (keep < len) {
		osp_node_set_text(leaf, text, keep);
	}
}

osp_node *tree_element(osp_tree *tree, osp_tag tag, const char *class_name, const char *text, const osp_node *like)
{
	osp_node *node = osp_element_new(tree, tag);
	osp_place place = like != NULL ? osp_node_place(like) : OSP_NOWHERE;
	osp_node_set_place(node, place);
	if (class_name != NULL) {
		osp_node_add_class(node, class_name);
	}
	if (text != NULL && text[0] != '\0') {
		osp_node *words = osp_text_new(tree, text, strlen(text));
		osp_node_set_place(words, place);
		osp_node_append(node, words);
	}
	return node;
}

void tree_set_attr(osp_node *node, const char *name, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *value = NULL;
	if (vasprintf(&value, format, args) >= 0) {
		osp_node_set_attr(node, name, value);
		free(value);
	}
	va_end(args);
}
