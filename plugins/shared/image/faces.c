/* faces.c - the system's fonts for the words of a drawing. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "image/canvas_room.h"

#include <cairo-ft.h>
#include <hb-ot.h>
#include <string.h>

static FcPattern *ask(struct canvas *canvas, const char *const *families, bool is_bold, uint32_t c)
{
	FcPattern *wanted = FcPatternCreate();
	for (; *families != NULL; families++)
		FcPatternAddString(wanted, FC_FAMILY, (const FcChar8 *)*families);
	FcPatternAddInteger(wanted, FC_WEIGHT, is_bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
	if (canvas->lang[0] != '\0')
		FcPatternAddString(wanted, FC_LANG, (const FcChar8 *)canvas->lang);
	if (c != 0) {
		FcCharSet *set = FcCharSetCreate();
		FcCharSetAddChar(set, c);
		FcPatternAddCharSet(wanted, FC_CHARSET, set);
		FcCharSetDestroy(set);
	}
	FcConfigSubstitute(canvas->faces.config, wanted, FcMatchPattern);
	FcDefaultSubstitute(wanted);
	FcResult result;
	FcPattern *found = FcFontMatch(canvas->faces.config, wanted, &result);
	FcPatternDestroy(wanted);
	return found;
}

/* "wght=700,wdth=100", as fontconfig chooses among the variations of a font. */
static void vary(hb_font_t *font, const FcPattern *pattern, int index)
{
	hb_variation_t variations[8];
	unsigned count = 0;
	FcChar8 *text = NULL;
	if (index >> 16 > 0 && index >> 16 < 0x8000)
		hb_font_set_var_named_instance(font, (unsigned)(index >> 16) - 1);
	if (FcPatternGetString(pattern, FC_FONT_VARIATIONS, 0, &text) != FcResultMatch)
		return;
	for (const char *at = (const char *)text; *at != '\0' && count < 8;) {
		size_t len = strcspn(at, ",");
		count += hb_variation_from_string(at, (int)len, &variations[count]) ? 1 : 0;
		at += len + strspn(at + len, ",");
	}
	hb_font_set_variations(font, variations, count);
}

static bool open_face(struct face *face, FcPattern *pattern)
{
	FcChar8 *file = NULL;
	int index = 0;
	if (FcPatternGetString(pattern, FC_FILE, 0, &file) != FcResultMatch || FcPatternGetInteger(pattern, FC_INDEX, 0, &index) != FcResultMatch)
		return false;
	hb_blob_t *blob = hb_blob_create_from_file((const char *)file);
	hb_face_t *shape = hb_face_create(blob, (unsigned)index & 0xFFFF);
	face->shaper = hb_font_create(shape);
	face->em = hb_face_get_upem(shape);
	vary(face->shaper, pattern, index);
	hb_face_destroy(shape);
	hb_blob_destroy(blob);
	face->drawer = cairo_ft_font_face_create_for_pattern(pattern);
	return true;
}

static const struct face *add(struct canvas *canvas, const char *const *families, bool is_bold, uint32_t c)
{
	struct faces *faces = &canvas->faces;
	FcPattern *pattern = faces->count < MAX_FACES ? ask(canvas, families, is_bold, c) : NULL;
	struct face face = { .families = families, .is_bold = is_bold, .is_other = c != 0 };
	bool opened = pattern != NULL && open_face(&face, pattern);
	if (pattern != NULL)
		FcPatternDestroy(pattern);
	if (!opened)
		return NULL;
	faces->items[faces->count] = face;
	return &faces->items[faces->count++];
}

static bool has(const struct face *face, uint32_t c)
{
	hb_codepoint_t glyph;
	return hb_font_get_nominal_glyph(face->shaper, c, &glyph);
}

const struct face *faces_find(struct canvas *canvas, const char *const *families, bool is_bold, uint32_t c)
{
	struct faces *faces = &canvas->faces;
	const struct face *first = NULL;
	if (faces->config == NULL)
		faces->config = FcInitLoadConfigAndFonts();
	for (size_t i = 0; i < faces->count; i++) {
		const struct face *face = &faces->items[i];
		if (face->families != families || face->is_bold != is_bold)
			continue;
		if (has(face, c))
			return face;
		first = face->is_other ? first : face;
	}
	if (first == NULL)
		first = add(canvas, families, is_bold, 0);
	if (first == NULL || has(first, c))
		return first;
	const struct face *other = add(canvas, families, is_bold, c);
	return other != NULL && has(other, c) ? other : first;
}

void faces_done(struct faces *faces)
{
	for (size_t i = 0; i < faces->count; i++) {
		hb_font_destroy(faces->items[i].shaper);
		cairo_font_face_destroy(faces->items[i].drawer);
	}
	if (faces->config != NULL)
		FcConfigDestroy(faces->config);
}
