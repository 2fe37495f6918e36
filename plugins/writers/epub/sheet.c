/* sheet.c - the style sheet of the book: what reading systems need, then the volume's own rules, made fit for them. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "book.h"
#include "rules.h"

#include <stdlib.h>
#include <string.h>

/*
 * Lengths in em, line heights without unit, no colours and no families but for code: the reader's choice of font, size and
 * paper stands. pre-wrap keeps the spaces of code and lets long lines turn.
 */
static const char base[] =
	"body { margin: 0; padding: 0; overflow-wrap: break-word; text-autospace: normal; text-spacing-trim: normal; }\n"
	"h1, h2, h3, h4, h5, h6 { line-height: 1.35; text-align: start; break-after: avoid; page-break-after: avoid; hyphens: none; text-wrap: balance; }\n"
	"h1 { font-size: 1.6em; margin: 1.2em 0 0.8em; }\n"
	"h2 { font-size: 1.3em; margin: 1.6em 0 0.6em; }\n"
	"h3 { font-size: 1.12em; margin: 1.3em 0 0.5em; }\n"
	"h4, h5, h6 { font-size: 1em; margin: 1.2em 0 0.4em; }\n"
	"p { margin: 0 0 0.8em; line-height: 1.7; }\n"
	":lang(en) { hyphens: auto; }\n"
	"ul, ol { margin: 0 0 0.8em; padding-left: 1.8em; }\n"
	"li { line-height: 1.65; margin: 0 0 0.25em; }\n"
	"blockquote { margin: 1em 0; padding-left: 1em; border-left: 0.2em solid #9a9a9a; }\n"
	"img { max-width: 100%; height: auto; }\n"
	"figure { margin: 1.2em 0; text-align: center; break-inside: avoid; page-break-inside: avoid; }\n"
	"figcaption, caption { font-size: 0.88em; line-height: 1.5; margin: 0.5em 0; text-align: center; text-wrap: balance; }\n"
	"table { border-collapse: collapse; margin: 1em auto; max-width: 100%; font-size: 0.92em; }\n"
	"th, td { border: 1px solid #9a9a9a; padding: 0.35em 0.6em; vertical-align: top; text-align: start; line-height: 1.5; }\n"
	"pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.85em; line-height: 1.5; margin: 1em 0; padding: 0.6em 0.8em; "
	"border: 1px solid #b5b5b5; text-align: start; text-indent: 0; hyphens: none; }\n"
	"code, kbd, samp, pre { font-family: monospace; hyphens: none; }\n"
	"hr { border: 0; border-top: 1px solid #9a9a9a; margin: 1.6em 20%; }\n"
	"aside.footnote { font-size: 0.88em; margin: 0 0 0.6em; }\n"
	"section.footnotes { margin-top: 2em; border-top: 1px solid #9a9a9a; padding-top: 0.8em; }\n"
	"section.bibliography li, section.bios { font-size: 0.92em; }\n"
	"img.portrait { float: right; width: 6em; margin: 0 0 0.6em 1em; }\n"
	".bio { clear: both; }\n"
	".authors { margin: 0 0 0.3em; }\n"
	".affiliations { font-size: 0.88em; }\n"
	"section.abstract { margin: 1em 0 1.6em; padding: 0.2em 1em; border: 1px solid #b5b5b5; border-left: 0; border-right: 0; font-size: 0.94em; }\n"
	".missing { display: inline-block; border: 1px dashed #9a9a9a; padding: 0.4em 0.8em; font-size: 0.88em; }\n"
	".align-left { text-align: left; }\n.align-center, .center { text-align: center; }\n.align-right { text-align: right; }\n"
	".part { text-align: center; }\n.part h1 { text-align: center; margin-top: 30%; }\n"
	".title-page { text-align: center; }\n.title-page h1 { text-align: center; font-size: 1.9em; margin-top: 25%; }\n.title-page p { margin: 0.6em 0; }\n"
	"section.cover { margin: 0; text-align: center; }\nsection.cover img { max-height: 100%; }\n"
	"nav.contents ol { list-style-type: none; padding-left: 0; }\nnav.contents ol ol { padding-left: 1.4em; font-size: 0.94em; }\n"
	"nav.contents li { margin: 0.4em 0; }\nnav.contents a { color: inherit; }\n"
	"a.noteref { vertical-align: super; font-size: 0.7em; line-height: 0; }\n"
	".citation { font-size: 0.88em; }\n.backlinks { font-size: 0.8em; }\n.backlinks a, a.backlink { font-size: 0.88em; padding: 0 0.2em; }\n"
	"dt { font-weight: bold; }\ndd { margin: 0 0 0.6em 1.2em; }\n"
	"summary { font-weight: bold; }\n";

/*
 * Behind the volume's rules, for these must hold: a link amid text is told from it by more than its colour (WCAG 1.4.1), but for
 * marks that are told by their size and place.
 */
static const char last[] =
	"p a[href], li a[href], td a[href], dd a[href] { text-decoration: underline; }\n"
	"a.noteref[href], a.citation[href], .citation a[href], a.backlink[href], nav.contents li a[href] { text-decoration: none; }\n"
	"aside.footnote, section.footnotes { display: block; float: none; }\n";

static int64_t root_points(const struct book *book)
{
	for (size_t i = 0; i < book->chapter_count; i++) {
		const char *size = osp_style_value(book->style, book->chapters[i].piece->root, OSP_PSEUDO_NONE, "font-size");
		if (book->chapters[i].piece->kind == OSP_PIECE_ARTICLE && size != NULL && strstr(size, "pt") != NULL)
			return rules_thousandths(size);
	}
	return 12000;
}

void sheet_write(const struct book *book, osp_buf *out)
{
	osp_buf_puts(out, "@charset \"UTF-8\";\n");
	fonts_write_faces(book, out);
	osp_buf_puts(out, base);
	size_t len;
	const char *text = osp_style_text(book->style, &len);
	int64_t points = root_points(book);
	if (text != NULL)
		rules_rewrite(text, points < 1000 ? 12000 : points, book->font_count != 0, out);
	osp_buf_puts(out, last);
}
