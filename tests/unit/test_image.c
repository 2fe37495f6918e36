/* test_image.c - pictures survive decoding, turning, shrinking and encoding; damaged ones are refused. */
/* SPDX-License-Identifier: Apache-2.0 */
/* With arguments it decodes the files that they name instead: `test_image FILE...` is how a folder of hostile pictures is tried. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "image/canvas.h"
#include "image/image.h"
#include "tap.h"

static struct image_pixels checker(uint32_t width, uint32_t height, unsigned char alpha)
{
	struct image_pixels pixels = { .width = width, .height = height, .has_alpha = alpha != 255 };
	pixels.rgba = calloc((size_t)width * height, 4);
	for (uint32_t i = 0; i < width * height; i++) {
		unsigned char *p = pixels.rgba + (size_t)i * 4;
		p[0] = (unsigned char)(i * 7);
		p[1] = (unsigned char)(i / width * 16);
		p[2] = 200;
		p[3] = alpha;
	}
	return pixels;
}

static osp_status decode(const void *bytes, size_t len, osp_asset_kind kind, uint32_t orientation, struct image_pixels *ret)
{
	const char *why = "";
	osp_status status = image_decode_bytes(bytes, len, kind, orientation, 1000000, 0, ret, &why);
	if (status != OSP_OK && why[0] == '\0')
		ok(false, "a refusal has a reason");
	return status;
}

static unsigned pixel(const struct image_pixels *pixels, uint32_t x, uint32_t y)
{
	const unsigned char *p = pixels->rgba + ((size_t)y * pixels->width + x) * 4;
	return (unsigned)p[0] << 24 | (unsigned)p[1] << 16 | (unsigned)p[2] << 8 | p[3];
}

static void test_png(void)
{
	static const unsigned char alphas[] = { 255, 128 };
	for (int i = 0; i < 2; i++) {
		struct image_pixels drawn = checker(13, 9, alphas[i]), back;
		osp_buf png = OSP_BUF_INIT;
		ok(image_encode_png(&drawn, &png) == OSP_OK && decode(png.data, png.len, OSP_ASSET_PNG, 1, &back) == OSP_OK &&
		   memcmp(drawn.rgba, back.rgba, 13 * 9 * 4) == 0, "PNG comes back as it was, alpha %d", alphas[i]);
		is_int(back.has_alpha, i == 1, "transparency is seen in the pixels");
		image_pixels_done(&back);
		ok(decode(png.data, png.len, OSP_ASSET_PNG, 6, &back) == OSP_OK && back.width == 9 && back.height == 13 &&
		   pixel(&back, 8, 0) == pixel(&drawn, 0, 0) && pixel(&back, 0, 12) == pixel(&drawn, 12, 8), "orientation 6 turns it clockwise");
		image_pixels_done(&back);
		for (size_t len = 0; len < png.len; len++) {
			if (decode(png.data, len, OSP_ASSET_PNG, 1, &back) == OSP_OK)
				image_pixels_done(&back);
		}
		ok(decode(png.data, png.len / 2, OSP_ASSET_PNG, 1, &back) == OSP_FAIL, "half a PNG is refused");
		osp_buf_done(&png);
		image_pixels_done(&drawn);
	}
}

/* Slopes with some noise, so that rows take all filters; each with as few channels as it needs. */
static void test_png_channels(void)
{
	enum { WIDTH = 61, HEIGHT = 47 };
	static const unsigned kinds[] = { 0, 2, 4, 6 };
	for (unsigned kind = 0; kind < 4; kind++) {
		bool is_gray = (kinds[kind] & 2) == 0, has_alpha = (kinds[kind] & 4) != 0;
		struct image_pixels drawn = { .width = WIDTH, .height = HEIGHT, .is_gray = is_gray, .has_alpha = has_alpha, .rgba = calloc(WIDTH * HEIGHT, 4) }, back;
		osp_buf png = OSP_BUF_INIT;
		unsigned noise = 1;
		for (unsigned i = 0; i < WIDTH * HEIGHT; i++) {
			unsigned x = i % WIDTH, y = i / WIDTH;
			unsigned char *p = drawn.rgba + i * 4;
			noise = noise * 1103515245u + 12345u;
			p[0] = (unsigned char)(y < 12 ? x * 3 : y < 24 ? x * y : 2 * x + 3 * y + (noise >> 28));
			p[1] = is_gray ? p[0] : (unsigned char)(p[0] + x);
			p[2] = is_gray ? p[0] : (unsigned char)(y * 5);
			p[3] = has_alpha ? (unsigned char)(255 - x) : 255;
		}
		ok(image_encode_png(&drawn, &png) == OSP_OK && png.len > 26 && (unsigned char)png.data[25] == kinds[kind], "a PNG of kind %u", kinds[kind]);
		ok(decode(png.data, png.len, OSP_ASSET_PNG, 1, &back) == OSP_OK && memcmp(drawn.rgba, back.rgba, WIDTH * HEIGHT * 4) == 0,
		   "comes back as it was");
		image_pixels_done(&back);
		image_pixels_done(&drawn);
		osp_buf_done(&png);
	}
}

