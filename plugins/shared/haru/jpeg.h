/* jpeg.h - decide whether a JPEG may stand in a PDF as it is. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_JPEG_H
#define HARU_JPEG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ospopress/output.h>

struct haru_jpeg {
	uint32_t width, height;      /* as stored, before any EXIF orientation */
	unsigned colors;             /* 1 grey, 3 RGB or YCbCr, 4 CMYK */
	bool has_adobe;              /* Adobe's marker: its CMYK is inverted */
	size_t len;                  /* up to the end mark; bytes behind it are no picture */
};

/*
 * True when the DCT filter can take it (ISO 32000-1, 7.4.8: 8 bits, Huffman,
 * baseline or progressive), every marker segment lies within the file, and the
 * picture has its end. What is within the scans is not decoded.
 */
bool haru_jpeg_read(const uint8_t *bytes, size_t len, struct haru_jpeg *ret);

/* Appends the colour profile that a picture of 3 or 4 colours carries; false when it has none that a PDF may take, or sRGB, which is what
 * no profile means. `bytes` were read above. */
bool haru_jpeg_profile(const uint8_t *bytes, size_t len, unsigned colors, osp_buf *profile);

#endif
