/* links.c - make links useful on paper: numbers in the text, a list with codes behind it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "edition.h"

/*
 * Pages are not set anew: what is "see page 12" in the volume stays true in the
 * handout. So the number stands small in the white above the line, behind
 * the link's words, and the lists come behind the last page, one for each article, where
 * they move nothing. A link that stands twice in an article has one number.
 */
enum { NUMBER_SIZE = 5 * OSP_POINT, TEXT_SIZE = 7 * OSP_POINT, TITLE_SIZE = 10 * OSP_POINT, HEAD_SIZE = 15 * OSP_POINT, LEADING = 9 * OSP_POINT,
       MARGIN = 43 * OSP_POINT /* 15 mm */, COLUMN = 170 * OSP_POINT /* 60 mm */, COLUMN_GAP = 17 * OSP_POINT, SPACE = 6 * OSP_POINT,
       MODULE = 1229 /* 1.2 pt: whole dots of printers with 300, 600 and 1200 an inch */, MODULE_LEAST = 983 /* 0.96 pt */, TEXT_LEAST = 70 * OSP_POINT, FULL = 65536 };

static const osp_color black = 0x000000ff, soft = 0x444444ff;

struct link { const char *uri, *words; };

struct list {
	const osp_piece *piece;
	struct link *links;
	size_t count, capacity;
	size_t *table;           /* open addressing: index + 1 by hash of the URI */
	size_t table_size;
};

struct lists { struct edition *edition; struct list *lists; size_t count, capacity; };

static void *grow(void *memory, size_t count, size_t *capacity, size_t size) {
	if (count < *capacity) {
		return memory;
	}
	*capacity = *capacity == 0 ? 16 : *capacity * 2;
	memory = realloc(memory, *capacity * size);
	if (memory == NULL) {
		abort(); /* as osp_buf: out of memory ends the program */
	}
	return memory;
}

static size_t hash(const char *text) {
	size_t value = 5381;
	for (; *text != '\0'; text++) {
		value = value * 33 ^ (unsigned char)*text;
	}
	return value;
}

static size_t *find_slot(const struct list *list, const char *uri) {
	size_t at = hash(uri) % list->table_size;
	while (list->table[at] != 0 && strcmp(list->links[list->table[at] - 1].uri, uri) != 0) {
		at = (at + 1) % list->table_size;
	}
	return &list->table[at];
}

static void widen_table(struct list *list) {
	if (2 * (list->count + 1) < list->table_size) {
		return;
	}
	free(list->table);
	list->table_size = list->table_size == 0 ? 64 : list->table_size * 2;
	list->table = calloc(list->table_size, sizeof *list->table);
	if (list->table == NULL) {
		abort();
	}
	for (size_t i = 0; i < list->count; i++) {
		*find_slot(list, list->links[i].uri) = i + 1;
	}
}

static struct list *list_of(struct lists *lists, const osp_piece *piece) {
	if (lists->count > 0 && lists->lists[lists->count - 1].piece == piece) {
		return &lists->lists[lists->count - 1];
	}
	lists->lists = grow(lists->lists, lists->count, &lists->capacity, sizeof *lists->lists);
	lists->lists[lists->count] = (struct list){ .piece = piece };
	return &lists->lists[lists->count++];
}

static const char *words_of(osp_job *job, const osp_item *item) {
	osp_buf words = OSP_BUF_INIT;
	osp_buf_puts(&words, "");
	if (item->as.link.node != NULL) {
		osp_node_text_content(item->as.link.node, &words);
	}
	for (size_t i = 0; i < words.len; i++) {
		words.data[i] = words.data[i] == '\n' ? ' ' : words.data[i];
	}
	size_t len = words.len;
	for (len = len > 120 ? 120 : len; len < words.len && len > 0 && ((unsigned char)words.data[len] & 0xc0) == 0x80; len--) {
	}
	const char *kept = osp_job_strndup(job, words.data, len);
	osp_buf_done(&words);
	return kept;
}

