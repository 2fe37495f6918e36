/* shape_parts.c - lists, tables, figures and boxes that open: what may stand in them, and what else becomes of it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/shape.h"

bool shape_is_void(const osp_node *paragraph)
{
	for (const osp_node *child = osp_node_first(paragraph); child != NULL; child = osp_node_next(child)) {
		if (!is_blank(child) && osp_node_tag(child) != OSP_BR) {
			return false;
		}
	}
	return true;
}

bool shape_is_tight_item(const osp_node *item)
{
	bool list_seen = false;
	for (const osp_node *child = osp_node_first(item); child != NULL; child = osp_node_next(child)) {
		if ((!is_inline(child) && !is_list(child)) || (is_inline(child) && list_seen && !is_blank(child))) {
			return false;
		}
		list_seen = list_seen || is_list(child);
	}
	return true;
}

void shape_house(osp_node *child, osp_tag tag, const char *mark)
{
	osp_node *previous = osp_node_previous(child);
	osp_node *home = previous != NULL && osp_node_has_class(previous, mark) ? previous : element_like(child, tag);
	if (home != previous) {
		osp_node_add_class(home, mark);
		osp_node_insert_before(child, home);
	}
	osp_node_append(home, child);
}

static void shape_made(osp_node *home);

void shape_list(osp_node *list, osp_tag tag, bool (*belongs)(const osp_node *))
{
	osp_node *child = osp_node_first(list);
	while (child != NULL) {
		osp_node *next = osp_node_next(child);
		if (is_blank(child)) {
			osp_node_unlink(child);
		} else if (!belongs(child)) {
			shape_house(child, tag, "x-made");
		}
		child = next;
	}
	for (child = osp_node_first(list); child != NULL; child = osp_node_next(child)) {
		if (osp_node_has_class(child, "x-made")) {
			osp_node_set_attr(child, "class", NULL);
			shape_made(child);
		}
	}
}

/* What strangers were put into was not there when its like was shaped. */
static void shape_made(osp_node *home)
{
	if (is_row(home)) {
		shape_list(home, OSP_TD, is_cell);
	} else if (has_block(home) && !(osp_node_tag(home) == OSP_LI && shape_is_tight_item(home))) {
		shape_wrap_runs(home, OSP_P);
	}
}

/* Of a line that is not what its tag says. */
static void make_paragraph(osp_node *line)
{
	osp_node_rename(line, OSP_P);
	if (shape_is_void(line)) {
		osp_node_unlink(line);
	}
}

/* A list of terms begins with a term, and ends with what is said of one (HTML 4.4.9): what stands before or behind is none. */
void shape_terms(osp_node *list)
{
	osp_node *child;
	while ((child = osp_node_first(list)) != NULL && osp_node_tag(child) == OSP_DD) {
		osp_node_rename(child, OSP_DIV);
		osp_node_insert_before(list, child);
	}
	while ((child = osp_node_last(list)) != NULL && osp_node_tag(child) == OSP_DT) {
		osp_node_insert_after(list, child);
		make_paragraph(child);
	}
	if (osp_node_first(list) == NULL) {
		osp_node_unlink(list);
	}
}

static bool is_table_part(const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	return is_row_group(node) || tag == OSP_CAPTION || tag == OSP_COLGROUP;
}

/* Columns hold nothing. */
static void move_strangers(osp_node *columns, osp_node *table)
{
	osp_node *next;
	for (osp_node *child = osp_node_first(columns); child != NULL && osp_node_tag(columns) == OSP_COLGROUP; child = next) {
		next = osp_node_next(child);
		if (is_blank(child)) {
			osp_node_unlink(child);
		} else if (osp_node_tag(child) != OSP_COL) {
			osp_node_insert_before(table, child);
		}
	}
}

