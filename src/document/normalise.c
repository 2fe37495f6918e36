/* normalise.c - merge neighbouring texts, drop empty ones and white space between blocks. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "document/node.h"

#include <string.h>

static bool is_blank(const osp_node *text)
{
	return (unsigned char)text->text[0] <= ' ' && text->text[strspn(text->text, " \t\n\r")] == '\0';
}

/* White space in `pre` is text; elsewhere a blank text is nothing when a block or the edge of one stands beside it. */
static bool stands_between_blocks(const osp_node *text)
{
	const osp_node *previous = text->previous, *next = text->next;
	bool block_before = previous != NULL ? osp_tag_is_block(osp_node_tag(previous)) : osp_tag_is_block(osp_node_tag(text->parent));
	bool block_after = next != NULL ? osp_tag_is_block(osp_node_tag(next)) : osp_tag_is_block(osp_node_tag(text->parent));
	return block_before && block_after;
}

static bool is_in_pre(const osp_node *node)
{
	for (; node != NULL; node = node->parent) {
		if (osp_node_tag(node) == OSP_PRE) {
			return true;
		}
	}
	return false;
}

/* Joins all texts that follow directly; one buffer for the whole row, so that a long row costs no square. */
static void merge_row(osp_node *text)
{
	osp_buf whole = OSP_BUF_INIT;
	osp_buf_add(&whole, text->text, text->text_len);
	while (text->next != NULL && osp_node_is_text(text->next)) {
		osp_buf_add(&whole, text->next->text, text->next->text_len);
		osp_node_unlink(text->next);
	}
	osp_node_set_text(text, whole.data, whole.len);
	osp_buf_done(&whole);
}

/* Most transforms change few articles, and some none. */
void document_normalise(osp_node *root)
{
	if (root->tree->normal == root) {
		return;
	}
	for (osp_node *n = root, *after; n != NULL; n = after) {
		if (osp_node_is_text(n) && n->parent != NULL) {
			if (n->next != NULL && osp_node_is_text(n->next)) {
				merge_row(n);
			}
			after = osp_node_after_all(n, root);
			if (n->text_len == 0 || (is_blank(n) && stands_between_blocks(n) && !is_in_pre(n))) {
				osp_node_unlink(n);
			}
			continue;
		}
		after = osp_node_after(n, root);
	}
	root->tree->normal = root;
}
