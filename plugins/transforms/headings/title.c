/* title.c - put the article's title into its header, and see that it is not printed twice. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "headings.h"

#include <string.h>

static osp_node *first_heading(const osp_node *root)
{
	for (osp_node *node = osp_node_first(root); node != NULL; node = osp_node_next(node)) {
		if (tree_heading_level(node) > 0) {
			return node;
		}
	}
	return NULL;
}

static bool same_place(osp_place one, osp_place other)
{
	return one.file != 0 && one.file == other.file && one.line != 0 && one.line == other.line;
}

/* A heading behind some text is a part of it, whatever it says; behind a picture it can still be the title. */
static bool is_behind_text(const osp_article *article, const osp_node *heading)
{
	for (const osp_node *n = article->root; n != heading; n = osp_node_after(n, article->root)) {
		size_t len = 0;
		const char *text = osp_node_text(n, &len);
		if (strspn(text, " \t\n") < len) {
			return true;
		}
	}
	return false;
}

/* The author's own title line: the h1 that says the same as the front matter, or the heading that the title was taken from. */
static osp_node *find_own_title(const osp_article *article)
{
	osp_node *heading = first_heading(article->root);
	if (heading == NULL || article->title[0] == '\0') {
		return NULL;
	}
	if (same_place(osp_node_place(heading), article->title_place)) {
		return heading;
	}
	osp_buf text = OSP_BUF_INIT;
	osp_node_text_content(heading, &text);
	bool same = text.len > 0 && tree_same_letters(text.data, article->title) && !is_behind_text(article, heading);
	osp_buf_done(&text);
	return same ? heading : NULL;
}

/* An article without a title in front matter and manifest is called by its first heading of level 1, else by its file. */
static void find_title(osp_job *job, osp_article *article)
{
	if (article->title[0] != '\0') {
		return;
	}
	osp_node *heading = first_heading(article->root);
	if (heading != NULL && tree_heading_level(heading) == 1) {
		osp_buf text = OSP_BUF_INIT;
		osp_node_text_content(heading, &text);
		const char *start = text.len > 0 ? text.data : "";
		size_t len = text.len;
		tree_trim(&start, &len);
		article->title = osp_job_strndup(job, start, len);
		article->title_place = osp_node_place(heading);
		osp_buf_done(&text);
	}
	/* An editor's own page is called by its kind: "preface" is 前言. */
	const char *label = osp_label(article->lang, article->id);
	if (article->title[0] == '\0' && strcmp(label, article->id) != 0) {
		article->title = label;
	}
	if (article->title[0] == '\0') {
		const char *slash = strrchr(article->path, '/');
		const char *name = slash != NULL ? slash + 1 : article->path;
		const char *dot = strrchr(name, '.');
		article->title = osp_job_strndup(job, name, dot != NULL && dot > name ? (size_t)(dot - name) : strlen(name));
		osp_warn(job, article->place, "headings/no-title", "the article has no title; its file name is used: add `title:` to its front matter");
	}
}

static bool is_exactly(const osp_node *heading, const char *title)
{
	osp_buf text = OSP_BUF_INIT;
	osp_node_text_content(heading, &text);
	const char *start = text.len > 0 ? text.data : "";
	size_t len = text.len;
	tree_trim(&start, &len);
	bool exact = len == strlen(title) && memcmp(start, title, len) == 0;
	osp_buf_done(&text);
	return exact;
}

void headings_make_header(osp_job *job, osp_article *article)
{
	find_title(job, article);
	osp_node *own = find_own_title(article);
	osp_node *header = tree_element(article->tree, OSP_HEADER, NULL, NULL, article->root);
	osp_node *h1 = tree_element(article->tree, OSP_H1, NULL, NULL, own);
	if (own == NULL) {
		osp_node_set_place(header, article->title_place);
		osp_node_set_place(h1, article->title_place);
	}
	if (own != NULL && is_exactly(own, article->title)) {
		osp_node_take_children(h1, own); /* keeps its emphasis and code */
		tree_trim_front(h1);
		tree_trim_back(h1);
	} else {
		osp_node_append(h1, osp_text_new(article->tree, article->title, strlen(article->title)));
	}
	if (own != NULL) {
		osp_node_set_attr(h1, "data-id", osp_node_attr(own, "id"));
		osp_node_set_attr(h1, "data-own", ""); /* stood in the text: it is the author's line, not only a field */
		osp_node_unlink(own);
	}
	osp_node_append(header, h1);
	if (article->subtitle[0] != '\0') {
		osp_node_append(header, tree_element(article->tree, OSP_P, "subtitle", article->subtitle, h1));
	}
	osp_node_prepend(article->root, header);
}
