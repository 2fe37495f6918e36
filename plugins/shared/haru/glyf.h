/* glyf.h - whether the outlines that a font is used for are whole. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_GLYF_H
#define HARU_GLYF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* TrueType's tables as they lie in the file; the numbers in them are hostile. */
struct haru_glyf {
	const uint8_t *glyf, *loca;
	size_t glyf_len, loca_len;
	bool is_long;                /* offsets in loca have four bytes */
	uint32_t glyph_count;
};

/* A glyph and those that it is made of. One without an outline is whole. */
bool haru_glyf_is_whole(const struct haru_glyf *tables, uint32_t glyph);

#endif
