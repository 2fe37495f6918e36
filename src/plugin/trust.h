/* trust.h - which plugins of others the user agreed to run, by their content. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_TRUST_H
#define PLUGIN_TRUST_H

#include "plugin/registry.h"

/*
 * A plugin that ospopress did not bring runs only when the user agreed: once, on a
 * terminal, or by --trust=NAME for one run (in CI, where nobody can be asked). The
 * answer is kept by the SHA-256 of what the plugin is made of, in
 * $XDG_STATE_HOME/ospopress/trusted (~/.local/state/ospopress/trusted), one line
 * each:
 *
 *     HASH files|net NAME PATH
 *
 * So a plugin that was changed is asked about again, and one that was moved is
 * not. `net` stands there when the user agreed to that, too.
 */

/* Whether it may run; asks if there is somebody to ask. False after an error at `place` that says how to allow it. */
bool trust_check(osp_job *job, const struct plugin *plugin, osp_place place);
/* Keeps the answer. False when it can't be kept (reported). */
bool trust_keep(osp_job *job, const struct plugin *plugin);
/* Whether an answer was kept. */
bool trust_is_kept(osp_job *job, const struct plugin *plugin);
/* Whether a comma-separated list of names, or "*", has the name. NULL has none. */
bool trust_lists(const char *names, const char *name);

#endif
