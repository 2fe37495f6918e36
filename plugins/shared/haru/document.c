/* document.c - open and close a PDF, find its fonts and pictures. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/document.h"

#include <stdlib.h>
#include <string.h>

#include "haru/grow.h"
#include "haru/syntax.h"
#include "haru/tailor.h"

enum { DRAWING_DPI = 300, PRESS_DPI = 600, MAX_DRAWING = 8000, POINTS_PER_INCH = 72 };

static void *allocate(size_t count, size_t size) {
	void *memory = calloc(count + 1, size);
	if (memory == NULL) {
		abort(); /* as osp_buf: out of memory ends the program */
	}
	return memory;
}

struct haru_document *haru_document_open(osp_job *job, const osp_pages *pages, osp_output *output, unsigned flags) {
	return haru_document_open_file(job, pages, output, NULL, flags);
}

struct haru_document *haru_document_open_file(osp_job *job, const osp_pages *pages, osp_output *output, const char *name, unsigned flags) {
	osp_sink *sink = osp_output_open(output, name);
	if (sink == NULL) {
		return NULL;
	}
	struct haru_document *document = allocate(1, sizeof *document);
	document->job = job;
	document->pages = pages;
	document->sink = sink;
	document->haru = haru_open(sink, (flags & HARU_PRESS) != 0 ? 6 : 7);
	document->is_press = (flags & HARU_PRESS) != 0;
	document->fonts = allocate(pages->font_count, sizeof *document->fonts);
	document->font_refused = allocate(pages->font_count, sizeof *document->font_refused);
	document->leaves = allocate(pages->page_count, sizeof *document->leaves);
	if ((flags & HARU_TAGGED) != 0) {
		document->structure = haru_structure_new(document->haru, pages->volume->lang, pages->page_count);
	}
	document->ahead = haru_ahead_new(pages);
	haru_anchors_collect(document);
	return document;
}

struct haru_font *haru_document_font(struct haru_document *document, uint32_t index) {
	if (index >= document->pages->font_count || document->font_refused[index]) {
		return NULL;
	}
	if (document->fonts[index] != NULL) {
		return document->fonts[index];
	}
	const osp_font *info = document->pages->fonts[index];
	const char *why = "";
	document->fonts[index] = haru_font_open(document->haru, info, &why);
	if (document->fonts[index] == NULL) {
		document->font_refused[index] = true;
		document->failed = true;
		osp_error(document->job, OSP_NOWHERE, "pdf/font", "font \"%s\" (%s) can't be embedded: %s; choose another family in the style sheet",
		          info->family, info->path, osp_translate(document->job, why));
	}
	return document->fonts[index];
}

/* How wide each picture stands at its widest: it is in the file once. */
static void measure_pictures(struct haru_document *document) {
	for (size_t p = 0; p < document->pages->page_count; p++) {
		const osp_page *page = document->pages->pages[p];
		for (size_t i = 0; i < page->item_count; i++) {
			const osp_item *item = &page->items[i];
			if (item->kind != OSP_ITEM_IMAGE || item->as.image.asset == NULL || item->width <= 0) {
				continue;
			}
			int fresh;
			uint32_t *width = haru_table_slot(&document->picture_widths, item->as.image.asset, &fresh);
			uint32_t points = (uint32_t)(item->width / OSP_POINT) + 1;
			*width = points > *width ? points : *width;
		}
	}
}

static uint32_t pixels_for(struct haru_document *document, const osp_asset *asset, uint32_t dpi, uint32_t most) {
	if (document->picture_widths.count == 0) {
		measure_pictures(document);
	}
	const uint32_t *width = haru_table_find(&document->picture_widths, asset);
	uint64_t wanted = width == NULL ? 1 : ((uint64_t)*width * dpi + POINTS_PER_INCH - 1) / POINTS_PER_INCH;
	return wanted < most ? (uint32_t)wanted : most;
}

static struct haru_picture put_picture(struct haru_document *document, const osp_asset *asset, const char **ret_why) {
	const struct haru_picture_policy *policy = &document->policy;
	uint32_t drawn = document->ink == NULL ? DRAWING_DPI : PRESS_DPI;
	drawn = policy->most_dpi != 0 && policy->most_dpi < drawn ? policy->most_dpi : drawn;
	struct haru_picture_wish wish = {
		.ink = document->ink,
		.drawing_width = asset->kind != OSP_ASSET_SVG ? 0 : pixels_for(document, asset, drawn, MAX_DRAWING),
		.most_width = policy->most_dpi == 0 ? 0 : pixels_for(document, asset, policy->most_dpi, UINT32_MAX),
	};
	struct haru_picture_file file;
	haru_ahead_take(document->ahead, asset, &file);
	return haru_picture_put(document->haru, asset, &file, &wish, ret_why);
}

