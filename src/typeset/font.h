/* font.h - the fonts of one layout: find by family, open once, ask for a character. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TYPESET_FONT_H
#define TYPESET_FONT_H

#include <ospopress/pages.h>
#include "style/style.h"

typedef struct hb_font_t hb_font_t;

/*
 * A font set knows the families of fonts/catalogue.conf, the files dropped into
 * fonts/ and those of the system (fontconfig). It is made in the main thread;
 * asking is thread-safe. Faces are mapped, never read whole.
 */
struct font_set;
struct font {
	osp_font info;          /* what pages hand to writers; info index = `index` */
	uint32_t index;         /* into the set, and into osp_pages.fonts */
	hb_font_t *hb;          /* scaled so that 1 em = units_per_em; immutable */
	bool is_cjk;            /* its Han sit in a one-em box */
	bool has_halt;
	int32_t ascent, descent; /* font units, from OS/2 typo or hhea; for boxes of inline backgrounds only */
	int32_t underline_position, underline_thickness;
};

struct font_set *font_set_new(osp_job *job);
void font_set_free(struct font_set *set);
size_t font_set_count(const struct font_set *set);
const struct font *font_set_at(const struct font_set *set, size_t index);

/* Which role a character plays decides the font, not the order of the stack (typesetting.md F4, 1.8, E1). */
enum font_role { FONT_HAN, FONT_LATIN, FONT_SYMBOL };

/*
 * The font of a character in a style: the style's families for its role, then
 * the generic family's, then any font that has it. NULL when no font has it.
 */
const struct font *font_for(struct font_set *set, const struct computed *style, enum font_role role, const char *lang, uint32_t codepoint);

#endif
