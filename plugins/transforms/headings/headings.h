/* headings.h - what the files of this plugin share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HEADINGS_H
#define HEADINGS_H

#include "tree/tree.h"

/* Makes `header > h1, p.subtitle` at the front of the article, and takes the body's own title away. */
void headings_make_header(osp_job *job, osp_article *article);
/* Puts every heading with what follows it into a section, at a level that skips none. */
void headings_nest(osp_job *job, osp_article *article);
/* Prefixes what has an id with the article's, and names every section. */
void headings_name(osp_job *job, osp_article *article);
/* Gives paragraphs that are nothing but a few bold words the class `lead-in`. */
void headings_mark_lead_ins(osp_article *article);

#endif
