/* font_sound.c - whether a font file is whole: its directory, and where its glyphs lie. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/font_sound.h"

#include <stddef.h>
#include <stdint.h>

#define TAG(a, b, c, d) ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

enum { HEAD = 12, ENTRY = 16, LOCA_FORMAT = 50, GLYPH_COUNT = 4 };

struct bytes { const uint8_t *at; size_t len; };

static uint32_t number(struct bytes bytes, size_t at, unsigned size)
{
	uint32_t value = 0;
	for (unsigned i = 0; i < size && at + i < bytes.len; i++)
		value = value << 8 | bytes.at[at + i];
	return value;
}

/* Where the face's table directory begins (OpenType, "TTC header"); beyond the end when there is none. */
static size_t directory_of(struct bytes file, unsigned index)
{
	if (number(file, 0, 4) != TAG('t', 't', 'c', 'f'))
		return index == 0 ? 0 : file.len;
	return index < number(file, 8, 4) && HEAD + 4 * ((size_t)index + 1) <= file.len ? number(file, HEAD + 4 * (size_t)index, 4) : file.len;
}

struct tables { struct bytes head, maxp, loca, glyf; };

static bool read_directory(struct bytes file, size_t at, struct tables *tables)
{
	if (at > file.len || file.len - at < HEAD)
		return false;
	size_t count = number(file, at + 4, 2);
	if (count == 0 || (file.len - at - HEAD) / ENTRY < count)
		return false;
	for (size_t i = 0; i < count; i++) {
		size_t entry = at + HEAD + ENTRY * i;
		uint32_t first = number(file, entry + 8, 4), len = number(file, entry + 12, 4);
		if (first > file.len || len > file.len - first)
			return false;
		struct bytes table = { file.at + first, len };
		switch (number(file, entry, 4)) {
		case TAG('h', 'e', 'a', 'd'): tables->head = table; break;
		case TAG('m', 'a', 'x', 'p'): tables->maxp = table; break;
		case TAG('l', 'o', 'c', 'a'): tables->loca = table; break;
		case TAG('g', 'l', 'y', 'f'): tables->glyf = table; break;
		default: break;
		}
	}
	return true;
}

/* Glyphs follow one another within their table (OpenType, "loca"). */
static bool has_sound_glyphs(const struct tables *tables)
{
	if (tables->glyf.len == 0)
		return true; /* CFF: the writers look at what they use */
	bool is_long = number(tables->head, LOCA_FORMAT, 2) != 0;
	unsigned size = is_long ? 4 : 2;
	size_t count = number(tables->maxp, GLYPH_COUNT, 2) + (size_t)1;
	if (tables->loca.len / size < count)
		return false;
	uint32_t last = 0;
	for (size_t i = 0; i < count; i++) {
		uint32_t next = is_long ? number(tables->loca, 4 * i, 4) : 2 * number(tables->loca, 2 * i, 2);
		if (next < last || next > tables->glyf.len)
			return false;
		last = next;
	}
	return true;
}

bool font_is_sound(hb_blob_t *blob, unsigned index)
{
	unsigned len;
	const char *data = hb_blob_get_data(blob, &len);
	struct bytes file = { (const uint8_t *)data, len };
	struct tables tables = { 0 };
	return read_directory(file, directory_of(file, index), &tables) && has_sound_glyphs(&tables);
}
