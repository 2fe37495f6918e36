/* handout.c - draw each page once, as a form, and place the forms on sheets. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "haru/canvas.h"
#include "haru/document.h"
#include "haru/syntax.h"
#include "sheet.h"

/* Half the time of the PDF writer's level for 1 % more bytes: a handout is printed, and made anew for the next time. */
enum { CONTENT_LEVEL = 2 };

/* Sheets are for paper: the file is not tagged and claims nothing. */
struct work {
	struct haru_document *document;
	const struct sheets *sheets;
	haru_id *forms;          /* by page */
	haru_id *drawn;          /* by side: the content of its overlay, 0 = none */
	osp_buf *resources;      /* by side: of its overlay */
	haru_id *sides;          /* page objects */
	struct haru_tree tree;
};

static void *allocate(size_t count, size_t size) {
	void *memory = calloc(count + 1, size);
	if (memory == NULL) {
		abort(); /* as osp_buf: out of memory ends the program */
	}
	return memory;
}

/* Where the form's origin, the lower left corner of the bleed box, comes to stand. Upside down, the scale is negative: the page goes
 * from there to the left and down. */
static void place(struct work *work, const struct frame *frame, const struct imposition_slot *slot, haru_id side) {
	uint32_t index = sheets_page(work->sheets, slot);
	if (index == IMPOSITION_BLANK) {
		return;
	}
	const struct geometry *geometry = &work->sheets->geometry;
	const osp_page *page = work->document->pages->pages[index];
	int64_t scale = frame->scale, bleed = haru_hundredths(page->bleed) * scale / HARU_SCALE;
	int64_t width = haru_hundredths(page->width) * scale / HARU_SCALE, height = haru_hundredths(page->height) * scale / HARU_SCALE;
	struct rect rect = geometry_slot(geometry, frame, slot);
	/* Against the fold, and beyond it by the creep. */
	int64_t creep = geometry_creep(geometry, slot);
	int64_t left = slot->spine == IMPOSITION_SPINE_LEFT ? rect.left - creep : slot->spine == IMPOSITION_SPINE_RIGHT ? rect.right + creep - width
		: (rect.left + rect.right - width) / 2;
	int64_t bottom = (rect.bottom + rect.top - height) / 2;
	work->document->leaves[index] = (struct haru_leaf){
		.page = side,
		.x = slot->is_turned ? left + width + bleed : left - bleed,
		.y = slot->is_turned ? bottom + height + bleed : bottom - bleed,
		.scale = slot->is_turned ? -scale : scale,
	};
}

static void place_all(struct work *work) {
	const struct imposition *plan = &work->sheets->plan;
	haru_tree_reserve(&work->tree, work->document->haru, plan->side_count);
	work->sides = allocate(plan->side_count, sizeof *work->sides);
	for (size_t i = 0; i < plan->side_count; i++) {
		const struct imposition_side *side = &plan->sides[i];
		struct frame frame = geometry_frame(&work->sheets->geometry, side->rows, side->columns);
		work->sides[i] = haru_reserve(work->document->haru);
		for (size_t k = 0; k < side->count; k++) {
			place(work, &frame, &plan->slots[side->first + k], work->sides[i]);
		}
		if (work->sheets->overlays[i] != IMPOSITION_BLANK) {
			work->document->leaves[work->sheets->overlays[i]] = (struct haru_leaf){ .page = work->sides[i], .scale = HARU_SCALE };
		}
	}
}

static void put_rect(osp_buf *out, const int64_t corners[4]) {
	for (unsigned i = 0; i < 4; i++) {
		osp_buf_puts(out, i == 0 ? "" : " ");
		haru_put_hundredths(out, corners[i]);
	}
}

