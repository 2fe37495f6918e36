/* unchanged.c - a file that the older output has already, byte by byte, is not written again. */
/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Who mends one article builds the volume again, and most files of the new folder are those of the old one. Such a
 * file gets a second name, a hard link, in the new folder: nothing goes to the disk for it but the name, and making and
 * deleting a thousand files costs more than to compare them. Its time is that of this build all the same.
 * Nobody writes into a file of an output: those that change are new files. What can't be linked is copied.
 * The names wait until a file comes that is another one. When none comes the older folder is the new one, and stays.
 */
#include <config.h>

#include "write/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "plugin/leftovers.h"

enum { STEP = 1 << 16, LIST_LIMIT = 64 << 20 };

/* A file of this length, with the rights that a new one would have: those of the new folder. */
static bool is_plain(const osp_output *output, int fd, size_t len)
{
	struct stat info, folder;
	return fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && (uintmax_t)info.st_size == len && fstat(output->lock, &folder) == 0 &&
		(info.st_mode & 07777) == (folder.st_mode & 0666) && info.st_uid == folder.st_uid;
}

static bool has_bytes(int fd, const char *bytes, size_t len)
{
	char old[STEP];
	while (len > 0) {
		ssize_t n = read(fd, old, len < STEP ? len : STEP);
		if (n <= 0 || memcmp(old, bytes, (size_t)n) != 0) {
			return false;
		}
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

/* Mostly a file before it has made the folder. */
static bool give_name(const osp_output *output, const char *old, const char *path)
{
	if (linkat(AT_FDCWD, old, AT_FDCWD, path, 0) == 0) {
		return true;
	}
	return errno == ENOENT && output_make_folders(output, path) == 0 && linkat(AT_FDCWD, old, AT_FDCWD, path, 0) == 0;
}

/* A disk that is nearly full takes a part first, and says why only when it is asked for the rest. */
static int write_all(int to, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(to, bytes, len);
		if (n < 0 && errno != EINTR) {
			return errno;
		}
		bytes += n > 0 ? n : 0;
		len -= n > 0 ? (size_t)n : 0;
	}
	return 0;
}

static int copy_bytes(int from, const char *path)
{
	char bytes[STEP];
	ssize_t n = 1;
	int to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666), error = to < 0 ? errno : 0;
	while (error == 0 && n > 0) {
		n = read(from, bytes, sizeof(bytes));
		error = n < 0 ? errno : write_all(to, bytes, (size_t)n);
	}
	if (to >= 0 && close(to) != 0 && error == 0) {
		error = errno;
	}
	return error;
}

static osp_status settle_one(osp_output *output, const char *name)
{
	const char *old = osp_job_printf(output->job, "%s/%s", output->target, name);
	const char *path = osp_job_printf(output->job, "%s/%s", output->temporary, name);
	if (give_name(output, old, path)) {
		return OSP_OK;
	}
	int from = open(old, O_RDONLY | O_NOFOLLOW | O_CLOEXEC), error = from < 0 ? errno : copy_bytes(from, path);
	if (from >= 0) {
		close(from);
	}
	if (error != 0) {
		output_report(output, old, error);
	}
	return error == 0 ? OSP_OK : OSP_FAIL;
}

/* The file of this name in the older output; -1 when it has none, or one was written already. */
static int open_old(osp_output *output, const char *name)
{
	if (output->kept.arena == NULL) {
		map_init(&output->kept, output->job->arena);
	}
	bool is_kept = map_find(&output->kept, name, strlen(name)) != NULL;
	return is_kept ? -1 : open(osp_job_printf(output->job, "%s/%s", output->target, name), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
}

/* Keeps the file that is open as `old`, and closes it. */
static bool keep(osp_output *output, const char *name, int old, bool is_same)
{
	is_same = is_same && futimens(old, NULL) == 0;
	if (old >= 0) {
		close(old);
	}
	if (is_same && output->is_other) {
		is_same = give_name(output, osp_job_printf(output->job, "%s/%s", output->target, name),
			osp_job_printf(output->job, "%s/%s", output->temporary, name));
	}
	if (is_same) {
		map_put(&output->kept, name, strlen(name), output);
	}
	return is_same;
}

bool unchanged_keep(osp_output *output, const char *name, const void *bytes, size_t len)
{
	int old = open_old(output, name);
	return keep(output, name, old, old >= 0 && is_plain(output, old, len) && has_bytes(old, bytes, len));
}

bool unchanged_keep_copy(osp_output *output, const char *name, int from)
{
	struct stat info;
	char bytes[STEP];
	int old = open_old(output, name);
	bool is_same = old >= 0 && fstat(from, &info) == 0 && S_ISREG(info.st_mode) && is_plain(output, old, (size_t)info.st_size);
	ssize_t n = 1;
	while (is_same && n > 0) {
		n = read(from, bytes, sizeof(bytes));
		is_same = n >= 0 && has_bytes(old, bytes, (size_t)n);
	}
	is_same = keep(output, name, old, is_same);
	if (!is_same) {
		lseek(from, 0, SEEK_SET);
	}
	return is_same;
}

osp_status unchanged_settle(osp_output *output)
{
	osp_status status = OSP_OK;
	for (size_t i = 0; i < output->kept.count && !output->is_other && status == OSP_OK; i++) {
		status = settle_one(output, output->kept.entries[i].key);
	}
	output->is_other = true;
	return status;
}

bool unchanged_is_all(const osp_output *output)
{
	char *text = NULL;
	size_t len = 0, count = 0;
	const char *list = path_join(output->job->arena, output->target, LEFTOVERS_LIST), *end = NULL;
	if (output->is_other || output->kept.count == 0 || file_load(output->job->arena, list, LIST_LIMIT, &text, &len) != FILE_OK) {
		return false;
	}
	for (const char *at = text; (end = strchr(at, '\n')) != NULL; at = end + 1) {
		if (map_find(&output->kept, at, (size_t)(end - at)) == NULL) {
			return false;
		}
		count++;
	}
	return count == output->kept.count;
}

osp_status unchanged_part(const char *path)
{
	struct stat info;
	if (lstat(path, &info) != 0 || info.st_nlink < 2) {
		return OSP_OK;
	}
	int from = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	int error = from < 0 || unlink(path) != 0 ? errno : copy_bytes(from, path);
	if (from >= 0) {
		close(from);
	}
	errno = error;
	return error == 0 ? OSP_OK : OSP_FAIL;
}
