/* bleed.c - what fills a page or touches its edge goes on beyond it, so that the printer's knife may err. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/piece.h"

struct edges { bool start, end; };

static struct edges touched(osp_len at, osp_len size, osp_len whole)
{
	return (struct edges){ at <= 0, at + size >= whole };
}

static void stretch(osp_len *at, osp_len *size, osp_len whole, osp_len bleed)
{
	struct edges edges = touched(*at, *size, whole);
	osp_len end = edges.end ? whole + bleed : *at + *size;
	*at = edges.start ? -bleed : *at;
	*size = end - *at;
}

static int64_t enlarged(osp_len at, osp_len size, osp_len whole, osp_len bleed)
{
	struct edges edges = touched(at, size, whole);
	return size + (int64_t)bleed * (edges.start + edges.end);
}

/* Where the grown picture begins: at the edge that it touches, in the middle of where it was when it touches both or none. */
static osp_len moved(osp_len at, osp_len size, osp_len grown, osp_len whole, osp_len bleed)
{
	struct edges edges = touched(at, size, whole);
	if (edges.start != edges.end) {
		return edges.start ? -bleed : whole + bleed - grown;
	}
	return at - (grown - size) / 2;
}

/* A picture keeps its shape: it grows until it covers the bleed on all sides that it touches. */
static void grow_picture(osp_item *item, const osp_page *page)
{
	if (item->width <= 0 || item->height <= 0) {
		return;
	}
	int64_t width = enlarged(item->x, item->width, page->width, page->bleed), height = enlarged(item->y, item->height, page->height, page->bleed);
	if (width * item->height < height * item->width) {
		width = (height * item->width + item->height - 1) / item->height;
	} else {
		height = (width * item->height + item->width - 1) / item->width;
	}
	item->x = moved(item->x, item->width, length_clamp(width), page->width, page->bleed);
	item->y = moved(item->y, item->height, length_clamp(height), page->height, page->bleed);
	item->width = length_clamp(width);
	item->height = length_clamp(height);
}

void page_reach_bleed(osp_page *page)
{
	for (size_t i = 0; page->bleed > 0 && i < page->item_count; i++) {
		osp_item *item = &page->items[i];
		if (item->kind == OSP_ITEM_RECT || item->kind == OSP_ITEM_PLACEHOLDER) {
			stretch(&item->x, &item->width, page->width, page->bleed);
			stretch(&item->y, &item->height, page->height, page->bleed);
		} else if (item->kind == OSP_ITEM_IMAGE) {
			grow_picture(item, page);
		}
	}
}

/* The picture, if nothing else stands on the page. */
static osp_item *only_picture(const osp_page *page)
{
	osp_item *picture = NULL;
	for (size_t i = 0; i < page->item_count; i++) {
		osp_item *item = &page->items[i];
		bool is_second = item->kind == OSP_ITEM_IMAGE && picture != NULL;
		if (item->kind == OSP_ITEM_GLYPHS || item->kind == OSP_ITEM_PLACEHOLDER || is_second) {
			return NULL;
		}
		picture = item->kind == OSP_ITEM_IMAGE ? item : picture;
	}
	return picture;
}

void page_fill(osp_page *page, osp_style *style)
{
	enum { MOST = 6 }; /* a sixth of it may be cut off; a picture of another shape stays whole */
	osp_item *item = only_picture(page);
	if (item == NULL || item->width <= 0 || item->height <= 0 || !style_computed(style, item->as.image.node, OSP_PSEUDO_NONE)->fills_page) {
		return;
	}
	int64_t width = page->width, height = ((int64_t)page->width * item->height + item->width - 1) / item->width;
	if (height < page->height) {
		height = page->height;
		width = ((int64_t)page->height * item->width + item->height - 1) / item->height;
	}
	if ((width - page->width) * MOST > width || (height - page->height) * MOST > height) {
		return;
	}
	item->x = (osp_len)(page->width - width) / 2;
	item->y = (osp_len)(page->height - height) / 2;
	item->width = (osp_len)width;
	item->height = (osp_len)height;
}
