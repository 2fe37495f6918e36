/* list.c - the numbers and dots before the items of lists. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/generated.h"

#include <stdlib.h>
#include <string.h>

enum { GAP = 2 }; /* between a marker and its text: 1/2 em (typesetting.md 2.1), as a divisor of the size */

static int number_of(const osp_node *node, const char *name, int otherwise)
{
	const char *value = osp_node_attr(node, name);
	if (value == NULL) {
		return otherwise;
	}
	char *end = NULL;
	long number = strtol(value, &end, 10);
	return end == value || number < -1000000000 || number > 1000000000 ? otherwise : (int)number;
}

/* The marker of the item that the counter `list-item` stands at. */
static const char *marker_text(struct piece_layout *piece, const osp_node *item, const struct computed *style)
{
	const struct computed *own = style_computed(piece->layout->style, item, OSP_PSEUDO_MARKER);
	if (own != NULL && !own->content.is_none && own->content.count > 0) {
		const char *text = generated_text(piece, &own->content, item);
		size_t len = strlen(text);
		while (len > 0 && text[len - 1] == ' ') {
			len--;
		}
		return arena_strndup(piece->arena, text, len);
	}
	osp_buf out = OSP_BUF_INIT;
	const char *text = NULL;
	if (counter_marker(&out, counters_value(&piece->counters, "list-item"), style->list_style)) {
		text = arena_strndup(piece->arena, out.data == NULL ? "" : out.data, out.len);
	}
	osp_buf_done(&out);
	return text;
}

static const struct computed *marker_style(const struct piece_layout *piece, const osp_node *item, const struct computed *style)
{
	const struct computed *own = style_computed(piece->layout->style, item, OSP_PSEUDO_MARKER);
	return own == NULL ? style : own;
}

static osp_len text_width(const struct piece_layout *piece, const struct computed *style, const char *text)
{
	return text == NULL || text[0] == '\0' ? 0 : text_line(piece->layout, piece->arena, style, style->lang, text, 0, 0, NULL);
}

/* Only the first, the last and the items with numbers of their own can be the widest: enough to look at. */
static osp_len widest_marker(struct flow *flow, const osp_node *list, int start)
{
	struct piece_layout *piece = flow->piece;
	osp_len widest = 0;
	int value = start;
	for (const osp_node *item = osp_node_first(list); item != NULL; item = osp_node_next(item), value++) {
		bool has_value = osp_node_attr(item, "value") != NULL;
		value = number_of(item, "value", value);
		if (!has_value && item != osp_node_first(list) && item != osp_node_last(list)) {
			continue;
		}
		const struct computed *style = node_style(flow, item);
		if (style->display != DISPLAY_LIST_ITEM || style->list_inside) {
			continue;
		}
		counters_set(&piece->counters, "list-item", value, flow->depth);
		osp_len width = text_width(piece, marker_style(piece, item, style), marker_text(piece, item, style));
		widest = width > widest ? width : widest;
	}
	return widest;
}

/* The text of all items begins at one edge, wide enough for the widest number (typesetting.md 1.15). */
void list_open(struct flow *flow, const osp_node *list, const struct computed *style)
{
	int start = number_of(list, "start", 1);
	counters_reset(&flow->piece->counters, "list-item", start - 1, flow->depth);
	osp_len wanted = widest_marker(flow, list, start);
	osp_len room = length_resolve(style->padding[SIDE_LEFT], flow->width, 0);
	if (wanted > 0 && wanted + style->font_size / GAP > room) {
		osp_len more = wanted + style->font_size / GAP - room;
		if (more < flow->width / 2) {
			flow->x += more;
			flow->width -= more;
		}
	}
	counters_set(&flow->piece->counters, "list-item", start - 1, flow->depth);
}

static bool increments_itself(const struct computed *style)
{
	for (const struct counter_change *change = style->counter_increment; change != NULL && change->name != NULL; change++) {
		if (strcmp(change->name, "list-item") == 0) {
			return true;
		}
	}
	return false;
}

void list_item_open(struct flow *flow, const osp_node *item, const struct computed *style)
{
	struct piece_layout *piece = flow->piece;
	if (osp_node_attr(item, "value") != NULL) {
		counters_set(&piece->counters, "list-item", number_of(item, "value", 1), flow->depth - 1);
	} else if (!increments_itself(style)) {
		counters_increment(&piece->counters, "list-item", 1, flow->depth - 1);
	}
	const char *text = marker_text(piece, item, style);
	if (text == NULL || text[0] == '\0') {
		return;
	}
	if (style->list_inside) {
		flow->inside_marker = text;
		return;
	}
	const struct computed *own = marker_style(piece, item, style);
	struct marker *marker = ARENA_NEW(piece->arena, struct marker);
	*marker = (struct marker){ .text = text, .style = own, .node = item, .next = flow->markers };
	marker->x = flow->x - text_width(piece, own, text) - style->font_size / GAP;
	flow->markers = marker;
}
