/* tool.h - `ospopress plugin doctor|install|remove`. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_TOOL_H
#define PLUGIN_TOOL_H

#include "plugin/registry.h"

/* Says what shuts plugins in on this machine, and what is wrong with those that there are. False when something is. */
bool tool_doctor(osp_job *job, osp_buf *out);
/* Copies a shared object, or a folder with a plugin.yml, to where the user's plugins are, and trusts it. False after
 * reporting why not. */
bool tool_install(osp_job *job, const char *path, osp_buf *out);
/* Removes one that stands there. */
bool tool_remove(osp_job *job, const char *name, osp_buf *out);

#endif
