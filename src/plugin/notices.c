/* notices.c - what plugins' processes ask the kernel for and may not have. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "plugin/notices.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "plugin/family.h"
#include "plugin/filter.h"

/* Room for what newer kernels may add; they write as much as they like. */
enum { MESSAGE_SIZE = 1024, BATCH = 256 };

/* ---- The way of the listener ---- */

bool notices_send(int socket, int listener)
{
	char byte = 'L', control[CMSG_SPACE(sizeof(int))] = { 0 };
	struct iovec data = { &byte, 1 };
	struct msghdr message = { .msg_iov = &data, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof(control) };
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(header), &listener, sizeof(int));
	return sendmsg(socket, &message, MSG_NOSIGNAL) == 1;
}

int notices_receive(int socket)
{
	char byte = 0, control[CMSG_SPACE(sizeof(int))] = { 0 };
	struct iovec data = { &byte, 1 };
	struct msghdr message = { .msg_iov = &data, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof(control) };
	int listener = -1;
	if (recvmsg(socket, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC) != 1) {
		return -1;
	}
	const struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	if (header != NULL && header->cmsg_type == SCM_RIGHTS && header->cmsg_len == CMSG_LEN(sizeof(int))) {
		memcpy(&listener, CMSG_DATA(header), sizeof(int));
	}
	return listener;
}

/* ---- Answers ---- */

/* The path that a call names, as the kernel will find it; false when it can't be told. */
static bool find_path(const struct seccomp_notif *call, const struct filter_call *what, char real[PATH_MAX])
{
	char text[PATH_MAX] = "", from[PATH_MAX + 64], *slash;
	struct iovec here = { text, sizeof(text) - 1 }, there = { (void *)(uintptr_t)call->data.args[what->path], sizeof(text) - 1 };
	ssize_t len = process_vm_readv((pid_t)call->pid, &here, 1, &there, 1, 0);
	if (len < 0) {
		/* The text may end right before addresses that are not there. */
		there.iov_len = 4096 - (size_t)((uintptr_t)there.iov_base & 4095);
		here.iov_len = there.iov_len < sizeof(text) ? there.iov_len : sizeof(text) - 1;
		len = process_vm_readv((pid_t)call->pid, &here, 1, &there, 1, 0);
	}
	if (len <= 0 || *text == '\0') {
		return false;
	}
	int folder = what->folder >= 0 ? (int)call->data.args[what->folder] : AT_FDCWD;
	if (*text == '/') {
		snprintf(from, sizeof(from), "%.*s", PATH_MAX - 1, text);
	} else if (folder == AT_FDCWD) {
		snprintf(from, sizeof(from), "/proc/%d/cwd/%.*s", (int)call->pid, PATH_MAX - 1, text);
	} else {
		snprintf(from, sizeof(from), "/proc/%d/fd/%d/%.*s", (int)call->pid, folder, PATH_MAX - 1, text);
	}
	if (strncmp(from, "/proc/self", 10) == 0 || realpath(from, real) != NULL) {
		return strncmp(from, "/proc/self", 10) != 0;
	}
	/* Nothing of that name: it may be about to be made. */
	slash = strrchr(from, '/');
	if (slash == NULL || slash == from) {
		return false;
	}
	*slash = '\0';
	char above[PATH_MAX];
	if (realpath(from, above) == NULL) {
		return false;
	}
	return snprintf(real, PATH_MAX, "%s/%s", above, slash + 1) < PATH_MAX;
}

static void note_path(struct notices *notices, const struct seccomp_notif *call, const struct filter_call *what)
{
	char real[PATH_MAX];
	struct stat info;
	bool to_write = what->wish == FILTER_WRITE;
	if (!find_path(call, what, real) || sandbox_may(notices->box, real, to_write) || strncmp(real, "/dev/", 5) == 0 || strncmp(real, "/proc/", 6) == 0) {
		return;
	}
	/* Asking for a file that is not there, or walking through folders, tells nobody anything. */
	if (!to_write && (stat(real, &info) != 0 || !S_ISREG(info.st_mode) || strncmp(real, "/proc/", 6) == 0 || strncmp(real, "/sys/", 5) == 0 ||
		strncmp(real, "/etc/", 5) == 0)) {
		return;
	}
	char *kept = to_write ? notices->written : notices->read;
	if (*kept == '\0') {
		size_t len = strnlen(real, sizeof(notices->read) - 1);
		memcpy(kept, real, len);
		kept[len] = '\0';
	}
}

