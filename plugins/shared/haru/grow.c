/* grow.c - make room in an array. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/grow.h"

#include <stdlib.h>

void *haru_grow(void *array, size_t count, size_t *capacity, size_t size) {
	if (count < *capacity) {
		return array;
	}
	size_t bigger = *capacity == 0 ? 64 : *capacity * 2;
	void *grown = realloc(array, bigger * size);
	if (grown == NULL) {
		abort(); /* as osp_buf: out of memory ends the program */
	}
	*capacity = bigger;
	return grown;
}