/* Rows get their tbody; what does not belong into a table goes before it, as browsers do. */
void shape_table(osp_node *table)
{
	osp_node *next, *body = NULL;
	for (osp_node *child = osp_node_first(table); child != NULL; child = next) {
		next = osp_node_next(child);
		osp_tag tag = osp_node_tag(child);
		if (is_table_part(child)) {
			body = NULL;
			move_strangers(child, table);
		} else if (tag == OSP_TR || is_cell(child)) {
			if (body == NULL) {
				body = element_like(child, OSP_TBODY);
				osp_node_insert_before(child, body);
			}
			osp_node_append(body, child);
		} else if (is_blank(child) || tag == OSP_COL) {
			osp_node_unlink(child);
		} else {
			osp_node_insert_before(table, child);
		}
	}
	for (body = osp_node_first(table); body != NULL; body = osp_node_next(body)) {
		if (is_row_group(body)) {
			shape_list(body, OSP_TR, is_row);
		}
	}
	if (osp_node_first(table) == NULL) {
		osp_node_unlink(table);
	}
}

/* A heading of a column is none of the article's (HTML 4.9.10). */
void shape_head_cell(osp_node *cell)
{
	for (osp_node *n = osp_node_after(cell, cell); n != NULL; n = osp_node_after(n, cell)) {
		osp_tag tag = osp_node_tag(n);
		if (tag >= OSP_H1 && tag <= OSP_H6) {
			osp_node_rename(n, OSP_P);
		} else if (tag == OSP_SECTION || tag == OSP_ASIDE || tag == OSP_NAV || tag == OSP_HEADER || tag == OSP_FOOTER || tag == OSP_ARTICLE) {
			osp_node_rename(n, OSP_DIV);
		}
	}
}

/* A picture, or a link around one: docs/tree.md's figure > a > img. */
static bool is_picture(const osp_node *node)
{
	const osp_node *first = osp_node_first(node);
	return osp_node_tag(node) == OSP_IMG || (osp_node_tag(node) == OSP_A && first != NULL && first == osp_node_last(node) && osp_node_tag(first) == OSP_IMG);
}

static bool has_figure_text(const osp_node *figure)
{
	for (const osp_node *child = osp_node_first(figure); child != NULL; child = osp_node_next(child)) {
		if (is_inline(child) && !is_blank(child) && !is_picture(child)) {
			return true;
		}
	}
	return false;
}

/* Lines of raw HTML: <a>, <img>, </a>. */
static void drop_edges(osp_node *link)
{
	osp_node *first = osp_node_first(link);
	if (first != NULL && is_blank(first)) {
		osp_node_unlink(first);
	}
	osp_node *last = osp_node_last(link);
	if (last != NULL && is_blank(last)) {
		osp_node_unlink(last);
	}
}

/* figure > p > img: the paragraph is Markdown's, not the author's. */
void shape_figure(osp_node *figure)
{
	osp_node *next;
	for (osp_node *child = osp_node_first(figure); child != NULL; child = next) {
		next = osp_node_next(child);
		osp_node *first = osp_node_first(child);
		if (is_blank(child)) {
			osp_node_unlink(child);
		} else if (osp_node_tag(child) == OSP_A) {
			drop_edges(child);
		} else if (osp_node_tag(child) == OSP_P && first != NULL && first == osp_node_last(child) && osp_node_tag(first) == OSP_IMG) {
			unwrap(child);
		}
	}
	if (has_figure_text(figure)) {
		shape_wrap_runs(figure, OSP_P);
	}
}

/* A summary in front is what one sees of it; without one it is a box, and a summary elsewhere a line of it. */
void shape_details(osp_node *details)
{
	osp_node *next, *first = osp_node_first(details);
	while (first != NULL && is_blank(first)) {
		osp_node_unlink(first);
		first = osp_node_first(details);
	}
	bool has_summary = first != NULL && osp_node_tag(first) == OSP_SUMMARY && !shape_is_void(first);
	for (osp_node *child = has_summary ? osp_node_next(first) : first; child != NULL; child = next) {
		next = osp_node_next(child);
		if (osp_node_tag(child) == OSP_SUMMARY) {
			make_paragraph(child);
		}
	}
	if (!has_summary) {
		osp_node_rename(details, OSP_DIV);
	}
}
