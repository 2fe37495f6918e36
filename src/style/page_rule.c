/* page_rule.c - read @page and what stands in it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/sheet.h"

static const char *const box_names[BOX_COUNT] = {
	[BOX_TOP_LEFT_CORNER] = "top-left-corner", [BOX_TOP_LEFT] = "top-left", [BOX_TOP_CENTER] = "top-center", [BOX_TOP_RIGHT] = "top-right",
	[BOX_TOP_RIGHT_CORNER] = "top-right-corner", [BOX_RIGHT_TOP] = "right-top", [BOX_RIGHT_MIDDLE] = "right-middle",
	[BOX_RIGHT_BOTTOM] = "right-bottom", [BOX_BOTTOM_RIGHT_CORNER] = "bottom-right-corner", [BOX_BOTTOM_RIGHT] = "bottom-right",
	[BOX_BOTTOM_CENTER] = "bottom-center", [BOX_BOTTOM_LEFT] = "bottom-left", [BOX_BOTTOM_LEFT_CORNER] = "bottom-left-corner",
	[BOX_LEFT_BOTTOM] = "left-bottom", [BOX_LEFT_MIDDLE] = "left-middle", [BOX_LEFT_TOP] = "left-top",
};

struct reader {
	osp_job *job;
	struct arena *arena;
	const struct sheet *sheet;
	struct page_rule *rule;
};

static bool side(const struct token *word, uint8_t *sides)
{
	static const struct { const char *name; uint8_t bit; } known[] = {
		{ "left", PAGE_LEFT }, { "right", PAGE_RIGHT }, { "first", PAGE_FIRST }, { "blank", PAGE_BLANK },
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (token_is_ident(word, known[i].name)) {
			*sides |= known[i].bit;
			return true;
		}
	}
	return false;
}

/* NAME? [:left|:right|:first|:blank]* */
static bool selector(struct span span, struct page_rule *rule)
{
	span = span_trim(span);
	rule->name = "";
	if (span.at < span.end && span.at->type == TOKEN_IDENT) {
		rule->name = span.at->text;
		span.at++;
	}
	while (span.at < span.end) {
		if (span.end - span.at < 2 || span.at->type != TOKEN_COLON || !side(span.at + 1, &rule->sides)) {
			return false;
		}
		span.at += 2;
	}
	return true;
}

static void nested(void *closure, const struct part *part)
{
	struct reader *reader = closure;
	struct block_reader block = { .job = reader->job, .arena = reader->arena, .sheet = reader->sheet };
	if (part->has_block && token_text_is(part->name, "footnote")) {
		reader->rule->footnote = block_read(&block, part->block);
		return;
	}
	for (size_t i = 0; i < BOX_COUNT && part->has_block; i++) {
		if (token_text_is(part->name, box_names[i])) {
			reader->rule->boxes[i] = block_read(&block, part->block);
			return;
		}
	}
	if (reader->job != NULL) {
		osp_note(reader->job, sheet_place(reader->sheet, part->first), "style/at-rule", "unknown rule @%s is left out", part->name->text);
	}
}

struct page_rule *page_rule_read(osp_job *job, struct arena *arena, const struct sheet *sheet, const struct part *part)
{
	struct page_rule *rule = ARENA_NEW(arena, struct page_rule);
	struct reader reader = { .job = job, .arena = arena, .sheet = sheet, .rule = rule };
	struct block_reader block = { .job = job, .arena = arena, .sheet = sheet, .nested = nested, .closure = &reader };
	rule->sheet = sheet;
	rule->name = "";
	if (token_text_is(part->name, "footnote")) { /* outside of @page: for all pages */
		block.nested = NULL;
		rule->footnote = block_read(&block, part->block);
		return rule;
	}
	for (const struct token *token = part->prelude.at; token < part->prelude.end; token++) {
		if (token->type == TOKEN_COMMA) {
			sheet_note(job, sheet, token, "style/page-selector", "write one @page rule for each kind of page; this one is left out");
			return NULL;
		}
	}
	if (!selector(part->prelude, rule)) {
		sheet_note(job, sheet, part->first, "style/page-selector", "@page takes a name and :left, :right, :first, :blank; this rule is left out");
		return NULL;
	}
	rule->block = block_read(&block, part->block);
	return rule;
}
