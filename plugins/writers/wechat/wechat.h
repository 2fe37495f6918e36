/* wechat.h - what the files of the WeChat writer share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WECHAT_WECHAT_H
#define WECHAT_WECHAT_H

#include <ospopress/ospopress.h>

struct settings {
	int64_t max_chars;         /* WeChat's limit of one article's content */
	const char *dialect;       /* the editor that the theme is made for; "" = as its sheet says */
	bool has_styled_page;
	bool divides;              /* what is longer is written in parts */
};

/* A picture in the form that WeChat takes. */
struct picture {
	bool is_tried, is_usable;
	const char *name;          /* in the article's images/ */
	uint32_t width, height;
	uint64_t size;
	osp_buf bytes;             /* converted, else empty: the asset's file is copied */
	const osp_asset *asset;
};

/* The addresses that an article's links lead to: each has one number in the whole article. */
struct note { const char *url; uint32_t hash; unsigned number; bool is_reference; };
struct notes {
	struct note *items;
	size_t count, capacity;
	unsigned last;             /* the highest number given */
	bool has_references;
	bool is_odd;               /* the author's list is not numbered 1..n: its numbers stand in 〔〕, ours begin at 1 */
	bool has_own_entries;      /* lines of text that begin [1], [2], ... without a list: ours go on after them */
};

/* One article on its way. */
struct page {
	osp_job *job;
	const osp_volume *volume;
	const osp_article *const *by_id; /* the volume's articles, by target_order() */
	osp_style *style;
	struct inliner *inliner;   /* of all articles */
	const struct settings *settings;
	struct picture *pictures;  /* of the volume, by asset */
	size_t picture_count;
	struct ahead *ahead;       /* converts them before they are asked for; of all articles */
	const osp_piece *piece;
	const osp_article *article;
	const osp_node *root;
	const osp_node *dressed;   /* the article as the theme's editor builds it; NULL without a theme */
	const char *lang;
	const char *folder;        /* its folder in the output: "03-why" */
	size_t part, part_count;   /* of an article in parts: which, from 1; else 0 */
	struct notes notes;
	const osp_node *heading;   /* one of its h2s, whose look our own headings take; may be NULL */
	size_t *used;              /* indices of the pictures that it shows, in order */
	size_t used_count, used_capacity;
	osp_buf content;
	size_t length;             /* of content, in code points */
};

/* What index.html says about an article. */
struct entry {
	const char *title, *digest, *folder, *author, *cover;
	const char *problem;       /* why it is held; NULL when it is ready */
	size_t length;
	bool is_long;
};

/* notes.c */
void notes_collect(struct page *page);
/* The note of a link; NULL when it needs none. */
const struct note *notes_find(const struct notes *notes, const char *url);
/* Whether the link's text is its address, or nothing. */
bool notes_is_shown(const osp_node *link, const char *url);
/* The number to write behind a link; 0 when it needs none. */
unsigned notes_number(const struct notes *notes, const osp_node *link, const char *url);
/* An address as a reader wants it: what is percent-encoded beyond ASCII is shown as the characters that it means. */
void notes_put_address(osp_buf *out, const char *url);
void notes_done(struct notes *notes);

/* marks.c */
/* How many lines outside `list` begin [1], [2], [3], ...; 0 when they do not count up from 1. */
unsigned marks_count_entries(const struct page *page, const osp_node *list);
bool marks_are_in_order(const osp_node *list);

/* target.c: where a link of the tree really leads. */
enum target_kind { TARGET_NONE, TARGET_WECHAT, TARGET_OUTSIDE };
const osp_article *const *target_order(osp_job *job, const osp_volume *volume);
enum target_kind target_of(const struct page *page, const osp_node *link, const char **ret_url);

/* letter.c: the next first letter that has a look of its own: the text that it stands in, until it was written, and the block that gives the look. */
struct letter { const osp_node *at, *of; };
void letter_seek(struct letter *letter, osp_style *style, const osp_node *block);
/* Where the letter ends that the text begins with, or marks before it; 0 when it begins with none that is looked for. */
size_t letter_cut(struct letter *letter, const osp_node *node, const char *text, size_t len, size_t *ret_begin);

/* content.c */
void content_write(struct page *page);

/* flow.c: text as WeChat keeps it: no line breaks, no white space at the edges of blocks. */
struct flow {
	osp_buf *out;
	bool at_start, owes_space;
	bool is_plain;             /* the text is for a node: no markup */
	uint32_t last;
};
void flow_break(struct flow *flow);
void flow_settle(struct flow *flow);
void flow_text(struct flow *flow, const char *text, size_t len);
void flow_code(osp_buf *out, const char *text, size_t len, unsigned *column);
/* One line of code as plain text: spaces that do not break. */
void flow_code_line(osp_buf *out, const char *text, size_t len, unsigned *column);

/* inliner.c: ` style="..."` with the smallest set of declarations that gives an element its look. */
struct inliner *inliner_new(osp_style *style);
void inliner_free(struct inliner *inliner);
void inliner_write(osp_buf *out, struct inliner *inliner, const osp_node *node, osp_pseudo pseudo, const char *extra);
/* What a wrapper around the root's content hands down. */
void inliner_write_root(osp_buf *out, struct inliner *inliner, const osp_node *root);

/* value.c: a computed value as WeChat likes it: pixels, short colours, no pure black. */
void value_write(osp_buf *out, const char *value);
/* Families without the quotes that they do not need. */
void value_write_families(osp_buf *out, const char *value);

/* pictures.c */
const struct picture *pictures_use(struct page *page, const osp_node *img);
/* The picture of an asset, converted on first use; NULL when WeChat would refuse it. */
const struct picture *pictures_load(struct page *page, size_t index, osp_place place);
void pictures_remember(struct page *page, size_t index);
osp_status pictures_put(const struct page *page, osp_output *output);
/* When an article is written: frees what no other shows. */
void pictures_let_go(struct page *page);
/* Appends the picture as a data: URI; false if its file can't be read. */
bool pictures_data_uri(const struct picture *picture, osp_buf *out);

/* cover.c */
struct cover { const char *path; uint32_t width, height; };
struct cover cover_choose(struct page *page, bool *needs_drawn);
osp_status cover_draw(const struct page *page, osp_output *output);

/* draft.c */
osp_status draft_write(struct page *page, const struct cover *cover, struct entry *entry, osp_output *output);
void draft_put_string(osp_buf *out, const char *text);

/* preview.c, overview.c */
osp_status preview_write(struct page *page, const struct entry *entry, osp_output *output);
osp_status overview_write(osp_job *job, const osp_volume *volume, const struct entry *entries, size_t count, osp_output *output);

/* words.c: the words of preview pages in the volume's language. */
const char *words_find(const char *lang, const char *key);

#endif
