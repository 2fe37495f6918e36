/* pipeline.c - the street: manifest -> read -> style -> transform -> typeset -> write. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "pipeline.h"
#include "street.h"
#include "base/blocks.h"
#include "base/catalogue.h"
#include "base/sanitizer.h"
#include "document/node.h"
#include "plugin/list.h"
#include "style/style.h"
#include "typeset/typeset.h"

#include <ospopress/markup.h>
#include <stdio.h>
#include <string.h>

/* Pages are made once for each geometry that somebody asks for. */
struct edition {
	const char *paper;
	const char **styles;
	const char *medium;
	osp_len bleed;
	const struct manifest_output *wanted; /* who asked first; NULL = nobody in particular */
	const osp_pages *pages;
	bool failed;
};

static osp_job *begin(const struct cli *cli)
{
	osp_job *job = job_new(catalogue_language(cli->messages));
	job->verbosity = cli->verbosity;
	job->fetch = cli->fetch;
	return job;
}

/* The process ends behind it, and the system takes all memory at once; only who looks for leaks wants it back in order. */
void pipeline_end(osp_job *job)
{
	if (!WITH_SANITIZER) {
		return;
	}
	style_free(job);
	job_free(job);
}

static bool same_list(const char *const *a, const char *const *b)
{
	static const char *const none[] = { NULL };
	a = a != NULL ? a : none;
	b = b != NULL ? b : none;
	for (; *a != NULL && *b != NULL; a++, b++) {
		if (strcmp(*a, *b) != 0) {
			return false;
		}
	}
	return *a == *b;
}

static size_t list_length(const char *const *list)
{
	size_t count = 0;
	while (list != NULL && list[count] != NULL) {
		count++;
	}
	return count;
}

static bool has_paper(osp_style *style, const char *paper)
{
	osp_len width, height;
	struct page_query query = { .name = "" };
	const struct page_style *page = style_page(style, &query, paper);
	return !style_paper(paper, &width, &height) || (page->width == width && page->height == height);
}

/* A style that sets `@page { size }` wins (its measure is made for that page); who asked for another paper is told. */
static void check_paper(struct street *street, osp_style *style, const struct edition *edition)
{
	if (!has_paper(style, edition->paper)) {
		osp_warn(street->job, street_paper_place(street, edition->wanted), "outputs/size", "paper \"%s\" has no effect, because the style sets the size of its pages; put \"@page { size: %s }\" into a style sheet of this output",
			edition->paper, edition->paper);
	}
}

/* What the styles are on the paper of this output, unless the volume's is the same; beneath the output's own sheets. */
static const char **sheets_for(struct street *street, const struct edition *edition)
{
	size_t count = 0, own = list_length(edition->styles), bases = list_length(street->styles);
	const char **sheets = osp_job_alloc(street->job, (bases + own + 1) * sizeof(*sheets));
	bool is_answered = has_paper(osp_job_style(street->job, edition->medium), edition->paper);
	for (size_t i = 0; i < bases && !is_answered; i++) {
		const char *sheet = street_paper_sheet(street, street->styles[i], edition->paper);
		if (sheet != NULL) {
			sheets[count++] = sheet;
		}
	}
	for (size_t i = 0; i < own; i++) {
		sheets[count++] = edition->styles[i];
	}
	sheets[count] = NULL;
	return sheets;
}

static void lay_out(struct street *street, struct edition *edition)
{
	struct typeset_options options = { .paper = edition->paper, .bleed = edition->bleed, .threads = street->cli->jobs };
	const char **sheets = sheets_for(street, edition);
	osp_style *style = style_set_new(street->job, edition->medium, sheets, list_length(sheets));
	progress_show(street->job, "typesetting", "", 1, 1);
	supervise_doing(street->job, "typesetting");
	if (style != NULL) {
		check_paper(street, style, edition);
	}
	edition->failed = style == NULL || typeset_volume(street->job, style, &options, &edition->pages) != OSP_OK;
	if (edition->failed) {
		street_raise(street, STATUS_DOCUMENTS);
	}
}

static struct edition *find_edition(struct street *street, struct edition *editions, size_t *count, const struct manifest_output *wanted, const char *medium)
{
	const char *paper = *wanted->paper != '\0' ? wanted->paper : street->manifest->paper;
	osp_len bleed = 0;
	style_length(wanted->bleed, &bleed);
	for (size_t i = 0; i < *count; i++) {
		if (strcmp(editions[i].paper, paper) == 0 && same_list(editions[i].styles, wanted->styles) && strcmp(editions[i].medium, medium) == 0 && editions[i].bleed == bleed) {
			return &editions[i];
		}
	}
	struct edition *edition = &editions[(*count)++];
	*edition = (struct edition){ .paper = paper, .styles = wanted->styles, .medium = medium, .bleed = bleed, .wanted = wanted };
	lay_out(street, edition);
	return edition;
}

