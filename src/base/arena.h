/* arena.h - memory by lifetime: allocate freely, free everything at once. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Three lifetimes: job, output, scratch. An arena is used by one thread at a time. Allocation never fails (it ends the program). */
struct arena;
struct arena *arena_new(void);
void arena_free(struct arena *arena);
/* Zeroed, aligned for anything. */
void *arena_alloc(struct arena *arena, size_t size);
/* count * size, refusing to wrap around. */
void *arena_array(struct arena *arena, size_t count, size_t size);
/* The same without the zeros, for arrays of which nothing is read that was not written. */
void *arena_room(struct arena *arena, size_t count, size_t size);
char *arena_strndup(struct arena *arena, const char *text, size_t len);
char *arena_strdup(struct arena *arena, const char *text);
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
size_t arena_bytes(const struct arena *arena);
/* Scratch use: everything allocated after the mark is gone (its memory kept for reuse). */
struct arena_mark { void *block; size_t used; };
struct arena_mark arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_mark mark);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, count, type) ((type *)arena_array((arena), (count), sizeof(type)))
#define ARENA_ROOM(arena, count, type) ((type *)arena_room((arena), (count), sizeof(type)))

#endif
