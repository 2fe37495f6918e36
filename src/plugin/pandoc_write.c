/* pandoc_write.c - an article as Pandoc's document. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "plugin/pandoc.h"

#include <string.h>

#include "document/node.h"
#include "plugin/json.h"

/* Trees are at most a few hundred levels deep (readers see to that); so may this be. */
enum { DEPTH_LIMIT = 400 };

static void put_blocks(osp_buf *out, const osp_node *parent, int depth);
static void put_inlines(osp_buf *out, const osp_node *parent, int depth);

static void comma(osp_buf *out)
{
	char last = out->len > 0 ? out->data[out->len - 1] : '[';
	if (last != '[' && last != '{' && last != ':') {
		osp_buf_putc(out, ',');
	}
}

static void put_string(osp_buf *out, const char *text)
{
	json_put(out, text, strlen(text));
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
static void put_attr(osp_buf *out, const osp_node *node, const char *tag, const char *const *without)
{
	const char *id = osp_node_attr(node, "id"), *classes = osp_node_attr(node, "class");
	osp_buf_putc(out, '[');
	put_string(out, id != NULL ? id : "");
	osp_buf_puts(out, ",[");
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
			comma(out);
			json_put(out, word, len);
		}
		at += n + (at[n] == ' ');
	}
	osp_buf_puts(out, "],[");
	for (size_t i = 0; i < osp_node_attr_count(node); i++) {
		const char *name, *value;
		osp_node_attr_at(node, i, &name, &value);
		if (strcmp(name, "id") != 0 && strcmp(name, "class") != 0 && !is_named(name, without)) {
			comma(out);
			osp_buf_putc(out, '[');
			put_string(out, name);
			osp_buf_putc(out, ',');
			put_string(out, value);
			osp_buf_putc(out, ']');
		}
	}
	if (tag != NULL) {
		comma(out);
		osp_buf_puts(out, "[\"" PANDOC_TAG "\",");
		put_string(out, tag);
		osp_buf_putc(out, ']');
	}
	osp_buf_puts(out, "]]");
}

static bool has_attributes(const osp_node *node)
{
	return osp_node_attr_count(node) > 0;
}

static void begin(osp_buf *out, const char *type)
{
	comma(out);
	osp_buf_printf(out, "{\"t\":\"%s\",\"c\":", type);
}

/* ---- Inlines ---- */

static void put_words(osp_buf *out, const char *text, size_t len)
{
	for (const char *at = text, *end = text + len; at < end;) {
		if (*at == ' ' || *at == '\n' || *at == '\t') {
			comma(out);
			osp_buf_printf(out, "{\"t\":\"%s\"}", *at == '\n' ? "SoftBreak" : "Space");
			at++;
			continue;
		}
		const char *from = at;
		while (at < end && *at != ' ' && *at != '\n' && *at != '\t') {
			at++;
		}
		begin(out, "Str");
		json_put(out, from, (size_t)(at - from));
		osp_buf_putc(out, '}');
	}
}

/* The source of mathematics without its dollars. */
static void put_math(osp_buf *out, const osp_node *node)
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
	begin(out, "Math");
	osp_buf_printf(out, "[{\"t\":\"%s\"},", from == 2 ? "DisplayMath" : "InlineMath");
	json_put(out, text.len > 0 ? text.data + from : "", len > from ? len - from : 0);
	osp_buf_puts(out, "]}");
	osp_buf_done(&text);
}

static void put_code(osp_buf *out, const osp_node *node)
{
	osp_buf text = OSP_BUF_INIT;
	osp_node_text_content(node, &text);
	begin(out, "Code");
	osp_buf_putc(out, '[');
	put_attr(out, node, NULL, NULL);
	osp_buf_putc(out, ',');
	json_put(out, text.data != NULL ? text.data : "", text.len);
	osp_buf_puts(out, "]}");
	osp_buf_done(&text);
}

