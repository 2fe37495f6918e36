/* drawn.c - write glyphs that HarfBuzz draws as a CFF font. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/drawn.h"

#include <hb.h>
#include <stdlib.h>
#include <string.h>

enum { UNITS_PER_EM = 1000, FURTHEST = 16000 };   /* two points are at most 32000 apart, which a number of two bytes holds */
enum { OP_LINE = 5, OP_CURVE = 8, OP_END = 14, OP_MOVE = 21 }; /* rlineto, rrcurveto, endchar, rmoveto (Technical Note 5177) */

static void put_number(osp_buf *out, uint64_t value, unsigned size) {
	for (unsigned i = size; i > 0; i--) {
		osp_buf_putc(out, (char)(value >> (8 * (i - 1))));
	}
}

/* ---- charstrings (Technical Note 5177) ---- */

struct drawing { osp_buf *out; int32_t x, y; };

static void put_operand(osp_buf *out, int32_t value) {
	if (value >= -107 && value <= 107) {
		put_number(out, (uint64_t)(value + 139), 1);
	} else if (value >= 108 && value <= 1131) {
		put_number(out, (uint64_t)(value - 108 + (247 << 8)), 2);
	} else if (value >= -1131 && value <= -108) {
		put_number(out, (uint64_t)(-value - 108 + (251 << 8)), 2);
	} else {
		put_number(out, 28, 1);
		put_number(out, (uint16_t)value, 2);
	}
}

/* Where a point lies on the grid. Fonts are hostile: what is no number becomes 0. */
static int32_t on_grid(float value) {
	if (!(value > (float)-FURTHEST)) {
		return value <= (float)-FURTHEST ? -FURTHEST : 0;
	}
	return value < (float)FURTHEST ? (int32_t)(value >= 0 ? value + 0.5F : value - 0.5F) : FURTHEST;
}

/* Rounded points, not rounded steps, so that no outline drifts. */
static void put_step(struct drawing *drawing, float to_x, float to_y) {
	int32_t x = on_grid(to_x), y = on_grid(to_y);
	put_operand(drawing->out, x - drawing->x);
	put_operand(drawing->out, y - drawing->y);
	drawing->x = x;
	drawing->y = y;
}

static void move_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *unused) {
	(void)funcs, (void)state, (void)unused;
	struct drawing *drawing = data;
	put_step(drawing, x, y);
	put_number(drawing->out, OP_MOVE, 1);
}

static void line_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *unused) {
	(void)funcs, (void)state, (void)unused;
	struct drawing *drawing = data;
	put_step(drawing, x, y);
	put_number(drawing->out, OP_LINE, 1);
}

static void curve_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1, float x2, float y2, float x3, float y3,
                     void *unused) {
	(void)funcs, (void)state, (void)unused;
	struct drawing *drawing = data;
	put_step(drawing, x1, y1);
	put_step(drawing, x2, y2);
	put_step(drawing, x3, y3);
	put_number(drawing->out, OP_CURVE, 1);
}

