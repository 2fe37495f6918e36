/* claims.c - the standards that a file says it meets, and when it may not. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "haru/document.h"

/* PDF/A-2 counts a page's sides in units of 1/72 inch (ISO 19005-2, 6.1.13). */
enum { MIN_SIDE = 3, MAX_SIDE = 14400 };

bool haru_is_language(const char *tag) {
	size_t part = 0;
	bool is_first = true;
	for (; *tag != '\0'; tag++) {
		bool is_letter = (*tag >= 'a' && *tag <= 'z') || (*tag >= 'A' && *tag <= 'Z');
		bool is_digit = *tag >= '0' && *tag <= '9';
		if (*tag == '-' && part > 0) {
			part = 0;
			is_first = false;
		} else if ((!is_letter && (is_first || !is_digit)) || ++part > 8) {
			return false;
		}
	}
	return part > 0;
}

static bool has_odd_page(const osp_pages *pages) {
	for (size_t i = 0; i < pages->page_count; i++) {
		const osp_page *page = pages->pages[i];
		int64_t sides[] = { (int64_t)page->width + 2 * (int64_t)page->bleed, (int64_t)page->height + 2 * (int64_t)page->bleed };
		for (unsigned side = 0; side < 2; side++) {
			if (sides[side] < (int64_t)MIN_SIDE * OSP_POINT || sides[side] > (int64_t)MAX_SIDE * OSP_POINT) {
				return true;
			}
		}
	}
	return false;
}

/* What no writer can mend. NULL when nothing stands in the way of the standard. */
static const char *flaw_for_ua(const struct haru_document *document, bool are_regular) {
	const osp_volume *volume = document->pages->volume;
	if (volume->title[0] == '\0') {
		return "the volume has no title";
	}
	if (!haru_is_language(volume->lang)) {
		return "the volume's language is no language tag";
	}
	if (document->has_notdef) {
		return "a font drew a character that it does not have";
	}
	if (!are_regular) {
		return "a table has more than 1024 columns, or rows too uneven to be filled up";
	}
	return NULL;
}

static const char *flaw_for_a(const struct haru_document *document) {
	if (!haru_is_language(document->pages->volume->lang)) {
		return "the volume's language is no language tag";
	}
	if (document->has_notdef) {
		return "a font drew a character that it does not have";
	}
	return has_odd_page(document->pages) ? "a page is smaller than 3 or larger than 14400 points" : NULL;
}

struct haru_claims haru_claims_settle(struct haru_document *document) {
	if (document->is_press) {
		return (struct haru_claims){ .is_x = true };
	}
	if (document->structure == NULL) {
		return (struct haru_claims){ 0 };
	}
	bool are_regular = haru_structure_settle_tables(document->structure);
	const char *no_ua = flaw_for_ua(document, are_regular), *no_a = flaw_for_a(document);
	if (no_ua != NULL) {
		osp_note(document->job, document->pages->volume->place, "pdf/no-claim", "the PDF does not say that it is %s: %s", "PDF/UA-1",
		         osp_translate(document->job, no_ua));
	}
	if (no_a != NULL) {
		osp_note(document->job, document->pages->volume->place, "pdf/no-claim", "the PDF does not say that it is %s: %s", "PDF/A-2a",
		         osp_translate(document->job, no_a));
	}
	return (struct haru_claims){ .is_ua = no_ua == NULL, .is_a = no_a == NULL };
}

static void put_property(osp_buf *out, const char *name, const char *type, const char *description) {
	osp_buf_printf(out, "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>%s</pdfaProperty:name>"
	                    "<pdfaProperty:valueType>%s</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"
	                    "<pdfaProperty:description>%s</pdfaProperty:description></rdf:li>\n", name, type, description);
}

/* PDF/A-2 knows its own schemas only: PDF/UA's is described within the file (ISO 19005-2, 6.6.2.3.3). */
static void put_extension(osp_buf *out) {
	osp_buf_puts(out, "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
	                  "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
	                  "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
	                  "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>"
	                  "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
	                  "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n<pdfaSchema:property><rdf:Seq>\n");
	put_property(out, "part", "Integer", "Part of ISO 14289 that the file conforms to");
	osp_buf_puts(out, "</rdf:Seq></pdfaSchema:property>\n</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n");
}

void haru_claims_put(const struct haru_claims *claims, osp_buf *xmp) {
	if (claims->is_ua) {
		osp_buf_puts(xmp, "<rdf:Description rdf:about=\"\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">"
		                  "<pdfuaid:part>1</pdfuaid:part></rdf:Description>\n");
	}
	if (claims->is_a) {
		osp_buf_puts(xmp, "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">"
		                  "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description>\n");
	}
	if (claims->is_x) {
		osp_buf_puts(xmp, "<rdf:Description rdf:about=\"\" xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\">"
		                  "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion></rdf:Description>\n");
	}
	if (claims->is_ua && claims->is_a) {
		put_extension(xmp);
	}
}
