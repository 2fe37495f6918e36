/* roles.h - which PDF structure type an element of the tree is. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_ROLES_H
#define HARU_ROLES_H

#include <ospopress/document.h>

/* The standard structure types of PDF 1.7 that are used (ISO 32000-1, 14.8.4). */
enum haru_role {
	HARU_NONE,               /* no element of its own: its content is its parent's */
	HARU_DOCUMENT, HARU_ART, HARU_SECT, HARU_DIV, HARU_BLOCKQUOTE, HARU_CAPTION, HARU_TOC, HARU_TOCI,
	HARU_P, HARU_H1, HARU_H2, HARU_H3, HARU_H4, HARU_H5, HARU_H6,
	HARU_L, HARU_LI, HARU_LBL, HARU_LBODY,
	HARU_TABLE, HARU_THEAD, HARU_TBODY, HARU_TFOOT, HARU_TR, HARU_TH, HARU_TD,
	HARU_SPAN, HARU_LINK, HARU_NOTE, HARU_FIGURE,
	HARU_ROLE_COUNT
};

enum haru_role haru_role_of(const osp_node *node);
const char *haru_role_name(enum haru_role role);
/* What must stand between this element and text or a picture directly in it: LBody in LI, P in a grouping element;
 * HARU_NONE = nothing; HARU_ROLE_COUNT = there may be none (tables, rows, lists). */
enum haru_role haru_role_wrapper(enum haru_role role);

#endif
