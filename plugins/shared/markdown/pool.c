/* pool.c - memory for cmark, which asks for thousands of small pieces and gives all of them back. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/markdown.h"

#include <stdlib.h>
#include <string.h>

/*
 * A node and its text are two pieces. The C library looks for a place for each and joins what comes back, a third of the time of a
 * parse. Here each size, rounded up to a power of two, has a list of what came back, and only what is large is the C library's.
 * cmark's functions for memory have no closure, so the lists are the thread's own: what is in them serves its next article.
 */
enum { LEAST = 32, SIZES = 8, MOST = LEAST << (SIZES - 1), SLAB = 1 << 16 };

/* In front of each piece. */
union head {
	struct { size_t size; unsigned index; } piece; /* with its head; of its list, SIZES when it is the C library's */
	union head *next;                              /* of those that came back */
	max_align_t align;
};

static _Thread_local struct {
	union head *spares[SIZES];
	unsigned char *slab; /* what was not cut yet */
	size_t left;
} pool;

static union head *cut(size_t size)
{
	if (pool.left < size) {
		pool.slab = malloc(SLAB);
		pool.left = pool.slab != NULL ? SLAB : 0;
	}
	if (pool.left < size) {
		return NULL;
	}
	union head *head = (union head *)(void *)pool.slab;
	pool.slab += size;
	pool.left -= size;
	return head;
}

/* As cmark does when there is no memory: nobody looks at what comes back. */
static union head *take(size_t len)
{
	size_t wanted = len < SIZE_MAX / 2 ? len + sizeof(union head) : SIZE_MAX, size = LEAST;
	unsigned index = 0;
	for (; size < wanted && index < SIZES; index++) {
		size *= 2;
	}
	bool is_large = index == SIZES;
	union head *head = is_large ? NULL : pool.spares[index];
	if (head != NULL) {
		pool.spares[index] = head->next;
	} else {
		head = is_large ? malloc(wanted) : cut(size);
	}
	if (head == NULL) {
		abort();
	}
	head->piece.size = is_large ? wanted : size;
	head->piece.index = index;
	return head;
}

static void give_back(void *piece)
{
	union head *head = piece;
	if (head == NULL) {
		return;
	}
	unsigned index = (--head)->piece.index;
	if (index == SIZES) {
		free(head);
		return;
	}
	head->next = pool.spares[index];
	pool.spares[index] = head;
}

static void *take_zeroed(size_t count, size_t size)
{
	size_t len;
	if (__builtin_mul_overflow(count, size, &len)) {
		abort();
	}
	return memset(take(len) + 1, 0, len);
}

static void *resize(void *piece, size_t len)
{
	union head *head = piece;
	size_t room = head != NULL ? head[-1].piece.size - sizeof *head : 0;
	if (head != NULL && len <= room) {
		return piece;
	}
	union head *larger = take(len) + 1;
	if (head != NULL) {
		memcpy(larger, head, room);
	}
	give_back(piece);
	return larger;
}

cmark_mem *pool_memory(void)
{
	static cmark_mem memory = { take_zeroed, resize, give_back };
#if defined(__SANITIZE_ADDRESS__)
	return cmark_get_default_mem_allocator(); /* a sanitizer wants to see each piece */
#else
	return &memory;
#endif
}
