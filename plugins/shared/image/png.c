/* png.c - PNG through libpng's simplified interface, which needs no setjmp on our side. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "image/room.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

osp_status image_decode_png(struct image_task *task, struct image_pixels *ret)
{
	png_image image = { .version = PNG_IMAGE_VERSION };
	osp_status status = OSP_FAIL;
	if (!png_image_begin_read_from_memory(&image, task->bytes, task->len)) {
		task->why = "its PNG data are damaged";
		goto out;
	}
	if (image_pixels_init(ret, image.width, image.height, task) != OSP_OK)
		goto out;
	image.format = PNG_FORMAT_RGBA;
	if (!png_image_finish_read(&image, NULL, ret->rgba, 0, NULL)) {
		task->why = "its PNG data are damaged";
		goto out;
	}
	status = OSP_OK;
out:
	png_image_free(&image);
	return status;
}

/* The pixels with as many channels as they need; freed by the caller. */
static unsigned char *pack(const struct image_pixels *pixels, png_image *image)
{
	size_t count = (size_t)pixels->width * pixels->height;
	size_t channels = (pixels->is_gray ? 1u : 3u) + (pixels->has_alpha ? 1u : 0u);
	unsigned char *packed = malloc(count * channels);
	if (packed == NULL)
		return NULL;
	unsigned char *to = packed;
	for (const unsigned char *p = pixels->rgba, *end = p + count * 4; p < end; p += 4) {
		*to++ = p[0];
		if (!pixels->is_gray) {
			*to++ = p[1];
			*to++ = p[2];
		}
		if (pixels->has_alpha)
			*to++ = p[3];
	}
	image->format = (pixels->is_gray ? 0u : PNG_FORMAT_FLAG_COLOR) | (pixels->has_alpha ? PNG_FORMAT_FLAG_ALPHA : 0u);
	return packed;
}

osp_status image_encode_png(const struct image_pixels *pixels, osp_buf *out)
{
	png_image image = { .version = PNG_IMAGE_VERSION, .width = pixels->width, .height = pixels->height };
	osp_status status = OSP_FAIL;
	unsigned char *packed = pack(pixels, &image), *bytes = NULL;
	if (packed == NULL)
		goto out;
	png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
	bytes = malloc(size);
	if (bytes == NULL || !png_image_write_to_memory(&image, bytes, &size, 0, packed, 0, NULL))
		goto out;
	osp_buf_add(out, bytes, size);
	status = OSP_OK;
out:
	png_image_free(&image);
	free(bytes);
	free(packed);
	return status;
}
