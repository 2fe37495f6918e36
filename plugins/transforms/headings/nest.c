/* nest.c - headings in a row become sections in each other. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "headings.h"

#define DEEPEST 6

struct open_section { osp_node *section; int level; };

/* `level` is the author's; the stack keeps them rising, so it never holds more than six. */
struct outline { struct open_section open[DEEPEST]; int depth; };

static bool has_content(const osp_node *heading)
{
	for (const osp_node *node = heading; node != NULL; node = osp_node_after(node, heading)) {
		if (osp_node_tag(node) == OSP_IMG || (osp_node_is_text(node) && !tree_is_blank(node))) {
			return true;
		}
	}
	return false;
}

static void close_to(struct outline *outline, int level)
{
	while (outline->depth > 0 && outline->open[outline->depth - 1].level >= level) {
		outline->depth--;
	}
}

/* h1 is the title's: the outermost section has h2. */
static void set_level(osp_node *heading, int depth)
{
	int level = depth + 1 > DEEPEST ? DEEPEST : depth + 1;
	osp_node_rename(heading, (osp_tag)(OSP_H1 + (level - 1)));
}

static void open_section(struct outline *outline, osp_node *root, osp_node *heading)
{
	int level = tree_heading_level(heading);
	close_to(outline, level);
	osp_node *parent = outline->depth > 0 ? outline->open[outline->depth - 1].section : root;
	osp_node *section = tree_element(osp_node_tree(root), OSP_SECTION, NULL, NULL, heading);
	osp_node_append(parent, section);
	osp_node_append(section, heading);
	outline->open[outline->depth++] = (struct open_section){ section, level };
	set_level(heading, outline->depth);
}

/* Headings inside quotes, list items and the like open no section; they stand one level below the section around them. */
static void level_inner(const struct outline *outline, osp_node *block)
{
	struct outline inner = { .depth = 0 };
	osp_node *next;
	for (osp_node *node = osp_node_after(block, block); node != NULL; node = next) {
		next = osp_node_after(node, block);
		int level = tree_heading_level(node);
		if (level == 0) {
			continue;
		}
		if (!has_content(node)) {
			next = osp_node_after_all(node, block);
			osp_node_unlink(node);
			continue;
		}
		close_to(&inner, level);
		inner.open[inner.depth++] = (struct open_section){ NULL, level };
		set_level(node, outline->depth + inner.depth);
	}
}

void headings_nest(osp_job *job, osp_article *article)
{
	struct outline outline = { .depth = 0 };
	osp_node *root = article->root, *next;
	osp_node *last = osp_node_last(root); /* sections are appended behind it */
	for (osp_node *node = osp_node_next(osp_node_first(root)); node != NULL; node = next) {
		next = node == last ? NULL : osp_node_next(node);
		if (tree_heading_level(node) > 0 && !has_content(node)) {
			osp_warn(job, osp_node_place(node), "headings/empty", "a heading without text was left out");
			osp_node_unlink(node);
		} else if (tree_heading_level(node) > 0) {
			open_section(&outline, root, node);
		} else if (osp_node_has_class(node, "footnotes")) {
			outline.depth = 0; /* the notes belong to the article, not to its last section */
			osp_node_append(root, node);
		} else {
			level_inner(&outline, node);
			osp_node_append(outline.depth > 0 ? outline.open[outline.depth - 1].section : root, node);
		}
	}
}
