/* marks.h - what a sheet shows outside of the trim box: where to cut, where to fold, whether plates lie on one another. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_MARKS_H
#define HARU_MARKS_H

#include "haru/ink.h"

/* Lengths in hundredths of a point; boxes are left, bottom, right, top. */

/* How far a sheet reaches beyond the trim box when it shows marks: they stand outside of the bleed, 3 mm away at least. */
int64_t haru_marks_room(int64_t bleed);
/* Draws them (OSP_MARK_CROP, OSP_MARK_CROSS) around a trim box, on all plates. */
void haru_marks_put(osp_buf *out, const struct haru_ink *ink, const int64_t trim[4], int64_t bleed, unsigned marks);
/* Where the sheet is folded across: dashed lines above and below the trim box at x. */
void haru_marks_fold(osp_buf *out, const struct haru_ink *ink, const int64_t trim[4], int64_t bleed, int64_t x);

#endif
