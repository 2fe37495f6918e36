/* pandoc_write.c - an article as Pandoc's document. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "plugin/pandoc_room.h"

#include <string.h>

#include "document/node.h"
#include "plugin/json.h"

static void put_blocks(struct pandoc_writing *w, const osp_node *parent, int depth);

/* ---- Tables ---- */

static const char *alignment_of(const osp_node *cell)
{
	return osp_node_has_class(cell, "align-left") ? "AlignLeft" : osp_node_has_class(cell, "align-right") ? "AlignRight"
		: osp_node_has_class(cell, "align-center") ? "AlignCenter" : "AlignDefault";
}

static const char *span_of(const osp_node *cell, const char *name)
{
	const char *text = osp_node_attr(cell, name);
	return text != NULL && *text >= '1' && *text <= '9' && strspn(text, "0123456789") == strlen(text) && strlen(text) < 5 ? text : "1";
}

static void put_row(struct pandoc_writing *w, const osp_node *row, int depth)
{
	static const char *const elsewhere[] = { "rowspan", "colspan", NULL };
	pandoc_comma(w);
	osp_buf_putc(w->out, '[');
	pandoc_put_attr(w, row, NULL, NULL);
	osp_buf_puts(w->out, ",[");
	for (const osp_node *cell = osp_node_first(row); cell != NULL; cell = osp_node_next(cell)) {
		pandoc_comma(w);
		osp_buf_putc(w->out, '[');
		pandoc_put_attr(w, cell, osp_node_tag(cell) == OSP_TH ? "th" : "td", elsewhere);
		osp_buf_printf(w->out, ",{\"t\":\"%s\"},%s,%s,[", alignment_of(cell), span_of(cell, "rowspan"), span_of(cell, "colspan"));
		put_blocks(w, cell, depth + 1);
		osp_buf_puts(w->out, "]]");
	}
	osp_buf_puts(w->out, "]]");
}

static size_t count_columns(const osp_node *table)
{
	for (const osp_node *n = table; n != NULL; n = osp_node_after(n, table)) {
		if (osp_node_tag(n) == OSP_TR) {
			size_t count = 0;
			for (const osp_node *cell = osp_node_first(n); cell != NULL; cell = osp_node_next(cell)) {
				const char *span = span_of(cell, "colspan");
				size_t more = 0;
				for (; *span != '\0'; span++) {
					more = more * 10 + (size_t)(*span - '0');
				}
				count += more;
			}
			return count;
		}
	}
	return 0;
}

/* [Attr, [Row]] for the head and foot, [Attr, 0, [Row], [Row]] for a body. */
static void put_group(struct pandoc_writing *w, const osp_node *group, bool is_body, int depth)
{
	pandoc_comma(w);
	osp_buf_putc(w->out, '[');
	if (group != NULL) {
		pandoc_put_attr(w, group, NULL, NULL);
	} else {
		osp_buf_puts(w->out, "[\"\",[],[]]");
	}
	osp_buf_puts(w->out, is_body ? ",0,[],[" : ",[");
	for (const osp_node *row = group != NULL ? osp_node_first(group) : NULL; row != NULL; row = osp_node_next(row)) {
		put_row(w, row, depth);
	}
	osp_buf_puts(w->out, "]]");
}

static const osp_node *child_of(const osp_node *parent, osp_tag tag)
{
	const osp_node *child = osp_node_first(parent);
	while (child != NULL && osp_node_tag(child) != tag) {
		child = osp_node_next(child);
	}
	return child;
}

static void put_caption(struct pandoc_writing *w, const osp_node *caption, int depth)
{
	osp_buf_puts(w->out, ",[null,[");
	if (caption != NULL) {
		put_blocks(w, caption, depth + 1);
	}
	osp_buf_puts(w->out, "]],[");
}

static void put_table(struct pandoc_writing *w, const osp_node *table, int depth)
{
	pandoc_begin(w, "Table");
	osp_buf_putc(w->out, '[');
	pandoc_put_attr(w, table, NULL, NULL);
	put_caption(w, child_of(table, OSP_CAPTION), depth);
	for (size_t i = count_columns(table); i > 0; i--) {
		pandoc_comma(w);
		osp_buf_puts(w->out, "[{\"t\":\"AlignDefault\"},{\"t\":\"ColWidthDefault\"}]");
	}
	osp_buf_putc(w->out, ']');
	put_group(w, child_of(table, OSP_THEAD), false, depth);
	osp_buf_puts(w->out, ",[");
	for (const osp_node *body = osp_node_first(table); body != NULL; body = osp_node_next(body)) {
		if (osp_node_tag(body) == OSP_TBODY) {
			put_group(w, body, true, depth);
		}
	}
	osp_buf_putc(w->out, ']');
	put_group(w, child_of(table, OSP_TFOOT), false, depth);
	osp_buf_puts(w->out, "]}");
}

