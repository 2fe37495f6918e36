/* pandoc_read.c - what a filter made of Pandoc's document, as XML of our vocabulary. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "plugin/pandoc_room.h"

#include <string.h>

#include <ospopress/markup.h>
#include "document/node.h"
#include "plugin/json.h"
#include "plugin/xml.h"

/* ---- Lists ---- */

static bool is_list(const struct json *block)
{
	return pandoc_is(block, "BulletList") || pandoc_is(block, "OrderedList");
}

/* The items: of an ordered list they stand behind its numbering. */
static const struct json *items_of(const struct json *list)
{
	return pandoc_is(list, "OrderedList") ? json_at(pandoc_content(list), 1) : pandoc_content(list);
}

/* An item that is one Div standing for it: its content. */
static const struct json *blocks_of_item(const struct json *item, const struct json **ret_attr)
{
	const struct json *only = json_at(item, 0);
	*ret_attr = json_at(item, SIZE_MAX);
	if (item->count == 1 && pandoc_is(only, "Div") && strcmp(pandoc_read_tag(json_at(pandoc_content(only), 0), ""), "li") == 0) {
		*ret_attr = json_at(pandoc_content(only), 0);
		return json_at(pandoc_content(only), 1);
	}
	return item;
}

static bool is_tight(const struct json *items)
{
	for (size_t i = 0; i < items->count; i++) {
		const struct json *attr, *blocks = blocks_of_item(json_at(items, i), &attr);
		for (size_t k = 0; k < blocks->count; k++) {
			if (!pandoc_is(json_at(blocks, k), "Plain") && !is_list(json_at(blocks, k))) {
				return false;
			}
		}
	}
	return true;
}

static void put_list(struct pandoc_reading *p, const struct json *list, const struct json *attr)
{
	const struct json *items = items_of(list);
	const char *tag = pandoc_is(list, "OrderedList") ? "ol" : "ul";
	const char *start = json_at(json_at(pandoc_content(list), 0), 0)->text;
	osp_buf_printf(p->out, "<%s", tag);
	if (*tag == 'o' && *start != '\0' && strcmp(start, "1") != 0) {
		osp_markup_attr(p->out, "start", start);
	}
	pandoc_read_attr(p, attr, is_tight(items) ? "tight" : "", "");
	osp_buf_putc(p->out, '>');
	for (size_t i = 0; i < items->count; i++) {
		const struct json *item_attr, *blocks = blocks_of_item(json_at(items, i), &item_attr);
		pandoc_read_open(p, "li", item_attr, "");
		pandoc_read_blocks(p, blocks, true);
		pandoc_read_close(p, "li");
	}
	pandoc_read_close(p, tag);
}

static void put_definitions(struct pandoc_reading *p, const struct json *list)
{
	osp_buf_puts(p->out, "<dl>");
	for (size_t i = 0; i < list->count; i++) {
		const struct json *pair = json_at(list, i), *meanings = json_at(pair, 1);
		osp_buf_puts(p->out, "<dt>");
		pandoc_read_inlines(p, json_at(pair, 0));
		pandoc_read_close(p, "dt");
		for (size_t k = 0; k < meanings->count; k++) {
			osp_buf_puts(p->out, "<dd>");
			pandoc_read_blocks(p, json_at(meanings, k), true);
			osp_buf_puts(p->out, "</dd>");
		}
	}
	osp_buf_puts(p->out, "</dl>");
}

/* ---- Tables ---- */

