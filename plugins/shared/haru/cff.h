/* cff.h - read from a CFF table which CID each glyph has. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_CFF_H
#define HARU_CFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum haru_cff { HARU_CFF_BROKEN, HARU_CFF_NAMED, HARU_CFF_CID };

/*
 * Tells whether a CFF font (Adobe Technical Note 5176) is CID-keyed. If so,
 * `cids` gets one CID for each of `glyph_count` glyphs. Fonts are hostile:
 * nothing outside of `bytes` is read, whatever they say.
 */
enum haru_cff haru_cff_read(const uint8_t *bytes, size_t len, uint32_t glyph_count, uint16_t *cids);

#endif
