/* drawing_ink.h - turn the colours of a drawing that cairo wrote into inks. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_DRAWING_INK_H
#define HARU_DRAWING_INK_H

#include "haru/ink.h"

/* All of these append to `out`, and are false when there is a colour that they don't know how to convert. */

/* A content stream, inflated: "1 0 0 rg" becomes ".02 .98 .97 0 k". */
bool drawing_ink_content(const struct haru_ink *ink, const char *text, size_t len, osp_buf *out);
/* A dictionary: colour spaces of groups, pictures and gradients, and the gradients' ends. */
bool drawing_ink_dictionary(const struct haru_ink *ink, const char *text, size_t len, osp_buf *out);
/* Inflates a stream. */
bool drawing_inflate(const char *bytes, size_t len, osp_buf *out);

#endif
