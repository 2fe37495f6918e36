/* imprint.c - a transform of the volume: a page at its end. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <ospopress/ospopress.h>
#include <string.h>

static osp_status add(osp_job *job, void *state, osp_volume *volume)
{
	static const char words[] = "Set by a plugin.";
	osp_piece *piece = osp_volume_add_piece(job, OSP_PIECE_TEXT, OSP_BACK, "imprint", "Imprint");
	osp_node *header = osp_element_new(piece->tree, OSP_HEADER), *h1 = osp_element_new(piece->tree, OSP_H1);
	osp_node *p = osp_element_new(piece->tree, OSP_P);
	(void)state, (void)volume;
	osp_node_append(h1, osp_text_new(piece->tree, "Imprint", 7));
	osp_node_append(header, h1);
	osp_node_append(p, osp_text_new(piece->tree, words, strlen(words)));
	osp_node_set_attr(piece->root, "class", "imprint");
	osp_node_set_attr(piece->root, "id", "imprint");
	osp_node_append(piece->root, header);
	osp_node_append(piece->root, p);
	return OSP_OK;
}

static const osp_transform transform = { .after = "matter", .volume = add };
OSP_PLUGIN(.kind = OSP_TRANSFORM, .name = "imprint", .version = "1.0", .summary = "Adds an imprint.", .transform = &transform);
