/* verdict.c - say how a plugin's process ended, and what it tried in vain. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "plugin/child.h"

#include <signal.h>
#include <string.h>

enum { WORDS_LIMIT = 300, OUT_OF_MEMORY = 4 /* what base/ ends with when there is none */ };

enum supervise_end child_judge(const struct child *child)
{
	bool is_ours = child->box == NULL || !child->box->is_program;
	if (child->end != SUPERVISE_DONE) {
		return child->end;
	}
	if (child->signal == 0) {
		bool had_none = (is_ours && child->exit_status == OUT_OF_MEMORY) || (child->exit_status != 0 && child->notices.asked_bytes > 0);
		return had_none ? SUPERVISE_MEMORY : child->exit_status == CHILD_NOT_BOXED ? SUPERVISE_NO_CHILD : SUPERVISE_EXITED;
	}
	/* Whoever does not ask whether malloc succeeded dies of it. */
	bool is_full = child->most_memory >= child->limits.bytes / 4 * 3 || child->notices.asked_bytes > 0;
	return is_full && child->signal != SIGKILL ? SUPERVISE_MEMORY : SUPERVISE_CRASHED;
}

/* The last lines of the ring: printable, on one line; what a terminal would obey is no text. */
const char *child_last_words(osp_job *job, const struct child *child)
{
	char bytes[CHILD_LOG_SIZE];
	size_t len = child->logged < CHILD_LOG_SIZE ? (size_t)child->logged : CHILD_LOG_SIZE;
	osp_buf words = OSP_BUF_INIT;
	for (size_t i = 0; i < len; i++) {
		bytes[i] = child->tail[(child->logged - len + i) % CHILD_LOG_SIZE];
	}
	const char *end = bytes + len, *at = bytes;
	while (end > bytes && (end[-1] == '\n' || end[-1] == ' ')) {
		end--;
	}
	if (end - bytes > WORDS_LIMIT) {
		at = end - WORDS_LIMIT;
		/* From the beginning of a line, or at least of a character. */
		const char *line = memchr(at, '\n', (size_t)(end - at));
		at = line != NULL ? line + 1 : at;
		while (at < end && ((unsigned char)*at & 0xC0) == 0x80) {
			at++;
		}
	}
	bool was_break = false;
	while (at < end) {
		uint32_t c = osp_utf8_next(&at, end);
		bool is_break = c == '\n' || c == '\r';
		if (is_break && !was_break) {
			osp_buf_puts(&words, " / ");
		} else if (!is_break) {
			osp_buf_put_codepoint(&words, c < 0x20 || (c >= 0x7f && c < 0xa0) ? ' ' : c);
		}
		was_break = is_break;
	}
	const char *text = words.len > 0 ? osp_job_printf(job, job_translate(job, "; it last said: %s"), words.data) : "";
	osp_buf_done(&words);
	return text;
}

static void report_crash(osp_job *job, const struct child *child, const struct child_name *name, const char *where, const char *words)
{
	const char *signal = child->signal != 0 ? sigabbrev_np(child->signal) : NULL;
	osp_error(job, name->place, "plugin/crashed", "plugin %s crashed on %s: signal SIG%s; what it was making is left out (%s)%s",
		name->plugin, name->subject, signal != NULL ? signal : "?", where, words);
}

static void report_memory(osp_job *job, const struct child *child, const struct child_name *name, const char *where, const char *words)
{
	unsigned long long most = (unsigned long long)(child->limits.bytes >> 20);
	if (child->notices.asked_bytes > 0) {
		osp_error(job, name->place, "plugin/memory",
			"plugin %s failed on %s: it asked for %llu MiB of memory at once, and may have %llu; OSPOPRESS_PLUGIN_MEMORY allows more (%s)%s",
			name->plugin, name->subject, (unsigned long long)(child->notices.asked_bytes >> 20), most, where, words);
		return;
	}
	osp_error(job, name->place, "plugin/memory",
		"plugin %s was stopped on %s: it needs more than %llu MiB of memory; OSPOPRESS_PLUGIN_MEMORY allows more (%s)%s", name->plugin,
		name->subject, most, where, words);
}

void child_report(osp_job *job, const struct child *child, const struct child_name *name, enum supervise_end end, bool said)
{
	const char *where = name->path != NULL ? name->path : name->plugin;
	const char *words = end != SUPERVISE_DONE && (end != SUPERVISE_FAILED || !said) ? child_last_words(job, child) : "";
	switch (end) {
	case SUPERVISE_FAILED:
		if (!said) {
			osp_error(job, name->place, "plugin/silent", "plugin %s failed on %s without saying why (%s)%s", name->plugin, name->subject,
				where, words);
		}
		return;
	case SUPERVISE_CRASHED:
		report_crash(job, child, name, where, words);
		return;
	case SUPERVISE_EXITED:
		osp_error(job, name->place, "plugin/exited",
			"plugin %s ended its process on %s instead of returning (exit status %d); what it was making is left out (%s)%s", name->plugin,
			name->subject, child->exit_status, where, words);
		return;
	case SUPERVISE_HUNG:
		osp_error(job, name->place, "plugin/hung",
			"plugin %s was stopped on %s after %u seconds; OSPOPRESS_PLUGIN_SECONDS allows more (%s)%s", name->plugin, name->subject,
			child->limits.seconds, where, words);
		return;
	case SUPERVISE_MEMORY:
		report_memory(job, child, name, where, words);
		return;
	case SUPERVISE_PROCESSES:
		osp_error(job, name->place, "plugin/processes",
			"plugin %s was stopped on %s: it had %u processes and wanted more; OSPOPRESS_PLUGIN_PROCESSES allows more (%s)%s",
			name->plugin, name->subject, child->limits.processes, where, words);
		return;
	default:
		return;
	}
}

void child_report_attempts(osp_job *job, const struct child *child, const struct child_name *name)
{
	const struct notices *notices = &child->notices;
	if (notices->wanted_net) {
		osp_warn(job, name->place, "plugin/network", "plugin %s wanted to use the network on %s, which it may not; it got no connection (%s)",
			name->plugin, name->subject, name->path != NULL ? name->path : "");
	}
	if (*notices->written != '\0') {
		osp_warn(job, name->place, "plugin/forbidden", "plugin %s wanted to write %s on %s, which it may not; nothing was changed there (%s)",
			name->plugin, notices->written, name->subject, name->path != NULL ? name->path : "");
	}
	if (*notices->read != '\0') {
		osp_warn(job, name->place, "plugin/forbidden", "plugin %s wanted to read %s on %s, which it may not; it saw nothing of it (%s)",
			name->plugin, notices->read, name->subject, name->path != NULL ? name->path : "");
	}
}