/* ---- Blocks ---- */

static void put_code_block(struct pandoc_writing *w, const osp_node *pre)
{
	const osp_node *code = child_of(pre, OSP_CODE);
	osp_buf text = OSP_BUF_INIT;
	osp_node_text_content(pre, &text);
	pandoc_begin(w, "CodeBlock");
	osp_buf_putc(w->out, '[');
	pandoc_put_attr(w, code != NULL && pandoc_has_attributes(code) ? code : pre, NULL, NULL);
	osp_buf_putc(w->out, ',');
	json_put(w->out, text.data != NULL ? text.data : "", text.len > 0 && text.data[text.len - 1] == '\n' ? text.len - 1 : text.len);
	osp_buf_puts(w->out, "]}");
	osp_buf_done(&text);
}

static void put_items(struct pandoc_writing *w, const osp_node *list, int depth)
{
	for (const osp_node *item = osp_node_first(list); item != NULL; item = osp_node_next(item)) {
		pandoc_comma(w);
		osp_buf_putc(w->out, '[');
		if (pandoc_has_attributes(item)) {
			pandoc_begin(w, "Div");
			osp_buf_putc(w->out, '[');
			pandoc_put_attr(w, item, osp_node_name(item), NULL);
			osp_buf_puts(w->out, ",[");
		}
		put_blocks(w, item, depth + 1);
		osp_buf_puts(w->out, pandoc_has_attributes(item) ? "]]}]" : "]");
	}
}

static void put_list(struct pandoc_writing *w, const osp_node *list, int depth)
{
	static const char *const elsewhere[] = { "start", NULL };
	const char *start = osp_node_attr(list, "start"), *classes = osp_node_attr(list, "class");
	bool is_plain = osp_node_attr_count(list) == (size_t)(start != NULL) + (classes != NULL && strcmp(classes, "tight") == 0);
	if (!is_plain) {
		pandoc_begin(w, "Div");
		osp_buf_putc(w->out, '[');
		pandoc_put_attr(w, list, osp_node_name(list), elsewhere);
		osp_buf_puts(w->out, ",[");
	}
	if (osp_node_tag(list) == OSP_UL) {
		pandoc_begin(w, "BulletList");
		osp_buf_putc(w->out, '[');
		put_items(w, list, depth);
		osp_buf_puts(w->out, "]}");
	} else {
		bool is_number = start != NULL && *start >= '0' && *start <= '9' && strspn(start, "0123456789") == strlen(start) && strlen(start) < 10;
		pandoc_begin(w, "OrderedList");
		osp_buf_printf(w->out, "[[%s,{\"t\":\"Decimal\"},{\"t\":\"Period\"}],[", is_number ? start : "1");
		put_items(w, list, depth);
		osp_buf_puts(w->out, "]]}");
	}
	if (!is_plain) {
		osp_buf_puts(w->out, "]]}");
	}
}

/* Terms and what they mean in turn, beginning with a term, and nothing else: Pandoc knows no groups in it. */
static bool is_definition_list(const osp_node *list)
{
	const osp_node *child = osp_node_first(list);
	bool is_good = child != NULL && osp_node_tag(child) == OSP_DT && !pandoc_has_attributes(list);
	for (; child != NULL && is_good; child = osp_node_next(child)) {
		is_good = (osp_node_tag(child) == OSP_DT || osp_node_tag(child) == OSP_DD) && !pandoc_has_attributes(child);
	}
	return is_good;
}

static void put_definitions(struct pandoc_writing *w, const osp_node *list, int depth)
{
	pandoc_begin(w, "DefinitionList");
	osp_buf_putc(w->out, '[');
	for (const osp_node *child = osp_node_first(list); child != NULL;) {
		pandoc_comma(w);
		osp_buf_puts(w->out, "[[");
		pandoc_put_inlines(w, child, depth);
		osp_buf_puts(w->out, "],[");
		for (child = osp_node_next(child); child != NULL && osp_node_tag(child) == OSP_DD; child = osp_node_next(child)) {
			pandoc_comma(w);
			osp_buf_putc(w->out, '[');
			put_blocks(w, child, depth + 1);
			osp_buf_putc(w->out, ']');
		}
		osp_buf_puts(w->out, "]]");
	}
	osp_buf_puts(w->out, "]}");
}

