/* marks.c - the author's own [n], which must not be taken for the numbers that the writer gives, nor its for the author's. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "content.h"

#include <stdlib.h>
#include <string.h>

/* U+2060, as wide as nothing: a line of text that begins with [3] stays so for the eye, and is no entry 3 for a machine. */
static const char word_joiner[] = "\xe2\x81\xa0";

/* The number of "[12]" at the head of a text; 0 < *ret_len then. */
static unsigned bracketed(const char *text, size_t *ret_len)
{
	*ret_len = 0;
	size_t open = text[0] == '[' ? 1 : strncmp(text, "［", 3) == 0 ? 3 : 0;
	size_t digits = open != 0 ? strspn(text + open, "0123456789") : 0;
	if (digits == 0 || digits > 3)
		return 0;
	const char *end = text + open + digits;
	size_t close = end[0] == ']' ? 1 : strncmp(end, "］", 3) == 0 ? 3 : 0;
	*ret_len = close != 0 ? open + digits + close : 0;
	return (unsigned)strtoul(text + open, NULL, 10);
}

static bool heads_line(const osp_node *text)
{
	for (const osp_node *n = text; n != NULL; n = osp_node_parent(n)) {
		const osp_node *before = osp_node_previous(n);
		if (!osp_node_is_text(n) && osp_tag_is_block(osp_node_tag(n)))
			return true;
		if (before != NULL)
			return osp_node_tag(before) == OSP_BR;
	}
	return true;
}

unsigned marks_count_entries(const struct page *page, const osp_node *list)
{
	unsigned count = 0;
	for (const osp_node *n = page->root; n != NULL;) {
		if (n == list || osp_node_tag(n) == OSP_PRE || osp_node_tag(n) == OSP_CODE) {
			n = osp_node_after_all(n, page->root);
			continue;
		}
		size_t len, mark = 0;
		const char *text = osp_node_text(n, &len);
		unsigned number = osp_node_is_text(n) ? bracketed(text + strspn(text, " \t\n"), &mark) : 0;
		if (mark != 0 && heads_line(n) && number != ++count)
			return 0;
		n = osp_node_after(n, page->root);
	}
	return count;
}

bool marks_are_in_order(const osp_node *list)
{
	unsigned count = 0;
	for (const osp_node *item = osp_node_first(list); item != NULL; item = osp_node_next(item)) {
		const char *value = osp_node_attr(item, "value");
		if (osp_node_is_text(item))
			continue;
		count++;
		if (value != NULL && strtoul(value, NULL, 10) != count)
			return false;
	}
	const char *start = osp_node_attr(list, "start");
	return start == NULL || strcmp(start, "1") == 0;
}

/* In tortoise shell brackets, which GB/T 7713 has for notes as well: numbers of another kind than ours. */
static void write_tortoise(struct flow *flow, const char *text, size_t len)
{
	for (const char *p = text, *end = text + len; p < end;) {
		const char *here = p;
		uint32_t c = osp_utf8_next(&p, end);
		if (c == '[' || c == 0xff3b)
			flow_text(flow, "〔", 3);
		else if (c == ']' || c == 0xff3d)
			flow_text(flow, "〕", 3);
		else
			flow_text(flow, here, (size_t)(p - here));
	}
}

void marks_write(struct writing *w, const osp_node *node, const char *text, size_t len)
{
	size_t space = strspn(text, " \t\n"), mark = 0;
	if (space < len)
		bracketed(text + space, &mark);
	bool at_start = w->flow.at_start && w->lead[0] == '\0', is_odd = w->page->notes.is_odd;
	bool is_citation = osp_node_has_class(osp_node_parent(node), "citation");
	if (space < len)
		content_lead(w);
	if (is_odd && (is_citation || (mark != 0 && at_start && w->in_references))) {
		size_t part = is_citation ? len : space + mark;
		write_tortoise(&w->flow, text, part);
		flow_text(&w->flow, text + part, len - part);
	} else if (mark != 0 && at_start && !w->in_references && !w->page->notes.has_own_entries) {
		size_t open = text[space] == '[' ? 1 : 3;
		flow_text(&w->flow, text + space, open);
		flow_text(&w->flow, word_joiner, sizeof word_joiner - 1);
		flow_text(&w->flow, text + space + open, len - space - open);
	} else {
		flow_text(&w->flow, text, len);
	}
}
