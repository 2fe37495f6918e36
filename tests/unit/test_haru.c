/* test_haru.c - the parts of the PDF writers that meet bytes of unknown origin, and how numbers and names are written. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <libdeflate.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "haru/cff.h"
#include "haru/document.h"
#include "haru/glyf.h"
#include "haru/jpeg.h"
#include "haru/packer.h"
#include "haru/png.h"
#include "haru/profile.h"
#include "haru/syntax.h"
#include "image/image.h"
#include "image/rows.h"
#include "pages_maker.h"
#include "tap.h"

static void test_syntax(void) {
	osp_buf out = OSP_BUF_INIT;
	haru_put_hundredths(&out, -1205);
	osp_buf_putc(&out, ' ');
	haru_put_hundredths(&out, 50);
	osp_buf_putc(&out, ' ');
	haru_put_hundredths(&out, 700);
	osp_buf_putc(&out, ' ');
	haru_put_hundredths(&out, -3);
	is_str(out.data, "-12.05 .5 7 -.03", "hundredths");
	osp_buf_clear(&out);
	haru_put_bytes(&out, "a(b)\\\r", 6);
	is_str(out.data, "(a\\(b\\)\\\\\\r)", "bytes");
	osp_buf_clear(&out);
	haru_put_text(&out, "a𠮷", strlen("a𠮷"));
	is_str(out.data, "<FEFF0061D842DFB7>", "a text beyond the BMP");
	osp_buf_clear(&out);
	haru_put_name(&out, "A b/#");
	is_str(out.data, "/A#20b#2F#23", "a name");
	osp_buf_clear(&out);
	haru_put_fill(&out, 0xff0080ff);
	haru_put_fill(&out, 0x333333ff);
	is_str(out.data, "1 0 .502 rg\n.2 g\n", "colours");
	is_int(haru_hundredths(-OSP_POINT), -100, "a length");
	osp_buf_done(&out);
}

/* Every truncation and every changed bit is refused or harmless; the sanitizers watch. */
static void torture(const osp_buf *good, bool (*read)(uint8_t *bytes, size_t len), const char *what, bool bits_matter) {
	size_t taken = 0, truncated = 0;
	for (size_t len = 0; len < good->len; len++) {
		uint8_t *copy = malloc(len + 1);
		memcpy(copy, good->data, len);
		truncated += read(copy, len) ? 1 : 0;
		free(copy);
	}
	for (size_t bit = 0; bit < good->len * 8; bit++) {
		uint8_t *copy = malloc(good->len);
		memcpy(copy, good->data, good->len);
		copy[bit / 8] ^= (uint8_t)(1u << bit % 8);
		taken += read(copy, good->len) ? 1 : 0;
		free(copy);
	}
	is_int((long long)truncated, 0, what);
	if (bits_matter) {
		is_int((long long)taken, 0, "no changed bit passes");
	} else {
		ok(taken < good->len * 8, "most changed bits are noticed (%zu of %zu pass)", taken, good->len * 8);
	}
}

static void test_languages(void) {
	ok(haru_is_language("zh-Hans-CN") && haru_is_language("en") && haru_is_language("x-1"), "language tags");
	ok(!haru_is_language("") && !haru_is_language("中文") && !haru_is_language("en_US") && !haru_is_language("en-") && !haru_is_language("4en"),
	   "and what is none");
}

