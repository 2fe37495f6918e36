/* attribute.c - which attributes of an element a page may have, and where its links lead. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "site.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Where a role may stand (ARIA in HTML): L links, S sections, P pictures, N notes, T navigation. */
static const struct { const char *role; char where; } roles[] = {
	{ "doc-abstract", 'S' }, { "doc-acknowledgments", 'S' }, { "doc-afterword", 'S' }, { "doc-appendix", 'S' }, { "doc-backlink", 'L' },
	{ "doc-bibliography", 'S' }, { "doc-biblioref", 'L' }, { "doc-colophon", 'S' }, { "doc-conclusion", 'S' }, { "doc-dedication", 'S' },
	{ "doc-endnotes", 'S' }, { "doc-epilogue", 'S' }, { "doc-footnote", 'N' }, { "doc-foreword", 'S' }, { "doc-introduction", 'S' },
	{ "doc-noteref", 'L' }, { "doc-part", 'S' }, { "doc-preface", 'S' }, { "doc-toc", 'T' },
};

static char place_of(osp_tag tag)
{
	switch (tag) {
	case OSP_A: return 'L';
	case OSP_SECTION: case OSP_DIV: return 'S';
	case OSP_ASIDE: return 'N';
	case OSP_NAV: return 'T';
	default: return '\0';
	}
}

static void write_role(const osp_node *node, osp_buf *out)
{
	char where = place_of(osp_node_tag(node));
	for (size_t i = 0; where != '\0' && i < sizeof roles / sizeof *roles; i++) {
		if (roles[i].where == where && osp_node_has_role(node, roles[i].role)) {
			osp_markup_attr(out, "role", roles[i].role);
			return;
		}
	}
	if (where == 'N')
		osp_markup_attr(out, "role", "note"); /* within an article it is no landmark, as one beside it would be */
}

static bool is_web(const char *href)
{
	return strncasecmp(href, "https://", 8) == 0 || strncasecmp(href, "http://", 7) == 0;
}

bool attribute_leads(const struct site *site, const char *href)
{
	if (href == NULL)
		return false;
	if (href[0] == '#')
		return ids_find(site, href + 1) != NULL;
	if (is_web(href)) {
		const char *host = strchr(href, ':') + 3;
		size_t len = strcspn(host, "/?#");
		for (size_t i = 0; i < len; i++) {
			if (!isalnum((unsigned char)host[i]) && strchr("-._:@", host[i]) == NULL)
				return false;
		}
		return len > 0 && isalnum((unsigned char)host[0]);
	}
	return strncasecmp(href, "mailto:", 7) == 0 && href[7] != '\0';
}

/* What may stand in no URL (RFC 3986) is escaped. */
static void write_href(const struct site *site, const struct leaf *leaf, const char *href, osp_buf *out)
{
	osp_buf address = OSP_BUF_INIT;
	bool in_fragment = false;
	if (href[0] == '#') {
		const struct leaf *there = ids_find(site, href + 1);
		osp_buf_printf(&address, "%s%s", there == leaf || there == NULL ? "" : there->file, href);
		href = "";
	}
	for (; *href != '\0'; href++) {
		unsigned char c = (unsigned char)*href;
		bool is_escape = c == '%' && isxdigit((unsigned char)href[1]) && isxdigit((unsigned char)href[2]);
		bool is_bad = c <= 0x20 || c >= 0x7f || strchr("\"<>\\^`{|}[]", c) != NULL || (c == '#' && in_fragment) || (c == '%' && !is_escape);
		in_fragment |= c == '#';
		if (is_bad)
			osp_buf_printf(&address, "%%%02X", c);
		else
			osp_buf_putc(&address, (char)c);
	}
	osp_markup_attr(out, "href", address.data != NULL ? address.data : "");
	osp_buf_done(&address);
}

static bool is_number(const char *value)
{
	size_t digits = strspn(value, "0123456789");
	return digits > 0 && digits <= 5 && value[digits] == '\0';
}

static bool is_lang(const char *value)
{
	size_t len = strlen(value);
	return len >= 2 && len < 36 && strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == len;
}

/* Whether the value may stand as it is. */
static bool is_fine(const osp_node *node, const char *element, const char *name, const char *value)
{
	osp_tag tag = osp_node_tag(node);
	bool is_cell = tag == OSP_TD || tag == OSP_TH;
	if (strcmp(name, "id") == 0)
		return value[0] != '\0' && strpbrk(value, " \t\n\f\r") == NULL;
	if (strcmp(name, "class") == 0 || strcmp(name, "title") == 0)
		return value[0] != '\0';
	if (strcmp(name, "aria-label") == 0)
		return value[0] != '\0' && (strcmp(element, "a") == 0 || tag == OSP_SECTION || tag == OSP_NAV || tag == OSP_ASIDE);
	if (strcmp(name, "lang") == 0)
		return is_lang(value);
	if (strcmp(name, "dir") == 0)
		return strcmp(value, "rtl") == 0 || strcmp(value, "ltr") == 0;
	if (strcmp(name, "colspan") == 0 || strcmp(name, "rowspan") == 0)
		return is_cell && is_number(value) && strspn(value, "0") != strlen(value) && strlen(value) <= 3;
	if (strcmp(name, "start") == 0)
		return tag == OSP_OL && is_number(value);
	if (strcmp(name, "value") == 0)
		return tag == OSP_LI && osp_node_tag(osp_node_parent(node)) == OSP_OL && is_number(value);
	if (strcmp(name, "width") == 0 || strcmp(name, "height") == 0)
		return tag == OSP_IMG && is_number(value);
	return (tag == OSP_OL && strcmp(name, "reversed") == 0) || (strcmp(element, "details") == 0 && strcmp(name, "open") == 0);
}

void attribute_write(const struct site *site, const struct leaf *leaf, const osp_node *node, const char *name, osp_buf *out)
{
	size_t count = osp_node_attr_count(node);
	if (strcmp(name, "span") != 0)
		write_role(node, out);
	for (size_t i = 0; i < count; i++) {
		const char *key, *value;
		osp_node_attr_at(node, i, &key, &value);
		if (strcmp(key, "href") == 0 && strcmp(name, "a") == 0)
			write_href(site, leaf, value, out);
		else if (is_fine(node, name, key, value))
			osp_markup_attr(out, key, value);
	}
}
