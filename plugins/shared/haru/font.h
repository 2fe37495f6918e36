/* font.h - the fonts of a PDF: codes while text is drawn, a subset at the end. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_FONT_H
#define HARU_FONT_H

#include <ospopress/pages.h>

#include "haru/haru.h"

typedef struct hb_face_t hb_face_t;
typedef struct hb_font_t hb_font_t;

/*
 * Every font is a Type0 font with Identity-H (ISO 32000-1, 9.7). The code of a
 * glyph is fixed when it is first drawn, so pages can be written before anybody
 * knows the subset:
 *
 *   TrueType         codes count up in order of first use; a CIDToGIDMap leads to the subset
 *   CFF, CID-keyed   the same; the subset gets a charset with them (what is used most has low codes, which compress best)
 *   CFF, name-keyed  the glyph's number; the subset keeps those (HB_SUBSET_FLAGS_RETAIN_GIDS)
 *   CFF2             codes count up; the glyphs are drawn into a CFF font of our own, with the codes as CIDs (drawn.h)
 */
enum haru_outlines { HARU_TRUETYPE, HARU_CID, HARU_NAMED, HARU_DRAWN };

/* One glyph as it was used. */
struct haru_slot {
	const char *text;        /* what it stands for (ToUnicode), borrowed from the run; NULL = not known yet */
	uint64_t word;           /* a short text and its length in one number, so that nobody must look where it lies; else 0 */
	uint16_t text_len;
	uint16_t code;
	int16_t width;           /* 1/1000 em, as in the font's W array */
	bool is_used;
	bool is_plain;           /* its text has no private characters: nothing need be said beside it */
};

struct haru_font {
	haru_id id;              /* the Type0 dictionary */
	enum haru_outlines outlines;
	hb_face_t *face;
	hb_font_t *font;         /* with the variations that were asked for */
	int32_t units_per_em;
	uint32_t glyph_count;
	struct haru_slot *slots; /* by glyph number */
	uint32_t used;           /* how many slots are */
};

/* Opens a font. NULL when it has no outlines or can't be read; *ret_why then says so in English. */
struct haru_font *haru_font_open(struct haru *haru, const osp_font *info, const char **ret_why);
/* The slot of a glyph, which is in the font from now on. NULL when the font has no such glyph. Asked several times for each glyph. */
struct haru_slot *haru_font_first_use(struct haru_font *font, uint32_t glyph);
static inline struct haru_slot *haru_font_use(struct haru_font *font, uint32_t glyph) {
	bool is_known = glyph < font->glyph_count && font->slots[glyph].is_used;
	return is_known ? &font->slots[glyph] : haru_font_first_use(font, glyph);
}
struct haru_subset;
/* Writes the font with the glyphs that were used. */
void haru_font_embed(struct haru *haru, const struct haru_font *font, const osp_font *info, const struct haru_subset *subset);
/* Whether the outlines of all glyphs that were used are whole: a subset of broken ones is made without a word. */
bool haru_font_is_whole(const struct haru_font *font);
/* NULL is fine. */
void haru_font_close(struct haru_font *font);

/* unicode.c: the ToUnicode CMap for codes in rising order. */
void haru_put_unicode_map(osp_buf *out, const struct haru_font *font, const uint32_t *glyphs, size_t count);

#endif
