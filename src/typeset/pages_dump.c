/* pages_dump.c - pages as text, one item a line: what the golden tests compare. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/typeset.h"

#include <string.h>

static void put_text(osp_buf *out, const char *text, size_t len)
{
	osp_buf_putc(out, '"');
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\n') {
			osp_buf_puts(out, "\\n");
		} else {
			if (text[i] == '"' || text[i] == '\\') {
				osp_buf_putc(out, '\\');
			}
			osp_buf_putc(out, text[i]);
		}
	}
	osp_buf_putc(out, '"');
}

static void put_glyphs(osp_buf *out, const osp_pages *pages, const osp_item *item)
{
	const osp_font *font = item->as.glyphs.font < pages->font_count ? pages->fonts[item->as.glyphs.font] : NULL;
	osp_buf_printf(out, "text %d %d %d ", item->x, item->y, item->width);
	put_text(out, item->as.glyphs.text, item->as.glyphs.text_len);
	osp_buf_printf(out, " \"%s\" %u%s %d #%08x", font == NULL ? "" : font->family, font == NULL ? 0u : font->weight,
	               font != NULL && font->italic ? "i" : "", item->as.glyphs.size, item->color);
	if (item->as.glyphs.hyphen) {
		osp_buf_puts(out, " hyphen");
	}
	if (item->as.glyphs.silent) {
		osp_buf_puts(out, " silent");
	}
}

static void put_box(osp_buf *out, const char *word, const osp_item *item)
{
	osp_buf_printf(out, "%s %d %d %d %d", word, item->x, item->y, item->width, item->height);
}

static void put_item(osp_buf *out, const osp_pages *pages, const osp_item *item)
{
	const osp_node *node = item->as.structure.node;
	switch (item->kind) {
	case OSP_ITEM_GLYPHS:
		put_glyphs(out, pages, item);
		break;
	case OSP_ITEM_RECT:
		put_box(out, "rect", item);
		osp_buf_printf(out, " #%08x", item->color);
		break;
	case OSP_ITEM_IMAGE:
		put_box(out, "image", item);
		osp_buf_printf(out, " %s", item->as.image.asset == NULL ? "" : item->as.image.asset->name);
		break;
	case OSP_ITEM_PLACEHOLDER:
		put_box(out, "placeholder", item);
		break;
	case OSP_ITEM_LINK:
		put_box(out, "link", item);
		osp_buf_printf(out, " %s", item->as.link.uri);
		break;
	case OSP_ITEM_ANCHOR:
		osp_buf_printf(out, "anchor %d %d %s", item->x, item->y, item->as.anchor.id);
		break;
	case OSP_ITEM_BEGIN:
		osp_buf_printf(out, "begin %s%s%s", osp_node_name(node), item->as.structure.is_marker ? " marker" : "",
		               item->as.structure.is_continued ? " continued" : "");
		break;
	case OSP_ITEM_END:
		osp_buf_puts(out, "end");
		break;
	case OSP_ITEM_ARTIFACT:
		osp_buf_puts(out, "artifact");
		break;
	}
	osp_buf_putc(out, '\n');
}

static void put_page(osp_buf *out, const osp_pages *pages, const osp_page *page)
{
	osp_buf_printf(out, "page %u \"%s\" %s %d %d%s", page->number, page->label, page->side == OSP_RIGHT_PAGE ? "right" : "left", page->width,
	               page->height, page->is_blank ? " blank" : "");
	if (page->bleed > 0) {
		osp_buf_printf(out, " bleed %d", page->bleed);
	}
	if (page->marks != 0) {
		osp_buf_printf(out, " marks%s%s", (page->marks & OSP_MARK_CROP) != 0 ? " crop" : "", (page->marks & OSP_MARK_CROSS) != 0 ? " cross" : "");
	}
	if (page->piece != NULL) {
		osp_buf_printf(out, " of %s", page->piece->id);
	}
	osp_buf_putc(out, '\n');
	size_t depth = 1;
	for (size_t i = 0; i < page->item_count; i++) {
		const osp_item *item = &page->items[i];
		depth -= item->kind == OSP_ITEM_END && depth > 1;
		for (size_t k = 0; k < depth && k < 40; k++) {
			osp_buf_putc(out, ' ');
		}
		put_item(out, pages, item);
		depth += item->kind == OSP_ITEM_BEGIN || item->kind == OSP_ITEM_ARTIFACT;
	}
}

void pages_dump(const osp_pages *pages, osp_buf *out)
{
	for (size_t i = 0; i < pages->page_count; i++) {
		put_page(out, pages, pages->pages[i]);
	}
	for (size_t i = 0; i < pages->outline_count; i++) {
		const osp_outline *entry = pages->outline[i];
		osp_buf_printf(out, "outline %u %u %d ", entry->depth, entry->page + 1, entry->y);
		put_text(out, entry->title, strlen(entry->title));
		osp_buf_putc(out, '\n');
	}
}
