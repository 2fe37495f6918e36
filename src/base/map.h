/* map.h - text keys to pointers, in the order of insertion. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"

/* Keys are copied, values borrowed. Open addressing; grows by doubling; never shrinks; lives in its arena. */
struct map_entry { const char *key; size_t key_len; void *value; uint64_t hash; };
struct map {
	struct arena *arena;
	struct map_entry *entries; /* in order of insertion: walk entries[0..count-1] */
	size_t count, capacity;
	uint32_t *slots;           /* index + 1 into entries, 0 = free */
	size_t slot_count;         /* a power of two */
};

void map_init(struct map *map, struct arena *arena);
/* NULL when absent. */
void *map_find(const struct map *map, const char *key, size_t key_len);
/* Sets or replaces. Returns the value that was there before, NULL if none. */
void *map_put(struct map *map, const char *key, size_t key_len, void *value);
/* FNV-1a, also for others who need a hash of bytes. */
uint64_t map_hash(const void *bytes, size_t len);

#endif
