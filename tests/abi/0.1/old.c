/* old.c - a plugin as it was written for this version of the interface; built with the headers beside it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <ospopress/ospopress.h>

static osp_status look(osp_job *job, void *state, osp_article *article)
{
	(void)state;
	for (osp_node *n = article->root; n != NULL; n = osp_node_after(n, article->root)) {
		if (osp_node_tag(n) == OSP_EM) {
			osp_node_rename(n, OSP_STRONG);
			osp_warn(job, osp_node_place(n), "old/seen", "emphasis in \"%s\"", article->title);
		}
	}
	return OSP_OK;
}

static const osp_transform transform = { .after = "headings", .article = look };
OSP_PLUGIN(.kind = OSP_TRANSFORM, .name = "old", .version = "1.0", .summary = "Speaks an old version.", .transform = &transform);
