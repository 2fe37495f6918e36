/* checks.c - what every plugin must do, whatever it is for. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "workshop/checks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "plugin/options.h"
#include "workshop/folder.h"
#include "workshop/golden.h"
#include "workshop/inputs.h"

enum { FILE_LIMIT = 256 << 20, PIECES = 12 };

/* ---- What it is given ---- */

/* An article of the plugin's own tests, for readers: nobody else knows what their format looks like. */
static const char *sample_of(struct kit *kit)
{
	struct folder_list list;
	struct arena *arena = kit->job->arena;
	const char *tests = path_join(arena, kit->folder, "tests"), *found = "";
	folder_list(kit->job, tests, &list);
	for (size_t i = 0; kit->plugin->about.kind == OSP_READER && i < list.count && *found == '\0'; i++) {
		const char *suffix = path_suffix(list.names[i]), *suffixes = kit->plugin->about.reader->suffixes;
		char *bytes = NULL;
		size_t len = 0;
		if (strstr(list.names[i], "/expected/") == NULL && *suffix != '\0' && suffixes != NULL && strstr(suffixes, suffix) != NULL &&
			file_load(arena, path_join(arena, tests, list.names[i]), FILE_LIMIT, &bytes, &len) == FILE_OK && memchr(bytes, '\0', len) == NULL) {
			found = bytes;
		}
	}
	free(list.names);
	return found;
}

static void check_volume(struct kit *kit, const char *what, const struct kit_volume *volume, bool may_refuse)
{
	struct trial trial = { .seconds = 0 };
	if (!kit_wants(kit, what)) {
		return;
	}
	kit_try(kit, kit_make(kit, volume), &trial);
	kit_judge(kit, what, kit_fault(kit, &trial, may_refuse));
	trial_done(&trial);
}

/* Text that ends where nobody would end it. */
static void check_pieces(struct kit *kit, const char *sample)
{
	size_t len = strlen(sample);
	const char *what = job_translate(kit->job, "its own examples, cut off"), *why = NULL;
	if (!kit_wants(kit, what)) {
		return;
	}
	for (size_t i = 1; i < PIECES && why == NULL && len > 0; i++) {
		struct trial trial = { .seconds = 0 };
		kit_try(kit, kit_make(kit, &(struct kit_volume){ .text = sample, .len = len * i / PIECES }), &trial);
		why = kit_fault(kit, &trial, true);
		why = why == NULL ? NULL : osp_job_printf(kit->job, job_translate(kit->job, "cut off at byte %zu: %s"), len * i / PIECES, why);
		trial_done(&trial);
	}
	kit_judge(kit, what, why);
}

static void check_inputs(struct kit *kit, const char *sample)
{
	const struct { const char *what; void (*make)(osp_buf *out, const char *sample); } inputs[] = {
		{ "a huge article", input_huge }, { "hostile characters", input_hostile }, { "a line of 1 MiB", input_long_line }, { "deep nesting", input_deep },
	};
	bool is_reader = kit->plugin->about.kind == OSP_READER;
	check_volume(kit, job_translate(kit->job, "an empty article"), &(struct kit_volume){ .text = "" }, false);
	for (size_t i = 0; i < sizeof(inputs) / sizeof(*inputs); i++) {
		osp_buf text = OSP_BUF_INIT;
		inputs[i].make(&text, sample);
		check_volume(kit, job_translate(kit->job, inputs[i].what), &(struct kit_volume){ .text = text.data, .len = text.len }, is_reader);
		osp_buf_done(&text);
	}
	if (!is_reader) {
		check_volume(kit, job_translate(kit->job, "every element, attribute and role of the tree"), &(struct kit_volume){ .filter = "every.xml", .is_whole = true }, false);
		return;
	}
	check_pieces(kit, sample);
}

/* ---- Options ---- */

static const char *try_option(struct kit *kit, const char *key, const char *value, int wanted)
{
	struct trial trial = { .seconds = 0 };
	const char *options = osp_job_printf(kit->job, "%s: %s", key, value), *why = NULL;
	kit_try(kit, kit_make(kit, &(struct kit_volume){ .text = "Words TBC.\n", .len = 11, .options = options }), &trial);
	if (wanted == 0) {
		why = kit_fault(kit, &trial, true);
	} else if ((trial.status != wanted && trial.status != 1) || strstr(trial.said.data, " error: ") == NULL) {
		why = job_translate(kit->job, "a value that its table does not allow was taken; give the option a type, and choices");
	}
	trial_done(&trial);
	return why == NULL ? NULL : osp_job_printf(kit->job, "%s: %s", options, why);
}

