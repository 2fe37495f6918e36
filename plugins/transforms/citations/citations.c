/* citations.c - the plugin: [n] in the text and the entries of the reference list are linked both ways. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "citations.h"

static osp_status run(osp_job *job, void *state, osp_article *article)
{
	(void)state;
	if (article->root == NULL) {
		return OSP_OK;
	}
	struct citations citations = { .job = job, .article = article };
	citations_find_lists(&citations);
	citations_link(&citations);
	citations_finish(&citations);
	return OSP_OK;
}

static const osp_transform transform = { .after = "headings", .before = "typography,links,matter", .article = run };

OSP_PLUGIN(.kind = OSP_TRANSFORM, .name = "citations", .version = "1.0", .license = "Apache-2.0",
	.summary = "Links [n] to the reference list and back.", .transform = &transform);
