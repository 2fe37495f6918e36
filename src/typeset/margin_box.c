/* margin_box.c - running heads and folios in the margins of a page (CSS Paged Media 3). */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/generated.h"
#include "typeset/painter.h"

#include <string.h>

static const char *string_of(const struct layout *layout, const struct margin_text *text, const char *name, const char *which)
{
	const char *before = generated_first_string(layout, name), *first = NULL, *last = NULL;
	for (size_t i = 0; i < text->before; i++) {
		size_t at = text->before - 1 - i;
		if (strcmp(text->strings[at].name, name) == 0) {
			before = text->strings[at].text;
			break;
		}
	}
	for (size_t i = text->before; i < text->before + text->own; i++) {
		if (strcmp(text->strings[i].name, name) == 0) {
			first = first == NULL ? text->strings[i].text : first;
			last = text->strings[i].text;
		}
	}
	if (first == NULL || strcmp(which, "start") == 0) {
		return before;
	}
	return strcmp(which, "last") == 0 ? last : strcmp(which, "first-except") == 0 ? "" : first;
}

static void put_page(osp_buf *out, const struct margin_text *text, const struct content_part *part)
{
	const char *style = part->style == NULL ? "decimal" : part->style;
	if (strcmp(part->text, "pages") == 0) {
		counter_format(out, (int)text->count, style);
	} else if (strcmp(part->text, "page") == 0 && text->is_front && strcmp(style, "decimal") == 0) {
		osp_buf_puts(out, text->label);
	} else if (strcmp(part->text, "page") == 0) {
		counter_format(out, (int)text->number, style);
	}
}

static char *words(struct painter *painter, const struct content *content, const struct margin_text *text)
{
	osp_buf out = OSP_BUF_INIT;
	for (size_t i = 0; i < content->count; i++) {
		const struct content_part *part = &content->parts[i];
		if (part->kind == CONTENT_TEXT) {
			osp_buf_puts(&out, part->text);
		} else if (part->kind == CONTENT_COUNTER) {
			put_page(&out, text, part);
		} else if (part->kind == CONTENT_STRING) {
			osp_buf_puts(&out, string_of(painter->piece->layout, text, part->text, part->which == NULL ? "first" : part->which));
		}
	}
	char *kept = arena_strndup(painter->piece->arena, out.data == NULL ? "" : out.data, out.len);
	osp_buf_done(&out);
	return kept;
}

struct area { osp_len x, y, width, height; };

struct filled_box { const struct computed *style; const char *text; osp_len wanted; };

static osp_len edges(const struct computed *style, int side, osp_len base)
{
	osp_len border = style->border[side].style == LINE_NONE ? 0 : style->border[side].width;
	return border + length_resolve(style->padding[side], base, 0);
}

static osp_len width_of(struct painter *painter, const struct computed *style, const char *lang, const char *text)
{
	return text[0] == '\0' ? 0 : text_line(painter->piece->layout, painter->piece->arena, style, lang, text, 0, 0, NULL);
}

/* Cuts a head that is too long and says so with dots. */
static const char *fitted(struct painter *painter, const struct filled_box *box, const char *lang, osp_len room, osp_len *width)
{
	*width = width_of(painter, box->style, lang, box->text);
	if (*width <= room) {
		return box->text;
	}
	size_t len = strlen(box->text), keep = (size_t)((int64_t)len * (room > 0 ? room : 0) / *width);
	while (keep > 0) {
		while (keep > 0 && ((unsigned char)box->text[keep] & 0xc0) == 0x80) {
			keep--;
		}
		char *text = arena_printf(painter->piece->arena, "%.*s…", (int)keep, box->text);
		*width = width_of(painter, box->style, lang, text);
		if (*width <= room) {
			return text;
		}
		keep--;
	}
	*width = 0;
	return "";
}

static osp_len text_x(const struct computed *style, enum text_align usual, osp_len free)
{
	enum text_align align = style->align == ALIGN_START || style->align == ALIGN_JUSTIFY ? usual : style->align;
	return align == ALIGN_CENTER ? free / 2 : align == ALIGN_RIGHT || align == ALIGN_END ? free : 0;
}

static void draw_box(struct painter *painter, const struct filled_box *box, struct area area, enum text_align usual, const char *lang)
{
	const struct computed *style = box->style;
	osp_len left = length_resolve(style->margin[SIDE_LEFT], area.width, 0), right = length_resolve(style->margin[SIDE_RIGHT], area.width, 0);
	osp_len top = length_resolve(style->margin[SIDE_TOP], area.height, 0), bottom = length_resolve(style->margin[SIDE_BOTTOM], area.height, 0);
	struct area frame = { area.x + left, area.y + top, area.width - left - right, area.height - top - bottom };
	osp_len given = length_resolve(style->height, area.height, 0);
	if (given > 0 && given < frame.height) {
		frame.y += style->valign == VALIGN_BOTTOM ? frame.height - given : style->valign == VALIGN_TOP ? 0 : (frame.height - given) / 2;
		frame.height = given;
	}
	painter_frame(painter, style, frame.x, frame.y, frame.width, frame.height, true, true);
	osp_len inner_x = frame.x + edges(style, SIDE_LEFT, area.width), inner_y = frame.y + edges(style, SIDE_TOP, area.width);
	osp_len room = frame.width - edges(style, SIDE_LEFT, area.width) - edges(style, SIDE_RIGHT, area.width);
	osp_len tall = frame.height - edges(style, SIDE_TOP, area.width) - edges(style, SIDE_BOTTOM, area.width);
	osp_len width;
	const char *text = fitted(painter, box, lang, room, &width);
	if (text[0] == '\0') {
		return;
	}
	osp_len free = tall - style->line_height;
	osp_len y = inner_y + (style->valign == VALIGN_TOP ? 0 : style->valign == VALIGN_BOTTOM ? free : free / 2);
	text_line(painter->piece->layout, painter->piece->arena, style, lang, text, inner_x + text_x(style, usual, room - width),
	          y + style_baseline(style), &painter->list);
}

