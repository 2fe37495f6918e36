/* talk.c - what host and program say to each other: docs/plugin-protocol.md. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "plugin/talk.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "document/node.h"
#include "plugin/pandoc.h"
#include "plugin/process.h"
#include "plugin/program.h"
#include "plugin/xml.h"

enum { WORDS = 5, REPLY_LIMIT = 256 << 20 };

/* One question: who is asked, about what. */
struct talk {
	osp_job *job;
	struct plugin_use *use;
	struct process *process;
	osp_article *article;    /* NULL for a writer */
	osp_output *output;      /* NULL for others */
	struct child_name name;
	size_t errors;           /* that were reported before */
	char *words[WORDS];      /* of the line that is answered to; the last one has the rest of it */
	size_t word_count;
	const char *complaint;   /* what is wrong with what it said; NULL = nothing */
};

/* ---- Starting and ending ---- */

static bool start(struct talk *talk)
{
	osp_job *job = talk->job;
	const struct plugin *plugin = talk->use->plugin;
	const struct program *program = plugin->program;
	const char *found = program_find(job, program), *argv[70] = { found };
	if (found == NULL) {
		osp_error(job, talk->name.place, "plugin/no-program", "plugin %s needs the program %s, which is not there (%s)", plugin->about.name,
			program->command[0], plugin->path);
		return false;
	}
	size_t count = 1;
	while (program->command[count] != NULL && count < 66) {
		argv[count] = program->command[count];
		count++;
	}
	if (program->protocol == PROGRAM_PANDOC)
		argv[count++] = program->target;
	argv[count] = NULL;
	if (process_start(job, talk->process, argv, program->folder, talk->use->box, &talk->use->limits))
		return true;
	osp_error(job, talk->name.place, "plugin/no-process", "no process could be started for plugin %s on %s: %s", plugin->about.name,
		talk->name.subject, strerror(errno));
	return false;
}

static void close_program(struct plugin_use *use)
{
	if (use->process != NULL) {
		process_finish(use->process);
		use->process = NULL;
	}
}

static void put_text(osp_buf *out, const char *word, const char *key, const char *text, size_t len)
{
	osp_buf_printf(out, "%s%s%s %zu\n", word, *key != '\0' ? " " : "", key, len);
	osp_buf_add(out, text, len);
	osp_buf_putc(out, '\n');
}

static void put_options(const osp_options *options, osp_buf *out)
{
	for (size_t i = 0; i < options->count; i++) {
		const struct option_value *value = &options->values[i];
		char number[32];
		if (value->option->type == OSP_OPTION_LIST) {
			for (size_t k = 0; k < value->count; k++) {
				put_text(out, "option", value->option->key, value->items[k], strlen(value->items[k]));
			}
			continue;
		}
		const char *text = value->string != NULL ? value->string : "";
		if (value->option->type == OSP_OPTION_BOOL) {
			text = value->boolean ? "true" : "false";
		} else if (value->option->type == OSP_OPTION_INT || value->option->type == OSP_OPTION_LENGTH) {
			snprintf(number, sizeof(number), "%lld", (long long)value->integer);
			text = number;
		}
		put_text(out, "option", value->option->key, text, strlen(text));
	}
}

static void put_greeting(const struct talk *talk, osp_buf *out)
{
	osp_buf_printf(out, "ospopress 1\nkind %s\nname %s\nlanguage %s\n",
		talk->use->plugin->program->only_looks ? "checker" : plugin_kind_name(talk->use->plugin->about.kind), talk->use->plugin->about.name,
		talk->job->language);
	put_options(talk->use->options, out);
	osp_buf_puts(out, "ready\n");
}

/* ---- Fields of an article, both ways ---- */

static const struct { const char *name; size_t offset; } fields[] = {
	{ "title", offsetof(osp_article, title) }, { "subtitle", offsetof(osp_article, subtitle) }, { "short-title", offsetof(osp_article, short_title) },
	{ "lang", offsetof(osp_article, lang) }, { "date", offsetof(osp_article, date) }, { "description", offsetof(osp_article, description) },
	{ "digest", offsetof(osp_article, digest) }, { "license", offsetof(osp_article, license) }, { "doi", offsetof(osp_article, doi) },
	{ "url", offsetof(osp_article, original_url) }, { "cover", offsetof(osp_article, cover) },
};
enum { FIELDS = sizeof(fields) / sizeof(*fields) };

