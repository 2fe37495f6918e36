/* row.h - one child of a plugin for many articles. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_ROW_H
#define PLUGIN_ROW_H

#include "plugin/child.h"
#include "plugin/run.h"

/*
 * To fork, to shut in and to load takes longer than most transforms work on an
 * article, so one child of a transform serves a row of articles. It is forked when
 * the first one is asked about and has all of them as they are then: nothing else
 * may change them before the row has ended. Its answers are believed no more than
 * those of a child for one call (carry.h). One that goes wrong, or finds something
 * wrong, is ended, and the next article has a new one.
 */
struct row {
	osp_article *const *articles;
	size_t count;
	uint32_t file_count; /* of the job when the child was forked */
};

/* Asks about one of its articles. SUPERVISE_DONE: `ret_result` is what carry_unpack_article() takes, or empty when the article is as
 * it was. SUPERVISE_GARBAGE: nobody can make sense of the answer. Everything else was reported. */
enum supervise_end row_ask(osp_job *job, struct plugin_use *use, const struct child_name *name, osp_article *article, osp_buf *ret_result);
/* What it answered can't be used: the next article has a new one. */
void row_drop(struct plugin_use *use);
/* There are no more questions: the plugin is closed. Says what it still had to say. */
enum supervise_end row_end(osp_job *job, struct plugin_use *use, const struct child_name *name);

#endif
