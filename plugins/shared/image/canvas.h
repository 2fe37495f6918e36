/* canvas.h - a drawing of ours, as covers are: areas, rings and words, made into a JPEG. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SHARED_IMAGE_CANVAS_H
#define SHARED_IMAGE_CANVAS_H

#include <ospopress/volume.h>

/* Lengths are pixels; y grows downward. A colour is 0xRRGGBB, `alpha` 0 to 1. */
struct paint { uint32_t rgb; double alpha; };

struct canvas;

/* Covered with one opaque colour. `lang` chooses among the forms of a character. NULL when there is no memory. */
struct canvas *canvas_new(uint32_t width, uint32_t height, uint32_t rgb, const char *lang);
void canvas_free(struct canvas *canvas);
void canvas_area(struct canvas *canvas, double x, double y, double width, double height, struct paint paint);
void canvas_ring(struct canvas *canvas, double x, double y, double radius, double line, struct paint paint);
void canvas_disc(struct canvas *canvas, double x, double y, double radius, struct paint paint);
/* Appends the drawing as a JPEG; OSP_FAIL when something of it could not be drawn. */
osp_status canvas_encode(struct canvas *canvas, int quality, osp_buf *out);

/* A few words in lines, broken between Han or at spaces. */
struct lettering {
	double x;                /* where lines begin, or their middle */
	double width;
	size_t max_lines;
	bool is_centred;
	bool is_middle;          /* y is the middle line's baseline, not the first one's */
	const int *sizes;        /* from large to small, 0 ends; the first that fits is taken */
	const char *const *families; /* of the system, in order of preference; NULL ends. What none has, any other font gives. */
	const char *const *latin;    /* the same for a text without Han, whose quotes and dashes must not be as wide as Han */
	bool is_bold;
	double spacing;          /* between letters */
	struct paint paint;
};

/* Returns the baseline of the last line. */
double canvas_letter(struct canvas *canvas, const struct lettering *lettering, double y, const char *text);

#endif
