/* author_index.c - everybody who wrote an article, in pinyin order, Latin names in their place, with the pages. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "matter.h"
#include "person_key.h"

#include <stdlib.h>
#include <string.h>

struct index_entry {
	const osp_person *person;
	const osp_piece *piece;
	const char *key;
	const struct person_keys *keys;
	size_t order;                  /* of the article, to keep pages in order */
};

static int by_key(const void *a, const void *b)
{
	const struct index_entry *one = a, *other = b;
	int order = person_keys_compare(one->keys, one->key, other->key);
	if (order == 0) {
		order = person_names_compare(one->keys, one->person->name, other->person->name);
	}
	return order != 0 ? order : (one->order > other->order) - (one->order < other->order);
}

static struct index_entry *collect(const struct matter *matter, const struct person_keys *keys, size_t *ret_count)
{
	const osp_volume *volume = matter->volume;
	size_t most = 0;
	for (size_t i = 0; i < volume->piece_count; i++) {
		most += volume->pieces[i]->article == NULL ? 0 : volume->pieces[i]->article->author_count;
	}
	struct index_entry *entries = osp_job_alloc(matter->job, (most + 1) * sizeof(*entries));
	osp_buf key = OSP_BUF_INIT;
	*ret_count = 0;
	for (size_t i = 0; i < volume->piece_count; i++) {
		const osp_article *article = volume->pieces[i]->article;
		for (size_t k = 0; article != NULL && article->state == OSP_ARTICLE_READY && k < article->author_count; k++) {
			osp_buf_clear(&key);
			person_key(keys, article->authors[k], &key);
			entries[(*ret_count)++] = (struct index_entry){ article->authors[k], volume->pieces[i], osp_job_strdup(matter->job, key.data), keys, i };
		}
	}
	osp_buf_done(&key);
	qsort(entries, *ret_count, sizeof(*entries), by_key);
	return entries;
}

static char letter_of(const char *key)
{
	char letter = key[0];
	letter = letter >= 'a' && letter <= 'z' ? (char)(letter - 'a' + 'A') : letter;
	return letter >= 'A' && letter <= 'Z' ? letter : '#';
}

static bool same_person(const struct index_entry *one, const struct index_entry *other)
{
	return one->person == other->person || (strcmp(one->person->name, other->person->name) == 0 && strcmp(one->key, other->key) == 0);
}

/* An e-book and a screen show the title; print shows the page in its place. */
static void put_page(const struct matter *matter, osp_node *item, const struct index_entry *entry, bool is_first)
{
	osp_tree *tree = osp_node_tree(item);
	const char *separator = is_first ? " " : osp_label(matter->volume->lang, "index-separator");
	osp_node_append(item, osp_text_new(tree, separator, strlen(separator)));
	osp_node *link = tree_element(tree, OSP_A, "index-page", NULL, item);
	tree_set_attr(link, "href", "#%s", entry->piece->id);
	osp_node_append(link, tree_element(tree, OSP_SPAN, "index-title", entry->piece->title, item));
	if (strcmp(entry->piece->article->lang, matter->volume->lang) != 0) {
		osp_node_set_attr(link, "lang", entry->piece->article->lang);
	}
	osp_node_append(item, link);
}

static osp_node *put_person(osp_node *list, const struct index_entry *entry)
{
	osp_node *item = tree_element(osp_node_tree(list), OSP_LI, NULL, NULL, list);
	osp_buf name = OSP_BUF_INIT;
	if (entry->person->place.line != 0) {
		osp_node_set_place(item, entry->person->place);
	}
	person_inverted(entry->person, &name);
	matter_put(item, OSP_SPAN, "index-name", name.data);
	osp_node_append(list, item);
	osp_buf_done(&name);
	return item;
}

static osp_node *put_letter(osp_node *page, char letter)
{
	const char heading[2] = { letter, '\0' };
	osp_tree *tree = osp_node_tree(page);
	osp_node *section = tree_element(tree, OSP_SECTION, "index-letter", NULL, page), *list = tree_element(tree, OSP_UL, "index", NULL, page);
	matter_put(section, OSP_H2, NULL, heading);
	osp_node_append(section, list);
	osp_node_append(page, section);
	return list;
}

void matter_fill_author_index(const struct matter *matter, osp_piece *piece)
{
	struct person_keys *keys = person_keys_new();
	size_t count;
	const struct index_entry *entries = collect(matter, keys, &count);
	osp_node *list = NULL, *item = NULL;
	char letter = '\0';
	bool is_first = true;
	for (size_t i = 0; i < count; i++) {
		const struct index_entry *entry = &entries[i], *before = i > 0 ? &entries[i - 1] : NULL;
		if (letter_of(entry->key) != letter) {
			letter = letter_of(entry->key);
			list = put_letter(piece->root, letter);
		}
		if (before == NULL || !same_person(before, entry)) {
			item = put_person(list, entry);
			is_first = true;
		} else if (before->piece == entry->piece) {
			continue;
		}
		put_page(matter, item, entry, is_first);
		is_first = false;
	}
	person_keys_free(keys);
}

osp_piece *matter_add_author_index(struct matter *matter, osp_region region, osp_place place)
{
	const char *title = osp_label(matter->volume->lang, "author-index");
	osp_piece *piece = matter_add(matter, OSP_PIECE_AUTHOR_INDEX, region, "author-index", title, place);
	matter_put(piece->root, OSP_H1, NULL, title);
	return piece;
}
