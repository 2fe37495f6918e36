/* counter.h - counters of CSS, and how numbers are written. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TYPESET_COUNTER_H
#define TYPESET_COUNTER_H

#include <ospopress/text.h>
#include "base/arena.h"
#include "style/style.h"

/* CSS Lists 3: an element that resets a counter makes a new one, which lives until its parent ends. */
struct counter { const char *name; int value; uint32_t depth; };
struct counters { struct counter *items; size_t count, capacity; struct arena *arena; };

void counters_reset(struct counters *counters, const char *name, int value, uint32_t depth);
/* Of the innermost one; one that does not exist yet is made. */
void counters_increment(struct counters *counters, const char *name, int by, uint32_t depth);
/* As they stand now. */
struct counters counters_copy(const struct counters *counters, struct arena *arena);
void counters_set(struct counters *counters, const char *name, int value, uint32_t depth);
int counters_value(const struct counters *counters, const char *name);
/* An element of this depth ended: what its children made is gone. */
void counters_leave(struct counters *counters, uint32_t depth);
void counters_apply(struct counters *counters, const struct computed *style, uint32_t depth);

/* `style` as in list-style-type. Numbers that a style can't write are decimal. */
void counter_format(osp_buf *out, int value, const char *style);
/* The text of a list's marker, with its stop: "1.", "一、", "（1）", "•". False when there is none. */
bool counter_marker(osp_buf *out, int value, const char *style);

#endif
