/* no_letters.h - for tests that bring styles of their own: no first letter has one. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef NO_LETTERS_H
#define NO_LETTERS_H

#include "style/style.h"

__attribute__((weak)) bool style_has_letters(const osp_style *style)
{
	(void)style;
	return false;
}

__attribute__((weak)) const osp_node *osp_style_first_letter(osp_style *style, const osp_node *block)
{
	(void)style;
	(void)block;
	return NULL;
}

__attribute__((weak)) const struct computed *style_letter(osp_style *style, const osp_node *block, const osp_node *around)
{
	(void)block;
	return style_computed(style, around, OSP_PSEUDO_NONE);
}

#endif
