/* picture.h - a handout as a drawing. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PICTURE_H
#define PICTURE_H

#include "sheet.h"

/* What a place is called: its page's label, or "-". */
const char *plan_label(const struct sheets *sheets, const struct imposition_slot *slot);
/* Appends an SVG: the booklet seen from its foot, each sheet a line around the next, then all sides with their pages. */
void picture_make(const struct sheets *sheets, osp_buf *out);

#endif
