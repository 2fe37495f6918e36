/* figures.h - what the files of this plugin share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIGURES_H
#define FIGURES_H

#include "tree/tree.h"

/* The picture that an element is: an img, or a link around nothing but one. NULL for anything else. */
osp_node *figures_picture(osp_node *node);
/* Finds a caption for a figure in what stands behind it, in its picture's title or alternative, and puts it in. */
void figures_add_caption(osp_node *figure, osp_node *picture);
/* True for words behind a picture that read like a caption: short, "图 1 …", or all in italics, or standing in a centred block. */
bool figures_is_caption(osp_node *words, const osp_node *block);
/* True for an alternative that says nothing: "image", "图片", "IMG_2031.png". */
bool figures_is_junk(const char *alt);
/* Sees that a picture has an alternative; `number` is its number in the article. */
void figures_give_alt(osp_job *job, const osp_article *article, osp_node *picture, unsigned number);

#endif
