/* trial.h - one run of another program: what it said, how it ended, what it cost. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WORKSHOP_TRIAL_H
#define WORKSHOP_TRIAL_H

#include "base/job.h"

struct trial {
	/* Before */
	const char *const *argv;
	const char *folder;         /* where it runs; NULL = here */
	const char *const *settings;/* NAME=VALUE, over our own environment; NULL-terminated, may be NULL */
	const char *const *more_settings; /* over those */
	const char *output;         /* a file for its standard output; NULL = it is said, too */
	unsigned seconds;           /* it is ended after so many; 0 = it may take what it likes */
	unsigned cancel_after;      /* milliseconds until it gets a SIGTERM; 0 = never */
	const char *cancel_beside;  /* ... or as soon as a temporary of ospopress stands in this folder; NULL = never */
	uint64_t file_limit;        /* bytes that fit into one file, as on a full disk; 0 = as many as there is room for */
	/* After */
	osp_buf said;               /* standard output and standard error, as they came */
	int status;                 /* exit status; -1 = ended by `signal` */
	int signal;
	bool is_late, is_cancelled, is_started;
	int64_t milliseconds;
};

void trial_run(struct trial *trial);
void trial_done(struct trial *trial);

#endif
