/* assets.c - the plugin: every picture is found, or its place says that it is missing. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "tree/picture.h"

static osp_status run(osp_job *job, void *state, osp_article *article)
{
	(void)state;
	const struct picture_home home = { article->folder, article->path };
	for (osp_node *node = article->root; node != NULL; node = osp_node_after(node, article->root)) {
		if (osp_node_tag(node) == OSP_IMG) {
			picture_resolve(job, &home, node);
		}
	}
	return OSP_OK;
}

static const osp_transform transform = { .after = "headings,authors,figures", .before = "matter", .article = run };

OSP_PLUGIN(.kind = OSP_TRANSFORM, .name = "assets", .version = "1.0", .license = "Apache-2.0",
	.summary = "Finds the pictures, and marks those that are missing.", .transform = &transform);
