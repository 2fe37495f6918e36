/* file.h - read files whole; take paths apart and keep them inside their folder. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/arena.h"

enum file_error { FILE_OK = 0, FILE_MISSING, FILE_DENIED, FILE_NOT_REGULAR, FILE_TOO_LARGE, FILE_FAILED };

/* Reads a whole file into the arena, NUL-terminated. A FIFO or device is not read (it could block for ever). */
enum file_error file_load(struct arena *arena, const char *path, size_t limit, char **ret_bytes, size_t *ret_len);
/* An English sentence part: "does not exist", "is larger than 64 MiB". */
const char *file_error_words(enum file_error error);
bool file_exists(const char *path);
bool file_is_folder(const char *path);

/* Paths. Results are in the arena. */
char *path_join(struct arena *arena, const char *folder, const char *name); /* an absolute name stands alone */
char *path_folder(struct arena *arena, const char *path);                  /* "." if it has none */
const char *path_base(const char *path);                                   /* behind the last / */
const char *path_suffix(const char *path);                                 /* behind the last dot of the base name, "" if none */
char *path_absolute(struct arena *arena, const char *path);                /* against the working folder, "." and ".." folded; links stay */
char *path_real(struct arena *arena, const char *path);                    /* links resolved; NULL if it does not exist */
/* Whether an existing path lies in the folder once links are followed. */
bool path_is_beneath(struct arena *arena, const char *folder, const char *path);

#endif
