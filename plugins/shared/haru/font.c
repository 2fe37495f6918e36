/* font.c - open a font and give its glyphs codes. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/font.h"

#include <hb-ot.h>
#include <hb.h>
#include <stdlib.h>
#include <string.h>

#include "haru/cff.h"
#include "haru/glyf.h"

enum { MAX_VARIATIONS = 16 };

static void set_variations(hb_font_t *font, const char *text) {
	hb_variation_t variations[MAX_VARIATIONS];
	unsigned count = 0;
	while (*text != '\0' && count < MAX_VARIATIONS) {
		size_t len = strcspn(text, ",");
		count += hb_variation_from_string(text, (int)len, &variations[count]) ? 1 : 0;
		text += len + (text[len] == ',' ? 1 : 0);
	}
	if (count > 0) {
		hb_font_set_variations(font, variations, count);
	}
}

static unsigned table_length(hb_face_t *face, hb_tag_t tag) {
	hb_blob_t *blob = hb_face_reference_table(face, tag);
	unsigned len = hb_blob_get_length(blob);
	hb_blob_destroy(blob);
	return len;
}

/* Finds out how the outlines are kept. */
static const char *read_outlines(struct haru_font *font) {
	if (table_length(font->face, HB_TAG('g', 'l', 'y', 'f')) > 0) {
		font->outlines = HARU_TRUETYPE;
		return NULL;
	}
	hb_blob_t *blob = hb_face_reference_table(font->face, HB_TAG('C', 'F', 'F', ' '));
	unsigned len;
	const char *bytes = hb_blob_get_data(blob, &len);
	if (len == 0) {
		hb_blob_destroy(blob);
		font->outlines = HARU_DRAWN;
		return table_length(font->face, HB_TAG('C', 'F', 'F', '2')) > 0 ? NULL : "it has no outlines";
	}
	enum haru_cff kind = haru_cff_read((const uint8_t *)bytes, len);
	hb_blob_destroy(blob);
	font->outlines = kind == HARU_CFF_CID ? HARU_CID : HARU_NAMED;
	return kind == HARU_CFF_BROKEN ? "its CFF table is broken" : NULL;
}

struct haru_font *haru_font_open(struct haru *haru, const osp_font *info, const char **ret_why) {
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(info->path);
	if (blob == NULL) {
		*ret_why = "the file can't be read";
		return NULL;
	}
	struct haru_font *font = calloc(1, sizeof *font);
	if (font == NULL) {
		abort();
	}
	font->face = hb_face_create(blob, info->face);
	hb_blob_destroy(blob);
	font->font = hb_font_create(font->face);
	set_variations(font->font, info->variations == NULL ? "" : info->variations);
	font->units_per_em = (int32_t)hb_face_get_upem(font->face);
	font->glyph_count = hb_face_get_glyph_count(font->face);
	*ret_why = font->glyph_count == 0 || font->glyph_count > 0xffff ? "it is no font" : read_outlines(font);
	if (*ret_why != NULL) {
		haru_font_close(font);
		return NULL;
	}
	font->slots = calloc(font->glyph_count, sizeof *font->slots);
	if (font->slots == NULL) {
		abort();
	}
	font->id = haru_reserve(haru);
	return font;
}

struct haru_slot *haru_font_first_use(struct haru_font *font, uint32_t glyph) {
	if (glyph >= font->glyph_count) {
		return NULL;
	}
	struct haru_slot *slot = &font->slots[glyph];
	slot->is_used = true;
	font->used++;
	int64_t advance = hb_font_get_glyph_h_advance(font->font, glyph);
	int64_t width = (2 * advance * 1000 + font->units_per_em) / (2 * font->units_per_em);
	slot->width = (int16_t)(width < -32000 ? -32000 : width > 32000 ? 32000 : width);
	bool is_numbered = font->outlines == HARU_NAMED || glyph == 0; /* 0 stays .notdef's */
	slot->code = (uint16_t)(is_numbered ? glyph : font->used);
	return slot;
}

static bool has_whole_glyf(const struct haru_font *font) {
	enum { LOCA_FORMAT = 51 };
	hb_blob_t *glyf = hb_face_reference_table(font->face, HB_TAG('g', 'l', 'y', 'f')), *loca = hb_face_reference_table(font->face, HB_TAG('l', 'o', 'c', 'a'));
	hb_blob_t *head = hb_face_reference_table(font->face, HB_TAG('h', 'e', 'a', 'd'));
	unsigned glyf_len, loca_len, head_len;
	const char *head_bytes = hb_blob_get_data(head, &head_len);
	struct haru_glyf tables = { .glyf = (const uint8_t *)hb_blob_get_data(glyf, &glyf_len), .loca = (const uint8_t *)hb_blob_get_data(loca, &loca_len),
	                            .is_long = head_len > LOCA_FORMAT && head_bytes[LOCA_FORMAT] != 0, .glyph_count = font->glyph_count };
	tables.glyf_len = glyf_len;
	tables.loca_len = loca_len;
	bool whole = true;
	for (uint32_t glyph = 0; glyph < font->glyph_count && whole; glyph++) {
		whole = !font->slots[glyph].is_used || haru_glyf_is_whole(&tables, glyph);
	}
	hb_blob_destroy(glyf);
	hb_blob_destroy(loca);
	hb_blob_destroy(head);
	return whole;
}

/* HarfBuzz draws a CFF2 glyph to find its extents, and says so when it can't. */
static bool has_whole_charstrings(const struct haru_font *font) {
	bool whole = true;
	for (uint32_t glyph = 0; glyph < font->glyph_count && whole; glyph++) {
		hb_glyph_extents_t extents;
		whole = !font->slots[glyph].is_used || hb_font_get_glyph_extents(font->font, glyph, &extents);
	}
	return whole;
}

bool haru_font_is_whole(const struct haru_font *font) {
	switch (font->outlines) {
	case HARU_TRUETYPE: return has_whole_glyf(font);
	case HARU_DRAWN: return has_whole_charstrings(font);
	default: return true; /* the subroutines of CFF are unrolled, so each glyph is run, and one that is broken breaks the subset */
	}
}

void haru_font_close(struct haru_font *font) {
	if (font == NULL) {
		return;
	}
	hb_font_destroy(font->font);
	hb_face_destroy(font->face);
	free(font->slots);
	free(font);
}
