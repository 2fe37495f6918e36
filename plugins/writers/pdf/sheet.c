/* sheet.c - the boxes of a page: trim, bleed, and the medium with room for marks. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/marks.h"
#include "haru/syntax.h"
#include "pdf.h"

struct pdf_sheet pdf_sheet_around(int64_t width, int64_t height, int64_t bleed, unsigned marks) {
	int64_t margin = marks != 0 ? haru_marks_room(bleed) : bleed;
	return (struct pdf_sheet){
		.trim = { margin, margin, margin + width, margin + height },
		.bleed = bleed,
		.width = width + 2 * margin,
		.height = height + 2 * margin,
		.marks = marks,
	};
}

static void put_box(osp_buf *out, const char *name, int64_t left, int64_t bottom, int64_t right, int64_t top) {
	osp_buf_puts(out, name);
	osp_buf_putc(out, '[');
	haru_put_hundredths(out, left);
	osp_buf_putc(out, ' ');
	haru_put_hundredths(out, bottom);
	osp_buf_putc(out, ' ');
	haru_put_hundredths(out, right);
	osp_buf_putc(out, ' ');
	haru_put_hundredths(out, top);
	osp_buf_putc(out, ']');
}

void pdf_sheet_put_boxes(const struct pdf_sheet *sheet, osp_buf *out) {
	const int64_t *trim = sheet->trim, bleed = sheet->bleed;
	put_box(out, "/MediaBox", 0, 0, sheet->width, sheet->height);
	put_box(out, "/BleedBox", trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed);
	put_box(out, "/TrimBox", trim[0], trim[1], trim[2], trim[3]);
}