static struct filled_box box_of(struct painter *painter, const struct page_style *style, enum margin_box which, const struct margin_text *text)
{
	struct filled_box box = { style->box[which], "", 0 };
	if (box.style == NULL || box.style->content.is_none) {
		box.style = NULL;
		return box;
	}
	box.text = words(painter, &box.style->content, text);
	box.wanted = width_of(painter, box.style, text->lang, box.text) + edges(box.style, SIDE_LEFT, 0) + edges(box.style, SIDE_RIGHT, 0);
	return box;
}

/* Three boxes share the measure: the middle one gets what it needs, the outer ones the same on both sides. */
static void draw_row(struct painter *painter, const struct page_style *style, const struct margin_text *text, const enum margin_box names[3],
                     struct area area)
{
	struct filled_box left = box_of(painter, style, names[0], text), middle = box_of(painter, style, names[1], text);
	struct filled_box right = box_of(painter, style, names[2], text);
	osp_len left_width = area.width, right_width = area.width;
	if (middle.style != NULL) {
		bool is_alone = left.style == NULL && right.style == NULL;
		osp_len width = is_alone || middle.wanted > area.width ? area.width : middle.wanted;
		left_width = right_width = (area.width - width) / 2;
		draw_box(painter, &middle, (struct area){ area.x + left_width, area.y, width, area.height }, ALIGN_CENTER, text->lang);
	} else if (left.style != NULL && right.style != NULL) {
		osp_len both = left.wanted + right.wanted;
		left_width = both <= 0 ? area.width / 2 : (osp_len)((int64_t)area.width * left.wanted / both);
		right_width = area.width - left_width;
	}
	if (left.style != NULL) {
		draw_box(painter, &left, (struct area){ area.x, area.y, left_width, area.height }, ALIGN_LEFT, text->lang);
	}
	if (right.style != NULL) {
		draw_box(painter, &right, (struct area){ area.x + area.width - right_width, area.y, right_width, area.height }, ALIGN_RIGHT, text->lang);
	}
}

static void draw_single(struct painter *painter, const struct page_style *style, const struct margin_text *text, enum margin_box which,
                        struct area area)
{
	struct filled_box box = box_of(painter, style, which, text);
	if (box.style != NULL) {
		draw_box(painter, &box, area, ALIGN_CENTER, text->lang);
	}
}

void margin_boxes_draw(struct painter *painter, const struct page_style *style, const struct margin_text *text)
{
	static const enum margin_box top[3] = { BOX_TOP_LEFT, BOX_TOP_CENTER, BOX_TOP_RIGHT };
	static const enum margin_box bottom[3] = { BOX_BOTTOM_LEFT, BOX_BOTTOM_CENTER, BOX_BOTTOM_RIGHT };
	const osp_len *margin = style->margin;
	osp_len inner = style->width - margin[SIDE_LEFT] - margin[SIDE_RIGHT], tall = style->height - margin[SIDE_TOP] - margin[SIDE_BOTTOM];
	osp_len right = style->width - margin[SIDE_RIGHT], foot = style->height - margin[SIDE_BOTTOM];
	painter_artifact(painter, true);
	painter->is_artifact = true;
	draw_row(painter, style, text, top, (struct area){ margin[SIDE_LEFT], 0, inner, margin[SIDE_TOP] });
	draw_row(painter, style, text, bottom, (struct area){ margin[SIDE_LEFT], foot, inner, margin[SIDE_BOTTOM] });
	draw_single(painter, style, text, BOX_TOP_LEFT_CORNER, (struct area){ 0, 0, margin[SIDE_LEFT], margin[SIDE_TOP] });
	draw_single(painter, style, text, BOX_TOP_RIGHT_CORNER, (struct area){ right, 0, margin[SIDE_RIGHT], margin[SIDE_TOP] });
	draw_single(painter, style, text, BOX_BOTTOM_LEFT_CORNER, (struct area){ 0, foot, margin[SIDE_LEFT], margin[SIDE_BOTTOM] });
	draw_single(painter, style, text, BOX_BOTTOM_RIGHT_CORNER, (struct area){ right, foot, margin[SIDE_RIGHT], margin[SIDE_BOTTOM] });
	static const enum margin_box left_side[3] = { BOX_LEFT_TOP, BOX_LEFT_MIDDLE, BOX_LEFT_BOTTOM };
	static const enum margin_box right_side[3] = { BOX_RIGHT_TOP, BOX_RIGHT_MIDDLE, BOX_RIGHT_BOTTOM };
	for (int i = 0; i < 3; i++) {
		osp_len y = margin[SIDE_TOP] + tall / 3 * i;
		draw_single(painter, style, text, left_side[i], (struct area){ 0, y, margin[SIDE_LEFT], tall / 3 });
		draw_single(painter, style, text, right_side[i], (struct area){ right, y, margin[SIDE_RIGHT], tall / 3 });
	}
	painter->is_artifact = false;
	painter_artifact(painter, false);
}
