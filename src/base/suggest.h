/* suggest.h - "did you mean": the nearest of the names that exist. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_SUGGEST_H
#define BASE_SUGGEST_H

#include <stddef.h>

/* The candidate that is nearest by edits (insert, delete, replace, swap of neighbours), or NULL when none is near
 * enough to be what was meant. Case and the difference of - and _ count for little. */
const char *suggest_nearest(const char *word, const char *const *candidates, size_t count);

#endif
