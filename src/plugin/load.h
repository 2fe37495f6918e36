/* load.h - from a file to a checked descriptor. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_LOAD_H
#define PLUGIN_LOAD_H

#include "plugin/registry.h"

/*
 * Opens the file (RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE; it is never closed),
 * shakes hands and fills `plugin` with the descriptor cut to what both sides
 * know. False: `why` holds one translated sentence part. This runs the file's
 * constructors: call it here for shipped files only, else in a child.
 */
bool plugin_load(osp_job *job, const char *path, struct plugin *plugin, osp_buf *why);

/* The words that never move. The symbol's size in the file is 0 when it is not known. */
struct plugin_handshake { uint32_t major, minor; uint64_t size, symbol_size; };
bool plugin_shake_hands(osp_job *job, const struct plugin_handshake *hands, osp_buf *why);

/* Whether the tables that it points to are at least as long as those of 1.0. */
bool plugin_check_sizes(osp_job *job, const osp_plugin *about, osp_buf *why);

/* What a descriptor must have to be used at all; also completes it (NULL strings become ""). */
bool plugin_check(osp_job *job, struct plugin *plugin, osp_buf *why);

#endif
