/* transform.c - a transform as it was written for 1.0: options of every type, places, names, attributes, fields of the article. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <ospopress/ospopress.h>
#include <stdlib.h>

static const osp_option options[] = {
	{ "loud", OSP_OPTION_BOOL, "false", NULL, "strong instead of em" },
	{ "most", OSP_OPTION_INT, "9", "1..9", "how many at most" },
	{ "class", OSP_OPTION_STRING, "old", NULL, "a class" },
	{ "where", OSP_OPTION_CHOICE, "text", "text|headings", "where to look" },
	{ "indent", OSP_OPTION_LENGTH, "2pt", NULL, "a length" },
	{ "words", OSP_OPTION_LIST, "one,two", NULL, "words" },
	{ "notes", OSP_OPTION_FILE, NULL, NULL, "a file" },
	{ NULL, OSP_OPTION_END, NULL, NULL, NULL },
};

struct state { bool is_loud; int64_t most; const char *mark; };

static osp_status open_transform(osp_job *job, const osp_options *given, void **ret_state)
{
	struct state *state = calloc(1, sizeof(*state));
	osp_buf mark = OSP_BUF_INIT;
	osp_place place = osp_option_place(given, "loud");
	state->is_loud = osp_option_bool(given, "loud");
	state->most = osp_option_int(given, "most");
	osp_buf_printf(&mark, "%s %s %d", osp_option_string(given, "class"), osp_option_string(given, "where"), (int)osp_option_length(given, "indent"));
	for (size_t i = 0; i < osp_option_count(given, "words"); i++) {
		osp_buf_printf(&mark, " %s", osp_option_item(given, "words", i));
	}
	osp_buf_printf(&mark, " %d:%d:%d", osp_option_is_given(given, "loud"), (int)place.line, (int)place.column);
	state->mark = osp_job_strdup(job, mark.data);
	osp_buf_done(&mark);
	*ret_state = state;
	return OSP_OK;
}

static osp_status change(osp_job *job, void *closure, osp_article *article)
{
	const struct state *state = closure;
	int64_t count = 0;
	for (osp_node *n = article->root; n != NULL; n = osp_node_after(n, article->root)) {
		if (osp_node_tag(n) == OSP_EM && count++ < state->most) {
			osp_node_rename(n, state->is_loud ? OSP_STRONG : OSP_EM);
			osp_node_set_attr(n, "title", state->mark);
			osp_warn(job, osp_node_place(n), "old/seen", "emphasis in \"%s\"", article->title);
		}
	}
	article->subtitle = osp_job_printf(job, "%d changed", (int)count);
	return OSP_OK;
}

static void close_transform(void *state)
{
	free(state);
}

static const osp_transform transform = { .after = "headings", .before = "matter", .open = open_transform, .article = change, .close = close_transform };
OSP_PLUGIN(.kind = OSP_TRANSFORM, .name = "old", .version = "1.0", .summary = "Changes emphasis.", .options = options, .transform = &transform,
	.license = "Apache-2.0");
