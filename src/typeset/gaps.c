/* gaps.c - give every boundary between boxes its blank and what it may become. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/lines.h"

/* How the blank halves of marks are treated: CLREQ 3.1.6.2, the styles 全角式, 开明式, 半角式; typesetting.md 1.3. */
static osp_len blank_left(osp_len em, enum font_blank blank)
{
	return blank == BLANK_LEFT ? em / 2 : blank == BLANK_BOTH ? em / 4 : 0;
}

static osp_len blank_right(osp_len em, enum font_blank blank)
{
	return blank == BLANK_RIGHT ? em / 2 : blank == BLANK_BOTH ? em - em / 2 - em / 4 : 0;
}

static const struct cell *last_cell(const struct paragraph *p, size_t box)
{
	size_t at = (box + 1 < p->box_count ? p->boxes[box + 1].cell : p->cell_count) - 1;
	while (at > p->boxes[box].cell && (p->cells[at].class == CHAR_SPACE || p->cells[at].class == CHAR_COMBINING))
		at--;
	return &p->cells[at];
}

static enum font_blank blank_of(const struct paragraph *p, size_t box)
{
	const struct cell *cell = &p->cells[p->boxes[box].cell];
	if ((cell->flags & (CELL_ZH | CELL_CODE)) != CELL_ZH || !char_is_full_mark((enum char_class)cell->class) ||
	    p->boxes[box].font >= BOX_BLANK)
		return BLANK_NONE;
	const struct computed *style = p->leaves[cell->leaf].style;
	if (style->spacing == SPACING_PLAIN)
		return BLANK_NONE;
	return font_mark_blank(font_set_at(p->layout->fonts, p->boxes[box].font), cell->codepoint);
}

static bool keeps_blank(const struct paragraph *p, const struct cell *cell)
{
	enum text_spacing spacing = p->leaves[cell->leaf].style->spacing;
	return spacing == SPACING_QUANJIAO || (spacing == SPACING_KAIMING && cell->class == CHAR_STOP);
}

static osp_len cell_em(const struct paragraph *p, const struct cell *cell)
{
	return p->leaves[cell->leaf].style->font_size;
}

static enum shrink_class shrink_of(const struct cell *cell)
{
	return cell->class == CHAR_COMMA ? SHRINK_COMMA : cell->class == CHAR_STOP ? SHRINK_STOP : SHRINK_BRACKET;
}

/*
 * The blank between two boxes. Pairs of marks share one half em between them, or none (全角式 2 em -> 1.5 em); after an
 * opening mark and before a closing one there is none to begin with. Of two sizes the smaller counts (P6).
 */
static void add_blank(const struct paragraph *p, size_t at, struct gap *gap)
{
	const struct cell *before = last_cell(p, at - 1), *after = &p->cells[p->boxes[at].cell];
	bool mark_before = char_is_full_mark((enum char_class)before->class), mark_after = char_is_full_mark((enum char_class)after->class);
	osp_len right = mark_before && keeps_blank(p, before) ? blank_right(cell_em(p, before), blank_of(p, at - 1)) : 0;
	osp_len left = mark_after && keeps_blank(p, after) ? blank_left(cell_em(p, after), blank_of(p, at)) : 0;
	if (right > 0 && (after->flags & CELL_SUPER) != 0 && (before->flags & CELL_SUPER) == 0)
		right = 0; /* a citation mark stands over the blank */
	if (right + left == 0)
		return;
	if (mark_before && mark_after && (before->flags & after->flags & CELL_ZH) != 0) {
		bool opens = after->class == CHAR_OPEN && before->class != CHAR_OPEN;
		osp_len most = right == 0 ? left : left == 0 || right < left ? right : left;
		gap->natural += opens ? most : 0;
	} else {
		gap->natural += right + left;
	}
	gap->shrink = gap->natural;
	gap->shrink_class = (uint8_t)(right > 0 ? shrink_of(before) : SHRINK_BRACKET);
	if (gap->shrink_class == SHRINK_STOP)
		gap->shrink = 0; /* typesetting.md 1.5, stage 7: off */
}

/* ---- a quarter em between Han and Western text (typesetting.md 1.4) ---- */

