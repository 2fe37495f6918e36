/* rawhtml.c - one piece of raw HTML through libxml2, in the context of what was left open before it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/markdown.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

/*
 * Markdown cuts HTML into pieces: a block that only opens a <div>, a tag within a
 * line. libxml2 wants a document. So a piece is wrapped:
 *
 *     <div><center>  FIRST  piece  LAST
 *
 * The tags before FIRST are those that are still open; what the parser says before
 * it saw FIRST, and the closing of everything at the end of its input, are not
 * news. So a piece may close what another opened, and may leave elements open.
 */
#define FIRST "\xEF\xB7\x94" /* U+FDD4 */
#define LAST "\xEF\xB7\x95"  /* U+FDD5 */

enum state { BEFORE, INSIDE, BEHIND };

struct rawhtml {
	htmlParserCtxtPtr parser;
	osp_buf input;
	size_t offset; /* of the piece in the input */
	size_t len;
	enum state state;
	const struct rawhtml_events *events;
};

static size_t position(const struct rawhtml *html)
{
	const xmlParserInput *input = html->parser->input;
	size_t at = input == NULL ? 0 : (size_t)(input->cur - input->base) + input->consumed;
	at = at > html->offset ? at - html->offset : 0;
	return at < html->len ? at : html->len;
}

static void on_open(void *closure, const xmlChar *name, const xmlChar **attrs)
{
	struct rawhtml *html = closure;
	if (html->state != INSIDE) {
		return;
	}
	size_t at = position(html);
	const char *piece = html->input.data + html->offset;
	while (at > 0 && piece[at] != '<') {
		at--;
	}
	html->events->open(html->events->closure, (const char *)name, (const char **)attrs, at);
}

static void on_close(void *closure, const xmlChar *name)
{
	struct rawhtml *html = closure;
	const xmlParserInput *input = html->parser->input;
	if (html->state == INSIDE && input != NULL && input->cur < input->end) {
		html->events->close(html->events->closure, (const char *)name);
	}
}

static const char *find(const char *text, size_t len, const char *needle)
{
	const char *end = text + len;
	while (end - text >= MARK_BYTES && (text = memchr(text, needle[0], (size_t)(end - text) - MARK_BYTES + 1)) != NULL) {
		if (memcmp(text, needle, MARK_BYTES) == 0) {
			return text;
		}
		text++;
	}
	return NULL;
}

static void on_text(void *closure, const xmlChar *chars, int length)
{
	struct rawhtml *html = closure;
	const char *text = (const char *)chars;
	size_t len = length > 0 ? (size_t)length : 0;
	if (html->state == BEFORE) {
		const char *first = find(text, len, FIRST);
		if (first == NULL) {
			return;
		}
		html->state = INSIDE;
		len -= (size_t)(first + MARK_BYTES - text);
		text = first + MARK_BYTES;
	}
	if (html->state == BEHIND) {
		return;
	}
	const char *last = find(text, len, LAST);
	if (last != NULL) {
		len = (size_t)(last - text);
		html->state = BEHIND;
	}
	if (len > 0) {
		size_t at = position(html);
		html->events->text(html->events->closure, text, len, at > len ? at - len : 0);
	}
}

static void on_comment(void *closure, const xmlChar *text)
{
	struct rawhtml *html = closure;
	if (html->state == INSIDE) {
		html->events->comment(html->events->closure, position(html), strstr((const char *)text, LAST) == NULL);
	}
}

struct rawhtml *rawhtml_new(void)
{
	struct rawhtml *html = calloc(1, sizeof *html);
	htmlParserCtxtPtr parser = html != NULL ? htmlNewParserCtxt() : NULL;
	if (parser == NULL) {
		free(html);
		return NULL;
	}
	memset(parser->sax, 0, sizeof *parser->sax);
	parser->sax->startElement = on_open;
	parser->sax->endElement = on_close;
	parser->sax->characters = on_text;
	parser->sax->ignorableWhitespace = on_text;
	parser->sax->cdataBlock = on_text;
	parser->sax->comment = on_comment;
	html->parser = parser;
	return html;
}

void rawhtml_free(struct rawhtml *html)
{
	if (html != NULL) {
		htmlFreeParserCtxt(html->parser);
		osp_buf_done(&html->input);
		free(html);
	}
}

void rawhtml_parse(struct rawhtml *html, const char *const *open, size_t open_count, const char *piece, size_t len,
	const struct rawhtml_events *events)
{
	osp_buf_clear(&html->input);
	osp_buf_puts(&html->input, "<div>"); /* text directly in the body would get a <p> */
	for (size_t i = 0; i < open_count; i++) {
		osp_buf_printf(&html->input, "<%s>", open[i]);
	}
	osp_buf_puts(&html->input, FIRST);
	html->offset = html->input.len;
	html->len = len;
	osp_buf_add(&html->input, piece, len);
	osp_buf_puts(&html->input, LAST);
	html->state = BEFORE;
	html->events = events;
	int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_NOIMPLIED |
		HTML_PARSE_IGNORE_ENC | HTML_PARSE_NODEFDTD;
	html->parser->userData = html;
	htmlDocPtr document = htmlCtxtReadMemory(html->parser, html->input.data, (int)html->input.len, NULL, "UTF-8", options);
	if (document != NULL) {
		xmlFreeDoc(document);
	}
}
