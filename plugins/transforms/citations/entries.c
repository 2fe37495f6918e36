/* entries.c - what stands under 参考资料 becomes numbered entries: ordered lists, or paragraphs that begin [9]. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "citations.h"

#include <stdlib.h>
#include <string.h>

static unsigned number_from(const char *digits, unsigned fallback)
{
	if (digits == NULL) {
		return fallback;
	}
	char *end;
	unsigned long value = strtoul(digits, &end, 10);
	return end == digits || value > CITATIONS_HIGHEST ? fallback : (unsigned)value;
}

/* The text that a block begins with, however deep it stands; NULL when it begins with something else. */
static osp_node *first_text(osp_node *block)
{
	osp_node *node = osp_node_first(block);
	while (node != NULL && !osp_node_is_text(node)) {
		if (tree_is_verbatim(node) || osp_node_tag(node) == OSP_A) {
			return NULL;
		}
		node = osp_node_first(node);
	}
	return node;
}

static size_t label_of(osp_node *block, unsigned *ret_number)
{
	osp_node *text = first_text(block);
	if (text == NULL) {
		return 0;
	}
	size_t len;
	const char *words = osp_node_text(text, &len);
	return citations_label(words, len, ret_number);
}

static bool begins_with_label(osp_node *block)
{
	unsigned number;
	return label_of(block, &number) > 0;
}

/* "[9]" stays in the text, where the author put it, marked so that no second number is set before it. */
static void wrap_label(osp_node *item, size_t len)
{
	osp_node *text = first_text(item);
	size_t whole;
	const char *words = osp_node_text(text, &whole);
	len += len < whole && words[len] == ' ' ? 1 : 0;
	if (len < whole) {
		osp_text_split(text, len);
	}
	osp_node *label = tree_element(osp_node_tree(item), OSP_SPAN, "ref-label", NULL, text);
	osp_node_insert_before(text, label);
	osp_node_append(label, text);
	tree_trim_front(label);
	osp_node_add_class(item, "labelled");
}

/* Room for an entry of this number. */
static void reach(struct citations *citations, struct bibliography *list, unsigned number)
{
	if (number < list->end) {
		return;
	}
	unsigned end = list->end == 0 ? 16 : list->end;
	while (end <= number) {
		end *= 2;
	}
	struct entry **entries = osp_job_alloc(citations->job, end * sizeof(struct entry *));
	if (list->end > 0) {
		memcpy(entries, list->entries, list->end * sizeof(struct entry *));
	}
	list->entries = entries;
	list->end = end;
}

static void add_entry(struct citations *citations, struct bibliography *list, osp_node *item, unsigned number)
{
	tree_set_attr(item, "value", "%u", number);
	if (citations_entry(list, number) != NULL) {
		osp_warn(citations->job, osp_node_place(item), "citations/twice", "the reference list has two entries with the number %u; [%u] links to the first",
			number, number);
		return;
	}
	struct entry *entry = osp_job_alloc(citations->job, sizeof(*entry));
	entry->item = item;
	entry->number = number;
	reach(citations, list, number);
	list->entries[number] = entry;
	list->numbered = true;
	if (citations->list_count == 0) {
		tree_set_attr(item, "id", "%s-ref-%u", citations->article->id, number);
	} else {
		tree_set_attr(item, "id", "%s-ref-%zu-%u", citations->article->id, citations->list_count + 1, number);
	}
}

static void take_ordered(struct citations *citations, struct bibliography *list, osp_node *ol)
{
	unsigned next = number_from(osp_node_attr(ol, "start"), 1);
	osp_node_add_class(ol, "references");
	for (osp_node *item = osp_node_first(ol); item != NULL && next <= CITATIONS_HIGHEST; item = osp_node_next(item)) {
		unsigned number = number_from(osp_node_attr(item, "value"), next), typed;
		size_t label = label_of(item, &typed);
		if (label > 0) {
			number = typed;
			wrap_label(item, label);
			osp_node_add_class(ol, "labelled");
		}
		add_entry(citations, list, item, number);
		next = number + 1;
	}
}

static void take_unordered(struct citations *citations, struct bibliography *list, osp_node *ul)
{
	for (osp_node *item = osp_node_first(ul); item != NULL; item = osp_node_next(item)) {
		if (!begins_with_label(item)) {
			return; /* a list without numbers can't be cited by number */
		}
	}
	osp_node_rename(ul, OSP_OL);
	take_ordered(citations, list, ul);
}

