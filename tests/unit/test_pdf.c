/* test_pdf.c - pages made by hand become a PDF, twice the same; what is broken costs a frame, not the file. */
/* SPDX-License-Identifier: Apache-2.0 */
/* `test_pdf FOLDER` leaves its files there: tests/valid/pdf.sh has them read by other programs.
 * `test_pdf FOLDER PICTURE...` sets those pictures, for folders of hostile ones. */
#define _GNU_SOURCE /* memmem, mkdtemp */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../plugins/writers/pdf/pdf.h"
#include "image/image.h"
#include "pages_maker.h"
#include "tap.h"

enum { WIDTH = 420 * OSP_POINT, HEIGHT = 595 * OSP_POINT };

static osp_buf read_back(const char *path) {
	osp_buf out = OSP_BUF_INIT;
	FILE *file = fopen(path, "rb");
	char block[65536];
	osp_buf_puts(&out, "");
	for (size_t got; file != NULL && (got = fread(block, 1, sizeof block, file)) > 0;) {
		osp_buf_add(&out, block, got);
	}
	if (file != NULL) {
		fclose(file);
	}
	return out;
}

static bool has(const osp_buf *buf, const char *text) {
	return memmem(buf->data, buf->len, text, strlen(text)) != NULL;
}

static size_t occurrences(const osp_buf *buf, const char *text) {
	size_t count = 0;
	const char *end = buf->data + buf->len;
	for (const char *at = buf->data; (at = memmem(at, (size_t)(end - at), text, strlen(text))) != NULL; at++) {
		count++;
	}
	return count;
}

/* ---- what the sheet shows ---- */

static void add_texts(struct maker *m) {
	maker_page(m, 0, "i");
	osp_node *heading = maker_element(m, NULL, OSP_H1);
	maker_anchor(m, "top");
	maker_begin(m, heading);
	osp_len width = maker_text(m, MAKER_SERIF_CJK, 20 * OSP_POINT, 40 * OSP_POINT, m->y, "开源项目办公室");
	maker_text(m, MAKER_SERIF, 20 * OSP_POINT, 40 * OSP_POINT + width, m->y, " OSPO");
	maker_end(m);
	m->y += 30 * OSP_POINT;
	maker_line(m, MAKER_SERIF_CJK, "“为什么要筹划一次峰会？”——他说……𠮷野家");
	maker_line(m, MAKER_SERIF, "The office affine ffl fi AVAToWa (brackets) \\ back");
	maker_line(m, MAKER_KAI, "楷体：天地玄黄，宇宙洪荒。Kai");
	maker_line(m, MAKER_NAMED, "Name-keyed outlines: quick brown fox 0123");
	maker_line(m, MAKER_SERIF_CJK, "康熙部首 ⼀ 与一 non\u00a0breaking space");
	maker_line(m, MAKER_SERIF, "e\u0301 a\u0302\u0323 combining");
	maker_line(m, MAKER_SYMBOL, "\u2600\u2708\U0001F600");
	maker_begin(m, maker_element(m, NULL, OSP_P));
	maker_text(m, MAKER_SERIF, 12 * OSP_POINT, 40 * OSP_POINT, m->y, "hyphen-");
	m->page->items[m->page->item_count - 1].as.glyphs.hyphen = true;
	m->page->items[m->page->item_count - 1].as.glyphs.text_len--;
	m->y += 16 * OSP_POINT;
	maker_text(m, MAKER_SERIF, 12 * OSP_POINT, 40 * OSP_POINT, m->y, "ated");
	m->page->items[m->page->item_count - 1].color = 0xaa0000ff;
	maker_text(m, MAKER_SERIF, 24 * OSP_POINT, 200 * OSP_POINT, m->y + 12 * OSP_POINT, "W");
	m->page->items[m->page->item_count - 1].as.glyphs.silent = true;
	maker_text(m, MAKER_SERIF, 12 * OSP_POINT, 230 * OSP_POINT, m->y, "Whole");
	m->page->items[m->page->item_count - 1].as.glyphs.glyphs++;
	m->page->items[m->page->item_count - 1].as.glyphs.count--;
	maker_end(m);
	m->y += 20 * OSP_POINT;
	osp_item *rect = maker_item(m, OSP_ITEM_RECT);
	*rect = (osp_item){ .kind = OSP_ITEM_RECT, .color = 0x0000ff40, .x = 40 * OSP_POINT, .y = m->y, .width = 100 * OSP_POINT, .height = OSP_POINT };
	maker_begin(m, NULL);
	maker_text(m, MAKER_SERIF, 9 * OSP_POINT, 200 * OSP_POINT, 570 * OSP_POINT, "i");
	maker_end(m);
}

