/* node.c - make, link, unlink and walk nodes. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "document/node.h"
#include "base/job.h"

#include <assert.h>
#include <string.h>

static struct tree_styles *take_styles(osp_job *job)
{
	enum { AT_ONCE = 128 };
	pthread_mutex_lock(&job->lock);
	if (job->tree_styles_left == 0) {
		job->tree_styles = ARENA_ARRAY(job->arena, AT_ONCE, struct tree_styles);
		job->tree_styles_left = AT_ONCE;
	}
	struct tree_styles *styles = job->tree_styles++;
	job->tree_styles_left--;
	pthread_mutex_unlock(&job->lock);
	return styles;
}

osp_tree *tree_new(osp_job *job)
{
	struct arena *arena = job_arena_new(job);
	osp_tree *tree = ARENA_NEW(arena, osp_tree);
	tree->arena = arena;
	tree->job = job;
	tree->styles = take_styles(job);
	return tree;
}

static osp_node *node_new(osp_tree *tree)
{
	osp_node *node = ARENA_NEW(tree->arena, osp_node);
	node->tree = tree;
	node->number = tree->node_count++;
	return node;
}

osp_node *osp_element_new(osp_tree *tree, osp_tag tag)
{
	assert(tag > OSP_TAG_UNKNOWN && tag < OSP_TAG_COUNT);
	osp_node *node = node_new(tree);
	node->tag = (uint16_t)tag;
	node->name = osp_tag_name(tag);
	return node;
}

osp_node *osp_element_new_named(osp_tree *tree, const char *name)
{
	osp_tag tag = osp_tag_from_name(name);
	if (tag != OSP_TAG_UNKNOWN) {
		return osp_element_new(tree, tag);
	}
	osp_node *node = node_new(tree);
	node->tag = OSP_TAG_UNKNOWN;
	node->name = arena_strdup(tree->arena, name);
	return node;
}

osp_node *osp_text_new(osp_tree *tree, const char *text, size_t len)
{
	osp_node *node = node_new(tree);
	osp_node_set_text(node, text, len);
	return node;
}

void osp_node_set_text(osp_node *node, const char *text, size_t len)
{
	assert(osp_node_is_text(node) && len < UINT32_MAX);
	node->text = arena_strndup(node->tree->arena, text, len);
	node->text_len = (uint32_t)len;
	node->tree->normal = NULL;
}

void osp_node_rename(osp_node *node, osp_tag tag)
{
	assert(!osp_node_is_text(node) && tag > OSP_TAG_UNKNOWN && tag < OSP_TAG_COUNT);
	node->tag = (uint16_t)tag;
	node->name = osp_tag_name(tag);
	node->tree->normal = NULL;
}

/* A copy without children and parent. */
static osp_node *copy_alone(osp_tree *tree, const osp_node *node)
{
	osp_node *copy = osp_node_is_text(node) ? osp_text_new(tree, node->text, node->text_len)
	                                        : osp_element_new_named(tree, node->name);
	copy->place = node->place;
	for (size_t i = 0; i < node->attr_count; i++) {
		osp_node_set_attr(copy, node->attrs[i].name, node->attrs[i].value);
	}
	return copy;
}

/* Walks instead of recursing: trees may be as deep as an author's quotes. */
osp_node *osp_node_clone(osp_tree *tree, const osp_node *node)
{
	osp_node *root = copy_alone(tree, node);
	osp_node *into = root;
	const osp_node *from = node;
	while (true) {
		if (from->first != NULL) {
			from = from->first;
		} else {
			while (from != node && from->next == NULL) {
				from = from->parent;
				into = into->parent;
			}
			if (from == node) {
				return root;
			}
			from = from->next;
			into = into->parent;
		}
		osp_node *copy = copy_alone(tree, from);
		osp_node_append(into, copy);
		into = copy;
	}
}

osp_tree *osp_node_tree(const osp_node *node)
{
	return node->tree;
}

bool osp_node_is_text(const osp_node *node)
{
	return node->name == NULL;
}

osp_tag osp_node_tag(const osp_node *node)
{
	return node != NULL ? (osp_tag)node->tag : OSP_TAG_NONE;
}

