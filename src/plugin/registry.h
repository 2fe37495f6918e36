/* registry.h - which plugins there are, and which files were refused. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_REGISTRY_H
#define PLUGIN_REGISTRY_H

#include <ospopress/plugin.h>
#include "base/job.h"

/*
 * The registry is made once per run by looking through folders, in this order:
 *
 *     every folder of OSPOPRESS_PLUGIN_PATH (colons between them; empty ones don't count)
 *     $XDG_DATA_HOME/ospopress/plugins if XDG_DATA_HOME is set, then ~/.local/lib/ospopress
 *     plugins/ beside the manifest, only when the user allowed it
 *     what ospopress itself brought: the library folder, or plugins/KIND/NAME/.libs of the build tree
 *
 * Within a folder files are taken in bytewise order, so the result never depends
 * on the file system. A plugin is known by its kind and name. Two of one name in
 * one folder are both refused, for nobody could say which one was meant. Across
 * folders the first wins and the other is shadowed, which is reported. A plugin
 * that shadows one that ospopress brought (by name, or a writer by its format) is
 * refused unless the user trusts it by name.
 *
 * Loading a shared object runs its constructors and brings its libraries, so of all
 * plugins the descriptor is read as bytes (describe.h): its tables have data but no
 * functions (`verbs` says which are there). Looking at plugins runs nothing of them.
 * A shipped one is loaded into this process when it is first used; using any other
 * one is a child's business (run.h), once the user trusts it (trust.h).
 *
 * A file that is refused costs nothing but itself.
 */

enum { PLUGIN_VERB_OPEN = 1, PLUGIN_VERB_CLOSE = 2, PLUGIN_VERB_MAIN = 4, PLUGIN_VERB_ARTICLE = 8, PLUGIN_VERB_VOLUME = 16,
	PLUGIN_VERB_TREE = 32, PLUGIN_VERB_PAGES = 64, PLUGIN_VERB_NEEDS = 128 };

/* A file, and that nobody has written to it since. */
struct plugin_stamp { uint64_t device, number, size; int64_t modified, changed; };
struct plugin_stamp plugin_stamp(const char *path);
bool plugin_stamp_is(const struct plugin_stamp *stamp, const char *path);

struct plugin {
	const char *path;         /* absolute */
	bool is_shipped;          /* brought by ospopress; a shared object is loaded here when it is used, its functions may be called here */
	bool is_loaded;           /* it is: `about` has functions, too */
	bool is_shadowed;         /* one of the same name was found before; never found by the functions below */
	const char *hash;         /* SHA-256 of its content; "" for a shipped one */
	struct plugin_stamp stamp;/* which file that was */
	uint32_t verbs;           /* which functions it has */
	osp_plugin about;         /* its descriptor, completed; strings are never NULL but where plugin.h says so */
	size_t option_count;
	const struct program *program; /* a folder with a program (program.h); NULL = a shared object */
};

/* A file that is no plugin for us, and why not, as one translated sentence that names it. */
struct plugin_refusal {
	const char *path;
	const char *reason;
};

struct plugin_registry {
	struct plugin **plugins;  /* by kind, then name; shadowed ones behind the one that wins */
	size_t count, capacity;
	struct plugin_refusal *refusals;
	size_t refusal_count, refusal_capacity;
	const char *trusted;      /* of plugin_search */
	bool only_looks;
	struct sandbox *base;     /* what all boxes may read (sandbox.c); NULL until the first one is made */
	const void *const *api;   /* naming it here keeps all of the plugin interface in the program (api.c) */
};

struct plugin_search {
	const char *manifest_folder; /* NULL = the user did not allow plugins/ beside the manifest */
	const char *trusted;         /* names, comma-separated, that may run unasked and shadow shipped ones; "*" = all; NULL = none */
	bool only_looks;             /* nothing of what is found will run, so nobody is asked */
};

/* Looks through all folders and hangs the registry into job->plugins. Reports nothing; see registry_report(). */
void registry_open(osp_job *job, const struct plugin_search *search);
/* One file or folder by its path, in no registry; NULL with `why`. Runs nothing. */
const struct plugin *registry_look_at(osp_job *job, const char *path, osp_buf *why);
/* Loads one that ospopress brought, if it is not there yet; nothing to do for others. False after reporting at `place`. */
bool registry_load(osp_job *job, const struct plugin *plugin, osp_place place);
/* Warns of refused files, notes shadowed ones. A build calls it; `ospopress plugins` prints the list itself. */
void registry_report(osp_job *job);

/* NULL when there is none. */
const struct plugin *registry_find(const osp_job *job, uint32_t kind, const char *name);
/* The writer that makes a format. */
const struct plugin *registry_find_format(const osp_job *job, const char *format);
/* The reader for a file name's suffix (without dot, any case); a shipped one before others. */
const struct plugin *registry_find_suffix(const osp_job *job, const char *suffix);
/* The nearest name of that kind (for writers: format) for "did you mean"; NULL when none is near. */
const char *registry_suggest(const osp_job *job, uint32_t kind, const char *name);
/* Says at `place` that there is no such plugin: names the nearest, or the refused file that would have been it. */
void registry_report_missing(osp_job *job, uint32_t kind, const char *name, osp_place place);
/* Whether a transform is part of every build: those that came as programs need something that may not be there. */
bool plugin_runs_unasked(const struct plugin *plugin);
/* "reader", "transform", "writer". */
const char *plugin_kind_name(uint32_t kind);

#endif
