/* paths.h - where ospopress finds its own files: in the build tree, or as installed. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_PATHS_H
#define BASE_PATHS_H

#include <stdbool.h>
#include "base/arena.h"

/* True when the running program stands in the folder that it was built in. */
bool paths_in_build_tree(void);
/* Folder of shipped style sheets, of the font catalogue, of installed plugins. An installed tree may have been moved as a whole. */
const char *paths_styles(struct arena *arena);
const char *paths_fonts(struct arena *arena);
/* What new plugins are made from. */
const char *paths_templates(struct arena *arena);
const char *paths_plugins(struct arena *arena);
/* The source and the build folder; only meaningful when paths_in_build_tree(). */
const char *paths_source(void);
const char *paths_build(void);

#endif
