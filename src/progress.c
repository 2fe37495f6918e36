/* progress.c - one line on a terminal that says what is going on. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "street.h"

#include <stdio.h>
#include <unistd.h>

static bool is_wanted(const osp_job *job)
{
	return job->verbosity >= 0 && isatty(STDERR_FILENO);
}

void progress_show(const osp_job *job, const char *what, const char *name, size_t done, size_t all)
{
	if (is_wanted(job)) {
		fprintf(stderr, "\r\033[K[%zu/%zu] %s %s", done, all, job_translate(job, what), name);
		fflush(stderr);
	}
}

void progress_clear(const osp_job *job)
{
	if (is_wanted(job)) {
		fputs("\r\033[K", stderr);
		fflush(stderr);
	}
}
