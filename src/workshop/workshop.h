/* workshop.h - `ospopress plugin new|test`: how a plugin of one's own begins, and whether it is fit to be shown. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WORKSHOP_WORKSHOP_H
#define WORKSHOP_WORKSHOP_H

#include "base/job.h"

/* Makes the folder NAME with source, README, Makefile and a test. False after reporting why not; then nothing is left of it. */
bool workshop_new(osp_job *job, const char *kind, const char *name, const char *language, osp_buf *out);

struct workshop_wishes {
	bool sanitize;  /* built with sanitizers, and run with them */
	bool accept;    /* what the plugin makes of its tests is what is expected from now on */
	const char *only; /* those tests and checks alone whose line has these words; NULL = all */
};

/* Builds the plugin in a folder, runs its tests and the checks that every plugin must pass; prints a line for each. Returns the exit status:
 * 0 all passed, 1 some failed, 2 there is no plugin in this folder, 3 it can't be built or loaded, 4 there is no room to work in. */
int workshop_test(osp_job *job, const char *folder, const struct workshop_wishes *wishes);

#endif
