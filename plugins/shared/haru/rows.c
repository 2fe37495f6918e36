/* rows.c - PNG's row filters, chosen row by row. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/rows.h"

#include <stdlib.h>
#include <string.h>

enum filter { FILTER_NONE, FILTER_SUB, FILTER_UP, FILTER_AVERAGE, FILTER_PAETH };

static int paeth(int left, int up, int corner) {
	int guess = left + up - corner;
	int to_left = abs(guess - left), to_up = abs(guess - up), to_corner = abs(guess - corner);
	if (to_left <= to_up && to_left <= to_corner) {
		return left;
	}
	return to_up <= to_corner ? up : corner;
}

/* Writes the filtered row; returns the sum of the differences' sizes (PNG, 12.8: the heuristic of "minimum sum"). */
static uint64_t apply(enum filter filter, const uint8_t *row, const uint8_t *above, size_t len, unsigned step, uint8_t *out) {
	uint64_t sum = 0;
	for (size_t i = 0; i < len; i++) {
		int left = i >= step ? row[i - step] : 0;
		int up = above == NULL ? 0 : above[i];
		int corner = i >= step && above != NULL ? above[i - step] : 0;
		int guess = filter == FILTER_SUB ? left : filter == FILTER_UP ? up : filter == FILTER_PAETH ? paeth(left, up, corner) : 0;
		out[i] = (uint8_t)(row[i] - guess);
		sum += (uint64_t)abs((int8_t)out[i]);
	}
	return sum;
}

uint8_t *haru_rows_filter(const uint8_t *samples, uint32_t width, uint32_t height, unsigned channels, size_t *ret_len) {
	static const enum filter tried[] = { FILTER_NONE, FILTER_SUB, FILTER_UP, FILTER_PAETH };
	size_t len = (size_t)width * channels;
	uint8_t *rows = malloc((len + 1) * height + 1), *trial = malloc(len + 1);
	if (rows == NULL || trial == NULL) {
		abort();
	}
	const uint8_t *above = NULL;
	for (uint32_t y = 0; y < height; y++) {
		const uint8_t *row = samples + y * len;
		uint8_t *out = rows + y * (len + 1);
		uint64_t best = UINT64_MAX;
		for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
			uint64_t sum = apply(tried[i], row, above, len, channels, trial);
			if (sum < best) {
				best = sum;
				out[0] = (uint8_t)tried[i];
				memcpy(out + 1, trial, len);
			}
		}
		above = row;
	}
	free(trial);
	*ret_len = (len + 1) * height;
	return rows;
}
