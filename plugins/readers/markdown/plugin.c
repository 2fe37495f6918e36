/* plugin.c - the reader of Markdown as people write it: cmark-gfm, with the manners of Hugo and of Chinese. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/markdown.h"

static osp_status read(osp_job *job, void *state, const osp_source *source, osp_article *article)
{
	(void)state;
	return markdown_read(job, source, article, true);
}

static const osp_reader reader = { .suffixes = "md,markdown,mdown,mkd,mdx,rmd", .read = read };

OSP_PLUGIN(.kind = OSP_READER, .name = "markdown", .version = "1.0", .license = "Apache-2.0",
	.summary = "Reads Markdown with GitHub's tables, footnotes and task lists, Hugo's front matter and shortcodes.", .reader = &reader);
