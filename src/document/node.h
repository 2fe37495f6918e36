/* node.h - the tree from the inside: for folders of src/ that walk it hot. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DOCUMENT_NODE_H
#define DOCUMENT_NODE_H

#include <ospopress/document.h>
#include "base/arena.h"

struct node_attr { const char *name, *value; };

struct osp_node {
	osp_tree *tree;
	osp_node *parent, *first, *last, *next, *previous;
	const char *name;        /* element name; NULL for a text */
	const char *text;        /* texts only */
	uint32_t text_len;
	uint16_t tag;            /* osp_tag */
	uint16_t attr_count, attr_capacity;
	struct node_attr *attrs;
	osp_place place;
	uint32_t number;         /* among the nodes of its tree */
};

/*
 * style/'s, by the number of a node; each is the last medium's that asked. Apart from the tree, in memory of their own, and all trees'
 * side by side: writers' processes share the trees' pages until they write into one.
 */
struct tree_styles {
	struct arena *arena;     /* NULL before the first is asked for */
	struct node_style **of_node;
	uint32_t capacity;
};

struct osp_tree {
	struct arena *arena;     /* its own: trees can be built in parallel */
	osp_job *job;
	uint32_t node_count;
	struct tree_styles *styles;
	const osp_node *normal;  /* the root that was normalised, nothing having been moved, renamed or rewritten since; else NULL */
};

/* Lives as long as the job. */
osp_tree *tree_new(osp_job *job);

/* Merges neighbouring texts, drops empty ones and white space between blocks. */
void document_normalise(osp_node *root);
/* Checks the promises of docs/tree.md ("Always"); says what is wrong in `why`. */
bool document_check(const osp_node *root, osp_buf *why);
/* The canonical text form, the golden test of read and transform. `with_places` adds line:column. */
void document_dump(const osp_node *root, bool with_places, osp_buf *out);
/* One relocatable block of bytes, and back. Frozen bytes from elsewhere are checked before they are believed. */
void document_freeze(const osp_node *root, osp_buf *out);
osp_node *document_thaw(osp_tree *tree, const void *bytes, size_t len);

#endif
