/* ink.h - what colours become on their way into the file: light, one ink, or four. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_INK_H
#define HARU_INK_H

#include <ospopress/pages.h>

#include "haru/haru.h"

/*
 * Pages and pictures come as sRGB. A file for the screen keeps them; a file for
 * paper has the inks of its press. Greys of text, rules and boxes, black among
 * them, are always black ink alone: three inks never lie exactly on one another,
 * and letters would have coloured edges. Pictures take all four.
 *
 * NULL stands for the screen wherever a `const struct haru_ink *` is wanted.
 */
enum haru_ink_kind { HARU_SCREEN, HARU_GRAY, HARU_CMYK };
struct haru_ink;

/* `profile`: path of an ICC profile of the press, GRAY or CMYK as the kind; "" = ours (profile.h). NULL when it can't be used: *ret_why says
 * so in English. */
struct haru_ink *haru_ink_open(enum haru_ink_kind kind, const char *profile, const char **ret_why);
/* NULL is fine. */
void haru_ink_close(struct haru_ink *ink);

/* "DeviceRGB", "DeviceGray", "DeviceCMYK"; and how many bytes a pixel has there. */
const char *haru_ink_space(const struct haru_ink *ink);
unsigned haru_ink_channels(const struct haru_ink *ink);

/* The operator that sets the colour of fills: ".502 0 0 rg", "0 0 0 1 k". `color`'s alpha is not looked at. */
void haru_ink_put_fill(const struct haru_ink *ink, osp_buf *out, osp_color color);
/* A row of pixels: `from` has 3 bytes for each, `to` as many as the inks. */
void haru_ink_convert(const struct haru_ink *ink, const uint8_t *from, size_t count, uint8_t *to);

/* The profile of the press as a stream of the file, and what it is called. Not for the screen. */
haru_id haru_ink_put_profile(const struct haru_ink *ink, struct haru *haru);
void haru_ink_put_condition(const struct haru_ink *ink, osp_buf *out);

#endif
