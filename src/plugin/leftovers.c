/* leftovers.c - remember temporary outputs and clear them away, never anything else. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "plugin/leftovers.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATHS_SIZE = 1 << 18, PHASE_SIZE = 1024, DEPTH_LIMIT = 64 };
static const size_t list_limit = (size_t)64 << 20;

/* Written by the worker, read by the session when the worker is dead: no lock is needed. A crash may come between
 * any two instructions, so a path counts only once `used` says so. */
struct leftovers {
	size_t used;
	char phase[PHASE_SIZE];
	char paths[PATHS_SIZE]; /* one behind the other, each with its NUL */
};

struct leftovers *leftovers_new(void)
{
	void *shared = mmap(NULL, sizeof(struct leftovers), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	return shared == MAP_FAILED ? NULL : shared;
}

void leftovers_free(struct leftovers *leftovers)
{
	if (leftovers != NULL) {
		munmap(leftovers, sizeof(*leftovers));
	}
}

void leftovers_note(struct leftovers *leftovers, const char *path)
{
	size_t size = strlen(path) + 1;
	if (leftovers == NULL || size > PATHS_SIZE - leftovers->used) {
		return;
	}
	memcpy(leftovers->paths + leftovers->used, path, size);
	leftovers->used += size;
}

const char *leftovers_scratch(osp_job *job)
{
	const char *temporary = getenv("TMPDIR");
	char *path = osp_job_printf(job, "%s/scratch" LEFTOVERS_INFIX "XXXXXX", temporary != NULL && *temporary == '/' ? temporary : "/tmp");
	if (mkdtemp(path) == NULL) {
		return NULL;
	}
	leftovers_note(job->leftovers, path);
	int fd = open(osp_job_printf(job, "%s/" LEFTOVERS_FRESH, path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0) {
		close(fd);
	}
	return path;
}

void leftovers_clear(struct leftovers *leftovers)
{
	if (leftovers == NULL || leftovers->used > PATHS_SIZE) {
		return;
	}
	leftovers->paths[PATHS_SIZE - 1] = '\0';
	for (size_t at = 0; at < leftovers->used; at += strlen(leftovers->paths + at) + 1) {
		leftovers_remove(leftovers->paths + at);
	}
	leftovers->used = 0;
}

void leftovers_set_phase(struct leftovers *leftovers, const char *what)
{
	if (leftovers != NULL) {
		size_t len = strnlen(what, PHASE_SIZE - 1);
		memcpy(leftovers->phase, what, len);
		leftovers->phase[len] = '\0';
	}
}

const char *leftovers_phase(const struct leftovers *leftovers)
{
	return leftovers != NULL && memchr(leftovers->phase, '\0', PHASE_SIZE) != NULL ? leftovers->phase : "";
}

/* ---- Removing ---- */

struct removal {
	bool is_fresh;      /* never stood at its target: all in it is ours */
	char *list;         /* the list's text, its lines ended by NULs */
	const char **names; /* its lines, sorted */
	size_t count;
};

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A whole small regular file, NUL-terminated; NULL for anything else. */
static char *load_text(int folder, const char *name)
{
	int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	struct stat info;
	char *text = NULL;
	if (fd < 0) {
		return NULL;
	}
	if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && (size_t)info.st_size <= list_limit) {
		text = calloc(1, (size_t)info.st_size + 1);
	}
	if (text != NULL && read(fd, text, (size_t)info.st_size) != info.st_size) {
		*text = '\0';
	}
	close(fd);
	return text;
}

/* The list of an output folder as sorted names. A missing or oversized one is an empty one: nothing is ours then. */
static void load_list(int folder, struct removal *removal)
{
	size_t lines = 1;
	removal->list = load_text(folder, LEFTOVERS_LIST);
	for (const char *at = removal->list; at != NULL && *at != '\0'; at++) {
		lines += *at == '\n';
	}
	removal->names = calloc(lines, sizeof(*removal->names));
	char *end = NULL;
	for (char *at = removal->list; at != NULL && removal->names != NULL && (end = strchr(at, '\n')) != NULL; at = end + 1) {
		*end = '\0';
		removal->names[removal->count++] = at;
	}
	qsort(removal->names, removal->count, sizeof(*removal->names), compare_names);
}

/* A file that has another name elsewhere (write/folder.c links those that are not ours into the new folder) loses nothing but
 * this name. */
static bool has_other_name(int folder, const char *entry)
{
	struct stat info;
	return fstatat(folder, entry, &info, AT_SYMLINK_NOFOLLOW) == 0 && info.st_nlink > 1;
}

static bool is_listed(const struct removal *removal, const char *name)
{
	return removal->is_fresh || strcmp(name, LEFTOVERS_LIST) == 0 ||
		(removal->count > 0 && bsearch(&name, removal->names, removal->count, sizeof(name), compare_names) != NULL);
}

static bool is_folder(int folder, const struct dirent *entry)
{
	struct stat info;
	if (entry->d_type != DT_UNKNOWN) {
		return entry->d_type == DT_DIR;
	}
	return fstatat(folder, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(info.st_mode);
}

/* Empties a folder of what is ours; `prefix` is its name within the output ("", "images/"). Takes over `folder`. */
static void empty(const struct removal *removal, int folder, const char *prefix, int depth)
{
	DIR *dir = fdopendir(folder);
	if (dir == NULL) {
		close(folder);
		return;
	}
	for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
		osp_buf name = OSP_BUF_INIT;
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
			continue;
		}
		osp_buf_printf(&name, "%s%s", prefix, entry->d_name);
		bool has_more = is_folder(dirfd(dir), entry);
		if (has_more && depth < DEPTH_LIMIT) {
			int inner = openat(dirfd(dir), entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
			osp_buf_putc(&name, '/');
			if (inner >= 0) {
				empty(removal, inner, name.data, depth + 1);
			}
			unlinkat(dirfd(dir), entry->d_name, AT_REMOVEDIR);
		} else if (!has_more && (is_listed(removal, name.data) || has_other_name(dirfd(dir), entry->d_name))) {
			unlinkat(dirfd(dir), entry->d_name, 0);
		}
		osp_buf_done(&name);
	}
	closedir(dir);
}

void leftovers_remove(const char *path)
{
	const char *base = strrchr(path, '/');
	struct removal removal = { 0 };
	struct stat info;
	/* Whatever the memory that told us the path went through: only names that we give to temporaries. */
	if (base == NULL || strstr(base, LEFTOVERS_INFIX) == NULL || lstat(path, &info) != 0) {
		return;
	}
	if (!S_ISDIR(info.st_mode)) {
		unlink(path);
		return;
	}
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (folder < 0) {
		return;
	}
	removal.is_fresh = faccessat(folder, LEFTOVERS_FRESH, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
	load_list(folder, &removal);
	empty(&removal, folder, "", 0);
	rmdir(path);
	free(removal.names);
	free(removal.list);
}
