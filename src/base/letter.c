/* letter.c - what CSS takes for the first letter of a text. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <ospopress/text.h>

#include <unicode/ubrk.h>
#include <unicode/ustring.h>

enum { CLUSTER_MAX = 64 }; /* UTF-16 units that one character may be made of */

static size_t skip_white(const char *text, size_t len)
{
	const char *at = text, *end = text + len;
	while (at < end) {
		const char *here = at;
		uint32_t c = osp_utf8_next(&at, end);
		if (!osp_char_is_space(c) && u_charType((UChar32)c) != U_CONTROL_CHAR && u_charType((UChar32)c) != U_FORMAT_CHAR) {
			return (size_t)(here - text);
		}
	}
	return len;
}

/* Behind the marks that stand before a letter, and the spaces between them and it; `ret_marks`: where the last mark ends. */
static size_t skip_opening(const char *text, size_t at, size_t len, size_t *ret_marks)
{
	size_t begin = *ret_marks = at;
	for (const char *next = text + at; at < len; at = (size_t)(next - text)) {
		uint32_t c = osp_utf8_next(&next, text + len);
		if ((U_GET_GC_MASK((UChar32)c) & U_GC_P_MASK) != 0) {
			*ret_marks = (size_t)(next - text);
		} else if (!osp_char_is_space(c) || *ret_marks == begin) {
			break;
		}
	}
	return at;
}

/* What opens, and a dash, belong to what follows: they are none of the marks behind the letter. */
static size_t skip_closing(const char *text, size_t at, size_t len)
{
	const uint32_t closing = U_GC_P_MASK & ~(uint32_t)(U_GC_PS_MASK | U_GC_PI_MASK | U_GC_PD_MASK);
	for (const char *next = text + at; at < len; at = (size_t)(next - text)) {
		if ((U_GET_GC_MASK((UChar32)osp_utf8_next(&next, text + len)) & closing) == 0) {
			break;
		}
	}
	return at;
}

/* One character as readers see it, with its accents (UAX 29). */
static size_t skip_cluster(const char *text, size_t at, size_t len)
{
	UChar units[CLUSTER_MAX];
	int32_t count = 0;
	UErrorCode status = U_ZERO_ERROR;
	for (const char *next = text + at; next < text + len && count < CLUSTER_MAX - 1;) {
		uint32_t c = osp_utf8_next(&next, text + len);
		U16_APPEND_UNSAFE(units, count, c);
	}
	UBreakIterator *clusters = ubrk_open(UBRK_CHARACTER, "en", units, count, &status);
	int32_t units_end = U_SUCCESS(status) ? ubrk_following(clusters, 0) : count;
	ubrk_close(clusters);
	const char *next = text + at;
	for (int32_t unit = 0; unit < units_end && next < text + len;) {
		unit += U16_LENGTH(osp_utf8_next(&next, text + len));
	}
	return (size_t)(next - text);
}

size_t osp_utf8_first_letter(const char *text, size_t len, size_t *ret_begin, bool *ret_is_whole)
{
	*ret_begin = skip_white(text, len);
	size_t marks, letter = skip_opening(text, *ret_begin, len, &marks);
	*ret_is_whole = letter < len;
	if (!*ret_is_whole) {
		return marks > *ret_begin ? marks : 0;
	}
	return skip_closing(text, skip_cluster(text, letter, len), len);
}
