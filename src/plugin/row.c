/* row.c - one child of a plugin for many articles. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "plugin/row.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "plugin/carry.h"
#include "plugin/packet.h"
#include "plugin/process.h"

/*
 * The host writes the number of an article (4 bytes); the child answers with the
 * length of its packet as a line of text, the packet and a line end. When the
 * host closes, the child closes the plugin and sends a last packet.
 */

enum { LENGTH_DIGITS = 10 };

/* ---- In the child ---- */

static bool read_question(int from, uint32_t *ret_number)
{
	char bytes[sizeof(*ret_number)];
	for (size_t at = 0; at < sizeof(bytes);) {
		ssize_t n = read(from, bytes + at, sizeof(bytes) - at);
		if (n == 0 || (n < 0 && errno != EINTR)) {
			return false;
		}
		at += n > 0 ? (size_t)n : 0;
	}
	memcpy(ret_number, bytes, sizeof(bytes));
	return true;
}

/* What was reported since `start`, and what came of it: at once, for each piece would wake up the worker. */
static void send_answer(osp_job *job, int to, const struct packet_start *start, osp_status status, const osp_buf *result, osp_buf *answer)
{
	char line[LENGTH_DIGITS + 2];
	osp_buf_clear(answer);
	osp_buf_printf(answer, "%0*d\n", LENGTH_DIGITS, 0);
	packet_pack(job, start, status, result, answer);
	snprintf(line, sizeof(line), "%0*zu\n", LENGTH_DIGITS, answer->len - LENGTH_DIGITS - 1);
	memcpy(answer->data, line, LENGTH_DIGITS);
	osp_buf_putc(answer, '\n');
	buf_write(answer, to);
}

/* Lets the plugin work on an article. What it did not change is not sent: the result stays empty. */
static osp_status work_on(osp_job *job, const osp_plugin *about, struct plugin_use *use, osp_article *article, osp_buf *before,
	osp_buf *ret_result)
{
	const osp_volume *volume = osp_job_volume(job);
	size_t asset_count = volume->asset_count;
	osp_buf_clear(before);
	osp_buf_clear(ret_result);
	carry_pack_article(volume, article, asset_count, before);
	if (about->transform->article(job, use->state, article) != OSP_OK) {
		return OSP_FAIL;
	}
	carry_pack_article(volume, article, asset_count, ret_result);
	if (ret_result->len == before->len && memcmp(ret_result->data, before->data, before->len) == 0) {
		osp_buf_clear(ret_result);
	}
	return OSP_OK;
}

static void serve(osp_job *job, void *closure, int from, int to)
{
	struct plugin_use *use = closure;
	struct packet_start start = packet_start(job);
	const osp_plugin *about = plugin_use_open(job, use);
	osp_buf before = OSP_BUF_INIT, result = OSP_BUF_INIT, answer = OSP_BUF_INIT;
	for (uint32_t number; read_question(from, &number) && number < use->row->count;) {
		osp_status status = about != NULL ? work_on(job, about, use, use->row->articles[number], &before, &result) : OSP_FAIL;
		send_answer(job, to, &start, status, &result, &answer);
		/* Files that were added keep their numbers, so they come with every answer. */
		start.diagnostic_count = packet_start(job).diagnostic_count;
	}
	if (about != NULL) {
		plugin_use_leave(about, use);
	}
	osp_buf_clear(&result);
	send_answer(job, to, &start, OSP_OK, &result, &answer);
	osp_buf_done(&before);
	osp_buf_done(&result);
	osp_buf_done(&answer);
}

/* ---- In the worker ---- */

static bool start(osp_job *job, struct plugin_use *use, const struct child_name *name)
{
	struct process *process = osp_job_alloc(job, sizeof(*process));
	use->row->file_count = (uint32_t)job->file_count;
	if (process_fork(job, process, serve, use, use->box, &use->limits)) {
		use->process = process;
		return true;
	}
	osp_error(job, name->place, "plugin/no-process", "no process could be started for plugin %s on %s: %s", name->plugin, name->subject,
		strerror(errno));
	return false;
}

