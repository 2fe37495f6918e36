/* cff.c - tell a CFF font's kind, and give its glyphs CIDs of our own. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/cff.h"

struct bytes {
	const uint8_t *data;
	size_t len;
	bool failed;                 /* something beyond the end was asked for */
};

static uint32_t number(struct bytes *bytes, size_t at, unsigned size) {
	if (size > 4 || at > bytes->len || bytes->len - at < size) {
		bytes->failed = true;
		return 0;
	}
	uint32_t value = 0;
	for (unsigned i = 0; i < size; i++) {
		value = value << 8 | bytes->data[at + i];
	}
	return value;
}

struct index {
	size_t first, second, end;   /* where the first two objects begin, and where the INDEX ends */
};

/* An INDEX (section 5): count, offset size, count + 1 offsets, data. */
static struct index read_index(struct bytes *bytes, size_t at) {
	uint32_t count = number(bytes, at, 2);
	if (count == 0) {
		return (struct index){ at + 2, at + 2, at + 2 };
	}
	unsigned size = number(bytes, at + 2, 1);
	if (size < 1 || size > 4) {
		bytes->failed = true;
		return (struct index){ 0 };
	}
	size_t offsets = at + 3;
	size_t data = offsets + ((size_t)count + 1) * size - 1;
	return (struct index){
		.first = data + number(bytes, offsets, size),
		.second = data + number(bytes, offsets + size, size),
		.end = data + number(bytes, offsets + (size_t)count * size, size),
	};
}

struct top {
	bool has_ros;
	int32_t charset;             /* where it stands; up to 2 a predefined one */
	size_t charset_at;           /* where the DICT says so */
};

/* A real number: nibbles until one is 15 (section 4, table 5). */
static size_t skip_real(struct bytes *bytes, size_t at) {
	while (!bytes->failed) {
		uint32_t pair = number(bytes, at++, 1);
		if ((pair & 15) == 15 || pair >> 4 == 15) {
			break;
		}
	}
	return at;
}

/* One operand of a DICT (section 4); *at moves behind it. */
static int32_t operand(struct bytes *bytes, size_t *at) {
	uint32_t lead = number(bytes, (*at)++, 1);
	if (lead == 28) {
		*at += 2;
		return (int16_t)number(bytes, *at - 2, 2);
	}
	if (lead == 29) {
		*at += 4;
		return (int32_t)number(bytes, *at - 4, 4);
	}
	if (lead == 30) {
		*at = skip_real(bytes, *at);
		return 0;
	}
	if (lead >= 32 && lead <= 246) {
		return (int32_t)lead - 139;
	}
	if (lead >= 247 && lead <= 254) {
		int32_t low = (int32_t)number(bytes, (*at)++, 1);
		return lead <= 250 ? ((int32_t)lead - 247) * 256 + low + 108 : -((int32_t)lead - 251) * 256 - low - 108;
	}
	return 0; /* reserved: no operand */
}

static struct top read_top(struct bytes *bytes, size_t at, size_t end) {
	struct top top = { 0 };
	int32_t last = 0;
	size_t last_at = at;
	while (at < end && !bytes->failed) {
		uint32_t lead = number(bytes, at, 1);
		if (lead > 21) {
			last_at = at;
			last = operand(bytes, &at);
			continue;
		}
		at++;
		if (lead == 12) {
			top.has_ros |= number(bytes, at++, 1) == 30;
		} else if (lead == 15) {
			top.charset = last;
			top.charset_at = last_at;
		}
		last = 0;
	}
	return top;
}

static struct top find_top(struct bytes *bytes) {
	struct index names = read_index(bytes, number(bytes, 2, 1));
	struct index tops = bytes->failed ? names : read_index(bytes, names.end);
	return bytes->failed ? (struct top){ 0 } : read_top(bytes, tops.first, tops.second);
}

enum haru_cff haru_cff_read(const uint8_t *data, size_t len) {
	struct bytes bytes = { data, len, false };
	struct top top = find_top(&bytes);
	if (bytes.failed || top.charset < 0) {
		return HARU_CFF_BROKEN;
	}
	/* The predefined charsets 0, 1, 2 are for name-keyed fonts; a CID font that names one is read as the identity. */
	return top.has_ros && top.charset > 2 ? HARU_CFF_CID : HARU_CFF_NAMED;
}

bool haru_cff_set_cids(const uint8_t *data, size_t len, const uint16_t *cids, uint32_t glyph_count, osp_buf *out) {
	enum { LONG_NUMBER = 29, FORMAT_LIST = 0 };
	struct bytes bytes = { data, len, false };
	struct top top = find_top(&bytes);
	if (bytes.failed || !top.has_ros || top.charset <= 2 || len > INT32_MAX || data[top.charset_at] != LONG_NUMBER) {
		return false;
	}
	osp_buf_add(out, data, len);
	for (unsigned i = 0; i < 4; i++) { /* section 4: a number of four bytes, the highest first */
		out->data[top.charset_at + 1 + i] = (char)(len >> (24 - 8 * i));
	}
	osp_buf_putc(out, FORMAT_LIST);
	for (uint32_t glyph = 1; glyph < glyph_count; glyph++) {
		osp_buf_putc(out, (char)(cids[glyph] >> 8));
		osp_buf_putc(out, (char)cids[glyph]);
	}
	return true;
}
