/* grow.h - make room in an array. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_GROW_H
#define HARU_GROW_H

#include <stddef.h>

/* Room for one more: returns the array, moved when it had to grow. */
void *haru_grow(void *array, size_t count, size_t *capacity, size_t size);

#endif
