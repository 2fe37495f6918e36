/* check.c - is this tree what docs/tree.md promises? */
/* SPDX-License-Identifier: Apache-2.0 */
#include "document/node.h"

#include <string.h>

static bool fail(osp_buf *why, const osp_node *node, const char *sentence)
{
	osp_buf_printf(why, "%u:%u: <%s> in <%s>: %s", (unsigned)node->place.line, (unsigned)node->place.column,
	               osp_node_is_text(node) ? "text" : node->name, node->parent != NULL ? osp_node_name(node->parent) : "", sentence);
	return false;
}

static bool takes_phrasing_only(osp_tag tag)
{
	switch (tag) {
	case OSP_P: case OSP_H1: case OSP_H2: case OSP_H3: case OSP_H4: case OSP_H5: case OSP_H6: case OSP_PRE:
	case OSP_DT: case OSP_SUMMARY:
		return true;
	default:
		return tag > OSP_TAG_UNKNOWN && !osp_tag_is_block(tag);
	}
}

/* Elements that hold blocks or phrasing, not both. */
static bool is_either(osp_tag tag)
{
	switch (tag) {
	case OSP_LI: case OSP_TD: case OSP_TH: case OSP_DD: case OSP_BLOCKQUOTE: case OSP_FIGURE: case OSP_ASIDE:
		return true;
	default:
		return false;
	}
}

/* A picture, which may be a link, stands beside blocks: figure > a > img + figcaption. */
static bool is_picture(const osp_node *node)
{
	const osp_node *inside = osp_node_tag(node) == OSP_A && node->first == node->last ? node->first : node;
	return osp_node_tag(inside) == OSP_IMG;
}

/* A tight list item holds phrasing content, then nested lists: those may follow. */
static bool is_mixed(const osp_node *node)
{
	bool phrasing = false, block = false;
	for (const osp_node *child = node->first; child != NULL; child = child->next) {
		osp_tag tag = osp_node_tag(child);
		bool is_list = tag == OSP_UL || tag == OSP_OL;
		if (osp_tag_is_block(tag) && !(is_list && osp_node_tag(node) == OSP_LI)) {
			block = true;
		} else if (!is_list && !is_picture(child)) {
			phrasing = true;
		}
	}
	return phrasing && block;
}

static bool check_row(const osp_node *node, osp_buf *why)
{
	osp_tag tag = osp_node_tag(node), parent = osp_node_tag(node->parent);
	if ((tag == OSP_LI) != (parent == OSP_UL || parent == OSP_OL)) {
		return fail(why, node, "li stands in ul or ol, and these hold nothing else");
	}
	if ((tag == OSP_TR) && parent != OSP_THEAD && parent != OSP_TBODY && parent != OSP_TFOOT) {
		return fail(why, node, "tr stands in thead, tbody or tfoot");
	}
	if ((tag == OSP_TD || tag == OSP_TH) != (parent == OSP_TR)) {
		return fail(why, node, "rows hold th and td, and nothing else does");
	}
	return true;
}

static bool check_text(const osp_node *node, osp_buf *why)
{
	if (node->text_len == 0) {
		return fail(why, node, "an empty text");
	}
	if (node->next != NULL && osp_node_is_text(node->next)) {
		return fail(why, node, "two texts side by side");
	}
	switch (osp_node_tag(node->parent)) {
	case OSP_ARTICLE: case OSP_SECTION: case OSP_UL: case OSP_OL: case OSP_TABLE: case OSP_THEAD: case OSP_TBODY: case OSP_TR:
		return fail(why, node, "text outside of a paragraph");
	default:
		return true;
	}
}

bool document_check(const osp_node *root, osp_buf *why)
{
	for (const osp_node *n = root; n != NULL; n = osp_node_after(n, root)) {
		if (n != root && n->parent == NULL) {
			return fail(why, n, "lost its parent");
		}
		if (osp_node_is_text(n)) {
			if (n->parent != NULL && !check_text(n, why)) {
				return false;
			}
			continue;
		}
		if (n != root && osp_tag_is_block(osp_node_tag(n)) && takes_phrasing_only(osp_node_tag(n->parent))) {
			return fail(why, n, "a block inside of phrasing content");
		}
		if (n != root && !check_row(n, why)) {
			return false;
		}
		if (is_either(osp_node_tag(n)) && is_mixed(n)) {
			return fail(why, n, "holds blocks and phrasing content side by side");
		}
		if (osp_tag_is_void(osp_node_tag(n)) && n->first != NULL) {
			return fail(why, n, "a void element with children");
		}
	}
	return true;
}
