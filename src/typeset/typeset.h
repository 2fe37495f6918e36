/* typeset.h - from a styled volume to pages. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TYPESET_TYPESET_H
#define TYPESET_TYPESET_H

#include <ospopress/pages.h>
#include "style/style.h"

struct typeset_options {
	const char *paper;  /* the manifest's; "" = the style's own */
	osp_len bleed;      /* at least this much on every page; 0 = the style's */
	unsigned threads;   /* 0 = as many as there are processors */
};

/* Lays out all pieces. The pages live as long as the job. Warnings point at the author's lines. */
osp_status typeset_volume(osp_job *job, osp_style *style, const struct typeset_options *options, const osp_pages **ret_pages);

/* Text form of pages, the golden test of this stage: integer lengths, one item a line, the same on every machine
 * that has the same fonts. */
void pages_dump(const osp_pages *pages, osp_buf *out);

#endif
