/* job.c - what one run owns: memory, report, files, volume. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "base/job.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

osp_job *job_new(const char *language)
{
	struct arena *arena = arena_new();
	osp_job *job = ARENA_NEW(arena, osp_job);
	job->arena = arena;
	job->language = language;
	pthread_mutex_init(&job->lock, NULL);
	osp_job_add_file(job, "", NULL, 0);
	return job;
}

void job_free(osp_job *job)
{
	if (job == NULL) {
		return;
	}
	pthread_mutex_destroy(&job->lock);
	free(job->diagnostics);
	free(job->files);
	for (size_t i = 0; i < job->arena_count; i++) {
		arena_free(job->arenas[i]);
	}
	free(job->arenas);
	arena_free(job->arena);
}

void *job_grown(void *array, size_t *capacity, size_t size)
{
	*capacity = *capacity == 0 ? 16 : *capacity * 2;
	void *fresh = realloc(array, *capacity * size);
	if (fresh == NULL) {
		abort();
	}
	return fresh;
}

struct arena *job_arena_new(osp_job *job)
{
	struct arena *arena = arena_new();
	pthread_mutex_lock(&job->lock);
	if (job->arena_count == job->arena_capacity) {
		job->arenas = job_grown(job->arenas, &job->arena_capacity, sizeof(*job->arenas));
	}
	job->arenas[job->arena_count++] = arena;
	pthread_mutex_unlock(&job->lock);
	return arena;
}

uint32_t osp_job_add_file(osp_job *job, const char *path, const char *text, size_t len)
{
	char *kept = osp_job_strdup(job, path);
	pthread_mutex_lock(&job->lock);
	if (job->file_count == job->file_capacity) {
		job->files = job_grown(job->files, &job->file_capacity, sizeof(*job->files));
	}
	job->files[job->file_count] = (struct job_file){ .path = kept, .text = text, .len = len };
	uint32_t file = (uint32_t)job->file_count++;
	pthread_mutex_unlock(&job->lock);
	return file;
}

const char *osp_job_file_path(const osp_job *job, uint32_t file)
{
	return file < job->file_count ? job->files[file].path : "";
}

void *osp_job_alloc(osp_job *job, size_t size)
{
	pthread_mutex_lock(&job->lock);
	void *memory = arena_alloc(job->arena, size);
	pthread_mutex_unlock(&job->lock);
	return memory;
}

char *osp_job_strndup(osp_job *job, const char *text, size_t len)
{
	char *copy = osp_job_alloc(job, len + 1);
	if (len > 0) {
		memcpy(copy, text, len);
	}
	return copy;
}

char *osp_job_strdup(osp_job *job, const char *text)
{
	return osp_job_strndup(job, text, strlen(text));
}

char *osp_job_printf(osp_job *job, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	pthread_mutex_lock(&job->lock);
	char *text = arena_vprintf(job->arena, format, args);
	pthread_mutex_unlock(&job->lock);
	va_end(args);
	return text;
}
