/* syntax.h - numbers, strings and names as PDF writes them. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_SYNTAX_H
#define HARU_SYNTAX_H

#include <ospopress/pages.h>

/*
 * Everything is appended to a buffer. Numbers never go through printf: a real
 * would take its decimal mark from the locale, and these run a million times.
 */
void haru_put_int(osp_buf *out, int64_t value);
/* 1234 becomes "12.34". */
void haru_put_hundredths(osp_buf *out, int64_t value);
/* A number given in thousandths. */
void haru_put_thousandths(osp_buf *out, int64_t value);
/* 1/1024 pt to hundredths of a point, rounded: the grid that pages are drawn on (0.0035 mm). */
int64_t haru_hundredths(int64_t length);
/* " 12 0 R" */
void haru_put_ref(osp_buf *out, uint32_t id);
/* A string of bytes in parentheses. */
void haru_put_bytes(osp_buf *out, const char *bytes, size_t len);
/* A text string (ISO 32000-1, 7.9.2.2): as it is when it is ASCII, else UTF-16BE with its mark. */
void haru_put_text(osp_buf *out, const char *text, size_t len);
/* UTF-16BE in hexadecimal digits, without brackets. */
void haru_put_utf16(osp_buf *out, const char *text, size_t len);
/* UTF-16BE with its byte order mark, as bytes. */
void haru_put_utf16_bytes(osp_buf *out, const char *text, size_t len);
/* A name with its slash; what may not stand in one is written as #xx. */
void haru_put_name(osp_buf *out, const char *name);
/* 0..255 as ".502 ", with three decimals. */
void haru_put_channel(osp_buf *out, uint32_t value);
/* "0.502 0 0 rg ", or "0.2 g " for a grey. */
void haru_put_fill(osp_buf *out, osp_color color);

#endif
