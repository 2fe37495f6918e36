/* pandoc_write_inlines.c - what stands in a line, as Pandoc's inlines. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "plugin/pandoc_room.h"

#include <string.h>

#include "document/node.h"
#include "plugin/json.h"

void pandoc_comma(struct pandoc_writing *w)
{
	char last = w->out->len > 0 ? w->out->data[w->out->len - 1] : '[';
	if (last != '[' && last != '{' && last != ':') {
		osp_buf_putc(w->out, ',');
	}
}

void pandoc_put_string(struct pandoc_writing *w, const char *text)
{
	json_put(w->out, text, strlen(text));
}

/* ---- Attributes ---- */

static bool is_named(const char *name, const char *const *names)
{
	for (; names != NULL && *names != NULL; names++) {
		if (strcmp(*names, name) == 0) {
			return true;
		}
	}
	return false;
}

/* ["id", ["class"], [["key","value"]]]; `tag` (may be NULL) is what it stands for, `without` attributes that stand elsewhere. */
void pandoc_put_attr(struct pandoc_writing *w, const osp_node *node, const char *tag, const char *const *without)
{
	const char *id = osp_node_attr(node, "id"), *classes = osp_node_attr(node, "class");
	osp_buf_putc(w->out, '[');
	pandoc_put_string(w, id != NULL ? id : "");
	osp_buf_puts(w->out, ",[");
	for (const char *at = classes != NULL && !is_named("class", without) ? classes : ""; *at != '\0';) {
		size_t n = strcspn(at, " ");
		const char *word = at;
		size_t len = n;
		/* Ours are "language-c", Pandoc's "c". */
		if (osp_node_tag(node) == OSP_CODE && n > 9 && strncmp(at, "language-", 9) == 0) {
			word += 9;
			len -= 9;
		}
		if (n > 0) {
			pandoc_comma(w);
			json_put(w->out, word, len);
		}
		at += n + (at[n] == ' ');
	}
	osp_buf_puts(w->out, "],[");
	for (size_t i = 0; i < osp_node_attr_count(node); i++) {
		const char *name, *value;
		osp_node_attr_at(node, i, &name, &value);
		if (strcmp(name, "id") != 0 && strcmp(name, "class") != 0 && !is_named(name, without)) {
			pandoc_comma(w);
			osp_buf_putc(w->out, '[');
			pandoc_put_string(w, name);
			osp_buf_putc(w->out, ',');
			pandoc_put_string(w, value);
			osp_buf_putc(w->out, ']');
		}
	}
	if (tag != NULL) {
		pandoc_comma(w);
		osp_buf_puts(w->out, "[\"" PANDOC_TAG "\",");
		pandoc_put_string(w, tag);
		osp_buf_putc(w->out, ']');
	}
	osp_buf_puts(w->out, "]]");
}

bool pandoc_has_attributes(const osp_node *node)
{
	return osp_node_attr_count(node) > 0;
}

void pandoc_begin(struct pandoc_writing *w, const char *type)
{
	pandoc_comma(w);
	osp_buf_printf(w->out, "{\"t\":\"%s\",\"c\":", type);
}

/* ---- Inlines ---- */

void pandoc_put_words(struct pandoc_writing *w, const char *text, size_t len)
{
	for (const char *at = text, *end = text + len; at < end;) {
		if (*at == ' ' || *at == '\n' || *at == '\t') {
			pandoc_comma(w);
			osp_buf_printf(w->out, "{\"t\":\"%s\"}", *at == '\n' ? "SoftBreak" : "Space");
			at++;
			continue;
		}
		const char *from = at;
		while (at < end && *at != ' ' && *at != '\n' && *at != '\t') {
			at++;
		}
		pandoc_begin(w, "Str");
		json_put(w->out, from, (size_t)(at - from));
		osp_buf_putc(w->out, '}');
	}
}

