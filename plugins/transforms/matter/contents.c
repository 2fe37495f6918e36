/* contents.c - the list of what follows, by part and author. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "matter.h"

#include <string.h>

static void put_authors(osp_node *item, const osp_article *article)
{
	osp_buf names = OSP_BUF_INIT;
	matter_names(article->lang, article->authors, article->author_count, &names);
	if (names.len > 0) {
		osp_node_append(item, osp_text_new(osp_node_tree(item), " ", 1));
		matter_put(item, OSP_SPAN, "toc-authors", names.data);
	}
	osp_buf_done(&names);
}

static osp_node *put_item(osp_node *list, const osp_piece *piece)
{
	osp_tree *tree = osp_node_tree(list);
	osp_node *item = tree_element(tree, OSP_LI, NULL, NULL, piece->root), *link = tree_element(tree, OSP_A, NULL, NULL, piece->root);
	bool part = piece->kind == OSP_PIECE_PART;
	if (part) {
		osp_node_add_class(item, "part");
	}
	tree_set_attr(link, "href", "#%s", piece->id);
	matter_put(link, OSP_SPAN, part ? "part-title" : "toc-title", piece->title);
	osp_node_append(item, link);
	if (piece->article != NULL) {
		const char *lang = piece->article->lang;
		if (strcmp(lang, osp_node_lang(list)) != 0) {
			osp_node_set_attr(item, "lang", lang);
		}
		put_authors(item, piece->article);
	}
	osp_node_append(list, item);
	return item;
}

static bool is_listed(const osp_piece *piece)
{
	return piece->kind == OSP_PIECE_TEXT || piece->kind == OSP_PIECE_PART || piece->kind == OSP_PIECE_ARTICLE ||
		piece->kind == OSP_PIECE_CONTRIBUTORS || piece->kind == OSP_PIECE_AUTHOR_INDEX;
}

void matter_fill_contents(const struct matter *matter, osp_piece *contents)
{
	const osp_volume *volume = matter->volume;
	osp_node *list = tree_element(contents->tree, OSP_OL, NULL, NULL, contents->root), *inner = NULL;
	uint32_t part = 0;
	matter_put(contents->root, OSP_H1, NULL, contents->title);
	osp_node_append(contents->root, list);
	for (size_t i = 0; i < volume->piece_count; i++) {
		const osp_piece *piece = volume->pieces[i];
		if (!is_listed(piece)) {
			continue;
		}
		if (piece->kind == OSP_PIECE_PART) {
			osp_node *item = put_item(list, piece);
			inner = tree_element(contents->tree, OSP_OL, NULL, NULL, piece->root);
			osp_node_append(item, inner);
			part = piece->part;
		} else {
			put_item(inner != NULL && piece->part != 0 && piece->part == part ? inner : list, piece);
		}
	}
}
