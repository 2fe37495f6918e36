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
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "plugin/child.h"
#include "plugin/leftovers.h"
#include "plugin/packet.h"

enum { TICK = 100 /* milliseconds */, AT_ONCE = 1 << 15 };

/* A child at its task. */
struct worker {
	struct child child;
	struct supervise_task *task;
	int pipe;            /* -1 when closed */
	uint32_t file_count; /* of the job when it was forked */
	osp_buf packet;
};

struct supervise_crew {
	osp_job *job;
	unsigned at_once, running;
	bool has_failed;
	void (*done)(void *closure, struct supervise_task *task);
	void *closure;
	struct worker *workers; /* in the order of starting */
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
		.file_bytes = number_from("OSPOPRESS_PLUGIN_FILE", 1024) << 20,
		.processes = (unsigned)(number_from("OSPOPRESS_PLUGIN_PROCESSES", 32) & 0xffff),
	};
}

/* ---- In the child ---- */

static _Noreturn void run_child(osp_job *job, const struct child *child, const struct child_ends *ends, struct supervise_task *task, int fd,
	pid_t parent)
{
	struct packet_start start = packet_start(job);
	osp_buf result = OSP_BUF_INIT, packet = OSP_BUF_INIT;
	/* Clearing away is the worker's and the session's; the memory that says what is not for others to write into. */
	if (task->box != NULL) {
		leftovers_free(job->leftovers);
	}
	job->leftovers = NULL;
	if (!child_enter(job, child, ends, parent, &fd, 1)) {
		_exit(CHILD_NOT_BOXED);
	}
	osp_status status = task->run(job, task->closure, &result);
	packet_pack(job, &start, status, &result, &packet);
	buf_write(&packet, fd);
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

static struct worker *add_worker(struct supervise_crew *crew)
{
	if (crew->count == crew->capacity) {
		size_t capacity = crew->capacity * 2 + 8;
		struct worker *workers = osp_job_alloc(crew->job, capacity * sizeof(*workers));
		if (crew->count > 0) {
			memcpy(workers, crew->workers, crew->count * sizeof(*workers));
		}
		crew->workers = workers;
		crew->capacity = capacity;
	}
	struct worker *worker = &crew->workers[crew->count++];
	*worker = (struct worker){ .pipe = -1 };
	return worker;
}

/* Reads what has come; closes at the end. */
static void take_bytes(struct worker *worker)
{
	while (worker->pipe >= 0) {
		ssize_t n = buf_read(&worker->packet, worker->pipe, AT_ONCE);
		if ((n > 0 && worker->packet.len <= worker->task->limits.bytes) || (n < 0 && errno == EINTR)) {
			continue;
		}
		if (n < 0 && errno == EAGAIN) {
			return;
		}
		close(worker->pipe);
		worker->pipe = -1;
	}
}

static enum supervise_end judge(const struct worker *worker)
{
	osp_status status = OSP_OK;
	if (worker->child.end == SUPERVISE_DONE && packet_status(&worker->packet, &status)) {
		return status == OSP_OK ? SUPERVISE_DONE : SUPERVISE_FAILED;
	}
	return child_judge(&worker->child);
}

/* Looks whether it has ended; if so takes everything of it. */
static bool reap(struct supervise_crew *crew, struct worker *worker)
{
	if (!child_reap(crew->job, &worker->child)) {
		return false;
	}
	take_bytes(worker);
	if (worker->pipe >= 0) {
		close(worker->pipe);
		worker->pipe = -1;
	}
	worker->task->end = judge(worker);
	osp_buf_clear(&worker->task->result);
	packet_result(&worker->packet, &worker->task->result);
	crew->running--;
	if (crew->done != NULL) {
		crew->done(crew->closure, worker->task);
	}
	return true;
}

/* Waits until something happens, at most a tick; returns whether a child has ended. */
static bool watch(struct supervise_crew *crew)
{
	struct pollfd *polls = calloc(crew->running * (CHILD_POLLS + 1), sizeof(*polls));
	nfds_t count = 0;
	int timeout = TICK;
	bool has_ended = false;
	for (size_t i = 0; i < crew->count && polls != NULL; i++) {
		const struct worker *worker = &crew->workers[i];
		if (!worker->child.is_over && worker->pipe >= 0) {
			polls[count++] = (struct pollfd){ .fd = worker->pipe, .events = POLLIN };
			count += child_polls(&worker->child, polls + count);
		} else if (!worker->child.is_over) {
			timeout = 1; /* it said all and is about to end */
		}
	}
	poll(polls, count, timeout);
	free(polls);
	int64_t now = clock_milliseconds();
	for (size_t i = 0; i < crew->count; i++) {
		struct worker *worker = &crew->workers[i];
		if (!worker->child.is_over) {
			take_bytes(worker);
			child_tend(&worker->child, now);
			has_ended = reap(crew, worker) || has_ended;
		}
	}
	return has_ended;
}

static void report_no_child(osp_job *job, struct supervise_task *task, const char *reason)
{
	task->end = SUPERVISE_NO_CHILD;
	osp_error(job, task->place, "plugin/no-process", "no process could be started for plugin %s on %s: %s", task->plugin, task->subject,
		reason);
}

static struct child_name name_of(const struct supervise_task *task)
{
	return (struct child_name){ task->plugin, task->path, task->subject, task->place };
}

/* For debuggers: no child, no protection. */
static void run_here(struct supervise_crew *crew, struct supervise_task *task)
{
	struct child child = { .limits = task->limits };
	size_t errors = report_count(crew->job, SEVERITY_ERROR);
	osp_buf_clear(&task->result);
	task->end = task->run(crew->job, task->closure, &task->result) == OSP_OK ? SUPERVISE_DONE : SUPERVISE_FAILED;
	if (!task->is_quiet) {
		struct child_name name = name_of(task);
		child_report(crew->job, &child, &name, task->end, report_count(crew->job, SEVERITY_ERROR) > errors);
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
	struct child child;
	struct child_ends child_ends;
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
		report_no_child(crew->job, task, strerror(errno));
		return;
	}
	if (!child_fork(crew->job, &child, task->box, &task->limits, &child_ends)) {
		report_no_child(crew->job, task, strerror(errno));
		close(ends[0]);
		close(ends[1]);
		return;
	}
	if (child.pid == 0) {
		run_child(crew->job, &child, &child_ends, task, ends[1], parent);
	}
	close(ends[1]);
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	struct worker *worker = add_worker(crew);
	worker->child = child;
	worker->task = task;
	worker->pipe = ends[0];
	worker->file_count = (uint32_t)crew->job->file_count;
	crew->running++;
}

static void report(struct supervise_crew *crew, const struct worker *worker)
{
	struct child_name name = name_of(worker->task);
	size_t errors = report_count(crew->job, SEVERITY_ERROR);
	packet_merge_report(crew->job, &worker->packet, worker->file_count);
	if (worker->task->is_quiet) {
		return;
	}
	if (worker->task->end == SUPERVISE_NO_CHILD) {
		report_no_child(crew->job, worker->task, job_translate(crew->job, "the kernel refused to shut it in"));
		return;
	}
	child_report_attempts(crew->job, &worker->child, &name);
	child_report(crew->job, &worker->child, &name, worker->task->end, report_count(crew->job, SEVERITY_ERROR) > errors);
}

osp_status supervise_wait(struct supervise_crew *crew)
{
	osp_status status = crew->has_failed ? OSP_FAIL : OSP_OK;
	while (crew->running > 0) {
		watch(crew);
	}
	for (size_t i = 0; i < crew->count; i++) {
		struct worker *worker = &crew->workers[i];
		report(crew, worker);
		osp_buf_done(&worker->packet);
		status = worker->task->end == SUPERVISE_DONE ? status : OSP_FAIL;
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
