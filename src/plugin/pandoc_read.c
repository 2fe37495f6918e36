/* pandoc_read.c - what a filter made of Pandoc's document, as XML of our vocabulary. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "plugin/pandoc.h"

#include <string.h>

#include <ospopress/markup.h>
#include "document/node.h"
#include "plugin/json.h"
#include "plugin/xml.h"

enum { DEPTH_LIMIT = 400 };

struct pandoc {
	osp_buf *out;
	bool keeps_raw;          /* markup that a filter wrote for HTML */
	bool has_raw;
	int depth;
};

static void put_inlines(struct pandoc *p, const struct json *list);
static void put_blocks(struct pandoc *p, const struct json *list, bool takes_text);

static const char *type_of(const struct json *node)
{
	return json_find(node, "t")->text;
}

static bool is(const struct json *node, const char *type)
{
	return strcmp(type_of(node), type) == 0;
}

static const struct json *content(const struct json *node)
{
	return json_find(node, "c");
}

static void put_text(struct pandoc *p, const char *text)
{
	osp_markup_text(p->out, text, strlen(text));
}

/* ---- Attributes ---- */

static const struct json *find_key(const struct json *attr, const char *key)
{
	const struct json *pairs = json_at(attr, 2);
	for (size_t i = 0; i < pairs->count; i++) {
		if (strcmp(json_at(json_at(pairs, i), 0)->text, key) == 0) {
			return json_at(json_at(pairs, i), 1);
		}
	}
	return json_at(attr, SIZE_MAX);
}

static bool is_good_name(const char *name)
{
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:");
	return len > 0 && len < 60 && name[len] == '\0' && strchr("0123456789-.:", *name) == NULL;
}

/* The element that a Div or Span stands for; `fallback` when it says none. */
static const char *tag_of(const struct json *attr, const char *fallback)
{
	const char *tag = find_key(attr, PANDOC_TAG)->text;
	return is_good_name(tag) && strchr(tag, ':') == NULL ? tag : fallback;
}

/* `more` is a class to add, `first` what stands before the first one; both may be "". */
static void put_attr(struct pandoc *p, const struct json *attr, const char *more, const char *first)
{
	const struct json *classes = json_at(attr, 1), *pairs = json_at(attr, 2);
	osp_buf all = OSP_BUF_INIT;
	if (*json_at(attr, 0)->text != '\0') {
		osp_markup_attr(p->out, "id", json_at(attr, 0)->text);
	}
	osp_buf_puts(&all, "");
	bool has_more = *more == '\0';
	for (size_t i = 0; i < classes->count; i++) {
		const char *word = json_at(classes, i)->text;
		has_more = has_more || strcmp(word, more) == 0;
		osp_buf_printf(&all, "%s%s%s", i > 0 ? " " : "", i == 0 ? first : "", word);
	}
	if (!has_more) {
		osp_buf_printf(&all, "%s%s", all.len > 0 ? " " : "", more);
	}
	if (all.len > 0) {
		osp_markup_attr(p->out, "class", all.data);
	}
	osp_buf_done(&all);
	for (size_t i = 0; i < pairs->count; i++) {
		const char *key = json_at(json_at(pairs, i), 0)->text;
		if (is_good_name(key) && strcmp(key, PANDOC_TAG) != 0 && strcmp(key, "id") != 0 && strcmp(key, "class") != 0) {
			osp_markup_attr(p->out, key, json_at(json_at(pairs, i), 1)->text);
		}
	}
}

static void open_tag(struct pandoc *p, const char *tag, const struct json *attr, const char *more)
{
	osp_buf_printf(p->out, "<%s", tag);
	put_attr(p, attr, more, "");
	osp_buf_putc(p->out, '>');
}

static void close_tag(struct pandoc *p, const char *tag)
{
	osp_buf_printf(p->out, "</%s>", tag);
}

/* ---- Inlines ---- */

