/* arena.c - memory by lifetime: allocate freely, free everything at once. */
/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A publisher's data has three lifetimes: the job's (manifest, trees, styles),
 * one output's (pages), and that of one function (scratch). Within a lifetime
 * nothing is ever freed alone, so there is no question of ownership: a pointer
 * lives as long as its arena.
 *
 * An arena is a chain of blocks that double in size up to a limit; allocating
 * is adding to an offset. A request that is larger gets a block of its size. A
 * mark is a block and an offset; rewinding keeps a block for the next round, and
 * blocks.c those of all arenas. Memory is zeroed when it is handed out, not when
 * the block is made, because a block that was used before is dirty.
 */
#include "base/arena.h"
#include "base/blocks.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_STEP = 1 << 15 }; /* half of it is what an arena has too much of, and each article has three */

struct block {
	struct block *previous, *spare; /* the blocks before; a kept block for later */
	size_t size, used;              /* of bytes */
	alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct block *current;
	size_t next_size;
	size_t bytes;
};

/* The one place outside main.c that ends the program: nobody can do anything useful without memory. */
static _Noreturn void out_of_memory(void)
{
	static const char message[] = "ospopress: out of memory\n";
	fwrite(message, 1, sizeof(message) - 1, stderr);
	_Exit(4);
}

/* `size` counts the block's head. */
static struct block *block_new(size_t size)
{
	struct block *block = block_take(&size);
	if (block == NULL) {
		out_of_memory();
	}
	block->previous = NULL;
	block->spare = NULL;
	block->size = size - sizeof(*block);
	block->used = 0;
	return block;
}

static void block_free(struct block *block)
{
	if (block != NULL) {
		block_give_back(block, sizeof(*block) + block->size);
	}
}

struct arena *arena_new(void)
{
	struct arena *arena = calloc(1, sizeof(*arena));
	if (arena == NULL) {
		out_of_memory();
	}
	arena->next_size = BLOCK_LEAST;
	return arena;
}

static void free_chain(struct block *block)
{
	while (block != NULL) {
		struct block *previous = block->previous;
		block_free(block->spare);
		block_free(block);
		block = previous;
	}
}

void arena_free(struct arena *arena)
{
	if (arena == NULL) {
		return;
	}
	free_chain(arena->current);
	free(arena);
}

/* Makes a block current that has room for `size`: the kept one if it fits, else a new one. */
static void grow(struct arena *arena, size_t size)
{
	struct block *old = arena->current;
	struct block *block = NULL;
	if (old != NULL && old->spare != NULL && old->spare->size >= size) {
		block = old->spare;
		old->spare = NULL;
		block->used = 0;
	} else {
		size += sizeof(*block);
		block = block_new(size > arena->next_size ? size : arena->next_size);
		arena->bytes += block->size;
		if (arena->next_size < LARGEST_STEP) {
			arena->next_size *= 2;
		}
	}
	block->previous = old;
	arena->current = block;
}

static void *take(struct arena *arena, size_t size)
{
	size_t align = alignof(max_align_t);
	if (size > SIZE_MAX / 2) {
		out_of_memory();
	}
	size = (size + align - 1) / align * align;
	if (arena->current == NULL || arena->current->size - arena->current->used < size) {
		grow(arena, size);
	}
	void *memory = arena->current->bytes + arena->current->used;
	arena->current->used += size;
	return memory;
}

static size_t product(size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes)) {
		out_of_memory();
	}
	return bytes;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	return memset(take(arena, size), 0, size);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	return arena_alloc(arena, product(count, size));
}

void *arena_room(struct arena *arena, size_t count, size_t size)
{
	return take(arena, product(count, size));
}

char *arena_strndup(struct arena *arena, const char *text, size_t len)
{
	char *copy = take(arena, len + 1);
	if (len > 0) {
		memcpy(copy, text, len);
	}
	copy[len] = '\0';
	return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
	return arena_strndup(arena, text, strlen(text));
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
	char short_text[160]; /* mostly it is one, and is formatted once */
	va_list again;
	va_copy(again, args);
	int len = vsnprintf(short_text, sizeof(short_text), format, args);
	size_t size = len < 0 ? 0 : (size_t)len;
	char *text = size < sizeof(short_text) ? arena_strndup(arena, short_text, size) : arena_alloc(arena, size + 1);
	if (size >= sizeof(short_text)) {
		vsnprintf(text, size + 1, format, again);
	}
	va_end(again);
	return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *text = arena_vprintf(arena, format, args);
	va_end(args);
	return text;
}

size_t arena_bytes(const struct arena *arena)
{
	return arena->bytes;
}

struct arena_mark arena_mark(const struct arena *arena)
{
	struct arena_mark mark = { arena->current, arena->current != NULL ? arena->current->used : 0 };
	return mark;
}

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
	while (arena->current != mark.block) {
		struct block *block = arena->current;
		struct block *previous = block->previous;
		block_free(block->spare);
		block->spare = NULL;
		if (previous != NULL && (previous->spare == NULL || previous->spare->size < block->size)) {
			if (previous->spare != NULL) {
				arena->bytes -= previous->spare->size;
			}
			block_free(previous->spare);
			previous->spare = block;
		} else {
			arena->bytes -= block->size;
			block_free(block);
		}
		arena->current = previous;
	}
	if (arena->current != NULL) {
		arena->current->used = mark.used;
	}
}
