/* folder.c - put a folder in the place of an older one, and keep what ospopress did not write. */
/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The new folder is exchanged with the old one in one step (RENAME_EXCHANGE), so
 * there is always one whole folder under the name. But people put files of their
 * own into output folders. So every folder holds the list of the files that
 * ospopress wrote there (LEFTOVERS_LIST), and all others get a second name, a
 * hard link, in the new folder before the exchange. Whatever dies at whatever
 * moment, their bytes have a name that people know.
 */
#include <config.h>

#include "write/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/map.h"
#include "plugin/leftovers.h"

enum { DEPTH_LIMIT = 64, LIST_LIMIT = 64 << 20, FLUSHED_ALONE = 8 };

/* A walk through a folder, without following links. */
struct walk {
	osp_output *output;
	struct arena *arena;
	/* Called for everything that is no folder. False stops the walk. */
	bool (*each)(struct walk *walk, int folder, const char *entry, const char *name, unsigned char type);
	size_t seen;        /* entries, of any sort */
	struct map names;   /* seal: files found; keep: files that the old list names */
	int target;         /* keep: the new folder; seal: -1 */
};

static bool walk_folder(struct walk *walk, int folder, const char *prefix, int depth);

/* Folders on the way to a name. */
static int make_folders_at(int folder, const char *name, struct arena *arena)
{
	char *copy = arena_strdup(arena, name);
	for (char *at = strchr(copy, '/'); at != NULL; at = strchr(at + 1, '/')) {
		*at = '\0';
		if (mkdirat(folder, copy, 0777) != 0 && errno != EEXIST) {
			return errno;
		}
		*at = '/';
	}
	return 0;
}

