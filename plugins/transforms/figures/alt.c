/* alt.c - every picture gets an alternative for those who do not see it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "figures.h"

#include <string.h>

static const char *plain(const char *src)
{
	return strncmp(src, "./", 2) == 0 ? src + 2 : src;
}

/* What the editor wrote for this picture in the manifest, NULL if nothing. */
static const char *from_manifest(const osp_article *article, const char *src)
{
	for (const char **pair = article->image_alt; pair != NULL && pair[0] != NULL && pair[1] != NULL; pair += 2) {
		if (strcmp(plain(pair[0]), plain(src)) == 0) {
			return pair[1];
		}
	}
	return NULL;
}

static bool take_caption(osp_node *picture)
{
	osp_node *figure = osp_node_parent(picture);
	figure = osp_node_tag(figure) == OSP_A ? osp_node_parent(figure) : figure;
	osp_node *caption = osp_node_tag(figure) == OSP_FIGURE ? osp_node_last(figure) : NULL;
	if (osp_node_tag(caption) != OSP_FIGCAPTION || tree_is_empty(caption)) {
		return false;
	}
	osp_buf text = OSP_BUF_INIT;
	osp_node_text_content(caption, &text);
	for (char *at = text.data; at != NULL && *at != '\0'; at++) {
		*at = *at == '\n' ? ' ' : *at;
	}
	osp_node_set_attr(picture, "alt", text.data);
	osp_buf_done(&text);
	return true;
}

static void guess(osp_job *job, const osp_article *article, osp_node *picture, unsigned number)
{
	const char *src = osp_node_attr(picture, "src");
	if (osp_node_has_class(picture, "portrait")) {
		osp_node_set_attr(picture, "alt", osp_label(article->lang, "author"));
	} else {
		tree_set_attr(picture, "alt", "%s %u", osp_label(article->lang, "figure"), number);
	}
	osp_node_set_attr(picture, "data-alt-guessed", "");
	osp_warn(job, osp_node_place(picture), "figures/no-alt",
		"picture \"%s\" has no alternative text; \"%s\" stands in for it: write one between the brackets of ![ ], or under image-alt in the manifest",
		src != NULL ? src : "", osp_node_attr(picture, "alt"));
}

void figures_give_alt(osp_job *job, const osp_article *article, osp_node *picture, unsigned number)
{
	const char *src = osp_node_attr(picture, "src"), *alt = osp_node_attr(picture, "alt");
	const char *given = src != NULL ? from_manifest(article, src) : NULL;
	if (given != NULL) {
		osp_node_set_attr(picture, "alt", given);
		if (given[0] == '\0') {
			osp_node_add_class(picture, "decorative"); /* the editor says that it means nothing */
		}
		return;
	}
	if (alt != NULL && !figures_is_junk(alt)) {
		return;
	}
	if (!take_caption(picture)) {
		guess(job, article, picture, number);
	}
}
