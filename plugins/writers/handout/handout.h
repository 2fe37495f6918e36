/* handout.h - the handout writer: its settings and its verb. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HANDOUT_H
#define HANDOUT_H

#include <ospopress/ospopress.h>

#include "imposition.h"

struct handout {
	struct imposition_options imposition;
	osp_len sheet_width, sheet_height;   /* landscape */
	osp_len paper;                       /* thickness of a sheet, for creep */
};

osp_status handout_open(osp_job *job, const osp_options *options, void **ret_state);
osp_status handout_write(osp_job *job, void *state, const osp_pages *pages, osp_output *output);

#endif
