/* shape.c - bring the tree into the shape that docs/tree.md promises, whatever raw HTML did to it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/markdown.h"
#include "markdown/shape.h"

#include <string.h>

/* All recursion here goes down the tree, whose depth MARKDOWN_DEPTH bounds. */

static osp_node *shallow_copy(const osp_node *node)
{
	osp_node *copy = element_like(node, osp_node_tag(node));
	for (size_t i = 0; i < osp_node_attr_count(node); i++) {
		const char *name, *value;
		osp_node_attr_at(node, i, &name, &value);
		if (strcmp(name, "id") != 0) {
			osp_node_set_attr(copy, name, value);
		}
	}
	return copy;
}

/* ---- White space at the edges ---- */

static void trim_front(osp_node *text)
{
	const char *string = osp_node_text(text, NULL);
	size_t blank = strspn(string, " \t\n\r");
	if (blank == 0) {
		return;
	}
	if (string[blank] != '\0') {
		osp_text_split(text, blank); /* what stays gets its true place */
	}
	osp_node_unlink(text);
}

static void trim_back(osp_node *text)
{
	size_t len = 0;
	const char *string = osp_node_text(text, &len);
	size_t keep = len;
	while (keep > 0 && strchr(" \t\n\r", string[keep - 1]) != NULL) {
		keep--;
	}
	if (keep == 0) {
		osp_node_unlink(text);
	} else if (keep < len) {
		osp_node_set_text(text, string, keep);
	}
}

/* Breaks before the first word are a gap that somebody wanted on the web. */
static void trim_breaks(osp_node *paragraph)
{
	osp_node *first = osp_node_first(paragraph), *next;
	while (first != NULL && (osp_node_tag(first) == OSP_BR || is_blank(first)) && (next = osp_node_next(first)) != NULL) {
		osp_node_unlink(first);
		first = next;
	}
}

static void trim(osp_node *node)
{
	osp_node *next;
	if (osp_node_tag(node) == OSP_P) {
		trim_breaks(node);
	}
	for (osp_node *child = osp_node_first(node); child != NULL; child = next) {
		next = osp_node_next(child);
		if (osp_node_tag(child) != OSP_BR) {
			continue;
		}
		if (osp_node_previous(child) != NULL && osp_node_is_text(osp_node_previous(child))) {
			trim_back(osp_node_previous(child));
		}
		if (next != NULL && osp_node_is_text(next)) {
			trim_front(next);
			next = osp_node_next(child);
		}
	}
	if (osp_node_first(node) != NULL && osp_node_is_text(osp_node_first(node))) {
		trim_front(osp_node_first(node));
	}
	for (osp_node *last = osp_node_last(node); last != NULL; last = osp_node_last(node)) {
		if (osp_node_is_text(last)) {
			trim_back(last);
		} else if (osp_node_tag(last) == OSP_BR && osp_node_tag(node) == OSP_P) {
			osp_node_unlink(last); /* the line ends there anyway */
		}
		if (osp_node_last(node) == last) {
			break;
		}
	}
}

/* ---- Blocks and inline side by side ---- */

/* Moves the inline run that begins at `first` into `into`, which is put in its place; dropped when blank. Returns what follows. */
static osp_node *wrap_run(osp_node *first, osp_node *into)
{
	osp_node *node = first;
	osp_node_insert_before(first, into);
	while (node != NULL && is_inline(node)) {
		osp_node *next = osp_node_next(node);
		osp_node_append(into, node);
		node = next;
	}
	if (shape_is_void(into)) {
		osp_node_unlink(into);
	} else {
		trim(into);
	}
	return node;
}

void shape_wrap_runs(osp_node *node, osp_tag tag)
{
	osp_node *child = osp_node_first(node);
	while (child != NULL) {
		child = is_inline(child) ? wrap_run(child, element_like(child, tag)) : osp_node_next(child);
	}
}

/* The blocks of a paragraph, and paragraphs made of what stands between them, take its place. */
static void split_paragraph(osp_node *paragraph)
{
	shape_wrap_runs(paragraph, OSP_P);
	unwrap(paragraph);
}

/* Puts `style` (b, a, ...) around the inline content below a block. */
static void push_down(osp_node *block, const osp_node *style)
{
	if (osp_node_tag(block) == OSP_PRE || osp_node_first(block) == NULL) {
		return;
	}
	/* A picture is no bolder for it, and stands in its figure by itself; but it may be a link. */
	bool is_bare = osp_node_tag(block) == OSP_FIGURE && osp_node_tag(style) != OSP_A;
	osp_node *child = osp_node_first(block);
	while (child != NULL) {
		if (is_inline(child) && is_bare) {
			child = osp_node_next(child);
			continue;
		}
		if (is_inline(child)) {
			osp_node *into = shallow_copy(style);
			child = is_blank(child) && osp_node_next(child) != NULL ? osp_node_next(child) : wrap_run(child, into);
			continue;
		}
		push_down(child, style);
		child = osp_node_next(child);
	}
}

/* <b><p>..</p></b> becomes <p><b>..</b></p>. */
static void turn_inside_out(osp_node *style)
{
	push_down(style, style);
	unwrap(style);
}

static void flatten(osp_node *node)
{
	osp_node *child = osp_node_first(node);
	while (child != NULL) {
		osp_node *next = osp_node_next(child);
		if (!is_inline(child)) {
			if (osp_node_previous(child) != NULL) {
				osp_node_insert_before(child, osp_text_new(osp_node_tree(node), " ", 1));
			}
			next = osp_node_first(child) != NULL ? osp_node_first(child) : next;
			unwrap(child);
		}
		child = next;
	}
}

/* ---- Lists and tables ---- */

