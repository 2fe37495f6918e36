/* subset.c - make a font of the glyphs that were used. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/subset.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>
#include <stdlib.h>
#include <string.h>

#include "haru/cff.h"
#include "haru/drawn.h"

/* What a PDF viewer never asks for. Dropping GSUB also keeps the closure from pulling in glyphs that no page shows. */
static const char *const dropped[] = {
	"GSUB", "GPOS", "GDEF", "BASE", "JSTF", "MATH", "kern", "vhea", "vmtx", "VORG", "DSIG", "name", "STAT", "OS/2", "post",
	"cmap", "gasp", "meta", "hdmx", "VDMX", "LTSH", "PCLT", "COLR", "CPAL", "SVG ", "sbix", "CBDT", "CBLC", "EBDT", "EBLC",
	"morx", "feat", "trak", "kerx", "MVAR", "HVAR", "VVAR", "avar", "fvar", "gvar", "cvar",
};

static void pin_axes(hb_subset_input_t *input, hb_face_t *face, const char *variations) {
	hb_ot_var_axis_info_t axes[32];
	unsigned count = sizeof axes / sizeof *axes;
	hb_ot_var_get_axis_infos(face, 0, &count, axes);
	for (unsigned i = 0; i < count; i++) {
		hb_subset_input_pin_axis_to_default(input, face, axes[i].tag);
	}
	while (*variations != '\0') {
		size_t len = strcspn(variations, ",");
		hb_variation_t variation;
		if (hb_variation_from_string(variations, (int)len, &variation)) {
			hb_subset_input_pin_axis_location(input, face, variation.tag, variation.value);
		}
		variations += len + (variations[len] == ',' ? 1 : 0);
	}
}

static bool is_dropped(hb_tag_t table) {
	for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++) {
		if (table == hb_tag_from_string(dropped[i], -1)) {
			return true;
		}
	}
	return false;
}

/*
 * A face that never had the tables that are dropped anyway. HarfBuzz' plan
 * reads the whole character map of a font that has one: 45,000 entries, for
 * nothing, as we ask for glyphs. A variable font is left as it is.
 */
static hb_face_t *face_without(hb_face_t *face, bool is_variable) {
	hb_tag_t tables[64];
	unsigned count = sizeof tables / sizeof *tables;
	if (is_variable || hb_face_get_table_tags(face, 0, &count, tables) > sizeof tables / sizeof *tables) {
		return hb_face_reference(face);
	}
	hb_face_t *bare = hb_face_builder_create();
	for (unsigned i = 0; i < count; i++) {
		hb_blob_t *blob = is_dropped(tables[i]) ? hb_blob_get_empty() : hb_face_reference_table(face, tables[i]);
		if (hb_blob_get_length(blob) > 0) {
			hb_face_builder_add_table(bare, tables[i], blob);
		}
		hb_blob_destroy(blob);
	}
	return bare;
}

/* Gives each glyph of the subset its code as CID, and what nobody shows (parts of others) the numbers behind them. */
static bool set_cids(const struct haru_font *font, struct haru_subset *subset) {
	uint32_t count = hb_face_get_glyph_count(subset->face), next = font->used + 1;
	const hb_map_t *old_glyphs = hb_subset_plan_new_to_old_glyph_mapping(subset->plan);
	uint16_t *cids = calloc(count + 1, sizeof *cids);
	if (cids == NULL) {
		abort(); /* as osp_buf: out of memory ends the program */
	}
	for (uint32_t glyph = 1; glyph < count; glyph++) {
		hb_codepoint_t old = hb_map_get(old_glyphs, glyph);
		bool is_shown = old < font->glyph_count && font->slots[old].is_used;
		cids[glyph] = is_shown ? font->slots[old].code : (uint16_t)next++;
	}
	bool done = haru_cff_set_cids((const uint8_t *)subset->program, subset->program_len, cids, count, &subset->made);
	subset->program = subset->made.data;
	subset->program_len = subset->made.len;
	free(cids);
	return done;
}

