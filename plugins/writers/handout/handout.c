/* handout.c - draw each page once, as a form, and place the forms on sheets. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "handout.h"

#include <stdlib.h>

#include "haru/canvas.h"
#include "haru/document.h"
#include "haru/syntax.h"

enum { CONTENT_LEVEL = 6 };

/*
 * Sheets are for paper: the file is not tagged and claims nothing. The page's
 * trim box stands against the fold, in the middle of the sheet's height, at its
 * own size or as much smaller as the sheet needs. Bleed is cut off: there is no
 * room for it at the fold, and nobody trims a handout.
 */
struct work {
	struct haru_document *document;
	const struct handout *handout;
	struct imposition plan;
	haru_id *forms;          /* by page */
	haru_id *sides;          /* page objects */
	int64_t width, height;   /* of a side, hundredths of a point */
	int64_t scale;
	struct haru_tree tree;
};

static void *allocate(size_t count, size_t size) {
	void *memory = calloc(count + 1, size);
	if (memory == NULL) {
		abort(); /* as osp_buf: out of memory ends the program */
	}
	return memory;
}

/* One scale for all pages: that of the largest. */
static int64_t fit(const struct work *work) {
	int64_t width = 1, height = 1;
	for (size_t i = 0; i < work->document->pages->page_count; i++) {
		const osp_page *page = &work->document->pages->pages[i];
		width = haru_hundredths(page->width) > width ? haru_hundredths(page->width) : width;
		height = haru_hundredths(page->height) > height ? haru_hundredths(page->height) : height;
	}
	int64_t across = work->width * HARU_SCALE / (2 * width), down = work->height * HARU_SCALE / height;
	int64_t scale = across < down ? across : down;
	return scale > HARU_SCALE * 99 / 100 ? HARU_SCALE : scale; /* A5 on A4 is 1:1, whatever the rounding of millimetres */
}

/* Where a page stands. Inner sheets stick out at the fore edge when folded; their pages are moved towards the fold by as much. */
static void place(struct work *work, uint32_t page, size_t side, bool is_left) {
	if (page == IMPOSITION_BLANK) {
		return;
	}
	const osp_page *p = &work->document->pages->pages[page];
	int64_t width = haru_hundredths(p->width) * work->scale / HARU_SCALE, height = haru_hundredths(p->height) * work->scale / HARU_SCALE;
	int64_t bleed = haru_hundredths(p->bleed) * work->scale / HARU_SCALE;
	int64_t creep = haru_hundredths((int64_t)work->handout->paper * work->plan.sides[side].depth);
	work->document->leaves[page] = (struct haru_leaf){
		.page = work->sides[side],
		.x = (is_left ? work->width / 2 - width + creep : work->width / 2 - creep) - bleed,
		.y = (work->height - height) / 2 - bleed,
		.scale = work->scale,
	};
}

static void place_all(struct work *work) {
	size_t page_count = work->document->pages->page_count;
	imposition_plan(&work->handout->imposition, (uint32_t)page_count, &work->plan);
	haru_tree_reserve(&work->tree, work->document->haru, work->plan.side_count);
	work->sides = allocate(work->plan.side_count, sizeof *work->sides);
	work->forms = allocate(page_count, sizeof *work->forms);
	for (size_t i = 0; i < work->plan.side_count; i++) {
		work->sides[i] = haru_reserve(work->document->haru);
		place(work, work->plan.sides[i].left, i, true);
		place(work, work->plan.sides[i].right, i, false);
	}
}

static void put_forms(struct work *work) {
	struct haru_document *document = work->document;
	struct haru_canvas *canvas = haru_canvas_new(document);
	osp_buf entries = OSP_BUF_INIT;
	for (uint32_t i = 0; i < document->pages->page_count && !document->failed; i++) {
		const osp_page *page = &document->pages->pages[i];
		const osp_buf *drawn = haru_canvas_draw(canvas, i);
		int64_t bleed = haru_hundredths(page->bleed);
		int64_t corners[] = { bleed, bleed, haru_hundredths(page->width) + bleed, haru_hundredths(page->height) + bleed };
		osp_buf_clear(&entries);
		osp_buf_puts(&entries, "/Type/XObject/Subtype/Form/BBox[");
		for (unsigned corner = 0; corner < 4; corner++) {
			haru_put_hundredths(&entries, corners[corner]);
			osp_buf_putc(&entries, corner < 3 ? ' ' : ']');
		}
		osp_buf_puts(&entries, "/Resources");
		haru_canvas_put_resources(canvas, &entries);
		work->forms[i] = haru_reserve(document->haru);
		haru_put_deflated(document->haru, work->forms[i], entries.data, drawn->data, drawn->len, CONTENT_LEVEL);
	}
	osp_buf_done(&entries);
	haru_canvas_free(canvas);
}

