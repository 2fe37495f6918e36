/* table.h - find a number by a pointer. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_TABLE_H
#define HARU_TABLE_H

#include <stddef.h>
#include <stdint.h>

/* An open hash table; zeroed, it is empty. Keys are compared by address and never NULL. */
struct haru_table {
	const void **keys;
	uint32_t *values;
	size_t count, capacity;
};

/* The value's slot; *ret_fresh tells that it was just made (and is 0). Valid until the next call. */
uint32_t *haru_table_slot(struct haru_table *table, const void *key, int *ret_fresh);
/* NULL when the key is not there. */
const uint32_t *haru_table_find(const struct haru_table *table, const void *key);
void haru_table_done(struct haru_table *table);

#endif
