/* block.c - blocks as lines: headings, paragraphs, lists, quotes, code. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Deeper than this no author nests; what is there is written as paragraphs. */
enum { DEPTH_MAX = 48, ROOM_MIN = 16 };

static void write_children(struct sheet *sheet, const osp_node *parent, unsigned depth);

size_t block_room(const struct sheet *sheet)
{
	size_t taken = wrap_columns(sheet->prefix.data, sheet->prefix.len);
	return taken + ROOM_MIN > sheet->width ? ROOM_MIN : sheet->width - taken;
}

void block_line(struct sheet *sheet, const char *text, size_t len)
{
	osp_buf *before = sheet->marker.len > 0 ? &sheet->marker : &sheet->prefix;
	osp_buf_add(&sheet->out, before->data, before->len);
	osp_buf_add(&sheet->out, text, len);
	osp_buf_clear(&sheet->marker);
	while (sheet->out.len > 0 && sheet->out.data[sheet->out.len - 1] == ' ')
		osp_buf_truncate(&sheet->out, sheet->out.len - 1);
	osp_buf_putc(&sheet->out, '\n');
}

void block_gap(struct sheet *sheet)
{
	if (!sheet->is_gap_due || sheet->marker.len > 0)
		return;
	sheet->is_gap_due = false;
	block_line(sheet, "", 0);
}

void block_lines(struct sheet *sheet, const char *text, size_t len)
{
	size_t room = sheet->width == SIZE_MAX ? SIZE_MAX : block_room(sheet);
	const char *end = len > 0 ? text + len : text; /* a paragraph without words has no text at all */
	while (text < end) {
		const char *line = text;
		size_t part = wrap_next(&text, end, room, false);
		block_line(sheet, line, part);
	}
}

static void write_paragraph(struct sheet *sheet, const osp_node *first, const osp_node *end)
{
	osp_buf text = OSP_BUF_INIT;
	inline_collect(sheet, first, end, &text);
	if (text.len > 0) {
		block_gap(sheet);
		block_lines(sheet, text.data, text.len);
		sheet->is_gap_due = true;
	}
	osp_buf_done(&text);
}

/* A heading is underlined, so that one sees its level without colours or sizes. */
static void write_heading(struct sheet *sheet, const osp_node *heading)
{
	static const char under[] = "=-~....";
	char rule = under[osp_node_tag(heading) - OSP_H1];
	size_t before = sheet->out.len;
	write_paragraph(sheet, osp_node_first(heading), NULL);
	if (sheet->out.len == before)
		return;
	const char *line = sheet->out.data + sheet->out.len - 1;
	while (line > sheet->out.data && line[-1] != '\n')
		line--;
	size_t columns = wrap_columns(line, (size_t)(sheet->out.data + sheet->out.len - 1 - line));
	size_t indent = wrap_columns(sheet->prefix.data, sheet->prefix.len);
	osp_buf rules = OSP_BUF_INIT;
	for (size_t i = indent; i < columns; i++)
		osp_buf_putc(&rules, rule);
	block_line(sheet, rules.data, rules.len);
	osp_buf_done(&rules);
}

/* As it is, four spaces in; nothing is wrapped. */
static void write_code(struct sheet *sheet, const osp_node *pre)
{
	osp_buf text = OSP_BUF_INIT;
	osp_node_text_content(pre, &text);
	size_t kept = sheet->prefix.len;
	block_gap(sheet);
	osp_buf_puts(&sheet->prefix, "    ");
	if (sheet->marker.len > 0)
		osp_buf_puts(&sheet->marker, "    ");
	for (const char *at = text.data, *end = text.len > 0 ? text.data + text.len : at; at < end;) {
		size_t len = (size_t)(end - at);
		const char *stop = memchr(at, '\n', len);
		block_line(sheet, at, stop != NULL ? (size_t)(stop - at) : len);
		at = stop != NULL ? stop + 1 : end;
	}
	osp_buf_truncate(&sheet->prefix, kept);
	sheet->is_gap_due = true;
	osp_buf_done(&text);
}

/* What an element holds, behind `marker` on its first line and as many spaces on the others (`rest`: this instead). */
static void write_indented(struct sheet *sheet, const osp_node *node, const char *marker, const char *rest, unsigned depth)
{
	size_t kept = sheet->prefix.len;
	block_gap(sheet);
	if (sheet->marker.len == 0)
		osp_buf_add(&sheet->marker, sheet->prefix.data, sheet->prefix.len);
	osp_buf_puts(&sheet->marker, marker);
	if (rest != NULL)
		osp_buf_puts(&sheet->prefix, rest);
	else
		osp_buf_printf(&sheet->prefix, "%*s", (int)wrap_columns(marker, strlen(marker)), "");
	write_children(sheet, node, depth);
	if (sheet->marker.len > 0)
		block_line(sheet, "", 0);
	osp_buf_truncate(&sheet->prefix, kept);
}

