/* unicode.c - write which text each glyph of a font stands for. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <hb.h>
#include <stdlib.h>

#include "haru/font.h"
#include "haru/syntax.h"

static const char head[] =
	"/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
	"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
	"/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
	"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n";
static const char tail[] = "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n";

enum { ROWS = 100 }; /* more are not allowed between begin and end (Adobe Technical Note 5014) */

/* What PDF/A-2 and PDF/UA-1 forbid in a ToUnicode map: U+0000, U+FEFF, U+FFFE. */
static bool is_forbidden(uint32_t codepoint) {
	return codepoint == 0 || codepoint == 0xfeff || codepoint == 0xfffe;
}

static bool is_mappable(const char *text, size_t len) {
	const char *end = text + len;
	while (text < end) {
		if (is_forbidden(osp_utf8_next(&text, end))) {
			return false;
		}
	}
	return true;
}

/* The first character that the font's own cmap has for each used glyph that no run gave a text. */
static uint32_t *read_cmap(const struct haru_font *font) {
	uint32_t *characters = calloc(font->glyph_count, sizeof *characters);
	hb_set_t *all = hb_set_create();
	if (characters == NULL) {
		abort();
	}
	hb_face_collect_unicodes(font->face, all);
	hb_codepoint_t codepoint = HB_SET_VALUE_INVALID;
	while (hb_set_next(all, &codepoint)) {
		hb_codepoint_t glyph;
		if (hb_font_get_nominal_glyph(font->font, codepoint, &glyph) && glyph < font->glyph_count && characters[glyph] == 0 &&
		    !is_forbidden(codepoint)) {
			characters[glyph] = codepoint;
		}
	}
	hb_set_destroy(all);
	return characters;
}

static void put_code(osp_buf *out, uint32_t code) {
	static const char hex[] = "0123456789ABCDEF";
	char row[7] = { '<', hex[code >> 12], hex[code >> 8 & 15], hex[code >> 4 & 15], hex[code & 15], '>', '<' };
	osp_buf_add(out, row, sizeof row);
}

static void put_row(osp_buf *out, const struct haru_font *font, uint32_t glyph, uint32_t **cmap) {
	const struct haru_slot *slot = &font->slots[glyph];
	put_code(out, slot->code);
	if (slot->text != NULL && is_mappable(slot->text, slot->text_len)) {
		haru_put_utf16(out, slot->text, slot->text_len);
		osp_buf_puts(out, ">\n");
		return;
	}
	if (*cmap == NULL) {
		*cmap = read_cmap(font);
	}
	char bytes[4];
	size_t len = osp_utf8_encode((*cmap)[glyph] != 0 ? (*cmap)[glyph] : 0xfffd, bytes);
	haru_put_utf16(out, bytes, len);
	osp_buf_puts(out, ">\n");
}

void haru_put_unicode_map(osp_buf *out, const struct haru_font *font, const uint32_t *glyphs, size_t count) {
	uint32_t *cmap = NULL;
	osp_buf_add(out, head, sizeof head - 1);
	for (size_t i = 0; i < count; i++) {
		if (i % ROWS == 0) {
			haru_put_int(out, (int64_t)(count - i < ROWS ? count - i : ROWS));
			osp_buf_puts(out, " beginbfchar\n");
		}
		put_row(out, font, glyphs[i], &cmap);
		if (i % ROWS == ROWS - 1 || i + 1 == count) {
			osp_buf_puts(out, "endbfchar\n");
		}
	}
	osp_buf_add(out, tail, sizeof tail - 1);
	free(cmap);
}
