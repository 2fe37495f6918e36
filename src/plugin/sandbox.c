/* sandbox.c - what a plugin that did not come with ospopress may do on this machine. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "plugin/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/capability.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/file.h"
#include "base/paths.h"
#include "document/volume.h"
#include "plugin/filter.h"
#include "plugin/landlock.h"
#include "plugin/registry.h"
#include "plugin/supervise.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

enum { FILES_OPEN = 1024, SCAN_LIMIT = 1 << 16 };

/* ---- The rules ---- */

static bool is_beneath(const char *folder, const char *path)
{
	size_t len = strlen(folder);
	return strncmp(folder, path, len) == 0 && (path[len] == '\0' || path[len] == '/' || (len > 0 && folder[len - 1] == '/'));
}

static bool has(const char *const *list, size_t count, const char *path)
{
	for (size_t i = 0; i < count; i++) {
		if (is_beneath(list[i], path)) {
			return true;
		}
	}
	return false;
}

static void add(osp_job *job, const char ***list, size_t *count, const char *path)
{
	const char *real = path != NULL && *path == '/' ? path_real(job->arena, path) : NULL;
	if (real != NULL && !has(*list, *count, real)) {
		volume_list_add(job, list, count, real);
	}
}

void sandbox_read(osp_job *job, struct sandbox *box, const char *path)
{
	add(job, &box->reads, &box->read_count, path);
}

void sandbox_write(osp_job *job, struct sandbox *box, const char *path)
{
	add(job, &box->writes, &box->write_count, path);
}

bool sandbox_may(const struct sandbox *box, const char *path, bool to_write)
{
	return has(box->writes, box->write_count, path) || (!to_write && has(box->reads, box->read_count, path));
}

/* Libraries, their settings, fonts. Of /etc only what a program needs to start and to find fonts. */
static void read_system(osp_job *job, struct sandbox *box)
{
	static const char *const paths[] = {
		"/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin", "/opt", "/nix/store", "/gnu/store", "/var/cache/fontconfig", "/var/lib/fonts",
		"/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/ld.so.preload", "/etc/fonts", "/etc/alternatives",
		"/etc/localtime", "/etc/timezone", "/etc/mime.types", "/etc/os-release", "/etc/python3", "/etc/perl", "/etc/ssl/openssl.cnf",
		"/etc/inputrc", "/etc/locale.alias", "/etc/nsswitch.conf", "/etc/passwd",
		"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/fd",
		"/proc/meminfo", "/proc/cpuinfo", "/proc/stat", "/proc/filesystems", "/proc/version", "/proc/version_signature",
		"/proc/sys/vm/overcommit_memory", "/proc/sys/vm/max_map_count", "/proc/sys/kernel/ngroups_max", "/proc/sys/kernel/cap_last_cap",
		"/sys/devices/system/cpu", "/sys/kernel/mm/transparent_hugepage",
	};
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		sandbox_read(job, box, paths[i]);
	}
	const char *libraries = getenv("LD_LIBRARY_PATH");
	while (libraries != NULL && *libraries != '\0') {
		size_t len = strcspn(libraries, ":");
		sandbox_read(job, box, osp_job_strndup(job, libraries, len));
		libraries += len + (libraries[len] == ':');
	}
}

static void read_fonts(osp_job *job, struct sandbox *box)
{
	static const char *const of_home[] = { ".fonts", ".fonts.conf", ".local/share/fonts", ".config/fontconfig", ".cache/fontconfig" };
	static const struct { const char *variable, *folder; } of_xdg[] = {
		{ "XDG_DATA_HOME", "fonts" }, { "XDG_CONFIG_HOME", "fontconfig" }, { "XDG_CACHE_HOME", "fontconfig" },
	};
	const char *home = getenv("HOME");
	for (size_t i = 0; home != NULL && *home == '/' && i < sizeof(of_home) / sizeof(*of_home); i++) {
		sandbox_read(job, box, path_join(job->arena, home, of_home[i]));
	}
	for (size_t i = 0; i < sizeof(of_xdg) / sizeof(*of_xdg); i++) {
		const char *folder = getenv(of_xdg[i].variable);
		if (folder != NULL && *folder == '/') {
			sandbox_read(job, box, path_join(job->arena, folder, of_xdg[i].folder));
		}
	}
	sandbox_read(job, box, getenv("FONTCONFIG_FILE"));
	sandbox_read(job, box, getenv("FONTCONFIG_PATH"));
	sandbox_read(job, box, paths_fonts(job->arena));
}