static void test_jpeg(void)
{
	struct image_pixels drawn = { .width = 16, .height = 8, .has_alpha = true, .rgba = calloc(16 * 8, 4) }, back;
	osp_buf jpeg = OSP_BUF_INIT;
	ok(image_encode_jpeg(&drawn, 90, &jpeg) == OSP_OK, "a transparent picture becomes a JPEG");
	ok(decode(jpeg.data, jpeg.len, OSP_ASSET_JPEG, 1, &back) == OSP_OK && back.width == 16 && pixel(&back, 3, 3) == 0xffffffffu,
	   "on white paper");
	ok(!back.has_alpha && back.is_gray, "it has neither transparency nor colour");
	image_pixels_done(&back);
	for (size_t len = 0; len < jpeg.len; len++) {
		if (decode(jpeg.data, len, OSP_ASSET_JPEG, 1, &back) == OSP_OK)
			image_pixels_done(&back);
	}
	ok(decode(jpeg.data, 20, OSP_ASSET_JPEG, 1, &back) == OSP_FAIL, "a JPEG without a picture is refused");
	osp_buf_done(&jpeg);
	image_pixels_done(&drawn);
}

static void test_gif(void)
{
	/* 2 x 2: red, blue / blue, red; then the same bytes with colour 0 transparent. */
	static const unsigned char plain[] = "GIF89a\2\0\2\0\x80\0\0\xff\0\0\0\0\xff,\0\0\0\0\2\0\2\0\0\2\3D\x02\x05\0;";
	static const unsigned char clear[] = "GIF89a\2\0\2\0\x80\0\0\xff\0\0\0\0\xff!\xf9\4\1\0\0\0\0,\0\0\0\0\2\0\2\0\0\2\3D\x02\x05\0;";
	struct image_pixels back;
	ok(decode(plain, sizeof plain - 1, OSP_ASSET_GIF, 1, &back) == OSP_OK && pixel(&back, 0, 0) == 0xff0000ffu &&
	   pixel(&back, 1, 0) == 0x0000ffffu && pixel(&back, 0, 1) == 0x0000ffffu && pixel(&back, 1, 1) == 0xff0000ffu, "GIF");
	image_pixels_done(&back);
	ok(decode(clear, sizeof clear - 1, OSP_ASSET_GIF, 1, &back) == OSP_OK && back.has_alpha && (pixel(&back, 0, 0) & 255) == 0,
	   "a transparent colour of a GIF");
	image_pixels_done(&back);
	for (size_t len = 0; len < sizeof clear; len++) {
		if (decode(clear, len, OSP_ASSET_GIF, 1, &back) == OSP_OK)
			image_pixels_done(&back);
	}
	ok(decode(plain, 15, OSP_ASSET_GIF, 1, &back) == OSP_FAIL, "a GIF without a picture is refused");
}

