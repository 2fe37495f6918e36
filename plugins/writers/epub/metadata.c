/* metadata.c - what catalogues and readers are told about the book (EPUB 3.3, 5.5; EPUB Accessibility 1.1, 2). */
/* SPDX-License-Identifier: Apache-2.0 */
#include "book.h"

#include <string.h>

enum { MAX_KEYWORDS = 24 };

static void put_element(osp_buf *out, const char *name, const char *id, const char *text)
{
	if (text[0] == '\0')
		return;
	osp_buf_printf(out, "<%s", name);
	if (id[0] != '\0')
		osp_markup_attr(out, "id", id);
	osp_buf_putc(out, '>');
	osp_markup_text(out, text, strlen(text));
	osp_buf_printf(out, "</%s>\n", name);
}

static void put_meta(osp_buf *out, const char *refines, const char *property, const char *scheme, const char *text)
{
	if (text[0] == '\0')
		return;
	osp_buf_puts(out, "<meta");
	if (refines[0] != '\0')
		osp_buf_printf(out, " refines=\"#%s\"", refines);
	osp_markup_attr(out, "property", property);
	if (scheme[0] != '\0')
		osp_markup_attr(out, "scheme", scheme);
	osp_buf_putc(out, '>');
	osp_markup_text(out, text, strlen(text));
	osp_buf_puts(out, "</meta>\n");
}

static void write_titles(const struct book *book, osp_buf *out)
{
	const osp_volume *volume = book->volume;
	put_element(out, "dc:title", "title", volume->title);
	put_meta(out, "title", "title-type", "", "main");
	put_meta(out, "title", "file-as", "", volume->title);
	if (volume->subtitle[0] == '\0')
		return;
	put_meta(out, "title", "display-seq", "", "1");
	put_element(out, "dc:title", "subtitle", volume->subtitle);
	put_meta(out, "subtitle", "title-type", "", "subtitle");
	put_meta(out, "subtitle", "display-seq", "", "2");
}

static bool is_first_with_lang(const osp_volume *volume, size_t index)
{
	const char *lang = volume->articles[index]->lang;
	if (lang[0] == '\0' || strcmp(lang, volume->lang) == 0)
		return false;
	for (size_t i = 0; i < index; i++) {
		if (strcmp(volume->articles[i]->lang, lang) == 0)
			return false;
	}
	return true;
}

static void write_languages(const osp_volume *volume, osp_buf *out)
{
	put_element(out, "dc:language", "", volume->lang);
	for (size_t i = 0; i < volume->article_count; i++) {
		if (volume->articles[i]->state != OSP_ARTICLE_DRAFT && is_first_with_lang(volume, i))
			put_element(out, "dc:language", "", volume->articles[i]->lang);
	}
}

static void write_person(const struct book *book, osp_buf *out, const osp_person *person, const char *element, const char *role,
			 const char *id)
{
	osp_job *job = book->job;
	put_element(out, element, id, person->name);
	put_meta(out, id, "role", "marc:relators", role);
	bool is_latin = person->family[0] != '\0' && (unsigned char)person->name[0] < 0x80 && person->given[0] != '\0';
	put_meta(out, id, "file-as", "", is_latin ? osp_job_printf(job, "%s, %s", person->family, person->given)
		 : person->latin[0] != '\0' ? person->latin : person->name);
}

/* A person who wrote two articles is one creator: the same person, or another of the same name. */
static bool is_new(const osp_buf *seen, const osp_person *person)
{
	for (size_t at = 0; at < seen->len; at += sizeof person) {
		const osp_person *other;
		memcpy(&other, seen->data + at, sizeof other);
		if (other == person || strcmp(other->name, person->name) == 0)
			return false;
	}
	return true;
}

