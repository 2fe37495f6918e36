/* child.c - one child process of a plugin: start it boxed in, watch it, end it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "plugin/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/sanitizer.h"
#include "plugin/family.h"

enum { WEIGH_EVERY = 100 }; /* milliseconds */

/* ---- Starting ---- */

static void close_both(int ends[2])
{
	for (int i = 0; i < 2; i++) {
		if (ends[i] >= 0) {
			close(ends[i]);
		}
	}
}

bool child_fork(osp_job *job, struct child *child, struct sandbox *box, const struct supervise_limits *limits,
	struct child_ends *ret_ends)
{
	int log[2] = { -1, -1 }, channel[2] = { -1, -1 };
	*child = (struct child){ .limits = *limits, .box = box, .channel = -1, .log = -1,
		.notices = { .listener = -1, .box = box, .most_processes = limits->processes } };
	if (box != NULL && (pipe2(log, O_CLOEXEC) != 0 || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channel) != 0)) {
		close_both(log);
		return false;
	}
	if (box != NULL) {
		sandbox_prepare(box);
	}
	fflush(NULL);
	pid_t pid = fork();
	if (pid <= 0) {
		*ret_ends = (struct child_ends){ log[1], channel[1] };
		if (pid < 0) {
			int error = errno;
			close_both(log);
			close_both(channel);
			errno = error;
		}
		return pid == 0;
	}
	child->pid = pid;
	child->log = log[0];
	child->channel = channel[0];
	child->weighed = clock_milliseconds();
	child->deadline = child->weighed + (int64_t)limits->seconds * 1000;
	if (box != NULL) {
		close(log[1]);
		close(channel[1]);
		fcntl(child->log, F_SETFL, O_NONBLOCK);
	} else {
		setpgid(pid, pid);
	}
	family_know(job, pid);
	return true;
}

static uint64_t addresses_in_use(void)
{
	char text[64];
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	ssize_t len = fd >= 0 ? read(fd, text, sizeof(text) - 1) : 0;
	if (fd >= 0) {
		close(fd);
	}
	text[len > 0 ? len : 0] = '\0';
	return strtoull(text, NULL, 10) * (uint64_t)sysconf(_SC_PAGESIZE);
}

static void limit_memory(const struct child *child)
{
	struct rlimit none = { 0, 0 };
	setrlimit(RLIMIT_CORE, &none);
	/* Programs reserve addresses as they like, and so does a sanitizer; there what is in memory is watched. */
	if (!WITH_SANITIZER && (child->box == NULL || !child->box->is_program)) {
		rlim_t most = addresses_in_use() + child->limits.bytes;
		struct rlimit addresses = { most, most };
		setrlimit(RLIMIT_AS, &addresses);
	}
}

static void redirect(int log)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (null >= 0) {
		dup2(null, STDIN_FILENO);
		close(null);
	}
	/* What a plugin prints must not get into a dump that ospopress prints. */
	dup2(log >= 0 ? log : STDERR_FILENO, STDOUT_FILENO);
	if (log >= 0) {
		dup2(log, STDERR_FILENO);
	}
}

bool child_enter(osp_job *job, const struct child *child, const struct child_ends *ends, pid_t parent, const int *keep, size_t keep_count)
{
	int listener = -1, files[8];
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent) {
		return false;
	}
	/* Then write() says what is wrong instead. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	family_forget(job);
	redirect(ends->log);
	limit_memory(child);
	if (child->box == NULL) {
		setpgid(0, 0);
		return true;
	}
	/* A session of its own has no terminal. What it starts stays below it, so that it can be counted and ended. */
	setsid();
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	for (size_t i = 0; i < keep_count; i++) {
		files[i] = keep[i];
	}
	files[keep_count] = ends->channel;
	bool is_boxed = sandbox_enter(child->box, &child->limits, files, keep_count + 1, &listener);
	if (is_boxed && listener >= 0) {
		is_boxed = notices_send(ends->channel, listener);
		close(listener);
	}
	close(ends->channel);
	return is_boxed;
}

/* ---- Watching ---- */

nfds_t child_polls(const struct child *child, struct pollfd polls[CHILD_POLLS])
{
	const int files[] = { child->log, child->channel, child->notices.listener };
	nfds_t count = 0;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files) && !child->is_over; i++) {
		if (files[i] >= 0) {
			polls[count++] = (struct pollfd){ .fd = files[i], .events = POLLIN };
		}
	}
	return count;
}

