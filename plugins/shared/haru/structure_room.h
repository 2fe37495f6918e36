/* structure_room.h - what structure.c collects and structure_write.c writes. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_STRUCTURE_ROOM_H
#define HARU_STRUCTURE_ROOM_H

#include "haru/grow.h"
#include "haru/structure.h"
#include "haru/table.h"

enum kid_kind { KID_ELEMENT, KID_MARK, KID_OBJECT };

struct kid {
	uint32_t next;           /* 0 = the last */
	uint32_t value;          /* element, MCID or annotation */
	haru_id page;            /* of marks and annotations */
	uint32_t kind;
};

struct element {
	haru_id id;              /* known when they are written: numbers in a row compress best */
	haru_element parent, wrapper;
	uint32_t first_kid, last_kid;
	haru_id page;            /* of its first mark */
	uint8_t role;
	uint16_t columns, rows;  /* of a cell, as its grid has them */
	int32_t box[4];
	const osp_node *node;
	const char *lang;
};

struct level { haru_element element; bool is_artifact; };
struct page_marks { haru_id id; size_t first; uint32_t count; };

struct haru_structure {
	struct haru *haru;
	haru_element root;
	struct element *elements;
	size_t element_count, element_capacity;
	struct kid *kids;
	size_t kid_count, kid_capacity;
	struct level *stack;
	size_t depth, stack_capacity;
	struct page_marks *pages;
	size_t page_count, page_capacity, page_total; /* keys of annotations begin behind all pages */
	haru_element *marks;     /* of all pages in a row */
	size_t mark_count, mark_capacity;
	haru_element *annotations;
	size_t annotation_count, annotation_capacity;
	struct haru_table by_node;
};

/* structure.c, for structure_grid.c: hangs an element behind the parent's others. */
haru_element structure_add(struct haru_structure *structure, haru_element parent, enum haru_role role, const osp_node *node);

#endif
