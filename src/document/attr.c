/* attr.c - attributes, classes, roles, languages and ids of nodes. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "document/node.h"

#include <assert.h>
#include <string.h>

static struct node_attr *find(const osp_node *node, const char *name)
{
	for (size_t i = 0; i < node->attr_count; i++) {
		if (node->attrs[i].name[0] == name[0] && strcmp(node->attrs[i].name, name) == 0) {
			return &node->attrs[i];
		}
	}
	return NULL;
}

const char *osp_node_attr(const osp_node *node, const char *name)
{
	const struct node_attr *attr = find(node, name);
	return attr != NULL ? attr->value : NULL;
}

static void remove_attr(osp_node *node, struct node_attr *attr)
{
	size_t index = (size_t)(attr - node->attrs);
	memmove(attr, attr + 1, (node->attr_count - index - 1) * sizeof(*attr));
	node->attr_count--;
}

static struct node_attr *add(osp_node *node)
{
	if (node->attr_count == node->attr_capacity) {
		uint16_t capacity = (uint16_t)(node->attr_capacity == 0 ? 2 : node->attr_capacity * 2);
		struct node_attr *attrs = ARENA_ARRAY(node->tree->arena, capacity, struct node_attr);
		if (node->attr_count > 0) {
			memcpy(attrs, node->attrs, node->attr_count * sizeof(*attrs));
		}
		node->attrs = attrs;
		node->attr_capacity = capacity;
	}
	return &node->attrs[node->attr_count++];
}

void osp_node_set_attr(osp_node *node, const char *name, const char *value)
{
	assert(!osp_node_is_text(node));
	struct node_attr *attr = find(node, name);
	if (value == NULL) {
		if (attr != NULL) {
			remove_attr(node, attr);
		}
		return;
	}
	const char *kept = arena_strdup(node->tree->arena, value);
	if (attr == NULL && node->attr_count < 255) {
		attr = add(node);
		attr->name = arena_strdup(node->tree->arena, name);
	}
	if (attr != NULL) {
		attr->value = kept;
	}
}

size_t osp_node_attr_count(const osp_node *node)
{
	return node->attr_count;
}

void osp_node_attr_at(const osp_node *node, size_t index, const char **ret_name, const char **ret_value)
{
	assert(index < node->attr_count);
	*ret_name = node->attrs[index].name;
	*ret_value = node->attrs[index].value;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Whether a list of words parted by white space has this word. */
static bool has_word(const char *list, const char *word)
{
	while (list != NULL && *list != '\0') {
		const char *at = word;
		while (is_space(*list)) {
			list++;
		}
		while (*list != '\0' && *list == *at) {
			list++;
			at++;
		}
		if (*at == '\0' && at > word && (*list == '\0' || is_space(*list))) {
			return true;
		}
		while (*list != '\0' && !is_space(*list)) {
			list++;
		}
	}
	return false;
}

bool osp_node_has_class(const osp_node *node, const char *word)
{
	return has_word(osp_node_attr(node, "class"), word);
}

bool osp_node_has_role(const osp_node *node, const char *word)
{
	return has_word(osp_node_attr(node, "role"), word);
}

void osp_node_add_class(osp_node *node, const char *word)
{
	const char *list = osp_node_attr(node, "class");
	if (list == NULL || *list == '\0') {
		osp_node_set_attr(node, "class", word);
	} else if (!has_word(list, word)) {
		osp_node_set_attr(node, "class", arena_printf(node->tree->arena, "%s %s", list, word));
	}
}

const char *osp_node_lang(const osp_node *node)
{
	for (; node != NULL; node = node->parent) {
		const char *lang = osp_node_attr(node, "lang");
		if (lang != NULL) {
			return lang;
		}
	}
	return "";
}

osp_node *osp_node_find_id(const osp_node *root, const char *id)
{
	for (const osp_node *n = root; n != NULL; n = osp_node_after(n, root)) {
		const char *own = osp_node_attr(n, "id");
		if (own != NULL && strcmp(own, id) == 0) {
			return (osp_node *)n;
		}
	}
	return NULL;
}
