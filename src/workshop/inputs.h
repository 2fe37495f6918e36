/* inputs.h - articles that nobody would write, and somebody will send. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WORKSHOP_INPUTS_H
#define WORKSHOP_INPUTS_H

#include "base/job.h"

/* Each appends one article. `sample` is what the plugin's own tests have; "" where there is none. */
void input_huge(osp_buf *out, const char *sample);
void input_hostile(osp_buf *out, const char *sample);
void input_long_line(osp_buf *out, const char *sample);
void input_deep(osp_buf *out, const char *sample);

#endif
