/* leadin.c - bold lines that authors put where others put a heading. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "headings.h"

#include <string.h>

enum { LONGEST = 80 /* halves of an em, as Latin letters are: about a line */ };

/* A sentence says something by itself; what ends with a colon says what comes. */
static bool ends_a_sentence(const char *text, size_t len)
{
	static const char *const ends[] = { "。", "．", "！", "？", "；", "，", "…", ".", "!", "?", ";", "," };
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t end = strlen(ends[i]);
		if (len >= end && memcmp(text + len - end, ends[i], end) == 0) {
			return true;
		}
	}
	return false;
}

static size_t width_of(const char *text, size_t len)
{
	size_t width = 0;
	for (const char *at = text, *end = text + len; at < end;) {
		width += osp_utf8_next(&at, end) >= 0x2E80 ? 2 : 1;
	}
	return width;
}

static bool is_lead_in(const osp_node *paragraph)
{
	const osp_node *strong = osp_node_tag(paragraph) == OSP_P ? tree_only_child(paragraph) : NULL;
	if ((osp_node_tag(strong) != OSP_STRONG && osp_node_tag(strong) != OSP_B) || tree_next_solid(paragraph) == NULL) {
		return false;
	}
	osp_buf buf = OSP_BUF_INIT;
	osp_node_text_content(strong, &buf);
	const char *text = buf.len > 0 ? buf.data : "";
	size_t len = buf.len;
	tree_trim(&text, &len);
	bool is = len > 0 && !ends_a_sentence(text, len) && width_of(text, len) <= LONGEST;
	osp_buf_done(&buf);
	return is;
}

void headings_mark_lead_ins(osp_article *article)
{
	for (osp_node *n = osp_node_first(article->root); n != NULL;) {
		bool has_blocks = osp_node_tag(n) == OSP_SECTION || osp_node_tag(n) == OSP_DIV;
		if (is_lead_in(n)) {
			osp_node_add_class(n, "lead-in");
		}
		n = has_blocks ? osp_node_after(n, article->root) : osp_node_after_all(n, article->root);
	}
}
