/* links.c - links and the places that they lead to. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "haru/document.h"
#include "haru/grow.h"
#include "haru/syntax.h"

enum { FANOUT = 64, MAX_WORDS = 300 };

int64_t haru_leaf_x(const struct haru_document *document, uint32_t page, osp_len x) {
	const struct haru_leaf *leaf = &document->leaves[page];
	return leaf->x + haru_hundredths((int64_t)x + document->pages->pages[page]->bleed) * leaf->scale / HARU_SCALE;
}

int64_t haru_leaf_y(const struct haru_document *document, uint32_t page, osp_len y) {
	const struct haru_leaf *leaf = &document->leaves[page];
	const osp_page *p = document->pages->pages[page];
	return leaf->y + haru_hundredths((int64_t)p->height + p->bleed - y) * leaf->scale / HARU_SCALE;
}

void haru_put_destination(osp_buf *out, const struct haru_document *document, uint32_t page, osp_len x, osp_len y) {
	osp_buf_putc(out, '[');
	haru_put_ref(out, document->leaves[page].page);
	osp_buf_puts(out, "/XYZ ");
	haru_put_hundredths(out, haru_leaf_x(document, page, x));
	osp_buf_putc(out, ' ');
	haru_put_hundredths(out, haru_leaf_y(document, page, y));
	osp_buf_puts(out, " 0]");
}

/* ---- places ---- */

static int by_id(const void *a, const void *b) {
	const struct haru_anchor *x = a, *y = b;
	int order = strcmp(x->id, y->id);
	return order != 0 ? order : (x->page > y->page) - (x->page < y->page);
}

void haru_anchors_collect(struct haru_document *document) {
	size_t capacity = 0, count = 0, kept = 0;
	struct haru_anchor *anchors = NULL;
	for (size_t p = 0; p < document->pages->page_count; p++) {
		const osp_page *page = document->pages->pages[p];
		for (size_t i = 0; i < page->item_count; i++) {
			const osp_item *item = &page->items[i];
			if (item->kind == OSP_ITEM_ANCHOR && item->as.anchor.id != NULL) {
				anchors = haru_grow(anchors, count, &capacity, sizeof *anchors);
				anchors[count++] = (struct haru_anchor){ item->as.anchor.id, (uint32_t)p, item->x, item->y };
			}
		}
	}
	if (count > 0) {
		qsort(anchors, count, sizeof *anchors, by_id);
	}
	for (size_t i = 0; i < count; i++) { /* of two with one name, the first page's holds */
		if (kept == 0 || strcmp(anchors[kept - 1].id, anchors[i].id) != 0) {
			anchors[kept++] = anchors[i];
		}
	}
	document->anchors = anchors;
	document->anchor_count = kept;
}