static const char *simple_tag(const struct json *node)
{
	static const struct { const char *type, *tag; } simple[] = {
		{ "Emph", "em" }, { "Strong", "strong" }, { "Strikeout", "del" }, { "Superscript", "sup" }, { "Subscript", "sub" },
	};
	for (size_t i = 0; i < sizeof(simple) / sizeof(*simple); i++) {
		if (is(node, simple[i].type)) {
			return simple[i].tag;
		}
	}
	return NULL;
}

static void put_span(struct pandoc *p, const struct json *c)
{
	const char *tag = tag_of(json_at(c, 0), "span");
	const struct json *inner = json_at(c, 1), *only = json_at(inner, 0);
	const char *simple = inner->count == 1 ? simple_tag(only) : NULL;
	open_tag(p, tag, json_at(c, 0), "");
	/* A Span around an Emph was put there to keep attributes. */
	put_inlines(p, simple != NULL && strcmp(simple, tag) == 0 ? content(only) : inner);
	close_tag(p, tag);
}

static void put_plain_text(osp_buf *out, const struct json *list, int depth)
{
	for (size_t i = 0; i < list->count && depth < DEPTH_LIMIT; i++) {
		const struct json *node = json_at(list, i), *c = content(node);
		if (is(node, "Str")) {
			osp_buf_puts(out, c->text);
		} else if (is(node, "Space") || is(node, "SoftBreak") || is(node, "LineBreak")) {
			osp_buf_putc(out, ' ');
		} else if (c->kind == JSON_LIST) {
			for (size_t k = 0; k < c->count; k++) {
				put_plain_text(out, json_at(c, k)->kind == JSON_LIST ? json_at(c, k) : c, depth + 1);
				k = json_at(c, k)->kind == JSON_LIST ? k : c->count;
			}
		}
	}
}

static void put_image(struct pandoc *p, const struct json *c)
{
	osp_buf alt = OSP_BUF_INIT;
	const char *title = json_at(json_at(c, 2), 1)->text;
	osp_buf_puts(&alt, "");
	put_plain_text(&alt, json_at(c, 1), p->depth);
	osp_buf_puts(p->out, "<img");
	osp_markup_attr(p->out, "src", json_at(json_at(c, 2), 0)->text);
	osp_markup_attr(p->out, "alt", alt.data);
	if (*title != '\0') {
		osp_markup_attr(p->out, "title", title);
	}
	put_attr(p, json_at(c, 0), "", "");
	osp_buf_puts(p->out, "/>");
	osp_buf_done(&alt);
}

static void put_link(struct pandoc *p, const struct json *c)
{
	const char *title = json_at(json_at(c, 2), 1)->text;
	osp_buf_puts(p->out, "<a");
	osp_markup_attr(p->out, "href", json_at(json_at(c, 2), 0)->text);
	if (*title != '\0') {
		osp_markup_attr(p->out, "title", title);
	}
	put_attr(p, json_at(c, 0), "", "");
	osp_buf_putc(p->out, '>');
	put_inlines(p, json_at(c, 1));
	osp_buf_puts(p->out, "</a>");
}

static void put_raw(struct pandoc *p, const struct json *c)
{
	const char *format = json_at(c, 0)->text;
	if (strncmp(format, "html", 4) == 0) {
		p->has_raw = true;
		if (p->keeps_raw) {
			osp_buf_puts(p->out, json_at(c, 1)->text);
		}
	}
}

/* A note of a filter's own: in brackets where it stands, for its number would be nobody's. */
static void put_note(struct pandoc *p, const struct json *blocks)
{
	osp_buf_puts(p->out, "<span class=\"note\"> (");
	for (size_t i = 0; i < blocks->count; i++) {
		if (is(json_at(blocks, i), "Para") || is(json_at(blocks, i), "Plain")) {
			put_inlines(p, content(json_at(blocks, i)));
		}
	}
	osp_buf_puts(p->out, ")</span>");
}

static void put_math(struct pandoc *p, const struct json *c)
{
	const char *dollars = is(json_at(c, 0), "DisplayMath") ? "$$" : "$";
	osp_buf_printf(p->out, "<code class=\"math\">%s", dollars);
	put_text(p, json_at(c, 1)->text);
	osp_buf_printf(p->out, "%s</code>", dollars);
}

