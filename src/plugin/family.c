/* family.c - processes and what they started: count them, weigh them, end those that lost their parents. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "plugin/family.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { DEPTH = 32, CHILDREN_SIZE = 8192, SWEEPS = 200, SWEEP_PAUSE = 2 * 1000 * 1000 /* ns */ };

/* A small file of /proc as text; "" when it is not there. */
static void load(int folder, const char *name, char *text, size_t size)
{
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
	size_t len = 0;
	for (ssize_t n = 1; fd >= 0 && n > 0 && len < size - 1; len += n > 0 ? (size_t)n : 0) {
		n = read(fd, text + len, size - 1 - len);
	}
	if (fd >= 0) {
		close(fd);
	}
	text[len] = '\0';
}

/* ---- Walking down ---- */

struct walk {
	/* False ends the walk. */
	bool (*each)(struct walk *walk, pid_t process);
	unsigned count, most;
	uint64_t bytes;
	bool shared_once;
};

static bool walk_below(struct walk *walk, pid_t process, int depth);

static bool walk_children(struct walk *walk, int tasks, const char *task, int depth)
{
	char name[64], text[CHILDREN_SIZE];
	snprintf(name, sizeof(name), "%.20s/children", task);
	load(tasks, name, text, sizeof(text));
	for (char *at = text, *end = NULL;; at = end) {
		long child = strtol(at, &end, 10);
		if (end == at) {
			return true;
		}
		if (!walk->each(walk, (pid_t)child) || !walk_below(walk, (pid_t)child, depth + 1)) {
			return false;
		}
	}
}

static bool walk_below(struct walk *walk, pid_t process, int depth)
{
	char path[64];
	bool goes_on = true;
	snprintf(path, sizeof(path), "/proc/%d/task", (int)process);
	DIR *tasks = depth < DEPTH ? opendir(path) : NULL;
	for (struct dirent *entry = tasks != NULL ? readdir(tasks) : NULL; entry != NULL && goes_on; entry = readdir(tasks)) {
		goes_on = *entry->d_name == '.' || walk_children(walk, dirfd(tasks), entry->d_name, depth);
	}
	if (tasks != NULL) {
		closedir(tasks);
	}
	return goes_on;
}

static bool count_one(struct walk *walk, pid_t process)
{
	(void)process;
	return ++walk->count < walk->most;
}

unsigned family_count(pid_t process, unsigned most)
{
	struct walk walk = { .each = count_one, .most = most };
	walk_below(&walk, process, 0);
	return walk.count;
}

static bool weigh_one(struct walk *walk, pid_t process)
{
	char path[64], text[2048];
	snprintf(path, sizeof(path), walk->shared_once ? "/proc/%d/smaps_rollup" : "/proc/%d/statm", (int)process);
	load(AT_FDCWD, path, text, sizeof(text));
	const char *at = walk->shared_once ? strstr(text, "\nPss:") : strchr(text, ' ');
	if (at != NULL) {
		walk->bytes += strtoull(at + (walk->shared_once ? 5 : 1), NULL, 10) * (walk->shared_once ? 1024 : (uint64_t)sysconf(_SC_PAGESIZE));
	}
	return true;
}

uint64_t family_memory(pid_t process, uint64_t limit)
{
	struct walk walk = { .each = weigh_one };
	weigh_one(&walk, process);
	uint64_t own = walk.bytes;
	walk_below(&walk, process, 0);
	if (walk.bytes > limit && walk.bytes > own) {
		walk = (struct walk){ .each = weigh_one, .shared_once = true };
		weigh_one(&walk, process);
		walk_below(&walk, process, 0);
	}
	return walk.bytes;
}

/* ---- Those that lost their parents ---- */

struct family {
	pid_t *known;
	size_t count, capacity;
};

void family_know(osp_job *job, pid_t child)
{
	struct family *family = job->family;
	if (family == NULL) {
		return;
	}
	if (family->count == family->capacity) {
		family->capacity = family->capacity * 2 + 16;
		pid_t *known = osp_job_alloc(job, family->capacity * sizeof(*known));
		if (family->count > 0) {
			memcpy(known, family->known, family->count * sizeof(*known));
		}
		family->known = known;
	}
	family->known[family->count++] = child;
}

void family_unknow(osp_job *job, pid_t child)
{
	struct family *family = job->family;
	for (size_t i = 0; family != NULL && i < family->count; i++) {
		if (family->known[i] == child) {
			family->known[i] = family->known[--family->count];
			return;
		}
	}
}

static bool is_known(const struct family *family, pid_t child)
{
	for (size_t i = 0; i < family->count; i++) {
		if (family->known[i] == child) {
			return true;
		}
	}
	return false;
}

/* Our own children as a text of numbers. */
static void list_children(char *text, size_t size)
{
	char path[64];
	snprintf(path, sizeof(path), "/proc/self/task/%d/children", (int)getpid());
	load(AT_FDCWD, path, text, size);
}

void family_adopt(osp_job *job)
{
	char text[CHILDREN_SIZE];
	job->family = osp_job_alloc(job, sizeof(*job->family));
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	list_children(text, sizeof(text));
	/* A shell that became us by exec may have had some of its own. */
	for (char *at = text, *end = NULL;; at = end) {
		long child = strtol(at, &end, 10);
		if (end == at) {
			break;
		}
		family_know(job, (pid_t)child);
	}
}

void family_forget(osp_job *job)
{
	job->family = NULL;
}

/* False when there was none. `ret_lives`: one of them takes its time. */
static bool kill_strays(const struct family *family, bool *ret_lives)
{
	char text[CHILDREN_SIZE];
	bool has_any = false;
	*ret_lives = false;
	list_children(text, sizeof(text));
	for (char *at = text, *end = NULL;; at = end) {
		long child = strtol(at, &end, 10);
		if (end == at) {
			return has_any;
		}
		if (!is_known(family, (pid_t)child)) {
			has_any = true;
			kill((pid_t)child, SIGKILL);
			*ret_lives = waitpid((pid_t)child, NULL, WNOHANG) == 0 || *ret_lives;
		}
	}
}

/* Some rounds may be needed: each kill hands us the next generation. */
void family_sweep(osp_job *job)
{
	struct timespec pause = { 0, SWEEP_PAUSE };
	bool lives = false;
	for (int i = 0; i < SWEEPS && job->family != NULL && kill_strays(job->family, &lives); i++) {
		if (lives) {
			nanosleep(&pause, NULL);
		}
	}
}