static bool has_anchor(const struct haru_document *document, const char *id) {
	size_t low = 0, high = document->anchor_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(document->anchors[middle].id, id);
		if (order == 0) {
			return true;
		}
		if (order < 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return false;
}

static void put_anchor_leaf(osp_buf *out, const struct haru_document *document, size_t first, size_t end) {
	const struct haru_anchor *anchors = document->anchors;
	osp_buf_puts(out, "<</Limits[");
	haru_put_bytes(out, anchors[first].id, strlen(anchors[first].id));
	haru_put_bytes(out, anchors[end - 1].id, strlen(anchors[end - 1].id));
	osp_buf_puts(out, "]/Names[");
	for (size_t i = first; i < end; i++) {
		haru_put_bytes(out, anchors[i].id, strlen(anchors[i].id));
		haru_put_destination(out, document, anchors[i].page, anchors[i].x, anchors[i].y);
	}
	osp_buf_puts(out, "]>>");
}

void haru_anchors_put(struct haru_document *document) {
	if (document->anchor_count == 0) {
		return;
	}
	osp_buf root = OSP_BUF_INIT, leaf = OSP_BUF_INIT;
	osp_buf_puts(&root, "<</Dests<</Kids[");
	for (size_t first = 0; first < document->anchor_count; first += FANOUT) {
		size_t end = first + FANOUT < document->anchor_count ? first + FANOUT : document->anchor_count;
		haru_id id = haru_reserve(document->haru);
		osp_buf_clear(&leaf);
		put_anchor_leaf(&leaf, document, first, end);
		haru_put(document->haru, id, leaf.data, leaf.len);
		haru_put_ref(&root, id);
	}
	osp_buf_puts(&root, "]>>>>");
	haru_id names = haru_reserve(document->haru);
	haru_put(document->haru, names, root.data, root.len);
	haru_catalog_ref(document->haru, "Names", names);
	osp_buf_done(&root);
	osp_buf_done(&leaf);
}

/* ---- links ---- */

/* A URI is ASCII (ISO 32000-1, 12.6.4.7): what authors wrote otherwise is percent-encoded as UTF-8. */
static void put_uri(osp_buf *out, const char *uri) {
	static const char hex[] = "0123456789ABCDEF";
	osp_buf ascii = OSP_BUF_INIT;
	for (; *uri != '\0'; uri++) {
		unsigned char c = (unsigned char)*uri;
		if (c > 0x20 && c < 0x7f) {
			osp_buf_putc(&ascii, (char)c);
			continue;
		}
		char escaped[3] = { '%', hex[c >> 4], hex[c & 15] };
		osp_buf_add(&ascii, escaped, 3);
	}
	osp_buf_puts(out, "/A<</S/URI/URI");
	haru_put_bytes(out, ascii.len == 0 ? "" : ascii.data, ascii.len);
	osp_buf_puts(out, ">>");
	osp_buf_done(&ascii);
}

/* What a screen reader says of a link: its text, or where it leads. */
static void put_contents(osp_buf *out, const osp_item *item) {
	osp_buf text = OSP_BUF_INIT;
	if (item->as.link.node != NULL) {
		osp_node_text_content(item->as.link.node, &text);
	}
	if (text.len == 0) {
		osp_buf_puts(&text, item->as.link.uri);
	}
	size_t len = text.len;
	if (len > MAX_WORDS) {
		for (len = MAX_WORDS; len > 0 && (text.data[len] & 0xc0) == 0x80; len--) {
		}
	}
	for (size_t i = 0; i < len; i++) {
		text.data[i] = text.data[i] == '\n' ? ' ' : text.data[i];
	}
	osp_buf_puts(out, "/Contents");
	haru_put_text(out, text.data, len);
	osp_buf_done(&text);
}

static void put_corner(osp_buf *out, int64_t x, int64_t y) {
	haru_put_hundredths(out, x);
	osp_buf_putc(out, ' ');
	haru_put_hundredths(out, y);
}

/* Lower left corner first: a page that stands on its head has it at the other end. */
static void put_rectangle(osp_buf *out, const struct haru_document *document, uint32_t page, const osp_item *item) {
	int64_t left = haru_leaf_x(document, page, item->x), right = haru_leaf_x(document, page, item->x + item->width);
	int64_t bottom = haru_leaf_y(document, page, item->y + item->height), top = haru_leaf_y(document, page, item->y);
	osp_buf_puts(out, "/Rect[");
	put_corner(out, left < right ? left : right, bottom < top ? bottom : top);
	osp_buf_putc(out, ' ');
	put_corner(out, left < right ? right : left, bottom < top ? top : bottom);
	osp_buf_putc(out, ']');
}

static void put_link(struct haru_document *document, uint32_t page, const osp_item *item, osp_buf *annotations) {
	const char *uri = item->as.link.uri;
	bool is_inside = uri[0] == '#';
	if (is_inside && !has_anchor(document, uri + 1)) {
		return; /* what it led to was left out of this output */
	}
	haru_id id = haru_reserve(document->haru);
	osp_buf out = OSP_BUF_INIT;
	osp_buf_puts(&out, "<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4");
	put_rectangle(&out, document, page, item);
	put_contents(&out, item);
	if (is_inside) {
		osp_buf_puts(&out, "/Dest");
		haru_put_bytes(&out, uri + 1, strlen(uri + 1));
	} else {
		put_uri(&out, uri);
	}
	int64_t parent = -1;
	if (document->structure != NULL) {
		parent = haru_structure_annotation(document->structure, item->as.link.node, id, document->leaves[page].page);
	}
	if (parent >= 0) {
		osp_buf_puts(&out, "/StructParent ");
		haru_put_int(&out, parent);
	}
	osp_buf_puts(&out, ">>");
	haru_put(document->haru, id, out.data, out.len);
	haru_put_ref(annotations, id);
	osp_buf_done(&out);
}

void haru_links_put(struct haru_document *document, uint32_t page, osp_buf *annotations) {
	const osp_page *p = document->pages->pages[page];
	for (size_t i = 0; i < p->item_count; i++) {
		const osp_item *item = &p->items[i];
		if (item->kind == OSP_ITEM_LINK && item->as.link.uri != NULL && item->as.link.uri[0] != '\0') {
			put_link(document, page, item, annotations);
		}
	}
}