static void add_links(struct maker *m) {
	maker_page(m, 1, "1");
	osp_node *p = maker_element(m, NULL, OSP_P), *out = maker_element(m, p, OSP_A), *in = maker_element(m, p, OSP_A);
	osp_node_set_attr(out, "href", "https://example.org/");
	osp_node_set_attr(in, "href", "#top");
	osp_node_append(out, osp_text_new(m->tree, "外面", 6));
	maker_begin(m, p);
	maker_begin(m, out);
	maker_text(m, MAKER_SERIF_CJK, 12 * OSP_POINT, 40 * OSP_POINT, m->y, "外面");
	maker_end(m);
	maker_begin(m, in);
	maker_text(m, MAKER_SERIF_CJK, 12 * OSP_POINT, 100 * OSP_POINT, m->y, "里面");
	maker_end(m);
	maker_end(m);
	maker_link(m, "https://example.org/a b?q=中", out, 40 * OSP_POINT, m->y - 12 * OSP_POINT, 24 * OSP_POINT, 14 * OSP_POINT);
	maker_link(m, "#top", in, 100 * OSP_POINT, m->y - 12 * OSP_POINT, 24 * OSP_POINT, 14 * OSP_POINT);
	maker_link(m, "#nowhere", NULL, 200 * OSP_POINT, m->y, 10 * OSP_POINT, 10 * OSP_POINT);
	m->y += 20 * OSP_POINT;
}

static void add_list(struct maker *m) {
	osp_node *list = maker_element(m, NULL, OSP_OL);
	maker_begin(m, list);
	for (unsigned i = 0; i < 2; i++) {
		osp_node *item = maker_element(m, list, OSP_LI);
		maker_begin(m, item);
		maker_begin(m, item);
		m->page->items[m->page->item_count - 1].as.structure.is_marker = true;
		maker_text(m, MAKER_SERIF, 12 * OSP_POINT, 40 * OSP_POINT, m->y, i == 0 ? "1." : "2.");
		maker_end(m);
		maker_text(m, MAKER_SERIF_CJK, 12 * OSP_POINT, 60 * OSP_POINT, m->y, i == 0 ? "第一条" : "第二条");
		maker_end(m);
		m->y += 18 * OSP_POINT;
	}
	maker_end(m);
}

static void add_table(struct maker *m) {
	osp_node *table = maker_element(m, NULL, OSP_TABLE);
	osp_node *parts[] = { maker_element(m, table, OSP_THEAD), maker_element(m, table, OSP_TBODY) };
	maker_begin(m, table);
	for (unsigned i = 0; i < 3; i++) { /* the last row is a cell short */
		osp_node *part = parts[i == 0 ? 0 : 1], *row = maker_element(m, part, OSP_TR);
		maker_begin(m, part);
		maker_begin(m, row);
		for (unsigned column = 0; column < (i == 2 ? 1 : 2); column++) {
			maker_begin(m, maker_element(m, row, i == 0 ? OSP_TH : OSP_TD));
			maker_text(m, MAKER_SERIF_CJK, 11 * OSP_POINT, (40 + 100 * (osp_len)column) * OSP_POINT, m->y, i == 0 ? "表头" : "格子");
			maker_end(m);
		}
		maker_end(m);
		maker_end(m);
		m->y += 18 * OSP_POINT;
	}
	maker_end(m);
}

