/* chapter.c - a piece of the volume as an XHTML file. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "walk.h"

#include <string.h>

/* ---- page marks ---- */

static void hold_marks(struct walk *walk, const osp_node *node)
{
	for (size_t mark = pagelist_at(walk->book, node); mark != NO_MARK; mark = walk->book->marks[mark].next)
		osp_buf_add(&walk->pending, &mark, sizeof mark);
}

static void flush_marks(struct walk *walk)
{
	for (size_t at = 0; at < walk->pending.len; at += sizeof(size_t)) {
		size_t mark;
		memcpy(&mark, walk->pending.data + at, sizeof mark);
		pagelist_write_mark(walk->book, mark, walk->out);
	}
	osp_buf_clear(&walk->pending);
}

/* Whether a span may be the first thing in the element. */
static bool may_begin_with_mark(osp_tag tag)
{
	switch (tag) {
	case OSP_UL: case OSP_OL: case OSP_DL: case OSP_TABLE: case OSP_THEAD: case OSP_TBODY: case OSP_TFOOT: case OSP_TR:
	case OSP_COLGROUP: case OSP_DETAILS: case OSP_RUBY: case OSP_RT: case OSP_RP: case OSP_PRE:
		return false;
	default:
		return true;
	}
}

/* ---- texts ---- */

/* The code point before `at`. */
static uint32_t before(const char *text, const char *at)
{
	const char *p = at;
	if (p == text)
		return 0;
	do {
		p--;
	} while (p > text && ((unsigned char)*p & 0xc0) == 0x80);
	return osp_utf8_next(&p, at);
}

static bool joins(uint32_t c)
{
	return osp_char_is_han(c) || (c >= 0x3000 && osp_char_is_cjk_mark(c));
}

/* A line break between two Han is no space (docs/tree.md); a browser would show one. Elsewhere it is written as the space that it is:
 * reading systems that search or speak line by line know no other. */
static void write_flowing(osp_buf *out, const char *text, const char *end)
{
	const char *from = text;
	for (const char *p = text; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++) {
		const char *next = p + 1;
		osp_markup_text(out, from, (size_t)(p - from));
		from = next;
		if (p == text || next == end || !joins(before(text, p)) || !joins(osp_utf8_next(&(const char *){ next }, end))) {
			osp_buf_putc(out, ' ');
		}
	}
	osp_markup_text(out, from, (size_t)(end - from));
}

static void write_span(struct walk *walk, const char *text, size_t len)
{
	if (walk->preformatted > 0)
		osp_markup_text(walk->out, text, len);
	else
		write_flowing(walk->out, text, text + len);
}

static void write_text(struct walk *walk, const osp_node *node)
{
	size_t len, at = 0;
	const char *text = osp_node_text(node, &len);
	flush_marks(walk);
	for (size_t mark = pagelist_at(walk->book, node); mark != NO_MARK; mark = walk->book->marks[mark].next) {
		size_t offset = walk->book->marks[mark].offset;
		if (offset > len)
			offset = len;
		write_span(walk, text + at, offset - at);
		pagelist_write_mark(walk->book, mark, walk->out);
		at = offset;
	}
	write_span(walk, text + at, len - at);
}

/* ---- elements ---- */

static bool has_text(const osp_node *root)
{
	for (const osp_node *n = root; n != NULL; n = osp_node_after(n, root)) {
		if (osp_node_tag(n) == OSP_IMG)
			return true;
		size_t len;
		const char *text = osp_node_text(n, &len);
		if (strspn(text, " \t\n") < len)
			return true;
	}
	return false;
}

/* Elements that HTML or good manners want to hold something. Cells, items and definitions may be empty. */
static bool is_left_out(const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	if (osp_node_first(node) != NULL || osp_tag_is_void(tag) || tag == OSP_HR)
		return false;
	if (tag == OSP_TD || tag == OSP_TH || tag == OSP_LI || tag == OSP_DD || tag == OSP_DT)
		return false;
	return osp_node_attr(node, "id") == NULL || tag == OSP_UL || tag == OSP_OL || tag == OSP_DL || tag == OSP_TABLE || tag == OSP_TR;
}

static bool is_phrase(osp_tag tag)
{
	return !osp_tag_is_block(tag) || tag == OSP_P || (tag >= OSP_H1 && tag <= OSP_H6) || tag == OSP_PRE || tag == OSP_DT ||
		tag == OSP_SUMMARY || tag == OSP_CAPTION;
}

static bool stands_beside_text(const osp_node *node)
{
	const osp_node *previous = osp_node_previous(node), *after = osp_node_next(node);
	return (previous != NULL && osp_node_is_text(previous)) || (after != NULL && osp_node_is_text(after));
}

static const char *name_unknown(const osp_node *node)
{
	const osp_node *parent = osp_node_parent(node);
	bool amid_text = stands_beside_text(node);
	return (parent != NULL && is_phrase(osp_node_tag(parent))) || amid_text ? "span" : "div";
}

