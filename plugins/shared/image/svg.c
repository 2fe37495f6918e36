/* svg.c - SVG drawn by librsvg; without a base address, so that it can't reach for other files. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "image/room.h"

#include <arpa/inet.h>
#include <math.h>
#include <string.h>

/* SVG that says nothing about its size is as large as CSS' replaced elements are (CSS 2.2, 10.3.2). */
enum { FALLBACK_WIDTH = 300, FALLBACK_HEIGHT = 150, MAX_SIDE = 16384 };

static void measure(struct image_svg *svg)
{
	gboolean has_width, has_height, has_box;
	RsvgLength width, height;
	RsvgRectangle box;
	if (svg->rsvg->handle_get_intrinsic_size_in_pixels(svg->handle, &svg->width, &svg->height) && svg->width > 0 && svg->height > 0)
		return;
	svg->rsvg->handle_get_intrinsic_dimensions(svg->handle, &has_width, &width, &has_height, &height, &has_box, &box);
	bool usable = has_box && isfinite(box.width) && isfinite(box.height) && box.width > 0 && box.height > 0;
	svg->width = usable ? box.width : FALLBACK_WIDTH;
	svg->height = usable ? box.height : FALLBACK_HEIGHT;
}

bool image_svg_open(struct image_svg *svg, const void *bytes, size_t len, const char **ret_why)
{
	*svg = (struct image_svg){ .rsvg = rsvg_load() };
	*ret_why = svg->rsvg != NULL ? "its SVG is not well-formed" : "librsvg, which draws SVG, can't be loaded";
	svg->handle = svg->rsvg != NULL && len != 0 ? svg->rsvg->handle_new_from_data(bytes, len, NULL) : NULL;
	if (svg->handle == NULL)
		return false;
	svg->rsvg->handle_set_dpi(svg->handle, 96);
	measure(svg);
	return true;
}

/* cairo's pixels are native-endian words, multiplied by alpha. */
static void take_pixel(uint32_t pixel, unsigned char *to)
{
	uint32_t alpha = pixel >> 24;
	for (int i = 0; i < 3; i++) {
		uint32_t value = pixel >> (16 - 8 * i) & 255;
		to[i] = (unsigned char)(alpha == 0 ? 0 : value >= alpha ? 255 : (value * 255 + alpha / 2) / alpha);
	}
	to[3] = (unsigned char)alpha;
}

/* In their place: a cover is 16 MB, and a second copy costs as much as drawing it. */
static void take_pixels(struct image_pixels *pixels)
{
	unsigned char *end = pixels->rgba + (size_t)pixels->width * pixels->height * 4;
	for (unsigned char *at = pixels->rgba; at < end; at += 4) {
		uint32_t pixel;
		memcpy(&pixel, at, sizeof pixel);
		if (pixel < 0xff000000) {
			take_pixel(pixel, at);
			continue;
		}
		pixel = htonl(pixel << 8 | 255);
		memcpy(at, &pixel, sizeof pixel);
	}
}

static osp_status draw(struct image_task *task, const struct image_svg *svg, struct image_pixels *ret)
{
	RsvgRectangle area = { 0, 0, ret->width, ret->height };
	cairo_surface_t *surface =
		cairo_image_surface_create_for_data(ret->rgba, CAIRO_FORMAT_ARGB32, (int)ret->width, (int)ret->height, (int)ret->width * 4);
	cairo_t *cairo = cairo_create(surface);
	bool drawn = svg->rsvg->handle_render_document(svg->handle, cairo, &area, NULL) && cairo_status(cairo) == CAIRO_STATUS_SUCCESS;
	cairo_destroy(cairo);
	cairo_surface_finish(surface);
	cairo_surface_destroy(surface);
	if (drawn)
		take_pixels(ret);
	else
		task->why = "its SVG can't be drawn";
	return drawn ? OSP_OK : OSP_FAIL;
}

osp_status image_decode_svg(struct image_task *task, struct image_pixels *ret)
{
	struct image_svg svg;
	if (!image_svg_open(&svg, task->bytes, task->len, &task->why))
		return OSP_FAIL;
	double scale = task->svg_width != 0 ? task->svg_width / svg.width : 1, width = ceil(svg.width * scale), height = ceil(svg.height * scale);
	osp_status status = OSP_FAIL;
	if (!(width >= 1 && height >= 1 && width <= MAX_SIDE && height <= MAX_SIDE))
		task->why = "it has too many pixels";
	else
		status = image_pixels_init(ret, (uint64_t)width, (uint64_t)height, task);
	if (status == OSP_OK)
		status = draw(task, &svg, ret);
	svg.rsvg->object_unref(svg.handle);
	return status;
}
