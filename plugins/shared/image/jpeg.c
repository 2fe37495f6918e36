/* jpeg.c - JPEG through libjpeg; the only file of ours that needs setjmp, since libjpeg has no other way to give up. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "image/room.h"

#include <stdio.h>

#include <jpeglib.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

/* A progressive file may claim thousands of scans, each as costly as a picture (libjpeg-turbo's "-maxscans"). */
enum { MAX_SCANS = 100 };

struct trap {
	struct jpeg_error_mgr manager; /* first: libjpeg hands us a pointer to it */
	jmp_buf back;
};

struct watch {
	struct jpeg_progress_mgr manager;
};

static void give_up(j_common_ptr common)
{
	longjmp(((struct trap *)(void *)common->err)->back, 1);
}

static void keep_quiet(j_common_ptr common, int level)
{
	(void)level;
	(void)common;
}

static void count_complaint(j_common_ptr common, int level)
{
	if (level < 0)
		common->err->num_warnings++;
}

static void count_scans(j_common_ptr common)
{
	if (common->is_decompressor && ((j_decompress_ptr)common)->input_scan_number > MAX_SCANS)
		give_up(common);
}

static struct jpeg_error_mgr *trap_init(struct trap *trap)
{
	struct jpeg_error_mgr *manager = jpeg_std_error(&trap->manager);
	manager->error_exit = give_up;
	manager->emit_message = keep_quiet;
	return manager;
}

/* Adobe's CMYK is stored inverted: 255 is no ink. */
static void from_cmyk(const unsigned char *in, unsigned char *out, size_t width, bool inverted)
{
	for (size_t x = 0; x < width; x++, in += 4, out += 4) {
		for (int i = 0; i < 3; i++) {
			int ink = inverted ? in[i] : 255 - in[i], black = inverted ? in[3] : 255 - in[3];
			out[i] = (unsigned char)(ink * black / 255);
		}
		out[3] = 255;
	}
}

static void read_rows(struct jpeg_decompress_struct *jpeg, struct image_pixels *ret, unsigned char *line)
{
	while (jpeg->output_scanline < jpeg->output_height) {
		unsigned char *row = ret->rgba + (size_t)jpeg->output_scanline * ret->width * 4;
		JSAMPROW into = line != NULL ? line : row;
		if (jpeg_read_scanlines(jpeg, &into, 1) != 1)
			return;
		if (line != NULL)
			from_cmyk(line, row, ret->width, jpeg->saw_Adobe_marker);
	}
}

osp_status image_decode_jpeg(struct image_task *task, struct image_pixels *ret)
{
	struct jpeg_decompress_struct jpeg;
	struct trap trap;
	struct watch watch = { .manager = { .progress_monitor = count_scans } };
	unsigned char *volatile line = NULL;
	memset(&jpeg, 0, sizeof jpeg);
	jpeg.err = trap_init(&trap);
	if (setjmp(trap.back) != 0) {
		task->why = "its JPEG data are damaged";
		jpeg_destroy_decompress(&jpeg);
		free(line);
		return OSP_FAIL;
	}
	jpeg_create_decompress(&jpeg);
	jpeg.progress = &watch.manager;
	jpeg_mem_src(&jpeg, task->bytes, task->len);
	jpeg_read_header(&jpeg, TRUE);
	bool is_cmyk = jpeg.jpeg_color_space == JCS_CMYK || jpeg.jpeg_color_space == JCS_YCCK;
	jpeg.out_color_space = is_cmyk ? JCS_CMYK : JCS_EXT_RGBA;
	osp_status status = image_pixels_init(ret, jpeg.image_width, jpeg.image_height, task);
	if (status == OSP_OK) {
		line = is_cmyk ? calloc(jpeg.image_width, 4) : NULL;
		jpeg_start_decompress(&jpeg);
		read_rows(&jpeg, ret, line);
		jpeg_abort_decompress(&jpeg);
	}
	jpeg_destroy_decompress(&jpeg);
	free(line);
	return status;
}

