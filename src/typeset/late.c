/* late.c - paragraphs that name pages are set again when the pages are known, and nothing else is. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/generated.h"

#include <string.h>

/*
 * "See page 12", the pages in an article's entry, a list of contents: in the
 * first round they have numbers that are made up. The number alone changes in
 * the next, so the paragraph is shaped and broken again and takes the strips of
 * the old one, if it has as many lines of the same heights. Only when it has not,
 * or when page numbers stand where strips are not easily told (in cells and
 * notes, beside floats, with counters), the whole piece is laid out again.
 */
struct late_text {
	const osp_node *block;
	const struct computed *style;
	struct inline_run run;
	osp_len x, width;
	uint32_t first, count;         /* its strips */
};

struct late_mark late_begin(const struct piece_layout *piece)
{
	return (struct late_mark){ piece->target_asks, piece->context_asks };
}

void late_end(struct flow *flow, const struct late_mark *mark, const osp_node *block, const struct computed *style, const struct inline_run *run,
              uint32_t lines)
{
	struct piece_layout *piece = flow->piece;
	if (piece->target_asks == mark->targets) {
		return;
	}
	bool is_plain = flow->galley == &piece->body && !flow->left.is_set && !flow->right.is_set && piece->context_asks == mark->contexts;
	for (uint32_t i = 0; i < lines && is_plain; i++) {
		const struct strip *strip = &flow->galley->strips[flow->galley->count - 1 - i];
		is_plain = strip->kind == STRIP_LINE && strip->as.text.line != NULL && strip->as.text.line->note_count == 0;
	}
	if (!is_plain) {
		return; /* its questions are not noted, so they are not answered by late_refresh() */
	}
	if (piece->late_count == piece->late_capacity) {
		size_t capacity = piece->late_capacity == 0 ? 4 : piece->late_capacity * 2;
		struct late_text *texts = ARENA_ARRAY(piece->arena, capacity, struct late_text);
		if (piece->late_count > 0) {
			memcpy(texts, piece->late, piece->late_count * sizeof(*texts));
		}
		piece->late = texts;
		piece->late_capacity = capacity;
	}
	piece->late[piece->late_count++] = (struct late_text){ block, style, *run, flow->x, flow->width, flow->galley->count - lines, lines };
	piece->late_asks += piece->target_asks - mark->targets;
}

static bool fits(const struct galley *body, const struct late_text *text, const struct paragraph_lines *lines)
{
	bool fits = lines->count == text->count;
	for (uint32_t i = 0; i < text->count && fits; i++) {
		fits = body->strips[text->first + i].height == lines->lines[i].height;
	}
	return fits;
}

static bool refresh(struct piece_layout *piece, struct arena *paragraphs, const struct late_text *text)
{
	struct paragraph_options options = { .before = text->run.before, .after = text->run.after, .marker = text->run.marker,
	                                     .resolve = generated_text, .closure = piece };
	piece->leader = NULL;
	struct paragraph *paragraph = paragraph_new(piece->layout, paragraphs, text->block, text->style, text->run.first, text->run.last, &options);
	if (paragraph == NULL) {
		return false;
	}
	struct leader *leader = piece->leader;
	struct break_options breaks = { .width = text->width };
	struct paragraph_lines lines = block_lines(piece, paragraph, text->style, text->x, leader, &breaks);
	if (!fits(&piece->body, text, &lines)) {
		return false;
	}
	for (uint32_t i = 0; i < text->count; i++) {
		struct strip *strip = &piece->body.strips[text->first + i];
		strip->as.text.line = &lines.lines[i];
	}
	if (leader != NULL && text->count > 0) {
		strip_extra_of(piece, &piece->body.strips[text->first + text->count - 1])->leader = leader;
	}
	return true;
}

bool late_refresh(struct piece_layout *piece)
{
	bool is_done = piece->late_asks == piece->target_asks;
	struct arena *paragraphs = arena_new();
	for (size_t i = 0; i < piece->late_count && is_done; i++) {
		is_done = refresh(piece, paragraphs, &piece->late[i]);
	}
	arena_free(paragraphs);
	piece->target_asks = piece->late_asks; /* the same questions, asked once more */
	return is_done;
}