/* The smallest and the largest, each choice, nothing at all, and a word with everything in it. */
static const char *try_values(struct kit *kit, const osp_option *option)
{
	static const char odd[] = "\"\\\"'<&>\\\\ \\u202e \xf0\xa0\xae\xb7 %s ../x\"";
	const char *why = NULL, *at = option->choices;
	switch (option->type) {
	case OSP_OPTION_BOOL:
		why = try_option(kit, option->key, "true", 0);
		return why != NULL ? why : try_option(kit, option->key, "false", 0);
	case OSP_OPTION_INT:
		at = at != NULL ? strstr(at, "..") : NULL;
		why = try_option(kit, option->key, at != NULL ? osp_job_strndup(kit->job, option->choices, (size_t)(at - option->choices)) : "-9223372036854775807", 0);
		why = why != NULL ? why : try_option(kit, option->key, at != NULL ? at + 2 : "9223372036854775807", 0);
		return why != NULL ? why : try_option(kit, option->key, "some", 2);
	case OSP_OPTION_CHOICE:
		while (why == NULL && at != NULL && *at != '\0') {
			size_t len = strcspn(at, "|");
			why = try_option(kit, option->key, osp_job_printf(kit->job, "\"%.*s\"", (int)len, at), 0);
			at += len + (at[len] == '|');
		}
		return why != NULL ? why : try_option(kit, option->key, "no-such-choice", 2);
	case OSP_OPTION_LENGTH:
		why = try_option(kit, option->key, "0", 0);
		why = why != NULL ? why : try_option(kit, option->key, "1000in", 0);
		return why != NULL ? why : try_option(kit, option->key, "wide", 2);
	case OSP_OPTION_LIST:
		why = try_option(kit, option->key, "[]", 0);
		return why != NULL ? why : try_option(kit, option->key, osp_job_printf(kit->job, "[\"\", %s, a, a, a]", odd), 0);
	case OSP_OPTION_FILE:
		why = try_option(kit, option->key, "proceedings.yml", 0);
		return why != NULL ? why : try_option(kit, option->key, "no-such-file", 2);
	default:
		why = try_option(kit, option->key, "\"\"", 0);
		return why != NULL ? why : try_option(kit, option->key, odd, 0);
	}
}

static void check_options(struct kit *kit)
{
	const osp_option *options = kit->plugin->about.options;
	for (size_t i = 0; i < kit->plugin->option_count; i++) {
		const char *what = osp_job_printf(kit->job, job_translate(kit->job, "option %s: nothing, little, much, wrong"), options[i].key);
		if (kit_wants(kit, what)) {
			kit_judge(kit, what, try_values(kit, &options[i]));
		}
	}
	const char *what = job_translate(kit->job, "an option that it does not have");
	if (kit_wants(kit, what)) {
		kit_judge(kit, what, try_option(kit, "no-such-option", "1", 2));
	}
}

/* ---- The same again ---- */

/* Elsewhere, later, by another process: nothing of that may be in what it makes. */
static void check_sameness(struct kit *kit, const char *sample)
{
	struct trial first = { .seconds = 0 }, second = { .seconds = 0 };
	bool writes = kit->plugin->about.kind == OSP_WRITER;
	struct kit_volume volume = { .text = sample, .len = strlen(sample), .filter = *sample == '\0' ? "every.xml" : NULL, .is_whole = *sample == '\0' };
	const char *what = job_translate(kit->job, "twice the same"), *made[2];
	osp_buf difference = OSP_BUF_INIT;
	if (!kit_wants(kit, what)) {
		return;
	}
	const char *one = kit_make(kit, &volume), *two = kit_make(kit, &volume);
	kit_try(kit, one, &first);
	kit_try(kit, two, &second);
	for (int i = 0; i < 2; i++) {
		const char *folder = i == 0 ? one : two;
		made[i] = path_join(kit->job->arena, folder, writes ? "out" : "same");
		char *bytes = NULL;
		size_t len = 0;
		if (!writes && file_load(kit->job->arena, path_join(kit->job->arena, folder, "tree.html"), FILE_LIMIT, &bytes, &len) == FILE_OK) {
			mkdir(made[i], 0777);
			folder_put(path_join(kit->job->arena, made[i], "tree.html"), bytes, len);
		}
	}
	bool is_same = golden_compare(kit->job, made[0], made[1], &difference);
	const char *fault = kit_fault(kit, &first, true);
	kit_judge(kit, what, fault != NULL ? fault : is_same ? NULL
		: osp_job_printf(kit->job, job_translate(kit->job, "the same volume gave something else the second time; no clock, no random numbers, no addresses, no paths:\n%s"), difference.data));
	osp_buf_done(&difference);
	trial_done(&first);
	trial_done(&second);
}

/* ---- Full disk, and a user who has no patience: writers ---- */

static uint64_t largest_file(struct kit *kit, const char *folder)
{
	struct folder_list list;
	uint64_t most = 0;
	folder_list(kit->job, folder, &list);
	for (size_t i = 0; i < list.count; i++) {
		struct stat info;
		if (stat(path_join(kit->job->arena, folder, list.names[i]), &info) == 0 && (uint64_t)info.st_size > most) {
			most = (uint64_t)info.st_size;
		}
	}
	free(list.names);
	return most;
}