static bool make_subset(const struct haru_font *font, const char *variations, struct haru_subset *ret) {
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	if (input == NULL) {
		return false;
	}
	hb_set_t *glyphs = hb_subset_input_glyph_set(input);
	for (uint32_t glyph = 0; glyph < font->glyph_count; glyph++) {
		if (glyph == 0 || font->slots[glyph].is_used) {
			hb_set_add(glyphs, glyph);
		}
	}
	hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
	bool is_variable = hb_ot_var_has_data(font->face);
	for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++) {
		bool is_needed = is_variable && (strstr("MVAR HVAR avar fvar gvar cvar", dropped[i]) != NULL);
		if (!is_needed) {
			hb_set_add(drop, hb_tag_from_string(dropped[i], -1));
		}
	}
	if (is_variable) {
		pin_axes(input, font->face, variations);
	}
	/* TrueType instructions are for low-resolution screens; viewers today do without, and they cost more bytes than the outlines.
	 * Subroutines of CFF pay for a whole font; in what is left of one they cost room, and to find out which are needed most of the time. */
	hb_subset_input_set_flags(input, font->outlines == HARU_TRUETYPE ? HB_SUBSET_FLAGS_NO_HINTING
	                                 : font->outlines == HARU_NAMED  ? HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_DESUBROUTINIZE
	                                                                 : HB_SUBSET_FLAGS_DESUBROUTINIZE);
	hb_face_t *face = face_without(font->face, is_variable);
	ret->plan = hb_subset_plan_create_or_fail(face, input);
	hb_face_destroy(face);
	ret->face = ret->plan == NULL ? NULL : hb_subset_plan_execute_or_fail(ret->plan);
	hb_subset_input_destroy(input);
	if (ret->face == NULL) {
		return false;
	}
	/* For CFF the bare table is enough (CIDFontType0C, ISO 32000-1 table 126) and smallest. */
	ret->table = font->outlines == HARU_TRUETYPE ? hb_face_reference_blob(ret->face)
	                                             : hb_face_reference_table(ret->face, HB_TAG('C', 'F', 'F', ' '));
	unsigned len;
	ret->program = hb_blob_get_data(ret->table, &len);
	ret->program_len = len;
	return len > 0 && (font->outlines != HARU_CID || set_cids(font, ret));
}

/* The glyphs by their codes, which count up from 1; 0 is .notdef. */
static bool draw_subset(const struct haru_font *font, struct haru_subset *ret) {
	uint32_t count = font->used + 1;
	if (count > UINT16_MAX) {
		return false;
	}
	uint32_t *glyphs = malloc(count * sizeof *glyphs);
	if (glyphs == NULL) {
		abort();
	}
	for (uint32_t i = 0; i < count; i++) {
		glyphs[i] = i == 0 ? 0 : HARU_DRAWN_NOTHING; /* a code is left out where .notdef was used */
	}
	for (uint32_t glyph = 1; glyph < font->glyph_count; glyph++) {
		if (font->slots[glyph].is_used) {
			glyphs[font->slots[glyph].code] = glyph;
		}
	}
	haru_drawn_write(font->font, glyphs, count, &ret->made);
	free(glyphs);
	ret->program = ret->made.data;
	ret->program_len = ret->made.len;
	return true;
}

/* Lets go of what only the making needed, which is many times what it made: finished subsets wait for their turn. */
static void keep_program(const struct haru_font *font, struct haru_subset *subset) {
	if (font->outlines == HARU_TRUETYPE) {
		return; /* the plan knows which glyph became which */
	}
	hb_subset_plan_destroy(subset->plan);
	hb_face_destroy(subset->face);
	subset->plan = NULL;
	subset->face = NULL;
	if (font->outlines == HARU_CID) {
		hb_blob_destroy(subset->table);
		subset->table = NULL;
	}
}

void haru_subset_done(struct haru_subset *subset) {
	osp_buf_done(&subset->made);
	hb_blob_destroy(subset->table);
	hb_face_destroy(subset->face);
	hb_subset_plan_destroy(subset->plan);
	*subset = (struct haru_subset){ 0 };
}

bool haru_subset_make(const struct haru_font *font, const osp_font *info, struct haru_subset *ret) {
	const char *variations = info->variations == NULL ? "" : info->variations;
	*ret = (struct haru_subset){ .made = OSP_BUF_INIT };
	if (!haru_font_is_whole(font) || !(font->outlines == HARU_DRAWN ? draw_subset(font, ret) : make_subset(font, variations, ret))) {
		return false;
	}
	keep_program(font, ret);
	return true;
}
