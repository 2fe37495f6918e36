/* typography.c - the plugin: what a Chinese compositor would correct without asking, and nothing else. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typography.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const osp_option options[] = {
	{ "ellipses", OSP_OPTION_BOOL, "true", NULL, "...... and 。。。 become ……" },
	{ "dashes", OSP_OPTION_BOOL, "true", NULL, "-- and ———— become —— in Chinese text" },
	{ "marks", OSP_OPTION_BOOL, "true", NULL, "half-width , ; : ? ! ( ) beside Han, and . between them, become full-width" },
	{ "spaces", OSP_OPTION_BOOL, "true", NULL, "spaces around full-width marks go" },
	{ "line-breaks", OSP_OPTION_BOOL, "true", NULL, "a line break between two Han is no space" },
	{ "full-width-letters", OSP_OPTION_BOOL, "true", NULL, "full-width letters and digits become ASCII" },
	{ "radicals", OSP_OPTION_BOOL, "true", NULL, "radicals (U+2E80 to U+2FDF) within words become the characters that they look like" },
	{ "quotes", OSP_OPTION_BOOL, "true", NULL, "straight quotes around Han become “ ”, pair by pair; those without a partner are reported" },
	{ "emphasis", OSP_OPTION_BOOL, "true", NULL, "emphasised Chinese has the class han, so that styles need not slant it" },
	{ "list", OSP_OPTION_BOOL, "false", NULL, "report every change" },
	{ NULL, OSP_OPTION_END, NULL, NULL, NULL },
};

static osp_status open_rules(osp_job *job, const osp_options *given, void **ret_state)
{
	struct rules *rules = osp_job_alloc(job, sizeof(*rules));
	*rules = (struct rules){
		.ellipses = osp_option_bool(given, "ellipses"),
		.dashes = osp_option_bool(given, "dashes"),
		.marks = osp_option_bool(given, "marks"),
		.spaces = osp_option_bool(given, "spaces"),
		.line_breaks = osp_option_bool(given, "line-breaks"),
		.full_width_letters = osp_option_bool(given, "full-width-letters"),
		.radicals = osp_option_bool(given, "radicals"),
		.quotes = osp_option_bool(given, "quotes"),
		.emphasis = osp_option_bool(given, "emphasis"),
		.list = osp_option_bool(given, "list"),
	};
	*ret_state = rules;
	return OSP_OK;
}

static void fill(struct line *line, const struct run *run)
{
	line->count = 0;
	line->marked_count = 0;
	line->kinds = 0;
	line->is_linked = false;
	line->is_changed = false;
	if (run->text.len > line->capacity) {
		line->capacity = run->text.len;
		free(line->cells);
		free(line->marked);
		line->cells = malloc(line->capacity * sizeof(*line->cells));
		line->marked = malloc(line->capacity * sizeof(*line->marked));
		if (line->cells == NULL || line->marked == NULL) {
			abort();
		}
	}
	for (size_t i = 0; i < run->count; i++) {
		line_add(line, run->text.data, &run->pieces[i]);
	}
}

static void apply_rules(const struct rules *rules, struct line *line)
{
	const struct { bool wanted; uint32_t kinds; void (*rule)(struct line *line); } row[] = {
		{ true, KIND_SLASH, rule_protect_urls },
		{ rules->full_width_letters, KIND_FULL_LETTER, rule_full_width_letters },
		{ rules->radicals, KIND_RADICAL, rule_radicals },
		{ rules->line_breaks, KIND_BREAK, rule_line_breaks },
		{ rules->ellipses, KIND_DOT, rule_ellipses },
		{ rules->dashes, KIND_DASH, rule_dashes },
		{ rules->marks, KIND_BRACKET, rule_brackets },
		{ rules->marks, KIND_MARK, rule_marks },
		{ rules->marks, KIND_STOP, rule_stops },
		{ rules->line_breaks, KIND_BREAK, rule_line_breaks }, /* again: behind marks that are full-width only now */
		{ rules->quotes, KIND_STRAIGHT, rule_quotes },
		{ rules->spaces, KIND_SPACE, rule_spaces },
	};
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		if (row[i].wanted && (row[i].kinds & line->kinds) != 0) {
			line_link(line);
			row[i].rule(line);
		}
	}
}

