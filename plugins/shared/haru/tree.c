/* tree.c - the page tree: leaves of 64 pages below one root. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "haru/document.h"
#include "haru/syntax.h"

enum { FANOUT = 64 };

void haru_tree_reserve(struct haru_tree *tree, struct haru *haru, size_t page_count) {
	tree->page_count = page_count;
	tree->node_count = (page_count + FANOUT - 1) / FANOUT;
	tree->nodes = calloc(tree->node_count + 1, sizeof *tree->nodes);
	if (tree->nodes == NULL) {
		abort();
	}
	for (size_t i = 0; i < tree->node_count; i++) {
		tree->nodes[i] = haru_reserve(haru);
	}
}

haru_id haru_tree_parent(const struct haru_tree *tree, size_t index) {
	return tree->nodes[index / FANOUT];
}

static void put_node(struct haru *haru, haru_id id, haru_id parent, const haru_id *kids, size_t kid_count, size_t page_count) {
	osp_buf out = OSP_BUF_INIT;
	osp_buf_puts(&out, "<</Type/Pages");
	if (parent != 0) {
		osp_buf_puts(&out, "/Parent");
		haru_put_ref(&out, parent);
	}
	osp_buf_printf(&out, "/Count %zu/Kids[", page_count);
	for (size_t i = 0; i < kid_count; i++) {
		haru_put_ref(&out, kids[i]);
	}
	osp_buf_puts(&out, "]>>");
	haru_put(haru, id, out.data, out.len);
	osp_buf_done(&out);
}

void haru_tree_put(struct haru_tree *tree, struct haru *haru, const haru_id *pages) {
	haru_id root = haru_page_tree(haru);
	for (size_t i = 0; i < tree->node_count; i++) {
		size_t first = i * FANOUT;
		size_t count = tree->page_count - first < FANOUT ? tree->page_count - first : FANOUT;
		put_node(haru, tree->nodes[i], root, pages + first, count, count);
	}
	put_node(haru, root, 0, tree->nodes, tree->node_count, tree->page_count);
	free(tree->nodes);
	*tree = (struct haru_tree){ 0 };
}
