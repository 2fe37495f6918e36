/* trust.c - which plugins of others the user agreed to run, by their content. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "plugin/trust.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { LIST_LIMIT = 1 << 20 };

bool trust_lists(const char *names, const char *name)
{
	size_t len = strlen(name);
	while (names != NULL && *names != '\0') {
		size_t n = strcspn(names, ",");
		if ((n == 1 && *names == '*') || (n == len && strncmp(names, name, n) == 0)) {
			return true;
		}
		names += n + (names[n] == ',');
	}
	return false;
}

/* NULL when there is no home to keep anything in. */
static const char *list_path(osp_job *job)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	if (state != NULL && *state == '/') {
		return path_join(job->arena, path_join(job->arena, state, "ospopress"), "trusted");
	}
	return home != NULL && *home == '/' ? path_join(job->arena, home, ".local/state/ospopress/trusted") : NULL;
}

static bool wants_net(const struct plugin *plugin)
{
	return (plugin->about.wants & OSP_WANTS_NET) != 0;
}

bool trust_is_kept(osp_job *job, const struct plugin *plugin)
{
	const char *path = list_path(job);
	char *text = NULL;
	size_t len = 0, hash = strlen(plugin->hash);
	if (path == NULL || hash == 0 || file_load(job->arena, path, LIST_LIMIT, &text, &len) != FILE_OK) {
		return false;
	}
	for (const char *line = text; *line != '\0';) {
		size_t n = strcspn(line, "\n");
		bool is_same = n > hash && strncmp(line, plugin->hash, hash) == 0 && line[hash] == ' ';
		if (is_same && (!wants_net(plugin) || strncmp(line + hash, " net ", 5) == 0)) {
			return true;
		}
		line += n + (line[n] == '\n');
	}
	return false;
}

static bool make_folders(const char *path)
{
	char *copy = strdup(path);
	bool is_good = copy != NULL;
	for (char *at = is_good ? strchr(copy + 1, '/') : NULL; at != NULL && is_good; at = strchr(at + 1, '/')) {
		*at = '\0';
		is_good = mkdir(copy, 0700) == 0 || errno == EEXIST;
		*at = '/';
	}
	free(copy);
	return is_good;
}

bool trust_keep(osp_job *job, const struct plugin *plugin)
{
	const char *path = list_path(job);
	osp_buf line = OSP_BUF_INIT;
	osp_buf_printf(&line, "%s %s %s %s\n", plugin->hash, wants_net(plugin) ? "net" : "files", plugin->about.name, plugin->path);
	/* One write at the end of the file: two runs at once lose nothing. */
	int fd = path != NULL && make_folders(path) ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
	bool is_kept = fd >= 0 && write(fd, line.data, line.len) == (ssize_t)line.len;
	if (!is_kept) {
		osp_warn(job, OSP_NOWHERE, "plugin/not-kept", "that you trust plugin %s could not be kept in %s, so you will be asked again",
			plugin->about.name, path != NULL ? path : "~/.local/state/ospopress");
	}
	if (fd >= 0) {
		close(fd);
	}
	osp_buf_done(&line);
	return is_kept;
}

static bool can_ask(void)
{
	const char *ci = getenv("CI");
	return (ci == NULL || *ci == '\0') && isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

static bool ask(const osp_job *job, const struct plugin *plugin)
{
	char answer[64] = "";
	const char *yes = job_translate(job, "y");
	fprintf(stderr, job_translate(job, "\nPlugin %s %s (%s), %s,\nwas not used here before. It would run shut in: it reads this project and fonts, and writes its own output only.\n"),
		plugin->about.name, plugin->about.version, job_translate(job, plugin_kind_name(plugin->about.kind)), plugin->path);
	if (wants_net(plugin)) {
		fputs(job_translate(job, "It also wants to use the NETWORK, so it could send away what it reads.\n"), stderr);
	}
	fprintf(stderr, "%s [%s/N] ", job_translate(job, "Do you trust it?"), yes);
	fflush(stderr);
	if (fgets(answer, sizeof(answer), stdin) == NULL) {
		return false;
	}
	return *answer == 'y' || *answer == 'Y' || strncmp(answer, yes, strlen(yes)) == 0;
}

bool trust_check(osp_job *job, const struct plugin *plugin, osp_place place)
{
	const struct plugin_registry *registry = job->plugins;
	if (plugin->is_shipped || (registry != NULL && (registry->only_looks || trust_lists(registry->trusted, plugin->about.name))) ||
		trust_is_kept(job, plugin)) {
		return true;
	}
	bool is_asked = can_ask();
	if (is_asked && ask(job, plugin)) {
		trust_keep(job, plugin);
		return true;
	}
	if (is_asked) {
		osp_error(job, place, "plugin/untrusted", "plugin %s is not trusted, so it is not run (%s)", plugin->about.name, plugin->path);
	} else if (wants_net(plugin)) {
		osp_error(job, place, "plugin/untrusted",
			"plugin %s was never used here, wants to use the network, and there is no terminal to ask on; --trust=%s allows both for this run (%s)",
			plugin->about.name, plugin->about.name, plugin->path);
	} else {
		osp_error(job, place, "plugin/untrusted",
			"plugin %s was never used here, and there is no terminal to ask on; --trust=%s allows it for this run (%s)", plugin->about.name,
			plugin->about.name, plugin->path);
	}
	return false;
}
