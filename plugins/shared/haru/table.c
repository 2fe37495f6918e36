/* table.c - a hash table from pointers to numbers. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/table.h"

#include <stdlib.h>

static size_t index_of(const struct haru_table *table, const void *key) {
	uint64_t hash = (uint64_t)(uintptr_t)key * 0x9e3779b97f4a7c15u;
	size_t at = (size_t)(hash >> 32) & (table->capacity - 1);
	while (table->keys[at] != NULL && table->keys[at] != key) {
		at = (at + 1) & (table->capacity - 1);
	}
	return at;
}

static void grow(struct haru_table *table) {
	struct haru_table bigger = { .count = table->count, .capacity = table->capacity == 0 ? 256 : table->capacity * 2 };
	bigger.keys = calloc(bigger.capacity, sizeof *bigger.keys);
	bigger.values = calloc(bigger.capacity, sizeof *bigger.values);
	if (bigger.keys == NULL || bigger.values == NULL) {
		abort();
	}
	for (size_t i = 0; i < table->capacity; i++) {
		if (table->keys[i] != NULL) {
			size_t at = index_of(&bigger, table->keys[i]);
			bigger.keys[at] = table->keys[i];
			bigger.values[at] = table->values[i];
		}
	}
	haru_table_done(table);
	*table = bigger;
}

uint32_t *haru_table_slot(struct haru_table *table, const void *key, int *ret_fresh) {
	if (table->count * 2 >= table->capacity) {
		grow(table);
	}
	size_t at = index_of(table, key);
	*ret_fresh = table->keys[at] == NULL;
	if (*ret_fresh) {
		table->keys[at] = key;
		table->count++;
	}
	return &table->values[at];
}

const uint32_t *haru_table_find(const struct haru_table *table, const void *key) {
	if (table->count == 0) {
		return NULL;
	}
	size_t at = index_of(table, key);
	return table->keys[at] == NULL ? NULL : &table->values[at];
}

void haru_table_done(struct haru_table *table) {
	free(table->keys);
	free(table->values);
	*table = (struct haru_table){ 0 };
}
