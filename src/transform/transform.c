/* transform.c - run the transforms over all articles and the volume. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "transform/transform.h"

#include <stdlib.h>
#include <string.h>

#include "base/sanitizer.h"
#include "document/node.h"
#include "document/volume.h"

struct run {
	osp_job *job;
	osp_volume *volume;
	osp_article **texts; /* the editors' own pages, and behind them the articles */
	size_t text_count, page_count;
	int status;
	bool wants_check;
};

static void raise_status(struct run *run, enum supervise_end end)
{
	int status = supervise_exit_status(end);
	run->status = status > run->status ? status : run->status;
}

/* Sanitizer builds check after every stage, others when they are asked to. */
static bool wants_check(void)
{
	const char *text = getenv("OSPOPRESS_CHECK_TREE");
	return WITH_SANITIZER ? text == NULL || strcmp(text, "0") != 0 : text != NULL && strcmp(text, "1") == 0;
}

/* Brings a tree back into the form that all stages rely on. What came from elsewhere is not believed unchecked. */
static bool tidy(const struct run *run, const struct plugin_use *use, osp_node *root)
{
	osp_buf why = OSP_BUF_INIT;
	if (root == NULL) {
		return true;
	}
	document_normalise(root);
	bool must_check = run->wants_check || !use->plugin->is_shipped;
	bool is_good = !must_check || document_check(root, &why);
	if (!is_good) {
		osp_error(run->job, osp_node_place(root), "transform/tree", "plugin %s left a tree that breaks the rules of docs/tree.md: %s",
			use->plugin->about.name, why.data != NULL ? why.data : "");
	}
	osp_buf_done(&why);
	return is_good;
}

static void run_article(struct run *run, struct plugin_use *use, osp_article *article, bool is_page)
{
	enum supervise_end end = plugin_transform_article(run->job, use, article);
	if (end == SUPERVISE_DONE && tidy(run, use, article->root)) {
		return;
	}
	raise_status(run, end == SUPERVISE_DONE ? SUPERVISE_FAILED : end);
	/* A plugin that went wrong costs what it would have done: the article is as it was before it. One that finds
	 * something wrong with the article has the article held. */
	if ((end == SUPERVISE_DONE || end == SUPERVISE_FAILED) && !is_page) {
		article->state = OSP_ARTICLE_HELD;
	}
}

static bool run_volume(struct run *run, struct plugin_use *use)
{
	osp_volume *volume = run->volume;
	enum supervise_end end = plugin_transform_volume(run->job, use, volume);
	raise_status(run, end);
	if (end != SUPERVISE_DONE) {
		/* The volume is as it was before it. */
		return !use->plugin->is_shipped;
	}
	bool is_good = true;
	for (size_t i = 0; i < volume->article_count; i++) {
		osp_article *article = volume->articles[i];
		if (article->state == OSP_ARTICLE_READY && !tidy(run, use, article->root)) {
			article->state = OSP_ARTICLE_HELD;
			raise_status(run, SUPERVISE_FAILED);
		}
	}
	for (size_t i = 0; i < volume->piece_count; i++) {
		if (volume->pieces[i]->article == NULL && !tidy(run, use, volume->pieces[i]->root)) {
			raise_status(run, SUPERVISE_FAILED);
			is_good = false;
		}
	}
	return is_good;
}

/* All transforms of a row on the first article, then all on the second. */
static void run_row(struct run *run, struct plugin_use **uses, size_t count)
{
	for (size_t i = 0; i < run->text_count; i++) {
		osp_article *article = run->texts[i];
		for (size_t j = 0; j < count && article->state == OSP_ARTICLE_READY && article->root != NULL; j++) {
			run_article(run, uses[j], article, i < run->page_count);
		}
	}
}

/* One that runs in a child goes over all articles before the next transform does, so that one child can serve it. */
static void run_articles(struct run *run, struct plugin_use **uses, size_t count)
{
	for (size_t i = 0; i < count;) {
		size_t row = 0;
		while (i + row < count && !plugin_has_child(uses[i + row]->plugin)) {
			row++;
		}
		if (row > 0) {
			run_row(run, uses + i, row);
			i += row;
			continue;
		}
		plugin_row_begin(run->job, uses[i], run->texts, run->text_count);
		run_row(run, uses + i, 1);
		raise_status(run, plugin_row_end(run->job, uses[i++]));
	}
}

static void add_pages(struct run *run, osp_matter *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (list[i]->article != NULL) {
			VOLUME_ADD(run->job, run, texts, text_count, list[i]->article);
		}
	}
}

static void collect_texts(struct run *run)
{
	const osp_volume *volume = run->volume;
	add_pages(run, volume->front, volume->front_count);
	add_pages(run, volume->back, volume->back_count);
	run->page_count = run->text_count;
	for (size_t i = 0; i < volume->article_count; i++) {
		VOLUME_ADD(run->job, run, texts, text_count, volume->articles[i]);
	}
}

int transform_run(osp_job *job, struct plugin_use **uses, size_t count, osp_volume *volume,
	void (*after_articles)(void *closure), void *closure, bool *ret_volume_ok)
{
	struct run run = { .job = job, .volume = volume, .wants_check = wants_check() };
	*ret_volume_ok = true;
	collect_texts(&run);
	for (size_t i = 0; i < count && *ret_volume_ok;) {
		size_t row = 0;
		while (i + row < count && !plugin_is_for_volume(uses[i + row]->plugin)) {
			row++;
		}
		if (row > 0) {
			run_articles(&run, uses + i, row);
			after_articles(closure);
			i += row;
		} else {
			*ret_volume_ok = run_volume(&run, uses[i++]);
		}
	}
	for (size_t i = 0; i < count; i++) {
		plugin_use_close(uses[i]);
	}
	return run.status;
}
