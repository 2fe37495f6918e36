/* room.h - what the decoders share inside this folder. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SHARED_IMAGE_ROOM_H
#define SHARED_IMAGE_ROOM_H

#include "image/image.h"

#include "image/rsvg.h"

/* What one decoder is given. `why` gets a literal when it fails. */
struct image_task {
	const unsigned char *bytes;
	size_t len;
	uint64_t max_pixels;
	uint32_t svg_width;
	const char *why;
};

/* Zeroed memory for width x height pixels, which image_pixels_done() frees. Refuses empty and too large pictures. */
osp_status image_pixels_init(struct image_pixels *pixels, uint64_t width, uint64_t height, struct image_task *task);

osp_status image_decode_png(struct image_task *task, struct image_pixels *ret);
osp_status image_decode_jpeg(struct image_task *task, struct image_pixels *ret);
osp_status image_decode_webp(struct image_task *task, struct image_pixels *ret);
osp_status image_decode_gif(struct image_task *task, struct image_pixels *ret);
osp_status image_decode_svg(struct image_task *task, struct image_pixels *ret);

/* jpeg.c: from rows of opaque pixels as cairo has them, which `row` hands out one after the other. */
typedef const unsigned char *image_row(void *closure, uint32_t y);
osp_status image_encode_words(image_row *row, void *closure, uint32_t width, uint32_t height, int quality, osp_buf *out);

/* decode.c: a file's bytes. */
osp_status image_slurp(const char *path, osp_buf *buf, const char **ret_why);

/* svg.c: a drawing opened at 96 dots per inch, and how large it is in CSS pixels. False when it is not well-formed, or there is no librsvg;
 * `ret_why` gets a literal. Closed with ->rsvg->object_unref(->handle). */
struct image_svg { const struct rsvg *rsvg; RsvgHandle *handle; double width, height; };
bool image_svg_open(struct image_svg *svg, const void *bytes, size_t len, const char **ret_why);

#endif
