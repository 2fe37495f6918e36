/* leftovers.h - remember temporary outputs, so that the session can clear them away. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_LEFTOVERS_H
#define PLUGIN_LEFTOVERS_H

#include "base/job.h"

/* Memory shared by session and worker. */
struct leftovers;
struct leftovers *leftovers_new(void);
void leftovers_free(struct leftovers *leftovers);

/* Notes a temporary file or folder, by its absolute path, before it is made. NULL leftovers are fine. */
void leftovers_note(struct leftovers *leftovers, const char *path);
/* Removes all that was noted and is still there. */
void leftovers_clear(struct leftovers *leftovers);

/* A folder for a program's own temporary files, noted; NULL when none can be made. Lives in the job. */
const char *leftovers_scratch(osp_job *job);

/* The line for supervise_doing(). */
void leftovers_set_phase(struct leftovers *leftovers, const char *what);
const char *leftovers_phase(const struct leftovers *leftovers);

/*
 * Removes a temporary file or folder, known by LEFTOVERS_INFIX in its name. Of a
 * folder that holds LEFTOVERS_FRESH everything is ours. Any other one has stood
 * where people put files too: only what its list names is removed, and what has
 * another name elsewhere. Links are not followed.
 */
void leftovers_remove(const char *path);

/* ".volume.pdf.ospopress-k3x9" is what volume.pdf is called while it is written. */
#define LEFTOVERS_INFIX ".ospopress-"
/* In an output folder: the list of the files that ospopress wrote there, one a line. */
#define LEFTOVERS_LIST ".ospopress"
/* In a temporary folder: the older one at the target has all that was written. */
#define LEFTOVERS_SAME ".ospopress-same"
/* In a folder that never stood at its target yet. */
#define LEFTOVERS_FRESH ".ospopress-new"

#endif
