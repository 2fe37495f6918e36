/* drawn.h - write glyphs that HarfBuzz draws as a CFF font. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_DRAWN_H
#define HARU_DRAWN_H

#include <ospopress/text.h>

typedef struct hb_font_t hb_font_t;

/*
 * PDF has no place for CFF2 (ISO 32000-1, 9.9), and HarfBuzz before 8.4 can't
 * turn it into CFF. So each glyph is drawn, where the font stands on its axes,
 * and written again: a CID-keyed CFF table (Adobe Technical Note 5176) with a
 * thousand units per em and no hints, in which glyph i is CID i.
 *
 * glyphs[i] is the font's glyph for CID i, HARU_DRAWN_NOTHING for a blank one;
 * glyphs[0] is .notdef. `count` is at least 1 and at most 65535.
 */
#define HARU_DRAWN_NOTHING UINT32_MAX

void haru_drawn_write(hb_font_t *font, const uint32_t *glyphs, uint32_t count, osp_buf *out);

#endif
