/* plugin.c - the WeChat writer as the host sees it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "ahead.h"
#include "dialect.h"
#include "parts.h"
#include "wechat.h"

#include <stdlib.h>
#include <string.h>

static const osp_option options[] = {
	{ "max-chars", OSP_OPTION_INT, "20000", "1000..1000000", "WeChat's limit of one article, markup included; a longer one is reported" },
	{ "parts", OSP_OPTION_BOOL, "false", NULL, "an article above the limit is written as several, divided at its headings" },
	{ "theme-dialect", OSP_OPTION_CHOICE, "auto", "auto|mdnice|wenyan|doocs|wemd|note-to-mp", "the editor that the theme in `style` is made for" },
	{ "styled-page", OSP_OPTION_BOOL, "false", NULL, "for a theme: also write styled.html, the theme as a style sheet, to work on it in a browser" },
	{ NULL, OSP_OPTION_END, NULL, NULL, NULL },
};

static osp_status open_writer(osp_job *job, const osp_options *given, void **ret_state)
{
	struct settings *settings = osp_job_alloc(job, sizeof *settings);
	const char *dialect = osp_option_string(given, "theme-dialect");
	settings->max_chars = osp_option_int(given, "max-chars");
	settings->divides = osp_option_bool(given, "parts");
	settings->dialect = strcmp(dialect, "auto") != 0 ? osp_job_strdup(job, dialect) : "";
	settings->has_styled_page = osp_option_bool(given, "styled-page");
	*ret_state = settings;
	return OSP_OK;
}

/* What all articles of one output share. */
struct issue {
	struct page page; /* copied for each article */
	struct entry *entries;
	size_t count, capacity;
	bool needs_cover;
	osp_output *output;
};

/* The message on a held article's page (docs/tree.md). */
static const char *problem_of(osp_job *job, const osp_node *root)
{
	osp_buf text = OSP_BUF_INIT;
	for (const osp_node *n = root; n != NULL; n = osp_node_after(n, root)) {
		if (osp_node_has_class(n, "held-message"))
			osp_node_text_content(n, &text);
	}
	const char *problem = osp_job_strndup(job, text.len != 0 ? text.data : "", text.len);
	osp_buf_done(&text);
	return problem;
}

/* The heading whose look our own take, which stand at the end: one of the references or lives, else the first. */
static const osp_node *pattern_heading(const osp_node *root)
{
	const osp_node *first = NULL;
	for (const osp_node *n = root; n != NULL; n = osp_node_after(n, root)) {
		const osp_node *section = osp_node_parent(n);
		if (osp_node_tag(n) != OSP_H2)
			continue;
		if (osp_node_has_role(section, "doc-bibliography") || osp_node_has_class(section, "bios"))
			return n;
		first = first == NULL ? n : first;
	}
	return first;
}

static osp_status write_files(struct issue *issue, struct page *page, struct entry *entry)
{
	struct cover cover = cover_choose(page, &issue->needs_cover);
	const char *name = osp_job_printf(page->job, "%s/content.html", page->folder);
	if (osp_output_put(issue->output, name, page->content.data, page->content.len) != OSP_OK ||
	    draft_write(page, &cover, entry, issue->output) != OSP_OK || pictures_put(page, issue->output) != OSP_OK)
		return OSP_FAIL;
	if (page->dressed != NULL && page->settings->has_styled_page && styled_write(page, page->dressed, issue->output) != OSP_OK)
		return OSP_FAIL;
	return preview_write(page, entry, issue->output);
}

static struct entry *add_entry(struct issue *issue)
{
	if (issue->count == issue->capacity) {
		issue->capacity = issue->capacity == 0 ? 32 : issue->capacity * 2;
		struct entry *larger = osp_job_alloc(issue->page.job, issue->capacity * sizeof *larger);
		if (issue->count != 0)
			memcpy(larger, issue->entries, issue->count * sizeof *larger);
		issue->entries = larger;
	}
	return &issue->entries[issue->count++];
}

static void write_content(struct page *page)
{
	page->heading = pattern_heading(page->root);
	notes_collect(page);
	const struct dialect *dialect = dialect_find(osp_style_dialect(page->style));
	if (dialect == NULL) {
		content_write(page);
		return;
	}
	page->dressed = dialect_build(page, dialect);
	dress_write(page, page->dressed);
}

static void page_done(struct page *page)
{
	osp_buf_done(&page->content);
	notes_done(&page->notes);
	free(page->used);
	page->used = NULL;
	page->used_count = page->used_capacity = 0;
}

static bool is_too_long(const struct page *page)
{
	return (int64_t)page->length >= page->settings->max_chars;
}

