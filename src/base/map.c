/* map.c - text keys to pointers, in the order of insertion. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"

#include <string.h>

void map_init(struct map *map, struct arena *arena)
{
	*map = (struct map){ .arena = arena };
}

uint64_t map_hash(const void *bytes, size_t len)
{
	const unsigned char *at = bytes;
	uint64_t hash = 0xcbf29ce484222325u;
	for (size_t i = 0; i < len; i++) {
		hash = (hash ^ at[i]) * 0x100000001b3u;
	}
	return hash ^ hash >> 29;
}

/* The slot where the key is, or the free one where it would go. */
static size_t slot_of(const struct map *map, const char *key, size_t key_len, uint64_t hash)
{
	size_t mask = map->slot_count - 1;
	for (size_t slot = hash & mask;; slot = (slot + 1) & mask) {
		uint32_t index = map->slots[slot];
		if (index == 0) {
			return slot;
		}
		const struct map_entry *entry = &map->entries[index - 1];
		if (entry->hash == hash && entry->key_len == key_len && memcmp(entry->key, key, key_len) == 0) {
			return slot;
		}
	}
}

void *map_find(const struct map *map, const char *key, size_t key_len)
{
	if (map->count == 0) {
		return NULL;
	}
	uint32_t index = map->slots[slot_of(map, key, key_len, map_hash(key, key_len))];
	return index == 0 ? NULL : map->entries[index - 1].value;
}

static void grow(struct map *map)
{
	size_t capacity = map->capacity == 0 ? 8 : map->capacity * 2;
	struct map_entry *entries = ARENA_ARRAY(map->arena, capacity, struct map_entry);
	if (map->count > 0) {
		memcpy(entries, map->entries, map->count * sizeof(*entries));
	}
	map->entries = entries;
	map->capacity = capacity;
	map->slot_count = capacity * 2;
	map->slots = ARENA_ARRAY(map->arena, map->slot_count, uint32_t);
	for (size_t i = 0; i < map->count; i++) {
		map->slots[slot_of(map, entries[i].key, entries[i].key_len, entries[i].hash)] = (uint32_t)i + 1;
	}
}

void *map_put(struct map *map, const char *key, size_t key_len, void *value)
{
	if (map->count == map->capacity) {
		grow(map);
	}
	uint64_t hash = map_hash(key, key_len);
	size_t slot = slot_of(map, key, key_len, hash);
	if (map->slots[slot] != 0) {
		struct map_entry *entry = &map->entries[map->slots[slot] - 1];
		void *old = entry->value;
		entry->value = value;
		return old;
	}
	map->entries[map->count] = (struct map_entry){ arena_strndup(map->arena, key, key_len), key_len, value, hash };
	map->slots[slot] = (uint32_t)++map->count;
	return NULL;
}