/* What stood there before stands there now, and nothing beside it. */
static const char *is_untouched(struct kit *kit, const char *folder, const char *kept)
{
	osp_buf difference = OSP_BUF_INIT;
	const char *why = NULL;
	if (!golden_compare(kit->job, kept, path_join(kit->job->arena, folder, "out"), &difference)) {
		why = osp_job_printf(kit->job, job_translate(kit->job, "the output that was there before is changed; check what each write says, and pass OSP_FAIL on:\n%s"), difference.data);
	}
	osp_buf_done(&difference);
	return why;
}

static void check_full_disk(struct kit *kit, const char *folder, const char *kept)
{
	const char *what = job_translate(kit->job, "a full disk");
	uint64_t most = largest_file(kit, kept);
	if (!kit_wants(kit, what)) {
		return;
	}
	if (most < 2) {
		kit_pass_over(kit, what, job_translate(kit->job, "it writes nothing for a huge article"));
		return;
	}
	struct trial full = { .file_limit = most / 2 };
	kit_try(kit, folder, &full);
	kit_judge(kit, what, full.status != 0 ? is_untouched(kit, folder, kept)
		: job_translate(kit->job, "half of a file fitted on the disk, and it said that all is well; check what each write and close says"));
	trial_done(&full);
}

static void check_cancelled_writer(struct kit *kit, const char *folder, const char *kept)
{
	const char *what = job_translate(kit->job, "cancelled while it writes");
	struct trial cancelled = { .cancel_beside = path_join(kit->job->arena, folder, "out") };
	if (!kit_wants(kit, what)) {
		return;
	}
	kit_try(kit, folder, &cancelled);
	if (cancelled.is_cancelled && cancelled.status != 0) {
		kit_judge(kit, what, is_untouched(kit, folder, kept));
	} else {
		kit_pass_over(kit, what, job_translate(kit->job, "it was done too soon"));
	}
	trial_done(&cancelled);
}

/* What an output has already is not written again (write/unchanged.c): no file of it is what the next build makes. */
static void change_files(struct kit *kit, const char *folder)
{
	struct folder_list list;
	folder_list(kit->job, folder, &list);
	for (size_t i = 0; i < list.count; i++) {
		FILE *file = fopen(path_join(kit->job->arena, folder, list.names[i]), "ab");
		if (file != NULL) {
			fputc('\n', file);
			fclose(file);
		}
	}
	free(list.names);
}

/* A huge article, with what came of it set aside. */
static void check_interruptions(struct kit *kit)
{
	osp_buf text = OSP_BUF_INIT;
	struct trial whole = { .seconds = 0 };
	input_huge(&text, "");
	const char *folder = kit_make(kit, &(struct kit_volume){ .text = text.data, .len = text.len });
	const char *kept = osp_job_printf(kit->job, "%s/kept", kit->scratch), *out = path_join(kit->job->arena, folder, "out");
	osp_buf_done(&text);
	kit_try(kit, folder, &whole);
	trial_done(&whole);
	change_files(kit, out);
	folder_copy(kit->job, out, kept);
	check_full_disk(kit, folder, kept);
	check_cancelled_writer(kit, folder, kept);
}

/* Of what makes a tree nothing is on the disk; it must be gone when the run is. */
static void check_cancel(struct kit *kit, const char *sample)
{
	const char *what = job_translate(kit->job, "cancelled in the middle");
	osp_buf text = OSP_BUF_INIT;
	if (!kit_wants(kit, what)) {
		return;
	}
	input_huge(&text, sample);
	const char *folder = kit_make(kit, &(struct kit_volume){ .text = text.data, .len = text.len });
	struct trial whole = { .seconds = 0 };
	kit_try(kit, folder, &whole);
	trial_done(&whole);
	struct trial cancelled = { .cancel_after = (unsigned)(whole.milliseconds / 2 + 1) };
	kit_try(kit, folder, &cancelled);
	if (cancelled.is_cancelled && cancelled.status != 0) {
		kit_judge(kit, what, cancelled.milliseconds > whole.milliseconds + 5000 ? job_translate(kit->job, "it did not end when the run was cancelled") : NULL);
	} else {
		kit_pass_over(kit, what, job_translate(kit->job, "it was done too soon"));
	}
	trial_done(&cancelled);
	osp_buf_done(&text);
}

void checks_run(struct kit *kit)
{
	const char *sample = sample_of(kit);
	check_inputs(kit, sample);
	check_options(kit);
	check_sameness(kit, sample);
	if (kit->plugin->about.kind == OSP_WRITER) {
		if (kit_wants(kit, job_translate(kit->job, "a full disk")) || kit_wants(kit, job_translate(kit->job, "cancelled while it writes"))) {
			check_interruptions(kit);
		}
	} else {
		check_cancel(kit, sample);
	}
	kit_judge(kit, job_translate(kit->job, "it tries nothing that a plugin may not do"), kit->forbidden);
	if (kit->wishes->sanitize) {
		kit_sanitize(kit);
	}
}