static void put_target(osp_buf *out, const osp_node *node, const char *where)
{
	const char *url = osp_node_attr(node, where), *title = osp_node_attr(node, "title");
	osp_buf_puts(out, ",[");
	put_string(out, url != NULL ? url : "");
	osp_buf_putc(out, ',');
	put_string(out, title != NULL ? title : "");
	osp_buf_puts(out, "]]}");
}

static void put_link(osp_buf *out, const osp_node *node, int depth)
{
	static const char *const elsewhere[] = { "href", "title", NULL };
	begin(out, "Link");
	osp_buf_putc(out, '[');
	put_attr(out, node, NULL, elsewhere);
	osp_buf_puts(out, ",[");
	put_inlines(out, node, depth);
	osp_buf_putc(out, ']');
	put_target(out, node, "href");
}

static void put_image(osp_buf *out, const osp_node *node)
{
	static const char *const elsewhere[] = { "src", "title", "alt", NULL };
	const char *alt = osp_node_attr(node, "alt");
	begin(out, "Image");
	osp_buf_putc(out, '[');
	put_attr(out, node, NULL, elsewhere);
	osp_buf_puts(out, ",[");
	put_words(out, alt != NULL ? alt : "", alt != NULL ? strlen(alt) : 0);
	osp_buf_putc(out, ']');
	put_target(out, node, "src");
}

/* Emphasis has no attributes in Pandoc: a Span around it keeps ours. */
static void put_simple(osp_buf *out, const osp_node *node, const char *type, int depth)
{
	if (has_attributes(node)) {
		begin(out, "Span");
		osp_buf_putc(out, '[');
		put_attr(out, node, osp_node_name(node), NULL);
		osp_buf_puts(out, ",[");
	}
	begin(out, type);
	osp_buf_putc(out, '[');
	put_inlines(out, node, depth);
	osp_buf_puts(out, "]}");
	if (has_attributes(node)) {
		osp_buf_puts(out, "]]}");
	}
}

static void put_span(osp_buf *out, const osp_node *node, int depth)
{
	begin(out, "Span");
	osp_buf_putc(out, '[');
	put_attr(out, node, osp_node_tag(node) == OSP_SPAN ? NULL : osp_node_name(node), NULL);
	osp_buf_puts(out, ",[");
	put_inlines(out, node, depth);
	osp_buf_puts(out, "]]}");
}

static void put_inline(osp_buf *out, const osp_node *node, int depth)
{
	static const struct { osp_tag tag; const char *type; } simple[] = {
		{ OSP_EM, "Emph" }, { OSP_STRONG, "Strong" }, { OSP_DEL, "Strikeout" }, { OSP_SUP, "Superscript" }, { OSP_SUB, "Subscript" },
	};
	size_t len = 0;
	osp_tag tag = osp_node_tag(node);
	if (osp_node_is_text(node)) {
		const char *text = osp_node_text(node, &len);
		put_words(out, text, len);
		return;
	}
	for (size_t i = 0; i < sizeof(simple) / sizeof(*simple); i++) {
		if (simple[i].tag == tag) {
			put_simple(out, node, simple[i].type, depth);
			return;
		}
	}
	if (tag == OSP_CODE && osp_node_has_class(node, "math")) {
		put_math(out, node);
	} else if (tag == OSP_CODE) {
		put_code(out, node);
	} else if (tag == OSP_BR) {
		comma(out);
		osp_buf_puts(out, "{\"t\":\"LineBreak\"}");
	} else if (tag == OSP_IMG) {
		put_image(out, node);
	} else if (tag == OSP_A && osp_node_attr(node, "href") != NULL) {
		put_link(out, node, depth);
	} else {
		put_span(out, node, depth);
	}
}

static void put_inlines(osp_buf *out, const osp_node *parent, int depth)
{
	for (const osp_node *n = osp_node_first(parent); n != NULL && depth < DEPTH_LIMIT; n = osp_node_next(n)) {
		put_inline(out, n, depth + 1);
	}
}

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

