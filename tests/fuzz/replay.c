/* replay.c - run a fuzz target over the seeds of its folder, which hold what fuzzing has found. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"
#include "tap.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint8_t *load(const char *path, size_t *ret_len)
{
	FILE *file = fopen(path, "rb");
	uint8_t *bytes = NULL;
	*ret_len = 0;
	for (size_t n = 1; file != NULL && n > 0; *ret_len += n) {
		bytes = realloc(bytes, *ret_len + 65536);
		n = bytes != NULL ? fread(bytes + *ret_len, 1, 65536, file) : 0;
	}
	if (file != NULL) {
		fclose(file);
	}
	return bytes;
}

static void replay(const char *folder, const char *name)
{
	char path[PATH_MAX];
	size_t len;
	snprintf(path, sizeof path, "%s/%s", folder, name);
	uint8_t *bytes = load(path, &len);
	ok(bytes != NULL && LLVMFuzzerTestOneInput(bytes, len) == 0, "%s", name);
	/* Cut short anywhere it is another input; a prime keeps this fast. */
	for (size_t cut = len / 23 + 1; cut < len; cut += len / 23 + 1) {
		uint8_t *part = malloc(cut);
		memcpy(part, bytes, cut);
		LLVMFuzzerTestOneInput(part, cut);
		free(part);
	}
	free(bytes);
}

int main(void)
{
	DIR *folder = opendir(FUZZ_SEEDS);
	ok(folder != NULL, "the seeds are found in %s", FUZZ_SEEDS);
	for (const struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
		if (entry->d_name[0] != '.') {
			replay(FUZZ_SEEDS, entry->d_name);
		}
	}
	if (folder != NULL) {
		closedir(folder);
	}
	return tap_done();
}
