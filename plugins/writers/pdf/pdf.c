/* pdf.c - one PDF page for each page of the volume. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "pdf.h"

#include <stdlib.h>

#include "haru/canvas.h"
#include "haru/marks.h"
#include "haru/syntax.h"

enum { CONTENT_LEVEL = 2 }; /* 6 takes half as long again and saves a thirtieth */

static void put_page(struct haru_document *document, uint32_t index, haru_id parent, const struct haru_canvas *canvas, haru_id content,
                     const struct pdf_sheet *sheet) {
	osp_buf out = OSP_BUF_INIT, annotations = OSP_BUF_INIT;
	osp_buf_puts(&out, "<</Type/Page/Parent");
	haru_put_ref(&out, parent);
	pdf_sheet_put_boxes(sheet, &out);
	osp_buf_puts(&out, "/Resources");
	haru_canvas_put_resources(canvas, &out);
	osp_buf_puts(&out, "/Contents");
	haru_put_ref(&out, content);
	if (document->structure != NULL && haru_structure_marks(document->structure) > 0) {
		osp_buf_puts(&out, "/StructParents ");
		haru_put_int(&out, index);
	}
	if (!document->is_press) { /* PDF/X-4 has no annotations within the bleed box (ISO 15930-7, 6.11) */
		haru_links_put(document, index, &annotations);
	}
	if (annotations.len > 0) {
		osp_buf_puts(&out, "/Annots[");
		osp_buf_add(&out, annotations.data, annotations.len);
		osp_buf_puts(&out, "]");
	}
	haru_canvas_put_group(canvas, &out);
	osp_buf_puts(&out, document->structure != NULL ? "/Tabs/S>>" : ">>");
	haru_put(document->haru, document->leaves[index].page, out.data, out.len);
	osp_buf_done(&out);
	osp_buf_done(&annotations);
}

/* The page as it was drawn, moved to where its trim box is, and the marks around it. */
static haru_id put_content(struct haru_document *document, const osp_buf *drawn, const struct pdf_sheet *sheet) {
	haru_id id = haru_reserve(document->haru);
	if (sheet->marks == 0) {
		haru_put_deflated(document->haru, id, "", drawn->data, drawn->len, CONTENT_LEVEL);
		return id;
	}
	osp_buf all = OSP_BUF_INIT;
	const char *artifact = document->structure != NULL ? "/Artifact BMC\n" : "";
	osp_buf_puts(&all, artifact);
	haru_marks_put(&all, document->ink, sheet->trim, sheet->bleed, sheet->marks);
	osp_buf_puts(&all, *artifact != '\0' ? "EMC\n" : "");
	int64_t away = sheet->trim[0] - sheet->bleed;
	osp_buf_puts(&all, "q 1 0 0 1 ");
	haru_put_hundredths(&all, away);
	osp_buf_putc(&all, ' ');
	haru_put_hundredths(&all, away);
	osp_buf_puts(&all, " cm 0 0 "); /* a picture that fills the page is wider than its bleed; the marks stay free */
	haru_put_hundredths(&all, sheet->trim[2] - sheet->trim[0] + 2 * sheet->bleed);
	osp_buf_putc(&all, ' ');
	haru_put_hundredths(&all, sheet->trim[3] - sheet->trim[1] + 2 * sheet->bleed);
	osp_buf_puts(&all, " re W n\n");
	osp_buf_add(&all, drawn->data, drawn->len);
	osp_buf_puts(&all, "Q\n");
	haru_put_deflated(document->haru, id, "", all.data, all.len, CONTENT_LEVEL);
	osp_buf_done(&all);
	return id;
}

static struct pdf_sheet sheet_of(const osp_page *page, const struct pdf_settings *settings) {
	unsigned marks = page->marks != 0 ? page->marks : settings->is_print ? settings->marks : 0;
	return pdf_sheet_around(haru_hundredths(page->width), haru_hundredths(page->height), haru_hundredths(page->bleed), marks);
}

struct leaves {
	struct haru_tree tree;
	haru_id *ids;
	const char **labels;
	size_t count, total;         /* pages of the volume; with the blank ones that fill the last signature */
};

static void reserve(struct haru_document *document, const struct pdf_settings *settings, struct leaves *leaves) {
	size_t fill = settings->is_print ? settings->signature : 1;
	leaves->count = document->pages->page_count;
	leaves->total = (leaves->count + fill - 1) / fill * fill;
	leaves->ids = calloc(leaves->total + 1, sizeof *leaves->ids);
	leaves->labels = calloc(leaves->total + 1, sizeof *leaves->labels);
	if (leaves->ids == NULL || leaves->labels == NULL) {
		abort(); /* as osp_buf: out of memory ends the program */
	}
	haru_tree_reserve(&leaves->tree, document->haru, leaves->total);
	for (uint32_t i = 0; i < leaves->total; i++) {
		leaves->ids[i] = haru_reserve(document->haru);
	}
	for (uint32_t i = 0; i < leaves->count; i++) {
		const osp_page *page = document->pages->pages[i];
		struct pdf_sheet sheet = sheet_of(page, settings);
		int64_t away = sheet.trim[0] - sheet.bleed;
		leaves->labels[i] = page->label;
		document->leaves[i] = (struct haru_leaf){ .page = leaves->ids[i], .x = away, .y = away, .scale = HARU_SCALE };
	}
}

