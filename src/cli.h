/* cli.h - the command line: what the user wants done. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CLI_H
#define CLI_H

#include <stdbool.h>
#include <stddef.h>

enum cli_command { CLI_BUILD, CLI_CHECK, CLI_PLUGINS, CLI_DUMP, CLI_HELP, CLI_VERSION, CLI_HANDOUT, CLI_PLUGIN };
enum cli_tool { CLI_TOOL_NONE, CLI_TOOL_LIST, CLI_TOOL_INFO, CLI_TOOL_DOCTOR, CLI_TOOL_INSTALL, CLI_TOOL_REMOVE, CLI_TOOL_NEW, CLI_TOOL_TEST };
enum cli_stage { CLI_STAGE_READ, CLI_STAGE_TREE, CLI_STAGE_STYLED, CLI_STAGE_PAGES };

enum { CLI_SETTINGS_MAX = 32 };

struct cli {
	enum cli_command command;
	const char *file;          /* manifest, article (dump) or plugin name; NULL when not given */
	const char *only;          /* --only: outputs by name or format, comma-separated; NULL = all */
	const char *folder;        /* -o; NULL = build/ beside the manifest */
	const char *root;          /* --root */
	const char *trust;         /* --trust */
	const char *messages;      /* --messages */
	const char *reader, *style, *medium; /* of dump */
	enum cli_stage stage;
	const char *handout;       /* of `handout`: the one to make; NULL = one that only the settings describe */
	const char *settings[CLI_SETTINGS_MAX]; /* of `handout`: "key=value", over what the manifest says */
	size_t setting_count;
	bool explain;              /* --explain */
	bool as_html, as_svg, with_places;
	enum cli_tool tool;        /* of plugin; what it is for is in `file` */
	const char *name, *language; /* of plugin new: NAME, --lang; its kind is in `file` */
	bool sanitize, accept;     /* of plugin test */
	bool graph;                /* of plugins */
	bool wants_help, wants_version;
	bool fetch, final, werror, local_plugins;
	unsigned jobs;             /* 0 = as many as there are processors */
	int verbosity;
};

/* False after saying on stderr what is wrong with the arguments. */
bool cli_parse(int argc, char **argv, struct cli *ret);
void cli_help(const char *language);

#endif
