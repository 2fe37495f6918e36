/* barcode.c - the bars of an EAN-13 with the number below them (GB/T 12904, GB/T 12906 for books). */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/painter.h"

#include <string.h>

/*
 * 95 modules of 0.33 mm, between quiet zones of 11 and 7: bars of 22.85 mm, and
 * those of the guards five modules longer. The digits stand below their bars,
 * the first one in the quiet zone on the left. Readers of the page hear the
 * number from the text beside it, so all of this is bare ink.
 */
enum {
	MODULE = 958,                  /* 0.33 mm in 1/1024 pt */
	BARS = 66326,                  /* 22.85 mm */
	QUIET_LEFT = 11, QUIET_RIGHT = 7, MODULES = 95, GUARD_DROP = 5, DIGIT_MODULES = 7,
	DIGITS_HEIGHT = 10 * OSP_POINT, DIGIT_SIZE = 9 * OSP_POINT
};

static bool is_ean(const char *digits)
{
	return digits != NULL && strlen(digits) == 13 && strspn(digits, "0123456789") == 13;
}

bool barcode_open(const osp_node *node, struct picture *picture)
{
	const char *digits = osp_node_attr(node, "data-ean");
	if (!is_ean(digits)) {
		return false;
	}
	picture->barcode = digits;
	picture->width = (QUIET_LEFT + MODULES + QUIET_RIGHT) * MODULE;
	picture->height = BARS + DIGITS_HEIGHT;
	return true;
}

/* One digit as seven modules, the first in the highest bit. Set B is C read backwards, C is A with bars and spaces changed. */
static unsigned modules_of(unsigned digit, char set)
{
	static const unsigned char a[10] = { 0x0D, 0x19, 0x13, 0x3D, 0x23, 0x31, 0x2F, 0x3B, 0x37, 0x0B };
	unsigned right = ~(unsigned)a[digit] & 0x7F, turned = 0;
	if (set == 'A') {
		return a[digit];
	}
	if (set == 'C') {
		return right;
	}
	for (int i = 0; i < DIGIT_MODULES; i++) {
		turned |= (right >> i & 1) << (DIGIT_MODULES - 1 - i);
	}
	return turned;
}

/* The first digit is written in how the next six are. */
static const char *sets_of(char first)
{
	static const char *const sets[10] = { "AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA" };
	return sets[first - '0'];
}

void barcode_bits(const char *digits, char bits[MODULES + 1])
{
	char *at = bits;
	const char *sets = sets_of(digits[0]);
	memcpy(at, "101", 3);
	at += 3;
	for (int i = 1; i < 13; i++) {
		unsigned modules = modules_of((unsigned)(digits[i] - '0'), i <= 6 ? sets[i - 1] : 'C');
		for (int bit = DIGIT_MODULES - 1; bit >= 0; bit--) {
			*at++ = (char)('0' + (modules >> bit & 1));
		}
		if (i == 6) {
			memcpy(at, "01010", 5);
			at += 5;
		}
	}
	memcpy(at, "101", 4);
}

static bool is_guard(int module)
{
	return module < 3 || module >= MODULES - 3 || (module >= 45 && module < 50);
}

static void draw_bars(struct painter *painter, const char *bits, osp_len x, osp_len y)
{
	for (int from = 0, to; from < MODULES; from = to) {
		for (to = from + 1; to < MODULES && bits[to] == bits[from] && is_guard(to) == is_guard(from);) {
			to++;
		}
		if (bits[from] == '1') {
			painter_rect(painter, x + from * MODULE, y, (to - from) * MODULE, BARS + (is_guard(from) ? GUARD_DROP * MODULE : 0), 0x000000ff);
		}
	}
}

static void draw_digit(struct painter *painter, const struct computed *style, char digit, osp_len left, osp_len baseline)
{
	const struct piece_layout *piece = painter->piece;
	const char text[2] = { digit, '\0' };
	osp_len width = text_line(piece->layout, piece->arena, style, "en", text, 0, 0, NULL);
	text_line(piece->layout, piece->arena, style, "en", text, left + (DIGIT_MODULES * MODULE - width) / 2, baseline, &painter->list);
}

void barcode_draw(struct painter *painter, const struct picture *picture, osp_len x, osp_len y)
{
	char bits[MODULES + 1];
	const char *digits = picture->barcode;
	struct computed style = *picture->style;
	osp_len left = x + QUIET_LEFT * MODULE, baseline = y + picture->height - DIGITS_HEIGHT / 5;
	style.font_size = DIGIT_SIZE;
	barcode_bits(digits, bits);
	painter_artifact(painter, true);
	draw_bars(painter, bits, left, y);
	draw_digit(painter, &style, digits[0], left - (DIGIT_MODULES + 2) * MODULE, baseline);
	for (int i = 1; i < 13; i++) {
		int module = 3 + (i - 1) * DIGIT_MODULES + (i > 6 ? 5 : 0);
		draw_digit(painter, &style, digits[i], left + module * MODULE, baseline);
	}
	painter_artifact(painter, false);
}
