/* dialect_notes.c - references, footnotes and addresses of links as another editor lists them. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "dialect.h"

#include <stdio.h>
#include <string.h>

/* Editors that number blocks write the title themselves, by h3.footnotes-sep::before { content }: in Chinese, always. */
static bool writes_title(const struct building *b)
{
	return b->dialect->notes == NOTES_ITEMS && strncmp(b->w.page->lang, "zh", 2) == 0;
}

static bool is_usual_title(const osp_node *heading)
{
	static const char *const usual[] = { "参考资料", "参考文献", "参考", "引用", "引用链接" };
	osp_buf text = OSP_BUF_INIT;
	bool is = false;
	osp_node_text_content(heading, &text);
	for (size_t i = 0; i < sizeof usual / sizeof *usual && text.len != 0; i++)
		is |= strcmp(text.data, usual[i]) == 0;
	osp_buf_done(&text);
	return is;
}

bool dialect_notes_heading(struct building *b, const osp_node *heading)
{
	if (!writes_title(b) || !is_usual_title(heading))
		return false;
	dialect_close(b, dialect_open(b, OSP_H3, "footnotes-sep"));
	/* What the author wrote goes nowhere: the theme says it. */
	b->at = osp_element_new(b->tree, OSP_SPAN);
	return true;
}

void dialect_notes_title(struct building *b, const char *label)
{
	osp_node *above = b->at;
	dialect_settle(b);
	dialect_heading(b, OSP_H3);
	dialect_add_text(b, label);
	b->at = above;
}

void dialect_open_entry(struct building *b, const char *number, bool holds_blocks)
{
	bool has_number = number[0] != '\0';
	switch (b->dialect->notes) {
	case NOTES_ITEMS:
		dialect_open(b, OSP_SECTION, "footnote-item");
		if (has_number) {
			osp_node *span = dialect_open(b, OSP_SPAN, "footnote-num");
			dialect_add_text(b, number);
			dialect_close(b, span);
		}
		dialect_open(b, holds_blocks ? OSP_SECTION : OSP_P, NULL);
		break;
	case NOTES_SPANS:
		dialect_open(b, holds_blocks ? OSP_SECTION : OSP_P, NULL);
		if (has_number) {
			osp_node *span = dialect_open(b, OSP_SPAN, "footnote-num");
			dialect_add_text(b, number);
			dialect_close(b, span);
		}
		if (!holds_blocks)
			dialect_open(b, OSP_SPAN, "footnote-txt");
		break;
	default:
		dialect_open(b, holds_blocks ? OSP_SECTION : OSP_P, "footnotes");
		dialect_add_text(b, number);
	}
}

static bool is_list(const osp_node *node)
{
	const char *id = node != NULL && osp_node_tag(node) == OSP_SECTION ? osp_node_attr(node, "id") : NULL;
	return osp_node_tag(node) == OSP_SECTION && (osp_node_has_class(node, "footnotes") || (id != NULL && strcmp(id, "footnotes") == 0));
}

void dialect_open_list(struct building *b)
{
	osp_node *list = NULL;
	if (b->dialect->notes != NOTES_PLAIN)
		list = dialect_open(b, OSP_SECTION, b->dialect->notes == NOTES_ITEMS ? "footnotes" : NULL);
	if (b->dialect->notes == NOTES_SPANS)
		osp_node_set_attr(list, "id", "footnotes");
}

/* The addresses of the article's own links, after the author's references or under a title of their own. */
void dialect_write_link_notes(struct building *b)
{
	const struct notes *notes = &b->w.page->notes;
	osp_node *above = b->at, *list = NULL;
	if (b->w.links_written)
		return;
	b->w.links_written = true;
	for (size_t i = 0; i < notes->count; i++) {
		if (notes->items[i].is_reference)
			continue;
		if (list == NULL && notes->has_references && is_list(osp_node_last(above)))
			list = b->at = osp_node_last(above);
		if (list == NULL && !notes->has_references && writes_title(b))
			dialect_close(b, dialect_open(b, OSP_H3, "footnotes-sep"));
		else if (list == NULL && !notes->has_references)
			dialect_notes_title(b, osp_label(b->w.page->lang, "links"));
		if (list == NULL) {
			dialect_open_list(b);
			list = b->at;
		}
		char number[16];
		snprintf(number, sizeof number, "[%u] ", notes->items[i].number);
		dialect_open_entry(b, number, false);
		osp_node *address = dialect_open(b, b->dialect->notes == NOTES_ITEMS ? OSP_EM : OSP_I, NULL);
		notes_put_address(&b->text, notes->items[i].url);
		dialect_close(b, address);
		b->at = list;
	}
	b->at = above;
}
