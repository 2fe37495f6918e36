/* letter.c - the first letter of a paragraph, when its style wants it to be more than the others. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/lines.h"
#include "document/node.h"

#include <string.h>

static bool is_passed_over(osp_style *style, const osp_node *node)
{
	if (osp_node_is_text(node))
		return strspn(node->text, " \t\r\n") == node->text_len;
	const struct computed *own = style_computed(style, node, OSP_PSEUDO_NONE);
	return own->display == DISPLAY_NONE || own->float_kind != FLOAT_NONE;
}

/* Whether its parent begins with it. */
static bool is_first(osp_style *style, const osp_node *node)
{
	const osp_node *before = osp_node_previous(node);
	while (before != NULL && is_passed_over(style, before))
		before = osp_node_previous(before);
	return before == NULL;
}

/* The letter is the block's own, or that of a block around it which begins with this one. */
void letter_find(struct collector *c, const osp_node *first)
{
	osp_style *style = c->paragraph->layout->style;
	bool begins = style_has_letters(style) && (first == NULL || is_first(style, first));
	const osp_node *own = begins ? c->paragraph->block : NULL;
	for (const osp_node *block = own; block != NULL && c->letter_at == NULL; block = osp_node_parent(block)) {
		c->letter_at = osp_style_first_letter(style, block);
		c->letter_of = block;
		if (!is_first(style, block))
			break;
	}
}

static osp_len side(const struct computed *style, int at)
{
	osp_len border = style->border[at].style != LINE_NONE ? style->border[at].width : 0;
	osp_len padding = style->padding[at].kind == LENGTH_FIXED ? style->padding[at].value : 0;
	return border + padding + (style->margin[at].kind == LENGTH_FIXED ? style->margin[at].value : 0);
}

static bool may_sink(const struct collector *c, const struct computed *style)
{
	const struct paragraph *p = c->paragraph;
	enum text_align align = p->style->align;
	bool is_left = align == ALIGN_START || align == ALIGN_LEFT || align == ALIGN_JUSTIFY;
	for (size_t i = 0; i < c->cell_count; i++) {
		if (c->cells[i].class != CHAR_SPACE && !letter_is_sunk(p, c->cells[i].leaf))
			return false;
	}
	return style->float_kind == FLOAT_LEFT && is_left && !p->has_pre && p->style->line_height > 0;
}

/*
 * It takes the height that CSS gives a float, and lines stand beside it as far down as that. Its foot is where a browser has it, and on the
 * baseline of a line that is near.
 */
bool letter_sink(struct collector *c, uint32_t index)
{
	struct paragraph *p = c->paragraph;
	struct element *element = &p->elements[index];
	const struct computed *style = element->style;
	if (!may_sink(c, style))
		return false;
	int64_t step = p->style->line_height, em = style->font_size;
	int64_t inner = style->line_height > em ? style->line_height : em;
	int64_t foot = side(style, SIDE_TOP) + (inner - em) / 2 + em * 88 / 100 - style_baseline(p->style);
	int64_t lines = (side(style, SIDE_TOP) + inner + side(style, SIDE_BOTTOM) + step * 7 / 8) / step;
	foot = foot > 0 ? foot : 0;
	int64_t nearest = (foot + step / 2) / step, off = nearest * step - foot;
	if (off <= step / 4 && off >= -step / 4) {
		foot = nearest * step;
		lines = lines > nearest ? lines : nearest + 1;
	}
	if (lines < 2 || lines > CAP_LINES_MAX)
		return false;
	element->raise = (osp_len)-foot;
	p->cap.lines = lines > p->cap.lines ? (uint32_t)lines : p->cap.lines;
	return true;
}

void letter_settle(struct paragraph *p)
{
	struct cap *cap = &p->cap;
	while (cap->lines > 0 && cap->end_box < p->box_count && p->cells[p->boxes[cap->end_box].cell].leaf <= cap->leaf) {
		struct gap *gap = &p->gaps[cap->end_box];
		cap->width += p->boxes[cap->end_box].width + (cap->end_box > 0 ? gap->natural : 0);
		gap->stretch = gap->shrink = 0;
		gap->flags = 0;
		cap->end_box++;
	}
	if (cap->end_box > 0 && cap->end_box < p->box_count && (p->gaps[cap->end_box].flags & GAP_FORCED) == 0)
		p->gaps[cap->end_box] = (struct gap){ 0 };
	if (cap->end_box == 0)
		cap->lines = 0;
}

void letter_raise(struct paragraph *p)
{
	for (uint32_t i = 0; i <= p->cap.leaf; i++) {
		p->leaves[i].raise = 0;
		p->elements[p->leaves[i].element].raise = 0;
	}
	p->cap.lines = 0;
}
