/* file.c - read files whole; take paths apart and keep them inside their folder. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum file_error error_of(int number)
{
	switch (number) {
	case ENOENT: case ENOTDIR: case ENAMETOOLONG: case ELOOP:
		return FILE_MISSING;
	case EACCES: case EPERM:
		return FILE_DENIED;
	default:
		return FILE_FAILED;
	}
}

static enum file_error read_all(struct arena *arena, int fd, size_t limit, char **ret_bytes, size_t *ret_len)
{
	struct stat info;
	if (fstat(fd, &info) != 0) {
		return FILE_FAILED;
	}
	if (!S_ISREG(info.st_mode)) {
		return FILE_NOT_REGULAR;
	}
	if ((uint64_t)info.st_size > limit) {
		return FILE_TOO_LARGE;
	}
	size_t size = (size_t)info.st_size, len = 0;
	char *bytes = arena_room(arena, size + 1, 1);
	while (len < size) {
		ssize_t got = read(fd, bytes + len, size - len);
		if (got < 0 && errno == EINTR) {
			continue;
		}
		if (got < 0) {
			return FILE_FAILED;
		}
		if (got == 0) {
			break;
		}
		len += (size_t)got;
	}
	bytes[len] = '\0';
	*ret_bytes = bytes;
	*ret_len = len;
	return FILE_OK;
}

enum file_error file_load(struct arena *arena, const char *path, size_t limit, char **ret_bytes, size_t *ret_len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0) {
		return error_of(errno);
	}
	enum file_error error = read_all(arena, fd, limit, ret_bytes, ret_len);
	close(fd);
	return error;
}

const char *file_error_words(enum file_error error)
{
	switch (error) {
	case FILE_OK: return "is readable";
	case FILE_MISSING: return "does not exist";
	case FILE_DENIED: return "may not be read";
	case FILE_NOT_REGULAR: return "is not a regular file";
	case FILE_TOO_LARGE: return "is too large";
	case FILE_FAILED: break;
	}
	return "could not be read";
}

bool file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

bool file_is_folder(const char *path)
{
	struct stat info;
	return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

char *path_join(struct arena *arena, const char *folder, const char *name)
{
	if (name[0] == '/' || folder[0] == '\0' || strcmp(folder, ".") == 0) {
		return arena_strdup(arena, name);
	}
	size_t len = strlen(folder);
	return arena_printf(arena, "%s%s%s", folder, folder[len - 1] == '/' ? "" : "/", name);
}

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash != NULL ? slash + 1 : path;
}

char *path_folder(struct arena *arena, const char *path)
{
	const char *base = path_base(path);
	if (base == path) {
		return arena_strdup(arena, ".");
	}
	return arena_strndup(arena, path, base - path == 1 ? 1 : (size_t)(base - path) - 1);
}

const char *path_suffix(const char *path)
{
	const char *base = path_base(path);
	const char *dot = strrchr(base, '.');
	return dot != NULL && dot != base ? dot + 1 : "";
}

/* Folds "." and ".." of an absolute path in place. */
static void fold(char *path)
{
	char *out = path;
	for (char *at = path; *at != '\0';) {
		while (*at == '/') {
			at++;
		}
		size_t len = strcspn(at, "/");
		if (len == 0 || (len == 1 && at[0] == '.')) {
			at += len;
			continue;
		}
		if (len == 2 && at[0] == '.' && at[1] == '.') {
			while (out > path && *--out != '/') {
			}
		} else {
			*out++ = '/';
			memmove(out, at, len);
			out += len;
		}
		at += len;
	}
	if (out == path) {
		*out++ = '/';
	}
	*out = '\0';
}

char *path_absolute(struct arena *arena, const char *path)
{
	char here[PATH_MAX];
	if (path[0] == '/' || getcwd(here, sizeof(here)) == NULL) {
		here[0] = '\0';
	}
	char *whole = arena_printf(arena, "%s/%s", here, path);
	fold(whole);
	return whole;
}

char *path_real(struct arena *arena, const char *path)
{
	char *real = realpath(path, NULL);
	char *copy = real != NULL ? arena_strdup(arena, real) : NULL;
	free(real);
	return copy;
}

bool path_is_beneath(struct arena *arena, const char *folder, const char *path)
{
	const char *real_folder = path_real(arena, folder);
	const char *real_path = path_real(arena, path);
	if (real_folder == NULL || real_path == NULL) {
		return false;
	}
	size_t len = strlen(real_folder);
	return strncmp(real_path, real_folder, len) == 0 && (real_path[len] == '/' || real_path[len] == '\0' || len == 1);
}