static void put_cell(struct pandoc_reading *p, const struct json *cell, const char *fallback)
{
	static const struct { const char *type, *name; } alignments[] = {
		{ "AlignLeft", "align-left" }, { "AlignRight", "align-right" }, { "AlignCenter", "align-center" },
	};
	const char *tag = pandoc_read_tag(json_at(cell, 0), fallback), *more = "";
	for (size_t i = 0; i < sizeof(alignments) / sizeof(*alignments); i++) {
		more = pandoc_is(json_at(cell, 1), alignments[i].type) ? alignments[i].name : more;
	}
	osp_buf_printf(p->out, "<%s", tag);
	if (strcmp(json_at(cell, 2)->text, "1") != 0) {
		osp_markup_attr(p->out, "rowspan", json_at(cell, 2)->text);
	}
	if (strcmp(json_at(cell, 3)->text, "1") != 0) {
		osp_markup_attr(p->out, "colspan", json_at(cell, 3)->text);
	}
	pandoc_read_attr(p, json_at(cell, 0), more, "");
	osp_buf_putc(p->out, '>');
	pandoc_read_blocks(p, json_at(cell, 4), true);
	pandoc_read_close(p, tag);
}

static void put_rows(struct pandoc_reading *p, const struct json *rows, const char *cell)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct json *row = json_at(rows, i), *cells = json_at(row, 1);
		pandoc_read_open(p, "tr", json_at(row, 0), "");
		for (size_t k = 0; k < cells->count; k++) {
			put_cell(p, json_at(cells, k), cell);
		}
		pandoc_read_close(p, "tr");
	}
}

static void put_group(struct pandoc_reading *p, const char *tag, const struct json *attr, const struct json *heads, const struct json *rows,
	const char *cell)
{
	if (heads->count + rows->count == 0) {
		return;
	}
	pandoc_read_open(p, tag, attr, "");
	put_rows(p, heads, "th");
	put_rows(p, rows, cell);
	pandoc_read_close(p, tag);
}

static void put_table(struct pandoc_reading *p, const struct json *c)
{
	const struct json *caption = json_at(json_at(c, 1), 1), *head = json_at(c, 3), *bodies = json_at(c, 4), *foot = json_at(c, 5);
	const struct json *none = json_at(c, SIZE_MAX);
	pandoc_read_open(p, "table", json_at(c, 0), "");
	if (caption->count > 0) {
		osp_buf_puts(p->out, "<caption>");
		pandoc_read_blocks(p, caption, true);
		osp_buf_puts(p->out, "</caption>");
	}
	put_group(p, "thead", json_at(head, 0), none, json_at(head, 1), "th");
	for (size_t i = 0; i < bodies->count; i++) {
		const struct json *body = json_at(bodies, i);
		put_group(p, "tbody", json_at(body, 0), json_at(body, 2), json_at(body, 3), "td");
	}
	put_group(p, "tfoot", json_at(foot, 0), none, json_at(foot, 1), "td");
	pandoc_read_close(p, "table");
}

/* ---- Blocks ---- */

static void put_code_block(struct pandoc_reading *p, const struct json *c)
{
	osp_buf_puts(p->out, "<pre><code");
	pandoc_read_attr(p, json_at(c, 0), "", "language-");
	osp_buf_putc(p->out, '>');
	pandoc_read_text(p, json_at(c, 1)->text);
	osp_buf_puts(p->out, "\n</code></pre>");
}

static void put_display_math(struct pandoc_reading *p, const struct json *c, const struct json *attr)
{
	pandoc_read_open(p, "pre", attr, "math");
	osp_buf_puts(p->out, "<code>$$");
	pandoc_read_text(p, json_at(c, 1)->text);
	osp_buf_puts(p->out, "$$\n</code></pre>");
}

static bool is_display(const struct json *inlines)
{
	const struct json *only = json_at(inlines, 0);
	return inlines->count == 1 && pandoc_is(only, "Math") && pandoc_is(json_at(pandoc_content(only), 0), "DisplayMath");
}

