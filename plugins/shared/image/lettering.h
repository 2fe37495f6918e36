/* lettering.h - a few words in lines, for covers drawn as SVG. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SHARED_IMAGE_LETTERING_H
#define SHARED_IMAGE_LETTERING_H

#include <ospopress/markup.h>

struct lettering {
	int x, width;
	int max_lines;
	bool is_middle;          /* y is the middle line's baseline, not the first one's */
	const int *sizes;        /* from large to small, 0 ends; the first that fits is taken */
	const char *attributes;  /* of each `text` element */
};

/* Appends `text` elements; returns the baseline of the last line. */
int lettering_set(osp_buf *svg, const struct lettering *box, int y, const char *text);

#endif
