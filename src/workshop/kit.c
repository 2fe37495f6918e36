/* kit.c - a plugin on the bench: built, installed for trial, tested. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "workshop/kit.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/paths.h"
#include "workshop/checks.h"
#include "workshop/folder.h"
#include "workshop/golden.h"

enum { PASSED = 0, FAILED = 1, NO_PLUGIN = 2, NOT_BUILT = 3, NO_ROOM = 4 };
enum { BUILD_SECONDS = 300, TRIAL_SECONDS = 60, PLUGIN_SECONDS = 20, SETTINGS = 8 };

/* ---- Verdicts ---- */

bool kit_wants(const struct kit *kit, const char *what)
{
	return kit->wishes->only == NULL || strstr(what, kit->wishes->only) != NULL;
}

void kit_judge(struct kit *kit, const char *what, const char *why)
{
	kit->passed += why == NULL;
	kit->failed += why != NULL;
	printf("%s  %s\n", why == NULL ? "ok  " : "FAIL", what);
	for (const char *line = why; line != NULL && *line != '\0';) {
		size_t len = strcspn(line, "\n");
		printf("      %.*s\n", (int)len, line);
		line += len + (line[len] == '\n');
	}
	fflush(stdout);
}

void kit_pass_over(struct kit *kit, const char *what, const char *why)
{
	(void)kit;
	printf("--    %s: %s\n", what, why);
	fflush(stdout);
}

static const char *line_with(osp_job *job, const char *text, const char *word)
{
	const char *found = strstr(text, word), *begin = found;
	while (begin != NULL && begin > text && begin[-1] != '\n') {
		begin--;
	}
	return found != NULL ? osp_job_strndup(job, begin, strcspn(begin, "\n")) : NULL;
}

const char *kit_fault(struct kit *kit, const struct trial *trial, bool may_refuse)
{
	osp_job *job = kit->job;
	const char *tried = line_with(job, trial->said.data, "[plugin/forbidden]");
	tried = tried != NULL ? tried : line_with(job, trial->said.data, "[plugin/network]");
	kit->forbidden = kit->forbidden != NULL ? kit->forbidden : tried;
	if (trial->is_late) {
		return osp_job_printf(job, job_translate(job, "it did not end within %d seconds"), TRIAL_SECONDS);
	}
	if (trial->status == 0) {
		return NULL;
	}
	const char *error = trial->status == 3 ? line_with(job, trial->said.data, "error: plugin ") : line_with(job, trial->said.data, " error: ");
	const char *own = line_with(job, trial->said.data, osp_job_printf(job, "[%s/", kit->plugin->about.name));
	if (trial->status == 1 && own != NULL && may_refuse) {
		return NULL;
	}
	error = error != NULL ? error : line_with(job, trial->said.data, "error: ");
	return osp_job_printf(job, job_translate(job, "exit status %d: %s"), trial->status, error != NULL ? error : trial->said.data);
}

/* ---- Trials ---- */

static const char *const *settings_of(struct kit *kit)
{
	const char **list = osp_job_alloc(kit->job, (SETTINGS + 1) * sizeof(*list));
	const char *home = getenv("HOME"), *cache = getenv("XDG_CACHE_HOME");
	size_t count = 0;
	list[count++] = osp_job_printf(kit->job, "HOME=%s", kit->home);
	/* What fontconfig found out about the fonts of this machine need not be found out again. */
	list[count++] = cache != NULL ? osp_job_printf(kit->job, "XDG_CACHE_HOME=%s", cache)
		: osp_job_printf(kit->job, "XDG_CACHE_HOME=%s/.cache", home != NULL ? home : kit->home);
	list[count++] = "OSPOPRESS_PLUGIN_PATH=";
	list[count++] = "XDG_DATA_HOME=";
	list[count++] = "SOURCE_DATE_EPOCH=1670630400";
	list[count++] = osp_job_printf(kit->job, "OSPOPRESS_PLUGIN_SECONDS=%d", PLUGIN_SECONDS);
	return list;
}

