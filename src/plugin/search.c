/* search.c - look through folders for files that may be plugins. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "plugin/search.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/map.h"
#include "base/paths.h"
#include "plugin/program.h"

enum { FOLDER_LIMIT = 4096 }; /* entries of one folder: more is no folder of plugins */

struct search {
	osp_job *job;
	struct map seen;             /* real paths */
	const char *shipped_folder;  /* real; "" if there is none */
	bool is_shipped;             /* what is being looked through now */
	struct search_result *result;
};

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char **grow_names(osp_job *job, const char **names, size_t count, size_t *capacity)
{
	if (count < *capacity) {
		return names;
	}
	*capacity = *capacity * 2 + 16;
	const char **grown = osp_job_alloc(job, *capacity * sizeof(*grown));
	if (count > 0) {
		memcpy(grown, names, count * sizeof(*grown));
	}
	return grown;
}

/* The names in a folder that end with `suffix` ("" = all), bytewise sorted; no hidden ones. */
static size_t list_folder(osp_job *job, const char *folder, const char *suffix, const char ***ret_names)
{
	DIR *dir = opendir(folder);
	const char **names = NULL;
	size_t count = 0, capacity = 0, suffix_len = strlen(suffix);
	*ret_names = NULL;
	if (dir == NULL) {
		return 0;
	}
	for (struct dirent *entry = readdir(dir); entry != NULL && count < FOLDER_LIMIT; entry = readdir(dir)) {
		size_t len = strlen(entry->d_name);
		if (entry->d_name[0] != '.' && len > suffix_len && strcmp(entry->d_name + len - suffix_len, suffix) == 0) {
			names = grow_names(job, names, count, &capacity);
			names[count++] = osp_job_strdup(job, entry->d_name);
		}
	}
	closedir(dir);
	if (count > 1) {
		qsort(names, count, sizeof(*names), compare_names);
	}
	*ret_names = names;
	return count;
}

static void add_file(struct search *search, const char *path)
{
	struct search_result *result = search->result;
	struct arena *arena = search->job->arena;
	const char *real = path_real(arena, path);
	struct stat info;
	/* Not a FIFO or a device: loading one could wait for ever. */
	bool is_program = real != NULL && file_exists(path_join(arena, real, PROGRAM_FILE));
	if (real == NULL || stat(real, &info) != 0 || (!is_program && !S_ISREG(info.st_mode)) || map_find(&search->seen, real, strlen(real)) != NULL) {
		return;
	}
	if (!search->is_shipped && *search->shipped_folder != '\0' && path_is_beneath(arena, search->shipped_folder, real)) {
		return;
	}
	map_put(&search->seen, real, strlen(real), search);
	if (result->count == result->capacity) {
		size_t capacity = result->capacity * 2 + 32;
		struct search_file *files = osp_job_alloc(search->job, capacity * sizeof(*files));
		if (result->count > 0) {
			memcpy(files, result->files, result->count * sizeof(*files));
		}
		result->files = files;
		result->capacity = capacity;
	}
	result->files[result->count++] = (struct search_file){ path_absolute(arena, path), is_program, result->folder_count, search->is_shipped };
}

static void look_through(struct search *search, const char *folder)
{
	const char **names = NULL;
	struct arena *arena = search->job->arena;
	size_t count = list_folder(search->job, folder, "", &names);
	for (size_t i = 0; i < count; i++) {
		const char *path = path_join(arena, folder, names[i]);
		if (strcmp(path_suffix(path), "so") == 0 || file_exists(path_join(arena, path, PROGRAM_FILE))) {
			add_file(search, path);
		}
	}
}

/* Every call is a folder of its own for the rule that no name may be twice in one. */
static void look_through_one(struct search *search, const char *folder)
{
	look_through(search, folder);
	search->result->folder_count++;
}

static void look_through_path(struct search *search, const char *path)
{
	while (path != NULL && *path != '\0') {
		size_t len = strcspn(path, ":");
		if (len > 0) {
			look_through_one(search, osp_job_strndup(search->job, path, len));
		}
		path += len + (path[len] == ':');
	}
}

static void look_through_user(struct search *search)
{
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
	/* The XDG specification has relative paths ignored. */
	if (data != NULL && *data == '/') {
		look_through_one(search, path_join(search->job->arena, data, "ospopress/plugins"));
	}
	if (home != NULL && *home == '/') {
		look_through_one(search, path_join(search->job->arena, home, ".local/lib/ospopress"));
	}
}

/* plugins/KIND/NAME of the source tree: programs need no building. */
static void look_through_sources(struct search *search, const char *plugins)
{
	const char **kinds = NULL;
	size_t count = list_folder(search->job, plugins, "", &kinds);
	for (size_t i = 0; i < count; i++) {
		look_through(search, path_join(search->job->arena, plugins, kinds[i]));
	}
}

/* plugins/KIND/NAME/.libs: where libtool leaves what was not installed yet. */
static void look_through_build(struct search *search, const char *plugins)
{
	struct arena *arena = search->job->arena;
	const char **kinds = NULL, **names = NULL;
	size_t kind_count = list_folder(search->job, plugins, "", &kinds);
	for (size_t i = 0; i < kind_count; i++) {
		const char *kind = path_join(arena, plugins, kinds[i]);
		size_t name_count = file_is_folder(kind) ? list_folder(search->job, kind, "", &names) : 0;
		for (size_t j = 0; j < name_count; j++) {
			const char *own = path_join(arena, kind, names[j]);
			look_through(search, path_join(arena, own, ".libs"));
		}
	}
}

void search_files(osp_job *job, const struct plugin_search *how, struct search_result *ret_result)
{
	bool in_build_tree = paths_in_build_tree();
	const char *shipped = in_build_tree ? path_join(job->arena, paths_build(), "plugins") : paths_plugins(job->arena);
	const char *real = path_real(job->arena, shipped);
	struct search search = { .job = job, .shipped_folder = real != NULL ? real : "", .result = ret_result };
	*ret_result = (struct search_result){ 0 };
	map_init(&search.seen, job->arena);
	look_through_path(&search, getenv("OSPOPRESS_PLUGIN_PATH"));
	look_through_user(&search);
	if (how->manifest_folder != NULL) {
		look_through_one(&search, path_join(job->arena, how->manifest_folder, "plugins"));
	}
	search.is_shipped = true;
	if (in_build_tree) {
		look_through_build(&search, shipped);
		look_through_sources(&search, path_join(job->arena, paths_source(), "plugins"));
	} else {
		look_through(&search, shipped);
	}
	ret_result->folder_count++;
}
