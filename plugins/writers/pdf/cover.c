/* cover.c - the sheet that is folded around the book: back, spine, front. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "haru/canvas.h"
#include "haru/marks.h"
#include "haru/syntax.h"
#include "haru/words.h"
#include "pdf.h"

/*
 * The front is the volume's cover page as it was set. Its ground goes on over
 * spine and back. The spine has title, people and publisher, as GB/T 11668
 * wants them: Chinese upright, one character below the other, everything else
 * turned clockwise. The back has the ISBN's bars at its lower right.
 *
 * It is made as two pages that no volume has: the sheet, and the spine as it lies
 * when the book lies on its back, which is turned into its place.
 */
enum { SHEET, STRIP, PAGES };
enum { CONTENT_LEVEL = 6 };
/* 1/1024 pt: 5 mm of spine for words (GB/T 11668, 4.2), 0.33 mm a module, 18.3 mm of bars (EAN at 80 %), 12 mm from the edges. */
enum { LEAST_SPINE = 14500, MODULE = 766, BARS = 53119, EDGE = 34832, LARGEST = 16 * OSP_POINT, SMALLEST = 6 * OSP_POINT, SMALL = 8 * OSP_POINT };

struct cover {
	const struct pdf_settings *settings;
	const osp_pages *volume;     /* what was set */
	osp_pages pages;             /* SHEET and STRIP */
	osp_page list[PAGES];
	osp_page *row[PAGES];        /* of the list */
	struct haru_items items[PAGES];
	struct haru_document *document;
	const osp_page *front;
	osp_len width, height, bleed, spine;
	osp_color ground, ink;
	uint32_t font, small_font;   /* of the front's largest words, and of its smallest */
};

/* ---- what there is ---- */

static const osp_page *find_front(const osp_pages *pages) {
	for (size_t i = 0; i < pages->page_count; i++) {
		if (pages->pages[i]->piece != NULL && pages->pages[i]->piece->kind == OSP_PIECE_COVER) {
			return pages->pages[i];
		}
	}
	return NULL;
}

static bool covers(const osp_item *item, const osp_page *page) {
	return item->kind == OSP_ITEM_RECT && item->x <= 0 && item->y <= 0 && item->x + item->width >= page->width &&
	       item->y + item->height >= page->height && (item->color & 0xff) == 0xff;
}

/* The colour of the page's ground, white if it has none; the fonts of its largest and smallest words. */
static void look_at_front(struct cover *cover) {
	osp_len largest = 0, smallest = INT32_MAX;
	cover->ground = 0xffffffff;
	for (size_t i = 0; i < cover->front->item_count; i++) {
		const osp_item *item = &cover->front->items[i];
		if (covers(item, cover->front)) {
			cover->ground = item->color;
		}
		if (item->kind == OSP_ITEM_GLYPHS && item->as.glyphs.size > largest) {
			largest = item->as.glyphs.size;
			cover->font = item->as.glyphs.font;
		}
		if (item->kind == OSP_ITEM_GLYPHS && item->as.glyphs.size < smallest) {
			smallest = item->as.glyphs.size;
			cover->small_font = item->as.glyphs.font;
		}
	}
	unsigned bright = (cover->ground >> 24) * 3 + (cover->ground >> 16 & 255) * 6 + (cover->ground >> 8 & 255);
	cover->ink = bright < 5 * 255 ? 0xffffffff : 0x000000ff;
}

/* ---- the sheet ---- */

static void add_box(struct cover *cover, osp_color color, osp_len x, osp_len y, osp_len width, osp_len height) {
	osp_item *item = haru_items_add(&cover->items[SHEET], OSP_ITEM_RECT);
	item->color = color;
	item->x = x;
	item->y = y;
	item->width = width;
	item->height = height;
}

/* The front as it is, then back and spine over what reaches beyond its left edge. */
static void add_grounds(struct cover *cover) {
	osp_len away = cover->width + cover->spine;
	for (size_t i = 0; i < cover->front->item_count; i++) {
		osp_item moved = cover->front->items[i];
		moved.x += away;
		*haru_items_add(&cover->items[SHEET], moved.kind) = moved;
	}
	add_box(cover, cover->ground, -cover->bleed, -cover->bleed, away + cover->bleed, cover->height + 2 * cover->bleed);
}