static bool is_word_edge(const struct paragraph *p, const struct cell *cell, int step)
{
	if (cell->class != CHAR_LATIN && cell->class != CHAR_PREFIX)
		return false;
	if (char_is_letter(cell->codepoint))
		return true;
	size_t at = (size_t)(cell - p->cells) + (size_t)step;
	bool joined = at < p->cell_count && p->cells[at].class == CHAR_LATIN && char_is_letter(p->cells[at].codepoint);
	return (char_sticks_to_word(cell->codepoint) || (cell->codepoint == '.' && step > 0)) && (joined || (at < p->cell_count &&
	       char_sticks_to_word(p->cells[at].codepoint)));
}

static bool is_ideograph(const struct cell *cell)
{
	return cell->class == CHAR_HAN && cell->codepoint >= 0x2E80 && cell->codepoint < 0xFF00;
}

static bool wants_gap(const struct paragraph *p, const struct cell *before, const struct cell *after)
{
	if (((before->flags ^ after->flags) & CELL_SUPER) != 0 || (before->flags & after->flags & CELL_CODE) != 0)
		return false;
	if (!p->leaves[before->leaf].style->cjk_latin_gap && !p->leaves[after->leaf].style->cjk_latin_gap)
		return false; /* at the edge of code the text around it decides */
	bool spaced = (after->flags & CELL_AFTER_SPACE) != 0;
	if (is_ideograph(before))
		return is_word_edge(p, after, 1) || (spaced && after->class != CHAR_HAN) || (after->class == CHAR_LATIN &&
		       (after->flags & CELL_CODE) != 0);
	return is_ideograph(after) && (is_word_edge(p, before, -1) || spaced || (before->class == CHAR_LATIN &&
	       (before->flags & CELL_CODE) != 0));
}

static osp_len smaller(osp_len a, osp_len b)
{
	return a < b ? a : b;
}

/* As `cjk-latin` wants it (typesetting.md L6); from a quarter em it goes down to an eighth and up to a third. */
static osp_len latin_gap(const struct paragraph *p, const struct cell *before, const struct cell *after, osp_len em)
{
	const struct leaf *leaf = &p->leaves[before->class == CHAR_HAN ? before->leaf : after->leaf];
	if (leaf->style->cjk_latin == CJK_LATIN_EIGHTH)
		return em / 8;
	if (leaf->style->cjk_latin != CJK_LATIN_SPACE)
		return em / 4;
	const struct font *font = shape_font(p, leaf, FONT_LATIN, ' ');
	return font != NULL ? shape_width(font, em, ' ') : em / 4;
}

static void add_latin_gap(struct gap *gap, osp_len width)
{
	gap->natural += width;
	gap->stretch = width / 3;
	gap->stretch_class = STRETCH_LATIN;
	gap->shrink += width / 2;
	gap->shrink_class = gap->shrink_class == SHRINK_NONE ? SHRINK_LATIN : gap->shrink_class;
}

/* ---- word spaces ---- */

static void add_space(const struct paragraph *p, const struct cell *space, struct gap *gap)
{
	const struct leaf *leaf = &p->leaves[space->leaf];
	osp_len em = leaf->style->font_size;
	const struct font *font = shape_font(p, leaf, FONT_LATIN, ' ');
	osp_len width = font != NULL ? shape_width(font, em, ' ') : em / 4;
	if (space->codepoint == 0x202F)
		width = width * 2 / 3;
	gap->natural += width + leaf->style->word_spacing;
	gap->flags |= GAP_SPACE;
	gap->stretch_class = STRETCH_SPACE;
	osp_len widest = p->is_zh ? em / 3 : em / 2; /* among Han a wide word space is a hole sooner */
	gap->stretch = width < widest ? widest - width : 0;
	gap->shrink_class = SHRINK_SPACE;
	gap->shrink = p->is_zh ? (width > em / 5 ? smaller(width - em / 5, width / 3) : 0) : width / 3;
}

/* ---- stretch between Han ---- */

static bool is_stiff(const struct cell *cell)
{
	return cell->class == CHAR_CONNECTOR || cell->class == CHAR_MIDDLE || cell->codepoint == '/' || cell->class == CHAR_COMBINING ||
	       cell->class == CHAR_BREAK;
}