static void put_form(struct work *work, struct haru_canvas *canvas, uint32_t index, osp_buf *entries) {
	struct haru_document *document = work->document;
	const osp_page *page = document->pages->pages[index];
	const osp_buf *drawn = haru_canvas_draw(canvas, index);
	int64_t bleed = haru_hundredths(page->bleed);
	osp_buf_clear(entries);
	osp_buf_puts(entries, "/Type/XObject/Subtype/Form/BBox[");
	put_rect(entries, (int64_t[]){ 0, 0, haru_hundredths(page->width) + 2 * bleed, haru_hundredths(page->height) + 2 * bleed });
	osp_buf_puts(entries, "]/Resources");
	haru_canvas_put_resources(canvas, entries);
	haru_canvas_put_group(canvas, entries);
	work->forms[index] = haru_reserve(document->haru);
	haru_put_deflated(document->haru, work->forms[index], entries->data, drawn->data, drawn->len, CONTENT_LEVEL);
}

static void put_overlay(struct work *work, struct haru_canvas *canvas, size_t side) {
	uint32_t index = work->sheets->overlays[side];
	if (index == IMPOSITION_BLANK) {
		return;
	}
	const osp_buf *drawn = haru_canvas_draw(canvas, index);
	if (drawn->len == 0) {
		return;
	}
	work->drawn[side] = haru_reserve(work->document->haru);
	haru_put_deflated(work->document->haru, work->drawn[side], "", drawn->data, drawn->len, CONTENT_LEVEL);
	osp_buf_puts(&work->resources[side], "");
	haru_canvas_put_resources(canvas, &work->resources[side]);
}

static void draw_all(struct work *work) {
	const struct sheets *sheets = work->sheets;
	struct haru_canvas *canvas = haru_canvas_new(work->document);
	osp_buf entries = OSP_BUF_INIT;
	work->forms = allocate(sheets->edition.pages.page_count, sizeof *work->forms);
	work->drawn = allocate(sheets->plan.side_count, sizeof *work->drawn);
	work->resources = allocate(sheets->plan.side_count, sizeof *work->resources);
	for (size_t i = 0; i < sheets->edition.row_count && !work->document->failed; i++) {
		if (sheets->edition.row[i] != IMPOSITION_BLANK) {
			put_form(work, canvas, sheets->edition.row[i], &entries);
		}
	}
	for (size_t i = 0; i < sheets->plan.side_count && !work->document->failed; i++) {
		put_overlay(work, canvas, i);
	}
	osp_buf_done(&entries);
	haru_canvas_free(canvas);
}

/* 65536ths as a decimal with five places. */
static void put_scale(osp_buf *out, int64_t scale) {
	int64_t parts = ((scale < 0 ? -scale : scale) * 100000 + HARU_SCALE / 2) / HARU_SCALE;
	osp_buf_printf(out, "%s%d", scale < 0 ? "-" : "", (int)(parts / 100000));
	if (parts % 100000 != 0) {
		osp_buf_printf(out, ".%05d", (int)(parts % 100000));
	}
}

static void draw_slot(const struct work *work, const struct frame *frame, const struct imposition_slot *slot, osp_buf *content,
                      osp_buf *resources) {
	uint32_t index = sheets_page(work->sheets, slot);
	if (index == IMPOSITION_BLANK) {
		return;
	}
	const struct haru_leaf *leaf = &work->document->leaves[index];
	struct rect clip = geometry_bleed(&work->sheets->geometry, frame, slot);
	osp_buf_puts(content, "q ");
	put_rect(content, (int64_t[]){ clip.left, clip.bottom, clip.right - clip.left, clip.top - clip.bottom });
	osp_buf_puts(content, " re W n ");
	put_scale(content, leaf->scale);
	osp_buf_puts(content, " 0 0 ");
	put_scale(content, leaf->scale);
	osp_buf_putc(content, ' ');
	haru_put_hundredths(content, leaf->x);
	osp_buf_putc(content, ' ');
	haru_put_hundredths(content, leaf->y);
	osp_buf_printf(content, " cm /P%u Do Q\n", index);
	osp_buf_printf(resources, "/P%u", index);
	haru_put_ref(resources, work->forms[index]);
}

