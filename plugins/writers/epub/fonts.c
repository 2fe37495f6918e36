/* fonts.c - the fonts of the printed volume, cut down to what it shows, for an e-book that keeps its look. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "book.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <string.h>

/* OS/2 fsType (OpenType): what the licence allows. Bits 0 to 3 forbid or allow embedding, bit 8 forbids to subset. */
enum { FS_TYPE_AT = 8, FS_RESTRICTED = 2, FS_LEVEL = 0xF, FS_NO_SUBSET = 0x100 };

static unsigned fs_type(hb_face_t *face)
{
	hb_blob_t *table = hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
	unsigned len;
	const unsigned char *bytes = (const unsigned char *)hb_blob_get_data(table, &len);
	unsigned type = len > FS_TYPE_AT + 1 ? bytes[FS_TYPE_AT] * 256u + bytes[FS_TYPE_AT + 1] : 0;
	hb_blob_destroy(table);
	return type;
}

static void collect_characters(const osp_pages *pages, hb_set_t **characters)
{
	for (size_t p = 0; p < pages->page_count; p++) {
		for (size_t i = 0; i < pages->pages[p]->item_count; i++) {
			const osp_item *item = &pages->pages[p]->items[i];
			if (item->kind != OSP_ITEM_GLYPHS)
				continue;
			const char *at = item->as.glyphs.text, *end = at + item->as.glyphs.text_len;
			while (at < end)
				hb_set_add(characters[item->as.glyphs.font], osp_utf8_next(&at, end));
		}
	}
}

/* A reading system can't be asked for an instance of a variable font, so the axes stand where the page had them. */
static void pin_axes(hb_subset_input_t *input, hb_face_t *face, const char *variations)
{
	hb_ot_var_axis_info_t axes[32];
	unsigned count = sizeof axes / sizeof *axes;
	hb_ot_var_get_axis_infos(face, 0, &count, axes);
	for (unsigned i = 0; i < count; i++)
		hb_subset_input_pin_axis_to_default(input, face, axes[i].tag);
	while (*variations != '\0') {
		size_t len = strcspn(variations, ",");
		hb_variation_t variation;
		if (hb_variation_from_string(variations, (int)len, &variation))
			hb_subset_input_pin_axis_location(input, face, variation.tag, variation.value);
		variations += len + (variations[len] == ',' ? 1 : 0);
	}
}

static hb_face_t *subset(hb_face_t *face, const osp_font *font, const hb_set_t *characters)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	if (input == NULL)
		return NULL;
	hb_set_union(hb_subset_input_unicode_set(input), characters);
	/* The names keep who made the font and under which licence (13, 14), as the OFL asks. */
	hb_set_add_range(hb_subset_input_set(input, HB_SUBSET_SETS_NAME_ID), 0, 14);
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
	if (hb_ot_var_has_data(face))
		pin_axes(input, face, font->variations);
	hb_face_t *made = hb_subset_or_fail(face, input);
	hb_subset_input_destroy(input);
	return made;
}

static void add_font(struct book *book, const osp_font *font, const hb_set_t *characters, hb_face_t *face)
{
	hb_face_t *made = subset(face, font, characters);
	hb_blob_t *blob = made != NULL ? hb_face_reference_blob(made) : hb_blob_get_empty();
	unsigned len;
	const char *bytes = hb_blob_get_data(blob, &len);
	if (len == 0) {
		osp_warn(book->job, OSP_NOWHERE, "epub/font", "the font \"%s\" could not be cut down to its characters, so the book leaves it to the reader", font->family);
	} else {
		bool is_cff = len > 4 && memcmp(bytes, "OTTO", 4) == 0;
		struct book_font *added = &book->fonts[book->font_count++];
		*added = (struct book_font){ .font = font, .bytes = OSP_BUF_INIT };
		added->name = osp_job_printf(book->job, "%zu.%s", book->font_count, is_cff ? "otf" : "ttf");
		added->media_type = is_cff ? "font/otf" : "font/ttf";
		osp_buf_add(&added->bytes, bytes, len);
	}
	hb_blob_destroy(blob);
	hb_face_destroy(made);
}

static void embed(struct book *book, const osp_font *font, const hb_set_t *characters)
{
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(font->path);
	if (blob == NULL) {
		osp_warn(book->job, OSP_NOWHERE, "epub/font", "the font \"%s\" could not be read, so the book leaves it to the reader", font->family);
		return;
	}
	hb_face_t *face = hb_face_create(blob, font->face);
	unsigned type = fs_type(face);
	if ((type & FS_LEVEL) == FS_RESTRICTED || (type & FS_NO_SUBSET) != 0)
		osp_warn(book->job, OSP_NOWHERE, "epub/font", "the font \"%s\" says that its licence does not allow a part of it in a book, so the book leaves it to the reader", font->family);
	else
		add_font(book, font, characters, face);
	hb_face_destroy(face);
	hb_blob_destroy(blob);
}

void fonts_embed(struct book *book, const osp_pages *pages)
{
	hb_set_t **characters = osp_job_alloc(book->job, (pages->font_count + 1) * sizeof *characters);
	for (size_t i = 0; i < pages->font_count; i++)
		characters[i] = hb_set_create();
	collect_characters(pages, characters);
	book->fonts = osp_job_alloc(book->job, (pages->font_count + 1) * sizeof *book->fonts);
	for (size_t i = 0; i < pages->font_count; i++) {
		if (!hb_set_is_empty(characters[i]))
			embed(book, pages->fonts[i], characters[i]);
		hb_set_destroy(characters[i]);
	}
}

void fonts_write_faces(const struct book *book, osp_buf *out)
{
	for (size_t i = 0; i < book->font_count; i++) {
		const osp_font *font = book->fonts[i].font;
		osp_buf_printf(out, "@font-face { font-family: \"%s\"; font-weight: %u; font-style: %s; src: url(fonts/%s); }\n", font->family,
			       font->weight, font->italic ? "italic" : "normal", book->fonts[i].name);
	}
}

void fonts_done(struct book *book)
{
	for (size_t i = 0; i < book->font_count; i++)
		osp_buf_done(&book->fonts[i].bytes);
}
