/* rows.c - PNG's row filters, chosen row by row. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/rows.h"

#include <stdlib.h>
#include <string.h>

/* Average and Paeth are left out: they cost most of the time and gain little on the screenshots that come here. */
enum filter { FILTER_NONE, FILTER_SUB, FILTER_UP };

enum { SAMPLE_STEP = 7 }; /* a filter is judged by every seventh byte; coprime to any number of channels */

/* The sum of the differences' sizes (PNG, 12.8: the heuristic of "minimum sum"). Each is compared with what stands `back` before it in
 * `other`, or with nothing. */
static uint64_t cost(const uint8_t *row, const uint8_t *other, size_t back, size_t from, size_t len) {
	uint64_t sum = 0;
	for (size_t i = from; i < len; i += SAMPLE_STEP) {
		sum += (uint64_t)abs((int8_t)(row[i] - (other == NULL ? 0 : other[i - back])));
	}
	return sum;
}

static enum filter choose(const uint8_t *row, const uint8_t *above, size_t len, unsigned step) {
	uint64_t none = cost(row, NULL, 0, step, len), sub = cost(row, row, step, step, len);
	uint64_t up = above == NULL ? UINT64_MAX : cost(row, above, 0, step, len);
	if (up <= sub && up <= none) {
		return FILTER_UP;
	}
	return sub < none ? FILTER_SUB : FILTER_NONE;
}

static void apply(enum filter filter, const uint8_t *row, const uint8_t *above, size_t len, unsigned step, uint8_t *out) {
	size_t kept = filter == FILTER_NONE ? len : filter == FILTER_SUB ? step : 0;
	memcpy(out, row, kept);
	const uint8_t *other = filter == FILTER_UP ? above : row;
	size_t back = filter == FILTER_UP ? 0 : step;
	for (size_t i = kept; i < len; i++) {
		out[i] = (uint8_t)(row[i] - other[i - back]);
	}
}

uint8_t *haru_rows_filter(const uint8_t *samples, uint32_t width, uint32_t height, unsigned channels, size_t *ret_len) {
	size_t len = (size_t)width * channels;
	uint8_t *rows = malloc((len + 1) * height + 1);
	if (rows == NULL) {
		abort(); /* as osp_buf: out of memory ends the program */
	}
	const uint8_t *above = NULL;
	for (uint32_t y = 0; y < height; y++) {
		const uint8_t *row = samples + y * len;
		uint8_t *out = rows + y * (len + 1);
		enum filter filter = choose(row, above, len, channels);
		out[0] = (uint8_t)filter;
		apply(filter, row, above, len, channels, out + 1);
		above = row;
	}
	*ret_len = (len + 1) * height;
	return rows;
}