static struct haru_words words_of(const struct cover *cover, osp_len size, osp_color color) {
	return (struct haru_words){ .font = cover->font, .size = size, .color = color, .lang = cover->volume->volume->lang };
}

static void add_line(struct cover *cover, const char *text, osp_len x, osp_len y) {
	struct haru_words words = words_of(cover, SMALL, cover->ink);
	words.font = cover->small_font;
	haru_words_set(cover->document, &words, text, strlen(text), x, y, &cover->items[SHEET]);
}

/* A line as wide as the bars. */
static void add_under_bars(struct cover *cover, const char *text, osp_len x, osp_len y) {
	struct haru_words words = words_of(cover, SMALL, 0x000000ff);
	words.font = cover->small_font;
	osp_len width = haru_words_set(cover->document, &words, text, strlen(text), x, y, NULL);
	words.size = width <= 0 ? SMALL : (osp_len)((int64_t)SMALL * PDF_BARCODE_MODULES * MODULE / width);
	words.size = words.size > LARGEST ? LARGEST : words.size;
	haru_words_set(cover->document, &words, text, strlen(text), x, y, &cover->items[SHEET]);
}

/* Black on white, whatever the ground, with the quiet zones that scanners need: 11 modules before, 7 behind. */
static void add_barcode(struct cover *cover) {
	enum { BEFORE = 11, BEHIND = 7, ROOM = SMALL * 2 };
	const char *isbn = cover->volume->volume->isbn;
	bool modules[PDF_BARCODE_MODULES];
	if (!pdf_barcode(isbn, modules)) {
		return;
	}
	osp_len width = (PDF_BARCODE_MODULES + BEFORE + BEHIND) * MODULE, x = cover->width - EDGE - width, y = cover->height - EDGE - BARS - 2 * ROOM;
	add_box(cover, 0xffffffff, x, y, width, BARS + 2 * ROOM);
	osp_buf text = OSP_BUF_INIT;
	osp_buf_printf(&text, "ISBN %s", isbn);
	add_under_bars(cover, text.data, x + BEFORE * MODULE, y + ROOM * 3 / 4);
	osp_buf_clear(&text);
	for (; *isbn != '\0'; isbn++) {
		if (*isbn >= '0' && *isbn <= '9') {
			osp_buf_putc(&text, *isbn);
		}
	}
	add_under_bars(cover, text.data, x + BEFORE * MODULE, y + ROOM + BARS + ROOM * 3 / 4);
	osp_buf_done(&text);
	for (unsigned i = 0, end; i < PDF_BARCODE_MODULES; i = end) {
		for (end = i + 1; end < PDF_BARCODE_MODULES && modules[end] == modules[i]; end++) {
		}
		if (modules[i]) {
			add_box(cover, 0x000000ff, x + (osp_len)(BEFORE + i) * MODULE, y + ROOM, (osp_len)(end - i) * MODULE, BARS);
		}
	}
}

static void add_publisher(struct cover *cover) {
	const osp_volume *volume = cover->volume->volume;
	osp_len y = cover->height - EDGE;
	if (volume->publisher_url[0] != '\0') {
		add_line(cover, volume->publisher_url, EDGE, y);
		y -= SMALL * 3 / 2;
	}
	add_line(cover, volume->publisher, EDGE, y);
}

/* ---- the spine ---- */

static size_t run_length(const char *text, const char *end, bool *ret_upright) {
	const char *at = text;
	*ret_upright = osp_char_is_han(osp_utf8_next(&at, end));
	while (!*ret_upright && at < end) {
		const char *next = at;
		if (osp_char_is_han(osp_utf8_next(&next, end))) {
			break;
		}
		at = next;
	}
	return (size_t)(at - text);
}

