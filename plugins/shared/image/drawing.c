/* drawing.c - SVG as the paths that it is: drawn by librsvg on a page of PDF, for writers of PDF to take in. */
/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* memmem */
#include "image/room.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <string.h>

/*
 * A drawing's words become outlines: its fonts are not those of the volume, and
 * what cairo makes of them is not what PDF/A wants. cairo has no switch for
 * that, but its SVG surface writes glyphs as paths; so what came out with fonts is
 * drawn once more, by way of SVG.
 *
 * Masks and filters are pixels for librsvg, as many as the page has units: so the
 * page is four times as large as the drawing (384 of them an inch).
 */
enum { MAX_SIDE = 14400, MAX_OUTPUT = 64 << 20, SCALE = 4 };

static cairo_status_t append(void *closure, const unsigned char *bytes, unsigned len)
{
	osp_buf *out = closure;
	if (out->len > MAX_OUTPUT)
		return CAIRO_STATUS_WRITE_ERROR;
	osp_buf_add(out, bytes, len);
	return CAIRO_STATUS_SUCCESS;
}

static bool draw_on(cairo_surface_t *surface, const struct image_svg *svg, double width, double height)
{
	RsvgRectangle area = { 0, 0, width, height };
	cairo_t *cairo = cairo_create(surface);
	bool drawn = svg->rsvg->handle_render_document(svg->handle, cairo, &area, NULL) && cairo_status(cairo) == CAIRO_STATUS_SUCCESS;
	cairo_destroy(cairo);
	cairo_surface_finish(surface);
	drawn = drawn && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
	cairo_surface_destroy(surface);
	return drawn;
}

static bool draw_pdf(const struct image_svg *svg, double width, double height, osp_buf *out)
{
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append, out, width, height);
	cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
	return draw_on(surface, svg, width, height);
}

static bool draw_outlines(const struct image_svg *svg, double width, double height, osp_buf *out)
{
	osp_buf paths = OSP_BUF_INIT;
	struct image_svg again;
	const char *why;
	cairo_surface_t *surface = cairo_svg_surface_create_for_stream(append, &paths, width, height);
	cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PX);
	bool drawn = draw_on(surface, svg, width, height) && image_svg_open(&again, paths.data, paths.len, &why);
	osp_buf_done(&paths);
	if (!drawn)
		return false;
	drawn = draw_pdf(&again, width, height, out);
	again.rsvg->object_unref(again.handle);
	return drawn;
}

static bool has_fonts(const osp_buf *pdf)
{
	return memmem(pdf->data, pdf->len, "/Font <<", strlen("/Font <<")) != NULL;
}

osp_status image_draw_pdf(const osp_asset *asset, osp_buf *out)
{
	osp_buf file = OSP_BUF_INIT;
	const char *why;
	bool drawn = false;
	struct image_svg svg;
	if (asset->kind == OSP_ASSET_SVG && image_slurp(asset->path, &file, &why) == OSP_OK && image_svg_open(&svg, file.data, file.len, &why)) {
		double longer = fmax(svg.width, svg.height), scale = fmax(1, fmin(SCALE, MAX_SIDE / longer));
		double width = svg.width * scale, height = svg.height * scale;
		drawn = width >= 1 && height >= 1 && width <= MAX_SIDE && height <= MAX_SIDE && draw_pdf(&svg, width, height, out);
		if (drawn && has_fonts(out)) {
			osp_buf_clear(out);
			drawn = draw_outlines(&svg, width, height, out) && !has_fonts(out);
		}
		svg.rsvg->object_unref(svg.handle);
	}
	osp_buf_done(&file);
	return drawn ? OSP_OK : OSP_FAIL;
}
