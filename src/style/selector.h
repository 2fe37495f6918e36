/* selector.h - selectors: parse them once, match them often. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STYLE_SELECTOR_H
#define STYLE_SELECTOR_H

#include <ospopress/style.h>
#include "style/token.h"

/*
 * Names of elements, classes and ids become numbers ("atoms") when sheets are
 * parsed; a node's own names are looked up once, and matching compares numbers.
 * A name that no sheet mentions has no atom: 0.
 */
struct atoms;
struct atoms *atoms_new(struct arena *arena);
uint32_t atoms_add(struct atoms *atoms, const char *text, size_t len);
uint32_t atoms_count(const struct atoms *atoms);
uint32_t atoms_find(const struct atoms *atoms, const char *text, size_t len);

enum simple_kind {
	SIMPLE_TYPE, SIMPLE_CLASS, SIMPLE_ID, SIMPLE_ATTRIBUTE, SIMPLE_ROOT, SIMPLE_EMPTY, SIMPLE_NTH_CHILD, SIMPLE_NTH_LAST_CHILD,
	SIMPLE_NTH_OF_TYPE, SIMPLE_NTH_LAST_OF_TYPE, SIMPLE_ONLY_CHILD, SIMPLE_ONLY_OF_TYPE, SIMPLE_NOT, SIMPLE_IS, SIMPLE_LANG,
	SIMPLE_LINK, SIMPLE_NEVER
};
enum attribute_test { TEST_EXISTS, TEST_EQUALS, TEST_WORD, TEST_DASH, TEST_PREFIX, TEST_SUFFIX, TEST_CONTAINS };
enum combinator { COMBINATOR_NONE, COMBINATOR_DESCENDANT, COMBINATOR_CHILD, COMBINATOR_NEXT, COMBINATOR_LATER };

struct selector;
struct simple {
	uint8_t kind;
	uint8_t test;           /* ATTRIBUTE */
	bool ignore_case;       /* ATTRIBUTE */
	uint32_t atom;          /* TYPE, CLASS, ID */
	int32_t a, b;           /* NTH */
	const char *name, *value; /* ATTRIBUTE; LANG: name is the range */
	const struct selector *list; /* NOT, IS: chained by `next` */
};

struct compound {
	const struct simple *simples;
	uint16_t count;
	uint8_t combinator;     /* to the compound on its left */
};

/* Compounds from right to left. */
struct selector {
	const struct compound *compounds;
	uint16_t count;
	uint8_t pseudo;         /* osp_pseudo */
	uint32_t specificity;   /* a << 16 | b << 8 | c, each saturating */
	uint64_t ancestors;     /* filter bits that the ancestors must have */
	const struct selector *next;
};

struct selector_error { const struct token *at; const char *what; };

/* A list of selectors, chained; NULL and `error` when one of them is wrong (then all are, CSS Selectors 4.1). */
const struct selector *selector_parse(struct arena *arena, struct atoms *atoms, struct span span, struct selector_error *error);
/* An+B (CSS Syntax 6) from a whole range. */
bool selector_nth(struct span span, int32_t *ret_a, int32_t *ret_b);

/* What matching needs to know about an element, worked out once. */
struct style_entry;
enum { PSEUDO_COUNT = OSP_PSEUDO_FIRST_LETTER + 1 };
struct node_style {
	const struct osp_node *node;
	const struct node_style *parent; /* NULL at the root */
	uint32_t type, id;
	uint32_t class_count;
	uint64_t filter;        /* bits of the ancestors and of the node itself */
	const struct style_entry *entry;
	const struct style_entry *pseudo[PSEUDO_COUNT - 1]; /* before, after, marker, first letter */
	uint8_t pseudo_known;   /* bit per pseudo */
	uint32_t stamp;         /* of the set, to know siblings of the same one */
	int32_t place, place_of_type; /* among the siblings, once counted; 0 = not yet */
	uint32_t classes[];
};
/* What the set with this stamp has worked out already; NULL when nothing. */
struct node_style *node_style_find(const struct osp_node *node, uint32_t stamp);
/* The bits of a name in the ancestor filter. */
uint64_t selector_filter_bits(uint32_t atom);
bool selector_matches(const struct selector *selector, const struct node_style *node);

#endif
