/* link.c - make links of the [n] in the running text. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "citations.h"

#include <string.h>

static struct entry *find(const struct citations *citations, unsigned number)
{
	if (number > CITATIONS_HIGHEST) {
		return NULL;
	}
	/* The list that follows the place is meant; when none does, the nearest before it. */
	size_t nearest = citations->passed < citations->list_count ? citations->passed : citations->list_count - 1;
	struct entry *entry = citations_entry(citations->lists[nearest], number);
	for (size_t i = 0; entry == NULL && i < citations->list_count; i++) {
		entry = citations_entry(citations->lists[i], number);
	}
	return entry;
}

static void note_place(struct entry *entry, const char *id)
{
	if (entry->cited++ < CITATIONS_BACKLINKS) {
		osp_buf_puts(&entry->places, id);
		osp_buf_putc(&entry->places, '\n');
	}
}

static osp_node *make_link(const struct citations *citations, struct entry *entry, const char *text, size_t len, osp_place place)
{
	osp_tree *tree = citations->article->tree;
	osp_node *link = osp_element_new(tree, OSP_A);
	const char *target = osp_node_attr(entry->item, "id");
	osp_node_set_place(link, place);
	osp_node_set_attr(link, "role", "doc-biblioref");
	tree_set_attr(link, "href", "#%s", target);
	/* ID-ref-3 is cited at ID-cite-3-1, ID-cite-3-2, ... */
	size_t prefix = strlen(citations->article->id);
	tree_set_attr(link, "id", "%s-cite-%s-%u", citations->article->id, target + prefix + strlen("-ref-"), entry->cited + 1);
	note_place(entry, osp_node_attr(link, "id"));
	osp_node *words = osp_text_new(tree, text, len);
	osp_node_set_place(words, place);
	osp_node_append(link, words);
	return link;
}

static void append_text(osp_node *parent, const char *text, size_t len, osp_place place)
{
	if (len > 0) {
		osp_node *words = osp_text_new(osp_node_tree(parent), text, len);
		osp_node_set_place(words, place);
		osp_node_append(parent, words);
	}
}

/* [2-5] cites 3 and 4 too: their way back leads to the link of 2. */
static void cite_between(const struct citations *citations, const struct mark_part *part, const char *id)
{
	for (unsigned number = part->number + 1; number < part[1].number; number++) {
		struct entry *entry = find(citations, number);
		if (entry != NULL) {
			note_place(entry, id);
		}
	}
}

static void warn_missing(const struct citations *citations, osp_place place, unsigned number)
{
	osp_warn(citations->job, place, "citations/missing", "[%u] is cited, but the reference list has no entry %u; it is left as text", number, number);
}

static osp_node *make_group(struct citations *citations, const char *text, const struct mark *mark, osp_place place)
{
	osp_node *group = tree_element(citations->article->tree, OSP_SPAN, "citation", NULL, NULL);
	osp_node_set_place(group, place);
	append_text(group, "[", 1, place);
	for (size_t i = 0; i < mark->count; i++) {
		const struct mark_part *part = &mark->parts[i];
		struct entry *entry = find(citations, part->number);
		if (entry == NULL) {
			append_text(group, text + part->start, part->len, place);
			warn_missing(citations, place, part->number);
		} else {
			osp_node *link = make_link(citations, entry, text + part->start, part->len, place);
			osp_node_append(group, link);
			if (part->to_next && i + 1 < mark->count) {
				cite_between(citations, part, osp_node_attr(link, "id"));
			}
		}
		size_t from = part->start + part->len;
		if (mark->is_merged && i == 0) {
			append_text(group, "-", 1, place);
		} else if (i + 1 < mark->count) {
			append_text(group, text + from, mark->parts[i + 1].start - from, place);
		}
	}
	append_text(group, "]", 1, place);
	return group;
}

