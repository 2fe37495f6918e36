/* letters.c - reduce texts to letters, so that two that differ only in marks compare as one. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "tree/tree.h"

#include <string.h>

bool tree_is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

bool tree_is_latin(uint32_t c)
{
	return tree_is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

bool tree_is_mark(uint32_t c)
{
	if (c < 0x80) {
		return !tree_is_latin(c);
	}
	if (c >= 0x3400 && c < 0xFE00) {
		return false; /* Han, kana's neighbours, Hangul: nearly all that is asked */
	}
	return osp_char_is_cjk_mark(c) || osp_char_is_space(c) || (c >= 0xA0 && c < 0xC0 && c != 0xAA && c != 0xB5 && c != 0xBA) ||
		(c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F && !osp_char_is_han(c)) || (c >= 0xFE00 && c <= 0xFE6F) ||
		(c >= 0xFF00 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) || (c >= 0xFF3B && c <= 0xFF40) || (c >= 0xFF5B && c <= 0xFF65);
}

/* Behind the letters from `at` on that stay as they are: small Latin ones, digits and nearly all Han. */
static const char *skip_kept(const char *at, const char *end)
{
	while (at < end) {
		if ((*at >= 'a' && *at <= 'z') || tree_is_digit((unsigned char)*at)) {
			at++;
		} else if (osp_utf8_is_three(at, end) && osp_utf8_three(at) >= 0x3400) {
			at += 3;
		} else {
			break;
		}
	}
	return at;
}

void tree_letters(osp_buf *out, const char *text, size_t len)
{
	const char *end = text + len;
	for (const char *at = text; at < end;) {
		const char *begin = at;
		at = skip_kept(at, end);
		if (at > begin) {
			osp_buf_add(out, begin, (size_t)(at - begin));
			continue;
		}
		uint32_t c = osp_utf8_next(&at, end);
		if (tree_is_mark(c)) {
			continue;
		}
		if (c >= 0x80 && c < 0xFF01) {
			osp_buf_add(out, begin, (size_t)(at - begin));
			continue;
		}
		if (c >= 0xFF01 && c <= 0xFF5E) {
			c -= 0xFEE0;
		}
		if (c >= 'A' && c <= 'Z') {
			c += 'a' - 'A';
		}
		osp_buf_put_codepoint(out, c);
	}
}

void tree_letters_of(osp_buf *out, const osp_node *node)
{
	osp_buf text = OSP_BUF_INIT;
	osp_node_text_content(node, &text);
	if (text.len > 0) {
		tree_letters(out, text.data, text.len);
	}
	osp_buf_done(&text);
}

bool tree_same_letters(const char *one, const char *other)
{
	osp_buf a = OSP_BUF_INIT, b = OSP_BUF_INIT;
	tree_letters(&a, one, strlen(one));
	tree_letters(&b, other, strlen(other));
	bool same = a.len > 0 && a.len == b.len && memcmp(a.data, b.data, a.len) == 0;
	osp_buf_done(&a);
	osp_buf_done(&b);
	return same;
}

void tree_trim(const char **text, size_t *len)
{
	const char *start = *text, *end = *text + *len;
	for (const char *at = start; at < end; start = at) {
		if (!osp_char_is_space(osp_utf8_next(&at, end))) {
			break;
		}
	}
	while (end > start) {
		const char *last = end - 1;
		while (last > start && (*last & 0xC0) == 0x80) {
			last--;
		}
		const char *at = last;
		if (!osp_char_is_space(osp_utf8_next(&at, end))) {
			break;
		}
		end = last;
	}
	*text = start;
	*len = (size_t)(end - start);
}