static void take_log(struct child *child)
{
	char bytes[65536];
	/* A turn takes some: who prints without end must not keep us from others. */
	for (int i = 0; i < 16 && child->log >= 0; i++) {
		ssize_t n = read(child->log, bytes, sizeof(bytes));
		if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
			return;
		}
		if (n <= 0) {
			close(child->log);
			child->log = -1;
			return;
		}
		for (ssize_t at = n > CHILD_LOG_SIZE ? n - CHILD_LOG_SIZE : 0; at < n; at++) {
			child->tail[(child->logged + (uint64_t)at) % CHILD_LOG_SIZE] = bytes[at];
		}
		child->logged += (uint64_t)n;
	}
}

static void take_listener(struct child *child)
{
	if (child->channel < 0) {
		return;
	}
	int listener = notices_receive(child->channel);
	struct pollfd ended = { .fd = child->channel, .events = POLLIN };
	bool is_closed = listener < 0 && poll(&ended, 1, 0) == 1 && (ended.revents & POLLHUP) != 0;
	if (is_closed) {
		/* It may have come between the two questions. If not, this kernel has none. */
		listener = notices_receive(child->channel);
	}
	if (listener >= 0) {
		child->notices.listener = listener;
	}
	if (listener >= 0 || is_closed) {
		close(child->channel);
		child->channel = -1;
	}
}

void child_stop(struct child *child, enum supervise_end why)
{
	child->end = why;
	if (!child->is_over) {
		kill(-child->pid, SIGKILL);
		kill(child->pid, SIGKILL);
	}
}

/* The memory of its family, if it is time to look: that takes as long as many a plugin needs for an article, and who looks answers
 * no questions. */
static uint64_t weigh(struct child *child, int64_t now)
{
	if (now - child->weighed < WEIGH_EVERY) {
		return 0;
	}
	uint64_t bytes = family_memory(child->pid, child->limits.bytes);
	child->most_memory = bytes > child->most_memory ? bytes : child->most_memory;
	child->weighed = now;
	return bytes;
}

void child_tend(struct child *child, int64_t now)
{
	if (child->is_over) {
		return;
	}
	take_listener(child);
	notices_answer(&child->notices, child->pid);
	take_log(child);
	if (child->end != SUPERVISE_DONE) {
		return;
	}
	uint64_t bytes = weigh(child, now);
	if (child->notices.has_too_many) {
		child_stop(child, SUPERVISE_PROCESSES);
	} else if (child->deadline != 0 && now >= child->deadline) {
		child_stop(child, SUPERVISE_HUNG);
	} else if (bytes > child->limits.bytes) {
		child_stop(child, SUPERVISE_MEMORY);
	}
}

static void close_all(struct child *child)
{
	notices_close(&child->notices);
	if (child->log >= 0) {
		close(child->log);
	}
	if (child->channel >= 0) {
		close(child->channel);
	}
	child->log = child->channel = -1;
}

void child_leave(osp_job *job, struct child *child)
{
	if (child->is_over) {
		return;
	}
	child_stop(child, SUPERVISE_DONE);
	if (job->family == NULL) {
		waitpid(child->pid, NULL, 0);
	}
	family_unknow(job, child->pid);
	close_all(child);
	child->is_over = true;
}

bool child_reap(osp_job *job, struct child *child)
{
	siginfo_t info = { 0 };
	struct rusage usage = { 0 };
	int status = 0;
	if (child->is_over) {
		return true;
	}
	if (waitid(P_PID, (id_t)child->pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0) {
		return false;
	}
	/* Before its number is free for others. */
	kill(-child->pid, SIGKILL);
	wait4(child->pid, &status, 0, &usage);
	family_unknow(job, child->pid);
	family_sweep(job);
	take_log(child);
	close_all(child);
	child->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	child->exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
	child->is_over = true;
	uint64_t most = (uint64_t)usage.ru_maxrss * 1024;
	child->most_memory = most > child->most_memory ? most : child->most_memory;
	/* The system's own clock of computing time. */
	if (child->end == SUPERVISE_DONE && child->signal == SIGXCPU) {
		child->end = SUPERVISE_HUNG;
	}
	return true;
}
