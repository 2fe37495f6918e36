/* sink.c - the files of an output: what a writer calls to put bytes into them. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "write/flusher.h"
#include "write/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER_SIZE = 1 << 16 };

struct osp_sink {
	osp_output *output;
	const char *name;
	int fd;
	int error;            /* the first errno; nothing is written after it */
	off_t written;
	struct flusher flusher;
	size_t used;
	char bytes[BUFFER_SIZE];
};

bool output_name_is_good(const char *name)
{
	size_t len = strlen(name);
	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)name[i] < 0x20 || name[i] == 0x7f) {
			return false;
		}
	}
	if (len == 0 || len >= PATH_MAX / 2 || strncmp(name, ".ospopress", 10) == 0) {
		return false;
	}
	for (const char *at = name;; at++) {
		size_t n = strcspn(at, "/");
		if (n == 0 || n > NAME_MAX || (n == 1 && *at == '.') || (n == 2 && at[0] == '.' && at[1] == '.')) {
			return false;
		}
		at += n;
		if (*at == '\0') {
			return true;
		}
	}
}

/* Where a file of the output is while it is written; NULL when it may not be. */
static const char *path_for(osp_output *output, const char *name)
{
	if (!output->is_folder && name == NULL) {
		return output->temporary;
	}
	if (output->is_folder && name != NULL && output_name_is_good(name)) {
		return osp_job_printf(output->job, "%s/%s", output->temporary, name);
	}
	output->is_failed = true;
	osp_error(output->job, output->place, "output/name", "the writer asked for a file named \"%s\", which an output can't have",
		name != NULL ? name : "");
	return NULL;
}

static void report(osp_output *output, const char *name, int error)
{
	output_report(output, name == NULL ? output->target : osp_job_printf(output->job, "%s/%s", output->target, name), error);
}

/* Folders on the way to a file. Only those in the temporary folder: the name has no "..". */
int output_make_folders(const osp_output *output, const char *file)
{
	char *path = osp_job_strdup(output->job, file);
	for (char *at = strchr(path + strlen(output->temporary) + 1, '/'); at != NULL; at = strchr(at + 1, '/')) {
		*at = '\0';
		int error = mkdir(path, 0777) != 0 && errno != EEXIST ? errno : 0;
		*at = '/';
		if (error != 0) {
			return error;
		}
	}
	return 0;
}

/* Opens for writing: a file of a folder must be new, the single one is there already. */
static int open_file(osp_output *output, const char *name)
{
	const char *path = path_for(output, name);
	if (path == NULL || unchanged_settle(output) != OSP_OK) {
		return -1;
	}
	int flags = O_WRONLY | O_NOFOLLOW | O_CLOEXEC | (output->is_folder ? O_CREAT | O_EXCL : O_TRUNC);
	int fd = open(path, flags, 0666);
	int error = fd < 0 ? errno : 0;
	/* Mostly a file before it has made the folder. */
	if (error == ENOENT && output->is_folder) {
		error = output_make_folders(output, path);
		fd = error == 0 ? open(path, flags, 0666) : -1;
		error = fd < 0 && error == 0 ? errno : error;
	}
	if (fd < 0) {
		report(output, name, error);
		return -1;
	}
	output->file_count++;
	return fd;
}

osp_sink *osp_output_open(osp_output *output, const char *name)
{
	int fd = open_file(output, name);
	osp_sink *sink = fd >= 0 ? malloc(sizeof(*sink)) : NULL;
	if (sink == NULL) {
		if (fd >= 0) {
			close(fd);
			report(output, name, ENOMEM);
		}
		return NULL;
	}
	sink->output = output;
	sink->name = name != NULL ? osp_job_strdup(output->job, name) : NULL;
	sink->fd = fd;
	sink->error = 0;
	sink->written = 0;
	sink->flusher = (struct flusher){ .fd = fd };
	sink->used = 0;
	output->open_sinks++;
	return sink;
}

