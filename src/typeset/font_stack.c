/* font_stack.c - choose the font that a character wants. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/font_set.h"

#include <stdlib.h>
#include <string.h>

/* The sister of a pan-CJK family for the language's own forms; NULL when the family is that one already. */
static const char *sister_suffix(const char *lang)
{
	if (strncmp(lang, "ja", 2) == 0)
		return "JP";
	if (strncmp(lang, "ko", 2) == 0)
		return "KR";
	if (strncmp(lang, "zh", 2) != 0)
		return NULL;
	if (strstr(lang, "HK") != NULL || strstr(lang, "MO") != NULL)
		return "HK";
	return strstr(lang, "Hant") != NULL || strstr(lang, "TW") != NULL ? "TC" : NULL;
}

static void push(struct font_stack *stack, struct font_face *face)
{
	for (size_t i = 0; i < stack->count; i++) {
		if (stack->faces[i] == face)
			return;
	}
	if (stack->count < MAX_STACK)
		stack->faces[stack->count++] = face;
}

struct wish { struct font_set *set; struct font_stack *stack; const char *lang; bool italic; int han; /* 1: Han faces only,
    0: others only, -1: all */ };

static void push_family(const struct wish *wish, const char *family)
{
	struct font_set *set = wish->set;
	const char *suffix = sister_suffix(wish->lang);
	size_t len = strlen(family);
	struct font_face *face = NULL;
	if (suffix != NULL && len > 3 && strcmp(family + len - 3, " SC") == 0)
		face = font_list_best(set, arena_printf(set->arena, "%.*s%s", (int)(len - 2), family, suffix), wish->stack->weight, wish->italic);
	if (face == NULL)
		face = font_list_best(set, family, wish->stack->weight, wish->italic);
	if (face != NULL && (wish->han < 0 || face->covers_han == (wish->han == 1)))
		push(wish->stack, face);
}

static void push_list(const struct wish *wish, const char *const *families)
{
	for (; *families != NULL; families++)
		push_family(wish, *families);
}

/* The style's own families, generics among them replaced by their list for the role. */
static void push_style(const struct wish *wish, const struct computed *style, enum catalogue_role role)
{
	const struct font_catalogue *catalogue = &wish->set->catalogue;
	for (const char *const *family = style->families; family != NULL && *family != NULL; family++) {
		push_family(wish, *family);
		int generic = font_catalogue_generic(catalogue, *family);
		if (generic >= 0)
			push_list(wish, catalogue->families[generic][role]);
	}
}

static int generic_of(const struct font_set *set, const struct computed *style)
{
	for (const char *const *family = style->families; family != NULL && *family != NULL; family++) {
		int generic = font_catalogue_generic(&set->catalogue, *family);
		if (generic >= 0)
			return generic;
		if (strstr(*family, "Mono") != NULL || strstr(*family, "Code") != NULL)
			return GENERIC_MONO;
		if (strstr(*family, "Sans") != NULL)
			return GENERIC_SANS;
	}
	return GENERIC_SERIF;
}

static void fill_stack(struct font_set *set, struct font_stack *stack, const struct computed *style, const char *lang)
{
	const char **const *lists = (const char **const *)set->catalogue.families[generic_of(set, style)];
	struct wish wish = { set, stack, lang, false, 1 };
	if (stack->role == FONT_HAN) {
		if (stack->italic)
			push_list(&wish, lists[CATALOGUE_KAI]);
		push_style(&wish, style, CATALOGUE_HAN);
		push_list(&wish, lists[CATALOGUE_HAN]);
		return;
	}
	wish.han = -1;
	if (stack->role == FONT_SYMBOL)
		push_list(&wish, lists[CATALOGUE_SYMBOL]);
	wish.italic = stack->italic;
	wish.han = 0;
	push_style(&wish, style, CATALOGUE_LATIN);
	wish.han = 1;
	wish.italic = false;
	push_style(&wish, style, CATALOGUE_HAN);
	wish.han = -1;
	wish.italic = stack->italic;
	push_list(&wish, lists[CATALOGUE_LATIN]);
	wish.italic = false;
	push_list(&wish, lists[CATALOGUE_HAN]);
	push_list(&wish, lists[CATALOGUE_SYMBOL]);
}

static size_t make_key(char *key, size_t size, const struct computed *style, enum font_role role, const char *lang)
{
	const char *suffix = sister_suffix(lang);
	osp_buf buf = OSP_BUF_INIT;
	osp_buf_printf(&buf, "%d/%d/%d/%s", (int)role, (int)style->weight, (int)style->italic, suffix != NULL ? suffix : "");
	for (const char *const *family = style->families; family != NULL && *family != NULL; family++)
		osp_buf_printf(&buf, "/%s", *family);
	size_t len = buf.len < size - 1 ? buf.len : size - 1;
	memcpy(key, buf.data, len);
	key[len] = '\0';
	osp_buf_done(&buf);
	return len;
}

static struct font_stack *stack_find_or_make(struct font_set *set, const char *key, const struct computed *style, enum font_role role,
    const char *lang)
{
	struct font_stack **bucket = &set->stacks[font_list_hash(key) % STACK_BUCKETS];
	for (struct font_stack *stack = *bucket; stack != NULL; stack = stack->next) {
		if (strcmp(stack->key, key) == 0)
			return stack;
	}
	struct font_stack *stack = ARENA_NEW(set->arena, struct font_stack);
	stack->key = arena_strdup(set->arena, key);
	stack->role = role;
	stack->weight = style->weight;
	stack->italic = style->italic;
	fill_stack(set, stack, style, lang);
	stack->next = *bucket;
	*bucket = stack;
	return stack;
}

