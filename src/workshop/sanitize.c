/* sanitize.c - the plugin, built with the compiler's sanitizers: what it reads, leaks and races for. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "workshop/checks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "workshop/folder.h"
#include "workshop/inputs.h"

/*
 * ospopress itself is not built so; the run-time library is loaded before it. Within
 * one process, since a plugin that is shut in can't be looked at by the leak
 * checker. Of what is said, only that counts in which the plugin's own object has
 * a frame: what other libraries keep until the end is not its fault.
 */

enum { BUILD_SECONDS = 300, RUN_SECONDS = 300 };

static const char *library(struct kit *kit, const char *name)
{
	const char *const argv[] = { "cc", osp_job_printf(kit->job, "-print-file-name=%s", name), NULL };
	struct trial trial = { .argv = argv, .seconds = BUILD_SECONDS };
	trial_run(&trial);
	trial.said.data[strcspn(trial.said.data, "\n")] = '\0';
	const char *found = trial.status == 0 && trial.said.data[0] == '/' ? osp_job_strdup(kit->job, trial.said.data) : NULL;
	trial_done(&trial);
	return found;
}

/* A report goes from its headline to the next empty line; the first one with a frame of the plugin. */
static const char *report_about(struct kit *kit, const char *said)
{
	static const char *const heads[] = { "runtime error:", "ERROR: AddressSanitizer", "leak of ", "WARNING: ThreadSanitizer" };
	const char *object = osp_job_printf(kit->job, "/%s.so", kit->plugin->about.name), *source = osp_job_printf(kit->job, "%s.c:", kit->plugin->about.name);
	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
		for (const char *at = strstr(said, heads[i]); at != NULL; at = strstr(at + 1, heads[i])) {
			while (at > said && at[-1] != '\n') {
				at--;
			}
			const char *end = strstr(at, "\n\n");
			const char *report = osp_job_strndup(kit->job, at, end != NULL ? (size_t)(end - at) : strlen(at));
			if (strstr(report, object) != NULL || strstr(report, source) != NULL) {
				return report;
			}
			at = strstr(at, heads[i]);
		}
	}
	return NULL;
}

static void run(struct kit *kit, const char *what, const char *flags, const char *name, const char *options)
{
	osp_job *job = kit->job;
	struct arena *arena = job->arena;
	const char *runtime = library(kit, name), *folder = osp_job_printf(job, "%s/%s", kit->scratch, name), *object;
	if (runtime == NULL || !folder_copy(job, kit->folder, folder)) {
		kit_pass_over(kit, what, job_translate(job, "the compiler of this machine does not have it"));
		return;
	}
	const char *const make[] = { "make", "-s", "-B", osp_job_printf(job, "CFLAGS=-O1 -g -fno-omit-frame-pointer %s", flags), NULL };
	const char *const settings[] = { kit_pkg_config(job), "MAKEFLAGS=", "MAKELEVEL=", NULL };
	struct trial built = { .argv = make, .folder = folder, .settings = settings, .seconds = BUILD_SECONDS };
	trial_run(&built);
	object = path_join(arena, folder, osp_job_printf(job, "%s.so", kit->plugin->about.name));
	if (built.status != 0 || !file_exists(object)) {
		kit_judge(kit, what, osp_job_printf(job, job_translate(job, "it could not be built with CFLAGS=\"%s\": %s"), flags, built.said.data));
		trial_done(&built);
		return;
	}
	trial_done(&built);
	osp_buf text = OSP_BUF_INIT;
	input_hostile(&text, "Words TBC.\n");
	const char *volume = kit_make(kit, &(struct kit_volume){ .text = text.data, .len = text.len });
	const char *plain[] = { osp_job_printf(job, "LD_PRELOAD=%s", runtime), options, "OSPOPRESS_ONE_PROCESS=1",
		osp_job_printf(job, "OSPOPRESS_PLUGIN_PATH=%s", folder), NULL };
	struct trial trial = { .more_settings = plain, .seconds = RUN_SECONDS };
	kit_try(kit, volume, &trial);
	const char *report = report_about(kit, trial.said.data);
	bool has_run = trial.status == 0 || trial.status == 1 || report != NULL || strstr(trial.said.data, "SUMMARY: ") != NULL;
	if (has_run) {
		kit_judge(kit, what, report);
	} else {
		kit_pass_over(kit, what, osp_job_printf(job, job_translate(job, "it does not run on this machine: %s"), trial.said.data));
	}
	trial_done(&trial);
	osp_buf_done(&text);
}

void kit_sanitize(struct kit *kit)
{
	const char *memory = job_translate(kit->job, "memory: nothing out of bounds, nothing leaks"), *threads = job_translate(kit->job, "threads: no data races");
	if (kit->plugin->program != NULL) {
		kit_pass_over(kit, memory, job_translate(kit->job, "it is a program, not built from C"));
		return;
	}
	run(kit, memory, "-fsanitize=address,undefined", "libasan.so", "ASAN_OPTIONS=detect_leaks=1:exitcode=0:handle_abort=1");
	run(kit, threads, "-fsanitize=thread", "libtsan.so", "TSAN_OPTIONS=exitcode=0");
}
