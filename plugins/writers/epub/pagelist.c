/* pagelist.c - where the pages of the printed volume begin in the book (EPUB 3.3, page-list nav). */
/* SPDX-License-Identifier: Apache-2.0 */
#include "book.h"

#include <stdlib.h>
#include <string.h>

static struct mark_entry *slot(const struct mark_table *table, const osp_node *node)
{
	uint64_t h = (uint64_t)(uintptr_t)node * 0x9e3779b97f4a7c15u;
	size_t at = (size_t)(h >> 20) & (table->size - 1);
	while (table->entries[at].node != NULL && table->entries[at].node != node)
		at = (at + 1) & (table->size - 1);
	return &table->entries[at];
}

static size_t chapter_of(const struct book *book, const osp_piece *piece)
{
	for (size_t i = 0; i < book->chapter_count; i++) {
		if (book->chapters[i].piece == piece)
			return i;
	}
	return SIZE_MAX;
}

/* Marks of one node in the order of their offsets: the layout gives them so, but for notes that moved. */
static void chain(struct book *book, size_t mark)
{
	struct page_mark *marks = book->marks;
	struct mark_entry *entry = slot(&book->mark_of, marks[mark].node);
	if (entry->node == NULL) {
		*entry = (struct mark_entry){ marks[mark].node, mark };
		return;
	}
	size_t *link = &entry->mark;
	while (*link != NO_MARK && marks[*link].offset <= marks[mark].offset)
		link = &marks[*link].next;
	marks[mark].next = *link;
	*link = mark;
}

/* Pages without text of their own, and those of the contents (whose list is the navigation itself), begin with their chapter. */
void pagelist_collect(struct book *book, const osp_pages *pages)
{
	size_t previous = 0;
	book->marks = osp_job_alloc(book->job, (pages->page_count + 1) * sizeof *book->marks);
	for (book->mark_of.size = 64; book->mark_of.size < pages->page_count * 2; book->mark_of.size *= 2) {
	}
	book->mark_of.entries = osp_job_alloc(book->job, book->mark_of.size * sizeof *book->mark_of.entries);
	for (size_t i = 0; i < pages->page_count && book->chapter_count != 0; i++) {
		const osp_page *page = pages->pages[i];
		size_t chapter = page->piece != NULL ? chapter_of(book, page->piece) : previous;
		if (page->label == NULL || page->label[0] == '\0')
			continue;
		if (chapter == SIZE_MAX)
			chapter = previous;
		previous = chapter;
		const osp_piece *piece = book->chapters[chapter].piece;
		bool whole = page->first_node == NULL || page->piece != piece || piece->kind == OSP_PIECE_CONTENTS || piece->kind == OSP_PIECE_COVER;
		struct page_mark *mark = &book->marks[book->mark_count];
		*mark = (struct page_mark){ .node = whole ? piece->root : page->first_node, .offset = whole ? 0 : page->first_offset,
					    .label = page->label, .number = page->number, .chapter = chapter, .next = NO_MARK };
		chain(book, book->mark_count++);
	}
}

size_t pagelist_at(const struct book *book, const osp_node *node)
{
	if (book->mark_count == 0)
		return NO_MARK;
	const struct mark_entry *entry = slot(&book->mark_of, node);
	return entry->node != NULL ? entry->mark : NO_MARK;
}

void pagelist_write_mark(const struct book *book, size_t mark, osp_buf *out)
{
	const struct page_mark *page = &book->marks[mark];
	osp_buf_printf(out, "<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"osp-page-%u\"", page->number);
	osp_markup_attr(out, "aria-label", osp_job_printf(book->job, " %s. ", page->label));
	osp_buf_puts(out, "></span>");
}

void pagelist_done(struct book *book)
{
	book->mark_count = 0;
}