/* The source of mathematics without its dollars. */
void pandoc_put_math(struct pandoc_writing *w, const osp_node *node)
{
	osp_buf text = OSP_BUF_INIT;
	osp_node_text_content(node, &text);
	size_t from = 0, len = text.len;
	while (len > 0 && text.data[len - 1] == '\n') {
		len--;
	}
	while (from < 2 && from + 1 < len && text.data[from] == '$' && text.data[len - 1] == '$') {
		from++;
		len--;
	}
	pandoc_begin(w, "Math");
	osp_buf_printf(w->out, "[{\"t\":\"%s\"},", from == 2 ? "DisplayMath" : "InlineMath");
	json_put(w->out, text.len > 0 ? text.data + from : "", len > from ? len - from : 0);
	osp_buf_puts(w->out, "]}");
	osp_buf_done(&text);
}

static void put_code(struct pandoc_writing *w, const osp_node *node)
{
	osp_buf text = OSP_BUF_INIT;
	osp_node_text_content(node, &text);
	pandoc_begin(w, "Code");
	osp_buf_putc(w->out, '[');
	pandoc_put_attr(w, node, NULL, NULL);
	osp_buf_putc(w->out, ',');
	json_put(w->out, text.data != NULL ? text.data : "", text.len);
	osp_buf_puts(w->out, "]}");
	osp_buf_done(&text);
}

/* [@key], as Pandoc has it before anybody looked the key up. */
static void put_cite(struct pandoc_writing *w, const osp_node *node)
{
	osp_buf text = OSP_BUF_INIT;
	osp_node_text_content(node, &text);
	const char *source = text.data != NULL ? text.data : "", *key = strchr(source, '@');
	key = key != NULL ? key + 1 : source;
	pandoc_begin(w, "Cite");
	osp_buf_puts(w->out, "[[{\"citationId\":");
	json_put(w->out, key, strcspn(key, "]; ,"));
	osp_buf_puts(w->out, ",\"citationPrefix\":[],\"citationSuffix\":[],\"citationMode\":{\"t\":\"NormalCitation\"},\"citationNoteNum\":0,"
		"\"citationHash\":0}],[");
	pandoc_put_words(w, source, text.len);
	osp_buf_puts(w->out, "]]}");
	osp_buf_done(&text);
}

static void put_target(struct pandoc_writing *w, const osp_node *node, const char *where)
{
	const char *url = osp_node_attr(node, where), *title = osp_node_attr(node, "title");
	osp_buf_puts(w->out, ",[");
	pandoc_put_string(w, url != NULL ? url : "");
	osp_buf_putc(w->out, ',');
	pandoc_put_string(w, title != NULL ? title : "");
	osp_buf_puts(w->out, "]]}");
}

static void put_link(struct pandoc_writing *w, const osp_node *node, int depth)
{
	static const char *const elsewhere[] = { "href", "title", NULL };
	pandoc_begin(w, "Link");
	osp_buf_putc(w->out, '[');
	pandoc_put_attr(w, node, NULL, elsewhere);
	osp_buf_puts(w->out, ",[");
	pandoc_put_inlines(w, node, depth);
	osp_buf_putc(w->out, ']');
	put_target(w, node, "href");
}

static void put_image(struct pandoc_writing *w, const osp_node *node)
{
	static const char *const elsewhere[] = { "src", "title", "alt", NULL };
	const char *alt = osp_node_attr(node, "alt");
	pandoc_begin(w, "Image");
	osp_buf_putc(w->out, '[');
	pandoc_put_attr(w, node, NULL, elsewhere);
	osp_buf_puts(w->out, ",[");
	pandoc_put_words(w, alt != NULL ? alt : "", alt != NULL ? strlen(alt) : 0);
	osp_buf_putc(w->out, ']');
	put_target(w, node, "src");
}

