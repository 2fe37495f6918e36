/* sheet.c - read a style sheet: rules, at-rules, imports. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/sheet.h"
#include "style/theme.h"
#include "base/file.h"

#include <string.h>

enum { SHEET_MAX = 4 << 20, IMPORT_DEPTH_MAX = 8, MEDIA_DEPTH_MAX = 16, RULES_MAX = 100000, FONTS_MAX = 1000 };

struct reader {
	osp_job *job;
	struct rules *rules;
	struct sheet *sheet;
	int import_depth, media_depth;
};

static void read_rules(struct reader *reader, struct span span, const struct condition *condition, bool is_top);
static osp_status load(osp_job *job, struct rules *rules, const char *path, const char *name, osp_place from, int depth,
                       const struct condition *condition);

uint32_t sheet_line(const struct sheet *sheet, const struct token *token)
{
	uint32_t low = 0, high = sheet->line_count;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (sheet->lines[middle] <= token->begin) {
			low = middle;
		} else {
			high = middle;
		}
	}
	return low + 1;
}

osp_place sheet_place(const struct sheet *sheet, const struct token *token)
{
	uint32_t line = sheet_line(sheet, token);
	uint32_t begin = sheet->lines[line - 1];
	return (osp_place){ sheet->file, line, (uint32_t)osp_utf8_count(sheet->text + begin, token->begin - begin) + 1 };
}

void sheet_note(osp_job *job, const struct sheet *sheet, const struct token *at, const char *code, const char *what)
{
	if (job != NULL) {
		osp_note(job, sheet_place(sheet, at), code, "%s", job_translate(job, what));
	}
}

static void count_lines(struct arena *arena, struct sheet *sheet)
{
	uint32_t count = 1;
	for (size_t i = 0; i < sheet->len; i++) {
		count += sheet->text[i] == '\n';
	}
	uint32_t *lines = ARENA_ARRAY(arena, count, uint32_t);
	uint32_t line = 1;
	for (size_t i = 0; i < sheet->len; i++) {
		if (sheet->text[i] == '\n') {
			lines[line++] = (uint32_t)i + 1;
		}
	}
	sheet->lines = lines;
	sheet->line_count = count;
}

static void **grown(struct arena *arena, void **list, size_t count, size_t *capacity)
{
	if (count < *capacity) {
		return list;
	}
	*capacity = *capacity == 0 ? 64 : *capacity * 2;
	void **bigger = ARENA_ARRAY(arena, *capacity, void *);
	if (count > 0) {
		memcpy(bigger, list, count * sizeof *bigger);
	}
	return bigger;
}

static void style_rule(struct reader *reader, const struct part *part, const struct condition *condition)
{
	struct rules *rules = reader->rules;
	struct selector_error error;
	const struct selector *selectors = selector_parse(rules->arena, rules->atoms, part->prelude, &error);
	if (selectors == NULL) {
		if (reader->job != NULL) {
			/* An error at the very end of a selector has no token of its own. */
			const struct token *at = error.at < part->prelude.end ? error.at : part->first;
			osp_note(reader->job, sheet_place(reader->sheet, at), "style/selector", "%s; the rule is left out",
			         job_translate(reader->job, error.what));
		}
		return;
	}
	if (rules->rule_count >= RULES_MAX) {
		return;
	}
	struct rule *rule = ARENA_NEW(rules->arena, struct rule);
	struct block_reader block = { .job = reader->job, .arena = rules->arena, .sheet = reader->sheet };
	*rule = (struct rule){ .sheet = reader->sheet, .condition = condition, .selectors = selectors,
		.prelude = span_trim(part->prelude), .body = part->block, .block = block_read(&block, part->block) };
	rules->rules = (struct rule **)grown(rules->arena, (void **)rules->rules, rules->rule_count, &rules->rule_capacity);
	rules->rules[rules->rule_count++] = rule;
}