/* Rows of a picture of 16 x 16 pixels, a byte each for `channels`, all with the filter None; `bits` below 8 pack. */
static osp_buf make_rows(unsigned channels, unsigned bits) {
	osp_buf rows = OSP_BUF_INIT;
	for (unsigned y = 0; y < 16; y++) {
		osp_buf_putc(&rows, 0);
		for (unsigned x = 0; x < 16 * channels * bits / 8; x++) {
			unsigned value = bits == 8 ? (x / channels * 16 + (x % channels) * 40 + y * 4) : (y % 2 == 0 ? 0x1b : 0xe4);
			osp_buf_putc(&rows, (char)value);
		}
	}
	return rows;
}

static osp_asset *make_png(struct maker *m, const char *folder, const char *name, unsigned channels, unsigned bits, unsigned kind) {
	osp_buf rows = make_rows(channels, bits), png = OSP_BUF_INIT;
	static const char palette[] = "\xff\0\0\0\xff\0\0\0\xff\xff\xff\0";
	maker_png(&png, 16, 16, bits, kind, &rows, palette, kind == 3 ? 12 : 0, NULL, 0);
	osp_asset *asset = maker_asset(m, folder, name, OSP_ASSET_PNG, png.data, png.len, 16, 16);
	osp_buf_done(&rows);
	osp_buf_done(&png);
	return asset;
}

static osp_asset *make_broken(struct maker *m, const char *folder) {
	osp_buf rows = make_rows(3, 8), png = OSP_BUF_INIT;
	maker_png(&png, 16, 17, 8, 2, &rows, NULL, 0, NULL, 0); /* a row too few */
	osp_asset *asset = maker_asset(m, folder, "broken.png", OSP_ASSET_PNG, png.data, 60, 16, 17);
	osp_buf_done(&rows);
	osp_buf_done(&png);
	return asset;
}

static osp_asset *make_jpeg(struct maker *m, const char *folder) {
	struct image_pixels pixels = { .width = 32, .height = 16, .rgba = calloc(32 * 16, 4) };
	for (unsigned i = 0; i < 32 * 16; i++) {
		pixels.rgba[4 * i] = i % 32 < 16 ? 255 : 0; /* left half red, the rest blue */
		pixels.rgba[4 * i + 2] = i % 32 < 16 ? 0 : 255;
		pixels.rgba[4 * i + 3] = 255;
	}
	osp_buf jpeg = OSP_BUF_INIT;
	image_encode_jpeg(&pixels, 90, &jpeg);
	osp_asset *asset = maker_asset(m, folder, "turned.jpg", OSP_ASSET_JPEG, jpeg.data, jpeg.len, 16, 32);
	asset->orientation = 6; /* to be shown turned clockwise: red on top */
	free(pixels.rgba);
	osp_buf_done(&jpeg);
	return asset;
}

static void add_pictures(struct maker *m, const char *folder) {
	maker_page(m, 2, "2");
	const osp_asset *assets[] = {
		make_png(m, folder, "rgb.png", 3, 8, 2), make_png(m, folder, "gray.png", 1, 8, 0), make_png(m, folder, "palette.png", 1, 2, 3),
		make_png(m, folder, "alpha.png", 4, 8, 6), make_jpeg(m, folder), make_broken(m, folder),
	};
	for (unsigned i = 0; i < 6; i++) {
		osp_len x = (40 + 110 * (osp_len)(i % 3)) * OSP_POINT, y = (60 + 120 * (osp_len)(i / 3)) * OSP_POINT;
		maker_picture(m, assets[i], "图", x, y, i == 4 ? 50 * OSP_POINT : 100 * OSP_POINT, 100 * OSP_POINT);
	}
	maker_picture(m, assets[0], "again", 40 * OSP_POINT, 320 * OSP_POINT, 50 * OSP_POINT, 50 * OSP_POINT);
}

