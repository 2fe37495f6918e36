/* pdf.h - the pdf writer: its settings and its verb. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PDF_H
#define PDF_H

#include <ospopress/ospopress.h>

#include "haru/document.h"

/* All pages; those of the book block, which has no cover; the sheet that is folded around it. */
enum pdf_part { PDF_ALL, PDF_INSIDE, PDF_COVER };

struct pdf_settings {
	bool is_print;               /* for a printing house: PDF/X-4 */
	enum pdf_part part;
	enum haru_ink_kind ink;
	const char *profile;         /* path, "" = ours */
	osp_place profile_place, place;
	unsigned marks;              /* where the style asks for none */
	uint32_t signature;
	struct haru_picture_policy policy;
	osp_len leaf, spine;
	const char *file;            /* its name in an output that is a folder; NULL = the output is the file */
};

osp_status pdf_open(osp_job *job, const osp_options *options, void **ret_state);
osp_status pdf_write(osp_job *job, void *state, const osp_pages *pages, osp_output *output);

/* One page of the file: a trim box in a larger sheet. Hundredths of a point. */
struct pdf_sheet {
	int64_t trim[4];             /* left, bottom, right, top */
	int64_t bleed;
	int64_t width, height;       /* of the medium */
	unsigned marks;
};

/* The sheet around a page of this trim size: marks need room. */
struct pdf_sheet pdf_sheet_around(int64_t width, int64_t height, int64_t bleed, unsigned marks);
/* "/MediaBox[...]/BleedBox[...]/TrimBox[...]" */
void pdf_sheet_put_boxes(const struct pdf_sheet *sheet, osp_buf *out);

/* Opens the file with the colours that it will have. NULL when that can't be: it was reported. */
struct haru_document *pdf_open_document(osp_job *job, const struct pdf_settings *settings, const osp_pages *pages, osp_output *output);

/* inside.c: the pages without the cover, for a book block whose first page is a right one. `ret` borrows; free its pages and outline. */
void pdf_inside_select(osp_job *job, const osp_pages *pages, osp_pages *ret);
/* How many pages the book block has, blank ones that fill the last signature among them. */
size_t pdf_inside_count(const osp_pages *pages, const struct pdf_settings *settings);

/* cover.c: back, spine and front on one sheet. */
osp_status pdf_cover_write(osp_job *job, const struct pdf_settings *settings, const osp_pages *pages, osp_output *output);

/* barcode.c: black and white modules of an ISBN. False when it has not 13 digits, the last of them right. */
enum { PDF_BARCODE_MODULES = 95 };
bool pdf_barcode(const char *isbn, bool modules[PDF_BARCODE_MODULES]);

#endif