static void put_row(osp_buf *out, const osp_node *row, int depth)
{
	static const char *const elsewhere[] = { "rowspan", "colspan", NULL };
	comma(out);
	osp_buf_putc(out, '[');
	put_attr(out, row, NULL, NULL);
	osp_buf_puts(out, ",[");
	for (const osp_node *cell = osp_node_first(row); cell != NULL; cell = osp_node_next(cell)) {
		comma(out);
		osp_buf_putc(out, '[');
		put_attr(out, cell, osp_node_tag(cell) == OSP_TH ? "th" : "td", elsewhere);
		osp_buf_printf(out, ",{\"t\":\"%s\"},%s,%s,[", alignment_of(cell), span_of(cell, "rowspan"), span_of(cell, "colspan"));
		put_blocks(out, cell, depth + 1);
		osp_buf_puts(out, "]]");
	}
	osp_buf_puts(out, "]]");
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
static void put_group(osp_buf *out, const osp_node *group, bool is_body, int depth)
{
	comma(out);
	osp_buf_putc(out, '[');
	if (group != NULL) {
		put_attr(out, group, NULL, NULL);
	} else {
		osp_buf_puts(out, "[\"\",[],[]]");
	}
	osp_buf_puts(out, is_body ? ",0,[],[" : ",[");
	for (const osp_node *row = group != NULL ? osp_node_first(group) : NULL; row != NULL; row = osp_node_next(row)) {
		put_row(out, row, depth);
	}
	osp_buf_puts(out, "]]");
}

static const osp_node *child_of(const osp_node *parent, osp_tag tag)
{
	const osp_node *child = osp_node_first(parent);
	while (child != NULL && osp_node_tag(child) != tag) {
		child = osp_node_next(child);
	}
	return child;
}

static void put_caption(osp_buf *out, const osp_node *caption, int depth)
{
	osp_buf_puts(out, ",[null,[");
	if (caption != NULL) {
		put_blocks(out, caption, depth + 1);
	}
	osp_buf_puts(out, "]],[");
}

static void put_table(osp_buf *out, const osp_node *table, int depth)
{
	begin(out, "Table");
	osp_buf_putc(out, '[');
	put_attr(out, table, NULL, NULL);
	put_caption(out, child_of(table, OSP_CAPTION), depth);
	for (size_t i = count_columns(table); i > 0; i--) {
		comma(out);
		osp_buf_puts(out, "[{\"t\":\"AlignDefault\"},{\"t\":\"ColWidthDefault\"}]");
	}
	osp_buf_putc(out, ']');
	put_group(out, child_of(table, OSP_THEAD), false, depth);
	osp_buf_puts(out, ",[");
	for (const osp_node *body = osp_node_first(table); body != NULL; body = osp_node_next(body)) {
		if (osp_node_tag(body) == OSP_TBODY) {
			put_group(out, body, true, depth);
		}
	}
	osp_buf_putc(out, ']');
	put_group(out, child_of(table, OSP_TFOOT), false, depth);
	osp_buf_puts(out, "]}");
}

/* ---- Blocks ---- */

static void put_code_block(osp_buf *out, const osp_node *pre)
{
	const osp_node *code = child_of(pre, OSP_CODE);
	osp_buf text = OSP_BUF_INIT;
	osp_node_text_content(pre, &text);
	begin(out, "CodeBlock");
	osp_buf_putc(out, '[');
	put_attr(out, code != NULL && has_attributes(code) ? code : pre, NULL, NULL);
	osp_buf_putc(out, ',');
	json_put(out, text.data != NULL ? text.data : "", text.len > 0 && text.data[text.len - 1] == '\n' ? text.len - 1 : text.len);
	osp_buf_puts(out, "]}");
	osp_buf_done(&text);
}

static void put_items(osp_buf *out, const osp_node *list, int depth)
{
	for (const osp_node *item = osp_node_first(list); item != NULL; item = osp_node_next(item)) {
		comma(out);
		osp_buf_putc(out, '[');
		if (has_attributes(item)) {
			begin(out, "Div");
			osp_buf_putc(out, '[');
			put_attr(out, item, osp_node_name(item), NULL);
			osp_buf_puts(out, ",[");
		}
		put_blocks(out, item, depth + 1);
		osp_buf_puts(out, has_attributes(item) ? "]]}]" : "]");
	}
}

static void put_list(osp_buf *out, const osp_node *list, int depth)
{
	static const char *const elsewhere[] = { "start", NULL };
	const char *start = osp_node_attr(list, "start"), *classes = osp_node_attr(list, "class");
	bool is_plain = osp_node_attr_count(list) == (size_t)(start != NULL) + (classes != NULL && strcmp(classes, "tight") == 0);
	if (!is_plain) {
		begin(out, "Div");
		osp_buf_putc(out, '[');
		put_attr(out, list, osp_node_name(list), elsewhere);
		osp_buf_puts(out, ",[");
	}
	if (osp_node_tag(list) == OSP_UL) {
		begin(out, "BulletList");
		osp_buf_putc(out, '[');
		put_items(out, list, depth);
		osp_buf_puts(out, "]}");
	} else {
		bool is_number = start != NULL && *start >= '0' && *start <= '9' && strspn(start, "0123456789") == strlen(start) && strlen(start) < 10;
		begin(out, "OrderedList");
		osp_buf_printf(out, "[[%s,{\"t\":\"Decimal\"},{\"t\":\"Period\"}],[", is_number ? start : "1");
		put_items(out, list, depth);
		osp_buf_puts(out, "]]}");
	}
	if (!is_plain) {
		osp_buf_puts(out, "]]}");
	}
}

static void put_header(osp_buf *out, const osp_node *node, int depth)
{
	begin(out, "Header");
	osp_buf_printf(out, "[%d,", (int)(osp_node_tag(node) - OSP_H1) + 1);
	put_attr(out, node, NULL, NULL);
	osp_buf_puts(out, ",[");
	put_inlines(out, node, depth);
	osp_buf_puts(out, "]]}");
}

static void put_figure(osp_buf *out, const osp_node *node, int depth)
{
	begin(out, "Figure");
	osp_buf_putc(out, '[');
	put_attr(out, node, NULL, NULL);
	put_caption(out, child_of(node, OSP_FIGCAPTION), depth);
	put_blocks(out, node, depth + 1);
	osp_buf_puts(out, "]]}");
}

static void put_div(osp_buf *out, const osp_node *node, int depth)
{
	begin(out, "Div");
	osp_buf_putc(out, '[');
	put_attr(out, node, osp_node_tag(node) == OSP_DIV ? NULL : osp_node_name(node), NULL);
	osp_buf_puts(out, ",[");
	put_blocks(out, node, depth + 1);
	osp_buf_puts(out, "]]}");
}

static void put_paragraph(osp_buf *out, const osp_node *node, int depth)
{
	if (has_attributes(node)) {
		begin(out, "Div");
		osp_buf_putc(out, '[');
		put_attr(out, node, "p", NULL);
		osp_buf_puts(out, ",[");
	}
	begin(out, "Para");
	osp_buf_putc(out, '[');
	put_inlines(out, node, depth);
	osp_buf_puts(out, has_attributes(node) ? "]}]]}" : "]}");
}

static void put_block(osp_buf *out, const osp_node *node, int depth)
{
	osp_tag tag = osp_node_tag(node);
	if (tag == OSP_P) {
		put_paragraph(out, node, depth);
	} else if (tag >= OSP_H1 && tag <= OSP_H6) {
		put_header(out, node, depth);
	} else if (tag == OSP_UL || tag == OSP_OL) {
		put_list(out, node, depth);
	} else if (tag == OSP_PRE && osp_node_has_class(node, "math")) {
		/* A Para of its own would be our paragraph: the Div says that it is a block. */
		begin(out, "Div");
		osp_buf_putc(out, '[');
		put_attr(out, node, "pre", NULL);
		osp_buf_puts(out, ",[");
		begin(out, "Para");
		osp_buf_putc(out, '[');
		put_math(out, node);
		osp_buf_puts(out, "]}]]}");
	} else if (tag == OSP_PRE) {
		put_code_block(out, node);
	} else if (tag == OSP_BLOCKQUOTE && !has_attributes(node)) {
		begin(out, "BlockQuote");
		osp_buf_putc(out, '[');
		put_blocks(out, node, depth + 1);
		osp_buf_puts(out, "]}");
	} else if (tag == OSP_HR && !has_attributes(node)) {
		comma(out);
		osp_buf_puts(out, "{\"t\":\"HorizontalRule\"}");
	} else if (tag == OSP_TABLE) {
		put_table(out, node, depth);
	} else if (tag == OSP_FIGURE) {
		put_figure(out, node, depth);
	} else {
		put_div(out, node, depth);
	}
}

static bool is_caption(const osp_node *node)
{
	return osp_node_tag(node) == OSP_FIGCAPTION || osp_node_tag(node) == OSP_CAPTION;
}

/* Blocks as they are; a row of inlines between them is a Plain. */
static void put_blocks(osp_buf *out, const osp_node *parent, int depth)
{
	for (const osp_node *n = osp_node_first(parent); n != NULL && depth < DEPTH_LIMIT;) {
		if (is_caption(n)) {
			n = osp_node_next(n);
		} else if (osp_tag_is_block(osp_node_tag(n))) {
			put_block(out, n, depth + 1);
			n = osp_node_next(n);
		} else {
			begin(out, "Plain");
			osp_buf_putc(out, '[');
			for (; n != NULL && !osp_tag_is_block(osp_node_tag(n)); n = osp_node_next(n)) {
				put_inline(out, n, depth + 1);
			}
			osp_buf_puts(out, "]}");
		}
	}
}

/* ---- The document ---- */

static void put_meta_text(osp_buf *out, const char *key, const char *text, const char *type)
{
	comma(out);
	put_string(out, key);
	osp_buf_printf(out, ":{\"t\":\"%s\",\"c\":", type);
	if (strcmp(type, "MetaInlines") == 0) {
		osp_buf_putc(out, '[');
		put_words(out, text, strlen(text));
		osp_buf_putc(out, ']');
	} else {
		put_string(out, text);
	}
	osp_buf_putc(out, '}');
}

static void put_meta_option(osp_buf *out, const struct option_value *value)
{
	const char *key = value->option->key;
	if (value->option->type == OSP_OPTION_BOOL) {
		comma(out);
		put_string(out, key);
		osp_buf_printf(out, ":{\"t\":\"MetaBool\",\"c\":%s}", value->boolean ? "true" : "false");
	} else if (value->option->type == OSP_OPTION_LIST) {
		comma(out);
		put_string(out, key);
		osp_buf_puts(out, ":{\"t\":\"MetaList\",\"c\":[");
		for (size_t i = 0; i < value->count; i++) {
			comma(out);
			osp_buf_puts(out, "{\"t\":\"MetaString\",\"c\":");
			put_string(out, value->items[i]);
			osp_buf_putc(out, '}');
		}
		osp_buf_puts(out, "]}");
	} else if (value->option->type == OSP_OPTION_INT) {
		osp_buf number = OSP_BUF_INIT;
		osp_buf_printf(&number, "%lld", (long long)value->integer);
		put_meta_text(out, key, number.data, "MetaString");
		osp_buf_done(&number);
	} else if (value->string != NULL && *value->string != '\0') {
		put_meta_text(out, key, value->string, "MetaInlines");
	}
}

void pandoc_write(const osp_article *article, const osp_options *options, osp_buf *out)
{
	osp_buf_puts(out, "{\"pandoc-api-version\":[1,23],\"meta\":{");
	put_meta_text(out, "title", article->title, "MetaInlines");
	put_meta_text(out, "lang", article->lang, "MetaInlines");
	put_meta_text(out, "date", article->date, "MetaInlines");
	for (size_t i = 0; options != NULL && i < options->count; i++) {
		put_meta_option(out, &options->values[i]);
	}
	osp_buf_puts(out, "},\"blocks\":[");
	put_blocks(out, article->root, 0);
	osp_buf_puts(out, "]}");
}
