/* inline.c - the words of a paragraph as one text. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "text.h"

#include <string.h>

bool inline_is_block(const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	if (tag != OSP_TAG_UNKNOWN)
		return osp_tag_is_block(tag);
	for (const osp_node *child = osp_node_first(node); child != NULL; child = osp_node_next(child)) {
		if (osp_tag_is_block(osp_node_tag(child)))
			return true;
	}
	return false;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static uint32_t last_of(const osp_buf *out)
{
	if (out->len == 0)
		return 0;
	const char *p = out->data + out->len - 1;
	while (p > out->data && ((unsigned char)*p & 0xc0) == 0x80)
		p--;
	return osp_utf8_next(&p, out->data + out->len);
}

static bool joins(uint32_t c)
{
	return osp_char_is_han(c) || (c >= 0x3000 && osp_char_is_cjk_mark(c));
}

/* White space is one space, none at the beginning of a line, and a line's end between two Han is none (docs/tree.md). */
static void add_text(osp_buf *out, const char *text, size_t len)
{
	const char *end = text + len;
	while (text < end) {
		const char *from = text;
		while (text < end && is_blank(*text))
			text++;
		if (text > from) {
			const char *next = text;
			uint32_t before = last_of(out);
			bool is_break = memchr(from, '\n', (size_t)(text - from)) != NULL;
			bool is_joint = is_break && joins(before) && text < end && joins(osp_utf8_next(&next, end));
			if (before != 0 && before != ' ' && before != '\n' && !is_joint)
				osp_buf_putc(out, ' ');
		}
		from = text;
		while (text < end && !is_blank(*text))
			text++;
		osp_buf_add(out, from, (size_t)(text - from));
	}
}

static void add_picture(osp_buf *out, const osp_node *img)
{
	const char *alt = osp_node_attr(img, "alt");
	if (alt == NULL || alt[0] == '\0')
		return;
	osp_buf_puts(out, "[");
	osp_buf_puts(out, osp_label(osp_node_lang(img), "figure"));
	osp_buf_puts(out, ": ");
	add_text(out, alt, strlen(alt));
	osp_buf_puts(out, "]");
}

/* Ways back are for screens; a note's mark is told from the citation [1] by its hat. */
static bool add_special(osp_buf *out, const osp_node *node)
{
	if (osp_node_has_role(node, "doc-backlink") || osp_node_has_class(node, "backlinks") || osp_node_tag(node) == OSP_RP)
		return true;
	if (osp_node_has_role(node, "doc-noteref")) {
		osp_buf_puts(out, "[^");
		osp_node_text_content(node, out);
		osp_buf_puts(out, "]");
		return true;
	}
	switch (osp_node_tag(node)) {
	case OSP_IMG: add_picture(out, node); return true;
	case OSP_BR: osp_buf_putc(out, '\n'); return true;
	case OSP_RT: osp_buf_putc(out, '('); osp_node_text_content(node, out); osp_buf_putc(out, ')'); return true;
	default: return false;
	}
}

/* The address of a link whose words are not the address. */
static void add_address(osp_buf *out, const osp_node *link)
{
	const char *href = osp_node_attr(link, "href");
	if (osp_node_tag(link) != OSP_A || href == NULL || href[0] == '#' || osp_node_has_class(link, "autolink"))
		return;
	osp_buf_puts(out, " <");
	osp_buf_puts(out, href);
	osp_buf_puts(out, ">");
}

static void add_node(const struct sheet *sheet, const osp_node *root, osp_buf *out)
{
	const osp_node *node = root;
	while (node != NULL) {
		size_t len;
		const char *text = osp_node_text(node, &len);
		bool is_whole = osp_node_is_text(node) || add_special(out, node) || osp_node_first(node) == NULL;
		if (osp_node_is_text(node))
			add_text(out, text, len);
		if (!is_whole) {
			node = osp_node_first(node);
			continue;
		}
		while (node != root && osp_node_next(node) == NULL) {
			node = osp_node_parent(node);
			if (sheet->has_links)
				add_address(out, node);
		}
		if (node == root)
			return;
		node = osp_node_next(node);
	}
}

void inline_collect(const struct sheet *sheet, const osp_node *first, const osp_node *end, osp_buf *out)
{
	for (const osp_node *node = first; node != NULL && node != end; node = osp_node_next(node))
		add_node(sheet, node, out);
	while (out->len > 0 && is_blank(out->data[out->len - 1]))
		osp_buf_truncate(out, out->len - 1);
}