static void drop_blanks(osp_node *node)
{
	osp_node *next;
	for (osp_node *child = osp_node_first(node); child != NULL; child = next) {
		next = osp_node_next(child);
		if (is_blank(child) && (osp_node_previous(child) == NULL || next == NULL || !is_inline(next) ||
			!is_inline(osp_node_previous(child)))) {
			osp_node_unlink(child);
		}
	}
}

/* A part of a table that is none becomes a box, and so do the parts in it. */
static void disown(osp_node *node)
{
	osp_node_rename(node, OSP_DIV);
	for (osp_node *child = osp_node_first(node); child != NULL; child = osp_node_next(child)) {
		if (is_row(child) || is_cell(child)) {
			disown(child);
		}
	}
}

/* Parts of a list or table that stand where neither is. */
static void shape_orphan(osp_node *child)
{
	osp_tag tag = osp_node_tag(child), parent = osp_node_tag(osp_node_parent(child));
	bool in_list = parent == OSP_UL || parent == OSP_OL;
	if (tag == OSP_LI && !in_list) {
		shape_house(child, OSP_UL, "loose-items");
	} else if ((is_cell(child) && parent != OSP_TR && parent != OSP_TBODY && parent != OSP_THEAD && parent != OSP_TFOOT && parent != OSP_TABLE) ||
		(tag == OSP_TR && !is_row_group(osp_node_parent(child)) && parent != OSP_TABLE) ||
		((is_row_group(child) || tag == OSP_CAPTION) && parent != OSP_TABLE) || (is_term(child) && parent != OSP_DL) ||
		(tag == OSP_FIGCAPTION && parent != OSP_FIGURE) || (tag == OSP_SUMMARY && parent != OSP_DETAILS)) {
		disown(child);
	} else if ((tag == OSP_COLGROUP && parent != OSP_TABLE) || (tag == OSP_COL && parent != OSP_COLGROUP && parent != OSP_TABLE)) {
		osp_node_unlink(child);
	}
}

static void shape_mixed(osp_node *node)
{
	if (has_block(node)) {
		shape_wrap_runs(node, OSP_P);
	}
}

static void shape_paragraph(osp_node *node)
{
	if (has_block(node) && osp_node_attr_count(node) > 0) {
		osp_node_rename(node, OSP_DIV); /* <p align="center"> around paragraphs */
		shape_mixed(node);
		return;
	}
	if (has_block(node)) {
		split_paragraph(node);
		return;
	}
	if (shape_is_void(node)) {
		osp_node_unlink(node);
	}
}

static void shape_one(osp_node *node)
{
	switch (osp_node_tag(node)) {
	case OSP_P:
		shape_paragraph(node);
		break;
	case OSP_H1: case OSP_H2: case OSP_H3: case OSP_H4: case OSP_H5: case OSP_H6:
	case OSP_CAPTION: case OSP_DT: case OSP_SUMMARY: case OSP_FIGCAPTION:
		flatten(node);
		break;
	case OSP_PRE:
		flatten(node);
		break;
	case OSP_UL: case OSP_OL:
		shape_list(node, OSP_LI, is_item);
		break;
	case OSP_DL:
		shape_list(node, OSP_DD, is_term);
		shape_terms(node);
		break;
	case OSP_DETAILS:
		shape_details(node);
		shape_mixed(node);
		break;
	case OSP_TR:
		shape_list(node, OSP_TD, is_cell);
		break;
	case OSP_TH:
		shape_head_cell(node);
		shape_mixed(node);
		break;
	case OSP_TABLE:
		shape_table(node);
		shape_columns(node);
		break;
	case OSP_FIGURE:
		shape_figure(node);
		break;
	case OSP_LI:
		if (shape_is_tight_item(node)) {
			drop_blanks(node);
			break;
		}
		shape_mixed(node);
		break;
	case OSP_SECTION:
		shape_wrap_runs(node, OSP_P); /* words stand in paragraphs there, also where nothing stands beside them */
		break;
	case OSP_TBODY: case OSP_THEAD: case OSP_TFOOT: case OSP_COLGROUP: case OSP_ARTICLE:
		break;
	case OSP_TIME:
		shape_time(node);
		if (has_block(node)) {
			turn_inside_out(node);
		}
		break;
	case OSP_A:
		if (osp_node_attr(node, "href") == NULL && osp_node_attr(node, "id") == NULL) {
			unwrap(node); /* neither link nor anchor: its address may not pass */
		} else if (has_block(node)) {
			turn_inside_out(node);
		}
		break;
	default:
		if (!is_inline(node)) {
			shape_mixed(node);
		} else if (has_block(node)) {
			turn_inside_out(node);
		}
	}
}

static void shape_below(osp_node *node)
{
	osp_node *next;
	for (osp_node *child = osp_node_first(node); child != NULL; child = next) {
		next = osp_node_next(child);
		if (osp_node_is_text(child)) {
			continue;
		}
		shape_below(child);
		shape_orphan(child);
		shape_one(child);
	}
}

/* Raw HTML and what was left out leave white space at the edges of lines; Markdown alone does not (but &#9; is the author's). */
static void trim_all(osp_node *root)
{
	for (osp_node *n = root; n != NULL; n = osp_node_after(n, root)) {
		osp_tag tag = osp_node_tag(n);
		if (osp_tag_is_block(tag) && tag != OSP_PRE && tag != OSP_ARTICLE) {
			trim(n);
		}
	}
}

void shape_tree(osp_node *root, bool edges)
{
	if (edges) {
		trim_all(root);
	}
	shape_below(root);
	shape_wrap_runs(root, OSP_P);
	for (osp_node *n = root; n != NULL; n = osp_node_after(n, root)) {
		if (osp_node_has_class(n, "loose-items")) {
			osp_node_set_attr(n, "class", NULL);
		}
	}
}
