/* embed.c - write a font into the file. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>
#include <stdlib.h>

#include "haru/font.h"
#include "haru/subset.h"
#include "haru/syntax.h"

enum { LEVEL = 1 }; /* outlines are packed by their own format: 6 takes twice as long and saves a fiftieth */

struct order { uint16_t code; uint32_t glyph; };

static int by_code(const void *a, const void *b) {
	const struct order *x = a, *y = b;
	return (x->code > y->code) - (x->code < y->code);
}

/* The used glyphs by rising code; one for each code. */
static uint32_t *list_glyphs(const struct haru_font *font, size_t *ret_count) {
	struct order *orders = calloc(font->used + 1, sizeof *orders);
	uint32_t *glyphs = calloc(font->used + 1, sizeof *glyphs);
	if (orders == NULL || glyphs == NULL) {
		abort();
	}
	size_t count = 0, kept = 0;
	for (uint32_t glyph = 0; glyph < font->glyph_count; glyph++) {
		if (font->slots[glyph].is_used) {
			orders[count++] = (struct order){ font->slots[glyph].code, glyph };
		}
	}
	qsort(orders, count, sizeof *orders, by_code);
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || orders[i].code != orders[i - 1].code) {
			glyphs[kept++] = orders[i].glyph;
		}
	}
	free(orders);
	*ret_count = kept;
	return glyphs;
}

/* Six letters that tell subsets of one font apart (ISO 32000-1, 9.6.4), made from the glyphs, so the same in every build. */
static void put_font_name(osp_buf *out, const struct haru_font *font, const uint32_t *glyphs, size_t count) {
	uint64_t hash = 0xcbf29ce484222325u;
	for (size_t i = 0; i < count; i++) {
		hash = (hash ^ glyphs[i]) * 0x100000001b3u;
		hash ^= hash >> 29;
	}
	for (unsigned i = 0; i < 6; i++) {
		osp_buf_putc(out, (char)('A' + hash % 26));
		hash /= 26;
	}
	osp_buf_putc(out, '+');
	char name[100];
	unsigned len = sizeof name;
	hb_ot_name_get_utf8(font->face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &len, name);
	osp_buf letters = OSP_BUF_INIT;
	osp_buf_puts(&letters, "");
	for (const char *c = name; len > 0 && *c != '\0'; c++) {
		bool is_plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || *c == '-' || *c == '_';
		if (is_plain) {
			osp_buf_putc(&letters, *c);
		}
	}
	osp_buf_puts(out, letters.len == 0 ? "Font" : letters.data);
	osp_buf_done(&letters);
}

static int32_t in_thousandths(const struct haru_font *font, int64_t value) {
	return (int32_t)(value * 1000 / font->units_per_em);
}

static int32_t metric(const struct haru_font *font, hb_ot_metrics_tag_t tag) {
	hb_position_t value = 0;
	hb_ot_metrics_get_position_with_fallback(font->font, tag, &value);
	return in_thousandths(font, value);
}

static void put_font_box(osp_buf *out, const struct haru_font *font) {
	hb_blob_t *head = hb_face_reference_table(font->face, HB_TAG('h', 'e', 'a', 'd'));
	unsigned len;
	const unsigned char *bytes = (const unsigned char *)hb_blob_get_data(head, &len);
	osp_buf_puts(out, "/FontBBox[");
	for (unsigned i = 0; i < 4; i++) { /* xMin yMin xMax yMax stand at byte 36 */
		int value = len < 44 ? 0 : bytes[36 + 2 * i] << 8 | bytes[37 + 2 * i];
		value -= value >= 0x8000 ? 0x10000 : 0;
		osp_buf_putc(out, ' ');
		haru_put_int(out, in_thousandths(font, value));
	}
	osp_buf_putc(out, ']');
	hb_blob_destroy(head);
}

static haru_id put_descriptor(struct haru *haru, const struct haru_font *font, const osp_font *info, const char *name, haru_id program) {
	enum { SYMBOLIC = 4, ITALIC = 64 };
	osp_buf out = OSP_BUF_INIT;
	osp_buf_printf(&out, "<</Type/FontDescriptor/FontName/%s/Flags %d", name, SYMBOLIC | (info->italic ? ITALIC : 0));
	put_font_box(&out, font);
	osp_buf_puts(&out, "/ItalicAngle ");
	haru_put_int(&out, (int64_t)hb_style_get_value(font->font, HB_STYLE_TAG_SLANT_ANGLE));
	osp_buf_printf(&out, "/Ascent %d/Descent %d/CapHeight %d/StemV %d", metric(font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER),
	               metric(font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER), metric(font, HB_OT_METRICS_TAG_CAP_HEIGHT),
	               info->weight >= 600 ? 140 : 80);
	osp_buf_puts(&out, font->outlines == HARU_TRUETYPE ? "/FontFile2" : "/FontFile3");
	haru_put_ref(&out, program);
	osp_buf_puts(&out, ">>");
	haru_id id = haru_reserve(haru);
	haru_put(haru, id, out.data, out.len);
	osp_buf_done(&out);
	return id;
}