void kit_try(struct kit *kit, const char *folder, struct trial *trial)
{
	bool writes = kit->plugin->about.kind == OSP_WRITER;
	const char *stage = kit->plugin->about.kind == OSP_READER ? "--stage=read" : "--stage=tree";
	const char *trust = osp_job_printf(kit->job, "--trust=kit-filter,%s", kit->plugin->about.name);
	const char *build[] = { kit->program, "build", "proceedings.yml", "-o", "out", "--messages=en", trust, NULL };
	const char *dump[] = { kit->program, "dump", stage, "--as=html", "proceedings.yml", "--messages=en", trust, NULL };
	trial->argv = writes ? build : dump;
	trial->folder = folder; /* so that messages name files as they would there */
	trial->output = writes ? NULL : path_join(kit->job->arena, folder, "tree.html");
	trial->settings = settings_of(kit);
	trial->seconds = TRIAL_SECONDS;
	trial_run(trial);
	trial->argv = NULL;
}

/* ---- Volumes ---- */

/* A transform that knows nothing but a tree: what it is given it throws away. */
static void put_filter(struct kit *kit, const char *tree)
{
	struct arena *arena = kit->job->arena;
	const char *folder = path_join(arena, kit->home, ".local/lib/ospopress/kit-filter"), *yml =
		"kind: transform\nversion: \"1.0\"\ncommand: [cat, tree.xml]\nprotocol: filter\nbefore: [headings, authors, citations, footnotes, figures, assets, links, typography, matter]\n";
	char *bytes = NULL;
	size_t len = 0;
	mkdir(folder, 0777);
	folder_put(path_join(arena, folder, "plugin.yml"), yml, strlen(yml));
	if (file_load(arena, path_join(arena, path_join(arena, paths_templates(arena), "kit"), tree), 16 << 20, &bytes, &len) == FILE_OK) {
		folder_put(path_join(arena, folder, "tree.xml"), bytes, len);
	}
}

static const char whole[] =
	"subtitle: Beneath\nversion: \"1\"\ndate: 2022-12-10\nlicense: CC-BY-4.0\npublisher: A press\nevent: {name: An event, place: A place}\n"
	"affiliations:\n  lab: {name: A lab, country: CN}\n"
	"people:\n  ada: {name: Ada Lovelace, affiliation: lab}\n  qian: {name: 钱学森, affiliation: lab}\n"
	"editors: [ada]\nfront-matter: [cover, title-page, colophon, toc]\nback-matter: [contributors, author-index]\n";

const char *kit_make(struct kit *kit, const struct kit_volume *volume)
{
	osp_job *job = kit->job;
	const osp_plugin *about = &kit->plugin->about;
	const char *folder = osp_job_printf(job, "%s/volume-%u", kit->scratch, ++kit->volumes);
	const char *options = volume->options != NULL ? volume->options : "";
	osp_buf yml = OSP_BUF_INIT;
	mkdir(folder, 0777);
	osp_buf_printf(&yml, "title: A volume\nlang: en\n%s%s", volume->is_whole ? whole : "front-matter: []\nback-matter: []\n",
		volume->more != NULL ? volume->more : "");
	osp_buf_printf(&yml, "articles:\n  - {file: one.%s, title: One%s%s%s}\n", about->kind == OSP_READER ? "txt" : "md",
		volume->is_whole ? ", authors: [ada, qian]" : "", about->kind == OSP_READER ? ", reader: " : "", about->kind == OSP_READER ? about->name : "");
	osp_buf_puts(&yml, "transforms:\n  typography: {}\n");
	if (volume->filter != NULL) {
		put_filter(kit, volume->filter);
		osp_buf_puts(&yml, "  kit-filter: {}\n");
	}
	if (about->kind == OSP_TRANSFORM) {
		osp_buf_printf(&yml, "  %s: {%s}\n", about->name, options);
	} else if (about->kind == OSP_WRITER) {
		/* One file is named for the folder of its manifest, if nothing else is said. */
		const char *suffix = about->writer->suffix, *file = *suffix != '\0' ? osp_job_printf(job, ", file: one%s", suffix) : "";
		osp_buf_printf(&yml, "outputs:\n  one: {format: %s%s%s%s}\n", about->writer->format, file, *options != '\0' ? ", " : "", options);
	} else if (*options != '\0') {
		osp_buf_printf(&yml, "reader:\n  %s: {%s}\n", about->name, options);
	}
	folder_put(path_join(job->arena, folder, "proceedings.yml"), yml.data, yml.len);
	folder_put(path_join(job->arena, folder, about->kind == OSP_READER ? "one.txt" : "one.md"), volume->text != NULL ? volume->text : "", volume->len);
	osp_buf_done(&yml);
	return folder;
}

/* ---- Building ---- */