static void put_div(struct pandoc_reading *p, const struct json *c)
{
	static const char *const no_text[] = { "div", "section", "article", "header", "nav" };
	const struct json *blocks = json_at(c, 1), *only = json_at(blocks, 0);
	const char *tag = pandoc_read_tag(json_at(c, 0), "div");
	bool takes_text = true;
	if (blocks->count == 1 && is_list(only) && strcmp(tag, pandoc_is(only, "OrderedList") ? "ol" : "ul") == 0) {
		put_list(p, only, json_at(c, 0));
		return;
	}
	if (strcmp(tag, "pre") == 0 && blocks->count == 1 && is_display(pandoc_content(only))) {
		put_display_math(p, pandoc_content(json_at(pandoc_content(only), 0)), json_at(c, 0));
		return;
	}
	if (strcmp(tag, "p") == 0 && blocks->count == 1 && (pandoc_is(only, "Para") || pandoc_is(only, "Plain"))) {
		pandoc_read_open(p, "p", json_at(c, 0), "");
		pandoc_read_inlines(p, pandoc_content(only));
		pandoc_read_close(p, "p");
		return;
	}
	/* What stood for something else and was filled with other things is a div now. */
	if (strcmp(tag, "p") == 0 || strcmp(tag, "pre") == 0 || strcmp(tag, "ul") == 0 || strcmp(tag, "ol") == 0 || strcmp(tag, "li") == 0) {
		tag = "div";
	}
	for (size_t i = 0; i < sizeof(no_text) / sizeof(*no_text); i++) {
		takes_text = takes_text && strcmp(no_text[i], tag) != 0;
	}
	pandoc_read_open(p, tag, json_at(c, 0), "");
	pandoc_read_blocks(p, blocks, takes_text);
	pandoc_read_close(p, tag);
}

static void put_figure(struct pandoc_reading *p, const struct json *c)
{
	const struct json *caption = json_at(json_at(c, 1), 1);
	pandoc_read_open(p, "figure", json_at(c, 0), "");
	pandoc_read_blocks(p, json_at(c, 2), true);
	if (caption->count > 0) {
		osp_buf_puts(p->out, "<figcaption>");
		pandoc_read_blocks(p, caption, true);
		osp_buf_puts(p->out, "</figcaption>");
	}
	osp_buf_puts(p->out, "</figure>");
}

static void put_lines(struct pandoc_reading *p, const struct json *lines)
{
	osp_buf_puts(p->out, "<p>");
	for (size_t i = 0; i < lines->count; i++) {
		osp_buf_puts(p->out, i > 0 ? "<br/>" : "");
		pandoc_read_inlines(p, json_at(lines, i));
	}
	osp_buf_puts(p->out, "</p>");
}

static void put_paragraph(struct pandoc_reading *p, const struct json *inlines, bool is_plain)
{
	osp_buf_puts(p->out, is_plain ? "" : "<p>");
	pandoc_read_inlines(p, inlines);
	osp_buf_puts(p->out, is_plain ? "" : "</p>");
}

static void put_header(struct pandoc_reading *p, const struct json *c)
{
	const char *level = json_at(c, 0)->text;
	char tag[3] = { 'h', *level >= '1' && *level <= '6' && level[1] == '\0' ? *level : '6', '\0' };
	pandoc_read_open(p, tag, json_at(c, 1), "");
	pandoc_read_inlines(p, json_at(c, 2));
	pandoc_read_close(p, tag);
}

static void put_block(struct pandoc_reading *p, const struct json *node, bool takes_text)
{
	const struct json *c = pandoc_content(node), *none = json_at(c, SIZE_MAX);
	if (pandoc_is(node, "Para") || pandoc_is(node, "Plain")) {
		put_paragraph(p, c, takes_text && pandoc_is(node, "Plain"));
	} else if (pandoc_is(node, "Header")) {
		put_header(p, c);
	} else if (is_list(node)) {
		put_list(p, node, none);
	} else if (pandoc_is(node, "Div")) {
		put_div(p, c);
	} else if (pandoc_is(node, "CodeBlock")) {
		put_code_block(p, c);
	} else if (pandoc_is(node, "BlockQuote")) {
		osp_buf_puts(p->out, "<blockquote>");
		pandoc_read_blocks(p, c, true);
		osp_buf_puts(p->out, "</blockquote>");
	} else if (pandoc_is(node, "HorizontalRule")) {
		osp_buf_puts(p->out, "<hr/>");
	} else if (pandoc_is(node, "Table")) {
		put_table(p, c);
	} else if (pandoc_is(node, "Figure")) {
		put_figure(p, c);
	} else if (pandoc_is(node, "DefinitionList")) {
		put_definitions(p, c);
	} else if (pandoc_is(node, "LineBlock")) {
		put_lines(p, c);
	} else if (pandoc_is(node, "RawBlock")) {
		pandoc_read_raw(p, c);
	}
}