/* URIs are ASCII; QR readers take bytes for all kinds of things. */
static const char *to_ascii(osp_job *job, const char *uri) {
	static const char hex[] = "0123456789ABCDEF";
	osp_buf out = OSP_BUF_INIT;
	osp_buf_puts(&out, "");
	for (; *uri != '\0'; uri++) {
		unsigned char c = (unsigned char)*uri;
		if (c > 0x20 && c < 0x7f) {
			osp_buf_putc(&out, (char)c);
		} else {
			osp_buf_putc(&out, '%');
			osp_buf_putc(&out, hex[c >> 4]);
			osp_buf_putc(&out, hex[c & 15]);
		}
	}
	const char *kept = osp_job_strdup(job, out.data);
	osp_buf_done(&out);
	return kept;
}

/* From 1. */
static size_t number_of(osp_job *job, struct list *list, const osp_item *item) {
	const char *uri = to_ascii(job, item->as.link.uri);
	widen_table(list);
	size_t *slot = find_slot(list, uri);
	if (*slot == 0) {
		list->links = grow(list->links, list->count, &list->capacity, sizeof *list->links);
		list->links[list->count] = (struct link){ uri, words_of(job, item) };
		*slot = ++list->count;
	}
	return *slot;
}

/* A link that goes on in the next line gets its number there. */
static bool goes_on(const osp_page *page, size_t at) {
	const osp_item *item = &page->items[at];
	for (size_t i = at + 1; item->as.link.node != NULL && i < page->item_count; i++) {
		if (page->items[i].kind == OSP_ITEM_LINK && page->items[i].as.link.node == item->as.link.node) {
			return true;
		}
	}
	return false;
}

static void number_page(struct lists *lists, struct lettering *lettering, osp_page *page) {
	osp_job *job = lists->edition->job;
	struct drawing drawing = { .job = job, .lettering = lettering, .page = *page, .capacity = page->item_count };
	for (size_t i = 0; i < page->item_count; i++) {
		const osp_item *item = &page->items[i];
		if (item->kind != OSP_ITEM_LINK || item->as.link.uri == NULL || item->as.link.uri[0] == '\0' || item->as.link.uri[0] == '#') {
			continue;
		}
		size_t number = number_of(job, list_of(lists, page->piece), item);
		if (!goes_on(page, i)) {
			const char *text = osp_job_printf(job, "%zu", number);
			osp_len width = lettering_line(lettering, NULL, text, strlen(text), NUMBER_SIZE, black, 0, 0);
			lettering_line(lettering, &drawing, text, strlen(text), NUMBER_SIZE, black, item->x + item->width - width / 2, item->y + OSP_POINT);
		}
	}
	*page = drawing.page;
}

/* ---- the lists ---- */

struct setting {
	struct edition *edition;
	struct lettering *lettering;
	struct drawing drawing;
	osp_page model;          /* size and bleed of the pages */
	osp_len x, y, top, width;
	unsigned column, columns, page_count;
	osp_len module;
	bool is_open;
};

static void close_page(struct setting *s) {
	if (s->is_open) {
		edition_add(s->edition, &s->drawing.page);
		s->is_open = false;
	}
}

static void open_page(struct setting *s) {
	close_page(s);
	s->drawing = (struct drawing){ .job = s->edition->job, .lettering = s->lettering, .page = s->model };
	s->drawing.page.label = osp_job_printf(s->edition->job, "L%u", ++s->page_count);
	s->is_open = true;
	s->column = 0;
	s->x = MARGIN;
	s->y = s->top = MARGIN;
	if (s->page_count == 1) {
		const char *title = osp_label(s->edition->volume.lang, "links");
		lettering_line(s->lettering, &s->drawing, title, strlen(title), HEAD_SIZE, black, MARGIN, MARGIN + HEAD_SIZE);
		s->y = s->top = MARGIN + 2 * HEAD_SIZE;
	}
}

/* Goes to the next column or page when so much has no room; a page's first block always has. */
static void make_room(struct setting *s, osp_len height) {
	if (s->is_open && (s->y == s->top || s->y + height <= s->model.height - MARGIN)) {
		return;
	}
	if (s->is_open && s->column + 1 < s->columns) {
		s->column++;
		s->x += s->width + COLUMN_GAP;
		s->y = s->top;
		return;
	}
	open_page(s);
}

