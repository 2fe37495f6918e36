/* golden.h - what is expected of a plugin's own tests, and what is different. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WORKSHOP_GOLDEN_H
#define WORKSHOP_GOLDEN_H

#include "base/job.h"

/* Compares two folders file by file; appends to `out` what is missing, what nobody expected, and which lines differ, as `diff -u` shows them.
 * True when there is nothing to say. */
bool golden_compare(osp_job *job, const char *expected, const char *made, osp_buf *out);

/* The lines of two texts: "-" is in the first one only, "+" in the second; three of what is common stand around them. */
void golden_difference(const char *old, size_t old_len, const char *fresh, size_t fresh_len, osp_buf *out);

#endif
