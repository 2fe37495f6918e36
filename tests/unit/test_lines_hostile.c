/* test_lines_hostile.c - text that nobody would write: lines must come out of it all the same. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "no_letters.h"
#include "tap.h"
#include "base/job.h"
#include "document/node.h"
#include "typeset/lines.h"

#include <stdlib.h>
#include <string.h>

static struct computed styles[4];
static const char *const serif[] = { "serif", NULL };
enum { EM = 10 * OSP_POINT, ROUNDS = 400, LONGEST = 300 };

__attribute__((weak)) const struct computed *style_computed(osp_style *style, const osp_node *node, osp_pseudo pseudo)
{
	(void)style;
	return pseudo != OSP_PSEUDO_NONE ? NULL : &styles[osp_node_tag(node) == OSP_PRE ? 1 : osp_node_tag(node) == OSP_SUP ? 2 : osp_node_tag(node) == OSP_EM ? 3 : 0];
}

/* A small generator of our own: the same on every machine. */
static uint32_t seed = 20221116;
static uint32_t next(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

static uint32_t any_codepoint(void)
{
	static const uint32_t odd[] = { ' ', ' ', '\n', '\t', 0xA0, 0xAD, 0x200B, 0x200D, 0x2060, 0xFEFF, 0x3000, 0xFFFC, 0xFFFD, 0xFE0F, 0x20E3, 0x301, 0x1F1E8,
		0x1F468, 0x1F3FD, 0x201C, 0x201D, 0x2018, 0x2019, 0x2014, 0x2026, 0xB7, 0x2E3A, 0x3002, 0xFF0C, 0x300A, 0x300B, '/', '-', '(', ')', '$', '%',
		0x5D0, 0x645, 0x915, 0x94D, 0xE01, 0xAC00, 0x10FFFD, 0x200E, 0x202E, '"', '\'', '0', '9' };
	switch (next(5)) {
	case 0:
		return 0x4E00 + next(0x5000);
	case 1:
		return 'a' + next(26);
	case 2:
		return odd[next(sizeof(odd) / sizeof(*odd))];
	case 3:
		return 0x20 + next(0x60);
	default:
		return next(4) == 0 ? 0x20 + next(0xD000) : 0x3000 + next(0x40);
	}
}

static void add_text(osp_node *parent)
{
	osp_buf text = OSP_BUF_INIT;
	for (uint32_t i = next(LONGEST); i > 0; i--)
		osp_buf_put_codepoint(&text, any_codepoint());
	if (text.len > 0)
		osp_node_append(parent, osp_text_new(osp_node_tree(parent), text.data, text.len));
	osp_buf_done(&text);
}

static void add_children(osp_node *parent, int depth)
{
	static const osp_tag tags[] = { OSP_EM, OSP_SUP, OSP_A, OSP_CODE, OSP_BR, OSP_WBR, OSP_IMG, OSP_SPAN };
	for (uint32_t i = next(4) + 1; i > 0; i--) {
		if (next(2) == 0 || depth > 5) {
			add_text(parent);
			continue;
		}
		osp_node *child = osp_element_new(osp_node_tree(parent), tags[next(sizeof(tags) / sizeof(*tags))]);
		osp_node_append(parent, child);
		if (!osp_tag_is_void(osp_node_tag(child)))
			add_children(child, depth + 1);
	}
}

/* Every glyph run is as wide as its glyphs; every BEGIN has its END. */
static bool is_sound(const struct item_list *list)
{
	int depth = 0;
	for (size_t i = 0; i < list->count; i++) {
		const osp_item *item = &list->items[i];
		depth += item->kind == OSP_ITEM_BEGIN || item->kind == OSP_ITEM_ARTIFACT ? 1 : item->kind == OSP_ITEM_END ? -1 : 0;
		if (depth < 0)
			return false;
		int64_t width = 0;
		for (uint32_t k = 0; item->kind == OSP_ITEM_GLYPHS && k < item->as.glyphs.count; k++) {
			width += item->as.glyphs.glyphs[k].advance;
			if (item->as.glyphs.glyphs[k].text_at > item->as.glyphs.text_len)
				return false;
		}
		if (item->kind == OSP_ITEM_GLYPHS && width != item->width)
			return false;
	}
	return depth == 0;
}

static bool set(const struct layout *layout, const struct computed *style, osp_node *block)
{
	struct arena *arena = arena_new();
	struct item_list list = { .arena = arena };
	struct paragraph *p = paragraph_new(layout, arena, block, style, osp_node_first(block), osp_node_last(block), NULL);
	bool sound = true;
	if (p != NULL) {
		struct break_options options = { .width = (osp_len)(next(30) * EM) };
		struct paragraph_lines lines = paragraph_break(p, arena, &options);
		uint32_t boxes = 0;
		for (size_t i = 0; i < lines.count; i++) {
			sound = sound && lines.lines[i].first_box == boxes;
			boxes = lines.lines[i].end_box;
			line_draw(&lines.lines[i], 0, 0, &list);
		}
		sound = sound && boxes == p->box_count && is_sound(&list);
	}
	arena_free(arena);
	return sound;
}

static void test_random(const struct layout *layout)
{
	int bad = 0;
	for (int i = 0; i < ROUNDS; i++) {
		osp_tree *tree = tree_new(layout->job);
		bool is_pre = next(4) == 0;
		osp_node *block = osp_element_new(tree, is_pre ? OSP_PRE : OSP_P);
		add_children(block, 0);
		styles[0].align = (enum text_align)next(6);
		styles[0].hanging = next(2) == 0;
		styles[0].spacing = (enum text_spacing)next(4);
		bad += !set(layout, &styles[is_pre ? 1 : 0], block);
	}
	is_int(bad, 0, "random text: every box on one line, every run as wide as its glyphs");
}

/* Half a megabyte without a place to break, and a hundred thousand nested spans' worth of marks: time must stay linear. */
static void test_large(const struct layout *layout)
{
	static const char *const pieces[] = { "a", "，", "“", "——", "a ", "\xCC\x81", "http://a/", "\xF0\x9F\x87\xA8" };
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		osp_tree *tree = tree_new(layout->job);
		osp_node *block = osp_element_new(tree, OSP_P);
		osp_buf text = OSP_BUF_INIT;
		while (text.len < 200000)
			osp_buf_puts(&text, pieces[i]);
		osp_node_append(block, osp_text_new(tree, text.data, text.len));
		osp_buf_done(&text);
		styles[0].align = ALIGN_JUSTIFY;
		ok(set(layout, &styles[0], block), "200 kB of \"%s\"", pieces[i]);
	}
}

