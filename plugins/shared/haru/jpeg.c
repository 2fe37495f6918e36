/* jpeg.c - walk over a JPEG's markers. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/jpeg.h"

#include <string.h>

/* Markers of ITU-T T.81, table B.1. */
enum {
	SOF0 = 0xc0, SOF1 = 0xc1, SOF2 = 0xc2, DHT = 0xc4, JPG = 0xc8, DAC = 0xcc, SOF15 = 0xcf,
	RST0 = 0xd0, RST7 = 0xd7, SOI = 0xd8, EOI = 0xd9, SOS = 0xda, APP2 = 0xe2, APP14 = 0xee
};

static unsigned pair(const uint8_t *at) {
	return (unsigned)at[0] << 8 | at[1];
}

static bool is_frame(unsigned marker) {
	return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
}

/* Lf P Y X Nf, then three bytes for each component. */
static bool read_frame(unsigned marker, const uint8_t *segment, size_t len, struct haru_jpeg *jpeg) {
	bool is_known = marker == SOF0 || marker == SOF1 || marker == SOF2;
	if (!is_known || jpeg->colors != 0 || len < 8 || segment[2] != 8) {
		return false;
	}
	jpeg->height = pair(segment + 3);
	jpeg->width = pair(segment + 5);
	jpeg->colors = segment[7];
	bool has_colors = jpeg->colors == 1 || jpeg->colors == 3 || jpeg->colors == 4;
	return has_colors && jpeg->width > 0 && jpeg->height > 0 && len == 8 + 3 * (size_t)jpeg->colors;
}

/* Behind the coded data that begin at `at`: the next marker that is no restart and no stuffed byte. */
static size_t skip_scan(const uint8_t *bytes, size_t len, size_t at) {
	while (at + 1 < len) {
		const uint8_t *found = memchr(bytes + at, 0xff, len - at - 1);
		if (found == NULL) {
			return len;
		}
		at = (size_t)(found - bytes);
		unsigned marker = found[1];
		if (marker != 0 && marker != 0xff && (marker < RST0 || marker > RST7)) {
			return at;
		}
		at += marker == 0xff ? 1 : 2;
	}
	return len;
}

bool haru_jpeg_read(const uint8_t *bytes, size_t len, struct haru_jpeg *ret) {
	*ret = (struct haru_jpeg){ 0 };
	if (len < 4 || bytes[0] != 0xff || bytes[1] != SOI) {
		return false;
	}
	bool has_scan = false;
	for (size_t at = 2; at + 2 <= len;) {
		if (bytes[at] != 0xff) {
			return false;
		}
		unsigned marker = bytes[at + 1];
		if (marker == 0xff) { /* fill bytes may stand before a marker */
			at++;
			continue;
		}
		if (marker == EOI) {
			ret->len = at + 2;
			return has_scan;
		}
		size_t left = len - at - 2;
		const uint8_t *segment = bytes + at + 2;
		size_t size = left < 2 ? 0 : pair(segment);
		if (size < 2 || size > left) {
			return false;
		}
		if (is_frame(marker) && !read_frame(marker, segment, size, ret)) {
			return false;
		}
		ret->has_adobe |= marker == APP14 && size >= 14 && memcmp(segment + 2, "Adobe", 5) == 0;
		at += 2 + size;
		if (marker == SOS) {
			has_scan = ret->colors != 0;
			at = skip_scan(bytes, len, at);
		}
	}
	return false;
}

/* The part of the profile that a segment holds, when it is the one wanted: "ICC_PROFILE", its number, how many there are (ICC.1, B.4). */
static bool read_part(unsigned marker, const uint8_t *segment, size_t size, unsigned number, osp_buf *profile, unsigned *total) {
	static const char name[12] = "ICC_PROFILE";
	enum { HEAD = 16 };
	if (marker != APP2 || size < HEAD || memcmp(segment + 2, name, sizeof name) != 0 || segment[14] != number) {
		return false;
	}
	*total = segment[15];
	osp_buf_add(profile, segment + HEAD, size - HEAD);
	return true;
}

static uint32_t quad(const uint8_t *at) {
	return (uint32_t)pair(at) << 16 | pair(at + 2);
}

/* What sRGB's profiles are called, in one or two bytes a letter. */
static bool names_srgb(const uint8_t *words, size_t len) {
	for (size_t i = 0; i + 7 <= len; i++) {
		if (memcmp(words + i, "sRGB", 4) == 0 || memcmp(words + i, "s\0R\0G\0B", 7) == 0) {
			return true;
		}
	}
	return false;
}

/* A profile of a printer for CMYK, of a display or camera for RGB, of a version that PDF knows, as long as it says, its tags within it
 * (ICC.1, 7.2, 7.3). */
static bool is_usable_profile(const uint8_t *bytes, size_t len, unsigned colors) {
	enum { HEADER = 128, ENTRY = 12 };
	if (len < HEADER + 4 || quad(bytes) != len || bytes[8] > 4 || memcmp(bytes + 36, "acsp", 4) != 0) {
		return false;
	}
	bool has_kind = colors == 4 ? memcmp(bytes + 12, "prtrCMYK", 8) == 0
	                            : memcmp(bytes + 12, "mntrRGB ", 8) == 0 || memcmp(bytes + 12, "scnrRGB ", 8) == 0;
	if (!has_kind) {
		return false;
	}
	size_t count = quad(bytes + HEADER);
	if (count > (len - HEADER - 4) / ENTRY) {
		return false;
	}
	bool has_table = false;
	for (size_t i = 0; i < count; i++) {
		const uint8_t *entry = bytes + HEADER + 4 + ENTRY * i;
		size_t first = quad(entry + 4), size = quad(entry + 8);
		if (first > len || size > len - first) {
			return false;
		}
		if (colors == 3 && memcmp(entry, "desc", 4) == 0 && names_srgb(bytes + first, size)) {
			return false;
		}
		has_table |= memcmp(entry, "A2B", 3) == 0 || (colors == 3 && memcmp(entry, "rXYZ", 4) == 0);
	}
	return has_table;
}

bool haru_jpeg_profile(const uint8_t *bytes, size_t len, unsigned colors, osp_buf *profile) {
	unsigned number = 1, total = 0;
	for (size_t at = 2; at + 4 <= len && bytes[at] == 0xff && bytes[at + 1] != SOS;) {
		if (bytes[at + 1] == 0xff) {
			at++;
			continue;
		}
		size_t size = pair(bytes + at + 2);
		if (size < 2 || size > len - at - 2) {
			break;
		}
		/* Parts come in order from all programs that write them. */
		number += read_part(bytes[at + 1], bytes + at + 2, size, number, profile, &total) ? 1 : 0;
		at += 2 + size;
	}
	return total > 0 && number == total + 1 && is_usable_profile((const uint8_t *)profile->data, profile->len, colors);
}
