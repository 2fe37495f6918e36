/* report.h - errors, warnings and notes that point at the author's own line. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OSPOPRESS_REPORT_H
#define OSPOPRESS_REPORT_H

#include <ospopress/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A job is one run of ospopress. Everything that a stage or a plugin is given
 * belongs to it and lives until it ends; nothing of it is ever freed by a plugin.
 */
typedef struct osp_job osp_job;

/* Whether it worked. Why it did not is in the report, never here. */
typedef enum osp_status { OSP_OK = 0, OSP_FAIL = -1 } osp_status;

/*
 * A place in a file that a person wrote. `file` is an index given out by
 * osp_job_add_file(); 0 means "no file". Lines and columns count from 1, columns
 * in code points; 0 means "not known".
 */
typedef struct osp_place {
	uint32_t file;
	uint32_t line;
	uint32_t column;
} osp_place;

#define OSP_NOWHERE ((osp_place){ 0, 0, 0 })

/*
 * Reporting. `code` is "plugin/slug", stable, listed in docs/diagnostics.md.
 * Say what is wrong, then what was done or what to do:
 *
 *     osp_warn(job, osp_node_place(img), "assets/missing",
 *              "picture \"%s\" was not found beside the article; a placeholder is shown", src);
 *
 * prints
 *
 *     content/why.md:12:1: warning: picture "a.png" was not found ... [assets/missing]
 *     12 | ![封面](a.png)
 *        | ^
 *
 * An error means that this article (or output) can't be published as it is; a
 * warning, that something was repaired or left out; a note, that an editor may
 * want to know. The format is translated when the catalogue of the user's
 * language has it, so pass a literal. Reporting never fails and never stops
 * anything: return OSP_FAIL yourself. Calls from several threads are fine.
 */
OSP_API void osp_error(osp_job *job, osp_place place, const char *code, const char *format, ...) OSP_PRINTF(4, 5);
OSP_API void osp_warn(osp_job *job, osp_place place, const char *code, const char *format, ...) OSP_PRINTF(4, 5);
OSP_API void osp_note(osp_job *job, osp_place place, const char *code, const char *format, ...) OSP_PRINTF(4, 5);

/* A phrase for a message's %s, in the user's language when the catalogue has it, else `english` itself. */
OSP_API const char *osp_translate(const osp_job *job, const char *english);

/* Makes a file known to the report. `path` is what messages show; `text` (borrowed
 * for the job's life; may be NULL) is where the source line under a message comes from. */
OSP_API uint32_t osp_job_add_file(osp_job *job, const char *path, const char *text, size_t len);
/* The path that messages show for a file, "" for 0. Owned by the job. */
OSP_API const char *osp_job_file_path(const osp_job *job, uint32_t file);

/* Memory that lives as long as the job: zeroed, aligned for anything, never NULL, safe from several threads. */
OSP_API void *osp_job_alloc(osp_job *job, size_t size);
OSP_API char *osp_job_strdup(osp_job *job, const char *text);
OSP_API char *osp_job_strndup(osp_job *job, const char *text, size_t len);
OSP_API char *osp_job_printf(osp_job *job, const char *format, ...) OSP_PRINTF(2, 3);

#ifdef __cplusplus
}
#endif
#endif