static void write_out(osp_sink *sink, const char *bytes, size_t len)
{
	while (len > 0 && sink->error == 0) {
		ssize_t n = write(sink->fd, bytes, len);
		if (n < 0 && errno != EINTR) {
			sink->error = errno;
		} else if (n > 0) {
			bytes += n;
			len -= (size_t)n;
			sink->written += n;
		}
	}
	flusher_tell(&sink->flusher, sink->written);
}

osp_status osp_sink_write(osp_sink *sink, const void *bytes, size_t len)
{
	if (len >= BUFFER_SIZE - sink->used) {
		write_out(sink, sink->bytes, sink->used);
		sink->used = 0;
	}
	if (len >= BUFFER_SIZE) {
		write_out(sink, bytes, len);
	} else if (len > 0) {
		memcpy(sink->bytes + sink->used, bytes, len);
		sink->used += len;
	}
	return sink->error == 0 ? OSP_OK : OSP_FAIL;
}

osp_status osp_sink_close(osp_sink *sink)
{
	if (sink == NULL) {
		return OSP_FAIL;
	}
	write_out(sink, sink->bytes, sink->used);
	int flush_error = flusher_end(&sink->flusher);
	sink->error = sink->error != 0 ? sink->error : flush_error;
	/* Some file systems tell only here that there was no room. */
	if (close(sink->fd) != 0 && sink->error == 0 && errno != EINTR) {
		sink->error = errno;
	}
	int error = sink->error;
	sink->output->open_sinks--;
	if (error != 0) {
		report(sink->output, sink->name, error);
	}
	free(sink);
	return error == 0 ? OSP_OK : OSP_FAIL;
}

static bool may_be_kept(const osp_output *output, const char *name)
{
	return output->is_folder && name != NULL && output_name_is_good(name);
}

osp_status osp_output_put(osp_output *output, const char *name, const void *bytes, size_t len)
{
	if (may_be_kept(output, name) && unchanged_keep(output, name, bytes, len)) {
		output->file_count++;
		return OSP_OK;
	}
	osp_sink *sink = osp_output_open(output, name);
	if (sink == NULL) {
		return OSP_FAIL;
	}
	osp_sink_write(sink, bytes, len);
	return osp_sink_close(sink);
}

osp_status osp_output_copy(osp_output *output, const char *name, const char *from_path)
{
	char bytes[BUFFER_SIZE];
	int from = open(from_path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (from < 0) {
		osp_error(output->job, output->place, "output/copy", "%s can't be read: %s", from_path, strerror(errno));
		return OSP_FAIL;
	}
	if (may_be_kept(output, name) && unchanged_keep_copy(output, name, from)) {
		output->file_count++;
		close(from);
		return OSP_OK;
	}
	osp_sink *sink = osp_output_open(output, name);
	ssize_t n = sink != NULL ? 1 : 0;
	while (n > 0) {
		n = read(from, bytes, sizeof(bytes));
		if (n > 0 && osp_sink_write(sink, bytes, (size_t)n) != OSP_OK) {
			break;
		}
	}
	int error = n < 0 ? errno : 0;
	close(from);
	if (error != 0) {
		osp_error(output->job, output->place, "output/copy", "%s can't be read: %s", from_path, strerror(error));
	}
	osp_status status = sink != NULL ? osp_sink_close(sink) : OSP_FAIL;
	return error == 0 ? status : OSP_FAIL;
}

const char *osp_output_path(osp_output *output, const char *name)
{
	const char *path = path_for(output, name);
	if (path == NULL || unchanged_settle(output) != OSP_OK) {
		return NULL;
	}
	int error = output->is_folder ? output_make_folders(output, path) : 0;
	if (error == 0 && unchanged_part(path) != OSP_OK) {
		error = errno;
	}
	if (error != 0) {
		report(output, name, error);
		return NULL;
	}
	output->file_count++;
	return path;
}

const char *osp_output_name(const osp_output *output)
{
	return output->name;
}

const char *osp_output_target(const osp_output *output)
{
	return output->target;
}