static void read_project(osp_job *job, struct sandbox *box)
{
	const osp_volume *volume = job->volume;
	if (volume == NULL) {
		return;
	}
	sandbox_read(job, box, volume->folder);
	sandbox_read(job, box, volume->static_folder);
	for (size_t i = 0; i < volume->article_count; i++) {
		/* Asking where a folder really is takes many calls, and many articles stand in one. */
		if (i == 0 || strcmp(volume->articles[i]->folder, volume->articles[i - 1]->folder) != 0) {
			sandbox_read(job, box, volume->articles[i]->folder);
		}
	}
	/* Pictures that were fetched stand in the user's cache. */
	for (size_t i = 0; i < volume->asset_count; i++) {
		sandbox_read(job, box, volume->assets[i]->path);
	}
}

struct sandbox *sandbox_new(osp_job *job)
{
	struct sandbox *box = osp_job_alloc(job, sizeof(*box));
	struct sandbox *base = job->plugins != NULL ? job->plugins->base : NULL;
	box->rules = -1;
	if (base == NULL) {
		read_system(job, box);
		read_fonts(job, box);
		base = osp_job_alloc(job, sizeof(*base));
		*base = *box;
		if (job->plugins != NULL) {
			job->plugins->base = base;
		}
	}
	/* The lists grow in place when there is room, so a copy of the base is made. */
	box->reads = NULL;
	box->read_count = 0;
	for (size_t i = 0; i < base->read_count; i++) {
		volume_list_add(job, &box->reads, &box->read_count, base->reads[i]);
	}
	read_project(job, box);
	return box;
}

/* What belongs to the programs of a folder beneath the user's home: not all that stands beside it, where keys may be. */
static void read_parts(osp_job *job, struct sandbox *box, const char *above)
{
	static const char *const parts[] = { "bin", "lib", "libexec", "versions", "shims", "plugins", "version", "pyenv.d", "toolchains" };
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		sandbox_read(job, box, path_join(job->arena, above, parts[i]));
	}
}

static void read_program_folder(osp_job *job, struct sandbox *box, const char *folder, const char *home)
{
	const char *above = path_folder(job->arena, folder);
	bool is_homes = home != NULL && is_beneath(home, folder);
	if (strcmp(above, "/") == 0 || (home != NULL && is_beneath(folder, home))) {
		return;
	}
	if (is_homes && strcmp(above, home) != 0) {
		read_parts(job, box, above);
	} else if (!is_homes && (home == NULL || !is_beneath(above, home))) {
		sandbox_read(job, box, above);
	}
	sandbox_read(job, box, folder);
}

void sandbox_read_programs(osp_job *job, struct sandbox *box)
{
	const char *home = getenv("HOME"), *path = getenv("PATH");
	const char *real_home = home != NULL && *home == '/' ? path_real(job->arena, home) : NULL;
	while (path != NULL && *path != '\0') {
		size_t len = strcspn(path, ":");
		const char *folder = osp_job_strndup(job, path, len);
		const char *real = *folder == '/' ? path_real(job->arena, folder) : NULL;
		if (real != NULL) {
			read_program_folder(job, box, real, real_home);
		}
		path += len + (path[len] == ':');
	}
}

void sandbox_prepare(struct sandbox *box)
{
	if (box->rules < 0) {
		box->rules = landlock_prepare(box, landlock_version());
	}
}

void sandbox_release(struct sandbox *box)
{
	if (box != NULL && box->rules >= 0) {
		close(box->rules);
		box->rules = -1;
	}
}

/* ---- In the child ---- */

static bool is_kept(int fd, const int *keep, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (keep[i] == fd) {
			return true;
		}
	}
	return fd <= STDERR_FILENO;
}

/* A fork has all open files of its parent: locks, other children's pipes, the terminal. */
static void close_files(const int *keep, size_t count)
{
	unsigned from = STDERR_FILENO + 1;
	struct rlimit limit = { 0, 0 };
	int highest = STDERR_FILENO;
	for (size_t i = 0; i < count; i++) {
		highest = keep[i] > highest ? keep[i] : highest;
	}
	for (int fd = STDERR_FILENO + 1; fd <= highest; fd++) {
		if (!is_kept(fd, keep, count)) {
			close(fd);
		}
	}
	from = (unsigned)highest + 1;
#ifdef SYS_close_range
	if (syscall(SYS_close_range, from, ~0u, 0) == 0) {
		return;
	}
#endif
	getrlimit(RLIMIT_NOFILE, &limit);
	for (unsigned fd = from; fd < limit.rlim_cur && fd < SCAN_LIMIT; fd++) {
		close((int)fd);
	}
}

