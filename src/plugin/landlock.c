/* landlock.c - which files a process and its children can reach, held by the kernel. */
/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Raw system calls: the C library has no wrappers, and the header of the system
 * that ospopress is built on knows less than the kernel that it may run on. The
 * numbers are those of the kernel's documentation (userspace-api/landlock).
 */
#include <config.h>

#include "plugin/landlock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446, ASK_VERSION = 1, PATH_BENEATH = 1 };

#define FS(bit) (UINT64_C(1) << (bit))
enum { EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE, MAKE_CHAR, MAKE_DIR, MAKE_REG, MAKE_SOCK, MAKE_FIFO, MAKE_BLOCK,
	MAKE_SYM, REFER, TRUNCATE, IOCTL_DEV };

struct ruleset { uint64_t files, net, scopes; };
struct __attribute__((packed)) beneath { uint64_t allowed; int32_t parent; };

int landlock_version(void)
{
	long version = syscall(CREATE_RULESET, NULL, (size_t)0, ASK_VERSION);
	return version > 0 ? (int)version : 0;
}

/* All that the kernel knows about files; version by version. */
static uint64_t known(int version)
{
	uint64_t bits = FS(REFER) - 1;
	bits |= version >= 2 ? FS(REFER) : 0;
	bits |= version >= LANDLOCK_HAS_TRUNCATE ? FS(TRUNCATE) : 0;
	return bits | (version >= 5 ? FS(IOCTL_DEV) : 0);
}

static void allow(int rules, const char *path, uint64_t bits)
{
	const uint64_t of_files = FS(EXECUTE) | FS(WRITE_FILE) | FS(READ_FILE) | FS(TRUNCATE) | FS(IOCTL_DEV);
	struct stat info;
	int fd = open(path, O_PATH | O_CLOEXEC);
	if (fd < 0) {
		return;
	}
	if (fstat(fd, &info) == 0) {
		struct beneath rule = { S_ISDIR(info.st_mode) ? bits : bits & of_files, fd };
		syscall(ADD_RULE, rules, PATH_BENEATH, &rule, 0);
	}
	close(fd);
}

int landlock_prepare(const struct sandbox *box, int version)
{
	const uint64_t files = known(version);
	const uint64_t read = FS(EXECUTE) | FS(READ_FILE) | FS(READ_DIR);
	/* Links, devices and sockets are no outputs. */
	const uint64_t write = (FS(WRITE_FILE) | FS(READ_FILE) | FS(READ_DIR) | FS(REMOVE_DIR) | FS(REMOVE_FILE) | FS(MAKE_DIR) | FS(MAKE_REG) |
		FS(REFER) | FS(TRUNCATE)) & files;
	struct ruleset set = { files, version >= 4 && !box->with_net ? 3 : 0, version >= LANDLOCK_HAS_SCOPES ? 3 : 0 };
	size_t size = version >= LANDLOCK_HAS_SCOPES ? sizeof(set) : version >= 4 ? 2 * sizeof(uint64_t) : sizeof(uint64_t);
	int rules = version > 0 ? (int)syscall(CREATE_RULESET, &set, size, 0) : -1;
	for (size_t i = 0; i < box->read_count && rules >= 0; i++) {
		allow(rules, box->reads[i], read);
	}
	for (size_t i = 0; i < box->write_count && rules >= 0; i++) {
		allow(rules, box->writes[i], write);
	}
	if (rules >= 0) {
		allow(rules, "/dev/null", FS(READ_FILE) | FS(WRITE_FILE));
	}
	return rules;
}

bool landlock_enter(int rules)
{
	/* Its own, not that of others: their environments and files are theirs. */
	allow(rules, "/proc/self", FS(READ_FILE) | FS(READ_DIR));
	return syscall(RESTRICT_SELF, rules, 0) == 0;
}
