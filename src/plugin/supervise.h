/* supervise.h - run something in a child, so that whatever it does costs nothing else. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_SUPERVISE_H
#define PLUGIN_SUPERVISE_H

#include "base/job.h"

/*
 * Three kinds of processes:
 *
 *     the session   what the user started. It read the arguments, and now waits, hands signals
 *                   on and clears away what a killed worker left behind. Runs no plugin.
 *     the worker    reads, transforms and typesets with shipped plugins.
 *     children      of the worker: each writer, and each reader or transform that is not shipped.
 *
 * A child gets everything by fork, copy-on-write, so only what comes back is
 * sent: a status, the child's part of the report, and a block of bytes that the
 * caller understands. It ends by _exit; if it ends in any other way, takes longer
 * than the limit, or eats memory, the caller is told how and goes on.
 *
 * The fork rule: a process that forks has no other threads and never ran
 * anything that makes threads behind one's back (librsvg, GLib), because the
 * child gets a copy of their locks and none of their threads. So the worker joins
 * its layout threads before it starts a child, and pictures are decoded in
 * children only.
 *
 * Nothing outlives its parent: every child asks for a SIGKILL when its parent
 * dies, is the leader of a process group that is killed after it ended, and the
 * session adopts and kills whatever still escaped.
 */

/* How a child ended. */
enum supervise_end {
	SUPERVISE_DONE = 0,    /* returned OSP_OK */
	SUPERVISE_FAILED,      /* returned OSP_FAIL, having said why */
	SUPERVISE_CRASHED,     /* a signal */
	SUPERVISE_EXITED,      /* ended the process instead of returning */
	SUPERVISE_HUNG,        /* took longer than allowed */
	SUPERVISE_MEMORY,      /* used more memory than allowed */
	SUPERVISE_PROCESSES,   /* started more processes than allowed */
	SUPERVISE_GARBAGE,     /* a program (process.h) that does not keep to the protocol */
	SUPERVISE_NO_CHILD     /* no process could be made */
};

struct supervise_limits {
	unsigned seconds;      /* by the wall clock */
	uint64_t bytes;        /* of memory */
	uint64_t file_bytes;   /* of one file; holds in a sandbox only, as do all that follow */
	unsigned processes;    /* alive at once, its first one not counted */
};
/* 60 s, 4 GiB, 1 GiB, 32, or what OSPOPRESS_PLUGIN_SECONDS, _MEMORY (MiB), _FILE (MiB) and _PROCESSES say. */
struct supervise_limits supervise_limits(void);

/* Runs in the child. What it adds to `ret_result` comes back. */
typedef osp_status (*supervise_fn)(osp_job *job, void *closure, osp_buf *ret_result);

struct supervise_task {
	/* set by the caller */
	const char *plugin;    /* whose code it is */
	const char *path;      /* its file, for messages; may be NULL */
	const char *subject;   /* what it is at, for messages: an article's file, an output's name */
	osp_place place;       /* where messages about it point */
	supervise_fn run;
	void *closure;
	struct supervise_limits limits;
	struct sandbox *box; /* NULL: code that ospopress brought */
	bool is_quiet;         /* how it ended is not reported: the caller says it in its own words */
	/* set here */
	enum supervise_end end;
	osp_buf result;        /* whoever made the task ends it with osp_buf_done() */
};

/* Runs a task in a child and waits. Its report is merged into the job's; a crash and the like is reported as an error
 * at task->place that names plugin, subject and signal. OSP_OK only for SUPERVISE_DONE. */
osp_status supervise_run(osp_job *job, struct supervise_task *task);

/*
 * Several children at once. supervise_start() returns while the child runs, but
 * waits for another one to end first when `at_once` are running. Reports are
 * merged in the order of starting when supervise_wait() collects them, so that
 * the output of a run does not depend on who was faster. `done` (may be NULL) is
 * called for each task when it ended, as soon as that is noticed.
 */
struct supervise_crew;
struct supervise_crew *supervise_crew_new(osp_job *job, unsigned at_once,
	void (*done)(void *closure, struct supervise_task *task), void *closure);
void supervise_start(struct supervise_crew *crew, struct supervise_task *task);
/* Waits for all and ends the crew. OSP_OK if all tasks ended with SUPERVISE_DONE. */
osp_status supervise_wait(struct supervise_crew *crew);

/* The exit status of ospopress that an end asks for: 0, 1 (documents have errors) or 3 (a plugin failed). */
int supervise_exit_status(enum supervise_end end);

/*
 * Splits the program: returns true in the worker, which goes on; returns false in
 * the session once the worker has ended, with the exit status in *ret_status, all
 * leftovers cleared away and no process left. With OSPOPRESS_ONE_PROCESS=1 (for
 * debuggers) nothing is forked and it returns true.
 */
bool supervise_split(osp_job *job, int *ret_status);
/* Whether OSPOPRESS_ONE_PROCESS=1. */
bool supervise_is_single(void);
/* What the worker is doing now, for the message if it should crash: "reading content/why.md". */
void supervise_doing(osp_job *job, const char *what);

#endif
