/* authors.c - the plugin: who wrote it, above the text and behind it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "authors.h"

static osp_status run(osp_job *job, void *state, osp_article *article)
{
	(void)state;
	if (article->root == NULL) {
		return OSP_OK;
	}
	authors_split(job, article);
	authors_make_header(job, article);
	authors_make_bios(job, article);
	return OSP_OK;
}

static const osp_transform transform = { .after = "headings,citations,footnotes", .before = "figures,typography,links,assets,matter", .article = run };

OSP_PLUGIN(.kind = OSP_TRANSFORM, .name = "authors", .version = "1.0", .license = "Apache-2.0",
	.summary = "Puts authors and abstract into the header and makes bios of the section about the author.", .transform = &transform);
