/* test_drawing.c - an SVG goes into a PDF as paths; a PDF that cairo did not write like this is refused, whatever is wrong with it. */
/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* memmem, mkdtemp */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/job.h"
#include "haru/drawing.h"
#include "image/image.h"
#include "tap.h"
#include "write/output.h"

/* Words, a shape seen through, a gradient, and one shape twice: what fonts, groups, patterns and double names are made of. */
static const char svg[] =
	"<svg xmlns='http://www.w3.org/2000/svg' width='200.5' height='100'>"
	"<defs><linearGradient id='g'><stop stop-color='#fff'/><stop offset='1' stop-color='#06c'/></linearGradient>"
	"<g id='s' opacity='.5'><rect width='20' height='20' fill='red'/><circle r='9'/></g></defs>"
	"<rect width='200' height='40' fill='url(#g)'/><use href='#s'/><use href='#s' x='30'/>"
	"<text x='10' y='80' font-family='Noto Serif' font-size='20'>Paths 字</text></svg>";

static bool has(const osp_buf *buf, const char *text) {
	return memmem(buf->data, buf->len, text, strlen(text)) != NULL;
}

static osp_status draw(const char *path, const char *text, osp_buf *out) {
	FILE *file = fopen(path, "wb");
	fputs(text, file);
	fclose(file);
	osp_asset asset = { .path = path, .name = "a.svg", .kind = OSP_ASSET_SVG };
	osp_status status = image_draw_pdf(&asset, out);
	unlink(path);
	return status;
}

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

struct target { osp_job *job; osp_output *output; osp_sink *sink; struct haru *haru; };

static struct target open_target(const char *path) {
	struct target t = { .job = job_new("en") };
	t.output = output_new(t.job, "pdf", path, false, OSP_NOWHERE);
	t.sink = osp_output_open(t.output, NULL);
	t.haru = haru_open(t.sink, 7);
	return t;
}

static void drop_target(struct target *t) {
	haru_drop(t->haru);
	osp_sink_close(t->sink);
	output_discard(t->output);
	job_free(t->job);
}

static void test_import(const char *path, const osp_buf *pdf) {
	struct target t = open_target(path);
	haru_id form = haru_drawing_put(t.haru, NULL, pdf);
	ok(form != 0, "what cairo drew is taken in");
	ok(haru_close(t.haru), "the file is finished");
	osp_sink_close(t.sink);
	output_finish(t.output);
	output_commit(t.output);
	job_free(t.job);
	osp_buf file = read_back(path);
	char entries[200];
	snprintf(entries, sizeof entries, "%u 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 802.000000 400.000000]/Matrix[0.0012468827 0 0 0.0025000000 0 0]", form);
	ok(has(&file, entries), "as a form as large as a picture");
	ok(!has(&file, "/Font"), "without a font");
	osp_buf_done(&file);
	unlink(path);
}

/* Cut short anywhere and with any bit of its structure wrong: nothing outside is read, nothing hangs. Any answer will do. */
static void test_hostile(const char *path, const osp_buf *pdf) {
	struct target t = open_target(path);
	const char *why;
	struct haru_ink *ink = haru_ink_open(HARU_CMYK, "", &why);
	unsigned taken = 0;
	for (size_t len = 0; len < pdf->len; len += len + 400 < pdf->len ? 17 : 1) {
		osp_buf copy = OSP_BUF_INIT;
		osp_buf_add(&copy, pdf->data, len);
		taken += haru_drawing_put(t.haru, NULL, &copy) != 0;
		osp_buf_done(&copy);
	}
	ok(taken <= 8, "a file that is cut short is refused (%u were not, for want of their last bytes)", taken);
	for (size_t at = 0; at < pdf->len; at += 3) {
		osp_buf copy = OSP_BUF_INIT;
		osp_buf_add(&copy, pdf->data, pdf->len);
		copy.data[at] = "/<>0 9(R%"[at / 3 % 9];
		haru_drawing_put(t.haru, at % 2 == 0 ? NULL : ink, &copy);
		osp_buf_done(&copy);
	}
	ok(true, "no wrong byte does harm");
	haru_ink_close(ink);
	drop_target(&t);
}

int main(void) {
	char folder[] = "/tmp/test_drawing.XXXXXX", path[100], target[100];
	osp_buf pdf = OSP_BUF_INIT, again = OSP_BUF_INIT;
	if (mkdtemp(folder) == NULL) {
		return 1;
	}
	snprintf(path, sizeof path, "%s/a.svg", folder);
	snprintf(target, sizeof target, "%s/a.pdf", folder);
	is_int(draw(path, svg, &pdf), OSP_OK, "an SVG is drawn");
	ok(!has(&pdf, "/Font <<"), "its words are outlines");
	test_import(target, &pdf);
	test_hostile(target, &pdf);
	is_int(draw(path, "<svg", &again), OSP_FAIL, "an SVG that is not well-formed is refused");
	is_int(draw(path, "<svg xmlns='http://www.w3.org/2000/svg' width='99999' height='9'/>", &again), OSP_FAIL, "and one that no page is large enough for");
	osp_buf_done(&pdf);
	osp_buf_done(&again);
	rmdir(folder);
	return tap_done();
}
