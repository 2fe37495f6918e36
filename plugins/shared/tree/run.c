/* run.c - see the text between two block borders as one line, whatever elements cut it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "tree/tree.h"

#include <stdlib.h>
#include <string.h>

#define OBJECT "\xEF\xBF\xBC" /* U+FFFC */

static bool is_inline(const osp_node *node)
{
	return node != NULL && (osp_node_is_text(node) || !osp_tag_is_block(osp_node_tag(node)));
}

static bool begins_run(const osp_node *node)
{
	if (!is_inline(node) || is_inline(osp_node_previous(node))) {
		return false;
	}
	const osp_node *parent = osp_node_parent(node);
	return parent == NULL || !is_inline(parent);
}

static void add_piece(struct run *run, osp_node *node, enum run_kind kind, const char *text, size_t len)
{
	if (run->count == run->capacity) {
		run->capacity = run->capacity == 0 ? 16 : run->capacity * 2;
		struct run_piece *grown = realloc(run->pieces, run->capacity * sizeof(*grown));
		if (grown == NULL) {
			abort();
		}
		run->pieces = grown;
	}
	run->pieces[run->count++] = (struct run_piece){ node, run->text.len, len, kind };
	osp_buf_add(&run->text, text, len);
}

/* Citations and note marks stand in the line like superscripts: the characters around them are neighbours. */
static bool is_unseen(const osp_node *node)
{
	return osp_node_has_class(node, "citation") || osp_node_has_class(node, "noteref") || osp_node_has_class(node, "backlinks") ||
		osp_node_has_class(node, "backlink");
}

static bool is_object(const osp_node *node)
{
	return tree_is_verbatim(node) || osp_node_tag(node) == OSP_IMG || osp_node_has_class(node, "autolink") || osp_node_has_class(node, "ref-label");
}

/* Takes one node; returns whether its children are to be looked at. */
static bool take(struct run *run, osp_node *node)
{
	if (osp_node_is_text(node)) {
		size_t len;
		const char *text = osp_node_text(node, &len);
		add_piece(run, node, RUN_TEXT, text, len);
		return false;
	}
	if (osp_node_tag(node) == OSP_BR) {
		add_piece(run, node, RUN_OBJECT, "\n", 1);
		return false;
	}
	if (is_unseen(node)) {
		add_piece(run, node, RUN_UNSEEN, "", 0);
		return false;
	}
	if (is_object(node)) {
		add_piece(run, node, RUN_OBJECT, OBJECT, 3);
		return false;
	}
	return true;
}

/* `pre` holds no prose: its texts begin no run. */
static osp_node *find_begin(osp_node *node, const osp_node *root)
{
	while (node != NULL) {
		if (osp_node_tag(node) == OSP_PRE) {
			node = osp_node_after_all(node, root);
			continue;
		}
		if (begins_run(node)) {
			return node;
		}
		node = osp_node_after(node, root);
	}
	return NULL;
}

bool run_next(struct run *run, osp_node **cursor, const osp_node *root)
{
	run->count = 0;
	osp_buf_clear(&run->text);
	osp_node *node = find_begin(*cursor, root);
	if (node == NULL) {
		*cursor = NULL;
		return false;
	}
	run->block = osp_node_parent(node);
	osp_node *last = node;
	for (osp_node *next = osp_node_next(last); is_inline(next); next = osp_node_next(next)) {
		last = next;
	}
	osp_node *end = osp_node_after_all(last, root);
	while (node != NULL && node != end) {
		node = take(run, node) ? osp_node_after(node, root) : osp_node_after_all(node, root);
	}
	if (run->text.data == NULL) {
		osp_buf_puts(&run->text, "");
	}
	*cursor = end;
	return true;
}

void run_done(struct run *run)
{
	osp_buf_done(&run->text);
	free(run->pieces);
	run->pieces = NULL;
	run->count = run->capacity = 0;
}

const struct run_piece *run_piece_at(const struct run *run, size_t offset)
{
	size_t low = 0, high = run->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (run->pieces[middle].start + run->pieces[middle].len <= offset) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low < run->count ? &run->pieces[low] : NULL;
}

osp_place run_place(const struct run *run, size_t offset)
{
	const struct run_piece *piece = run_piece_at(run, offset);
	if (piece == NULL) {
		return osp_node_place(run->block);
	}
	osp_place place = osp_node_place(piece->node);
	if (piece->kind != RUN_TEXT || place.line == 0) {
		return place;
	}
	const char *at = run->text.data + piece->start, *end = run->text.data + offset;
	while (at < end) {
		if (osp_utf8_next(&at, end) == '\n') {
			place.line++;
			place.column = 1;
		} else {
			place.column++;
		}
	}
	return place;
}
