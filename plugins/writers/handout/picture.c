/* picture.c - draw the folded booklet and its sheets as SVG. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "picture.h"

/* CSS pixels. */
enum { EDGE = 24, CELL = 46, GAP = 26, PER_ROW = 4, LINE = 7, LEAF = 120, MOST_SIDES = 80, SCALE = 65536 };

static void put_escaped(osp_buf *out, const char *text) {
	for (; *text != '\0'; text++) {
		switch (*text) {
		case '&': osp_buf_puts(out, "&amp;"); break;
		case '<': osp_buf_puts(out, "&lt;"); break;
		default: osp_buf_putc(out, *text); break;
		}
	}
}

static void put_words(osp_buf *out, int x, int y, const char *anchor, const char *words) {
	osp_buf_printf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">", x, y, anchor);
	put_escaped(out, words);
	osp_buf_puts(out, "</text>\n");
}

/* ---- the booklet from its foot ---- */

/* Each sheet is a bracket that is open to the right; what is nested in it lies inside. Its ends name the pages that lie there. */
static void put_bracket(osp_buf *out, int x, int top, int bottom, bool is_dashed) {
	int middle = (top + bottom) / 2;
	osp_buf_printf(out, "<path d=\"M%d %dL%d %dQ%d %d %d %dQ%d %d %d %dL%d %d\"%s/>\n", x + LEAF, top, x + 8, top, x, top, x, middle, x, bottom,
	               x + 8, bottom, x + LEAF, bottom, is_dashed ? " stroke-dasharray=\"3 2\"" : "");
}

static const struct imposition_slot *slot_with(const struct sheets *sheets, size_t first, size_t end, uint32_t page) {
	for (size_t i = first; i < end; i++) {
		const struct imposition_side *side = &sheets->plan.sides[i];
		for (size_t k = 0; k < side->count; k++) {
			const struct imposition_slot *slot = &sheets->plan.slots[side->first + k];
			if (slot->page == page) {
				return slot;
			}
		}
	}
	return NULL;
}

/* What stands on the two faces of a leaf, from the pages that lie there. */
static const char *leaf_name(const struct sheets *sheets, size_t first, size_t end, uint32_t page) {
	const struct imposition_slot *recto = slot_with(sheets, first, end, page), *verso = slot_with(sheets, first, end, page + 1);
	return osp_job_printf(sheets->edition.job, "%s | %s", recto == NULL ? "-" : plan_label(sheets, recto), verso == NULL ? "-" : plan_label(sheets, verso));
}

/* Returns where the next signature begins. */
static int put_signature(const struct sheets *sheets, size_t first, size_t end, uint32_t from, int y, osp_buf *out) {
	size_t slots = 0;
	for (size_t i = first; i < end; i++) {
		slots += sheets->plan.sides[i].count;
	}
	uint32_t leaves = (uint32_t)slots / 2;
	int height = (int)leaves * 2 * LINE;
	put_words(out, EDGE, y + LINE, "start", osp_job_printf(sheets->edition.job, "%u:", sheets->plan.sides[first].signature + 1));
	for (uint32_t i = 0; i < leaves / 2; i++) {
		int top = y + (int)i * 2 * LINE, bottom = y + height - (int)i * 2 * LINE;
		put_bracket(out, EDGE + 30 + (int)i * 3, top, bottom, false);
		put_words(out, EDGE + 36 + LEAF + (int)i * 3, top + 4, "start", leaf_name(sheets, first, end, from + 2 * i));
		put_words(out, EDGE + 36 + LEAF + (int)i * 3, bottom + 4, "start", leaf_name(sheets, first, end, from + 2 * (leaves - 1 - i)));
	}
	return y + height + GAP;
}

static int put_booklet(const struct sheets *sheets, int y, osp_buf *out) {
	const struct imposition *plan = &sheets->plan;
	uint32_t from = 0;
	for (size_t first = 0, end; sheets->geometry.handout->layout == HANDOUT_SADDLE && first < plan->side_count; first = end) {
		size_t slots = plan->sides[first].count;
		for (end = first + 1; end < plan->side_count && plan->sides[end].signature == plan->sides[first].signature; end++) {
			slots += plan->sides[end].count;
		}
		y = put_signature(sheets, first, end, from, y, out);
		from += (uint32_t)slots;
	}
	return y;
}

/* ---- sheets ---- */

static void put_slot(const struct sheets *sheets, const struct imposition_slot *slot, int x, int y, int width, int height, osp_buf *out) {
	bool is_blank = slot->page == IMPOSITION_BLANK;
	osp_buf_printf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", x, y, width, height, is_blank ? "#eee" : "#fff");
	if (is_blank) {
		return;
	}
	int middle = x + width / 2, line = y + height / 2;
	osp_buf_printf(out, "<g transform=\"rotate(%d %d %d)\"><path d=\"M%d %dL%d %dL%d %d\"/>", slot->is_turned ? 180 : 0, middle, line, middle - 4,
	               y + 9, middle, y + 4, middle + 4, y + 9);
	put_words(out, middle, line + 6, "middle", plan_label(sheets, slot));
	osp_buf_puts(out, "</g>\n");
}

static int put_sides(const struct sheets *sheets, int y, int *ret_width, osp_buf *out) {
	const struct imposition *plan = &sheets->plan;
	const struct geometry *g = &sheets->geometry;
	int tall = CELL + CELL / 2, x = EDGE, lowest = y;
	for (size_t i = 0; i < plan->side_count && i < MOST_SIDES; i++) {
		const struct imposition_side *side = &plan->sides[i];
		int width = side->columns * CELL, height = side->rows * tall;
		if (g->page_width > g->page_height) {
			height = side->rows * CELL * 2 / 3;
		}
		if (i > 0 && i % PER_ROW == 0) {
			x = EDGE;
			y = lowest + GAP;
		}
		put_words(out, x, y - 5, "start", osp_job_printf(sheets->edition.job, "%u%c", side->sheet + 1, side->is_back ? 'b' : 'a'));
		for (size_t k = 0; k < side->count; k++) {
			const struct imposition_slot *slot = &plan->slots[side->first + k];
			put_slot(sheets, slot, x + slot->column * CELL, y + slot->row * height / side->rows, CELL, height / side->rows, out);
		}
		lowest = y + height > lowest ? y + height : lowest;
		x += width + (side->is_back ? GAP : GAP / 2);
		*ret_width = x > *ret_width ? x : *ret_width;
	}
	return lowest + EDGE;
}

void picture_make(const struct sheets *sheets, osp_buf *out) {
	osp_buf body = OSP_BUF_INIT;
	int width = 320;
	osp_buf_puts(&body, "");
	int y = put_booklet(sheets, EDGE + 10, &body);
	y = put_sides(sheets, y + 10, &width, &body);
	osp_buf_printf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">\n"
	               "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n<style>path{fill:none;stroke:#333}rect{stroke:#999}text{fill:#000;stroke:none}</style>\n",
	               width, y, width, y);
	osp_buf_add(out, body.data, body.len);
	osp_buf_puts(out, "</svg>\n");
	osp_buf_done(&body);
}