static void insert_piece(osp_node *before, const char *text, size_t len, osp_place place)
{
	osp_node *piece = osp_text_new(osp_node_tree(before), text, len);
	osp_node_set_place(piece, place);
	osp_node_insert_before(before, piece);
}

/* Cuts a text before every line that begins with a label; the pieces are made anew, so that a long list stays linear. */
static void cut_at_labels(osp_node *text)
{
	size_t len, done = 0;
	const char *words = osp_node_text(text, &len), *end = words + len;
	osp_place place = osp_node_place(text);
	unsigned number, lines = 0;
	for (const char *line = memchr(words, '\n', len); line != NULL; line = memchr(line + 1, '\n', (size_t)(end - line - 1))) {
		size_t at = (size_t)(line - words);
		if (at > done && citations_label(line, len - at, &number) > 0) {
			insert_piece(text, words + done, at - done, place);
			place.line += place.line > 0 ? lines : 0;
			done = at;
			lines = 0;
		}
		lines++;
	}
	if (done > 0) {
		insert_piece(text, words + done, len - done, place);
		osp_node_unlink(text);
	}
}

static bool starts_entry(osp_node *node)
{
	size_t len;
	unsigned number;
	const char *words = osp_node_text(node, &len);
	return osp_node_is_text(node) && (osp_node_previous(node) == NULL || osp_node_tag(osp_node_previous(node)) == OSP_BR || words[0] == '\n') &&
		citations_label(words, len, &number) > 0;
}

static osp_node *new_item(osp_node *ol, const osp_node *like)
{
	osp_node *item = tree_element(osp_node_tree(ol), OSP_LI, NULL, NULL, like);
	osp_node_append(ol, item);
	return item;
}

/* One paragraph may hold several entries, one a line. */
static void split_paragraph(osp_node *ol, osp_node *paragraph)
{
	osp_node *next;
	for (osp_node *node = osp_node_first(paragraph); node != NULL; node = next) {
		next = osp_node_next(node);
		if (osp_node_is_text(node)) {
			cut_at_labels(node);
		}
	}
	osp_node *item = NULL;
	for (osp_node *node = osp_node_first(paragraph); node != NULL; node = next) {
		next = osp_node_next(node);
		if (item == NULL || starts_entry(node)) {
			item = new_item(ol, item == NULL ? paragraph : node);
		}
		if (!(osp_node_tag(node) == OSP_BR && next != NULL && osp_node_is_text(next))) {
			osp_node_append(item, node);
			continue;
		}
		size_t len;
		unsigned number;
		const char *words = osp_node_text(next, &len);
		if (citations_label(words, len, &number) == 0) {
			osp_node_append(item, node);
		}
	}
	osp_node_unlink(paragraph);
}

/* A row of paragraphs that begin [n] becomes one list; returns what stands behind it. */
static osp_node *take_paragraphs(struct citations *citations, struct bibliography *list, osp_node *first)
{
	osp_node *ol = tree_element(osp_node_tree(first), OSP_OL, "tight", NULL, first), *next = first;
	osp_node_insert_before(first, ol);
	while (osp_node_tag(next) == OSP_P && begins_with_label(next)) {
		osp_node *paragraph = next;
		next = osp_node_next(next);
		split_paragraph(ol, paragraph);
	}
	for (osp_node *item = osp_node_first(ol); item != NULL; item = osp_node_next(item)) {
		tree_trim_front(item);
		tree_trim_back(item);
	}
	take_ordered(citations, list, ol);
	return next;
}

static bool take_below(struct citations *citations, struct bibliography *list, osp_node *section, unsigned depth)
{
	bool any = false;
	osp_node *next;
	for (osp_node *node = osp_node_first(section); node != NULL; node = next) {
		next = osp_node_next(node);
		osp_tag tag = osp_node_tag(node);
		if (tag == OSP_OL) {
			take_ordered(citations, list, node);
			any = true;
		} else if (tag == OSP_UL) {
			take_unordered(citations, list, node);
			any = true;
		} else if (tag == OSP_P && begins_with_label(node)) {
			next = take_paragraphs(citations, list, node);
			any = true;
		} else if (tag == OSP_SECTION && depth < 6 &&
			!tree_heading_begins(tree_heading_of(node), tree_bio_words(osp_job_volume(citations->job)), NULL)) {
			any = take_below(citations, list, node, depth + 1) || any;
		}
	}
	return any;
}

bool citations_take_entries(struct citations *citations, struct bibliography *list)
{
	return take_below(citations, list, list->section, 0);
}