static bool leads_somewhere(const struct walk *walk, const char *href)
{
	if (href == NULL)
		return false;
	if (href[0] == '#')
		return index_find(walk->book, href + 1) != NULL;
	osp_buf address = OSP_BUF_INIT;
	bool fine = address_clean(href, &address);
	osp_buf_done(&address);
	return fine;
}

/* The element's name in the book; NULL to write its children only. */
static const char *name_of(const struct walk *walk, const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	switch (tag) {
	case OSP_TAG_UNKNOWN: return name_unknown(node);
	case OSP_ARTICLE: return node == walk->root ? "section" : "article";
	case OSP_MAIN: return "div";
	case OSP_TH: return has_text(node) ? "th" : "td"; /* an empty corner heads nothing */
	case OSP_DETAILS: return osp_node_tag(osp_node_first(node)) == OSP_SUMMARY ? "details" : "div";
	case OSP_SUMMARY:
		return osp_node_tag(osp_node_parent(node)) == OSP_DETAILS && osp_node_previous(node) == NULL ? "summary" : "p";
	case OSP_A:
		if (walk->links == 0 && leads_somewhere(walk, osp_node_attr(node, "href")))
			return "a";
		return osp_node_attr(node, "id") != NULL ? "span" : NULL;
	case OSP_H1: case OSP_H2: case OSP_H3: case OSP_H4: case OSP_H5: case OSP_H6:
		return has_text(node) ? osp_tag_name(tag) : "div";
	default: return osp_tag_name(tag);
	}
}

static void begin_tag(osp_buf *out, const char *name)
{
	osp_buf_putc(out, '<');
	osp_buf_puts(out, name);
}

static void end_tag(osp_buf *out, const char *name)
{
	osp_buf_puts(out, "</");
	osp_buf_puts(out, name);
	osp_buf_putc(out, '>');
}

static void write_missing(struct walk *walk, const osp_node *img, const char *alt)
{
	const char *name = osp_node_tag(osp_node_parent(img)) == OSP_FIGURE ? "div" : "span";
	if (alt[0] == '\0')
		alt = osp_label(osp_node_lang(img), "not-found");
	begin_tag(walk->out, name);
	osp_buf_puts(walk->out, " class=\"missing\">");
	osp_markup_text(walk->out, alt, strlen(alt));
	end_tag(walk->out, name);
}

static void write_size(struct walk *walk, const osp_node *img, const char *name)
{
	const char *value = osp_node_attr(img, name);
	if (value != NULL && value[0] != '\0' && strlen(value) <= 5 && value[strspn(value, "0123456789")] == '\0')
		osp_markup_attr(walk->out, name, value);
}

static void write_picture(struct walk *walk, const osp_node *img)
{
	const struct picture *picture = picture_use(walk->book, img);
	const char *alt = osp_node_attr(img, "alt");
	if (alt == NULL)
		alt = "";
	if (picture == NULL) {
		write_missing(walk, img, alt);
		return;
	}
	osp_buf_puts(walk->out, "<img");
	osp_markup_attr(walk->out, "src", osp_job_printf(walk->book->job, "images/%s", picture->name));
	osp_markup_attr(walk->out, "alt", alt);
	if (alt[0] == '\0')
		osp_markup_attr(walk->out, "role", "presentation");
	attributes_write(walk, img, "img");
	write_size(walk, img, "width");
	write_size(walk, img, "height");
	osp_buf_puts(walk->out, "/>");
}

/* ---- notes: the way back comes first, as the note's number, or Kindle and Play Books show all notes in one pop-up ---- */

static void begin_note(struct walk *walk, const osp_node *aside)
{
	walk->note = NULL;
	walk->backlink = NULL;
	for (const osp_node *n = aside; n != NULL; n = osp_node_after(n, aside)) {
		if (osp_node_tag(n) == OSP_A && osp_node_has_role(n, "doc-backlink")) {
			walk->note = aside;
			walk->backlink = n;
			return;
		}
	}
}

static void write_note_number(struct walk *walk)
{
	const char *id = osp_node_attr(walk->note, "id"), *dash = id != NULL ? strrchr(id, '-') : NULL;
	const osp_node *link = walk->backlink;
	walk->note = NULL;
	if (!leads_somewhere(walk, osp_node_attr(link, "href")))
		return;
	osp_buf_puts(walk->out, "<a");
	attributes_write(walk, link, "a");
	osp_buf_puts(walk->out, ">");
	const char *number = dash != NULL && dash[1] != '\0' ? dash + 1 : "↩";
	osp_markup_text(walk->out, number, strlen(number));
	osp_buf_puts(walk->out, "</a> ");
}

/* The number of an entry of the list of references is text where the style leaves markers out: it is what citations say. */
static void write_entry_number(struct walk *walk, const osp_node *item)
{
	const osp_node *list = osp_node_parent(item);
	const char *value = osp_node_attr(item, "value");
	if (osp_node_tag(list) != OSP_OL || !osp_node_has_class(list, "references") || value == NULL || walk->book->style == NULL)
		return;
	const char *marker = osp_style_value(walk->book->style, item, OSP_PSEUDO_NONE, "list-style-type");
	const char *before = osp_style_value(walk->book->style, item, OSP_PSEUDO_BEFORE, "content");
	bool has_before = before != NULL && strcmp(before, "none") != 0 && strcmp(before, "normal") != 0;
	bool is_shown = marker == NULL || strcmp(marker, "none") != 0 || has_before;
	if (is_shown)
		return;
	osp_buf_puts(walk->out, "<span class=\"number\">[");
	osp_markup_text(walk->out, value, strlen(value));
	osp_buf_puts(walk->out, "]</span> ");
}

