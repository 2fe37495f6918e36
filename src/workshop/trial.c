/* trial.c - one run of another program: what it said, how it ended, what it cost. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "workshop/trial.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"

enum { TICK = 5, SAID_LIMIT = 16 << 20 };

static void set(const char *const *settings)
{
	for (size_t i = 0; settings != NULL && settings[i] != NULL; i++) {
		char *setting = strdup(settings[i]); /* putenv() keeps it */
		if (setting == NULL || putenv(setting) != 0) {
			_exit(127);
		}
	}
}

static void become(const struct trial *trial, int said)
{
	setpgid(0, 0);
	int null = open("/dev/null", O_RDONLY);
	if (null >= 0) {
		dup2(null, STDIN_FILENO);
	}
	int output = trial->output != NULL ? open(trial->output, O_WRONLY | O_CREAT | O_TRUNC, 0666) : -1;
	dup2(output >= 0 ? output : said, STDOUT_FILENO);
	dup2(said, STDERR_FILENO);
	if (trial->file_limit > 0) {
		struct rlimit limit = { trial->file_limit, trial->file_limit };
		signal(SIGXFSZ, SIG_IGN); /* so that write() fails, as it does on a full disk */
		setrlimit(RLIMIT_FSIZE, &limit);
	}
	signal(SIGPIPE, SIG_DFL);
	set(trial->settings);
	set(trial->more_settings);
	if (trial->folder == NULL || chdir(trial->folder) == 0) {
		execvp(trial->argv[0], (char *const *)(uintptr_t)trial->argv);
	}
	_exit(127);
}

static bool has_temporary(const char *folder)
{
	bool found = false;
	DIR *dir = opendir(folder);
	for (struct dirent *entry = dir != NULL ? readdir(dir) : NULL; entry != NULL && !found; entry = readdir(dir)) {
		found = entry->d_name[0] == '.' && strstr(entry->d_name, ".ospopress-") != NULL;
	}
	if (dir != NULL) {
		closedir(dir);
	}
	return found;
}

static bool is_time_to_cancel(const struct trial *trial, int64_t passed)
{
	return !trial->is_cancelled && ((trial->cancel_after > 0 && passed >= (int64_t)trial->cancel_after) ||
		(trial->cancel_beside != NULL && has_temporary(trial->cancel_beside)));
}

/* Until all who could say something are gone. */
static void attend(struct trial *trial, pid_t pid, int said, int64_t began)
{
	char bytes[65536];
	for (;;) {
		struct pollfd polls = { .fd = said, .events = POLLIN };
		poll(&polls, 1, TICK);
		int64_t passed = clock_milliseconds() - began;
		if (is_time_to_cancel(trial, passed)) {
			trial->is_cancelled = true;
			kill(pid, SIGTERM);
		}
		if (trial->seconds > 0 && passed >= (int64_t)trial->seconds * 1000 && !trial->is_late) {
			trial->is_late = true;
			kill(-pid, SIGKILL);
		}
		ssize_t n = polls.revents != 0 ? read(said, bytes, sizeof(bytes)) : -1;
		if (n > 0 && trial->said.len < SAID_LIMIT) {
			osp_buf_add(&trial->said, bytes, (size_t)n);
		}
		if (n == 0) {
			return;
		}
	}
}

void trial_run(struct trial *trial)
{
	int ends[2] = { -1, -1 }, status = 0;
	trial->said = (osp_buf)OSP_BUF_INIT;
	osp_buf_puts(&trial->said, "");
	trial->status = -1;
	trial->signal = 0;
	trial->is_late = trial->is_cancelled = trial->is_started = false;
	if (pipe2(ends, O_CLOEXEC) != 0) {
		return;
	}
	int64_t began = clock_milliseconds();
	pid_t pid = fork();
	if (pid == 0) {
		become(trial, ends[1]);
	}
	close(ends[1]);
	if (pid > 0) {
		attend(trial, pid, ends[0], began);
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
		}
		trial->is_started = !WIFEXITED(status) || WEXITSTATUS(status) != 127;
		trial->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
		trial->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	}
	trial->milliseconds = clock_milliseconds() - began;
	close(ends[0]);
}

void trial_done(struct trial *trial)
{
	osp_buf_done(&trial->said);
}
