/* output.c - one output on its way: written beside its target, then put in its place. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "write/output.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "plugin/leftovers.h"
#include "write/folder.h"

enum { TRIES = 32, TOKEN = 10, BASE_LIMIT = 180, STALE_SECONDS = 60 };

/* ---- Saying what is wrong ---- */

static const char *reason_for(const osp_job *job, int error)
{
	switch (error) {
	case ENOSPC:
		return job_translate(job, "the disk is full");
	case EDQUOT:
		return job_translate(job, "the disk quota is used up");
	case EACCES:
	case EPERM:
		return job_translate(job, "permission denied");
	case EROFS:
		return job_translate(job, "the disk is read-only");
	case EISDIR:
		return job_translate(job, "there is a folder of that name");
	case ENOTDIR:
		return job_translate(job, "there is a file where a folder is needed");
	case EEXIST:
		return job_translate(job, "it was written already");
	default:
		return strerror(error);
	}
}

void output_report(osp_output *output, const char *path, int error)
{
	output->is_failed = true;
	osp_error(output->job, output->place, "output/write", "%s can't be written: %s", path, reason_for(output->job, error));
}

/* What people know a file by: its place in the target. */
static const char *shown(const osp_output *output, const char *name)
{
	return name == NULL ? output->target : osp_job_printf(output->job, "%s/%s", output->target, name);
}

static osp_status fail(osp_output *output, const char *name, int error)
{
	output_report(output, shown(output, name), error);
	return OSP_FAIL;
}

/* ---- Beginning ---- */

/* Makes the folders above `path`, from `from` bytes on. */
static int make_folders(const char *path, size_t from)
{
	char *copy = strdup(path);
	int error = copy == NULL ? ENOMEM : 0;
	for (char *at = copy != NULL ? strchr(copy + from + 1, '/') : NULL; at != NULL && error == 0; at = strchr(at + 1, '/')) {
		*at = '\0';
		error = mkdir(copy, 0777) != 0 && errno != EEXIST ? errno : 0;
		*at = '/';
	}
	free(copy);
	return error;
}

static bool is_unused(const char *path)
{
	struct stat info;
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0) {
		return false;
	}
	/* Its maker holds a lock; the age is for the moment between making and locking. */
	bool answer = fstat(fd, &info) == 0 && time(NULL) - info.st_mtime > STALE_SECONDS && flock(fd, LOCK_EX | LOCK_NB) == 0;
	close(fd);
	return answer;
}

/* Temporaries of this target whose makers, session and all, were killed. */
static void remove_stale(osp_job *job, const char *folder, const char *prefix)
{
	DIR *dir = opendir(folder);
	size_t len = strlen(prefix);
	for (struct dirent *entry = dir != NULL ? readdir(dir) : NULL; entry != NULL; entry = readdir(dir)) {
		if (strncmp(entry->d_name, prefix, len) == 0) {
			const char *path = path_join(job->arena, folder, entry->d_name);
			if (is_unused(path)) {
				leftovers_remove(path);
			}
		}
	}
	if (dir != NULL) {
		closedir(dir);
	}
}

static void put_token(osp_buf *out)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz012345";
	unsigned char bytes[TOKEN];
	if (getrandom(bytes, sizeof(bytes), 0) != (ssize_t)sizeof(bytes)) {
		/* Only a name that is free is wanted; making it is exclusive anyway. */
		struct timespec now;
		clock_gettime(CLOCK_MONOTONIC, &now);
		for (size_t i = 0; i < sizeof(bytes); i++) {
			bytes[i] = (unsigned char)(now.tv_nsec >> (i * 3));
		}
	}
	for (size_t i = 0; i < sizeof(bytes); i++) {
		osp_buf_putc(out, letters[bytes[i] & 31]);
	}
}

static int make_temporary(osp_output *output, const char *path)
{
	if (!output->is_folder) {
		return open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	}
	if (mkdir(path, 0777) != 0) {
		return -1;
	}
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	int fresh = folder >= 0 ? openat(folder, LEFTOVERS_FRESH, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666) : -1;
	if (fresh >= 0) {
		close(fresh);
	}
	return folder;
}

