/* look.c - write an element's declarations, families of longhands as shorthands. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "look.h"

#include "wechat.h"

#include <stdlib.h>
#include <string.h>

const struct look_info look_infos[LOOK_COUNT] = {
#define LOOK(identifier, name, inherited, initial) [LOOK_##identifier] = { name, inherited, initial },
#include "look.def"
#undef LOOK
};

static int compare(const void *key, const void *item)
{
	return strcmp(key, ((const struct look_info *)item)->name);
}

enum look_property look_find(const char *name)
{
	const struct look_info *found = bsearch(name, look_infos, LOOK_COUNT, sizeof *look_infos, compare);
	return found != NULL ? (enum look_property)(found - look_infos) : LOOK_NONE;
}

const char *look_value(const struct look *look, enum look_property property)
{
	return look->values[property] != NULL ? look->values[property] : look_infos[property].initial;
}

bool look_is_zero(const char *value)
{
	return value[0] != '\0' && strspn(value, "-+0.") > 0 && value[strspn(value, "-+0.")] == '\0';
}

/* Thousandths of a number; *rest is what stands behind it. */
static bool read_number(const char *value, const char **rest, long *ret)
{
	bool is_negative = *value == '-';
	const char *digits = value + is_negative, *p = digits;
	long number = 0, unit = 1000;
	for (; *p >= '0' && *p <= '9' && number < 1000000000; p++)
		number = number * 10 + (*p - '0') * 1000;
	if (*p == '.') {
		for (p++; *p >= '0' && *p <= '9'; p++) {
			unit /= 10;
			number += (*p - '0') * unit;
		}
	}
	*rest = p;
	*ret = is_negative ? -number : number;
	return p > digits;
}

bool look_length(const char *value, long *ret)
{
	const char *rest;
	return read_number(value, &rest, ret) && (strcmp(rest, "pt") == 0 || look_is_zero(value));
}

bool look_line_height(const struct look *look, long *ret)
{
	const char *value = look_value(look, LOOK_LINE_HEIGHT), *rest;
	long size;
	if (look_length(value, ret))
		return true;
	if (!read_number(value, &rest, ret) || *rest != '\0' || !look_length(look_value(look, LOOK_FONT_SIZE), &size))
		return false;
	*ret = (long)((int64_t)*ret * size / 1000);
	return true;
}

static const char *canonical(const char *value)
{
	static const char *const pairs[][2] = {
		{ "bold", "700" }, { "0pt", "0" }, { "0px", "0" }, { "0%", "0" }, { "#00000000", "transparent" }, { "left", "start" }, { "400", "normal" }, { "medium", "2.25pt" },
	};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		if (strcmp(value, pairs[i][0]) == 0)
			return pairs[i][1];
	}
	return value;
}

bool look_is_same(const char *a, const char *b)
{
	if (a == b || strcmp(a, b) == 0)
		return true;
	if (look_is_zero(canonical(a)) && look_is_zero(canonical(b)))
		return true;
	return strcmp(canonical(a), canonical(b)) == 0;
}

bool look_has_line(const char *style, const char *width)
{
	return strcmp(style, "none") != 0 && strcmp(style, "hidden") != 0 && !look_is_zero(canonical(width));
}

void look_put(osp_buf *out, const char *name, const char *value)
{
	osp_buf_printf(out, "%s:", name);
	value_write(out, value);
	osp_buf_putc(out, ';');
}

static const char *shortest(const struct look *look, enum look_property property)
{
	const char *value = look_value(look, property);
	bool is_ltr = strcmp(look_value(look, LOOK_DIRECTION), "ltr") == 0;
	if (property == LOOK_TEXT_ALIGN && is_ltr && (strcmp(value, "start") == 0 || strcmp(value, "end") == 0))
		return value[0] == 's' ? "left" : "right";
	if (property == LOOK_FONT_WEIGHT && (strcmp(value, "bold") == 0 || strcmp(value, "normal") == 0))
		return value[0] == 'b' ? "700" : "400";
	if ((property == LOOK_LETTER_SPACING || property == LOOK_WORD_SPACING) && strcmp(value, "normal") == 0)
		return "0";
	return value;
}

static void put_plain(osp_buf *out, const struct look *look, enum look_property property)
{
	if (look->is_said[property])
		look_put(out, look_infos[property].name, shortest(look, property));
}

/* Two longhands that are one word when they are alike. */
static void put_pair(osp_buf *out, const struct look *look, const char *shorthand, enum look_property first, enum look_property second)
{
	const char *a = look_value(look, first), *b = look_value(look, second);
	if (!look->is_said[first] && !look->is_said[second])
		return;
	if (look_is_same(a, b)) {
		look_put(out, shorthand, a);
	} else {
		put_plain(out, look, first);
		put_plain(out, look, second);
	}
}

/* What is not visible on one axis is not on the other either: the second need not be said (CSS Overflow 3, 3.1). */
static void put_overflow(osp_buf *out, const struct look *look)
{
	const char *x = look_value(look, LOOK_OVERFLOW_X), *y = look_value(look, LOOK_OVERFLOW_Y);
	struct look one = *look;
	if (strcmp(x, y) != 0 && strcmp(x, "visible") != 0 && strcmp(y, "auto") == 0)
		one.is_said[LOOK_OVERFLOW_Y] = false;
	else if (strcmp(x, y) != 0 && strcmp(y, "visible") != 0 && strcmp(x, "auto") == 0)
		one.is_said[LOOK_OVERFLOW_X] = false;
	put_pair(out, &one, "overflow", LOOK_OVERFLOW_X, LOOK_OVERFLOW_Y);
}

