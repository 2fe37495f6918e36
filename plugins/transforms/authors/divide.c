/* divide.c - where one bio ends and the next begins. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "authors.h"

#include <string.h>

/* The picture that a block begins with; a link around it alone is looked through. */
static osp_node *leading_picture(osp_node *node)
{
	for (int depth = 0; node != NULL && depth < 6; depth++) {
		osp_tag tag = osp_node_tag(node);
		if (tag == OSP_IMG) {
			return node;
		}
		bool link = tag == OSP_A && osp_node_tag(tree_only_child(node)) == OSP_IMG;
		if (tag != OSP_P && tag != OSP_DIV && tag != OSP_FIGURE && tag != OSP_LI && !link) {
			return NULL;
		}
		osp_node *first = osp_node_first(node);
		node = first != NULL && tree_is_blank(first) ? tree_next_solid(first) : first;
	}
	return NULL;
}

static bool begins_with_name(const osp_article *article, osp_node *block)
{
	if (osp_node_tag(block) != OSP_P && osp_node_tag(block) != OSP_LI) {
		return false;
	}
	osp_tag first = osp_node_tag(osp_node_first(block));
	if (first == OSP_STRONG || first == OSP_B) {
		return true;
	}
	osp_buf text = OSP_BUF_INIT, name = OSP_BUF_INIT;
	tree_letters_of(&text, block);
	bool begins = false;
	for (size_t i = 0; i < article->author_count && !begins; i++) {
		osp_buf_clear(&name);
		tree_letters(&name, article->authors[i]->name, strlen(article->authors[i]->name));
		begins = name.len > 0 && text.len >= name.len && memcmp(text.data, name.data, name.len) == 0;
	}
	osp_buf_done(&text);
	osp_buf_done(&name);
	return begins;
}

static bool begins_with_picture(const osp_article *article, osp_node *block)
{
	(void)article;
	return leading_picture(block) != NULL;
}

typedef bool (*begins)(const osp_article *article, osp_node *block);

static size_t count_beginnings(const osp_article *article, const osp_node *parent, begins test)
{
	size_t count = 0;
	for (osp_node *node = osp_node_first(parent); node != NULL; node = osp_node_next(node)) {
		count += test(article, node) ? 1 : 0;
	}
	return count;
}

/* The portrait stands beside the text: it leaves its paragraph. */
void authors_lift_portrait(osp_node *bio)
{
	osp_node *block = osp_node_first(bio);
	if (tree_heading_level(block) > 0) {
		block = osp_node_next(block);
	}
	osp_node *picture = NULL;
	for (int i = 0; i < 2 && block != NULL && picture == NULL; i++) {
		picture = leading_picture(block);
		block = picture == NULL ? osp_node_next(block) : block;
	}
	if (picture == NULL || osp_node_tag(tree_only_child(block)) == OSP_FIGCAPTION) {
		return;
	}
	osp_node *around = osp_node_parent(picture);
	osp_node_add_class(picture, "portrait");
	osp_node_prepend(bio, picture);
	if (osp_node_tag(around) == OSP_A) {
		osp_node_unlink(around);
	}
	if (block == picture) {
		return;
	}
	if (tree_is_empty(block)) {
		osp_node_unlink(block);
	} else {
		tree_trim_front(block);
	}
}

static osp_node *new_bio(osp_node *bios, osp_node *like)
{
	osp_node *bio = tree_element(osp_node_tree(bios), OSP_SECTION, "bio", NULL, like);
	osp_node_insert_before(like, bio);
	return bio;
}

/* Every item of a list that introduces people one by one is a bio. */
static void open_list(const osp_article *article, osp_node *bios, osp_node *list)
{
	size_t items = 0;
	for (osp_node *item = osp_node_first(list); item != NULL; item = osp_node_next(item)) {
		items++;
	}
	if (items == 0 || (count_beginnings(article, list, begins_with_name) < items && count_beginnings(article, list, begins_with_picture) < items)) {
		return;
	}
	for (osp_node *item = osp_node_first(list); item != NULL; item = osp_node_first(list)) {
		osp_node *bio = tree_element(osp_node_tree(bios), OSP_SECTION, "bio", NULL, item);
		osp_node_insert_before(list, bio);
		osp_node_unlink(item);
		if (osp_tag_is_block(osp_node_tag(osp_node_first(item)))) {
			osp_node_take_children(bio, item);
			continue;
		}
		osp_node *paragraph = tree_element(osp_node_tree(bios), OSP_P, NULL, NULL, item);
		osp_node_append(bio, paragraph);
		for (osp_node *child = osp_node_first(item); child != NULL; child = osp_node_first(item)) {
			osp_node_append(osp_tag_is_block(osp_node_tag(child)) ? bio : paragraph, child);
		}
	}
	osp_node_unlink(list);
}

static void make_bio_of_section(osp_node *section)
{
	osp_node_add_class(section, "bio");
	if (tree_heading_level(osp_node_first(section)) > 0) {
		osp_node_rename(osp_node_first(section), OSP_H3);
	}
}

void authors_divide(const osp_article *article, osp_node *bios)
{
	osp_node *first = osp_node_next(tree_heading_of(bios)), *next, *bio = NULL;
	osp_tag tag = osp_node_tag(first);
	if ((tag == OSP_UL || tag == OSP_OL) && osp_node_next(first) == NULL) {
		open_list(article, bios, first);
	}
	bool by_name = count_beginnings(article, bios, begins_with_name) > 1;
	bool by_picture = !by_name && count_beginnings(article, bios, begins_with_picture) > 1;
	for (osp_node *node = osp_node_next(tree_heading_of(bios)); node != NULL; node = next) {
		next = osp_node_next(node);
		if (osp_node_tag(node) == OSP_SECTION) {
			make_bio_of_section(node);
			bio = NULL;
			continue;
		}
		bool starts = (by_name && begins_with_name(article, node)) || (by_picture && begins_with_picture(article, node));
		if (bio == NULL || starts) {
			bio = new_bio(bios, node);
		}
		osp_node_append(bio, node);
	}
	for (osp_node *node = osp_node_first(bios); node != NULL; node = osp_node_next(node)) {
		if (osp_node_has_class(node, "bio")) {
			authors_lift_portrait(node);
		}
	}
}
