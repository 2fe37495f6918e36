/* footnotes.c - the plugin: notes are numbered from 1 in each article and linked both ways. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "tree/tree.h"

#include <stdlib.h>
#include <string.h>

/* One note, found by the id that the reader gave it. */
struct note {
	const char *label;
	osp_node *aside;
	bool reached;        /* from the text, or from a note that the text reaches */
	unsigned number;     /* 0: not met yet */
	unsigned references;
};

struct notes { struct note *list; size_t count; };

static int by_label(const void *one, const void *other)
{
	return strcmp(((const struct note *)one)->label, ((const struct note *)other)->label);
}

static int by_number(const void *one, const void *other)
{
	const struct note *a = one, *b = other;
	return a->number < b->number ? -1 : a->number > b->number;
}

static osp_node *find_section(const osp_node *root)
{
	for (osp_node *node = osp_node_last(root); node != NULL; node = osp_node_previous(node)) {
		if (osp_node_tag(node) == OSP_SECTION && osp_node_has_class(node, "footnotes")) {
			return node;
		}
	}
	return NULL;
}

static void collect(osp_job *job, struct notes *notes, const osp_node *section)
{
	size_t count = 0;
	for (osp_node *node = osp_node_first(section); node != NULL; node = osp_node_next(node)) {
		count++;
	}
	notes->list = osp_job_alloc(job, (count > 0 ? count : 1) * sizeof(*notes->list));
	for (osp_node *node = osp_node_first(section); node != NULL; node = osp_node_next(node)) {
		const char *id = osp_node_attr(node, "id");
		if (id != NULL && osp_node_has_role(node, "doc-footnote")) {
			notes->list[notes->count++] = (struct note){ .label = id, .aside = node };
		}
	}
	qsort(notes->list, notes->count, sizeof(*notes->list), by_label);
}

static struct note *find(const struct notes *notes, const char *href)
{
	if (href == NULL || href[0] != '#' || notes->count == 0) {
		return NULL;
	}
	struct note key = { .label = href + 1 };
	return bsearch(&key, notes->list, notes->count, sizeof(key), by_label);
}

static osp_node *next_mark(osp_node *node, const osp_node *root)
{
	while (node != NULL && !(osp_node_tag(node) == OSP_A && osp_node_has_class(node, "noteref"))) {
		node = osp_node_after(node, root);
	}
	return node;
}

static void reach(const struct notes *notes, osp_node *root, osp_buf *queue)
{
	for (osp_node *ref = next_mark(root, root); ref != NULL; ref = next_mark(osp_node_after(ref, root), root)) {
		struct note *note = find(notes, osp_node_attr(ref, "href"));
		if (note != NULL && !note->reached) {
			note->reached = true;
			osp_buf_add(queue, &note, sizeof(note));
		}
	}
}

/* A note that no mark leads to is not shown on the web either (GitHub's rules, goldmark's): its sentence has nothing to stand at. */
static void drop_unused(osp_job *job, struct notes *notes, const osp_article *article, const osp_node *section)
{
	osp_buf queue = OSP_BUF_INIT;
	for (osp_node *child = osp_node_first(article->root); child != NULL; child = osp_node_next(child)) {
		if (child != section) {
			reach(notes, child, &queue);
		}
	}
	for (size_t i = 0; i < queue.len / sizeof(struct note *); i++) {
		reach(notes, ((struct note *const *)(const void *)queue.data)[i]->aside, &queue);
	}
	osp_buf_done(&queue);
	size_t kept = 0;
	for (size_t i = 0; i < notes->count; i++) {
		struct note note = notes->list[i];
		if (note.reached) {
			notes->list[kept++] = note;
			continue;
		}
		osp_warn(job, osp_node_place(note.aside), "footnotes/unused", "nothing refers to the note \"%s\"; it is left out, as on the web",
			strncmp(note.label, "fn-", 3) == 0 ? note.label + 3 : note.label);
		osp_node_unlink(note.aside);
	}
	notes->count = kept;
}

static void set_words(osp_node *element, const char *words)
{
	for (osp_node *child = osp_node_first(element); child != NULL; child = osp_node_first(element)) {
		osp_node_unlink(child);
	}
	osp_node *text = osp_text_new(osp_node_tree(element), words, strlen(words));
	osp_node_set_place(text, osp_node_place(element));
	osp_node_append(element, text);
}

