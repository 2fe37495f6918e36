/* picture.c - write a picture as an image XObject. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/picture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "haru/rows.h"
#include "haru/syntax.h"
#include "image/image.h"

enum { MAX_FILE = 1 << 30, MAX_PIXELS = 100 * 1000 * 1000, LEVEL = 5 };

static void put_head(osp_buf *entries, uint32_t width, uint32_t height, unsigned bits) {
	osp_buf_printf(entries, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent %u", width, height, bits);
}

/* The whole file on the heap: mapped, a file that is cut short meanwhile would kill us, and its pages would count as ours anyway. */
static void read_file(const char *path, size_t max, struct haru_picture_file *ret) {
	FILE *file = fopen(path, "rb");
	if (file == NULL) {
		return;
	}
	long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
	ret->is_unread = size > 0 && (size_t)size > max;
	if (size > 0 && size <= MAX_FILE && !ret->is_unread && fseek(file, 0, SEEK_SET) == 0) {
		ret->bytes = malloc((size_t)size);
		ret->len = ret->bytes == NULL ? 0 : fread(ret->bytes, 1, (size_t)size, file);
	}
	fclose(file);
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

/*
 * Ink has no meaning without a profile: PDF/A-2 forbids DeviceCMYK in a file whose output intent is RGB (6.2.4.3). 0 when the
 * picture brings none along; it is converted then.
 */
static haru_id put_ink_profile(struct haru *haru, const uint8_t *bytes, size_t len) {
	osp_buf profile = OSP_BUF_INIT;
	haru_id id = 0;
	if (haru_jpeg_profile(bytes, len, &profile)) {
		id = haru_reserve(haru);
		haru_put_deflated(haru, id, "/N 4", profile.data, profile.len, LEVEL);
	}
	osp_buf_done(&profile);
	return id;
}

static haru_id put_jpeg(struct haru *haru, const struct haru_jpeg *jpeg, const uint8_t *bytes) {
	haru_id profile = jpeg->colors == 4 ? put_ink_profile(haru, bytes, jpeg->len) : 0;
	if (jpeg->colors == 4 && profile == 0) {
		return 0;
	}
	osp_buf entries = OSP_BUF_INIT;
	put_head(&entries, jpeg->width, jpeg->height, 8);
	if (profile != 0) {
		osp_buf_printf(&entries, "/ColorSpace[/ICCBased %u 0 R]", profile);
	} else {
		osp_buf_puts(&entries, jpeg->colors == 1 ? "/ColorSpace/DeviceGray" : "/ColorSpace/DeviceRGB");
	}
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

void haru_picture_read(const osp_asset *asset, size_t max, struct haru_picture_file *ret) {
	*ret = (struct haru_picture_file){ 0 };
	if (asset->kind != OSP_ASSET_PNG && asset->kind != OSP_ASSET_JPEG) {
		return;
	}
	read_file(asset->path, max, ret);
	if (ret->bytes == NULL) {
		return;
	}
	if (asset->kind == OSP_ASSET_PNG) {
		ret->passes = haru_png_read(ret->bytes, ret->len, &ret->png);
	} else {
		ret->passes = haru_jpeg_read(ret->bytes, ret->len, &ret->jpeg) && image_jpeg_is_sound(ret->bytes, ret->len);
		ret->is_damaged = !ret->passes;
	}
}

void haru_picture_file_done(struct haru_picture_file *file) {
	free(file->bytes);
	*file = (struct haru_picture_file){ 0 };
}

struct haru_picture haru_picture_put(struct haru *haru, const osp_asset *asset, struct haru_picture_file *file, uint32_t wanted_width,
                                     const char **ret_why) {
	bool is_damaged = file->is_damaged, is_jpeg = asset->kind == OSP_ASSET_JPEG;
	haru_id id = !file->passes ? 0 : is_jpeg ? put_jpeg(haru, &file->jpeg, file->bytes) : put_png(haru, &file->png);
	haru_picture_file_done(file);
	if (id != 0) {
		bool is_turned = is_jpeg && asset->orientation >= 2 && asset->orientation <= 8;
		return (struct haru_picture){ .id = id, .orientation = is_turned ? asset->orientation : 1 };
	}
	struct image_pixels pixels = { 0 };
	*ret_why = "it is empty";
	if (image_decode(asset, MAX_PIXELS, wanted_width, &pixels, ret_why) != OSP_OK) {
		return (struct haru_picture){ .orientation = 1, .is_damaged = true };
	}
	if (pixels.width > 0 && pixels.height > 0) {
		id = put_pixels(haru, &pixels);
	}
	bool has_alpha = pixels.has_alpha;
	image_pixels_done(&pixels);
	return (struct haru_picture){ .id = id, .orientation = 1, .has_alpha = has_alpha, .is_damaged = is_damaged };
}