static void test_svg(void)
{
	static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'><rect width='10' height='10' fill='#0a0'/></svg>";
	struct image_pixels back;
	const char *why;
	ok(image_decode_bytes(svg, strlen(svg), OSP_ASSET_SVG, 1, 0, 200, &back, &why) == OSP_OK && back.width == 200 && back.height == 100 &&
	   pixel(&back, 50, 50) == 0x00aa00ffu && pixel(&back, 150, 50) == 0, "SVG is drawn as wide as asked");
	image_pixels_done(&back);
	ok(decode("<svg", 4, OSP_ASSET_SVG, 1, &back) == OSP_FAIL, "an SVG that is not well-formed is refused");
}

static bool encode(struct canvas *canvas, struct image_pixels *ret)
{
	osp_buf jpeg = OSP_BUF_INIT;
	bool done = canvas_encode(canvas, 95, &jpeg) == OSP_OK && decode(jpeg.data, jpeg.len, OSP_ASSET_JPEG, 1, ret) == OSP_OK;
	osp_buf_done(&jpeg);
	canvas_free(canvas);
	return done;
}

static int red(const struct image_pixels *pixels, uint32_t x, uint32_t y)
{
	return (int)(pixel(pixels, x, y) >> 24);
}

/* Shapes also where they cross from one strip to the next. */
static void test_shapes(void)
{
	struct canvas *canvas = canvas_new(90, 150, 0x000000, "en");
	struct image_pixels back = { 0 };
	canvas_disc(canvas, 40, 66, 20, (struct paint){ 0xffffff, 1 });
	canvas_ring(canvas, 40, 66, 30, 4, (struct paint){ 0xffffff, .5 });
	canvas_area(canvas, 0, 140, 90, 10, (struct paint){ 0xffffff, 1 });
	bool drawn = encode(canvas, &back) && back.width == 90 && back.height == 150;
	ok(drawn && red(&back, 40, 60) > 250 && red(&back, 40, 63) > 250 && red(&back, 40, 64) > 250 && red(&back, 40, 80) > 250, "a disc is filled on both sides of a strip's edge");
	ok(drawn && abs(red(&back, 10, 66) - 128) < 12 && red(&back, 40, 91) < 8 && abs(red(&back, 40, 96) - 128) < 12, "a ring is as wide and as light as asked");
	ok(drawn && red(&back, 2, 145) > 250 && red(&back, 88, 135) < 8, "an area covers what it says");
	image_pixels_done(&back);
}

/* The first and the last column with ink among some rows; false when there is none. */
static bool ink(const struct image_pixels *pixels, uint32_t top, uint32_t end, uint32_t *ret_left, uint32_t *ret_right)
{
	*ret_left = pixels->width;
	*ret_right = 0;
	for (uint32_t y = top; y < end; y++) {
		for (uint32_t x = 0; x < pixels->width; x++) {
			if (red(pixels, x, y) > 128) {
				*ret_left = x < *ret_left ? x : *ret_left;
				*ret_right = x > *ret_right ? x : *ret_right;
			}
		}
	}
	return *ret_right >= *ret_left;
}

static void test_lettering(void)
{
	static const int sizes[] = { 40, 20, 0 };
	static const char *const families[] = { "Noto Sans CJK SC", "sans-serif", NULL };
	struct lettering box = { .x = 150, .width = 220, .max_lines = 2, .is_centred = true, .sizes = sizes, .families = families, .latin = families, .paint = { 0xffffff, 1 } };
	struct image_pixels back = { 0 };
	uint32_t left = 0, right = 0, second_left = 0, second_right = 0;
	struct canvas *canvas = canvas_new(300, 150, 0x000000, "zh-CN");
	double last = canvas_letter(canvas, &box, 50, "测量用的文集");
	ok(last > 100 && last < 112, "a title that is too wide for one line has two");
	bool drawn = encode(canvas, &back) && ink(&back, 10, 60, &left, &right) && ink(&back, 70, 120, &second_left, &second_right);
	ok(drawn && abs((int)(left + right) - 300) < 8 && abs((int)(right - left) - (int)(second_right - second_left)) < 12,
	   "both are as long, in the middle: %d to %d, %d to %d", (int)left, (int)right, (int)second_left, (int)second_right);
	image_pixels_done(&back);
	canvas = canvas_new(300, 150, 0x000000, "zh-CN");
	last = canvas_letter(canvas, &box, 50, "测量用的文集测量用的文集，测量用的");
	ok(last > 70 && last < 80, "one that two large lines can't hold is smaller");
	drawn = encode(canvas, &back) && ink(&back, 30, 60, &left, &right);
	ok(drawn && right - left < 220, "and no wider than its room");
	image_pixels_done(&back);
	canvas = canvas_new(300, 150, 0x000000, "en");
	box.max_lines = 1;
	canvas_letter(canvas, &box, 50, "\U0001F680 Aאб字\xCC\x81");
	canvas_letter(canvas, &box, 90, "");
	ok(encode(canvas, &back), "characters of several fonts, or of none, are drawn or left out");
	image_pixels_done(&back);
}

