/* selection.c - choose pages by article, part and number, and line them up. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "edition.h"

enum { MOST_NAMED = 12 };

/* ---- growing ---- */

static void *grow(osp_job *job, void *memory, size_t count, size_t *capacity, size_t size) {
	if (count < *capacity) {
		return memory;
	}
	size_t larger = *capacity == 0 ? 64 : *capacity * 2;
	void *grown = osp_job_alloc(job, larger * size);
	if (count > 0) {
		memcpy(grown, memory, count * size);
	}
	*capacity = larger;
	return grown;
}

uint32_t edition_add_page(struct edition *edition, const osp_page *page) {
	osp_pages *pages = &edition->pages;
	pages->pages = grow(edition->job, pages->pages, pages->page_count, &edition->page_capacity, sizeof *pages->pages);
	osp_page *copy = osp_job_alloc(edition->job, sizeof *copy);
	*copy = *page;
	pages->pages[pages->page_count] = copy;
	return (uint32_t)pages->page_count++;
}

static void add_to_row(struct edition *edition, uint32_t page, bool begins) {
	size_t capacity = edition->row_capacity;
	edition->row = grow(edition->job, edition->row, edition->row_count, &capacity, sizeof *edition->row);
	edition->begins = grow(edition->job, edition->begins, edition->row_count, &edition->row_capacity, sizeof *edition->begins);
	edition->row[edition->row_count] = page;
	edition->begins[edition->row_count++] = begins;
}

uint32_t edition_add(struct edition *edition, const osp_page *page) {
	if (page == NULL) {
		add_to_row(edition, IMPOSITION_BLANK, false);
		return IMPOSITION_BLANK;
	}
	const osp_piece *before = NULL;
	if (edition->row_count > 0 && edition->row[edition->row_count - 1] != IMPOSITION_BLANK) {
		before = edition->pages.pages[edition->row[edition->row_count - 1]]->piece;
	}
	bool begins = edition->row_count == 0 || page->piece != before;
	uint32_t index = edition_add_page(edition, page);
	add_to_row(edition, index, begins);
	return index;
}

/* ---- choosing ---- */

struct choice { osp_job *job; const osp_options *options; const osp_pages *pages; bool *wanted; bool failed; };

/* What there is instead: the first few ids, separated by commas. */
static const char *article_names(const struct choice *choice) {
	osp_buf names = OSP_BUF_INIT;
	const osp_volume *volume = choice->pages->volume;
	size_t shown = 0;
	osp_buf_puts(&names, "");
	for (size_t i = 0; i < volume->article_count && shown < MOST_NAMED; i++) {
		if (volume->articles[i]->state != OSP_ARTICLE_DRAFT) {
			osp_buf_puts(&names, shown++ == 0 ? "" : ", ");
			osp_buf_puts(&names, volume->articles[i]->id);
		}
	}
	osp_buf_puts(&names, volume->article_count > MOST_NAMED ? ", ..." : "");
	const char *kept = osp_job_strdup(choice->job, names.data);
	osp_buf_done(&names);
	return kept;
}

static void choose_article(struct choice *choice, const char *id) {
	bool found = false;
	for (size_t i = 0; i < choice->pages->page_count; i++) {
		const osp_piece *piece = choice->pages->pages[i]->piece;
		if (piece != NULL && piece->article != NULL && strcmp(piece->article->id, id) == 0) {
			choice->wanted[i] = found = true;
		}
	}
	if (!found) {
		choice->failed = true;
		osp_error(choice->job, osp_option_place(choice->options, "articles"), "handout/article",
		          "the volume has no pages of an article \"%s\"; its articles are %s", id, article_names(choice));
	}
}

/* By title, or by number from 1. */
static void choose_part(struct choice *choice, const char *name) {
	const osp_volume *volume = choice->pages->volume;
	size_t number = 0;
	for (const char *at = name; number < 10000 && *at >= '0' && *at <= '9'; at++) {
		number = number * 10 + (size_t)(*at - '0');
	}
	for (size_t i = 0; i < volume->part_count; i++) {
		number = strcmp(volume->parts[i]->title, name) == 0 ? i + 1 : number;
	}
	bool found = false;
	for (size_t i = 0; number > 0 && i < choice->pages->page_count; i++) {
		const osp_piece *piece = choice->pages->pages[i]->piece;
		if (piece != NULL && piece->part == number) {
			choice->wanted[i] = found = true;
		}
	}
	if (!found) {
		choice->failed = true;
		osp_error(choice->job, osp_option_place(choice->options, "parts"), "handout/part",
		          "the volume has no part \"%s\"; it has %zu parts, to be named by title or by number", name, volume->part_count);
	}
}