static const char *find_object(struct kit *kit, const char *folder)
{
	const char *found = NULL;
	DIR *dir = opendir(folder);
	for (struct dirent *entry = dir != NULL ? readdir(dir) : NULL; entry != NULL; entry = readdir(dir)) {
		if (strcmp(path_suffix(entry->d_name), "so") == 0) {
			found = found == NULL ? path_join(kit->job->arena, folder, entry->d_name) : "";
		}
	}
	if (dir != NULL) {
		closedir(dir);
	}
	return found;
}

const char *kit_pkg_config(osp_job *job)
{
	const char *given = getenv("PKG_CONFIG_PATH");
	const char *own = paths_in_build_tree() ? paths_build() : path_join(job->arena, paths_plugins(job->arena), "../../pkgconfig");
	return osp_job_printf(job, "PKG_CONFIG_PATH=%s%s%s", own, given != NULL && *given != '\0' ? ":" : "", given != NULL ? given : "");
}

/* What is to be installed: the folder with its program, or the object that `make` made; NULL after saying why not. */
static const char *build(struct kit *kit, int *ret_status)
{
	osp_job *job = kit->job;
	if (file_exists(path_join(job->arena, kit->folder, "plugin.yml"))) {
		return kit->folder;
	}
	if (!file_exists(path_join(job->arena, kit->folder, "Makefile"))) {
		osp_error(job, OSP_NOWHERE, "plugin/test", "%s has neither a Makefile nor a plugin.yml, so there is nothing to test; name the folder of a plugin", kit->folder);
		*ret_status = NO_PLUGIN;
		return NULL;
	}
	const char *const argv[] = { "make", "-s", NULL };
	const char *const settings[] = { kit_pkg_config(job), "MAKEFLAGS=", "MAKELEVEL=", NULL };
	struct trial trial = { .argv = argv, .folder = kit->folder, .settings = settings, .seconds = BUILD_SECONDS };
	trial_run(&trial);
	const char *object = find_object(kit, kit->folder);
	bool is_good = trial.status == 0 && object != NULL && *object != '\0';
	const char *why = is_good ? NULL : trial.status != 0 ? osp_job_strdup(job, trial.said.data)
		: job_translate(job, object == NULL ? "make made no shared object (NAME.so)" : "there is more than one shared object in this folder; which one is the plugin?");
	kit_judge(kit, job_translate(job, "it builds"), why);
	trial_done(&trial);
	*ret_status = NOT_BUILT;
	return is_good ? object : NULL;
}

static bool install(struct kit *kit, const char *what)
{
	osp_job *job = kit->job;
	const char *const argv[] = { kit->program, "plugin", "install", what, "--messages=en", NULL };
	struct trial trial = { .argv = argv, .settings = settings_of(kit), .seconds = TRIAL_SECONDS };
	osp_buf why = OSP_BUF_INIT;
	kit->plugin = registry_look_at(job, what, &why);
	if (kit->plugin == NULL) {
		kit_judge(kit, job_translate(job, "its descriptor is good"), why.data);
		osp_buf_done(&why);
		return false;
	}
	trial_run(&trial);
	bool is_good = trial.status == 0;
	kit_judge(kit, job_translate(job, "its descriptor is good"), !is_good ? osp_job_strdup(job, trial.said.data)
		: *kit->plugin->about.summary == '\0' || *kit->plugin->about.version == '\0' ? job_translate(job, "it says no version, or not in one sentence what it does")
		: NULL);
	trial_done(&trial);
	osp_buf_done(&why);
	return is_good;
}

/* ---- Its own tests ---- */

/* Its own messages, and the tree, for those that make one. */
static void keep_said(struct kit *kit, const struct trial *trial, const char *folder, const char *to)
{
	osp_buf messages = OSP_BUF_INIT;
	const char *mark = osp_job_printf(kit->job, " [%s/", kit->plugin->about.name);
	for (const char *at = trial->said.data; *at != '\0';) {
		size_t len = strcspn(at, "\n");
		const char *line = osp_job_strndup(kit->job, at, len);
		if (strstr(line, mark) != NULL) {
			osp_buf_printf(&messages, "%s\n", line);
		}
		at += len + (at[len] == '\n');
	}
	if (messages.len > 0) {
		folder_put(path_join(kit->job->arena, to, "messages"), messages.data, messages.len);
	}
	char *tree = NULL;
	size_t len = 0;
	if (kit->plugin->about.kind != OSP_WRITER && file_load(kit->job->arena, path_join(kit->job->arena, folder, "tree.html"), 256 << 20, &tree, &len) == FILE_OK) {
		folder_put(path_join(kit->job->arena, to, "tree.html"), tree, len);
	}
	osp_buf_done(&messages);
}