/* ---- the walk ---- */

static void push(struct walk *walk, const char *name)
{
	osp_buf_add(&walk->open, &name, sizeof name);
}

static const char *pop(struct walk *walk)
{
	const char *name;
	memcpy(&name, walk->open.data + walk->open.len - sizeof name, sizeof name);
	osp_buf_truncate(&walk->open, walk->open.len - sizeof name);
	return name;
}

static void open_element(struct walk *walk, const osp_node *node, const char *name)
{
	osp_tag tag = osp_node_tag(node);
	if (name != NULL) {
		begin_tag(walk->out, name);
		attributes_write(walk, node, name);
		osp_buf_putc(walk->out, '>');
	}
	walk->links += tag == OSP_A;
	walk->preformatted += tag == OSP_PRE;
	if (tag == OSP_ASIDE && osp_node_has_role(node, "doc-footnote"))
		begin_note(walk, node);
	bool begins_note = walk->note != NULL &&
		(node == walk->note ? osp_node_tag(osp_node_first(node)) != OSP_P : osp_node_parent(node) == walk->note);
	if (begins_note)
		write_note_number(walk);
	if (may_begin_with_mark(tag))
		flush_marks(walk);
	if (tag == OSP_LI)
		write_entry_number(walk, node);
}

/* Writes a text, a void element, or a start tag; true when the children come next. */
static bool enter(struct walk *walk, const osp_node *node)
{
	if (osp_node_is_text(node)) {
		write_text(walk, node);
		return false;
	}
	hold_marks(walk, node);
	if (is_left_out(node) || node == walk->backlink)
		return false;
	osp_tag tag = osp_node_tag(node);
	if (tag == OSP_IMG) {
		flush_marks(walk);
		write_picture(walk, node);
		return false;
	}
	if (osp_tag_is_void(tag) || tag == OSP_HR) {
		begin_tag(walk->out, osp_tag_name(tag));
		attributes_write(walk, node, osp_tag_name(tag));
		osp_buf_puts(walk->out, tag == OSP_HR ? "/>\n" : "/>");
		return false;
	}
	const char *name = name_of(walk, node);
	push(walk, name);
	open_element(walk, node, name);
	return true;
}

static void leave(struct walk *walk, const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	const char *name = pop(walk);
	if (node == walk->root)
		flush_marks(walk);
	walk->links -= tag == OSP_A;
	walk->preformatted -= tag == OSP_PRE;
	if (name == NULL)
		return;
	end_tag(walk->out, name);
	if (walk->preformatted == 0 && osp_tag_is_block(tag))
		osp_buf_putc(walk->out, '\n');
}

static void write_nodes(struct walk *walk)
{
	const osp_node *node = walk->root;
	for (;;) {
		bool into = enter(walk, node);
		if (into && osp_node_first(node) != NULL) {
			node = osp_node_first(node);
			continue;
		}
		if (into)
			leave(walk, node);
		while (node != walk->root && osp_node_next(node) == NULL) {
			node = osp_node_parent(node);
			leave(walk, node);
		}
		if (node == walk->root)
			return;
		node = osp_node_next(node);
	}
}

static const char *region_of(const osp_piece *piece)
{
	return piece->region == OSP_FRONT ? "frontmatter" : piece->region == OSP_BACK ? "backmatter" : "bodymatter";
}

static void write_cover(struct book *book, const struct chapter *chapter, osp_buf *out)
{
	osp_buf_puts(out, "<section epub:type=\"cover\" class=\"cover\">");
	for (size_t mark = pagelist_at(book, chapter->piece->root); mark != NO_MARK; mark = book->marks[mark].next)
		pagelist_write_mark(book, mark, out);
	osp_buf_puts(out, "<img role=\"doc-cover\"");
	osp_markup_attr(out, "src", book->cover_name);
	osp_markup_attr(out, "alt", book->volume->title);
	osp_buf_puts(out, "/></section>");
}

void chapter_write(struct book *book, const struct chapter *chapter, osp_buf *out)
{
	const osp_piece *piece = chapter->piece;
	const char *lang = piece->article != NULL && piece->article->lang[0] != '\0' ? piece->article->lang : book->volume->lang;
	struct walk walk = { .book = book, .chapter = chapter, .root = piece->root, .out = out };
	page_begin(book, out, lang, piece->title, region_of(piece));
	if (piece->kind == OSP_PIECE_COVER && book->cover_name != NULL)
		write_cover(book, chapter, out);
	else
		write_nodes(&walk);
	page_end(out);
	osp_buf_done(&walk.open);
	osp_buf_done(&walk.pending);
}
