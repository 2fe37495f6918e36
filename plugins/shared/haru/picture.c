/* picture.c - write a picture as an image XObject. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/picture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "haru/drawing.h"
#include "haru/syntax.h"
#include "image/rows.h"

enum { MAX_FILE = 1 << 30, MAX_PIXELS = 100 * 1000 * 1000, LEVEL = 5, QUALITY = 92 };

/* How Adobe's programs, and so all others, store ink in a JPEG. */
static const char inverted[] = "/Decode[1 0 1 0 1 0 1 0]";

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

/* A palette's colours become the file's; the pixels stay as they are. */
static void put_palette(osp_buf *out, const struct haru_png *png, const struct haru_ink *ink) {
	uint8_t colors[256 * 4];
	size_t count = png->palette_len / 3, len = count * haru_ink_channels(ink);
	haru_ink_convert(ink, png->palette, count, colors);
	osp_buf_printf(out, "/ColorSpace[/Indexed/%s %zu<", haru_ink_space(ink), count - 1);
	for (size_t i = 0; i < len; i++) {
		osp_buf_printf(out, "%02X", colors[i]);
	}
	osp_buf_puts(out, ">]");
}

/* The file's bytes are the PDF's from here on. */
static haru_id hand_data(struct haru *haru, const char *entries, struct haru_picture_file *file, const uint8_t *data, size_t len) {
	haru_id id = haru_reserve(haru);
	haru_hand_stream(haru, id, entries, file->bytes, data, len, file->sum);
	file->bytes = NULL;
	return id;
}

static haru_id put_png(struct haru *haru, struct haru_picture_file *file, const struct haru_ink *ink) {
	const struct haru_png *png = &file->png;
	if (png->colors == 3 && ink != NULL) {
		return 0;
	}
	osp_buf entries = OSP_BUF_INIT;
	put_head(&entries, png->width, png->height, png->bits);
	if (png->palette != NULL) {
		put_palette(&entries, png, ink);
	} else {
		osp_buf_puts(&entries, png->colors == 3 ? "/ColorSpace/DeviceRGB" : "/ColorSpace/DeviceGray");
	}
	osp_buf_printf(&entries, "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %u/BitsPerComponent %u/Columns %u>>", png->colors,
	               png->bits, png->width);
	haru_id id = hand_data(haru, entries.data, file, png->data, png->data_len);
	osp_buf_done(&entries);
	return id;
}

/* The profile that a JPEG brings along, as a stream; 0 when it has none. */
static haru_id put_jpeg_profile(struct haru *haru, const struct haru_jpeg *jpeg, const uint8_t *bytes) {
	osp_buf profile = OSP_BUF_INIT;
	haru_id id = 0;
	if (haru_jpeg_profile(bytes, jpeg->len, jpeg->colors, &profile)) {
		id = haru_reserve(haru);
		haru_put_deflated(haru, id, jpeg->colors == 4 ? "/N 4" : "/N 3", profile.data, profile.len, LEVEL);
	}
	osp_buf_done(&profile);
	return id;
}

/*
 * Whether the file can have a JPEG's colours. Ink has no meaning without a profile: PDF/A-2 forbids DeviceCMYK in a file whose output
 * intent is RGB (6.2.4.3). On a press it is that of the press.
 */
static bool fits(const struct haru_jpeg *jpeg, const struct haru_ink *ink, haru_id profile) {
	switch (jpeg->colors) {
	case 1: return true;
	case 3: return ink == NULL;
	default: return haru_ink_channels(ink) == 4 || (ink == NULL && profile != 0);
	}
}

static haru_id put_jpeg(struct haru *haru, struct haru_picture_file *file, const struct haru_ink *ink) {
	const struct haru_jpeg *jpeg = &file->jpeg;
	bool is_unprofiled = jpeg->colors == 1 || (ink != NULL && haru_ink_channels(ink) != jpeg->colors);
	haru_id profile = is_unprofiled ? 0 : put_jpeg_profile(haru, jpeg, file->bytes);
	if (!fits(jpeg, ink, profile)) {
		return 0;
	}
	static const char *const spaces[] = { [1] = "DeviceGray", [3] = "DeviceRGB", [4] = "DeviceCMYK" };
	osp_buf entries = OSP_BUF_INIT;
	put_head(&entries, jpeg->width, jpeg->height, 8);
	if (profile != 0) {
		osp_buf_printf(&entries, "/ColorSpace[/ICCBased %u 0 R]", profile);
	} else {
		osp_buf_printf(&entries, "/ColorSpace/%s", spaces[jpeg->colors]);
	}
	if (jpeg->colors == 4 && jpeg->has_adobe) {
		osp_buf_puts(&entries, inverted);
	}
	osp_buf_puts(&entries, "/Filter/DCTDecode");
	haru_id id = hand_data(haru, entries.data, file, file->bytes, jpeg->len);
	osp_buf_done(&entries);
	return id;
}