static void write_people(const struct book *book, osp_buf *out)
{
	const osp_volume *volume = book->volume;
	osp_buf seen = OSP_BUF_INIT;
	size_t count = 0;
	for (size_t i = 0; i < volume->article_count; i++) {
		const osp_article *article = volume->articles[i];
		for (size_t j = 0; j < article->author_count && article->state == OSP_ARTICLE_READY; j++) {
			const osp_person *author = article->authors[j];
			if (author->name[0] == '\0' || !is_new(&seen, author))
				continue;
			osp_buf_add(&seen, &author, sizeof author);
			const char *id = osp_job_printf(book->job, "creator%zu", ++count);
			write_person(book, out, author, "dc:creator", "aut", id);
			put_meta(out, id, "display-seq", "", osp_job_printf(book->job, "%zu", count));
		}
	}
	for (size_t i = 0; i < volume->editor_count; i++) {
		if (volume->editors[i]->name[0] != '\0')
			write_person(book, out, volume->editors[i], "dc:contributor", "edt", osp_job_printf(book->job, "editor%zu", i + 1));
	}
	osp_buf_done(&seen);
}

/* W3C's profile of ISO 8601: YYYY, YYYY-MM, YYYY-MM-DD; what follows the day is left away. */
static const char *date_of(osp_job *job, const osp_volume *volume)
{
	const char *date = volume->date[0] != '\0' ? volume->date : volume->event->start;
	static const char shape[] = "dddd-dd-dd";
	size_t len = 0;
	while (shape[len] != '\0' && (shape[len] == 'd' ? date[len] >= '0' && date[len] <= '9' : date[len] == shape[len]))
		len++;
	return osp_job_strndup(job, date, len >= 10 ? 10 : len >= 7 ? 7 : len >= 4 ? 4 : 0);
}

static void put_joined(osp_buf *buf, const char *text)
{
	if (text[0] == '\0')
		return;
	if (buf->len != 0)
		osp_buf_puts(buf, " · ");
	osp_buf_puts(buf, text);
}

static void write_publication(const struct book *book, osp_buf *out)
{
	const osp_volume *volume = book->volume;
	osp_buf line = OSP_BUF_INIT;
	put_element(out, "dc:publisher", "", volume->publisher);
	put_element(out, "dc:date", "", date_of(book->job, volume));
	put_joined(&line, volume->copyright);
	put_joined(&line, volume->license);
	if (line.len != 0)
		put_element(out, "dc:rights", "", line.data);
	osp_buf_clear(&line);
	put_joined(&line, volume->event->name);
	put_joined(&line, volume->event->theme);
	put_joined(&line, volume->event->place);
	put_joined(&line, volume->event->start);
	if (line.len != 0)
		put_element(out, "dc:description", "", line.data);
	osp_buf_done(&line);
}

static bool is_counted(const char *number)
{
	size_t len = strspn(number, "0123456789");
	return len > 0 && number[len] == '\0';
}

/* The volumes of one event are a series; its number is the volume's place in it. */
static void write_series(const struct book *book, osp_buf *out)
{
	const osp_event *event = book->volume->event;
	const char *name = event->acronym[0] != '\0' && event->name[0] == '\0' ? event->acronym : event->name;
	if (name[0] == '\0')
		return;
	osp_buf_puts(out, "<meta property=\"belongs-to-collection\" id=\"series\">");
	osp_markup_text(out, name, strlen(name));
	osp_buf_puts(out, "</meta>\n");
	put_meta(out, "series", "collection-type", "", "series");
	if (is_counted(event->number))
		put_meta(out, "series", "group-position", "", event->number);
	if (book->volume->issn[0] != '\0')
		put_meta(out, "series", "dcterms:identifier", "", osp_job_printf(book->job, "urn:issn:%s", book->volume->issn));
}

