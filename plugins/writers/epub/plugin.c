/* plugin.c - the EPUB writer as the host sees it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "book.h"
#include "packed.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static const osp_option options[] = {
	{ "page-list", OSP_OPTION_CHOICE, "pdf", "pdf|none", "where the page numbers of the page list come from" },
	{ "fonts", OSP_OPTION_CHOICE, "none", "none|subset", "embed the fonts of the printed volume, as far as its text needs them" },
	{ NULL, OSP_OPTION_END, NULL, NULL, NULL },
};

static struct settings read_settings(const osp_options *given)
{
	return (struct settings){
		.page_list = strcmp(osp_option_string(given, "page-list"), "pdf") == 0,
		.embeds_fonts = strcmp(osp_option_string(given, "fonts"), "subset") == 0,
	};
}

static uint32_t needs_for(const osp_options *given)
{
	struct settings settings = read_settings(given);
	return settings.page_list || settings.embeds_fonts ? OSP_NEEDS_TREE | OSP_NEEDS_LABELS : OSP_NEEDS_TREE;
}

static osp_status open_writer(osp_job *job, const osp_options *given, void **ret_state)
{
	struct settings *settings = osp_job_alloc(job, sizeof *settings);
	*settings = read_settings(given);
	*ret_state = settings;
	return OSP_OK;
}

/* Pieces become files in reading order; the contents page is the navigation document itself, and a cover page the one
 * that shows the cover's picture. */
static void list_chapters(struct book *book)
{
	const osp_volume *volume = book->volume;
	book->chapters = osp_job_alloc(book->job, (volume->piece_count + 1) * sizeof *book->chapters);
	bool has_nav = false;
	for (size_t i = 0; i < volume->piece_count; i++) {
		const osp_piece *piece = volume->pieces[i];
		if (piece->root == NULL || (piece->kind == OSP_PIECE_CONTENTS && has_nav))
			continue;
		struct chapter *chapter = &book->chapters[book->chapter_count++];
		chapter->piece = piece;
		has_nav |= piece->kind == OSP_PIECE_CONTENTS;
		chapter->file = piece->kind == OSP_PIECE_CONTENTS ? "nav.xhtml"
			: osp_job_printf(book->job, "%03zu-%s.xhtml", book->chapter_count, piece->id);
	}
}

/* Takes the text of a file, and leaves the room for the next one's. */
static void add_part(struct book *book, const char *name, osp_buf *text)
{
	struct part *part = &book->parts[book->part_count++];
	part->name = osp_job_printf(book->job, "EPUB/%s", name);
	part->packed = packer_pack(book->packer, text->data, text->len);
	osp_buf_clear(text);
}

static void write_parts(struct book *book)
{
	osp_buf text = OSP_BUF_INIT;
	book->parts = osp_job_alloc(book->job, (book->chapter_count + 4) * sizeof *book->parts);
	for (size_t i = 0; i < book->chapter_count; i++) {
		if (book->chapters[i].piece->kind == OSP_PIECE_CONTENTS)
			continue;
		chapter_write(book, &book->chapters[i], &text);
		add_part(book, book->chapters[i].file, &text);
	}
	navigation_write(book, &text);
	add_part(book, "nav.xhtml", &text);
	navigation_write_ncx(book, &text);
	add_part(book, "toc.ncx", &text);
	sheet_write(book, &text);
	add_part(book, "style.css", &text);
	package_write(book, &text);
	add_part(book, "package.opf", &text);
	osp_buf_done(&text);
}

static void set_modified(struct book *book)
{
	time_t when = (time_t)book->volume->modified;
	struct tm utc;
	if (when < 0 || gmtime_r(&when, &utc) == NULL || utc.tm_year > 8099 ||
	    strftime(book->modified, sizeof book->modified, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0)
		memcpy(book->modified, "1980-01-01T00:00:00Z", sizeof "1980-01-01T00:00:00Z");
}

static void done(struct book *book)
{
	for (size_t i = 0; i < book->part_count; i++)
		packed_free(book->parts[i].packed);
	packer_free(book->packer);
	osp_buf_done(&book->cover);
	picture_done(book);
	pagelist_done(book);
	fonts_done(book);
	index_done(book);
}

static osp_status write_tree(osp_job *job, void *state, const osp_volume *volume, const osp_pages *pages, osp_output *output)
{
	struct book book = { .job = job, .volume = volume, .settings = state, .style = osp_job_style(job, "epub"), .packer = packer_new() };
	if (book.packer == NULL)
		return OSP_FAIL;
	book.identifier = identifier_of(job, volume);
	book.pictures = osp_job_alloc(job, (volume->asset_count + 1) * sizeof *book.pictures);
	set_modified(&book);
	list_chapters(&book);
	index_ids(&book);
	if (book.settings->page_list && pages != NULL)
		pagelist_collect(&book, pages);
	if (book.settings->embeds_fonts && pages != NULL)
		fonts_embed(&book, pages);
	cover_make(&book);
	write_parts(&book);
	osp_status status = archive_write(&book, output);
	done(&book);
	return status;
}

static const osp_writer writer = {
	.format = "epub",
	.suffix = ".epub",
	.medium = "epub",
	.needs = OSP_NEEDS_TREE | OSP_NEEDS_LABELS,
	.needs_for = needs_for,
	.open = open_writer,
	.write_tree = write_tree,
};

OSP_PLUGIN(.kind = OSP_WRITER, .name = "epub", .version = "1.0", .summary = "Writes an EPUB 3.3 e-book, one file for each article.",
	   .options = options, .writer = &writer, .license = "Apache-2.0");