/* ---- decoded pictures ---- */

/* Samples without their pixels' other channels, in a buffer of their own: `channels` bytes a pixel. */
struct samples { uint8_t *bytes; unsigned channels; };

static struct samples reserve(const struct image_pixels *pixels, unsigned channels) {
	struct samples samples = { malloc((size_t)pixels->width * pixels->height * channels + 1), channels };
	if (samples.bytes == NULL) {
		abort(); /* as osp_buf: out of memory ends the program */
	}
	return samples;
}

static void take(const uint8_t *rgba, size_t count, unsigned first, unsigned channels, uint8_t *to) {
	for (size_t i = 0; i < count; i++) {
		for (unsigned channel = 0; channel < channels; channel++) {
			*to++ = rgba[4 * i + first + channel];
		}
	}
}

static struct samples take_alpha(const struct image_pixels *pixels) {
	struct samples samples = reserve(pixels, 1);
	take(pixels->rgba, (size_t)pixels->width * pixels->height, 3, 1, samples.bytes);
	return samples;
}

/* The colours as the file has them; grey is grey in every file. */
static struct samples take_colors(const struct image_pixels *pixels, const struct haru_ink *ink) {
	struct samples samples = reserve(pixels, pixels->is_gray ? 1 : haru_ink_channels(ink));
	if (pixels->is_gray || ink == NULL) {
		take(pixels->rgba, (size_t)pixels->width * pixels->height, 0, samples.channels, samples.bytes);
		return samples;
	}
	uint8_t *row = malloc((size_t)pixels->width * 3);
	if (row == NULL) {
		abort();
	}
	for (size_t y = 0; y < pixels->height; y++) {
		take(pixels->rgba + 4 * y * pixels->width, pixels->width, 0, 3, row);
		haru_ink_convert(ink, row, pixels->width, samples.bytes + samples.channels * y * pixels->width);
	}
	free(row);
	return samples;
}

static void put_samples_space(osp_buf *entries, const struct samples *samples, haru_id mask) {
	static const char *const spaces[] = { [1] = "DeviceGray", [3] = "DeviceRGB", [4] = "DeviceCMYK" };
	osp_buf_printf(entries, "/ColorSpace/%s", spaces[samples->channels]);
	if (mask != 0) {
		osp_buf_puts(entries, "/SMask");
		haru_put_ref(entries, mask);
	}
}

static haru_id put_samples(struct haru *haru, const struct image_pixels *pixels, const struct samples *samples, haru_id mask) {
	size_t len;
	uint8_t *rows = image_rows_filter(samples->bytes, pixels->width, pixels->height, samples->channels, IMAGE_ROWS_QUICK, &len);
	osp_buf entries = OSP_BUF_INIT;
	put_head(&entries, pixels->width, pixels->height, 8);
	put_samples_space(&entries, samples, mask);
	osp_buf_printf(&entries, "/DecodeParms<</Predictor 15/Colors %u/BitsPerComponent 8/Columns %u>>", samples->channels, pixels->width);
	haru_id id = haru_reserve(haru);
	haru_put_deflated(haru, id, entries.data, rows, len, LEVEL);
	osp_buf_done(&entries);
	free(rows);
	return id;
}

/* What came as a JPEG goes as one: a photograph takes ten times the room otherwise. 0 when it can't be. */
static haru_id put_photograph(struct haru *haru, const struct image_pixels *pixels, const struct samples *samples) {
	osp_buf bytes = OSP_BUF_INIT, entries = OSP_BUF_INIT;
	haru_id id = 0;
	if (image_encode_samples(samples->bytes, pixels->width, pixels->height, samples->channels, QUALITY, &bytes) == OSP_OK) {
		put_head(&entries, pixels->width, pixels->height, 8);
		put_samples_space(&entries, samples, 0);
		osp_buf_puts(&entries, samples->channels == 4 ? inverted : "");
		osp_buf_puts(&entries, "/Filter/DCTDecode");
		id = haru_reserve(haru);
		haru_put_stream(haru, id, entries.data, bytes.data, bytes.len);
	}
	osp_buf_done(&bytes);
	osp_buf_done(&entries);
	return id;
}

