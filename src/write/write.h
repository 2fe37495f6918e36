/* write.h - run the writers of all outputs, each in a child, and put what they made in place. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WRITE_WRITE_H
#define WRITE_WRITE_H

#include <ospopress/pages.h>
#include "plugin/run.h"
#include "write/output.h"

/* One output of the manifest. */
struct write_output {
	/* set by the caller */
	struct plugin_use *use;   /* the writer with its options; use->name is the output's key, use->place its place */
	const char *target;       /* absolute path of the file or folder to make */
	uint32_t needs;           /* plugin_writer_needs() */
	const osp_volume *volume;
	const char *const *styles;/* sheets of its own, NULL-terminated; may be NULL */
	const osp_pages *pages;   /* when needs has PAGES or LABELS, else NULL */
	/* set here */
	int status;               /* 0 done, 1 the writer refused the document, 3 the plugin failed, 4 could not be written */
	osp_output *output;
	struct supervise_task task;
};

/*
 *     struct write_crew *crew = write_crew_new(job, jobs);
 *     write_start(crew, &outputs[i]) for those that need the tree only
 *     ... typeset; join its threads (the fork rule, plugin/supervise.h) ...
 *     write_start(crew, &outputs[i]) for the others
 *     int status = write_wait(crew);
 *
 * Each output is put in place as soon as its writer is done, whatever becomes of
 * the others. `jobs` children run at once; 0 = as many as there are processors.
 */
struct write_crew;
struct write_crew *write_crew_new(osp_job *job, unsigned jobs);
/* Does nothing but set the status when the output can't even be begun (reported). */
void write_start(struct write_crew *crew, struct write_output *output);
/* Waits for all, ends the crew; the highest status of its outputs. */
int write_wait(struct write_crew *crew);

#endif
