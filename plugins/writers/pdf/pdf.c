/* pdf.c - one PDF page for each page of the volume. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "pdf.h"

#include <stdlib.h>

#include "haru/canvas.h"
#include "haru/document.h"
#include "haru/syntax.h"

enum { CONTENT_LEVEL = 6 };

static void put_box(osp_buf *out, const char *name, int64_t inset, int64_t width, int64_t height) {
	osp_buf_puts(out, name);
	osp_buf_putc(out, '[');
	haru_put_hundredths(out, inset);
	osp_buf_putc(out, ' ');
	haru_put_hundredths(out, inset);
	osp_buf_putc(out, ' ');
	haru_put_hundredths(out, width - inset);
	osp_buf_putc(out, ' ');
	haru_put_hundredths(out, height - inset);
	osp_buf_putc(out, ']');
}

static void put_page(struct haru_document *document, uint32_t index, haru_id parent, const struct haru_canvas *canvas, haru_id content) {
	const osp_page *page = &document->pages->pages[index];
	int64_t bleed = haru_hundredths(page->bleed);
	int64_t width = haru_hundredths((int64_t)page->width + 2 * (int64_t)page->bleed);
	int64_t height = haru_hundredths((int64_t)page->height + 2 * (int64_t)page->bleed);
	osp_buf out = OSP_BUF_INIT, annotations = OSP_BUF_INIT;
	osp_buf_puts(&out, "<</Type/Page/Parent");
	haru_put_ref(&out, parent);
	put_box(&out, "/MediaBox", 0, width, height);
	put_box(&out, "/BleedBox", 0, width, height);
	put_box(&out, "/TrimBox", bleed, width, height);
	osp_buf_puts(&out, "/Resources");
	haru_canvas_put_resources(canvas, &out);
	osp_buf_puts(&out, "/Contents");
	haru_put_ref(&out, content);
	if (haru_structure_marks(document->structure) > 0) {
		osp_buf_puts(&out, "/StructParents ");
		haru_put_int(&out, index);
	}
	haru_links_put(document, index, &annotations);
	if (annotations.len > 0) {
		osp_buf_puts(&out, "/Annots[");
		osp_buf_add(&out, annotations.data, annotations.len);
		osp_buf_puts(&out, "]");
	}
	haru_canvas_put_group(canvas, &out);
	osp_buf_puts(&out, "/Tabs/S>>");
	haru_put(document->haru, document->leaves[index].page, out.data, out.len);
	osp_buf_done(&out);
	osp_buf_done(&annotations);
}

static void put_pages(struct haru_document *document) {
	size_t count = document->pages->page_count;
	haru_id *ids = calloc(count + 1, sizeof *ids);
	const char **labels = calloc(count + 1, sizeof *labels);
	if (ids == NULL || labels == NULL) {
		abort(); /* as osp_buf: out of memory ends the program */
	}
	struct haru_tree tree;
	haru_tree_reserve(&tree, document->haru, count);
	for (uint32_t i = 0; i < count; i++) {
		ids[i] = haru_reserve(document->haru);
		labels[i] = document->pages->pages[i].label;
		document->leaves[i] = (struct haru_leaf){ .page = ids[i], .scale = HARU_SCALE };
	}
	struct haru_canvas *canvas = haru_canvas_new(document);
	for (uint32_t i = 0; i < count && !document->failed; i++) {
		const osp_buf *drawn = haru_canvas_draw(canvas, i);
		haru_id content = haru_reserve(document->haru);
		haru_put_deflated(document->haru, content, "", drawn->data, drawn->len, CONTENT_LEVEL);
		put_page(document, i, haru_tree_parent(&tree, i), canvas, content);
	}
	haru_canvas_free(canvas);
	haru_tree_put(&tree, document->haru, ids);
	haru_labels_put(document, labels, count);
	free(ids);
	free(labels);
}

osp_status pdf_write(osp_job *job, void *state, const osp_pages *pages, osp_output *output) {
	(void)state;
	if (pages->page_count == 0) {
		osp_error(job, pages->volume->place, "pdf/no-pages", "there is no page to write; give the volume at least one article");
		return OSP_FAIL;
	}
	struct haru_document *document = haru_document_open(job, pages, output, true);
	if (document == NULL) {
		return OSP_FAIL;
	}
	put_pages(document);
	haru_outline_put(document);
	haru_metadata_put(document, "");
	return haru_document_close(document);
}
