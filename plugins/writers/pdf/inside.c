/* inside.c - the pages of the book block: all but the cover. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "pdf.h"

/* The cover, and the blank page that its back is. */
static size_t cover_pages(const osp_pages *pages) {
	size_t count = 0;
	while (count < pages->page_count && pages->pages[count]->piece != NULL && pages->pages[count]->piece->kind == OSP_PIECE_COVER) {
		count++;
	}
	while (count > 0 && count < pages->page_count && pages->pages[count]->is_blank) {
		count++;
	}
	return count;
}

/* A book block begins with a right page: whatever begins on a left one gets a blank before it. */
static bool begins_left(const osp_pages *pages, size_t first) {
	return first < pages->page_count && first % 2 == 1;
}

void pdf_inside_select(osp_job *job, const osp_pages *pages, osp_pages *ret) {
	size_t first = cover_pages(pages), blank = begins_left(pages, first) ? 1 : 0;
	*ret = *pages;
	ret->page_count = pages->page_count - first + blank;
	ret->pages = osp_job_alloc(job, (ret->page_count + 1) * sizeof *ret->pages);
	ret->outline = osp_job_alloc(job, (pages->outline_count + 1) * sizeof *ret->outline);
	for (size_t i = first; i < pages->page_count; i++) {
		ret->pages[i - first + blank] = pages->pages[i];
	}
	if (blank == 1) {
		osp_page *page = ret->pages[0] = osp_job_alloc(job, sizeof *page);
		*page = *pages->pages[first];
		page->items = NULL;
		page->item_count = 0;
		page->is_blank = true;
		page->label = "";
	}
	ret->outline_count = 0;
	for (size_t i = 0; i < pages->outline_count; i++) {
		if (pages->outline[i]->page >= first) {
			osp_outline *entry = ret->outline[ret->outline_count++] = osp_job_alloc(job, sizeof *entry);
			*entry = *pages->outline[i];
			entry->page -= (uint32_t)(first - blank);
		}
	}
}

size_t pdf_inside_count(const osp_pages *pages, const struct pdf_settings *settings) {
	size_t first = cover_pages(pages), count = pages->page_count - first + (begins_left(pages, first) ? 1 : 0);
	return (count + settings->signature - 1) / settings->signature * settings->signature;
}
