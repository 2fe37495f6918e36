/* package.c - the package document: what the book is, which files it has, in which order (EPUB 3.3, 5). */
/* SPDX-License-Identifier: Apache-2.0 */
#include "book.h"

#include <string.h>

static void put_item(osp_buf *out, const char *id, const char *href, const char *type, const char *properties)
{
	osp_buf_puts(out, "<item");
	osp_markup_attr(out, "id", id);
	osp_markup_attr(out, "href", href);
	osp_markup_attr(out, "media-type", type);
	if (properties[0] != '\0')
		osp_markup_attr(out, "properties", properties);
	osp_buf_puts(out, "/>\n");
}

static const char *chapter_id(const struct book *book, size_t index)
{
	return book->chapters[index].piece->kind == OSP_PIECE_CONTENTS ? "nav" : osp_job_printf(book->job, "c%zu", index + 1);
}

static void write_manifest(const struct book *book, osp_buf *out)
{
	osp_buf_puts(out, "<manifest>\n");
	put_item(out, "nav", "nav.xhtml", "application/xhtml+xml", "nav");
	put_item(out, "ncx", "toc.ncx", "application/x-dtbncx+xml", "");
	put_item(out, "style", "style.css", "text/css", "");
	if (book->cover_name != NULL)
		put_item(out, "cover-image", book->cover_name, book->cover_type, "cover-image");
	for (size_t i = 0; i < book->chapter_count; i++) {
		if (book->chapters[i].piece->kind != OSP_PIECE_CONTENTS)
			put_item(out, chapter_id(book, i), book->chapters[i].file, "application/xhtml+xml", "");
	}
	for (size_t i = 0; i < book->volume->asset_count; i++) {
		const struct picture *picture = &book->pictures[i];
		if (picture->is_used && !picture->is_missing)
			put_item(out, osp_job_printf(book->job, "i%zu", i + 1), osp_job_printf(book->job, "images/%s", picture->name),
				 picture->media_type, "");
	}
	for (size_t i = 0; i < book->font_count; i++)
		put_item(out, osp_job_printf(book->job, "f%zu", i + 1), osp_job_printf(book->job, "fonts/%s", book->fonts[i].name),
			 book->fonts[i].media_type, "");
	osp_buf_puts(out, "</manifest>\n");
}

static void write_spine(const struct book *book, osp_buf *out)
{
	osp_buf_puts(out, "<spine toc=\"ncx\">\n");
	for (size_t i = 0; i < book->chapter_count; i++)
		osp_buf_printf(out, "<itemref idref=\"%s\"/>\n", chapter_id(book, i));
	if (book->chapter_count == 0)
		osp_buf_puts(out, "<itemref idref=\"nav\"/>\n");
	osp_buf_puts(out, "</spine>\n");
}

static void put_reference(osp_buf *out, const char *type, const char *title, const char *href)
{
	osp_buf_puts(out, "<reference");
	osp_markup_attr(out, "type", type);
	osp_markup_attr(out, "title", title);
	osp_markup_attr(out, "href", href);
	osp_buf_puts(out, "/>\n");
}

/* EPUB 2's landmarks, which conversions for WeRead, Duokan and Kindle still read. */
static void write_guide(const struct book *book, osp_buf *out)
{
	const char *lang = book->volume->lang;
	bool has_text = false;
	osp_buf_puts(out, "<guide>\n");
	put_reference(out, "toc", osp_label(lang, "contents"), "nav.xhtml");
	for (size_t i = 0; i < book->chapter_count; i++) {
		const struct chapter *chapter = &book->chapters[i];
		if (chapter->piece->kind == OSP_PIECE_COVER)
			put_reference(out, "cover", osp_label(lang, "cover"), chapter->file);
		if (chapter->piece->kind == OSP_PIECE_ARTICLE && !has_text) {
			has_text = true;
			put_reference(out, "text", chapter->piece->title, chapter->file);
		}
	}
	osp_buf_puts(out, "</guide>\n");
}

void package_write(const struct book *book, osp_buf *out)
{
	osp_buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		     "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\"");
	osp_markup_attr(out, "xml:lang", book->volume->lang);
	if (book->font_count != 0)
		osp_markup_attr(out, "prefix", "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/");
	osp_buf_puts(out, ">\n");
	metadata_write(book, out);
	write_manifest(book, out);
	write_spine(book, out);
	write_guide(book, out);
	osp_buf_puts(out, "</package>\n");
}
