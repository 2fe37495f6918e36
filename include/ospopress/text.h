/* text.h - UTF-8 text: decode it, ask what a character is, build strings. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OSPOPRESS_TEXT_H
#define OSPOPRESS_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef OSP_API
#define OSP_API __attribute__((visibility("default")))
#endif
#define OSP_PRINTF(format_at, first_at) __attribute__((format(printf, format_at, first_at)))

/*
 * All text that ospopress hands out is valid UTF-8 and ends with a NUL that is
 * not counted; no text contains a NUL (readers turn it into U+FFFD).
 *
 * A buffer grows as needed and always holds a terminated string: `data` is
 * never NULL once something was added, and `data[len] == '\0'`. It lives on
 * the heap: whoever declares one ends it with osp_buf_done().
 *
 *     osp_buf out = OSP_BUF_INIT;
 *     osp_buf_puts(&out, "<p>");
 *     osp_buf_printf(&out, "%d", 7);
 *     ... out.data, out.len ...
 *     osp_buf_done(&out);
 *
 * Running out of memory ends the program with one line: ospopress is a batch
 * tool, and no caller could do better.
 */
typedef struct osp_buf {
	char *data;
	size_t len;
	size_t capacity;
} osp_buf;

#define OSP_BUF_INIT { NULL, 0, 0 }

OSP_API void osp_buf_add(osp_buf *buf, const void *bytes, size_t len);
OSP_API void osp_buf_puts(osp_buf *buf, const char *text);
OSP_API void osp_buf_putc(osp_buf *buf, char c);
/* Appends one code point as UTF-8; anything that is no scalar value becomes U+FFFD. */
OSP_API void osp_buf_put_codepoint(osp_buf *buf, uint32_t codepoint);
/* As printf, but without reals: their decimal mark depends on the locale. */
OSP_API void osp_buf_printf(osp_buf *buf, const char *format, ...) OSP_PRINTF(2, 3);
/* Empties the buffer and keeps its memory. */
OSP_API void osp_buf_clear(osp_buf *buf);
/* Shortens to `len` bytes; a larger `len` changes nothing. */
OSP_API void osp_buf_truncate(osp_buf *buf, size_t len);
/* Frees the memory; the buffer may be used again. NULL is fine. */
OSP_API void osp_buf_done(osp_buf *buf);

/*
 * Decodes the code point at *at and moves *at behind it. At a byte that is not
 * UTF-8 it returns U+FFFD and moves by one. Call only while *at < end.
 */
OSP_API uint32_t osp_utf8_next(const char **at, const char *end);
/*
 * Loops over whole texts need no call for what nearly all Chinese is: three bytes of U+1000 to U+CFFF, well-formed whatever
 * code point they are. Whether they stand at `at`; and which one it is.
 */
static inline bool osp_utf8_is_three(const char *at, const char *end)
{
	const unsigned char *p = (const unsigned char *)at;
	return end - at >= 3 && p[0] >= 0xE1 && p[0] <= 0xEC && ((p[1] ^ 0x80) | (p[2] ^ 0x80)) < 0x40;
}
static inline uint32_t osp_utf8_three(const char *at)
{
	const unsigned char *p = (const unsigned char *)at;
	return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (uint32_t)(p[2] & 0x3F);
}
/* Whether the eight bytes at `at` are all beyond ASCII: nothing among them is a mark of markup. */
static inline bool osp_utf8_is_eight_beyond(const char *at, const char *end)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	uint64_t eight;
	if (end - at < 8) {
		return false;
	}
	memcpy(&eight, at, sizeof(eight));
	return (eight & high) == high;
}
/* Writes 1 to 4 bytes (no NUL) and returns how many. */
OSP_API size_t osp_utf8_encode(uint32_t codepoint, char bytes[4]);
/* How many code points a well-formed text has; of any other, how many of its bytes continue none. */
OSP_API size_t osp_utf8_count(const char *text, size_t len);

/* Since 1.2. Where the first letter of a text ends as CSS has it (Pseudo-Elements 4, 2.2): one character as readers see it, with the
 * marks before and behind it and the spaces between the former; 0 when there is none. `ret_begin`: the first byte that is no white
 * space. `ret_is_whole`: false when the text is over with the marks before the letter, which then stands in the next one. */
OSP_API size_t osp_utf8_first_letter(const char *text, size_t len, size_t *ret_begin, bool *ret_is_whole);

/* Ideographs, kana, bopomofo, 々 〇: what sits in a one-em box (CLREQ's Han characters). No marks. */
OSP_API bool osp_char_is_han(uint32_t codepoint);
/* Full-width punctuation of Chinese: ，。、；：？！（）《》「」“”…… Quotes, dashes and dots that
 * English uses too count here; whoever must tell them apart looks at their neighbours. */
OSP_API bool osp_char_is_cjk_mark(uint32_t codepoint);
/* White space of any kind: ASCII, U+00A0, U+3000, U+2000-200A, U+2028, U+2029. */
OSP_API bool osp_char_is_space(uint32_t codepoint);
/* Columns on a terminal: 0, 1 or 2. */
OSP_API int osp_char_columns(uint32_t codepoint);

#ifdef __cplusplus
}
#endif
#endif