static const char **field_of(osp_article *article, size_t i)
{
	return (const char **)(void *)((char *)article + fields[i].offset);
}

static void put_fields(osp_article *article, osp_buf *out)
{
	for (size_t i = 0; i < FIELDS; i++) {
		const char *text = *field_of(article, i);
		if (text != NULL && *text != '\0') {
			put_text(out, "field", fields[i].name, text, strlen(text));
		}
	}
}

/* ---- What it says ---- */

/* Text of somebody else's: UTF-8 without anything that a terminal obeys. */
static const char *cleaned(osp_job *job, const char *text, size_t len, bool keeps_lines)
{
	osp_buf clean = OSP_BUF_INIT;
	for (const char *at = text, *end = text + len; at < end;) {
		uint32_t c = osp_utf8_next(&at, end);
		bool is_bad = (c < 0x20 && !(keeps_lines && c == '\n')) || (c >= 0x7f && c < 0xa0);
		osp_buf_put_codepoint(&clean, is_bad ? ' ' : c);
	}
	const char *kept = osp_job_strndup(job, clean.data != NULL ? clean.data : "", clean.len);
	osp_buf_done(&clean);
	return kept;
}

static bool complain(struct talk *talk, const char *what)
{
	talk->complaint = what;
	return false;
}

/* Takes a line apart in place. */
static bool next_line(struct talk *talk)
{
	char *line = (char *)(uintptr_t)process_line(talk->process);
	talk->word_count = 0;
	while (line != NULL && talk->word_count < WORDS) {
		talk->words[talk->word_count++] = line;
		line = talk->word_count < WORDS ? strchr(line, ' ') : NULL;
		if (line != NULL) {
			*line++ = '\0';
		}
	}
	for (size_t i = talk->word_count; i < WORDS; i++) {
		talk->words[i] = NULL;
	}
	return talk->word_count > 0;
}

static bool says(const struct talk *talk, const char *word, size_t words)
{
	return talk->word_count == words && strcmp(talk->words[0], word) == 0;
}

static bool take_body(struct talk *talk, const char *number, osp_buf *out)
{
	char *end = NULL;
	unsigned long long len = *number >= '0' && *number <= '9' ? strtoull(number, &end, 10) : REPLY_LIMIT + 1ull;
	if (len > REPLY_LIMIT || end == NULL || *end != '\0') {
		return complain(talk, "a length that is no number, or too large");
	}
	return process_bytes(talk->process, (size_t)len, out) || complain(talk, "fewer or more bytes than it said");
}

static bool is_good_code(const char *code)
{
	size_t first = strspn(code, "abcdefghijklmnopqrstuvwxyz0123456789-");
	size_t second = code[first] == '/' ? strspn(code + first + 1, "abcdefghijklmnopqrstuvwxyz0123456789-") : 0;
	return first > 0 && second > 0 && code[first + 1 + second] == '\0' && strlen(code) < 100;
}

static const osp_article *find_article(osp_job *job, const char *id, size_t len)
{
	const osp_volume *volume = osp_job_volume(job);
	for (size_t i = 0; volume != NULL && i < volume->article_count; i++) {
		if (strncmp(volume->articles[i]->id, id, len) == 0 && volume->articles[i]->id[len] == '\0') {
			return volume->articles[i];
		}
	}
	return NULL;
}

/* "12:5" in the article that is asked about; a writer is asked about all, and says "why:12:5". */
static osp_place place_said(const struct talk *talk, const char *word)
{
	const osp_article *article = talk->article;
	size_t id = strcspn(word, ":");
	char *end = NULL;
	if (article == NULL && strchr(word + id + (word[id] == ':'), ':') != NULL) {
		article = find_article(talk->job, word, id);
		word += id + 1;
	}
	unsigned long line = strtoul(word, &end, 10), column = *end == ':' ? strtoul(end + 1, NULL, 10) : 0;
	bool is_good = article != NULL && line > 0 && line < UINT32_MAX && column < UINT32_MAX;
	return is_good ? (osp_place){ article->file, (uint32_t)line, (uint32_t)column } : talk->name.place;
}

