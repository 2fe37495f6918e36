/* navigation.c - the ways through the book: contents, landmarks, page list (EPUB 3.3, 7) and an NCX for old readers. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "book.h"

#include <string.h>

enum { SECTION_DEPTH = 2 };

/* What differs between the two forms of one list. */
struct form {
	void (*begin)(osp_buf *out, size_t number, const char *label, const char *target);
	const char *down, *up, *end; /* around the children of an entry, after an entry */
};

struct list {
	const struct book *book;
	const struct form *form;
	osp_buf *out;
	size_t count;
};

static void begin_nav(osp_buf *out, size_t number, const char *label, const char *target)
{
	(void)number;
	osp_buf_puts(out, "<li><a");
	osp_markup_attr(out, "href", target);
	osp_buf_putc(out, '>');
	osp_markup_text(out, label, strlen(label));
	osp_buf_puts(out, "</a>");
}

static void begin_ncx(osp_buf *out, size_t number, const char *label, const char *target)
{
	osp_buf_printf(out, "<navPoint id=\"n%zu\" playOrder=\"%zu\"><navLabel><text>", number, number);
	osp_markup_text(out, label, strlen(label));
	osp_buf_puts(out, "</text></navLabel><content");
	osp_markup_attr(out, "src", target);
	osp_buf_puts(out, "/>");
}

static const struct form nav_form = { begin_nav, "\n<ol>\n", "</ol>\n", "</li>\n" };
static const struct form ncx_form = { begin_ncx, "\n", "", "</navPoint>\n" };

/* A heading's words without the marks of notes and citations. */
static void put_heading(const osp_node *heading, osp_buf *label)
{
	const osp_node *n = heading;
	while (n != NULL) {
		bool is_mark = osp_node_has_role(n, "doc-noteref") || osp_node_has_role(n, "doc-biblioref") || osp_node_has_class(n, "citation");
		if (is_mark) {
			n = osp_node_after_all(n, heading);
			continue;
		}
		if (osp_node_is_text(n)) {
			size_t len;
			const char *text = osp_node_text(n, &len);
			osp_buf_add(label, text, len);
		} else if (osp_node_tag(n) == OSP_IMG && osp_node_attr(n, "alt") != NULL) {
			osp_buf_puts(label, osp_node_attr(n, "alt"));
		} else if (osp_node_tag(n) == OSP_BR) {
			osp_buf_putc(label, ' ');
		}
		n = osp_node_after(n, heading);
	}
	for (size_t i = 0; i < label->len; i++) {
		if (label->data[i] == '\n')
			label->data[i] = ' ';
	}
}

static bool is_blank(const osp_buf *label)
{
	return label->len == 0 || strspn(label->data, " \t") == label->len;
}

static const osp_node *heading_of(const osp_node *section)
{
	const osp_node *first = osp_node_first(section);
	osp_tag tag = osp_node_tag(first);
	return tag >= OSP_H1 && tag <= OSP_H6 ? first : NULL;
}

/* The next section in `parent` after `node` (NULL: from the start) that has a heading and an id. */
static const osp_node *next_section(const osp_node *parent, const osp_node *node)
{
	for (node = node == NULL ? osp_node_first(parent) : osp_node_next(node); node != NULL; node = osp_node_next(node)) {
		if (osp_node_tag(node) == OSP_SECTION && osp_node_attr(node, "id") != NULL && heading_of(node) != NULL)
			return node;
	}
	return NULL;
}

static void list_sections(struct list *list, const char *file, const osp_node *parent, int depth)
{
	bool any = false;
	osp_buf label = OSP_BUF_INIT;
	for (const osp_node *s = depth > 0 ? next_section(parent, NULL) : NULL; s != NULL; s = next_section(parent, s)) {
		osp_buf_clear(&label);
		put_heading(heading_of(s), &label);
		if (is_blank(&label))
			continue;
		if (!any)
			osp_buf_puts(list->out, list->form->down);
		any = true;
		list->form->begin(list->out, ++list->count, label.data, osp_job_printf(list->book->job, "%s#%s", file, osp_node_attr(s, "id")));
		list_sections(list, file, s, depth - 1);
		osp_buf_puts(list->out, list->form->end);
	}
	if (any)
		osp_buf_puts(list->out, list->form->up);
	osp_buf_done(&label);
}

static bool is_listed(const osp_piece *piece)
{
	return piece->kind != OSP_PIECE_COVER && piece->kind != OSP_PIECE_CONTENTS && piece->title[0] != '\0';
}

