/* barcode.c - the bars of an ISBN (EAN-13, ISO/IEC 15420). */
/* SPDX-License-Identifier: Apache-2.0 */
#include "pdf.h"

enum { DIGITS = 13 };

/* Seven modules for each digit: as on the left with odd parity; the others follow from it. */
static const uint8_t odd[10] = { 0x0d, 0x19, 0x13, 0x3d, 0x23, 0x31, 0x2f, 0x3b, 0x37, 0x0b };
/* Which of the six digits on the left are even: that is the first digit. */
static const uint8_t evens[10] = { 0x00, 0x0b, 0x0d, 0x0e, 0x13, 0x19, 0x1c, 0x15, 0x16, 0x1a };

static unsigned reversed(unsigned bits) {
	unsigned out = 0;
	for (unsigned i = 0; i < 7; i++) {
		out |= (bits >> i & 1) << (6 - i);
	}
	return out;
}

static bool read_digits(const char *isbn, unsigned digits[DIGITS]) {
	unsigned count = 0, sum = 0;
	for (; *isbn != '\0'; isbn++) {
		if (*isbn == '-' || *isbn == ' ') {
			continue;
		}
		if (*isbn < '0' || *isbn > '9' || count == DIGITS) {
			return false;
		}
		digits[count] = (unsigned)(*isbn - '0');
		sum += digits[count] * (count % 2 == 0 ? 1 : 3);
		count++;
	}
	return count == DIGITS && sum % 10 == 0;
}

static void add(bool *modules, unsigned *at, unsigned bits, unsigned count) {
	while (count-- > 0) {
		modules[(*at)++] = (bits >> count & 1) != 0;
	}
}

bool pdf_barcode(const char *isbn, bool modules[PDF_BARCODE_MODULES]) {
	unsigned digits[DIGITS], at = 0;
	if (!read_digits(isbn, digits)) {
		return false;
	}
	add(modules, &at, 5, 3);
	for (unsigned i = 1; i < DIGITS; i++) {
		bool is_even = i <= 6 && (evens[digits[0]] >> (6 - i) & 1) != 0;
		unsigned right = ~(unsigned)odd[digits[i]] & 0x7f;
		add(modules, &at, i > 6 ? right : is_even ? reversed(right) : odd[digits[i]], 7);
		if (i == 6) {
			add(modules, &at, 10, 5);
		}
	}
	add(modules, &at, 5, 3);
	return true;
}
