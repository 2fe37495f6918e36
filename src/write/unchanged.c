/* unchanged.c - a file that the older output has already, byte by byte, is not written again. */
/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Who mends one article builds the volume again, and most files of the new folder are those of the old one. Such a
 * file gets a second name, a hard link, in the new folder: nothing goes to the disk for it but the name, and making and
 * deleting a thousand files costs more than to compare them. Its time is that of this build all the same.
 * Nobody writes into a file of an output: those that change are new files. What can't be linked is written.
 */
#include <config.h>

#include "write/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STEP = 1 << 16 };

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

bool unchanged_link(const osp_output *output, const char *name, const void *bytes, size_t len)
{
	const char *old = osp_job_printf(output->job, "%s/%s", output->target, name);
	const char *path = osp_job_printf(output->job, "%s/%s", output->temporary, name);
	int fd = open(old, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	bool is_linked = fd >= 0 && is_plain(output, fd, len) && has_bytes(fd, bytes, len) && futimens(fd, NULL) == 0 && give_name(output, old, path);
	if (fd >= 0) {
		close(fd);
	}
	return is_linked;
}

osp_status unchanged_part(const char *path)
{
	struct stat info;
	char bytes[STEP];
	if (lstat(path, &info) != 0 || info.st_nlink < 2) {
		return OSP_OK;
	}
	int from = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	bool is_good = from >= 0 && unlink(path) == 0;
	int to = is_good ? open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666) : -1;
	ssize_t n = 1;
	while (to >= 0 && n > 0) {
		n = read(from, bytes, sizeof(bytes));
		n = n > 0 && write(to, bytes, (size_t)n) != n ? -1 : n;
	}
	is_good = to >= 0 && n == 0;
	if (from >= 0) {
		close(from);
	}
	if (to >= 0 && close(to) != 0) {
		is_good = false;
	}
	return is_good ? OSP_OK : OSP_FAIL;
}
