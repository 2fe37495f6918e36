/* walk.h - the state of writing one chapter. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EPUB_WALK_H
#define EPUB_WALK_H

#include "book.h"

struct walk {
	struct book *book;
	const struct chapter *chapter;
	const osp_node *root;
	osp_buf *out;
	osp_buf open;             /* names of the open elements, const char * each; NULL where only children are written */
	osp_buf pending;          /* page marks (size_t) that wait for a place where a span may stand */
	unsigned links, preformatted;
	const osp_node *note;     /* the aside whose number is due */
	const osp_node *backlink; /* ... and the link that becomes this number; it is left out where it stands */
};

/* A DPUB-ARIA role that the element may have, "" if none. */
const char *attributes_role(const osp_node *node);

#endif
