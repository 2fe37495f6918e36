/* folder.h - an output that is a folder: seal it, put it in the place of an older one. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WRITE_FOLDER_H
#define WRITE_FOLDER_H

#include "write/output.h"

/* In the child: everything in the temporary folder on the disk, and listed in it. */
osp_status folder_seal(osp_output *output);
/* In the worker: into the target's place, foreign files of an older one kept. */
osp_status folder_commit(osp_output *output);

#endif