/* Sets a text down the spine from `from`; returns its length. Without `draw` it is only measured. */
static osp_len set_down(struct cover *cover, const char *text, osp_len size, osp_len from, bool draw) {
	struct haru_words words = words_of(cover, size, cover->ink);
	osp_len middle = cover->width + cover->spine / 2, at = from;
	for (const char *end = text + strlen(text); text < end;) {
		bool is_upright;
		size_t len = run_length(text, end, &is_upright);
		if (is_upright) { /* a Han character stands .88 em above its em box' foot */
			haru_words_set(cover->document, &words, text, len, middle - size / 2, at + size * 88 / 100, draw ? &cover->items[SHEET] : NULL);
			at += size;
		} else { /* .36 em: half of what a line of both scripts rises above its baseline, less half of what it falls below */
			at += haru_words_set(cover->document, &words, text, len, at, cover->spine / 2 + size * 36 / 100, draw ? &cover->items[STRIP] : NULL);
		}
		text += len;
	}
	return at - from;
}

static osp_len fit(struct cover *cover, const char *text, osp_len size, osp_len room) {
	while (size > SMALLEST && set_down(cover, text, size, 0, false) > room) {
		size -= OSP_POINT / 4;
	}
	return size;
}

static void add_people(const osp_volume *volume, osp_buf *out) {
	for (size_t i = 0; i < volume->editor_count && i < 3; i++) {
		osp_buf_puts(out, i == 0 ? "" : "  ");
		osp_buf_puts(out, volume->editors[i]->name);
	}
}

/* Title from the top, people behind it, the publisher at the foot: each has its part of the length. */
static void add_spine(struct cover *cover, osp_job *job) {
	const osp_volume *volume = cover->volume->volume;
	if (cover->spine < LEAST_SPINE) {
		osp_note(job, cover->settings->place, "pdf/spine", "the spine is narrower than 5 mm and carries no words");
		return;
	}
	osp_len size = cover->spine * 6 / 10 > LARGEST ? LARGEST : cover->spine * 6 / 10, top = cover->height * 8 / 100;
	set_down(cover, volume->title, fit(cover, volume->title, size, cover->height * 48 / 100), top, true);
	osp_buf people = OSP_BUF_INIT;
	osp_buf_puts(&people, "");
	add_people(volume, &people);
	set_down(cover, people.data, fit(cover, people.data, size * 7 / 10, cover->height * 16 / 100), cover->height * 60 / 100, true);
	osp_buf_done(&people);
	osp_len small = fit(cover, volume->publisher, size * 7 / 10, cover->height * 16 / 100);
	set_down(cover, volume->publisher, small, cover->height - top - set_down(cover, volume->publisher, small, 0, false), true);
}

/* ---- the file ---- */

static void init_page(struct cover *cover, unsigned index, osp_len width, osp_len height, osp_len bleed) {
	cover->row[index] = &cover->list[index];
	cover->list[index] = (osp_page){ .width = width, .height = height, .bleed = bleed, .label = "", .items = cover->items[index].list,
	                                 .item_count = cover->items[index].count };
}

static haru_id put_form(struct cover *cover, struct haru_canvas *canvas, unsigned index) {
	struct haru_document *document = cover->document;
	const osp_page *page = &cover->list[index];
	osp_buf entries = OSP_BUF_INIT;
	const osp_buf *drawn = haru_canvas_draw(canvas, index);
	osp_buf_puts(&entries, "/Type/XObject/Subtype/Form/BBox[0 0 ");
	haru_put_hundredths(&entries, haru_hundredths((int64_t)page->width + 2 * page->bleed));
	osp_buf_putc(&entries, ' ');
	haru_put_hundredths(&entries, haru_hundredths((int64_t)page->height + 2 * page->bleed));
	osp_buf_puts(&entries, "]/Resources");
	haru_canvas_put_resources(canvas, &entries);
	haru_canvas_put_group(canvas, &entries);
	haru_id id = haru_reserve(document->haru);
	haru_put_deflated(document->haru, id, entries.data, drawn->data, drawn->len, CONTENT_LEVEL);
	osp_buf_done(&entries);
	return id;
}