static void list_chapters(struct list *list)
{
	const struct book *book = list->book;
	bool in_part = false;
	for (size_t i = 0; i < book->chapter_count; i++) {
		const struct chapter *chapter = &book->chapters[i];
		if (!is_listed(chapter->piece))
			continue;
		bool is_part = chapter->piece->kind == OSP_PIECE_PART, belongs = chapter->piece->part != 0 && !is_part;
		if (in_part && !belongs) {
			osp_buf_puts(list->out, list->form->up);
			osp_buf_puts(list->out, list->form->end);
			in_part = false;
		}
		list->form->begin(list->out, ++list->count, chapter->piece->title, chapter->file);
		bool opens = is_part && i + 1 < book->chapter_count && book->chapters[i + 1].piece->part == chapter->piece->part &&
			chapter->piece->part != 0 && is_listed(book->chapters[i + 1].piece) && book->chapters[i + 1].piece->kind != OSP_PIECE_PART;
		if (opens) {
			osp_buf_puts(list->out, list->form->down);
			in_part = true;
			continue;
		}
		if (!is_part)
			list_sections(list, chapter->file, chapter->piece->root, SECTION_DEPTH);
		osp_buf_puts(list->out, list->form->end);
	}
	if (in_part) {
		osp_buf_puts(list->out, list->form->up);
		osp_buf_puts(list->out, list->form->end);
	}
	if (list->count == 0) {
		list->form->begin(list->out, ++list->count, book->volume->title, book->chapter_count != 0 ? book->chapters[0].file : "nav.xhtml");
		osp_buf_puts(list->out, list->form->end);
	}
}

static void put_landmark(osp_buf *out, const char *type, const char *target, const char *label)
{
	osp_buf_puts(out, "<li><a");
	osp_markup_attr(out, "epub:type", type);
	osp_markup_attr(out, "href", target);
	osp_buf_putc(out, '>');
	osp_markup_text(out, label, strlen(label));
	osp_buf_puts(out, "</a></li>\n");
}

static void write_landmarks(const struct book *book, osp_buf *out)
{
	static const struct { osp_piece_kind kind; const char *type; } kinds[] = {
		{ OSP_PIECE_COVER, "cover" }, { OSP_PIECE_TITLE_PAGE, "titlepage" }, { OSP_PIECE_ARTICLE, "bodymatter" },
		{ OSP_PIECE_CONTRIBUTORS, "contributors" }, { OSP_PIECE_AUTHOR_INDEX, "index" }, { OSP_PIECE_COLOPHON, "colophon" },
	};
	const char *lang = book->volume->lang;
	osp_buf_puts(out, "<nav epub:type=\"landmarks\" hidden=\"hidden\"><h2>");
	const char *title = osp_label(lang, "contents");
	osp_markup_text(out, title, strlen(title));
	osp_buf_puts(out, "</h2><ol>\n");
	put_landmark(out, "toc", "nav.xhtml", title);
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		for (size_t i = 0; i < book->chapter_count; i++) {
			const struct chapter *chapter = &book->chapters[i];
			if (chapter->piece->kind != kinds[k].kind)
				continue;
			const char *label = chapter->piece->title[0] != '\0' ? chapter->piece->title : osp_label(lang, kinds[k].type);
			put_landmark(out, kinds[k].type, chapter->file, label);
			break;
		}
	}
	osp_buf_puts(out, "</ol></nav>\n");
}

static void write_page_list(const struct book *book, osp_buf *out)
{
	if (book->mark_count == 0)
		return;
	const char *title = osp_label(book->volume->lang, "page");
	osp_buf_puts(out, "<nav epub:type=\"page-list\" role=\"doc-pagelist\" hidden=\"hidden\"><h2>");
	osp_markup_text(out, title, strlen(title));
	osp_buf_puts(out, "</h2><ol>\n");
	for (size_t i = 0; i < book->mark_count; i++) {
		const struct page_mark *mark = &book->marks[i];
		osp_buf_printf(out, "<li><a href=\"%s#osp-page-%u\">", book->chapters[mark->chapter].file, mark->number);
		osp_markup_text(out, mark->label, strlen(mark->label));
		osp_buf_puts(out, "</a></li>\n");
	}
	osp_buf_puts(out, "</ol></nav>\n");
}

void navigation_write(const struct book *book, osp_buf *out)
{
	const char *title = osp_label(book->volume->lang, "contents");
	struct list list = { .book = book, .form = &nav_form, .out = out };
	page_begin(book, out, book->volume->lang, title, "frontmatter");
	for (size_t i = 0; i < book->chapter_count; i++) {
		if (book->chapters[i].piece->kind != OSP_PIECE_CONTENTS)
			continue;
		for (size_t mark = pagelist_at(book, book->chapters[i].piece->root); mark != NO_MARK; mark = book->marks[mark].next)
			pagelist_write_mark(book, mark, out);
	}
	osp_buf_puts(out, "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" class=\"contents\"><h1>");
	osp_markup_text(out, title, strlen(title));
	osp_buf_puts(out, "</h1>\n<ol>\n");
	list_chapters(&list);
	osp_buf_puts(out, "</ol></nav>\n");
	write_landmarks(book, out);
	write_page_list(book, out);
	page_end(out);
}

void navigation_write_ncx(const struct book *book, osp_buf *out)
{
	struct list list = { .book = book, .form = &ncx_form, .out = out };
	osp_buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\"");
	osp_markup_attr(out, "xml:lang", book->volume->lang);
	osp_buf_puts(out, ">\n<head><meta name=\"dtb:uid\"");
	osp_markup_attr(out, "content", book->identifier);
	osp_buf_puts(out, "/></head>\n<docTitle><text>");
	osp_markup_text(out, book->volume->title, strlen(book->volume->title));
	osp_buf_puts(out, "</text></docTitle>\n<navMap>\n");
	list_chapters(&list);
	osp_buf_puts(out, "</navMap>\n</ncx>\n");
}
