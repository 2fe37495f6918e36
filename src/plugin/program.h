/* program.h - a plugin that is a folder with a program: what its plugin.yml says. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_PROGRAM_H
#define PLUGIN_PROGRAM_H

#include "plugin/registry.h"

enum program_protocol {
	PROGRAM_LINES,   /* docs/plugin-protocol.md: one process for all articles */
	PROGRAM_FILTER,  /* an article as XML on standard input, the changed one on standard output; a process each */
	PROGRAM_PANDOC   /* the same with Pandoc's JSON */
};

struct program {
	const char *folder;         /* absolute */
	const char **command;       /* NULL-terminated, as written */
	enum program_protocol protocol;
	bool only_looks;            /* kind: checker */
	bool is_old_pandoc;         /* pandoc-json: as pandoc-types 1.22 has it */
	const char *target;         /* pandoc-json: the format that filters are told that they work for */
};

/* The name of the file that makes a folder a plugin. */
#define PROGRAM_FILE "plugin.yml"

/*
 * Reads FOLDER/plugin.yml and hashes all files of the folder; runs nothing. Fills
 * `plugin` as plugin_describe() does, with plugin->program set. False: `why`.
 */
bool program_describe(osp_job *job, const char *folder, struct plugin *plugin, osp_buf *why);

/* The hash of all that is in a folder, by names and contents; NULL with `why` when it can't be told. */
const char *program_hash(osp_job *job, const char *folder, osp_buf *why);

/* The program to run: absolute, found beneath the folder or in PATH; NULL when there is none. */
const char *program_find(osp_job *job, const struct program *program);

#endif
