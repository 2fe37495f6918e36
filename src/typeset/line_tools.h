/* line_tools.h - what a thread needs while it sets a paragraph, made once and used again. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TYPESET_LINE_TOOLS_H
#define TYPESET_LINE_TOOLS_H

#include "base/arena.h"
#include "base/map.h"
#include "typeset/word_shapes.h"

#include <unicode/ubrk.h>

struct line_tools {
	struct line_tools *next;
	struct arena *scratch;   /* emptied between paragraphs */
	struct arena_mark empty;
	struct word_shapes *shapes;
	struct map divisions;    /* where words may be divided (hyphen.c); in an arena of its own, NULL until needed */
	UBreakIterator *breaks;  /* UAX #14; NULL until needed, or when ICU has no data */
	hb_language_t english, hans, hant, japanese, korean;
};

struct line_tools *line_tools_new(void);
/* This one and all that hang on it. */
void line_tools_free(struct line_tools *tools);
void line_tools_clear(struct line_tools *tools);
/* An iterator over UTF-16 text; NULL when there is none. */
UBreakIterator *line_tools_breaks(struct line_tools *tools, const UChar *text, int32_t len);

#endif