static hb_draw_funcs_t *make_pen(void) {
	hb_draw_funcs_t *pen = hb_draw_funcs_create();
	hb_draw_funcs_set_move_to_func(pen, move_to, NULL, NULL);
	hb_draw_funcs_set_line_to_func(pen, line_to, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(pen, curve_to, NULL, NULL);
	return pen;
}

/* The width stands before the first operator; defaultWidthX and nominalWidthX are 0. */
static void draw_glyph(hb_font_t *font, uint32_t glyph, hb_draw_funcs_t *pen, osp_buf *out) {
	struct drawing drawing = { .out = out };
	if (glyph != HARU_DRAWN_NOTHING) {
		put_operand(out, on_grid((float)hb_font_get_glyph_h_advance(font, glyph)));
#if HB_VERSION_ATLEAST(7, 0, 0)
		hb_font_draw_glyph(font, glyph, pen, &drawing);
#else
		hb_font_get_glyph_shape(font, glyph, pen, &drawing);
#endif
	}
	put_number(out, OP_END, 1);
}

/* ---- the table (Technical Note 5176) ---- */

enum { OFFSET_SIZE = 4, WHOLE = 29 };
/* SIDs from 391 on are the font's own strings, in order. */
enum { SID_ADOBE = 391, SID_IDENTITY = 392 };
/* Operators of DICTs; those from 12 << 8 on have two bytes. */
enum {
	DICT_CHARSET = 15, DICT_CHARSTRINGS = 17, DICT_PRIVATE = 18, DICT_DEFAULT_WIDTH = 20, DICT_ROS = 12 << 8 | 30, DICT_CID_COUNT = 12 << 8 | 34,
	DICT_FONTS = 12 << 8 | 36, DICT_FONT_SELECT = 12 << 8 | 37
};

/* An integer of a DICT, always five bytes: offsets don't move what stands behind them. */
static void put_whole(osp_buf *out, size_t value) {
	put_number(out, WHOLE, 1);
	put_number(out, value, 4);
}

static void put_operator(osp_buf *out, unsigned op) {
	put_number(out, op, op > 0xff ? 2 : 1);
}

static void put_entry(osp_buf *out, size_t value, unsigned op) {
	put_whole(out, value);
	put_operator(out, op);
}

/* An INDEX (section 5) of `count` objects that lie one behind the other in `data`, object i up to ends[i]. */
static void put_index(osp_buf *out, const char *data, const size_t *ends, uint32_t count) {
	put_number(out, count, 2);
	put_number(out, OFFSET_SIZE, 1);
	put_number(out, 1, OFFSET_SIZE);
	for (uint32_t i = 0; i < count; i++) {
		put_number(out, ends[i] + 1, OFFSET_SIZE);
	}
	osp_buf_add(out, data, ends[count - 1]);
}

static void put_single_index(osp_buf *out, const osp_buf *object) {
	put_index(out, object->data, &object->len, 1);
}

static void put_charset(osp_buf *out, uint32_t count) {
	enum { FORMAT_LIST = 0, FORMAT_RANGES = 2 };
	if (count < 2) {
		put_number(out, FORMAT_LIST, 1);
		return;
	}
	put_number(out, FORMAT_RANGES, 1);
	put_number(out, 1, 2);         /* the first CID behind .notdef */
	put_number(out, count - 2, 2); /* how many follow it */
}

static void put_font_select(osp_buf *out, uint32_t count) {
	enum { FORMAT_RANGES = 3 };
	put_number(out, FORMAT_RANGES, 1);
	put_number(out, 1, 2);         /* one range */
	put_number(out, 0, 2);         /* from glyph 0 on */
	put_number(out, 0, 1);         /* the first Font DICT */
	put_number(out, count, 2);     /* up to here */
}

struct places { size_t charset, select, private_dict, fonts, charstrings; };

/* What stands before the charset, with the places of all that follows. */
static void put_head(osp_buf *out, const struct places *at, uint32_t count) {
	static const char name[] = "Drawn", strings[] = "AdobeIdentity";
	static const size_t name_end = sizeof name - 1, string_ends[] = { 5, sizeof strings - 1 };
	osp_buf top = OSP_BUF_INIT;
	put_whole(&top, SID_ADOBE);
	put_whole(&top, SID_IDENTITY);
	put_entry(&top, 0, DICT_ROS); /* first, by section 18 */
	put_entry(&top, count, DICT_CID_COUNT);
	put_entry(&top, at->charset, DICT_CHARSET);
	put_entry(&top, at->select, DICT_FONT_SELECT);
	put_entry(&top, at->charstrings, DICT_CHARSTRINGS);
	put_entry(&top, at->fonts, DICT_FONTS);
	put_number(out, 0x01000400 | OFFSET_SIZE, 4); /* version 1.0, a header of 4 bytes */
	put_index(out, name, &name_end, 1);
	put_single_index(out, &top);
	put_index(out, strings, string_ends, 2);
	put_number(out, 0, 2); /* no global subroutines */
	osp_buf_done(&top);
}

/* All but the charstrings; `at` learns where each part came to stand. */
static void put_frame(osp_buf *out, struct places *at, uint32_t count) {
	osp_buf font = OSP_BUF_INIT;
	put_head(out, at, count);
	at->charset = out->len;
	put_charset(out, count);
	at->select = out->len;
	put_font_select(out, count);
	at->private_dict = out->len;
	put_entry(out, 0, DICT_DEFAULT_WIDTH);
	put_whole(&font, out->len - at->private_dict);
	put_entry(&font, at->private_dict, DICT_PRIVATE);
	at->fonts = out->len;
	put_single_index(out, &font);
	at->charstrings = out->len;
	osp_buf_done(&font);
}

void haru_drawn_write(hb_font_t *asked, const uint32_t *glyphs, uint32_t count, osp_buf *out) {
	hb_font_t *font = hb_font_create_sub_font(asked); /* with its variations */
	hb_font_set_scale(font, UNITS_PER_EM, UNITS_PER_EM);
	hb_draw_funcs_t *pen = make_pen();
	osp_buf charstrings = OSP_BUF_INIT, frame = OSP_BUF_INIT;
	size_t *ends = calloc(count, sizeof *ends);
	if (ends == NULL) {
		abort(); /* as osp_buf: out of memory ends the program */
	}
	for (uint32_t i = 0; i < count; i++) {
		draw_glyph(font, glyphs[i], pen, &charstrings);
		ends[i] = charstrings.len;
	}
	struct places at = { 0 };
	put_frame(&frame, &at, count); /* once for the places, once with them */
	put_frame(out, &at, count);
	put_index(out, charstrings.data, ends, count);
	free(ends);
	osp_buf_done(&charstrings);
	osp_buf_done(&frame);
	hb_draw_funcs_destroy(pen);
	hb_font_destroy(font);
}
