/* block.c - what stands between lines: paragraphs, lists, tables, notes. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "content.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_heading(osp_tag tag)
{
	return tag >= OSP_H1 && tag <= OSP_H6;
}

bool block_holds_blocks(const osp_node *node)
{
	for (const osp_node *n = osp_node_first(node); n != NULL; n = osp_node_next(n)) {
		if (!osp_node_is_text(n) && osp_tag_is_block(osp_node_tag(n)))
			return true;
	}
	return false;
}

/* A number of up to five digits; `fallback` for anything else. */
static unsigned number_of(const char *text, unsigned fallback)
{
	bool is_number = text != NULL && text[0] != '\0' && strlen(text) <= 5 && text[strspn(text, "0123456789")] == '\0';
	return is_number ? (unsigned)strtoul(text, NULL, 10) : fallback;
}

static void open_plain(struct writing *w, const osp_node *node, const char *name, const char *close, const char *extra)
{
	osp_buf_printf(w->out, "<%s", name);
	inliner_write(w->out, w->page->inliner, node, OSP_PSEUDO_NONE, extra);
	osp_buf_putc(w->out, '>');
	content_push(w, (struct frame){ .node = node, .close = close, .is_block = true });
}

static void open_list(struct writing *w, const osp_node *list)
{
	bool is_ordered = osp_node_tag(list) == OSP_OL, is_references = osp_node_has_class(list, "references");
	const char *start = is_ordered ? osp_node_attr(list, "start") : NULL;
	struct frame frame = { .node = list, .close = "", .is_block = true, .counts = true, .number = number_of(start, 1) };
	w->list_depth++;
	if (is_references) {
		w->in_references = true;
		frame.close = "</section>";
		osp_buf_puts(w->out, "<section");
		inliner_write(w->out, w->page->inliner, list, OSP_PSEUDO_NONE, "");
		osp_buf_putc(w->out, '>');
	} else if (w->list_depth == 1) {
		osp_buf_printf(w->out, "<%s", is_ordered ? "ol" : "ul");
		if (frame.number != 1)
			osp_buf_printf(w->out, " start=\"%u\"", frame.number);
		inliner_write(w->out, w->page->inliner, list, OSP_PSEUDO_NONE, "");
		osp_buf_putc(w->out, '>');
		frame.close = is_ordered ? "</ol>" : "</ul>";
	}
	content_push(w, frame);
}

/* An item of the author's list of references: its number is text, so that no editor can change it. */
static void open_reference(struct writing *w, const osp_node *item)
{
	struct frame *list = content_top(w);
	w->entry = item;
	list->number = number_of(osp_node_attr(item, "value"), list->number);
	w->entry_number = list->number++;
	/* An entry whose number the author typed has it in its text. */
	if (!osp_node_has_class(item, "labelled") && !osp_node_has_class(list->node, "labelled"))
		snprintf(w->lead, sizeof w->lead, w->page->notes.is_odd ? "〔%u〕" : "[%u] ", w->entry_number);
	bool blocks = block_holds_blocks(item);
	open_plain(w, item, blocks ? "section" : "p", blocks ? "</section>" : "</p>", "");
}

static void open_item(struct writing *w, const osp_node *item)
{
	if (w->frames.len == 0 || !content_top(w)->counts) {
		open_plain(w, item, "section", "</section>", "");
		return;
	}
	const osp_node *list = content_top(w)->node;
	if (osp_node_has_class(list, "references")) {
		open_reference(w, item);
		return;
	}
	if (w->list_depth == 1) {
		osp_buf_puts(w->out, "<li");
		inliner_write(w->out, w->page->inliner, item, OSP_PSEUDO_NONE, "");
		osp_buf_puts(w->out, "><section>");
		content_push(w, (struct frame){ .node = item, .close = "</section></li>", .is_block = true });
		return;
	}
	/* Lists in lists grow bullets in the editor: from the second level on they are indented sections. */
	if (osp_node_tag(list) == OSP_OL)
		snprintf(w->lead, sizeof w->lead, "%u. ", content_top(w)->number++);
	else if (!osp_node_has_class(item, "task-list-item"))
		snprintf(w->lead, sizeof w->lead, "%s", w->list_depth % 2 == 0 ? "◦ " : "▪ ");
	osp_buf_puts(w->out, "<section style=\"padding-left:1.2em;text-indent:-1.2em\">");
	content_push(w, (struct frame){ .node = item, .close = "</section>", .is_block = true });
}

static void open_cell(struct writing *w, const osp_node *cell)
{
	static const char *const spans[] = { "colspan", "rowspan" };
	const char *name = osp_node_name(cell);
	osp_buf_printf(w->out, "<%s", name);
	for (int i = 0; i < 2; i++) {
		const char *value = osp_node_attr(cell, spans[i]);
		if (value != NULL && value[0] != '\0' && strlen(value) <= 3 && value[strspn(value, "0123456789")] == '\0')
			osp_markup_attr(w->out, spans[i], value);
	}
	inliner_write(w->out, w->page->inliner, cell, OSP_PSEUDO_NONE, "");
	osp_buf_putc(w->out, '>');
	content_push(w, (struct frame){ .node = cell, .close = osp_node_tag(cell) == OSP_TD ? "</td>" : "</th>", .is_block = true });
}

static void write_added_heading(struct writing *w, const char *label)
{
	osp_buf_puts(w->out, "<h2");
	if (w->page->heading != NULL)
		inliner_write(w->out, w->page->inliner, w->page->heading, OSP_PSEUDO_NONE, "");
	else
		osp_buf_puts(w->out, " style=\"font-size:18px;font-weight:bold;margin:28px 0 12px\"");
	osp_buf_putc(w->out, '>');
	osp_markup_text(w->out, label, strlen(label));
	osp_buf_puts(w->out, "</h2>");
}

