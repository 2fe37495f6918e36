/* tool.c - `ospopress plugin doctor|install|remove`. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "plugin/tool.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "plugin/landlock.h"
#include "plugin/program.h"
#include "plugin/sandbox.h"
#include "plugin/trust.h"

enum { FILE_LIMIT = 256 << 20, DEPTH_LIMIT = 24 };

/* ---- doctor ---- */

static void put_line(const osp_job *job, osp_buf *out, bool is_good, const char *sentence)
{
	osp_buf_printf(out, "%s %s\n", is_good ? "+" : "-", job_translate(job, sentence));
}

static bool check_machine(const osp_job *job, osp_buf *out)
{
	struct sandbox_support support = sandbox_support();
	put_line(job, out, support.landlock > 0, support.landlock > 0 ? "files: a plugin reads the project, fonts and the system, and writes its own output only (Landlock)"
		: "files: this kernel has no Landlock, or it is switched off: a plugin reads and writes what you may read and write");
	if (support.landlock > 0 && support.landlock < LANDLOCK_HAS_TRUNCATE) {
		put_line(job, out, false, "files: this kernel's Landlock does not keep a plugin from emptying files (Linux 6.2 does)");
	}
	put_line(job, out, support.filters, support.filters ? "network and system calls: a plugin has no network and can't reach other processes (seccomp)"
		: "network and system calls: this kernel or machine has no seccomp filters: a plugin has the network");
	put_line(job, out, support.notices, support.notices ? "processes: counted, and what was refused is told (seccomp's supervisor)"
		: "processes: this kernel can't ask a supervisor, so plugins can't start any process and refusals are not told (Linux 5.5 can)");
	return support.landlock >= LANDLOCK_HAS_TRUNCATE && support.filters && support.notices;
}

static bool check_plugins(osp_job *job, osp_buf *out)
{
	const struct plugin_registry *registry = job->plugins;
	bool is_good = registry->refusal_count == 0;
	for (size_t i = 0; i < registry->refusal_count; i++) {
		osp_buf_printf(out, "- %s: %s\n", registry->refusals[i].path, registry->refusals[i].reason);
	}
	for (size_t i = 0; i < registry->count; i++) {
		const struct plugin *plugin = registry->plugins[i];
		if (plugin->program != NULL && program_find(job, plugin->program) == NULL) {
			osp_buf_printf(out, job_translate(job, "- %s: the program %s is not there; install it\n"), plugin->path, plugin->program->command[0]);
			is_good = false;
		}
		if (!plugin->is_shipped) {
			osp_buf_printf(out, job_translate(job, trust_is_kept(job, plugin) ? "+ %s: trusted\n" : "  %s: not trusted yet; you will be asked\n"),
				plugin->path);
		}
	}
	return is_good;
}

bool tool_doctor(osp_job *job, osp_buf *out)
{
	bool machine = check_machine(job, out);
	return check_plugins(job, out) && machine;
}

/* ---- install, remove ---- */

static const char *users_folder(osp_job *job)
{
	const char *home = getenv("HOME");
	return home != NULL && *home == '/' ? path_join(job->arena, home, ".local/lib/ospopress") : NULL;
}

static bool fail(osp_job *job, const char *path, const char *reason)
{
	osp_error(job, OSP_NOWHERE, "plugin/install", "%s: %s", path, reason);
	return false;
}

static bool make_folder(const char *path)
{
	char *copy = strdup(path);
	bool is_good = copy != NULL;
	for (char *at = is_good ? copy + 1 : NULL; at != NULL && is_good; at = strchr(at + 1, '/')) {
		if (*at == '/') {
			*at = '\0';
			is_good = mkdir(copy, 0755) == 0 || errno == EEXIST;
			*at = '/';
		}
	}
	is_good = is_good && (mkdir(path, 0755) == 0 || errno == EEXIST);
	free(copy);
	return is_good;
}

static bool copy_file(osp_job *job, const char *from, const char *to, mode_t mode)
{
	struct arena *arena = arena_new();
	char *bytes = NULL;
	size_t len = 0;
	enum file_error error = file_load(arena, from, FILE_LIMIT, &bytes, &len);
	int fd = error == FILE_OK ? open(to, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode & 0777) : -1;
	bool is_good = fd >= 0;
	for (size_t at = 0; is_good && at < len;) {
		ssize_t n = write(fd, bytes + at, len - at);
		is_good = n > 0 || (n < 0 && errno == EINTR);
		at += n > 0 ? (size_t)n : 0;
	}
	int reason = errno;
	if (fd >= 0) {
		is_good = close(fd) == 0 && is_good;
	}
	arena_free(arena);
	return is_good || fail(job, error != FILE_OK ? from : to, error != FILE_OK ? job_translate(job, file_error_words(error)) : strerror(reason));
}

