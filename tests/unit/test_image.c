/* test_image.c - pictures survive decoding, turning, shrinking and encoding; damaged ones are refused. */
/* SPDX-License-Identifier: Apache-2.0 */
/* With arguments it decodes the files that they name instead: `test_image FILE...` is how a folder of hostile pictures is tried. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* Strips and the whole give the same picture, also where a circle crosses from one strip to the next. */
static void test_drawn(void)
{
	static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='150'><rect width='100%' height='100%' fill='#123'/>"
		"<circle cx='40' cy='66' r='33' fill='none' stroke='#e0a458' stroke-opacity='.5'/><text x='5' y='130' font-size='30' fill='#fff'>Av</text></svg>";
	struct image_pixels whole = { 0 }, strips = { 0 };
	osp_buf one = OSP_BUF_INIT, other = OSP_BUF_INIT;
	const char *why;
	bool drawn = image_decode_bytes(svg, strlen(svg), OSP_ASSET_SVG, 1, 0, 0, &whole, &why) == OSP_OK &&
		image_encode_jpeg(&whole, 88, &one) == OSP_OK && image_draw_jpeg(svg, strlen(svg), 90, 150, 88, &other) == OSP_OK;
	image_pixels_done(&whole);
	drawn = drawn && decode(one.data, one.len, OSP_ASSET_JPEG, 1, &whole) == OSP_OK &&
		decode(other.data, other.len, OSP_ASSET_JPEG, 1, &strips) == OSP_OK;
	ok(drawn && whole.width == strips.width && whole.height == strips.height && memcmp(whole.rgba, strips.rgba, (size_t)90 * 150 * 4) == 0,
	   "a drawing made in strips is the same picture");
	image_pixels_done(&whole);
	image_pixels_done(&strips);
	osp_buf_done(&one);
	osp_buf_done(&other);
	ok(image_draw_jpeg("<svg", 4, 90, 150, 88, &other) == OSP_FAIL, "an SVG that is not well-formed is not drawn");
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
	test_drawn();
	test_fit();
	test_limits();
	return tap_done();
}