/* The commonest width: what the W array then need not list. */
static int32_t default_width(const struct haru_font *font, const uint32_t *glyphs, size_t count) {
	uint32_t tally[2048] = { 0 };
	int32_t best = 1000;
	for (size_t i = 0; i < count; i++) {
		int32_t width = font->slots[glyphs[i]].width;
		if (width >= 0 && width < 2048 && ++tally[width] > tally[best]) {
			best = width;
		}
	}
	return best;
}

/* The W array (9.7.4.3): "first [w w w]" for neighbours, "first last w" for a run of one width. */
static void put_widths(osp_buf *out, const struct haru_font *font, const uint32_t *glyphs, size_t count) {
	int32_t usual = default_width(font, glyphs, count);
	osp_buf_puts(out, "/DW ");
	haru_put_int(out, usual);
	osp_buf_puts(out, "/W[");
	bool is_open = false;
	int32_t next = -1;
	for (size_t i = 0; i < count; i++) {
		const struct haru_slot *slot = &font->slots[glyphs[i]];
		if (slot->width == usual) {
			continue;
		}
		if (slot->code != next) {
			osp_buf_puts(out, is_open ? "]" : "");
			haru_put_int(out, slot->code);
			osp_buf_putc(out, '[');
		} else {
			osp_buf_putc(out, ' ');
		}
		is_open = true;
		haru_put_int(out, slot->width);
		next = slot->code + 1;
	}
	osp_buf_puts(out, is_open ? "]]" : "]");
}

/* Two bytes for each code: the glyph in the subset. */
static haru_id put_glyph_map(struct haru *haru, const struct haru_font *font, const uint32_t *glyphs, size_t count, const hb_map_t *map) {
	size_t size = count == 0 ? 2 : 2 * ((size_t)font->slots[glyphs[count - 1]].code + 1);
	unsigned char *bytes = calloc(1, size);
	if (bytes == NULL) {
		abort();
	}
	for (size_t i = 0; i < count; i++) {
		hb_codepoint_t glyph = hb_map_get(map, glyphs[i]);
		size_t at = 2 * (size_t)font->slots[glyphs[i]].code;
		glyph = glyph == HB_MAP_VALUE_INVALID ? 0 : glyph;
		bytes[at] = (unsigned char)(glyph >> 8);
		bytes[at + 1] = (unsigned char)glyph;
	}
	haru_id id = haru_reserve(haru);
	haru_put_deflated(haru, id, "", bytes, size, LEVEL);
	free(bytes);
	return id;
}

static haru_id put_program(struct haru *haru, const struct haru_font *font, const struct haru_subset *subset) {
	osp_buf entries = OSP_BUF_INIT;
	if (font->outlines == HARU_TRUETYPE) {
		osp_buf_puts(&entries, "/Length1 ");
		haru_put_int(&entries, (int64_t)subset->program_len);
	} else {
		osp_buf_puts(&entries, "/Subtype/CIDFontType0C");
	}
	haru_id id = haru_reserve(haru);
	haru_put_deflated(haru, id, entries.data, subset->program, subset->program_len, LEVEL);
	osp_buf_done(&entries);
	return id;
}

static void put_descendant(osp_buf *out, const struct haru_font *font, const char *name, haru_id descriptor, haru_id glyph_map) {
	osp_buf_printf(out, "<</Type/Font/Subtype/%s/BaseFont/%s", font->outlines == HARU_TRUETYPE ? "CIDFontType2" : "CIDFontType0", name);
	osp_buf_puts(out, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor");
	haru_put_ref(out, descriptor);
	if (glyph_map != 0) {
		osp_buf_puts(out, "/CIDToGIDMap");
		haru_put_ref(out, glyph_map);
	}
}

void haru_font_embed(struct haru *haru, const struct haru_font *font, const osp_font *info, const struct haru_subset *subset) {
	size_t count;
	uint32_t *glyphs = list_glyphs(font, &count);
	osp_buf name = OSP_BUF_INIT, out = OSP_BUF_INIT, unicode = OSP_BUF_INIT;
	put_font_name(&name, font, glyphs, count);
	haru_id descriptor = put_descriptor(haru, font, info, name.data, put_program(haru, font, subset));
	haru_id glyph_map = 0;
	if (font->outlines == HARU_TRUETYPE) {
		glyph_map = put_glyph_map(haru, font, glyphs, count, hb_subset_plan_old_to_new_glyph_mapping(subset->plan));
	}
	put_descendant(&out, font, name.data, descriptor, glyph_map);
	put_widths(&out, font, glyphs, count);
	osp_buf_puts(&out, ">>");
	haru_id descendant = haru_reserve(haru), to_unicode = haru_reserve(haru);
	haru_put(haru, descendant, out.data, out.len);
	haru_put_unicode_map(&unicode, font, glyphs, count);
	haru_put_deflated(haru, to_unicode, "", unicode.data, unicode.len, LEVEL);
	osp_buf_clear(&out);
	osp_buf_printf(&out, "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%u 0 R]/ToUnicode %u 0 R>>", name.data,
	               descendant, to_unicode);
	haru_put(haru, font->id, out.data, out.len);
	osp_buf_done(&name);
	osp_buf_done(&out);
	osp_buf_done(&unicode);
	free(glyphs);
}
