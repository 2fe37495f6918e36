/* drawing_ink.c - turn the colours of a drawing that cairo wrote into inks. */
/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* memmem */
#include "haru/drawing_ink.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_INFLATED = 256 << 20 };

struct span { const char *at, *end; };

static bool is_blank(char c) {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static bool is_number(struct span word) {
	for (const char *c = word.at; c < word.end; c++) {
		if ((*c < '0' || *c > '9') && *c != '.' && *c != '-') {
			return false;
		}
	}
	return word.at < word.end;
}

static bool take_word(struct span *text, struct span *ret) {
	while (text->at < text->end && is_blank(*text->at)) {
		text->at++;
	}
	ret->at = text->at;
	while (text->at < text->end && !is_blank(*text->at)) {
		text->at++;
	}
	ret->end = text->at;
	return ret->at < ret->end;
}

static bool is(struct span word, const char *name) {
	size_t len = strlen(name);
	return (size_t)(word.end - word.at) == len && memcmp(word.at, name, len) == 0;
}

/* "0.4" as 102, whatever the locale. */
static unsigned channel(struct span word) {
	uint64_t value = 0, scale = 1;
	bool is_behind_point = false;
	for (const char *c = word.at; c < word.end && scale < 1000000; c++) {
		if (*c == '-') {
			return 0;
		}
		is_behind_point |= *c == '.';
		if (*c >= '0' && *c <= '9' && value < 1000000) {
			value = value * 10 + (uint64_t)(*c - '0');
			scale *= is_behind_point ? 10 : 1;
		}
	}
	value = (value * 255 + scale / 2) / scale;
	return value > 255 ? 255 : (unsigned)value;
}

static void put_color(const struct haru_ink *ink, const struct span numbers[3], osp_buf *out) {
	osp_color color = 0xff;
	for (unsigned i = 0; i < 3; i++) {
		color |= (osp_color)channel(numbers[i]) << (24 - 8 * i);
	}
	haru_ink_put_fill(ink, out, color);
}

/* Operators that bring colours or data in other ways than cairo writes them. */
static bool is_foreign(struct span word) {
	static const char *const names[] = { "sc", "SC", "k", "K", "BI", "/DeviceRGB" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (is(word, names[i])) {
			return true;
		}
	}
	return *word.at == '(' || *word.at == '<';
}

bool drawing_ink_content(const struct haru_ink *ink, const char *bytes, size_t len, osp_buf *out) {
	struct span text = { bytes, bytes + len }, word, last[3] = { { bytes, bytes }, { bytes, bytes }, { bytes, bytes } };
	size_t starts[3] = { 0 }; /* of the last three words in `out` */
	while (take_word(&text, &word)) {
		bool is_fill = is(word, "rg"), is_stroke = is(word, "RG");
		if (is_foreign(word)) {
			return false;
		}
		if (is_fill || is_stroke) {
			if (!is_number(last[0]) || !is_number(last[1]) || !is_number(last[2])) {
				return false;
			}
			osp_buf_truncate(out, starts[0]);
			put_color(ink, last, out);
			char *operator = out->data + out->len - 2; /* the letter before the line's end */
			*operator = is_stroke ? (char)(*operator - 'a' + 'A') : *operator;
		}
		memmove(last, last + 1, 2 * sizeof *last);
		memmove(starts, starts + 1, 2 * sizeof *starts);
		last[2] = word;
		starts[2] = out->len;
		if (!is_fill && !is_stroke) {
			osp_buf_add(out, word.at, (size_t)(word.end - word.at));
			osp_buf_putc(out, is_number(word) ? ' ' : '\n');
		}
	}
	return true;
}

/* "[1 0 .5 ]" behind a gradient's end; what has one number (a mask) stays. */
static bool put_end(const struct haru_ink *ink, struct span *text, osp_buf *out) {
	struct span at = *text, word, numbers[3];
	while (at.at < at.end && is_blank(*at.at)) {
		at.at++;
	}
	if (at.at == at.end || *at.at++ != '[') {
		return false;
	}
	for (unsigned i = 0; i < 3; i++) {
		if (!take_word(&at, &numbers[i])) {
			return false;
		}
		if (i == 1 && is(numbers[i], "]")) {
			return true; /* copied by whoever called */
		}
		if (!is_number(numbers[i])) {
			return false;
		}
	}
	if (!take_word(&at, &word) || !is(word, "]")) {
		return false;
	}
	size_t before = out->len;
	osp_buf_puts(out, " [");
	put_color(ink, numbers, out);
	while (out->len > before && (is_blank(out->data[out->len - 1]) || (out->data[out->len - 1] >= 'a' && out->data[out->len - 1] <= 'z'))) {
		osp_buf_truncate(out, out->len - 1); /* the operator */
	}
	osp_buf_puts(out, " ]");
	*text = at;
	return true;
}

bool drawing_ink_dictionary(const struct haru_ink *ink, const char *bytes, size_t len, osp_buf *out) {
	static const char rgb[] = "/DeviceRGB";
	if (memmem(bytes, len, "/ICCBased", 9) != NULL || memmem(bytes, len, "/Indexed", 8) != NULL ||
	    (memmem(bytes, len, "/ShadingType ", 13) != NULL && memmem(bytes, len, "/ShadingType 2", 14) == NULL && memmem(bytes, len, "/ShadingType 3", 14) == NULL)) {
		return false;
	}
	for (struct span text = { bytes, bytes + len }; text.at < text.end;) {
		size_t left = (size_t)(text.end - text.at);
		if (left >= sizeof rgb - 1 && memcmp(text.at, rgb, sizeof rgb - 1) == 0) {
			osp_buf_putc(out, '/');
			osp_buf_puts(out, haru_ink_space(ink));
			text.at += sizeof rgb - 1;
		} else if (left > 4 && (memcmp(text.at, "/C0 ", 4) == 0 || memcmp(text.at, "/C1 ", 4) == 0)) {
			osp_buf_add(out, text.at, 3);
			text.at += 3;
			if (!put_end(ink, &text, out)) {
				return false;
			}
		} else {
			osp_buf_putc(out, *text.at++);
		}
	}
	return true;
}

bool drawing_inflate(const char *bytes, size_t len, osp_buf *out) {
	struct libdeflate_decompressor *inflate = libdeflate_alloc_decompressor();
	size_t room = len * 8 + 4096, made = 0;
	enum libdeflate_result result = LIBDEFLATE_INSUFFICIENT_SPACE;
	while (inflate != NULL && result == LIBDEFLATE_INSUFFICIENT_SPACE && room <= MAX_INFLATED) {
		char *grown = realloc(out->data, room);
		if (grown == NULL) {
			break;
		}
		out->data = grown;
		out->capacity = room;
		result = libdeflate_zlib_decompress(inflate, bytes, len, out->data, room, &made);
		room *= 4;
	}
	libdeflate_free_decompressor(inflate);
	out->len = result == LIBDEFLATE_SUCCESS ? made : 0;
	return result == LIBDEFLATE_SUCCESS;
}