static void put_flex(osp_buf *out, const struct look *look)
{
	if (!look->is_said[LOOK_FLEX_GROW] && !look->is_said[LOOK_FLEX_SHRINK] && !look->is_said[LOOK_FLEX_BASIS])
		return;
	const char *grow = look_value(look, LOOK_FLEX_GROW), *shrink = look_value(look, LOOK_FLEX_SHRINK), *basis = look_value(look, LOOK_FLEX_BASIS);
	bool is_one = strcmp(shrink, "1") == 0, is_zero = strcmp(basis, "0%") == 0 || look_is_zero(basis);
	osp_buf_puts(out, "flex:");
	if (strcmp(grow, "0") == 0 && strcmp(shrink, "0") == 0 && strcmp(basis, "auto") == 0) {
		osp_buf_puts(out, "none;");
		return;
	}
	value_write(out, grow);
	if (!is_one) {
		osp_buf_putc(out, ' ');
		value_write(out, shrink);
	}
	if (!is_zero) {
		osp_buf_putc(out, ' ');
		value_write(out, basis);
	}
	osp_buf_putc(out, ';');
}

/* `list-style` sets the place to what it is mostly. */
static void put_list_style(osp_buf *out, const struct look *look)
{
	bool type = look->is_said[LOOK_LIST_STYLE_TYPE], place = look->is_said[LOOK_LIST_STYLE_POSITION];
	const char *position = look_value(look, LOOK_LIST_STYLE_POSITION);
	if (type && (place || strcmp(position, "outside") == 0)) {
		osp_buf_puts(out, "list-style:");
		value_write(out, look_value(look, LOOK_LIST_STYLE_TYPE));
		osp_buf_printf(out, strcmp(position, "outside") == 0 ? ";" : " %s;", position);
		return;
	}
	put_plain(out, look, LOOK_LIST_STYLE_TYPE);
	put_plain(out, look, LOOK_LIST_STYLE_POSITION);
}

static void put_family(osp_buf *out, const struct look *look)
{
	if (!look->is_said[LOOK_FONT_FAMILY])
		return;
	osp_buf_puts(out, "font-family:");
	value_write_families(out, look_value(look, LOOK_FONT_FAMILY));
	osp_buf_putc(out, ';');
}

/* What no shorthand takes, in the order in which one reads a look. */
static const enum look_property plain[] = {
	LOOK_DISPLAY, LOOK_FLOAT, LOOK_CLEAR, LOOK_FLEX_DIRECTION, LOOK_FLEX_WRAP, LOOK_ALIGN_ITEMS, LOOK_ALIGN_CONTENT, LOOK_ALIGN_SELF, LOOK_JUSTIFY_CONTENT,
	LOOK_ORDER, LOOK_BOX_SIZING, LOOK_WIDTH, LOOK_MIN_WIDTH, LOOK_MAX_WIDTH, LOOK_HEIGHT, LOOK_MIN_HEIGHT, LOOK_MAX_HEIGHT, LOOK_ASPECT_RATIO,
	LOOK_COLOR, LOOK_FONT_SIZE, LOOK_FONT_STYLE, LOOK_FONT_WEIGHT, LOOK_LINE_HEIGHT, LOOK_LETTER_SPACING, LOOK_WORD_SPACING, LOOK_TEXT_ALIGN,
	LOOK_TEXT_ALIGN_LAST, LOOK_TEXT_INDENT, LOOK_TEXT_TRANSFORM, LOOK_TEXT_SHADOW, LOOK_TEXT_UNDERLINE_OFFSET, LOOK_TEXT_WRAP, LOOK_VERTICAL_ALIGN,
	LOOK_WHITE_SPACE, LOOK_WORD_BREAK, LOOK_OVERFLOW_WRAP, LOOK_LINE_BREAK, LOOK_HYPHENS, LOOK_DIRECTION, LOOK_FONT_FEATURE_SETTINGS,
	LOOK_FONT_VARIANT_CAPS, LOOK_FONT_VARIANT_LIGATURES, LOOK_FONT_VARIANT_NUMERIC, LOOK_BORDER_COLLAPSE, LOOK_BORDER_SPACING, LOOK_CAPTION_SIDE,
	LOOK_EMPTY_CELLS, LOOK_TABLE_LAYOUT, LOOK_BOX_SHADOW, LOOK_BOX_DECORATION_BREAK, LOOK_OPACITY, LOOK_VISIBILITY, LOOK_TRANSFORM,
	LOOK_TRANSFORM_ORIGIN, LOOK_MIX_BLEND_MODE, LOOK_OBJECT_FIT, LOOK_OBJECT_POSITION, LOOK_OUTLINE_OFFSET, LOOK_COLUMN_COUNT, LOOK_COLUMN_WIDTH,
};

void look_write(osp_buf *out, const struct look *look)
{
	static const enum look_property margin[] = { LOOK_MARGIN_TOP, LOOK_MARGIN_RIGHT, LOOK_MARGIN_BOTTOM, LOOK_MARGIN_LEFT };
	static const enum look_property padding[] = { LOOK_PADDING_TOP, LOOK_PADDING_RIGHT, LOOK_PADDING_BOTTOM, LOOK_PADDING_LEFT };
	size_t begin = out->len;
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		put_plain(out, look, plain[i]);
	put_family(out, look);
	put_flex(out, look);
	put_pair(out, look, "gap", LOOK_ROW_GAP, LOOK_COLUMN_GAP);
	put_overflow(out, look);
	put_list_style(out, look);
	look_write_sides(out, look, "margin", margin);
	look_write_sides(out, look, "padding", padding);
	look_write_borders(out, look);
	look_write_corners(out, look);
	look_write_background(out, look);
	look_write_decoration(out, look);
	if (out->len > begin)
		osp_buf_truncate(out, out->len - 1);
}
