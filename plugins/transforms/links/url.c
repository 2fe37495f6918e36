/* url.c - take URLs apart and put them together (RFC 3986). */
/* SPDX-License-Identifier: Apache-2.0 */
#include "links.h"

#include <string.h>
#include <strings.h>

void url_clean(const char *href, osp_buf *out)
{
	size_t len = strlen(href);
	tree_trim(&href, &len);
	osp_buf_puts(out, "");
	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)href[i] >= 0x20 && href[i] != 0x7F) {
			osp_buf_putc(out, href[i]);
		}
	}
}

enum url_kind url_kind_of(const char *url)
{
	size_t len = 0;
	while (tree_is_latin((unsigned char)url[len]) || url[len] == '+' || url[len] == '-' || url[len] == '.') {
		len++;
	}
	if (url[len] != ':' || len == 0) {
		return strncmp(url, "//", 2) == 0 ? URL_WEB : URL_RELATIVE;
	}
	if ((len == 4 && strncasecmp(url, "http", 4) == 0) || (len == 5 && strncasecmp(url, "https", 5) == 0)) {
		return URL_WEB;
	}
	return len == 6 && strncasecmp(url, "mailto", 6) == 0 ? URL_MAIL : URL_OTHER;
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static unsigned hex_value(char c)
{
	return (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
}

static bool is_uri_character(char c)
{
	return (unsigned char)c > ' ' && (unsigned char)c < 0x7F && strchr("\"<>\\^`{|}", c) == NULL;
}

static bool is_host_character(char c)
{
	return tree_is_latin((unsigned char)c) || c == '.' || c == '-' || c == '_' || c == ':' || c == '@' || c == '[' || c == ']';
}

/* Brackets belong to IPv6 hosts only. */
static bool has_host(const char *url)
{
	const char *host = strstr(url, "//");
	if (host == NULL) {
		return false;
	}
	host += 2;
	size_t len = strcspn(host, "/?#");
	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)host[i] < 0x80 && !is_host_character(host[i])) {
			return false;
		}
		if ((unsigned char)host[i] >= 0x80) {
			return false;
		}
	}
	return len > 0 && (tree_is_latin((unsigned char)host[0]) || host[0] == '[');
}

bool url_encode(const char *url, osp_buf *out)
{
	size_t start = out->len;
	bool mail = url_kind_of(url) == URL_MAIL;
	if (strncmp(url, "//", 2) == 0) {
		osp_buf_puts(out, "https:");
	}
	bool fragment = false;
	const char *path = mail ? url : strstr(url, "//") != NULL ? strstr(url, "//") + 2 : url;
	path += strcspn(path, "/?#");
	for (const char *at = url; *at != '\0'; at++) {
		bool percent = *at == '%' && !(is_hex(at[1]) && is_hex(at[2]));
		bool bracket = at >= path && (*at == '[' || *at == ']');
		bool second_hash = fragment && *at == '#';
		if (!is_uri_character(*at) || percent || bracket || second_hash) {
			osp_buf_printf(out, "%%%02X", (unsigned)(unsigned char)*at);
		} else {
			osp_buf_putc(out, *at);
		}
		fragment = fragment || *at == '#';
	}
	return mail ? out->len > start + strlen("mailto:") : has_host(url);
}

void url_decode(const char *text, size_t len, osp_buf *out)
{
	osp_buf_puts(out, "");
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '%' && i + 2 < len && is_hex(text[i + 1]) && is_hex(text[i + 2])) {
			char c = (char)(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
			osp_buf_putc(out, c == '\0' ? '?' : c);
			i += 2;
		} else {
			osp_buf_putc(out, text[i]);
		}
	}
}

void url_join(const char *folder, const char *path, size_t len, osp_buf *out)
{
	size_t start = out->len;
	osp_buf_puts(out, folder);
	while (out->len > start && out->data[out->len - 1] == '/') {
		osp_buf_truncate(out, out->len - 1);
	}
	const char *end = path + len;
	while (path < end) {
		const char *slash = memchr(path, '/', (size_t)(end - path));
		size_t part = slash != NULL ? (size_t)(slash - path) : (size_t)(end - path);
		if (part == 2 && memcmp(path, "..", 2) == 0) {
			size_t cut = out->len;
			while (cut > start && out->data[cut - 1] != '/') {
				cut--;
			}
			osp_buf_truncate(out, cut > start ? cut - 1 : start);
		} else if (part > 0 && !(part == 1 && path[0] == '.')) {
			osp_buf_putc(out, '/');
			osp_buf_add(out, path, part);
		}
		path += part + 1;
	}
}

void url_resolve(const char *base, const char *path, osp_buf *out)
{
	const char *host = strstr(base, "//");
	const char *root = host != NULL ? host + 2 + strcspn(host + 2, "/") : base;
	osp_buf_add(out, base, (size_t)(root - base));
	if (path[0] == '?' || path[0] == '\0') {
		osp_buf_puts(out, root);
		osp_buf_puts(out, path);
		return;
	}
	osp_buf folder = OSP_BUF_INIT;
	const char *last = strrchr(root, '/');
	osp_buf_add(&folder, root, path[0] != '/' && last != NULL ? (size_t)(last - root) : 0);
	osp_buf_puts(&folder, "");
	size_t len = strcspn(path, "?#");
	url_join(folder.data, path, len, out);
	if (len > 0 && path[len - 1] == '/') {
		osp_buf_putc(out, '/');
	}
	osp_buf_puts(out, path + len);
	osp_buf_done(&folder);
}