static void make_sheet(struct maker *m, const char *folder) {
	add_texts(m);
	add_links(m);
	add_list(m);
	add_table(m);
	add_pictures(m, folder);
	static osp_outline front = { .title = "前", .page = 0, .depth = 1 }, one = { .title = "一 One", .page = 1, .depth = 1 },
		picture = { .title = "图", .page = 2, .depth = 2 };
	static osp_outline *outline[] = { &front, &one, &picture };
	m->pages.outline = outline;
	m->pages.outline_count = 3;
}

static void test_sheet(const char *folder) {
	osp_buf files[2];
	for (unsigned run = 0; run < 2; run++) {
		struct maker m;
		char path[4096];
		if (!maker_init(&m, 3, WIDTH, HEIGHT)) {
			tap_skip("a font is missing");
			maker_done(&m);
			return;
		}
		make_sheet(&m, folder);
		m.page->bleed = 9 * OSP_POINT;
		snprintf(path, sizeof path, "%s/sheet%u.pdf", folder, run);
		is_int(maker_write(&m, &osp_plugin_entry, &(struct pdf_settings){ 0 }, path), OSP_OK, "the sheet is written");
		is_int((long long)report_count(m.job, SEVERITY_WARNING), 1, "the broken picture is warned of, once");
		is_int((long long)report_count(m.job, SEVERITY_ERROR), 0, "nothing is an error");
		report_flush(m.job);
		maker_done(&m);
		files[run] = read_back(path);
	}
	ok(files[0].len == files[1].len && memcmp(files[0].data, files[1].data, files[0].len) == 0, "two runs give the same bytes");
	ok(strncmp(files[0].data, "%PDF-1.7", 8) == 0, "it begins as a PDF");
	ok(has(&files[0], "/Type/ObjStm") && has(&files[0], "/Type/XRef"), "objects are packed");
	is_int((long long)occurrences(&files[0], "/Subtype/Image"), 6, "five pictures and one mask, each once");
	ok(has(&files[0], "/Columns 16") && has(&files[0], "/Indexed/DeviceRGB 3<FF000000FF000000FFFFFF00>"), "a palette passes through");
	ok(has(&files[0], "/DCTDecode"), "a JPEG passes through");
	ok(has(&files[0], "<pdfuaid:part>1<"), "it says that it is PDF/UA-1");
	ok(has(&files[0], "<pdfaid:part>2<") && has(&files[0], "<pdfaid:conformance>A<"), "and PDF/A-2a");
	ok(has(&files[0], "<pdfaSchema:prefix>pdfuaid<"), "and describes the schema that PDF/A does not know");
	ok(has(&files[0], "/N 3/Filter/FlateDecode"), "and gives RGB a profile");
	ok(has(&files[0], "CIDFontType0C"), "CFF goes in as a bare table");
	osp_buf_done(&files[0]);
	osp_buf_done(&files[1]);
}

static void test_refusals(const char *folder) {
	struct maker m;
	char path[4096];
	maker_init(&m, 1, WIDTH, HEIGHT);
	maker_page(&m, 0, "1");
	maker_line(&m, MAKER_SERIF, "x");
	snprintf(path, sizeof path, "%s/none.ttf", folder);
	FILE *file = fopen(path, "wb");
	fputs("no font at all", file);
	fclose(file);
	osp_font bad = { .path = path, .family = "None", .variations = "" };
	m.pages.fonts[MAKER_SERIF] = &bad;
	char target[4096];
	snprintf(target, sizeof target, "%s/refused.pdf", folder);
	is_int(maker_write(&m, &osp_plugin_entry, &(struct pdf_settings){ 0 }, target), OSP_FAIL, "a file that is no font is refused");
	is_int((long long)report_count(m.job, SEVERITY_ERROR), 1, "and said to be, once");
	is_int(access(target, F_OK), -1, "and no file is left");
	maker_done(&m);
}

