/* test_handout.c - a booklet made by hand: boxes, places, links, nothing claimed. */
/* SPDX-License-Identifier: Apache-2.0 */
/* `test_handout FOLDER` leaves booklet.pdf there: tests/valid/pdf.sh looks where each page stands. */
#define _GNU_SOURCE /* memmem, mkdtemp */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "handout.h"
#include "pages_maker.h"
#include "tap.h"

enum { PAGES = 6, WIDTH = 430080, HEIGHT = 609280 }; /* 420 x 595 pt */

static bool has(const osp_buf *buf, const char *text) {
	return memmem(buf->data, buf->len, text, strlen(text)) != NULL;
}

static osp_buf read_back(const char *path) {
	osp_buf out = OSP_BUF_INIT;
	char block[65536];
	FILE *file = fopen(path, "rb");
	osp_buf_puts(&out, "");
	for (size_t got; file != NULL && (got = fread(block, 1, sizeof block, file)) > 0;) {
		osp_buf_add(&out, block, got);
	}
	if (file != NULL) {
		fclose(file);
	}
	return out;
}

static void make_pages(struct maker *m) {
	static const char *const texts[PAGES] = { "Page 1", "Page 2", "Page 3", "Page 4", "Page 5", "Page 6" };
	static const char *const labels[PAGES] = { "1", "2", "3", "4", "5", "6" };
	for (size_t i = 0; i < PAGES; i++) {
		maker_page(m, i, labels[i]);
		m->page->bleed = 9 * OSP_POINT;
		if (i == 4) {
			maker_anchor(m, "five");
		}
		maker_line(m, MAKER_SERIF, texts[i]);
	}
	m->page = &m->pages.pages[0];
	m->item_capacity = m->page->item_count;
	maker_link(m, "#five", NULL, 40 * OSP_POINT, 50 * OSP_POINT, 40 * OSP_POINT, 12 * OSP_POINT);
}

static void test_booklet(const char *folder) {
	struct maker m;
	char path[4096];
	if (!maker_init(&m, PAGES, WIDTH, HEIGHT)) {
		tap_skip("a font is missing");
		maker_done(&m);
		return;
	}
	make_pages(&m);
	struct handout handout = { .sheet_width = 862095, .sheet_height = 609562 };
	snprintf(path, sizeof path, "%s/booklet.pdf", folder);
	is_int(maker_write(&m, &osp_plugin_entry, &handout, path), OSP_OK, "the booklet is written");
	is_int((long long)report_count(m.job, SEVERITY_WARNING), 0, "without a warning");
	osp_buf file = read_back(path);
	ok(has(&file, "/Subtype/Form/BBox[9 9 429 604]"), "pages are forms, cut at the trim box");
	ok(!has(&file, "pdfuaid") && !has(&file, "pdfaid"), "nothing is claimed");
	osp_buf_done(&file);
	maker_done(&m);
}

int main(int argc, char **argv) {
	char temporary[] = "/tmp/test_handout.XXXXXX";
	const char *folder = argc > 1 ? argv[1] : mkdtemp(temporary);
	test_booklet(folder);
	if (argc == 1) {
		char path[4096];
		snprintf(path, sizeof path, "%s/booklet.pdf", folder);
		unlink(path);
		rmdir(folder);
	}
	return tap_done();
}
