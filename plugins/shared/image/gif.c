/* gif.c - the first picture of a GIF (GIF89a specification, CompuServe 1990). */
/* SPDX-License-Identifier: Apache-2.0 */
#include "image/room.h"

#include <string.h>

enum { MAX_CODES = 4096, NO_COLOUR = -1 };

/* A reader that can't leave its bytes: beyond the end everything is 0 and `at_end` is set. */
struct reader {
	const unsigned char *at, *end;
	bool at_end;
};

struct frame {
	uint32_t x, y, width, height;
	bool interlaced;
	int transparent;
	const unsigned char *palette;
	uint32_t colours;
};

static unsigned take(struct reader *reader)
{
	if (reader->at >= reader->end) {
		reader->at_end = true;
		return 0;
	}
	return *reader->at++;
}

static uint32_t take_word(struct reader *reader)
{
	uint32_t low = take(reader);
	return low | (uint32_t)take(reader) << 8;
}

static void skip(struct reader *reader, size_t len)
{
	if (len > (size_t)(reader->end - reader->at)) {
		reader->at = reader->end;
		reader->at_end = true;
		return;
	}
	reader->at += len;
}

static const unsigned char *take_palette(struct reader *reader, unsigned flags, uint32_t *ret_colours)
{
	*ret_colours = 2u << (flags & 7);
	const unsigned char *palette = reader->at;
	skip(reader, (size_t)*ret_colours * 3);
	return reader->at_end ? NULL : palette;
}

static void skip_blocks(struct reader *reader)
{
	unsigned len;
	while ((len = take(reader)) != 0)
		skip(reader, len);
}

/* Section 23: the graphic control extension tells which colour is none. */
static void read_extension(struct reader *reader, struct frame *frame)
{
	if (take(reader) == 0xf9 && reader->end - reader->at >= 5 && reader->at[0] == 4)
		frame->transparent = (reader->at[1] & 1) != 0 ? reader->at[4] : NO_COLOUR;
	skip_blocks(reader);
}

/* ---- LZW (appendix F) ---- */

struct lzw {
	struct reader *reader;
	uint32_t bits, bit_count;   /* taken from the block, not yet used */
	unsigned block_left;
	uint16_t prefix[MAX_CODES];
	unsigned char suffix[MAX_CODES], first[MAX_CODES];
	unsigned char stack[MAX_CODES];
};

/* The next code, -1 at the end of the data. */
static int next_code(struct lzw *lzw, unsigned width)
{
	while (lzw->bit_count < width) {
		if (lzw->block_left == 0 && (lzw->block_left = take(lzw->reader)) == 0)
			return -1;
		lzw->block_left--;
		lzw->bits |= (uint32_t)take(lzw->reader) << lzw->bit_count;
		lzw->bit_count += 8;
		if (lzw->reader->at_end)
			return -1;
	}
	int code = (int)(lzw->bits & ((1u << width) - 1));
	lzw->bits >>= width;
	lzw->bit_count -= width;
	return code;
}

/* Where the next pixel of the frame goes. */
struct cursor {
	const struct frame *frame;
	struct image_pixels *canvas;
	uint32_t x, row, pass;
	bool done;
};

static void next_row(struct cursor *cursor)
{
	static const unsigned char step[] = { 8, 8, 4, 2 }, start[] = { 0, 4, 2, 1 };
	uint32_t height = cursor->frame->height;
	cursor->x = 0;
	if (!cursor->frame->interlaced) {
		cursor->row++;
		cursor->done = cursor->row >= height;
		return;
	}
	cursor->row += step[cursor->pass];
	while (cursor->row >= height && !cursor->done) {
		if (++cursor->pass == 4)
			cursor->done = true;
		else
			cursor->row = start[cursor->pass];
	}
}

