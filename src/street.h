/* street.h - what the parts of the pipeline share: one run, from manifest to outputs. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STREET_H
#define STREET_H

#include "base/job.h"
#include "cli.h"
#include "manifest/manifest.h"
#include "plugin/run.h"
#include "write/write.h"

struct street {
	osp_job *job;
	const struct cli *cli;
	struct manifest *manifest;
	osp_volume *volume;
	struct plugin_use **readers;     /* one for each reader plugin that was needed */
	size_t reader_count;
	struct plugin_use **transforms;  /* in order */
	size_t transform_count;
	const char **styles;             /* the volume's, NULL-terminated */
	struct write_output *outputs;
	const struct manifest_output **wanted; /* outputs[i] is made for wanted[i] */
	size_t output_count;
	size_t scanned;                  /* diagnostics that were looked at by street_hold_failed() */
	int status;                      /* the highest exit status so far */
};

enum { STATUS_DONE = 0, STATUS_DOCUMENTS = 1, STATUS_USAGE = 2, STATUS_PLUGIN = 3, STATUS_NOT_WRITTEN = 4 };

void street_raise(struct street *street, int status);

/* street_setup.c: from the manifest to checked plugins. False when something there is wrong (reported, status raised). */
bool street_open(struct street *street);
bool street_setup_transforms(struct street *street);
bool street_setup_outputs(struct street *street);
/* The sheet that says what a style is on a paper: ospo-b5 for ospo on b5. NULL when there is none. */
const char *street_paper_sheet(const struct street *street, const char *style, const char *paper);
/* Where the manifest names the paper of an output (NULL = of all). */
osp_place street_paper_place(const struct street *street, const struct manifest_output *wanted);
/* The use of a reader by name, or by the suffix of a path; NULL after reporting at `place`. */
struct plugin_use *street_reader(struct street *street, const char *name, const char *path, osp_place place);
void street_close(struct street *street);

/* street_handout.c: the one output of `ospopress handout`. */
void street_choose_handout(struct street *street);
/* Options from the command line, over those of the manifest. */
void street_set_options(struct street *street);
/* What `--explain` found out. */
void street_print_plan(const struct street *street);

/* street_read.c: every file that holds text becomes a tree; articles with errors are held. */
void street_read(struct street *street);
/* Holds the articles that errors were reported for since the last call, and puts a placeholder in their place. */
void street_hold_failed(struct street *street);
void street_transform(struct street *street, bool *ret_volume_ok);

/* progress.c: one line on a terminal, none in a pipe. */
void progress_show(const osp_job *job, const char *what, const char *name, size_t done, size_t all);
void progress_clear(const osp_job *job);

#endif
