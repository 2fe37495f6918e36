/* canvas.c - draw a page's items: boxes, pictures, marked content. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/canvas.h"

#include <stdlib.h>
#include <string.h>

#include "haru/canvas_room.h"
#include "haru/grow.h"
#include "haru/syntax.h"

static const osp_color frame_color = 0x999999ff, frame_ground = 0xf2f2f2ff;

struct haru_canvas *haru_canvas_new(struct haru_document *document) {
	struct haru_canvas *canvas = calloc(1, sizeof *canvas);
	bool *has_font = calloc(document->pages->font_count + 1, sizeof *has_font);
	if (canvas == NULL || has_font == NULL) {
		abort();
	}
	canvas->document = document;
	canvas->has_font = has_font;
	return canvas;
}

void haru_canvas_free(struct haru_canvas *canvas) {
	osp_buf_done(&canvas->out);
	free(canvas->has_font);
	free(canvas->pictures);
	free(canvas->gaps);
	free(canvas);
}

static int64_t page_x(const struct haru_canvas *c, osp_len x) {
	return haru_hundredths((int64_t)x + c->page->bleed);
}

static int64_t page_y(const struct haru_canvas *c, osp_len y) {
	return haru_hundredths((int64_t)c->page->height + c->page->bleed - y);
}

/* ---- marked content ---- */

static void close_mark(struct haru_canvas *c) {
	if (c->mark == MARK_NONE) {
		return;
	}
	canvas_flush_text(c);
	/* A sequence begins and ends on the same side of BT and ET (ISO 32000-1, 14.6.1). */
	if (c->mark == MARK_OPEN && c->in_text) {
		osp_buf_puts(&c->out, "ET\n");
		c->in_text = false;
	}
	osp_buf_puts(&c->out, "EMC\n");
	c->mark = MARK_NONE;
}

static void end_text(struct haru_canvas *c) {
	if (!c->in_text) {
		return;
	}
	canvas_flush_text(c);
	if (c->mark == MARK_OPEN_IN_TEXT) {
		close_mark(c);
	}
	osp_buf_puts(&c->out, "ET\n");
	c->in_text = false;
}

static void begin_text(struct haru_canvas *c) {
	if (!c->in_text) {
		osp_buf_puts(&c->out, "BT\n");
		c->in_text = true;
		c->line_x = c->line_y = 0;
		c->pen = INT64_MIN;
	}
}

static void begin_mark(struct haru_canvas *c, haru_element element) {
	if (c->document->structure == NULL || (c->mark != MARK_NONE && c->element == element)) {
		return;
	}
	close_mark(c);
	if (element == 0) {
		osp_buf_puts(&c->out, "/Artifact BMC\n");
	} else {
		osp_buf_putc(&c->out, '/');
		osp_buf_puts(&c->out, haru_role_name(haru_structure_role(c->document->structure, element)));
		osp_buf_puts(&c->out, "<</MCID ");
		haru_put_int(&c->out, haru_structure_mark(c->document->structure, element));
		osp_buf_puts(&c->out, ">>BDC\n");
	}
	c->mark = c->in_text ? MARK_OPEN_IN_TEXT : MARK_OPEN;
	c->element = element;
}

void canvas_begin_content(struct haru_canvas *c, bool for_text) {
	haru_element element = c->document->structure == NULL ? 0 : haru_structure_current(c->document->structure);
	if (!for_text) {
		end_text(c);
	} else if (c->mark == MARK_NONE || c->element != element) {
		close_mark(c);
		begin_text(c); /* before the mark, so that one BT serves many of them */
	} else {
		begin_text(c);
	}
	begin_mark(c, element);
}

void canvas_begin_aside(struct haru_canvas *c) {
	if (c->document->structure != NULL) {
		close_mark(c);
		begin_text(c);
		begin_mark(c, 0);
	}
}

