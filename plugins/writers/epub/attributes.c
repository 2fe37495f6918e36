/* attributes.c - which attributes of an element an EPUB may have, and what they say there. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "walk.h"

#include <ctype.h>
#include <string.h>

/* Where a role may stand (ARIA in HTML): L links, S sections and what behaves so, P pictures, N notes. */
static const struct { const char *role; char where; } roles[] = {
	{ "doc-abstract", 'S' }, { "doc-acknowledgments", 'S' }, { "doc-afterword", 'S' }, { "doc-appendix", 'S' }, { "doc-backlink", 'L' },
	{ "doc-bibliography", 'S' }, { "doc-biblioref", 'L' }, { "doc-chapter", 'S' }, { "doc-colophon", 'S' }, { "doc-conclusion", 'S' },
	{ "doc-cover", 'P' }, { "doc-dedication", 'S' }, { "doc-endnotes", 'S' }, { "doc-epilogue", 'S' }, { "doc-footnote", 'N' },
	{ "doc-foreword", 'S' }, { "doc-index", 'S' }, { "doc-introduction", 'S' }, { "doc-noteref", 'L' }, { "doc-part", 'S' },
	{ "doc-preface", 'S' },
};

static char place_of(osp_tag tag)
{
	switch (tag) {
	case OSP_A: return 'L';
	case OSP_SECTION: case OSP_DIV: return 'S';
	case OSP_IMG: return 'P';
	case OSP_ASIDE: return 'N';
	default: return '\0';
	}
}

const char *attributes_role(const osp_node *node)
{
	char where = place_of(osp_node_tag(node));
	if (where == '\0' || osp_node_attr(node, "role") == NULL)
		return "";
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		if (roles[i].where == where && osp_node_has_role(node, roles[i].role))
			return roles[i].role;
	}
	return "";
}

static void write_semantics(struct walk *walk, const osp_node *node)
{
	const char *role = attributes_role(node), *type = role[0] != '\0' ? role + 4 : "";
	if (node == walk->root) {
		switch (walk->chapter->piece->kind) {
		case OSP_PIECE_ARTICLE: role = "doc-chapter", type = "chapter"; break;
		case OSP_PIECE_TITLE_PAGE: type = "titlepage"; break;
		case OSP_PIECE_CONTRIBUTORS: type = "contributors"; break;
		case OSP_PIECE_AUTHOR_INDEX: role = "doc-index", type = "index"; break;
		case OSP_PIECE_TEXT:
			if (osp_node_has_class(node, "preface"))
				role = "doc-preface", type = "preface";
			break;
		default: break;
		}
	}
	if (type[0] != '\0')
		osp_markup_attr(walk->out, "epub:type", type);
	if (role[0] != '\0')
		osp_markup_attr(walk->out, "role", role);
}

static bool is_number(const char *value)
{
	size_t digits = strspn(value, "0123456789");
	return digits > 0 && digits <= 5 && value[digits] == '\0';
}

static void write_lang(osp_buf *out, const char *lang)
{
	char clean[36];
	size_t len = 0;
	for (; *lang != '\0' && len < sizeof clean - 1; lang++)
		clean[len++] = *lang == '_' ? '-' : *lang;
	clean[len] = '\0';
	for (size_t i = 0; i < len; i++) {
		if (!isalnum((unsigned char)clean[i]) && clean[i] != '-')
			return;
	}
	if (len < 2)
		return;
	osp_markup_attr(out, "lang", clean);
	osp_markup_attr(out, "xml:lang", clean);
}

/* "#id" leads to a place in this file or in another one. */
static void write_href(struct walk *walk, const char *href)
{
	const struct chapter *there = href[0] == '#' ? index_find(walk->book, href + 1) : NULL;
	osp_buf address = OSP_BUF_INIT;
	if (there != NULL) {
		osp_buf_printf(&address, "%s%s", there == walk->chapter ? "" : there->file, href);
		osp_markup_attr(walk->out, "href", address.data);
	} else if (address_clean(href, &address)) {
		osp_markup_attr(walk->out, "href", address.data);
	}
	osp_buf_done(&address);
}

static bool is_any_of(const char *name, const char *const *names)
{
	for (; *names != NULL; names++) {
		if (strcmp(name, *names) == 0)
			return true;
	}
	return false;
}

static void write_one(struct walk *walk, const osp_node *node, const char *element, const char *name, const char *value)
{
	static const char *const anywhere[] = { "id", "class", "title", "aria-label", NULL };
	static const char *const cells[] = { "colspan", "rowspan", NULL };
	osp_tag tag = osp_node_tag(node);
	bool is_cell = tag == OSP_TD || tag == OSP_TH;
	if (is_any_of(name, anywhere)) {
		if (value[0] != '\0' && !(strcmp(name, "aria-label") == 0 && strcmp(element, "span") == 0))
			osp_markup_attr(walk->out, name, value);
	} else if (strcmp(name, "lang") == 0) {
		write_lang(walk->out, value);
	} else if (strcmp(name, "dir") == 0) {
		if (strcmp(value, "rtl") == 0 || strcmp(value, "ltr") == 0)
			osp_markup_attr(walk->out, name, value);
	} else if (strcmp(name, "href") == 0) {
		if (strcmp(element, "a") == 0)
			write_href(walk, value);
	} else if ((is_cell && is_any_of(name, cells)) || (tag == OSP_OL && strcmp(name, "start") == 0) ||
		   (tag == OSP_LI && strcmp(name, "value") == 0 && osp_node_tag(osp_node_parent(node)) == OSP_OL)) {
		if (is_number(value) && !(is_cell && strcmp(value, "0") == 0))
			osp_markup_attr(walk->out, name, value);
	} else if (tag == OSP_OL && strcmp(name, "reversed") == 0) {
		osp_markup_attr(walk->out, "reversed", "reversed");
	} else if (strcmp(element, "details") == 0 && strcmp(name, "open") == 0) {
		osp_markup_attr(walk->out, "open", "open");
	}
}

void attributes_write(struct walk *walk, const osp_node *node, const char *element)
{
	size_t count = osp_node_attr_count(node);
	/* Style sheets know an article's root by its class: its name is another one here. */
	bool needs_class = node == walk->root && osp_node_tag(node) == OSP_ARTICLE && !osp_node_has_class(node, "article");
	if (strcmp(element, "span") != 0)
		write_semantics(walk, node);
	if (needs_class) {
		const char *class = osp_node_attr(node, "class");
		osp_markup_attr(walk->out, "class", class != NULL ? osp_job_printf(walk->book->job, "article %s", class) : "article");
	}
	for (size_t i = 0; i < count; i++) {
		const char *name, *value;
		osp_node_attr_at(node, i, &name, &value);
		if (!needs_class || strcmp(name, "class") != 0)
			write_one(walk, node, element, name, value);
	}
}
