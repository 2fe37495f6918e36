/* look_paint.c - backgrounds and lines at text. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "look.h"

#include "wechat.h"

#include <string.h>

static const enum look_property grounds[] = {
	LOOK_BACKGROUND_COLOR, LOOK_BACKGROUND_IMAGE, LOOK_BACKGROUND_POSITION, LOOK_BACKGROUND_SIZE, LOOK_BACKGROUND_REPEAT, LOOK_BACKGROUND_ATTACHMENT,
	LOOK_BACKGROUND_ORIGIN, LOOK_BACKGROUND_CLIP,
};

static bool is_initial(const struct look *look, enum look_property property)
{
	return look_is_same(look_value(look, property), look_infos[property].initial);
}

/* A comma that parts layers, and not the arguments of a function. */
static bool has_layers(const char *value)
{
	int depth = 0;
	for (; *value != '\0'; value++) {
		depth += *value == '(' ? 1 : *value == ')' ? -1 : 0;
		if (*value == ',' && depth == 0)
			return true;
	}
	return false;
}

static void put_word(osp_buf *out, size_t begin, const char *value)
{
	if (out->len > begin)
		osp_buf_putc(out, ' ');
	value_write(out, value);
}

static void put_picture(osp_buf *out, const struct look *look, size_t begin)
{
	put_word(out, begin, look_value(look, LOOK_BACKGROUND_IMAGE));
	if (!is_initial(look, LOOK_BACKGROUND_POSITION) || !is_initial(look, LOOK_BACKGROUND_SIZE))
		put_word(out, begin, look_value(look, LOOK_BACKGROUND_POSITION));
	if (!is_initial(look, LOOK_BACKGROUND_SIZE)) {
		osp_buf_putc(out, '/');
		value_write(out, look_value(look, LOOK_BACKGROUND_SIZE));
	}
	if (!is_initial(look, LOOK_BACKGROUND_REPEAT))
		put_word(out, begin, look_value(look, LOOK_BACKGROUND_REPEAT));
	if (!is_initial(look, LOOK_BACKGROUND_ATTACHMENT))
		put_word(out, begin, look_value(look, LOOK_BACKGROUND_ATTACHMENT));
}

static void put_longhands(osp_buf *out, const struct look *look)
{
	for (size_t i = 0; i < sizeof grounds / sizeof *grounds; i++) {
		if (look->is_said[grounds[i]] && (i == 0 || !is_initial(look, grounds[i])))
			look_put(out, look_infos[grounds[i]].name, look_value(look, grounds[i]));
	}
}

void look_write_background(osp_buf *out, const struct look *look)
{
	bool has_picture = !is_initial(look, LOOK_BACKGROUND_IMAGE), has_color = !is_initial(look, LOOK_BACKGROUND_COLOR);
	bool is_layered = false, is_shifted = !is_initial(look, LOOK_BACKGROUND_ORIGIN);
	for (size_t i = 1; i < sizeof grounds / sizeof *grounds; i++)
		is_layered |= has_layers(look_value(look, grounds[i]));
	if (!has_picture && !look->is_said[LOOK_BACKGROUND_COLOR])
		return;
	if (has_picture && (is_layered || is_shifted)) {
		put_longhands(out, look);
		return;
	}
	osp_buf_puts(out, "background:");
	size_t begin = out->len;
	if (has_color || !has_picture)
		put_word(out, begin, look_value(look, LOOK_BACKGROUND_COLOR));
	if (has_picture)
		put_picture(out, look, begin);
	osp_buf_putc(out, ';');
	if (!is_initial(look, LOOK_BACKGROUND_CLIP))
		look_put(out, "background-clip", look_value(look, LOOK_BACKGROUND_CLIP));
}

void look_write_decoration(osp_buf *out, const struct look *look)
{
	bool is_said = look->is_said[LOOK_TEXT_DECORATION_LINE] || look->is_said[LOOK_TEXT_DECORATION_STYLE] ||
		look->is_said[LOOK_TEXT_DECORATION_COLOR] || look->is_said[LOOK_TEXT_DECORATION_THICKNESS];
	const char *line = look_value(look, LOOK_TEXT_DECORATION_LINE), *color = look_value(look, LOOK_TEXT_DECORATION_COLOR);
	if (is_said && (look->is_said[LOOK_TEXT_DECORATION_LINE] || strcmp(line, "none") != 0)) {
		osp_buf_printf(out, "text-decoration:%s", line);
		if (strcmp(line, "none") != 0 && !is_initial(look, LOOK_TEXT_DECORATION_STYLE))
			osp_buf_printf(out, " %s", look_value(look, LOOK_TEXT_DECORATION_STYLE));
		if (strcmp(line, "none") != 0 && color[0] != '\0' && !look_is_same(color, look_value(look, LOOK_COLOR))) {
			osp_buf_putc(out, ' ');
			value_write(out, color);
		}
		if (strcmp(line, "none") != 0 && !is_initial(look, LOOK_TEXT_DECORATION_THICKNESS)) {
			osp_buf_putc(out, ' ');
			value_write(out, look_value(look, LOOK_TEXT_DECORATION_THICKNESS));
		}
		osp_buf_putc(out, ';');
	}
	bool has_line = look_has_line(look_value(look, LOOK_OUTLINE_STYLE), look_value(look, LOOK_OUTLINE_WIDTH));
	if (has_line && look->is_said[LOOK_OUTLINE_STYLE]) {
		osp_buf_puts(out, "outline:");
		size_t begin = out->len;
		put_word(out, begin, look_value(look, LOOK_OUTLINE_WIDTH));
		put_word(out, begin, look_value(look, LOOK_OUTLINE_STYLE));
		put_word(out, begin, look_value(look, LOOK_OUTLINE_COLOR));
		osp_buf_putc(out, ';');
	}
}
