/* filter.h - which system calls a plugin's process may make. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_FILTER_H
#define PLUGIN_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct filter_rules {
	bool with_net;
	bool notes_reads;     /* files that are opened for reading are told to the supervisor, too */
	bool has_scopes;      /* Landlock keeps signals in the family; else only the process itself may be signalled */
	uint64_t most_bytes;  /* more memory than this in one piece is refused and told */
};

/*
 * Filters the calls of this process and all that it starts, for good. What the
 * supervisor is asked about waits at *ret_listener (-1: it can't be asked, and
 * then such calls are refused, new processes included). PR_SET_NO_NEW_PRIVS must
 * have been set. True without doing anything on a machine whose calls we don't
 * know.
 */
bool filter_enter(const struct filter_rules *rules, int *ret_listener);

/* Whether filters, and whether supervisors work on this kernel and machine. */
bool filter_is_known(void);
bool filter_has_notices(void);

/* What a call that the supervisor was asked about wants. */
enum filter_wish { FILTER_FORK, FILTER_MEMORY, FILTER_NET, FILTER_READ, FILTER_WRITE, FILTER_HANDLER /* of SIGCHLD */ };
struct filter_call {
	enum filter_wish wish;
	int folder, path;     /* READ, WRITE: which argument is the folder (-1 = none) and which the path */
	int size;             /* MEMORY: which argument */
};
/* False when the number is none that is asked about. `args` are those of the call. */
bool filter_explain(int number, const uint64_t args[6], struct filter_call *ret);

#endif