static void put_header(struct pandoc_writing *w, const osp_node *node, int depth)
{
	pandoc_begin(w, "Header");
	osp_buf_printf(w->out, "[%d,", (int)(osp_node_tag(node) - OSP_H1) + 1);
	pandoc_put_attr(w, node, NULL, NULL);
	osp_buf_puts(w->out, ",[");
	pandoc_put_inlines(w, node, depth);
	osp_buf_puts(w->out, "]]}");
}

static void put_figure(struct pandoc_writing *w, const osp_node *node, int depth)
{
	pandoc_begin(w, "Figure");
	osp_buf_putc(w->out, '[');
	pandoc_put_attr(w, node, NULL, NULL);
	put_caption(w, child_of(node, OSP_FIGCAPTION), depth);
	put_blocks(w, node, depth + 1);
	osp_buf_puts(w->out, "]]}");
}

static void put_div(struct pandoc_writing *w, const osp_node *node, int depth)
{
	pandoc_begin(w, "Div");
	osp_buf_putc(w->out, '[');
	pandoc_put_attr(w, node, osp_node_tag(node) == OSP_DIV ? NULL : osp_node_name(node), NULL);
	osp_buf_puts(w->out, ",[");
	put_blocks(w, node, depth + 1);
	osp_buf_puts(w->out, "]]}");
}

static void put_paragraph(struct pandoc_writing *w, const osp_node *node, int depth)
{
	if (pandoc_has_attributes(node)) {
		pandoc_begin(w, "Div");
		osp_buf_putc(w->out, '[');
		pandoc_put_attr(w, node, "p", NULL);
		osp_buf_puts(w->out, ",[");
	}
	pandoc_begin(w, "Para");
	osp_buf_putc(w->out, '[');
	pandoc_put_inlines(w, node, depth);
	osp_buf_puts(w->out, pandoc_has_attributes(node) ? "]}]]}" : "]}");
}

static void put_block(struct pandoc_writing *w, const osp_node *node, int depth)
{
	osp_tag tag = osp_node_tag(node);
	if (tag == OSP_P) {
		put_paragraph(w, node, depth);
	} else if (tag == OSP_DL && is_definition_list(node)) {
		put_definitions(w, node, depth);
	} else if (tag >= OSP_H1 && tag <= OSP_H6) {
		put_header(w, node, depth);
	} else if (tag == OSP_UL || tag == OSP_OL) {
		put_list(w, node, depth);
	} else if (tag == OSP_PRE && osp_node_has_class(node, "math")) {
		/* A Para of its own would be our paragraph: the Div says that it is a block. */
		pandoc_begin(w, "Div");
		osp_buf_putc(w->out, '[');
		pandoc_put_attr(w, node, "pre", NULL);
		osp_buf_puts(w->out, ",[");
		pandoc_begin(w, "Para");
		osp_buf_putc(w->out, '[');
		pandoc_put_math(w, node);
		osp_buf_puts(w->out, "]}]]}");
	} else if (tag == OSP_PRE) {
		put_code_block(w, node);
	} else if (tag == OSP_BLOCKQUOTE && !pandoc_has_attributes(node)) {
		pandoc_begin(w, "BlockQuote");
		osp_buf_putc(w->out, '[');
		put_blocks(w, node, depth + 1);
		osp_buf_puts(w->out, "]}");
	} else if (tag == OSP_HR && !pandoc_has_attributes(node)) {
		pandoc_comma(w);
		osp_buf_puts(w->out, "{\"t\":\"HorizontalRule\"}");
	} else if (tag == OSP_TABLE) {
		put_table(w, node, depth);
	} else if (tag == OSP_FIGURE && !w->is_old) {
		put_figure(w, node, depth);
	} else {
		put_div(w, node, depth);
	}
}

/* They stand elsewhere: captions in their table or figure, notes at their marks. */
static bool is_elsewhere(const struct pandoc_writing *w, const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	return (tag == OSP_FIGCAPTION && !w->is_old) || tag == OSP_CAPTION || (w->notes.count > 0 && osp_node_has_role(node, "doc-endnotes"));
}

