/* svg.c - SVG drawn by librsvg; without a base address, so that it can't reach for other files. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "image/room.h"

#include <arpa/inet.h>
#include <math.h>
#include <string.h>

/* SVG that says nothing about its size is as large as CSS' replaced elements are (CSS 2.2, 10.3.2). */
enum { FALLBACK_WIDTH = 300, FALLBACK_HEIGHT = 150, MAX_SIDE = 16384 };

void image_svg_size(RsvgHandle *handle, double *ret_width, double *ret_height)
{
	gboolean has_width, has_height, has_box;
	RsvgLength width, height;
	RsvgRectangle box;
	if (rsvg_handle_get_intrinsic_size_in_pixels(handle, ret_width, ret_height) && *ret_width > 0 && *ret_height > 0)
		return;
	rsvg_handle_get_intrinsic_dimensions(handle, &has_width, &width, &has_height, &height, &has_box, &box);
	bool usable = has_box && isfinite(box.width) && isfinite(box.height) && box.width > 0 && box.height > 0;
	*ret_width = usable ? box.width : FALLBACK_WIDTH;
	*ret_height = usable ? box.height : FALLBACK_HEIGHT;
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

static osp_status draw(struct image_task *task, RsvgHandle *handle, struct image_pixels *ret)
{
	RsvgRectangle area = { 0, 0, ret->width, ret->height };
	cairo_surface_t *surface =
		cairo_image_surface_create_for_data(ret->rgba, CAIRO_FORMAT_ARGB32, (int)ret->width, (int)ret->height, (int)ret->width * 4);
	cairo_t *cairo = cairo_create(surface);
	bool drawn = rsvg_handle_render_document(handle, cairo, &area, NULL) && cairo_status(cairo) == CAIRO_STATUS_SUCCESS;
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
	RsvgHandle *handle = task->len != 0 ? rsvg_handle_new_from_data(task->bytes, task->len, NULL) : NULL;
	if (handle == NULL) {
		task->why = "its SVG is not well-formed";
		return OSP_FAIL;
	}
	rsvg_handle_set_dpi(handle, 96);
	double width, height;
	image_svg_size(handle, &width, &height);
	double scale = task->svg_width != 0 ? task->svg_width / width : 1;
	width = ceil(width * scale);
	height = ceil(height * scale);
	osp_status status = OSP_FAIL;
	if (!(width >= 1 && height >= 1 && width <= MAX_SIDE && height <= MAX_SIDE))
		task->why = "it has too many pixels";
	else
		status = image_pixels_init(ret, (uint64_t)width, (uint64_t)height, task);
	if (status == OSP_OK)
		status = draw(task, handle, ret);
	g_object_unref(handle);
	return status;
}
