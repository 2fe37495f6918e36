/* flusher.c - have the disk write a growing file while more of it is made. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "write/flusher.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { START_STEP = 8 << 20, FLUSH_STEP = 32 << 20 };

/* Without this the disk begins when it must, which is at the first flush. */
static void start(const struct flusher *flusher)
{
#ifdef SYNC_FILE_RANGE_WRITE
	sync_file_range(flusher->fd, flusher->from, flusher->started - flusher->from, SYNC_FILE_RANGE_WRITE);
#endif
}

static void *work(void *closure)
{
	struct flusher *flusher = closure;
	int error = 0;
	if (flusher->flushes) {
		error = fdatasync(flusher->fd) != 0 ? errno : 0;
	} else {
		start(flusher);
	}
	/* Others mean that this can't be done with this file, or not in a box; nothing is lost by that. */
	flusher->error = error == EIO || error == ENOSPC || error == EDQUOT ? error : 0;
	atomic_store(&flusher->is_done, true);
	return NULL;
}

int flusher_end(struct flusher *flusher)
{
	if (flusher->has_thread) {
		pthread_join(flusher->thread, NULL);
		flusher->has_thread = false;
	}
	return flusher->error;
}

void flusher_tell(struct flusher *flusher, off_t written)
{
	bool is_busy = flusher->has_thread && !atomic_load(&flusher->is_done);
	if (written - flusher->started < START_STEP || is_busy || flusher_end(flusher) != 0) {
		return;
	}
	flusher->from = flusher->started;
	flusher->started = written;
	flusher->flushes = written - flusher->flushed >= FLUSH_STEP;
	flusher->flushed = flusher->flushes ? written : flusher->flushed;
	atomic_store(&flusher->is_done, false);
	flusher->has_thread = pthread_create(&flusher->thread, NULL, work, flusher) == 0;
}