static void put_quoted(struct pandoc *p, const struct json *c)
{
	bool is_single = is(json_at(c, 0), "SingleQuote");
	osp_buf_puts(p->out, is_single ? "\xe2\x80\x98" : "\xe2\x80\x9c");
	put_inlines(p, json_at(c, 1));
	osp_buf_puts(p->out, is_single ? "\xe2\x80\x99" : "\xe2\x80\x9d");
}

static void put_inline(struct pandoc *p, const struct json *node)
{
	const struct json *c = content(node);
	const char *simple = simple_tag(node);
	if (is(node, "Str")) {
		put_text(p, c->text);
	} else if (is(node, "Space") || is(node, "SoftBreak")) {
		osp_buf_putc(p->out, is(node, "Space") ? ' ' : '\n');
	} else if (is(node, "LineBreak")) {
		osp_buf_puts(p->out, "<br/>");
	} else if (simple != NULL) {
		osp_buf_printf(p->out, "<%s>", simple);
		put_inlines(p, c);
		close_tag(p, simple);
	} else if (is(node, "SmallCaps") || is(node, "Underline")) {
		osp_buf_printf(p->out, "<span class=\"%s\">", is(node, "SmallCaps") ? "smallcaps" : "underline");
		put_inlines(p, c);
		close_tag(p, "span");
	} else if (is(node, "Code")) {
		open_tag(p, "code", json_at(c, 0), "");
		put_text(p, json_at(c, 1)->text);
		close_tag(p, "code");
	} else if (is(node, "Span")) {
		put_span(p, c);
	} else if (is(node, "Link")) {
		put_link(p, c);
	} else if (is(node, "Image")) {
		put_image(p, c);
	} else if (is(node, "Math")) {
		put_math(p, c);
	} else if (is(node, "RawInline")) {
		put_raw(p, c);
	} else if (is(node, "Quoted")) {
		put_quoted(p, c);
	} else if (is(node, "Cite")) {
		put_inlines(p, json_at(c, 1));
	} else if (is(node, "Note")) {
		put_note(p, c);
	}
}

static void put_inlines(struct pandoc *p, const struct json *list)
{
	p->depth++;
	for (size_t i = 0; i < list->count && p->depth < DEPTH_LIMIT; i++) {
		put_inline(p, json_at(list, i));
	}
	p->depth--;
}

/* ---- Lists ---- */

static bool is_list(const struct json *block)
{
	return is(block, "BulletList") || is(block, "OrderedList");
}

/* The items: of an ordered list they stand behind its numbering. */
static const struct json *items_of(const struct json *list)
{
	return is(list, "OrderedList") ? json_at(content(list), 1) : content(list);
}

/* An item that is one Div standing for it: its content. */
static const struct json *blocks_of_item(const struct json *item, const struct json **ret_attr)
{
	const struct json *only = json_at(item, 0);
	*ret_attr = json_at(item, SIZE_MAX);
	if (item->count == 1 && is(only, "Div") && strcmp(tag_of(json_at(content(only), 0), ""), "li") == 0) {
		*ret_attr = json_at(content(only), 0);
		return json_at(content(only), 1);
	}
	return item;
}

static bool is_tight(const struct json *items)
{
	for (size_t i = 0; i < items->count; i++) {
		const struct json *attr, *blocks = blocks_of_item(json_at(items, i), &attr);
		for (size_t k = 0; k < blocks->count; k++) {
			if (!is(json_at(blocks, k), "Plain") && !is_list(json_at(blocks, k))) {
				return false;
			}
		}
	}
	return true;
}

