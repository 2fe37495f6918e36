/* packer.c - deflate streams in threads, and give them back in the order they came. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/packer.h"

#include <libdeflate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_THREADS = 4, MAX_WAITING = 64, MAX_BYTES = 4 << 20, LEVELS = 13 };

enum job_state { JOB_WAITS, JOB_RUNS, JOB_DONE };

struct job {
	struct haru_packed packed;
	enum job_state state;
	int level;
	void *raw, *deflated;
	size_t raw_len;
};

struct compressors { struct libdeflate_compressor *of_level[LEVELS]; };

/* Jobs stand in a ring; all three numbers only rise. */
struct haru_packer {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct job jobs[MAX_WAITING];
	size_t put, begun, taken;
	size_t bytes;                /* of what was put and not taken */
	bool ends;
	struct compressors own;      /* of who puts and takes */
	pthread_t threads[MAX_THREADS];
	unsigned thread_count;
};

static void *allocate(size_t size) {
	void *memory = malloc(size + 1);
	if (memory == NULL) {
		abort(); /* as osp_buf: out of memory ends the program */
	}
	return memory;
}

static struct libdeflate_compressor *compressor(struct compressors *all, int level) {
	if (all->of_level[level] == NULL) {
		all->of_level[level] = libdeflate_alloc_compressor(level);
		if (all->of_level[level] == NULL) {
			abort();
		}
	}
	return all->of_level[level];
}

static void free_compressors(struct compressors *all) {
	for (int level = 0; level < LEVELS; level++) {
		libdeflate_free_compressor(all->of_level[level]);
	}
}

static void run(struct job *job, struct compressors *compressors) {
	struct libdeflate_compressor *deflate = compressor(compressors, job->level);
	size_t bound = libdeflate_zlib_compress_bound(deflate, job->raw_len);
	job->deflated = allocate(bound);
	job->packed.bytes = job->deflated;
	job->packed.len = libdeflate_zlib_compress(deflate, job->raw, job->raw_len, job->deflated, bound);
	job->packed.sum = haru_sum(job->deflated, job->packed.len);
}

/* Does the next job that nobody began with, or waits for a change when there is none. Called with the lock, which is let go meanwhile. */
static void run_next(struct haru_packer *packer, struct compressors *compressors) {
	while (packer->begun < packer->put && packer->jobs[packer->begun % MAX_WAITING].state == JOB_DONE) {
		packer->begun++; /* it was handed over */
	}
	if (packer->begun == packer->put) {
		pthread_cond_wait(&packer->changed, &packer->lock);
		return;
	}
	struct job *job = &packer->jobs[packer->begun++ % MAX_WAITING];
	job->state = JOB_RUNS;
	pthread_mutex_unlock(&packer->lock);
	run(job, compressors);
	pthread_mutex_lock(&packer->lock);
	job->state = JOB_DONE;
	pthread_cond_broadcast(&packer->changed);
}

static void *work(void *closure) {
	struct haru_packer *packer = closure;
	struct compressors compressors = { 0 };
	pthread_mutex_lock(&packer->lock);
	while (!packer->ends) {
		run_next(packer, &compressors);
	}
	pthread_mutex_unlock(&packer->lock);
	free_compressors(&compressors);
	return NULL;
}

struct haru_packer *haru_packer_new(void) {
	struct haru_packer *packer = calloc(1, sizeof *packer);
	if (packer == NULL) {
		abort();
	}
	pthread_mutex_init(&packer->lock, NULL);
	pthread_cond_init(&packer->changed, NULL);
	long beside = sysconf(_SC_NPROCESSORS_ONLN) - 1;
	while (packer->thread_count < MAX_THREADS && (long)packer->thread_count < beside &&
	       pthread_create(&packer->threads[packer->thread_count], NULL, work, packer) == 0) {
		packer->thread_count++;
	}
	return packer;
}

static void done_job(struct job *job) {
	osp_buf_done(&job->packed.entries);
	free(job->raw);
	free(job->deflated);
	memset(job, 0, sizeof *job);
}

/* The place for a stream of so many bytes. It is free: see haru_packer_take(). */
static struct job *next_job(struct haru_packer *packer, haru_id id, const char *entries, size_t len) {
	struct job *job = &packer->jobs[packer->put % MAX_WAITING];
	done_job(job);
	*job = (struct job){ .packed = { .id = id, .entries = OSP_BUF_INIT }, .raw_len = len };
	osp_buf_puts(&job->packed.entries, entries);
	return job;
}

static void put_job(struct haru_packer *packer, const struct job *job) {
	pthread_mutex_lock(&packer->lock);
	packer->bytes += job->raw_len;
	packer->put++;
	pthread_cond_broadcast(&packer->changed);
	pthread_mutex_unlock(&packer->lock);
}

void haru_packer_put(struct haru_packer *packer, haru_id id, const char *entries, const void *bytes, size_t len, int level) {
	struct job *job = next_job(packer, id, entries, len);
	job->level = level;
	job->raw = allocate(len);
	if (len > 0) { /* an empty stream may have no bytes to point at */
		memcpy(job->raw, bytes, len);
	}
	put_job(packer, job);
	if (packer->thread_count == 0) {
		run(job, &packer->own);
		job->state = JOB_DONE;
		packer->begun++;
	}
}

void haru_packer_hand(struct haru_packer *packer, haru_id id, const char *entries, void *owner, const void *bytes, size_t len, uint32_t sum) {
	struct job *job = next_job(packer, id, entries, len);
	job->raw = owner;
	job->state = JOB_DONE;
	job->packed.bytes = bytes;
	job->packed.len = len;
	job->packed.sum = sum;
	put_job(packer, job);
}

const struct haru_packed *haru_packer_take(struct haru_packer *packer, bool waits) {
	struct job *job = NULL;
	pthread_mutex_lock(&packer->lock);
	if (packer->taken < packer->put) {
		job = &packer->jobs[packer->taken % MAX_WAITING];
		/* One place stays free for what was taken and may still be looked at. */
		waits |= packer->put - packer->taken >= MAX_WAITING - 1 || packer->bytes > MAX_BYTES;
		/* Who would have to wait helps instead: fonts at the end come all at once. */
		while (waits && job->state != JOB_DONE) {
			run_next(packer, &packer->own);
		}
		job = job->state == JOB_DONE ? job : NULL;
	}
	if (job != NULL) {
		packer->taken++;
		packer->begun = packer->begun > packer->taken ? packer->begun : packer->taken; /* nobody began with what was handed over */
		packer->bytes -= job->raw_len;
	}
	pthread_mutex_unlock(&packer->lock);
	return job == NULL ? NULL : &job->packed;
}

void haru_packer_free(struct haru_packer *packer) {
	if (packer == NULL) {
		return;
	}
	pthread_mutex_lock(&packer->lock);
	packer->ends = true;
	pthread_cond_broadcast(&packer->changed);
	pthread_mutex_unlock(&packer->lock);
	for (unsigned i = 0; i < packer->thread_count; i++) {
		pthread_join(packer->threads[i], NULL);
	}
	for (size_t i = 0; i < MAX_WAITING; i++) {
		done_job(&packer->jobs[i]);
	}
	free_compressors(&packer->own);
	pthread_cond_destroy(&packer->changed);
	pthread_mutex_destroy(&packer->lock);
	free(packer);
}
