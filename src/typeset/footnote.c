/* footnote.c - notes that stand at the foot of the page of their mark. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/flow.h"

#include <string.h>

enum { LEAST_LINES = 2 }; /* of a note that goes on overleaf (typesetting.md 1.17) */

bool footnote_is_placed(const struct piece_layout *piece, const osp_node *note)
{
	for (size_t i = piece->placed_count; i > 0; i--) {
		if (piece->placed_notes[i - 1] == note) {
			return true;
		}
	}
	return false;
}

bool footnote_all_placed(const struct piece_layout *piece, const osp_node *section)
{
	bool has_note = false;
	for (const osp_node *node = osp_node_first(section); node != NULL; node = osp_node_next(node)) {
		if (osp_node_tag(node) != OSP_ASIDE) {
			continue;
		}
		if (!footnote_is_placed(piece, node)) {
			return false;
		}
		has_note = true;
	}
	return has_note;
}

static void remember(struct piece_layout *piece, const osp_node *note)
{
	if (piece->placed_count == piece->placed_capacity) {
		size_t capacity = piece->placed_capacity == 0 ? 16 : piece->placed_capacity * 2;
		const osp_node **fresh = ARENA_ARRAY(piece->arena, capacity, const osp_node *);
		if (piece->placed_count > 0) {
			memcpy(fresh, piece->placed_notes, piece->placed_count * sizeof(*fresh));
		}
		piece->placed_notes = fresh;
		piece->placed_capacity = capacity;
	}
	piece->placed_notes[piece->placed_count++] = note;
}

/* The text of the mark in the line is the number before the note. */
static void set_number(struct flow *flow, const struct line_note *note, const struct computed *style)
{
	struct piece_layout *piece = flow->piece;
	osp_buf words = OSP_BUF_INIT;
	osp_node_text_content(note->mark, &words);
	if (words.len > 0) {
		struct marker *marker = ARENA_NEW(piece->arena, struct marker);
		*marker = (struct marker){ .text = arena_strndup(piece->arena, words.data, words.len), .style = style, .node = note->note, .x = flow->x };
		osp_len width = text_line(piece->layout, piece->arena, style, style->lang, marker->text, 0, 0, NULL);
		osp_len indent = width > style->font_size ? width + style->font_size / 2 : style->font_size * 3 / 2;
		flow->markers = marker;
		flow->x += indent;
		flow->width -= indent;
	}
	osp_buf_done(&words);
}

/* Sets one note behind those that are there. What it counts, it counts within the element that holds its mark. */
static void set_note(const struct flow *holder, const struct line_note *note, const struct computed *style, osp_len width)
{
	struct piece_layout *piece = holder->piece;
	struct flow flow;
	struct galley *galley = &piece->notes;
	uint32_t first = galley->count;
	struct box *root = galley->root;
	flow_init(&flow, piece, galley, root, width);
	flow.depth = holder->depth + 1;
	flow.drops_first_margin = true;
	if (first > 0) {
		flow_margin(&flow, length_resolve(style->margin[SIDE_TOP], width, 0));
		flow_settle(&flow);
	}
	struct computed *plain = ARENA_NEW(piece->arena, struct computed);
	*plain = *style;
	plain->margin[SIDE_TOP] = (struct length){ LENGTH_FIXED, 0 };
	plain->float_kind = FLOAT_NONE;
	plain->break_before = plain->break_after = BREAK_AUTO;
	set_number(&flow, note, plain);
	block_node(&flow, note->note, plain);
}

void footnote_anchor(struct flow *flow, const struct line_note *notes, size_t count)
{
	struct piece_layout *piece = flow->piece;
	if (flow->galley == &piece->notes) {
		return; /* a note within a note stays where the tree has it */
	}
	for (size_t i = 0; i < count; i++) {
		const osp_node *note = notes[i].note;
		if (note == NULL || footnote_is_placed(piece, note)) {
			continue;
		}
		const struct computed *style = style_computed(piece->layout->style, note, OSP_PSEUDO_NONE);
		if (style->float_kind != FLOAT_FOOTNOTE) {
			continue;
		}
		remember(piece, note);
		set_note(flow, &notes[i], style, flow->columns > 1 ? flow->column_width : piece->width);
	}
}

uint32_t footnote_least(const struct piece_layout *piece, uint32_t first)
{
	const struct galley *galley = &piece->notes;
	uint32_t at = galley->count, last = first;
	const struct box *box = NULL;
	/* where the last note of this line begins */
	for (uint32_t i = first; i < galley->count; i++) {
		const struct box *top = galley->strips[i].box;
		while (top->parent != galley->root && top->parent != NULL) {
			top = top->parent;
		}
		if (galley->strips[i].kind != STRIP_SPACE && top != box) {
			box = top;
			last = i;
		}
	}
	uint32_t lines = 0;
	for (at = last; at < galley->count && lines < LEAST_LINES; at++) {
		lines += galley->strips[at].kind == STRIP_LINE;
	}
	return galley->count - at < LEAST_LINES ? galley->count : at;
}
