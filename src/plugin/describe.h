/* describe.h - read the descriptor of a file that is not trusted, without running anything of it. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_DESCRIBE_H
#define PLUGIN_DESCRIBE_H

#include "plugin/registry.h"

/* Fills `plugin` from the bytes of a shared object (aligned as malloc aligns): its tables have data but no functions,
 * `verbs` says which are there. False: `why` holds one translated sentence part. */
bool plugin_describe(osp_job *job, const char *bytes, size_t len, struct plugin *plugin, osp_buf *why);

#endif
