/* set.c - style sets: the sheets that apply to a medium, indexed. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/engine.h"
#include "style/builtin.h"
#include "style/theme.h"
#include "base/file.h"
#include "base/paths.h"
#include "base/suggest.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

/* What style_load() leaves in the job. */
struct style_sheets {
	struct arena *arena;
	struct rules browser, builtin; /* html.css, base.css */
	struct rules fallback; /* where all of the volume's are themes */
	struct rules own, over; /* the volume's; those of the output that is being written */
	struct osp_style **sets;
	size_t set_count, set_capacity;
	uint32_t stamps;
	pthread_mutex_t lock; /* guards all: sets are made when first asked for */
};

static void read_builtin(struct rules *rules, const char *name, const char *text, size_t len, uint8_t layer)
{
	struct sheet *sheet = ARENA_NEW(rules->arena, struct sheet);
	sheet->name = name;
	sheet->layer = layer;
	sheet_read(NULL, rules, sheet, text, len);
}

static struct style_sheets *sheets_of(osp_job *job)
{
	pthread_mutex_lock(&job->lock);
	struct style_sheets *sheets = job->sheets;
	if (sheets == NULL) {
		struct arena *arena = arena_new();
		sheets = ARENA_NEW(arena, struct style_sheets);
		sheets->arena = arena;
		struct atoms *atoms = atoms_new(arena);
		sheets->browser = sheets->builtin = sheets->fallback = sheets->own = sheets->over = (struct rules){ .arena = arena, .atoms = atoms };
		pthread_mutex_init(&sheets->lock, NULL);
		read_builtin(&sheets->browser, "html.css", style_html_css, style_html_css_len, 0);
		read_builtin(&sheets->builtin, "base.css", style_base_css, style_base_css_len, 1);
		job->sheets = sheets;
	}
	pthread_mutex_unlock(&job->lock);
	return sheets;
}

void style_free(osp_job *job)
{
	struct style_sheets *sheets = job->sheets;
	if (sheets == NULL) {
		return;
	}
	for (size_t i = 0; i < sheets->set_count; i++) {
		pthread_mutex_destroy(&sheets->sets[i]->lock);
		arena_free(sheets->sets[i]->arena);
	}
	pthread_mutex_destroy(&sheets->lock);
	free(sheets->sets);
	arena_free(sheets->arena);
	job->sheets = NULL;
}

/* ---- finding sheets ---- */

static const char *nearest_style(struct arena *arena, const char *name)
{
	const char *names[256];
	size_t count = 0;
	DIR *folder = opendir(paths_styles(arena));
	if (folder == NULL) {
		return NULL;
	}
	for (struct dirent *entry = readdir(folder); entry != NULL && count < 256; entry = readdir(folder)) {
		size_t len = strlen(entry->d_name);
		if (len > 4 && strcmp(entry->d_name + len - 4, ".css") == 0) {
			names[count++] = arena_strndup(arena, entry->d_name, len - 4);
		}
	}
	closedir(folder);
	return suggest_nearest(name, names, count);
}

static bool is_path(const char *name)
{
	size_t len = strlen(name);
	return strchr(name, '/') != NULL || (len > 4 && strcmp(name + len - 4, ".css") == 0);
}

/* NULL when there is no such style. A file beside the manifest goes before a shipped style of the same name. */
static const char *find(osp_job *job, struct arena *arena, const char *name)
{
	const char *beside = job->volume != NULL && job->volume->folder != NULL ? job->volume->folder : ".";
	if (is_path(name)) {
		const char *path = path_join(arena, beside, name);
		return file_exists(path) ? path : NULL;
	}
	const char *file = arena_printf(arena, "%s.css", name);
	const char *path = path_join(arena, beside, file);
	if (file_exists(path)) {
		return path;
	}
	path = path_join(arena, paths_styles(arena), file);
	return file_exists(path) ? path : NULL;
}

bool style_exists(osp_job *job, const char *name)
{
	struct arena *arena = arena_new();
	bool exists = find(job, arena, name) != NULL;
	arena_free(arena);
	return exists;
}

