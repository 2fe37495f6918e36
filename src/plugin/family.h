/* family.h - processes and what they started: count them, weigh them, end those that lost their parents. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_FAMILY_H
#define PLUGIN_FAMILY_H

#include <sys/types.h>
#include "base/job.h"

/* The living descendants of a process, itself not counted, as far as `most`. */
unsigned family_count(pid_t process, unsigned most);
/* Bytes in memory of a process and its descendants. Shared pages count once when that matters: above `limit`. */
uint64_t family_memory(pid_t process, uint64_t limit);

/*
 * A process that has called family_adopt() inherits whatever its descendants leave
 * behind (PR_SET_CHILD_SUBREAPER), and family_sweep() ends it: all children but
 * those that it said it knows. Those that it had before are known. Without
 * family_adopt() nothing is ever swept. A fork begins without (family_forget()).
 */
void family_adopt(osp_job *job);
void family_forget(osp_job *job);
void family_know(osp_job *job, pid_t child);
void family_unknow(osp_job *job, pid_t child);
void family_sweep(osp_job *job);

#endif
