/* build.c - append nodes and texts, enter and leave what cmark nests. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/build.h"

#include <string.h>

osp_node *build_element(struct build *build, osp_tag tag, osp_place place)
{
	osp_node *node = osp_element_new(build->tree, tag);
	osp_node_set_place(node, place);
	return node;
}

void build_flush(struct build *build)
{
	if (build->pending.len == 0) {
		return;
	}
	osp_node *text = osp_text_new(build->tree, build->pending.data, build->pending.len);
	osp_node_set_place(text, build->pending_place);
	osp_node_append(build->at, text);
	osp_buf_clear(&build->pending);
}

void build_put(struct build *build, osp_node *node)
{
	build_flush(build);
	osp_node_append(build->at, node);
}

void build_text(struct build *build, const char *text, size_t len, osp_place place)
{
	if (build->picture != NULL) {
		osp_buf_add(&build->alternative, text, len);
		return;
	}
	if (build->pending.len == 0) {
		build->pending_place = place;
	}
	osp_buf_add(&build->pending, text, len);
}

void build_enter(struct build *build, osp_node *node)
{
	build_flush(build);
	struct frame frame = { build->at, node, build->raw_floor };
	osp_buf_add(&build->frames, &frame, sizeof frame);
	build->raw_floor = build->raws.len / sizeof(struct raw);
	if (node != NULL) {
		osp_node_append(build->at, node);
		build->at = node;
		build->depth++;
	}
}

void build_leave(struct build *build)
{
	size_t count = build->frames.len / sizeof(struct frame);
	if (count == 0) {
		return;
	}
	struct frame frame = ((const struct frame *)(const void *)build->frames.data)[count - 1];
	build_flush(build);
	raw_close_down(build, build->raw_floor);
	osp_buf_truncate(&build->frames, build->frames.len - sizeof frame);
	build->raw_floor = frame.raw_floor;
	build->at = frame.outer;
	build->depth -= frame.node != NULL ? 1 : 0;
	raw_close_marked(build);
}

bool build_is_deep(struct build *build, osp_place place)
{
	if (build->depth < MARKDOWN_DEPTH) {
		return false;
	}
	if (!build->said_depth) {
		osp_warn(build->job, place, "markdown/depth", "nested more than %d levels deep; what is deeper stands at that level",
			MARKDOWN_DEPTH);
		build->said_depth = true;
	}
	return true;
}

bool build_allows(struct build *build, const char *url, bool picture, osp_place place)
{
	if (allow_url(url, picture)) {
		return true;
	}
	if (!build->said_url) {
		osp_warn(build->job, place, "markdown/unsafe-link", "a link to \"%.40s\" could run code; it was left out, its text stays", url);
		build->said_url = true;
	}
	return false;
}

char *build_restore(const struct build *build, const char *string)
{
	osp_buf buf = OSP_BUF_INIT;
	mark_restore(&build->text, string, strlen(string), &buf);
	char *restored = osp_job_strndup(build->job, buf.len > 0 ? buf.data : "", buf.len);
	osp_buf_done(&buf);
	return restored;
}
