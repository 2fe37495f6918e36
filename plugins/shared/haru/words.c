/* words.c - shape a line with the fonts that the pages have. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/words.h"

#include <hb.h>
#include <stdlib.h>
#include <string.h>

#include "haru/grow.h"

osp_item *haru_items_add(struct haru_items *items, osp_item_kind kind) {
	items->list = haru_grow(items->list, items->count, &items->capacity, sizeof *items->list);
	osp_item *item = &items->list[items->count++];
	*item = (osp_item){ .kind = kind };
	return item;
}

void haru_items_done(struct haru_items *items) {
	free(items->list);
	*items = (struct haru_items){ 0 };
}

static bool has_character(struct haru_document *document, uint32_t font, uint32_t c) {
	struct haru_font *opened = haru_document_font(document, font);
	hb_codepoint_t glyph;
	return opened != NULL && hb_font_get_nominal_glyph(opened->font, c, &glyph);
}

/* The font that was asked for, else the first that has the character. */
static uint32_t font_for(struct haru_document *document, uint32_t wanted, uint32_t c) {
	if (has_character(document, wanted, c)) {
		return wanted;
	}
	for (uint32_t i = 0; i < document->pages->font_count; i++) {
		if (has_character(document, i, c)) {
			return i;
		}
	}
	return wanted;
}

/* 1/1024 pt from units of the font. */
static osp_len scaled(const struct haru_font *font, int64_t value, osp_len size) {
	return (osp_len)(value * size / font->units_per_em);
}

static osp_len set_run(struct haru_document *document, const struct haru_words *words, uint32_t index, const char *text, size_t len, osp_len x,
                       osp_len y, struct haru_items *items) {
	struct haru_font *font = haru_document_font(document, index);
	if (font == NULL || len > UINT32_MAX / 2) {
		return 0;
	}
	hb_buffer_t *buffer = hb_buffer_create();
	hb_buffer_add_utf8(buffer, text, (int)len, 0, (int)len);
	hb_buffer_guess_segment_properties(buffer);
	hb_buffer_set_language(buffer, hb_language_from_string(words->lang, -1));
	hb_shape(font->font, buffer, NULL, 0);
	unsigned count;
	const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
	const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);
	osp_glyph *glyphs = osp_job_alloc(document->job, (count + 1) * sizeof *glyphs);
	osp_len pen = 0;
	for (unsigned i = 0; i < count; i++) {
		osp_len advance = scaled(font, positions[i].x_advance, words->size);
		glyphs[i] = (osp_glyph){ .id = infos[i].codepoint, .text_at = infos[i].cluster, .x = pen + scaled(font, positions[i].x_offset, words->size),
		                         .y = -scaled(font, positions[i].y_offset, words->size), .advance = advance };
		pen += advance;
	}
	hb_buffer_destroy(buffer);
	if (items != NULL && count > 0) {
		osp_item *item = haru_items_add(items, OSP_ITEM_GLYPHS);
		item->color = words->color;
		item->x = x;
		item->y = y;
		item->width = pen;
		item->as.glyphs.font = index;
		item->as.glyphs.size = words->size;
		item->as.glyphs.count = count;
		item->as.glyphs.glyphs = glyphs;
		item->as.glyphs.text = osp_job_strndup(document->job, text, len);
		item->as.glyphs.text_len = (uint32_t)len;
		item->as.glyphs.lang = "";
	}
	return pen;
}

osp_len haru_words_set(struct haru_document *document, const struct haru_words *words, const char *text, size_t len, osp_len x, osp_len y,
                       struct haru_items *items) {
	const char *end = text + len, *from = text;
	uint32_t font = UINT32_MAX;
	osp_len width = 0;
	for (const char *at = text; at < end;) {
		const char *here = at;
		uint32_t c = osp_utf8_next(&at, end);
		uint32_t wanted = c == ' ' && font != UINT32_MAX ? font : font_for(document, words->font, c);
		if (wanted != font && font != UINT32_MAX) {
			width += set_run(document, words, font, from, (size_t)(here - from), x + width, y, items);
			from = here;
		}
		font = wanted;
	}
	return from == end ? width : width + set_run(document, words, font, from, (size_t)(end - from), x + width, y, items);
}
