/* svg.c - SVG drawn by librsvg; without a base address, so that it can't reach for other files. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "image/room.h"

#include <librsvg/rsvg.h>
#include <math.h>

/* SVG that says nothing about its size is as large as CSS' replaced elements are (CSS 2.2, 10.3.2). */
enum { FALLBACK_WIDTH = 300, FALLBACK_HEIGHT = 150, MAX_SIDE = 16384 };

static void natural_size(RsvgHandle *handle, double *ret_width, double *ret_height)
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

static void take_pixels(cairo_surface_t *surface, struct image_pixels *ret)
{
	const unsigned char *data = cairo_image_surface_get_data(surface);
	size_t stride = (size_t)cairo_image_surface_get_stride(surface);
	unsigned char *to = ret->rgba;
	for (uint32_t y = 0; y < ret->height; y++) {
		const uint32_t *row = (const uint32_t *)(const void *)(data + y * stride);
		for (uint32_t x = 0; x < ret->width; x++, to += 4) {
			if (row[x] < 0xff000000) {
				take_pixel(row[x], to);
				continue;
			}
			to[0] = (unsigned char)(row[x] >> 16);
			to[1] = (unsigned char)(row[x] >> 8);
			to[2] = (unsigned char)row[x];
			to[3] = 255;
		}
	}
}

static osp_status draw(struct image_task *task, RsvgHandle *handle, struct image_pixels *ret)
{
	RsvgRectangle area = { 0, 0, ret->width, ret->height };
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)ret->width, (int)ret->height);
	cairo_t *cairo = cairo_create(surface);
	bool drawn = rsvg_handle_render_document(handle, cairo, &area, NULL) && cairo_status(cairo) == CAIRO_STATUS_SUCCESS;
	cairo_destroy(cairo);
	cairo_surface_flush(surface);
	if (drawn)
		take_pixels(surface, ret);
	else
		task->why = "its SVG can't be drawn";
	cairo_surface_destroy(surface);
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
	natural_size(handle, &width, &height);
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
