/* main.c - parse arguments, call the pipeline, exit. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli.h"
#include "pipeline.h"
#include "base/catalogue.h"
#include "base/sanitizer.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { STATUS_USAGE = 2, STATUS_NOT_WRITTEN = 4 };

/* Sanitizers look for leaks at the exit. One may be preloaded (plugin test --sanitize), as other tools that watch a program are. */
static bool is_watched(void)
{
	return WITH_SANITIZER || getenv("LD_PRELOAD") != NULL;
}

/* What was printed counts as done only when it has arrived. Nothing else is left to do: the exit handlers of forty libraries
 * would free what the system takes anyway, and touch a hundred pages for it. */
static int finish(int status)
{
	if (fflush(stdout) != 0 || ferror(stdout) != 0) {
		status = STATUS_NOT_WRITTEN;
	}
	if (!is_watched()) {
		_exit(status);
	}
	return status;
}

/* What is freed is asked for again soon (base/blocks.c); given back to the system it would cost a fault for each page. */
static void keep_memory(void)
{
#ifdef __GLIBC__
	enum { KEPT = 32 << 20, STEP = 1 << 20 };
	mallopt(M_MMAP_THRESHOLD, KEPT);
	mallopt(M_TRIM_THRESHOLD, KEPT);
	mallopt(M_TOP_PAD, STEP);
#endif
}

int main(int argc, char **argv)
{
	struct cli cli;
	keep_memory();
	signal(SIGPIPE, SIG_IGN);
	if (!cli_parse(argc, argv, &cli)) {
		return STATUS_USAGE;
	}
	switch (cli.command) {
	case CLI_HELP:
		cli_help(catalogue_language(cli.messages));
		return finish(0);
	case CLI_VERSION:
		puts(PACKAGE_STRING);
		return finish(0);
	case CLI_PLUGIN:
		return finish(pipeline_tool(&cli));
	case CLI_PLUGINS:
		return finish(pipeline_plugins(&cli));
	case CLI_DUMP:
		return finish(pipeline_dump(&cli));
	case CLI_BUILD: case CLI_CHECK: case CLI_HANDOUT:
		break;
	}
	return finish(pipeline_build(&cli));
}