void canvas_begin_said(struct haru_canvas *c, const char *text, size_t len) {
	bool is_own = c->mark != MARK_NONE && c->element != 0, for_text = c->in_text;
	canvas_flush_text(c);
	if (is_own) {
		close_mark(c);
		if (for_text) {
			begin_text(c);
		}
	}
	osp_buf_puts(&c->out, "/Span<<"); /* whatever the element is: poppler looks for ActualText in Spans only */
	if (is_own) {
		osp_buf_puts(&c->out, "/MCID ");
		haru_put_int(&c->out, haru_structure_mark(c->document->structure, c->element));
		c->mark = for_text ? MARK_OPEN_IN_TEXT : MARK_OPEN;
	}
	c->is_own_said = is_own;
	osp_buf_puts(&c->out, "/ActualText<FEFF");
	haru_put_utf16(&c->out, text, len);
	osp_buf_puts(&c->out, ">>>BDC\n");
}

void canvas_end_said(struct haru_canvas *c) {
	if (c->is_own_said) {
		close_mark(c);
		return;
	}
	canvas_flush_text(c);
	osp_buf_puts(&c->out, "EMC\n");
}

static void begin_artifact(struct haru_canvas *c) {
	end_text(c);
	begin_mark(c, 0);
}

/* ---- colours ---- */

void canvas_set_fill(struct haru_canvas *c, osp_color color) {
	if (color == c->fill) {
		return;
	}
	canvas_flush_text(c);
	if ((color & 0xff) != (c->fill & 0xff)) {
		osp_buf_puts(&c->out, "/G");
		haru_put_int(&c->out, color & 0xff);
		osp_buf_puts(&c->out, " gs\n");
		c->has_alpha[color & 0xff] = true;
		c->is_blended |= (color & 0xff) != 0xff;
	}
	if (color >> 8 != c->fill >> 8) {
		haru_ink_put_fill(c->document->ink, &c->out, color);
	}
	c->fill = color;
}

/* ---- boxes ---- */

static void put_numbers(osp_buf *out, const int64_t *numbers, size_t count) {
	for (size_t i = 0; i < count; i++) {
		haru_put_hundredths(out, numbers[i]);
		osp_buf_putc(out, ' ');
	}
}

/* Edges are rounded, not sizes: neighbours that touch on the page touch in the file. */
static void fill_box(struct haru_canvas *c, osp_color color, osp_len x, osp_len y, osp_len width, osp_len height) {
	int64_t left = page_x(c, x), right = page_x(c, x + width), bottom = page_y(c, y + height), top = page_y(c, y);
	canvas_set_fill(c, color);
	put_numbers(&c->out, (int64_t[]){ left, bottom, right > left ? right - left : 1, top > bottom ? top - bottom : 1 }, 4);
	osp_buf_puts(&c->out, "re f\n");
}

/* What a Figure's element says of where it is. */
static void note_box(struct haru_canvas *c, int64_t left, int64_t bottom, int64_t right, int64_t top) {
	if (c->document->structure != NULL && c->element != 0) {
		haru_structure_box(c->document->structure, c->element, (int64_t[]){ left, bottom, right, top });
	}
}

static void draw_rect(struct haru_canvas *c, const osp_item *item) {
	if ((item->color & 0xff) == 0 || item->width <= 0 || item->height <= 0) {
		return;
	}
	begin_artifact(c); /* rules and grounds carry no meaning of their own */
	fill_box(c, item->color, item->x, item->y, item->width, item->height);
}

void canvas_draw_frame(struct haru_canvas *c, osp_len x, osp_len y, osp_len width, osp_len height) {
	if (width <= 0 || height <= 0) {
		return;
	}
	canvas_begin_content(c, false);
	note_box(c, page_x(c, x), page_y(c, y + height), page_x(c, x + width), page_y(c, y));
	osp_len line = OSP_POINT / 2;
	if (width > 4 * line && height > 4 * line) {
		fill_box(c, frame_color, x, y, width, height);
		fill_box(c, frame_ground, x + line, y + line, width - 2 * line, height - 2 * line);
	} else {
		fill_box(c, frame_color, x, y, width, height);
	}
}

/* ---- pictures ---- */

