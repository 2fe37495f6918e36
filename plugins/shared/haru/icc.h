/* icc.h - put a colour profile together, tag by tag. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_ICC_H
#define HARU_ICC_H

#include <ospopress/output.h>

enum { ICC_MAX_TAGS = 16 };

/* D50 with 16 binary places: the white of all profiles (ICC.1, 7.2.16). */
enum { ICC_D50_X = 0xf6d6, ICC_D50_Y = 0x10000, ICC_D50_Z = 0xd32d };

/* A profile that is being made. Tags lie behind one another, each begins at a multiple of four bytes. */
struct icc {
	osp_buf data;
	struct { const char *name; size_t first, len; } tags[ICC_MAX_TAGS];
	unsigned count;
};

void icc_put8(osp_buf *out, unsigned value);
void icc_put16(osp_buf *out, unsigned value);
void icc_put32(osp_buf *out, uint32_t value);
/* A signature of four letters. */
void icc_put_name(osp_buf *out, const char *name);

/* Begins a tag; what is put into icc->data belongs to it, up to the next. */
void icc_begin(struct icc *icc, const char *name);
/* Another name for the tag that was made last. */
void icc_again(struct icc *icc, const char *name);
/* A text in English (10.13); numbers with 16 binary places (10.18, 10.27); sRGB's curve (10.15). */
void icc_put_words(osp_buf *out, const char *words);
void icc_put_numbers(osp_buf *out, const char *type, const uint32_t *numbers, size_t count);
void icc_put_srgb_curve(osp_buf *out);

/* The whole profile: `kinds` are class, colour space and connection space ("mntrRGB XYZ "). `icc` is empty again. */
void icc_finish(struct icc *icc, const char *kinds, osp_buf *out);

#endif
