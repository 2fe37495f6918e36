/* icc.c - put a colour profile together, tag by tag. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/icc.h"

#include <string.h>

enum { HEADER = 128, ENTRY = 12 };

void icc_put8(osp_buf *out, unsigned value) {
	osp_buf_putc(out, (char)value);
}

void icc_put16(osp_buf *out, unsigned value) {
	icc_put8(out, value >> 8);
	icc_put8(out, value & 255);
}

void icc_put32(osp_buf *out, uint32_t value) {
	icc_put16(out, value >> 16);
	icc_put16(out, value & 0xffff);
}

void icc_put_name(osp_buf *out, const char *name) {
	osp_buf_add(out, name, 4);
}

static void end_tag(struct icc *icc) {
	if (icc->count == 0) {
		return;
	}
	while (icc->data.len % 4 != 0) {
		icc_put8(&icc->data, 0);
	}
	size_t first = icc->tags[icc->count - 1].first;
	for (unsigned i = icc->count; i > 0 && icc->tags[i - 1].first == first; i--) {
		icc->tags[i - 1].len = icc->data.len - first;
	}
}

void icc_begin(struct icc *icc, const char *name) {
	end_tag(icc);
	icc->tags[icc->count].name = name;
	icc->tags[icc->count++].first = icc->data.len;
}

void icc_again(struct icc *icc, const char *name) {
	icc->tags[icc->count] = icc->tags[icc->count - 1];
	icc->tags[icc->count++].name = name;
}

void icc_put_numbers(osp_buf *out, const char *type, const uint32_t *numbers, size_t count) {
	icc_put_name(out, type);
	icc_put32(out, 0);
	for (size_t i = 0; i < count; i++) {
		icc_put32(out, numbers[i]);
	}
}

void icc_put_words(osp_buf *out, const char *words) {
	size_t len = strlen(words);
	static const char head[] = "mluc\0\0\0\0\0\0\0\1\0\0\0\14enUS";
	osp_buf_add(out, head, sizeof head - 1);
	icc_put32(out, (uint32_t)(2 * len));
	icc_put32(out, sizeof head - 1 + 8);
	for (size_t i = 0; i < len; i++) {
		icc_put16(out, (unsigned char)words[i]);
	}
}

/* Y = (aX + b)^2.4 from d on, cX below (10.15, function 3). */
void icc_put_srgb_curve(osp_buf *out) {
	icc_put_name(out, "para");
	icc_put32(out, 0);
	icc_put32(out, 3 << 16);
	static const uint32_t formula[] = { 0x26666, 0xf2a7, 0xd59, 0x13d0, 0xa5b };
	for (size_t i = 0; i < sizeof formula / sizeof *formula; i++) {
		icc_put32(out, formula[i]);
	}
}

/* Version 4.2 (ICC.1:2004-10), the one that PDF 1.7 names. */
static void put_header(osp_buf *out, const char *kinds, size_t size) {
	icc_put32(out, (uint32_t)size);
	icc_put32(out, 0);
	icc_put32(out, 0x04200000);
	osp_buf_puts(out, kinds);
	static const unsigned made[6] = { 2026, 1, 1, 0, 0, 0 };
	for (unsigned i = 0; i < 6; i++) {
		icc_put16(out, made[i]);
	}
	icc_put_name(out, "acsp");
	for (unsigned at = 40; at < 68; at += 4) {
		icc_put32(out, 0);
	}
	icc_put32(out, ICC_D50_X);
	icc_put32(out, ICC_D50_Y);
	icc_put32(out, ICC_D50_Z);
	while (out->len < HEADER) {
		icc_put8(out, 0);
	}
}

void icc_finish(struct icc *icc, const char *kinds, osp_buf *out) {
	end_tag(icc);
	size_t table = HEADER + 4 + (size_t)icc->count * ENTRY;
	put_header(out, kinds, table + icc->data.len);
	icc_put32(out, icc->count);
	for (unsigned i = 0; i < icc->count; i++) {
		icc_put_name(out, icc->tags[i].name);
		icc_put32(out, (uint32_t)(table + icc->tags[i].first));
		icc_put32(out, (uint32_t)icc->tags[i].len);
	}
	osp_buf_add(out, icc->data.data, icc->data.len);
	osp_buf_done(&icc->data);
	*icc = (struct icc){ 0 };
}