/* What a plugin is made of: files and folders. Links are copied as what they lead to. */
static bool copy_tree(osp_job *job, const char *from, const char *to, int depth)
{
	struct stat info;
	if (stat(from, &info) != 0 || (!S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode))) {
		return true;
	}
	if (S_ISREG(info.st_mode)) {
		return copy_file(job, from, to, info.st_mode);
	}
	DIR *dir = depth < DEPTH_LIMIT ? opendir(from) : NULL;
	bool is_good = dir != NULL && (mkdir(to, 0755) == 0);
	for (struct dirent *entry = is_good ? readdir(dir) : NULL; entry != NULL && is_good; entry = readdir(dir)) {
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && strcmp(entry->d_name, ".git") != 0 &&
			strcmp(entry->d_name, "__pycache__") != 0) {
			is_good = copy_tree(job, path_join(job->arena, from, entry->d_name), path_join(job->arena, to, entry->d_name), depth + 1);
		}
	}
	if (dir != NULL) {
		closedir(dir);
	}
	return is_good || fail(job, to, strerror(errno));
}

static bool remove_tree(const char *path, int depth)
{
	struct stat info;
	if (lstat(path, &info) != 0 || depth > DEPTH_LIMIT) {
		return false;
	}
	if (!S_ISDIR(info.st_mode)) {
		return unlink(path) == 0;
	}
	DIR *dir = opendir(path);
	for (struct dirent *entry = dir != NULL ? readdir(dir) : NULL; entry != NULL; entry = readdir(dir)) {
		osp_buf inner = OSP_BUF_INIT;
		osp_buf_printf(&inner, "%s/%s", path, entry->d_name);
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
			remove_tree(inner.data, depth + 1);
		}
		osp_buf_done(&inner);
	}
	if (dir != NULL) {
		closedir(dir);
	}
	return rmdir(path) == 0;
}

bool tool_install(osp_job *job, const char *path, osp_buf *out)
{
	const char *folder = users_folder(job), *real = path_real(job->arena, path);
	osp_buf why = OSP_BUF_INIT;
	if (folder == NULL || real == NULL) {
		return fail(job, path, job_translate(job, real == NULL ? "does not exist" : "there is no home folder to install it in"));
	}
	/* Looked at before it is copied: what is no plugin is not installed. */
	const struct plugin *plugin = registry_look_at(job, real, &why);
	bool is_good = plugin != NULL || fail(job, path, why.data);
	osp_buf_done(&why);
	if (!is_good) {
		return false;
	}
	const char *name = plugin->program != NULL ? plugin->about.name : osp_job_printf(job, "%s.so", plugin->about.name);
	const char *target = path_join(job->arena, folder, name);
	if (!make_folder(folder)) {
		return fail(job, folder, strerror(errno));
	}
	if (file_exists(target) || file_is_folder(target)) {
		remove_tree(target, 0);
	}
	if (!copy_tree(job, real, target, 0)) {
		remove_tree(target, 0);
		return false;
	}
	trust_keep(job, registry_look_at(job, target, &why));
	osp_buf_done(&why);
	osp_buf_printf(out, job_translate(job, "%s %s is installed and trusted: %s\n"), plugin->about.name, plugin->about.version, target);
	return true;
}

bool tool_remove(osp_job *job, const char *name, osp_buf *out)
{
	const char *folder = users_folder(job);
	const struct plugin_registry *registry = job->plugins;
	for (size_t i = 0; folder != NULL && i < registry->count; i++) {
		const struct plugin *plugin = registry->plugins[i];
		const char *path = plugin->program != NULL ? plugin->program->folder : plugin->path;
		const char *above = path_real(job->arena, path_folder(job->arena, path)), *real = path_real(job->arena, folder);
		if (strcmp(plugin->about.name, name) == 0 && above != NULL && real != NULL && strcmp(above, real) == 0) {
			if (!remove_tree(path, 0)) {
				return fail(job, path, strerror(errno));
			}
			osp_buf_printf(out, job_translate(job, "%s is removed: %s\n"), name, path);
			return true;
		}
	}
	return fail(job, name, job_translate(job, "no plugin of this name is in your own folder; \"ospopress plugin list\" tells where they are"));
}
