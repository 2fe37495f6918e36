/* look_box.c - margins, padding, borders and corners: four of a kind in as few words as they need. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "look.h"

#include "wechat.h"

#include <string.h>

static const char *tidy(const char *value)
{
	return look_is_same(value, "0") ? "0" : value;
}

/* One to four values (CSS 2.2, 8.3). */
static void put_four(osp_buf *out, const char *name, const char *const values[4])
{
	int count = strcmp(values[1], values[3]) != 0 ? 4 : strcmp(values[0], values[2]) != 0 ? 3 : strcmp(values[0], values[1]) != 0 ? 2 : 1;
	osp_buf_printf(out, "%s:", name);
	for (int i = 0; i < count; i++) {
		if (i > 0)
			osp_buf_putc(out, ' ');
		value_write(out, values[i]);
	}
	osp_buf_putc(out, ';');
}

/* Keeps the shorter of what was written from `middle` on and what was written from `begin` to there. */
static void keep_shorter(osp_buf *out, size_t begin, size_t middle)
{
	size_t first = middle - begin, second = out->len - middle;
	if (second < first) {
		memmove(out->data + begin, out->data + middle, second);
		osp_buf_truncate(out, begin + second);
	} else {
		osp_buf_truncate(out, middle);
	}
}

void look_write_sides(osp_buf *out, const struct look *look, const char *shorthand, const enum look_property sides[4])
{
	const char *values[4];
	bool any = false;
	for (int i = 0; i < 4; i++) {
		values[i] = tidy(look_value(look, sides[i]));
		any |= look->is_said[sides[i]];
	}
	if (!any)
		return;
	size_t begin = out->len;
	put_four(out, shorthand, values);
	size_t middle = out->len;
	for (int i = 0; i < 4; i++) {
		if (look->is_said[sides[i]])
			look_put(out, look_infos[sides[i]].name, values[i]);
	}
	keep_shorter(out, begin, middle);
}

void look_write_corners(osp_buf *out, const struct look *look)
{
	static const enum look_property corners[] = { LOOK_BORDER_TOP_LEFT_RADIUS, LOOK_BORDER_TOP_RIGHT_RADIUS, LOOK_BORDER_BOTTOM_RIGHT_RADIUS,
						      LOOK_BORDER_BOTTOM_LEFT_RADIUS };
	bool is_elliptic = false;
	for (int i = 0; i < 4; i++)
		is_elliptic |= strchr(look_value(look, corners[i]), ' ') != NULL;
	if (!is_elliptic) {
		look_write_sides(out, look, "border-radius", corners);
		return;
	}
	for (int i = 0; i < 4; i++) {
		if (look->is_said[corners[i]])
			look_put(out, look_infos[corners[i]].name, look_value(look, corners[i]));
	}
}

/* ---- borders ---- */

static const struct side { const char *name; enum look_property style, width, color; } sides[4] = {
	{ "border-top", LOOK_BORDER_TOP_STYLE, LOOK_BORDER_TOP_WIDTH, LOOK_BORDER_TOP_COLOR },
	{ "border-right", LOOK_BORDER_RIGHT_STYLE, LOOK_BORDER_RIGHT_WIDTH, LOOK_BORDER_RIGHT_COLOR },
	{ "border-bottom", LOOK_BORDER_BOTTOM_STYLE, LOOK_BORDER_BOTTOM_WIDTH, LOOK_BORDER_BOTTOM_COLOR },
	{ "border-left", LOOK_BORDER_LEFT_STYLE, LOOK_BORDER_LEFT_WIDTH, LOOK_BORDER_LEFT_COLOR },
};

static bool has_side(const struct look *look, int side)
{
	return look_has_line(look_value(look, sides[side].style), look_value(look, sides[side].width));
}

static bool is_said(const struct look *look, int side)
{
	return look->is_said[sides[side].style] || look->is_said[sides[side].width] || look->is_said[sides[side].color];
}

static void put_side(osp_buf *out, const char *name, const struct look *look, int side)
{
	osp_buf_printf(out, "%s:", name);
	if (!has_side(look, side)) {
		osp_buf_puts(out, "0;");
		return;
	}
	const char *color = look_value(look, sides[side].color), *width = look_value(look, sides[side].width);
	if (!look_is_same(width, "medium")) {
		value_write(out, width);
		osp_buf_putc(out, ' ');
	}
	osp_buf_puts(out, look_value(look, sides[side].style));
	if (color[0] != '\0' && !look_is_same(color, look_value(look, LOOK_COLOR))) {
		osp_buf_putc(out, ' ');
		value_write(out, color);
	}
	osp_buf_putc(out, ';');
}

static bool are_alike(const struct look *look, int a, int b)
{
	if (!has_side(look, a) || !has_side(look, b))
		return has_side(look, a) == has_side(look, b);
	return look_is_same(look_value(look, sides[a].style), look_value(look, sides[b].style)) &&
	       look_is_same(look_value(look, sides[a].width), look_value(look, sides[b].width)) &&
	       look_is_same(look_value(look, sides[a].color), look_value(look, sides[b].color));
}

/* `border` as the side `model` has it, then the sides that differ. */
static void put_by_model(osp_buf *out, const struct look *look, int model)
{
	put_side(out, "border", look, model);
	for (int i = 0; i < 4; i++) {
		if (!are_alike(look, model, i))
			put_side(out, sides[i].name, look, i);
	}
}

void look_write_borders(osp_buf *out, const struct look *look)
{
	size_t begin = out->len;
	for (int i = 0; i < 4; i++) {
		if (is_said(look, i))
			put_side(out, sides[i].name, look, i);
	}
	if (out->len == begin)
		return;
	for (int model = 0; model < 4; model++) {
		size_t middle = out->len;
		put_by_model(out, look, model);
		keep_shorter(out, begin, middle);
	}
}
