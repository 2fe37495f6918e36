/* metadata.c - say what the document is: information dictionary, XMP, viewer preferences. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <time.h>

#include "haru/document.h"

static const char producer[] = "ospopress (libharu 2.3.0)";

enum { MAX_AUTHORS = 200 };

static void put_escaped(osp_buf *out, const char *text) {
	for (; *text != '\0'; text++) {
		switch (*text) {
		case '&': osp_buf_puts(out, "&amp;"); break;
		case '<': osp_buf_puts(out, "&lt;"); break;
		case '>': osp_buf_puts(out, "&gt;"); break;
		default: /* XML has no control characters but these, nor U+FFFE and U+FFFF (XML 1.0, 2.2) */
			if (strncmp(text, "\xef\xbf\xbe", 3) == 0 || strncmp(text, "\xef\xbf\xbf", 3) == 0) {
				text += 2;
			} else if ((unsigned char)*text >= 0x20 || *text == '\n' || *text == '\t') {
				osp_buf_putc(out, *text);
			}
			break;
		}
	}
}

struct dates { char pdf[32]; char xmp[32]; };

/* From the manifest or the inputs, never from the clock: the same volume gives the same file. */
static bool write_dates(int64_t seconds, struct dates *ret) {
	time_t when = (time_t)seconds;
	struct tm parts;
	if (seconds <= 0 || gmtime_r(&when, &parts) == NULL) {
		return false;
	}
	return strftime(ret->pdf, sizeof ret->pdf, "D:%Y%m%d%H%M%SZ", &parts) > 0 &&
	       strftime(ret->xmp, sizeof ret->xmp, "%Y-%m-%dT%H:%M:%SZ", &parts) > 0;
}

struct names { const char *list[MAX_AUTHORS]; size_t count; };

static void add_name(struct names *names, const char *name) {
	if (name == NULL || *name == '\0' || names->count == MAX_AUTHORS) {
		return;
	}
	for (size_t i = 0; i < names->count; i++) {
		if (strcmp(names->list[i], name) == 0) {
			return;
		}
	}
	names->list[names->count++] = name;
}

/* The editors of a volume; where nobody edited, those who wrote it. */
static void collect_names(const osp_volume *volume, struct names *names) {
	for (size_t i = 0; i < volume->editor_count; i++) {
		add_name(names, volume->editors[i]->name);
	}
	if (names->count > 0) {
		return;
	}
	for (size_t i = 0; i < volume->article_count; i++) {
		const osp_article *article = volume->articles[i];
		for (size_t a = 0; article->state == OSP_ARTICLE_READY && a < article->author_count; a++) {
			add_name(names, article->authors[a]->name);
		}
	}
}

static void put_element(osp_buf *out, const char *name, const char *text) {
	if (text != NULL && *text != '\0') {
		osp_buf_printf(out, "<%s>", name);
		put_escaped(out, text);
		osp_buf_printf(out, "</%s>\n", name);
	}
}

/* A language alternative, a sequence or a bag: containers of XMP (ISO 16684-1, 7.7). */
static void put_container(osp_buf *out, const char *name, const char *container, const char *attribute, const char *const *texts,
                          size_t count) {
	if (count == 0 || texts[0] == NULL || *texts[0] == '\0') {
		return;
	}
	osp_buf_printf(out, "<%s><rdf:%s>", name, container);
	for (size_t i = 0; i < count; i++) {
		osp_buf_printf(out, "<rdf:li%s>", attribute);
		put_escaped(out, texts[i]);
		osp_buf_puts(out, "</rdf:li>");
	}
	osp_buf_printf(out, "</rdf:%s></%s>\n", container, name);
}

/* What PDF/X-4 wants to know of a file besides (ISO 15930-7, 6.7): which version of which document it is, whether it is trapped. */
static void put_press_elements(osp_buf *out, struct haru *haru, const struct dates *dates) {
	uint64_t digest[2];
	haru_digest(haru, digest);
	if (dates != NULL) {
		put_element(out, "xmp:MetadataDate", dates->xmp);
	}
	osp_buf_printf(out, "<xmpMM:DocumentID>uuid:%08x-%04x-%04x-%04x-%012llx</xmpMM:DocumentID>\n", (unsigned)(digest[0] >> 32),
	               (unsigned)(digest[0] >> 16 & 0xffff), (unsigned)(digest[0] & 0xffff), (unsigned)(digest[1] >> 48),
	               (unsigned long long)(digest[1] & 0xffffffffffff));
	osp_buf_puts(out, "<xmpMM:VersionID>1</xmpMM:VersionID>\n<xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n"
	                  "<pdf:Trapped>False</pdf:Trapped>\n");
}

