/* options.h - the manifest's values, checked against a plugin's table. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_OPTIONS_H
#define PLUGIN_OPTIONS_H

#include <ospopress/options.h>
#include "base/job.h"
#include "manifest/yaml.h"

/* A value as one type of the table wants it. */
struct option_value {
	const osp_option *option;
	bool is_given;
	osp_place place;
	bool boolean;
	int64_t integer;          /* INT; LENGTH in 1/1024 pt */
	const char *string;       /* STRING, CHOICE, FILE (absolute) */
	const char *const *items; /* LIST */
	size_t count;
};

struct osp_options {
	const char *plugin;       /* its name, for the programmer's message when a key is not in the table */
	struct option_value *values; /* in the table's order */
	size_t count;
};

/*
 * Defaults, overlaid by what the manifest gives. `values` is a map, or NULL, or
 * a YAML_NULL (`epub:` with nothing behind it). `own_keys` (NULL-terminated, may
 * be NULL) are keys of the same map that belong to the host (`format`, `file`,
 * `dir`, `style`): they are passed over here, and proposed when a key is
 * misspelt. `folder` is the manifest's, for files. Every mistake is reported at
 * its value; NULL if there was one.
 */
osp_options *options_make(osp_job *job, const char *plugin, const osp_option *table, const struct yaml_value *values,
	const char *const *own_keys, const char *folder, osp_place place);

/* A value from the command line, as the manifest would have it; lists are written with commas. */
osp_status options_set(osp_job *job, osp_options *options, const char *key, const char *text, const char *folder);

/* A table of this many rows has no end. */
enum { OPTIONS_LIMIT = 256 };

/* Whether a table can be used: known types, good names, defaults that its own rules allow. Else one sentence part. */
bool options_check_table(osp_job *job, const osp_option *table, size_t *ret_count, osp_buf *why);

/* "3mm", "10.5pt", "1in", "2cm", "12px", "0" to 1/1024 pt without floating point; false for anything else. */
bool options_parse_length(const char *text, int32_t *ret_length);

/* "yes or no", "whole number 1..9", "one|two": what a table's entry takes, for lists and messages. */
void options_describe_type(osp_job *job, const osp_option *option, osp_buf *out);

#endif
