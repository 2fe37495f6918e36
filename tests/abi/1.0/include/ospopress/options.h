/* options.h - what a plugin can be told in the manifest, as a table. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OSPOPRESS_OPTIONS_H
#define OSPOPRESS_OPTIONS_H

#include <ospopress/report.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A plugin lists its options in its descriptor; a NULL key ends the table:
 *
 *     static const osp_option options[] = {
 *         { "page-list", OSP_OPTION_CHOICE, "pdf", "pdf|none", "where page numbers come from" },
 *         { "max-chars", OSP_OPTION_INT, "20000", "1000..1000000", "WeChat's limit of one article" },
 *         { NULL, OSP_OPTION_END, NULL, NULL, NULL },
 *     };
 *
 * The host checks the manifest against it before the plugin runs (an unknown
 * key, a wrong type or an impossible value is an error at its line, with the
 * nearest name), prints it with `ospopress plugins NAME`, and fills in defaults,
 * so the getters below can't fail. Asking for a key that is not in the table is
 * a programmer's mistake and ends the program.
 */
enum {
	OSP_OPTION_END = 0,
	OSP_OPTION_BOOL = 1,   /* true, false; choices unused */
	OSP_OPTION_INT = 2,    /* choices: "LOW..HIGH" or NULL */
	OSP_OPTION_STRING = 3, /* choices unused; default NULL means "" */
	OSP_OPTION_CHOICE = 4, /* choices: "one|two|three" */
	OSP_OPTION_LENGTH = 5, /* 3mm, 10.5pt, 1in, 2cm; in osp_len (1/1024 pt, see pages.h) */
	OSP_OPTION_LIST = 6,   /* a list of strings, or one string; default: comma-separated */
	OSP_OPTION_FILE = 7    /* a path beneath the manifest's folder, checked to exist */
};

typedef struct osp_option {
	const char *key;
	uint32_t type;
	const char *fallback; /* as it would be written in the manifest */
	const char *choices;
	const char *help; /* one line, English */
} osp_option;

typedef struct osp_options osp_options;

OSP_API bool osp_option_bool(const osp_options *options, const char *key);
OSP_API int64_t osp_option_int(const osp_options *options, const char *key);
/* Strings, choices and files (absolute path). Never NULL; "" when not given and without default. */
OSP_API const char *osp_option_string(const osp_options *options, const char *key);
OSP_API int32_t osp_option_length(const osp_options *options, const char *key);
OSP_API size_t osp_option_count(const osp_options *options, const char *key);
OSP_API const char *osp_option_item(const osp_options *options, const char *key, size_t index);
/* Whether the manifest gave it (not the default), and where: the place of the value, else of the plugin's name. */
OSP_API bool osp_option_is_given(const osp_options *options, const char *key);
OSP_API osp_place osp_option_place(const osp_options *options, const char *key);

#ifdef __cplusplus
}
#endif
#endif