static osp_status load_one(osp_job *job, struct rules *rules, const char *name, osp_place from)
{
	const char *path = find(job, rules->arena, name);
	if (path != NULL) {
		return sheet_load(job, rules, path, path_base(path), from);
	}
	const char *nearest = is_path(name) ? NULL : nearest_style(rules->arena, name);
	if (nearest != NULL) {
		osp_error(job, from, "style/not-found", "there is no style \"%s\"; is \"%s\" meant?", name, nearest);
	} else if (is_path(name)) {
		osp_error(job, from, "style/not-found", "the style sheet %s was not found beside the manifest", name);
	} else {
		osp_error(job, from, "style/not-found", "there is no style \"%s\", neither shipped nor as %s.css beside the manifest", name, name);
	}
	return OSP_FAIL;
}

static osp_status load_all(osp_job *job, struct style_sheets *sheets, struct rules *rules, const char *const *names, size_t count)
{
	osp_status status = OSP_OK;
	pthread_mutex_lock(&sheets->lock);
	for (size_t i = 0; i < count; i++) {
		if (load_one(job, rules, names[i], OSP_NOWHERE) != OSP_OK) {
			status = OSP_FAIL;
		}
	}
	pthread_mutex_unlock(&sheets->lock);
	return status;
}

osp_status style_load(osp_job *job, const char *const *names, size_t count)
{
	struct style_sheets *sheets = sheets_of(job);
	return load_all(job, sheets, &sheets->own, names, count);
}

osp_status style_load_fallback(osp_job *job, const char *const *names, size_t count)
{
	struct style_sheets *sheets = sheets_of(job);
	return load_all(job, sheets, &sheets->fallback, names, count);
}

void style_read_text(osp_job *job, const char *name, const char *text)
{
	struct style_sheets *sheets = sheets_of(job);
	pthread_mutex_lock(&sheets->lock);
	struct sheet *sheet = ARENA_NEW(sheets->arena, struct sheet);
	sheet->name = arena_strdup(sheets->arena, name);
	sheet->layer = 2;
	sheet->file = osp_job_add_file(job, name, text, strlen(text));
	sheet_read(job, &sheets->own, sheet, text, strlen(text));
	sheet->dialect = theme_recognise(&sheets->own, sheet);
	pthread_mutex_unlock(&sheets->lock);
}

/* ---- the index ---- */

/* Rules are found by the most telling name of their last compound: id, else class, else element. */
static uint32_t key_of(const struct selector *selector)
{
	const struct compound *last = &selector->compounds[0];
	uint32_t best = 0;
	int rank = 0;
	for (size_t i = 0; i < last->count; i++) {
		const struct simple *simple = &last->simples[i];
		int own = simple->kind == SIMPLE_ID ? 3 : simple->kind == SIMPLE_CLASS ? 2 : simple->kind == SIMPLE_TYPE ? 1 : 0;
		/* html and body stand for the root, whatever its name is. */
		bool root = own == 1 && (strcmp(simple->name, "html") == 0 || strcmp(simple->name, "body") == 0);
		if (own > rank && !root) {
			rank = own;
			best = simple->atom;
		}
	}
	return best;
}

/* What a set is made of besides the sheets that are built in. */
struct choice {
	const struct rules *base;        /* of a theme's editor; NULL for our own tree */
	const struct rules *lists[2];    /* the volume's and the output's */
	const struct sheet *first;       /* themes: sheets before this one are left out */
	const char *dialect;             /* "" = ours: themes are left out */
};

static bool is_chosen(const struct choice *choice, const struct sheet *sheet)
{
	return choice->first != NULL || sheet->layer < 2 || sheet->dialect == NULL;
}

static void collect(osp_style *style, const struct rules *rules, const struct choice *choice, size_t from)
{
	for (size_t i = from; i < rules->rule_count; i++) {
		if (is_chosen(choice, rules->rules[i]->sheet) && condition_holds(rules->rules[i]->condition, style->medium)) {
			style->rules[style->rule_count++] = rules->rules[i];
		}
	}
	for (size_t i = 0; i < rules->page_count; i++) {
		if (is_chosen(choice, rules->pages[i]->sheet) && condition_holds(rules->pages[i]->condition, style->medium)) {
			style->pages[style->page_count++] = rules->pages[i];
		}
	}
	for (size_t i = 0; i < rules->font_count; i++) {
		if (is_chosen(choice, rules->fonts[i]->sheet) && condition_holds(rules->fonts[i]->condition, style->medium)) {
			style->fonts[style->font_count++] = &rules->fonts[i]->source;
		}
	}
	for (size_t i = 0; i < rules->sheet_count; i++) {
		if (rules->sheets[i]->layer == 2 && is_chosen(choice, rules->sheets[i]) && (from == 0 || rules->sheets[i]->first_rule >= from)) {
			style->sheets[style->sheet_count++] = rules->sheets[i];
		}
	}
}

