/* archive.c - the container: mimetype first and stored, the same bytes for the same book (EPUB 3.3, OCF). */
/* SPDX-License-Identifier: Apache-2.0 */
#include "book.h"
#include "packed.h"

#include <string.h>
#include <time.h>
#include <zip.h>

struct archive {
	zip_t *zip;
	uint16_t date, time; /* MS-DOS: the other setter of libzip depends on the time zone */
};

static void set_clock(struct archive *archive, int64_t modified)
{
	time_t when = (time_t)modified;
	struct tm utc;
	archive->date = 1 << 5 | 1;
	archive->time = 0;
	if (gmtime_r(&when, &utc) == NULL || utc.tm_year < 80 || utc.tm_year > 207)
		return;
	archive->date = (uint16_t)((utc.tm_year - 80) << 9 | (utc.tm_mon + 1) << 5 | utc.tm_mday);
	archive->time = (uint16_t)(utc.tm_hour << 11 | utc.tm_min << 5 | utc.tm_sec / 2);
}

static bool add(struct archive *archive, const char *name, zip_source_t *source, bool stored)
{
	if (source == NULL)
		return false;
	zip_int64_t index = zip_file_add(archive->zip, name, source, ZIP_FL_ENC_UTF_8);
	if (index < 0) {
		zip_source_free(source);
		return false;
	}
	zip_uint64_t at = (zip_uint64_t)index;
	return zip_set_file_compression(archive->zip, at, stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0) == 0 &&
		zip_file_set_dostime(archive->zip, at, archive->time, archive->date, 0) == 0;
}

static bool add_packed(struct archive *archive, const char *name, struct packed *packed)
{
	zip_source_t *source = packed != NULL ? packed_source(packed, archive->zip) : NULL;
	if (source == NULL)
		packed_free(packed);
	return add(archive, name, source, false);
}

static bool add_bytes(struct archive *archive, const char *name, const void *bytes, size_t len)
{
	return add(archive, name, zip_source_buffer(archive->zip, bytes, len, 0), true);
}

static bool add_copy(struct archive *archive, const char *name, const char *path)
{
	return add(archive, name, zip_source_file(archive->zip, path, 0, -1), true);
}

static bool add_pictures(struct archive *archive, const struct book *book)
{
	const osp_volume *volume = book->volume;
	for (size_t i = 0; i < volume->asset_count; i++) {
		const struct picture *picture = &book->pictures[i];
		if (!picture->is_used || picture->is_missing)
			continue;
		const char *name = osp_job_printf(book->job, "EPUB/images/%s", picture->name);
		bool added = picture->converted.len != 0 ? add_bytes(archive, name, picture->converted.data, picture->converted.len)
			: add_copy(archive, name, volume->assets[i]->path);
		if (!added)
			return false;
	}
	return true;
}

static bool add_all(struct archive *archive, const struct book *book)
{
	static const char mimetype[] = "application/epub+zip";
	static const char container[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>"
		"<rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>\n";
	if (!add_bytes(archive, "mimetype", mimetype, sizeof mimetype - 1) ||
	    !add_packed(archive, "META-INF/container.xml", packer_pack(book->packer, container, sizeof container - 1)))
		return false;
	for (size_t i = book->part_count; i-- > 0;) {
		struct packed *packed = book->parts[i].packed;
		book->parts[i].packed = NULL;
		if (!add_packed(archive, book->parts[i].name, packed))
			return false;
	}
	if (book->cover_name != NULL) {
		const char *name = osp_job_printf(book->job, "EPUB/%s", book->cover_name);
		bool added = book->cover_asset != NULL ? add_copy(archive, name, book->cover_asset->path)
			: add_bytes(archive, name, book->cover.data, book->cover.len);
		if (!added)
			return false;
	}
	return add_pictures(archive, book);
}

static bool add_fonts(struct archive *archive, const struct book *book)
{
	for (size_t i = 0; i < book->font_count; i++) {
		const struct book_font *font = &book->fonts[i];
		if (!add_packed(archive, osp_job_printf(book->job, "EPUB/fonts/%s", font->name), packer_pack(book->packer, font->bytes.data, font->bytes.len)))
			return false;
	}
	return true;
}

osp_status archive_write(const struct book *book, osp_output *output)
{
	const char *path = osp_output_path(output, NULL);
	struct archive archive = { 0 };
	int code = 0;
	if (path == NULL)
		return OSP_FAIL;
	set_clock(&archive, book->volume->modified);
	archive.zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code);
	bool is_written = archive.zip != NULL && add_all(&archive, book) && add_fonts(&archive, book) && zip_close(archive.zip) == 0;
	if (is_written)
		return OSP_OK;
	osp_error(book->job, OSP_NOWHERE, "epub/archive", "the e-book could not be written: %s",
		  archive.zip != NULL ? zip_strerror(archive.zip) : "its file can't be opened");
	if (archive.zip != NULL)
		zip_discard(archive.zip);
	return OSP_FAIL;
}
