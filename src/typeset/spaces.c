/* spaces.c - drop the spaces that Chinese does not set, and fix the text. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/lines.h"

#include <ospopress/text.h>
#include <string.h>

static bool is_zh_mark(const struct cell *cell)
{
	return (cell->flags & CELL_ZH) != 0 && (char_is_full_mark((enum char_class)cell->class) || cell->class == CHAR_LONG ||
	       cell->class == CHAR_MIDDLE || cell->class == CHAR_CONNECTOR);
}

/*
 * Between two Han a soft line break is nothing (typesetting.md G6); beside a full-width mark every space is; at a
 * boundary of Han and Western text the quarter em does its work whatever was typed (L2), unless the paragraph is
 * Western: there a typed space is a word space and stretches like its neighbours. Code keeps what it has.
 */
static bool is_dropped(bool is_zh, const struct cell *space, const struct cell *before, const struct cell *after)
{
	if ((space->flags & CELL_PRE) != 0)
		return false;
	if (before == NULL || after == NULL || before->class == CHAR_BREAK || after->class == CHAR_BREAK)
		return true;
	if ((space->flags & CELL_CODE) != 0)
		return false;
	if (is_zh_mark(before) || is_zh_mark(after))
		return true;
	if (before->class == CHAR_HAN && after->class == CHAR_HAN)
		return (space->flags & CELL_NEWLINE) != 0;
	return is_zh && (before->class == CHAR_HAN || after->class == CHAR_HAN);
}

static bool is_indent(const struct cell *cell)
{
	return cell->codepoint == 0x3000 && (cell->flags & CELL_PRE) == 0;
}

/* Writes the cells that stay to the front; returns how many they are. */
static size_t compact(bool is_zh, struct cell *cells, size_t count)
{
	size_t kept = 0;
	bool is_after_space = false;
	uint16_t carried = 0;
	for (size_t i = 0; i < count; i++) {
		struct cell cell = cells[i];
		const struct cell *before = kept > 0 ? &cells[kept - 1] : NULL;
		if (cell.class == CHAR_SPACE && is_dropped(is_zh, &cell, before, i + 1 < count ? &cells[i + 1] : NULL)) {
			is_after_space = before != NULL;
			carried |= cell.flags & CELL_JOIN;
			continue;
		}
		if (is_indent(&cell) && (before == NULL || before->class == CHAR_BREAK))
			continue;
		cell.flags |= (uint16_t)((is_after_space ? CELL_AFTER_SPACE : 0) | carried);
		is_after_space = false;
		carried = 0;
		cells[kept++] = cell;
	}
	while (kept > 0 && cells[kept - 1].class == CHAR_SPACE && (cells[kept - 1].flags & CELL_PRE) == 0)
		kept--;
	if (kept > 0 && cells[kept - 1].class == CHAR_BREAK) /* the last one ends the last line, it begins no other */
		kept--;
	return kept;
}

/* Elements and pictures knew the cells by their number before some were dropped. */
static void renumber(struct paragraph *paragraph, const uint32_t *fresh, size_t count)
{
	for (size_t i = 0; i < paragraph->element_count; i++) {
		struct element *element = &paragraph->elements[i];
		element->first = fresh[element->first < count ? element->first : count];
		element->end = fresh[element->end < count ? element->end : count];
	}
	for (size_t i = 0; i < paragraph->picture_count; i++)
		paragraph->pictures[i].cell = fresh[paragraph->pictures[i].cell];
	for (size_t i = 0; i < paragraph->note_count; i++)
		paragraph->note_cells[i] = fresh[paragraph->note_cells[i] < count ? paragraph->note_cells[i] : count];
}

static void write_text(struct paragraph *paragraph)
{
	size_t len = 0;
	paragraph->text = arena_alloc(paragraph->arena, 4 * paragraph->cell_count + 5);
	for (size_t i = 0; i < paragraph->cell_count; i++) {
		paragraph->cells[i].at = (uint32_t)len;
		len += osp_utf8_encode(paragraph->cells[i].codepoint, paragraph->text + len);
	}
	paragraph->text_len = len;
}

void settle_spaces(struct paragraph *paragraph, struct arena *scratch, struct cell *cells, size_t count)
{
	uint32_t *fresh = ARENA_ROOM(scratch, count + 1, uint32_t);
	for (size_t i = 0; i < count; i++)
		cells[i].at = (uint32_t)i; /* its old number, for a moment */
	size_t kept = compact(paragraph->is_zh, cells, count);
	size_t old = 0;
	for (size_t i = 0; i < kept; i++) {
		while (old <= cells[i].at)
			fresh[old++] = (uint32_t)i;
	}
	while (old <= count)
		fresh[old++] = (uint32_t)kept;
	renumber(paragraph, fresh, count);
	paragraph->cells = ARENA_ROOM(paragraph->arena, kept + 1, struct cell);
	paragraph->cells[kept] = (struct cell){ 0 };
	if (kept > 0)
		memcpy(paragraph->cells, cells, kept * sizeof(*cells));
	paragraph->cell_count = kept;
	write_text(paragraph);
}
