/* notices.h - what plugins' processes ask the kernel for and may not have: count it, answer, remember it for a message. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_NOTICES_H
#define PLUGIN_NOTICES_H

#include "plugin/sandbox.h"

/*
 * A filtered process stops at some calls until its supervisor answers
 * (filter.h). The supervisor counts living processes, refuses more memory in one
 * piece than is allowed and any network; about files the kernel decides, only
 * what it is going to refuse is remembered. An answer never lets anything
 * through that the kernel would not.
 */
struct notices {
	int listener;              /* -1 = none */
	const struct sandbox *box;
	unsigned most_processes;
	unsigned started;          /* processes, ever */
	bool has_too_many;         /* it wanted one more than it may have */
	uint64_t asked_bytes;      /* more memory than it may have; 0 = never */
	bool wanted_net;
	char read[512], written[512]; /* the first path that it wanted to read, to write, and may not; "" = none */
};

/* Answers all who wait. Never blocks. */
void notices_answer(struct notices *notices, pid_t process);
void notices_close(struct notices *notices);

/* Hands the listener from the child to its supervisor. */
bool notices_send(int socket, int listener);
/* -1 when none came (yet). */
int notices_receive(int socket);

#endif
