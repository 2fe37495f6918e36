/* shape.h - what the two files that shape a tree share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MARKDOWN_SHAPE_H
#define MARKDOWN_SHAPE_H

#include <ospopress/document.h>
#include <string.h>

static inline bool is_inline(const osp_node *node)
{
	return osp_node_is_text(node) || !osp_tag_is_block(osp_node_tag(node));
}

static inline bool is_blank(const osp_node *node)
{
	return osp_node_is_text(node) && osp_node_text(node, NULL)[strspn(osp_node_text(node, NULL), " \t\n\r")] == '\0';
}

static inline bool is_list(const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	return tag == OSP_UL || tag == OSP_OL;
}

static inline bool is_cell(const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	return tag == OSP_TD || tag == OSP_TH;
}

static inline bool is_row_group(const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	return tag == OSP_TBODY || tag == OSP_THEAD || tag == OSP_TFOOT;
}

static inline bool has_block(const osp_node *node)
{
	const osp_node *child = osp_node_first(node);
	while (child != NULL && is_inline(child)) {
		child = osp_node_next(child);
	}
	return child != NULL;
}

static inline osp_node *element_like(const osp_node *place, osp_tag tag)
{
	osp_node *node = osp_element_new(osp_node_tree(place), tag);
	osp_node_set_place(node, osp_node_place(place));
	return node;
}

static inline void unwrap(osp_node *node)
{
	osp_node *child;
	while ((child = osp_node_first(node)) != NULL) {
		osp_node_insert_before(node, child);
	}
	osp_node_unlink(node);
}

static inline bool is_row(const osp_node *node)
{
	return osp_node_tag(node) == OSP_TR;
}

static inline bool is_item(const osp_node *node)
{
	return osp_node_tag(node) == OSP_LI;
}

static inline bool is_term(const osp_node *node)
{
	return osp_node_tag(node) == OSP_DT || osp_node_tag(node) == OSP_DD;
}

/* shape.c: puts a new element around each run of inline content among the children. */
void shape_wrap_runs(osp_node *node, osp_tag tag);

/* shape_parts.c: a tight item is a line, then nested lists. */
bool shape_is_tight_item(const osp_node *item);
/* Puts a child into the element before it that has this mark as a class, or into a new one. */
void shape_house(osp_node *child, osp_tag tag, const char *mark);
/* Children that do not belong get an element that does; white space between them goes. */
void shape_list(osp_node *list, osp_tag tag, bool (*belongs)(const osp_node *));
void shape_terms(osp_node *list);
void shape_table(osp_node *table);
void shape_head_cell(osp_node *cell);
/* dates.c: what is no time of HTML's becomes a span. */
void shape_time(osp_node *node);
/* columns.c: the spans of its cells. */
void shape_columns(osp_node *table);
void shape_figure(osp_node *figure);
void shape_details(osp_node *details);
/* Nothing to see: no node but br and blank texts. */
bool shape_is_void(const osp_node *node);

#endif