static void mark(const osp_article *article, osp_node *ref, struct note *note, unsigned *last)
{
	if (note->number == 0) {
		note->number = ++*last;
	}
	note->references++;
	osp_buf number = OSP_BUF_INIT;
	osp_buf_printf(&number, "%u", note->number);
	set_words(ref, number.data);
	osp_buf_done(&number);
	tree_set_attr(ref, "href", "#%s-fn-%u", article->id, note->number);
	if (note->references == 1) {
		tree_set_attr(ref, "id", "%s-fnref-%u", article->id, note->number);
	} else {
		tree_set_attr(ref, "id", "%s-fnref-%u-%u", article->id, note->number, note->references);
	}
}

/* A mark whose note is missing stays as the author typed it. */
static void undo(osp_job *job, osp_node *ref)
{
	osp_buf text = OSP_BUF_INIT, label = OSP_BUF_INIT;
	osp_node_text_content(ref, &label);
	osp_buf_printf(&text, "[^%s]", label.len > 0 ? label.data : "");
	osp_warn(job, osp_node_place(ref), "footnotes/missing", "there is no note for \"%s\"; its mark is left as text", text.data);
	osp_node *words = osp_text_new(osp_node_tree(ref), text.data, text.len);
	osp_node_set_place(words, osp_node_place(ref));
	osp_node_replace(ref, words);
	osp_buf_done(&text);
	osp_buf_done(&label);
}

static void number_marks(osp_job *job, osp_article *article, struct notes *notes)
{
	unsigned last = 0;
	osp_node *root = article->root, *next;
	for (osp_node *ref = next_mark(root, root); ref != NULL; ref = next_mark(next, root)) {
		next = osp_node_after_all(ref, root);
		struct note *note = find(notes, osp_node_attr(ref, "href"));
		if (note == NULL) {
			undo(job, ref);
		} else {
			mark(article, ref, note, &last);
		}
	}
}

static osp_node *last_paragraph(osp_node *aside)
{
	osp_node *last = osp_node_last(aside);
	if (last == NULL || (osp_tag_is_block(osp_node_tag(last)) && osp_node_tag(last) != OSP_P)) {
		last = tree_element(osp_node_tree(aside), OSP_P, NULL, NULL, aside);
		osp_node_append(aside, last);
	}
	return osp_node_tag(last) == OSP_P ? last : aside;
}

static void add_backlinks(const osp_article *article, const struct note *note)
{
	osp_tree *tree = article->tree;
	osp_node *paragraph = last_paragraph(note->aside);
	tree_trim_back(paragraph);
	for (unsigned i = 1; i <= note->references; i++) {
		osp_node_append(paragraph, osp_text_new(tree, " ", 1));
		osp_node *link = tree_element(tree, OSP_A, "backlink", "↩", note->aside);
		osp_node_set_attr(link, "role", "doc-backlink");
		if (i == 1) {
			tree_set_attr(link, "href", "#%s-fnref-%u", article->id, note->number);
		} else {
			tree_set_attr(link, "href", "#%s-fnref-%u-%u", article->id, note->number, i);
		}
		osp_node_set_attr(link, "aria-label", osp_label(article->lang, "back-to-text"));
		osp_node_append(paragraph, link);
	}
}

static osp_status run(osp_job *job, void *state, osp_article *article)
{
	(void)state;
	if (article->root == NULL) {
		return OSP_OK;
	}
	struct notes notes = { NULL, 0 };
	osp_node *section = find_section(article->root);
	if (section != NULL) {
		collect(job, &notes, section);
		drop_unused(job, &notes, article, section);
	}
	number_marks(job, article, &notes);
	if (notes.count > 0) {
		qsort(notes.list, notes.count, sizeof(*notes.list), by_number);
	}
	for (size_t i = 0; i < notes.count; i++) {
		struct note *note = &notes.list[i];
		tree_set_attr(note->aside, "id", "%s-fn-%u", article->id, note->number);
		tree_set_attr(note->aside, "data-number", "%u", note->number);
		osp_node_add_class(note->aside, "footnote");
		osp_node_append(section, note->aside);
		add_backlinks(article, note);
	}
	if (section != NULL && tree_is_empty(section)) {
		osp_node_unlink(section);
	}
	return OSP_OK;
}

static const osp_transform transform = { .after = "headings", .before = "typography,links,matter", .article = run };

OSP_PLUGIN(.kind = OSP_TRANSFORM, .name = "footnotes", .version = "1.0", .license = "Apache-2.0",
	.summary = "Numbers notes and links marks and notes both ways.", .transform = &transform);
