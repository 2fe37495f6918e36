/* roll_call.c - a transform that counts the articles that its process was asked about. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <ospopress/ospopress.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const osp_option options[] = {
	{ "falls-at", OSP_OPTION_STRING, "", NULL, "the article at which it crashes" },
	{ "objects-to", OSP_OPTION_STRING, "", NULL, "the article that it finds fault with" },
	{ "damages", OSP_OPTION_STRING, "", NULL, "the article that it leaves in a bad state" },
	{ "at-the-end", OSP_OPTION_CHOICE, "nothing", "nothing|crash|hang|babble", "what goes wrong when it is closed" },
	{ NULL, OSP_OPTION_END, NULL, NULL, NULL },
};

struct roll { osp_job *job; const char *falls_at, *objects_to, *damages; char at_the_end; int count; };

static osp_status begin(osp_job *job, const osp_options *given, void **ret_state)
{
	struct roll *roll = osp_job_alloc(job, sizeof(*roll));
	*roll = (struct roll){ job, osp_option_string(given, "falls-at"), osp_option_string(given, "objects-to"),
		osp_option_string(given, "damages"), *osp_option_string(given, "at-the-end"), 0 };
	*ret_state = roll;
	return OSP_OK;
}

static osp_status call(osp_job *job, void *state, osp_article *article)
{
	struct roll *roll = state;
	osp_note(job, osp_node_place(article->root), "roll-call/number", "%s is number %d", article->id, ++roll->count);
	if (strcmp(article->id, roll->falls_at) == 0) {
		abort();
	}
	if (strcmp(article->id, roll->objects_to) == 0) {
		osp_error(job, osp_node_place(article->root), "roll-call/objection", "%s is not wanted", article->id);
		return OSP_FAIL;
	}
	if (strcmp(article->id, roll->damages) == 0) {
		osp_node_append(article->root, osp_element_new(article->tree, OSP_TR));
	}
	return OSP_OK;
}

static void end(void *state)
{
	struct roll *roll = state;
	osp_note(roll->job, OSP_NOWHERE, "roll-call/sum", "%d answered", roll->count);
	if (roll->at_the_end == 'c') {
		abort();
	}
	while (roll->at_the_end == 'h') {
		pause();
	}
	/* Into whatever is open; one of them is the way to ospopress. */
	for (int fd = 3; roll->at_the_end == 'b' && fd < 100; fd++) {
		(void)!write(fd, "babble\n", 7);
	}
}

static const osp_transform transform = { .after = "headings", .open = begin, .article = call, .close = end };
OSP_PLUGIN(.kind = OSP_TRANSFORM, .name = "roll-call", .version = "1.0", .summary = "Counts articles.",
	.options = options, .transform = &transform);
