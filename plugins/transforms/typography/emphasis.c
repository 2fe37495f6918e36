/* emphasis.c - tells emphasised Chinese from emphasised English: Han are never slanted (CLREQ, 4.2 emphasis). */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typography.h"

static bool is_italic(osp_tag tag)
{
	return tag == OSP_EM || tag == OSP_I || tag == OSP_CITE || tag == OSP_DFN || tag == OSP_VAR;
}

static bool holds_han(const osp_node *element)
{
	for (const osp_node *n = osp_node_first(element); n != NULL; n = osp_node_after(n, element)) {
		size_t len;
		const char *at = osp_node_text(n, &len);
		for (const char *end = at + len; at != NULL && at < end;) {
			if (osp_char_is_han(osp_utf8_next(&at, end))) {
				return true;
			}
		}
	}
	return false;
}

void emphasis_mark(osp_node *root)
{
	for (osp_node *n = root; n != NULL; n = osp_node_after(n, root)) {
		if (is_italic(osp_node_tag(n)) && holds_han(n)) {
			osp_node_add_class(n, "han");
		}
	}
}