/*
 * A piece's root stands for html, body and itself at once. What a rule says of the inner one of them is what the inner
 * one would have had, so it comes over what is said of the outer one: :root and html, then body, then the rest.
 */
static uint64_t level_of(const struct selector *selector)
{
	const struct compound *last = &selector->compounds[0];
	uint64_t level = 2;
	for (size_t i = 0; i < last->count; i++) {
		const struct simple *simple = &last->simples[i];
		if (simple->kind == SIMPLE_ROOT || (simple->kind == SIMPLE_TYPE && strcmp(simple->name, "html") == 0)) {
			level = 0;
		} else if (simple->kind == SIMPLE_TYPE && strcmp(simple->name, "body") == 0) {
			level = 1;
		}
	}
	return level;
}

/* Author sheets are one origin, as if linked one behind the other: a later one wins by order, not over specificity.
 * What is built in gives way to all of them. */
static uint64_t order_of(const struct rule *rule, const struct selector *selector, size_t number)
{
	uint64_t specificity = selector->specificity < 0x3FFFFF ? selector->specificity : 0x3FFFFF;
	return (uint64_t)rule->sheet->layer << 56 | level_of(selector) << 54 | specificity << 32 | (uint32_t)number;
}

/* Most rules of a theme name just an element. The root is html and body by another name, so key_of() has no name for these. */
static uint32_t only_type(const struct selector *selector)
{
	const struct compound *compound = &selector->compounds[0];
	bool is_type = selector->count == 1 && compound->count == 1 && compound->simples[0].kind == SIMPLE_TYPE;
	return is_type ? key_of(selector) : 0;
}

static void fill_index(osp_style *style, size_t *counts, struct candidate *room)
{
	size_t width = style->atom_count + 1;
	for (size_t p = 0; p < PSEUDO_COUNT; p++) {
		style->by_name[p] = ARENA_ARRAY(style->arena, width, struct bucket);
		for (size_t a = 0; a < width; a++) {
			style->by_name[p][a].items = room;
			room += counts[p * width + a];
		}
	}
	for (size_t i = 0; i < style->rule_count; i++) {
		for (const struct selector *s = style->rules[i]->selectors; s != NULL; s = s->next) {
			if (s->pseudo >= PSEUDO_COUNT) {
				continue;
			}
			struct bucket *bucket = &style->by_name[s->pseudo][key_of(s)];
			((struct candidate *)bucket->items)[bucket->count++] =
				(struct candidate){ s, style->rules[i], only_type(s), order_of(style->rules[i], s, i) };
		}
	}
}

static void make_index(osp_style *style)
{
	size_t width = style->atom_count + 1, total = 0;
	size_t *counts = ARENA_ARRAY(style->arena, PSEUDO_COUNT * width, size_t);
	for (size_t i = 0; i < style->rule_count; i++) {
		for (const struct selector *s = style->rules[i]->selectors; s != NULL; s = s->next) {
			style->has_letters |= s->pseudo == OSP_PSEUDO_FIRST_LETTER;
			if (s->pseudo < PSEUDO_COUNT) {
				counts[s->pseudo * width + key_of(s)]++;
				total++;
			}
		}
	}
	fill_index(style, counts, ARENA_ARRAY(style->arena, total + 1, struct candidate));
}

/* What rem is relative to and @page inherits from: an element that only rules for the root know. */
static void make_root(osp_style *style)
{
	struct tree_styles styles = { .arena = style->arena };
	osp_tree tree = { .arena = style->arena, .styles = &styles };
	osp_node node = { .tree = &tree, .name = "html", .tag = OSP_TAG_UNKNOWN };
	style->root = style_entry(style, &node);
}

/* A list from the theme on, if that is in it. */
static size_t beginning(const struct choice *choice, const struct rules *rules)
{
	for (size_t i = 0; i < rules->sheet_count && choice->first != NULL; i++) {
		if (rules->sheets[i] == choice->first) {
			return choice->first->first_rule;
		}
	}
	return 0;
}