static void write_list(struct sheet *sheet, const osp_node *list, unsigned depth)
{
	bool is_ordered = osp_node_tag(list) == OSP_OL, is_reference = osp_node_has_class(list, "references");
	bool is_tight = osp_node_has_class(list, "tight") || osp_node_has_role(osp_node_parent(list), "doc-toc") || osp_node_tag(osp_node_parent(list)) == OSP_LI;
	const char *start = osp_node_attr(list, "start");
	long number = start != NULL ? strtol(start, NULL, 10) : 1;
	for (const osp_node *item = osp_node_first(list); item != NULL; item = osp_node_next(item)) {
		const char *value = osp_node_attr(item, "value");
		char marker[40] = "- ";
		if (value != NULL)
			number = strtol(value, NULL, 10);
		if (osp_node_has_class(item, "labelled") || osp_node_has_role(osp_node_parent(list), "doc-toc"))
			marker[0] = '\0';
		else if (is_ordered)
			snprintf(marker, sizeof marker, "%s%ld%s ", is_reference ? "[" : "", number, is_reference ? "]" : ".");
		number = number < 1000000 ? number + 1 : number;
		write_indented(sheet, item, marker, NULL, depth);
		sheet->is_gap_due = !is_tight || osp_node_next(item) == NULL;
	}
}

/* [^1] before the note, as its mark in the text has it; the id ends with the number. */
static void write_note(struct sheet *sheet, const osp_node *note, unsigned depth)
{
	const char *id = osp_node_attr(note, "id"), *dash = id != NULL ? strrchr(id, '-') : NULL;
	write_indented(sheet, note, dash != NULL ? osp_job_printf(sheet->job, "[^%s] ", dash + 1) : "* ", NULL, depth);
	sheet->is_gap_due = true;
}

static void write_rule(struct sheet *sheet)
{
	block_gap(sheet);
	block_line(sheet, "* * *", 5);
	sheet->is_gap_due = true;
}

static void write_element(struct sheet *sheet, const osp_node *node, unsigned depth)
{
	osp_tag tag = osp_node_tag(node);
	if (depth >= DEPTH_MAX) {
		write_paragraph(sheet, osp_node_first(node), NULL);
		return;
	}
	switch (tag) {
	case OSP_H1: case OSP_H2: case OSP_H3: case OSP_H4: case OSP_H5: case OSP_H6: write_heading(sheet, node); break;
	case OSP_PRE: write_code(sheet, node); break;
	case OSP_UL: case OSP_OL: write_list(sheet, node, depth); break;
	case OSP_TABLE: table_write(sheet, node); break;
	case OSP_HR: write_rule(sheet); break;
	case OSP_BLOCKQUOTE: write_indented(sheet, node, "> ", "> ", depth); sheet->is_gap_due = true; break;
	case OSP_DD: write_indented(sheet, node, "    ", NULL, depth); sheet->is_gap_due = true; break;
	case OSP_DT: write_paragraph(sheet, osp_node_first(node), NULL); sheet->is_gap_due = false; break;
	case OSP_ASIDE:
		if (osp_node_has_role(node, "doc-footnote")) {
			write_note(sheet, node, depth);
			break;
		}
		/* fall through */
	default: write_children(sheet, node, depth); break;
	}
}

/* Phrases in a row are a paragraph. */
static void write_children(struct sheet *sheet, const osp_node *parent, unsigned depth)
{
	const osp_node *child = osp_node_first(parent);
	while (child != NULL) {
		const osp_node *first = child;
		while (child != NULL && !inline_is_block(child))
			child = osp_node_next(child);
		if (child != first)
			write_paragraph(sheet, first, child);
		if (child != NULL) {
			/* An item's list follows its words without a gap. */
			bool is_tight = osp_node_tag(parent) == OSP_LI && (osp_node_tag(child) == OSP_UL || osp_node_tag(child) == OSP_OL);
			sheet->is_gap_due = sheet->is_gap_due && !is_tight;
			write_element(sheet, child, depth + 1);
			child = osp_node_next(child);
		}
	}
}

void block_write(struct sheet *sheet, const osp_node *root)
{
	write_children(sheet, root, 0);
}
