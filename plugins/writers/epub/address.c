/* address.c - make an address that people wrote a valid URI reference (RFC 3986). */
/* SPDX-License-Identifier: Apache-2.0 */
#include "book.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool is_hex(char c)
{
	return isxdigit((unsigned char)c) != 0;
}

static bool host_is_fine(const char *host, size_t len)
{
	if (len == 0 || host[0] == '.' || host[0] == ':')
		return false;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)host[i];
		if (c >= 0x80 || (!isalnum(c) && strchr("-._~:@!$&'()*+,;=%", c) == NULL))
			return false;
	}
	return true;
}

/* Escapes what may stand in no URI. A second '#' and brackets belong nowhere but in a host, which was looked at before. */
static void escape(const char *text, osp_buf *out)
{
	bool in_fragment = false;
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;
		bool bad = c <= 0x20 || c == 0x7f || strchr("\"<>\\^`{|}[]", c) != NULL || (c == '#' && in_fragment) ||
			(c == '%' && !(is_hex(text[1]) && is_hex(text[2])));
		in_fragment |= c == '#';
		/* IRIs are not for every reading system: escape what is not ASCII, too. */
		if (bad || c >= 0x80)
			osp_buf_printf(out, "%%%02X", c);
		else
			osp_buf_putc(out, (char)c);
	}
}

bool address_clean(const char *address, osp_buf *out)
{
	if (strncasecmp(address, "mailto:", 7) == 0 || strncasecmp(address, "tel:", 4) == 0) {
		escape(address, out);
		return strchr(address, ':')[1] != '\0';
	}
	bool secure = strncasecmp(address, "https://", 8) == 0;
	if (!secure && strncasecmp(address, "http://", 7) != 0)
		return false;
	const char *host = address + (secure ? 8 : 7);
	size_t len = strcspn(host, "/?#\\ ");
	if (!host_is_fine(host, len))
		return false;
	osp_buf_puts(out, secure ? "https://" : "http://");
	escape(host, out);
	return true;
}