/* Han and their marks may part a little, but not before what a line may not begin with twice over: …… and —— stay whole. */
static bool may_part(const struct paragraph *p, size_t at, const struct gap *gap, const struct cell *before, const struct cell *after)
{
	if (is_stiff(before) || is_stiff(after) || (before->flags & after->flags & (CELL_CODE | CELL_PRE)) != 0)
		return false;
	if (before->class == CHAR_LONG && after->class == CHAR_LONG && p->cells[p->boxes[at].cell - 1].codepoint == after->codepoint)
		return false;
	if ((after->flags & CELL_SUPER) != 0 || after->class == CHAR_POSTFIX || before->class == CHAR_PREFIX)
		return false;
	bool east_before = before->class == CHAR_HAN || ((before->flags & CELL_ZH) != 0 && before->class != CHAR_LATIN);
	bool east_after = after->class == CHAR_HAN || ((after->flags & CELL_ZH) != 0 && after->class != CHAR_LATIN);
	if (gap->natural > 0 && (before->class == CHAR_LATIN || after->class == CHAR_LATIN))
		return east_before || east_after; /* the blank of a mark, with a word behind it */
	return east_before && east_after;
}

static void stretch_han(const struct paragraph *p, struct gap *gap)
{
	if (p->style->text_justify == JUSTIFY_WORDS)
		return;
	gap->stretch_class = STRETCH_HAN;
	gap->stretch = p->em / 20;
}

static void make_gap(const struct paragraph *p, size_t at, struct gap *gap)
{
	const struct cell *after = &p->cells[p->boxes[at].cell];
	const struct cell *previous = p->boxes[at].cell > 0 ? after - 1 : NULL;
	if (previous != NULL && cells_are_plain_han(previous, after)) {
		stretch_han(p, gap);
		return;
	}
	if (previous != NULL && previous->class == CHAR_SPACE && (previous->flags & CELL_PRE) == 0) {
		add_space(p, previous, gap);
		return;
	}
	const struct cell *before = last_cell(p, at - 1);
	add_blank(p, at, gap);
	osp_len em = smaller(cell_em(p, before), cell_em(p, after));
	if (wants_gap(p, before, after)) {
		add_latin_gap(gap, latin_gap(p, before, after, em));
	} else if (may_part(p, at, gap, before, after)) {
		stretch_han(p, gap);
	}
	if ((before->class == CHAR_COMMA || before->codepoint == 0x3002) && (before->flags & CELL_ZH) != 0)
		gap->flags |= GAP_MARK_BEFORE;
}

/* Padding and borders of inline elements belong to the boxes at their ends, so that a line break does not eat them. */
static void add_element_edges(struct paragraph *p)
{
	for (size_t i = 1; i < p->element_count; i++) {
		const struct element *element = &p->elements[i];
		if ((element->lead == 0 && element->trail == 0) || element->first >= element->end)
			continue;
		size_t low = 0, high = p->box_count;
		while (low < high) { /* the first box at or behind the element's first cell */
			size_t middle = (low + high) / 2;
			if (p->boxes[middle].cell < element->first)
				low = middle + 1;
			else
				high = middle;
		}
		size_t last = low;
		while (last < p->box_count && p->boxes[last].cell < element->end)
			last++;
		if (last == low)
			continue;
		p->boxes[low].width += element->lead;
		p->boxes[low].shift += element->lead;
		p->boxes[last - 1].width += element->trail;
	}
}

void make_gaps(struct paragraph *p, struct line_tools *tools)
{
	p->gaps = ARENA_ARRAY(p->arena, p->box_count + 1, struct gap);
	for (size_t i = 1; i < p->box_count; i++)
		make_gap(p, i, &p->gaps[i]);
	for (size_t i = 1; i <= p->box_count; i++) {
		if (blank_of(p, i - 1) == BLANK_BOTH)
			p->gaps[i].flags |= GAP_CENTRED;
	}
	p->gaps[p->box_count].flags |= GAP_BREAK | GAP_FORCED;
	add_element_edges(p);
	break_opportunities(p, tools);
}