/* Blank pages as large as the last one: a signature is folded from whole sheets. */
static void put_blanks(struct haru_document *document, const struct pdf_settings *settings, const struct leaves *leaves) {
	struct pdf_sheet sheet = sheet_of(document->pages->pages[leaves->count - 1], settings);
	osp_buf out = OSP_BUF_INIT;
	for (size_t i = leaves->count; i < leaves->total; i++) {
		haru_id content = put_content(document, &(osp_buf){ 0 }, &sheet);
		osp_buf_clear(&out);
		osp_buf_puts(&out, "<</Type/Page/Parent");
		haru_put_ref(&out, haru_tree_parent(&leaves->tree, i));
		pdf_sheet_put_boxes(&sheet, &out);
		osp_buf_printf(&out, "/Resources<<>>/Contents %u 0 R>>", content);
		haru_put(document->haru, leaves->ids[i], out.data, out.len);
	}
	osp_buf_done(&out);
}

static void put_pages(struct haru_document *document, const struct pdf_settings *settings) {
	struct leaves leaves = { 0 };
	reserve(document, settings, &leaves);
	struct haru_canvas *canvas = haru_canvas_new(document);
	for (uint32_t i = 0; i < leaves.count && !document->failed; i++) {
		struct pdf_sheet sheet = sheet_of(document->pages->pages[i], settings);
		haru_id content = put_content(document, haru_canvas_draw(canvas, i), &sheet);
		put_page(document, i, haru_tree_parent(&leaves.tree, i), canvas, content, &sheet);
	}
	haru_canvas_free(canvas);
	put_blanks(document, settings, &leaves);
	haru_tree_put(&leaves.tree, document->haru, leaves.ids);
	haru_labels_put(document, leaves.labels, leaves.total);
	free(leaves.ids);
	free(leaves.labels);
}

/* Without bleed, what reaches the edge shows a white line wherever the knife errs. */
static void check_bleed(osp_job *job, const struct pdf_settings *settings, const osp_pages *pages) {
	for (size_t i = 0; i < pages->page_count; i++) {
		if (pages->pages[i]->bleed > 0) {
			return;
		}
	}
	osp_warn(job, settings->place, "pdf/no-bleed", "the pages have no bleed, which printing houses ask for; add \"bleed: 3mm\" to this output");
}

/* False when the profile is none: reported. */
static bool choose_ink(struct haru_document *document, osp_job *job, const struct pdf_settings *settings) {
	const char *why = "";
	document->ink = haru_ink_open(settings->ink, settings->profile, &why);
	if (document->ink == NULL) {
		osp_error(job, settings->profile_place, "pdf/profile", "profile \"%s\" can't be used: %s", settings->profile, osp_translate(job, why));
		document->failed = true;
	}
	return document->ink != NULL;
}

struct haru_document *pdf_open_document(osp_job *job, const struct pdf_settings *settings, const osp_pages *pages, osp_output *output) {
	struct haru_document *document = haru_document_open_file(job, pages, output, settings->file, settings->is_print ? HARU_PRESS : HARU_TAGGED);
	if (document == NULL) {
		return NULL;
	}
	document->policy = settings->policy;
	if (settings->is_print && !choose_ink(document, job, settings)) {
		haru_document_close(document);
		return NULL;
	}
	return document;
}

static osp_status write_all(osp_job *job, const struct pdf_settings *settings, const osp_pages *pages, osp_output *output) {
	struct haru_document *document = pdf_open_document(job, settings, pages, output);
	if (document == NULL) {
		return OSP_FAIL;
	}
	put_pages(document, settings);
	haru_outline_put(document);
	haru_metadata_put(document, "");
	return haru_document_close(document);
}

static osp_status write_inside(osp_job *job, const struct pdf_settings *settings, const osp_pages *pages, osp_output *output) {
	osp_pages inside;
	pdf_inside_select(job, pages, &inside);
	osp_status status = OSP_FAIL;
	if (inside.page_count > 0) {
		status = write_all(job, settings, &inside, output);
	} else {
		osp_error(job, pages->volume->place, "pdf/no-pages", "there is no page to write; give the volume at least one article");
	}
	return status;
}

osp_status pdf_write(osp_job *job, void *state, const osp_pages *pages, osp_output *output) {
	const struct pdf_settings *settings = state;
	if (pages->page_count == 0) {
		osp_error(job, pages->volume->place, "pdf/no-pages", "there is no page to write; give the volume at least one article");
		return OSP_FAIL;
	}
	if (settings->is_print) {
		check_bleed(job, settings, pages);
	}
	switch (settings->part) {
	case PDF_INSIDE: return write_inside(job, settings, pages, output);
	case PDF_COVER: return pdf_cover_write(job, settings, pages, output);
	default: return write_all(job, settings, pages, output);
	}
}