static void test_fit(void)
{
	struct image_pixels pixels = checker(40, 20, 255);
	ok(image_fit(&pixels, 10, 10) == OSP_OK && pixels.width == 10 && pixels.height == 5, "shrinking keeps the proportions");
	ok(image_fit(&pixels, 100, 100) == OSP_OK && pixels.width == 10, "nothing is enlarged");
	image_pixels_done(&pixels);
	pixels = (struct image_pixels){ .width = 2, .height = 1, .rgba = calloc(2, 4) };
	memcpy(pixels.rgba, "\xff\0\0\xff\0\xff\0\0", 8);
	ok(image_fit(&pixels, 1, 1) == OSP_OK && pixel(&pixels, 0, 0) == 0xff000080u, "a transparent pixel's hidden colour does not bleed");
	image_pixels_done(&pixels);
}

static void test_limits(void)
{
	struct image_pixels drawn = checker(20, 20, 255), back;
	const char *why = "";
	osp_buf png = OSP_BUF_INIT;
	image_encode_png(&drawn, &png);
	ok(image_decode_bytes(png.data, png.len, OSP_ASSET_PNG, 1, 399, 0, &back, &why) == OSP_FAIL, "too many pixels are refused");
	is_str(why, "it has too many pixels", "and it says so");
	osp_buf_done(&png);
	image_pixels_done(&drawn);
}

static osp_asset_kind kind_of(const char *path)
{
	static const struct { const char *suffix; osp_asset_kind kind; } kinds[] = {
		{ ".png", OSP_ASSET_PNG }, { ".jpg", OSP_ASSET_JPEG }, { ".jpeg", OSP_ASSET_JPEG }, { ".gif", OSP_ASSET_GIF },
		{ ".webp", OSP_ASSET_WEBP }, { ".svg", OSP_ASSET_SVG },
	};
	const char *dot = strrchr(path, '.');
	for (size_t i = 0; dot != NULL && i < sizeof kinds / sizeof *kinds; i++) {
		if (strcmp(dot, kinds[i].suffix) == 0)
			return kinds[i].kind;
	}
	return OSP_ASSET_BROKEN;
}

static int try_files(int count, char **paths)
{
	for (int i = 0; i < count; i++) {
		struct image_pixels pixels;
		const char *why = "";
		osp_asset asset = { .path = paths[i], .kind = kind_of(paths[i]), .orientation = 1 };
		if (image_decode(&asset, 0, 0, &pixels, &why) == OSP_OK)
			printf("%s: %u x %u%s\n", paths[i], pixels.width, pixels.height, pixels.has_alpha ? ", alpha" : "");
		else
			printf("%s: %s\n", paths[i], why);
		image_pixels_done(&pixels);
	}
	return 0;
}

int main(int argc, char **argv)
{
	if (argc > 1)
		return try_files(argc - 1, argv + 1);
	test_png();
	test_png_channels();
	test_jpeg();
	test_gif();
	test_svg();
	test_shapes();
	test_lettering();
	test_fit();
	test_limits();
	return tap_done();
}