/* "warning 12:5 mine/slug the text": four words and the rest. The place 0:0 is the whole article. */
static bool take_message(struct talk *talk)
{
	static const char *const kinds[] = { "error", "warning", "note" };
	osp_job *job = talk->job;
	size_t kind = 0;
	while (kind < 3 && strcmp(kinds[kind], talk->words[0]) != 0) {
		kind++;
	}
	if (kind == 3 || talk->word_count < 4 || !is_good_code(talk->words[2])) {
		return false;
	}
	osp_place place = place_said(talk, talk->words[1]);
	const char *first = talk->words[3], *rest = talk->words[4] != NULL ? talk->words[4] : "";
	const char *all = osp_job_printf(job, "%s%s%s", first, *rest != '\0' ? " " : "", rest);
	const char *text = cleaned(job, all, strlen(all), false), *code = osp_job_strdup(job, talk->words[2]);
	if (kind == 0) {
		osp_error(job, place, code, "%s", text);
	} else if (kind == 1) {
		osp_warn(job, place, code, "%s", text);
	} else {
		osp_note(job, place, code, "%s", text);
	}
	return true;
}

static bool take_field(struct talk *talk, osp_article *fresh)
{
	size_t i = 0;
	osp_buf text = OSP_BUF_INIT;
	while (i < FIELDS && strcmp(fields[i].name, talk->words[1]) != 0) {
		i++;
	}
	bool is_good = i < FIELDS ? take_body(talk, talk->words[2], &text) : complain(talk, "a field that articles don't have");
	if (is_good) {
		*field_of(fresh, i) = cleaned(talk->job, text.data != NULL ? text.data : "", text.len, true);
	}
	osp_buf_done(&text);
	return is_good;
}

/* A picture that it may read itself; the answer is the number for data-asset. */
static bool take_asset(struct talk *talk)
{
	osp_buf path = OSP_BUF_INIT, answer = OSP_BUF_INIT;
	bool is_good = take_body(talk, talk->words[1], &path);
	const char *given = is_good ? osp_job_strndup(talk->job, path.data != NULL ? path.data : "", path.len) : "";
	const char *real = *given == '/' ? path_real(talk->job->arena, given) : NULL;
	if (is_good && (real == NULL || !sandbox_may(talk->use->box, real, false))) {
		osp_buf_puts(&answer, "asset none\n");
	} else if (is_good) {
		osp_buf_printf(&answer, "asset %zu\n", osp_volume_add_asset(talk->job, real));
	}
	is_good = is_good && process_send(talk->process, &answer);
	osp_buf_done(&answer);
	osp_buf_done(&path);
	return is_good;
}

static bool take_file(struct talk *talk)
{
	osp_buf bytes = OSP_BUF_INIT, name = OSP_BUF_INIT;
	bool is_one = says(talk, "bytes", 2);
	bool is_good = true;
	if (!is_one) {
		is_good = take_body(talk, talk->words[1], &name) && next_line(talk) && says(talk, "bytes", 2);
	}
	is_good = is_good && take_body(talk, talk->words[1], &bytes);
	if (is_good) {
		osp_output_put(talk->output, is_one ? NULL : name.data, bytes.data, bytes.len);
	}
	osp_buf_done(&name);
	osp_buf_done(&bytes);
	return is_good || complain(talk, "a file that does not come whole");
}

/* ---- Answers about an article ---- */

static osp_node *take_tree(struct talk *talk, const osp_buf *xml)
{
	osp_job *job = talk->job;
	osp_article *article = talk->article;
	osp_buf why = OSP_BUF_INIT;
	osp_node *root = xml_read(article->tree, xml->data != NULL ? xml->data : "", xml->len, article->file, &why);
	if (root != NULL && osp_node_tag(root) != osp_node_tag(article->root)) {
		osp_buf_printf(&why, "<%s> instead of <%s>", osp_node_name(root), osp_node_name(article->root));
		root = NULL;
	}
	if (root != NULL) {
		document_normalise(root);
		xml_find_places(job, root, article->root);
		root = document_check(root, &why) ? root : NULL;
	}
	if (root == NULL) {
		osp_error(job, talk->name.place, "plugin/damaged", "plugin %s left %s in a state that can't be used (%s); it is as before (%s)",
			talk->name.plugin, talk->name.subject, why.data != NULL ? why.data : "", talk->name.path);
	}
	osp_buf_done(&why);
	return root;
}

