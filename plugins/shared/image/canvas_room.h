/* canvas_room.h - what the files of a canvas share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SHARED_IMAGE_CANVAS_ROOM_H
#define SHARED_IMAGE_CANVAS_ROOM_H

#include "image/canvas.h"

#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <hb.h>

/* One face of the system, for HarfBuzz to shape with and for cairo to draw with. */
struct face {
	const char *const *families; /* what was asked for: the same pointer asks for the same */
	bool is_bold;
	bool is_other;           /* found for a character that these families lack */
	hb_font_t *shaper;
	double em;               /* units of the shaper */
	cairo_font_face_t *drawer;
};

enum { MAX_FACES = 16 };
struct faces { FcConfig *config; struct face items[MAX_FACES]; size_t count; };

struct canvas {
	uint32_t width, height;
	const char *lang;
	cairo_surface_t *recording;
	cairo_t *cairo;
	struct faces faces;
};

void canvas_take(struct canvas *canvas, struct paint paint);
/* The face that has a character, else the first choice for these families, with its box for what is missing. NULL without any font. */
const struct face *faces_find(struct canvas *canvas, const char *const *families, bool is_bold, uint32_t c);
void faces_done(struct faces *faces);

#endif
