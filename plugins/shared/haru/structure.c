/* structure.c - collect structure elements and what belongs to them. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/structure.h"

#include <stdlib.h>
#include <string.h>

#include "haru/structure_room.h"

static void add_kid(struct haru_structure *s, haru_element parent, struct kid kid) {
	s->kids = haru_grow(s->kids, s->kid_count, &s->kid_capacity, sizeof *s->kids);
	uint32_t at = (uint32_t)s->kid_count++;
	s->kids[at] = kid;
	struct element *element = &s->elements[parent];
	if (element->last_kid == 0) {
		element->first_kid = at;
	} else {
		s->kids[element->last_kid].next = at;
	}
	element->last_kid = at;
}

haru_element structure_add(struct haru_structure *s, haru_element parent, enum haru_role role, const osp_node *node) {
	s->elements = haru_grow(s->elements, s->element_count, &s->element_capacity, sizeof *s->elements);
	haru_element at = (haru_element)s->element_count++;
	s->elements[at] = (struct element){ .parent = parent, .role = (uint8_t)role, .node = node, .lang = "" };
	if (parent != 0) {
		add_kid(s, parent, (struct kid){ .kind = KID_ELEMENT, .value = at });
	}
	return at;
}

struct haru_structure *haru_structure_new(struct haru *haru, const char *lang, size_t page_total) {
	struct haru_structure *s = calloc(1, sizeof *s);
	if (s == NULL) {
		abort();
	}
	s->haru = haru;
	s->page_total = page_total;
	/* Kid and element 0 mean "none". */
	s->kids = haru_grow(NULL, 0, &s->kid_capacity, sizeof *s->kids);
	s->kid_count = 1;
	s->elements = haru_grow(NULL, 0, &s->element_capacity, sizeof *s->elements);
	s->elements[0] = (struct element){ 0 };
	s->element_count = 1;
	s->root = structure_add(s, 0, HARU_DOCUMENT, NULL);
	s->elements[s->root].lang = lang;
	return s;
}

void haru_structure_free(struct haru_structure *s) {
	if (s == NULL) {
		return;
	}
	free(s->kids);
	free(s->elements);
	free(s->stack);
	free(s->pages);
	free(s->marks);
	free(s->annotations);
	haru_table_done(&s->by_node);
	free(s);
}

void haru_structure_page(struct haru_structure *s, haru_id page) {
	s->pages = haru_grow(s->pages, s->page_count, &s->page_capacity, sizeof *s->pages);
	s->pages[s->page_count++] = (struct page_marks){ .id = page, .first = s->mark_count };
	s->depth = 0;
}

/* The element of the nearest node above this one that has one. */
static haru_element find_above(const struct haru_structure *s, const osp_node *node) {
	for (node = osp_node_parent(node); node != NULL; node = osp_node_parent(node)) {
		const uint32_t *found = haru_table_find(&s->by_node, node);
		if (found != NULL) {
			return *found;
		}
	}
	return s->root;
}

/*
 * The element that stands between `element` and text directly in it: the LBody
 * of an LI, of which there is one, or a P in a grouping element, which ends
 * where another block begins.
 */
static haru_element wrapper_of(struct haru_structure *s, haru_element element) {
	enum haru_role role = haru_role_wrapper((enum haru_role)s->elements[element].role);
	if (role == HARU_NONE) {
		return element;
	}
	if (role == HARU_ROLE_COUNT) {
		return 0;
	}
	haru_element wrapper = s->elements[element].wrapper;
	const struct kid *last = &s->kids[s->elements[element].last_kid];
	if (wrapper == 0 || (role == HARU_P && (last->kind != KID_ELEMENT || last->value != wrapper))) {
		wrapper = structure_add(s, element, role, NULL);
		s->elements[element].wrapper = wrapper;
	}
	return wrapper;
}

static haru_element top(const struct haru_structure *s) {
	return s->depth == 0 ? s->root : s->stack[s->depth - 1].element;
}

static void push(struct haru_structure *s, haru_element element, bool is_artifact) {
	s->stack = haru_grow(s->stack, s->depth, &s->stack_capacity, sizeof *s->stack);
	bool inside = s->depth > 0 && s->stack[s->depth - 1].is_artifact;
	s->stack[s->depth++] = (struct level){ element, is_artifact || inside };
}

void haru_structure_begin_artifact(struct haru_structure *s) {
	push(s, top(s), true);
}

