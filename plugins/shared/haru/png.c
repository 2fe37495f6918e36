/* png.c - check a PNG chunk by chunk and find its data. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/png.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

enum {
	MAX_SIDE = 65500,
	MAX_PIXELS = 100 * 1000 * 1000,
	CHUNK_FRAME = 12,            /* length, type, checksum */
	CHECKED = 64 << 10,          /* bytes of rows that are inflated to see whether they can be */
	MAX_RATIO = 1032,            /* deflate packs no better */
	GRAY = 0, RGB = 2, INDEXED = 3
};

static uint32_t big_endian(const uint8_t *at) {
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static bool is_type(const uint8_t *chunk, const char *type) {
	return memcmp(chunk + 4, type, 4) == 0;
}

/* The header (PNG, 11.2.2): only kinds that PDF has too. */
static bool read_header(const uint8_t *chunk, size_t len, struct haru_png *png) {
	if (!is_type(chunk, "IHDR") || len != 13) {
		return false;
	}
	const uint8_t *at = chunk + 8;
	png->width = big_endian(at);
	png->height = big_endian(at + 4);
	png->bits = at[8];
	unsigned kind = at[9];
	bool has_size = png->width > 0 && png->height > 0 && png->width <= MAX_SIDE && png->height <= MAX_SIDE &&
	                (uint64_t)png->width * png->height <= MAX_PIXELS;
	bool has_kind = kind == RGB ? png->bits == 8 : (kind == GRAY || kind == INDEXED) && (png->bits == 1 || png->bits == 2 || png->bits == 4 || png->bits == 8);
	bool is_plain = at[10] == 0 && at[11] == 0 && at[12] == 0; /* compression, filter, interlace */
	png->colors = kind == RGB ? 3 : 1;
	png->palette = NULL;
	png->palette_len = kind == INDEXED ? 1 : 0; /* "wanted" until PLTE comes */
	return has_size && has_kind && is_plain;
}

static bool read_palette(const uint8_t *chunk, size_t len, struct haru_png *png) {
	if (png->palette_len == 0) {
		return true; /* a suggestion only, for a picture in full colour */
	}
	if (png->palette != NULL || len == 0 || len % 3 != 0 || len / 3 > (size_t)1 << png->bits) {
		return false;
	}
	png->palette = chunk + 8;
	png->palette_len = len;
	return true;
}

/* Bytes of the rows are those of a PNG: each row begins with a filter type that exists. */
static bool has_filters(const uint8_t *rows, size_t len, size_t row) {
	for (size_t at = 0; at < len; at += row) {
		if (rows[at] > 4) {
			return false;
		}
	}
	return true;
}

/*
 * Inflates what the header promises, up to CHECKED bytes: a small picture to its end, a large one as far as its first rows. To go
 * on would take longer than all else that a volume of photographs costs, and tell nothing that the checksums have not told,
 * but for an encoder's own fault.
 */
static bool inflates(const struct haru_png *png) {
	size_t row = 1 + ((size_t)png->width * png->colors * png->bits + 7) / 8;
	size_t size = row * png->height, used = 0, made = 0;
	size_t room = size < CHECKED ? size : CHECKED;
	struct libdeflate_decompressor *inflate = libdeflate_alloc_decompressor();
	uint8_t *rows = malloc(room);
	bool sound = inflate != NULL && rows != NULL && png->data_len >= size / MAX_RATIO;
	if (sound) {
		enum libdeflate_result result = libdeflate_zlib_decompress_ex(inflate, png->data, png->data_len, rows, room, &used, &made);
		sound = room < size ? result == LIBDEFLATE_INSUFFICIENT_SPACE : result == LIBDEFLATE_SUCCESS && used == png->data_len && made == size;
		sound = sound && has_filters(rows, room, row);
	}
	free(rows);
	libdeflate_free_decompressor(inflate);
	return sound;
}

struct progress {
	uint8_t *data_end;           /* where the next IDAT goes */
	bool after_data;             /* another chunk followed the IDATs */
	bool ended;
};

/* One chunk with a right checksum. False when the picture can't pass as it is. */
static bool read_chunk(uint8_t *chunk, size_t len, struct haru_png *png, struct progress *progress) {
	if (is_type(chunk, "IDAT")) {
		if (progress->after_data) {
			return false;
		}
		if (progress->data_end == NULL) {
			png->data = progress->data_end = chunk + 8;
		}
		if (progress->data_end != chunk + 8) {
			memmove(progress->data_end, chunk + 8, len);
		}
		progress->data_end += len;
		png->sum = libdeflate_crc32(png->sum, chunk + 8 + len, 4);
		return true;
	}
	progress->after_data = progress->data_end != NULL;
	if (is_type(chunk, "PLTE")) {
		return !progress->after_data && read_palette(chunk, len, png);
	}
	progress->ended = is_type(chunk, "IEND");
	bool is_critical = (chunk[4] & 0x20) == 0;
	return !is_type(chunk, "tRNS") && (progress->ended || !is_critical);
}

static bool has_right_sum(const uint8_t *chunk, size_t len) {
	return libdeflate_crc32(0, chunk + 4, len + 4) == big_endian(chunk + 8 + len);
}

bool haru_png_read(uint8_t *bytes, size_t len, struct haru_png *ret) {
	static const uint8_t signature[8] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
	if (len < sizeof signature || memcmp(bytes, signature, sizeof signature) != 0) {
		return false;
	}
	struct progress progress = { 0 };
	bool is_first = true;
	*ret = (struct haru_png){ 0 };
	for (size_t at = sizeof signature; !progress.ended;) {
		if (len - at < CHUNK_FRAME || big_endian(bytes + at) > len - at - CHUNK_FRAME) {
			return false;
		}
		size_t size = big_endian(bytes + at);
		uint8_t *chunk = bytes + at;
		/* The sum is checked before anything is moved; pushing IDATs together never reaches a later chunk. */
		if (!has_right_sum(chunk, size) || !(is_first ? read_header(chunk, size, ret) : read_chunk(chunk, size, ret, &progress))) {
			return false;
		}
		is_first = false;
		at += size + CHUNK_FRAME;
	}
	if (progress.data_end == NULL || (ret->palette_len > 0 && ret->palette == NULL)) {
		return false;
	}
	ret->data_len = (size_t)(progress.data_end - ret->data);
	return inflates(ret);
}
