/* blocks.c - memory for arenas, in blocks that are used again. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "base/blocks.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/sanitizer.h"

/*
 * Laying out an article takes half a megabyte that nobody needs when the next
 * one comes. The C library hands so much back to the system, and gets it anew:
 * each page of it costs a fault, and a volume of 200 articles spent a quarter of
 * its time on them. So blocks stay here. They are cut from regions; those of a
 * small run are small, those of a large one are huge pages where the system has
 * them, 512 faults in one. Sizes are powers of two, and all arenas ask for the
 * same few, so one list for each is enough.
 *
 * This is the one state that is a static: it is the process's, as malloc's is.
 * Sanitizers see what an arena does wrong only if each block is malloc's.
 */
enum { SIZES = 9, FIRST_REGION = 1 << 18, LARGEST_REGION = 1 << 22, HUGE_PAGE = 1 << 21 };
_Static_assert(BLOCK_LEAST << (SIZES - 1) == BLOCK_MOST, "one list for each size");

static const bool is_pooled = !WITH_SANITIZER;

struct spare { struct spare *next; };

static struct {
	pthread_mutex_t lock;
	struct spare *spares[SIZES];
	unsigned char *region;       /* what was not cut yet */
	size_t left, next_region;
} pool = { .lock = PTHREAD_MUTEX_INITIALIZER, .next_region = FIRST_REGION };

static size_t round_up(size_t size, unsigned *ret_index)
{
	size_t rounded = BLOCK_LEAST;
	unsigned index = 0;
	while (rounded < size) {
		rounded *= 2;
		index++;
	}
	*ret_index = index;
	return rounded;
}

static void keep(void *block, unsigned index)
{
	struct spare *spare = block;
	spare->next = pool.spares[index];
	pool.spares[index] = spare;
}

/* What is left of a region that is too small for the block that is wanted. */
static void keep_rest(void)
{
	for (unsigned index = SIZES; index-- > 0;) {
		size_t size = (size_t)BLOCK_LEAST << index;
		while (pool.left >= size) {
			keep(pool.region, index);
			pool.region += size;
			pool.left -= size;
		}
	}
}

static void lock_pool(void)
{
	pthread_mutex_lock(&pool.lock);
}

static void unlock_pool(void)
{
	pthread_mutex_unlock(&pool.lock);
}

/*
 * A child begins with regions of its own. What its parent left in the pool they share until one of them writes, and then it
 * is copied, page by page with a fault for each: fresh memory costs less.
 */
static void begin_anew(void)
{
	memset(pool.spares, 0, sizeof(pool.spares));
	pool.left = 0;
	unlock_pool();
}

/* A child of a process with several threads finds the pool whole and free, as it finds malloc's. */
static void keep_for_children(void)
{
	static bool is_kept;
	if (!is_kept) {
		is_kept = pthread_atfork(lock_pool, unlock_pool, begin_anew) == 0;
	}
}

/* With room for a block of this size. */
static bool add_region(size_t least)
{
	keep_for_children();
	size_t size = pool.next_region;
	while (size < least) {
		size *= 2;
	}
	bool is_huge = size >= HUGE_PAGE;
	void *region = aligned_alloc(is_huge ? HUGE_PAGE : BLOCK_LEAST, size);
	if (region == NULL) {
		return false;
	}
#ifdef MADV_HUGEPAGE
	if (is_huge) {
		madvise(region, size, MADV_HUGEPAGE); /* where there are none it is a region all the same */
	}
#endif
	keep_rest();
	pool.region = region;
	pool.left = size;
	pool.next_region = size < LARGEST_REGION ? size * 2 : size;
	return true;
}

static void *take(size_t size, unsigned index)
{
	struct spare *spare = pool.spares[index];
	if (spare != NULL) {
		pool.spares[index] = spare->next;
		return spare;
	}
	if (pool.left < size && !add_region(size)) {
		return NULL;
	}
	void *block = pool.region;
	pool.region += size;
	pool.left -= size;
	return block;
}

/* ---- Giving memory back ---- */

struct range { unsigned char *begin; size_t size; };

static int compare_ranges(const void *a, const void *b)
{
	const struct range *left = a, *right = b;
	return (left->begin > right->begin) - (left->begin < right->begin);
}

static size_t count_spares(void)
{
	size_t count = 0;
	for (unsigned index = 0; index < SIZES; index++) {
		for (const struct spare *spare = pool.spares[index]; spare != NULL; spare = spare->next) {
			count++;
		}
	}
	return count;
}

/* Empties the lists into `ranges`, those side by side as one. Returns how many there are. */
static size_t gather(struct range *ranges)
{
	size_t count = 0, merged = 0;
	for (unsigned index = 0; index < SIZES; index++) {
		for (struct spare *spare = pool.spares[index]; spare != NULL; spare = spare->next) {
			ranges[count++] = (struct range){ (unsigned char *)spare, (size_t)BLOCK_LEAST << index };
		}
		pool.spares[index] = NULL;
	}
	qsort(ranges, count, sizeof(*ranges), compare_ranges);
	for (size_t i = 1; i < count; i++) {
		if (ranges[i].begin == ranges[merged].begin + ranges[merged].size) {
			ranges[merged].size += ranges[i].size;
		} else {
			ranges[++merged] = ranges[i];
		}
	}
	return count > 0 ? merged + 1 : 0;
}

void blocks_let_go(void)
{
	lock_pool();
	struct range *ranges = malloc((count_spares() + 1) * sizeof(*ranges));
	size_t count = ranges != NULL ? gather(ranges) : 0;
	unlock_pool();
	for (size_t i = 0; i < count; i++) {
		madvise(ranges[i].begin, ranges[i].size, MADV_DONTNEED);
	}
	free(ranges);
}

/* ---- Blocks ---- */

void *block_take(size_t *size)
{
	unsigned index;
	if (*size > BLOCK_MOST || !is_pooled) {
		return malloc(*size);
	}
	*size = round_up(*size, &index);
	lock_pool();
	void *block = take(*size, index);
	unlock_pool();
	return block;
}

void block_give_back(void *block, size_t size)
{
	unsigned index;
	if (block == NULL || size > BLOCK_MOST || !is_pooled) {
		free(block);
		return;
	}
	round_up(size, &index);
	lock_pool();
	keep(block, index);
	unlock_pool();
}
