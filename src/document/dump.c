/* dump.c - the canonical text form of a tree, for goldens and for people. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "document/node.h"

#include <string.h>

/* One node a line, two spaces a level: `p class="x" @12:1` or `"text" @12:3`. */

static void put_quoted(osp_buf *out, const char *text, size_t len)
{
	osp_buf_putc(out, '"');
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		switch (c) {
		case '\n': osp_buf_puts(out, "\\n"); break;
		case '\t': osp_buf_puts(out, "\\t"); break;
		case '"': osp_buf_puts(out, "\\\""); break;
		case '\\': osp_buf_puts(out, "\\\\"); break;
		default:
			if (c < 0x20) {
				osp_buf_printf(out, "\\x%02x", c);
			} else {
				osp_buf_putc(out, (char)c);
			}
		}
	}
	osp_buf_putc(out, '"');
}

static void put_node(osp_buf *out, const osp_node *node, bool with_places)
{
	if (osp_node_is_text(node)) {
		put_quoted(out, node->text, node->text_len);
	} else {
		osp_buf_puts(out, node->name);
	}
	for (size_t i = 0; i < node->attr_count; i++) {
		osp_buf_printf(out, " %s=", node->attrs[i].name);
		put_quoted(out, node->attrs[i].value, strlen(node->attrs[i].value));
	}
	if (with_places && node->place.line > 0) {
		osp_buf_printf(out, " @%u:%u", (unsigned)node->place.line, (unsigned)node->place.column);
	}
	osp_buf_putc(out, '\n');
}

void document_dump(const osp_node *root, bool with_places, osp_buf *out)
{
	size_t depth = 0;
	for (const osp_node *n = root; n != NULL;) {
		for (size_t i = 0; i < depth; i++) {
			osp_buf_puts(out, "  ");
		}
		put_node(out, n, with_places);
		if (n->first != NULL) {
			n = n->first;
			depth++;
			continue;
		}
		while (n != root && n->next == NULL) {
			n = n->parent;
			depth--;
		}
		n = n == root ? NULL : n->next;
	}
}
