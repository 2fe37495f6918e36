/* word_shapes.h - shape characters with HarfBuzz, and remember words. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TYPESET_WORD_SHAPES_H
#define TYPESET_WORD_SHAPES_H

#include "typeset/font.h"

#include <hb.h>

/*
 * A language has few words, and a volume says them often: HarfBuzz takes fifty
 * times as long for one as finding it again. Each thread has a memory of its
 * own, so nobody waits. What a word becomes depends on nothing but this:
 */
enum { SHAPE_NO_LIGATURES = 1, SHAPE_NO_CONTEXT = 2, SHAPE_TABULAR = 4, SHAPE_SMALL_CAPS = 8 };
struct shaping {
	const struct font *font;
	hb_script_t script;
	hb_language_t language;
	hb_direction_t direction;
	unsigned traits;
};

/* One glyph, in font units; `at` is the first of its characters. */
struct shaped_glyph { uint32_t id, at; int32_t advance, x, y; };
struct shaped { const struct shaped_glyph *glyphs; size_t count; };

struct word_shapes;
struct word_shapes *word_shapes_new(void);
void word_shapes_free(struct word_shapes *shapes);
/* The result is good until the next call. */
struct shaped word_shapes_of(struct word_shapes *shapes, const struct shaping *how, const uint32_t *text, size_t len);

#endif
