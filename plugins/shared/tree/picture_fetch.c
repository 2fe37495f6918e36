/* picture_fetch.c - get a remote picture through curl, once, into the user's cache. */
/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* environ */
#include "tree/picture.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static uint64_t hash(const char *text, uint64_t value)
{
	for (; *text != '\0'; text++) {
		value = (value ^ (unsigned char)*text) * 1099511628211u; /* FNV-1a */
	}
	return value;
}

static bool make_folders(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		bool made = mkdir(path, 0700) == 0 || errno == EEXIST;
		*slash = '/';
		if (!made) {
			return false;
		}
	}
	return mkdir(path, 0700) == 0 || errno == EEXIST;
}

/* XDG Base Directory: $XDG_CACHE_HOME, else ~/.cache. */
static char *cache_folder(osp_job *job)
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	char *folder = NULL;
	if (cache != NULL && cache[0] == '/') {
		folder = osp_job_printf(job, "%s/ospopress", cache);
	} else if (home != NULL && home[0] == '/') {
		folder = osp_job_printf(job, "%s/.cache/ospopress", home);
	}
	return folder != NULL && make_folders(folder) ? folder : NULL;
}

/* Limits: 20 s, 20 MB, five redirections, nothing but http and https. No shell is involved. */
static bool run_curl(const char *url, const char *target)
{
	const char *arguments[] = {
		"curl", "--disable", "--fail", "--silent", "--location", "--max-redirs", "5",
		"--proto", "=http,https", "--proto-redir", "=http,https",
		"--max-time", "20", "--max-filesize", "20000000", "--globoff", "--output", target, "--url", url, NULL
	};
	posix_spawn_file_actions_t actions;
	pid_t child;
	int status = -1;
	if (posix_spawn_file_actions_init(&actions) != 0) {
		return false;
	}
	for (int fd = 0; fd <= 2; fd++) {
		posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", fd == 0 ? O_RDONLY : O_WRONLY, 0);
	}
	if (posix_spawnp(&child, "curl", &actions, NULL, (char *const *)(uintptr_t)arguments, environ) == 0) {
		while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
			continue;
		}
	}
	posix_spawn_file_actions_destroy(&actions);
	return status >= 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

const char *picture_fetch(osp_job *job, const char *url)
{
	const char *folder = cache_folder(job);
	struct stat info;
	if (folder == NULL) {
		return NULL;
	}
	const char *path = osp_job_printf(job, "%s/%016llx%016llx", folder, (unsigned long long)hash(url, 1469598103934665603u),
		(unsigned long long)hash(url, 7809847782465536322u));
	if (stat(path, &info) == 0 && S_ISREG(info.st_mode)) {
		return path;
	}
	const char *part = osp_job_printf(job, "%s.%ld", path, (long)getpid());
	bool good = run_curl(url, part) && stat(part, &info) == 0 && info.st_size > 0 && rename(part, path) == 0;
	if (!good) {
		unlink(part);
	}
	return good ? path : NULL;
}
