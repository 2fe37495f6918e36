/* unicode.c - UTF-8 and the few classes of characters that every room asks for. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <ospopress/text.h>

#include <string.h>

#include <unicode/uchar.h>

static bool is_continuation(const char *at, const char *end)
{
	return at < end && ((unsigned char)*at & 0xC0) == 0x80;
}

/* Length and least value of the sequence that a lead byte opens (Unicode 15, table 3-7); 0 if it opens none. */
static int sequence_length(unsigned char lead, uint32_t *ret_bits, uint32_t *ret_least)
{
	if (lead >= 0xC2 && lead <= 0xDF) {
		*ret_bits = lead & 0x1FU;
		*ret_least = 0x80;
		return 2;
	}
	if (lead >= 0xE0 && lead <= 0xEF) {
		*ret_bits = lead & 0x0FU;
		*ret_least = 0x800;
		return 3;
	}
	if (lead >= 0xF0 && lead <= 0xF4) {
		*ret_bits = lead & 0x07U;
		*ret_least = 0x10000;
		return 4;
	}
	return 0;
}

uint32_t osp_utf8_next(const char **at, const char *end)
{
	const char *p = *at;
	unsigned char lead = (unsigned char)*p++;
	*at = p;
	if (lead < 0x80) {
		return lead;
	}
	if (osp_utf8_is_three(p - 1, end)) {
		*at = p + 2;
		return osp_utf8_three(p - 1);
	}
	uint32_t codepoint = 0, least = 0;
	int length = sequence_length(lead, &codepoint, &least);
	for (int i = 1; i < length; i++, p++) {
		if (!is_continuation(p, end)) {
			return 0xFFFD;
		}
		codepoint = codepoint << 6 | ((unsigned char)*p & 0x3FU);
	}
	if (length == 0 || codepoint < least || codepoint > 0x10FFFF || (codepoint >= 0xD800 && codepoint <= 0xDFFF)) {
		return 0xFFFD;
	}
	*at = p;
	return codepoint;
}

size_t osp_utf8_encode(uint32_t c, char bytes[4])
{
	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
		c = 0xFFFD;
	}
	if (c < 0x80) {
		bytes[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		bytes[0] = (char)(0xC0 | c >> 6);
		bytes[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		bytes[0] = (char)(0xE0 | c >> 12);
		bytes[1] = (char)(0x80 | (c >> 6 & 0x3F));
		bytes[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	bytes[0] = (char)(0xF0 | c >> 18);
	bytes[1] = (char)(0x80 | (c >> 12 & 0x3F));
	bytes[2] = (char)(0x80 | (c >> 6 & 0x3F));
	bytes[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

size_t osp_utf8_count(const char *text, size_t len)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	size_t continuing = 0, i = 0;
	for (; len - i >= 8; i += 8) {
		uint64_t eight;
		memcpy(&eight, text + i, sizeof(eight));
		continuing += ((eight >> 7 & ~(eight >> 6)) & ones) * ones >> 56;
	}
	for (; i < len; i++) {
		continuing += ((unsigned char)text[i] & 0xC0) == 0x80;
	}
	return len - continuing;
}

bool osp_char_is_han(uint32_t c)
{
	if (c < 0x2E80) {
		return false;
	}
	if (c >= 0x4E00 && c <= 0x9FFF) {
		return true;
	}
	return (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0x3005 && c <= 0x3007) || (c >= 0x3021 && c <= 0x3029) ||
	       (c >= 0x3031 && c <= 0x3035) || (c >= 0x3038 && c <= 0x303C) || (c >= 0x3041 && c <= 0x3096) ||
	       (c >= 0x309D && c <= 0x309F) || (c >= 0x30A1 && c <= 0x30FA) || (c >= 0x30FC && c <= 0x30FF) ||
	       (c >= 0x3105 && c <= 0x312F) || (c >= 0x31A0 && c <= 0x31FF) || (c >= 0x3220 && c <= 0x33FF) ||
	       (c >= 0x3400 && c <= 0x4DBF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

bool osp_char_is_cjk_mark(uint32_t c)
{
	switch (c) {
	case 0x00B7: case 0x2014: case 0x2018: case 0x2019: case 0x201C: case 0x201D: case 0x2026: case 0x2027: case 0x22EF:
	case 0x2E3A: case 0x2E3B: case 0x30FB:
		return true;
	default:
		return (c >= 0x3001 && c <= 0x3003) || (c >= 0x3008 && c <= 0x3011) || (c >= 0x3014 && c <= 0x301F) ||
		       (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) || (c >= 0xFF3B && c <= 0xFF3D) ||
		       (c >= 0xFF5B && c <= 0xFF65) || c == 0xFFE5;
	}
}

bool osp_char_is_space(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
	       c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

int osp_char_columns(uint32_t c)
{
	if (c < 0x20 || c == 0x200B || c == 0xFEFF) {
		return 0;
	}
	if (c < 0x300) {
		return 1;
	}
	int8_t type = u_charType((UChar32)c);
	if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) {
		return 0;
	}
	int width = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
	return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}