static void put_list(struct pandoc *p, const struct json *list, const struct json *attr)
{
	const struct json *items = items_of(list);
	const char *tag = is(list, "OrderedList") ? "ol" : "ul";
	const char *start = json_at(json_at(content(list), 0), 0)->text;
	osp_buf_printf(p->out, "<%s", tag);
	if (*tag == 'o' && *start != '\0' && strcmp(start, "1") != 0) {
		osp_markup_attr(p->out, "start", start);
	}
	put_attr(p, attr, is_tight(items) ? "tight" : "", "");
	osp_buf_putc(p->out, '>');
	for (size_t i = 0; i < items->count; i++) {
		const struct json *item_attr, *blocks = blocks_of_item(json_at(items, i), &item_attr);
		open_tag(p, "li", item_attr, "");
		put_blocks(p, blocks, true);
		close_tag(p, "li");
	}
	close_tag(p, tag);
}

static void put_definitions(struct pandoc *p, const struct json *list)
{
	osp_buf_puts(p->out, "<dl>");
	for (size_t i = 0; i < list->count; i++) {
		const struct json *pair = json_at(list, i), *meanings = json_at(pair, 1);
		osp_buf_puts(p->out, "<dt>");
		put_inlines(p, json_at(pair, 0));
		close_tag(p, "dt");
		for (size_t k = 0; k < meanings->count; k++) {
			osp_buf_puts(p->out, "<dd>");
			put_blocks(p, json_at(meanings, k), true);
			osp_buf_puts(p->out, "</dd>");
		}
	}
	osp_buf_puts(p->out, "</dl>");
}

/* ---- Tables ---- */

static void put_cell(struct pandoc *p, const struct json *cell, const char *fallback)
{
	static const struct { const char *type, *name; } alignments[] = {
		{ "AlignLeft", "align-left" }, { "AlignRight", "align-right" }, { "AlignCenter", "align-center" },
	};
	const char *tag = tag_of(json_at(cell, 0), fallback), *more = "";
	for (size_t i = 0; i < sizeof(alignments) / sizeof(*alignments); i++) {
		more = is(json_at(cell, 1), alignments[i].type) ? alignments[i].name : more;
	}
	osp_buf_printf(p->out, "<%s", tag);
	if (strcmp(json_at(cell, 2)->text, "1") != 0) {
		osp_markup_attr(p->out, "rowspan", json_at(cell, 2)->text);
	}
	if (strcmp(json_at(cell, 3)->text, "1") != 0) {
		osp_markup_attr(p->out, "colspan", json_at(cell, 3)->text);
	}
	put_attr(p, json_at(cell, 0), more, "");
	osp_buf_putc(p->out, '>');
	put_blocks(p, json_at(cell, 4), true);
	close_tag(p, tag);
}

static void put_rows(struct pandoc *p, const struct json *rows, const char *cell)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct json *row = json_at(rows, i), *cells = json_at(row, 1);
		open_tag(p, "tr", json_at(row, 0), "");
		for (size_t k = 0; k < cells->count; k++) {
			put_cell(p, json_at(cells, k), cell);
		}
		close_tag(p, "tr");
	}
}

static void put_group(struct pandoc *p, const char *tag, const struct json *attr, const struct json *heads, const struct json *rows,
	const char *cell)
{
	if (heads->count + rows->count == 0) {
		return;
	}
	open_tag(p, tag, attr, "");
	put_rows(p, heads, "th");
	put_rows(p, rows, cell);
	close_tag(p, tag);
}

static void put_table(struct pandoc *p, const struct json *c)
{
	const struct json *caption = json_at(json_at(c, 1), 1), *head = json_at(c, 3), *bodies = json_at(c, 4), *foot = json_at(c, 5);
	const struct json *none = json_at(c, SIZE_MAX);
	open_tag(p, "table", json_at(c, 0), "");
	if (caption->count > 0) {
		osp_buf_puts(p->out, "<caption>");
		put_blocks(p, caption, true);
		osp_buf_puts(p->out, "</caption>");
	}
	put_group(p, "thead", json_at(head, 0), none, json_at(head, 1), "th");
	for (size_t i = 0; i < bodies->count; i++) {
		const struct json *body = json_at(bodies, i);
		put_group(p, "tbody", json_at(body, 0), json_at(body, 2), json_at(body, 3), "td");
	}
	put_group(p, "tfoot", json_at(foot, 0), none, json_at(foot, 1), "td");
	close_tag(p, "table");
}