static struct shortcut **find_shortcut(struct font_set *set, const struct shortcut *wanted)
{
	uintptr_t hash = ((uintptr_t)wanted->families >> 3) + wanted->weight * 7u + wanted->italic * 3u + wanted->role;
	struct shortcut **at = &set->shortcuts[hash % STACK_BUCKETS];
	for (; *at != NULL; at = &(*at)->next) {
		const struct shortcut *known = *at;
		if (known->families == wanted->families && known->suffix == wanted->suffix && known->weight == wanted->weight &&
		    known->italic == wanted->italic && known->role == wanted->role)
			break;
	}
	return at;
}

struct font_stack *font_stack_for(struct font_set *set, const struct computed *style, enum font_role role, const char *lang)
{
	struct shortcut wanted = { NULL, style->families, sister_suffix(lang), style->weight, style->italic, (uint8_t)role, NULL };
	pthread_mutex_lock(&set->lock);
	struct shortcut **at = find_shortcut(set, &wanted);
	if (*at == NULL) {
		char key[1024];
		make_key(key, sizeof(key), style, role, lang);
		wanted.stack = stack_find_or_make(set, key, style, role, lang);
		*at = ARENA_NEW(set->arena, struct shortcut);
		**at = wanted;
	}
	struct font_stack *stack = (*at)->stack;
	pthread_mutex_unlock(&set->lock);
	return stack;
}

/* ---- characters ---- */


bool font_stack_opens(struct font_set *set, struct font_face *face)
{
	int state = atomic_load_explicit(&face->state, memory_order_acquire);
	if (state != FACE_CLOSED)
		return state == FACE_OPEN;
	pthread_mutex_lock(&set->lock);
	bool was_refused = false;
	if (atomic_load(&face->state) == FACE_CLOSED)
		was_refused = !font_face_open(face);
	pthread_mutex_unlock(&set->lock);
	if (was_refused)
		osp_warn(set->job, OSP_NOWHERE, "typeset/font", "\"%s\" is no usable font; it was passed over", face->font.info.path);
	return atomic_load(&face->state) == FACE_OPEN;
}

/* Any font that has it: the one nearest in weight and slope; the first in the set's order among equals. */
static const struct font *search_all(struct font_set *set, const struct font_stack *stack, uint32_t codepoint)
{
	struct font_face *best = NULL;
	for (size_t i = 0; i < set->count; i++) {
		struct font_face *face = &set->faces[i];
		if (face->coverage == NULL || !FcCharSetHasChar(face->coverage, codepoint))
			continue;
		if (best != NULL && font_list_distance(face, stack->weight, false) >= font_list_distance(best, stack->weight, false))
			continue;
		if (font_stack_opens(set, face) && font_glyph(&face->font, codepoint) != 0)
			best = face;
	}
	return best != NULL ? &best->font : NULL;
}

static const struct font *find_elsewhere(struct font_set *set, struct font_stack *stack, uint32_t codepoint)
{
	_Atomic(struct foundling *) *bucket = &stack->foundlings[codepoint % STACK_BUCKETS];
	struct foundling *head = atomic_load(bucket);
	for (struct foundling *foundling = head; foundling != NULL; foundling = foundling->next) {
		if (foundling->codepoint == codepoint)
			return foundling->font;
	}
	struct foundling *fresh = malloc(sizeof(*fresh));
	if (fresh == NULL)
		abort();
	*fresh = (struct foundling){ head, codepoint, search_all(set, stack, codepoint) };
	while (!atomic_compare_exchange_weak(bucket, &head, fresh))
		fresh->next = head;
	return fresh->font;
}

/* Kai fonts often draw “ ” ‘ ’ narrow, as Western ones do; Chinese wants a one-em box: the next font is asked (typesetting.md 1.8). */
static bool is_wrong_form(const struct font_stack *stack, const struct font *font, uint32_t codepoint)
{
	return stack->role == FONT_HAN && codepoint >= 0x2018 && codepoint <= 0x201D && font_mark_blank(font, codepoint) == BLANK_NONE;
}

const struct font *font_stack_first(struct font_set *set, const struct font_stack *stack)
{
	size_t i = 0;
	while (i < stack->count && !font_stack_opens(set, stack->faces[i]))
		i++;
	return i < stack->count ? &stack->faces[i]->font : NULL;
}

const struct font *font_stack_find(struct font_set *set, struct font_stack *stack, uint32_t codepoint)
{
	const struct font *second_best = NULL;
	for (size_t i = 0; i < stack->count; i++) {
		struct font_face *face = stack->faces[i];
		if (!font_stack_opens(set, face) || font_glyph(&face->font, codepoint) == 0)
			continue;
		if (!is_wrong_form(stack, &face->font, codepoint))
			return &face->font;
		second_best = second_best != NULL ? second_best : &face->font;
	}
	return second_best != NULL ? second_best : find_elsewhere(set, stack, codepoint);
}

const struct font *font_for(struct font_set *set, const struct computed *style, enum font_role role, const char *lang, uint32_t codepoint)
{
	return font_stack_find(set, font_stack_for(set, style, role, lang), codepoint);
}
