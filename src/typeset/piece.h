/* piece.h - one piece of the volume on its way to pages. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TYPESET_PIECE_H
#define TYPESET_PIECE_H

#include <pthread.h>

#include "base/map.h"
#include "typeset/painter.h"
#include "typeset/typeset.h"

#define BLANK_PAGE UINT32_MAX

/* One page of the volume before it is drawn. */
struct slot {
	uint32_t piece, cut;           /* cut: the page of the piece, BLANK_PAGE for one that only fills */
	const char *label;
	uint32_t number;               /* as counter(page) counts */
	bool is_left, is_front;
	size_t strings_before, strings_own;
};

/* One layout of a volume. */
struct volume_layout {
	struct layout layout;
	struct arena *arena;
	const struct typeset_options *options;
	struct piece_layout **pieces;
	size_t piece_count;
	pthread_mutex_t lock;          /* of the style's pages, which are looked up and cached by all threads */
	struct slot *slots;
	size_t slot_count;
	uint32_t *first_slots;         /* of each piece, blank ones before it left out */
	struct map targets;            /* id to struct target, as of the last numbering */
	uint64_t targets_sum;          /* of the pages of all of them: whether any moved */
	struct string_value *strings;  /* of all pieces, in order */
	osp_pages *pages;
};

const struct page_style *piece_page_style(struct volume_layout *volume, const char *page, bool is_left, bool is_first, bool is_blank);
/* How wide text is on a page of this name; what paragraphs of such a page ask. */
osp_len piece_page_width(void *volume, const char *page);
/* Tree to strips to cuts. */
void piece_layout_run(struct volume_layout *volume, struct piece_layout *piece);
/* The page of the piece on which a strip of its body stands. */
uint32_t piece_page_of(const struct piece_layout *piece, uint32_t strip);
/* Makes a picture that is alone on its page fill it, where its style says `object-fit: cover`. */
void page_fill(osp_page *page, osp_style *style);
/* Lets boxes and pictures at the page's edges reach into its bleed. */
void page_reach_bleed(osp_page *page);
void piece_draw(struct volume_layout *volume, uint32_t index);

/* numbering.c: sides, labels, blank pages, where ids are. True when it differs from the numbering before. */
bool numbering_run(struct volume_layout *volume);
const struct target *numbering_target(void *closure, const char *id);
void numbering_strings(struct volume_layout *volume);
/* outline.c */
void outline_make(struct volume_layout *volume);

#endif
