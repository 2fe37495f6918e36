/* letter.c - the first letter of a block: which properties it takes, and where it stands (CSS Pseudo-Elements 4, 2.2). */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/engine.h"

#include <string.h>

bool letter_takes(int property)
{
	static const char *const families[] = { "background-", "border-", "font-", "margin-", "padding-", "text-decoration-", "text-emphasis-",
		"text-underline-" };
	static const char *const names[] = { "box-shadow", "color", "float", "letter-spacing", "line-height", "opacity", "text-shadow",
		"text-transform", "vertical-align", "word-spacing" };
	const char *name = property_infos[property].name;
	for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
		if (strncmp(name, families[i], strlen(families[i])) == 0) {
			return true;
		}
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(name, names[i]) == 0) {
			return true;
		}
	}
	return false;
}

static bool is_display(const struct style_entry *entry, const char *word)
{
	const struct value *display = entry->values[PROPERTY_DISPLAY];
	return display != NULL && display->kind == KIND_KEYWORD && strncmp(display->as.text, word, strlen(word)) == 0;
}

bool style_has_letters(const osp_style *style)
{
	return style != NULL && style->has_letters;
}

bool letter_is_of(const struct style_entry *block)
{
	switch (block->computed.display) {
	case DISPLAY_BLOCK: case DISPLAY_LIST_ITEM: case DISPLAY_CELL: case DISPLAY_CAPTION: case DISPLAY_INLINE_BLOCK:
		return true;
	default:
		return false;
	}
}

static bool is_out_of_flow(const struct style_entry *entry)
{
	const struct value *position = entry->values[PROPERTY_POSITION];
	bool is_positioned = position != NULL && position->kind == KIND_KEYWORD && (strcmp(position->as.text, "absolute") == 0 ||
		strcmp(position->as.text, "fixed") == 0);
	return is_positioned || entry->computed.float_kind != FLOAT_NONE;
}

static bool is_void(osp_tag tag)
{
	return osp_tag_is_void(tag) && tag != OSP_WBR;
}

enum verdict { HERE, INSIDE, PAST, NEVER };

/* White space, and marks that belong to a letter in the next text, are passed over. */
static enum verdict look_into(const char *text, size_t len)
{
	size_t begin;
	bool is_whole;
	osp_utf8_first_letter(text, len, &begin, &is_whole);
	return is_whole ? HERE : PAST;
}

/* What stands in a ::before comes first. What a counter comes to is seen when it is set. */
static enum verdict look_before(osp_style *style, const osp_node *node)
{
	const struct style_entry *before = style_entry_pseudo(style, node, OSP_PSEUDO_BEFORE);
	if (before == NULL || is_out_of_flow(before)) {
		return INSIDE;
	}
	if (before->computed.display != DISPLAY_INLINE && before->computed.display != DISPLAY_BLOCK) {
		return NEVER;
	}
	const struct content *content = &before->computed.content;
	for (size_t i = 0; i < content->count; i++) {
		const struct content_part *part = &content->parts[i];
		enum verdict verdict = part->kind == CONTENT_TEXT ? look_into(part->text, strlen(part->text)) : HERE;
		if (verdict != PAST) {
			return verdict;
		}
	}
	return INSIDE;
}

static enum verdict look_at(osp_style *style, const osp_node *node, const osp_node *block)
{
	if (osp_node_is_text(node)) {
		return look_into(node->text, node->text_len);
	}
	const struct style_entry *entry = style_entry(style, node);
	if (node == block) {
		return look_before(style, node);
	}
	if (entry->computed.display == DISPLAY_NONE || is_out_of_flow(entry)) {
		return PAST;
	}
	enum display display = entry->computed.display;
	bool is_flow = display == DISPLAY_INLINE || display == DISPLAY_BLOCK || display == DISPLAY_LIST_ITEM || is_display(entry, "ruby") ||
		is_display(entry, "contents");
	if (!is_flow || is_void(osp_node_tag(node)) || style_entry_pseudo(style, node, OSP_PSEUDO_FIRST_LETTER) != NULL) {
		return NEVER;
	}
	return look_before(style, node);
}

const osp_node *osp_style_first_letter(osp_style *style, const osp_node *block)
{
	const osp_node *node = style_entry_pseudo(style, block, OSP_PSEUDO_FIRST_LETTER) != NULL ? block : NULL;
	while (node != NULL) {
		switch (look_at(style, node, block)) {
		case HERE: return node;
		case NEVER: return NULL;
		case INSIDE: node = osp_node_after(node, block); break;
		default: node = osp_node_after_all(node, block); break;
		}
	}
	return NULL;
}
