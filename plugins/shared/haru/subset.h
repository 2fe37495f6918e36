/* subset.h - make a font of the glyphs that were used. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_SUBSET_H
#define HARU_SUBSET_H

#include "haru/font.h"

typedef struct hb_blob_t hb_blob_t;
typedef struct hb_subset_plan_t hb_subset_plan_t;

struct haru_subset {
	hb_subset_plan_t *plan;
	hb_face_t *face;
	hb_blob_t *table;
	osp_buf made;            /* a table of our own: the codes as its CIDs, or drawn */
	const char *program;     /* what goes into the font file stream: one of the two */
	size_t program_len;
};

/* False when the font is damaged. It only looks at the font, so several can be made at once. */
bool haru_subset_make(const struct haru_font *font, const osp_font *info, struct haru_subset *ret);
/* One that could not be made is fine, too. */
void haru_subset_done(struct haru_subset *subset);

#endif