/* Every coefficient is read, but an eighth of the size is drawn, in grey: the entropy coding is where data are damaged. */
bool image_jpeg_is_sound(const void *bytes, size_t len)
{
	struct jpeg_decompress_struct jpeg;
	struct trap trap;
	struct watch watch = { .manager = { .progress_monitor = count_scans } };
	unsigned char *volatile line = NULL;
	memset(&jpeg, 0, sizeof jpeg);
	jpeg.err = trap_init(&trap);
	trap.manager.emit_message = count_complaint;
	if (setjmp(trap.back) != 0) {
		jpeg_destroy_decompress(&jpeg);
		free(line);
		return false;
	}
	jpeg_create_decompress(&jpeg);
	jpeg.progress = &watch.manager;
	jpeg_mem_src(&jpeg, bytes, len);
	jpeg_read_header(&jpeg, TRUE);
	jpeg.scale_num = 1;
	jpeg.scale_denom = 8;
	jpeg.dct_method = JDCT_IFAST;
	if (jpeg.jpeg_color_space == JCS_YCbCr)
		jpeg.out_color_space = JCS_GRAYSCALE;
	jpeg_start_decompress(&jpeg);
	line = malloc((size_t)jpeg.output_width * (size_t)jpeg.output_components + 1);
	JSAMPROW row = line;
	while (row != NULL && jpeg.output_scanline < jpeg.output_height && jpeg_read_scanlines(&jpeg, &row, 1) == 1) {
	}
	bool is_sound = row != NULL && jpeg_finish_decompress(&jpeg) && trap.manager.num_warnings == 0;
	jpeg_destroy_decompress(&jpeg);
	free(line);
	return is_sound;
}

/* One row on white paper: JPEG knows no transparency. What is opaque in colour already is the row; `line` is room for another. */
static const unsigned char *flatten(const struct image_pixels *pixels, const unsigned char *row, unsigned char *line)
{
	if (!pixels->is_gray && !pixels->has_alpha)
		return row;
	unsigned char *out = line;
	for (size_t x = 0; x < pixels->width; x++, row += 4, out += pixels->is_gray ? 1 : 4) {
		for (int i = 0; i < (pixels->is_gray ? 1 : 3); i++)
			out[i] = (unsigned char)((row[i] * row[3] + 255 * (255 - row[3]) + 127) / 255);
	}
	return line;
}

osp_status image_encode_jpeg(const struct image_pixels *pixels, int quality, osp_buf *out)
{
	struct jpeg_compress_struct jpeg;
	struct trap trap;
	unsigned char *bytes = NULL;
	unsigned long size = 0;
	if (pixels->width > JPEG_MAX_DIMENSION || pixels->height > JPEG_MAX_DIMENSION)
		return OSP_FAIL;
	unsigned char *line = malloc((size_t)pixels->width * 4);
	if (line == NULL)
		return OSP_FAIL;
	memset(&jpeg, 0, sizeof jpeg);
	jpeg.err = trap_init(&trap);
	if (setjmp(trap.back) != 0) {
		jpeg_destroy_compress(&jpeg);
		free(line);
		return OSP_FAIL;
	}
	jpeg_create_compress(&jpeg);
	jpeg_mem_dest(&jpeg, &bytes, &size);
	jpeg.image_width = pixels->width;
	jpeg.image_height = pixels->height;
	jpeg.input_components = pixels->is_gray ? 1 : 4;
	jpeg.in_color_space = pixels->is_gray ? JCS_GRAYSCALE : JCS_EXT_RGBX;
	jpeg_set_defaults(&jpeg);
	jpeg_set_quality(&jpeg, quality, TRUE);
	jpeg.optimize_coding = TRUE;
	jpeg_start_compress(&jpeg, TRUE);
	while (jpeg.next_scanline < jpeg.image_height) {
		const unsigned char *from = pixels->rgba + (size_t)jpeg.next_scanline * pixels->width * 4;
		JSAMPROW row = (JSAMPROW)flatten(pixels, from, line);
		jpeg_write_scanlines(&jpeg, &row, 1);
	}
	jpeg_finish_compress(&jpeg);
	jpeg_destroy_compress(&jpeg);
	osp_buf_add(out, bytes, size);
	free(bytes);
	free(line);
	return OSP_OK;
}

