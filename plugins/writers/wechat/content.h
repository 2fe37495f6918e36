/* content.h - the state of writing one article's content. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WECHAT_CONTENT_H
#define WECHAT_CONTENT_H

#include "wechat.h"

/* An open element. */
struct frame {
	const osp_node *node;
	const char *close;      /* what ends it; "" when only its children are written */
	const char *address;    /* of a link in the list of references */
	unsigned note;          /* number to write behind a link; 0 = none */
	unsigned number;        /* lists: of the next item */
	bool is_block, is_link, is_code, counts;
};

struct writing {
	struct page *page;
	osp_buf *out;
	struct flow flow;
	osp_buf frames;         /* struct frame each */
	char lead[32];          /* stands before the next text: "[1] " */
	unsigned links, list_depth, in_code, code_column;
	const osp_node *entry;  /* the last entry of the author's references, whose look further ones take */
	unsigned entry_number;
	unsigned late_note;     /* waits for the end of its paragraph */
	const char *indent;     /* of a line of code, waits for its first word */
	size_t indent_len;
	struct letter letter;
	bool in_references, links_written;
};

/* content.c */
struct frame *content_top(struct writing *w);
void content_push(struct writing *w, struct frame frame);
const char *content_close_of(osp_tag tag);
/* Writes what waits to stand before the first text of a block: the number of an entry, the marker of an item. */
void content_lead(struct writing *w);
/* What WeChat shows itself, and what leads nowhere there. */
bool content_is_left_out(const struct page *page, const osp_node *node);
bool content_is_blank(const osp_node *root);

/* block.c: true when the element is a block; its frame was pushed. */
bool block_open(struct writing *w, const osp_node *node);
bool block_holds_blocks(const osp_node *node);
/* The addresses of the article's own links, once. */
void block_write_link_notes(struct writing *w);

/* marks.c: text, with the author's own [n] kept apart from the numbers of entries. */
void marks_write(struct writing *w, const osp_node *node, const char *text, size_t len);

/* line.c */
void line_open(struct writing *w, const osp_node *node);
void line_open_link(struct writing *w, const osp_node *link);
/* Only closing marks stand between the link and the end of its paragraph: the number comes after them. */
bool line_ends_paragraph(const osp_node *link);
/* The element that stands for one within a line. */
const char *line_name(osp_tag tag);
void line_write_late_note(struct writing *w);
void line_close_link(struct writing *w, const struct frame *frame);
void line_write_noteref(struct writing *w, const osp_node *link);
/* The mark of a footnote must not look like that of a reference: (1) in a circle, not [1]. */
void line_write_circled(osp_buf *out, const char *number);
void line_write_picture(struct writing *w, const osp_node *img);
void line_write_pseudo(struct writing *w, const osp_node *node, osp_pseudo pseudo);
/* Writes the white space and the first letter that the text begins with, if it is to have an element of its own; how much of the text that is. */
size_t line_write_letter(struct writing *w, const osp_node *node, const char *text, size_t len);

#endif