static void put_xmp(struct haru *haru, const osp_volume *volume, const struct names *names, const struct dates *dates,
                    const struct haru_claims *claims) {
	osp_buf out = OSP_BUF_INIT;
	osp_buf_puts(&out, "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
	                   "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
	                   "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
	                   "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n"
	                   "<dc:format>application/pdf</dc:format>\n");
	put_container(&out, "dc:title", "Alt", " xml:lang=\"x-default\"", &volume->title, 1);
	put_container(&out, "dc:creator", "Seq", "", names->list, names->count);
	put_container(&out, "dc:language", "Bag", "", &volume->lang, 1);
	put_container(&out, "dc:publisher", "Bag", "", &volume->publisher, 1);
	put_container(&out, "dc:rights", "Alt", " xml:lang=\"x-default\"", volume->license[0] != '\0' ? &volume->license : &volume->copyright, 1);
	if (dates != NULL) {
		put_element(&out, "xmp:CreateDate", dates->xmp);
		put_element(&out, "xmp:ModifyDate", dates->xmp);
	}
	put_element(&out, "xmp:CreatorTool", "ospopress");
	put_element(&out, "pdf:Producer", producer);
	if (claims->is_x) {
		put_press_elements(&out, haru, dates);
	}
	osp_buf_puts(&out, "</rdf:Description>\n");
	haru_claims_put(claims, &out);
	osp_buf_puts(&out, "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
	haru_id id = haru_reserve(haru);
	/* Not compressed, so that programs that know nothing of PDF find it (PDF/A-2, 6.6.2.1). */
	haru_put_stream(haru, id, "/Type/Metadata/Subtype/XML", out.data, out.len);
	haru_catalog_ref(haru, "Metadata", id);
	osp_buf_done(&out);
}

static void put_press_info(struct haru *haru) {
	haru_info_string(haru, "GTS_PDFXVersion", "PDF/X-4");
	haru_info_name(haru, "Trapped", "False");
}

static void put_info(struct haru *haru, const osp_volume *volume, const struct names *names, const struct dates *dates) {
	osp_buf authors = OSP_BUF_INIT;
	for (size_t i = 0; i < names->count; i++) {
		osp_buf_puts(&authors, i == 0 ? "" : "; ");
		osp_buf_puts(&authors, names->list[i]);
	}
	if (volume->title[0] != '\0') {
		haru_info_text(haru, "Title", volume->title);
	}
	if (authors.len > 0) {
		haru_info_text(haru, "Author", authors.data);
	}
	haru_info_string(haru, "Creator", "ospopress");
	haru_info_string(haru, "Producer", producer);
	if (dates != NULL) {
		haru_info_string(haru, "CreationDate", dates->pdf);
		haru_info_string(haru, "ModDate", dates->pdf);
	}
	osp_buf_done(&authors);
}

void haru_metadata_put(struct haru_document *document, const char *preferences) {
	const osp_volume *volume = document->pages->volume;
	struct names names = { .count = 0 };
	struct dates dates;
	/* A file for a press has to have a date: the first that there is, when nobody knows of a better one. */
	bool has_dates = write_dates(volume->modified <= 0 && document->is_press ? 1 : volume->modified, &dates);
	collect_names(volume, &names);
	put_info(document->haru, volume, &names, has_dates ? &dates : NULL);
	struct haru_claims claims = haru_claims_settle(document);
	put_xmp(document->haru, volume, &names, has_dates ? &dates : NULL, &claims);
	if (claims.is_x) {
		put_press_info(document->haru);
	}
	haru_intents_put(document, &claims);
	osp_buf out = OSP_BUF_INIT;
	osp_buf_printf(&out, "<</DisplayDocTitle true%s>>", preferences);
	haru_id id = haru_reserve(document->haru);
	haru_put(document->haru, id, out.data, out.len);
	haru_catalog_ref(document->haru, "ViewerPreferences", id);
	osp_buf_done(&out);
}
