/* font_catalogue.c - read which families stand behind a generic name. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/font_catalogue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MAX_CATALOGUE = 1 << 16 };

static const char *const generic_names[GENERIC_COUNT] = { "serif", "sans-serif", "monospace", "cursive" };
static const char *const role_names[CATALOGUE_ROLES] = { "latin", "han", "kai", "symbol" };

static int index_of(const char *const *names, int count, const char *word)
{
	for (int i = 0; i < count; i++) {
		if (strcmp(names[i], word) == 0)
			return i;
	}
	return -1;
}

/* Cuts the next word off a line; "" at its end. */
static char *word(char **at)
{
	char *start = *at + strspn(*at, " \t\r");
	char *end = start + strcspn(start, " \t\r");
	*at = *end != '\0' ? end + 1 : end;
	*end = '\0';
	return start;
}

static const char **list(struct arena *arena, char *at)
{
	size_t count = 2;
	for (const char *p = at; *p != '\0'; p++)
		count += *p == ',';
	const char **names = ARENA_ARRAY(arena, count, const char *);
	size_t used = 0;
	while (*at != '\0') {
		char *start = at + strspn(at, " \t");
		size_t len = strcspn(start, ",");
		at = start[len] != '\0' ? start + len + 1 : start + len;
		while (len > 0 && strchr(" \t\r", start[len - 1]) != NULL)
			len--;
		if (len > 0)
			names[used++] = arena_strndup(arena, start, len);
	}
	return names;
}

static bool read_line(struct arena *arena, char *line, struct font_catalogue *catalogue)
{
	char *first = word(&line);
	if (*first == '\0' || *first == '#')
		return true;
	bool is_alias = strcmp(first, "alias") == 0;
	int generic = index_of(generic_names, GENERIC_COUNT, is_alias ? word(&line) : first);
	if (generic < 0)
		return false;
	if (is_alias) {
		catalogue->aliases[generic] = list(arena, line);
		return true;
	}
	int role = index_of(role_names, CATALOGUE_ROLES, word(&line));
	if (role < 0)
		return false;
	catalogue->families[generic][role] = list(arena, line);
	return true;
}

static char *read_all(struct arena *arena, const char *path)
{
	FILE *file = fopen(path, "rb");
	if (file == NULL)
		return NULL;
	char *text = arena_alloc(arena, MAX_CATALOGUE);
	size_t len = fread(text, 1, MAX_CATALOGUE - 1, file);
	fclose(file);
	text[len] = '\0';
	return text;
}

void font_catalogue_load(osp_job *job, struct arena *arena, const char *path, struct font_catalogue *catalogue)
{
	static const char *const nothing[] = { NULL };
	for (int generic = 0; generic < GENERIC_COUNT; generic++) {
		for (int role = 0; role < CATALOGUE_ROLES; role++)
			catalogue->families[generic][role] = (const char **)nothing;
		catalogue->aliases[generic] = (const char **)nothing;
	}
	struct arena *scratch = arena_new();
	char *text = read_all(scratch, path);
	if (text == NULL)
		osp_warn(job, OSP_NOWHERE, "typeset/catalogue", "the font catalogue %s can't be read; only fonts that a style names are used",
		    path);
	uint32_t file = 0;
	for (uint32_t number = 1; text != NULL && *text != '\0'; number++) {
		size_t len = strcspn(text, "\n");
		char *next = text[len] != '\0' ? text + len + 1 : text + len;
		text[len] = '\0';
		if (!read_line(arena, text, catalogue)) {
			if (file == 0)
				file = osp_job_add_file(job, path, NULL, 0);
			osp_warn(job, (osp_place){ file, number, 1 }, "typeset/catalogue",
			    "this line is not \"GENERIC ROLE FAMILY, ...\"; it was skipped");
		}
		text = next;
	}
	arena_free(scratch);
}

int font_catalogue_generic(const struct font_catalogue *catalogue, const char *family)
{
	int generic = index_of(generic_names, GENERIC_COUNT, family);
	for (int i = 0; generic < 0 && i < GENERIC_COUNT; i++) {
		for (const char **alias = catalogue->aliases[i]; *alias != NULL; alias++) {
			if (strcasecmp(*alias, family) == 0)
				return i;
		}
	}
	return generic;
}
