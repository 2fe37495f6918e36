/* set_pages.h - volumes from a few lines of markup, set to pages, and what stands on them. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_SET_PAGES_H
#define TESTS_SET_PAGES_H

#include "base/arena.h"
#include "typeset/typeset.h"

extern osp_job *job;
extern struct arena *texts;    /* of all tests; freed at the end */
extern const osp_pages *pages; /* as set last */
extern osp_len bleed;          /* asked for by the output */

void begin(void);
/* Markup is tags, one kind of quotes, no entities. */
osp_piece *piece(osp_piece_kind kind, osp_region region, const char *id, osp_tag tag, const char *markup);
/* Sets what was added with the plain style and these rules on top. */
void set(const char *css);
void end(void);
/* An article on pages of this many lines of 20 Han at 10 pt, 17 pt apart. */
void article(const char *markup, int lines, const char *css);

void text_of(const osp_page *page, osp_buf *out, bool with_artifacts);
bool has(size_t page, const char *what);
size_t page_of(const char *what);
/* The n-th run (from 0) of a page whose text begins so; NULL if there is none. */
const osp_item *run_of(size_t page, const char *what, int n);
/* Every item of structure ends on its page, in order; a node begins anew only as continued. */
bool is_balanced(void);
/* All text of the tree is on the pages once, in order (notes and figures aside, which the caller leaves out). */
bool is_whole(void);

/* n lines of 20 Han, the first told apart by its head. */
char *lines(const char *head, int count);
/* The format with its % replaced, one after the other. */
char *join(const char *format, const char *a, const char *b, const char *c);

#endif