static void page(struct reader *reader, const struct part *part, const struct condition *condition)
{
	struct rules *rules = reader->rules;
	struct page_rule *rule = page_rule_read(reader->job, rules->arena, reader->sheet, part);
	if (rule == NULL) {
		return;
	}
	rule->condition = condition;
	rules->pages = (struct page_rule **)grown(rules->arena, (void **)rules->pages, rules->page_count, &rules->page_capacity);
	rules->pages[rules->page_count++] = rule;
}

static void font_face(struct reader *reader, const struct part *part, const struct condition *condition)
{
	struct rules *rules = reader->rules;
	struct font_rule *rule = font_rule_read(reader->job, rules->arena, reader->sheet, part);
	if (rule == NULL || rules->font_count >= FONTS_MAX) {
		return;
	}
	rule->condition = condition;
	rules->fonts = (struct font_rule **)grown(rules->arena, (void **)rules->fonts, rules->font_count, &rules->font_capacity);
	rules->fonts[rules->font_count++] = rule;
}

/* A sheet may import what lies in its own folder or below: a document must not reach for other files. */
static void import(struct reader *reader, const struct part *part, const struct condition *around)
{
	struct span span = span_trim(part->prelude);
	const struct token *first = span.at;
	if (first < span.end && token_is_function(first, "url")) {
		struct span inside = span_trim(token_inside(first));
		span.at = token_next(first);
		first = inside.at < inside.end ? inside.at : span.end;
	} else if (first < span.end) {
		span.at++;
	}
	bool named = first < span.end && (first->type == TOKEN_STRING || first->type == TOKEN_URL);
	if (!named || reader->sheet->folder == NULL || strstr(first->text, "://") != NULL) {
		sheet_note(reader->job, reader->sheet, part->first, "style/import", "@import takes the name of a file in the same folder; nothing is imported");
		return;
	}
	struct arena *arena = reader->rules->arena;
	char *path = path_join(arena, reader->sheet->folder, first->text);
	if (reader->import_depth >= IMPORT_DEPTH_MAX || !file_exists(path) || !path_is_beneath(arena, reader->sheet->folder, path)) {
		sheet_note(reader->job, reader->sheet, part->first, "style/import", "this file is not there, lies outside of the folder, or imports go round; nothing is imported");
		return;
	}
	struct condition *condition = ARENA_NEW(arena, struct condition);
	*condition = (struct condition){ around, span };
	load(reader->job, reader->rules, path, path_base(path), sheet_place(reader->sheet, part->first), reader->import_depth + 1, condition);
}

static void group(struct reader *reader, const struct part *part, const struct condition *condition)
{
	if (reader->media_depth >= MEDIA_DEPTH_MAX) {
		sheet_note(reader->job, reader->sheet, part->first, "style/malformed", "blocks are nested too deeply; this one is left out");
		return;
	}
	reader->media_depth++;
	read_rules(reader, part->block, condition, false);
	reader->media_depth--;
}

static void media(struct reader *reader, const struct part *part, const struct condition *around)
{
	struct condition *condition = ARENA_NEW(reader->rules->arena, struct condition);
	*condition = (struct condition){ around, part->prelude };
	group(reader, part, condition);
}

/* At-rules that browsers know and that change nothing of ours. */
static bool is_passed_over(const struct token *name)
{
	static const char *const known[] = { "charset", "namespace", "keyframes", "-webkit-keyframes", "-moz-keyframes", "-o-keyframes",
		"counter-style", "property", "viewport", "-ms-viewport", "font-feature-values", "view-transition" };
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (token_text_is(name, known[i])) {
			return true;
		}
	}
	return false;
}

