/* lettering.c - set short lines of text in the fonts that the volume has. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <hb.h>
#include <stdlib.h>
#include <string.h>

#include "edition.h"

/*
 * Slugs, numbers and lists of links are no matter of style sheets, so they are
 * set here: each character in the first upright text font of the volume that has it,
 * runs shaped by HarfBuzz.
 */
struct lettering {
	const osp_pages *pages;
	hb_font_t **fonts;       /* by index; NULL = not opened yet */
	uint32_t *order;         /* which are asked first */
	size_t count;
};

static int rank(const osp_font *font) {
	return (font->symbolic ? 4 : 0) + (font->italic ? 2 : 0) + (font->weight == 400 ? 0 : 1);
}

struct lettering *lettering_new(const osp_pages *pages) {
	struct lettering *lettering = calloc(1, sizeof *lettering);
	hb_font_t **fonts = calloc(pages->font_count + 1, sizeof(hb_font_t *));
	uint32_t *order = calloc(pages->font_count + 1, sizeof *order);
	if (lettering == NULL || fonts == NULL || order == NULL) {
		abort(); /* as osp_buf: out of memory ends the program */
	}
	*lettering = (struct lettering){ pages, fonts, order, 0 };
	for (int wanted = 0; wanted < 8; wanted++) {
		for (size_t i = 0; i < pages->font_count; i++) {
			if (rank(pages->fonts[i]) == wanted) {
				order[lettering->count++] = (uint32_t)i;
			}
		}
	}
	return lettering;
}

void lettering_free(struct lettering *lettering) {
	if (lettering == NULL) {
		return;
	}
	for (size_t i = 0; i < lettering->pages->font_count; i++) {
		hb_font_destroy(lettering->fonts[i]);
	}
	free(lettering->fonts);
	free(lettering->order);
	free(lettering);
}

static hb_font_t *font_at(struct lettering *lettering, uint32_t index) {
	if (lettering->fonts[index] == NULL) {
		const osp_font *info = lettering->pages->fonts[index];
		hb_blob_t *blob = hb_blob_create_from_file(info->path);
		hb_face_t *face = hb_face_create(blob, info->face);
		lettering->fonts[index] = hb_font_create(face);
		hb_variation_t variations[8];
		unsigned count = 0;
		for (const char *at = info->variations; at != NULL && *at != '\0' && count < 8; at += at[0] == ',' ? 1 : 0) {
			size_t len = strcspn(at, ",");
			count += hb_variation_from_string(at, (int)len, &variations[count]) ? 1 : 0;
			at += len;
		}
		hb_font_set_variations(lettering->fonts[index], variations, count);
		hb_face_destroy(face);
		hb_blob_destroy(blob);
	}
	return lettering->fonts[index];
}

/* UINT32_MAX: no font has it. */
static uint32_t font_for(struct lettering *lettering, uint32_t character) {
	hb_codepoint_t glyph;
	for (size_t i = 0; i < lettering->count; i++) {
		if (hb_font_get_nominal_glyph(font_at(lettering, lettering->order[i]), character, &glyph)) {
			return lettering->order[i];
		}
	}
	return UINT32_MAX;
}

osp_item *drawing_item(struct drawing *drawing, osp_item_kind kind) {
	osp_page *page = &drawing->page;
	if (page->item_count == drawing->capacity) {
		drawing->capacity = drawing->capacity == 0 ? 32 : drawing->capacity * 2;
		osp_item *items = osp_job_alloc(drawing->job, drawing->capacity * sizeof *items);
		if (page->item_count > 0) {
			memcpy(items, page->items, page->item_count * sizeof *items);
		}
		page->items = items;
	}
	osp_item *item = &page->items[page->item_count++];
	*item = (osp_item){ .kind = kind, .color = 0x000000ff };
	return item;
}

void drawing_rect(struct drawing *drawing, osp_len x, osp_len y, osp_len width, osp_len height, osp_color color) {
	osp_item *item = drawing_item(drawing, OSP_ITEM_RECT);
	item->color = color;
	item->x = x;
	item->y = y;
	item->width = width;
	item->height = height;
}

struct run { uint32_t font; const char *text; size_t len; osp_len size; osp_color color; osp_len x, y; };

