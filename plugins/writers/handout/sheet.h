/* sheet.h - a handout that is thought through, and what is drawn on its paper beside the pages. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SHEET_H
#define SHEET_H

#include "geometry.h"

/* All that printing, explaining and drawing a picture of a handout need to know. */
struct sheets {
	struct edition edition;
	struct geometry geometry;
	struct imposition plan;
	uint32_t *overlays;      /* by side: index of a page that is drawn on the sheet itself, or IMPOSITION_BLANK */
};

/* plan.c: OSP_FAIL after reporting what can't be. */
osp_status sheets_open(osp_job *job, const struct handout *handout, const osp_pages *pages, struct sheets *ret);
void sheets_done(struct sheets *sheets);
/* The slot's page in the edition, IMPOSITION_BLANK when it has none. */
uint32_t sheets_page(const struct sheets *sheets, const struct imposition_slot *slot);

/* marks.c: what stands outside of the trimmed pages, and lines for notes. */
void marks_draw(struct drawing *drawing, const struct sheets *sheets, const struct imposition_side *side);
/* The two sides of the test sheet. */
void marks_draw_test(struct drawing *drawing, const struct sheets *sheets, bool is_back);

#endif