static void put_box(osp_buf *out, const char *name, const struct rect *rect) {
	osp_buf_puts(out, name);
	osp_buf_putc(out, '[');
	put_rect(out, (int64_t[]){ rect->left, rect->bottom, rect->right, rect->top });
	osp_buf_putc(out, ']');
}

static void put_boxes(const struct work *work, const struct imposition_side *side, osp_buf *out) {
	const struct sheets *sheets = work->sheets;
	struct frame frame = geometry_frame(&sheets->geometry, side->rows, side->columns);
	struct rect media = { 0, 0, sheets->geometry.width, sheets->geometry.height };
	struct rect trim = geometry_trim(&sheets->geometry, &sheets->plan, side), bleed = trim;
	for (size_t i = 0; i < side->count; i++) {
		struct rect slot = geometry_bleed(&sheets->geometry, &frame, &sheets->plan.slots[side->first + i]);
		bleed.left = slot.left < bleed.left ? slot.left : bleed.left;
		bleed.bottom = slot.bottom < bleed.bottom ? slot.bottom : bleed.bottom;
		bleed.right = slot.right > bleed.right ? slot.right : bleed.right;
		bleed.top = slot.top > bleed.top ? slot.top : bleed.top;
	}
	put_box(out, "/MediaBox", &media);
	put_box(out, "/BleedBox", &bleed);
	put_box(out, "/TrimBox", &trim);
}

/* Forms bring their resources along; those of the overlay are the page's. */
static void put_resources(const struct work *work, size_t index, const osp_buf *forms, osp_buf *out) {
	osp_buf_puts(out, "/Resources<<");
	const osp_buf *own = &work->resources[index];
	if (own->len > 4) { /* "<<...>>" without its brackets; an overlay shows no pictures, so the forms' dictionary is the only one */
		osp_buf_add(out, own->data + 2, own->len - 4);
	}
	if (forms->len > 0) {
		osp_buf_puts(out, "/XObject<<");
		osp_buf_add(out, forms->data, forms->len);
		osp_buf_puts(out, ">>");
	}
	osp_buf_puts(out, ">>");
}

static void put_side(struct work *work, size_t index) {
	const struct imposition_side *side = &work->sheets->plan.sides[index];
	struct frame frame = geometry_frame(&work->sheets->geometry, side->rows, side->columns);
	struct haru *haru = work->document->haru;
	osp_buf content = OSP_BUF_INIT, forms = OSP_BUF_INIT, annotations = OSP_BUF_INIT, out = OSP_BUF_INIT;
	osp_buf_puts(&content, "");
	for (size_t i = 0; i < side->count; i++) {
		const struct imposition_slot *slot = &work->sheets->plan.slots[side->first + i];
		draw_slot(work, &frame, slot, &content, &forms);
		if (sheets_page(work->sheets, slot) != IMPOSITION_BLANK) {
			haru_links_put(work->document, sheets_page(work->sheets, slot), &annotations);
		}
	}
	haru_id stream = haru_reserve(haru);
	haru_put_stream(haru, stream, "", content.data, content.len);
	osp_buf_puts(&out, "<</Type/Page/Parent");
	haru_put_ref(&out, haru_tree_parent(&work->tree, index));
	put_boxes(work, side, &out);
	put_resources(work, index, &forms, &out);
	osp_buf_printf(&out, "/Contents[%u 0 R", stream);
	if (work->drawn[index] != 0) {
		haru_put_ref(&out, work->drawn[index]);
	}
	osp_buf_putc(&out, ']');
	if (annotations.len > 0) {
		osp_buf_printf(&out, "/Annots[%s]", annotations.data);
	}
	osp_buf_puts(&out, ">>");
	haru_put(haru, work->sides[index], out.data, out.len);
	osp_buf_done(&content);
	osp_buf_done(&forms);
	osp_buf_done(&annotations);
	osp_buf_done(&out);
}

