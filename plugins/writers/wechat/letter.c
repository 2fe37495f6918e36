/* letter.c - the first letter of a block that is to look unlike the others: it becomes an element. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "wechat.h"

void letter_seek(struct letter *letter, osp_style *style, const osp_node *block)
{
	const osp_node *at = osp_style_first_letter(style, block);
	if (at != NULL)
		*letter = (struct letter){ .at = at, .of = block };
}

size_t letter_cut(struct letter *letter, const osp_node *node, const char *text, size_t len, size_t *ret_begin)
{
	bool is_whole;
	if (letter->at == NULL)
		return 0;
	size_t end = osp_utf8_first_letter(text, len, ret_begin, &is_whole);
	bool is_here = node == letter->at;
	if (is_here)
		letter->at = NULL;
	return is_here || !is_whole ? end : 0;
}