static osp_len set_run(struct lettering *lettering, struct drawing *drawing, const struct run *run) {
	hb_font_t *font = font_at(lettering, run->font);
	hb_buffer_t *buffer = hb_buffer_create();
	hb_buffer_add_utf8(buffer, run->text, (int)run->len, 0, (int)run->len);
	hb_buffer_guess_segment_properties(buffer);
	hb_buffer_set_language(buffer, hb_language_from_string(lettering->pages->volume->lang, -1));
	hb_shape(font, buffer, NULL, 0);
	unsigned count;
	const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
	const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);
	int64_t em = hb_face_get_upem(hb_font_get_face(font)), pen = 0;
	osp_glyph *glyphs = drawing == NULL ? NULL : osp_job_alloc(drawing->job, (count + 1) * sizeof *glyphs);
	for (unsigned i = 0; i < count; i++) {
		if (glyphs != NULL) {
			glyphs[i] = (osp_glyph){ .id = infos[i].codepoint, .text_at = infos[i].cluster,
				.x = (osp_len)((pen + positions[i].x_offset) * run->size / em), .y = (osp_len)(-(int64_t)positions[i].y_offset * run->size / em),
				.advance = (osp_len)((int64_t)positions[i].x_advance * run->size / em) };
		}
		pen += positions[i].x_advance;
	}
	hb_buffer_destroy(buffer);
	osp_len width = (osp_len)(pen * run->size / em);
	if (drawing != NULL && count > 0) {
		osp_item *item = drawing_item(drawing, OSP_ITEM_GLYPHS);
		item->color = run->color;
		item->x = run->x;
		item->y = run->y;
		item->width = width;
		item->as.glyphs.font = run->font;
		item->as.glyphs.size = run->size;
		item->as.glyphs.count = count;
		item->as.glyphs.glyphs = glyphs;
		item->as.glyphs.text = osp_job_strndup(drawing->job, run->text, run->len);
		item->as.glyphs.text_len = (uint32_t)run->len;
		item->as.glyphs.lang = "";
	}
	return width;
}

osp_len lettering_line(struct lettering *lettering, struct drawing *drawing, const char *text, size_t len, osp_len size, osp_color color,
                       osp_len x, osp_len y) {
	const char *end = text + len;
	osp_len width = 0;
	while (text < end) {
		struct run run = { .font = UINT32_MAX, .text = text, .size = size, .color = color, .x = x + width, .y = y };
		const char *at = text;
		while (at < end) {
			const char *next = at;
			uint32_t character = osp_utf8_next(&next, end);
			uint32_t font = character == ' ' && run.font != UINT32_MAX ? run.font : font_for(lettering, character);
			if (at > text && font != run.font) {
				break;
			}
			run.font = font;
			at = next;
		}
		run.len = (size_t)(at - text);
		width += run.font == UINT32_MAX ? 0 : set_run(lettering, drawing, &run);
		text = at;
	}
	return width;
}

/* Where the line that begins at `text` may be broken at the latest: behind a space or a mark of an address, else anywhere. */
static size_t fit_line(struct lettering *lettering, const char *text, size_t len, osp_len size, osp_len width) {
	const char *end = text + len, *good = NULL, *at = text;
	osp_len used = 0;
	while (at < end) {
		const char *next = at;
		uint32_t character = osp_utf8_next(&next, end);
		used += lettering_line(lettering, NULL, at, (size_t)(next - at), size, 0, 0, 0);
		if (used > width && at > text) {
			return (size_t)((good == NULL ? at : good) - text);
		}
		at = next;
		bool is_break = character == ' ' || character == '/' || character == '-' || character == '&' || character == '?' || character >= 0x2e80;
		good = is_break ? at : good;
	}
	return len;
}

unsigned lettering_lines(struct lettering *lettering, struct drawing *drawing, const char *text, osp_len size, osp_color color, osp_len x,
                         osp_len y, osp_len width, osp_len leading) {
	size_t len = strlen(text);
	unsigned lines = 0;
	while (len > 0) {
		size_t here = fit_line(lettering, text, len, size, width);
		if (drawing != NULL) {
			lettering_line(lettering, drawing, text, here, size, color, x, y + (osp_len)lines * leading);
		}
		text += here;
		len -= here;
		lines++;
	}
	return lines;
}
