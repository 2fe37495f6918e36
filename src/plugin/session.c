/* session.c - the process that the user started: it waits, hands signals on, and leaves nothing behind. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "plugin/supervise.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "plugin/family.h"
#include "plugin/leftovers.h"

enum { PLUGIN_FAILED = 3 };

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

static int run_session(osp_job *job, pid_t worker, const sigset_t *set, const sigset_t *old)
{
	int status = 0;
	int stop = await(worker, set, &status);
	family_sweep(job);
	family_forget(job);
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
	if (supervise_is_single()) {
		return true;
	}
	job->leftovers = leftovers_new();
	family_adopt(job);
	fill_signals(&set);
	sigprocmask(SIG_BLOCK, &set, &old);
	fflush(NULL);
	pid_t session = getpid();
	pid_t worker = fork();
	if (worker > 0) {
		*ret_status = run_session(job, worker, &set, &old);
		return false;
	}
	/* In the worker, or, where no process can be made, alone. */
	sigprocmask(SIG_SETMASK, &old, NULL);
	family_forget(job);
	if (worker == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != session) {
			raise(SIGKILL);
		}
		family_adopt(job);
	}
	return true;
}

void supervise_doing(osp_job *job, const char *what)
{
	leftovers_set_phase(job->leftovers, what);
}
