/* generated.c - resolve what a style sheet puts into the page. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/generated.h"

#include <string.h>

static bool is_left_out(const osp_node *node)
{
	return osp_node_has_role(node, "doc-noteref") || osp_node_has_role(node, "doc-backlink") || osp_node_has_role(node, "doc-biblioref");
}

void generated_words(osp_buf *out, const osp_node *node)
{
	size_t start = out->len;
	for (const osp_node *at = node; at != NULL;) {
		if (is_left_out(at)) {
			at = osp_node_after_all(at, node);
			continue;
		}
		size_t len = 0;
		const char *text = osp_node_tag(at) == OSP_BR ? " " : osp_node_text(at, &len);
		len = osp_node_tag(at) == OSP_BR ? 1 : len;
		for (size_t i = 0; i < len; i++) {
			bool is_space = text[i] == ' ' || text[i] == '\n' || text[i] == '\t';
			if (!is_space) {
				osp_buf_putc(out, text[i]);
			} else if (out->len > start && out->data[out->len - 1] != ' ') {
				osp_buf_putc(out, ' ');
			}
		}
		at = osp_node_after(at, node);
	}
	if (out->len > start && out->data[out->len - 1] == ' ') {
		osp_buf_truncate(out, out->len - 1);
	}
}

const char *generated_first_string(const struct layout *layout, const char *name)
{
	bool has_title = strcmp(name, "volume") == 0 && layout->volume != NULL && layout->volume->title != NULL;
	return has_title ? layout->volume->title : "";
}

static const char *latest_string(const struct piece_layout *piece, const char *name)
{
	for (size_t i = piece->string_count; i > 0; i--) {
		if (strcmp(piece->strings[i - 1].name, name) == 0) {
			return piece->strings[i - 1].text;
		}
	}
	return generated_first_string(piece->layout, name);
}

/* Room for one more in a list of the piece. */
static void *grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity) {
		return items;
	}
	size_t wanted = *capacity == 0 ? 16 : *capacity * 2;
	void *fresh = arena_array(arena, wanted, size);
	if (count > 0) {
		memcpy(fresh, items, count * size);
	}
	*capacity = wanted;
	return fresh;
}

static void note_id(struct piece_layout *piece, const char *id, const struct box *place, const osp_node *node)
{
	piece->ids = grow(piece->arena, piece->ids, piece->id_count, &piece->id_capacity, sizeof(*piece->ids));
	piece->ids[piece->id_count++] = (struct named_box){ id, place, node, counters_copy(&piece->counters, piece->arena) };
}

static const struct target *find_target(struct piece_layout *piece, const struct content_part *part, const osp_node *node)
{
	const char *href = part->target == NULL ? NULL : osp_node_attr(node, part->target);
	if (href == NULL || href[0] != '#') {
		return NULL;
	}
	piece->target_asks++;
	return piece->target(piece->closure, href + 1);
}

static void put_counter(osp_buf *out, const struct counters *counters, const struct content_part *part)
{
	const char *style = part->style == NULL ? "decimal" : part->style;
	bool any = false;
	if (part->separator == NULL) {
		counter_format(out, counters_value(counters, part->text), style);
		return;
	}
	for (size_t i = 0; i < counters->count; i++) { /* from the outermost in */
		if (strcmp(counters->items[i].name, part->text) == 0) {
			osp_buf_puts(out, any ? part->separator : "");
			counter_format(out, counters->items[i].value, style);
			any = true;
		}
	}
	if (!any) {
		counter_format(out, 0, style);
	}
}

static void put_page(osp_buf *out, const struct target *target, const char *style)
{
	if (style == NULL || strcmp(style, "decimal") == 0 || target->number == 0) {
		osp_buf_puts(out, target->label);
	} else {
		counter_format(out, (int)target->number, style);
	}
}

/*
 * counter(page) within the text: the page on which the block that asks begins, as of the round before. Blocks that ask are
 * known to the numbering by the number of their question, which is the same in every round.
 */
static void put_own_page(struct piece_layout *piece, osp_buf *out, const struct content_part *part, const osp_node *node)
{
	char *id = arena_printf(piece->arena, "\1%p %u", (const void *)piece, piece->target_asks++);
	if (piece->latest_box == NULL) {
		return;
	}
	note_id(piece, id, piece->latest_box, node);
	put_page(out, piece->target(piece->closure, id), part->style);
}

/* `page` is where the target begins, `page-range` all its pages: 12, 12-17. Other counters are as they stand at the target. */
static void put_target(struct piece_layout *piece, osp_buf *out, const struct content_part *part, const osp_node *node)
{
	const struct target *target = find_target(piece, part, node);
	if (target == NULL) {
		return;
	}
	if (strcmp(part->text, "page-range") == 0) {
		osp_buf_puts(out, target->label);
		if (strcmp(target->label, target->last_label) != 0 || target->number == 0) {
			osp_buf_printf(out, "-%s", target->last_label);
		}
	} else if (strcmp(part->text, "page") == 0) {
		put_page(out, target, part->style);
	} else if (target->node != NULL) {
		put_counter(out, &target->counters, part);
	}
}

