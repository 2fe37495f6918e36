/* words.h - set a few words that no page has: spines, sheets' names, barcodes' digits. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_WORDS_H
#define HARU_WORDS_H

#include "haru/document.h"

/* Items of a page that is made by a writer. Belongs to whoever made it. */
struct haru_items { osp_item *list; size_t count, capacity; };

osp_item *haru_items_add(struct haru_items *items, osp_item_kind kind);
void haru_items_done(struct haru_items *items);

struct haru_words {
	uint32_t font;           /* index in the pages' fonts; others stand in for what it has not */
	osp_len size;
	osp_color color;
	const char *lang;
};

/* Sets a line, its origin at (x, y) on the baseline, and returns its width. Glyphs belong to the job. `items` NULL only measures. */
osp_len haru_words_set(struct haru_document *document, const struct haru_words *words, const char *text, size_t len, osp_len x, osp_len y,
                       struct haru_items *items);

#endif
