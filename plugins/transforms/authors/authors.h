/* authors.h - what the files of this plugin share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef AUTHORS_H
#define AUTHORS_H

#include "tree/tree.h"

/* Makes one person of each name in what the front matter says: "适兕、Ada Lovelace & X". */
void authors_split(osp_job *job, osp_article *article);
/* p.authors, p.translators, p.affiliations and section.abstract in the article's header. */
void authors_make_header(osp_job *job, osp_article *article);
/* Makes section.bios of the section 关于作者, or of the people's bios in the manifest. */
void authors_make_bios(osp_job *job, osp_article *article);
/* Makes section.bio elements of the blocks below the heading of section.bios. */
void authors_divide(const osp_article *article, osp_node *bios);
/* Moves the picture that a bio begins with to its front, as img.portrait. */
void authors_lift_portrait(osp_node *bio);

#endif
