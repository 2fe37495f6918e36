/* font_sources.c - fonts that style sheets bring along (@font-face). */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/font_set.h"

#include <string.h>
#include <strings.h>

static bool is_named(const FcPattern *pattern, const char *object, const char *name)
{
	FcChar8 *text = NULL;
	for (int i = 0; FcPatternGetString(pattern, object, i, &text) == FcResultMatch; i++) {
		if (strcasecmp((const char *)text, name) == 0)
			return true;
	}
	return false;
}

static bool is_of(const struct font_face *face, const struct font_file *file)
{
	if (!file->is_local)
		return strcmp(face->font.info.path, file->name) == 0;
	/* What local() names is one face (CSS Fonts 4, 4.3.1). */
	return is_named(face->pattern, FC_FULLNAME, file->name) || is_named(face->pattern, FC_POSTSCRIPT_NAME, file->name);
}

static size_t count_faces(const struct font_set *set, const struct font_file *file)
{
	size_t count = 0;
	for (size_t i = 0; i < set->count; i++)
		count += is_of(&set->faces[i], file);
	return count;
}

/* The first of the source's files that gives us faces; NULL after saying that none does. */
static const struct font_file *choose_file(struct font_set *set, const struct font_source *source, size_t *ret_count)
{
	*ret_count = 0;
	for (size_t i = 0; i < source->file_count; i++) {
		*ret_count = count_faces(set, &source->files[i]);
		if (*ret_count > 0)
			return &source->files[i];
	}
	osp_warn(set->job, source->place, "typeset/font", "\"%s\" is no usable font; it was passed over", source->files[0].name);
	return NULL;
}

/* Whether fontconfig has the file already: it lies in a folder of fonts, or another rule named it. */
static bool is_loaded(const struct font_set *set, const char *path)
{
	for (int which = FcSetSystem; which <= FcSetApplication; which++) {
		const FcFontSet *fonts = FcConfigGetFonts(set->config, (FcSetName)which);
		for (int i = 0; fonts != NULL && i < fonts->nfont; i++) {
			FcChar8 *known = NULL;
			if (FcPatternGetString(fonts->fonts[i], FC_FILE, 0, &known) == FcResultMatch && strcmp((const char *)known, path) == 0)
				return true;
		}
	}
	return false;
}

void font_sources_load(struct font_set *set, const struct font_source *const *sources, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < sources[i]->file_count; k++) {
			const struct font_file *file = &sources[i]->files[k];
			if (!file->is_local && !is_loaded(set, file->name))
				FcConfigAppFontAddFile(set->config, (const FcChar8 *)file->name);
		}
	}
}

/* One face for the weight and slope that the sheet says; several say themselves what they are. */
static void declare(struct font_set *set, const struct font_source *source, const struct font_file *file, bool is_alone)
{
	size_t count = set->count; /* those that are added now are no candidates */
	for (size_t i = 0; i < count; i++) {
		struct font_face *face = &set->faces[set->count];
		if (set->faces[i].declared != NULL || !is_of(&set->faces[i], file))
			continue;
		*face = set->faces[i];
		face->declared = source->family;
		face->font.info.family = arena_strdup(set->arena, source->family);
		if (is_alone && source->least_weight != 0)
			face->font.info.weight = source->least_weight == source->most_weight ? source->least_weight : face->font.info.weight;
		if (is_alone && source->slope != FONT_AS_IN_FILE)
			face->font.info.italic = source->slope == FONT_SLANTED;
		bool is_within = is_alone || source->least_weight == 0 ||
			(face->font.info.weight >= source->least_weight && face->font.info.weight <= source->most_weight);
		set->count += is_within;
	}
}

/* As of the volume's own fonts (font_folder.c): another font would stand in for them, and nobody would know why. */
void font_sources_check(struct font_set *set)
{
	for (size_t i = 0; i < set->count; i++) {
		if (set->faces[i].declared != NULL)
			font_stack_opens(set, &set->faces[i]);
	}
}

void font_sources_declare(struct font_set *set, const struct font_source *const *sources, size_t count)
{
	const struct font_file **files = arena_array(set->arena, count + 1, sizeof(*files));
	size_t *counts = ARENA_ARRAY(set->arena, count + 1, size_t), room = set->count + 1;
	for (size_t i = 0; i < count; i++) {
		files[i] = choose_file(set, sources[i], &counts[i]);
		room += counts[i];
	}
	struct font_face *faces = arena_array(set->arena, room, sizeof(*faces));
	memcpy(faces, set->faces, set->count * sizeof(*faces));
	set->faces = faces;
	for (size_t i = 0; i < count; i++) {
		if (files[i] != NULL)
			declare(set, sources[i], files[i], counts[i] == 1);
	}
}
