/* child.h - one child process of a plugin: start it boxed in, watch it, end it, say how it ended. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_CHILD_H
#define PLUGIN_CHILD_H

#include <poll.h>
#include "plugin/notices.h"
#include "plugin/supervise.h"

enum { CHILD_LOG_SIZE = 2048, CHILD_POLLS = 3 };
/* The exit status of a child that could not be shut in. */
enum { CHILD_NOT_BOXED = 111 };

/* What concerns a child whatever it does: supervise.c (forks that run a function) and process.c (programs) add their pipes. */
struct child {
	pid_t pid;
	struct supervise_limits limits;
	int64_t deadline;       /* 0 = it may wait */
	struct sandbox *box; /* NULL = one of ours */
	struct notices notices;
	int channel;            /* the listener comes through it; -1 = it came, or there is none */
	int log;                /* what it prints; -1 = goes where ours goes */
	char tail[CHILD_LOG_SIZE]; /* the end of that, a ring */
	uint64_t logged;        /* bytes printed */
	enum supervise_end end; /* not DONE: it was stopped for that */
	bool is_over;
	int signal, exit_status;/* how it ended */
	uint64_t most_memory;   /* that it ever had */
	int64_t weighed;        /* when that was looked at */
};

/*
 * Forks. In the parent: true, and the child is watched from now on. In the child:
 * true with pid 0; call child_enter() next. False when there can be no process.
 * The parent's ends of all pipes are close-on-exec.
 */
struct child_ends { int log, channel; };
bool child_fork(osp_job *job, struct child *child, struct sandbox *box, const struct supervise_limits *limits,
	struct child_ends *ret_ends);
/* In the child: its own session or group, standard streams, limits, box. `keep` are further files it needs. False: it must not go on. */
bool child_enter(osp_job *job, const struct child *child, const struct child_ends *ends, pid_t parent, const int *keep, size_t keep_count);

/* In the parent. Adds what to wait for; takes what has come; stops it when a limit is reached. */
nfds_t child_polls(const struct child *child, struct pollfd polls[CHILD_POLLS]);
void child_tend(struct child *child, int64_t now);
void child_stop(struct child *child, enum supervise_end why);
/* True once it has ended; then nothing of its family lives. */
bool child_reap(osp_job *job, struct child *child);
/* Ends one that nobody needs any more; its end is for the next sweep to see (family.h). */
void child_leave(osp_job *job, struct child *child);
/* How it ended without having said what it was to say. */
enum supervise_end child_judge(const struct child *child);
/* What it printed last, on one line, fit for a message: "" or `; it last said "..."`. Lives in the job. */
const char *child_last_words(osp_job *job, const struct child *child);

/* Whose child it is, for messages. */
struct child_name { const char *plugin, *path, *subject; osp_place place; };
/* Says how it ended, unless it is DONE; `said` = errors were reported by the plugin itself. */
void child_report(osp_job *job, const struct child *child, const struct child_name *name, enum supervise_end end, bool said);
/* Says what it tried in vain. */
void child_report_attempts(osp_job *job, const struct child *child, const struct child_name *name);

#endif
