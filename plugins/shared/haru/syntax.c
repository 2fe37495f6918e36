/* syntax.c - write numbers, strings and names as PDF has them. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/syntax.h"

#include <string.h>

static const char hex[] = "0123456789ABCDEF";

void haru_put_int(osp_buf *out, int64_t value) {
	char digits[24];
	char *at = digits + sizeof digits;
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	do {
		*--at = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest != 0);
	if (value < 0) {
		*--at = '-';
	}
	osp_buf_add(out, at, (size_t)(digits + sizeof digits - at));
}

void haru_put_hundredths(osp_buf *out, int64_t value) {
	if (value < 0) {
		osp_buf_putc(out, '-');
		value = -value;
	}
	int64_t whole = value / 100, rest = value % 100;
	if (whole != 0 || rest == 0) {
		haru_put_int(out, whole);
	}
	if (rest == 0) {
		return;
	}
	char decimals[3] = { '.', (char)('0' + rest / 10), (char)('0' + rest % 10) };
	osp_buf_add(out, decimals, rest % 10 == 0 ? 2 : 3);
}

void haru_put_thousandths(osp_buf *out, int64_t value) {
	if (value % 10 == 0) {
		haru_put_hundredths(out, value / 10);
		return;
	}
	if (value < 0) {
		osp_buf_putc(out, '-');
		value = -value;
	}
	if (value >= 1000) {
		haru_put_int(out, value / 1000);
	}
	char decimals[4] = { '.', (char)('0' + value / 100 % 10), (char)('0' + value / 10 % 10), (char)('0' + value % 10) };
	osp_buf_add(out, decimals, sizeof decimals);
}

int64_t haru_hundredths(int64_t length) {
	int64_t scaled = length * 100;
	return (scaled >= 0 ? scaled + OSP_POINT / 2 : scaled - OSP_POINT / 2) / OSP_POINT;
}

void haru_put_ref(osp_buf *out, uint32_t id) {
	osp_buf_putc(out, ' ');
	haru_put_int(out, id);
	osp_buf_puts(out, " 0 R");
}

void haru_put_bytes(osp_buf *out, const char *bytes, size_t len) {
	osp_buf_putc(out, '(');
	for (size_t i = 0; i < len; i++) {
		char c = bytes[i];
		if (c == '\r') { /* a bare one would be read as a line feed (7.3.4.2) */
			osp_buf_puts(out, "\\r");
			continue;
		}
		if (c == '(' || c == ')' || c == '\\') {
			osp_buf_putc(out, '\\');
		}
		osp_buf_putc(out, c);
	}
	osp_buf_putc(out, ')');
}

static bool is_plain_ascii(const char *text, size_t len) {
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		if ((c < 0x20 && c != '\n' && c != '\t') || c > 0x7e) {
			return false;
		}
	}
	return true;
}

static size_t utf16_units(uint32_t codepoint, uint32_t units[2]) {
	if (codepoint <= 0xffff) {
		units[0] = codepoint;
		return 1;
	}
	codepoint -= 0x10000;
	units[0] = 0xd800 + (codepoint >> 10);
	units[1] = 0xdc00 + (codepoint & 0x3ff);
	return 2;
}

void haru_put_utf16(osp_buf *out, const char *text, size_t len) {
	const char *end = text + len;
	while (text < end) {
		uint32_t units[2];
		size_t count = utf16_units(osp_utf8_next(&text, end), units);
		for (size_t i = 0; i < count; i++) {
			char digits[4] = { hex[units[i] >> 12], hex[units[i] >> 8 & 15], hex[units[i] >> 4 & 15], hex[units[i] & 15] };
			osp_buf_add(out, digits, 4);
		}
	}
}

void haru_put_utf16_bytes(osp_buf *out, const char *text, size_t len) {
	const char *end = text + len;
	osp_buf_add(out, "\xfe\xff", 2);
	while (text < end) {
		uint32_t units[2];
		size_t count = utf16_units(osp_utf8_next(&text, end), units);
		for (size_t i = 0; i < count; i++) {
			char bytes[2] = { (char)(units[i] >> 8), (char)units[i] };
			osp_buf_add(out, bytes, 2);
		}
	}
}

void haru_put_text(osp_buf *out, const char *text, size_t len) {
	if (is_plain_ascii(text, len)) {
		haru_put_bytes(out, text, len);
		return;
	}
	osp_buf_puts(out, "<FEFF");
	haru_put_utf16(out, text, len);
	osp_buf_putc(out, '>');
}

void haru_put_name(osp_buf *out, const char *name) {
	osp_buf_putc(out, '/');
	for (; *name != '\0'; name++) {
		unsigned char c = (unsigned char)*name;
		if (c > 0x20 && c < 0x7f && strchr("()<>[]{}/%#", c) == NULL) {
			osp_buf_putc(out, (char)c);
			continue;
		}
		char escaped[3] = { '#', hex[c >> 4], hex[c & 15] };
		osp_buf_add(out, escaped, 3);
	}
}

void haru_put_channel(osp_buf *out, uint32_t value) {
	uint32_t thousandths = (value * 1000 + 127) / 255;
	if (thousandths == 1000 || thousandths == 0) {
		osp_buf_putc(out, thousandths == 0 ? '0' : '1');
	} else {
		char digits[4] = { '.', (char)('0' + thousandths / 100), (char)('0' + thousandths / 10 % 10), (char)('0' + thousandths % 10) };
		osp_buf_add(out, digits, thousandths % 10 != 0 ? 4 : thousandths % 100 != 0 ? 3 : 2);
	}
	osp_buf_putc(out, ' ');
}

void haru_put_fill(osp_buf *out, osp_color color) {
	uint32_t red = color >> 24, green = color >> 16 & 255, blue = color >> 8 & 255;
	haru_put_channel(out, red);
	if (red == green && green == blue) {
		osp_buf_puts(out, "g\n");
		return;
	}
	haru_put_channel(out, green);
	haru_put_channel(out, blue);
	osp_buf_puts(out, "rg\n");
}
