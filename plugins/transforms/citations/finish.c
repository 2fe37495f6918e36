/* finish.c - links back from the entries, and what an editor should know about them. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "citations.h"

#include <string.h>

/* Where a line of links can stand at the end of an entry. */
static void append_to_entry(osp_node *item, osp_node *links)
{
	osp_node *last = osp_node_last(item);
	while (last != NULL && osp_tag_is_block(osp_node_tag(last)) && osp_node_tag(last) != OSP_P) {
		last = osp_node_previous(last); /* a nested list comes after the entry's own words */
	}
	osp_tree *tree = osp_node_tree(item);
	osp_node *space = osp_text_new(tree, " ", 1);
	if (last == NULL) {
		osp_node *paragraph = tree_element(tree, OSP_P, NULL, NULL, item);
		osp_node_prepend(item, paragraph);
		osp_node_append(paragraph, links);
	} else if (osp_node_tag(last) == OSP_P) {
		tree_trim_back(last);
		osp_node_append(last, space);
		osp_node_append(last, links);
	} else {
		osp_node_insert_after(last, links);
		osp_node_insert_after(last, space);
	}
}

static void add_backlinks(const struct citations *citations, struct entry *entry)
{
	if (entry->places.len == 0) {
		return;
	}
	osp_tree *tree = citations->article->tree;
	osp_node *links = tree_element(tree, OSP_SPAN, "backlinks", NULL, entry->item);
	const char *end = entry->places.data + entry->places.len;
	for (const char *id = entry->places.data; id < end;) {
		const char *stop = strchr(id, '\n');
		osp_node *link = tree_element(tree, OSP_A, "backlink", "↩", entry->item);
		osp_node_set_attr(link, "role", "doc-backlink");
		tree_set_attr(link, "href", "#%.*s", (int)(stop - id), id);
		osp_node_set_attr(link, "aria-label", osp_label(citations->article->lang, "back-to-text"));
		if (osp_node_first(links) != NULL) {
			osp_node_append(links, osp_text_new(tree, " ", 1));
		}
		osp_node_append(links, link);
		id = stop + 1;
	}
	append_to_entry(entry->item, links);
}

static void finish_list(const struct citations *citations, struct bibliography *list, bool back_links, osp_buf *unused, osp_place *ret_place)
{
	for (unsigned number = 0; number < list->end; number++) {
		struct entry *entry = list->entries[number];
		if (entry == NULL) {
			continue;
		}
		if (entry->cited == 0) {
			if (unused->len == 0) {
				*ret_place = osp_node_place(entry->item);
			}
			osp_buf_printf(unused, unused->len > 0 ? ", %u" : "%u", number);
		}
		if (back_links) {
			add_backlinks(citations, entry);
		}
		osp_buf_done(&entry->places);
	}
}

void citations_finish(struct citations *citations)
{
	const osp_volume *volume = osp_job_volume(citations->job);
	osp_buf unused = OSP_BUF_INIT;
	osp_place place = OSP_NOWHERE;
	bool numbered = false;
	for (size_t i = 0; i < citations->list_count; i++) {
		finish_list(citations, citations->lists[i], volume == NULL || volume->back_links, &unused, &place);
		numbered = numbered || citations->lists[i]->numbered;
	}
	if (citations->orphans > 0) {
		osp_warn(citations->job, citations->first_orphan, "citations/no-list",
			"[n] stands in the text %u times, but the article has no reference list; it is left as text", citations->orphans);
	} else if (numbered && citations->marks == 0) {
		osp_note(citations->job, osp_node_place(citations->lists[0]->section), "citations/none",
			"no [n] in the text cites this list; numbers without brackets are not taken for citations");
	} else if (numbered && unused.len > 0) {
		osp_note(citations->job, place, "citations/unused", "listed but never cited: %s", unused.data);
	}
	osp_buf_done(&unused);
}