/* How EXIF's orientations map the unit square that a picture is drawn in: a b c d e f, times width or height. */
static const int8_t turns[9][6] = {
	[1] = { 1, 0, 0, 1, 0, 0 }, [2] = { -1, 0, 0, 1, 1, 0 }, [3] = { -1, 0, 0, -1, 1, 1 }, [4] = { 1, 0, 0, -1, 0, 1 },
	[5] = { 0, -1, -1, 0, 1, 1 }, [6] = { 0, -1, 1, 0, 0, 1 }, [7] = { 0, 1, 1, 0, 0, 0 }, [8] = { 0, 1, -1, 0, 1, 0 },
};

static void note_picture(struct haru_canvas *c, haru_id id) {
	for (size_t i = 0; i < c->picture_count; i++) {
		if (c->pictures[i] == id) {
			return;
		}
	}
	c->pictures = haru_grow(c->pictures, c->picture_count, &c->picture_capacity, sizeof *c->pictures);
	c->pictures[c->picture_count++] = id;
}

/* On paper, pixels that are seen one by one are a fault that no one notices before it is printed. */
static void check_resolution(const struct haru_canvas *c, const osp_item *item) {
	const osp_asset *asset = item->as.image.asset;
	uint32_t least = c->document->policy.least_dpi;
	int64_t width = item->width, height = item->height;
	if (least == 0 || asset->kind == OSP_ASSET_SVG || width <= 0 || height <= 0) {
		return;
	}
	int64_t across = (int64_t)asset->width * 72 * OSP_POINT / width, down = (int64_t)asset->height * 72 * OSP_POINT / height;
	int64_t dpi = across < down ? across : down;
	const char *name = strrchr(asset->path, '/');
	if (dpi < least) {
		osp_warn(c->document->job, item->as.image.node == NULL ? OSP_NOWHERE : osp_node_place(item->as.image.node), "pdf/resolution",
		         "picture \"%s\" has %d dots per inch where it stands, and a press wants %d; take one of at least %d pixels' width, or make it smaller",
		         name == NULL ? asset->path : name + 1, (int)dpi, (int)least, (int)((int64_t)asset->width * least / (dpi < 1 ? 1 : dpi) + 1));
	}
}

static void draw_image(struct haru_canvas *c, const osp_item *item) {
	struct haru_picture picture = haru_document_picture(c->document, item);
	if (picture.id == 0) {
		canvas_draw_frame(c, item->x, item->y, item->width, item->height);
		return;
	}
	canvas_begin_content(c, false);
	int64_t left = page_x(c, item->x), bottom = page_y(c, item->y + item->height);
	int64_t width = page_x(c, item->x + item->width) - left, height = page_y(c, item->y) - bottom;
	const int8_t *turn = turns[picture.orientation];
	canvas_set_fill(c, c->fill | 0xff);
	osp_buf_puts(&c->out, "q ");
	put_numbers(&c->out, (int64_t[]){ turn[0] * width, turn[1] * height, turn[2] * width, turn[3] * height, left + turn[4] * width,
	                                  bottom + turn[5] * height }, 6);
	osp_buf_puts(&c->out, "cm /I");
	haru_put_int(&c->out, picture.id);
	osp_buf_puts(&c->out, " Do Q\n");
	note_picture(c, picture.id);
	check_resolution(c, item);
	c->is_blended |= picture.has_alpha;
	note_box(c, left, bottom, left + width, bottom + height);
}

/* A frame for a character says which one it is: what can't be seen can be copied and read aloud. */
static void draw_placeholder(struct haru_canvas *c, const osp_item *item) {
	const char *text = item->as.image.missing;
	bool is_said = text != NULL && c->document->structure != NULL;
	if (is_said) {
		canvas_begin_content(c, false);
		canvas_begin_said(c, text, item->as.image.missing_len);
	}
	canvas_draw_frame(c, item->x, item->y, item->width, item->height);
	if (is_said) {
		canvas_end_said(c);
	}
}

/* ---- pages ---- */