const char *osp_node_name(const osp_node *node)
{
	return node->name != NULL ? node->name : "";
}

const char *osp_node_text(const osp_node *node, size_t *ret_len)
{
	if (ret_len != NULL) {
		*ret_len = node->text_len;
	}
	return node->text != NULL ? node->text : "";
}

void osp_node_text_content(const osp_node *node, osp_buf *buf)
{
	for (const osp_node *n = node; n != NULL; n = osp_node_after(n, node)) {
		if (osp_node_is_text(n)) {
			osp_buf_add(buf, n->text, n->text_len);
		}
	}
}

osp_node *osp_node_parent(const osp_node *node) { return node->parent; }
osp_node *osp_node_first(const osp_node *node) { return node->first; }
osp_node *osp_node_last(const osp_node *node) { return node->last; }
osp_node *osp_node_next(const osp_node *node) { return node->next; }
osp_node *osp_node_previous(const osp_node *node) { return node->previous; }
osp_place osp_node_place(const osp_node *node) { return node->place; }
void osp_node_set_place(osp_node *node, osp_place place) { node->place = place; }

osp_node *osp_node_after(const osp_node *node, const osp_node *root)
{
	return node->first != NULL ? node->first : osp_node_after_all(node, root);
}

osp_node *osp_node_after_all(const osp_node *node, const osp_node *root)
{
	while (node != root && node != NULL) {
		if (node->next != NULL) {
			return node->next;
		}
		node = node->parent;
	}
	return NULL;
}

void osp_node_unlink(osp_node *node)
{
	osp_node *parent = node->parent;
	if (parent == NULL) {
		return;
	}
	*(node->previous != NULL ? &node->previous->next : &parent->first) = node->next;
	*(node->next != NULL ? &node->next->previous : &parent->last) = node->previous;
	node->parent = node->previous = node->next = NULL;
	node->tree->normal = NULL;
}

/* The only place where a node is put somewhere: below `parent`, before `next` (NULL = at the end). */
static void put(osp_node *parent, osp_node *node, osp_node *next)
{
	assert(!osp_node_is_text(parent) && node != parent && node != next);
	assert(node->tree == parent->tree);
	osp_node_unlink(node);
	node->parent = parent;
	node->next = next;
	node->previous = next != NULL ? next->previous : parent->last;
	*(node->previous != NULL ? &node->previous->next : &parent->first) = node;
	*(next != NULL ? &next->previous : &parent->last) = node;
	node->tree->normal = NULL;
}

void osp_node_append(osp_node *parent, osp_node *child)
{
	put(parent, child, NULL);
}

void osp_node_prepend(osp_node *parent, osp_node *child)
{
	put(parent, child, parent->first == child ? child->next : parent->first);
}

void osp_node_insert_before(osp_node *node, osp_node *fresh)
{
	put(node->parent, fresh, node);
}

void osp_node_insert_after(osp_node *node, osp_node *fresh)
{
	put(node->parent, fresh, node->next == fresh ? fresh->next : node->next);
}

void osp_node_replace(osp_node *node, osp_node *fresh)
{
	osp_node_insert_before(node, fresh);
	osp_node_unlink(node);
}

void osp_node_take_children(osp_node *to, osp_node *from)
{
	while (from->first != NULL) {
		osp_node_append(to, from->first);
	}
}

osp_node *osp_text_split(osp_node *text, size_t offset)
{
	assert(osp_node_is_text(text) && offset <= text->text_len);
	osp_node *rest = osp_text_new(text->tree, text->text + offset, text->text_len - offset);
	rest->place = text->place;
	for (const char *at = text->text, *end = at + offset; at < end;) {
		bool ends_line = *at == '\n';
		osp_utf8_next(&at, end);
		if (ends_line) {
			rest->place.line += rest->place.line > 0;
			rest->place.column = rest->place.column > 0 ? 1 : 0;
		} else {
			rest->place.column += rest->place.column > 0;
		}
	}
	osp_node_set_text(text, text->text, offset);
	if (text->parent != NULL) {
		osp_node_insert_after(text, rest);
	}
	return rest;
}
