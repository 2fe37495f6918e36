/* dialect.h - an article as the tree of another editor, so that themes which are made for that one find their elements. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WECHAT_DIALECT_H
#define WECHAT_DIALECT_H

#include "content.h"

/* How an editor sets the list of addresses: blocks of a number and a paragraph; paragraphs of two spans; plain paragraphs. */
enum dialect_notes { NOTES_ITEMS, NOTES_SPANS, NOTES_PLAIN };

/* What an editor's tree has that themes select on. NULL: nothing of that kind. */
struct dialect {
	const char *name;
	const char *id, *class;      /* of the container */
	bool has_three_spans;        /* hN > span.prefix + span.content + span.suffix */
	bool has_one_span;           /* hN > span */
	bool counts_quotes;          /* blockquote.multiquote-N, N its depth, on the outermost */
	bool has_text_markers;       /* items are no list items for the theme: bullets and numbers are text */
	const char *table, *table_around, *pre, *pre_around, *code, *line_code, *caption, *mark;
	const char *word;            /* class of the words that a note belongs to, a span; NULL = an `a` */
	const char *note_ref;        /* class of the sup behind them */
	enum dialect_notes notes;
	const char *callout, *callout_title; /* classes; %s is the kind: note, tip, important, warning, caution */
	bool is_callout_quote;       /* a blockquote, else a section */
};

/* NULL when there is no such editor. */
const struct dialect *dialect_find(const char *name);
/* The article's tree in the dialect: the container, which stands nowhere. */
osp_node *dialect_build(struct page *page, const struct dialect *dialect);

/* styled.c */
osp_status styled_write(struct page *page, const osp_node *root, osp_output *output);

/* dress.c: the tree as HTML that WeChat keeps, each element's look in its `style`, into page->content. */
void dress_write(struct page *page, const osp_node *root);

/* ---- what its files share ---- */

struct building {
	struct writing w;            /* numbers, marks and white space, as in our own tree; its out is text that is in no node yet */
	osp_buf text, steps;
	const struct dialect *dialect;
	osp_tree *tree;
	osp_node *root, *at;         /* where the next node goes */
	unsigned quotes;
};

/* dialect.c */
/* An element in which the next nodes go; `class` may be NULL. Text that waits is put before it. */
osp_node *dialect_open(struct building *b, osp_tag tag, const char *class);
/* Goes back to where the element stands. */
void dialect_close(struct building *b, osp_node *element);
void dialect_settle(struct building *b);
void dialect_add_text(struct building *b, const char *text);

/* dialect_block.c: true when the element is a block; what its children go into is open. */
bool dialect_block(struct building *b, const osp_node *node);
/* The innermost element that a heading's text goes into. */
void dialect_heading(struct building *b, osp_tag tag);

/* dialect_notes.c */
/* The heading of the author's references; false when it is one as any other. */
bool dialect_notes_heading(struct building *b, const osp_node *heading);
/* An entry "[1] " or "① ", open for its text. */
void dialect_open_entry(struct building *b, const char *number, bool holds_blocks);
/* What the entries stand in; nothing where they are plain paragraphs. */
void dialect_open_list(struct building *b);
void dialect_write_link_notes(struct building *b);
void dialect_notes_title(struct building *b, const char *label);

#endif
