/* text.h - the state of writing a volume as plain text. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include <ospopress/ospopress.h>

struct sheet {
	osp_job *job;
	osp_buf out;
	osp_buf prefix;     /* what stands before each line: quote marks, the indents of lists */
	osp_buf marker;     /* what stands before the next line instead: the bullet of an item; empty if none is due */
	size_t width;       /* columns of a line; SIZE_MAX where lines are not wrapped */
	bool has_links;     /* the address of a link is written behind it */
	bool is_gap_due;    /* a blank line goes before what comes next */
};

/* block.c: an element with blocks or phrases in it. */
void block_write(struct sheet *sheet, const osp_node *root);
/* One line or several behind the prefix, wrapped; `text` is one paragraph whose hard breaks are \n. */
void block_lines(struct sheet *sheet, const char *text, size_t len);
/* One line as it is. */
void block_line(struct sheet *sheet, const char *text, size_t len);
/* The blank line that is due, if one is. */
void block_gap(struct sheet *sheet);
/* Columns that the prefix leaves. */
size_t block_room(const struct sheet *sheet);

/* inline.c: appends the text of the siblings from `first` up to `end` (NULL: all), spaces made one, breaks as \n. */
void inline_collect(const struct sheet *sheet, const osp_node *first, const osp_node *end, osp_buf *out);
/* True for an element that stands between blocks; one of an unknown name is what it holds. */
bool inline_is_block(const osp_node *node);

/* table.c */
void table_write(struct sheet *sheet, const osp_node *table);

/* wrap.c: the columns of a text; the next line of a text that is at most `width` columns wide, its end moved to the next line's
 * beginning. A word that is too long stands out, unless `is_strict`: then it is cut. */
size_t wrap_columns(const char *text, size_t len);
size_t wrap_next(const char **at, const char *end, size_t width, bool is_strict);

#endif
