/* pdf.h - the pdf writer: its settings and its verb. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PDF_H
#define PDF_H

#include <ospopress/ospopress.h>

#include "haru/document.h"

struct pdf_settings {
	bool is_print;               /* for a printing house: PDF/X-4 */
	bool is_cover;               /* the cover sheet instead of the pages */
	enum haru_ink_kind ink;
	const char *profile;         /* path, "" = ours */
	osp_place profile_place, place;
	unsigned marks;              /* where the style asks for none */
	uint32_t signature;
	struct haru_picture_policy policy;
	osp_len leaf, spine;
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

/* cover.c: writes back, spine and front as one sheet. `pages` is how many the book has. */
void pdf_cover_put(struct haru_document *document, const struct pdf_settings *settings, size_t pages);

#endif