static void put_in_place(osp_job *job, osp_article *article, const osp_article *fresh)
{
	const osp_node *old = article->root;
	*article = *fresh;
	for (size_t i = 0; job->volume != NULL && i < job->volume->piece_count; i++) {
		osp_piece *piece = job->volume->pieces[i];
		piece->root = piece->article == article && piece->root == old ? article->root : piece->root;
	}
}

/* Everything until the answer is whole. GARBAGE means: look at talk->complaint and at the process. */
static enum supervise_end listen(struct talk *talk)
{
	osp_article fresh = *talk->article;
	bool only_looks = talk->use->plugin->program->only_looks;
	while (next_line(talk)) {
		if (says(talk, "same", 1) || says(talk, "failed", 1)) {
			bool is_same = says(talk, "same", 1);
			if (is_same && !only_looks) {
				put_in_place(talk->job, talk->article, &fresh);
			}
			return is_same ? SUPERVISE_DONE : SUPERVISE_FAILED;
		}
		bool is_good = true;
		if (says(talk, "article", 2)) {
			osp_buf xml = OSP_BUF_INIT;
			is_good = take_body(talk, talk->words[1], &xml);
			fresh.root = is_good && !only_looks ? take_tree(talk, &xml) : talk->article->root;
			osp_buf_done(&xml);
			if (is_good && fresh.root != NULL) {
				put_in_place(talk->job, talk->article, &fresh);
			}
			if (is_good) {
				return fresh.root != NULL ? SUPERVISE_DONE : SUPERVISE_CRASHED;
			}
		} else if (says(talk, "field", 3)) {
			is_good = take_field(talk, &fresh);
		} else if (says(talk, "asset", 2)) {
			is_good = take_asset(talk);
		} else {
			is_good = take_message(talk) || complain(talk, cleaned(talk->job, talk->words[0], strnlen(talk->words[0], 60), false));
		}
		if (!is_good) {
			return SUPERVISE_GARBAGE;
		}
	}
	return SUPERVISE_GARBAGE;
}

/* ---- Filters: everything in, everything out ---- */

static enum supervise_end filter(struct talk *talk)
{
	osp_buf out = OSP_BUF_INIT, in = OSP_BUF_INIT;
	bool is_pandoc = talk->use->plugin->program->protocol == PROGRAM_PANDOC, only_looks = talk->use->plugin->program->only_looks;
	osp_article fresh = *talk->article;
	enum supervise_end end = SUPERVISE_GARBAGE;
	if (is_pandoc) {
		pandoc_write(talk->article, talk->use->options, talk->use->plugin->program->is_old_pandoc, &out);
	} else {
		xml_write(talk->article->root, &out);
	}
	osp_buf_putc(&out, '\n');
	process_send(talk->process, &out);
	process_close_input(talk->process);
	bool is_whole = process_rest(talk->process, &in);
	while (process_is_running(talk->process) && talk->process->child.end == SUPERVISE_DONE) {
		process_finish(talk->process);
	}
	const struct child *child = &talk->process->child;
	if (is_whole && child->end == SUPERVISE_DONE && child->signal == 0 && child->exit_status == 0) {
		fresh.root = talk->article->root;
		if (is_pandoc && !only_looks) {
			osp_buf xml = OSP_BUF_INIT, why = OSP_BUF_INIT;
			if (pandoc_read(talk->job, &fresh, in.data != NULL ? in.data : "", in.len, &xml, &why)) {
				fresh.root = take_tree(talk, &xml);
			} else {
				talk->complaint = osp_job_strdup(talk->job, why.data != NULL ? why.data : "");
				fresh.root = NULL;
			}
			osp_buf_done(&why);
			osp_buf_done(&xml);
		} else if (!only_looks) {
			fresh.root = take_tree(talk, &in);
		}
		end = fresh.root != NULL ? SUPERVISE_DONE : talk->complaint != NULL ? SUPERVISE_GARBAGE : SUPERVISE_CRASHED;
		if (end == SUPERVISE_DONE) {
			put_in_place(talk->job, talk->article, &fresh);
		}
	} else {
		end = process_judge(talk->process);
	}
	osp_buf_done(&in);
	osp_buf_done(&out);
	return end;
}

