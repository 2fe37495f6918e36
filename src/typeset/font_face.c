/* font_face.c - open a font file by mapping it; answer for its characters. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/font_face.h"
#include "typeset/classes.h"
#include "typeset/font_sound.h"

#include <hb-ot.h>
#include <hb.h>
#include <stdlib.h>
#include <string.h>

static const uint32_t ABSENT = UINT32_MAX;

static void read_measures(struct font *font)
{
	hb_font_t *hb = font->hb;
	hb_position_t value;
	font->ascent = hb_ot_metrics_get_position(hb, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, &value) ? value
	    : font->info.units_per_em * 88 / 100;
	font->descent = hb_ot_metrics_get_position(hb, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, &value) ? -value
	    : font->info.units_per_em * 12 / 100;
	font->underline_position = hb_ot_metrics_get_position(hb, HB_OT_METRICS_TAG_UNDERLINE_OFFSET, &value) ? value
	    : -font->info.units_per_em / 10;
	font->underline_thickness = hb_ot_metrics_get_position(hb, HB_OT_METRICS_TAG_UNDERLINE_SIZE, &value) ? value
	    : font->info.units_per_em / 20;
	hb_codepoint_t yi;
	font->is_cjk = hb_font_get_nominal_glyph(hb, 0x4E00, &yi) && hb_font_get_glyph_h_advance(hb, yi) == font->info.units_per_em;
}

static bool has_table(hb_face_t *face, hb_tag_t tag)
{
	hb_blob_t *table = hb_face_reference_table(face, tag);
	unsigned len = hb_blob_get_length(table);
	hb_blob_destroy(table);
	return len > 0;
}

/* A glyph outline table must be there: bitmap-only fonts and wrecks are of no use to a printer. */
static bool has_outlines(hb_face_t *face)
{
	return has_table(face, HB_TAG('g', 'l', 'y', 'f')) || has_table(face, HB_TAG('C', 'F', 'F', ' ')) || has_table(face, HB_TAG('C', 'F', 'F', '2'));
}

static hb_face_t *open_face(const struct font_face *face)
{
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(face->font.info.path);
	if (blob == NULL)
		return NULL;
	bool is_sound = font_is_sound(blob, face->font.info.face);
	hb_face_t *opened = hb_face_create(blob, face->font.info.face);
	hb_blob_destroy(blob);
	if (is_sound && hb_face_get_glyph_count(opened) > 0 && has_outlines(opened))
		return opened;
	hb_face_destroy(opened);
	return NULL;
}

/* Where on its axes a named instance stands, as writers are told it: "wght=700,wdth=100". */
static void describe_instance(struct font_face *face, hb_face_t *opened)
{
	enum { MAX_AXES = 16 };
	float coordinates[MAX_AXES];
	hb_ot_var_axis_info_t axes[MAX_AXES];
	unsigned count = MAX_AXES, axis_count = MAX_AXES;
	size_t len = 0;
	hb_ot_var_named_instance_get_design_coords(opened, face->instance - 1, &count, coordinates);
	hb_ot_var_get_axis_infos(opened, 0, &axis_count, axes);
	for (unsigned i = 0; i < count && i < axis_count && len + 32 < sizeof(face->variations); i++) {
		hb_variation_t variation = { axes[i].tag, coordinates[i] };
		if (i > 0)
			face->variations[len++] = ',';
		hb_variation_to_string(&variation, face->variations + len, (unsigned)(sizeof(face->variations) - len));
		len += strlen(face->variations + len);
	}
	face->font.info.variations = face->variations;
}

bool font_face_open(struct font_face *face)
{
	hb_face_t *opened = open_face(face);
	face->pages = opened != NULL ? calloc(FACE_PAGES, sizeof(*face->pages)) : NULL;
	if (face->pages == NULL) {
		hb_face_destroy(opened);
		atomic_store(&face->state, FACE_REFUSED);
		return false;
	}
	unsigned upem = hb_face_get_upem(opened);
	face->font.info.units_per_em = (uint16_t)upem;
	hb_font_t *font = hb_font_create(opened);
	hb_font_set_scale(font, (int)upem, (int)upem);
	if (face->instance > 0) {
		hb_font_set_var_named_instance(font, face->instance - 1);
		describe_instance(face, opened);
	}
	hb_face_destroy(opened);
	hb_font_make_immutable(font);
	face->font.hb = font;
	read_measures(&face->font);
	atomic_store(&face->state, FACE_OPEN);
	return true;
}

void font_face_close(struct font_face *face)
{
	for (size_t i = 0; face->pages != NULL && i < FACE_PAGES; i++)
		free((void *)atomic_load(&face->pages[i]));
	free(face->pages);
	if (face->font.hb != NULL)
		hb_font_destroy(face->font.hb);
}

static _Atomic uint32_t *page_of(struct font_face *face, uint32_t codepoint)
{
	_Atomic uint32_t *page = atomic_load_explicit(&face->pages[codepoint >> 8], memory_order_acquire);
	if (page != NULL)
		return page;
	_Atomic uint32_t *fresh = calloc(256, sizeof(*fresh));
	if (fresh == NULL || atomic_compare_exchange_strong(&face->pages[codepoint >> 8], &page, fresh))
		return fresh;
	free((void *)fresh); /* another thread was first */
	return page;
}

uint32_t font_glyph(const struct font *font, uint32_t codepoint)
{
	struct font_face *face = (struct font_face *)(uintptr_t)font;
	hb_codepoint_t glyph = 0;
	_Atomic uint32_t *page = codepoint < 0x110000 ? page_of(face, codepoint) : NULL;
	if (page == NULL)
		return hb_font_get_nominal_glyph(font->hb, codepoint, &glyph) ? glyph : 0;
	uint32_t known = atomic_load_explicit(&page[codepoint & 0xFF], memory_order_relaxed);
	if (known == 0) {
		known = hb_font_get_nominal_glyph(font->hb, codepoint, &glyph) && glyph != 0 ? glyph + 1 : ABSENT;
		atomic_store_explicit(&page[codepoint & 0xFF], known, memory_order_relaxed);
	}
	return known == ABSENT ? 0 : known - 1;
}