/* Writes the contents of `count` parts; false when the article has too few blocks for them, or one is too long still. */
static bool write_parts(const struct page *whole, size_t count, struct page *parts)
{
	size_t begins[PARTS_MAX + 1];
	if (!parts_divide(whole->root, count, begins))
		return false;
	for (size_t i = 0; i < count; i++) {
		parts[i] = (struct page){ .job = whole->job, .volume = whole->volume, .by_id = whole->by_id, .style = whole->style, .inliner = whole->inliner, .settings = whole->settings,
					  .pictures = whole->pictures, .picture_count = whole->picture_count, .ahead = whole->ahead, .piece = whole->piece,
					  .article = whole->article, .lang = whole->lang, .part = i + 1, .part_count = count };
		parts[i].root = parts_tree(whole->root, begins[i], begins[i + 1], i + 1 == count);
		parts[i].folder = osp_job_printf(whole->job, "%s-part-%zu", whole->folder, i + 1);
		write_content(&parts[i]);
		if (is_too_long(&parts[i])) {
			for (size_t k = 0; k <= i; k++)
				page_done(&parts[k]);
			return false;
		}
	}
	return true;
}

/* Writes an article as several; false when it can't be divided so that each is short enough. */
static bool divide(struct issue *issue, const struct page *whole, osp_status *ret_status)
{
	struct page parts[PARTS_MAX];
	size_t count = whole->length / (size_t)whole->settings->max_chars + 1;
	while (count <= PARTS_MAX && !write_parts(whole, count, parts))
		count++;
	if (count > PARTS_MAX)
		return false;
	osp_note(whole->job, whole->article->title_place, "wechat/parts",
		 "with its markup the article has %zu characters, WeChat takes fewer than %lld: it is written in %zu parts", whole->length,
		 (long long)whole->settings->max_chars, count);
	for (size_t i = 0; i < count; i++) {
		struct entry *entry = add_entry(issue);
		entry->folder = parts[i].folder;
		if (*ret_status == OSP_OK)
			*ret_status = write_files(issue, &parts[i], entry);
	}
	for (size_t i = 0; i < count; i++) {
		pictures_let_go(&parts[i]);
		page_done(&parts[i]);
	}
	return true;
}

static osp_status write_article(struct issue *issue, const osp_piece *piece)
{
	struct page page = issue->page;
	osp_status status = OSP_OK;
	page.piece = piece;
	page.article = piece->article;
	page.root = piece->root;
	page.lang = piece->article->lang[0] != '\0' ? piece->article->lang : page.volume->lang;
	page.folder = piece->article->id;
	if (piece->article->state == OSP_ARTICLE_HELD) {
		*add_entry(issue) = (struct entry){ .title = piece->title, .folder = page.folder, .problem = problem_of(page.job, piece->root) };
		return OSP_OK;
	}
	write_content(&page);
	if (!page.settings->divides || !is_too_long(&page) || !divide(issue, &page, &status)) {
		struct entry *entry = add_entry(issue);
		entry->folder = page.folder;
		status = write_files(issue, &page, entry);
	}
	pictures_let_go(&page);
	page_done(&page);
	return status;
}

static osp_status write_all(struct issue *issue)
{
	const osp_volume *volume = issue->page.volume;
	for (size_t i = 0; i < volume->piece_count; i++) {
		const osp_piece *piece = volume->pieces[i];
		if (piece->kind == OSP_PIECE_ARTICLE && piece->article != NULL && piece->root != NULL && write_article(issue, piece) != OSP_OK)
			return OSP_FAIL;
	}
	if (issue->needs_cover && cover_draw(&issue->page, issue->output) != OSP_OK)
		return OSP_FAIL;
	return overview_write(issue->page.job, volume, issue->entries, issue->count, issue->output);
}

static osp_status write_tree(osp_job *job, void *state, const osp_volume *volume, const osp_pages *pages, osp_output *output)
{
	(void)pages;
	struct issue issue = { .output = output };
	/* Covers that articles name may join the assets on the way. */
	size_t pictures = volume->asset_count + volume->article_count;
	const struct settings *settings = state;
	osp_style *theme = osp_job_theme(job, "wechat", settings->dialect);
	issue.page = (struct page){ .job = job, .volume = volume, .style = theme != NULL ? theme : osp_job_style(job, "wechat"), .settings = settings,
				    .pictures = osp_job_alloc(job, (pictures + 1) * sizeof(struct picture)), .picture_count = pictures };
	issue.page.by_id = target_order(job, volume);
	issue.page.inliner = inliner_new(issue.page.style);
	issue.page.ahead = ahead_new(volume);
	osp_status status = write_all(&issue);
	inliner_free(issue.page.inliner);
	ahead_free(issue.page.ahead);
	for (size_t i = 0; i < pictures; i++)
		osp_buf_done(&issue.page.pictures[i].bytes);
	return status;
}

static const osp_writer writer = {
	.format = "wechat",
	.suffix = "",
	.medium = "wechat",
	.needs = OSP_NEEDS_TREE,
	.open = open_writer,
	.write_tree = write_tree,
};

OSP_PLUGIN(.kind = OSP_WRITER, .name = "wechat", .version = "1.0",
	   .summary = "Writes each article as HTML for WeChat Official Accounts, with its pictures, a draft and a page to copy from.",
	   .options = options, .writer = &writer, .license = "Apache-2.0");
