/* suggest.c - "did you mean": the nearest of the names that exist. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "base/suggest.h"

#include <stdbool.h>
#include <string.h>

enum { LONGEST = 64 };

static char folded(char c)
{
	if (c >= 'A' && c <= 'Z') {
		return (char)(c - 'A' + 'a');
	}
	return c == '_' ? '-' : c;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Optimal string alignment distance (Damerau-Levenshtein without overlapping swaps). */
static size_t distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t rows[3][LONGEST + 1];
	size_t *before = rows[0], *last = rows[1], *now = rows[2];
	for (size_t j = 0; j <= b_len; j++) {
		last[j] = j;
	}
	for (size_t i = 1; i <= a_len; i++) {
		now[0] = i;
		for (size_t j = 1; j <= b_len; j++) {
			bool same = folded(a[i - 1]) == folded(b[j - 1]);
			now[j] = least(least(last[j], now[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
			if (i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) && folded(a[i - 2]) == folded(b[j - 1])) {
				now[j] = least(now[j], before[j - 2] + 1);
			}
		}
		size_t *spare = before;
		before = last;
		last = now;
		now = spare;
	}
	return last[b_len];
}

const char *suggest_nearest(const char *word, const char *const *candidates, size_t count)
{
	size_t len = strlen(word);
	if (len == 0 || len > LONGEST) {
		return NULL;
	}
	size_t best = len / 3 + 1;
	const char *nearest = NULL;
	for (size_t i = 0; i < count; i++) {
		size_t candidate_len = strlen(candidates[i]);
		if (candidate_len > LONGEST) {
			continue;
		}
		size_t far = distance(word, len, candidates[i], candidate_len);
		if (far < best || (far == best && nearest == NULL)) {
			best = far;
			nearest = candidates[i];
		}
	}
	return nearest;
}
