/* plan.c - think a handout through: pages, places, paper, what is drawn beside. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "sheet.h"

uint32_t sheets_page(const struct sheets *sheets, const struct imposition_slot *slot) {
	return slot->page == IMPOSITION_BLANK ? IMPOSITION_BLANK : sheets->edition.row[slot->page];
}

static bool wants_overlay(const struct handout *handout) {
	return handout->marks != 0 || handout->layout == HANDOUT_TEST || (handout->layout == HANDOUT_SINGLE && handout->has_note_lines);
}

static void draw_overlays(struct sheets *sheets, struct lettering *lettering) {
	struct edition *edition = &sheets->edition;
	const struct handout *handout = edition->handout;
	sheets->overlays = osp_job_alloc(edition->job, (sheets->plan.side_count + 1) * sizeof *sheets->overlays);
	for (size_t i = 0; i < sheets->plan.side_count; i++) {
		struct drawing drawing = { .job = edition->job, .lettering = lettering };
		sheets->overlays[i] = IMPOSITION_BLANK;
		if (!wants_overlay(handout)) {
			continue;
		}
		drawing.page.width = (osp_len)(sheets->geometry.width * OSP_POINT / 100);
		drawing.page.height = (osp_len)(sheets->geometry.height * OSP_POINT / 100);
		if (handout->layout == HANDOUT_TEST) {
			marks_draw_test(&drawing, sheets, sheets->plan.sides[i].is_back);
		} else {
			marks_draw(&drawing, sheets, &sheets->plan.sides[i]);
		}
		sheets->overlays[i] = edition_add_page(edition, &drawing.page);
	}
}

/* Two sides with no page on them. */
static void plan_test(struct sheets *sheets) {
	const struct imposition_options options = { .layout = IMPOSITION_GRID, .rows = 1, .columns = 1 };
	imposition_plan(&options, 2, &sheets->plan);
	for (size_t i = 0; i < sheets->plan.slot_count; i++) {
		sheets->plan.slots[i].page = IMPOSITION_BLANK;
	}
}

static osp_status open_plan(struct sheets *sheets, struct lettering *lettering) {
	struct edition *edition = &sheets->edition;
	const struct handout *handout = edition->handout;
	if (geometry_open(edition, &sheets->geometry) != OSP_OK) {
		return OSP_FAIL;
	}
	if (handout->layout == HANDOUT_TEST) {
		plan_test(sheets);
		return OSP_OK;
	}
	if (handout->has_links) {
		unsigned rows = handout->imposition.rows, columns = handout->imposition.columns;
		if (handout->layout == HANDOUT_SADDLE) {
			rows = handout->imposition.folds > 1 ? 2 : 1;
			columns = handout->imposition.folds > 2 ? 4 : 2;
		}
		struct frame frame = geometry_frame(&sheets->geometry, rows < 1 ? 2 : rows, columns < 1 ? 2 : columns);
		if (links_number(edition, lettering, frame.scale) != OSP_OK) {
			return OSP_FAIL;
		}
	}
	if (edition->article != NULL) {
		edition_say_source(edition, lettering);
	}
	struct imposition_options options = handout->imposition;
	options.turns_backs = sheets->geometry.turns_backs;
	options.begins = edition->begins;
	imposition_plan(&options, (uint32_t)edition->row_count, &sheets->plan);
	return geometry_check_creep(&sheets->geometry, edition, &sheets->plan);
}

osp_status sheets_open(osp_job *job, const struct handout *handout, const osp_pages *pages, struct sheets *ret) {
	*ret = (struct sheets){ 0 };
	if (edition_open(job, handout, pages, &ret->edition) != OSP_OK) {
		return OSP_FAIL;
	}
	struct lettering *lettering = lettering_new(pages);
	osp_status status = open_plan(ret, lettering);
	if (status == OSP_OK) {
		draw_overlays(ret, lettering);
	}
	lettering_free(lettering);
	return status;
}

void sheets_done(struct sheets *sheets) {
	imposition_done(&sheets->plan);
}
