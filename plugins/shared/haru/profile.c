/* profile.c - say what RGB and grey mean, by profiles made from sRGB's definition. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/profile.h"

#include "haru/icc.h"

static const uint32_t white[] = { ICC_D50_X, ICC_D50_Y, ICC_D50_Z };

static void begin(struct icc *icc, const char *name) {
	icc_begin(icc, "desc");
	icc_put_words(&icc->data, name);
	icc_begin(icc, "cprt");
	icc_put_words(&icc->data, "No copyright, use freely");
	icc_begin(icc, "wtpt");
	icc_put_numbers(&icc->data, "XYZ ", white, 3);
}

/*
 * The primaries of IEC 61966-2-1, brought from D65 to D50 by Bradford's matrix
 * and rounded so that they add up to white, and its curve as a formula: 500 bytes.
 */
void haru_srgb_make(osp_buf *out) {
	static const uint32_t adaptation[] = { 0x10c42, 0x5de, 0xfffff325, 0x793, 0xfd90, 0xfffffba1, 0xfffffda2, 0x3dc, 0xc06e };
	static const uint32_t primaries[3][3] = { { 0x6fa0, 0x38f5, 0x390 }, { 0x6297, 0xb787, 0x18da }, { 0x249f, 0xf84, 0xb6c3 } };
	static const char *const names[] = { "rXYZ", "gXYZ", "bXYZ" };
	struct icc icc = { 0 };
	begin(&icc, "sRGB IEC61966-2.1");
	icc_begin(&icc, "chad");
	icc_put_numbers(&icc.data, "sf32", adaptation, 9);
	for (unsigned i = 0; i < 3; i++) {
		icc_begin(&icc, names[i]);
		icc_put_numbers(&icc.data, "XYZ ", primaries[i], 3);
	}
	icc_begin(&icc, "rTRC");
	icc_put_srgb_curve(&icc.data);
	icc_again(&icc, "gTRC");
	icc_again(&icc, "bTRC");
	icc_finish(&icc, "mntrRGB XYZ ", out);
}

void haru_gray_make(osp_buf *out) {
	struct icc icc = { 0 };
	begin(&icc, "ospopress black ink");
	icc_begin(&icc, "kTRC");
	icc_put_srgb_curve(&icc.data);
	icc_finish(&icc, "prtrGRAYXYZ ", out);
}
