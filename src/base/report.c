/* report.c - collect, sort, fold and print diagnostics. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "base/job.h"
#include "base/catalogue.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SHOWN_COLUMNS = 100 };

const char *job_translate(const osp_job *job, const char *english)
{
	return catalogue_find(job->language, english);
}

const char *osp_translate(const osp_job *job, const char *english)
{
	return job_translate(job, english);
}

/* The format comes out of the catalogue; a test compares the conversions of each pair. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static char *formatted(osp_job *job, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	char *text = osp_job_alloc(job, (size_t)(len < 0 ? 0 : len) + 1);
	vsnprintf(text, (size_t)(len < 0 ? 0 : len) + 1, format, again);
	va_end(again);
	return text;
}
#pragma GCC diagnostic pop

static void add(osp_job *job, enum severity severity, osp_place place, const char *code, const char *text)
{
	struct diagnostic *fresh = osp_job_alloc(job, sizeof(*fresh));
	*fresh = (struct diagnostic){ .severity = severity, .place = place, .code = code, .text = text };
	pthread_mutex_lock(&job->lock);
	if (job->diagnostic_count == job->diagnostic_capacity) {
		job->diagnostics = job_grown(job->diagnostics, &job->diagnostic_capacity, sizeof(*job->diagnostics));
	}
	fresh->order = (uint32_t)job->diagnostic_count;
	job->diagnostics[job->diagnostic_count++] = fresh;
	job->counts[severity]++;
	pthread_mutex_unlock(&job->lock);
}

void report_add(osp_job *job, enum severity severity, osp_place place, const char *code, const char *format, va_list args)
{
	add(job, severity, place, osp_job_strdup(job, code), formatted(job, job_translate(job, format), args));
}

#define REPORT(name, severity) \
	void name(osp_job *job, osp_place place, const char *code, const char *format, ...) \
	{ \
		va_list args; \
		va_start(args, format); \
		report_add(job, severity, place, code, format, args); \
		va_end(args); \
	}
REPORT(osp_error, SEVERITY_ERROR)
REPORT(osp_warn, SEVERITY_WARNING)
REPORT(osp_note, SEVERITY_NOTE)
#undef REPORT

size_t report_count(const osp_job *job, enum severity severity)
{
	return job->counts[severity];
}

/* The line of a file, without its end; false when the text is not known. */
static bool find_line(struct job_file *file, uint32_t line, const char **ret_start, size_t *ret_len)
{
	if (file->text == NULL || line == 0) {
		return false;
	}
	bool goes_on = file->seen_line > 0 && file->seen_line <= line;
	const char *at = file->text + (goes_on ? file->seen_at : 0), *end = file->text + file->len;
	for (uint32_t i = goes_on ? file->seen_line : 1; i < line; i++) {
		at = memchr(at, '\n', (size_t)(end - at));
		if (at == NULL) {
			return false;
		}
		at++;
	}
	const char *stop = memchr(at, '\n', (size_t)(end - at));
	file->seen_line = line;
	file->seen_at = (size_t)(at - file->text);
	*ret_start = at;
	*ret_len = (size_t)((stop != NULL ? stop : end) - at);
	return true;
}

/*
 * The source line and a caret under the column. A long line is shown from a
 * little before the column on. Tabs are shown as one space, so that the caret
 * stands right whatever the terminal's tab stops are.
 */
static void put_source(osp_buf *out, struct job_file *file, osp_place place)
{
	const char *line;
	size_t len;
	if (!find_line(file, place.line, &line, &len)) {
		return;
	}
	uint32_t skip = place.column > 60 ? place.column - 40 : 0;
	int caret = 0, columns = 0;
	uint32_t column = 1;
	osp_buf shown = OSP_BUF_INIT;
	for (const char *at = line, *end = line + len; at < end && columns < MOST_SHOWN_COLUMNS; column++) {
		uint32_t c = osp_utf8_next(&at, end);
		if (column <= skip) {
			continue;
		}
		if (column == place.column) {
			caret = columns;
		}
		c = c < 0x20 || c == 0x7F ? ' ' : c;
		osp_buf_put_codepoint(&shown, c);
		columns += osp_char_columns(c);
	}
	if (place.column >= column) {
		caret = columns;
	}
	osp_buf_printf(out, "%5u | %s%s\n", (unsigned)place.line, skip > 0 ? "…" : "", shown.data != NULL ? shown.data : "");
	if (place.column > 0) {
		osp_buf_printf(out, "      | %*s^\n", caret + (skip > 0 ? 1 : 0), "");
	}
	osp_buf_done(&shown);
}

