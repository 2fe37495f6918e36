/* shout.c - a transform in thirty lines: emphasis becomes strong emphasis. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <ospopress/ospopress.h>

static const osp_option options[] = {
	{ "class", OSP_OPTION_STRING, "loud", NULL, "class of what was changed" },
	{ NULL, OSP_OPTION_END, NULL, NULL, NULL },
};

static osp_status start(osp_job *job, const osp_options *given, void **ret_state)
{
	*ret_state = osp_job_strdup(job, osp_option_string(given, "class"));
	return OSP_OK;
}

static osp_status shout(osp_job *job, void *state, osp_article *article)
{
	for (osp_node *n = article->root; n != NULL; n = osp_node_after(n, article->root)) {
		if (osp_node_tag(n) == OSP_EM) {
			osp_node_rename(n, OSP_STRONG);
			osp_node_add_class(n, state);
			osp_note(job, osp_node_place(n), "shout/em", "emphasis was made strong");
		}
	}
	return OSP_OK;
}

static const osp_transform transform = { .after = "headings", .open = start, .article = shout };
OSP_PLUGIN(.kind = OSP_TRANSFORM, .name = "shout", .version = "1.0", .summary = "Turns emphasis into strong emphasis.",
	.options = options, .transform = &transform);