static size_t find_label(const osp_pages *pages, const char *label, size_t len) {
	for (size_t i = 0; i < pages->page_count; i++) {
		const char *is = pages->pages[i]->label;
		if (is != NULL && strlen(is) == len && strncmp(is, label, len) == 0) {
			return i;
		}
	}
	return SIZE_MAX;
}

/* "12", "12-19", "-4" and "12-" */
static void choose_range(struct choice *choice, const char *text, size_t len) {
	const osp_pages *pages = choice->pages;
	const char *dash = memchr(text, '-', len);
	size_t left = dash == NULL ? len : (size_t)(dash - text), right = dash == NULL ? len : len - left - 1;
	const char *behind = dash == NULL ? text : dash + 1;
	size_t first = left == 0 ? 0 : find_label(pages, text, left);
	size_t last = right == 0 ? pages->page_count - 1 : find_label(pages, behind, right);
	if (first == SIZE_MAX || last == SIZE_MAX || first > last || len == 0) {
		choice->failed = true;
		osp_error(choice->job, osp_option_place(choice->options, "pages"), "handout/pages",
		          "\"%.*s\" is no row of pages of this volume, which goes from %s to %s; write them as they are printed: \"12-19, 24\"", (int)len,
		          text, pages->pages[0]->label, pages->pages[pages->page_count - 1]->label);
		return;
	}
	for (size_t i = first; i <= last; i++) {
		choice->wanted[i] = true;
	}
}

static void choose_ranges(struct choice *choice, const char *text) {
	while (*text != '\0') {
		text += strspn(text, ", ");
		size_t len = strcspn(text, ",");
		size_t trimmed = len;
		while (trimmed > 0 && text[trimmed - 1] == ' ') {
			trimmed--;
		}
		if (trimmed > 0) {
			choose_range(choice, text, trimmed);
		}
		text += len;
	}
}

/* `only_articles`: when nothing was asked for, these, not the whole volume. */
static bool choose(struct choice *choice, bool only_articles) {
	bool has_choice = false;
	for (size_t i = 0; i < osp_option_count(choice->options, "articles"); i++, has_choice = true) {
		choose_article(choice, osp_option_item(choice->options, "articles", i));
	}
	for (size_t i = 0; i < osp_option_count(choice->options, "parts"); i++, has_choice = true) {
		choose_part(choice, osp_option_item(choice->options, "parts", i));
	}
	if (*osp_option_string(choice->options, "pages") != '\0') {
		choose_ranges(choice, osp_option_string(choice->options, "pages"));
		has_choice = true;
	}
	for (size_t i = 0; !has_choice && i < choice->pages->page_count; i++) {
		const osp_piece *piece = choice->pages->pages[i]->piece;
		choice->wanted[i] = !only_articles || piece == NULL || piece->article != NULL;
	}
	/* Empty pages around an article fill up the volume, not the handout. */
	for (size_t i = 0; has_choice && i < choice->pages->page_count; i++) {
		choice->wanted[i] = choice->wanted[i] && !choice->pages->pages[i]->is_blank;
	}
	return !choice->failed;
}

/* ---- the edition ---- */

/* The outline of what was chosen, with new page numbers. */
static void choose_outline(struct edition *edition, const uint32_t *indexes) {
	const osp_pages *whole = edition->whole;
	osp_outline **outline = osp_job_alloc(edition->job, (whole->outline_count + 1) * sizeof *outline);
	size_t count = 0;
	for (size_t i = 0; i < whole->outline_count; i++) {
		if (whole->outline[i]->page < whole->page_count && indexes[whole->outline[i]->page] != IMPOSITION_BLANK) {
			osp_outline *entry = osp_job_alloc(edition->job, sizeof *entry);
			*entry = *whole->outline[i];
			entry->page = indexes[entry->page];
			outline[count++] = entry;
		}
	}
	edition->pages.outline = outline;
	edition->pages.outline_count = count;
}

