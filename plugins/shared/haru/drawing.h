/* drawing.h - take a page of cairo's into the file, as a form. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_DRAWING_H
#define HARU_DRAWING_H

#include "haru/haru.h"
#include "haru/ink.h"

/*
 * `pdf` is what cairo's PDF surface writes: version 1.4, one page, no object
 * streams, no fonts. What the page is made of is copied, nothing is drawn anew.
 * The form is as large as the square of length 1 that pictures have. For a press its colours become inks: words and lines in
 * grey black alone. 0 when the file is not of this kind.
 */
haru_id haru_drawing_put(struct haru *haru, const struct haru_ink *ink, const osp_buf *pdf);

#endif
