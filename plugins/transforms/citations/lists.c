/* lists.c - find the reference lists of an article by the words above them. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "citations.h"

#include <string.h>

static bool is_list(osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	if (tag == OSP_OL || tag == OSP_UL) {
		return true;
	}
	osp_node *text = tag == OSP_P ? osp_node_first(node) : NULL;
	if (text == NULL || !osp_node_is_text(text)) {
		return false;
	}
	size_t len;
	unsigned number;
	const char *words = osp_node_text(text, &len);
	return citations_label(words, len, &number) > 0;
}

static bool has_list(osp_node *section, unsigned depth)
{
	for (osp_node *node = osp_node_first(section); node != NULL; node = osp_node_next(node)) {
		if (is_list(node) || (osp_node_tag(node) == OSP_SECTION && depth < 6 && has_list(node, depth + 1))) {
			return true;
		}
	}
	return false;
}

/* Any [n] in running text: then a heading that only begins like 参考 is believed. */
static bool cites_anything(const osp_node *root)
{
	osp_node *next;
	for (osp_node *node = osp_node_first(root); node != NULL; node = next) {
		next = osp_node_after(node, root);
		if (tree_is_verbatim(node) || osp_node_tag(node) == OSP_A) {
			next = osp_node_after_all(node, root);
			continue;
		}
		size_t len;
		struct mark mark;
		const char *text = osp_node_text(node, &len);
		for (size_t i = citations_open(text, 0, len); i < len; i = citations_open(text, i + 1, len)) {
			if (citations_parse(text + i, len - i, &mark)) {
				return true;
			}
		}
	}
	return false;
}

/* A paragraph that is nothing but "参考资料" right above a list is meant as a heading: the author had no heading style at hand. */
static bool is_meant_as_heading(osp_node *node, const char *const *words)
{
	bool exact = false;
	osp_node *parent = osp_node_parent(node);
	osp_tag around = osp_node_tag(parent);
	return osp_node_tag(node) == OSP_P && (around == OSP_ARTICLE || around == OSP_SECTION) && osp_node_next(node) != NULL &&
		is_list(osp_node_next(node)) && tree_heading_begins(node, words, &exact) && exact;
}

static osp_node *make_section(osp_node *paragraph, const osp_article *article, size_t nth)
{
	osp_node *parent = osp_node_parent(paragraph);
	int level = tree_heading_level(tree_heading_of(parent));
	osp_node *section = tree_element(osp_node_tree(paragraph), OSP_SECTION, NULL, NULL, paragraph);
	osp_node_insert_before(paragraph, section);
	tree_set_attr(section, "id", "%s-ref-list-%zu", article->id, nth + 1);
	osp_node *only = tree_only_child(paragraph);
	if (only != NULL && (osp_node_tag(only) == OSP_STRONG || osp_node_tag(only) == OSP_B)) {
		osp_node_take_children(paragraph, only);
		osp_node_unlink(only);
	}
	level = level == 0 ? 2 : level >= 6 ? 6 : level + 1;
	osp_node_rename(paragraph, (osp_tag)(OSP_H1 + (level - 1)));
	osp_node_set_attr(paragraph, "class", NULL); /* it led in to the list as a bold line */
	while (osp_node_next(section) != NULL && (osp_node_next(section) == paragraph || is_list(osp_node_next(section)))) {
		osp_node_append(section, osp_node_next(section));
	}
	return section;
}

static void add_list(struct citations *citations, osp_node *section)
{
	struct bibliography *list = osp_job_alloc(citations->job, sizeof(*list));
	list->section = section;
	if (!citations_take_entries(citations, list)) {
		return;
	}
	osp_node_add_class(section, "bibliography");
	osp_node_set_attr(section, "role", "doc-bibliography");
	citations->lists[citations->list_count++] = list;
}

void citations_find_lists(struct citations *citations)
{
	const char *const *words = tree_reference_words(osp_job_volume(citations->job));
	osp_node *root = citations->article->root, *next;
	bool cites = cites_anything(root);
	for (osp_node *node = root; node != NULL && citations->list_count < CITATIONS_LISTS; node = next) {
		bool exact = false;
		osp_node *section = NULL;
		if (is_meant_as_heading(node, words)) {
			section = make_section(node, citations->article, citations->list_count);
			exact = true;
		} else if (osp_node_tag(node) == OSP_SECTION && tree_heading_begins(tree_heading_of(node), words, &exact) && (exact || cites) &&
			has_list(node, 0)) {
			section = node;
		}
		next = section != NULL ? osp_node_after_all(section, root) : osp_node_after(node, root);
		if (section != NULL) {
			add_list(citations, section);
		}
	}
}
