/* plugin.h - what a plugin is: one exported descriptor, one table of functions. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OSPOPRESS_PLUGIN_H
#define OSPOPRESS_PLUGIN_H

#include <ospopress/document.h>
#include <ospopress/options.h>
#include <ospopress/output.h>
#include <ospopress/pages.h>
#include <ospopress/volume.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A plugin is a shared object that exports one constant, osp_plugin_entry. It is
 * a constant, not a function: nothing of a plugin runs until the host decided to
 * trust it. A whole transform:
 *
 *     #include <ospopress/ospopress.h>
 *
 *     static osp_status shout(osp_job *job, void *state, osp_article *article) {
 *         for (osp_node *n = article->root; n; n = osp_node_after(n, article->root))
 *             if (osp_node_tag(n) == OSP_EM) osp_node_rename(n, OSP_STRONG);
 *         return OSP_OK;
 *     }
 *     static const osp_transform transform = { .article = shout };
 *     OSP_PLUGIN(.kind = OSP_TRANSFORM, .name = "shout", .version = "1.0",
 *                .summary = "Turns emphasis into strong emphasis.", .transform = &transform);
 *
 *     cc -shared -fPIC $(pkg-config --cflags ospopress) shout.c -o shout.so
 *
 * Dropped into ~/.local/lib/ospopress (or a folder of OSPOPRESS_PLUGIN_PATH) and
 * named in the manifest, `transforms: {shout: {}}`, it runs.
 *
 * The ABI is frozen as version 1: a plugin that was built for 1.N is loaded by
 * every ospopress of 1.N and later. `make check-abi` holds the headers and the
 * program against records of each version (tests/abi). How it grows, by a higher
 * minor number:
 *
 *   - The descriptor begins with three words that never move, then the sizes of
 *     what it points to; OSP_PLUGIN fills all of them in. New fields go to the end of
 *     a struct. The host copies min(size, its own size) into a zeroed struct, so a
 *     field that an older plugin does not know is 0, NULL or false, and that means
 *     "as in 1.0". The rows of an option table are counted in steps of option_size.
 *   - Structs that the host makes get new fields at their end; plugins reach them
 *     by pointers and hand none of their own making to the host.
 *   - Four kinds of struct keep their size for ever, for they stand in long rows or
 *     are passed by value: osp_glyph, osp_item (pages.h), osp_place, osp_buf.
 *   - Functions and constants are added, never taken away or changed. A plugin that
 *     calls a function which the program does not have is refused by its name.
 *   - A plugin of a higher minor number is refused, since it may look for fields that
 *     are not there; of another major number, too. Each in one sentence that names
 *     both versions.
 *
 * What came after 1.0 says so ("since 1.2"). To build a plugin that older programs
 * load, too, say `#define OSP_PLUGIN_MINOR 0` (the oldest that you want) before the
 * include, and use nothing newer.
 */
#define OSP_ABI_MAJOR 1
#define OSP_ABI_MINOR 2
#ifndef OSP_PLUGIN_MINOR
#define OSP_PLUGIN_MINOR OSP_ABI_MINOR
#endif

enum { OSP_READER = 1, OSP_TRANSFORM = 2, OSP_WRITER = 3 };

/*
 * The functions of a part. `open` (optional) makes the state of one use of the
 * plugin from its options; `close` (optional, also called with NULL and after a
 * failure) ends it. There are no statics: one plugin may serve two outputs.
 * Return OSP_FAIL after reporting at least one error.
 */

/* A reader turns the text of one article into a tree. */
typedef struct osp_source {
	const char *text;       /* UTF-8, line ends are \n, without byte order mark and front matter; NUL-terminated */
	size_t len;
	uint32_t file;          /* for places */
	uint32_t first_line;    /* the line of the file in which `text` begins */
} osp_source;

typedef struct osp_reader {
	const char *suffixes;   /* "md,markdown" */
	bool no_front_matter;   /* the text is handed over whole, front matter is not looked for */
	osp_status (*open)(osp_job *job, const osp_options *options, void **ret_state);
	/* Appends the blocks of the text to article->root, an empty `article` element (docs/tree.md, "after read"). */
	osp_status (*read)(osp_job *job, void *state, const osp_source *source, osp_article *article);
	void (*close)(void *state);
} osp_reader;

/* A transform changes trees: article by article, or the whole volume after all articles went through the
 * article verbs before it. Exactly one verb is set. */
typedef struct osp_transform {
	const char *after, *before; /* names of transforms, comma-separated; NULL = none. Unknown names are fine. */
	osp_status (*open)(osp_job *job, const osp_options *options, void **ret_state);
	osp_status (*article)(osp_job *job, void *state, osp_article *article);
	osp_status (*volume)(osp_job *job, void *state, osp_volume *volume);
	void (*close)(void *state);
} osp_transform;

/* A writer makes one output. */
enum {
	OSP_NEEDS_TREE = 1,   /* write_tree is called, typesetting does not run for it */
	OSP_NEEDS_PAGES = 2,  /* write_pages is called */
	OSP_NEEDS_LABELS = 4  /* with TREE: write_tree gets the pages too, for their labels and where they begin */
};

typedef struct osp_writer {
	const char *format;     /* what an output asks for: "pdf" */
	const char *suffix;     /* ".pdf"; "" for a folder */
	const char *medium;     /* of @media: "print", "epub", "wechat" */
	uint32_t needs;
	/* Optional: what these options need, instead of `needs`. */
	uint32_t (*needs_for)(const osp_options *options);
	osp_status (*open)(osp_job *job, const osp_options *options, void **ret_state);
	/* `pages` is NULL unless OSP_NEEDS_LABELS was asked for. */
	osp_status (*write_tree)(osp_job *job, void *state, const osp_volume *volume, const osp_pages *pages, osp_output *output);
	osp_status (*write_pages)(osp_job *job, void *state, const osp_pages *pages, osp_output *output);
	void (*close)(void *state);
} osp_writer;

/* The fields in the order in which C++ wants them to be named. */
typedef struct osp_plugin {
	uint32_t abi_major, abi_minor;
	uint64_t size;
	uint32_t option_size, reader_size, transform_size, writer_size; /* of osp_option, osp_reader, ... as the plugin knows them */
	uint32_t kind;
	const char *name;       /* lower-case letters, digits, hyphens */
	const char *version;
	const char *summary;    /* one sentence */
	const osp_option *options; /* may be NULL */
	const osp_reader *reader;
	const osp_transform *transform;
	const osp_writer *writer;
	const char *license;    /* SPDX, may be NULL */
	uint32_t wants;         /* OSP_WANTS_*: what it can't do its work without; the user is asked */
} osp_plugin;

/* A plugin that ospopress did not bring has no network unless it says so here and the user agreed. */
enum { OSP_WANTS_NET = 1 };

OSP_API extern const osp_plugin osp_plugin_entry;

#define OSP_PLUGIN(...) \
	const osp_plugin osp_plugin_entry = { \
		.abi_major = OSP_ABI_MAJOR, .abi_minor = OSP_PLUGIN_MINOR, .size = sizeof(osp_plugin), \
		.option_size = sizeof(osp_option), .reader_size = sizeof(osp_reader), .transform_size = sizeof(osp_transform), \
		.writer_size = sizeof(osp_writer), __VA_ARGS__ }

#ifdef __cplusplus
}
#endif
#endif
