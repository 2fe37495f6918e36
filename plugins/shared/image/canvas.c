/* canvas.c - draw shapes, and hand out the pixels strip by strip. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "image/canvas_room.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "image/room.h"

/*
 * The pixels of a cover are 16 MB. To have them all at once costs more than drawing them: the kernel clears each page, and all go
 * through the processor's caches three times. So what is drawn is recorded, and played again for each strip.
 */
enum { STRIP_HEIGHT = 64 };

struct strips {
	cairo_surface_t *recording, *strip;
	unsigned char *pixels;
	size_t stride;
	uint32_t top, end; /* the rows that are in `pixels` */
};

struct canvas *canvas_new(uint32_t width, uint32_t height, uint32_t rgb, const char *lang)
{
	struct canvas *canvas = calloc(1, sizeof *canvas);
	if (canvas == NULL)
		return NULL;
	cairo_rectangle_t extents = { 0, 0, width, height };
	canvas->width = width;
	canvas->height = height;
	canvas->lang = lang;
	canvas->recording = cairo_recording_surface_create(CAIRO_CONTENT_COLOR, &extents);
	canvas->cairo = cairo_create(canvas->recording);
	canvas_area(canvas, 0, 0, width, height, (struct paint){ rgb, 1 });
	return canvas;
}

void canvas_free(struct canvas *canvas)
{
	if (canvas == NULL)
		return;
	cairo_destroy(canvas->cairo);
	cairo_surface_destroy(canvas->recording);
	faces_done(&canvas->faces);
	free(canvas);
}

void canvas_take(struct canvas *canvas, struct paint paint)
{
	cairo_set_source_rgba(canvas->cairo, (paint.rgb >> 16 & 255) / 255., (paint.rgb >> 8 & 255) / 255., (paint.rgb & 255) / 255., paint.alpha);
}

void canvas_area(struct canvas *canvas, double x, double y, double width, double height, struct paint paint)
{
	canvas_take(canvas, paint);
	cairo_rectangle(canvas->cairo, x, y, width, height);
	cairo_fill(canvas->cairo);
}

static void circle(struct canvas *canvas, double x, double y, double radius, struct paint paint)
{
	canvas_take(canvas, paint);
	cairo_new_sub_path(canvas->cairo);
	cairo_arc(canvas->cairo, x, y, radius, 0, 2 * M_PI);
}

void canvas_ring(struct canvas *canvas, double x, double y, double radius, double line, struct paint paint)
{
	circle(canvas, x, y, radius, paint);
	cairo_set_line_width(canvas->cairo, line);
	cairo_stroke(canvas->cairo);
}

void canvas_disc(struct canvas *canvas, double x, double y, double radius, struct paint paint)
{
	circle(canvas, x, y, radius, paint);
	cairo_fill(canvas->cairo);
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

osp_status canvas_encode(struct canvas *canvas, int quality, osp_buf *out)
{
	struct strips strips = { .recording = canvas->recording, .stride = (size_t)canvas->width * 4 };
	osp_status status = OSP_FAIL;
	strips.pixels = calloc(STRIP_HEIGHT, strips.stride);
	if (strips.pixels != NULL && cairo_status(canvas->cairo) == CAIRO_STATUS_SUCCESS) {
		strips.strip = cairo_image_surface_create_for_data(strips.pixels, CAIRO_FORMAT_RGB24, (int)canvas->width, STRIP_HEIGHT, (int)strips.stride);
		if (cairo_surface_status(strips.strip) == CAIRO_STATUS_SUCCESS)
			status = image_encode_words(row_at, &strips, canvas->width, canvas->height, quality, out);
	}
	cairo_surface_destroy(strips.strip);
	free(strips.pixels);
	return status;
}
