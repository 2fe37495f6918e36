/* manifest.h - what proceedings.yml says. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MANIFEST_MANIFEST_H
#define MANIFEST_MANIFEST_H

#include <ospopress/volume.h>
#include "manifest/yaml.h"

/* `transforms: {NAME: options|false}`, and the reader's. */
struct manifest_use {
	const char *name;
	const struct yaml_value *options; /* may be NULL */
	bool is_off;                      /* `false` */
	osp_place place;
};

/* One entry of `outputs:` or `handouts:`. */
struct manifest_output {
	const char *key;                  /* the editor's name for it */
	const char *format;               /* of a writer; the key unless `format:` says otherwise */
	const char *file;                 /* `file:` or `dir:`, as written; "" = the rule of docs/manifest.md */
	const char *paper;                /* "" = the style's */
	const char *bleed;                /* a length, at least this much; "" = the style's */
	const char **styles;              /* NULL-terminated, on top of the volume's; may be NULL */
	const struct yaml_value *options; /* the whole map, for the writer's option table; may be NULL */
	osp_place place;
};

/* The keys of an output that are the host's, not the writer's. NULL-terminated. */
extern const char *const manifest_output_keys[];

struct manifest {
	const char *path;                 /* as the user named it */
	const char *folder;               /* absolute */
	const char *root;                 /* no path leads out of it: the folder, or --root */
	uint32_t file;
	osp_volume *volume;               /* &record: inline, so that the key tables reach its fields */
	osp_volume record;
	osp_event event;                  /* of the volume */
	osp_imprint imprint;
	const char *messages;             /* language of messages, "" = by locale */
	const char **styles;              /* NULL-terminated; {"ospo"} when not given */
	osp_place style_place;
	const char *reader;               /* name, "" = by suffix */
	const char *paper;                /* of all outputs that do not say their own; "" = the style's */
	struct manifest_use **uses;       /* readers and transforms with options */
	size_t use_count;
	struct manifest_output **outputs;
	size_t output_count;
	const struct yaml_value *required;/* plugins: {require: {...}}; may be NULL */
};

/*
 * Loads a manifest (or a folder that holds proceedings.yml). `root` may be NULL.
 * All mistakes are reported at once; NULL if there was one. Everything belongs to
 * the job; job->manifest and job->volume are set.
 */
struct manifest *manifest_load(osp_job *job, const char *path, const char *root);
/* A manifest for a single article without one: for `dump`. */
struct manifest *manifest_for_article(osp_job *job, const char *path);

/* The file or folder that an output goes to: `file:`/`dir:` beneath the output folder, else ID.SUFFIX, ID-KEY.SUFFIX or KEY. */
const char *manifest_target(osp_job *job, const struct manifest *manifest, const struct manifest_output *output,
	const char *suffix, const char *folder);

/* A handout whose layout is a style of its own (large-print) is set in it. `layout` is what its option says. */
void manifest_style_layout(osp_job *job, struct manifest_output *output, const char *layout);

/* Parts of the loader, one file each. */
struct loading;
void manifest_read_articles(struct loading *loading, void *manifest, const struct yaml_value *value, osp_place key_place);
void manifest_read_people(struct loading *loading, void *manifest, const struct yaml_value *value, osp_place key_place);
void manifest_read_affiliations(struct loading *loading, void *manifest, const struct yaml_value *value, osp_place key_place);
/* A list of ids, names or maps to persons. */
void manifest_read_persons(struct loading *loading, const struct yaml_value *value, osp_person ***ret_list, size_t *ret_count);
void manifest_read_isbn(struct loading *loading, void *manifest, const struct yaml_value *value, osp_place key_place);
void manifest_read_identifiers(struct loading *loading, void *manifest, const struct yaml_value *value, osp_place key_place);
void manifest_read_imprint(struct loading *loading, void *manifest, const struct yaml_value *value, osp_place key_place);
void manifest_read_outputs(struct loading *loading, void *manifest, const struct yaml_value *value, osp_place key_place);
void manifest_read_handouts(struct loading *loading, void *manifest, const struct yaml_value *value, osp_place key_place);
void manifest_default_outputs(struct loading *loading);
/* Lower-case letters, digits and single hyphens out of any text; "" when nothing is left. */
const char *manifest_slug(osp_job *job, const char *text, size_t len);

#endif
