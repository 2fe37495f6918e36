/* rules.h - CSS rules rewritten for reading systems. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EPUB_RULES_H
#define EPUB_RULES_H

#include <ospopress/text.h>

/* Appends the rules of `css` ("selector { name: value; ... }" in a row) as far as they suit an e-book. `root` is the size of
 * the volume's text in thousandths of a point: lengths become relative to it. Families are for readers to choose, unless
 * the book brings its fonts (`keeps_families`). */
void rules_rewrite(const char *css, int64_t root, bool keeps_families, osp_buf *out);
/* The number that a value begins with, in thousandths. */
int64_t rules_thousandths(const char *value);

#endif
