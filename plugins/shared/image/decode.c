/* decode.c - from a picture's file to its pixels, whatever kind it is. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "image/room.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { MAX_FILE = 256 << 20, LARGE_PAGE = 2 << 20 };
#define DEFAULT_MAX_PIXELS 100000000u

/* A cover has four thousand small pages, and the kernel gives each when it is first touched. */
static void use_large_pages(unsigned char *memory, size_t size)
{
#ifdef MADV_HUGEPAGE
	uintptr_t first = ((uintptr_t)memory + LARGE_PAGE - 1) & ~(uintptr_t)(LARGE_PAGE - 1);
	uintptr_t end = ((uintptr_t)memory + size) & ~(uintptr_t)(LARGE_PAGE - 1);
	if (end > first)
		madvise(memory + (first - (uintptr_t)memory), end - first, MADV_HUGEPAGE);
#else
	(void)memory, (void)size;
#endif
}

osp_status image_pixels_init(struct image_pixels *pixels, uint64_t width, uint64_t height, struct image_task *task)
{
	if (width == 0 || height == 0 || width > UINT32_MAX || height > UINT32_MAX) {
		task->why = "it has no size";
		return OSP_FAIL;
	}
	if (width > task->max_pixels / height) {
		task->why = "it has too many pixels";
		return OSP_FAIL;
	}
	*pixels = (struct image_pixels){ .width = (uint32_t)width, .height = (uint32_t)height };
	pixels->rgba = calloc((size_t)width * (size_t)height, 4);
	if (pixels->rgba == NULL) {
		task->why = "there is not enough memory for it";
		return OSP_FAIL;
	}
	use_large_pages(pixels->rgba, (size_t)width * (size_t)height * 4);
	return OSP_OK;
}

void image_pixels_done(struct image_pixels *pixels)
{
	if (pixels == NULL)
		return;
	free(pixels->rgba);
	*pixels = (struct image_pixels){ 0 };
}

/* Where the pixel (x, y) of the stored picture is shown: EXIF 2.3, tag 0x0112. `w` and `h` are the stored size. */
static size_t shown_at(uint32_t orientation, uint32_t x, uint32_t y, uint32_t w, uint32_t h)
{
	switch (orientation) {
	case 2: return (size_t)y * w + (w - 1 - x);
	case 3: return (size_t)(h - 1 - y) * w + (w - 1 - x);
	case 4: return (size_t)(h - 1 - y) * w + x;
	case 5: return (size_t)x * h + y;
	case 6: return (size_t)x * h + (h - 1 - y);
	case 7: return (size_t)(w - 1 - x) * h + (h - 1 - y);
	case 8: return (size_t)(w - 1 - x) * h + y;
	default: return (size_t)y * w + x;
	}
}

static osp_status orient(struct image_pixels *pixels, uint32_t orientation, struct image_task *task)
{
	if (orientation < 2 || orientation > 8)
		return OSP_OK;
	uint32_t w = pixels->width, h = pixels->height;
	struct image_pixels turned;
	if (image_pixels_init(&turned, orientation < 5 ? w : h, orientation < 5 ? h : w, task) != OSP_OK)
		return OSP_FAIL;
	for (uint32_t y = 0; y < h; y++) {
		for (uint32_t x = 0; x < w; x++)
			memcpy(turned.rgba + shown_at(orientation, x, y, w, h) * 4, pixels->rgba + ((size_t)y * w + x) * 4, 4);
	}
	image_pixels_done(pixels);
	*pixels = turned;
	return OSP_OK;
}

/* What encoders want to know is a matter of the pixels, not of what the file announces. */
static void look(struct image_pixels *pixels)
{
	const unsigned char *end = pixels->rgba + (size_t)pixels->width * pixels->height * 4, *p = pixels->rgba;
	unsigned char alpha = 255;
	while (p < end && p[0] == p[1] && p[1] == p[2])
		p += 4;
	pixels->is_gray = p == end; /* most pictures show their colour soon */
	for (p = pixels->rgba; p < end; p += 4)
		alpha &= p[3];
	pixels->has_alpha = alpha != 255;
}

static osp_status decode(struct image_task *task, osp_asset_kind kind, struct image_pixels *ret)
{
	switch (kind) {
	case OSP_ASSET_PNG: return image_decode_png(task, ret);
	case OSP_ASSET_JPEG: return image_decode_jpeg(task, ret);
	case OSP_ASSET_GIF: return image_decode_gif(task, ret);
	case OSP_ASSET_WEBP: return image_decode_webp(task, ret);
	case OSP_ASSET_SVG: return image_decode_svg(task, ret);
	case OSP_ASSET_BROKEN: break;
	}
	task->why = "it is no picture of a known kind";
	return OSP_FAIL;
}

osp_status image_decode_bytes(const void *bytes, size_t len, osp_asset_kind kind, uint32_t orientation, uint64_t max_pixels,
			      uint32_t svg_width, struct image_pixels *ret, const char **ret_why)
{
	struct image_task task = {
		.bytes = bytes, .len = len, .max_pixels = max_pixels != 0 ? max_pixels : DEFAULT_MAX_PIXELS,
		.svg_width = svg_width, .why = "its data are damaged",
	};
	*ret = (struct image_pixels){ 0 };
	*ret_why = "";
	if (decode(&task, kind, ret) != OSP_OK || orient(ret, orientation, &task) != OSP_OK) {
		image_pixels_done(ret);
		*ret_why = task.why;
		return OSP_FAIL;
	}
	look(ret);
	return OSP_OK;
}

osp_status image_slurp(const char *path, osp_buf *buf, const char **ret_why)
{
	FILE *file = fopen(path, "rbe");
	if (file == NULL) {
		*ret_why = "its file can't be opened";
		return OSP_FAIL;
	}
	char chunk[65536];
	size_t got;
	while ((got = fread(chunk, 1, sizeof chunk, file)) > 0 && buf->len <= MAX_FILE)
		osp_buf_add(buf, chunk, got);
	bool failed = ferror(file) != 0;
	fclose(file);
	if (failed || buf->len > MAX_FILE) {
		*ret_why = failed ? "its file can't be read" : "its file is larger than 256 MiB";
		return OSP_FAIL;
	}
	return OSP_OK;
}

osp_status image_decode(const osp_asset *asset, uint64_t max_pixels, uint32_t svg_width, struct image_pixels *ret, const char **ret_why)
{
	osp_buf file = OSP_BUF_INIT;
	*ret = (struct image_pixels){ 0 };
	osp_status status = image_slurp(asset->path, &file, ret_why);
	if (status == OSP_OK) {
		uint32_t orientation = asset->kind == OSP_ASSET_SVG || asset->kind == OSP_ASSET_GIF ? 1 : asset->orientation;
		status = image_decode_bytes(file.data, file.len, asset->kind, orientation, max_pixels, svg_width, ret, ret_why);
	}
	osp_buf_done(&file);
	return status;
}
