/* plan_writer.c - say which page stands where: a table to read, a picture to look at. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "picture.h"

const char *plan_label(const struct sheets *sheets, const struct imposition_slot *slot) {
	uint32_t index = sheets_page(sheets, slot);
	if (index == IMPOSITION_BLANK) {
		return "-";
	}
	const char *label = sheets->edition.pages.pages[index]->label;
	return label == NULL || *label == '\0' ? "?" : label;
}

static void put_tenths(osp_buf *out, int64_t hundredths) {
	int64_t tenths = (hundredths * 254 + 3600) / 7200;
	osp_buf_printf(out, "%d.%d", (int)(tenths / 10), (int)(tenths % 10));
}

/* What paper, how large, how it is turned: what one sets at the printer. */
static void put_head(const struct sheets *sheets, osp_buf *out) {
	const struct geometry *g = &sheets->geometry;
	const struct imposition *plan = &sheets->plan;
	uint32_t sheet_count = plan->side_count == 0 ? 0 : plan->sides[plan->side_count - 1].sheet + 1;
	osp_buf_printf(out, "# %zu pages, %u sheets of %s", sheets->edition.row_count, sheet_count, g->handout->sheet->name);
	osp_buf_printf(out, ", %s, two-sided, flipped on the %s edge", g->width > g->height ? "landscape" : "portrait", g->is_long_edge ? "long" : "short");
	if (plan->side_count > 0 && plan->slot_count > 0) {
		struct frame frame = geometry_frame(g, plan->sides[0].rows, plan->sides[0].columns);
		osp_buf_printf(out, ", pages at %d %%", (int)(frame.scale * 100 / 65536));
	}
	if (g->handout->layout == HANDOUT_SADDLE) {
		osp_buf_printf(out, ", %u signatures", plan->signature_count);
	}
	osp_buf_puts(out, "\n# page: as numbered in the volume; L1: of links; -: empty; r180: stands on its head; +0.5: moved towards the fold, mm\n");
	osp_buf_puts(out, "sheet\tside\tsignature\trow\tplaces from left to right\n");
}

static void put_row(const struct sheets *sheets, const struct imposition_side *side, unsigned row, osp_buf *out) {
	osp_buf_printf(out, "%u\t%s\t%u\t%u\t", side->sheet + 1, side->is_back ? "back" : "front", side->signature + 1, row + 1);
	for (unsigned column = 0; column < side->columns; column++) {
		for (size_t i = 0; i < side->count; i++) {
			const struct imposition_slot *slot = &sheets->plan.slots[side->first + i];
			if (slot->row != row || slot->column != column) {
				continue;
			}
			osp_buf_printf(out, "%s%s%s", column == 0 ? "" : " | ", plan_label(sheets, slot), slot->is_turned ? " r180" : "");
			if (geometry_creep(&sheets->geometry, slot) > 0) {
				osp_buf_puts(out, " +");
				put_tenths(out, geometry_creep(&sheets->geometry, slot));
			}
		}
	}
	osp_buf_putc(out, '\n');
}

static osp_status write_plan(const struct sheets *sheets, osp_output *output) {
	osp_buf table = OSP_BUF_INIT, picture = OSP_BUF_INIT;
	put_head(sheets, &table);
	for (size_t i = 0; i < sheets->plan.side_count; i++) {
		for (unsigned row = 0; row < sheets->plan.sides[i].rows; row++) {
			put_row(sheets, &sheets->plan.sides[i], row, &table);
		}
	}
	picture_make(sheets, &picture);
	osp_status status = osp_output_put(output, "table.txt", table.data, table.len);
	if (status == OSP_OK) {
		status = osp_output_put(output, "picture.svg", picture.data, picture.len);
	}
	osp_buf_done(&table);
	osp_buf_done(&picture);
	return status;
}

osp_status handout_write_plan(osp_job *job, void *state, const osp_pages *pages, osp_output *output) {
	if (pages->page_count == 0) {
		osp_error(job, pages->volume->place, "pdf/no-pages", "there is no page to write; give the volume at least one article");
		return OSP_FAIL;
	}
	struct sheets sheets;
	osp_status status = sheets_open(job, state, pages, &sheets);
	if (status == OSP_OK) {
		status = write_plan(&sheets, output);
	}
	sheets_done(&sheets);
	return status;
}
