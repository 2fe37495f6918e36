/* citations.h - what the files of this plugin share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CITATIONS_H
#define CITATIONS_H

#include "tree/tree.h"

enum { CITATIONS_HIGHEST = 999, CITATIONS_LISTS = 64, CITATIONS_BACKLINKS = 100 };

/* One entry of a list, with the ids of the places that cite it. */
struct entry {
	osp_node *item;
	unsigned number;
	unsigned cited;
	osp_buf places;      /* ids, each ended by a newline */
};

/* One reference list: most articles have one, some one a chapter. */
struct bibliography {
	osp_node *section;
	struct entry **entries; /* by number */
	unsigned end;           /* no entry has this number or a higher one */
	bool numbered;
};

static inline struct entry *citations_entry(const struct bibliography *list, unsigned number)
{
	return number < list->end ? list->entries[number] : NULL;
}

struct citations {
	osp_job *job;
	osp_article *article;
	struct bibliography *lists[CITATIONS_LISTS];
	size_t list_count;
	size_t passed;       /* lists that stand before the place that is looked at */
	unsigned marks;      /* [n] that were linked */
	unsigned orphans;    /* [n] in an article that has no list */
	osp_place first_orphan;
};

/* A citation as the author typed it: [1], [1,3], [1-3]. */
struct mark_part { unsigned number; size_t start, len; bool to_next; };
struct mark { struct mark_part parts[32]; size_t count, len; bool is_merged; /* typed as [1][2][3] */ };

/* Reads a citation that begins at `text`; false when it is none. */
bool citations_parse(const char *text, size_t len, struct mark *ret);
/* The next place where one may begin, `len` when there is none. */
size_t citations_open(const char *text, size_t from, size_t len);
/* Three or more marks in a row whose numbers follow each other, [1][2][3]: as if it were [1-3] (GB/T 7714-2015, 10.1.2). */
bool citations_parse_row(const char *text, size_t len, struct mark *ret);
/* Finds "[9]" or "[9]:" at the beginning of an entry; returns its length with the space behind it, 0 if there is none. */
size_t citations_label(const char *text, size_t len, unsigned *ret_number);

/* Makes the lists of the article into section.bibliography. */
void citations_find_lists(struct citations *citations);
/* Makes entries of what stands below the heading; false when nothing does. */
bool citations_take_entries(struct citations *citations, struct bibliography *list);
/* Links every [n] of the text. */
void citations_link(struct citations *citations);
/* Adds the links back, and reports what is listed but never cited. */
void citations_finish(struct citations *citations);

#endif