/* A handout of one article says whose it is, not whose the volume is. */
static void choose_title(struct edition *edition) {
	const osp_article *only = NULL;
	for (size_t i = 0; i < edition->pages.page_count; i++) {
		const osp_piece *piece = edition->pages.pages[i]->piece;
		if (piece == NULL || piece->article == NULL || (only != NULL && piece->article != only)) {
			return;
		}
		only = piece->article;
	}
	if (only == NULL) {
		return;
	}
	osp_article **articles = osp_job_alloc(edition->job, 2 * sizeof *articles);
	articles[0] = edition->volume.articles == NULL ? NULL : (osp_article *)(uintptr_t)only;
	edition->article = only;
	edition->volume.title = only->title;
	edition->volume.lang = only->lang;
	edition->volume.editor_count = 0;
	edition->volume.articles = articles;
	edition->volume.article_count = articles[0] == NULL ? 0 : 1;
}

/* How far the outermost text of pages is from their left and their right edge. */
static void measure_margins(const osp_pages *pages, osp_page_side side, osp_len *ret_left, osp_len *ret_right) {
	*ret_left = *ret_right = 0;
	bool is_first = true;
	for (size_t i = 0; i < pages->page_count; i++) {
		const osp_page *page = pages->pages[i];
		for (size_t k = 0; page->side == side && k < page->item_count; k++) {
			const osp_item *item = &page->items[k];
			if (item->kind == OSP_ITEM_GLYPHS) {
				osp_len right = page->width - item->x - item->width;
				*ret_left = is_first || item->x < *ret_left ? item->x : *ret_left;
				*ret_right = is_first || right < *ret_right ? right : *ret_right;
				is_first = false;
			}
		}
	}
}

enum { ALIKE = 9 * OSP_POINT };

/* Whether the inner and the outer margin differ, so that a page may not change sides. */
static bool has_sides(const osp_pages *pages) {
	osp_len left, right;
	measure_margins(pages, OSP_RIGHT_PAGE, &left, &right);
	bool differ = left - right > ALIKE || right - left > ALIKE;
	measure_margins(pages, OSP_LEFT_PAGE, &left, &right);
	return differ || left - right > ALIKE || right - left > ALIKE;
}

/* Where inner and outer margins differ, every page stays on the side of the paper that it was set for. */
static void line_up(struct edition *edition, const struct choice *choice, uint32_t *indexes) {
	const osp_pages *whole = edition->whole;
	bool keeps_sides = (edition->handout->layout == HANDOUT_SADDLE || edition->handout->layout == HANDOUT_SINGLE) && has_sides(whole);
	for (size_t i = 0; i < whole->page_count; i++) {
		const osp_page *page = whole->pages[i];
		indexes[i] = IMPOSITION_BLANK;
		if (!choice->wanted[i]) {
			continue;
		}
		bool is_recto = page->side == whole->pages[0]->side;
		if (keeps_sides && is_recto != (edition->row_count % 2 == 0)) {
			edition_add(edition, NULL);
		}
		indexes[i] = edition_add(edition, page);
	}
}

osp_status edition_open(osp_job *job, const struct handout *handout, const osp_pages *pages, struct edition *ret) {
	*ret = (struct edition){ .job = job, .handout = handout, .whole = pages, .pages = *pages, .volume = *pages->volume };
	ret->pages.volume = &ret->volume;
	ret->pages.pages = NULL;
	ret->pages.page_count = 0;
	ret->pages.outline_count = 0;
	if (handout->layout == HANDOUT_TEST) {
		return OSP_OK;
	}
	struct choice choice = { .job = job, .options = handout->options, .pages = pages };
	choice.wanted = osp_job_alloc(job, (pages->page_count + 1) * sizeof *choice.wanted);
	if (!choose(&choice, handout->layout == HANDOUT_CARDS)) {
		return OSP_FAIL;
	}
	uint32_t *indexes = osp_job_alloc(job, (pages->page_count + 1) * sizeof *indexes);
	line_up(ret, &choice, indexes);
	choose_outline(ret, indexes);
	choose_title(ret);
	return OSP_OK;
}
