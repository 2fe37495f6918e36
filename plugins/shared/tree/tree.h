/* tree.h - what several transforms ask of a tree: runs of text, letters to compare, sections and their headings. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SHARED_TREE_H
#define SHARED_TREE_H

#include <ospopress/ospopress.h>

/* ---- Letters: what is left of a text when marks, spaces and case do not matter ---- */

/* Appends lower-case letters, digits and ideographs of a text; full-width ASCII counts as ASCII. */
void tree_letters(osp_buf *out, const char *text, size_t len);
/* The same of a node and all below it. */
void tree_letters_of(osp_buf *out, const osp_node *node);
/* True when both have the same letters, and at least one. */
bool tree_same_letters(const char *one, const char *other);

/* ---- Characters that transforms agree on ---- */

bool tree_is_digit(uint32_t c);
bool tree_is_mark(uint32_t c);   /* all that tree_letters() leaves out */
bool tree_is_latin(uint32_t c);  /* ASCII letters and digits, Latin letters with accents */
/* Spaces, the ideographic one too, at both ends. */
void tree_trim(const char **text, size_t *len);

/* ---- Elements ---- */

/* h1..h6: 1..6, else 0. */
int tree_heading_level(const osp_node *node);
/* The heading that opens a section, NULL if there is none. */
osp_node *tree_heading_of(const osp_node *section);
/* A text of white space only, or br. */
bool tree_is_blank(const osp_node *node);
/* Elements whose text is not the author's prose: code, kbd, samp, pre, maths, citation keys. */
bool tree_is_verbatim(const osp_node *node);
/* The only child that is not blank, NULL when there are none or several. */
osp_node *tree_only_child(const osp_node *parent);
/* Next sibling that is not blank. */
osp_node *tree_next_solid(const osp_node *node);
/* True when nothing but blanks is below. */
bool tree_is_empty(const osp_node *parent);
/* Removes white space at the beginning or the end of the text of a block, however deep it stands. */
void tree_trim_front(osp_node *block);
void tree_trim_back(osp_node *block);
/* A new element with class (may be NULL) and text (may be NULL), with the place of `like` (may be NULL). */
osp_node *tree_element(osp_tree *tree, osp_tag tag, const char *class_name, const char *text, const osp_node *like);
/* Sets `name` to a formatted value. */
void tree_set_attr(osp_node *node, const char *name, const char *format, ...) OSP_PRINTF(3, 4);

/* ---- Headings that say what a section is ---- */

/* True when the heading's words begin with one of the NULL-terminated `words`; *ret_exact: nothing but marks, or the same
 * in another language in brackets, follows: 参考资料（References）. */
bool tree_heading_begins(const osp_node *heading, const char *const *words, bool *ret_exact);
bool tree_text_begins(const char *text, size_t len, const char *const *words, bool *ret_exact);
/* The volume's words, or ours when it has none. */
const char *const *tree_reference_words(const osp_volume *volume);
const char *const *tree_bio_words(const osp_volume *volume);

/* ---- Runs: the text between two block borders, seen as one line whatever elements cut it ---- */

enum run_kind {
	RUN_TEXT = 1,
	RUN_OBJECT = 2,  /* code, picture, line break, formula: stands as U+FFFC or a newline, can't be changed */
	RUN_UNSEEN = 3   /* citation, note mark: takes no room */
};

struct run_piece { osp_node *node; size_t start, len; enum run_kind kind; };

struct run {
	osp_buf text;
	struct run_piece *pieces;
	size_t count, capacity;
	osp_node *block;         /* the block that the run stands in */
};

/* Fills `run` with the next run at or after *cursor and moves *cursor behind it; false when there is none below root. */
bool run_next(struct run *run, osp_node **cursor, const osp_node *root);
void run_done(struct run *run);
/* The piece that holds a byte of the text, NULL behind the end. */
const struct run_piece *run_piece_at(const struct run *run, size_t offset);
/* The author's line and column of a byte. */
osp_place run_place(const struct run *run, size_t offset);

/* ---- Names that may be given once only ---- */

struct names { struct name_slot *slots; size_t count, capacity; };

/* True when the name was free; now it is taken. */
bool names_claim(struct names *names, const char *name);
/* Appends `base`, or base-2, base-3, ... : the first that is free, and takes it. */
void names_claim_like(struct names *names, const char *base, osp_buf *out);
bool names_has(const struct names *names, const char *name);
void names_done(struct names *names);

#endif
