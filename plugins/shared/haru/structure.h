/* structure.h - the structure tree of a tagged PDF. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_STRUCTURE_H
#define HARU_STRUCTURE_H

#include <ospopress/pages.h>

#include "haru/haru.h"
#include "haru/roles.h"

/*
 * Built while pages are drawn, written at the end (ISO 32000-1, 14.7). BEGIN
 * and END items move a stack; whatever is drawn asks for a mark and gets a
 * number (MCID) in the element on top. An element may go on over many pages; its
 * node is the key. Elements that PDF has no type for (em, code, strong) hand
 * their content to what is around them.
 */
struct haru_structure;
typedef uint32_t haru_element;           /* 0 = none */

/* `page_total`: how many pages will come. */
struct haru_structure *haru_structure_new(struct haru *haru, const char *lang, size_t page_total);
/* NULL is fine. */
void haru_structure_free(struct haru_structure *structure);

void haru_structure_page(struct haru_structure *structure, haru_id page);
void haru_structure_begin(struct haru_structure *structure, const osp_item *item);
void haru_structure_begin_artifact(struct haru_structure *structure);
void haru_structure_end(struct haru_structure *structure);
/* The element that what is drawn now belongs to; 0 for an artifact. */
haru_element haru_structure_current(struct haru_structure *structure);
/* The next number on this page, given to the element. */
uint32_t haru_structure_mark(struct haru_structure *structure, haru_element element);
enum haru_role haru_structure_role(const struct haru_structure *structure, haru_element element);
/* How many marks the page has. */
uint32_t haru_structure_marks(const struct haru_structure *structure);
/* The box of a picture (14.8.5.4.5), in hundredths of a point. */
void haru_structure_box(struct haru_structure *structure, haru_element element, const int64_t box[4]);

/* Hangs an annotation below the element of its node. Returns its StructParent, or -1 when the node has no element. */
int64_t haru_structure_annotation(struct haru_structure *structure, const osp_node *node, haru_id annotation, haru_id page);

/* Once everything is drawn: gives every table a regular grid. False when one is too large for that. */
bool haru_structure_settle_tables(struct haru_structure *structure);
/* Writes it all. Returns the number of the StructTreeRoot. */
haru_id haru_structure_write(struct haru_structure *structure);

#endif