/* A list's label, or the mark that stands before a note. */
static void begin_marker(struct haru_structure *s, const osp_item *item) {
	const uint32_t *found = item->as.structure.node == NULL ? NULL : haru_table_find(&s->by_node, item->as.structure.node);
	haru_element parent = found != NULL && *found != 0 ? *found : top(s);
	enum haru_role role = (enum haru_role)s->elements[parent].role;
	bool takes_label = role == HARU_LI || role == HARU_NOTE;
	if (!takes_label) { /* TOCI and others: its text is theirs */
		push(s, parent, false);
		return;
	}
	push(s, structure_add(s, parent, HARU_LBL, NULL), false);
}

static haru_element make(struct haru_structure *s, const osp_node *node, enum haru_role role) {
	haru_element parent = s->depth == 0 ? find_above(s, node) : top(s);
	bool is_inline = role == HARU_SPAN || role == HARU_LINK;
	if (is_inline || s->elements[parent].role == HARU_LI) {
		haru_element wrapper = wrapper_of(s, parent);
		parent = wrapper == 0 ? parent : wrapper;
	}
	return structure_add(s, parent, role, node);
}

void haru_structure_begin(struct haru_structure *s, const osp_item *item) {
	const osp_node *node = item->as.structure.node;
	if (node == NULL) {
		haru_structure_begin_artifact(s);
		return;
	}
	if (item->as.structure.is_marker) {
		begin_marker(s, item);
		return;
	}
	const uint32_t *found = haru_table_find(&s->by_node, node);
	if (found != NULL) {
		push(s, *found, false);
		return;
	}
	enum haru_role role = haru_role_of(node);
	const char *lang = item->as.structure.lang == NULL ? "" : item->as.structure.lang;
	bool is_decoration = osp_node_tag(node) == OSP_HR || (role == HARU_FIGURE && osp_node_has_class(node, "decorative"));
	if (is_decoration) {
		haru_structure_begin_artifact(s);
		return;
	}
	if (role == HARU_NONE && *lang != '\0') {
		role = HARU_SPAN;
	}
	if (role == HARU_NONE) {
		push(s, s->depth == 0 ? find_above(s, node) : top(s), false);
		return;
	}
	haru_element element = make(s, node, role);
	s->elements[element].lang = lang;
	int fresh;
	*haru_table_slot(&s->by_node, node, &fresh) = element;
	push(s, element, false);
}

void haru_structure_end(struct haru_structure *s) {
	if (s->depth > 0) {
		s->depth--;
	}
}

haru_element haru_structure_current(struct haru_structure *s) {
	if (s->depth == 0 || s->stack[s->depth - 1].is_artifact) {
		return 0;
	}
	return wrapper_of(s, top(s));
}

uint32_t haru_structure_mark(struct haru_structure *s, haru_element element) {
	struct page_marks *page = &s->pages[s->page_count - 1];
	s->marks = haru_grow(s->marks, s->mark_count, &s->mark_capacity, sizeof *s->marks);
	s->marks[s->mark_count++] = element;
	add_kid(s, element, (struct kid){ .kind = KID_MARK, .value = page->count, .page = page->id });
	if (s->elements[element].page == 0) {
		s->elements[element].page = page->id;
	}
	return page->count++;
}

enum haru_role haru_structure_role(const struct haru_structure *s, haru_element element) {
	return (enum haru_role)s->elements[element].role;
}

uint32_t haru_structure_marks(const struct haru_structure *s) {
	return s->pages[s->page_count - 1].count;
}

void haru_structure_box(struct haru_structure *s, haru_element element, const int64_t box[4]) {
	struct element *e = &s->elements[element];
	if (e->role == HARU_FIGURE) {
		for (unsigned i = 0; i < 4; i++) {
			e->box[i] = (int32_t)box[i];
		}
	}
}

int64_t haru_structure_annotation(struct haru_structure *s, const osp_node *node, haru_id annotation, haru_id page) {
	const uint32_t *found = node == NULL ? NULL : haru_table_find(&s->by_node, node);
	if (found == NULL) {
		return -1;
	}
	add_kid(s, *found, (struct kid){ .kind = KID_OBJECT, .value = annotation, .page = page });
	s->annotations = haru_grow(s->annotations, s->annotation_count, &s->annotation_capacity, sizeof *s->annotations);
	s->annotations[s->annotation_count] = *found;
	return (int64_t)(s->page_total + s->annotation_count++);
}