static void put(struct cursor *cursor, unsigned colour)
{
	const struct frame *frame = cursor->frame;
	struct image_pixels *canvas = cursor->canvas;
	uint64_t x = (uint64_t)frame->x + cursor->x, y = (uint64_t)frame->y + cursor->row;
	if (cursor->done)
		return;
	if (x < canvas->width && y < canvas->height && (int)colour != frame->transparent && colour < frame->colours) {
		unsigned char *pixel = canvas->rgba + (y * canvas->width + x) * 4;
		memcpy(pixel, frame->palette + colour * 3, 3);
		pixel[3] = 255;
	}
	if (++cursor->x >= frame->width)
		next_row(cursor);
}

static void put_string(struct lzw *lzw, struct cursor *cursor, unsigned code, unsigned clear)
{
	unsigned depth = 0;
	while (code >= clear && depth < MAX_CODES - 1) {
		lzw->stack[depth++] = lzw->suffix[code];
		code = lzw->prefix[code];
	}
	lzw->stack[depth++] = (unsigned char)code;
	while (depth > 0)
		put(cursor, lzw->stack[--depth]);
}

static void unpack(struct lzw *lzw, struct cursor *cursor, unsigned code_size)
{
	unsigned clear = 1u << code_size, next = clear + 2, width = code_size + 1;
	int previous = -1;
	for (unsigned i = 0; i < clear; i++)
		lzw->first[i] = (unsigned char)i;
	while (!cursor->done) {
		int code = next_code(lzw, width);
		if (code < 0 || (unsigned)code == clear + 1)
			return;
		if ((unsigned)code == clear) {
			next = clear + 2;
			width = code_size + 1;
			previous = -1;
			continue;
		}
		if ((unsigned)code > next || (previous < 0 && (unsigned)code >= clear) || ((unsigned)code == next && next >= MAX_CODES))
			return;
		if (previous >= 0 && next < MAX_CODES) {
			lzw->prefix[next] = (uint16_t)previous;
			lzw->first[next] = lzw->first[previous];
			lzw->suffix[next] = (unsigned)code == next ? lzw->first[previous] : lzw->first[code];
			next++;
		}
		put_string(lzw, cursor, (unsigned)code, clear);
		previous = code;
		if (next == 1u << width && width < 12)
			width++;
	}
}

/* Section 20: the image descriptor. */
static osp_status read_frame(struct image_task *task, struct reader *reader, struct frame *frame, struct image_pixels *canvas)
{
	struct lzw lzw = { .reader = reader };
	frame->x = take_word(reader);
	frame->y = take_word(reader);
	frame->width = take_word(reader);
	frame->height = take_word(reader);
	unsigned flags = take(reader);
	frame->interlaced = (flags & 0x40) != 0;
	if ((flags & 0x80) != 0)
		frame->palette = take_palette(reader, flags, &frame->colours);
	unsigned code_size = take(reader);
	task->why = "its GIF data are damaged";
	if (reader->at_end || frame->palette == NULL || code_size < 2 || code_size > 8 || frame->width == 0 || frame->height == 0)
		return OSP_FAIL;
	struct cursor cursor = { .frame = frame, .canvas = canvas };
	unpack(&lzw, &cursor, code_size);
	return OSP_OK;
}

osp_status image_decode_gif(struct image_task *task, struct image_pixels *ret)
{
	struct reader reader = { task->bytes, task->bytes + task->len, false };
	struct frame frame = { .transparent = NO_COLOUR };
	task->why = "its GIF data are damaged";
	if (task->len < 13 || memcmp(task->bytes, "GIF8", 4) != 0)
		return OSP_FAIL;
	skip(&reader, 6);
	uint32_t width = take_word(&reader), height = take_word(&reader);
	unsigned flags = take(&reader);
	skip(&reader, 2);
	if ((flags & 0x80) != 0)
		frame.palette = take_palette(&reader, flags, &frame.colours);
	if (image_pixels_init(ret, width, height, task) != OSP_OK)
		return OSP_FAIL;
	while (!reader.at_end) {
		switch (take(&reader)) {
		case 0x21: read_extension(&reader, &frame); break;
		case 0x2c: return read_frame(task, &reader, &frame, ret);
		default: task->why = "its GIF data are damaged"; return OSP_FAIL;
		}
	}
	task->why = "its GIF data are damaged";
	return OSP_FAIL;
}
