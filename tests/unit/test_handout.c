/* test_handout.c - handouts of pages made by hand: boxes, places, links, nothing claimed; wrong wishes are refused. */
/* SPDX-License-Identifier: Apache-2.0 */
/* `test_handout FOLDER` leaves a PDF of every case there, and cases.tsv: tests/valid/handout.py reads and folds them. */
#define _GNU_SOURCE /* memmem, mkdtemp */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "handout.h"
#include "pages_maker.h"
#include "plugin/options.h"
#include "tap.h"

enum { WIDTH = 430080, HEIGHT = 609280, BLEED = 9 * OSP_POINT, MOST = 64 }; /* 420 x 595 pt */

struct test { const char *name; unsigned pages; const char *settings; };

/* Layout, binding, flipped edge, folds, blanks, creep, marks: each in company with others. */
static const struct test tests[] = {
	{ "booklet", 6, "" },
	{ "right", 13, "binding=right" },
	{ "long", 9, "flip=long" },
	{ "right-long", 16, "binding=right flip=long" },
	{ "signatures", 22, "signature=8" },
	{ "creep", 64, "creep=0.1mm" },
	{ "creep-a3", 32, "signature=16 creep=0.5mm sheet=a3 marks=crop,fold,sewing,collation,slug" },
	{ "creep-right", 40, "signature=40 creep=0.2mm binding=right flip=long sheet=a3 marks=crop,slug" },
	{ "quarto", 11, "folds=2 sheet=a3 marks=crop,fold" },
	{ "quarto-creep", 24, "folds=2 sheet=a3 signature=24 creep=0.4mm gap=0mm scale=none" },
	{ "quarto-right", 24, "folds=2 binding=right signature=8 flip=short" },
	{ "octavo", 16, "folds=3 sheet=a3" },
	{ "octavo-right", 40, "folds=3 binding=right signature=32 flip=long" },
	{ "cover", 7, "blanks=cover" },
	{ "2up", 5, "layout=2up" },
	{ "2up-right", 7, "layout=2up binding=right flip=long" },
	{ "4up", 10, "layout=4up" },
	{ "nup", 20, "nup=3x3 marks=crop,slug" },
	{ "nup-right", 17, "nup=2x4 binding=right flip=short gap=4mm" },
	{ "single", 5, "layout=single sheet=a4" },
	{ "single-short", 4, "layout=single flip=short binding=right" },
	{ "plain", 3, "layout=large-print sheet=letter" },
	{ "cards", 9, "layout=cards" },
	{ "8k", 12, "sheet=8k marks=crop,fold,slug copies=3" },
};

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

/* Every page says its number, and its number leads somewhere. */
static void make_pages(struct maker *m, unsigned pages) {
	for (unsigned i = 0; i < pages; i++) {
		char *text = osp_job_printf(m->job, "Page %u", i + 1);
		maker_page(m, i, osp_job_printf(m->job, "%u", i + 1));
		m->page->bleed = BLEED;
		if (i + 1 == pages) {
			maker_anchor(m, "last");
		}
		osp_len width = maker_text(m, MAKER_SERIF, 12 * OSP_POINT, 40 * OSP_POINT, m->y, text);
		maker_link(m, i == 0 ? "#last" : osp_job_printf(m->job, "https://example.org/%u", i + 1), NULL, 40 * OSP_POINT, m->y - 11 * OSP_POINT, width,
		           14 * OSP_POINT);
	}
}

/* The writer's state with these settings, NULL when they were refused. */
static void *open_handout(osp_job *job, const char *settings) {
	osp_options *options = options_make(job, "handout", osp_plugin_entry.options, NULL, NULL, NULL, OSP_NOWHERE);
	bool good = true;
	for (const char *at = settings; *at != '\0';) {
		size_t len = strcspn(at, " "), key = strcspn(at, "=");
		good = options_set(job, options, osp_job_strndup(job, at, key), osp_job_strndup(job, at + key + 1, len - key - 1), NULL) == OSP_OK && good;
		at += len + strspn(at + len, " ");
	}
	void *state = NULL;
	return handout_open(job, options, &state) == OSP_OK && good ? state : NULL;
}

static osp_status make_handout(struct maker *m, unsigned pages, const char *settings, const char *path) {
	make_pages(m, pages);
	void *state = open_handout(m->job, settings);
	return state == NULL ? OSP_FAIL : maker_write(m, &osp_plugin_entry, state, path);
}

