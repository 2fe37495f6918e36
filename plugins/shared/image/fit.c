/* fit.c - shrink a picture by area averaging, along one axis and then along the other. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "image/room.h"

#include <stdlib.h>
#include <string.h>

/* One line of pixels: `stride` bytes apart, so that rows and columns are the same to shrink(). */
struct line {
	const unsigned char *from;
	size_t from_stride;
	uint32_t from_count;
	unsigned char *to;
	size_t to_stride;
	uint32_t to_count;
};

/*
 * With lengths counted in units of 1/to_count of an old pixel, each new pixel covers exactly from_count units and an old one
 * to_count. Colours weigh as much as they are opaque, or transparent pixels would bleed their hidden colour into edges.
 */
static void shrink(const struct line *line)
{
	const unsigned char *in = line->from;
	uint64_t left = line->to_count;
	for (uint32_t i = 0; i < line->to_count; i++) {
		uint64_t wanted = line->from_count, sum[3] = { 0 }, alpha = 0;
		while (wanted > 0) {
			uint64_t part = left < wanted ? left : wanted, weight = part * in[3];
			for (int c = 0; c < 3; c++)
				sum[c] += in[c] * weight;
			alpha += weight;
			wanted -= part;
			left -= part;
			if (left == 0) {
				in += line->from_stride;
				left = line->to_count;
			}
		}
		unsigned char *out = line->to + i * line->to_stride;
		for (int c = 0; c < 3; c++)
			out[c] = (unsigned char)(alpha == 0 ? 0 : (sum[c] + alpha / 2) / alpha);
		out[3] = (unsigned char)((alpha + line->from_count / 2) / line->from_count);
	}
}

static osp_status resize(struct image_pixels *pixels, uint32_t width, uint32_t height)
{
	unsigned char *narrow = malloc((size_t)width * pixels->height * 4), *small = malloc((size_t)width * height * 4);
	if (narrow == NULL || small == NULL) {
		free(narrow);
		free(small);
		return OSP_FAIL;
	}
	for (uint32_t y = 0; y < pixels->height; y++) {
		shrink(&(struct line){ pixels->rgba + (size_t)y * pixels->width * 4, 4, pixels->width,
				       narrow + (size_t)y * width * 4, 4, width });
	}
	for (uint32_t x = 0; x < width; x++) {
		shrink(&(struct line){ narrow + (size_t)x * 4, (size_t)width * 4, pixels->height,
				       small + (size_t)x * 4, (size_t)width * 4, height });
	}
	free(narrow);
	free(pixels->rgba);
	pixels->rgba = small;
	pixels->width = width;
	pixels->height = height;
	return OSP_OK;
}

static uint32_t scaled(uint32_t side, uint64_t by, uint64_t of)
{
	uint64_t length = (side * by + of / 2) / of;
	return length == 0 ? 1 : (uint32_t)length;
}

osp_status image_fit(struct image_pixels *pixels, uint32_t width, uint32_t height)
{
	uint32_t w = pixels->width, h = pixels->height;
	if (width != 0 && w > width) {
		h = scaled(pixels->height, width, pixels->width);
		w = width;
	}
	if (height != 0 && h > height) {
		w = scaled(pixels->width, height, pixels->height);
		h = height;
	}
	if (width != 0 && w > width)
		w = width;
	return w == pixels->width && h == pixels->height ? OSP_OK : resize(pixels, w, h);
}
