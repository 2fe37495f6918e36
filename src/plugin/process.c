/* process.c - a program that works for us: shut in, long-lived, spoken to through its standard streams. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "plugin/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "plugin/leftovers.h"

enum { TICK = 100, AT_ONCE = 1 << 15, LINE_LIMIT = 1 << 16, GRACE = 2000, PATIENCE = 1000, EXIT_NO_PROGRAM = 127 };
/* What a program may have said without being asked. */
static const size_t in_limit = (size_t)256 << 20;

/* Forks, with pipes both ways: `files` are the child's ends. */
static bool fork_process(osp_job *job, struct process *process, struct sandbox *box, const struct supervise_limits *limits,
	int files[2], struct child_ends *ends)
{
	int in[2] = { -1, -1 }, out[2] = { -1, -1 };
	*process = (struct process){ .job = job, .to = -1, .from = -1, .in = OSP_BUF_INIT };
	process->child.is_over = true;
	if (pipe2(in, O_CLOEXEC) != 0) {
		return false;
	}
	if (pipe2(out, O_CLOEXEC) != 0 || !child_fork(job, &process->child, box, limits, ends)) {
		int error = errno;
		for (int i = 0; i < 2; i++) {
			close(in[i]);
			if (out[i] >= 0) {
				close(out[i]);
			}
		}
		process->child.is_over = true;
		errno = error;
		return false;
	}
	files[0] = in[0];
	files[1] = out[1];
	if (process->child.pid > 0) {
		close(in[0]);
		close(out[1]);
		process->to = in[1];
		process->from = out[0];
		fcntl(process->to, F_SETFL, O_NONBLOCK);
		fcntl(process->from, F_SETFL, O_NONBLOCK);
	}
	return true;
}

bool process_fork(osp_job *job, struct process *process, process_fn run, void *closure, struct sandbox *box,
	const struct supervise_limits *limits)
{
	int files[2];
	struct child_ends ends;
	pid_t parent = getpid();
	if (!fork_process(job, process, box, limits, files, &ends)) {
		return false;
	}
	if (process->child.pid == 0) {
		/* The memory that says what is to be cleared away is not for others to write into. */
		leftovers_free(job->leftovers);
		job->leftovers = NULL;
		if (!child_enter(job, &process->child, &ends, parent, files, 2)) {
			_exit(CHILD_NOT_BOXED);
		}
		run(job, closure, files[0], files[1]);
		_exit(0);
	}
	return true;
}

struct command { const char *const *argv; const char *folder; };

static void become(osp_job *job, void *closure, int from, int to)
{
	const struct command *command = closure;
	(void)job;
	dup2(from, STDIN_FILENO);
	dup2(to, STDOUT_FILENO);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
	if (chdir(command->folder) == 0) {
		execv(command->argv[0], (char *const *)(uintptr_t)command->argv);
	}
	fprintf(stderr, "%s can't be run: %s\n", command->argv[0], strerror(errno));
	fflush(stderr);
	_exit(EXIT_NO_PROGRAM);
}

bool process_start(osp_job *job, struct process *process, const char *const *argv, const char *folder, struct sandbox *box,
	const struct supervise_limits *limits)
{
	struct command command = { argv, folder };
	return process_fork(job, process, become, &command, box, limits);
}

bool process_is_running(const struct process *process)
{
	return !process->child.is_over;
}

static void close_one(int *fd)
{
	if (*fd >= 0) {
		close(*fd);
		*fd = -1;
	}
}

void process_close_input(struct process *process)
{
	close_one(&process->to);
}

static void take_output(struct process *process)
{
	while (process->from >= 0) {
		ssize_t n = buf_read(&process->in, process->from, AT_ONCE);
		if (n < 0 && errno == EINTR) {
			continue;
		}
		if (n < 0 && errno == EAGAIN) {
			return;
		}
		if (n <= 0) {
			close_one(&process->from);
			return;
		}
		if (process->in.len - process->taken > in_limit) {
			child_stop(&process->child, SUPERVISE_GARBAGE);
			close_one(&process->from);
		} else if (process->in.len > (size_t)AT_ONCE * 8) {
			return;
		}
	}
}

