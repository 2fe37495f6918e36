/* font_set.c - know all fonts, choose the one that a character wants. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/font_face.h"
#include "typeset/font_catalogue.h"
#include "typeset/line_tools.h"
#include "base/paths.h"

#include <hb.h>
#include <hyphen.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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
struct shortcut { struct shortcut *next; const char *const *families; const char *suffix; uint16_t weight; uint8_t italic, role; struct font_stack *stack; };

struct family_name { struct family_name *next; const char *name; struct font_face *face; };
enum { NAME_BUCKETS = 512 };

struct missing { struct missing *next; uint32_t file, codepoint; };
struct patterns { const char *file; HyphenDict *dict; bool was_tried; };

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

/* ---- what there is ---- */

static int compare_faces(const void *a, const void *b)
{
	const struct font_face *left = a, *right = b;
	int order = strcmp(left->font.info.path, right->font.info.path);
	if (order != 0)
		return order;
	if (left->font.info.face != right->font.info.face)
		return left->font.info.face < right->font.info.face ? -1 : 1;
	return (left->instance > right->instance) - (left->instance < right->instance);
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
	qsort(set->faces, set->count, sizeof(*set->faces), compare_faces);
	for (size_t i = 0; i < set->count; i++)
		set->faces[i].font.index = (uint32_t)i;
}

static uint32_t hash_name(const char *name)
{
	uint32_t hash = 2166136261u;
	for (; *name != '\0'; name++)
		hash = (hash ^ (uint8_t)(*name >= 'A' && *name <= 'Z' ? *name | 0x20 : *name)) * 16777619u;
	return hash;
}

/* All names of every family, also those in other languages. Backwards, so that each bucket is in the set's order. */
static void list_names(struct font_set *set)
{
	for (size_t i = set->count; i-- > 0;) {
		FcChar8 *name = NULL;
		for (int n = 0; FcPatternGetString(set->faces[i].pattern, FC_FAMILY, n, &name) == FcResultMatch; n++) {
			struct family_name **bucket = &set->names[hash_name((const char *)name) % NAME_BUCKETS];
			struct family_name *fresh = ARENA_NEW(set->arena, struct family_name);
			*fresh = (struct family_name){ *bucket, (const char *)name, &set->faces[i] };
			*bucket = fresh;
		}
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

struct font_set *font_set_new(osp_job *job)
{
	struct font_set *set = calloc(1, sizeof(*set));
	if (set == NULL)
		abort();
	set->job = job;
	set->arena = arena_new();
	pthread_mutex_init(&set->lock, NULL);
	set->config = FcInitLoadConfigAndFonts();
	FcConfigAppFontAddDir(set->config, (const FcChar8 *)paths_fonts());
	if (job->volume != NULL && job->volume->folder != NULL && job->volume->folder[0] != '\0')
		FcConfigAppFontAddDir(set->config, (const FcChar8 *)arena_printf(set->arena, "%s/fonts", job->volume->folder));
	list_fonts(set);
	list_names(set);
	font_catalogue_load(job, set->arena, arena_printf(set->arena, "%s/catalogue.conf", paths_fonts()), &set->catalogue);
	mark_symbolic(set);
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

/* ---- stacks ---- */

/* How far a face is from what the style asks: slope first, then weight as CSS Fonts 4 (5.2) orders it, then width. */
static int distance(const struct font_face *face, uint16_t weight, bool italic)
{
	int wanted = weight, is = face->font.info.weight, width = FC_WIDTH_NORMAL;
	int away = abs(is - wanted);
	if ((wanted > 500 && is < wanted) || (wanted < 400 && is > wanted) || (wanted >= 400 && wanted <= 500 && is > 500))
		away += 400;
	FcPatternGetInteger(face->pattern, FC_WIDTH, 0, &width);
	return away + (face->font.info.italic != italic ? 10000 : 0) + abs(width - FC_WIDTH_NORMAL) * 200;
}

static struct font_face *best_of_family(struct font_set *set, const char *family, uint16_t weight, bool italic)
{
	struct font_face *best = NULL;
	for (struct family_name *name = set->names[hash_name(family) % NAME_BUCKETS]; name != NULL; name = name->next) {
		if (strcasecmp(name->name, family) == 0 && (best == NULL || distance(name->face, weight, italic) < distance(best, weight, italic)))
			best = name->face;
	}
	return best;
}

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

struct wish { struct font_set *set; struct font_stack *stack; const char *lang; bool italic; int han; /* 1: Han faces only, 0: others only, -1: all */ };

static void push_family(const struct wish *wish, const char *family)
{
	struct font_set *set = wish->set;
	const char *suffix = sister_suffix(wish->lang);
	size_t len = strlen(family);
	struct font_face *face = NULL;
	if (suffix != NULL && len > 3 && strcmp(family + len - 3, " SC") == 0)
		face = best_of_family(set, arena_printf(set->arena, "%.*s%s", (int)(len - 2), family, suffix), wish->stack->weight, wish->italic);
	if (face == NULL)
		face = best_of_family(set, family, wish->stack->weight, wish->italic);
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

static struct font_stack *stack_find_or_make(struct font_set *set, const char *key, const struct computed *style, enum font_role role, const char *lang)
{
	struct font_stack **bucket = &set->stacks[hash_name(key) % STACK_BUCKETS];
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

static bool is_open(struct font_set *set, struct font_face *face)
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
		if (best != NULL && distance(face, stack->weight, false) >= distance(best, stack->weight, false))
			continue;
		if (is_open(set, face) && font_glyph(&face->font, codepoint) != 0)
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

/* Kai fonts often draw “ ” ‘ ’ narrow, as Western ones do; Chinese wants a one-em box, so the next font is asked (typesetting.md 1.8). */
static bool is_wrong_form(const struct font_stack *stack, const struct font *font, uint32_t codepoint)
{
	return stack->role == FONT_HAN && codepoint >= 0x2018 && codepoint <= 0x201D && font_mark_blank(font, codepoint) == BLANK_NONE;
}

const struct font *font_stack_find(struct font_set *set, struct font_stack *stack, uint32_t codepoint)
{
	const struct font *second_best = NULL;
	for (size_t i = 0; i < stack->count; i++) {
		struct font_face *face = stack->faces[i];
		if (!is_open(set, face) || font_glyph(&face->font, codepoint) == 0)
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
