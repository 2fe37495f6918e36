/* paths.c - where ospopress finds its own files: in the build tree, or as installed. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "base/paths.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

/* Symbolic links are followed: what counts is where the program's file stands. */
static bool find_self(char self[PATH_MAX])
{
	ssize_t len = readlink("/proc/self/exe", self, PATH_MAX - 1);
	self[len > 0 ? len : 0] = '\0';
	return len > 0;
}

/* The program runs uninstalled when its own file lies beneath the folder that configure ran in (unit tests do, too). */
bool paths_in_build_tree(void)
{
	char self[PATH_MAX];
	if (!find_self(self)) {
		return false;
	}
	size_t build = strlen(OSP_BUILDDIR);
	return strncmp(self, OSP_BUILDDIR, build) == 0 && self[build] == '/' && access(OSP_BUILDDIR "/config.status", F_OK) == 0;
}

/* Cuts the last component off; what remains has no slash at its end. */
static void cut(char *path)
{
	char *slash = strrchr(path, '/');
	*(slash != NULL ? slash : path) = '\0';
}

/*
 * Where a folder chosen at configure time is now. Packagers stage an installation (DESTDIR) and users move it; so as long as the
 * folder and the program's had a parent in common, the way from one to the other is kept, wherever the program stands.
 */
static const char *installed(struct arena *arena, const char *chosen)
{
	char self[PATH_MAX], parent[] = OSP_BINDIR;
	if (!find_self(self)) {
		return chosen;
	}
	cut(parent);
	cut(self);
	cut(self);
	size_t len = strlen(parent);
	if (strncmp(chosen, parent, len) != 0 || chosen[len] != '/') {
		return chosen;
	}
	const char *moved = arena_printf(arena, "%s%s", self, chosen + len);
	return access(moved, F_OK) == 0 ? moved : chosen;
}

const char *paths_styles(struct arena *arena)
{
	return paths_in_build_tree() ? OSP_SRCDIR "/styles" : installed(arena, OSP_STYLEDIR);
}

const char *paths_fonts(struct arena *arena)
{
	return paths_in_build_tree() ? OSP_SRCDIR "/fonts" : installed(arena, OSP_FONTDIR);
}

const char *paths_templates(struct arena *arena)
{
	return paths_in_build_tree() ? OSP_SRCDIR "/plugins/templates" : installed(arena, OSP_TEMPLATEDIR);
}

const char *paths_plugins(struct arena *arena)
{
	return installed(arena, OSP_PLUGINDIR);
}

const char *paths_source(void)
{
	return OSP_SRCDIR;
}

const char *paths_build(void)
{
	return OSP_BUILDDIR;
}
