/* labels.c - page labels: i, ii, 1, 2, as printed. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "haru/document.h"
#include "haru/syntax.h"

enum style { STYLE_NONE = 0, STYLE_DECIMAL = 'D', STYLE_LOWER = 'r', STYLE_UPPER = 'R' };

struct label { enum style style; uint32_t value; };

enum { MAX_ROMAN = 4000, ROMAN_ROOM = 20 };

/* Roman numerals as PDF viewers count them, lower case. */
static void write_roman(uint32_t value, char out[ROMAN_ROOM]) {
	static const struct { uint32_t value; const char *letters; } parts[] = {
		{ 1000, "m" }, { 900, "cm" }, { 500, "d" }, { 400, "cd" }, { 100, "c" }, { 90, "xc" }, { 50, "l" },
		{ 40, "xl" }, { 10, "x" }, { 9, "ix" }, { 5, "v" }, { 4, "iv" }, { 1, "i" },
	};
	size_t at = 0;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		for (; value >= parts[i].value; value -= parts[i].value) {
			for (const char *letter = parts[i].letters; *letter != '\0'; letter++) {
				out[at++] = *letter;
			}
		}
	}
	out[at] = '\0';
}

static struct label read_decimal(const char *text) {
	uint32_t value = 0;
	size_t len = strlen(text);
	bool is_number = len > 0 && len < 9 && text[0] != '0';
	for (size_t i = 0; is_number && i < len; i++) {
		is_number = text[i] >= '0' && text[i] <= '9';
		value = value * 10 + (uint32_t)(text[i] - '0');
	}
	return is_number ? (struct label){ STYLE_DECIMAL, value } : (struct label){ STYLE_NONE, 0 };
}

static uint32_t roman_digit(char c) {
	static const char letters[] = "ivxlcdm";
	static const uint32_t values[] = { 1, 5, 10, 50, 100, 500, 1000 };
	const char *found = c == '\0' ? NULL : strchr(letters, c);
	return found == NULL ? 0 : values[found - letters];
}

static struct label read_roman(const char *text) {
	char lower[ROMAN_ROOM], again[ROMAN_ROOM];
	size_t len = strlen(text);
	if (len == 0 || len >= ROMAN_ROOM) {
		return (struct label){ STYLE_NONE, 0 };
	}
	bool is_upper = text[0] >= 'A' && text[0] <= 'Z';
	uint32_t value = 0;
	for (size_t i = 0; i <= len; i++) {
		lower[i] = is_upper && i < len ? (char)(text[i] + ('a' - 'A')) : text[i];
	}
	for (size_t i = 0; i < len; i++) {
		uint32_t digit = roman_digit(lower[i]);
		value += digit < roman_digit(lower[i + 1]) ? 0 - digit : digit;
	}
	if (value == 0 || value >= MAX_ROMAN) {
		return (struct label){ STYLE_NONE, 0 };
	}
	write_roman(value, again);
	return strcmp(again, lower) == 0 ? (struct label){ is_upper ? STYLE_UPPER : STYLE_LOWER, value } : (struct label){ STYLE_NONE, 0 };
}

static struct label read_label(const char *text) {
	struct label label = read_decimal(text);
	return label.style != STYLE_NONE ? label : read_roman(text);
}

void haru_labels_put(struct haru_document *document, const char *const *labels, size_t count) {
	osp_buf out = OSP_BUF_INIT;
	struct label last = { STYLE_NONE, 0 };
	osp_buf_puts(&out, "<</Nums[");
	for (size_t i = 0; i < count; i++) {
		const char *text = labels[i] == NULL ? "" : labels[i];
		struct label label = read_label(text);
		bool goes_on = i > 0 && label.style != STYLE_NONE && label.style == last.style && label.value == last.value + 1;
		last = label;
		if (goes_on) {
			continue;
		}
		haru_put_int(&out, (int64_t)i);
		osp_buf_puts(&out, "<<");
		if (label.style != STYLE_NONE) {
			osp_buf_printf(&out, "/S/%c/St %u", (char)label.style, label.value);
		} else {
			osp_buf_puts(&out, "/P");
			haru_put_text(&out, text, strlen(text));
		}
		osp_buf_puts(&out, ">>");
	}
	osp_buf_puts(&out, "]>>");
	haru_id id = haru_reserve(document->haru);
	haru_put(document->haru, id, out.data, out.len);
	haru_catalog_ref(document->haru, "PageLabels", id);
	osp_buf_done(&out);
}
