/* content.c - the tree of an article as the HTML that WeChat's editor leaves as it is. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "content.h"

#include <string.h>

/* WeChat shows the title and the author itself (a title that the author wrote as a line of the text stays); ways back lead nowhere. */
bool content_is_left_out(const struct page *page, const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	if (tag == OSP_H1 && osp_node_tag(osp_node_parent(node)) == OSP_HEADER && osp_node_parent(osp_node_parent(node)) == page->root)
		return osp_node_attr(node, "data-own") == NULL;
	if (osp_node_has_class(node, "backlinks") || osp_node_has_class(node, "backlink") || osp_node_has_role(node, "doc-backlink"))
		return true;
	if (osp_node_has_class(node, "authors") && tag == OSP_P && page->article != NULL && page->article->author_count == 1)
		return true;
	return tag == OSP_WBR || tag == OSP_COLGROUP || tag == OSP_COL;
}

static bool is_left_out(const struct writing *w, const osp_node *node)
{
	if (content_is_left_out(w->page, node))
		return true;
	const char *display = osp_style_value(w->page->style, node, OSP_PSEUDO_NONE, "display");
	return display != NULL && strcmp(display, "none") == 0;
}

bool content_is_blank(const osp_node *root)
{
	for (const osp_node *n = root; n != NULL; n = osp_node_after(n, root)) {
		size_t len;
		const char *text = osp_node_text(n, &len);
		if (osp_node_tag(n) == OSP_IMG || osp_node_tag(n) == OSP_HR || strspn(text, " \t\n") < len)
			return false;
	}
	return true;
}

struct frame *content_top(struct writing *w)
{
	return (struct frame *)(void *)(w->frames.data + w->frames.len - sizeof(struct frame));
}

void content_push(struct writing *w, struct frame frame)
{
	osp_buf_add(&w->frames, &frame, sizeof frame);
}

const char *content_close_of(osp_tag tag)
{
	static const char *const closes[OSP_TAG_COUNT] = {
#define OSP_TAG(identifier, name, class) [OSP_##identifier] = "</" name ">",
#include <ospopress/tags.def>
#undef OSP_TAG
	};
	return tag < OSP_TAG_COUNT && closes[tag] != NULL ? closes[tag] : "</span>";
}

/* What waits to stand before the first text of a block: the number of an entry, the marker of an item. */
void content_lead(struct writing *w)
{
	if (w->lead[0] == '\0')
		return;
	osp_markup_text(w->out, w->lead, strlen(w->lead));
	w->lead[0] = '\0';
	w->flow.at_start = true;
}

/* ---- the walk ---- */

static bool is_gap(char c)
{
	return c == ' ' || c == '\t';
}

static bool ends_code(const osp_node *node)
{
	while (osp_node_tag(node) != OSP_PRE && osp_node_next(node) == NULL)
		node = osp_node_parent(node);
	return osp_node_tag(node) == OSP_PRE;
}

/*
 * A text of white space only between two spans is lost (wenyan and doocs met it, too), so it goes into a neighbour: what
 * separates two words into the first one, what indents a line into its first one.
 */
static void write_code(struct writing *w, const osp_node *node, const char *text, size_t len)
{
	static const char close[] = "</span>";
	const size_t close_len = sizeof close - 1;
	size_t lead = 0;
	if (len > 0 && text[len - 1] == '\n' && ends_code(node))
		len--;
	flow_code(w->out, w->indent, w->indent_len, &w->code_column);
	w->indent_len = 0;
	while (lead < len && is_gap(text[lead]))
		lead++;
	bool is_behind = w->out->len >= close_len && memcmp(w->out->data + w->out->len - close_len, close, close_len) == 0;
	if (is_behind && lead > 0 && (lead == len || text[lead] == '\n')) {
		osp_buf_truncate(w->out, w->out->len - close_len);
		flow_code(w->out, text, lead, &w->code_column);
		osp_buf_puts(w->out, close);
		text += lead;
		len -= lead;
	}
	size_t rest = len;
	while (rest > 0 && is_gap(text[rest - 1]))
		rest--;
	if (osp_node_next(node) == NULL || (rest > 0 && text[rest - 1] != '\n'))
		rest = len;
	w->indent = text + rest;
	w->indent_len = len - rest;
	flow_code(w->out, text, rest, &w->code_column);
}

static void write_text(struct writing *w, const osp_node *node)
{
	size_t len;
	const char *text = osp_node_text(node, &len);
	if (w->in_code > 0) {
		write_code(w, node, text, len);
		return;
	}
	size_t letter = line_write_letter(w, node, text, len);
	marks_write(w, node, text + letter, len - letter);
}