/*
 * A pass that finds the best codes would need all coefficients at once, 12 MB of a cover, and makes it smaller by a fifth: a book's
 * cover is drawn at each build, so the codes are libjpeg's own.
 */
osp_status image_encode_words(image_row *row_at, void *closure, uint32_t width, uint32_t height, int quality, osp_buf *out)
{
	struct jpeg_compress_struct jpeg;
	struct trap trap;
	unsigned char *bytes = NULL;
	unsigned long size = 0;
	memset(&jpeg, 0, sizeof jpeg);
	jpeg.err = trap_init(&trap);
	if (setjmp(trap.back) != 0) {
		jpeg_destroy_compress(&jpeg);
		return OSP_FAIL;
	}
	jpeg_create_compress(&jpeg);
	jpeg_mem_dest(&jpeg, &bytes, &size);
	jpeg.image_width = width;
	jpeg.image_height = height;
	jpeg.input_components = 4;
	jpeg.in_color_space = G_BYTE_ORDER == G_LITTLE_ENDIAN ? JCS_EXT_BGRX : JCS_EXT_XRGB;
	jpeg_set_defaults(&jpeg);
	jpeg_set_quality(&jpeg, quality, TRUE);
	jpeg_start_compress(&jpeg, TRUE);
	while (jpeg.next_scanline < jpeg.image_height) {
		JSAMPROW row = (JSAMPROW)row_at(closure, jpeg.next_scanline);
		jpeg_write_scanlines(&jpeg, &row, 1);
	}
	jpeg_finish_compress(&jpeg);
	jpeg_destroy_compress(&jpeg);
	osp_buf_add(out, bytes, size);
	free(bytes);
	return OSP_OK;
}

osp_status image_encode_samples(const unsigned char *samples, uint32_t width, uint32_t height, unsigned channels, int quality, osp_buf *out)
{
	struct jpeg_compress_struct jpeg;
	struct trap trap;
	unsigned char *bytes = NULL;
	unsigned long size = 0;
	size_t len = (size_t)width * channels;
	unsigned char *line = malloc(len + 1);
	if (line == NULL || width > JPEG_MAX_DIMENSION || height > JPEG_MAX_DIMENSION) {
		free(line);
		return OSP_FAIL;
	}
	memset(&jpeg, 0, sizeof jpeg);
	jpeg.err = trap_init(&trap);
	if (setjmp(trap.back) != 0) {
		jpeg_destroy_compress(&jpeg);
		free(line);
		return OSP_FAIL;
	}
	jpeg_create_compress(&jpeg);
	jpeg_mem_dest(&jpeg, &bytes, &size);
	jpeg.image_width = width;
	jpeg.image_height = height;
	jpeg.input_components = (int)channels;
	jpeg.in_color_space = channels == 1 ? JCS_GRAYSCALE : channels == 3 ? JCS_RGB : JCS_CMYK;
	jpeg_set_defaults(&jpeg);
	if (channels == 4)
		jpeg_set_colorspace(&jpeg, JCS_YCCK);
	jpeg_set_quality(&jpeg, quality, TRUE);
	jpeg.optimize_coding = TRUE;
	jpeg_start_compress(&jpeg, TRUE);
	while (jpeg.next_scanline < jpeg.image_height) {
		const unsigned char *from = samples + (size_t)jpeg.next_scanline * len;
		for (size_t i = 0; i < len; i++)
			line[i] = channels == 4 ? (unsigned char)(255 - from[i]) : from[i];
		JSAMPROW row = line;
		jpeg_write_scanlines(&jpeg, &row, 1);
	}
	jpeg_finish_compress(&jpeg);
	jpeg_destroy_compress(&jpeg);
	osp_buf_add(out, bytes, size);
	free(bytes);
	free(line);
	return OSP_OK;
}
