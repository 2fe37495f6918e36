/* plugin.c - the WeChat writer as the host sees it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "wechat.h"

#include <stdlib.h>
#include <string.h>

static const osp_option options[] = {
	{ "max-chars", OSP_OPTION_INT, "20000", "1000..1000000", "WeChat's limit of one article, markup included; a longer one is reported" },
	{ NULL, OSP_OPTION_END, NULL, NULL, NULL },
};

static osp_status open_writer(osp_job *job, const osp_options *given, void **ret_state)
{
	struct settings *settings = osp_job_alloc(job, sizeof *settings);
	settings->max_chars = osp_option_int(given, "max-chars");
	*ret_state = settings;
	return OSP_OK;
}

/* What all articles of one output share. */
struct issue {
	struct page page; /* copied for each article */
	struct entry *entries;
	size_t count;
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

static const osp_node *first_heading(const osp_node *root)
{
	for (const osp_node *n = root; n != NULL; n = osp_node_after(n, root)) {
		if (osp_node_tag(n) == OSP_H2)
			return n;
	}
	return NULL;
}

static osp_status write_files(struct issue *issue, struct page *page, struct entry *entry)
{
	struct cover cover = cover_choose(page, &issue->needs_cover);
	const char *name = osp_job_printf(page->job, "%s/content.html", page->folder);
	if (osp_output_put(issue->output, name, page->content.data, page->content.len) != OSP_OK ||
	    draft_write(page, &cover, entry, issue->output) != OSP_OK || pictures_put(page, issue->output) != OSP_OK)
		return OSP_FAIL;
	return preview_write(page, entry, issue->output);
}

static osp_status write_article(struct issue *issue, const osp_piece *piece)
{
	struct page page = issue->page;
	struct entry *entry = &issue->entries[issue->count++];
	page.piece = piece;
	page.article = piece->article;
	page.root = piece->root;
	page.lang = piece->article->lang[0] != '\0' ? piece->article->lang : page.volume->lang;
	page.folder = piece->article->id;
	entry->title = piece->title;
	entry->folder = page.folder;
	if (piece->article->state == OSP_ARTICLE_HELD) {
		entry->problem = problem_of(page.job, piece->root);
		return OSP_OK;
	}
	page.heading = first_heading(page.root);
	notes_collect(&page);
	content_write(&page);
	osp_status status = write_files(issue, &page, entry);
	osp_buf_done(&page.content);
	notes_done(&page.notes);
	free(page.used);
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
	issue.entries = osp_job_alloc(job, (volume->piece_count + 1) * sizeof *issue.entries);
	issue.page = (struct page){ .job = job, .volume = volume, .style = osp_job_style(job, "wechat"), .settings = state,
				    .pictures = osp_job_alloc(job, (pictures + 1) * sizeof(struct picture)), .picture_count = pictures };
	osp_status status = write_all(&issue);
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