/* The code's side, made as small as it may be when it is too wide; 0 = there can be none. */
static osp_len choose_module(const struct setting *s, const char *uri, osp_len *ret_module) {
	*ret_module = s->module;
	osp_len side = qr_measure(uri, *ret_module);
	if (side > s->width) {
		*ret_module = (osp_len)((int64_t)s->module * MODULE_LEAST / MODULE);
		side = qr_measure(uri, *ret_module);
	}
	return side > s->width ? 0 : side;
}

static void set_entry(struct setting *s, const char *mark, const char *words, const char *uri) {
	osp_len module, side = choose_module(s, uri, &module);
	osp_len left = side > 0 ? side + SPACE / 2 : 0;
	bool is_beneath = s->width - left < TEXT_LEAST;
	osp_len width = is_beneath ? s->width : s->width - left;
	bool is_bare = strcmp(words, uri) == 0;
	const char *line = osp_job_printf(s->edition->job, "%s %s", mark, is_bare ? uri : words), *below = is_bare ? "" : uri;
	unsigned lines = lettering_lines(s->lettering, NULL, line, TEXT_SIZE, black, 0, 0, width, LEADING);
	unsigned address = lettering_lines(s->lettering, NULL, below, TEXT_SIZE, soft, 0, 0, width, LEADING);
	osp_len text_height = (osp_len)(lines + address) * LEADING;
	osp_len height = is_beneath ? side + text_height : side > text_height ? side : text_height;
	make_room(s, height);
	if (side > 0) {
		qr_draw(&s->drawing, uri, module, s->x, s->y);
	} else {
		osp_note(s->edition->job, OSP_NOWHERE, "handout/code", "the address %.60s... is too long for a code on this page; it is printed as text", uri);
	}
	osp_len x = is_beneath ? s->x : s->x + left;
	osp_len quiet = side > 0 && !is_beneath ? 4 * module : 0; /* the text stands level with the code */
	osp_len y = s->y + (is_beneath ? side : quiet) + TEXT_SIZE;
	lettering_lines(s->lettering, &s->drawing, line, TEXT_SIZE, black, x, y, width, LEADING);
	lettering_lines(s->lettering, &s->drawing, below, TEXT_SIZE, soft, x, y + (osp_len)lines * LEADING, width, LEADING);
	s->y += height + SPACE;
}

/* Where the article is on the web. A path is one on the volume's site. */
static const char *web_page(const struct edition *edition, const osp_article *article) {
	const char *url = article == NULL ? "" : article->original_url, *base = edition->volume.base_url;
	if (url == NULL || *url == '\0') {
		return NULL;
	}
	if (strstr(url, "://") != NULL) {
		return to_ascii(edition->job, url);
	}
	return base == NULL || *base == '\0' ? NULL : to_ascii(edition->job, osp_job_printf(edition->job, "%s%s", base, url + strspn(url, "/")));
}

static void set_list(struct setting *s, const struct list *list) {
	const osp_piece *piece = list->piece;
	const char *title = piece == NULL ? "" : piece->article != NULL ? piece->article->title : piece->title;
	const char *web = piece == NULL ? NULL : web_page(s->edition, piece->article);
	if (*title != '\0') {
		unsigned lines = lettering_lines(s->lettering, NULL, title, TITLE_SIZE, black, 0, 0, s->width, 14 * OSP_POINT);
		osp_len height = (osp_len)lines * 14 * OSP_POINT + SPACE;
		make_room(s, height + 60 * OSP_POINT);
		drawing_rect(&s->drawing, s->x, s->y, s->width, OSP_POINT / 2, black);
		lettering_lines(s->lettering, &s->drawing, title, TITLE_SIZE, black, s->x, s->y + 13 * OSP_POINT, s->width, 14 * OSP_POINT);
		s->y += height;
	}
	if (web != NULL) {
		set_entry(s, "→", osp_label(s->edition->volume.lang, "on-the-web"), web);
	}
	for (size_t i = 0; i < list->count; i++) {
		set_entry(s, osp_job_printf(s->edition->job, "[%zu]", i + 1), list->links[i].words, list->links[i].uri);
	}
}

