/* headings.c - the plugin: one title, nested sections, ids that are unique in the volume. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "headings.h"

static osp_status run(osp_job *job, void *state, osp_article *article)
{
	(void)state;
	osp_node *root = article->root;
	if (root == NULL) {
		return OSP_OK;
	}
	osp_node_set_attr(root, "id", article->id);
	osp_node_set_attr(root, "lang", article->lang);
	osp_node_add_class(root, "article");
	headings_make_header(job, article);
	headings_nest(job, article);
	headings_name(job, article);
	headings_mark_lead_ins(article);
	return OSP_OK;
}

static const osp_transform transform = {
	.before = "citations,authors,figures,footnotes,typography,links,assets,matter",
	.article = run,
};

OSP_PLUGIN(.kind = OSP_TRANSFORM, .name = "headings", .version = "1.0", .license = "Apache-2.0",
	.summary = "Makes the title the only h1, nests sections, gives every one an id.", .transform = &transform);