struct haru_picture haru_document_picture(struct haru_document *document, const osp_item *item) {
	const osp_asset *asset = item->as.image.asset;
	if (asset == NULL) {
		return (struct haru_picture){ .orientation = 1 };
	}
	int fresh;
	uint32_t *slot = haru_table_slot(&document->picture_index, asset, &fresh);
	if (!fresh) {
		return document->pictures[*slot];
	}
	*slot = (uint32_t)document->picture_count;
	document->pictures = haru_grow(document->pictures, document->picture_count, &document->picture_capacity, sizeof *document->pictures);
	const char *why = "";
	struct haru_picture picture = put_picture(document, asset, &why);
	document->pictures[document->picture_count++] = picture;
	osp_place place = item->as.image.node == NULL ? OSP_NOWHERE : osp_node_place(item->as.image.node);
	if (picture.id == 0) {
		osp_warn(document->job, place, "pdf/picture", "picture \"%s\" can't be read (%s); a frame stands in its place", asset->path,
		         osp_translate(document->job, why));
	} else if (picture.is_damaged) {
		osp_warn(document->job, place, "pdf/picture-damaged", "picture \"%s\" is damaged; what can be read of it is shown", asset->path);
	}
	return picture;
}

static void embed_fonts(struct haru_document *document) {
	size_t count = document->pages->font_count;
	struct haru_tailor *tailor = haru_tailor_new(document->fonts, document->pages->fonts, count);
	for (size_t i = 0; i < count; i++) {
		const osp_font *info = document->pages->fonts[i];
		struct haru_font *font = document->fonts[i];
		const struct haru_subset *subset = font == NULL ? NULL : haru_tailor_take(tailor, i);
		if (subset != NULL) {
			haru_font_embed(document->haru, font, info, subset);
		} else if (font != NULL) {
			document->failed = true;
			osp_error(document->job, OSP_NOWHERE, "pdf/font-subset",
			          "no subset of font \"%s\" (%s) can be made: the file is damaged; choose another family in the style sheet", info->family,
			          info->path);
		}
		haru_tailor_give_back(tailor, i);
		haru_font_close(font); /* its file's pages count as memory of ours */
		document->fonts[i] = NULL;
	}
	haru_tailor_free(tailor);
}

/* What the catalog says of any PDF of ours. */
static void put_catalog(struct haru_document *document) {
	struct haru *haru = document->haru;
	if (!document->is_press) {
		haru_anchors_put(document);
	}
	if (document->pages->volume->lang[0] != '\0') {
		haru_catalog_string(haru, "Lang", document->pages->volume->lang);
	}
	if (document->structure == NULL) {
		return;
	}
	haru_id mark = haru_reserve(haru);
	static const char marked[] = "<</Marked true>>";
	haru_put(haru, mark, marked, sizeof marked - 1);
	haru_catalog_ref(haru, "MarkInfo", mark);
	haru_catalog_ref(haru, "StructTreeRoot", haru_structure_write(document->structure));
}

static void free_document(struct haru_document *document) {
	for (size_t i = 0; i < document->pages->font_count; i++) {
		haru_font_close(document->fonts[i]);
	}
	haru_structure_free(document->structure);
	haru_table_done(&document->picture_index);
	haru_table_done(&document->picture_widths);
	haru_ink_close(document->ink);
	haru_ahead_free(document->ahead);
	free(document->fonts);
	free(document->font_refused);
	free(document->pictures);
	free(document->leaves);
	free(document->anchors);
	free(document);
}

osp_status haru_document_close(struct haru_document *document) {
	osp_job *job = document->job;
	osp_sink *sink = document->sink;
	bool done = !document->failed;
	if (done) {
		embed_fonts(document);
		put_catalog(document);
		done = !document->failed;
	}
	if (!done) {
		haru_drop(document->haru);
	} else if (!haru_close(document->haru)) {
		done = false;
		osp_error(job, OSP_NOWHERE, "pdf/write", "the PDF could not be finished: the disk refused it, or it has more than 8 million objects");
	}
	free_document(document);
	return osp_sink_close(sink) == OSP_OK && done ? OSP_OK : OSP_FAIL;
}