static haru_id put_pixels(struct haru *haru, const struct image_pixels *pixels, const struct haru_ink *ink, bool is_photograph) {
	haru_id mask = 0, id = 0;
	if (pixels->has_alpha) {
		struct samples alpha = take_alpha(pixels);
		mask = put_samples(haru, pixels, &alpha, 0);
		free(alpha.bytes);
	}
	struct samples colors = take_colors(pixels, ink);
	id = is_photograph && mask == 0 ? put_photograph(haru, pixels, &colors) : 0;
	id = id == 0 ? put_samples(haru, pixels, &colors, mask) : id;
	free(colors.bytes);
	return id;
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
		ret->sum = ret->png.sum;
	} else {
		ret->passes = haru_jpeg_read(ret->bytes, ret->len, &ret->jpeg) && image_jpeg_is_sound(ret->bytes, ret->len);
		ret->is_damaged = !ret->passes;
		ret->sum = ret->passes ? haru_sum(ret->bytes, ret->jpeg.len) : 0;
	}
}

bool haru_picture_needs_pixels(const osp_asset *asset, const struct haru_picture_file *file) {
	return !file->passes && !file->is_unread && asset->kind != OSP_ASSET_SVG;
}

void haru_picture_decode(const osp_asset *asset, struct haru_picture_file *file) {
	const char *why;
	free(file->bytes);
	file->bytes = NULL;
	image_decode(asset, MAX_PIXELS, 0, &file->pixels, &why);
}

void haru_picture_file_done(struct haru_picture_file *file) {
	free(file->bytes);
	image_pixels_done(&file->pixels);
	*file = (struct haru_picture_file){ 0 };
}

/* A drawing as paths, which no size makes coarse. 0 when it can't be one: its pixels are taken then. */
static haru_id put_drawing(struct haru *haru, const osp_asset *asset, const struct haru_ink *ink) {
	osp_buf pdf = OSP_BUF_INIT;
	haru_id id = image_draw_pdf(asset, &pdf) == OSP_OK ? haru_drawing_put(haru, ink, &pdf) : 0;
	osp_buf_done(&pdf);
	return id;
}

/* The data as they are. 0 when they can't stay that. */
static haru_id put_as_is(struct haru *haru, const osp_asset *asset, struct haru_picture_file *file, const struct haru_picture_wish *wish) {
	bool is_jpeg = asset->kind == OSP_ASSET_JPEG;
	uint32_t width = is_jpeg ? file->jpeg.width : file->png.width;
	if (!file->passes || (wish->most_width != 0 && width > wish->most_width)) {
		return 0;
	}
	return is_jpeg ? put_jpeg(haru, file, wish->ink) : put_png(haru, file, wish->ink);
}

struct haru_picture haru_picture_put(struct haru *haru, const osp_asset *asset, struct haru_picture_file *file,
                                     const struct haru_picture_wish *wish, const char **ret_why) {
	bool is_damaged = file->is_damaged, is_jpeg = asset->kind == OSP_ASSET_JPEG, is_sound_photograph = is_jpeg && file->passes;
	haru_id id = put_as_is(haru, asset, file, wish);
	struct image_pixels pixels = file->pixels;
	file->pixels.rgba = NULL;
	haru_picture_file_done(file);
	if (id != 0) {
		bool is_turned = is_jpeg && asset->orientation >= 2 && asset->orientation <= 8;
		return (struct haru_picture){ .id = id, .orientation = is_turned ? asset->orientation : 1 };
	}
	if (asset->kind == OSP_ASSET_SVG && (id = put_drawing(haru, asset, wish->ink)) != 0) {
		return (struct haru_picture){ .id = id, .orientation = 1, .has_alpha = true };
	}
	*ret_why = "it is empty";
	if (pixels.rgba == NULL && image_decode(asset, MAX_PIXELS, wish->drawing_width, &pixels, ret_why) != OSP_OK) {
		return (struct haru_picture){ .orientation = 1, .is_damaged = true };
	}
	if (wish->most_width != 0 && asset->kind != OSP_ASSET_SVG) {
		image_fit(&pixels, wish->most_width, 0);
	}
	if (pixels.width > 0 && pixels.height > 0) {
		id = put_pixels(haru, &pixels, wish->ink, is_sound_photograph);
	}
	bool has_alpha = pixels.has_alpha;
	image_pixels_done(&pixels);
	return (struct haru_picture){ .id = id, .orientation = 1, .has_alpha = has_alpha, .is_damaged = is_damaged };
}