/* The pages whose labels an e-book's page list shows: those of the first PDF, whether it is made in this run or not. */
static const struct manifest_output *printed_output(const struct street *street)
{
	static const struct manifest_output none = { .key = "", .format = "", .file = "", .paper = "", .bleed = "" };
	for (size_t i = 0; i < street->manifest->output_count; i++) {
		if (strcmp(street->manifest->outputs[i]->format, "pdf") == 0) {
			return street->manifest->outputs[i];
		}
	}
	return &none;
}

static bool needs_pages(const struct write_output *output)
{
	return (output->needs & (OSP_NEEDS_PAGES | OSP_NEEDS_LABELS)) != 0;
}

/* Whether pages are laid out for an output behind this one. */
static bool is_last_layout(const struct street *street, size_t i)
{
	while (++i < street->output_count) {
		if (needs_pages(&street->outputs[i])) {
			return false;
		}
	}
	return true;
}

static void start_with_pages(struct street *street, struct write_crew *crew, const struct edition *edition, size_t i)
{
	struct write_output *output = &street->outputs[i];
	output->pages = edition->pages;
	output->status = edition->failed ? STATUS_DOCUMENTS : STATUS_DONE;
	if (!edition->failed) {
		write_start(crew, output);
	}
}

static void write_all(struct street *street)
{
	struct write_crew *crew = write_crew_new(street->job, street->cli->jobs);
	struct edition *editions = osp_job_alloc(street->job, (street->output_count + 1) * sizeof(*editions));
	const struct edition **chosen = osp_job_alloc(street->job, (street->output_count + 1) * sizeof(*chosen));
	size_t edition_count = 0;
	for (size_t i = 0; i < street->output_count; i++) {
		street->outputs[i].needs = plugin_writer_needs(street->job, street->outputs[i].use);
		if (!needs_pages(&street->outputs[i]) && street->outputs[i].use->plugin->is_shipped) {
			write_start(crew, &street->outputs[i]);
		}
	}
	for (size_t i = 0; i < street->output_count; i++) {
		const struct write_output *output = &street->outputs[i];
		if (!needs_pages(output)) {
			continue;
		}
		bool own = (output->needs & OSP_NEEDS_PAGES) != 0;
		struct edition *edition = find_edition(street, editions, &edition_count, own ? street->wanted[i] : printed_output(street),
			own ? output->use->plugin->about.writer->medium : "print");
		chosen[i] = edition;
		if (is_last_layout(street, i)) {
			blocks_let_go();
		}
		if (output->use->plugin->is_shipped) {
			start_with_pages(street, crew, edition, i);
		}
	}
	/* Writers in a box need an ear all the time (plugin/notices.h), so they wait until typesetting is done. */
	for (size_t i = 0; i < street->output_count; i++) {
		if (!street->outputs[i].use->plugin->is_shipped && chosen[i] != NULL) {
			start_with_pages(street, crew, chosen[i], i);
		} else if (!street->outputs[i].use->plugin->is_shipped) {
			write_start(crew, &street->outputs[i]);
		}
	}
	street_raise(street, write_wait(crew));
}

/* `check` goes as far as pages, because overfull lines and missing glyphs show only there. */
static void check_pages(struct street *street)
{
	struct edition edition = { .paper = street->manifest->paper, .medium = "print" };
	lay_out(street, &edition);
}

static size_t count_articles(const osp_volume *volume, osp_article_state state)
{
	size_t count = 0;
	for (size_t i = 0; i < volume->article_count; i++) {
		count += volume->articles[i]->state == state;
	}
	return count;
}

static void say_counts(const struct street *street)
{
	const osp_job *job = street->job;
	size_t held = count_articles(street->volume, OSP_ARTICLE_HELD), drafts = count_articles(street->volume, OSP_ARTICLE_DRAFT);
	printf(job_translate(job, "%zu built"), count_articles(street->volume, OSP_ARTICLE_READY));
	if (held > 0) {
		printf(job_translate(job, ", %zu held"), held);
	}
	if (drafts > 0) {
		printf(job_translate(job, ", %zu left out (draft)"), drafts);
	}
	size_t warnings = report_count(job, SEVERITY_WARNING), errors = report_count(job, SEVERITY_ERROR);
	printf(job_translate(job, "; %zu errors, %zu warnings"), errors, warnings);
	putchar('\n');
}

static void say_outputs(const struct street *street)
{
	for (size_t i = 0; i < street->output_count; i++) {
		const struct write_output *output = &street->outputs[i];
		printf("%s %s\n", output->status == STATUS_DONE ? "+" : "-", output->target);
	}
}

/* An editor who says --final wants nothing printed that has a gap. */
static bool may_write(struct street *street)
{
	size_t held = count_articles(street->volume, OSP_ARTICLE_HELD);
	if (!street->cli->final || held == 0) {
		return true;
	}
	osp_error(street->job, (osp_place){ street->manifest->file, 0, 0 }, "build/final", "--final: nothing was written, because %zu of the articles can't be published as they are", held);
	street_raise(street, STATUS_DOCUMENTS);
	return false;
}

