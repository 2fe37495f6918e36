/* session.c - the process that the user started: it waits, hands signals on, and leaves nothing behind. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "plugin/supervise.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "plugin/leftovers.h"

enum { PLUGIN_FAILED = 3, SWEEPS = 200, SWEEP_PAUSE = 10 * 1000 * 1000 /* ns */ };

/* Signals are taken with sigwaitinfo(), so there is no handler and nothing that a handler could disturb. */
static const int stopping[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };

static void fill_signals(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGCHLD);
	for (size_t i = 0; i < sizeof(stopping) / sizeof(*stopping); i++) {
		struct sigaction action;
		/* What the user's shell wants ignored (nohup) stays ignored. */
		if (sigaction(stopping[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN) {
			sigaddset(set, stopping[i]);
		}
	}
}

/* Our children's numbers, as a text between spaces: a shell that became us by exec may have had some of its own. */
static void list_children(osp_buf *out)
{
	char path[64], bytes[4096];
	osp_buf_clear(out);
	osp_buf_putc(out, ' ');
	snprintf(path, sizeof(path), "/proc/self/task/%d/children", (int)getpid());
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	for (ssize_t n = 1; fd >= 0 && n > 0;) {
		n = read(fd, bytes, sizeof(bytes));
		if (n > 0) {
			osp_buf_add(out, bytes, (size_t)n);
		}
	}
	if (fd >= 0) {
		close(fd);
	}
}

/* Kills the children that we did not have at first; says whether there was one. */
static bool kill_adopted(const osp_buf *first, osp_buf *now)
{
	bool has_any = false;
	list_children(now);
	for (const char *at = now->data; *at != '\0';) {
		char word[32];
		size_t len = strcspn(at, " ");
		snprintf(word, sizeof(word), " %.*s ", (int)(len < 20 ? len : 20), at);
		if (len > 0 && strstr(first->data, word) == NULL) {
			long pid = strtol(at, NULL, 10);
			has_any = true;
			kill((pid_t)pid, SIGKILL);
			waitpid((pid_t)pid, NULL, WNOHANG);
		}
		at += len + (at[len] == ' ');
	}
	return has_any;
}

/* Whatever escaped from a child's group is ours once its parent is dead (PR_SET_CHILD_SUBREAPER). Some rounds may be
 * needed: each kill hands us the next generation. */
static void sweep(const osp_buf *first)
{
	osp_buf now = OSP_BUF_INIT;
	struct timespec pause = { 0, SWEEP_PAUSE };
	for (int i = 0; i < SWEEPS && kill_adopted(first, &now); i++) {
		nanosleep(&pause, NULL);
	}
	osp_buf_done(&now);
}

/* Waits for the worker's end; a signal that asks us to stop ends it first. Returns that signal, or 0. */
static int await(pid_t worker, const sigset_t *set, int *ret_status)
{
	int stop = 0;
	while (waitpid(worker, ret_status, WNOHANG) == 0) {
		siginfo_t info;
		int signal = sigwaitinfo(set, &info);
		if (signal > 0 && signal != SIGCHLD && stop == 0) {
			stop = signal;
			kill(worker, SIGKILL);
		}
	}
	return stop;
}

static int judge(osp_job *job, int status)
{
	if (WIFEXITED(status)) {
		return WEXITSTATUS(status);
	}
	const char *name = sigabbrev_np(WTERMSIG(status));
	const char *phase = leftovers_phase(job->leftovers);
	osp_error(job, OSP_NOWHERE, "plugin/worker",
		"ospopress itself crashed: signal SIG%s, %s; nothing was put in place after that. Please report it with the file that it was at",
		name != NULL ? name : "?", *phase != '\0' ? phase : job_translate(job, "at its start"));
	report_flush(job);
	return PLUGIN_FAILED;
}

static int run_session(osp_job *job, pid_t worker, const sigset_t *set, const sigset_t *old, const osp_buf *first)
{
	int status = 0;
	int stop = await(worker, set, &status);
	sweep(first);
	leftovers_clear(job->leftovers);
	int answer = stop != 0 ? 128 + stop : judge(job, status);
	leftovers_free(job->leftovers);
	job->leftovers = NULL;
	if (stop != 0) {
		/* Dies of it, so that a shell's loop over builds ends too. */
		signal(stop, SIG_DFL);
		raise(stop);
	}
	sigprocmask(SIG_SETMASK, old, NULL);
	return answer;
}

bool supervise_split(osp_job *job, int *ret_status)
{
	sigset_t set, old;
	osp_buf first = OSP_BUF_INIT;
	if (supervise_is_single()) {
		return true;
	}
	job->leftovers = leftovers_new();
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	list_children(&first);
	fill_signals(&set);
	sigprocmask(SIG_BLOCK, &set, &old);
	fflush(NULL);
	pid_t session = getpid();
	pid_t worker = fork();
	if (worker > 0) {
		*ret_status = run_session(job, worker, &set, &old, &first);
		osp_buf_done(&first);
		return false;
	}
	/* In the worker, or, where no process can be made, alone. */
	sigprocmask(SIG_SETMASK, &old, NULL);
	osp_buf_done(&first);
	if (worker == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != session) {
			raise(SIGKILL);
		}
	}
	return true;
}

void supervise_doing(osp_job *job, const char *what)
{
	leftovers_set_phase(job->leftovers, what);
}