static void run(const struct test *test, const char *folder, FILE *list) {
	struct maker m;
	char path[4096];
	if (!maker_init(&m, test->pages, WIDTH, HEIGHT)) {
		tap_skip("a font is missing");
		maker_done(&m);
		return;
	}
	snprintf(path, sizeof path, "%s/%s.pdf", folder, test->name);
	is_int(make_handout(&m, test->pages, test->settings, path), OSP_OK, test->name);
	is_int((long long)report_count(m.job, SEVERITY_WARNING), 0, "without a warning");
	osp_buf file = read_back(path);
	ok(has(&file, "/Subtype/Form/BBox[0 0 438 613]"), "pages are forms, bleed included");
	ok(!has(&file, "pdfuaid") && !has(&file, "pdfaid"), "nothing is claimed");
	fprintf(list, "%s\t%u\t%s\n", test->name, test->pages, test->settings);
	osp_buf_done(&file);
	maker_done(&m);
}

/* Refused, with one error of this code, and nothing is written. */
static void refuses(const char *settings, const char *code, const char *words, const char *folder) {
	struct maker m;
	char path[4096];
	osp_buf said = OSP_BUF_INIT;
	snprintf(path, sizeof path, "%s/refused.pdf", folder);
	if (!maker_init(&m, MOST, WIDTH, HEIGHT)) {
		tap_skip("a font is missing");
		maker_done(&m);
		return;
	}
	osp_status status = make_handout(&m, MOST, settings, path);
	osp_buf_puts(&said, "");
	for (size_t i = 0; i < m.job->diagnostic_count; i++) {
		osp_buf_printf(&said, "%s: %s\n", m.job->diagnostics[i]->code, m.job->diagnostics[i]->text);
	}
	ok(status != OSP_OK && report_count(m.job, SEVERITY_ERROR) == 1 && has(&said, code), "%s: %s", settings, code);
	ok(has(&said, words), "and what would do: %s", words);
	if (!has(&said, words)) {
		printf("# %s", said.data);
	}
	osp_buf_done(&said);
	maker_done(&m);
}

static void test_refusals(const char *folder) {
	refuses("signature=6", "handout/signature", "give a multiple of 4, such as 8", folder);
	refuses("signature=12 folds=2", "handout/signature", "give a multiple of 8, such as 16", folder);
	refuses("creep=2mm", "handout/creep", "0mm to 1mm", folder);
	refuses("creep=1mm", "handout/creep-margin", "take \"signature: 60\"", folder);
	refuses("sheet=a5 scale=none", "handout/sheet", "take \"sheet: a4\"", folder);
	refuses("sheet=a3 folds=3 scale=none", "handout/sheet", "nor on any other", folder);
	refuses("layout=4up sheet=a4 gap=30mm scale=none", "handout/sheet", "\"scale: fit\"", folder);
	refuses("marks=crop,corp", "handout/marks", "crop, fold, sewing, collation and slug", folder);
	refuses("layout=nup nup=9x1", "handout/nup", "nup: 2x3", folder);
	refuses("pages=7,65", "handout/pages", "from 1 to 64", folder);
	refuses("pages=9-3", "handout/pages", "from 1 to 64", folder);
	refuses("articles=none", "handout/article", "no pages of an article", folder);
	refuses("parts=2", "handout/part", "no part", folder);
	refuses("gap=-1mm", "handout/gap", "0mm to 30mm", folder);
	refuses("note-margin=200mm", "handout/note-margin", "0mm to 90mm", folder);
}

int main(int argc, char **argv) {
	char temporary[] = "/tmp/test_handout.XXXXXX", path[4096];
	const char *folder = argc > 1 ? argv[1] : mkdtemp(temporary);
	snprintf(path, sizeof path, "%s/cases.tsv", folder);
	FILE *list = fopen(path, "w");
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
		run(&tests[i], folder, list);
	}
	fclose(list);
	test_refusals(folder);
	for (size_t i = 0; argc == 1 && i < sizeof tests / sizeof *tests; i++) {
		snprintf(path, sizeof path, "%s/%s.pdf", folder, tests[i].name);
		unlink(path);
	}
	if (argc == 1) {
		snprintf(path, sizeof path, "%s/cases.tsv", folder);
		unlink(path);
		rmdir(folder);
	}
	return tap_done();
}
