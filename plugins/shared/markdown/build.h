/* build.h - the state of one article on its way from cmark's nodes to the tree. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SHARED_MARKDOWN_BUILD_H
#define SHARED_MARKDOWN_BUILD_H

#include "markdown/markdown.h"

/* A cmark node that is entered and not yet left. */
struct frame {
	osp_node *outer;    /* where to go on behind it */
	osp_node *node;     /* what was made for it; NULL when it is transparent */
	size_t raw_floor;   /* raw elements below this were opened outside of it */
};

/* An element that raw HTML opened. */
struct raw {
	char name[16];
	osp_node *outer, *node;
	osp_node *link;     /* stands for a frame that turns out to be empty */
	bool dropped;       /* what is in it goes when it is closed */
	bool closing;       /* closed from within a block; takes effect when that is left */
};

/* A piece of raw HTML, and the last line of it that a place was asked in. */
struct piece {
	const char *text;
	size_t counted;     /* line ends before this byte are in `line` */
	size_t line, line_at;
	size_t begin, end;  /* the line in the marked text, without what Markdown took away before it */
	bool known;
};

struct build {
	osp_job *job;
	osp_article *article;
	osp_tree *tree;
	struct mark_text text;
	struct align align;
	bool manners;

	osp_node *at;               /* what comes next is appended here */
	size_t depth;
	osp_buf frames, raws;       /* stacks */
	size_t raw_floor;

	osp_buf pending;            /* text that is not yet a node */
	osp_place pending_place;
	osp_node *picture;          /* inside of an image: texts become its alternative */
	osp_buf alternative;
	size_t pictures;            /* images inside of images */
	size_t links;

	osp_node *checkbox;         /* of a task item whose paragraph has not begun */
	osp_node *body;             /* tbody of the open table */
	size_t cell;
	osp_node *notes;            /* section.footnotes */
	osp_buf note_labels;        /* const char *: of each note, by number */

	struct rawhtml *html;
	size_t html_at;             /* of the piece, in the marked text */
	struct piece piece;
	int block_line;             /* of an HTML block; 0 for a tag within a line */

	bool said_math, said_cite, said_depth, said_dropped, said_url, changed;
};

/* Nodes (build.c). */
osp_node *build_element(struct build *build, osp_tag tag, osp_place place);
void build_put(struct build *build, osp_node *node);     /* flushes the text before it */
void build_flush(struct build *build);
void build_text(struct build *build, const char *text, size_t len, osp_place place);
void build_enter(struct build *build, osp_node *node);   /* NULL: transparent */
void build_leave(struct build *build);
bool build_is_deep(struct build *build, osp_place place);
bool build_allows(struct build *build, const char *url, bool picture, osp_place place);
char *build_restore(const struct build *build, const char *string); /* belongs to the job */

/* Inline nodes (inline.c), spans (span_nodes.c), raw HTML (raw.c). */
void inline_event(struct build *build, cmark_node *node, bool entering);
void build_span(struct build *build, const struct mark_span *span, size_t offset);
osp_node *build_address(struct build *build, const char *url, osp_place place);
/* A tag of MDX becomes the HTML that its values in braces say without being run. */
void jsx_build(struct build *build, const struct mark_span *span, size_t offset);
void shortcode_build(struct build *build, const struct mark_span *span, osp_place place);
/* The target of {{< ref "x" >}} in a link's destination; NULL when it is no such shortcode. */
char *shortcode_target(const struct build *build, const struct mark_span *span);
/* Takes, in code, the comment marks out of shortcodes that are to be shown: as Hugo does. In place. */
void shortcode_show(const struct build *build, char *text);
void raw_inline(struct build *build, const char *literal, size_t offset);
void raw_block(struct build *build, const char *literal, int line);
void raw_close_down(struct build *build, size_t floor);
void raw_close_marked(struct build *build);

#endif
