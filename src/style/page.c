/* page.c - the style of a page: size, margins, margin boxes. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/engine.h"

#include <stdlib.h>
#include <string.h>

/* One kind of page, worked out. */
struct page_entry {
	struct page_style style;
	const char *name, *paper;
	uint8_t sides;
	struct page_entry *next;
};

struct chosen { const struct page_rule *rule; uint64_t order; };

static uint8_t sides_of(const struct page_query *query)
{
	return (uint8_t)((query->is_left ? PAGE_LEFT : PAGE_RIGHT) | (query->is_first ? PAGE_FIRST : 0) | (query->is_blank ? PAGE_BLANK : 0));
}

static bool holds(const struct page_rule *rule, const char *name, uint8_t sides)
{
	return (*rule->name == '\0' || strcmp(rule->name, name) == 0) && (rule->sides & ~sides) == 0;
}

/* CSS Page 3, 5.2: names count most, then :first and :blank, then :left and :right. */
static uint64_t order_of(const struct page_rule *rule, size_t number)
{
	uint64_t middle = ((rule->sides & PAGE_FIRST) != 0) + ((rule->sides & PAGE_BLANK) != 0);
	uint64_t least = (rule->sides & (PAGE_LEFT | PAGE_RIGHT)) != 0;
	uint64_t name = *rule->name != '\0';
	return (uint64_t)rule->sheet->layer << 56 | name << 48 | middle << 40 | least << 32 | (uint32_t)number;
}

static int by_order(const void *a, const void *b)
{
	uint64_t first = ((const struct chosen *)a)->order, second = ((const struct chosen *)b)->order;
	return (first > second) - (first < second);
}

static size_t choose(const osp_style *style, const char *name, uint8_t sides, struct chosen *list)
{
	size_t count = 0;
	for (size_t i = 0; i < style->page_count; i++) {
		if (holds(style->pages[i], name, sides)) {
			list[count++] = (struct chosen){ style->pages[i], order_of(style->pages[i], i) };
		}
	}
	qsort(list, count, sizeof *list, by_order);
	return count;
}

typedef const struct block *(*block_of_fn)(const struct page_rule *rule, size_t index);

static const struct block *own_block(const struct page_rule *rule, size_t index)
{
	(void)index;
	return &rule->block;
}

static const struct block *box_block(const struct page_rule *rule, size_t index)
{
	return &rule->boxes[index];
}

static const struct block *footnote_block(const struct page_rule *rule, size_t index)
{
	(void)index;
	return &rule->footnote;
}

/* The style that some blocks of the chosen rules give together. */
static struct style_entry *compute_blocks(osp_style *style, const struct style_entry *parent, const struct chosen *list, size_t count,
                                          block_of_fn block_of, size_t index)
{
	struct style_entry *entry = ARENA_NEW(style->arena, struct style_entry);
	entry->parent = parent;
	entry->lang = parent->lang;
	struct cascade cascade = { .variable_count = 0 };
	for (int important = 0; important < 2; important++) {
		for (size_t i = 0; i < count; i++) {
			cascade_add(&cascade, style->arena, block_of(list[i].rule, index), list[i].rule->sheet, important);
		}
	}
	compute_entry(style, entry, &cascade);
	return entry;
}

/* CSS Page 3, 6.4: how the text of a margin box stands when nothing is said. */
static void place_box(struct style_entry *entry, size_t box)
{
	static const uint8_t aligns[BOX_COUNT] = {
		[BOX_TOP_LEFT_CORNER] = ALIGN_RIGHT, [BOX_TOP_LEFT] = ALIGN_LEFT, [BOX_TOP_CENTER] = ALIGN_CENTER, [BOX_TOP_RIGHT] = ALIGN_RIGHT,
		[BOX_TOP_RIGHT_CORNER] = ALIGN_LEFT, [BOX_RIGHT_TOP] = ALIGN_CENTER, [BOX_RIGHT_MIDDLE] = ALIGN_CENTER,
		[BOX_RIGHT_BOTTOM] = ALIGN_CENTER, [BOX_BOTTOM_RIGHT_CORNER] = ALIGN_LEFT, [BOX_BOTTOM_RIGHT] = ALIGN_RIGHT,
		[BOX_BOTTOM_CENTER] = ALIGN_CENTER, [BOX_BOTTOM_LEFT] = ALIGN_LEFT, [BOX_BOTTOM_LEFT_CORNER] = ALIGN_RIGHT,
		[BOX_LEFT_BOTTOM] = ALIGN_CENTER, [BOX_LEFT_MIDDLE] = ALIGN_CENTER, [BOX_LEFT_TOP] = ALIGN_CENTER,
	};
	bool aligned = false, raised = false;
	for (size_t i = 0; i < entry->winner_count; i++) {
		aligned = aligned || entry->winners[i].declaration->property == PROPERTY_TEXT_ALIGN;
		raised = raised || entry->winners[i].declaration->property == PROPERTY_VERTICAL_ALIGN;
	}
	if (!aligned) {
		entry->computed.align = (enum text_align)aligns[box];
	}
	if (!raised) {
		bool top = box == BOX_LEFT_TOP || box == BOX_RIGHT_TOP, bottom = box == BOX_LEFT_BOTTOM || box == BOX_RIGHT_BOTTOM;
		entry->computed.valign = top ? VALIGN_TOP : bottom ? VALIGN_BOTTOM : VALIGN_MIDDLE;
	}
	entry->computed.display = DISPLAY_BLOCK;
	entry->computed.indent = (struct length){ LENGTH_FIXED, 0 };
}

