/* flusher.h - have the disk write a growing file while more of it is made. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WRITE_FLUSHER_H
#define WRITE_FLUSHER_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/types.h>

/*
 * A file is flushed at the end, and whoever builds waits for it (output.c). How
 * long depends on what the disk still has in its own cache, so a large file is
 * flushed now and then on its way, by a thread, because who writes has better
 * things to do than to wait. A file that is not large has no thread.
 */
struct flusher {
	int fd;
	off_t started, flushed;      /* how much the system was asked to write; the disk to keep */
	off_t from;                  /* what the thread starts; up to `started` */
	bool flushes;                /* the thread waits until the disk keeps all of it */
	pthread_t thread;
	bool has_thread;
	atomic_bool is_done;         /* the thread has nothing left to do */
	int error;                   /* the thread's until it is joined */
};

/* The file has grown to `written` bytes. */
void flusher_tell(struct flusher *flusher, off_t written);
/* Waits for the thread. An errno when the disk failed: the system says so once, and whoever flushes later does not hear it. */
int flusher_end(struct flusher *flusher);

#endif
