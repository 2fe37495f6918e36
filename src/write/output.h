/* output.h - one output on its way: written beside its target, then put in its place. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WRITE_OUTPUT_H
#define WRITE_OUTPUT_H

#include <ospopress/output.h>
#include "base/job.h"
#include "base/map.h"

/*
 * A reader of the target sees the old output or the new one, never half of one,
 * whatever dies meanwhile. The life of an output:
 *
 *     output_new()       in the worker: makes the folders above and an empty temporary beside the target,
 *                        noted with the session so that it is cleared away even after kill -9 of the worker
 *     osp_output_...()   in the child: the writer writes
 *     output_finish()    in the child, after the writer: all sinks closed, everything on the disk (in the
 *                        worker when the writer is in a box)
 *     output_commit()    in the worker: renames; or
 *     output_discard()   in the worker: removes the temporary
 *
 * A folder that replaces an older one keeps the files that ospopress did not
 * write: the list of those that it did is in the folder (.ospopress).
 */
struct osp_output {
	osp_job *job;
	const char *name;         /* key in the manifest */
	const char *target;       /* absolute */
	const char *temporary;    /* absolute; beside the target, on the same file system */
	osp_place place;
	bool is_folder;
	bool is_failed;           /* something could not be written: exit status 4 */
	int lock;                 /* held on the temporary while it is in use; -1 = none */
	unsigned open_sinks;
	size_t file_count;        /* files begun in this process */
	struct map kept;          /* names of the files that the older output has already (unchanged.c) */
	bool is_other;            /* than the older one: what is kept has its place in the new folder */
};

/* NULL after reporting why nothing can be written there. */
osp_output *output_new(osp_job *job, const char *name, const char *target, bool is_folder, osp_place place);
osp_status output_finish(osp_output *output);
/* The part of it that only the process of the writer can do; for writers in a box, whose output the worker finishes. */
osp_status output_check(osp_output *output);
osp_status output_commit(osp_output *output);
void output_discard(osp_output *output);

/* False for absolute names, "..", empty parts, control characters and the list's own name. */
bool output_name_is_good(const char *name);
/* Folders on the way to a file of the output; an errno. */
int output_make_folders(const osp_output *output, const char *path);
/* unchanged.c: whether the output that this one replaces has the file already, so that it need not be written. */
bool unchanged_keep(osp_output *output, const char *name, const void *bytes, size_t len);
/* The same of what is read from a file, which stands at its beginning then and when the answer is no. */
bool unchanged_keep_copy(osp_output *output, const char *name, int from);
/* A file comes that it does not have: all that is kept gets its name in the new folder. Reports what fails. */
osp_status unchanged_settle(osp_output *output);
/* Whether the older folder has all that was written, and nothing else that was written by us. */
bool unchanged_is_all(const osp_output *output);
/* Makes a copy of what has another name elsewhere, for someone who may write into it. */
osp_status unchanged_part(const char *path);
/* Says at the output's place that something failed, with the system's reason for `error` (an errno). */
void output_report(osp_output *output, const char *path, int error);

#endif
