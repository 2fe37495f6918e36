/* figures.c - the plugin: a picture alone in a paragraph is a figure, with a caption and an alternative. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "figures.h"

#include <string.h>
#include <strings.h>

osp_node *figures_picture(osp_node *node)
{
	if (osp_node_tag(node) == OSP_A) {
		node = tree_only_child(node);
	}
	return osp_node_tag(node) == OSP_IMG ? node : NULL;
}

static bool breaks_line(const osp_node *node)
{
	size_t len;
	const char *text = osp_node_text(node, &len);
	return osp_node_tag(node) == OSP_BR || (len > 0 && memchr(text, '\n', len) != NULL);
}

/* Several pictures in one line (badges, emoji) stay in the line; one a line are figures. */
static bool holds_pictures_only(const osp_node *block)
{
	bool any = false, fresh = true;
	for (osp_node *node = osp_node_first(block); node != NULL; node = osp_node_next(node)) {
		if (tree_is_blank(node)) {
			fresh = fresh || breaks_line(node);
			continue;
		}
		if (figures_picture(node) == NULL || !fresh) {
			return false;
		}
		any = true;
		fresh = false;
	}
	return any;
}

/* A link to the picture itself has nowhere to lead on paper. */
static bool links_to_picture(const osp_node *link)
{
	static const char *const suffixes[] = { ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", NULL };
	const char *href = osp_node_attr(link, "href");
	size_t len = href != NULL ? strcspn(href, "?#") : 0;
	for (size_t i = 0; suffixes[i] != NULL; i++) {
		size_t tail = strlen(suffixes[i]);
		if (len > tail && strncasecmp(href + len - tail, suffixes[i], tail) == 0) {
			return true;
		}
	}
	return href == NULL;
}

static osp_node *make_figure(osp_node *before, osp_node *element)
{
	osp_node *picture = figures_picture(element);
	osp_node *figure = tree_element(osp_node_tree(before), OSP_FIGURE, NULL, NULL, picture);
	osp_node_insert_before(before, figure);
	if (element != picture && !links_to_picture(element)) {
		osp_node_set_attr(figure, "data-href", osp_node_attr(element, "href"));
	}
	osp_node_append(figure, picture);
	if (element != picture) {
		osp_node_unlink(element);
	}
	return figure;
}

static void open_block(osp_node *block)
{
	osp_node *next, *figure = NULL;
	for (osp_node *node = osp_node_first(block); node != NULL; node = next) {
		next = osp_node_next(node);
		if (figures_picture(node) == NULL) {
			continue;
		}
		if (figure != NULL) {
			figures_add_caption(figure, osp_node_first(figure));
		}
		figure = make_figure(block, node);
	}
	osp_node_unlink(block); /* its captions are looked for behind the last figure */
	figures_add_caption(figure, osp_node_first(figure));
}

/* "![](a.png)" with "图 1 ……" in the next line of the same paragraph. */
static bool open_captioned(osp_node *block)
{
	osp_node *first = osp_node_first(block);
	first = first != NULL && tree_is_blank(first) ? tree_next_solid(first) : first;
	osp_node *picture = figures_picture(first), *next = first != NULL ? osp_node_next(first) : NULL;
	if (picture == NULL || next == NULL || !breaks_line(next)) {
		return false;
	}
	osp_node *rest = tree_element(osp_node_tree(block), OSP_FIGCAPTION, NULL, NULL, next);
	while (osp_node_next(first) != NULL) {
		osp_node_append(rest, osp_node_next(first));
	}
	tree_trim_front(rest);
	tree_trim_back(rest);
	if (!figures_is_caption(rest, block)) {
		osp_node_append(block, osp_text_new(osp_node_tree(block), "\n", 1));
		osp_node_take_children(block, rest);
		return false;
	}
	osp_node *figure = make_figure(block, first);
	osp_node_append(figure, rest);
	osp_node_unlink(block);
	return true;
}

static bool may_hold_figure(const osp_node *block)
{
	osp_tag tag = osp_node_tag(block), around = osp_node_tag(osp_node_parent(block));
	return (tag == OSP_P || (tag == OSP_DIV && !osp_tag_is_block(osp_node_tag(osp_node_first(block))))) && around != OSP_FIGURE &&
		around != OSP_FIGCAPTION && around != OSP_HEADER && around != OSP_SUMMARY && osp_node_parent(block) != NULL;
}

static void make_figures(osp_node *root)
{
	osp_node *next;
	for (osp_node *node = osp_node_first(root); node != NULL; node = next) {
		next = osp_node_after(node, root);
		if (!may_hold_figure(node)) {
			continue;
		}
		if (holds_pictures_only(node)) {
			/* The caption may be the next block: look for a successor behind it. */
			osp_node *mark = osp_element_new(osp_node_tree(root), OSP_SPAN);
			osp_node_insert_before(node, mark);
			open_block(node);
			osp_node *figure = osp_node_next(mark);
			while (figure != NULL && osp_node_tag(osp_node_next(figure)) == OSP_FIGURE) {
				figure = osp_node_next(figure);
			}
			osp_node_unlink(mark);
			next = osp_node_after_all(figure, root);
		} else {
			next = osp_node_after_all(node, root);
			open_captioned(node);
		}
	}
}

/* A figure holds no link: one around the picture moves to its caption. */
static void move_link(osp_node *figure)
{
	const char *href = osp_node_attr(figure, "data-href");
	osp_node *caption = osp_node_last(figure);
	if (href == NULL) {
		return;
	}
	if (osp_node_tag(caption) == OSP_FIGCAPTION) {
		osp_node *link = tree_element(osp_node_tree(figure), OSP_A, NULL, NULL, caption);
		for (osp_node *node = caption; node != NULL; node = osp_node_after(node, caption)) {
			if (osp_node_tag(node) == OSP_A) {
				return;
			}
		}
		osp_node_set_attr(link, "href", href);
		osp_node_take_children(link, caption);
		osp_node_append(caption, link);
	}
	osp_node_set_attr(figure, "data-href", NULL);
}

static bool is_blank_text(const osp_node *node)
{
	return node != NULL && tree_is_empty(node);
}

/* Figures that the reader made of shortcodes and raw HTML come whole; an empty caption is none. */
static void number_figures(osp_job *job, const osp_article *article)
{
	unsigned figures = 0, pictures = 0;
	osp_node *root = article->root, *next;
	for (osp_node *node = root; node != NULL; node = next) {
		next = osp_node_after(node, root);
		if (osp_node_tag(node) == OSP_FIGURE) {
			move_link(node);
			if (osp_node_attr(node, "id") == NULL) {
				tree_set_attr(node, "id", "%s-fig-%u", article->id, ++figures);
			}
		} else if (osp_node_tag(node) == OSP_FIGCAPTION && is_blank_text(node)) {
			next = osp_node_after_all(node, root);
			osp_node_unlink(node);
		} else if (osp_node_tag(node) == OSP_IMG) {
			figures_give_alt(job, article, node, ++pictures);
		}
	}
}

static osp_status run(osp_job *job, void *state, osp_article *article)
{
	(void)state;
	if (article->root != NULL) {
		make_figures(article->root);
		number_figures(job, article);
	}
	return OSP_OK;
}

static const osp_transform transform = { .after = "headings,authors,citations,footnotes", .before = "typography,assets,matter", .article = run };

OSP_PLUGIN(.kind = OSP_TRANSFORM, .name = "figures", .version = "1.0", .license = "Apache-2.0",
	.summary = "Makes figures of pictures that stand alone, with captions and alternatives.", .transform = &transform);
