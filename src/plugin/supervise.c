/* supervise.c - children: start them, watch them, take what they send, say how they ended. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "plugin/supervise.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "plugin/packet.h"

/* A sanitizer reserves terabytes of addresses, so there the resident size alone is watched. */
#if defined(__SANITIZE_ADDRESS__)
#define WITH_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_SANITIZER 1
#endif
#endif
#ifndef WITH_SANITIZER
#define WITH_SANITIZER 0
#endif

enum { TICK = 100, EXIT_OUT_OF_MEMORY = 4 }; /* milliseconds; what base/ ends with when there is no memory */

struct child {
	struct supervise_task *task;
	pid_t pid;
	int pipe;            /* -1 when closed */
	int64_t deadline;
	uint32_t file_count; /* of the job when it was forked */
	osp_buf packet;
	bool is_over;
	int signal, exit_status; /* how it ended */
};

struct supervise_crew {
	osp_job *job;
	unsigned at_once, running;
	bool has_failed;
	void (*done)(void *closure, struct supervise_task *task);
	void *closure;
	struct child *children; /* in the order of starting */
	size_t count, capacity;
};

static uint64_t number_from(const char *variable, uint64_t fallback)
{
	const char *text = getenv(variable);
	char *end = NULL;
	if (text == NULL || *text < '0' || *text > '9') {
		return fallback;
	}
	errno = 0;
	uint64_t value = strtoull(text, &end, 10);
	return errno == 0 && *end == '\0' && value > 0 && value < (uint64_t)1 << 40 ? value : fallback;
}

struct supervise_limits supervise_limits(void)
{
	uint64_t seconds = number_from("OSPOPRESS_PLUGIN_SECONDS", 60);
	return (struct supervise_limits){
		.seconds = seconds > 86400 ? 86400 : (unsigned)seconds,
		.bytes = number_from("OSPOPRESS_PLUGIN_MEMORY", 4096) << 20,
	};
}

/* One of the numbers of /proc/PID/statm (0 all addresses, 1 resident), in bytes. */
static uint64_t memory_of(pid_t pid, int which)
{
	char path[64], text[128];
	unsigned long long pages[2] = { 0, 0 };
	snprintf(path, sizeof(path), "/proc/%d/statm", (int)pid);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t len = fd >= 0 ? read(fd, text, sizeof(text) - 1) : 0;
	if (fd >= 0) {
		close(fd);
	}
	text[len > 0 ? len : 0] = '\0';
	char *end = text;
	pages[0] = strtoull(text, &end, 10);
	pages[1] = strtoull(end, NULL, 10);
	return pages[which] * (uint64_t)sysconf(_SC_PAGESIZE);
}

/* ---- In the child ---- */

static void limit_memory(const struct supervise_limits *limits)
{
	struct rlimit none = { 0, 0 };
	setrlimit(RLIMIT_CORE, &none);
	if (!WITH_SANITIZER) {
		rlim_t most = memory_of(getpid(), 0) + limits->bytes;
		struct rlimit addresses = { most, most };
		setrlimit(RLIMIT_AS, &addresses);
	}
}

static void redirect(void)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (null >= 0) {
		dup2(null, STDIN_FILENO);
		close(null);
	}
	/* What a plugin prints must not get into a dump that ospopress prints. */
	dup2(STDERR_FILENO, STDOUT_FILENO);
}

static void send_all(int fd, const osp_buf *packet)
{
	for (size_t at = 0; at < packet->len;) {
		ssize_t n = write(fd, packet->data + at, packet->len - at);
		if (n < 0 && errno != EINTR) {
			return;
		}
		at += n > 0 ? (size_t)n : 0;
	}
}

static _Noreturn void run_child(osp_job *job, struct supervise_task *task, int fd, pid_t parent)
{
	struct packet_start start = packet_start(job);
	osp_buf result = OSP_BUF_INIT, packet = OSP_BUF_INIT;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setpgid(0, 0);
	if (getppid() != parent) {
		_exit(1);
	}
	/* Then write() says what is wrong instead. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	redirect();
	limit_memory(&task->limits);
	/* Clearing away is the worker's and the session's. */
	job->leftovers = NULL;
	osp_status status = task->run(job, task->closure, &result);
	packet_pack(job, &start, status, &result, &packet);
	send_all(fd, &packet);
	/* Neither the parent's buffered output nor its exit handlers are ours to run. */
	_exit(0);
}

/* ---- In the worker ---- */

struct supervise_crew *supervise_crew_new(osp_job *job, unsigned at_once,
	void (*done)(void *closure, struct supervise_task *task), void *closure)
{
	struct supervise_crew *crew = osp_job_alloc(job, sizeof(*crew));
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	crew->job = job;
	crew->at_once = at_once > 0 ? at_once : (processors > 0 ? (unsigned)processors : 1);
	crew->done = done;
	crew->closure = closure;
	return crew;
}