static void write_subjects(const struct book *book, osp_buf *out)
{
	const osp_volume *volume = book->volume;
	const char *seen[MAX_KEYWORDS];
	size_t count = 0;
	for (size_t i = 0; i < volume->article_count; i++) {
		for (size_t k = 0; k < volume->articles[i]->keyword_count && count < MAX_KEYWORDS; k++) {
			const char *word = volume->articles[i]->keywords[k];
			size_t s = 0;
			while (s < count && strcmp(seen[s], word) != 0)
				s++;
			if (s < count || word[0] == '\0')
				continue;
			seen[count++] = word;
			put_element(out, "dc:subject", "", word);
		}
	}
}

static const char *summary_of(const struct book *book, bool described)
{
	bool chinese = strncmp(book->volume->lang, "zh", 2) == 0;
	bool pages = book->mark_count != 0;
	if (chinese && described)
		return pages ? "本书以可重排的文字写成，目录、标题层次与印刷版页码齐全，全部图片附有替代文字。"
			: "本书以可重排的文字写成，目录与标题层次齐全，全部图片附有替代文字。";
	if (chinese)
		return pages ? "本书以可重排的文字写成，目录、标题层次与印刷版页码齐全；部分图片没有作者所写的替代文字。"
			: "本书以可重排的文字写成，目录与标题层次齐全；部分图片没有作者所写的替代文字。";
	if (described)
		return pages ? "Reflowable text with a table of contents, headings in order and the page numbers of the printed edition; every picture has a text alternative."
			: "Reflowable text with a table of contents and headings in order; every picture has a text alternative.";
	return pages ? "Reflowable text with a table of contents, headings in order and the page numbers of the printed edition; some pictures have no text alternative by their authors."
		: "Reflowable text with a table of contents and headings in order; some pictures have no text alternative by their authors.";
}

/* Only what was found in the content is claimed; whether WCAG is met is for a person to certify. */
static void write_accessibility(const struct book *book, osp_buf *out)
{
	bool has_pictures = book->facts.pictures != 0 || book->cover_name != NULL, described = book->facts.guessed == 0;
	put_meta(out, "", "schema:accessMode", "", "textual");
	if (has_pictures)
		put_meta(out, "", "schema:accessMode", "", "visual");
	put_meta(out, "", "schema:accessModeSufficient", "", described ? "textual" : "textual,visual");
	put_meta(out, "", "schema:accessibilityFeature", "", "tableOfContents");
	put_meta(out, "", "schema:accessibilityFeature", "", "readingOrder");
	put_meta(out, "", "schema:accessibilityFeature", "", "structuralNavigation");
	put_meta(out, "", "schema:accessibilityFeature", "", "displayTransformability");
	if (described && has_pictures)
		put_meta(out, "", "schema:accessibilityFeature", "", "alternativeText");
	if (book->mark_count != 0) {
		put_meta(out, "", "schema:accessibilityFeature", "", "pageNavigation");
		put_meta(out, "", "schema:accessibilityFeature", "", "pageBreakMarkers");
	}
	put_meta(out, "", "schema:accessibilityHazard", "", book->facts.moving ? "unknown" : "none");
	put_meta(out, "", "schema:accessibilitySummary", "", summary_of(book, described));
}

void metadata_write(const struct book *book, osp_buf *out)
{
	osp_buf_puts(out, "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
	put_element(out, "dc:identifier", "id", book->identifier);
	write_titles(book, out);
	write_languages(book->volume, out);
	write_people(book, out);
	write_publication(book, out);
	write_subjects(book, out);
	write_series(book, out);
	if (book->mark_count != 0) {
		put_element(out, "dc:source", "source", osp_job_printf(book->job, "%s (PDF)", book->volume->title));
		put_meta(out, "source", "source-of", "", "pagination");
	}
	put_meta(out, "", "dcterms:modified", "", book->modified);
	if (book->font_count != 0)
		put_meta(out, "", "ibooks:specified-fonts", "", "true"); /* Apple Books shows its own fonts without it */
	write_accessibility(book, out);
	if (book->cover_name != NULL)
		osp_buf_puts(out, "<meta name=\"cover\" content=\"cover-image\"/>\n");
	osp_buf_puts(out, "</metadata>\n");
}
