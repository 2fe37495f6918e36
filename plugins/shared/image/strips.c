/* strips.c - a drawing of ours as a JPEG, made strip by strip. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "image/room.h"

#include <stdlib.h>
#include <string.h>

/*
 * The pixels of a cover are 16 MB. To have them all at once costs more than drawing them: the kernel clears each page, and all go
 * through the processor's caches three times. So what librsvg draws is recorded, and played again for each strip.
 */
enum { STRIP_HEIGHT = 64 };

struct strips {
	cairo_surface_t *recording, *strip;
	unsigned char *pixels;
	size_t stride;
	uint32_t top, end; /* the rows that are in `pixels` */
};

static bool record(struct strips *strips, const char *svg, size_t len, uint32_t width, uint32_t height)
{
	RsvgHandle *handle = rsvg_handle_new_from_data((const guint8 *)svg, len, NULL);
	if (handle == NULL)
		return false;
	cairo_rectangle_t extents = { 0, 0, width, height };
	RsvgRectangle area = { 0, 0, width, height };
	strips->recording = cairo_recording_surface_create(CAIRO_CONTENT_COLOR, &extents);
	cairo_t *cairo = cairo_create(strips->recording);
	rsvg_handle_set_dpi(handle, 96);
	bool drawn = rsvg_handle_render_document(handle, cairo, &area, NULL) && cairo_status(cairo) == CAIRO_STATUS_SUCCESS;
	cairo_destroy(cairo);
	g_object_unref(handle);
	return drawn;
}

static void play(struct strips *strips, uint32_t top)
{
	cairo_t *cairo = cairo_create(strips->strip);
	cairo_set_source_surface(cairo, strips->recording, 0, -(double)top);
	cairo_paint(cairo);
	cairo_destroy(cairo);
	cairo_surface_flush(strips->strip);
	strips->top = top;
	strips->end = top + STRIP_HEIGHT;
}

static const unsigned char *row_at(void *closure, uint32_t y)
{
	struct strips *strips = closure;
	if (y < strips->top || y >= strips->end)
		play(strips, y);
	return strips->pixels + (y - strips->top) * strips->stride;
}

osp_status image_draw_jpeg(const char *svg, size_t len, uint32_t width, uint32_t height, int quality, osp_buf *out)
{
	struct strips strips = { .stride = (size_t)width * 4 };
	osp_status status = OSP_FAIL;
	strips.pixels = calloc(STRIP_HEIGHT, strips.stride);
	if (strips.pixels != NULL && record(&strips, svg, len, width, height)) {
		strips.strip = cairo_image_surface_create_for_data(strips.pixels, CAIRO_FORMAT_RGB24, (int)width, STRIP_HEIGHT, (int)strips.stride);
		if (cairo_surface_status(strips.strip) == CAIRO_STATUS_SUCCESS)
			status = image_encode_words(row_at, &strips, width, height, quality, out);
	}
	cairo_surface_destroy(strips.strip);
	cairo_surface_destroy(strips.recording);
	free(strips.pixels);
	return status;
}