/* Emphasis has no attributes in Pandoc: a Span around it keeps ours. */
static void put_simple(struct pandoc_writing *w, const osp_node *node, const char *type, int depth)
{
	if (pandoc_has_attributes(node)) {
		pandoc_begin(w, "Span");
		osp_buf_putc(w->out, '[');
		pandoc_put_attr(w, node, osp_node_name(node), NULL);
		osp_buf_puts(w->out, ",[");
	}
	pandoc_begin(w, type);
	osp_buf_putc(w->out, '[');
	pandoc_put_inlines(w, node, depth);
	osp_buf_puts(w->out, "]}");
	if (pandoc_has_attributes(node)) {
		osp_buf_puts(w->out, "]]}");
	}
}

static void put_span(struct pandoc_writing *w, const osp_node *node, int depth)
{
	pandoc_begin(w, "Span");
	osp_buf_putc(w->out, '[');
	pandoc_put_attr(w, node, osp_node_tag(node) == OSP_SPAN ? NULL : osp_node_name(node), NULL);
	osp_buf_puts(w->out, ",[");
	pandoc_put_inlines(w, node, depth);
	osp_buf_puts(w->out, "]]}");
}

/* What a mark stands for, if the article has it as it was read; Pandoc has a note where its mark is. */
static const osp_node *note_of(const struct pandoc_writing *w, const osp_node *mark)
{
	const char *href = osp_node_attr(mark, "href");
	return w->notes.count > 0 && href != NULL && *href == '#' && osp_node_has_class(mark, "noteref") ? map_find(&w->notes, href + 1, strlen(href + 1)) : NULL;
}

/* A note may have notes, even itself; each mark beyond the limit is only its number. */
static void put_note(struct pandoc_writing *w, const osp_node *note, int depth)
{
	if (w->note_depth >= PANDOC_NOTES) {
		return;
	}
	w->note_depth++;
	pandoc_begin(w, "Note");
	osp_buf_putc(w->out, '[');
	pandoc_put_note_blocks(w, note, depth);
	osp_buf_puts(w->out, "]}");
	w->note_depth--;
}

void pandoc_put_inline(struct pandoc_writing *w, const osp_node *node, int depth)
{
	static const struct { osp_tag tag; const char *type; } simple[] = {
		{ OSP_EM, "Emph" }, { OSP_STRONG, "Strong" }, { OSP_DEL, "Strikeout" }, { OSP_SUP, "Superscript" }, { OSP_SUB, "Subscript" },
	};
	size_t len = 0;
	osp_tag tag = osp_node_tag(node);
	if (osp_node_is_text(node)) {
		const char *text = osp_node_text(node, &len);
		pandoc_put_words(w, text, len);
		return;
	}
	for (size_t i = 0; i < sizeof(simple) / sizeof(*simple); i++) {
		if (simple[i].tag == tag) {
			put_simple(w, node, simple[i].type, depth);
			return;
		}
	}
	const osp_node *note = tag == OSP_A ? note_of(w, node) : NULL;
	if (tag == OSP_CODE && osp_node_has_class(node, "math")) {
		pandoc_put_math(w, node);
	} else if (tag == OSP_CODE && osp_node_has_class(node, "citekey")) {
		put_cite(w, node);
	} else if (tag == OSP_CODE) {
		put_code(w, node);
	} else if (tag == OSP_BR) {
		pandoc_comma(w);
		osp_buf_puts(w->out, "{\"t\":\"LineBreak\"}");
	} else if (tag == OSP_IMG) {
		put_image(w, node);
	} else if (note != NULL) {
		put_note(w, note, depth);
	} else if (tag == OSP_A && osp_node_attr(node, "href") != NULL) {
		put_link(w, node, depth);
	} else {
		put_span(w, node, depth);
	}
}

void pandoc_put_inlines(struct pandoc_writing *w, const osp_node *parent, int depth)
{
	for (const osp_node *n = osp_node_first(parent); n != NULL && depth < PANDOC_DEPTH; n = osp_node_next(n)) {
		pandoc_put_inline(w, n, depth + 1);
	}
}

