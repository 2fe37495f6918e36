/* outlines.c - a writer that draws pages from the fonts' own outlines: what every viewer of the PDF should show. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <cairo.h>
#include <hb-ot.h>
#include <hb.h>
#include <ospopress/ospopress.h>
#include <stdlib.h>
#include <string.h>

/* A folder: 1.pgm, 2.pgm, ... in grey, and glyphs.txt, a line for each glyph: page, box in pixels, character, font. */
enum { DPI = 300, MAX_VARIATIONS = 8 };

static double pixels(int64_t length)
{
	return (double)length * DPI / 72 / OSP_POINT;
}

struct page { cairo_t *cairo; double x, y, scale; const osp_page *page; osp_buf *list; size_t number; };

/* ---- HarfBuzz draws, cairo fills ---- */

struct pen { cairo_t *cairo; double x, y, scale; double box[4]; bool is_inked; };

static void at(struct pen *pen, float x, float y, double ret[2])
{
	ret[0] = pen->x + (double)x * pen->scale;
	ret[1] = pen->y - (double)y * pen->scale;
	if (!pen->is_inked || ret[0] < pen->box[0]) pen->box[0] = ret[0];
	if (!pen->is_inked || ret[1] < pen->box[1]) pen->box[1] = ret[1];
	if (!pen->is_inked || ret[0] > pen->box[2]) pen->box[2] = ret[0];
	if (!pen->is_inked || ret[1] > pen->box[3]) pen->box[3] = ret[1];
	pen->is_inked = true;
}

static void move(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, float x, float y, void *user)
{
	double to[2];
	(void)f, (void)s, (void)user;
	at(data, x, y, to);
	cairo_move_to(((struct pen *)data)->cairo, to[0], to[1]);
}

static void line(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, float x, float y, void *user)
{
	double to[2];
	(void)f, (void)s, (void)user;
	at(data, x, y, to);
	cairo_line_to(((struct pen *)data)->cairo, to[0], to[1]);
}

static void curve(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, float ax, float ay, float bx, float by, float x, float y, void *user)
{
	double a[2], b[2], to[2];
	(void)f, (void)s, (void)user;
	at(data, ax, ay, a);
	at(data, bx, by, b);
	at(data, x, y, to);
	cairo_curve_to(((struct pen *)data)->cairo, a[0], a[1], b[0], b[1], to[0], to[1]);
}

static void finish(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, void *user)
{
	(void)f, (void)s, (void)user;
	cairo_close_path(((struct pen *)data)->cairo);
}

