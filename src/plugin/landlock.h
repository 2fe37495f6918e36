/* landlock.h - which files a process and its children can reach, held by the kernel. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_LANDLOCK_H
#define PLUGIN_LANDLOCK_H

#include "plugin/sandbox.h"

/* The version of the kernel's interface; 0 when it has none, or it is switched off. */
int landlock_version(void);
/* From this version on signals stay in the family. */
enum { LANDLOCK_HAS_TRUNCATE = 3, LANDLOCK_HAS_SCOPES = 6 };
/* The rules of the box as a file, close-on-exec, that children inherit: making them takes longer than all else. -1 = none. */
int landlock_prepare(const struct sandbox *box, int version);
/* Puts the process under the rules, for good. */
bool landlock_enter(int rules);

#endif
