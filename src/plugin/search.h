/* search.h - the files that may be plugins, in the order in which folders are looked through. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_SEARCH_H
#define PLUGIN_SEARCH_H

#include "plugin/registry.h"

struct search_file {
	const char *path;   /* absolute */
	bool is_program;    /* a folder with a plugin.yml */
	uint32_t folder;    /* number of the folder; the build tree's count as one */
	bool is_shipped;
};

struct search_result {
	struct search_file *files; /* in search order; what ospopress brings is last */
	size_t count, capacity;
	uint32_t folder_count;
};

/* Lists files that end with .so and folders that hold a plugin.yml. A file that was found before, through whatever link, is not listed again, and what
 * ospopress brings is listed as such only, also when OSPOPRESS_PLUGIN_PATH leads to it. */
void search_files(osp_job *job, const struct plugin_search *search, struct search_result *ret_result);

#endif