/* The addresses of the article's own links, after the author's references or under a heading of their own. */
void block_write_link_notes(struct writing *w)
{
	const struct notes *notes = &w->page->notes;
	bool any = false;
	if (w->links_written)
		return;
	w->links_written = true;
	for (size_t i = 0; i < notes->count; i++) {
		if (notes->items[i].is_reference)
			continue;
		if (!any && !notes->has_references)
			write_added_heading(w, osp_label(w->page->lang, "links"));
		any = true;
		osp_buf_puts(w->out, "<p");
		if (w->entry != NULL)
			inliner_write(w->out, w->page->inliner, w->entry, OSP_PSEUDO_NONE, "");
		else
			osp_buf_puts(w->out, " style=\"font-size:14px;margin:0 0 8px;word-break:break-all\"");
		osp_buf_printf(w->out, ">[%u] ", notes->items[i].number);
		osp_buf shown = OSP_BUF_INIT;
		notes_put_address(&shown, notes->items[i].url);
		osp_markup_text(w->out, shown.data, shown.len);
		osp_buf_done(&shown);
		osp_buf_puts(w->out, "</p>");
	}
}

/* Sections that only group leave no trace; those that look like something, or hold text themselves, stay. */
static void open_group(struct writing *w, const osp_node *node)
{
	size_t before = w->out->len;
	osp_buf_puts(w->out, "<section");
	size_t bare = w->out->len;
	inliner_write(w->out, w->page->inliner, node, OSP_PSEUDO_NONE, "");
	if (w->out->len == bare && block_holds_blocks(node)) {
		osp_buf_truncate(w->out, before);
		content_push(w, (struct frame){ .node = node, .close = "", .is_block = true });
		return;
	}
	osp_buf_putc(w->out, '>');
	content_push(w, (struct frame){ .node = node, .close = "</section>", .is_block = true });
}

static void open_note(struct writing *w, const osp_node *aside)
{
	const char *id = osp_node_attr(aside, "id"), *dash = id != NULL ? strrchr(id, '-') : NULL;
	osp_buf mark = OSP_BUF_INIT;
	line_write_circled(&mark, dash != NULL ? dash + 1 : "*");
	osp_buf_putc(&mark, ' ');
	if (mark.len < sizeof w->lead)
		memcpy(w->lead, mark.data, mark.len + 1);
	osp_buf_done(&mark);
	if (block_holds_blocks(aside))
		open_group(w, aside);
	else
		open_plain(w, aside, "p", "</p>", "");
}

static void open_section(struct writing *w, const osp_node *node)
{
	if (osp_node_has_role(node, "doc-endnotes") && !is_heading(osp_node_tag(osp_node_first(node))))
		write_added_heading(w, osp_label(w->page->lang, "notes"));
	if (osp_node_has_class(node, "bios") && !w->page->notes.has_references)
		block_write_link_notes(w);
	open_group(w, node);
}

static void open_code_block(struct writing *w, const osp_node *pre)
{
	open_plain(w, pre, "pre", "</pre>", "overflow-x:auto");
	content_top(w)->is_code = true;
	w->in_code++;
	w->code_column = 0;
}

static void open_paragraph(struct writing *w, const osp_node *p)
{
	bool in_item = osp_node_tag(osp_node_parent(p)) == OSP_LI;
	if (!in_item)
		open_plain(w, p, "p", "</p>", "");
	else if (osp_node_previous(p) == NULL)
		content_push(w, (struct frame){ .node = p, .close = "", .is_block = true });
	else
		open_plain(w, p, "section", "</section>", "");
}

static bool stands_beside_text(const osp_node *node)
{
	const osp_node *before = osp_node_previous(node), *after = osp_node_next(node);
	return (before != NULL && osp_node_is_text(before)) || (after != NULL && osp_node_is_text(after));
}

/* True when it was a block; its frame is pushed. */
bool block_open(struct writing *w, const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	switch (tag) {
	case OSP_P: open_paragraph(w, node); return true;
	case OSP_UL: case OSP_OL: open_list(w, node); return true;
	case OSP_LI: open_item(w, node); return true;
	case OSP_PRE: open_code_block(w, node); return true;
	case OSP_TABLE:
		osp_buf_puts(w->out, "<section style=\"overflow-x:auto\">");
		open_plain(w, node, "table", "</table></section>", "");
		return true;
	case OSP_TD: case OSP_TH: open_cell(w, node); return true;
	case OSP_ASIDE:
		if (osp_node_has_role(node, "doc-footnote"))
			open_note(w, node);
		else
			open_section(w, node);
		return true;
	case OSP_H1: /* the title is WeChat's */
		open_plain(w, node, "h2", "</h2>", "");
		return true;
	case OSP_H2: case OSP_H3: case OSP_H4: case OSP_H5: case OSP_H6: case OSP_BLOCKQUOTE: case OSP_FIGURE:
	case OSP_FIGCAPTION: case OSP_THEAD: case OSP_TBODY: case OSP_TFOOT: case OSP_TR: case OSP_CAPTION:
		open_plain(w, node, osp_node_name(node), content_close_of(tag), "");
		return true;
	case OSP_DT: case OSP_SUMMARY:
		open_plain(w, node, "p", "</p>", "font-weight:bold");
		return true;
	case OSP_DD:
		open_plain(w, node, "section", "</section>", "margin-left:1.5em");
		return true;
	default:
		break;
	}
	bool amid_text = stands_beside_text(node);
	if (!osp_tag_is_block(tag) && (tag != OSP_TAG_UNKNOWN || amid_text || !block_holds_blocks(node)))
		return false;
	open_section(w, node);
	return true;
}