/* Sides are called 1a, 1b, 2a ...: what one writes on a stack of sheets. */
static void put_labels(struct work *work, osp_job *job) {
	const struct imposition *plan = &work->sheets->plan;
	const char **labels = allocate(plan->side_count, sizeof *labels);
	for (size_t i = 0; i < plan->side_count; i++) {
		labels[i] = osp_job_printf(job, "%u%c", plan->sides[i].sheet + 1, plan->sides[i].is_back ? 'b' : 'a');
	}
	haru_labels_put(work->document, labels, plan->side_count);
	free(labels);
}

/* What the print dialogue begins with. A test sheet asks for nothing: it shows what the printer does by itself. */
static void put_preferences(struct work *work) {
	const struct handout *handout = work->sheets->geometry.handout;
	osp_buf out = OSP_BUF_INIT;
	osp_buf_puts(&out, "/PickTrayByPDFSize true");
	if (handout->layout != HANDOUT_TEST) {
		osp_buf_puts(&out, work->sheets->geometry.is_long_edge ? "/Duplex/DuplexFlipLongEdge" : "/Duplex/DuplexFlipShortEdge");
	}
	if (handout->copies > 1) {
		osp_buf_printf(&out, "/NumCopies %u", handout->copies);
	}
	haru_metadata_put(work->document, out.data);
	osp_buf_done(&out);
}

static void choose_colors(struct work *work, osp_job *job) {
	const struct handout *handout = work->sheets->geometry.handout;
	const struct imposition_side *side = &work->sheets->plan.sides[0];
	struct frame frame = geometry_frame(&work->sheets->geometry, side->rows, side->columns);
	const char *why = "";
	if (handout->most_dpi > 0) { /* on paper: a page that is made smaller has finer pictures */
		uint32_t dpi = (uint32_t)((int64_t)handout->most_dpi * frame.scale / HARU_SCALE);
		work->document->policy.most_dpi = dpi < 1 ? 1 : dpi;
	}
	if (handout->is_gray) {
		work->document->ink = haru_ink_open(HARU_GRAY, "", &why);
		if (work->document->ink == NULL) { /* our own profile: no file is read */
			osp_error(job, osp_option_place(handout->options, "ink"), "pdf/profile", "profile \"%s\" can't be used: %s", "", osp_translate(job, why));
			work->document->failed = true;
		}
	}
}

static osp_status write_sheets(osp_job *job, const struct sheets *sheets, osp_output *output) {
	struct work work = { .sheets = sheets };
	work.document = haru_document_open(job, &sheets->edition.pages, output, 0);
	if (work.document == NULL) {
		return OSP_FAIL;
	}
	choose_colors(&work, job);
	place_all(&work);
	draw_all(&work);
	for (size_t i = 0; i < sheets->plan.side_count; i++) {
		put_side(&work, i);
	}
	haru_tree_put(&work.tree, work.document->haru, work.sides);
	put_labels(&work, job);
	haru_outline_put(work.document);
	put_preferences(&work);
	for (size_t i = 0; i < sheets->plan.side_count; i++) {
		osp_buf_done(&work.resources[i]);
	}
	free(work.resources);
	free(work.forms);
	free(work.drawn);
	free(work.sides);
	return haru_document_close(work.document);
}

osp_status handout_write(osp_job *job, void *state, const osp_pages *pages, osp_output *output) {
	if (pages->page_count == 0) {
		osp_error(job, pages->volume->place, "pdf/no-pages", "there is no page to write; give the volume at least one article");
		return OSP_FAIL;
	}
	struct sheets sheets;
	osp_status status = sheets_open(job, state, pages, &sheets);
	if (status == OSP_OK) {
		status = write_sheets(job, &sheets, output);
	}
	sheets_done(&sheets);
	return status;
}