/* 65536ths as a decimal with five places. */
static void put_scale(osp_buf *out, int64_t scale) {
	int64_t parts = (scale * 100000 + HARU_SCALE / 2) / HARU_SCALE;
	osp_buf_printf(out, "%d.%05d", (int)(parts / 100000), (int)(parts % 100000));
}

static void draw_slot(const struct work *work, uint32_t page, osp_buf *content, osp_buf *resources) {
	if (page == IMPOSITION_BLANK) {
		return;
	}
	const struct haru_leaf *leaf = &work->document->leaves[page];
	osp_buf_puts(content, "q ");
	put_scale(content, leaf->scale);
	osp_buf_puts(content, " 0 0 ");
	put_scale(content, leaf->scale);
	osp_buf_putc(content, ' ');
	haru_put_hundredths(content, leaf->x);
	osp_buf_putc(content, ' ');
	haru_put_hundredths(content, leaf->y);
	osp_buf_printf(content, " cm /P%u Do Q\n", page);
	osp_buf_printf(resources, "/P%u", page);
	haru_put_ref(resources, work->forms[page]);
}

static void put_side(struct work *work, size_t index) {
	const struct imposition_side *side = &work->plan.sides[index];
	struct haru *haru = work->document->haru;
	osp_buf content = OSP_BUF_INIT, resources = OSP_BUF_INIT, annotations = OSP_BUF_INIT, out = OSP_BUF_INIT;
	osp_buf_puts(&content, "");
	osp_buf_puts(&resources, "");
	uint32_t slots[] = { side->left, side->right };
	for (unsigned i = 0; i < 2; i++) {
		draw_slot(work, slots[i], &content, &resources);
		if (slots[i] != IMPOSITION_BLANK) {
			haru_links_put(work->document, slots[i], &annotations);
		}
	}
	haru_id stream = haru_reserve(haru);
	haru_put_stream(haru, stream, "", content.data, content.len);
	osp_buf_puts(&out, "<</Type/Page/Parent");
	haru_put_ref(&out, haru_tree_parent(&work->tree, index));
	static const char *const boxes[] = { "/MediaBox[0 0 ", "/TrimBox[0 0 " };
	for (unsigned i = 0; i < 2; i++) {
		osp_buf_puts(&out, boxes[i]);
		haru_put_hundredths(&out, work->width);
		osp_buf_putc(&out, ' ');
		haru_put_hundredths(&out, work->height);
		osp_buf_putc(&out, ']');
	}
	osp_buf_printf(&out, "/Resources<</XObject<<%s>>>>/Contents %u 0 R", resources.data, stream);
	if (annotations.len > 0) {
		osp_buf_printf(&out, "/Annots[%s]", annotations.data);
	}
	osp_buf_puts(&out, ">>");
	haru_put(haru, work->sides[index], out.data, out.len);
	osp_buf_done(&content);
	osp_buf_done(&resources);
	osp_buf_done(&annotations);
	osp_buf_done(&out);
}

/* Sides are called 1a, 1b, 2a ...: what one writes on a stack of sheets. */
static void put_labels(struct work *work, osp_job *job) {
	const char **labels = allocate(work->plan.side_count, sizeof *labels);
	for (size_t i = 0; i < work->plan.side_count; i++) {
		labels[i] = osp_job_printf(job, "%u%c", work->plan.sides[i].sheet + 1, work->plan.sides[i].is_back ? 'b' : 'a');
	}
	haru_labels_put(work->document, labels, work->plan.side_count);
	free(labels);
}

osp_status handout_write(osp_job *job, void *state, const osp_pages *pages, osp_output *output) {
	if (pages->page_count == 0) {
		osp_error(job, pages->volume->place, "pdf/no-pages", "there is no page to write; give the volume at least one article");
		return OSP_FAIL;
	}
	struct work work = { .handout = state };
	work.document = haru_document_open(job, pages, output, false);
	if (work.document == NULL) {
		return OSP_FAIL;
	}
	work.width = haru_hundredths(work.handout->sheet_width);
	work.height = haru_hundredths(work.handout->sheet_height);
	work.scale = fit(&work);
	place_all(&work);
	put_forms(&work);
	for (size_t i = 0; i < work.plan.side_count; i++) {
		put_side(&work, i);
	}
	haru_tree_put(&work.tree, work.document->haru, work.sides);
	put_labels(&work, job);
	haru_outline_put(work.document);
	/* The printer flips about the fold. */
	haru_metadata_put(work.document, "/Duplex/DuplexFlipShortEdge/PickTrayByPDFSize true");
	free(work.forms);
	free(work.sides);
	imposition_done(&work.plan);
	return haru_document_close(work.document);
}
