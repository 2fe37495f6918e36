/* dump.c - which rule of which sheet won, per element: `ospopress dump --stage=styled`. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/engine.h"

#include <string.h>

static void indent(int depth, osp_buf *out)
{
	for (int i = 0; i < depth && i < 40; i++) {
		osp_buf_puts(out, "  ");
	}
}

static void name(const osp_node *node, osp_buf *out)
{
	const char *id = osp_node_attr(node, "id"), *classes = osp_node_attr(node, "class");
	osp_buf_puts(out, osp_node_name(node));
	if (id != NULL) {
		osp_buf_printf(out, "#%s", id);
	}
	for (bool start = true; classes != NULL && *classes != '\0'; classes++) {
		if (*classes == ' ') {
			start = true;
			continue;
		}
		osp_buf_puts(out, start ? "." : "");
		osp_buf_putc(out, *classes);
		start = false;
	}
}

static void entry(osp_style *style, const osp_node *node, osp_pseudo pseudo, int depth, osp_buf *out)
{
	static const char *const pseudos[] = { "", "::before", "::after", "::marker", "::first-letter" };
	const struct style_entry *entry = style_entry_pseudo(style, node, pseudo);
	if (entry == NULL || (pseudo != OSP_PSEUDO_NONE && entry->winner_count == 0)) {
		return;
	}
	indent(depth, out);
	name(node, out);
	osp_buf_printf(out, "%s\n", pseudos[pseudo]);
	for (size_t i = 0; i < entry->winner_count; i++) {
		const struct winner *winner = &entry->winners[i];
		int property = winner->property;
		bool custom = property == PROPERTY_CUSTOM;
		const char *label = custom ? winner->declaration->name : property_infos[property].name;
		const char *value = custom ? osp_style_value(style, node, pseudo, label) : style_text_of(style, entry, property);
		indent(depth + 1, out);
		osp_buf_printf(out, "%s: %s", label, value != NULL ? value : "invalid");
		osp_buf_printf(out, "%s  [%s:%u]\n", winner->declaration->important ? " !important" : "", winner->sheet->name,
		               (unsigned)sheet_line(winner->sheet, winner->declaration->at));
	}
}

void style_dump(osp_style *style, const osp_node *root, osp_buf *out)
{
	int depth = 0;
	for (const osp_node *node = root; node != NULL; node = osp_node_after(node, root)) {
		if (osp_node_is_text(node)) {
			continue;
		}
		depth = 0;
		for (const osp_node *up = node; up != root; up = osp_node_parent(up)) {
			depth++;
		}
		for (int pseudo = OSP_PSEUDO_NONE; pseudo < PSEUDO_COUNT; pseudo++) {
			entry(style, node, (osp_pseudo)pseudo, depth, out);
		}
	}
}
