/* pagebreak.h - where the pages of a piece end. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TYPESET_PAGEBREAK_H
#define TYPESET_PAGEBREAK_H

#include "typeset/flow.h"

/* The room of a page of the piece: `ordinal` 0 is its first. */
struct page_room { osp_len height, notes_overhead; };
typedef struct page_room (*page_room_fn)(void *closure, const char *page, bool is_first);

/* Fills piece->cuts. */
void pagebreak_piece(struct piece_layout *piece, page_room_fn room, void *closure);

/* Where a page's strips stand. The same rule for who breaks and who draws. */
struct placed { uint32_t strip; osp_len y; };
/* How tall the repeated head is that a page beginning with this strip gets, 0 = none. */
osp_len pagebreak_head_height(const struct strip *strip, uint32_t index);
/* The space between a picture that stands on top of the page and the strip that follows it there. */
osp_len pagebreak_figure_gap(const struct piece_layout *piece, uint32_t figure_end, uint32_t next);

/* The space that is left between its neighbours when a picture (strips first to end, and the space to `next`) moved away. */
osp_len pagebreak_bridge(const struct piece_layout *piece, uint32_t first, uint32_t end, uint32_t next, osp_len before);

#endif