static void draw_item(struct haru_canvas *c, const osp_item *item) {
	struct haru_structure *structure = c->document->structure;
	switch (item->kind) {
	case OSP_ITEM_GLYPHS:
		canvas_draw_glyphs(c, item);
		return;
	case OSP_ITEM_RECT:
		draw_rect(c, item);
		return;
	case OSP_ITEM_IMAGE:
		draw_image(c, item);
		return;
	case OSP_ITEM_PLACEHOLDER:
		draw_placeholder(c, item);
		return;
	case OSP_ITEM_LINK: /* links.c */
	case OSP_ITEM_ANCHOR:
		return;
	case OSP_ITEM_BEGIN:
		if (structure != NULL) {
			haru_structure_begin(structure, item);
		}
		return;
	case OSP_ITEM_ARTIFACT:
		if (structure != NULL) {
			haru_structure_begin_artifact(structure);
		}
		return;
	case OSP_ITEM_END:
		if (structure != NULL) {
			haru_structure_end(structure);
		}
		return;
	}
}

static void reset(struct haru_canvas *c, const osp_page *page) {
	c->page = page;
	osp_buf_clear(&c->out);
	c->fill = 0x000000ff; /* what a page begins with (ISO 32000-1, table 52) */
	c->mark = MARK_NONE;
	c->in_text = c->in_array = c->in_string = false;
	c->font = UINT32_MAX;
	c->rise = 0;
	c->spacing = 0;
	c->picture_count = 0;
	c->is_blended = false;
	memset(c->has_font, 0, c->document->pages->font_count * sizeof *c->has_font);
	memset(c->has_alpha, 0, sizeof c->has_alpha);
}

const osp_buf *haru_canvas_draw(struct haru_canvas *c, uint32_t index) {
	reset(c, c->document->pages->pages[index]);
	if (c->document->structure != NULL) {
		haru_structure_page(c->document->structure, c->document->leaves[index].page);
	}
	if (c->document->ink != NULL) {
		haru_ink_put_fill(c->document->ink, &c->out, c->fill); /* a page begins with another black than ours */
	} else {
		osp_buf_puts(&c->out, "");
	}
	for (size_t i = 0; i < c->page->item_count; i++) {
		draw_item(c, &c->page->items[i]);
	}
	end_text(c);
	close_mark(c);
	return &c->out;
}

static void put_fonts(const struct haru_canvas *c, osp_buf *out) {
	bool is_open = false;
	for (size_t i = 0; i < c->document->pages->font_count; i++) {
		if (!c->has_font[i]) {
			continue;
		}
		osp_buf_printf(out, "%s/F%zu", is_open ? "" : "/Font<<", i);
		haru_put_ref(out, c->document->fonts[i]->id);
		is_open = true;
	}
	osp_buf_puts(out, is_open ? ">>" : "");
}

static void put_alphas(const struct haru_canvas *c, osp_buf *out) {
	bool is_open = false;
	for (unsigned alpha = 0; alpha < 256; alpha++) {
		if (!c->has_alpha[alpha]) {
			continue;
		}
		unsigned thousandths = (alpha * 1000 + 127) / 255;
		osp_buf_printf(out, "%s/G%u<</ca %u.%03u>>", is_open ? "" : "/ExtGState<<", alpha, thousandths / 1000, thousandths % 1000);
		is_open = true;
	}
	osp_buf_puts(out, is_open ? ">>" : "");
}

void haru_canvas_put_group(const struct haru_canvas *c, osp_buf *out) {
	if (c->is_blended) {
		osp_buf_printf(out, "/Group<</S/Transparency/CS/%s>>", haru_ink_space(c->document->ink));
	}
}

void haru_canvas_put_resources(const struct haru_canvas *c, osp_buf *out) {
	osp_buf_puts(out, "<<");
	put_fonts(c, out);
	for (size_t i = 0; i < c->picture_count; i++) {
		osp_buf_printf(out, "%s/I%u %u 0 R", i == 0 ? "/XObject<<" : "", c->pictures[i], c->pictures[i]);
	}
	osp_buf_puts(out, c->picture_count > 0 ? ">>" : "");
	put_alphas(c, out);
	osp_buf_puts(out, ">>");
}
