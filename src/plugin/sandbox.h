/* sandbox.h - what a plugin that did not come with ospopress may do on this machine. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_SANDBOX_H
#define PLUGIN_SANDBOX_H

#include "base/job.h"

/*
 * A child that runs somebody else's code gives up, before the first line of that
 * code runs, everything that making a tree or an output does not need:
 *
 *     files      Landlock: it reads the system's libraries and fonts, its own folder and the project, and
 *                writes only what it was given to write. Owners, modes and times of files stay as they are.
 *     network    none, unless the plugin asked for it and the user agreed (trust.h)
 *     processes  a few at a time (limits); it sees no signal out of its own family, no debugger, no io_uring
 *     resources  memory, computing time, the size of a file, open files
 *     secrets    of the environment a few harmless variables are left, and no open file but its own
 *     rights     root's capabilities are dropped, and no program gives them back
 *
 * What it tried in vain is noticed and told (notices.h), so that an author is not
 * left with "permission denied". Where the kernel lacks a part, the others still
 * hold, and `ospopress plugin doctor` says so.
 */

struct supervise_limits;

struct sandbox {
	const char **reads, **writes; /* absolute paths of files, or of folders with all beneath them */
	size_t read_count, write_count;
	const char *home;             /* a program's scratch folder, its HOME and TMPDIR; NULL = the user's stays its HOME */
	bool is_program;              /* another program is executed (process.h): no notice of what it reads, addresses are not counted */
	bool is_asked_often;          /* it lives for many calls: each has its time, all together none */
	bool with_net;
	int rules;                    /* for Landlock, made for the first child and kept for all; -1 = not yet */
};

/* Reads: system, fonts, caches of fontconfig, the project. */
struct sandbox *sandbox_new(osp_job *job);
/* Further paths; those that lie beneath others are not added again. */
void sandbox_read(osp_job *job, struct sandbox *box, const char *path);
void sandbox_write(osp_job *job, struct sandbox *box, const char *path);
/* Folders of programs that PATH leads to, with what belongs to them (/opt/x for /opt/x/bin), never the user's home itself. */
void sandbox_read_programs(osp_job *job, struct sandbox *box);
/* Whether it may read, write this path (links are followed). For messages; the kernel has its own opinion. */
bool sandbox_may(const struct sandbox *box, const char *path, bool to_write);

/* Before the fork: what can be made once for all children. */
void sandbox_prepare(struct sandbox *box);
/* Lets go of it, when there will be no more children. */
void sandbox_release(struct sandbox *box);

/*
 * In the child, which has one thread: closes all files but 0, 1, 2 and `keep`,
 * scrubs the environment, sets limits, drops rights. *ret_listener is where the
 * kernel tells what was refused (filter.h), -1 if it can't. All of it holds from
 * then on. False: the most important part failed although this kernel has it.
 */
bool sandbox_enter(const struct sandbox *box, const struct supervise_limits *limits, const int *keep, size_t keep_count, int *ret_listener);

/* What this kernel can do. */
struct sandbox_support {
	int landlock;          /* version of its interface; 0 = none */
	bool filters, notices; /* seccomp; seccomp with a supervisor */
};
struct sandbox_support sandbox_support(void);

#endif
