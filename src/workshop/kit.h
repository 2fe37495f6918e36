/* kit.h - a plugin on the bench: what it is, where it is tried, how it is doing. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WORKSHOP_KIT_H
#define WORKSHOP_KIT_H

#include "plugin/registry.h"
#include "workshop/trial.h"
#include "workshop/workshop.h"

struct kit {
	osp_job *job;
	const struct workshop_wishes *wishes;
	const char *program;         /* ospopress itself */
	const char *folder;          /* the plugin's, absolute */
	const char *scratch;         /* where all is tried */
	const char *home;            /* the HOME of trials: there the plugin is installed */
	const struct plugin *plugin; /* as it is installed */
	const char *forbidden;       /* the first thing that it tried and may not; NULL = nothing */
	unsigned volumes;            /* that were made */
	size_t passed, failed;
};

/* Whether a test or check of this name is to be made. */
bool kit_wants(const struct kit *kit, const char *what);
/* One line on standard output: passed when `why` is NULL, else failed. */
void kit_judge(struct kit *kit, const char *what, const char *why);
void kit_pass_over(struct kit *kit, const char *what, const char *why);

/* A volume to try the plugin on. */
struct kit_volume {
	const char *text;            /* of its article; NULL = "" */
	size_t len;
	const char *filter;          /* a file of the templates that takes the place of the article's tree; NULL = none */
	const char *options;         /* of the plugin, as YAML within { } */
	bool is_whole;               /* with cover, contents, people and all that a volume may have */
	const char *more;            /* lines for the manifest */
};
/* Its folder. */
const char *kit_make(struct kit *kit, const struct kit_volume *volume);
/* Lets the plugin work on a manifest: a writer builds into FOLDER/out, of others the tree is printed. End it with trial_done(). */
void kit_try(struct kit *kit, const char *folder, struct trial *trial);
/* Why a trial is not what it should be, as a sentence; NULL when it is. `may_refuse`: errors of its own are fine. */
const char *kit_fault(struct kit *kit, const struct trial *trial, bool may_refuse);

/* The setting with which pkg-config finds the headers that belong to this very program. */
const char *kit_pkg_config(osp_job *job);
/* A volume with the plugin built with sanitizers, if it is built at all. */
void kit_sanitize(struct kit *kit);

#endif