/* Themes stand on what browsers know; our own vocabulary is not theirs. */
static void collect_all(osp_style *style, const struct style_sheets *sheets, const struct choice *choice)
{
	collect(style, &sheets->browser, choice, 0);
	collect(style, choice->base != NULL ? choice->base : &sheets->builtin, choice, 0);
	if (choice->base == NULL) {
		collect(style, &sheets->fallback, choice, 0);
	}
	bool begun = choice->first == NULL;
	for (size_t i = 0; i < 2; i++) {
		const struct rules *list = choice->lists[i];
		size_t from = list != NULL ? beginning(choice, list) : 0;
		for (size_t k = 0; list != NULL && k < list->sheet_count; k++) {
			begun |= list->sheets[k] == choice->first;
		}
		if (list != NULL && begun) {
			collect(style, list, choice, from);
		}
	}
}

/* The lists of rules, pages and fonts, each with room for all that there is. */
static void make_room(osp_style *style, const struct style_sheets *sheets, const struct choice *choice)
{
	const struct rules *all[] = { &sheets->browser, &sheets->builtin, &sheets->fallback, choice->base, choice->lists[0], choice->lists[1] };
	size_t rules = 1, names = 1, pages = 1, fonts = 1;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		rules += all[i] != NULL ? all[i]->rule_count : 0;
		names += all[i] != NULL ? all[i]->sheet_count : 0;
		pages += all[i] != NULL ? all[i]->page_count : 0;
		fonts += all[i] != NULL ? all[i]->font_count : 0;
	}
	style->rules = ARENA_ARRAY(style->arena, rules, const struct rule *);
	style->sheets = ARENA_ARRAY(style->arena, names, const struct sheet *);
	style->pages = ARENA_ARRAY(style->arena, pages, const struct page_rule *);
	style->fonts = ARENA_ARRAY(style->arena, fonts, const struct font_source *);
}

static osp_style *make_set(osp_job *job, struct style_sheets *sheets, const char *medium, const struct choice *choice)
{
	struct arena *arena = arena_new();
	osp_style *style = ARENA_NEW(arena, osp_style);
	style->job = job;
	style->arena = arena;
	style->medium = arena_strdup(arena, medium);
	style->dialect = choice->dialect;
	style->stamp = ++sheets->stamps;
	style->atoms = sheets->builtin.atoms;
	style->atom_count = atoms_count(sheets->builtin.atoms);
	make_room(style, sheets, choice);
	style->entry_slots = 256;
	style->entries = ARENA_ARRAY(arena, style->entry_slots, struct style_entry *);
	pthread_mutex_init(&style->lock, NULL);
	collect_all(style, sheets, choice);
	make_index(style);
	style->initial.lang = "";
	style->initial.parent = &style->initial;
	compute_typed(style, &style->initial);
	make_root(style);
	if (sheets->set_count == sheets->set_capacity) {
		sheets->sets = job_grown(sheets->sets, &sheets->set_capacity, sizeof *sheets->sets);
	}
	sheets->sets[sheets->set_count++] = style;
	return style;
}

const struct font_source *const *style_font_sources(const osp_style *style, size_t *ret_count)
{
	*ret_count = style->font_count;
	return style->fonts;
}

osp_style *osp_job_style(osp_job *job, const char *medium)
{
	struct style_sheets *sheets = sheets_of(job);
	pthread_mutex_lock(&sheets->lock);
	osp_style *style = NULL;
	for (size_t i = 0; i < sheets->set_count && style == NULL; i++) {
		bool same = strcmp(sheets->sets[i]->medium, medium) == 0 && !sheets->sets[i]->has_extra && !sheets->sets[i]->is_theme;
		style = same ? sheets->sets[i] : NULL;
	}
	if (style == NULL) {
		struct choice choice = { .lists = { &sheets->own, &sheets->over }, .dialect = "" };
		style = make_set(job, sheets, medium, &choice);
	}
	pthread_mutex_unlock(&sheets->lock);
	return style;
}

osp_style *style_set_new(osp_job *job, const char *medium, const char *const *extra, size_t extra_count)
{
	if (extra_count == 0) {
		return osp_job_style(job, medium);
	}
	struct style_sheets *sheets = sheets_of(job);
	pthread_mutex_lock(&sheets->lock);
	struct rules rules = { .arena = sheets->arena, .atoms = sheets->builtin.atoms };
	for (size_t i = 0; i < extra_count; i++) {
		load_one(job, &rules, extra[i], OSP_NOWHERE);
	}
	struct choice choice = { .lists = { &sheets->own, &rules }, .dialect = "" };
	osp_style *style = make_set(job, sheets, medium, &choice);
	style->has_extra = true;
	pthread_mutex_unlock(&sheets->lock);
	return style;
}

