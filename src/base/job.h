/* job.h - what one run owns: memory, report, files, volume. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_JOB_H
#define BASE_JOB_H

#include <ospopress/report.h>
#include "base/arena.h"

#include <pthread.h>
#include <stdarg.h>

enum severity { SEVERITY_NOTE = 0, SEVERITY_WARNING = 1, SEVERITY_ERROR = 2 };

/* One thing said. Lives in the job. */
struct diagnostic {
	enum severity severity;
	osp_place place;
	const char *code;
	const char *text;      /* translated */
	uint32_t order;        /* of arrival */
	uint32_t repeated;     /* further times at the same place */
};

struct job_file {
	const char *path;
	const char *text;
	size_t len;
	uint32_t seen_line;    /* the last line that the report showed, 0 = none: the next one is mostly below it */
	size_t seen_at;        /* where it begins */
};

/* Everything to the right of base/ hangs its part here by a pointer that base/ does not look into. */
struct osp_job {
	struct arena *arena;          /* guarded by lock when several threads run */
	pthread_mutex_t lock;
	const char *language;         /* of messages: "en", "zh" */
	struct diagnostic **diagnostics;
	size_t diagnostic_count, diagnostic_capacity;
	size_t printed;               /* how many of them were flushed */
	size_t counts[3];             /* by severity */
	struct job_file *files;       /* [0] is "no file" */
	size_t file_count, file_capacity;
	struct osp_volume *volume;
	struct style_sheets *sheets;
	struct manifest *manifest;
	struct plugin_registry *plugins;
	struct family *family;        /* plugin/family.h; NULL = takes care of its own children only */
	struct leftovers *leftovers;  /* plugin/leftovers.h; NULL = nobody supervises */
	struct arena **arenas;        /* those of job_arena_new() */
	size_t arena_count, arena_capacity;
	struct tree_styles *tree_styles; /* document/node.h: those that no tree has yet */
	size_t tree_styles_left;
	bool fetch;                   /* --fetch: remote pictures may be fetched */
	int verbosity;                /* -1 quiet, 0, 1 verbose */
};

osp_job *job_new(const char *language);
void job_free(osp_job *job);
/* An arena of its own for a thread that makes something that lives as long as the job. */
struct arena *job_arena_new(osp_job *job);
/* A larger copy of a heap array, its capacity doubled. */
void *job_grown(void *array, size_t *capacity, size_t size);

/* Says it: what osp_error and its sisters call. `format` is looked up in the catalogue of job->language. */
void report_add(osp_job *job, enum severity severity, osp_place place, const char *code, const char *format, va_list args);
size_t report_count(const osp_job *job, enum severity severity);
/* Prints what was not printed yet to stderr, sorted by file, line, column, repeated ones folded. */
void report_flush(osp_job *job);
/* As text, as report_flush would print it; for tests and for children that hand their report on. */
void report_format(const osp_job *job, const struct diagnostic *diagnostic, osp_buf *out);
/* The report as bytes and back, to cross a pipe: all from `first` on. File indexes must mean the same on both sides. */
void report_pack(const osp_job *job, size_t first, osp_buf *out);
osp_status report_unpack(osp_job *job, const char *bytes, size_t len);

/* A message of the program itself in the user's language (help texts, progress): the catalogue's, else `english`. */
const char *job_translate(const osp_job *job, const char *english);

#endif