/* ---- Blocks ---- */

static void put_code_block(struct pandoc *p, const struct json *c)
{
	osp_buf_puts(p->out, "<pre><code");
	put_attr(p, json_at(c, 0), "", "language-");
	osp_buf_putc(p->out, '>');
	put_text(p, json_at(c, 1)->text);
	osp_buf_puts(p->out, "\n</code></pre>");
}

static void put_display_math(struct pandoc *p, const struct json *c, const struct json *attr)
{
	open_tag(p, "pre", attr, "math");
	osp_buf_puts(p->out, "<code>$$");
	put_text(p, json_at(c, 1)->text);
	osp_buf_puts(p->out, "$$\n</code></pre>");
}

static bool is_display(const struct json *inlines)
{
	const struct json *only = json_at(inlines, 0);
	return inlines->count == 1 && is(only, "Math") && is(json_at(content(only), 0), "DisplayMath");
}

static void put_div(struct pandoc *p, const struct json *c)
{
	static const char *const no_text[] = { "div", "section", "article", "header", "nav" };
	const struct json *blocks = json_at(c, 1), *only = json_at(blocks, 0);
	const char *tag = tag_of(json_at(c, 0), "div");
	bool takes_text = true;
	if (blocks->count == 1 && is_list(only) && strcmp(tag, is(only, "OrderedList") ? "ol" : "ul") == 0) {
		put_list(p, only, json_at(c, 0));
		return;
	}
	if (strcmp(tag, "pre") == 0 && blocks->count == 1 && is_display(content(only))) {
		put_display_math(p, content(json_at(content(only), 0)), json_at(c, 0));
		return;
	}
	if (strcmp(tag, "p") == 0 && blocks->count == 1 && (is(only, "Para") || is(only, "Plain"))) {
		open_tag(p, "p", json_at(c, 0), "");
		put_inlines(p, content(only));
		close_tag(p, "p");
		return;
	}
	/* What stood for something else and was filled with other things is a div now. */
	if (strcmp(tag, "p") == 0 || strcmp(tag, "pre") == 0 || strcmp(tag, "ul") == 0 || strcmp(tag, "ol") == 0 || strcmp(tag, "li") == 0) {
		tag = "div";
	}
	for (size_t i = 0; i < sizeof(no_text) / sizeof(*no_text); i++) {
		takes_text = takes_text && strcmp(no_text[i], tag) != 0;
	}
	open_tag(p, tag, json_at(c, 0), "");
	put_blocks(p, blocks, takes_text);
	close_tag(p, tag);
}

static void put_figure(struct pandoc *p, const struct json *c)
{
	const struct json *caption = json_at(json_at(c, 1), 1);
	open_tag(p, "figure", json_at(c, 0), "");
	put_blocks(p, json_at(c, 2), true);
	if (caption->count > 0) {
		osp_buf_puts(p->out, "<figcaption>");
		put_blocks(p, caption, true);
		osp_buf_puts(p->out, "</figcaption>");
	}
	osp_buf_puts(p->out, "</figure>");
}

static void put_lines(struct pandoc *p, const struct json *lines)
{
	osp_buf_puts(p->out, "<p>");
	for (size_t i = 0; i < lines->count; i++) {
		osp_buf_puts(p->out, i > 0 ? "<br/>" : "");
		put_inlines(p, json_at(lines, i));
	}
	osp_buf_puts(p->out, "</p>");
}

static void put_paragraph(struct pandoc *p, const struct json *inlines, bool is_plain)
{
	osp_buf_puts(p->out, is_plain ? "" : "<p>");
	put_inlines(p, inlines);
	osp_buf_puts(p->out, is_plain ? "" : "</p>");
}

