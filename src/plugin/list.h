/* list.h - `ospopress plugins [NAME]`. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_LIST_H
#define PLUGIN_LIST_H

#include "plugin/registry.h"

/* All plugins, one a line under a heading a kind; then shadowed and refused ones with the reason. */
void plugins_list(osp_job *job, osp_buf *out);
/* All about the plugins of a name (or writers of a format), options and where they are. False when there is none: then
 * `out` has a sentence with the nearest name. */
bool plugins_describe(osp_job *job, const char *name, osp_buf *out);

#endif