/* ---- One question ---- */

/* How it went, and says so. A program that went wrong is ended; the next question has a new one. */
static enum supervise_end conclude(struct talk *talk, enum supervise_end end)
{
	osp_job *job = talk->job;
	struct process *process = talk->process;
	bool is_broken = end != SUPERVISE_DONE && end != SUPERVISE_FAILED && end != SUPERVISE_CRASHED;
	if (is_broken && talk->complaint == NULL) {
		/* It may be about to die: how tells more than that it does not answer. */
		process_await_end(process);
	}
	bool said_nothing_wrong = talk->complaint == NULL;
	end = is_broken && said_nothing_wrong ? process_judge(process) : end;
	if (is_broken && process_is_running(process)) {
		child_stop(&process->child, end);
	}
	if (end == SUPERVISE_GARBAGE) {
		osp_error(job, talk->name.place, "plugin/garbage", "plugin %s broke off on %s: what it said is not the protocol (%s); it is left out (%s)%s",
			talk->name.plugin, talk->name.subject, job_translate(job, talk->complaint != NULL ? talk->complaint : "it closed its output"),
			talk->name.path, child_last_words(job, &process->child));
	} else if (end != SUPERVISE_CRASHED || is_broken) {
		child_report(job, &process->child, &talk->name, end, report_count(job, SEVERITY_ERROR) > talk->errors);
	}
	child_report_attempts(job, &process->child, &talk->name);
	process->child.notices.wanted_net = false;
	*process->child.notices.read = *process->child.notices.written = '\0';
	if (is_broken || !process_is_running(process)) {
		close_program(talk->use);
	} else {
		process_pause(process);
	}
	return end;
}

static enum supervise_end ask(struct talk *talk, const osp_buf *question)
{
	osp_job *job = talk->job;
	struct plugin_use *use = talk->use;
	bool is_new = use->process == NULL;
	talk->errors = report_count(job, SEVERITY_ERROR);
	if (is_new) {
		talk->process = osp_job_alloc(job, sizeof(*talk->process));
		if (!start(talk)) {
			return SUPERVISE_NO_CHILD;
		}
		use->process = talk->process;
	}
	talk->process = use->process;
	process_begin(talk->process);
	if (use->plugin->program->protocol != PROGRAM_LINES)
		return conclude(talk, filter(talk));
	osp_buf all = OSP_BUF_INIT;
	if (is_new) {
		put_greeting(talk, &all);
	}
	osp_buf_add(&all, question->data, question->len);
	/* Who does not listen to the end may still have said why. */
	process_send(talk->process, &all);
	osp_buf_done(&all);
	return conclude(talk, listen(talk));
}

static struct talk talk_about(osp_job *job, struct plugin_use *use, osp_article *article)
{
	osp_place place = article->file != 0 ? (osp_place){ article->file, 0, 0 } : article->place;
	const char *subject = article->file != 0 ? osp_job_file_path(job, article->file) : article->path;
	return (struct talk){ .job = job, .use = use, .article = article, .name = { use->plugin->about.name, use->plugin->path, subject, place } };
}

enum supervise_end talk_transform(osp_job *job, struct plugin_use *use, osp_article *article)
{
	struct talk talk = talk_about(job, use, article);
	osp_buf question = OSP_BUF_INIT, xml = OSP_BUF_INIT;
	if (use->plugin->program->protocol == PROGRAM_LINES) {
		put_fields(article, &question);
		xml_write(article->root, &xml);
		put_text(&question, "article", article->id, xml.data, xml.len);
	}
	enum supervise_end end = ask(&talk, &question);
	osp_buf_done(&xml);
	osp_buf_done(&question);
	return end;
}

enum supervise_end talk_read(osp_job *job, struct plugin_use *use, const osp_source *source, osp_article *article)
{
	struct talk talk = talk_about(job, use, article);
	osp_buf question = OSP_BUF_INIT;
	put_fields(article, &question);
	osp_buf_printf(&question, "first-line %u\n", (unsigned)source->first_line);
	put_text(&question, "source", article->id, source->text, source->len);
	enum supervise_end end = ask(&talk, &question);
	osp_buf_done(&question);
	return end;
}