static void set_lists(struct lists *lists, struct lettering *lettering, const osp_page *model, int64_t scale) {
	struct setting s = { .edition = lists->edition, .lettering = lettering };
	s.model = (osp_page){ .width = model->width, .height = model->height, .bleed = model->bleed, .side = model->side };
	osp_len inside = model->width - 2 * MARGIN;
	s.columns = inside < 2 * COLUMN ? 1 : (unsigned)(inside / COLUMN);
	s.width = (inside - (osp_len)(s.columns - 1) * COLUMN_GAP) / (osp_len)s.columns;
	/* Codes have their size on paper, whatever the pages are scaled by. */
	s.module = (osp_len)((int64_t)MODULE * FULL / scale);
	for (size_t i = 0; i < lists->count; i++) {
		set_list(&s, &lists->lists[i]);
	}
	close_page(&s);
}

osp_status links_number(struct edition *edition, struct lettering *lettering, int64_t scale) {
	struct lists lists = { .edition = edition };
	const osp_page *model = NULL;
	for (size_t i = 0; i < edition->row_count; i++) {
		if (edition->row[i] == IMPOSITION_BLANK) {
			continue;
		}
		osp_page *page = edition->pages.pages[edition->row[i]];
		model = page;
		if (page->piece != NULL && page->piece->article != NULL && web_page(edition, page->piece->article) != NULL) {
			list_of(&lists, page->piece);
		}
		number_page(&lists, lettering, page);
	}
	if (lists.count > 0) {
		set_lists(&lists, lettering, model, scale);
	}
	for (size_t i = 0; i < lists.count; i++) {
		free(lists.lists[i].links);
		free(lists.lists[i].table);
	}
	free(lists.lists);
	return OSP_OK;
}

/* ---- where an article is from ---- */

/* Above the text of the first page, where articles have no running head; not when something stands there. */
void edition_say_source(struct edition *edition, struct lettering *lettering) {
	size_t last = edition->row_count;
	while (last > 0 && (edition->row[last - 1] == IMPOSITION_BLANK || edition->pages.pages[edition->row[last - 1]]->piece == NULL)) {
		last--;
	}
	size_t first = 0;
	while (first < last && edition->row[first] == IMPOSITION_BLANK) {
		first++;
	}
	if (first >= last) {
		return;
	}
	osp_page *page = edition->pages.pages[edition->row[first]];
	osp_len free_above = page->height, size = 15 * OSP_POINT / 2, left = page->width;
	for (size_t i = 0; i < page->item_count; i++) {
		const osp_item *item = &page->items[i];
		if (item->kind == OSP_ITEM_GLYPHS) {
			free_above = item->y - item->as.glyphs.size < free_above ? item->y - item->as.glyphs.size : free_above;
			left = item->x < left ? item->x : left;
		}
	}
	if (free_above < 3 * size) {
		return;
	}
	const char *from = page->label, *to = edition->pages.pages[edition->row[last - 1]]->label;
	osp_buf text = OSP_BUF_INIT;
	const char *const words[] = { edition->whole->volume->title, from, to };
	unsigned at = 0;
	for (const char *c = osp_label(edition->volume.lang, "from-pages"); *c != '\0'; c++) {
		if (c[0] == '%' && c[1] == 's' && at < 3) {
			osp_buf_puts(&text, words[at++]);
			c++;
		} else {
			osp_buf_putc(&text, *c);
		}
	}
	struct drawing drawing = { .job = edition->job, .lettering = lettering, .page = *page, .capacity = page->item_count };
	lettering_line(lettering, &drawing, text.data, text.len, size, soft, left, free_above > 6 * size ? free_above / 2 : 2 * size);
	*page = drawing.page;
	osp_buf_done(&text);
}
