/* pagebreak.h - where the pages of a piece end. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TYPESET_PAGEBREAK_H
#define TYPESET_PAGEBREAK_H

#include "typeset/flow.h"

/* The room of a page of the piece; notes_most is what its notes may take, 0 = all of it. */
struct page_room { osp_len height, notes_overhead, notes_most; };
typedef struct page_room (*page_room_fn)(void *closure, const char *page, bool is_first);

/* Fills piece->cuts and the pages that they make. */
void pagebreak_piece(struct piece_layout *piece, page_room_fn room, void *closure);

/* Where a page's strips stand. The same rule for who breaks and who draws. */
struct placed { uint32_t strip; osp_len y; };
/* How tall the repeated head is that a page beginning with this strip gets, 0 = none. */
osp_len pagebreak_head_height(const struct strip *strip, uint32_t index);
/* The space between a picture that stands on top of the page and the strip that follows it there. */
osp_len pagebreak_figure_gap(const struct piece_layout *piece, uint32_t figure_end, uint32_t next);
/* What a float at the top or bottom of a page takes: its strips, which begin at `first`, and the space that parts it from the text. */
osp_len pagebreak_float_height(const struct piece_layout *piece, uint32_t first, uint32_t *ret_end);
/* Whether a group of strips begins here that goes to the top or the bottom of its page. One taller than any page stays in the text. */
bool pagebreak_is_float(const struct piece_layout *piece, uint32_t at);

/* The space that is left between its neighbours when a picture (strips first to end, and the space to `next`) moved away. */
osp_len pagebreak_bridge(const struct piece_layout *piece, uint32_t first, uint32_t end, uint32_t next, osp_len before);

#endif
