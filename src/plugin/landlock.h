/* landlock.h - which files a process and its children can reach, held by the kernel. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_LANDLOCK_H
#define PLUGIN_LANDLOCK_H

#include "plugin/sandbox.h"

/* The version of the kernel's interface; 0 when it has none, or it is switched off. */
int landlock_version(void);
/* From this version on signals stay in the family. */
enum { LANDLOCK_HAS_TRUNCATE = 3, LANDLOCK_HAS_SCOPES = 6 };
/* Puts the process under the rules of the box, for good. */
bool landlock_enter(const struct sandbox *box, int version);

#endif
