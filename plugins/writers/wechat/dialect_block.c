/* dialect_block.c - the blocks of an article in the tree of another editor. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "dialect.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Lists beyond this depth grow bullets in WeChat's editor: they become indented sections. */
enum { LIST_DEPTH = 2, QUOTE_DEPTH = 3 };

void dialect_heading(struct building *b, osp_tag tag)
{
	dialect_open(b, tag, NULL);
	if (b->dialect->has_one_span) {
		dialect_open(b, OSP_SPAN, NULL);
	} else if (b->dialect->has_three_spans) {
		dialect_close(b, dialect_open(b, OSP_SPAN, "prefix"));
		osp_node *content = dialect_open(b, OSP_SPAN, "content");
		dialect_close(b, content);
		dialect_close(b, dialect_open(b, OSP_SPAN, "suffix"));
		b->at = content;
	}
}

static unsigned number_of(const osp_node *node, const char *name, unsigned fallback)
{
	const char *text = osp_node_attr(node, name);
	bool is_number = text != NULL && text[0] != '\0' && strlen(text) <= 5 && text[strspn(text, "0123456789")] == '\0';
	return is_number ? (unsigned)strtoul(text, NULL, 10) : fallback;
}

/* The number of an item among its neighbours. */
static unsigned place_of(const osp_node *item)
{
	const osp_node *list = osp_node_parent(item);
	unsigned number = number_of(list, "start", 1);
	for (const osp_node *n = osp_node_first(list); n != item && n != NULL; n = osp_node_next(n))
		number += osp_node_tag(n) == OSP_LI;
	return number_of(item, "value", number);
}

static void open_list(struct building *b, const osp_node *list)
{
	b->w.list_depth++;
	if (osp_node_has_class(list, "references")) {
		b->w.in_references = true;
		dialect_open_list(b);
	} else if (b->w.list_depth <= LIST_DEPTH) {
		osp_node *element = dialect_open(b, osp_node_tag(list), NULL);
		const char *start = osp_node_attr(list, "start");
		if (osp_node_tag(list) == OSP_OL && start != NULL && number_of(list, "start", 1) != 1)
			osp_node_set_attr(element, "start", start);
	}
}

static void open_reference(struct building *b, const osp_node *item)
{
	char number[32] = "";
	b->w.entry = item;
	b->w.entry_number = place_of(item);
	/* An entry whose number the author typed has it in its text. */
	if (!osp_node_has_class(item, "labelled") && !osp_node_has_class(osp_node_parent(item), "labelled"))
		snprintf(number, sizeof number, b->w.page->notes.is_odd ? "〔%u〕" : "[%u] ", b->w.entry_number);
	dialect_open_entry(b, number, block_holds_blocks(item));
}

static void mark_item(struct building *b, const osp_node *item)
{
	bool is_task = osp_node_has_class(item, "task-list-item");
	if (osp_node_tag(osp_node_parent(item)) == OSP_OL)
		snprintf(b->w.lead, sizeof b->w.lead, "%u. ", place_of(item));
	else if (!is_task)
		snprintf(b->w.lead, sizeof b->w.lead, "%s", b->w.list_depth == 1 ? "• " : b->w.list_depth == 2 ? "◦ " : "▪ ");
}

static void open_item(struct building *b, const osp_node *item)
{
	if (osp_node_has_class(osp_node_parent(item), "references")) {
		open_reference(b, item);
		return;
	}
	if (b->w.list_depth > LIST_DEPTH) {
		dialect_open(b, OSP_SECTION, "deep-item");
		mark_item(b, item);
		return;
	}
	dialect_open(b, OSP_LI, osp_node_has_class(item, "task-list-item") ? "task-list-item" : NULL);
	dialect_open(b, OSP_SECTION, NULL);
	if (b->dialect->has_text_markers)
		mark_item(b, item);
}

/* ---- quotations ---- */

static unsigned depth_of(const osp_node *quote)
{
	unsigned depth = 1;
	for (const osp_node *n = osp_node_after(quote, quote); n != NULL; n = osp_node_after(n, quote)) {
		unsigned here = 1;
		if (osp_node_tag(n) != OSP_BLOCKQUOTE)
			continue;
		for (const osp_node *up = osp_node_parent(n); up != quote; up = osp_node_parent(up))
			here += osp_node_tag(up) == OSP_BLOCKQUOTE;
		depth = here + 1 > depth ? here + 1 : depth;
		if (depth >= QUOTE_DEPTH)
			return QUOTE_DEPTH;
	}
	return depth;
}

/* The kind of a remark, which its title says in the author's words: [!NOTE]; NULL for a quotation. */
static const char *kind_of(const osp_node *quote)
{
	static const char *const kinds[] = { "note", "tip", "important", "warning", "caution" };
	const osp_node *title = osp_node_has_class(quote, "alert") ? osp_node_first(quote) : NULL;
	if (title == NULL || !osp_node_has_class(title, "alert-title"))
		return NULL;
	osp_buf text = OSP_BUF_INIT;
	const char *kind = kinds[0];
	osp_node_text_content(title, &text);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds && text.len != 0; i++)
		kind = strcasecmp(text.data, kinds[i]) == 0 ? kinds[i] : kind;
	osp_buf_done(&text);
	return kind;
}

static const char *class_of(const struct building *b, const char *pattern, const char *kind)
{
	const char *gap = strstr(pattern, "%s");
	if (gap == NULL)
		return pattern;
	return osp_job_printf(b->w.page->job, "%.*s%s%s", (int)(gap - pattern), pattern, kind, gap + 2);
}

