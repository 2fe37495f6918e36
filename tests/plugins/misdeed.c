/* misdeed.c - plugins of each kind that do something bad; -DMISDEED=crash -DNAME=... -DKIND=... says what. */
/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include <ospopress/ospopress.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEED __attribute__((unused)) static osp_status

DEED crash(osp_job *job, osp_output *output)
{
	volatile int *volatile nowhere = NULL;
	(void)job, (void)output;
	*nowhere = 1;
	return OSP_OK;
}

DEED hang(osp_job *job, osp_output *output)
{
	(void)job, (void)output;
	for (;;) {
		sleep(1000);
	}
	return OSP_OK;
}

DEED hog(osp_job *job, osp_output *output)
{
	(void)job, (void)output;
	for (;;) {
		char *bytes = malloc(1 << 20);
		memset(bytes, 1, 1 << 20);
	}
	return OSP_OK;
}

DEED leave(osp_job *job, osp_output *output)
{
	(void)job, (void)output;
	exit(0);
}

DEED silent(osp_job *job, osp_output *output)
{
	(void)job, (void)output;
	return OSP_FAIL;
}

/* Leaves a process of its own session behind, with everything open. */
DEED stray(osp_job *job, osp_output *output)
{
	(void)job;
	if (fork() == 0) {
		setsid();
		execlp("sleep", "sleep", "98765", (char *)NULL);
		_exit(1);
	}
	return output != NULL ? osp_output_put(output, NULL, "stray\n", 6) : OSP_OK;
}

DEED escape(osp_job *job, osp_output *output)
{
	(void)job;
	return osp_output_put(output, "../../escaped.txt", "x", 1);
}

DEED half(osp_job *job, osp_output *output)
{
	osp_sink *sink = osp_output_open(output, NULL);
	osp_sink_write(sink, "half", 4);
	return crash(job, output);
}

DEED print(osp_job *job, osp_output *output)
{
	(void)job;
	puts("printed by a plugin");
	fflush(stdout);
	return osp_output_put(output, NULL, "printed\n", 8);
}

#if KIND == 3
static osp_status write_tree(osp_job *job, void *state, const osp_volume *volume, const osp_pages *pages, osp_output *output)
{
	(void)state, (void)volume, (void)pages;
	return MISDEED(job, output);
}
#ifndef SUFFIX
#define SUFFIX ".bad"
#endif
#ifdef FAILS_OPEN
static osp_status fail(osp_job *job, const osp_options *options, void **ret_state)
{
	(void)options, (void)ret_state;
	osp_error(job, OSP_NOWHERE, "bad/open", "this plugin never opens");
	return OSP_FAIL;
}
#endif
#ifdef NEEDS_NOTHING
static uint32_t nothing(const osp_options *options)
{
	(void)options;
	return 0;
}
#endif
static const osp_writer writer = { .format = NAME, .suffix = SUFFIX, .medium = "print", .needs = OSP_NEEDS_TREE, .write_tree = write_tree,
#ifdef FAILS_OPEN
	.open = fail,
#endif
#ifdef NEEDS_NOTHING
	.needs_for = nothing,
#endif
};
OSP_PLUGIN(.kind = OSP_WRITER, .name = NAME, .version = "1.0", .summary = "Bad.", .writer = &writer);
#elif KIND == 2
/* Only in the article whose id has "bad" in it. */
static osp_status change(osp_job *job, void *state, osp_article *article)
{
	(void)state;
	return strstr(article->id, "bad") != NULL ? MISDEED(job, NULL) : OSP_OK;
}
static const osp_transform transform = { .after = "headings", .article = change };
OSP_PLUGIN(.kind = OSP_TRANSFORM, .name = NAME, .version = "1.0", .summary = "Bad.", .transform = &transform);
#else
static osp_status read_text(osp_job *job, void *state, const osp_source *source, osp_article *article)
{
	(void)state, (void)source, (void)article;
	return MISDEED(job, NULL);
}
static const osp_reader reader = { .suffixes = NAME, .read = read_text };
OSP_PLUGIN(.kind = OSP_READER, .name = NAME, .version = "1.0", .summary = "Bad.", .reader = &reader);
#endif
