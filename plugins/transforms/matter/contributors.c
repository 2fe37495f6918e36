/* contributors.c - the page of everybody who wrote an article; a bio that an article printed is not printed again. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "matter.h"
#include "tree/picture.h"

#include <string.h>

static bool stands_in_article(const osp_node *bio)
{
	for (; bio != NULL; bio = osp_node_parent(bio)) {
		if (osp_node_has_class(bio, "bios")) {
			return true;
		}
	}
	return false;
}

static bool is_same(const osp_person *one, const osp_person *other)
{
	return one == other || (one->id[0] == '\0' && other->id[0] == '\0' && strcmp(one->name, other->name) == 0);
}

static bool wrote(const osp_article *article, const osp_person *person)
{
	for (size_t i = 0; i < article->author_count; i++) {
		if (is_same(article->authors[i], person)) {
			return true;
		}
	}
	return false;
}

static void put_affiliations(const struct matter *matter, osp_node *entry, const osp_person *person)
{
	osp_buf line = OSP_BUF_INIT;
	for (size_t i = 0; i < person->affiliation_count; i++) {
		osp_buf_printf(&line, "%s%s", i > 0 ? (matter->chinese ? "；" : "; ") : "", person->affiliations[i]->name);
	}
	matter_put(entry, OSP_P, "affiliations", line.len > 0 ? line.data : "");
	osp_buf_done(&line);
}

static void put_articles(const struct matter *matter, osp_node *entry, const osp_person *person)
{
	osp_tree *tree = osp_node_tree(entry);
	osp_node *list = tree_element(tree, OSP_UL, "articles", NULL, entry);
	osp_node_add_class(list, "tight");
	for (size_t i = 0; i < matter->volume->piece_count; i++) {
		const osp_piece *piece = matter->volume->pieces[i];
		if (piece->article == NULL || !wrote(piece->article, person)) {
			continue;
		}
		osp_node *item = tree_element(tree, OSP_LI, NULL, NULL, entry), *link = tree_element(tree, OSP_A, "xref", piece->title, entry);
		tree_set_attr(link, "href", "#%s", piece->id);
		osp_node_append(item, link);
		osp_node_append(list, item);
	}
	if (osp_node_first(list) != NULL) {
		osp_node_append(entry, list);
	}
}

/* The bio's file did not go through the transforms: only links that need none stay. */
static void clean_links(osp_node *entry)
{
	osp_node *next;
	for (osp_node *node = entry; node != NULL; node = next) {
		next = osp_node_after(node, entry);
		const char *href = osp_node_tag(node) == OSP_A ? osp_node_attr(node, "href") : NULL;
		if (osp_node_tag(node) == OSP_A && (href == NULL || (strncmp(href, "http", 4) != 0 && strncmp(href, "mailto:", 7) != 0))) {
			osp_node_set_attr(node, "href", NULL);
			osp_node_rename(node, OSP_SPAN);
		}
	}
}

static const char *folder_of(const struct matter *matter, const osp_person *person)
{
	const char *slash = strrchr(person->bio_path, '/');
	return slash != NULL ? osp_job_strndup(matter->job, person->bio_path, (size_t)(slash - person->bio_path)) : matter->volume->folder;
}

static void put_bio(const struct matter *matter, osp_node *entry, const osp_person *person)
{
	osp_node *copy = osp_node_clone(osp_node_tree(entry), person->bio), *next;
	const struct picture_home home = { folder_of(matter, person), person->bio_path };
	clean_links(copy);
	osp_node_take_children(entry, copy);
	for (osp_node *node = entry; node != NULL; node = next) {
		next = osp_node_after(node, entry);
		int level = tree_heading_level(node);
		if (level > 0 && node != osp_node_first(entry)) {
			osp_node_rename(node, OSP_H3);
		}
		if (osp_node_attr(node, "id") != NULL && node != entry) {
			osp_node_set_attr(node, "id", NULL);
		}
		if (osp_node_tag(node) == OSP_IMG) {
			const char *alt = osp_node_attr(node, "alt");
			osp_node_set_attr(node, "alt", alt != NULL && alt[0] != '\0' ? alt : person->name);
			picture_resolve(matter->job, &home, node);
		}
	}
}

static bool has_picture(const osp_node *entry)
{
	for (const osp_node *node = entry; node != NULL; node = osp_node_after(node, entry)) {
		if (osp_node_tag(node) == OSP_IMG) {
			return true;
		}
	}
	return false;
}

static void put_portrait(const struct matter *matter, osp_node *entry, const osp_person *person)
{
	const struct picture_home home = { matter->volume->folder, matter->volume->folder };
	osp_node *picture = tree_element(osp_node_tree(entry), OSP_IMG, "portrait", NULL, entry);
	osp_node_set_place(picture, person->place);
	osp_node_set_attr(picture, "src", person->portrait);
	osp_node_set_attr(picture, "alt", person->name);
	picture_resolve(matter->job, &home, picture);
	osp_node_prepend(entry, picture);
}

static void put_person(const struct matter *matter, osp_node *page, const osp_person *person)
{
	osp_node *entry = tree_element(osp_node_tree(page), OSP_SECTION, "bio", NULL, page);
	bool printed = person->bio != NULL && stands_in_article(person->bio);
	if (person->place.line != 0) {
		osp_node_set_place(entry, person->place);
	}
	osp_node_append(page, entry);
	matter_put(entry, OSP_H2, NULL, person->name);
	put_affiliations(matter, entry, person);
	if (person->bio != NULL && !printed) {
		put_bio(matter, entry, person);
	}
	if (person->portrait[0] != '\0' && !printed && !has_picture(entry)) {
		put_portrait(matter, entry, person);
	}
	put_articles(matter, entry, person);
}

static bool is_new(const struct matter *matter, size_t article, size_t author)
{
	const osp_volume *volume = matter->volume;
	const osp_person *person = volume->articles[article]->authors[author];
	for (size_t i = 0; i <= article; i++) {
		const osp_article *other = volume->articles[i];
		size_t end = i == article ? author : other->author_count;
		for (size_t k = 0; k < end && other->state != OSP_ARTICLE_DRAFT; k++) {
			if (is_same(other->authors[k], person)) {
				return false;
			}
		}
	}
	return true;
}

void matter_add_contributors(struct matter *matter, osp_region region, osp_place place)
{
	const osp_volume *volume = matter->volume;
	const char *title = osp_label(volume->lang, "contributors");
	osp_piece *piece = matter_add(matter, OSP_PIECE_CONTRIBUTORS, region, "contributors", title, place);
	matter_put(piece->root, OSP_H1, NULL, title);
	for (size_t i = 0; i < volume->article_count; i++) {
		const osp_article *article = volume->articles[i];
		for (size_t k = 0; k < article->author_count && article->state == OSP_ARTICLE_READY; k++) {
			if (is_new(matter, i, k)) {
				put_person(matter, piece->root, article->authors[k]);
			}
		}
	}
}
