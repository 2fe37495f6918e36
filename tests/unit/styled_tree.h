/* styled_tree.h - a job with one style sheet, and elements in a tree of its own. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_STYLED_TREE_H
#define TESTS_STYLED_TREE_H

#include "style/engine.h"

#include <stdio.h>
#include <string.h>

/* An element from `name#id.class.class[lang]`. */
static osp_node *put(osp_node *parent, osp_tree *tree, const char *what)
{
	char word[64];
	size_t len = strcspn(what, "#.");
	snprintf(word, sizeof word, "%.*s", (int)len, what);
	osp_node *node = osp_element_new_named(tree, word);
	for (what += len; *what != '\0'; what += len) {
		char kind = *what++;
		len = strcspn(what, "#.");
		snprintf(word, sizeof word, "%.*s", (int)len, what);
		if (kind == '#') {
			osp_node_set_attr(node, "id", word);
		} else {
			osp_node_add_class(node, word);
		}
	}
	if (parent != NULL) {
		osp_node_append(parent, node);
	}
	return node;
}

struct fixture { osp_job *job; osp_tree *tree; osp_node *root; osp_style *style; };

static struct fixture begin(const char *css)
{
	struct fixture f = { .job = job_new("en") };
	f.tree = tree_new(f.job);
	f.root = put(NULL, f.tree, "article#a.article");
	osp_node_set_attr(f.root, "lang", "zh-CN");
	style_read_text(f.job, "test.css", css);
	f.style = osp_job_style(f.job, "print");
	return f;
}

static void end(struct fixture *f)
{
	style_free(f->job);
	job_free(f->job);
}

static const char *value(struct fixture *f, const osp_node *node, const char *property)
{
	const char *text = osp_style_value(f->style, node, OSP_PSEUDO_NONE, property);
	return text != NULL ? text : "-";
}

#endif
