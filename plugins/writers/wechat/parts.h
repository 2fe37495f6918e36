/* parts.h - a long article as several. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WECHAT_PARTS_H
#define WECHAT_PARTS_H

#include <ospopress/ospopress.h>

/* No article is divided into more. */
enum { PARTS_MAX = 40 };

/* Where `count` parts begin, as numbers of blocks, and in begins[count] where the last one ends; false when the article has too few. */
bool parts_divide(const osp_node *root, size_t count, size_t *begins);
/* An article of the blocks from `from` to before `to`, with the notes and references that they call for. */
osp_node *parts_tree(const osp_node *root, size_t from, size_t to, bool is_last);

#endif
