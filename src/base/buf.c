/* buf.c - strings that grow. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { USUAL_WORDS = 48 }; /* what is formatted at once is hardly longer: for that it is formatted once */

static void grow(osp_buf *buf, size_t more)
{
	size_t capacity = buf->capacity < 64 ? 64 : buf->capacity;
	while (capacity - buf->len <= more) {
		if (capacity > SIZE_MAX / 2) {
			capacity = 0;
			break;
		}
		capacity *= 2;
	}
	char *data = capacity == 0 ? NULL : realloc(buf->data, capacity);
	if (data == NULL) {
		static const char message[] = "ospopress: out of memory\n";
		fwrite(message, 1, sizeof(message) - 1, stderr);
		_Exit(4);
	}
	buf->data = data;
	buf->capacity = capacity;
}

static inline void reserve(osp_buf *buf, size_t more)
{
	if (more >= buf->capacity - buf->len || buf->data == NULL) {
		grow(buf, more);
	}
}

void osp_buf_add(osp_buf *buf, const void *bytes, size_t len)
{
	reserve(buf, len);
	if (len > 0) {
		memcpy(buf->data + buf->len, bytes, len);
	}
	buf->len += len;
	buf->data[buf->len] = '\0';
}

ssize_t buf_read(osp_buf *buf, int fd, size_t most)
{
	reserve(buf, most);
	ssize_t n = read(fd, buf->data + buf->len, most);
	buf->len += n > 0 ? (size_t)n : 0;
	buf->data[buf->len] = '\0';
	return n;
}

bool buf_write(const osp_buf *buf, int fd)
{
	for (size_t at = 0; at < buf->len;) {
		ssize_t n = write(fd, buf->data + at, buf->len - at);
		if (n < 0 && errno != EINTR) {
			return false;
		}
		at += n > 0 ? (size_t)n : 0;
	}
	return true;
}

void osp_buf_puts(osp_buf *buf, const char *text)
{
	osp_buf_add(buf, text, strlen(text));
}

void osp_buf_putc(osp_buf *buf, char c)
{
	reserve(buf, 1);
	buf->data[buf->len++] = c;
	buf->data[buf->len] = '\0';
}

void osp_buf_put_codepoint(osp_buf *buf, uint32_t codepoint)
{
	char bytes[4];
	osp_buf_add(buf, bytes, osp_utf8_encode(codepoint, bytes));
}

void osp_buf_printf(osp_buf *buf, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	reserve(buf, USUAL_WORDS);
	size_t room = buf->capacity - buf->len;
	int len = vsnprintf(buf->data + buf->len, room, format, args);
	if (len > 0 && (size_t)len >= room) {
		reserve(buf, (size_t)len);
		vsnprintf(buf->data + buf->len, (size_t)len + 1, format, again);
	}
	buf->len += len > 0 ? (size_t)len : 0;
	buf->data[buf->len] = '\0';
	va_end(again);
	va_end(args);
}

void osp_buf_clear(osp_buf *buf)
{
	osp_buf_truncate(buf, 0);
}

void osp_buf_truncate(osp_buf *buf, size_t len)
{
	if (len < buf->len) {
		buf->len = len;
		buf->data[len] = '\0';
	}
}

void osp_buf_done(osp_buf *buf)
{
	if (buf == NULL) {
		return;
	}
	free(buf->data);
	*buf = (osp_buf)OSP_BUF_INIT;
}