/*
 * A call that waits for our answer is interrupted when another child of the process ends, if it handles that without
 * SA_RESTART; then a shell's fork fails, and the shell gives up. The flag is put into what it is about to hand over; calls
 * that wait for a signal return from it all the same.
 */
static void restart_calls(int listener, const struct seccomp_notif *call)
{
	/* As the kernel has it: the handler, then the flags. */
	off_t address = (off_t)(call->data.args[1] + sizeof(uint64_t));
	uint64_t flags = 0, id = call->id;
	char path[64];
	if (call->data.args[1] == 0) {
		return;
	}
	snprintf(path, sizeof(path), "/proc/%d/mem", (int)call->pid);
	int memory = open(path, O_RDWR | O_CLOEXEC);
	/* Still waiting after it was opened: so it is this process's memory, and not that of another one of its number. */
	if (memory >= 0 && ioctl(listener, SECCOMP_IOCTL_NOTIF_ID_VALID, &id) == 0 && pread(memory, &flags, sizeof(flags), address) == sizeof(flags)) {
		flags |= SA_RESTART;
		(void)!pwrite(memory, &flags, sizeof(flags), address);
	}
	if (memory >= 0) {
		close(memory);
	}
}

/* The errno of the answer; 0 lets the kernel go on. */
static int judge(struct notices *notices, pid_t process, const struct seccomp_notif *call)
{
	struct filter_call what;
	if (!filter_explain(call->data.nr, (const uint64_t *)call->data.args, &what)) {
		return 0;
	}
	switch (what.wish) {
	case FILTER_FORK:
		/* Counting takes time, so not before there can be too many. */
		if (notices->started >= notices->most_processes &&
			family_count(process, notices->most_processes) >= notices->most_processes) {
			notices->has_too_many = true;
			return EAGAIN;
		}
		notices->started++;
		return 0;
	case FILTER_MEMORY:
		notices->asked_bytes = call->data.args[what.size];
		return ENOMEM;
	case FILTER_HANDLER:
		restart_calls(notices->listener, call);
		return 0;
	case FILTER_NET:
		notices->wanted_net = true;
		return EACCES;
	default:
		note_path(notices, call, &what);
		return 0;
	}
}

void notices_answer(struct notices *notices, pid_t process)
{
	union { struct seccomp_notif call; char room[MESSAGE_SIZE]; } in;
	union { struct seccomp_notif_resp answer; char room[MESSAGE_SIZE]; } out;
	struct pollfd ready = { .fd = notices->listener, .events = POLLIN };
	for (int i = 0; i < BATCH && notices->listener >= 0 && poll(&ready, 1, 0) == 1 && (ready.revents & POLLIN) != 0; i++) {
		memset(&in, 0, sizeof(in));
		memset(&out, 0, sizeof(out));
		if (ioctl(notices->listener, SECCOMP_IOCTL_NOTIF_RECV, &in) != 0) {
			continue;
		}
		int error = judge(notices, process, &in.call);
		out.answer.id = in.call.id;
		out.answer.error = -error;
		out.answer.flags = error == 0 ? SECCOMP_USER_NOTIF_FLAG_CONTINUE : 0;
		ioctl(notices->listener, SECCOMP_IOCTL_NOTIF_SEND, &out);
	}
	/* Nobody is left who could ask. */
	if ((ready.revents & (POLLHUP | POLLERR)) != 0) {
		notices_close(notices);
	}
}

void notices_close(struct notices *notices)
{
	if (notices->listener >= 0) {
		close(notices->listener);
		notices->listener = -1;
	}
}