static bool write_empty(struct writing *w, const osp_node *node)
{
	switch (osp_node_tag(node)) {
	case OSP_IMG:
		content_lead(w);
		line_write_picture(w, node);
		return true;
	case OSP_BR:
		osp_buf_puts(w->out, "<br>");
		flow_break(&w->flow);
		return true;
	case OSP_HR:
		osp_buf_puts(w->out, "<hr");
		inliner_write(w->out, w->page->inliner, node, OSP_PSEUDO_NONE, "");
		osp_buf_putc(w->out, '>');
		flow_break(&w->flow);
		return true;
	default:
		return false;
	}
}

/* Where its first letter is not shown, or is set in another way, the block has none. */
static void seek_letter(struct writing *w, const osp_node *block)
{
	struct letter letter = { NULL, NULL };
	letter_seek(&letter, w->page->style, block);
	for (const osp_node *at = letter.at; at != NULL && at != block; at = osp_node_parent(at)) {
		bool is_other = osp_node_tag(at) == OSP_PRE || (!osp_node_is_text(at) && osp_node_has_role(at, "doc-noteref"));
		if (is_other || (!osp_node_is_text(at) && is_left_out(w, at)))
			return;
	}
	if (letter.at != NULL)
		w->letter = letter;
}

/* True when the node's frame was pushed and its children come next. */
static bool enter(struct writing *w, const osp_node *node)
{
	if (osp_node_is_text(node)) {
		write_text(w, node);
		return false;
	}
	if (is_left_out(w, node) || write_empty(w, node))
		return false;
	osp_tag tag = osp_node_tag(node);
	if (tag == OSP_A && osp_node_has_role(node, "doc-noteref")) {
		line_write_noteref(w, node);
		return false;
	}
	if (osp_tag_is_block(tag) && tag != OSP_TD && tag != OSP_TH && tag != OSP_LI && content_is_blank(node))
		return false;
	if (tag == OSP_A) {
		content_lead(w);
		line_open_link(w, node);
	} else if (!block_open(w, node)) {
		line_open(w, node);
	}
	if (content_top(w)->is_block)
		flow_break(&w->flow);
	if (w->in_code == 0)
		seek_letter(w, node);
	bool is_numbered = tag == OSP_LI && w->in_references;
	if (w->in_code == 0 && !is_numbered)
		line_write_pseudo(w, node, OSP_PSEUDO_BEFORE);
	return true;
}

static void leave(struct writing *w)
{
	struct frame frame = *content_top(w);
	osp_tag tag = osp_node_tag(frame.node);
	if (frame.node == w->letter.of)
		w->letter.at = NULL;
	if (w->in_code == 0)
		line_write_pseudo(w, frame.node, OSP_PSEUDO_AFTER);
	if (tag == OSP_Q)
		flow_text(&w->flow, "”", 3);
	osp_buf_truncate(&w->frames, w->frames.len - sizeof frame);
	if (frame.is_link) {
		line_close_link(w, &frame);
		return;
	}
	if (frame.is_block) {
		line_write_late_note(w);
		flow_break(&w->flow);
		w->lead[0] = '\0';
	}
	w->in_code -= frame.is_code;
	w->list_depth -= frame.counts;
	if (frame.counts && osp_node_has_class(frame.node, "references")) {
		w->in_references = false;
		if (w->page->notes.has_references)
			block_write_link_notes(w);
	}
	osp_buf_puts(w->out, frame.close);
}

static void write_nodes(struct writing *w, const osp_node *root)
{
	const osp_node *node = osp_node_first(root);
	while (node != NULL) {
		bool into = enter(w, node);
		if (into && osp_node_first(node) != NULL) {
			node = osp_node_first(node);
			continue;
		}
		if (into)
			leave(w);
		while (osp_node_next(node) == NULL) {
			node = osp_node_parent(node);
			if (node == root)
				return;
			leave(w);
		}
		node = osp_node_next(node);
	}
}

void content_write(struct page *page)
{
	struct writing w = { .page = page, .out = &page->content, .flow = { .out = &page->content, .at_start = true } };
	osp_buf_puts(w.out, "<section");
	inliner_write_root(w.out, page->inliner, page->root);
	osp_buf_putc(w.out, '>');
	write_nodes(&w, page->root);
	block_write_link_notes(&w);
	osp_buf_puts(w.out, "</section>");
	page->length = osp_utf8_count(page->content.data, page->content.len);
	osp_buf_done(&w.frames);
}
