/* engine.h - a style set at work: the index of its rules, shared computed styles. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STYLE_ENGINE_H
#define STYLE_ENGINE_H

#include "document/node.h"
#include "style/sheet.h"

/* A custom property that holds here; the newest first, older ones of the same name are hidden. */
struct variable {
	const char *name;
	struct span value;      /* without var(); `at` NULL = nothing (guaranteed-invalid) */
	const struct variable *next;
};

/* One property that rules set on an element, and by which rule. */
struct winner { const struct declaration *declaration; const struct sheet *sheet; int property; };

/*
 * A computed style. Elements with the same parent style, the same rules and
 * language share one; there are a few hundred in a volume of any size.
 */
struct style_entry {
	struct computed computed;
	const struct style_entry *parent;
	const struct variable *variables;
	const struct value *values[PROPERTY_COUNT]; /* NULL = initial */
	const struct winner *winners;               /* by property; custom ones last */
	size_t winner_count;
	const char **texts;                         /* values as text, made when asked for */
	/* the key it is found by */
	uint64_t hash;
	const struct rule *const *rules;
	size_t rule_count;
	uint8_t pseudo;
	const char *lang;
	struct style_entry *next;
	uint32_t number;        /* among those of the set, from 1 */
};

/* A selector in the index, with its place in the cascade. */
struct candidate {
	const struct selector *selector;
	const struct rule *rule;
	uint32_t type;          /* of a selector that is nothing but an element's name; else 0 */
	uint64_t order;         /* layer << 56 | level << 54 | specificity << 32 | number */
};
struct bucket { const struct candidate *items; size_t count; };

struct osp_style {
	osp_job *job;
	struct arena *arena;
	pthread_mutex_t lock;   /* guards all that follows `ready`; the index is constant */
	const char *medium;
	bool has_extra;         /* sheets of an output's own are in it */
	const char *dialect;    /* whose tree it is for; "" = ours */
	bool is_theme;          /* made by osp_job_theme() */
	const struct sheet **sheets; /* laid over the built-in ones, in order */
	size_t sheet_count;
	uint32_t stamp;         /* in node_style: whose it is */
	struct atoms *atoms;
	uint32_t atom_count;
	struct bucket *by_name[PSEUDO_COUNT]; /* [pseudo][atom]; atom 0: those without a name */
	bool has_letters;       /* some rule is for a first letter */
	const struct rule **rules; /* that apply, in order */
	size_t rule_count;
	const struct page_rule **pages;
	size_t page_count;
	const struct font_source **fonts;
	size_t font_count;
	struct style_entry **entries; /* hash table */
	size_t entry_count, entry_slots;
	struct style_entry initial;  /* what a root inherits from */
	const struct style_entry *root; /* of an element that only :root, html and body rules know: for @page and rem */
	struct page_entry *page_list;
	const char *text;
	size_t text_len;
};

/* The node's own style; never NULL. */
const struct style_entry *style_entry(osp_style *style, const osp_node *node);
/* Of a pseudo-element; NULL when it is not generated. */
const struct style_entry *style_entry_pseudo(osp_style *style, const osp_node *node, osp_pseudo pseudo);

/* letter.c: whether ::first-letter of this block is a box, and whether it takes the property. */
bool letter_is_of(const struct style_entry *block);
bool letter_takes(int property);

/* The declarations of an element, strongest for each property; variables apart. */
struct cascade {
	struct winner properties[PROPERTY_COUNT];
	struct winner built_in[PROPERTY_COUNT]; /* the strongest of our own sheets: what `revert` goes back to */
	struct winner *variables;
	size_t variable_count, variable_capacity;
	bool is_rtl, has_inline_sides;
};
void cascade_add(struct cascade *cascade, struct arena *arena, const struct block *block, const struct sheet *sheet, bool important);
/* Adds the blocks of an entry's rules. */
void cascade_rules(struct cascade *cascade, struct arena *arena, const struct style_entry *entry);

/* Fills `entry` (its parent is set) from the winners. Called with the lock held. */
void compute_entry(osp_style *style, struct style_entry *entry, struct cascade *cascade);
/* The typed form of the values. */
void compute_typed(const osp_style *style, struct style_entry *entry);
/* A declared value with var() in it: the variables put in; NULL when that does not give a valid value. */
const struct value *variable_resolve(struct arena *arena, const struct variable *variables, int property, const struct declaration *declaration);
/* The variables that hold in an element. */
const struct variable *variables_make(struct arena *arena, const struct variable *inherited, const struct winner *winners, size_t count);
const struct variable *variable_find(const struct variable *variables, const char *name);

/* The computed value as text, the initial one where nothing is set. */
const char *style_text_of(osp_style *style, const struct style_entry *entry, int property);
/* Adds a sheet that is in memory to those of style_load(). */
void style_read_text(osp_job *job, const char *name, const char *text);

#endif