/* DT_REG and so on; DT_UNKNOWN when it can't be told, with errno. Few file systems do not say it in passing. */
static unsigned char type_of(int folder, const struct dirent *entry)
{
	struct stat info;
	if (entry->d_type != DT_UNKNOWN) {
		return entry->d_type;
	}
	return fstatat(folder, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0 ? (unsigned char)IFTODT(info.st_mode) : DT_UNKNOWN;
}

static bool visit(struct walk *walk, int folder, const struct dirent *found, const char *prefix, int depth)
{
	const char *entry = found->d_name, *name = arena_printf(walk->arena, "%s%s", prefix, entry);
	unsigned char type = type_of(folder, found);
	if (type == DT_UNKNOWN) {
		output_report(walk->output, name, errno);
		return false;
	}
	if (type != DT_DIR) {
		return walk->each(walk, folder, entry, name, type);
	}
	int inner = depth < DEPTH_LIMIT ? openat(folder, entry, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) : -1;
	if (inner < 0) {
		output_report(walk->output, name, depth < DEPTH_LIMIT ? errno : ELOOP);
		return false;
	}
	size_t seen = walk->seen;
	bool is_good = walk_folder(walk, inner, arena_printf(walk->arena, "%s/", name), depth + 1);
	/* An empty folder is somebody's too: ours have something in them. */
	if (is_good && walk->seen == seen && walk->target >= 0) {
		make_folders_at(walk->target, arena_printf(walk->arena, "%s/", name), walk->arena);
	}
	return is_good;
}

/* Takes over `folder`. */
static bool walk_folder(struct walk *walk, int folder, const char *prefix, int depth)
{
	DIR *dir = fdopendir(folder);
	bool is_good = dir != NULL;
	if (dir == NULL) {
		close(folder);
		return false;
	}
	for (struct dirent *entry = readdir(dir); entry != NULL && is_good; entry = readdir(dir)) {
		bool is_marker = depth == 0 && (strcmp(entry->d_name, LEFTOVERS_LIST) == 0 || strcmp(entry->d_name, LEFTOVERS_FRESH) == 0);
		if (!is_marker && strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
			walk->seen++;
			is_good = visit(walk, dirfd(dir), entry, prefix, depth);
		}
	}
	closedir(dir);
	return is_good;
}

/* ---- Sealing ---- */

static bool list_file(struct walk *walk, int folder, const char *entry, const char *name, unsigned char type)
{
	(void)folder, (void)entry;
	if (type != DT_REG) {
		output_report(walk->output, name, EINVAL);
		return false;
	}
	map_put(&walk->names, name, strlen(name), walk);
	return true;
}

static int flush_file(int folder, const char *name)
{
	int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	int error = fd < 0 || fsync(fd) != 0 ? errno : 0;
	if (fd >= 0) {
		close(fd);
	}
	return error;
}

/* Each fsync() waits for the disk: a few files are flushed one by one, many as one with what else their file system has to write. */
static osp_status flush_files(osp_output *output, const struct map *names)
{
	int folder = open(output->temporary, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	int error = folder < 0 || (names->count > FLUSHED_ALONE && syncfs(folder) != 0) ? errno : 0;
	const char *name = output->target;
	for (size_t i = 0; i < names->count && names->count <= FLUSHED_ALONE && error == 0; i++) {
		name = names->entries[i].key;
		error = flush_file(folder, name);
	}
	if (folder >= 0) {
		close(folder);
	}
	if (error != 0) {
		output_report(output, name, error);
	}
	return error == 0 ? OSP_OK : OSP_FAIL;
}

static int compare_entries(const void *a, const void *b)
{
	return strcmp(((const struct map_entry *)a)->key, ((const struct map_entry *)b)->key);
}

static osp_status write_list(osp_output *output, struct map *names)
{
	osp_buf text = OSP_BUF_INIT;
	const char *path = path_join(output->job->arena, output->temporary, LEFTOVERS_LIST);
	qsort(names->entries, names->count, sizeof(*names->entries), compare_entries);
	for (size_t i = 0; i < names->count; i++) {
		osp_buf_printf(&text, "%s\n", names->entries[i].key);
	}
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
	errno = 0;
	bool is_good = fd >= 0 && write(fd, text.data, text.len) == (ssize_t)text.len && fsync(fd) == 0;
	if (!is_good) {
		output_report(output, output->target, errno != 0 ? errno : ENOSPC);
	}
	if (fd >= 0) {
		close(fd);
	}
	osp_buf_done(&text);
	return is_good ? OSP_OK : OSP_FAIL;
}

/* What stands at the target is what was written: the worker is told so by an empty file. */
static osp_status seal_same(const char *marker, osp_output *output)
{
	int fd = open(marker, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (fd < 0) {
		output_report(output, output->target, errno);
		return OSP_FAIL;
	}
	close(fd);
	return OSP_OK;
}

osp_status folder_seal(osp_output *output)
{
	const char *marker = path_join(output->job->arena, output->temporary, LEFTOVERS_SAME);
	unlink(marker); /* a writer in a box may make any file */
	if (unchanged_is_all(output)) {
		return seal_same(marker, output);
	}
	if (unchanged_settle(output) != OSP_OK) {
		return OSP_FAIL;
	}
	struct arena *arena = arena_new();
	struct walk walk = { .output = output, .arena = arena, .each = list_file, .target = -1 };
	osp_status status = OSP_FAIL;
	map_init(&walk.names, arena);
	int folder = open(output->temporary, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (folder < 0) {
		output_report(output, output->target, errno);
	} else if (!walk_folder(&walk, folder, "", 0)) {
		status = OSP_FAIL;
	} else if (walk.names.count == 0) {
		osp_error(output->job, output->place, "output/empty", "the writer wrote nothing; %s is left as it was", output->target);
	} else if (flush_files(output, &walk.names) == OSP_OK) {
		status = write_list(output, &walk.names);
	}
	arena_free(arena);
	return status;
}

/* ---- Keeping what others put there ---- */

static bool keep_file(struct walk *walk, int folder, const char *entry, const char *name, unsigned char type)
{
	osp_output *output = walk->output;
	(void)type;
	if (map_find(&walk->names, name, strlen(name)) != NULL) {
		return true;
	}
	int error = make_folders_at(walk->target, name, walk->arena);
	if (error == 0 && linkat(folder, entry, walk->target, name, 0) == 0) {
		return true;
	}
	error = error != 0 ? error : errno;
	output->is_failed = true;
	if (error == EEXIST || error == ENOTDIR) {
		osp_error(output->job, output->place, "output/foreign",
			"%s/%s was not written by ospopress and is in the way; move it and build again", output->target, name);
	} else {
		osp_error(output->job, output->place, "output/foreign",
			"%s/%s was not written by ospopress and can't be kept in the new folder (%s); move it and build again", output->target, name,
			strerror(error));
	}
	return false;
}

static void load_list(struct walk *walk, const char *folder)
{
	char *text = NULL;
	size_t len = 0;
	map_init(&walk->names, walk->arena);
	if (file_load(walk->arena, path_join(walk->arena, folder, LEFTOVERS_LIST), LIST_LIMIT, &text, &len) != FILE_OK) {
		return;
	}
	for (const char *at = text, *end = NULL; (end = strchr(at, '\n')) != NULL; at = end + 1) {
		map_put(&walk->names, at, (size_t)(end - at), walk);
	}
}

static osp_status keep_foreign(osp_output *output)
{
	struct arena *arena = arena_new();
	struct walk walk = { .output = output, .arena = arena, .each = keep_file };
	struct stat info;
	int old = open(output->target, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	walk.target = open(output->temporary, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	bool is_good = old >= 0 && walk.target >= 0;
	if (!is_good) {
		output_report(output, output->target, errno);
	} else {
		if (fstat(old, &info) == 0) {
			fchmod(walk.target, info.st_mode & 07777);
		}
		load_list(&walk, output->target);
		is_good = walk_folder(&walk, old, "", 0);
		old = -1;
	}
	if (old >= 0) {
		close(old);
	}
	if (walk.target >= 0) {
		close(walk.target);
	}
	arena_free(arena);
	return is_good ? OSP_OK : OSP_FAIL;
}

/* ---- Putting it in place ---- */

/* Where the file system can't exchange: for a moment there is no folder under the name. */
static int replace_in_two_steps(osp_output *output)
{
	const char *aside = osp_job_printf(output->job, "%s-old", output->temporary);
	if (rename(output->target, aside) != 0) {
		return errno;
	}
	if (rename(output->temporary, output->target) != 0) {
		int error = errno;
		rename(aside, output->target);
		return error;
	}
	leftovers_note(output->job->leftovers, aside);
	leftovers_remove(aside);
	return 0;
}

static int replace(osp_output *output)
{
	if (renameat2(AT_FDCWD, output->temporary, AT_FDCWD, output->target, RENAME_EXCHANGE) == 0) {
		leftovers_remove(output->temporary);
		return 0;
	}
	return errno == EINVAL || errno == ENOSYS || errno == ENOTSUP ? replace_in_two_steps(output) : errno;
}

osp_status folder_commit(osp_output *output)
{
	struct stat info;
	bool is_there = lstat(output->target, &info) == 0;
	if (is_there && access(path_join(output->job->arena, output->temporary, LEFTOVERS_SAME), F_OK) == 0) {
		utimensat(AT_FDCWD, output->target, NULL, 0);
		leftovers_remove(output->temporary);
		return OSP_OK;
	}
	/* From here on not everything in it is ours. */
	if (unlink(path_join(output->job->arena, output->temporary, LEFTOVERS_FRESH)) != 0 && errno != ENOENT) {
		output_report(output, output->target, errno);
		return OSP_FAIL;
	}
	if (is_there && keep_foreign(output) != OSP_OK) {
		return OSP_FAIL;
	}
	int error = is_there ? replace(output) : rename(output->temporary, output->target) != 0 ? errno : 0;
	if (error != 0) {
		output_report(output, output->target, error);
		return OSP_FAIL;
	}
	return OSP_OK;
}
