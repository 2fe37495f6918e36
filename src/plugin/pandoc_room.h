/* pandoc_room.h - what the files that write and read Pandoc's document share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_PANDOC_ROOM_H
#define PLUGIN_PANDOC_ROOM_H

#include "base/map.h"
#include "plugin/pandoc.h"

struct json;

/* Whether no transform was there before: notes have no numbers yet, headings no sections. */
bool pandoc_is_as_read(const osp_article *article);

/* Trees are at most a few hundred levels deep (readers see to that); so may recursion be. Notes in notes are no more than a few. */
enum { PANDOC_DEPTH = 400, PANDOC_NOTES = 4 };

struct pandoc_writing {
	osp_buf *out;
	struct map notes;   /* id -> aside, of an article as it was read */
	int note_depth;
	bool is_old;        /* pandoc-types 1.22: without figures */
};

/* Pieces of JSON; a comma is put where one is due. */
void pandoc_comma(struct pandoc_writing *w);
void pandoc_begin(struct pandoc_writing *w, const char *type);
void pandoc_put_string(struct pandoc_writing *w, const char *text);
/* ["id", ["class"], [["key","value"]]]; `tag` (may be NULL) is what it stands for, `without` attributes that stand elsewhere. */
void pandoc_put_attr(struct pandoc_writing *w, const osp_node *node, const char *tag, const char *const *without);
bool pandoc_has_attributes(const osp_node *node);

void pandoc_put_words(struct pandoc_writing *w, const char *text, size_t len);
/* The source of mathematics without its dollars. */
void pandoc_put_math(struct pandoc_writing *w, const osp_node *node);
void pandoc_put_inline(struct pandoc_writing *w, const osp_node *node, int depth);
void pandoc_put_inlines(struct pandoc_writing *w, const osp_node *parent, int depth);
void pandoc_put_note_blocks(struct pandoc_writing *w, const osp_node *note, int depth);

struct pandoc_reading {
	osp_buf *out;
	struct arena *arena;
	osp_buf asides;     /* the notes that were met */
	struct map notes;   /* what they hold -> their number */
	size_t note_count;
	bool takes_notes;
	bool keeps_raw;     /* markup that a filter wrote for HTML */
	bool has_raw;
	int depth;
};

bool pandoc_is(const struct json *node, const char *type);
const struct json *pandoc_content(const struct json *node);
/* The element that a Div or Span stands for; `fallback` when it says none. */
const char *pandoc_read_tag(const struct json *attr, const char *fallback);
/* `more` is a class to add, `first` what stands before the first one; both may be "". */
void pandoc_read_attr(struct pandoc_reading *p, const struct json *attr, const char *more, const char *first);
void pandoc_read_open(struct pandoc_reading *p, const char *tag, const struct json *attr, const char *more);
void pandoc_read_close(struct pandoc_reading *p, const char *tag);
void pandoc_read_text(struct pandoc_reading *p, const char *text);
/* The words alone; `depth` is that of what they stand in. */
void pandoc_read_plain(osp_buf *out, const struct json *list, int depth);
void pandoc_read_raw(struct pandoc_reading *p, const struct json *c);
void pandoc_read_inlines(struct pandoc_reading *p, const struct json *list);
/* `takes_text`: what they stand in may hold text instead of blocks. */
void pandoc_read_blocks(struct pandoc_reading *p, const struct json *list, bool takes_text);

#endif
