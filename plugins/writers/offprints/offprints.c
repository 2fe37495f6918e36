/* offprints.c - one PDF for each article: its pages as they are in the volume, with the volume's numbers. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "pdf.h"

/* The article's own file says who wrote it and what it is called; the rest is the volume's. */
static osp_volume volume_of(const osp_volume *volume, osp_article **article) {
	osp_volume own = *volume;
	const osp_article *a = *article;
	own.title = a->title;
	own.subtitle = a->subtitle;
	own.lang = a->lang;
	own.license = a->license[0] != '\0' ? a->license : volume->license;
	own.doi = a->doi;
	own.isbn = ""; /* is of the whole book */
	own.editors = a->authors;
	own.editor_count = a->author_count;
	own.articles = article;
	own.article_count = 1;
	return own;
}

/* Outline entries of these pages. What hung below a part's title is on top now. */
static void select_outline(osp_job *job, const osp_pages *pages, size_t first, osp_pages *own) {
	uint32_t above = UINT32_MAX;
	own->outline = osp_job_alloc(job, (pages->outline_count + 1) * sizeof *own->outline);
	own->outline_count = 0;
	for (size_t i = 0; i < pages->outline_count; i++) {
		const osp_outline *entry = pages->outline[i];
		if (entry->page >= first && entry->page < first + own->page_count) {
			above = entry->depth - 1 < above ? entry->depth - 1 : above;
			osp_outline *copy = osp_job_alloc(job, sizeof *copy);
			*copy = *entry;
			copy->page -= (uint32_t)first;
			own->outline[own->outline_count++] = copy;
		}
	}
	for (size_t i = 0; i < own->outline_count; i++) {
		own->outline[i]->depth -= above;
	}
}

static osp_status write_one(osp_job *job, const struct pdf_settings *common, const osp_pages *pages, size_t first, size_t count, osp_output *output) {
	osp_article *article = pages->pages[first]->piece->article;
	osp_volume volume = volume_of(pages->volume, &article);
	osp_pages own = *pages;
	struct pdf_settings settings = *common;
	own.volume = &volume;
	own.pages = pages->pages + first;
	own.page_count = count;
	settings.file = osp_job_printf(job, "%s.pdf", article->id);
	select_outline(job, pages, first, &own);
	return pdf_write(job, &settings, &own, output);
}

/* How many pages from here on are the same article's; the blank one behind it belongs to the book. */
static size_t pages_of(const osp_pages *pages, size_t first) {
	size_t count = 0, last = 0;
	while (first + count < pages->page_count && pages->pages[first + count]->piece == pages->pages[first]->piece) {
		count++;
		last = pages->pages[first + count - 1]->is_blank ? last : count;
	}
	return last > 0 ? last : 1;
}

static bool is_article(const osp_page *page) {
	return page->piece != NULL && page->piece->article != NULL && page->piece->article->state == OSP_ARTICLE_READY && !page->is_blank;
}

static osp_status write_pages(osp_job *job, void *state, const osp_pages *pages, osp_output *output) {
	size_t written = 0;
	for (size_t at = 0; at < pages->page_count;) {
		if (!is_article(pages->pages[at])) {
			at++;
			continue;
		}
		size_t count = pages_of(pages, at);
		if (write_one(job, state, pages, at, count, output) != OSP_OK) {
			return OSP_FAIL;
		}
		at += count;
		written++;
	}
	if (written == 0) {
		osp_error(job, pages->volume->place, "pdf/no-pages", "there is no page to write; give the volume at least one article");
	}
	return written > 0 ? OSP_OK : OSP_FAIL;
}

static const osp_option options[] = {
	{ "max-dpi", OSP_OPTION_INT, "0", "0..2400", "pictures with more dots per inch are scaled down to it; 0 = never" },
	{ NULL, OSP_OPTION_END, NULL, NULL, NULL },
};

static osp_status open(osp_job *job, const osp_options *given, void **ret_state) {
	struct pdf_settings *settings = osp_job_alloc(job, sizeof *settings);
	*settings = (struct pdf_settings){ .part = PDF_ALL, .signature = 1, .profile = "",
	                                   .policy = { .most_dpi = (uint32_t)osp_option_int(given, "max-dpi") } };
	*ret_state = settings;
	return OSP_OK;
}

static const osp_writer writer = {
	.format = "offprints",
	.suffix = "",
	.medium = "print",
	.needs = OSP_NEEDS_PAGES,
	.open = open,
	.write_pages = write_pages,
};

OSP_PLUGIN(.kind = OSP_WRITER, .name = "offprints", .version = "1.0", .summary = "Writes each article as a PDF of its own, with the pages that it has in the volume.",
           .options = options, .writer = &writer, .license = "Apache-2.0");
