/* handout.h - the handout writer: its settings, what it plans, its verbs. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HANDOUT_H
#define HANDOUT_H

#include <ospopress/ospopress.h>

#include "imposition.h"

enum handout_layout { HANDOUT_SADDLE, HANDOUT_GRID, HANDOUT_SINGLE, HANDOUT_PLAIN, HANDOUT_CARDS, HANDOUT_TEST };
enum { MARK_CROP = 1, MARK_FOLD = 2, MARK_SEWING = 4, MARK_COLLATION = 8, MARK_SLUG = 16 };
enum handout_flip { FLIP_AUTO, FLIP_LONG, FLIP_SHORT };

struct handout_paper { const char *name; osp_len width, height; }; /* upright */

struct handout {
	enum handout_layout layout;
	struct imposition_options imposition;
	const struct handout_paper *sheet;
	enum handout_flip flip;
	osp_len creep;                       /* thickness of a sheet */
	osp_len gap;                         /* between pages that are not bound to each other */
	osp_len note_margin;                 /* SINGLE: beside the page, at its outer edge */
	bool has_note_lines;
	bool may_shrink, is_scale_given;
	unsigned marks;
	unsigned copies;
	bool is_gray;                        /* black ink alone */
	uint32_t most_dpi;                   /* of pictures on paper; 0 = as they are */
	bool has_links;                      /* numbered, with codes on pages behind the text */
	const osp_options *options;          /* for lists, and for the places of messages */
};

osp_status handout_open(osp_job *job, const osp_options *options, void **ret_state);
osp_status handout_write(osp_job *job, void *state, const osp_pages *pages, osp_output *output);
/* plan_writer.c: */
osp_status handout_write_plan(osp_job *job, void *state, const osp_pages *pages, osp_output *output);

/* settings.c: */
extern const osp_option handout_options[];
/* The smallest paper on which both lengths fit, either way round; NULL = none. */
const struct handout_paper *handout_paper_for(osp_len width, osp_len height);

#endif