/* Waits until something happens, at most a tick. */
static void wait_a_little(struct process *process, bool wants_to_write)
{
	struct pollfd polls[CHILD_POLLS + 2];
	nfds_t count = child_polls(&process->child, polls);
	if (process->from >= 0) {
		polls[count++] = (struct pollfd){ .fd = process->from, .events = POLLIN };
	}
	if (wants_to_write && process->to >= 0) {
		polls[count++] = (struct pollfd){ .fd = process->to, .events = POLLOUT };
	}
	poll(polls, count, process->from >= 0 ? TICK : 1);
	take_output(process);
	child_tend(&process->child, clock_milliseconds());
	if (child_reap(process->job, &process->child)) {
		take_output(process);
		close_one(&process->from);
		close_one(&process->to);
	}
}

void process_begin(struct process *process)
{
	process->child.deadline = clock_milliseconds() + (int64_t)process->child.limits.seconds * 1000;
}

void process_pause(struct process *process)
{
	process->child.deadline = 0;
	if (process->taken == process->in.len) {
		osp_buf_clear(&process->in);
		process->taken = 0;
	}
}

bool process_send(struct process *process, const osp_buf *bytes)
{
	for (size_t at = 0; at < bytes->len;) {
		ssize_t n = process->to >= 0 ? write(process->to, bytes->data + at, bytes->len - at) : -1;
		if (n > 0) {
			at += (size_t)n;
			continue;
		}
		if (process->to < 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) {
			close_one(&process->to);
			return false;
		}
		wait_a_little(process, true);
	}
	return true;
}

/* What it says and nobody has taken, at least `len` bytes; false when they will never come. */
static bool need(struct process *process, size_t len)
{
	while (process->in.len - process->taken < len) {
		if (process->from < 0) {
			return false;
		}
		wait_a_little(process, false);
	}
	return true;
}

/* Moves what is left to the front now and then. */
static void compact(struct process *process)
{
	if (process->taken > LINE_LIMIT && process->taken * 2 > process->in.len) {
		memmove(process->in.data, process->in.data + process->taken, process->in.len - process->taken);
		osp_buf_truncate(&process->in, process->in.len - process->taken);
		process->taken = 0;
	}
}

const char *process_line(struct process *process)
{
	size_t seen = 0;
	compact(process);
	for (;;) {
		size_t len = process->in.len - process->taken;
		char *from = process->in.data != NULL ? process->in.data + process->taken : NULL;
		char *end = len > seen ? memchr(from + seen, '\n', len - seen) : NULL;
		if (end != NULL) {
			*end = '\0';
			process->taken += (size_t)(end - from) + 1;
			return from;
		}
		seen = len;
		if (seen > LINE_LIMIT) {
			child_stop(&process->child, SUPERVISE_GARBAGE);
			return NULL;
		}
		if (!need(process, seen + 1)) {
			return NULL;
		}
	}
}

bool process_bytes(struct process *process, size_t len, osp_buf *out)
{
	if (len > in_limit / 2 || !need(process, len + 1)) {
		return false;
	}
	osp_buf_add(out, process->in.data + process->taken, len);
	process->taken += len;
	if (process->in.data[process->taken] == '\n') {
		process->taken++;
		return true;
	}
	return false;
}

bool process_rest(struct process *process, osp_buf *out)
{
	while (process->from >= 0) {
		wait_a_little(process, false);
	}
	osp_buf_add(out, process->in.data != NULL ? process->in.data + process->taken : "", process->in.len - process->taken);
	process->taken = process->in.len;
	return process->child.end == SUPERVISE_DONE;
}

void process_await_end(struct process *process)
{
	int64_t end = clock_milliseconds() + PATIENCE;
	process_close_input(process);
	while (process->from < 0 && !process->child.is_over && clock_milliseconds() < end) {
		wait_a_little(process, false);
	}
}

void process_expect_end(struct process *process)
{
	process_close_input(process);
	if (process->child.end == SUPERVISE_DONE && process->child.deadline == 0) {
		process->child.deadline = clock_milliseconds() + GRACE;
	}
}

void process_leave(struct process *process)
{
	child_leave(process->job, &process->child);
	close_one(&process->to);
	close_one(&process->from);
	osp_buf_done(&process->in);
}

void process_finish(struct process *process)
{
	process_expect_end(process);
	while (!process->child.is_over) {
		osp_buf_clear(&process->in);
		process->taken = 0;
		wait_a_little(process, false);
	}
	osp_buf_done(&process->in);
}

enum supervise_end process_judge(const struct process *process)
{
	bool may_go_on = process->child.end == SUPERVISE_DONE && !process->child.is_over;
	return may_go_on ? SUPERVISE_GARBAGE : child_judge(&process->child);
}
