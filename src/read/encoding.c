/* encoding.c - find out how a file is encoded and make it UTF-8. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "read/text.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>

/* Bytes that are no UTF-8, and those multi-byte characters that are. */
struct tally { size_t wrong, right; };

static bool is_continuation(unsigned char byte)
{
	return (byte & 0xC0) == 0x80;
}

/* Three bytes that need no look at what they stand for: nearly all of Chinese, and the marks of full width. */
static inline bool is_common(const unsigned char *at, const unsigned char *end)
{
	return osp_utf8_is_three((const char *)at, (const char *)end) ||
		(end - at >= 3 && at[0] == 0xEF && at[1] == 0xBC && is_continuation(at[2]));
}

/* The length of the UTF-8 sequence at `at` (Unicode table 3-7), 0 when there is none. */
static size_t sequence(const unsigned char *at, const unsigned char *end)
{
	if (*at < 0x80) {
		return 1;
	}
	if (is_common(at, end)) {
		return 3;
	}
	size_t len = *at >= 0xC2 && *at <= 0xDF ? 2 : (*at & 0xF0) == 0xE0 ? 3 : *at >= 0xF0 && *at <= 0xF4 ? 4 : 0;
	if (len == 0 || (size_t)(end - at) < len) {
		return 0;
	}
	for (size_t i = 1; i < len; i++) {
		if (!is_continuation(at[i])) {
			return 0;
		}
	}
	bool wrong = (at[0] == 0xE0 && at[1] < 0xA0) || (at[0] == 0xED && at[1] > 0x9F) || (at[0] == 0xF0 && at[1] < 0x90) ||
		(at[0] == 0xF4 && at[1] > 0x8F);
	return wrong ? 0 : len;
}

static struct tally count_utf8(const char *bytes, size_t len)
{
	struct tally tally = { 0, 0 };
	const unsigned char *at = (const unsigned char *)bytes, *end = at + len;
	while (at < end) {
		if (*at < 0x80) {
			at++;
			continue;
		}
		size_t step = sequence(at, end);
		tally.wrong += step == 0;
		tally.right += step > 1;
		at += step > 0 ? step : 1;
	}
	return tally;
}

/* Converts strictly: false when a byte has no meaning in this encoding. */
static bool convert(const char *name, const char *bytes, size_t len, osp_buf *out)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(name, &status);
	if (U_FAILURE(status)) {
		return false;
	}
	ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
	UChar units[2048];
	const char *at = bytes, *end = bytes + len;
	uint32_t high = 0;
	do {
		UChar *to = units;
		status = U_ZERO_ERROR;
		ucnv_toUnicode(converter, &to, units + sizeof units / sizeof *units, &at, end, NULL, true, &status);
		for (const UChar *unit = units; unit < to; unit++) {
			if (U16_IS_LEAD(*unit)) {
				high = *unit;
				continue;
			}
			osp_buf_put_codepoint(out, U16_IS_TRAIL(*unit) && high != 0 ? (uint32_t)U16_GET_SUPPLEMENTARY(high, *unit) : *unit);
			high = 0;
		}
	} while (status == U_BUFFER_OVERFLOW_ERROR);
	ucnv_close(converter);
	return U_SUCCESS(status);
}

/* Read as GB18030, is it Chinese? Nearly every row of bytes means something there, so ask for Han. */
static bool is_chinese(const osp_buf *text)
{
	size_t han = 0, other = 0;
	const char *at = text->data, *end = at + text->len;
	while (at < end) {
		uint32_t c = osp_utf8_next(&at, end);
		bool common = (c >= 0x4E00 && c <= 0x9FA5) || (c >= 0x2010 && c <= 0x2027) || (c >= 0x3000 && c <= 0x3017) ||
			(c >= 0xFF01 && c <= 0xFF5E);
		han += common;
		other += c >= 0x80 && !common;
	}
	return han > 4 * other;
}

/* Without a byte order mark: every other byte of Latin text is zero. */
static const char *guess_utf16(const char *bytes, size_t len)
{
	size_t zeros[2] = { 0, 0 }, limit = len < 4096 ? len : 4096;
	for (size_t i = 0; i < limit; i++) {
		zeros[i % 2] += bytes[i] == '\0';
	}
	if (len < 4 || len % 2 != 0) {
		return NULL;
	}
	return zeros[1] * 4 > limit && zeros[0] * 8 < limit ? "UTF-16LE" : zeros[0] * 4 > limit && zeros[1] * 8 < limit ? "UTF-16BE" : NULL;
}

