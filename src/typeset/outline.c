/* outline.c - bookmarks: the headings with the pages that they came to stand on. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/piece.h"

struct outline { struct arena *arena; osp_outline **entries; size_t count; uint32_t depth; };

/* No level is skipped, whatever the sheet says: viewers indent by it. */
static void add(struct outline *outline, const char *title, uint32_t page, osp_len y, uint32_t depth, const osp_node *node)
{
	if (title[0] == '\0') {
		return;
	}
	depth = depth > outline->depth + 1 ? outline->depth + 1 : depth;
	outline->depth = depth;
	osp_outline *entry = ARENA_ARRAY(outline->arena, 1, osp_outline);
	*entry = (osp_outline){ .title = title, .page = page, .y = y, .depth = depth, .node = node };
	outline->entries[outline->count++] = entry;
}

static uint32_t slot_of(const struct volume_layout *volume, uint32_t piece, uint32_t cut)
{
	uint32_t at = volume->first_slots[piece];
	while (at + 1 < volume->slot_count && volume->slots[at].cut != cut && volume->slots[at + 1].piece == piece) {
		at++;
	}
	return at;
}

void outline_make(struct volume_layout *volume)
{
	size_t most = 0;
	for (size_t i = 0; i < volume->piece_count; i++) {
		most += volume->pieces[i]->drawn_count + 1;
	}
	struct outline outline = { .arena = volume->arena, .entries = ARENA_ARRAY(volume->arena, most + 1, osp_outline *) };
	for (uint32_t i = 0; i < volume->piece_count; i++) {
		const struct piece_layout *piece = volume->pieces[i];
		uint32_t below = piece->piece->part > 0 && piece->piece->kind != OSP_PIECE_PART ? 1 : 0;
		size_t before = outline.count;
		for (size_t k = 0; k < piece->drawn_count; k++) {
			const struct drawn_bookmark *mark = &piece->drawn[k];
			add(&outline, mark->title, slot_of(volume, i, mark->page), mark->y, (uint32_t)mark->level + below, mark->node);
		}
		if (outline.count == before && piece->page_count > 0) {
			add(&outline, piece->piece->title, volume->first_slots[i], 0, 1 + below, piece->piece->root);
		}
	}
	volume->pages->outline = outline.entries;
	volume->pages->outline_count = outline.count;
}