/* Makes .NAME.ospopress-TOKEN beside the target and locks it. */
static osp_status begin(osp_output *output)
{
	struct arena *arena = output->job->arena;
	const char *folder = path_folder(arena, output->target);
	const char *prefix = arena_printf(arena, ".%.*s%s", BASE_LIMIT, path_base(output->target), LEFTOVERS_INFIX);
	remove_stale(output->job, folder, prefix);
	for (int i = 0; i < TRIES && output->lock < 0; i++) {
		osp_buf name = OSP_BUF_INIT;
		osp_buf_puts(&name, prefix);
		put_token(&name);
		output->temporary = path_join(arena, folder, name.data);
		osp_buf_done(&name);
		leftovers_note(output->job->leftovers, output->temporary);
		output->lock = make_temporary(output, output->temporary);
		if (output->lock < 0 && errno != EEXIST) {
			return fail(output, NULL, errno);
		}
	}
	if (output->lock < 0) {
		return fail(output, NULL, EEXIST);
	}
	flock(output->lock, LOCK_EX | LOCK_NB);
	return OSP_OK;
}

/* What stands at the target must be of the same sort; a link is followed, so that it stays one. */
static osp_status look_at_target(osp_output *output)
{
	struct stat info;
	if (lstat(output->target, &info) == 0 && S_ISLNK(info.st_mode)) {
		const char *real = path_real(output->job->arena, output->target);
		output->target = real != NULL ? real : output->target;
	}
	if (lstat(output->target, &info) != 0) {
		return OSP_OK;
	}
	if (output->is_folder && !S_ISDIR(info.st_mode)) {
		return fail(output, NULL, ENOTDIR);
	}
	if (!output->is_folder && S_ISDIR(info.st_mode)) {
		return fail(output, NULL, EISDIR);
	}
	if (!output->is_folder && !S_ISREG(info.st_mode)) {
		return fail(output, NULL, EEXIST);
	}
	return OSP_OK;
}

osp_output *output_new(osp_job *job, const char *name, const char *target, bool is_folder, osp_place place)
{
	osp_output *output = osp_job_alloc(job, sizeof(*output));
	*output = (osp_output){ .job = job, .name = name, .target = path_absolute(job->arena, target), .place = place, .is_folder = is_folder,
		.lock = -1 };
	int error = make_folders(output->target, 0);
	if (error != 0) {
		fail(output, NULL, error);
		return NULL;
	}
	if (look_at_target(output) != OSP_OK || begin(output) != OSP_OK) {
		output_discard(output);
		return NULL;
	}
	return output;
}

/* ---- Ending ---- */

static osp_status flush_file(osp_output *output)
{
	struct stat info;
	int fd = open(output->temporary, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0) {
		return fail(output, NULL, errno);
	}
	int error = fsync(fd) != 0 || fstat(fd, &info) != 0 ? errno : 0;
	close(fd);
	if (error != 0) {
		return fail(output, NULL, error);
	}
	if (info.st_size == 0) {
		osp_error(output->job, output->place, "output/empty", "the writer wrote nothing; %s is left as it was", output->target);
		return OSP_FAIL;
	}
	return OSP_OK;
}

static osp_status look_at_writer(osp_output *output)
{
	if (output->open_sinks > 0) {
		osp_error(output->job, output->place, "output/open", "the writer left %u files open; %s is left as it was", output->open_sinks,
			output->target);
		return OSP_FAIL;
	}
	return output->is_failed ? OSP_FAIL : OSP_OK;
}

osp_status output_check(osp_output *output)
{
	return look_at_writer(output) == OSP_OK ? unchanged_settle(output) : OSP_FAIL;
}

osp_status output_finish(osp_output *output)
{
	if (look_at_writer(output) != OSP_OK) {
		return OSP_FAIL;
	}
	return output->is_folder ? folder_seal(output) : flush_file(output);
}

static void unlock(osp_output *output)
{
	if (output->lock >= 0) {
		close(output->lock);
		output->lock = -1;
	}
}

/* So that the new name survives a power cut, too. Not all file systems can; nothing is lost then that was not before. */
static void flush_folder_of(const osp_output *output)
{
	int fd = open(path_folder(output->job->arena, output->target), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
}

osp_status output_commit(osp_output *output)
{
	osp_status status = OSP_OK;
	if (output->is_folder) {
		status = folder_commit(output);
	} else if (rename(output->temporary, output->target) != 0) {
		status = fail(output, NULL, errno);
	}
	if (status != OSP_OK) {
		output_discard(output);
		return status;
	}
	unlock(output);
	flush_folder_of(output);
	return OSP_OK;
}

void output_discard(osp_output *output)
{
	if (output != NULL && output->temporary != NULL) {
		leftovers_remove(output->temporary);
		unlock(output);
	}
}
