/* glyf.c - walk over a TrueType glyph as a rasteriser would (OpenType, "glyf"). */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/glyf.h"

/* A glyph may be made of others, and those again; a hostile one of itself. */
enum { MAX_VISITS = 400 };
enum { HEAD = 10, ON_X_SHORT = 2, ON_Y_SHORT = 4, ON_REPEAT = 8, ON_X_SAME = 16, ON_Y_SAME = 32 };
enum { ARE_WORDS = 1, HAS_SCALE = 8, GOES_ON = 32, HAS_TWO_SCALES = 64, HAS_MATRIX = 128 };

struct bytes { const uint8_t *at; size_t len; };

static uint32_t number(const uint8_t *at, unsigned size) {
	uint32_t value = 0;
	for (unsigned i = 0; i < size; i++) {
		value = value << 8 | at[i];
	}
	return value;
}

static bool find(const struct haru_glyf *tables, uint32_t glyph, struct bytes *ret) {
	unsigned size = tables->is_long ? 4 : 2;
	if (glyph >= tables->glyph_count || ((size_t)glyph + 2) * size > tables->loca_len) {
		return false;
	}
	const uint8_t *at = tables->loca + (size_t)glyph * size;
	size_t first = number(at, size), end = number(at + size, size);
	first *= tables->is_long ? 1 : 2;
	end *= tables->is_long ? 1 : 2;
	if (first > end || end > tables->glyf_len) {
		return false;
	}
	*ret = (struct bytes){ tables->glyf + first, end - first };
	return true;
}

static size_t coordinate_size(unsigned flag, unsigned is_short, unsigned is_same) {
	return (flag & is_short) != 0 ? 1 : (flag & is_same) != 0 ? 0 : 2;
}

/* Contours' ends, instructions, flags, coordinates. */
static bool is_whole_outline(struct bytes glyph, size_t contours) {
	size_t at = HEAD + 2 * contours, points = 0;
	if (contours == 0) {
		return true;
	}
	if (at + 2 > glyph.len) {
		return false;
	}
	for (size_t i = 0; i < contours; i++) {
		size_t end = number(glyph.at + HEAD + 2 * i, 2) + (size_t)1;
		if (end < points || (end == points && i > 0)) {
			return false;
		}
		points = end;
	}
	at += 2 + number(glyph.at + at, 2);
	size_t rest = 0;
	for (size_t seen = 0; seen < points;) {
		if (at >= glyph.len) {
			return false;
		}
		unsigned flag = glyph.at[at++];
		size_t times = 1;
		if ((flag & ON_REPEAT) != 0) {
			if (at >= glyph.len) {
				return false;
			}
			times += glyph.at[at++];
		}
		seen += times;
		rest += times * (coordinate_size(flag, ON_X_SHORT, ON_X_SAME) + coordinate_size(flag, ON_Y_SHORT, ON_Y_SAME));
	}
	return at <= glyph.len && rest <= glyph.len - at;
}

static bool is_whole(const struct haru_glyf *tables, uint32_t number_of_glyph, unsigned depth, unsigned *visits);

static bool are_whole_parts(const struct haru_glyf *tables, struct bytes glyph, unsigned depth, unsigned *visits) {
	unsigned flags = GOES_ON;
	for (size_t at = HEAD; (flags & GOES_ON) != 0;) {
		if (at + 4 > glyph.len) {
			return false;
		}
		flags = number(glyph.at + at, 2);
		uint32_t part = number(glyph.at + at + 2, 2);
		at += 4 + ((flags & ARE_WORDS) != 0 ? 4 : 2);
		at += (flags & HAS_SCALE) != 0 ? 2 : (flags & HAS_TWO_SCALES) != 0 ? 4 : (flags & HAS_MATRIX) != 0 ? 8 : 0;
		if (at > glyph.len || !is_whole(tables, part, depth + 1, visits)) {
			return false;
		}
	}
	return true;
}

static bool is_whole(const struct haru_glyf *tables, uint32_t number_of_glyph, unsigned depth, unsigned *visits) {
	enum { MAX_DEPTH = 8 };
	struct bytes glyph;
	if (depth > MAX_DEPTH || ++*visits > MAX_VISITS || !find(tables, number_of_glyph, &glyph)) {
		return false;
	}
	if (glyph.len == 0) {
		return true;
	}
	if (glyph.len < HEAD) {
		return false;
	}
	unsigned contours = number(glyph.at, 2);
	return contours < 0x8000 ? is_whole_outline(glyph, contours) : are_whole_parts(tables, glyph, depth, visits);
}

bool haru_glyf_is_whole(const struct haru_glyf *tables, uint32_t glyph) {
	unsigned visits = 0;
	return is_whole(tables, glyph, 0, &visits);
}
