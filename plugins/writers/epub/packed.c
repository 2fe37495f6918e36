/* packed.c - a file of the container, deflated before libzip gets it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "packed.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

/* libdeflate's levels above 6 cost twice the time for a percent; zlib would take more than twice the time for this one. */
enum { LEVEL = 6 };

struct packer {
	struct libdeflate_compressor *deflate;
	unsigned char *room; /* for the largest file up to now */
	size_t size;
};

/* libzip copies what says that it is deflated already, and believes its sum and sizes. */
struct packed {
	unsigned char *bytes;
	size_t len, at;
	size_t unpacked_len;
	uint32_t sum;
};

struct packer *packer_new(void)
{
	struct packer *packer = calloc(1, sizeof *packer);
	if (packer == NULL)
		return NULL;
	packer->deflate = libdeflate_alloc_compressor(LEVEL);
	if (packer->deflate == NULL) {
		free(packer);
		return NULL;
	}
	return packer;
}

void packer_free(struct packer *packer)
{
	if (packer == NULL)
		return;
	libdeflate_free_compressor(packer->deflate);
	free(packer->room);
	free(packer);
}

void packed_free(struct packed *packed)
{
	if (packed == NULL)
		return;
	free(packed->bytes);
	free(packed);
}

static zip_int64_t tell_about(const struct packed *packed, void *to, zip_uint64_t room)
{
	zip_stat_t info;
	if (room < sizeof info)
		return -1;
	zip_stat_init(&info);
	info.valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_CRC;
	info.size = packed->unpacked_len;
	info.comp_size = packed->len;
	info.comp_method = ZIP_CM_DEFLATE;
	info.crc = packed->sum;
	memcpy(to, &info, sizeof info);
	return sizeof info;
}

static zip_int64_t give(struct packed *packed, void *to, zip_uint64_t room)
{
	size_t left = packed->len - packed->at, count = room < left ? (size_t)room : left;
	if (count > 0)
		memcpy(to, packed->bytes + packed->at, count);
	packed->at += count;
	return (zip_int64_t)count;
}

static zip_int64_t answer(void *closure, void *data, zip_uint64_t len, zip_source_cmd_t command)
{
	struct packed *packed = closure;
	switch (command) {
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
	case ZIP_SOURCE_OPEN:
		packed->at = 0;
		return 0;
	case ZIP_SOURCE_READ:
		return give(packed, data, len);
	case ZIP_SOURCE_STAT:
		return tell_about(packed, data, len);
	case ZIP_SOURCE_FREE:
		packed_free(packed);
		return 0;
	case ZIP_SOURCE_CLOSE:
	case ZIP_SOURCE_ERROR:
		return 0;
	default:
		return -1;
	}
}

static bool make_room(struct packer *packer, size_t len)
{
	size_t bound = libdeflate_deflate_compress_bound(packer->deflate, len);
	if (bound <= packer->size)
		return true;
	free(packer->room);
	packer->room = malloc(bound);
	packer->size = packer->room != NULL ? bound : 0;
	return packer->room != NULL;
}

struct packed *packer_pack(struct packer *packer, const void *bytes, size_t len)
{
	size_t packed_len = make_room(packer, len) ? libdeflate_deflate_compress(packer->deflate, bytes, len, packer->room, packer->size) : 0;
	struct packed *packed = packed_len > 0 ? calloc(1, sizeof *packed) : NULL;
	if (packed == NULL)
		return NULL;
	*packed = (struct packed){ .bytes = malloc(packed_len), .len = packed_len, .unpacked_len = len, .sum = libdeflate_crc32(0, bytes, len) };
	if (packed->bytes == NULL) {
		free(packed);
		return NULL;
	}
	memcpy(packed->bytes, packer->room, packed_len);
	return packed;
}

zip_source_t *packed_source(struct packed *packed, zip_t *zip)
{
	return zip_source_function(zip, answer, packed);
}