extern char **environ;

static bool begins_with_one(const char *variable, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strncmp(variable, list[i], strlen(list[i])) == 0) {
			return true;
		}
	}
	return false;
}

/* Secrets stand in environments. Those variables that are not kept are overwritten where they are, for a plugin in our
 * own process could look for them there. */
static void scrub_environment(const struct sandbox *box)
{
	static const char *const kept[] = {
		"HOME=", "XDG_CACHE_HOME=", "XDG_DATA_HOME=", "XDG_CONFIG_HOME=", "FONTCONFIG_FILE=", "FONTCONFIG_PATH=", "SOURCE_DATE_EPOCH=",
		"TZ=", "LD_LIBRARY_PATH=", "ASAN_OPTIONS=", "UBSAN_OPTIONS=", "OSPOPRESS_CHECK_TREE=", "PATH=",
	};
	static char fixed[][32] = { "LANG=C.UTF-8", "LC_ALL=C.UTF-8", "PYTHONDONTWRITEBYTECODE=1", "PYTHONUTF8=1" };
	static char *fresh[COUNT(kept) + COUNT(fixed) + 1];
	size_t count = 0;
	for (char **variable = environ; variable != NULL && *variable != NULL; variable++) {
		if (!begins_with_one(*variable, kept, COUNT(kept))) {
			explicit_bzero(*variable, strlen(*variable));
		} else if (count < COUNT(kept)) {
			fresh[count++] = *variable;
		}
	}
	for (size_t i = 0; i < COUNT(fixed); i++) {
		fresh[count++] = fixed[i];
	}
	environ = fresh;
	if (box->home != NULL) {
		setenv("HOME", box->home, 1);
		setenv("TMPDIR", box->home, 1);
	}
}

static void limit(int resource, rlim_t most)
{
	struct rlimit limits = { most, most };
	setrlimit((__rlimit_resource_t)resource, &limits);
}

static void set_limits(const struct supervise_limits *limits, bool is_asked_often)
{
	limit(RLIMIT_FSIZE, limits->file_bytes);
	limit(RLIMIT_NOFILE, FILES_OPEN);
	limit(RLIMIT_MEMLOCK, 0);
	limit(RLIMIT_MSGQUEUE, 0);
	if (is_asked_often) {
		return;
	}
	/* Several threads compute faster than the clock goes. */
	struct rlimit seconds = { (rlim_t)limits->seconds * 2, (rlim_t)limits->seconds * 2 + 1 };
	setrlimit(RLIMIT_CPU, &seconds);
}

/* Root without capabilities is an ordinary user who owns root's files; PR_SET_NO_NEW_PRIVS sees to it that no program gives
 * them back. */
static void drop_rights(void)
{
	/* What is not ours but root's must stay readable, as far as Landlock lets it be read at all. */
	enum { DAC_OVERRIDE = 1, DAC_READ_SEARCH = 2 };
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct data[2] = { { 0, 0, 0 }, { 0, 0, 0 } };
	const uint32_t wanted = 1u << DAC_OVERRIDE | 1u << DAC_READ_SEARCH;
	if (syscall(SYS_capget, &header, data) != 0) {
		return;
	}
	data[0] = (struct __user_cap_data_struct){ data[0].effective & wanted, data[0].permitted & wanted, 0 };
	data[1] = (struct __user_cap_data_struct){ 0, 0, 0 };
	syscall(SYS_capset, &header, data);
}

bool sandbox_enter(const struct sandbox *box, const struct supervise_limits *limits, const int *keep, size_t keep_count, int *ret_listener)
{
	int kept[16];
	*ret_listener = -1;
	for (size_t i = 0; i < keep_count; i++) {
		kept[i] = keep[i];
	}
	kept[keep_count] = box->rules;
	close_files(kept, keep_count + 1);
	scrub_environment(box);
	set_limits(limits, box->is_asked_often);
	drop_rights();
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
		return false;
	}
	int landlock = landlock_version();
	if (landlock > 0 && (box->rules < 0 || !landlock_enter(box->rules))) {
		return false;
	}
	if (box->rules >= 0) {
		close(box->rules);
	}
	struct filter_rules rules = {
		.with_net = box->with_net, .notes_reads = !box->is_program, .has_scopes = landlock >= LANDLOCK_HAS_SCOPES,
		.most_bytes = limits->bytes,
	};
	return filter_enter(&rules, ret_listener);
}

struct sandbox_support sandbox_support(void)
{
	return (struct sandbox_support){ landlock_version(), filter_is_known(), filter_has_notices() };
}
