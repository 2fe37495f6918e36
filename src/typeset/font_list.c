/* font_list.c - know every usable font of the system by its names. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/font_set.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int compare_faces(const void *a, const void *b)
{
	const struct font_face *left = a, *right = b;
	int order = strcmp(left->font.info.path, right->font.info.path);
	if (order != 0)
		return order;
	if (left->font.info.face != right->font.info.face)
		return left->font.info.face < right->font.info.face ? -1 : 1;
	if (left->instance != right->instance)
		return left->instance < right->instance ? -1 : 1;
	return strcmp(left->declared != NULL ? left->declared : "", right->declared != NULL ? right->declared : "");
}

/* Outlines that HarfBuzz reads and a printer wants: no bitmaps, no colour, no Type 1; of variable fonts the named instances. */
static bool is_usable(const FcPattern *pattern)
{
	FcChar8 *format = NULL;
	FcBool flag = FcFalse;
	if (FcPatternGetString(pattern, FC_FONTFORMAT, 0, &format) != FcResultMatch)
		return false;
	if (strcmp((const char *)format, "TrueType") != 0 && strcmp((const char *)format, "CFF") != 0)
		return false;
	if (FcPatternGetBool(pattern, FC_COLOR, 0, &flag) == FcResultMatch && flag)
		return false;
	if (FcPatternGetBool(pattern, FC_VARIABLE, 0, &flag) == FcResultMatch && flag)
		return false;
	return FcPatternGetBool(pattern, FC_OUTLINE, 0, &flag) != FcResultMatch || flag;
}

static void describe(struct font_set *set, struct font_face *face, const FcPattern *pattern)
{
	FcChar8 *path = NULL, *family = NULL;
	FcCharSet *coverage = NULL;
	int index = 0, slant = FC_SLANT_ROMAN;
	double weight = FC_WEIGHT_REGULAR;
	FcPatternGetString(pattern, FC_FILE, 0, &path);
	FcPatternGetString(pattern, FC_FAMILY, 0, &family);
	FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
	FcPatternGetInteger(pattern, FC_SLANT, 0, &slant);
	FcPatternGetDouble(pattern, FC_WEIGHT, 0, &weight);
	FcPatternGetCharSet(pattern, FC_CHARSET, 0, &coverage);
	face->pattern = pattern;
	face->coverage = coverage;
	face->instance = (unsigned)index >> 16;
	face->covers_han = coverage != NULL && FcCharSetHasChar(coverage, 0x4E00) && FcCharSetHasChar(coverage, 0x3002);
	face->font.info.path = arena_strdup(set->arena, path != NULL ? (const char *)path : "");
	face->font.info.face = (uint32_t)index & 0xFFFF;
	face->font.info.family = arena_strdup(set->arena, family != NULL ? (const char *)family : "");
	face->font.info.weight = (uint16_t)FcWeightToOpenTypeDouble(weight);
	face->font.info.italic = slant != FC_SLANT_ROMAN;
	face->font.info.variations = "";
	face->font.info.units_per_em = 1000;
}

static size_t count_fonts(const struct font_set *set)
{
	size_t count = 0;
	for (int which = FcSetSystem; which <= FcSetApplication; which++) {
		const FcFontSet *fonts = FcConfigGetFonts(set->config, (FcSetName)which);
		count += fonts != NULL ? (size_t)fonts->nfont : 0;
	}
	return count;
}

static void list_fonts(struct font_set *set)
{
	set->faces = arena_array(set->arena, count_fonts(set) + 1, sizeof(*set->faces));
	for (int which = FcSetSystem; which <= FcSetApplication; which++) {
		const FcFontSet *fonts = FcConfigGetFonts(set->config, (FcSetName)which);
		for (int i = 0; fonts != NULL && i < fonts->nfont; i++) {
			if (is_usable(fonts->fonts[i]))
				describe(set, &set->faces[set->count++], fonts->fonts[i]);
		}
	}
}

static void number_faces(struct font_set *set)
{
	qsort(set->faces, set->count, sizeof(*set->faces), compare_faces);
	for (size_t i = 0; i < set->count; i++)
		set->faces[i].font.index = (uint32_t)i;
}

uint32_t font_list_hash(const char *name)
{
	uint32_t hash = 2166136261u;
	for (; *name != '\0'; name++)
		hash = (hash ^ (uint8_t)(*name >= 'A' && *name <= 'Z' ? *name | 0x20 : *name)) * 16777619u;
	return hash;
}

static void add_name(struct font_set *set, const char *name, struct font_face *face)
{
	struct family_name **bucket = &set->names[font_list_hash(name) % NAME_BUCKETS];
	struct family_name *fresh = ARENA_NEW(set->arena, struct family_name);
	*fresh = (struct family_name){ *bucket, name, face };
	*bucket = fresh;
}

/* All names of every family, also those in other languages. Backwards, so that each bucket is in the set's order. */
static void list_names(struct font_set *set)
{
	for (size_t i = set->count; i-- > 0;) {
		FcChar8 *name = NULL;
		struct font_face *face = &set->faces[i];
		if (face->declared != NULL)
			add_name(set, face->declared, face);
		for (int n = 0; face->declared == NULL && FcPatternGetString(face->pattern, FC_FAMILY, n, &name) == FcResultMatch; n++)
			add_name(set, (const char *)name, face);
	}
}

/* Symbols are drawn for pictures: their text goes along with them (osp_font.symbolic). */
static void mark_symbolic(struct font_set *set)
{
	for (int generic = 0; generic < GENERIC_COUNT; generic++) {
		for (const char **family = set->catalogue.families[generic][CATALOGUE_SYMBOL]; *family != NULL; family++) {
			for (size_t i = 0; i < set->count; i++)
				set->faces[i].font.info.symbolic |= strcmp(set->faces[i].font.info.family, *family) == 0;
		}
	}
}

void font_list_all(struct font_set *set, const struct font_source *const *sources, size_t count)
{
	list_fonts(set);
	if (count > 0)
		font_sources_declare(set, sources, count);
	number_faces(set);
	list_names(set);
	mark_symbolic(set);
}

/* How far a face is from what the style asks: slope first, then weight as CSS Fonts 4 (5.2) orders it, then width. */
int font_list_distance(const struct font_face *face, uint16_t weight, bool italic)
{
	int wanted = weight, is = face->font.info.weight, width = FC_WIDTH_NORMAL;
	int away = abs(is - wanted);
	if ((wanted > 500 && is < wanted) || (wanted < 400 && is > wanted) || (wanted >= 400 && wanted <= 500 && is > 500))
		away += 400;
	FcPatternGetInteger(face->pattern, FC_WIDTH, 0, &width);
	return away + (face->font.info.italic != italic ? 10000 : 0) + abs(width - FC_WIDTH_NORMAL) * 200;
}

/* What a sheet declares comes before what is installed under the same name (CSS Fonts 4, 4.2). */
static bool is_better(const struct font_face *face, const struct font_face *best, uint16_t weight, bool italic)
{
	if (best == NULL || (face->declared != NULL) != (best->declared != NULL))
		return best == NULL || face->declared != NULL;
	return font_list_distance(face, weight, italic) < font_list_distance(best, weight, italic);
}

struct font_face *font_list_best(struct font_set *set, const char *family, uint16_t weight, bool italic)
{
	struct font_face *best = NULL;
	for (struct family_name *name = set->names[font_list_hash(family) % NAME_BUCKETS]; name != NULL; name = name->next) {
		if (strcasecmp(name->name, family) == 0 && is_better(name->face, best, weight, italic))
			best = name->face;
	}
	return best;
}