static osp_node *make_single(struct citations *citations, const struct mark *mark, osp_place place)
{
	osp_buf words = OSP_BUF_INIT;
	osp_buf_printf(&words, "[%u]", mark->parts[0].number);
	osp_node *link = make_link(citations, find(citations, mark->parts[0].number), words.data, words.len, place);
	osp_node_add_class(link, "citation");
	osp_buf_done(&words);
	return link;
}

/* argv[1] and [0, 1] are no citations, unless the list says so. */
static osp_node *make_citation(struct citations *citations, const char *text, size_t offset, const struct mark *mark, osp_place place)
{
	bool any = false, zero = false;
	for (size_t i = 0; i < mark->count; i++) {
		bool found = citations->list_count > 0 && find(citations, mark->parts[i].number) != NULL;
		any = any || found;
		zero = zero || (mark->parts[i].number == 0 && !found);
	}
	bool indexes = offset > 0 && (tree_is_latin((unsigned char)text[offset - 1]) || text[offset - 1] == '_' || text[offset - 1] == ')');
	if (zero || (!any && indexes)) {
		return NULL;
	}
	if (!any) {
		if (citations->list_count > 0) {
			warn_missing(citations, place, mark->parts[0].number);
		} else if (citations->orphans++ == 0) {
			citations->first_orphan = place;
		}
		return NULL;
	}
	citations->marks++;
	return mark->count == 1 ? make_single(citations, mark, place) : make_group(citations, text + offset, mark, place);
}

/* A row is merged when the list has all of its numbers. */
static bool find_row(const struct citations *citations, const char *text, size_t len, struct mark *ret)
{
	if (citations->list_count == 0 || !citations_parse_row(text, len, ret)) {
		return false;
	}
	for (unsigned number = ret->parts[0].number; number <= ret->parts[1].number; number++) {
		if (find(citations, number) == NULL) {
			return false;
		}
	}
	return true;
}

static osp_place move(osp_place place, const char *from, const char *to)
{
	if (place.line == 0) {
		return place;
	}
	while (from < to) {
		if (osp_utf8_next(&from, to) == '\n') {
			place.line++;
			place.column = 1;
		} else {
			place.column++;
		}
	}
	return place;
}

static void insert_text(osp_node *before, const char *text, size_t len, osp_place place)
{
	if (len > 0) {
		osp_node *words = osp_text_new(osp_node_tree(before), text, len);
		osp_node_set_place(words, place);
		osp_node_insert_before(before, words);
	}
}

/* The pieces are made anew in front of the old text: cutting it again and again would copy its end each time. */
static void link_text(struct citations *citations, osp_node *node)
{
	size_t len, done = 0;
	const char *text = osp_node_text(node, &len);
	osp_place place = osp_node_place(node);
	struct mark mark;
	for (size_t i = citations_open(text, 0, len); i < len; i = citations_open(text, i + 1, len)) {
		if (!find_row(citations, text + i, len - i, &mark) && !citations_parse(text + i, len - i, &mark)) {
			continue;
		}
		osp_place here = move(place, text + done, text + i);
		osp_node *citation = make_citation(citations, text, i, &mark, here);
		if (citation != NULL) {
			insert_text(node, text + done, i - done, place);
			osp_node_insert_before(node, citation);
			done = i + mark.len;
			place = move(here, text + i, text + done);
		}
		i += mark.len - 1;
	}
	if (done > 0) {
		insert_text(node, text + done, len - done, place);
		osp_node_unlink(node);
	}
}

static bool is_off_limits(const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	return tag == OSP_A || tag == OSP_HEADER || tree_is_verbatim(node) || osp_node_has_class(node, "citekey");
}

void citations_link(struct citations *citations)
{
	osp_node *root = citations->article->root, *next;
	for (osp_node *node = root; node != NULL; node = next) {
		if (citations->passed < citations->list_count && node == citations->lists[citations->passed]->section) {
			citations->passed++;
			next = osp_node_after_all(node, root);
			continue;
		}
		if (is_off_limits(node)) {
			next = osp_node_after_all(node, root);
			continue;
		}
		next = osp_node_after(node, root);
		if (osp_node_is_text(node)) {
			link_text(citations, node);
		}
	}
}