static struct child *add_child(struct supervise_crew *crew)
{
	if (crew->count == crew->capacity) {
		size_t capacity = crew->capacity * 2 + 8;
		struct child *children = osp_job_alloc(crew->job, capacity * sizeof(*children));
		if (crew->count > 0) {
			memcpy(children, crew->children, crew->count * sizeof(*children));
		}
		crew->children = children;
		crew->capacity = capacity;
	}
	struct child *child = &crew->children[crew->count++];
	*child = (struct child){ .pipe = -1 };
	return child;
}

/* Reads what has come; closes at the end. */
static void take_bytes(struct child *child)
{
	char bytes[65536];
	while (child->pipe >= 0) {
		ssize_t n = read(child->pipe, bytes, sizeof(bytes));
		if (n > 0 && child->packet.len + (size_t)n <= child->task->limits.bytes) {
			osp_buf_add(&child->packet, bytes, (size_t)n);
		} else if (n < 0 && errno == EINTR) {
			continue;
		} else if (n < 0 && errno == EAGAIN) {
			return;
		} else {
			close(child->pipe);
			child->pipe = -1;
		}
	}
}

static enum supervise_end judge(struct child *child, const struct rusage *usage)
{
	enum supervise_end end = child->task->end; /* HUNG or MEMORY if it was stopped for that */
	osp_status status = OSP_OK;
	if (end != SUPERVISE_DONE) {
		return end;
	}
	if (packet_status(&child->packet, &status)) {
		return status == OSP_OK ? SUPERVISE_DONE : SUPERVISE_FAILED;
	}
	if (child->signal == 0) {
		return child->exit_status == EXIT_OUT_OF_MEMORY ? SUPERVISE_MEMORY : SUPERVISE_EXITED;
	}
	/* Whoever does not ask whether malloc succeeded dies of it. */
	bool is_full = (uint64_t)usage->ru_maxrss * 1024 >= child->task->limits.bytes / 4 * 3;
	return is_full && child->signal != SIGKILL ? SUPERVISE_MEMORY : SUPERVISE_CRASHED;
}

