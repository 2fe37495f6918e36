/* pages_maker.c - make pages by hand. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "pages_maker.h"

#include <hb-ot.h>
#include <hb.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "document/node.h"
#include "write/output.h"

static const osp_font fonts[MAKER_FONTS] = {
	[MAKER_SERIF_CJK] = { .path = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", .face = 2, .family = "Noto Serif CJK SC", .weight = 400 },
	[MAKER_SERIF] = { .path = "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf", .family = "Noto Serif", .weight = 400 },
	[MAKER_KAI] = { .path = "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", .family = "LXGW WenKai", .weight = 400 },
	[MAKER_SYMBOL] = { .path = "/usr/share/fonts/truetype/ancient-scripts/Symbola_hint.ttf", .family = "Symbola", .weight = 400, .symbolic = true },
	[MAKER_NAMED] = { .path = "/usr/share/fonts/opentype/urw-base35/C059-Roman.otf", .family = "C059", .weight = 400 },
};

bool maker_init(struct maker *m, size_t page_count, osp_len width, osp_len height) {
	*m = (struct maker){ .job = job_new("en") };
	m->volume = osp_job_alloc(m->job, sizeof *m->volume);
	m->job->volume = m->volume;
	*m->volume = (osp_volume){ .id = "v", .title = "手工排的书 𠮷", .subtitle = "", .lang = "zh-CN", .version = "", .date = "2024-05-01",
		.license = "CC-BY-4.0", .copyright = "", .publisher = "测试社", .folder = "/", .base_url = "", .modified = 1714521600 };
	m->tree = tree_new(m->job);
	m->pages.volume = m->volume;
	m->pages.page_count = page_count;
	m->pages.pages = osp_job_alloc(m->job, page_count * sizeof *m->pages.pages);
	for (size_t i = 0; i < page_count; i++) {
		osp_page *page = m->pages.pages[i] = osp_job_alloc(m->job, sizeof *page);
		*page = (osp_page){ .width = width, .height = height, .side = i % 2 == 0 ? OSP_RIGHT_PAGE : OSP_LEFT_PAGE,
			.label = osp_job_printf(m->job, "%zu", i + 1), .number = (uint32_t)i + 1 };
	}
	m->pages.fonts = osp_job_alloc(m->job, MAKER_FONTS * sizeof *m->pages.fonts);
	m->pages.font_count = MAKER_FONTS;
	bool has_all = true;
	for (size_t i = 0; i < MAKER_FONTS; i++) {
		osp_font *font = osp_job_alloc(m->job, sizeof *font);
		*font = fonts[i];
		font->variations = "";
		has_all = has_all && access(font->path, R_OK) == 0;
		m->pages.fonts[i] = font;
	}
	return has_all;
}

void maker_done(struct maker *m) {
	for (size_t i = 0; i < m->pages.page_count; i++) {
		free(m->pages.pages[i]->items);
	}
	job_free(m->job);
}

void maker_page(struct maker *m, size_t index, const char *label) {
	m->page = m->pages.pages[index];
	m->page->label = label;
	m->item_capacity = 0;
	m->y = 60 * OSP_POINT;
}

osp_item *maker_item(struct maker *m, osp_item_kind kind) {
	if (m->page->item_count == m->item_capacity) {
		m->item_capacity = m->item_capacity == 0 ? 64 : m->item_capacity * 2;
		m->page->items = realloc(m->page->items, m->item_capacity * sizeof *m->page->items);
	}
	osp_item *item = &m->page->items[m->page->item_count++];
	*item = (osp_item){ .kind = kind, .color = 0x000000ff };
	return item;
}

void maker_begin(struct maker *m, const osp_node *node) {
	osp_item *item = maker_item(m, node == NULL ? OSP_ITEM_ARTIFACT : OSP_ITEM_BEGIN);
	item->as.structure.node = node;
	item->as.structure.lang = "";
}

void maker_end(struct maker *m) {
	maker_item(m, OSP_ITEM_END);
}

osp_node *maker_element(struct maker *m, osp_node *parent, osp_tag tag) {
	osp_node *node = osp_element_new(m->tree, tag);
	if (parent != NULL) {
		osp_node_append(parent, node);
	}
	return node;
}

osp_len maker_text(struct maker *m, uint32_t font, osp_len size, osp_len x, osp_len y, const char *text) {
	const osp_font *info = m->pages.fonts[font];
	hb_blob_t *blob = hb_blob_create_from_file(info->path);
	hb_face_t *face = hb_face_create(blob, info->face);
	hb_font_t *hb = hb_font_create(face);
	hb_buffer_t *buffer = hb_buffer_create();
	hb_buffer_add_utf8(buffer, text, -1, 0, -1);
	hb_buffer_guess_segment_properties(buffer);
	hb_buffer_set_language(buffer, hb_language_from_string("zh-Hans", -1));
	hb_shape(hb, buffer, NULL, 0);
	unsigned count;
	hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
	hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);
	int64_t em = hb_face_get_upem(face), pen = 0;
	osp_glyph *glyphs = osp_job_alloc(m->job, (count + 1) * sizeof *glyphs);
	for (unsigned i = 0; i < count; i++) {
		glyphs[i] = (osp_glyph){ .id = infos[i].codepoint, .text_at = infos[i].cluster, .x = (osp_len)((pen + positions[i].x_offset) * size / em),
			.y = (osp_len)(-(int64_t)positions[i].y_offset * size / em), .advance = (osp_len)((int64_t)positions[i].x_advance * size / em) };
		pen += positions[i].x_advance;
	}
	osp_item *item = maker_item(m, OSP_ITEM_GLYPHS);
	item->x = x;
	item->y = y;
	item->width = (osp_len)(pen * size / em);
	item->as.glyphs.font = font;
	item->as.glyphs.size = size;
	item->as.glyphs.count = count;
	item->as.glyphs.glyphs = glyphs;
	item->as.glyphs.text = osp_job_strdup(m->job, text);
	item->as.glyphs.text_len = (uint32_t)strlen(text);
	item->as.glyphs.lang = "";
	osp_len width = item->width;
	hb_buffer_destroy(buffer);
	hb_font_destroy(hb);
	hb_face_destroy(face);
	hb_blob_destroy(blob);
	return width;
}

void maker_line(struct maker *m, uint32_t font, const char *text) {
	maker_begin(m, maker_element(m, NULL, OSP_P));
	maker_text(m, font, 12 * OSP_POINT, 40 * OSP_POINT, m->y, text);
	maker_end(m);
	m->y += 20 * OSP_POINT;
}

void maker_link(struct maker *m, const char *uri, const osp_node *node, osp_len x, osp_len y, osp_len width, osp_len height) {
	osp_item *item = maker_item(m, OSP_ITEM_LINK);
	item->x = x;
	item->y = y;
	item->width = width;
	item->height = height;
	item->as.link.uri = uri;
	item->as.link.node = node;
}

void maker_anchor(struct maker *m, const char *id) {
	osp_item *item = maker_item(m, OSP_ITEM_ANCHOR);
	item->x = 40 * OSP_POINT;
	item->y = m->y;
	item->as.anchor.id = id;
}

osp_asset *maker_asset(struct maker *m, const char *folder, const char *name, osp_asset_kind kind, const void *bytes, size_t len,
                       uint32_t width, uint32_t height) {
	osp_asset *asset = osp_job_alloc(m->job, sizeof *asset);
	*asset = (osp_asset){ .path = osp_job_printf(m->job, "%s/%s", folder, name), .name = name, .kind = kind, .width = width, .height = height,
		.orientation = 1, .size = len };
	FILE *file = fopen(asset->path, "wb");
	if (file != NULL) {
		fwrite(bytes, 1, len, file);
		fclose(file);
	}
	return asset;
}

void maker_picture(struct maker *m, const osp_asset *asset, const char *alt, osp_len x, osp_len y, osp_len width, osp_len height) {
	osp_node *figure = maker_element(m, NULL, OSP_FIGURE);
	osp_node *img = maker_element(m, figure, OSP_IMG);
	osp_node_set_attr(img, "alt", alt);
	maker_begin(m, figure);
	maker_begin(m, img);
	osp_item *item = maker_item(m, OSP_ITEM_IMAGE);
	item->x = x;
	item->y = y;
	item->width = width;
	item->height = height;
	item->as.image.asset = asset;
	item->as.image.node = img;
	maker_end(m);
	maker_end(m);
}

osp_status maker_write(struct maker *m, const osp_plugin *plugin, void *state, const char *path) {
	osp_output *output = output_new(m->job, plugin->name, path, false, OSP_NOWHERE);
	osp_status status = output == NULL ? OSP_FAIL : plugin->writer->write_pages(m->job, state, &m->pages, output);
	if (status != OSP_OK) {
		if (output != NULL) {
			output_discard(output);
		}
		return status;
	}
	return output_finish(output) == OSP_OK ? output_commit(output) : OSP_FAIL;
}

static void put_be(osp_buf *out, uint32_t value) {
	char bytes[4] = { (char)(value >> 24), (char)(value >> 16), (char)(value >> 8), (char)value };
	osp_buf_add(out, bytes, 4);
}

static void put_chunk(osp_buf *out, const char *type, const void *bytes, size_t len) {
	put_be(out, (uint32_t)len);
	size_t start = out->len;
	osp_buf_add(out, type, 4);
	osp_buf_add(out, bytes, len);
	put_be(out, libdeflate_crc32(0, out->data + start, len + 4));
}

void maker_png(osp_buf *out, uint32_t width, uint32_t height, unsigned bits, unsigned kind, const osp_buf *rows, const char *palette,
               size_t palette_len, const char *transparency, size_t transparency_len) {
	osp_buf head = OSP_BUF_INIT;
	put_be(&head, width);
	put_be(&head, height);
	osp_buf_putc(&head, (char)bits);
	osp_buf_putc(&head, (char)kind);
	osp_buf_add(&head, "\0\0", 3);
	osp_buf_add(out, "\x89PNG\r\n\x1a\n", 8);
	put_chunk(out, "IHDR", head.data, head.len);
	if (palette_len > 0) {
		put_chunk(out, "PLTE", palette, palette_len);
	}
	if (transparency_len > 0) {
		put_chunk(out, "tRNS", transparency, transparency_len);
	}
	struct libdeflate_compressor *deflate = libdeflate_alloc_compressor(6);
	size_t bound = libdeflate_zlib_compress_bound(deflate, rows->len);
	char *data = malloc(bound);
	size_t size = libdeflate_zlib_compress(deflate, rows->data, rows->len, data, bound);
	put_chunk(out, "IDAT", data, size / 2); /* in two chunks, as encoders may */
	put_chunk(out, "IDAT", data + size / 2, size - size / 2);
	put_chunk(out, "IEND", "", 0);
	free(data);
	libdeflate_free_compressor(deflate);
	osp_buf_done(&head);
}