static void set_size(struct page_style *page, const struct style_entry *entry, const char *paper)
{
	const struct value *size = entry->values[PROPERTY_SIZE];
	if (size != NULL && size->kind == KIND_LIST) {
		page->width = (osp_len)size->as.items[0].number;
		page->height = (osp_len)size->as.items[1].number;
		return;
	}
	if (*paper == '\0' || !size_from_text(paper, &page->width, &page->height)) {
		size_from_text("a4", &page->width, &page->height);
	}
}

static osp_len resolve(struct length length, osp_len whole)
{
	if (length.kind == LENGTH_PERCENT) {
		return length_clamp((int64_t)whole * length.value / 102400);
	}
	return length.kind == LENGTH_FIXED ? length.value : 0;
}

/* Percentages of the page's width or height; never more than leaves an inch of text. */
static void set_margins(struct page_style *page, const struct style_entry *entry)
{
	for (size_t i = 0; i < 4; i++) {
		osp_len whole = i == SIDE_TOP || i == SIDE_BOTTOM ? page->height : page->width;
		struct length margin = entry->computed.margin[i];
		osp_len value = resolve(margin, whole);
		page->margin[i] = value < 0 ? 0 : value > whole / 2 - 3 * OSP_POINT ? whole / 2 - 3 * OSP_POINT : value;
	}
}

static void set_footnote(osp_style *style, struct page_style *page, const struct style_entry *area, const struct chosen *list, size_t count)
{
	const struct computed *notes = &compute_blocks(style, area, list, count, footnote_block, 0)->computed;
	osp_len room = page->height - page->margin[SIDE_TOP] - page->margin[SIDE_BOTTOM];
	struct length most = notes->max_height;
	page->footnote.max_height = resolve(most, room);
	page->footnote.border_top = notes->border[SIDE_TOP];
	page->footnote.padding_top = notes->padding[SIDE_TOP].kind == LENGTH_FIXED ? notes->padding[SIDE_TOP].value : 0;
	page->footnote.margin_top = notes->margin[SIDE_TOP].kind == LENGTH_FIXED ? notes->margin[SIDE_TOP].value : 0;
}

static void set_boxes(osp_style *style, struct page_style *page, const struct style_entry *area, const struct chosen *list, size_t count)
{
	for (size_t box = 0; box < BOX_COUNT; box++) {
		bool mentioned = false;
		for (size_t i = 0; i < count && !mentioned; i++) {
			mentioned = list[i].rule->boxes[box].count > 0;
		}
		if (!mentioned) {
			continue;
		}
		struct style_entry *entry = compute_blocks(style, area, list, count, box_block, box);
		if (!entry->computed.content.is_none) {
			place_box(entry, box);
			page->box[box] = &entry->computed;
		}
	}
}

static struct page_entry *make(osp_style *style, const char *name, uint8_t sides, const char *paper)
{
	struct page_entry *page = ARENA_NEW(style->arena, struct page_entry);
	struct chosen *list = ARENA_ARRAY(style->arena, style->page_count + 1, struct chosen);
	size_t count = choose(style, name, sides, list);
	const struct style_entry *area = compute_blocks(style, style->root, list, count, own_block, 0);
	page->name = arena_strdup(style->arena, name);
	page->paper = arena_strdup(style->arena, paper);
	page->sides = sides;
	set_size(&page->style, area, paper);
	set_margins(&page->style, area);
	const struct value *bleed = area->values[PROPERTY_BLEED], *marks = area->values[PROPERTY_MARKS];
	page->style.bleed = bleed != NULL && bleed->kind == KIND_LENGTH && bleed->number > 0 ? (osp_len)bleed->number : 0;
	page->style.marks = marks == NULL ? 0 : (unsigned)(marks->number >> 1) & (OSP_MARK_CROP | OSP_MARK_CROSS);
	page->style.area = area->computed;
	set_footnote(style, &page->style, area, list, count);
	set_boxes(style, &page->style, area, list, count);
	return page;
}

const struct page_style *style_page(osp_style *style, const struct page_query *query, const char *paper)
{
	const char *name = query->name != NULL ? query->name : "";
	uint8_t sides = sides_of(query);
	paper = paper != NULL ? paper : "";
	pthread_mutex_lock(&style->lock);
	struct page_entry *page = style->page_list;
	while (page != NULL && !(page->sides == sides && strcmp(page->name, name) == 0 && strcmp(page->paper, paper) == 0)) {
		page = page->next;
	}
	if (page == NULL) {
		page = make(style, name, sides, paper);
		page->next = style->page_list;
		style->page_list = page;
	}
	pthread_mutex_unlock(&style->lock);
	return &page->style;
}
