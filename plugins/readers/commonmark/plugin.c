/* plugin.c - the reader of strict CommonMark: cmark, nothing added. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/markdown.h"

static osp_status read(osp_job *job, void *state, const osp_source *source, osp_article *article)
{
	(void)state;
	return markdown_read(job, source, article, false);
}

static const osp_reader reader = { .suffixes = "", .no_front_matter = true, .read = read };

OSP_PLUGIN(.kind = OSP_READER, .name = "commonmark", .version = "1.0", .license = "Apache-2.0",
	.summary = "Reads strict CommonMark, without front matter and extensions.", .reader = &reader);