/* Fixed-point numbers of the profile's white and primaries, read back as a reader would. */
static uint32_t number_of(const osp_buf *profile, const char *tag, unsigned index) {
	const uint8_t *at = (const uint8_t *)profile->data + 132;
	while (memcmp(at, tag, 4) != 0) {
		at += 12;
	}
	at = (const uint8_t *)profile->data + ((uint32_t)at[4] << 24 | (uint32_t)at[5] << 16 | (uint32_t)at[6] << 8 | at[7]) + 8 + 4 * index;
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void test_profile(void) {
	osp_buf profile = OSP_BUF_INIT, jpeg = OSP_BUF_INIT, found = OSP_BUF_INIT;
	haru_srgb_make(&profile);
	is_int(profile.data[2] << 8 | (uint8_t)profile.data[3], (long long)profile.len, "the profile knows its length");
	ok(profile.len % 4 == 0 && memcmp(profile.data + 36, "acsp", 4) == 0, "and is one");
	for (unsigned i = 0; i < 3; i++) {
		uint32_t sum = number_of(&profile, "rXYZ", i) + number_of(&profile, "gXYZ", i) + number_of(&profile, "bXYZ", i);
		is_int(sum, number_of(&profile, "wtpt", i), "red, green and blue make white");
	}
	memcpy(profile.data + 12, "prtrCMYK", 8); /* as a printer's: which tags it has is looked at, not what is in them */
	memcpy(profile.data + 132, "A2B0", 4);
	size_t half = profile.len / 2;
	osp_buf_add(&jpeg, "\xff\xd8", 2);
	for (unsigned part = 0; part < 2; part++) {
		size_t size = part == 0 ? half : profile.len - half;
		char head[] = { '\xff', '\xe2', (char)((size + 16) >> 8), (char)(size + 16) };
		osp_buf_add(&jpeg, head, 4);
		osp_buf_add(&jpeg, "ICC_PROFILE", 12);
		osp_buf_putc(&jpeg, (char)(part + 1));
		osp_buf_putc(&jpeg, 2);
		osp_buf_add(&jpeg, profile.data + part * half, size);
	}
	osp_buf_add(&jpeg, "\xff\xda\0\2", 4);
	ok(haru_jpeg_profile((const uint8_t *)jpeg.data, jpeg.len, 4, &found), "a profile in two parts is found");
	ok(found.len == profile.len && memcmp(found.data, profile.data, found.len) == 0, "whole");
	jpeg.data[2 + 4 + 12] = 3;
	osp_buf_clear(&found);
	ok(!haru_jpeg_profile((const uint8_t *)jpeg.data, jpeg.len, 4, &found), "one that lacks a part is none");
	osp_buf_done(&profile);
	osp_buf_done(&jpeg);
	osp_buf_done(&found);
}

static bool read_png(uint8_t *bytes, size_t len) {
	struct haru_png png;
	return haru_png_read(bytes, len, &png);
}

/* Mixed, and a long row in which threads have nothing to do. */
static bool is_handed_over(haru_id id) {
	return id % 3 == 0 || (id >= 1000 && id < 1900);
}

/* Takes what is there and counts it; false when it is not what was put, or not in turn. */
static bool take_packed(struct haru_packer *packer, bool waits, haru_id *id) {
	const struct haru_packed *packed;
	bool right = true;
	while ((packed = haru_packer_take(packer, waits)) != NULL) {
		struct libdeflate_decompressor *inflate = libdeflate_alloc_decompressor();
		bool is_handed = is_handed_over(*id);
		char text[4000];
		size_t len = packed->len < sizeof text ? packed->len : sizeof text;
		if (is_handed) {
			memcpy(text, packed->bytes, len);
		} else {
			libdeflate_zlib_decompress(inflate, packed->bytes, packed->len, text, sizeof text, &len);
		}
		right = right && packed->id == *id && packed->sum == haru_sum(packed->bytes, packed->len) && len == 1000 + *id && text[0] == (char)*id &&
		        text[len - 1] == (char)*id && strcmp(packed->entries.data, is_handed ? "/Handed" : "/Packed") == 0;
		++*id;
		libdeflate_free_decompressor(inflate);
	}
	return right;
}

static void test_packer(void) {
	struct haru_packer *packer = haru_packer_new();
	haru_id taken = 0;
	bool right = true;
	for (haru_id id = 0; id < 2000; id++) {
		size_t len = 1000 + id;
		char *bytes = malloc(len);
		memset(bytes, (char)id, len);
		if (is_handed_over(id)) {
			haru_packer_hand(packer, id, "/Handed", bytes, bytes, len, haru_sum(bytes, len));
		} else {
			haru_packer_put(packer, id, "/Packed", bytes, len, 1);
			free(bytes);
		}
		right = take_packed(packer, id % 100 == 99, &taken) && right;
	}
	right = take_packed(packer, true, &taken) && right;
	ok(right && taken == 2000, "streams that are deflated and streams that are handed over leave in the order they came");
	haru_packer_free(packer);
}

static bool read_jpeg(uint8_t *bytes, size_t len) {
	struct haru_jpeg jpeg;
	return haru_jpeg_read(bytes, len, &jpeg);
}

static osp_buf make_png(unsigned kind, unsigned channels, const char *transparency, size_t transparency_len) {
	osp_buf rows = OSP_BUF_INIT, png = OSP_BUF_INIT;
	for (unsigned y = 0; y < 4; y++) {
		osp_buf_putc(&rows, 0);
		for (unsigned x = 0; x < 4 * channels; x++) {
			osp_buf_putc(&rows, (char)(x * 20 + y));
		}
	}
	maker_png(&png, 4, 4, 8, kind, &rows, NULL, 0, transparency, transparency_len);
	osp_buf_done(&rows);
	return png;
}

static void test_png(void) {
	struct haru_png png;
	osp_buf file = make_png(2, 3, NULL, 0);
	torture(&file, read_png, "no PNG that is cut short passes", true);
	ok(haru_png_read((uint8_t *)file.data, file.len, &png), "a sound one does");
	ok(png.width == 4 && png.height == 4 && png.colors == 3 && png.palette == NULL, "and is what it is");
	osp_buf_done(&file);
	file = make_png(2, 3, "\0\1\0\1\0\1", 6);
	ok(!haru_png_read((uint8_t *)file.data, file.len, &png), "transparency must be decoded");
	osp_buf_done(&file);
	file = make_png(6, 4, NULL, 0);
	ok(!haru_png_read((uint8_t *)file.data, file.len, &png), "so must an alpha channel");
	osp_buf_done(&file);
	file = make_png(3, 1, NULL, 0);
	ok(!haru_png_read((uint8_t *)file.data, file.len, &png), "a palette that is missing is a fault");
	osp_buf_done(&file);
	file = make_png(0, 3, NULL, 0);
	ok(!haru_png_read((uint8_t *)file.data, file.len, &png), "so are more data than the header says");
	osp_buf_done(&file);
}

/* A picture of 512 rows of 1 KiB, noise or black, of which row `bad` has a filter that does not exist, with a header that says `height`. */
static bool passes_large(unsigned bad, unsigned height, bool is_noise) {
	struct haru_png png;
	osp_buf rows = OSP_BUF_INIT, file = OSP_BUF_INIT;
	unsigned noise = 1;
	for (unsigned y = 0; y < 512; y++) {
		osp_buf_putc(&rows, y == bad ? 5 : 0);
		for (unsigned x = 0; x < 1023; x++) {
			noise = noise * 1103515245 + 12345;
			osp_buf_putc(&rows, is_noise ? (char)(noise >> 24) : 0);
		}
	}
	maker_png(&file, 341, height, 8, 2, &rows, NULL, 0, NULL, 0);
	bool passes = haru_png_read((uint8_t *)file.data, file.len, &png);
	osp_buf_done(&rows);
	osp_buf_done(&file);
	return passes;
}

static void test_large_png(void) {
	ok(passes_large(UINT_MAX, 512, true) && passes_large(UINT_MAX, 512, false), "a large PNG that is sound passes");
	ok(!passes_large(0, 512, true) && !passes_large(63, 512, true), "a fault among its first rows is found");
	ok(!passes_large(UINT_MAX, 65000, false), "and a header that promises more than the data can hold");
	ok(!passes_large(UINT_MAX, 63, true), "a small one must end where its header says");
}

static void test_jpeg(void) {
	unsigned char pixels[4 * 64];
	memset(pixels, 200, sizeof pixels);
	osp_buf file = OSP_BUF_INIT;
	image_encode_jpeg(&(struct image_pixels){ .width = 8, .height = 8, .rgba = pixels }, 80, &file);
	struct haru_jpeg jpeg;
	ok(haru_jpeg_read((const uint8_t *)file.data, file.len, &jpeg), "a JPEG");
	ok(jpeg.width == 8 && jpeg.height == 8 && jpeg.colors == 3 && jpeg.len == file.len, "is what it is");
	torture(&file, read_jpeg, "no JPEG that is cut short passes", false);
	osp_buf_puts(&file, "rubbish behind the end");
	ok(haru_jpeg_read((const uint8_t *)file.data, file.len, &jpeg) && jpeg.len == file.len - 22, "what stands behind its end is left out");
	osp_buf_done(&file);
}

/* Header, names, one top DICT with ROS and a charset of format 2 at 30: glyphs 1.. are CIDs 100.. */
static const uint8_t cff[] = {
	1, 0, 4, 1, 0, 1, 1, 1, 2, 'A', 0, 1, 1, 1, 12, 139, 139, 139, 12, 30, 29, 0, 0, 0, 30, 15, 139, 0, 0, 0, 2, 0, 100, 0, 5,
};

static void test_cff(void) {
	is_int(haru_cff_read(cff, sizeof cff), HARU_CFF_CID, "a CID-keyed font");
	unsigned wrong = 0;
	for (size_t len = 0; len < 25; len++) { /* up to its offset to the charset */
		uint8_t *copy = malloc(len + 1);
		memcpy(copy, cff, len);
		wrong += haru_cff_read(copy, len) == HARU_CFF_CID;
		free(copy);
	}
	is_int(wrong, 0, "no font that is cut short passes");
	for (size_t bit = 0; bit < sizeof cff * 8; bit++) { /* any answer will do; nothing outside may be read */
		uint8_t *copy = malloc(sizeof cff);
		uint16_t cids[7] = { 0 };
		osp_buf out = OSP_BUF_INIT;
		memcpy(copy, cff, sizeof cff);
		copy[bit / 8] ^= (uint8_t)(1u << bit % 8);
		haru_cff_read(copy, sizeof cff);
		haru_cff_set_cids(copy, sizeof cff, cids, 7, &out);
		osp_buf_done(&out);
		free(copy);
	}
}

static void test_cff_cids(void) {
	static const uint16_t cids[] = { 0, 3, 0x201, 1 };
	osp_buf out = OSP_BUF_INIT;
	ok(haru_cff_set_cids(cff, sizeof cff, cids, 4, &out), "a CID-keyed font gets other CIDs");
	is_int((long long)out.len, sizeof cff + 7, "in a charset behind its end");
	ok(memcmp(out.data + sizeof cff, "\0\0\3\2\1\0\1", 7) == 0, "which lists them");
	ok(memcmp(out.data + 20, "\35\0\0\0\43\17", 6) == 0, "and is where the font says");
	osp_buf_done(&out);
	uint8_t *copy = malloc(sizeof cff);
	memcpy(copy, cff, sizeof cff);
	copy[20] = 28; /* an offset of two bytes: 0 */
	ok(!haru_cff_set_cids(copy, sizeof cff, cids, 4, &out), "but not where there is no room for the offset");
	osp_buf_done(&out);
	free(copy);
}

/* Glyph 0 is empty, 1 a triangle, 2 made of 1, 3 made of itself. */
static const uint8_t glyf[] = {
	0, 1, 0, 0, 0, 0, 0, 9, 0, 9, 0, 2, 0, 0, 0x37, 0x37, 0x37, 1, 2, 3, 4, 5, 6, 0,
	0xff, 0xff, 0, 0, 0, 0, 0, 9, 0, 9, 0, 0, 0, 1, 0, 0,
	0xff, 0xff, 0, 0, 0, 0, 0, 9, 0, 9, 0, 0, 0, 3, 0, 0,
};
static const uint8_t loca[] = { 0, 0, 0, 0, 0, 12, 0, 20, 0, 28 };

static void test_glyf(void) {
	struct haru_glyf tables = { .glyf = glyf, .glyf_len = sizeof glyf, .loca = loca, .loca_len = sizeof loca, .glyph_count = 4 };
	ok(haru_glyf_is_whole(&tables, 0) && haru_glyf_is_whole(&tables, 1) && haru_glyf_is_whole(&tables, 2), "glyphs: none, an outline, one made of another");
	ok(!haru_glyf_is_whole(&tables, 3) && !haru_glyf_is_whole(&tables, 4), "one made of itself is broken, and so is one that is not there");
	for (size_t len = 0; len < sizeof glyf; len++) {
		uint8_t *copy = malloc(len + 1);
		memcpy(copy, glyf, len);
		tables.glyf = copy;
		tables.glyf_len = len;
		for (uint32_t glyph = 0; glyph < 5; glyph++) {
			haru_glyf_is_whole(&tables, glyph);
		}
		free(copy);
	}
	unsigned taken = 0;
	for (size_t bit = 0; bit < (sizeof glyf + sizeof loca) * 8; bit++) { /* any answer will do; nothing outside may be read */
		uint8_t *a = malloc(sizeof glyf), *b = malloc(sizeof loca);
		memcpy(a, glyf, sizeof glyf);
		memcpy(b, loca, sizeof loca);
		uint8_t *at = bit / 8 < sizeof glyf ? a + bit / 8 : b + (bit / 8 - sizeof glyf);
		*at ^= (uint8_t)(1u << bit % 8);
		tables = (struct haru_glyf){ .glyf = a, .glyf_len = sizeof glyf, .loca = b, .loca_len = sizeof loca, .glyph_count = 4 };
		taken += haru_glyf_is_whole(&tables, 3);
		free(a);
		free(b);
	}
	ok(taken < 100, "a wrong bit seldom mends what is broken (%u times)", taken);
}

/* Undoes the filters, as a viewer does. */
static void unfilter(const uint8_t *rows, uint32_t width, uint32_t height, unsigned channels, uint8_t *out) {
	size_t len = (size_t)width * channels;
	for (size_t y = 0; y < height; y++) {
		for (size_t i = 0; i < len; i++) {
			int left = i >= channels ? out[y * len + i - channels] : 0, up = y > 0 ? out[(y - 1) * len + i] : 0;
			int corner = i >= channels && y > 0 ? out[(y - 1) * len + i - channels] : 0;
			int guess = left + up - corner, a = abs(guess - left), b = abs(guess - up), c = abs(guess - corner);
			int type = rows[y * (len + 1)];
			int base = type == 1 ? left : type == 2 ? up : type == 4 ? (a <= b && a <= c ? left : b <= c ? up : corner) : 0;
			out[y * len + i] = (uint8_t)(rows[y * (len + 1) + 1 + i] + base);
		}
	}
}

static void test_rows(void) {
	uint8_t samples[16 * 12 * 3], again[sizeof samples];
	for (size_t i = 0; i < sizeof samples; i++) {
		samples[i] = (uint8_t)(i * i / 7 + i % 36);
	}
	size_t len;
	uint8_t *rows = image_rows_filter(samples, 12, 16, 3, IMAGE_ROWS_QUICK, &len);
	is_int((long long)len, 16 * 37, "a byte more for each row");
	unfilter(rows, 12, 16, 3, again);
	ok(memcmp(samples, again, sizeof samples) == 0, "filters can be undone");
	free(rows);
}

int main(void) {
	test_syntax();
	test_languages();
	test_profile();
	test_png();
	test_large_png();
	test_packer();
	test_jpeg();
	test_cff();
	test_cff_cids();
	test_glyf();
	test_rows();
	return tap_done();
}