/*
 * The blank of a mark is half an em, wherever the font leaves it: mainland forms sit on the left or lower left of
 * their box, Taiwan's in the middle (CLREQ 3.1.6.1; typesetting.md 1.1). What the ink would touch stays.
 */
static enum font_blank measure_blank(const struct font *font, uint32_t codepoint)
{
	int em = font->info.units_per_em;
	uint32_t glyph = font_glyph(font, codepoint);
	hb_glyph_extents_t ink;
	if (glyph == 0 || hb_font_get_glyph_h_advance(font->hb, glyph) * 10 < em * 9 || !hb_font_get_glyph_extents(font->hb, glyph, &ink))
		return BLANK_NONE;
	int left = ink.x_bearing, right = ink.x_bearing + ink.width;
	int middle = (left + right) / 2; /* a small mark in the middle of the cell, as Taiwan's comma, also lies in one half of it */
	if (middle * 100 >= em * 42 && middle * 100 <= em * 58)
		return left * 100 >= em * 22 && right * 100 <= em * 78 ? BLANK_BOTH : BLANK_NONE;
	if (right * 100 <= em * 58)
		return BLANK_RIGHT;
	return left * 100 >= em * 42 ? BLANK_LEFT : BLANK_NONE;
}

enum font_blank font_mark_blank(const struct font *font, uint32_t codepoint)
{
	struct font_face *face = (struct font_face *)(uintptr_t)font;
	int at = char_mark_index(codepoint);
	if (at < 0 || at >= FACE_MARKS)
		return measure_blank(font, codepoint);
	uint8_t known = atomic_load_explicit(&face->marks[at], memory_order_relaxed);
	if (known == 0) {
		known = (uint8_t)measure_blank(font, codepoint);
		atomic_store_explicit(&face->marks[at], known, memory_order_relaxed);
	}
	return (enum font_blank)known;
}

/* ---- whether words can be shaped one by one ---- */

/* What HarfBuzz applies to alphabets by itself, and what we ask it for (word_shapes.c). */
static const hb_tag_t features[] = {
	HB_TAG('r', 'v', 'r', 'n'), HB_TAG('l', 't', 'r', 'a'), HB_TAG('l', 't', 'r', 'm'), HB_TAG('f', 'r', 'a', 'c'), HB_TAG('n', 'u', 'm', 'r'),
	HB_TAG('d', 'n', 'o', 'm'), HB_TAG('r', 'a', 'n', 'd'), HB_TAG('a', 'b', 'v', 'm'), HB_TAG('b', 'l', 'w', 'm'), HB_TAG('c', 'c', 'm', 'p'),
	HB_TAG('l', 'o', 'c', 'l'), HB_TAG('m', 'a', 'r', 'k'), HB_TAG('m', 'k', 'm', 'k'), HB_TAG('r', 'l', 'i', 'g'), HB_TAG('c', 'a', 'l', 't'),
	HB_TAG('c', 'l', 'i', 'g'), HB_TAG('c', 'u', 'r', 's'), HB_TAG('d', 'i', 's', 't'), HB_TAG('k', 'e', 'r', 'n'), HB_TAG('l', 'i', 'g', 'a'),
	HB_TAG('r', 'c', 'l', 't'), HB_TAG('t', 'n', 'u', 'm'), HB_TAG('s', 'm', 'c', 'p'), 0
};

static bool lookup_has(hb_face_t *face, hb_tag_t table, unsigned lookup, hb_codepoint_t glyph)
{
	hb_set_t *glyphs = hb_set_create();
	hb_ot_layout_lookup_collect_glyphs(face, table, lookup, glyphs, glyphs, glyphs, NULL);
	bool has = hb_set_has(glyphs, glyph);
	hb_set_destroy(glyphs);
	return has;
}

static bool table_has(hb_face_t *face, hb_tag_t table, hb_codepoint_t glyph)
{
	bool has = false;
	hb_set_t *lookups = hb_set_create();
	hb_codepoint_t lookup = HB_SET_VALUE_INVALID;
	hb_ot_layout_collect_lookups(face, table, NULL, NULL, features, lookups);
	while (!has && hb_set_next(lookups, &lookup))
		has = lookup_has(face, table, lookup, glyph);
	hb_set_destroy(lookups);
	return has;
}

/* Tables of other makes (kern, Apple's) are not read: their fonts are taken to join words. */
static bool measure_joins(const struct font *font)
{
	hb_face_t *face = hb_font_get_face(font->hb);
	static const hb_tag_t others[] = { HB_TAG('k', 'e', 'r', 'n'), HB_TAG('k', 'e', 'r', 'x'), HB_TAG('m', 'o', 'r', 'x'), HB_TAG('m', 'o', 'r', 't') };
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		if (has_table(face, others[i]))
			return true;
	}
	hb_codepoint_t space = font_glyph(font, ' ');
	return space == 0 || table_has(face, HB_OT_TAG_GSUB, space) || table_has(face, HB_OT_TAG_GPOS, space);
}

bool font_joins_words(const struct font *font)
{
	struct font_face *face = (struct font_face *)(uintptr_t)font;
	uint8_t known = atomic_load_explicit(&face->joins, memory_order_relaxed);
	if (known == 0) {
		known = measure_joins(font) ? 2 : 1;
		atomic_store_explicit(&face->joins, known, memory_order_relaxed);
	}
	return known == 2;
}