/* Looks whether it has ended; if so takes everything of it and leaves nothing of its group. */
static bool reap(struct supervise_crew *crew, struct child *child)
{
	siginfo_t info = { 0 };
	struct rusage usage = { 0 };
	int status = 0;
	if (waitid(P_PID, (id_t)child->pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0) {
		return false;
	}
	/* Before its number is free for others. */
	kill(-child->pid, SIGKILL);
	wait4(child->pid, &status, 0, &usage);
	take_bytes(child);
	if (child->pipe >= 0) {
		close(child->pipe);
		child->pipe = -1;
	}
	child->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	child->exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
	child->is_over = true;
	child->task->end = judge(child, &usage);
	osp_buf_clear(&child->task->result);
	packet_result(&child->packet, &child->task->result);
	crew->running--;
	if (crew->done != NULL) {
		crew->done(crew->closure, child->task);
	}
	return true;
}

static void check_limits(struct child *child, int64_t now)
{
	if (child->task->end != SUPERVISE_DONE) {
		return;
	}
	if (now >= child->deadline) {
		child->task->end = SUPERVISE_HUNG;
	} else if (memory_of(child->pid, 1) > child->task->limits.bytes) {
		child->task->end = SUPERVISE_MEMORY;
	}
	if (child->task->end != SUPERVISE_DONE) {
		kill(-child->pid, SIGKILL);
		kill(child->pid, SIGKILL);
	}
}

/* Waits until something happens, at most a tick; returns whether a child has ended. */
static bool watch(struct supervise_crew *crew)
{
	struct pollfd *polls = calloc(crew->running, sizeof(*polls));
	nfds_t count = 0;
	int timeout = TICK;
	bool has_ended = false;
	for (size_t i = 0; i < crew->count && polls != NULL; i++) {
		struct child *child = &crew->children[i];
		if (!child->is_over && child->pipe >= 0) {
			polls[count++] = (struct pollfd){ .fd = child->pipe, .events = POLLIN };
		} else if (!child->is_over) {
			timeout = 1; /* it said all and is about to end */
		}
	}
	poll(polls, count, timeout);
	free(polls);
	int64_t now = clock_milliseconds();
	for (size_t i = 0; i < crew->count; i++) {
		struct child *child = &crew->children[i];
		if (!child->is_over) {
			take_bytes(child);
			check_limits(child, now);
			has_ended = reap(crew, child) || has_ended;
		}
	}
	return has_ended;
}

static void report_no_child(osp_job *job, struct supervise_task *task)
{
	task->end = SUPERVISE_NO_CHILD;
	osp_error(job, task->place, "plugin/no-process", "no process could be started for plugin %s on %s: %s", task->plugin, task->subject,
		strerror(errno));
}

static void report_end(osp_job *job, const struct child *child, size_t errors_before)
{
	const struct supervise_task *task = child->task;
	const char *where = task->path != NULL ? task->path : task->plugin;
	const char *name = child->signal != 0 ? sigabbrev_np(child->signal) : NULL;
	switch (task->end) {
	case SUPERVISE_FAILED:
		if (report_count(job, SEVERITY_ERROR) == errors_before) {
			osp_error(job, task->place, "plugin/silent", "plugin %s failed on %s without saying why (%s)", task->plugin,
				task->subject, where);
		}
		return;
	case SUPERVISE_CRASHED:
		osp_error(job, task->place, "plugin/crashed", "plugin %s crashed on %s: signal SIG%s; what it was making is left out (%s)",
			task->plugin, task->subject, name != NULL ? name : "?", where);
		return;
	case SUPERVISE_EXITED:
		osp_error(job, task->place, "plugin/exited",
			"plugin %s ended its process on %s instead of returning (exit status %d); what it was making is left out (%s)", task->plugin,
			task->subject, child->exit_status, where);
		return;
	case SUPERVISE_HUNG:
		osp_error(job, task->place, "plugin/hung",
			"plugin %s was stopped on %s after %u seconds; OSPOPRESS_PLUGIN_SECONDS allows more (%s)", task->plugin, task->subject,
			task->limits.seconds, where);
		return;
	case SUPERVISE_MEMORY:
		osp_error(job, task->place, "plugin/memory",
			"plugin %s was stopped on %s: it needs more than %llu MiB of memory; OSPOPRESS_PLUGIN_MEMORY allows more (%s)", task->plugin,
			task->subject, (unsigned long long)(task->limits.bytes >> 20), where);
		return;
	default:
		return;
	}
}

/* For debuggers: no child, no protection. */
static void run_here(struct supervise_crew *crew, struct supervise_task *task)
{
	struct child child = { .task = task };
	size_t errors = report_count(crew->job, SEVERITY_ERROR);
	osp_buf_clear(&task->result);
	task->end = task->run(crew->job, task->closure, &task->result) == OSP_OK ? SUPERVISE_DONE : SUPERVISE_FAILED;
	if (!task->is_quiet) {
		report_end(crew->job, &child, errors);
	}
	crew->has_failed = crew->has_failed || task->end != SUPERVISE_DONE;
	if (crew->done != NULL) {
		crew->done(crew->closure, task);
	}
}

bool supervise_is_single(void)
{
	const char *one = getenv("OSPOPRESS_ONE_PROCESS");
	return one != NULL && strcmp(one, "1") == 0;
}

void supervise_start(struct supervise_crew *crew, struct supervise_task *task)
{
	int ends[2];
	pid_t parent = getpid();
	task->end = SUPERVISE_DONE;
	if (supervise_is_single()) {
		run_here(crew, task);
		return;
	}
	while (crew->running >= crew->at_once) {
		watch(crew);
	}
	if (pipe2(ends, O_CLOEXEC) != 0) {
		report_no_child(crew->job, task);
		return;
	}
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		close(ends[0]);
		run_child(crew->job, task, ends[1], parent);
	}
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		report_no_child(crew->job, task);
		return;
	}
	setpgid(pid, pid);
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	struct child *child = add_child(crew);
	child->task = task;
	child->pid = pid;
	child->pipe = ends[0];
	child->deadline = clock_milliseconds() + (int64_t)task->limits.seconds * 1000;
	child->file_count = (uint32_t)crew->job->file_count;
	crew->running++;
}

osp_status supervise_wait(struct supervise_crew *crew)
{
	osp_status status = crew->has_failed ? OSP_FAIL : OSP_OK;
	while (crew->running > 0) {
		watch(crew);
	}
	for (size_t i = 0; i < crew->count; i++) {
		struct child *child = &crew->children[i];
		size_t errors = report_count(crew->job, SEVERITY_ERROR);
		packet_merge_report(crew->job, &child->packet, child->file_count);
		if (!child->task->is_quiet) {
			report_end(crew->job, child, errors);
		}
		osp_buf_done(&child->packet);
		status = child->task->end == SUPERVISE_DONE ? status : OSP_FAIL;
	}
	crew->count = 0;
	return status;
}

osp_status supervise_run(osp_job *job, struct supervise_task *task)
{
	struct supervise_crew *crew = supervise_crew_new(job, 1, NULL, NULL);
	supervise_start(crew, task);
	supervise_wait(crew);
	return task->end == SUPERVISE_DONE ? OSP_OK : OSP_FAIL;
}

int supervise_exit_status(enum supervise_end end)
{
	return end == SUPERVISE_DONE ? 0 : end == SUPERVISE_FAILED ? 1 : 3;
}
