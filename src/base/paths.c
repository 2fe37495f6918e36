/* paths.c - where ospopress finds its own files: in the build tree, or as installed. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "base/paths.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

/* The program runs uninstalled when its own file lies beneath the folder that configure ran in (unit tests do, too). */
bool paths_in_build_tree(void)
{
	char self[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);
	if (len <= 0) {
		return false;
	}
	self[len] = '\0';
	size_t build = strlen(OSP_BUILDDIR);
	return strncmp(self, OSP_BUILDDIR, build) == 0 && self[build] == '/' && access(OSP_BUILDDIR "/config.status", F_OK) == 0;
}

const char *paths_styles(void)
{
	return paths_in_build_tree() ? OSP_SRCDIR "/styles" : OSP_STYLEDIR;
}

const char *paths_fonts(void)
{
	return paths_in_build_tree() ? OSP_SRCDIR "/fonts" : OSP_FONTDIR;
}

const char *paths_plugins(void)
{
	return OSP_PLUGINDIR;
}

const char *paths_build(void)
{
	return OSP_BUILDDIR;
}
