/* rows.c - PNG's row filters, chosen row by row. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "image/rows.h"

#include <stdlib.h>
#include <string.h>

enum filter { FILTER_NONE, FILTER_SUB, FILTER_UP, FILTER_PAETH = 4 };

enum { SAMPLE_STEP = 7 }; /* a filter is judged by every seventh byte; coprime to any number of channels */

/* The sum of the differences' sizes (PNG, 12.8: the heuristic of "minimum sum"). Each is compared with what stands `back` before it in
 * `other`, or with nothing. */
static uint64_t cost(const uint8_t *row, const uint8_t *other, size_t back, size_t from, size_t len)
{
	uint64_t sum = 0;
	for (size_t i = from; i < len; i += SAMPLE_STEP)
		sum += (uint64_t)abs((int8_t)(row[i] - (other == NULL ? 0 : other[i - back])));
	return sum;
}

/* PNG, 9.4: whichever of the three neighbours is nearest to left + up - corner. */
static uint8_t paeth(int left, int up, int corner)
{
	int by_left = abs(up - corner), by_up = abs(left - corner), by_corner = abs(left + up - 2 * corner);
	return (uint8_t)(by_left <= by_up && by_left <= by_corner ? left : by_up <= by_corner ? up : corner);
}

static uint64_t paeth_cost(const uint8_t *row, const uint8_t *above, size_t len, unsigned step)
{
	uint64_t sum = 0;
	for (size_t i = step; i < len; i += SAMPLE_STEP)
		sum += (uint64_t)abs((int8_t)(row[i] - paeth(row[i - step], above[i], above[i - step])));
	return sum;
}

static enum filter choose(const uint8_t *row, const uint8_t *above, size_t len, unsigned step, enum image_rows which)
{
	uint64_t none = cost(row, NULL, 0, step, len), sub = cost(row, row, step, step, len);
	uint64_t up = above == NULL ? UINT64_MAX : cost(row, above, 0, step, len);
	uint64_t least = none < sub ? none : sub;
	least = up < least ? up : least;
	if (which == IMAGE_ROWS_SMALL && above != NULL && paeth_cost(row, above, len, step) < least)
		return FILTER_PAETH;
	return up == least ? FILTER_UP : sub < none ? FILTER_SUB : FILTER_NONE;
}

static void apply_paeth(const uint8_t *row, const uint8_t *above, size_t len, unsigned step, uint8_t *out)
{
	for (size_t i = 0; i < step; i++)
		out[i] = (uint8_t)(row[i] - above[i]);
	for (size_t i = step; i < len; i++)
		out[i] = (uint8_t)(row[i] - paeth(row[i - step], above[i], above[i - step]));
}

static void apply(enum filter filter, const uint8_t *row, const uint8_t *above, size_t len, unsigned step, uint8_t *out)
{
	if (filter == FILTER_PAETH) {
		apply_paeth(row, above, len, step, out);
		return;
	}
	size_t kept = filter == FILTER_NONE ? len : filter == FILTER_SUB ? step : 0;
	memcpy(out, row, kept);
	const uint8_t *other = filter == FILTER_UP ? above : row;
	size_t back = filter == FILTER_UP ? 0 : step;
	for (size_t i = kept; i < len; i++)
		out[i] = (uint8_t)(row[i] - other[i - back]);
}

uint8_t *image_rows_filter(const uint8_t *samples, uint32_t width, uint32_t height, unsigned channels, enum image_rows which, size_t *ret_len)
{
	size_t len = (size_t)width * channels;
	uint8_t *rows = malloc((len + 1) * height + 1);
	if (rows == NULL)
		abort(); /* as osp_buf: out of memory ends the program */
	const uint8_t *above = NULL;
	for (uint32_t y = 0; y < height; y++) {
		const uint8_t *row = samples + y * len;
		uint8_t *out = rows + y * (len + 1);
		enum filter filter = choose(row, above, len, channels, which);
		out[0] = (uint8_t)filter;
		apply(filter, row, above, len, channels, out + 1);
		above = row;
	}
	*ret_len = (len + 1) * height;
	return rows;
}
