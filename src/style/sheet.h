/* sheet.h - what a style sheet holds once it is read: rules, page rules, and where they were written. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STYLE_SHEET_H
#define STYLE_SHEET_H

#include "base/job.h"
#include "style/selector.h"
#include "style/syntax.h"
#include "style/value.h"

struct sheet {
	const char *name;        /* as messages and dumps show it: "ospo.css" */
	const char *folder;      /* for @import */
	uint32_t file;           /* of the report; 0 for the built-in sheets */
	const char *text;
	size_t len;
	const uint32_t *lines;   /* where each line begins */
	uint32_t line_count;
	uint8_t layer;           /* 0: what browsers know of HTML; 1: our vocabulary; 2: styles */
	size_t first_rule;       /* its place in the list that it was read into */
	const char *dialect;     /* whose tree it is made for (theme.h); NULL = ours */
};

struct declaration {
	int property;            /* PROPERTY_CUSTOM for --name */
	int property_rtl;        /* what it sets where text runs from right to left */
	bool important;
	const struct value *value; /* custom ones: PENDING with the tokens, or a wide keyword */
	const char *name;        /* custom ones */
	const struct token *at;
};
struct block { const struct declaration *items; size_t count; };

/* @media around a rule; several nest. */
struct condition { const struct condition *around; struct span query; };

struct rule {
	const struct sheet *sheet;
	const struct condition *condition;
	const struct selector *selectors;
	struct span prelude, body; /* as written */
	struct block block;
};

enum { PAGE_LEFT = 1, PAGE_RIGHT = 2, PAGE_FIRST = 4, PAGE_BLANK = 8 };
struct page_rule {
	const struct sheet *sheet;
	const struct condition *condition;
	const char *name;        /* "" = any page */
	uint8_t sides;           /* PAGE_ bits that must all hold */
	struct block block, boxes[BOX_COUNT], footnote;
};

struct font_rule {
	const struct sheet *sheet;
	const struct condition *condition;
	struct font_source source;
};

/* The rules of some sheets in their order. */
struct rules {
	struct arena *arena;
	struct atoms *atoms;
	struct rule **rules;
	size_t rule_count, rule_capacity;
	struct page_rule **pages;
	size_t page_count, page_capacity;
	struct font_rule **fonts;
	size_t font_count, font_capacity;
	const struct sheet **sheets; /* as they were named, without those that they import */
	size_t sheet_count, sheet_capacity;
};

/* Adds the rules of a sheet's text. Notes what it can't use. `job` may be NULL for built-in sheets. */
void sheet_read(osp_job *job, struct rules *rules, struct sheet *sheet, const char *text, size_t len);
/* Loads a sheet from a file and reads it; OSP_FAIL (reported at `from`) when there is none. */
osp_status sheet_load(osp_job *job, struct rules *rules, const char *path, const char *name, osp_place from);
osp_place sheet_place(const struct sheet *sheet, const struct token *token);
/* `job` may be NULL, for built-in sheets: then nobody is told. `what` is translated. */
void sheet_note(osp_job *job, const struct sheet *sheet, const struct token *at, const char *code, const char *what);
uint32_t sheet_line(const struct sheet *sheet, const struct token *token);

/* Reads the declarations of a block; at-rules inside go to `nested` (may be NULL: they are reported). */
typedef void (*block_nested_fn)(void *closure, const struct part *part);
struct block_reader { osp_job *job; struct arena *arena; const struct sheet *sheet; block_nested_fn nested; void *closure; };
struct block block_read(const struct block_reader *reader, struct span body);

bool media_matches(struct span query, const char *medium);
/* All conditions around a rule. */
bool condition_holds(const struct condition *condition, const char *medium);
/* @supports (CSS Conditional 3). */
bool supports_holds(struct arena *arena, struct span condition);
/* The rule of @page; `part` is the at-rule. */
struct page_rule *page_rule_read(osp_job *job, struct arena *arena, const struct sheet *sheet, const struct part *part);

/* The rule of @font-face; NULL after a note when it names no font. */
struct font_rule *font_rule_read(osp_job *job, struct arena *arena, const struct sheet *sheet, const struct part *part);

#endif
