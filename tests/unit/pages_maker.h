/* pages_maker.h - make pages by hand, for tests of the writers that print them. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PAGES_MAKER_H
#define PAGES_MAKER_H

#include <ospopress/ospopress.h>

#include "base/job.h"

enum { MAKER_SERIF_CJK, MAKER_SERIF, MAKER_KAI, MAKER_SYMBOL, MAKER_NAMED, MAKER_FONTS };

struct maker {
	osp_job *job;
	osp_volume *volume;
	osp_pages pages;
	osp_tree *tree;
	osp_page *page;          /* the one that items go to */
	size_t item_capacity;
	osp_len y;               /* where the next line goes */
};

/* False when this machine lacks a font that the tests need. */
bool maker_init(struct maker *maker, size_t page_count, osp_len width, osp_len height);
void maker_done(struct maker *maker);
void maker_page(struct maker *maker, size_t index, const char *label);
osp_item *maker_item(struct maker *maker, osp_item_kind kind);
void maker_begin(struct maker *maker, const osp_node *node);
void maker_end(struct maker *maker);
/* Shapes a text with HarfBuzz and draws it at (x, y). Returns its width. */
osp_len maker_text(struct maker *maker, uint32_t font, osp_len size, osp_len x, osp_len y, const char *text);
/* A paragraph of one line at the left edge of the page. */
void maker_line(struct maker *maker, uint32_t font, const char *text);
osp_node *maker_element(struct maker *maker, osp_node *parent, osp_tag tag);
void maker_link(struct maker *maker, const char *uri, const osp_node *node, osp_len x, osp_len y, osp_len width, osp_len height);
void maker_anchor(struct maker *maker, const char *id);
/* Writes the bytes to folder/name and makes an asset of them. */
osp_asset *maker_asset(struct maker *maker, const char *folder, const char *name, osp_asset_kind kind, const void *bytes, size_t len,
                       uint32_t width, uint32_t height);
void maker_picture(struct maker *maker, const osp_asset *asset, const char *alt, osp_len x, osp_len y, osp_len width, osp_len height);
/* Runs a writer, whose state is given, into a file. */
osp_status maker_write(struct maker *maker, const osp_plugin *plugin, void *state, const char *path);

/* A PNG of any kind: `kind` as in its header, `filtered` rows with their filter bytes. The palette and tRNS may be empty. */
void maker_png(osp_buf *out, uint32_t width, uint32_t height, unsigned bits, unsigned kind, const osp_buf *rows, const char *palette,
               size_t palette_len, const char *transparency, size_t transparency_len);

#endif