void report_format(const osp_job *job, const struct diagnostic *diagnostic, osp_buf *out)
{
	static const char *const words[] = { "note", "warning", "error" };
	osp_place place = diagnostic->place;
	const char *path = osp_job_file_path(job, place.file);
	osp_buf_puts(out, *path != '\0' ? path : "ospopress");
	if (place.line > 0) {
		osp_buf_printf(out, ":%u", (unsigned)place.line);
	}
	if (place.line > 0 && place.column > 0) {
		osp_buf_printf(out, ":%u", (unsigned)place.column);
	}
	osp_buf_printf(out, ": %s: %s [%s]\n", job_translate(job, words[diagnostic->severity]), diagnostic->text, diagnostic->code);
	if (place.file < job->file_count) {
		put_source(out, &job->files[place.file], place);
	}
}

static int by_place(const void *left, const void *right)
{
	const struct diagnostic *a = *(struct diagnostic *const *)left, *b = *(struct diagnostic *const *)right;
	if (a->place.file != b->place.file) {
		return a->place.file < b->place.file ? -1 : 1;
	}
	if (a->place.line != b->place.line) {
		return a->place.line < b->place.line ? -1 : 1;
	}
	if (a->place.column != b->place.column) {
		return a->place.column < b->place.column ? -1 : 1;
	}
	return a->order < b->order ? -1 : a->order > b->order;
}

static bool is_same(const struct diagnostic *a, const struct diagnostic *b)
{
	return a->severity == b->severity && a->place.file == b->place.file && a->place.line == b->place.line &&
	       a->place.column == b->place.column && strcmp(a->code, b->code) == 0 && strcmp(a->text, b->text) == 0;
}

static bool is_shown(const osp_job *job, const struct diagnostic *diagnostic)
{
	return diagnostic->severity == SEVERITY_ERROR || job->verbosity >= 0;
}

void report_flush(osp_job *job)
{
	size_t count = job->diagnostic_count - job->printed;
	osp_buf out = OSP_BUF_INIT;
	if (count == 0) {
		return;
	}
	struct diagnostic **fresh = job->diagnostics + job->printed;
	qsort(fresh, count, sizeof(*fresh), by_place);
	for (size_t i = 0; i < count;) {
		size_t same = 1;
		while (i + same < count && is_same(fresh[i], fresh[i + same])) {
			same++;
		}
		if (is_shown(job, fresh[i])) {
			report_format(job, fresh[i], &out);
			if (same > 1) {
				osp_buf_puts(&out, "      = ");
				osp_buf_printf(&out, "%u %s\n", (unsigned)(same - 1), job_translate(job, "more times"));
			}
		}
		i += same;
	}
	job->printed = job->diagnostic_count;
	if (out.len > 0) {
		fwrite(out.data, 1, out.len, stderr);
		fflush(stderr);
	}
	osp_buf_done(&out);
}

/* Packed form: a row of { severity, file, line, column, code length, text length } as 32-bit words, then the two texts. */
void report_pack(const osp_job *job, size_t first, osp_buf *out)
{
	for (size_t i = first; i < job->diagnostic_count; i++) {
		const struct diagnostic *d = job->diagnostics[i];
		uint32_t head[6] = { (uint32_t)d->severity, d->place.file, d->place.line, d->place.column,
		                     (uint32_t)strlen(d->code), (uint32_t)strlen(d->text) };
		osp_buf_add(out, head, sizeof(head));
		osp_buf_add(out, d->code, head[4]);
		osp_buf_add(out, d->text, head[5]);
	}
}

osp_status report_unpack(osp_job *job, const char *bytes, size_t len)
{
	while (len > 0) {
		uint32_t head[6];
		if (len < sizeof(head)) {
			return OSP_FAIL;
		}
		memcpy(head, bytes, sizeof(head));
		bytes += sizeof(head);
		len -= sizeof(head);
		if (head[0] > SEVERITY_ERROR || head[4] > len || head[5] > len - head[4]) {
			return OSP_FAIL;
		}
		osp_place place = { head[1], head[2], head[3] };
		add(job, (enum severity)head[0], place, osp_job_strndup(job, bytes, head[4]), osp_job_strndup(job, bytes + head[4], head[5]));
		bytes += head[4] + head[5];
		len -= head[4] + head[5];
	}
	return OSP_OK;
}