/* Takes a packet; false when none came whole. */
static bool take_answer(osp_job *job, const struct plugin_use *use, osp_status *ret_status, osp_buf *ret_result)
{
	const char *line = process_line(use->process);
	char *end = NULL;
	size_t len = line != NULL && *line >= '0' && *line <= '9' ? strtoull(line, &end, 10) : 0;
	osp_buf packet = OSP_BUF_INIT;
	bool is_length = end != NULL && *end == '\0';
	bool is_good = is_length && process_bytes(use->process, len, &packet) && packet_status(&packet, ret_status);
	if (is_good) {
		packet_merge_report(job, &packet, use->row->file_count);
		packet_result(&packet, ret_result);
	} else if (line != NULL && !is_length) {
		/* Whether it has ended meanwhile does not matter. */
		child_stop(&use->process->child, SUPERVISE_GARBAGE);
	}
	osp_buf_done(&packet);
	return is_good;
}

/* How a child ended that did not answer. One that is still there said nonsense. */
static enum supervise_end judge(struct process *process)
{
	process_await_end(process);
	enum supervise_end end = process_judge(process);
	if (process_is_running(process)) {
		child_stop(&process->child, end);
	}
	return end;
}

static void report(osp_job *job, struct process *process, const struct child_name *name, enum supervise_end end, bool said)
{
	if (end == SUPERVISE_NO_CHILD) {
		osp_error(job, name->place, "plugin/no-process", "no process could be started for plugin %s on %s: %s", name->plugin, name->subject,
			job_translate(job, "the kernel refused to shut it in"));
		return;
	}
	child_report_attempts(job, &process->child, name);
	child_report(job, &process->child, name, end, said);
	process->child.notices.wanted_net = false;
	*process->child.notices.read = *process->child.notices.written = '\0';
}

enum supervise_end row_ask(osp_job *job, struct plugin_use *use, const struct child_name *name, osp_article *article, osp_buf *ret_result)
{
	size_t errors = report_count(job, SEVERITY_ERROR);
	osp_status status = OSP_OK;
	osp_buf question = OSP_BUF_INIT;
	uint32_t number = 0;
	while (use->row->articles[number] != article) {
		number++;
	}
	if (use->process == NULL && !start(job, use, name)) {
		return SUPERVISE_NO_CHILD;
	}
	process_begin(use->process);
	packet_put_u32(&question, number);
	process_send(use->process, &question);
	osp_buf_done(&question);
	bool is_whole = take_answer(job, use, &status, ret_result);
	enum supervise_end end = !is_whole ? judge(use->process) : status == OSP_OK ? SUPERVISE_DONE : SUPERVISE_FAILED;
	report(job, use->process, name, end, report_count(job, SEVERITY_ERROR) > errors);
	if (is_whole && end == SUPERVISE_DONE) {
		process_pause(use->process);
	} else {
		row_drop(use);
	}
	return end;
}

void row_drop(struct plugin_use *use)
{
	if (use->process != NULL) {
		process_finish(use->process);
		use->process = NULL;
	}
}

enum supervise_end row_end(osp_job *job, struct plugin_use *use, const struct child_name *name)
{
	osp_status status = OSP_OK;
	osp_buf nothing = OSP_BUF_INIT;
	struct process *process = use->process;
	if (process == NULL) {
		return SUPERVISE_DONE;
	}
	if ((use->plugin->verbs & PLUGIN_VERB_CLOSE) == 0) {
		process_leave(process);
		use->process = NULL;
		return SUPERVISE_DONE;
	}
	process_begin(process);
	process_close_input(process);
	bool is_whole = take_answer(job, use, &status, &nothing);
	enum supervise_end end = is_whole ? SUPERVISE_DONE : judge(process);
	report(job, process, name, end, false);
	osp_buf_done(&nothing);
	if (is_whole) {
		process_leave(process);
		use->process = NULL;
		return SUPERVISE_DONE;
	}
	if (end == SUPERVISE_GARBAGE) {
		osp_error(job, name->place, "plugin/damaged", "plugin %s said something that can't be understood when it was closed (%s)", name->plugin,
			name->path);
		end = SUPERVISE_CRASHED;
	}
	row_drop(use);
	return end;
}
