/* png.c - PNG: read through libpng's simplified interface, which needs no setjmp on our side; written by hand. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "image/room.h"

#include <libdeflate.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "image/rows.h"

enum { LEVEL = 6 };

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
static unsigned char *pack(const struct image_pixels *pixels, unsigned channels)
{
	size_t count = (size_t)pixels->width * pixels->height;
	unsigned char *packed = malloc(count * channels + 1);
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
	return packed;
}

static void put_number(unsigned char *to, size_t value)
{
	for (int i = 0; i < 4; i++)
		to[i] = (unsigned char)(value >> 8 * (3 - i));
}

static void put_chunk(osp_buf *out, const char *type, const void *bytes, size_t len)
{
	unsigned char head[8], sum[4];
	put_number(head, len);
	memcpy(head + 4, type, 4);
	uint32_t crc = libdeflate_crc32(0, head + 4, 4);
	put_number(sum, len > 0 ? libdeflate_crc32(crc, bytes, len) : crc);
	osp_buf_add(out, head, sizeof head);
	osp_buf_add(out, bytes, len);
	osp_buf_add(out, sum, sizeof sum);
}

static void put_file(osp_buf *out, const struct image_pixels *pixels, const void *data, size_t len)
{
	unsigned char header[13] = { 0 }, intent = 0; /* how colours are to be shown: perceptually */
	put_number(header, pixels->width);
	put_number(header + 4, pixels->height);
	header[8] = 8; /* bits */
	header[9] = (unsigned char)((pixels->is_gray ? 0 : 2) + (pixels->has_alpha ? 4 : 0));
	osp_buf_add(out, "\x89PNG\r\n\x1a\n", 8);
	put_chunk(out, "IHDR", header, sizeof header);
	put_chunk(out, "sRGB", &intent, 1);
	put_chunk(out, "IDAT", data, len);
	put_chunk(out, "IEND", "", 0);
}

/* By hand, because libpng deflates with zlib, which takes twice as long for the same size. */
osp_status image_encode_png(const struct image_pixels *pixels, osp_buf *out)
{
	unsigned channels = (pixels->is_gray ? 1u : 3u) + (pixels->has_alpha ? 1u : 0u);
	if (pixels->width == 0 || pixels->height == 0)
		return OSP_FAIL;
	unsigned char *packed = pack(pixels, channels);
	if (packed == NULL)
		return OSP_FAIL;
	size_t len, deflated = 0;
	uint8_t *rows = image_rows_filter(packed, pixels->width, pixels->height, channels, IMAGE_ROWS_SMALL, &len);
	free(packed);
	struct libdeflate_compressor *deflate = libdeflate_alloc_compressor(LEVEL);
	size_t bound = deflate == NULL ? 0 : libdeflate_zlib_compress_bound(deflate, len);
	unsigned char *data = bound == 0 ? NULL : malloc(bound);
	if (data != NULL)
		deflated = libdeflate_zlib_compress(deflate, rows, len, data, bound);
	bool is_good = deflated > 0 && deflated <= INT32_MAX; /* what a chunk can hold */
	if (is_good)
		put_file(out, pixels, data, deflated);
	libdeflate_free_compressor(deflate);
	free(data);
	free(rows);
	return is_good ? OSP_OK : OSP_FAIL;
}
