/* matter.h - what the files of this plugin share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MATTER_H
#define MATTER_H

#include "tree/tree.h"

struct matter {
	osp_job *job;
	osp_volume *volume;
	struct names ids;      /* of articles and pieces */
	bool chinese;
};

/* Adds a piece whose root has the class, the id and the volume's language. */
osp_piece *matter_add(struct matter *matter, osp_piece_kind kind, osp_region region, const char *class_name, const char *title, osp_place place);
/* Appends an element with class and text to `parent`, unless the text is "". */
osp_node *matter_put(osp_node *parent, osp_tag tag, const char *class_name, const char *text);
/* Names joined as the volume's language does. */
void matter_names(const char *lang, osp_person **people, size_t count, osp_buf *out);

/* Appends text, with the separator before it unless it is the first; "" appends nothing. */
void matter_add_words(osp_buf *line, const char *separator, const char *text);
/* SPDX "CC-BY-SA-4.0" -> the deed's address; "" for other licences. */
void matter_license_url(const char *spdx, osp_buf *out);

void matter_add_cover(struct matter *matter, osp_place place);
void matter_add_title_page(struct matter *matter, osp_region region, osp_place place);
void matter_add_colophon(struct matter *matter, osp_region region, osp_place place);
/* Everybody who wrote an article, in the order of the articles. */
void matter_add_contributors(struct matter *matter, osp_region region, osp_place place);
/* The page of the author index, which is filled when all articles are there. */
osp_piece *matter_add_author_index(struct matter *matter, osp_region region, osp_place place);
void matter_fill_author_index(const struct matter *matter, osp_piece *piece);
/* Licence and "cite as" under an article's title. */
void matter_add_record(const struct matter *matter, const osp_piece *piece);
/* Fills the piece of the contents when all others stand behind it. */
void matter_fill_contents(const struct matter *matter, osp_piece *contents);

#endif