/* Running heads have no node to point at, and may have characters that no font has. */
static void test_text_line(const struct layout *layout)
{
	struct arena *arena = arena_new(), *kept = arena_new();
	struct item_list list = { .arena = kept };
	ok(text_line(layout, arena, &styles[0], "zh-CN", "页眉\xF4\x8F\xBF\xBD 12", 0, 0, &list) > 0 && is_sound(&list), "a text without a node");
	is_int(text_line(layout, arena, &styles[0], NULL, "  ", 0, 0, &list), 0, "a text of spaces");
	arena_free(arena);
	arena_free(kept);
}

int main(void)
{
	osp_job *job = job_new("en");
	struct font_set *fonts = font_set_new(job, NULL, 0);
	struct layout layout = { .job = job, .fonts = fonts };
	for (int i = 0; i < 4; i++) {
		styles[i] = (struct computed){ .families = serif, .font_size = i == 2 ? EM * 6 / 10 : EM, .weight = 400, .line_height = EM * 17 / 10, .hyphenate = true,
		                               .cjk_latin_gap = true, .lang = i == 3 ? "en" : "zh-CN", .white_space = i == 1 ? WS_PRE : WS_NORMAL,
		                               .valign = i == 2 ? VALIGN_SUPER : VALIGN_BASELINE, .italic = i == 3, .emphasis_dots = i == 3 };
	}
	test_random(&layout);
	test_large(&layout);
	test_text_line(&layout);
	font_set_free(fonts);
	job_free(job);
	return tap_done();
}
