/* cff.h - tell a CFF font's kind, and give its glyphs CIDs of our own. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_CFF_H
#define HARU_CFF_H

#include <ospopress/text.h>

enum haru_cff { HARU_CFF_BROKEN, HARU_CFF_NAMED, HARU_CFF_CID };

/*
 * What kind a CFF font (Adobe Technical Note 5176) is: CID-keyed with a charset
 * of its own, or one where a glyph's number stands for it. Fonts are hostile:
 * nothing outside of `bytes` is read, whatever they say.
 */
enum haru_cff haru_cff_read(const uint8_t *bytes, size_t len);

/*
 * The font with glyph i, from 1 on, as CID cids[i]: `out` gets the table with a
 * new charset at its end. False when it is no CID-keyed font, or its offset to
 * the charset has no room for the new one.
 */
bool haru_cff_set_cids(const uint8_t *bytes, size_t len, const uint16_t *cids, uint32_t glyph_count, osp_buf *out);

#endif