static void test_case(struct kit *kit, const char *name)
{
	osp_job *job = kit->job;
	struct arena *arena = job->arena;
	const char *test = path_join(arena, path_join(arena, kit->folder, "tests"), name), *expected = path_join(arena, test, "expected");
	const char *folder = osp_job_printf(job, "%s/test-%s", kit->scratch, name), *made = osp_job_printf(job, "%s/made-%s", kit->scratch, name);
	const char *what = osp_job_printf(job, job_translate(job, "test %s"), name);
	struct trial trial = { .seconds = 0 };
	osp_buf difference = OSP_BUF_INIT;
	if (!kit_wants(kit, what)) {
		return;
	}
	folder_copy(job, test, folder);
	folder_remove(path_join(arena, folder, "expected"));
	kit_try(kit, folder, &trial);
	const char *why = kit_fault(kit, &trial, true);
	mkdir(made, 0777);
	if (kit->plugin->about.kind == OSP_WRITER) {
		folder_copy(job, path_join(arena, folder, "out"), made);
	}
	keep_said(kit, &trial, folder, made);
	if (why == NULL && kit->wishes->accept) {
		folder_remove(expected);
		folder_copy(job, made, expected);
	} else if (why == NULL && !file_is_folder(expected)) {
		why = job_translate(job, "nothing is expected of it yet; \"ospopress plugin test DIR --accept\" keeps what it makes now");
	} else if (why == NULL && !golden_compare(job, expected, made, &difference)) {
		why = osp_job_strdup(job, difference.data);
	}
	kit_judge(kit, what, why);
	osp_buf_done(&difference);
	trial_done(&trial);
}

static void run_tests(struct kit *kit)
{
	struct folder_list list;
	struct arena *arena = kit->job->arena;
	size_t count = 0;
	folder_list(kit->job, path_join(arena, kit->folder, "tests"), &list);
	for (size_t i = 0; i < list.count; i++) {
		const char *slash = strchr(list.names[i], '/');
		if (slash != NULL && strcmp(slash, "/proceedings.yml") == 0) {
			test_case(kit, osp_job_strndup(kit->job, list.names[i], (size_t)(slash - list.names[i])));
			count++;
		}
	}
	if (count == 0) {
		kit_judge(kit, job_translate(kit->job, "it has tests"), job_translate(kit->job, "there is no tests/NAME/proceedings.yml; write a small volume, and say --accept"));
	}
	free(list.names);
}

/* ---- The whole ---- */

static bool open_kit(struct kit *kit, char *scratch)
{
	char self[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);
	self[len > 0 ? len : 0] = '\0';
	kit->program = osp_job_strdup(kit->job, self);
	if (len <= 0 || mkdtemp(scratch) == NULL) {
		return false;
	}
	kit->scratch = scratch;
	kit->home = path_join(kit->job->arena, scratch, "home");
	return mkdir(kit->home, 0777) == 0;
}

int workshop_test(osp_job *job, const char *folder, const struct workshop_wishes *wishes)
{
	const char *temporary = getenv("TMPDIR");
	char *scratch = osp_job_printf(job, "%s/ospopress-test-XXXXXX", temporary != NULL && *temporary == '/' ? temporary : "/tmp");
	struct kit kit = { .job = job, .wishes = wishes, .folder = path_real(job->arena, folder) };
	int status = NOT_BUILT;
	if (kit.folder == NULL || !file_is_folder(kit.folder)) {
		osp_error(job, OSP_NOWHERE, "plugin/test", "%s is no folder; name the folder of a plugin", folder);
		return NO_PLUGIN;
	}
	if (!open_kit(&kit, scratch)) {
		osp_error(job, OSP_NOWHERE, "plugin/test", "there is no room to test in (%s); TMPDIR can name another folder", scratch);
		return NO_ROOM;
	}
	const char *what = build(&kit, &status);
	if (what != NULL && install(&kit, what)) {
		run_tests(&kit);
		checks_run(&kit);
		status = kit.failed == 0 ? PASSED : FAILED;
	}
	folder_remove(kit.scratch);
	if (what != NULL || status != NO_PLUGIN) {
		printf(job_translate(job, "%zu passed, %zu failed\n"), kit.passed, kit.failed);
	}
	return status;
}