static void put_content(const struct cover *cover, const struct pdf_sheet *sheet, osp_buf *out) {
	int64_t left = sheet->trim[0] + haru_hundredths(cover->width), right = left + haru_hundredths(cover->spine);
	haru_marks_put(out, cover->document->ink, sheet->trim, sheet->bleed, sheet->marks);
	if (sheet->marks != 0) {
		haru_marks_fold(out, cover->document->ink, sheet->trim, sheet->bleed, left);
		haru_marks_fold(out, cover->document->ink, sheet->trim, sheet->bleed, right);
	}
	osp_buf_puts(out, "q 1 0 0 1 ");
	haru_put_hundredths(out, sheet->trim[0] - sheet->bleed);
	osp_buf_putc(out, ' ');
	haru_put_hundredths(out, sheet->trim[1] - sheet->bleed);
	osp_buf_puts(out, " cm /Sheet Do Q\nq 0 -1 1 0 "); /* its lower left corner becomes the spine's upper left one */
	haru_put_hundredths(out, left);
	osp_buf_putc(out, ' ');
	haru_put_hundredths(out, sheet->trim[3]);
	osp_buf_puts(out, " cm /Spine Do Q\n");
}

static void put_sheet(struct cover *cover) {
	struct haru *haru = cover->document->haru;
	struct pdf_sheet sheet = pdf_sheet_around(haru_hundredths(cover->list[SHEET].width), haru_hundredths(cover->height), haru_hundredths(cover->bleed),
	                                          cover->front->marks != 0 ? cover->front->marks : cover->settings->marks);
	struct haru_tree tree;
	haru_tree_reserve(&tree, haru, 1);
	haru_id page = haru_reserve(haru), content = haru_reserve(haru);
	struct haru_canvas *canvas = haru_canvas_new(cover->document);
	haru_id forms[PAGES] = { put_form(cover, canvas, SHEET), put_form(cover, canvas, STRIP) };
	haru_canvas_free(canvas);
	osp_buf out = OSP_BUF_INIT;
	put_content(cover, &sheet, &out);
	haru_put_deflated(haru, content, "", out.data, out.len, CONTENT_LEVEL);
	osp_buf_clear(&out);
	osp_buf_puts(&out, "<</Type/Page/Parent");
	haru_put_ref(&out, haru_tree_parent(&tree, 0));
	pdf_sheet_put_boxes(&sheet, &out);
	osp_buf_printf(&out, "/Resources<</XObject<</Sheet %u 0 R/Spine %u 0 R>>>>/Contents %u 0 R>>", forms[SHEET], forms[STRIP], content);
	haru_put(haru, page, out.data, out.len);
	osp_buf_done(&out);
	haru_tree_put(&tree, haru, &page);
}

static bool measure(struct cover *cover, osp_job *job) {
	cover->front = find_front(cover->volume);
	if (cover->front == NULL) {
		osp_error(job, cover->settings->place, "pdf/no-cover", "the volume has no cover; add \"cover\" to front-matter");
		return false;
	}
	size_t leaves = pdf_inside_count(cover->volume, cover->settings) / 2;
	int64_t spine = cover->settings->spine > 0 ? cover->settings->spine : (int64_t)leaves * cover->settings->leaf;
	cover->spine = (osp_len)(spine > 200 * OSP_POINT ? 200 * OSP_POINT : spine);
	cover->width = cover->front->width;
	cover->height = cover->front->height;
	cover->bleed = cover->front->bleed;
	look_at_front(cover);
	return true;
}

osp_status pdf_cover_write(osp_job *job, const struct pdf_settings *settings, const osp_pages *pages, osp_output *output) {
	struct cover cover = { .settings = settings, .volume = pages, .pages = *pages };
	if (!measure(&cover, job)) {
		return OSP_FAIL;
	}
	add_grounds(&cover);
	cover.pages.pages = cover.row;
	cover.pages.page_count = PAGES;
	cover.pages.outline_count = 0;
	init_page(&cover, SHEET, 2 * cover.width + cover.spine, cover.height, cover.bleed);
	init_page(&cover, STRIP, cover.height, cover.spine, 0);
	cover.document = pdf_open_document(job, settings, &cover.pages, output);
	osp_status status = OSP_FAIL;
	if (cover.document != NULL) {
		add_spine(&cover, job);
		add_publisher(&cover);
		add_barcode(&cover);
		init_page(&cover, SHEET, 2 * cover.width + cover.spine, cover.height, cover.bleed);
		init_page(&cover, STRIP, cover.height, cover.spine, 0);
		put_sheet(&cover);
		haru_metadata_put(cover.document, "");
		status = haru_document_close(cover.document);
	}
	haru_items_done(&cover.items[SHEET]);
	haru_items_done(&cover.items[STRIP]);
	return status;
}
