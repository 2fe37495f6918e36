/* file.c - a file in memory with a path of its own. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int fuzz_file(const uint8_t *bytes, size_t len, char path[static 64])
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	if (fd < 0 || write(fd, bytes, len) != (ssize_t)len) {
		abort();
	}
	snprintf(path, 64, "/proc/self/fd/%d", fd);
	return fd;
}
