/* generated.h - text that a style sheet makes: counters, strings, page numbers; and what a box tells the volume. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TYPESET_GENERATED_H
#define TYPESET_GENERATED_H

#include "typeset/flow.h"

/* What paragraph_options.resolve calls; the closure is the piece. A leader is kept for the paragraph to take. */
const char *generated_text(void *closure, const struct content *content, const osp_node *node);
/* What a named string is before any element sets it: `volume` is the volume's title, others are empty. */
const char *generated_first_string(const struct layout *layout, const char *name);
/* Remembers the id, the strings and the bookmark of an element. */
void generated_note_box(struct flow *flow, const osp_node *node, const struct computed *style, struct box *box);
/* The words of an element on one line, without note marks and backlinks: for outlines and running heads. */
void generated_words(osp_buf *out, const osp_node *node);

#endif