/* Blocks as they are; a row of inlines between them is a Plain. */
static void put_blocks(struct pandoc_writing *w, const osp_node *parent, int depth)
{
	for (const osp_node *n = osp_node_first(parent); n != NULL && depth < PANDOC_DEPTH;) {
		if (is_elsewhere(w, n)) {
			n = osp_node_next(n);
		} else if (osp_tag_is_block(osp_node_tag(n))) {
			put_block(w, n, depth + 1);
			n = osp_node_next(n);
		} else {
			pandoc_begin(w, "Plain");
			osp_buf_putc(w->out, '[');
			for (; n != NULL && !osp_tag_is_block(osp_node_tag(n)); n = osp_node_next(n)) {
				pandoc_put_inline(w, n, depth + 1);
			}
			osp_buf_puts(w->out, "]}");
		}
	}
}

/* ---- The document ---- */

static void put_meta_text(struct pandoc_writing *w, const char *key, const char *text, const char *type)
{
	pandoc_comma(w);
	pandoc_put_string(w, key);
	osp_buf_printf(w->out, ":{\"t\":\"%s\",\"c\":", type);
	if (strcmp(type, "MetaInlines") == 0) {
		osp_buf_putc(w->out, '[');
		pandoc_put_words(w, text, strlen(text));
		osp_buf_putc(w->out, ']');
	} else {
		pandoc_put_string(w, text);
	}
	osp_buf_putc(w->out, '}');
}

static void put_meta_option(struct pandoc_writing *w, const struct option_value *value)
{
	const char *key = value->option->key;
	if (value->option->type == OSP_OPTION_BOOL) {
		pandoc_comma(w);
		pandoc_put_string(w, key);
		osp_buf_printf(w->out, ":{\"t\":\"MetaBool\",\"c\":%s}", value->boolean ? "true" : "false");
	} else if (value->option->type == OSP_OPTION_LIST) {
		pandoc_comma(w);
		pandoc_put_string(w, key);
		osp_buf_puts(w->out, ":{\"t\":\"MetaList\",\"c\":[");
		for (size_t i = 0; i < value->count; i++) {
			pandoc_comma(w);
			osp_buf_puts(w->out, "{\"t\":\"MetaString\",\"c\":");
			pandoc_put_string(w, value->items[i]);
			osp_buf_putc(w->out, '}');
		}
		osp_buf_puts(w->out, "]}");
	} else if (value->option->type == OSP_OPTION_INT) {
		osp_buf number = OSP_BUF_INIT;
		osp_buf_printf(&number, "%lld", (long long)value->integer);
		put_meta_text(w, key, number.data, "MetaString");
		osp_buf_done(&number);
	} else if (value->string != NULL && *value->string != '\0') {
		put_meta_text(w, key, value->string, "MetaInlines");
	}
}

void pandoc_put_note_blocks(struct pandoc_writing *w, const osp_node *note, int depth)
{
	put_blocks(w, note, depth + 1);
}

/* The notes by their ids. */
static void find_notes(struct pandoc_writing *w, const osp_node *root)
{
	for (const osp_node *n = root; n != NULL; n = osp_node_after(n, root)) {
		const char *id = osp_node_tag(n) == OSP_ASIDE && osp_node_has_role(n, "doc-footnote") ? osp_node_attr(n, "id") : NULL;
		if (id != NULL) {
			map_put(&w->notes, id, strlen(id), (void *)(uintptr_t)n);
		}
	}
}

void pandoc_write(const osp_article *article, const osp_options *options, bool is_old, osp_buf *out)
{
	struct arena *arena = arena_new();
	struct pandoc_writing writing = { .out = out, .is_old = is_old }, *w = &writing;
	map_init(&w->notes, arena);
	if (pandoc_is_as_read(article)) {
		find_notes(w, article->root);
	}
	osp_buf_printf(out, "{\"pandoc-api-version\":%s,\"meta\":{", is_old ? "[1,22,2,1]" : "[1,23,1]");
	put_meta_text(w, "title", article->title, "MetaInlines");
	put_meta_text(w, "lang", article->lang, "MetaInlines");
	put_meta_text(w, "date", article->date, "MetaInlines");
	for (size_t i = 0; options != NULL && i < options->count; i++) {
		put_meta_option(w, &options->values[i]);
	}
	osp_buf_puts(out, "},\"blocks\":[");
	put_blocks(w, article->root, 0);
	osp_buf_puts(out, "]}");
	arena_free(arena);
}
