/* font_folder.c - say which files of a folder of fonts are no fonts. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/font_set.h"
#include "base/file.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { DEEPEST = 8 };

struct known { const char **paths; size_t count; };

static int compare_paths(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static struct known list_known(const struct font_set *set)
{
	const FcFontSet *fonts = FcConfigGetFonts(set->config, FcSetApplication);
	size_t most = fonts != NULL ? (size_t)fonts->nfont : 0;
	struct known known = { arena_array(set->arena, most + 1, sizeof(*known.paths)), 0 };
	for (size_t i = 0; i < most; i++) {
		FcChar8 *path = NULL;
		if (FcPatternGetString(fonts->fonts[i], FC_FILE, 0, &path) == FcResultMatch)
			known.paths[known.count++] = (const char *)path;
	}
	qsort(known.paths, known.count, sizeof(*known.paths), compare_paths);
	return known;
}

static bool is_named_as_font(const char *name)
{
	static const char *const suffixes[] = { ".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2" };
	const char *suffix = strrchr(name, '.');
	for (size_t i = 0; suffix != NULL && i < sizeof(suffixes) / sizeof(*suffixes); i++) {
		if (strcasecmp(suffix, suffixes[i]) == 0)
			return true;
	}
	return false;
}

static void check_folder(struct font_set *set, const struct known *known, const char *folder, int depth)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, NULL, alphasort); /* the same messages in the same order */
	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name, *path = path_join(set->arena, folder, name);
		bool is_hidden = name[0] == '.'; /* fontconfig passes them over, too */
		if (!is_hidden && file_is_folder(path) && depth < DEEPEST)
			check_folder(set, known, path, depth + 1);
		else if (!is_hidden && is_named_as_font(name) && bsearch(&path, known->paths, known->count, sizeof(*known->paths), compare_paths) == NULL)
			osp_warn(set->job, OSP_NOWHERE, "typeset/font", "\"%s\" is no usable font; it was passed over", path);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

/* Of a file that is cut short behind its directory fontconfig reads what is left: often not even the family that a style sheet asks for. */
static void check_faces(struct font_set *set, const char *folder)
{
	size_t len = strlen(folder);
	const struct font *last = NULL; /* faces are in the order of their files; instances of one font share its tables */
	for (size_t i = 0; i < set->count; i++) {
		struct font_face *face = &set->faces[i];
		bool is_own = strncmp(face->font.info.path, folder, len) == 0 && face->font.info.path[len] == '/';
		bool is_next = last == NULL || strcmp(last->info.path, face->font.info.path) != 0 || last->info.face != face->font.info.face;
		if (is_own && is_next)
			font_stack_opens(set, face);
		last = &face->font;
	}
}

/* Fontconfig is silent about files that it can't read, and another font would stand in for theirs. */
void font_folder_check(struct font_set *set, const char *folder)
{
	struct known known = list_known(set);
	FcChar8 *whole = FcStrCopyFilename((const FcChar8 *)folder); /* as fontconfig names the files in it */
	if (whole != NULL && file_is_folder((const char *)whole)) {
		check_folder(set, &known, (const char *)whole, 0);
		check_faces(set, (const char *)whole);
	}
	FcStrFree(whole);
}