/* What would be false is not said, and why is. */
static void test_claims(const char *folder) {
	struct maker m;
	char path[4096];
	if (!maker_init(&m, 1, WIDTH, HEIGHT)) {
		tap_skip("a font is missing");
		maker_done(&m);
		return;
	}
	maker_page(&m, 0, "1");
	maker_line(&m, MAKER_SERIF, "x");
	m.volume->title = "";
	snprintf(path, sizeof path, "%s/untitled.pdf", folder);
	is_int(maker_write(&m, &osp_plugin_entry, &(struct pdf_settings){ 0 }, path), OSP_OK, "a volume without a title is written");
	osp_buf file = read_back(path);
	ok(!has(&file, "pdfuaid"), "but not as PDF/UA");
	ok(has(&file, "<pdfaid:part>2<"), "PDF/A wants no title");
	is_int((long long)report_count(m.job, SEVERITY_NOTE), 1, "a note says why");
	osp_buf_done(&file);
	maker_done(&m);
	unlink(path);
}

static osp_asset_kind sniff(const char *path) {
	static const struct { const char *suffix; osp_asset_kind kind; } kinds[] = {
		{ ".png", OSP_ASSET_PNG }, { ".jpg", OSP_ASSET_JPEG }, { ".jpeg", OSP_ASSET_JPEG }, { ".gif", OSP_ASSET_GIF },
		{ ".webp", OSP_ASSET_WEBP }, { ".svg", OSP_ASSET_SVG },
	};
	const char *dot = strrchr(path, '.');
	for (size_t i = 0; dot != NULL && i < sizeof kinds / sizeof *kinds; i++) {
		if (strcmp(dot, kinds[i].suffix) == 0) {
			return kinds[i].kind;
		}
	}
	return OSP_ASSET_PNG;
}

static int set_pictures(const char *folder, char **paths, int count) {
	struct maker m;
	char target[4096];
	maker_init(&m, (size_t)(count + 15) / 16, WIDTH, HEIGHT);
	for (int i = 0; i < count; i++) {
		if (i % 16 == 0) {
			maker_page(&m, (size_t)i / 16, "");
		}
		osp_asset *asset = osp_job_alloc(m.job, sizeof *asset);
		*asset = (osp_asset){ .path = paths[i], .name = paths[i], .kind = sniff(paths[i]), .width = 100, .height = 100, .orientation = 1 };
		osp_len x = (20 + 100 * (i % 4)) * OSP_POINT, y = (20 + 140 * (i / 4 % 4)) * OSP_POINT;
		maker_picture(&m, asset, paths[i], x, y, 90 * OSP_POINT, 90 * OSP_POINT);
	}
	snprintf(target, sizeof target, "%s/pictures.pdf", folder);
	osp_status status = maker_write(&m, &osp_plugin_entry, &(struct pdf_settings){ 0 }, target);
	report_flush(m.job);
	maker_done(&m);
	return status == OSP_OK ? 0 : 1;
}

int main(int argc, char **argv) {
	char temporary[] = "/tmp/test_pdf.XXXXXX";
	const char *folder = argc > 1 ? argv[1] : mkdtemp(temporary);
	if (argc > 2) {
		return set_pictures(folder, argv + 2, argc - 2);
	}
	test_sheet(folder);
	test_refusals(folder);
	test_claims(folder);
	if (argc == 1) {
		static const char *const left[] = { "sheet0.pdf", "sheet1.pdf", "none.ttf", "rgb.png", "gray.png", "palette.png", "alpha.png", "turned.jpg", "broken.png" };
		for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
			char path[4096];
			snprintf(path, sizeof path, "%s/%s", folder, left[i]);
			unlink(path);
		}
		rmdir(folder);
	}
	return tap_done();
}