void talk_end(struct plugin_use *use)
{
	const struct plugin *plugin = use->plugin;
	struct talk talk = { .use = use, .process = use->process, .name = { plugin->about.name, plugin->path, "", use->place } };
	if (use->process != NULL && plugin->about.kind == OSP_TRANSFORM && plugin->program->protocol == PROGRAM_LINES) {
		talk.job = use->process->job;
		process_expect_end(use->process);
		while (next_line(&talk) && take_message(&talk))
			continue;
	}
	close_program(use);
}

/* ---- Writers ---- */

static void put_volume(const osp_volume *volume, osp_buf *out)
{
	const struct { const char *name, *text; } texts[] = {
		{ "id", volume->id }, { "title", volume->title }, { "subtitle", volume->subtitle }, { "lang", volume->lang }, { "date", volume->date },
		{ "isbn", volume->isbn }, { "doi", volume->doi }, { "license", volume->license }, { "publisher", volume->publisher },
		{ "event", volume->event->name }, { "url", volume->base_url },
	};
	static const char *const kinds[] = { "", "cover", "title-page", "colophon", "contents", "text", "part", "article", "contributors", "author-index" };
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (texts[i].text != NULL && *texts[i].text != '\0') {
			put_text(out, "field", texts[i].name, texts[i].text, strlen(texts[i].text));
		}
	}
	osp_buf_printf(out, "modified %lld\n", (long long)volume->modified);
	for (size_t i = 0; i < volume->asset_count; i++) {
		osp_buf_printf(out, "asset %zu %s %ux%u ", i, volume->assets[i]->name, (unsigned)volume->assets[i]->width, (unsigned)volume->assets[i]->height);
		put_text(out, "path", "", volume->assets[i]->path, strlen(volume->assets[i]->path));
	}
	for (size_t i = 0; i < volume->piece_count; i++) {
		const osp_piece *piece = volume->pieces[i];
		osp_buf xml = OSP_BUF_INIT;
		put_text(out, "field", "piece-title", piece->title, strlen(piece->title));
		xml_write(piece->root, &xml);
		const char *kind = (size_t)piece->kind < sizeof(kinds) / sizeof(*kinds) ? kinds[piece->kind] : "text";
		osp_buf_printf(out, "piece %s ", kind);
		osp_buf_printf(out, "%s %zu\n", piece->id, xml.len);
		osp_buf_add(out, xml.data, xml.len);
		osp_buf_putc(out, '\n');
		osp_buf_done(&xml);
	}
	osp_buf_puts(out, "write\n");
}

static enum supervise_end listen_to_writer(struct talk *talk)
{
	while (next_line(talk)) {
		if (says(talk, "done", 1) || says(talk, "failed", 1)) {
			return says(talk, "done", 1) ? SUPERVISE_DONE : SUPERVISE_FAILED;
		}
		bool is_good = says(talk, "bytes", 2) || says(talk, "file", 2) ? take_file(talk)
			: take_message(talk) || complain(talk, cleaned(talk->job, talk->words[0], strnlen(talk->words[0], 60), false));
		if (!is_good) {
			return SUPERVISE_GARBAGE;
		}
	}
	return SUPERVISE_GARBAGE;
}

enum supervise_end talk_write(osp_job *job, struct plugin_use *use, const osp_volume *volume, osp_output *output)
{
	struct talk talk = { .job = job, .use = use, .output = output,
		.name = { use->plugin->about.name, use->plugin->path, osp_job_printf(job, job_translate(job, "output %s"), use->name), use->place } };
	osp_buf all = OSP_BUF_INIT;
	talk.errors = report_count(job, SEVERITY_ERROR);
	talk.process = osp_job_alloc(job, sizeof(*talk.process));
	if (!start(&talk)) {
		return SUPERVISE_NO_CHILD;
	}
	use->process = talk.process;
	process_begin(talk.process);
	put_greeting(&talk, &all);
	put_volume(volume, &all);
	process_send(talk.process, &all);
	osp_buf_done(&all);
	enum supervise_end end = conclude(&talk, listen_to_writer(&talk));
	close_program(use);
	return end;
}
