/* qr.c - draw QR codes as boxes. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <qrencode.h>

#include "edition.h"

enum { QUIET = 4 /* modules, ISO/IEC 18004, 6.3.8 */ };

/* The smallest code that holds the text, with the best correction that makes it no larger. */
static QRcode *encode(const char *text) {
	static const QRecLevel levels[] = { QR_ECLEVEL_M, QR_ECLEVEL_Q, QR_ECLEVEL_H };
	QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_L, QR_MODE_8, 1);
	for (unsigned i = 0; code != NULL && i < sizeof levels / sizeof *levels; i++) {
		QRcode *better = QRcode_encodeString(text, code->version, levels[i], QR_MODE_8, 1);
		if (better == NULL || better->version > code->version) {
			QRcode_free(better);
			break;
		}
		QRcode_free(code);
		code = better;
	}
	return code;
}

osp_len qr_measure(const char *text, osp_len module) {
	QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_L, QR_MODE_8, 1);
	osp_len side = code == NULL ? 0 : (code->width + 2 * QUIET) * module;
	QRcode_free(code);
	return side;
}

/* Dark modules beside one another make one box, on whole hundredths of a point, so that none is wider than the others. */
osp_len qr_draw(struct drawing *drawing, const char *text, osp_len module, osp_len x, osp_len y) {
	QRcode *code = encode(text);
	if (code == NULL) {
		return 0;
	}
	int width = code->width;
	for (int row = 0; row < width; row++) {
		for (int from = 0, to; from < width; from = to) {
			for (to = from + 1; to < width && (code->data[row * width + to] & 1) == (code->data[row * width + from] & 1); to++) {
			}
			if ((code->data[row * width + from] & 1) != 0) {
				drawing_rect(drawing, x + (QUIET + from) * module, y + (QUIET + row) * module, (to - from) * module, module, 0x000000ff);
			}
		}
	}
	QRcode_free(code);
	return (width + 2 * QUIET) * module;
}
