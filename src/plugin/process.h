/* process.h - a program that works for us: shut in, long-lived, spoken to through its standard streams. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_PROCESS_H
#define PLUGIN_PROCESS_H

#include "plugin/child.h"

struct process {
	osp_job *job;
	struct child child;
	int to, from;            /* its standard input and output; -1 = closed */
	osp_buf in;              /* what it said and nobody has taken yet */
	size_t taken;
};

/* `argv[0]` is an absolute path; `folder` is where it runs. False when no process can be made (errno). */
bool process_start(osp_job *job, struct process *process, const char *const *argv, const char *folder, struct sandbox *box,
	const struct supervise_limits *limits);
/* The same for code of ours: `run` in a fork, which has all of the job. It ends with the process; `from` and `to` are its ends. */
typedef void (*process_fn)(osp_job *job, void *closure, int from, int to);
bool process_fork(osp_job *job, struct process *process, process_fn run, void *closure, struct sandbox *box,
	const struct supervise_limits *limits);
bool process_is_running(const struct process *process);

/* A question and its answer must be done within the limits from now on. */
void process_begin(struct process *process);
/* Sends everything. False when it does not listen any more, or a limit was reached. */
bool process_send(struct process *process, const osp_buf *bytes);
/* Closes its standard input: there is no more. */
void process_close_input(struct process *process);
/* The next line without its end, borrowed until the next call; NULL at the end. */
const char *process_line(struct process *process);
/* Exactly `len` bytes and the line end behind them. */
bool process_bytes(struct process *process, size_t len, osp_buf *out);
/* All until it closes its output. */
bool process_rest(struct process *process, osp_buf *out);
/* It may wait now. */
void process_pause(struct process *process);

/* There are no more questions: it has a little time to say what it still wants to. */
void process_expect_end(struct process *process);
/* It closed its output: waits a little for its end, to see how it ends. */
void process_await_end(struct process *process);
/* It said all that it had to say, and has nothing left to do: it is ended, and nobody waits for that. */
void process_leave(struct process *process);
/* Waits until it has ended, as it should after its input was closed; stops it after a while. */
void process_finish(struct process *process);
/* How it ended, seen by somebody who still wanted something of it. */
enum supervise_end process_judge(const struct process *process);

#endif
