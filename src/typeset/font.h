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
 * asking is thread-safe. Faces are mapped, never read whole, and opened when
 * the first character is asked for.
 */
struct font_set;
struct font {
	osp_font info;          /* what pages hand to writers; info index = `index` */
	uint32_t index;         /* into the set, and into osp_pages.fonts */
	hb_font_t *hb;          /* scaled so that 1 em = units_per_em; immutable */
	bool is_cjk;            /* its Han sit in a one-em box */
	int32_t ascent, descent; /* font units, from OS/2 typo or hhea; for boxes of inline backgrounds only */
	int32_t underline_position, underline_thickness;
};

/* `sources` are the fonts that sheets bring along. */
struct font_set *font_set_new(osp_job *job, const struct font_source *const *sources, size_t source_count);
void font_set_free(struct font_set *set);
/* All fonts that could be used, in an order that is the same in every run; one that was never asked for has no `hb`. */
size_t font_set_count(const struct font_set *set);
const struct font *font_set_at(const struct font_set *set, size_t index);

/* Which role a character plays decides the font, not the order of the stack (typesetting.md F4, 1.8, E1). */
enum font_role { FONT_HAN, FONT_LATIN, FONT_SYMBOL };

/*
 * The font of a character in a style: the style's families for its role, then
 * the generic family's, then any font that has it. NULL when no font has it.
 */
const struct font *font_for(struct font_set *set, const struct computed *style, enum font_role role, const char *lang, uint32_t codepoint);

/* The same in two steps, for text: the stack is looked up once for a piece of text, then asked without a lock. */
struct font_stack;
struct font_stack *font_stack_for(struct font_set *set, const struct computed *style, enum font_role role, const char *lang);
/* The first font of the stack that can be opened; NULL when none can. */
const struct font *font_stack_first(struct font_set *set, const struct font_stack *stack);
const struct font *font_stack_find(struct font_set *set, struct font_stack *stack, uint32_t codepoint);

/* The glyph of a character, 0 if the font has none. Cached, lock-free. */
uint32_t font_glyph(const struct font *font, uint32_t codepoint);

/* Whether a glyph may depend on what stands beyond a space: the font's rules speak of the space itself. Cached. */
bool font_joins_words(const struct font *font);

/* Where a full-width mark leaves its half em of blank: on the left, on the right, on both sides (centred forms), or nowhere
 * because it is narrow or fills its box. Read from the glyph's ink, cached. */
enum font_blank { BLANK_NONE = 1, BLANK_LEFT, BLANK_RIGHT, BLANK_BOTH };
enum font_blank font_mark_blank(const struct font *font, uint32_t codepoint);

/* What a thread borrows while it sets a paragraph. */
struct line_tools;
struct line_tools *font_set_borrow_tools(struct font_set *set);
void font_set_return_tools(struct font_set *set, struct line_tools *tools);

/* True the first time that a file is asked about a character that no font has. */
bool font_set_first_missing(struct font_set *set, uint32_t file, uint32_t codepoint);

struct _HyphenDict;
/* The hyphenation patterns of a language ("en-GB", "en"), NULL if there are none. Loaded when first asked for. */
struct _HyphenDict *font_set_patterns(struct font_set *set, const char *lang);

#endif