static void open_quote(struct building *b, const osp_node *quote)
{
	const char *kind = kind_of(quote);
	if (kind != NULL) {
		b->quotes++;
		dialect_open(b, b->dialect->is_callout_quote ? OSP_BLOCKQUOTE : OSP_SECTION, class_of(b, b->dialect->callout, kind));
		return;
	}
	char class[32] = "";
	if (b->quotes++ == 0 && b->dialect->counts_quotes)
		snprintf(class, sizeof class, "multiquote-%u", depth_of(quote));
	dialect_open(b, OSP_BLOCKQUOTE, class[0] != '\0' ? class : NULL);
}

/* ---- code and tables ---- */

static void open_code_block(struct building *b)
{
	if (b->dialect->pre_around != NULL)
		dialect_open(b, OSP_SECTION, b->dialect->pre_around);
	dialect_open(b, OSP_PRE, b->dialect->pre);
	b->w.in_code++;
	b->w.code_column = 0;
}

static void open_cell(struct building *b, const osp_node *cell)
{
	static const char *const spans[] = { "colspan", "rowspan" }, *const sides[] = { "align-left", "align-center", "align-right" };
	osp_node *element = dialect_open(b, osp_node_tag(cell), NULL);
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
		unsigned span = number_of(cell, spans[i], 0);
		if (span > 1 && span < 1000)
			osp_node_set_attr(element, spans[i], osp_node_attr(cell, spans[i]));
	}
	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
		if (osp_node_has_class(cell, sides[i]))
			osp_node_set_attr(element, "class", sides[i]);
	}
}

/* ---- the rest ---- */

static void open_paragraph(struct building *b, const osp_node *p)
{
	osp_tag around = osp_node_tag(osp_node_parent(p));
	bool is_entry = b->w.in_references || osp_node_has_role(osp_node_parent(p), "doc-footnote");
	bool is_first = osp_node_previous(p) == NULL;
	if (osp_node_has_class(p, "alert-title") && around == OSP_BLOCKQUOTE && kind_of(osp_node_parent(p)) != NULL) {
		dialect_open(b, OSP_P, class_of(b, b->dialect->callout_title, kind_of(osp_node_parent(p))));
		return;
	}
	if (around == OSP_LI && !is_first)
		dialect_open(b, OSP_SECTION, NULL);
	else if (around != OSP_LI && !(is_entry && is_first))
		dialect_open(b, OSP_P, NULL);
}

static void open_note(struct building *b, const osp_node *aside)
{
	const char *id = osp_node_attr(aside, "id"), *dash = id != NULL ? strrchr(id, '-') : NULL;
	osp_buf mark = OSP_BUF_INIT;
	line_write_circled(&mark, dash != NULL ? dash + 1 : "*");
	osp_buf_putc(&mark, ' ');
	dialect_open_entry(b, mark.data, block_holds_blocks(aside) && osp_node_next(osp_node_first(aside)) != NULL);
	osp_buf_done(&mark);
}

static bool is_heading(osp_tag tag)
{
	return tag >= OSP_H1 && tag <= OSP_H6;
}

static void open_group(struct building *b, const osp_node *node)
{
	bool is_endnotes = osp_node_has_role(node, "doc-endnotes");
	if (is_endnotes && !is_heading(osp_node_tag(osp_node_first(node))))
		dialect_notes_title(b, osp_label(b->w.page->lang, "notes"));
	if (osp_node_has_class(node, "bios") && !b->w.page->notes.has_references)
		dialect_write_link_notes(b);
	if (is_endnotes)
		dialect_open_list(b);
	else if (!block_holds_blocks(node))
		dialect_open(b, OSP_SECTION, NULL);
}

static bool stands_beside_text(const osp_node *node)
{
	const osp_node *before = osp_node_previous(node), *after = osp_node_next(node);
	return (before != NULL && osp_node_is_text(before)) || (after != NULL && osp_node_is_text(after));
}

static void open_heading(struct building *b, const osp_node *heading)
{
	if (!osp_node_has_role(osp_node_parent(heading), "doc-bibliography") || !dialect_notes_heading(b, heading))
		dialect_heading(b, osp_node_tag(heading));
}

static void open_table(struct building *b)
{
	dialect_open(b, OSP_SECTION, b->dialect->table_around);
	dialect_open(b, OSP_TABLE, b->dialect->table);
}

static void open_term(struct building *b)
{
	dialect_open(b, OSP_P, NULL);
	dialect_open(b, OSP_STRONG, NULL);
}

bool dialect_block(struct building *b, const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	switch (tag) {
	case OSP_P: open_paragraph(b, node); return true;
	case OSP_UL: case OSP_OL: open_list(b, node); return true;
	case OSP_LI: open_item(b, node); return true;
	case OSP_PRE: open_code_block(b); return true;
	case OSP_BLOCKQUOTE: open_quote(b, node); return true;
	case OSP_TABLE: open_table(b); return true;
	case OSP_TD: case OSP_TH: open_cell(b, node); return true;
	case OSP_H1: case OSP_H2: case OSP_H3: case OSP_H4: case OSP_H5: case OSP_H6: open_heading(b, node); return true;
	case OSP_FIGCAPTION: dialect_open(b, tag, b->dialect->caption); return true;
	case OSP_FIGURE: case OSP_THEAD: case OSP_TBODY: case OSP_TFOOT: case OSP_TR: case OSP_CAPTION: dialect_open(b, tag, NULL); return true;
	case OSP_DT: case OSP_SUMMARY: open_term(b); return true;
	case OSP_DD: dialect_open(b, OSP_SECTION, "description"); return true;
	default: break;
	}
	if (tag == OSP_ASIDE && osp_node_has_role(node, "doc-footnote")) {
		open_note(b, node);
		return true;
	}
	if (!osp_tag_is_block(tag) && (tag != OSP_TAG_UNKNOWN || stands_beside_text(node) || !block_holds_blocks(node)))
		return false;
	open_group(b, node);
	return true;
}
