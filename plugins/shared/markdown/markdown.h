/* markdown.h - what the two Markdown readers share: marked text, places, raw HTML, the way from cmark's nodes to ours. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SHARED_MARKDOWN_H
#define SHARED_MARKDOWN_H

#include <ospopress/plugin.h>

/* Each reader compiles this folder for itself, one with MARKDOWN_GFM, against its own cmark: they name their functions alike. */
#ifdef MARKDOWN_GFM
#include <cmark-gfm.h>
#else
#include <cmark.h>
#endif

/*
 * Marked text (mark.c). Some of what an author writes must not be looked into by
 * cmark: `$a_1$`, `{{< figure src="a_b" >}}`, a bare URL. Each such span stands
 * in the text that cmark reads as SPAN_OPEN number SPAN_CLOSE. And where
 * CommonMark's flanking rules fail Chinese (`**……。**字`), a FLANK character
 * between the mark and the delimiter makes them see a letter. All three are
 * Unicode noncharacters, which no text has: they are taken out of every string
 * that comes back, so a wrong guess (a span inside code) costs nothing.
 * To cmark they are letters. A shortcode beside `_`, `*` or `~` must be none
 * (`_text_{{< /style >}}` would not close): a MARK_POINT stands on both its sides.
 */
#define MARK_FLANK "\xEF\xB7\x90"      /* U+FDD0 */
#define MARK_SPAN_OPEN "\xEF\xB7\x91"  /* U+FDD1 */
#define MARK_SPAN_CLOSE "\xEF\xB7\x92" /* U+FDD2 */
#define MARK_TWIN "\xEF\xB7\x93"       /* U+FDD3: makes the label of a second note of one name another */
#define MARK_POINT ','
#define MARK_BYTES 3

enum mark_kind {
	MARK_MATH = 1, MARK_DISPLAY = 2, MARK_CITE = 3, MARK_URL = 4, MARK_MAIL = 5, MARK_SHORTCODE = 6,
	MARK_JSX = 8, MARK_EMPTY = 9, /* `****` that surround nothing */
	MARK_END = 7 /* behind the text: footnote marks that keep cmark from dropping notes that nothing refers to */
};

struct mark_span { enum mark_kind kind; size_t at, len; bool pointed; }; /* in the source */
struct mark_edit { size_t marked, source; };                    /* from here on both texts run in step */

struct mark_text {
	const osp_source *source;
	const char *text;           /* what cmark reads */
	size_t len;
	osp_buf buf;                /* owns `text` when it is not the source's */
	osp_buf spans, edits;       /* arrays of mark_span, mark_edit */
	osp_buf names;              /* of link definitions, see definition.c */
	osp_buf lines;              /* size_t: where each line of the marked text begins */
	osp_buf source_lines;       /* the same for the source */
	size_t line, counted, column; /* of the last place asked for: columns of one long line are counted once */
};

/* Makes the text that cmark reads. Without `manners` it is the source itself. `code_lines` has one byte for each line of the
 * source: 'c' code or raw HTML, 'b' a block begins here, else 0; it may be NULL without manners. */
void mark_init(struct mark_text *text, const osp_source *source, bool manners, const char *code_lines, size_t line_count);
void mark_done(struct mark_text *text);
const struct mark_span *mark_find_span(const struct mark_text *text, const char *at, const char *end, size_t *ret_len);
/* A string from cmark as the author wrote it: spans are put back, marks taken out. */
void mark_restore(const struct mark_text *text, const char *string, size_t len, osp_buf *out);
/* The place of a byte of the marked text. */
osp_place mark_place(struct mark_text *text, size_t offset);
/* The byte of the marked text at cmark's line and column (bytes, from 1); never behind its end. */
size_t mark_offset(const struct mark_text *text, int line, int column);
size_t mark_line_end(const struct mark_text *text, size_t offset);

/* Names of link definitions that hold what would be a span (definition.c). */
void definition_find(const struct mark_text *text, const char *code_lines, size_t line_count, osp_buf *names);
/* At a `[`: the length of `[name]` if it is such a name, else 0. */
size_t definition_name(const osp_buf *names, const char *at, const char *end);

