/* run.h - use a plugin: with its options, here if it is shipped, in a child if it is not. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_RUN_H
#define PLUGIN_RUN_H

#include "plugin/options.h"
#include "plugin/registry.h"
#include "plugin/sandbox.h"
#include "plugin/supervise.h"

/*
 * One use of a plugin: an article's reader, a transform of the volume, an
 * output's writer. Two uses of one plugin have nothing in common.
 *
 * A shipped plugin is opened at its first use and stays open until
 * plugin_use_close(). Any other one is loaded, opened, run and closed in a child
 * for every single call, or for a row of articles; the tree (and whatever else the
 * verb may change) comes back frozen and takes the place of the old one. When the
 * child fails, article and volume are as they were.
 */
struct plugin_use {
	const struct plugin *plugin;
	osp_options *options;
	const char *name;         /* what the manifest calls it: the plugin's name, an output's key */
	osp_place place;          /* where the manifest names it */
	struct supervise_limits limits;
	bool is_open, is_broken;  /* its open() succeeded, failed */
	void *state;
	struct sandbox *box;/* of readers and transforms that are not shipped; NULL until the first call */
	size_t boxed_assets;
	struct process *process;  /* of a program (talk.h) or a row (row.h); NULL = none runs */
	struct row *row;          /* NULL = none has begun */
	int stops;                /* how often it had to be stopped at a limit */
};

/* Checks the manifest's values (options.h: values, own_keys, folder). NULL after reporting what is wrong with them.
 * Lives in the job. */
struct plugin_use *plugin_use_new(osp_job *job, const struct plugin *plugin, const char *name, const struct yaml_value *values,
	const char *const *own_keys, const char *folder, osp_place place);
void plugin_use_close(struct plugin_use *use);

/* Each runs a verb; anything but SUPERVISE_DONE was reported. Sequential: the worker calls them one after another. */
enum supervise_end plugin_read(osp_job *job, struct plugin_use *use, const osp_source *source, osp_article *article);
enum supervise_end plugin_transform_article(osp_job *job, struct plugin_use *use, osp_article *article);
/* Between these a transform is run over some of the articles, in their order; nothing else changes them meanwhile. */
void plugin_row_begin(osp_job *job, struct plugin_use *use, osp_article *const *articles, size_t count);
enum supervise_end plugin_row_end(osp_job *job, struct plugin_use *use);
/* Whether it runs in children, so that a row is worth while. */
bool plugin_has_child(const struct plugin *plugin);
enum supervise_end plugin_transform_volume(osp_job *job, struct plugin_use *use, osp_volume *volume);

/* What a use of a plugin may do: NULL, everything, for a shipped one. Whoever calls it adds what may be written. */
struct sandbox *plugin_use_box(osp_job *job, const struct plugin_use *use);

/* True when it is a transform with the volume verb, not the article verb. */
bool plugin_is_for_volume(const struct plugin *plugin);
/* OSP_NEEDS_*: what a writer needs with these options. 0 when asking it failed (reported). */
uint32_t plugin_writer_needs(osp_job *job, struct plugin_use *use);

/* In a child of one's own: opens the plugin, loading it if it is not shipped. NULL after reporting. */
const osp_plugin *plugin_use_open(osp_job *job, struct plugin_use *use);
/* Closes it there. */
void plugin_use_leave(const osp_plugin *about, struct plugin_use *use);

#endif
