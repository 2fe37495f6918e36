/* folder.c - files and folders that the workshop makes and removes. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "workshop/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { DEPTH_LIMIT = 32, OPEN_FOLDERS = 32, FILE_LIMIT = 256 << 20 };

bool folder_put(const char *path, const void *bytes, size_t len)
{
	FILE *file = fopen(path, "wb");
	if (file == NULL) {
		return false;
	}
	bool is_good = fwrite(bytes, 1, len, file) == len;
	return fclose(file) == 0 && is_good;
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *where)
{
	(void)info, (void)kind, (void)where;
	remove(path);
	return 0;
}

void folder_remove(const char *path)
{
	nftw(path, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_files(osp_job *job, const char *folder, const char *prefix, struct folder_list *list, int depth)
{
	DIR *dir = depth < DEPTH_LIMIT ? opendir(folder) : NULL;
	for (struct dirent *entry = dir != NULL ? readdir(dir) : NULL; entry != NULL; entry = readdir(dir)) {
		const char *path = path_join(job->arena, folder, entry->d_name);
		if (entry->d_name[0] == '.') {
			continue;
		}
		if (file_is_folder(path)) {
			add_files(job, path, osp_job_printf(job, "%s%s/", prefix, entry->d_name), list, depth + 1);
			continue;
		}
		if (list->count == list->capacity) {
			list->names = job_grown(list->names, &list->capacity, sizeof(*list->names));
		}
		list->names[list->count++] = osp_job_printf(job, "%s%s", prefix, entry->d_name);
	}
	if (dir != NULL) {
		closedir(dir);
	}
}

void folder_list(osp_job *job, const char *folder, struct folder_list *ret)
{
	*ret = (struct folder_list){ NULL, 0, 0 };
	add_files(job, folder, "", ret, 0);
	if (ret->count > 0) {
		qsort(ret->names, ret->count, sizeof(*ret->names), by_name);
	}
}

bool folder_copy(osp_job *job, const char *from, const char *to)
{
	struct folder_list list;
	bool is_good = mkdir(to, 0777) == 0 || errno == EEXIST;
	folder_list(job, from, &list);
	for (size_t i = 0; i < list.count && is_good; i++) {
		char *bytes = NULL, *target = path_join(job->arena, to, list.names[i]);
		size_t len = 0;
		for (char *slash = strchr(target + strlen(to) + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
			*slash = '\0';
			mkdir(target, 0777);
			*slash = '/';
		}
		is_good = file_load(job->arena, path_join(job->arena, from, list.names[i]), FILE_LIMIT, &bytes, &len) == FILE_OK && folder_put(target, bytes, len);
	}
	free(list.names);
	return is_good;
}