/* Finding spans (spans.c): each looks at `at` (inside [begin, end), one leaf block) and returns the span's length, 0 for none. */
size_t span_shortcode(const char *at, const char *end);
size_t span_math(const char *begin, const char *at, const char *end, bool *ret_display);
size_t span_cite(const char *at, const char *end);
/* A tag with a value in braces, at its `<` (jsx.c). */
size_t span_jsx(const char *at, const char *end);
size_t span_url(const char *begin, const char *at, const char *end);
/* At an `@`: the length behind it; *ret_back is how far the local part reaches before it, never before `begin`. */
size_t span_mail(const char *begin, const char *at, const char *end, size_t *ret_back);

/* Whether a delimiter run between two characters (0 = end of text) needs a FLANK before or behind it (flank.c). */
bool flank_is_cjk(uint32_t c);
uint32_t flank_codepoint_before(const char *begin, const char *at);
uint32_t flank_codepoint_behind(const char *at, const char *end);
bool flank_before(uint32_t previous, uint32_t next);
bool flank_behind(uint32_t previous, uint32_t next);

/* Strong emphasis that is meant and not seen (strong.c), in one leaf block; asked at each run of marks in turn. */
struct strong { const char *begin, *end, *close; size_t pairs, seen; bool counted, open; };
enum strong_fix { STRONG_NONE, STRONG_LETTER_BEFORE, STRONG_LETTER_BEHIND, STRONG_SPLIT /* ** and ** */, STRONG_HALF /* ** and nothing */ };
enum strong_fix strong_stars(struct strong *strong, const char *at, size_t run);
/* Whether the underscores are to be stars. */
bool strong_underscores(struct strong *strong, const char *at, size_t run);

/*
 * Where inline nodes stand (align.c). cmark's own inline columns are not to be
 * relied on, so a cursor walks through the marked text in step with the nodes.
 */
struct align { const struct mark_text *text; size_t at, end; };
void align_block(struct align *align, int line, int column, int end_line);
size_t align_text(struct align *align, const char *literal, size_t len);
size_t align_code(struct align *align, size_t len);
size_t align_html(struct align *align, size_t len);
size_t align_delimiter(struct align *align, char one, char other, size_t count);
size_t align_bracket(struct align *align, bool image);
void align_bracket_end(struct align *align);
size_t align_footnote(struct align *align);
void align_newline(struct align *align);

/*
 * Raw HTML (rawhtml.c). One piece, an HTML block or a single inline tag, parsed
 * by libxml2 in the context of the elements that raw HTML left open before it.
 */
struct rawhtml_events {
	void *closure;
	void (*open)(void *closure, const char *name, const char **attrs, size_t offset); /* attrs: name, value, ..., NULL; may be NULL */
	void (*close)(void *closure, const char *name);
	void (*text)(void *closure, const char *text, size_t len, size_t offset);
	void (*comment)(void *closure, size_t offset, bool closed);
};
struct rawhtml;
struct rawhtml *rawhtml_new(void);
void rawhtml_free(struct rawhtml *html);
void rawhtml_parse(struct rawhtml *html, const char *const *open, size_t open_count, const char *piece, size_t len,
	const struct rawhtml_events *events);

/* The allow-list (allow.c). */
enum allow { ALLOW_ELEMENT, ALLOW_UNWRAP, ALLOW_DROP, ALLOW_LINK };
enum allow allow_element(const char *name, osp_tag *ret_tag, const char **ret_class);
/* Copies those attributes that may pass, in our form. */
void allow_attributes(osp_node *node, const char *name, const char **attrs);
/* False for javascript: and its like. `picture`: data:image/ is fine. */
bool allow_url(const char *url, bool picture);

/* Makes spans of [words]{.dot} and [words]{lang=x} in the texts below root (classes.c). */
void mark_classes(osp_node *root);

/* Brings the tree below root into the shape that docs/tree.md promises, whatever raw HTML did to it (shape.c). `edges`: white space at the
 * edges of lines goes, too. */
void shape_tree(osp_node *root, bool edges);

/* Reads one article: the `read` verb of both plugins. */
osp_status markdown_read(osp_job *job, const osp_source *source, osp_article *article, bool manners);

/* cmark with the options and extensions of this reader (parse.c). Never NULL; cmark_node_free() it. */
cmark_node *parse_markdown(const char *text, size_t len);
/* pool.c: the thread's own memory for it. */
cmark_mem *pool_memory(void);
/* One byte a line for mark_init(). lines.c: the same without cmark, when the text is plain enough; false when it is not. */
void parse_find_lines(cmark_node *document, osp_buf *lines);
bool lines_find(const char *text, size_t len, osp_buf *lines);

/* Deeper than this the tree does not grow: what stands deeper is put there. */
#define MARKDOWN_DEPTH 80

#endif
