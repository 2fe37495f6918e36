/* font_set.h - what the parts of the font set share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TYPESET_FONT_SET_H
#define TYPESET_FONT_SET_H

#include "typeset/font_catalogue.h"
#include "typeset/font_face.h"

#include <hyphen.h>

enum { MAX_STACK = 24, STACK_BUCKETS = 64, MISSING_BUCKETS = 64 };

/* A character that no font of its stack has, and the font that was found for it (NULL: none). */
struct foundling {
	struct foundling *next;
	uint32_t codepoint;
	const struct font *font;
};

struct font_stack {
	struct font_stack *next;
	char *key;
	enum font_role role;
	uint16_t weight;
	bool italic;
	struct font_face *faces[MAX_STACK];
	size_t count;
	_Atomic(struct foundling *) foundlings[STACK_BUCKETS];
};

/* A stack is found by what the style points to; two styles that say the same share one stack. */
struct shortcut {
	struct shortcut *next;
	const char *const *families;
	const char *suffix;
	uint16_t weight;
	uint8_t italic, role;
	struct font_stack *stack;
};

struct family_name { struct family_name *next; const char *name; struct font_face *face; };
enum { NAME_BUCKETS = 512 };

struct missing { struct missing *next; uint32_t file, codepoint; };
struct patterns { HyphenDict *dict; bool was_tried; };

struct font_set {
	osp_job *job;
	pthread_mutex_t lock;    /* guards everything below but what is atomic */
	struct arena *arena;
	FcConfig *config;
	struct font_face *faces;
	size_t count;
	struct font_catalogue catalogue;
	struct family_name *names[NAME_BUCKETS];
	struct font_stack *stacks[STACK_BUCKETS];
	struct shortcut *shortcuts[STACK_BUCKETS];
	struct missing *missing[MISSING_BUCKETS];
	struct patterns patterns[2];
	struct line_tools *tools;/* those that nobody uses */
};

/* font_list.c: what there is, with what the sheets declare. */
void font_list_all(struct font_set *set, const struct font_source *const *sources, size_t count);
/* font_sources.c: the sheets' files become fonts of the configuration; then their faces, under the names that the sheets give them,
 * are added to those of the set; last, broken ones are told. */
void font_sources_load(struct font_set *set, const struct font_source *const *sources, size_t count);
void font_sources_check(struct font_set *set);
void font_sources_declare(struct font_set *set, const struct font_source *const *sources, size_t count);
/* Says which files beneath the volume's own folder of fonts are none, or broken. */
void font_folder_check(struct font_set *set, const char *folder);
/* Opens the face if it is not open yet. False when its file is no sound font, which is said once. */
bool font_stack_opens(struct font_set *set, struct font_face *face);
uint32_t font_list_hash(const char *name);
/* How far a face is from what a style asks. */
int font_list_distance(const struct font_face *face, uint16_t weight, bool italic);
/* NULL when the system has no such family. */
struct font_face *font_list_best(struct font_set *set, const char *family, uint16_t weight, bool italic);

#endif