static bool to_trees(struct street *street)
{
	bool volume_ok = false;
	street_read(street);
	street_transform(street, &volume_ok);
	report_flush(street->job);
	return volume_ok;
}

static void build(struct street *street)
{
	bool ready = street_open(street);
	ready = street_setup_transforms(street) && ready;
	if (street->cli->command == CLI_HANDOUT && ready) {
		street_choose_handout(street);
	}
	ready = street_setup_outputs(street) && ready;
	street_set_options(street);
	ready = ready && street->status < STATUS_USAGE;
	if (!ready) {
		return;
	}
	if (to_trees(street) && may_write(street)) {
		if (street->cli->command == CLI_CHECK) {
			check_pages(street);
		} else {
			write_all(street);
		}
	}
	street_close(street);
	progress_clear(street->job);
	report_flush(street->job);
	if (street->cli->explain) {
		street_print_plan(street);
	}
	if (street->job->verbosity >= 0) {
		if (street->cli->command != CLI_CHECK) {
			say_outputs(street);
		}
		say_counts(street);
	}
}

int pipeline_build(const struct cli *cli)
{
	int status = 0;
	struct street street = { .job = begin(cli), .cli = cli };
	if (!supervise_split(street.job, &status)) {
		pipeline_end(street.job);
		return status;
	}
	build(&street);
	report_flush(street.job);
	if (cli->werror && report_count(street.job, SEVERITY_WARNING) > 0) {
		street_raise(&street, STATUS_DOCUMENTS);
	}
	if (report_count(street.job, SEVERITY_ERROR) > 0) {
		street_raise(&street, STATUS_DOCUMENTS);
	}
	pipeline_end(street.job);
	return street.status;
}

/* ---- dump ---- */

static void dump_html(const osp_node *root, osp_buf *out)
{
	for (const osp_node *child = osp_node_first(root); child != NULL; child = osp_node_next(child)) {
		osp_markup_node(out, child, OSP_HTML_COMMONMARK, NULL, NULL);
	}
}

static void dump_root(const struct street *street, const osp_node *root, osp_buf *out)
{
	const struct cli *cli = street->cli;
	if (cli->stage == CLI_STAGE_STYLED) {
		style_dump(osp_job_style(street->job, cli->medium != NULL ? cli->medium : "print"), root, out);
	} else if (cli->as_html) {
		dump_html(root, out);
	} else {
		document_dump(root, cli->with_places, out);
	}
}

static void dump_read(const struct street *street, osp_buf *out)
{
	for (size_t i = 0; i < street->volume->article_count; i++) {
		if (street->volume->articles[i]->root != NULL) {
			dump_root(street, street->volume->articles[i]->root, out);
		}
	}
}

static void dump_pieces(const struct street *street, osp_buf *out)
{
	for (size_t i = 0; i < street->volume->piece_count; i++) {
		dump_root(street, street->volume->pieces[i]->root, out);
	}
}

static void dump_pages(struct street *street, osp_buf *out)
{
	struct edition edition = { .paper = street->manifest->paper, .medium = "print" };
	lay_out(street, &edition);
	if (!edition.failed) {
		pages_dump(edition.pages, out);
	}
}

static void dump(struct street *street, osp_buf *out)
{
	if (!street_open(street)) {
		return;
	}
	if (street->cli->stage == CLI_STAGE_READ) {
		street_read(street);
		dump_read(street, out);
	} else if (street_setup_transforms(street) && to_trees(street)) {
		if (street->cli->stage == CLI_STAGE_PAGES) {
			dump_pages(street, out);
		} else {
			dump_pieces(street, out);
		}
	}
	street_close(street);
}

int pipeline_dump(const struct cli *cli)
{
	int status = 0;
	struct street street = { .job = begin(cli), .cli = cli };
	osp_buf out = OSP_BUF_INIT;
	if (!supervise_split(street.job, &status)) {
		pipeline_end(street.job);
		return status;
	}
	dump(&street, &out);
	progress_clear(street.job);
	report_flush(street.job);
	if (out.len > 0 && fwrite(out.data, 1, out.len, stdout) != out.len) {
		street_raise(&street, STATUS_NOT_WRITTEN);
	}
	osp_buf_done(&out);
	pipeline_end(street.job);
	return street.status;
}

int pipeline_plugins(const struct cli *cli)
{
	if (cli->graph) {
		return pipeline_graph(cli);
	}
	osp_job *job = begin(cli);
	osp_buf out = OSP_BUF_INIT;
	struct plugin_search search = { cli->local_plugins ? "." : NULL, cli->trust, true };
	bool found = true;
	registry_open(job, &search);
	if (cli->file != NULL) {
		found = plugins_describe(job, cli->file, &out);
	} else {
		plugins_list(job, &out);
	}
	fputs(out.data != NULL ? out.data : "", found ? stdout : stderr);
	report_flush(job);
	osp_buf_done(&out);
	pipeline_end(job);
	return found ? STATUS_DONE : STATUS_USAGE;
}
