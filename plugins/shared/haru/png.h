/* png.h - decide whether a PNG's data may stand in a PDF as they are. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_PNG_H
#define HARU_PNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct haru_png {
	uint32_t width, height;
	unsigned bits;               /* of one component */
	unsigned colors;             /* components: 1 or 3 */
	const uint8_t *palette;      /* RGB triples; NULL = not indexed */
	size_t palette_len;          /* bytes */
	const uint8_t *data;         /* the zlib stream */
	size_t data_len;
	uint32_t sum;                /* of the data: made from the sums that the file has of its parts */
};

/*
 * PDF's Flate filter with predictor 15 reads exactly what an IDAT holds (ISO
 * 32000-1, 7.4.4.4), so most PNGs need no recoding. Bytes are hostile: this is
 * true only when every chunk that matters has the right checksum and the data
 * inflate to exactly as many rows as the header says; of these the first 64 KiB
 * are inflated, and the rest is what its encoder wrote, says its checksum. What
 * is interlaced, has 16 bits, transparency or a fault must be decoded by somebody else.
 *
 * `bytes` are changed: IDAT chunks are pushed together. The result points into them.
 */
bool haru_png_read(uint8_t *bytes, size_t len, struct haru_png *ret);

#endif
