/* image.h - decode, convert and encode pictures; only ever called in a writer's own process. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SHARED_IMAGE_H
#define SHARED_IMAGE_H

#include <ospopress/volume.h>

/* Straight (not premultiplied) RGBA, 4 bytes a pixel, rows top down, EXIF orientation applied. */
struct image_pixels { uint32_t width, height; bool has_alpha; bool is_gray; unsigned char *rgba; };

/* Decodes any kind. `max_pixels` guards memory (0 = 100 million). SVG is drawn `svg_width` pixels wide (0 = its own size).
 * On failure returns OSP_FAIL and a borrowed English sentence in *ret_why; nothing is reported. */
osp_status image_decode(const osp_asset *asset, uint64_t max_pixels, uint32_t svg_width, struct image_pixels *ret, const char **ret_why);
void image_pixels_done(struct image_pixels *pixels);
/* Draws an SVG as a PDF of one page, with paths for everything but pictures within it; appends it to `out`. */
osp_status image_draw_pdf(const osp_asset *asset, osp_buf *out);
/* The same from bytes in memory; `orientation` is EXIF's 1..8. */
osp_status image_decode_bytes(const void *bytes, size_t len, osp_asset_kind kind, uint32_t orientation, uint64_t max_pixels,
			      uint32_t svg_width, struct image_pixels *ret, const char **ret_why);
/* Whether a JPEG's coded data decode without a complaint of libjpeg's: what may be passed on as it is. Cheaper than decoding. */
bool image_jpeg_is_sound(const void *bytes, size_t len);
/* Shrinks to at most `width` x `height` (0 = no limit on that side), keeping proportions: every pixel is the mean of the area
 * that it covers. Never enlarges. */
osp_status image_fit(struct image_pixels *pixels, uint32_t width, uint32_t height);
/* Encoders append to `out`. JPEG flattens alpha on white. */
osp_status image_encode_png(const struct image_pixels *pixels, osp_buf *out);
osp_status image_encode_jpeg(const struct image_pixels *pixels, int quality, osp_buf *out);
/* A JPEG of 1 (grey), 3 (RGB) or 4 (CMYK) bytes a pixel. Ink is stored the other way round, as all programs do: 255 is none. */
osp_status image_encode_samples(const unsigned char *samples, uint32_t width, uint32_t height, unsigned channels, int quality, osp_buf *out);

#endif