static const char *marked_utf16(const char *bytes, size_t len)
{
	if (len < 2 || len % 2 != 0) {
		return NULL;
	}
	return memcmp(bytes, "\xFF\xFE", 2) == 0 ? "UTF-16LE" : memcmp(bytes, "\xFE\xFF", 2) == 0 ? "UTF-16BE" : NULL;
}

/* Line and column of a byte of the text, counted from its beginning: asked once for what is wrong with it. */
static osp_place place_of(const unsigned char *begin, const unsigned char *here, const unsigned char *end)
{
	osp_place place = { 0, 1, 1 };
	for (const unsigned char *at = begin; at < here;) {
		size_t step = sequence(at, end);
		bool ends_line = *at == '\n' || *at == '\r';
		step += *at == '\r' && at + 1 < end && at[1] == '\n';
		place.line += ends_line;
		place.column = ends_line ? 1 : place.column + 1;
		at += step > 0 ? step : 1;
	}
	return place;
}

static bool is_noncharacter(uint32_t c)
{
	return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

/* XML 1.0 (2.2) has no place for control characters, and no reader sees them. */
static bool is_control(uint32_t c)
{
	return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0);
}

/* Nearly everything: what is no carriage return, control character, noncharacter or broken. Returns where it ends. */
static const unsigned char *skip_plain(const unsigned char *at, const unsigned char *end)
{
	while (at < end) {
		if (is_common(at, end)) {
			at += 3;
		} else if ((*at >= 0x20 && *at < 0x7F) || *at == '\n' || *at == '\t') {
			at++;
		} else {
			break;
		}
	}
	return at;
}

/* Line ends, zeros, broken bytes and control characters. */
static void clean(const char *bytes, size_t len, struct read_decoded *ret)
{
	const unsigned char *begin = (const unsigned char *)bytes, *at = begin, *end = at + len;
	while (at < end) {
		const unsigned char *first = at;
		at = skip_plain(at, end);
		osp_buf_add(&ret->text, first, (size_t)(at - first));
		if (at == end) {
			break;
		}
		size_t step = sequence(at, end);
		const char *next = (const char *)at;
		uint32_t c = step == 0 ? 0 : osp_utf8_next(&next, (const char *)end);
		if (c == '\r') {
			step += at + 1 < end && at[1] == '\n';
			osp_buf_putc(&ret->text, '\n');
		} else if (c == 0 || is_noncharacter(c)) {
			ret->bad = ret->bad.line == 0 ? place_of(begin, at, end) : ret->bad;
			osp_buf_put_codepoint(&ret->text, 0xFFFD);
		} else if (is_control(c)) {
			ret->control = ret->control.line == 0 ? place_of(begin, at, end) : ret->control;
			if (c == '\v' || c == '\f' || c == 0x85) {
				osp_buf_putc(&ret->text, ' ');
			}
		} else {
			osp_buf_add(&ret->text, at, step);
		}
		at += step > 0 ? step : 1;
	}
}

void read_decode(const char *bytes, size_t len, struct read_decoded *ret)
{
	osp_buf converted = OSP_BUF_INIT;
	*ret = (struct read_decoded){ .text = OSP_BUF_INIT };
	const char *utf16 = marked_utf16(bytes, len);
	size_t mark = utf16 != NULL ? 2 : 0;
	utf16 = utf16 != NULL ? utf16 : guess_utf16(bytes, len);
	if (utf16 == NULL && (len < 3 || memcmp(bytes, "\xEF\xBB\xBF", 3) != 0)) {
		clean(bytes, len, ret);
		if (ret->bad.line == 0) {
			return; /* mostly: UTF-8 without a flaw needs no second look */
		}
		osp_buf_done(&ret->text);
		*ret = (struct read_decoded){ .text = OSP_BUF_INIT };
	}
	struct tally tally = count_utf8(bytes, len);
	if (utf16 != NULL && convert(utf16, bytes + mark, len - mark, &converted)) {
		ret->encoding = utf16;
	} else if (tally.wrong > 0 && tally.right <= 4 * tally.wrong) {
		osp_buf_clear(&converted);
		ret->encoding = convert("GB18030", bytes, len, &converted) && is_chinese(&converted) ? "GB18030" : NULL;
	}
	bytes = ret->encoding != NULL && converted.data != NULL ? converted.data : bytes;
	len = ret->encoding != NULL ? converted.len : len;
	if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
		bytes += 3;
		len -= 3;
	}
	clean(bytes, len, ret);
	osp_buf_done(&converted);
}
