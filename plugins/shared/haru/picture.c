/* picture.c - write a picture as an image XObject. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/picture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "haru/jpeg.h"
#include "haru/png.h"
#include "haru/rows.h"
#include "haru/syntax.h"
#include "image/image.h"

enum { MAX_FILE = 1 << 30, MAX_PIXELS = 100 * 1000 * 1000, LEVEL = 5 };

static void put_head(osp_buf *entries, uint32_t width, uint32_t height, unsigned bits) {
	osp_buf_printf(entries, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent %u", width, height, bits);
}

/* The whole file on the heap: mapped, a file that is cut short meanwhile would kill us, and its pages would count as ours anyway. */
static uint8_t *read_file(const char *path, size_t *ret_len) {
	FILE *file = fopen(path, "rb");
	if (file == NULL) {
		return NULL;
	}
	uint8_t *bytes = NULL;
	long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
	if (size > 0 && size <= MAX_FILE && fseek(file, 0, SEEK_SET) == 0) {
		bytes = malloc((size_t)size);
		*ret_len = bytes == NULL ? 0 : fread(bytes, 1, (size_t)size, file);
	}
	fclose(file);
	return bytes;
}

static haru_id put_png(struct haru *haru, const struct haru_png *png) {
	osp_buf entries = OSP_BUF_INIT;
	put_head(&entries, png->width, png->height, png->bits);
	if (png->palette != NULL) {
		osp_buf_printf(&entries, "/ColorSpace[/Indexed/DeviceRGB %zu<", png->palette_len / 3 - 1);
		for (size_t i = 0; i < png->palette_len; i++) {
			osp_buf_printf(&entries, "%02X", png->palette[i]);
		}
		osp_buf_puts(&entries, ">]");
	} else {
		osp_buf_puts(&entries, png->colors == 3 ? "/ColorSpace/DeviceRGB" : "/ColorSpace/DeviceGray");
	}
	osp_buf_printf(&entries, "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %u/BitsPerComponent %u/Columns %u>>", png->colors,
	               png->bits, png->width);
	haru_id id = haru_reserve(haru);
	haru_put_stream(haru, id, entries.data, png->data, png->data_len);
	osp_buf_done(&entries);
	return id;
}

static haru_id put_jpeg(struct haru *haru, const struct haru_jpeg *jpeg, const uint8_t *bytes) {
	osp_buf entries = OSP_BUF_INIT;
	put_head(&entries, jpeg->width, jpeg->height, 8);
	osp_buf_puts(&entries, jpeg->colors == 1 ? "/ColorSpace/DeviceGray" : jpeg->colors == 3 ? "/ColorSpace/DeviceRGB" : "/ColorSpace/DeviceCMYK");
	if (jpeg->colors == 4 && jpeg->has_adobe) {
		osp_buf_puts(&entries, "/Decode[1 0 1 0 1 0 1 0]");
	}
	osp_buf_puts(&entries, "/Filter/DCTDecode");
	haru_id id = haru_reserve(haru);
	haru_put_stream(haru, id, entries.data, bytes, jpeg->len);
	osp_buf_done(&entries);
	return id;
}

/* Takes one to three channels out of RGBA, into a buffer of its own. */
static uint8_t *take(const struct image_pixels *pixels, unsigned first, unsigned count) {
	size_t total = (size_t)pixels->width * pixels->height;
	uint8_t *out = malloc(total * count + 1);
	if (out == NULL) {
		abort();
	}
	uint8_t *to = out;
	for (size_t i = 0; i < total; i++) {
		for (unsigned channel = 0; channel < count; channel++) {
			*to++ = pixels->rgba[4 * i + first + channel];
		}
	}
	return out;
}

/* Channels as an image of their own; `mask` is the alpha that belongs to them. */
static haru_id put_channels(struct haru *haru, const struct image_pixels *pixels, unsigned first, unsigned count, haru_id mask) {
	uint8_t *samples = take(pixels, first, count);
	size_t len;
	uint8_t *rows = haru_rows_filter(samples, pixels->width, pixels->height, count, &len);
	free(samples);
	osp_buf entries = OSP_BUF_INIT;
	put_head(&entries, pixels->width, pixels->height, 8);
	osp_buf_puts(&entries, count == 3 ? "/ColorSpace/DeviceRGB" : "/ColorSpace/DeviceGray");
	if (mask != 0) {
		osp_buf_puts(&entries, "/SMask");
		haru_put_ref(&entries, mask);
	}
	osp_buf_printf(&entries, "/DecodeParms<</Predictor 15/Colors %u/BitsPerComponent 8/Columns %u>>", count, pixels->width);
	haru_id id = haru_reserve(haru);
	haru_put_deflated(haru, id, entries.data, rows, len, LEVEL);
	osp_buf_done(&entries);
	free(rows);
	return id;
}

static haru_id put_pixels(struct haru *haru, const struct image_pixels *pixels) {
	haru_id mask = pixels->has_alpha ? put_channels(haru, pixels, 3, 1, 0) : 0;
	return put_channels(haru, pixels, 0, pixels->is_gray ? 1 : 3, mask);
}

/* 0 when it must be decoded; *ret_damaged then tells that its data are not what they should be. */
static haru_id put_as_it_is(struct haru *haru, const osp_asset *asset, bool *ret_damaged) {
	if (asset->kind != OSP_ASSET_PNG && asset->kind != OSP_ASSET_JPEG) {
		return 0;
	}
	size_t len = 0;
	uint8_t *bytes = read_file(asset->path, &len);
	haru_id id = 0;
	struct haru_png png;
	struct haru_jpeg jpeg;
	if (bytes != NULL && asset->kind == OSP_ASSET_PNG && haru_png_read(bytes, len, &png)) {
		id = put_png(haru, &png);
	} else if (bytes != NULL && asset->kind == OSP_ASSET_JPEG) {
		*ret_damaged = !haru_jpeg_read(bytes, len, &jpeg) || !image_jpeg_is_sound(bytes, len);
		id = *ret_damaged ? 0 : put_jpeg(haru, &jpeg, bytes);
	}
	free(bytes);
	return id;
}

struct haru_picture haru_picture_put(struct haru *haru, const osp_asset *asset, uint32_t wanted_width, const char **ret_why) {
	bool is_damaged = false;
	haru_id id = put_as_it_is(haru, asset, &is_damaged);
	if (id != 0) {
		bool is_turned = asset->kind == OSP_ASSET_JPEG && asset->orientation >= 2 && asset->orientation <= 8;
		return (struct haru_picture){ id, is_turned ? asset->orientation : 1, false };
	}
	struct image_pixels pixels = { 0 };
	*ret_why = "it is empty";
	if (image_decode(asset, MAX_PIXELS, wanted_width, &pixels, ret_why) != OSP_OK) {
		return (struct haru_picture){ 0, 1, true };
	}
	if (pixels.width > 0 && pixels.height > 0) {
		id = put_pixels(haru, &pixels);
	}
	image_pixels_done(&pixels);
	return (struct haru_picture){ id, 1, is_damaged };
}