void style_lay_over(osp_job *job, const char *const *names, size_t count)
{
	struct style_sheets *sheets = sheets_of(job);
	pthread_mutex_lock(&sheets->lock);
	bool changes = count > 0 || sheets->over.sheet_count > 0; /* another output's, where one process writes all */
	for (size_t i = 0; i < sheets->set_count && changes; i++) {
		sheets->sets[i]->has_extra = true; /* what was made before is not what a plugin is to get */
	}
	sheets->over = (struct rules){ .arena = sheets->arena, .atoms = sheets->builtin.atoms };
	for (size_t i = 0; i < count; i++) {
		load_one(job, &sheets->over, names[i], OSP_NOWHERE);
	}
	pthread_mutex_unlock(&sheets->lock);
}

/* ---- themes ---- */

static const struct sheet *first_theme(const struct style_sheets *sheets, const char *dialect)
{
	const struct rules *lists[] = { &sheets->own, &sheets->over };
	for (size_t i = 0; i < 2; i++) {
		for (size_t k = 0; k < lists[i]->sheet_count; k++) {
			const struct sheet *sheet = lists[i]->sheets[k];
			if (sheet->dialect != NULL && (*dialect == '\0' || strcmp(sheet->dialect, dialect) == 0)) {
				return sheet;
			}
		}
	}
	return NULL;
}

/* What the user calls a theme is one: the first of the output's own sheets, else the volume's last. */
static const struct sheet *named_theme(const struct style_sheets *sheets)
{
	if (sheets->over.sheet_count > 0) {
		return sheets->over.sheets[0];
	}
	return sheets->own.sheet_count > 0 ? sheets->own.sheets[sheets->own.sheet_count - 1] : NULL;
}

osp_style *osp_job_theme(osp_job *job, const char *medium, const char *dialect)
{
	struct style_sheets *sheets = sheets_of(job);
	osp_style *style = NULL;
	pthread_mutex_lock(&sheets->lock);
	struct choice choice = { .lists = { &sheets->own, &sheets->over }, .first = first_theme(sheets, dialect) };
	if (choice.first == NULL && *dialect != '\0') {
		choice.first = named_theme(sheets);
	}
	choice.dialect = arena_strdup(sheets->arena, *dialect != '\0' || choice.first == NULL ? dialect : choice.first->dialect);
	struct rules base = { .arena = sheets->arena, .atoms = sheets->builtin.atoms };
	size_t len;
	const char *text = theme_base(choice.dialect, &len);
	if (choice.first != NULL && text != NULL) {
		read_builtin(&base, osp_job_printf(job, "%s.css", choice.dialect), text, len, 2);
		choice.base = &base;
		style = make_set(job, sheets, medium, &choice);
		style->is_theme = true;
	}
	pthread_mutex_unlock(&sheets->lock);
	return style;
}

bool style_is_theme_only(osp_job *job, const char **ret_name, const char **ret_dialect)
{
	struct style_sheets *sheets = sheets_of(job);
	const struct sheet *theme = NULL;
	bool only = true;
	pthread_mutex_lock(&sheets->lock);
	for (size_t i = 0; i < sheets->own.sheet_count; i++) {
		const struct sheet *sheet = sheets->own.sheets[i];
		theme = theme == NULL && sheet->dialect != NULL ? sheet : theme;
		only = only && (sheet->dialect != NULL || theme_only_colours_code(&sheets->own, sheet));
	}
	if (theme != NULL && only) {
		*ret_name = theme->name;
		*ret_dialect = theme->dialect;
	}
	pthread_mutex_unlock(&sheets->lock);
	return theme != NULL && only;
}

const char *osp_style_dialect(const osp_style *style)
{
	return style->dialect;
}

bool osp_style_sheet(const osp_style *style, size_t index, const char **ret_name, const char **ret_text)
{
	if (index >= style->sheet_count) {
		return false;
	}
	*ret_name = style->sheets[index]->name;
	*ret_text = style->sheets[index]->text;
	return true;
}
