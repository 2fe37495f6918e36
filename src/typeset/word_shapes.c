/* word_shapes.c - shape characters with HarfBuzz, and remember words. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/word_shapes.h"
#include "base/map.h"

#include <stdlib.h>
#include <string.h>

enum { WORD_MAX = 40, WORDS_MAX = 20000, KEY_HEAD = 6 };

struct word_shapes {
	hb_buffer_t *buffer;
	struct arena *words, *once; /* of the map; of the last text that was too long for it */
	struct map map;
};

struct word_shapes *word_shapes_new(void)
{
	struct word_shapes *shapes = calloc(1, sizeof(*shapes));
	if (shapes == NULL)
		abort();
	shapes->buffer = hb_buffer_create();
	hb_buffer_set_cluster_level(shapes->buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
	shapes->once = arena_new();
	return shapes;
}

void word_shapes_free(struct word_shapes *shapes)
{
	if (shapes == NULL)
		return;
	hb_buffer_destroy(shapes->buffer);
	arena_free(shapes->words);
	arena_free(shapes->once);
	free(shapes);
}

static unsigned list_features(unsigned traits, hb_feature_t features[4])
{
	static const struct { unsigned trait; hb_tag_t tag; uint32_t value; } all[] = {
		{ SHAPE_NO_LIGATURES, HB_TAG('l', 'i', 'g', 'a'), 0 }, { SHAPE_NO_CONTEXT, HB_TAG('c', 'a', 'l', 't'), 0 },
		{ SHAPE_TABULAR, HB_TAG('t', 'n', 'u', 'm'), 1 }, { SHAPE_SMALL_CAPS, HB_TAG('s', 'm', 'c', 'p'), 1 },
	};
	unsigned count = 0;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		if ((traits & all[i].trait) != 0)
			features[count++] = (hb_feature_t){ all[i].tag, all[i].value, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END };
	}
	return count;
}

static struct shaped run(struct word_shapes *shapes, struct arena *arena, const struct shaping *how, const uint32_t *text, size_t len)
{
	hb_buffer_t *buffer = shapes->buffer;
	hb_feature_t features[4];
	unsigned count = list_features(how->traits, features);
	hb_buffer_clear_contents(buffer);
	hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
	for (size_t i = 0; i < len; i++)
		hb_buffer_add(buffer, text[i], (unsigned)i);
	hb_buffer_set_direction(buffer, how->direction);
	hb_buffer_set_script(buffer, how->script);
	hb_buffer_set_language(buffer, how->language);
	hb_shape(how->font->hb, buffer, features, count);
	const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
	const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &count);
	struct shaped_glyph *glyphs = ARENA_ARRAY(arena, count + 1u, struct shaped_glyph);
	for (unsigned i = 0; i < count; i++) {
		glyphs[i] = (struct shaped_glyph){ infos[i].codepoint, infos[i].cluster, positions[i].x_advance, positions[i].x_offset,
		                                   positions[i].y_offset };
	}
	return (struct shaped){ glyphs, count };
}

static void forget(struct word_shapes *shapes)
{
	arena_free(shapes->words);
	shapes->words = arena_new();
	map_init(&shapes->map, shapes->words);
}

struct shaped word_shapes_of(struct word_shapes *shapes, const struct shaping *how, const uint32_t *text, size_t len)
{
	if (len > WORD_MAX) {
		arena_free(shapes->once);
		shapes->once = arena_new();
		return run(shapes, shapes->once, how, text, len);
	}
	uint64_t language = (uint64_t)(uintptr_t)how->language;
	uint32_t key[KEY_HEAD + WORD_MAX] = { how->font->index, (uint32_t)how->script, (uint32_t)how->direction, how->traits,
	                                      (uint32_t)(language >> 32), (uint32_t)language };
	memcpy(key + KEY_HEAD, text, len * sizeof(*text));
	size_t key_len = (KEY_HEAD + len) * sizeof(*key);
	if (shapes->words == NULL || shapes->map.count >= WORDS_MAX)
		forget(shapes);
	const struct shaped *known = map_find(&shapes->map, (const char *)key, key_len);
	if (known != NULL)
		return *known;
	struct shaped *fresh = ARENA_NEW(shapes->words, struct shaped);
	*fresh = run(shapes, shapes->words, how, text, len);
	map_put(&shapes->map, (const char *)key, key_len, fresh);
	return *fresh;
}
