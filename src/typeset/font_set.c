/* font_set.c - open and close the fonts of a layout, and what threads share. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/font_set.h"
#include "typeset/line_tools.h"
#include "base/paths.h"

#include <stdlib.h>
#include <string.h>

struct font_set *font_set_new(osp_job *job, const struct font_source *const *sources, size_t source_count)
{
	struct font_set *set = calloc(1, sizeof(*set));
	if (set == NULL)
		abort();
	set->job = job;
	set->arena = arena_new();
	pthread_mutex_init(&set->lock, NULL);
	set->config = FcInitLoadConfigAndFonts();
	FcConfigAppFontAddDir(set->config, (const FcChar8 *)paths_fonts(set->arena));
	bool has_folder = job->volume != NULL && job->volume->folder != NULL && job->volume->folder[0] != '\0';
	const char *own = has_folder ? arena_printf(set->arena, "%s/fonts", job->volume->folder) : NULL;
	if (own != NULL)
		FcConfigAppFontAddDir(set->config, (const FcChar8 *)own);
	font_catalogue_load(job, set->arena, arena_printf(set->arena, "%s/catalogue.conf", paths_fonts(set->arena)), &set->catalogue);
	font_sources_load(set, sources, source_count);
	font_list_all(set, sources, source_count);
	if (own != NULL)
		font_folder_check(set, own);
	font_sources_check(set);
	if (set->count == 0)
		osp_error(job, OSP_NOWHERE, "typeset/no-fonts", "no usable font was found; install those that fonts/README.md names");
	return set;
}

static void free_stack(struct font_stack *stack)
{
	for (size_t i = 0; i < STACK_BUCKETS; i++) {
		struct foundling *next;
		for (struct foundling *foundling = atomic_load(&stack->foundlings[i]); foundling != NULL; foundling = next) {
			next = foundling->next;
			free(foundling);
		}
	}
}

void font_set_free(struct font_set *set)
{
	if (set == NULL)
		return;
	for (size_t i = 0; i < set->count; i++)
		font_face_close(&set->faces[i]);
	for (size_t i = 0; i < STACK_BUCKETS; i++) {
		for (struct font_stack *stack = set->stacks[i]; stack != NULL; stack = stack->next)
			free_stack(stack);
	}
	for (size_t i = 0; i < sizeof(set->patterns) / sizeof(*set->patterns); i++) {
		if (set->patterns[i].dict != NULL)
			hnj_hyphen_free(set->patterns[i].dict);
	}
	line_tools_free(set->tools);
	FcConfigDestroy(set->config);
	pthread_mutex_destroy(&set->lock);
	arena_free(set->arena);
	free(set);
}

size_t font_set_count(const struct font_set *set)
{
	return set->count;
}

const struct font *font_set_at(const struct font_set *set, size_t index)
{
	return &set->faces[index].font;
}

/* ---- what threads share while they set lines ---- */

bool font_set_first_missing(struct font_set *set, uint32_t file, uint32_t codepoint)
{
	struct missing **bucket = &set->missing[(codepoint ^ file * 31) % MISSING_BUCKETS];
	pthread_mutex_lock(&set->lock);
	struct missing *known = *bucket;
	while (known != NULL && (known->file != file || known->codepoint != codepoint))
		known = known->next;
	if (known == NULL) {
		struct missing *fresh = ARENA_NEW(set->arena, struct missing);
		*fresh = (struct missing){ *bucket, file, codepoint };
		*bucket = fresh;
	}
	pthread_mutex_unlock(&set->lock);
	return known == NULL;
}

struct _HyphenDict *font_set_patterns(struct font_set *set, const char *lang)
{
	static const char *const files[] = { "/usr/share/hyphen/hyph_en_US.dic", "/usr/share/hyphen/hyph_en_GB.dic" };
	if (strncmp(lang, "en", 2) != 0)
		return NULL;
	size_t which = strcmp(lang, "en-GB") == 0 || strcmp(lang, "en-AU") == 0 || strcmp(lang, "en-IE") == 0 || strcmp(lang, "en-NZ") == 0;
	struct patterns *patterns = &set->patterns[which];
	pthread_mutex_lock(&set->lock);
	if (!patterns->was_tried) {
		patterns->was_tried = true;
		patterns->dict = hnj_hyphen_load(files[which]);
	}
	pthread_mutex_unlock(&set->lock);
	return patterns->dict;
}

struct line_tools *font_set_borrow_tools(struct font_set *set)
{
	pthread_mutex_lock(&set->lock);
	struct line_tools *tools = set->tools;
	if (tools != NULL)
		set->tools = tools->next;
	pthread_mutex_unlock(&set->lock);
	return tools != NULL ? tools : line_tools_new();
}

void font_set_return_tools(struct font_set *set, struct line_tools *tools)
{
	line_tools_clear(tools);
	pthread_mutex_lock(&set->lock);
	tools->next = set->tools;
	set->tools = tools;
	pthread_mutex_unlock(&set->lock);
}