static hb_draw_funcs_t *make_funcs(void)
{
	hb_draw_funcs_t *funcs = hb_draw_funcs_create();
	hb_draw_funcs_set_move_to_func(funcs, move, NULL, NULL);
	hb_draw_funcs_set_line_to_func(funcs, line, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(funcs, curve, NULL, NULL); /* quadratic ones come as cubic */
	hb_draw_funcs_set_close_path_func(funcs, finish, NULL, NULL);
	return funcs;
}

static hb_font_t *open_font(const osp_font *info)
{
	hb_blob_t *blob = hb_blob_create_from_file(info->path);
	hb_face_t *face = hb_face_create(blob, info->face);
	hb_font_t *font = hb_font_create(face);
	hb_variation_t variations[MAX_VARIATIONS];
	unsigned count = 0;
	for (const char *text = info->variations; *text != '\0' && count < MAX_VARIATIONS;) {
		size_t len = strcspn(text, ",");
		count += hb_variation_from_string(text, (int)len, &variations[count]) ? 1 : 0;
		text += len + (text[len] == ',' ? 1 : 0);
	}
	hb_font_set_variations(font, variations, count);
	hb_face_destroy(face);
	hb_blob_destroy(blob);
	return font;
}

/* ---- pages ---- */

static void set_color(cairo_t *cairo, osp_color color)
{
	cairo_set_source_rgba(cairo, (color >> 24) / 255.0, (color >> 16 & 255) / 255.0, (color >> 8 & 255) / 255.0, (color & 255) / 255.0);
}

static void draw_glyphs(const struct page *p, const osp_item *item, hb_font_t *font, hb_draw_funcs_t *funcs, const char *family)
{
	double scale = pixels(item->as.glyphs.size) / hb_face_get_upem(hb_font_get_face(font));
	set_color(p->cairo, item->color);
	for (uint32_t i = 0; i < item->as.glyphs.count; i++) {
		const osp_glyph *glyph = &item->as.glyphs.glyphs[i];
		struct pen pen = { p->cairo, pixels((int64_t)item->x + glyph->x + p->page->bleed), pixels((int64_t)item->y + glyph->y + p->page->bleed), scale, { 0 }, false };
		cairo_new_path(p->cairo);
		hb_font_get_glyph_shape(font, glyph->id, funcs, &pen);
		cairo_fill(p->cairo);
		if (!pen.is_inked || (item->color & 255) == 0)
			continue;
		const char *text = item->as.glyphs.text + glyph->text_at, *end = item->as.glyphs.text + item->as.glyphs.text_len;
		osp_buf_printf(p->list, "%zu %d %d %d %d U+%04X %s\n", p->number, (int)pen.box[0], (int)pen.box[1], (int)pen.box[2] + 1, (int)pen.box[3] + 1,
			       (unsigned)(text < end ? osp_utf8_next(&text, end) : 0), family);
	}
}

static osp_status put_gray(cairo_surface_t *surface, osp_output *output, const char *name)
{
	int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
	const unsigned char *data = (cairo_surface_flush(surface), cairo_image_surface_get_data(surface));
	osp_buf out = OSP_BUF_INIT;
	osp_buf_printf(&out, "P5\n%d %d\n255\n", width, height);
	for (int y = 0; y < height; y++) {
		const uint32_t *row = (const void *)(data + (size_t)y * (size_t)cairo_image_surface_get_stride(surface));
		for (int x = 0; x < width; x++)
			osp_buf_putc(&out, (char)((30 * (row[x] >> 16 & 255) + 59 * (row[x] >> 8 & 255) + 11 * (row[x] & 255)) / 100));
	}
	osp_status status = osp_output_put(output, name, out.data, out.len);
	osp_buf_done(&out);
	return status;
}

static void draw_page(const struct page *p, const osp_pages *pages, hb_font_t **fonts, hb_draw_funcs_t *funcs)
{
	for (size_t i = 0; i < p->page->item_count; i++) {
		const osp_item *item = &p->page->items[i];
		if (item->kind == OSP_ITEM_RECT) {
			set_color(p->cairo, item->color);
			cairo_rectangle(p->cairo, pixels(item->x + p->page->bleed), pixels(item->y + p->page->bleed), pixels(item->width), pixels(item->height));
			cairo_fill(p->cairo);
		} else if (item->kind == OSP_ITEM_GLYPHS) {
			uint32_t font = item->as.glyphs.font;
			fonts[font] = fonts[font] == NULL ? open_font(pages->fonts[font]) : fonts[font];
			draw_glyphs(p, item, fonts[font], funcs, pages->fonts[font]->family);
		}
	}
}

static osp_status write_pages(osp_job *job, void *state, const osp_pages *pages, osp_output *output)
{
	hb_font_t **fonts = osp_job_alloc(job, (pages->font_count + 1) * sizeof *fonts);
	hb_draw_funcs_t *funcs = make_funcs();
	osp_buf list = OSP_BUF_INIT;
	osp_status status = OSP_OK;
	(void)state;
	osp_buf_puts(&list, "");
	for (size_t i = 0; i < pages->page_count && status == OSP_OK; i++) {
		const osp_page *page = pages->pages[i];
		int width = (int)(pixels(page->width + 2 * page->bleed) + 1), height = (int)(pixels(page->height + 2 * page->bleed) + 1);
		cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
		struct page p = { .cairo = cairo_create(surface), .page = page, .list = &list, .number = i + 1 };
		cairo_set_source_rgb(p.cairo, 1, 1, 1);
		cairo_paint(p.cairo);
		draw_page(&p, pages, fonts, funcs);
		status = put_gray(surface, output, osp_job_printf(job, "%zu.pgm", i + 1));
		cairo_destroy(p.cairo);
		cairo_surface_destroy(surface);
	}
	status = status == OSP_OK ? osp_output_put(output, "glyphs.txt", list.data, list.len) : status;
	for (size_t i = 0; i < pages->font_count; i++)
		hb_font_destroy(fonts[i]);
	hb_draw_funcs_destroy(funcs);
	osp_buf_done(&list);
	return status;
}

static const osp_writer writer = { .format = "outlines", .suffix = "", .medium = "print", .needs = OSP_NEEDS_PAGES, .write_pages = write_pages };
OSP_PLUGIN(.kind = OSP_WRITER, .name = "outlines", .version = "1.0", .summary = "Draws pages from the fonts' own outlines.", .writer = &writer);