static void put_header(struct pandoc *p, const struct json *c)
{
	const char *level = json_at(c, 0)->text;
	char tag[3] = { 'h', *level >= '1' && *level <= '6' && level[1] == '\0' ? *level : '6', '\0' };
	open_tag(p, tag, json_at(c, 1), "");
	put_inlines(p, json_at(c, 2));
	close_tag(p, tag);
}

static void put_block(struct pandoc *p, const struct json *node, bool takes_text)
{
	const struct json *c = content(node), *none = json_at(c, SIZE_MAX);
	if (is(node, "Para") || is(node, "Plain")) {
		put_paragraph(p, c, takes_text && is(node, "Plain"));
	} else if (is(node, "Header")) {
		put_header(p, c);
	} else if (is_list(node)) {
		put_list(p, node, none);
	} else if (is(node, "Div")) {
		put_div(p, c);
	} else if (is(node, "CodeBlock")) {
		put_code_block(p, c);
	} else if (is(node, "BlockQuote")) {
		osp_buf_puts(p->out, "<blockquote>");
		put_blocks(p, c, true);
		osp_buf_puts(p->out, "</blockquote>");
	} else if (is(node, "HorizontalRule")) {
		osp_buf_puts(p->out, "<hr/>");
	} else if (is(node, "Table")) {
		put_table(p, c);
	} else if (is(node, "Figure")) {
		put_figure(p, c);
	} else if (is(node, "DefinitionList")) {
		put_definitions(p, c);
	} else if (is(node, "LineBlock")) {
		put_lines(p, c);
	} else if (is(node, "RawBlock")) {
		put_raw(p, c);
	}
}

/* Our containers hold blocks or text, not both: beside a real block a Plain is a paragraph. */
static void put_blocks(struct pandoc *p, const struct json *list, bool takes_text)
{
	for (size_t i = 0; i < list->count && takes_text; i++) {
		takes_text = is(json_at(list, i), "Plain") || is_list(json_at(list, i));
	}
	p->depth++;
	for (size_t i = 0; i < list->count && p->depth < DEPTH_LIMIT; i++) {
		put_block(p, json_at(list, i), takes_text);
	}
	p->depth--;
}

/* ---- The document ---- */

static void put_article(struct pandoc *p, const osp_article *article, const struct json *blocks)
{
	const osp_node *root = article->root;
	osp_buf_clear(p->out);
	osp_buf_printf(p->out, "<%s", osp_node_name(root));
	for (size_t i = 0; i < osp_node_attr_count(root); i++) {
		const char *name, *value;
		osp_node_attr_at(root, i, &name, &value);
		osp_markup_attr(p->out, name, value);
	}
	osp_buf_putc(p->out, '>');
	put_blocks(p, blocks, false);
	close_tag(p, osp_node_name(root));
}

bool pandoc_read(osp_job *job, const osp_article *article, const char *bytes, size_t len, osp_buf *xml, osp_buf *why)
{
	struct arena *arena = arena_new();
	const struct json *root = json_parse(arena, bytes, len, why);
	/* Older ones gave a list of metadata and blocks. */
	const struct json *blocks = root == NULL ? NULL : root->kind == JSON_LIST ? json_at(root, 1) : json_find(root, "blocks");
	bool is_good = blocks != NULL && blocks->kind == JSON_LIST;
	if (root != NULL && !is_good) {
		osp_buf_puts(why, job_translate(job, "JSON without blocks"));
	}
	struct pandoc p = { .out = xml, .keeps_raw = true };
	if (is_good) {
		put_article(&p, article, blocks);
	}
	if (is_good && p.has_raw) {
		osp_buf wrong = OSP_BUF_INIT;
		if (xml_read(tree_new(job), xml->data, xml->len, 0, &wrong) == NULL) {
			p.keeps_raw = false;
			put_article(&p, article, blocks);
			osp_warn(job, (osp_place){ article->file, 0, 0 }, "plugin/raw", "HTML that a filter wrote is left out, for it is not well-formed XML");
		}
		osp_buf_done(&wrong);
	}
	arena_free(arena);
	return is_good;
}
