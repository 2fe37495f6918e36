/* profile.h - the colour profiles that are made here: nothing has to be installed, and they are the same on every machine. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_PROFILE_H
#define HARU_PROFILE_H

#include <ospopress/output.h>

/* What RGB means: sRGB. */
void haru_srgb_make(osp_buf *out);
/* What one ink means, black, with sRGB's curve: a grey of the screen stays the same number. */
void haru_gray_make(osp_buf *out);
/* press.c: what four inks mean: sheet-fed offset on coated paper. */
void haru_press_make(osp_buf *out);

#endif