static void at_rule(struct reader *reader, const struct part *part, const struct condition *condition)
{
	if (token_text_is(part->name, "media") && part->has_block) {
		media(reader, part, condition);
	} else if (token_text_is(part->name, "page") && part->has_block) {
		page(reader, part, condition);
	} else if (token_text_is(part->name, "footnote") && part->has_block) {
		page(reader, part, condition);
	} else if (token_text_is(part->name, "supports") && part->has_block) {
		if (supports_holds(reader->rules->arena, part->prelude)) {
			group(reader, part, condition);
		}
	} else if (token_text_is(part->name, "font-face") && part->has_block) {
		font_face(reader, part, condition);
	} else if (token_text_is(part->name, "import")) {
		import(reader, part, condition);
	} else if (!is_passed_over(part->name) && reader->job != NULL) {
		osp_note(reader->job, sheet_place(reader->sheet, part->first), "style/at-rule", "unknown rule @%s is left out", part->name->text);
	}
}

static void read_rules(struct reader *reader, struct span span, const struct condition *condition, bool is_top)
{
	for (;;) {
		struct part part = syntax_next_rule(&span, is_top);
		if (part.kind == PART_END) {
			return;
		}
		if (part.kind == PART_RULE) {
			style_rule(reader, &part, condition);
		} else if (part.kind == PART_AT) {
			at_rule(reader, &part, condition);
		} else {
			sheet_note(reader->job, reader->sheet, part.first, "style/malformed", "a rule without a block at the end of the sheet is left out");
		}
	}
}

static void read_text(struct reader *reader, const char *text, size_t len, const struct condition *condition)
{
	struct arena *arena = reader->rules->arena;
	struct sheet *sheet = reader->sheet;
	sheet->text = token_preprocess(arena, text, len, &sheet->len);
	count_lines(arena, sheet);
	read_rules(reader, token_scan(arena, sheet->text, sheet->len), condition, true);
}

static void list_sheet(struct rules *rules, struct sheet *sheet)
{
	sheet->first_rule = rules->rule_count;
	rules->sheets = (const struct sheet **)grown(rules->arena, (void **)rules->sheets, rules->sheet_count, &rules->sheet_capacity);
	rules->sheets[rules->sheet_count++] = sheet;
}

void sheet_read(osp_job *job, struct rules *rules, struct sheet *sheet, const char *text, size_t len)
{
	struct reader reader = { .job = job, .rules = rules, .sheet = sheet };
	list_sheet(rules, sheet);
	read_text(&reader, text, len, NULL);
}

/* As the user would type it: relative to where he stands, when it lies there. */
static const char *shown_path(struct arena *arena, const char *path)
{
	const char *here = path_absolute(arena, "."), *whole = path_absolute(arena, path);
	size_t len = strlen(here);
	return strncmp(whole, here, len) == 0 && whole[len] == '/' ? whole + len + 1 : whole;
}

static osp_status load(osp_job *job, struct rules *rules, const char *path, const char *name, osp_place from, int depth,
                       const struct condition *condition)
{
	char *bytes;
	size_t len;
	enum file_error failure = file_load(rules->arena, path, SHEET_MAX, &bytes, &len);
	if (failure != FILE_OK) {
		osp_error(job, from, "style/unreadable", "style sheet %s %s", path, job_translate(job, file_error_words(failure)));
		return OSP_FAIL;
	}
	struct sheet *sheet = ARENA_NEW(rules->arena, struct sheet);
	sheet->name = arena_strdup(rules->arena, name);
	sheet->folder = path_folder(rules->arena, path);
	sheet->layer = 2;
	sheet->file = osp_job_add_file(job, shown_path(rules->arena, path), bytes, len);
	struct reader reader = { .job = job, .rules = rules, .sheet = sheet, .import_depth = depth };
	sheet->first_rule = rules->rule_count;
	if (depth == 0) {
		list_sheet(rules, sheet);
	}
	read_text(&reader, bytes, len, condition);
	sheet->dialect = theme_recognise(rules, sheet);
	return OSP_OK;
}

osp_status sheet_load(osp_job *job, struct rules *rules, const char *path, const char *name, osp_place from)
{
	return load(job, rules, path, name, from, 0, NULL);
}