static void put_target_text(struct piece_layout *piece, osp_buf *out, const struct content_part *part, const osp_node *node)
{
	const struct target *target = find_target(piece, part, node);
	if (target != NULL && target->node != NULL) {
		generated_words(out, target->node);
	}
}

static void put_part(struct piece_layout *piece, osp_buf *out, const struct content_part *part, const osp_node *node)
{
	const char *value;
	switch (part->kind) {
	case CONTENT_TEXT:
		osp_buf_puts(out, part->text);
		break;
	case CONTENT_ATTR:
		value = osp_node_attr(node, part->text);
		osp_buf_puts(out, value == NULL ? "" : value);
		break;
	case CONTENT_COUNTER:
		piece->context_asks++;
		if (strcmp(part->text, "page") == 0 && part->separator == NULL) {
			put_own_page(piece, out, part, node);
		} else {
			put_counter(out, &piece->counters, part);
		}
		break;
	case CONTENT_STRING:
		piece->context_asks++;
		osp_buf_puts(out, latest_string(piece, part->text));
		break;
	case CONTENT_TARGET_COUNTER:
		put_target(piece, out, part, node);
		break;
	case CONTENT_TARGET_TEXT:
		put_target_text(piece, out, part, node);
		break;
	case CONTENT_ELEMENT_TEXT:
		generated_words(out, node);
		break;
	case CONTENT_LEADER:
		break;
	}
}

/* leader() fills a line up to its end, which no text can say: what follows it is kept apart for the paragraph. */
static void take_leader(struct piece_layout *piece, const struct content *content, size_t at, const osp_node *node)
{
	osp_buf rest = OSP_BUF_INIT;
	for (size_t i = at + 1; i < content->count; i++) {
		put_part(piece, &rest, &content->parts[i], node);
	}
	struct leader *leader = ARENA_NEW(piece->arena, struct leader);
	leader->pattern = content->parts[at].text;
	leader->text = arena_strdup(piece->arena, rest.data == NULL ? "" : rest.data);
	leader->node = node;
	leader->style = style_computed(piece->layout->style, node, OSP_PSEUDO_AFTER);
	if (leader->style == NULL) {
		leader->style = style_computed(piece->layout->style, node, OSP_PSEUDO_NONE);
	}
	piece->leader = leader;
	osp_buf_done(&rest);
}

const char *generated_text(void *closure, const struct content *content, const osp_node *node)
{
	struct piece_layout *piece = closure;
	osp_buf out = OSP_BUF_INIT;
	for (size_t i = 0; i < content->count; i++) {
		if (content->parts[i].kind == CONTENT_LEADER) {
			take_leader(piece, content, i, node);
			break;
		}
		put_part(piece, &out, &content->parts[i], node);
	}
	const char *text = out.len == 0 ? "" : arena_strndup(piece->arena, out.data, out.len);
	osp_buf_done(&out);
	return text;
}

static const char *words_of(struct piece_layout *piece, const osp_node *node)
{
	osp_buf out = OSP_BUF_INIT;
	generated_words(&out, node);
	const char *text = out.len == 0 ? "" : arena_strndup(piece->arena, out.data, out.len);
	osp_buf_done(&out);
	return text;
}

static void note_strings(struct piece_layout *piece, const osp_node *node, const struct computed *style, struct box *box)
{
	for (const struct string_set *set = style->string_set; set != NULL && set->name != NULL; set++) {
		const char *text = generated_text(piece, &set->content, node);
		piece->strings = grow(piece->arena, piece->strings, piece->string_count, &piece->string_capacity, sizeof(*piece->strings));
		piece->strings[piece->string_count++] = (struct string_value){ set->name, text, box };
	}
}

/* What stands in a cell is found on the page of its row; a note is found through its mark. */
static const struct box *row_of(const struct flow *flow)
{
	const struct galley *galley = flow->galley;
	return galley == &flow->piece->notes || galley->root == NULL ? NULL : galley->root->parent;
}

void generated_note_box(struct flow *flow, const osp_node *node, const struct computed *style, struct box *box)
{
	struct piece_layout *piece = flow->piece;
	const char *id = osp_node_attr(node, "id");
	const struct box *place = flow->galley == &piece->body ? box : row_of(flow);
	if (place != NULL) {
		piece->latest_box = place;
	}
	if (id != NULL && place != NULL) {
		note_id(piece, id, place, node);
	}
	if (place != box) {
		return; /* heads and outlines are made from the text, not from what stands in it */
	}
	note_strings(piece, node, style, box);
	if (style->bookmark_level > 0) {
		const char *title = style->bookmark_label != NULL ? style->bookmark_label : words_of(piece, node);
		piece->bookmarks = grow(piece->arena, piece->bookmarks, piece->bookmark_count, &piece->bookmark_capacity, sizeof(*piece->bookmarks));
		piece->bookmarks[piece->bookmark_count++] = (struct bookmark){ title, style->bookmark_level, box };
	}
}