static void put_cells(osp_buf *out, const struct cell *cell, const struct cell *end)
{
	for (; cell < end; cell++) {
		for (int i = 0; i < cell->count; i++) {
			osp_buf_put_codepoint(out, cell->c);
		}
	}
}

/* Texts that did not change keep their bytes. */
static void write_back(const struct run *run, const struct line *line)
{
	const struct cell *cell = line->cells, *end = line->cells + line->count;
	osp_buf text = OSP_BUF_INIT;
	for (size_t i = 0; i < run->count; i++) {
		const struct run_piece *piece = &run->pieces[i];
		const struct cell *first = cell;
		bool changed = false;
		for (; cell < end && cell->offset < piece->start + piece->len; cell++) {
			changed = changed || cell->changed;
		}
		if (changed) {
			osp_buf_clear(&text);
			put_cells(&text, first, cell);
			osp_node_set_text(piece->node, text.len > 0 ? text.data : "", text.len);
		}
	}
	osp_buf_done(&text);
}

static void list_changes(osp_job *job, const struct run *run, const struct line *line)
{
	osp_buf before = OSP_BUF_INIT, after = OSP_BUF_INIT;
	for (size_t i = 0; i < line->count; i++) {
		size_t first = i;
		while (i < line->count && line->cells[i].changed) {
			i++;
		}
		if (i == first) {
			continue;
		}
		size_t from = line->cells[first].offset, to = i < line->count ? line->cells[i].offset : run->text.len;
		osp_buf_clear(&before);
		osp_buf_clear(&after);
		osp_buf_add(&before, run->text.data + from, to - from);
		put_cells(&after, line->cells + first, line->cells + i);
		osp_note(job, run_place(run, from), "typography/changed", "\"%s\" became \"%s\"", before.data, after.len > 0 ? after.data : "");
	}
	osp_buf_done(&before);
	osp_buf_done(&after);
}

static bool is_reference(const osp_node *block, const osp_node *root)
{
	for (; block != NULL && block != root; block = osp_node_parent(block)) {
		if (osp_node_has_class(block, "bibliography")) {
			return true;
		}
	}
	return false;
}

static bool has_wide(const osp_buf *text)
{
	for (size_t i = 0; i < text->len; i++) {
		if ((unsigned char)text->data[i] >= 0xE2) {
			return true;
		}
	}
	return false;
}

static void correct(osp_job *job, const struct rules *rules, const struct run *run, struct line *line)
{
	fill(line, run);
	apply_rules(rules, line);
	bool is_quoting = (line->kinds & (KIND_STRAIGHT | KIND_CURLY)) != 0;
	if (is_quoting) {
		line_link(line);
	}
	int64_t unpaired = rules->quotes && is_quoting ? line_unpaired(line) : -1;
	if (unpaired >= 0) {
		osp_note(job, run_place(run, line->cells[unpaired].offset), "typography/unpaired", "this quotation mark has no partner in its paragraph; it is left as it is");
	}
	if (rules->list) {
		list_changes(job, run, line);
	}
	if (line->is_changed) {
		write_back(run, line);
	}
}

static osp_status run_article(osp_job *job, void *state, osp_article *article)
{
	const struct rules *rules = state;
	struct run run = { .pieces = NULL };
	struct line line = { .cells = NULL };
	osp_node *cursor = article->root;
	while (cursor != NULL && run_next(&run, &cursor, article->root)) {
		line.chinese = strncasecmp(osp_node_lang(run.block), "zh", 2) == 0;
		if (!has_wide(&run.text) && !(line.chinese && run.text.len < 16)) {
			continue; /* nothing Chinese about it; "......" alone in an item is */
		}
		line.reference = is_reference(run.block, article->root);
		correct(job, rules, &run, &line);
	}
	run_done(&run);
	free(line.cells);
	free(line.marked);
	if (rules->emphasis) {
		emphasis_mark(article->root);
	}
	return OSP_OK;
}

static const osp_transform transform = {
	.after = "headings,citations,authors,figures,footnotes", .before = "matter", .open = open_rules, .article = run_article,
};

OSP_PLUGIN(.kind = OSP_TRANSFORM, .name = "typography", .version = "1.0", .license = "Apache-2.0",
	.summary = "Corrects dots, dashes, marks, spaces and quotes of Chinese text.", .options = options, .transform = &transform);