/* Our containers hold blocks or text, not both: beside a real block a Plain is a paragraph. */
void pandoc_read_blocks(struct pandoc_reading *p, const struct json *list, bool takes_text)
{
	for (size_t i = 0; i < list->count && takes_text; i++) {
		takes_text = pandoc_is(json_at(list, i), "Plain") || is_list(json_at(list, i));
	}
	p->depth++;
	for (size_t i = 0; i < list->count && p->depth < PANDOC_DEPTH; i++) {
		put_block(p, json_at(list, i), takes_text);
	}
	p->depth--;
}

/* ---- The document ---- */

bool pandoc_is_as_read(const osp_article *article)
{
	/* The first transform, `headings`, gives the root its class. */
	return !osp_node_has_class(article->root, "article");
}

static void put_article(struct pandoc_reading *p, const osp_article *article, const struct json *blocks)
{
	const osp_node *root = article->root;
	osp_buf_clear(p->out);
	osp_buf_clear(&p->asides);
	p->note_count = 0;
	p->takes_notes = pandoc_is_as_read(article);
	map_init(&p->notes, p->arena);
	osp_buf_printf(p->out, "<%s", osp_node_name(root));
	for (size_t i = 0; i < osp_node_attr_count(root); i++) {
		const char *name, *value;
		osp_node_attr_at(root, i, &name, &value);
		osp_markup_attr(p->out, name, value);
	}
	osp_buf_putc(p->out, '>');
	pandoc_read_blocks(p, blocks, false);
	if (p->note_count > 0) {
		osp_buf_puts(p->out, "<section class=\"footnotes\" role=\"doc-endnotes\">");
		osp_buf_add(p->out, p->asides.data, p->asides.len);
		osp_buf_puts(p->out, "</section>");
	}
	pandoc_read_close(p, osp_node_name(root));
}

/* Metadata are texts to us: the title alone may be changed, as filters that walk the whole document do. */
static void take_title(osp_job *job, osp_article *fresh, const struct json *meta)
{
	osp_buf title = OSP_BUF_INIT;
	const struct json *c = pandoc_content(json_find(meta, "title"));
	osp_buf_puts(&title, c->text);
	if (c->kind == JSON_LIST) {
		pandoc_read_plain(&title, c, 0);
	}
	if (title.len > 0 && strcmp(title.data, fresh->title) != 0) {
		fresh->title = osp_job_strdup(job, title.data);
	}
	osp_buf_done(&title);
}

bool pandoc_read(osp_job *job, osp_article *article, const char *bytes, size_t len, osp_buf *xml, osp_buf *why)
{
	struct arena *arena = arena_new();
	const struct json *root = json_parse(arena, bytes, len, why);
	/* Older ones gave a list of metadata and blocks. */
	const struct json *blocks = root == NULL ? NULL : root->kind == JSON_LIST ? json_at(root, 1) : json_find(root, "blocks");
	bool is_good = blocks != NULL && blocks->kind == JSON_LIST;
	if (root != NULL && !is_good) {
		osp_buf_puts(why, job_translate(job, "JSON without blocks"));
	}
	struct pandoc_reading p = { .out = xml, .arena = arena, .keeps_raw = true, .asides = OSP_BUF_INIT };
	if (is_good) {
		put_article(&p, article, blocks);
		take_title(job, article, json_find(root, "meta"));
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
	osp_buf_done(&p.asides);
	arena_free(arena);
	return is_good;
}
