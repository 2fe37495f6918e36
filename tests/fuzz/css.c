/* css.c - fuzz style sheets: read, put to a small tree, written again for the media that do so. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"
#include "base/job.h"
#include "document/node.h"
#include "style/engine.h"

static osp_node *add(osp_node *parent, osp_tree *tree, osp_tag tag, const char *class)
{
	osp_node *node = osp_element_new(tree, tag);
	osp_node_set_attr(node, "class", class);
	osp_node_append(node, osp_text_new(tree, "字 x", 5));
	if (parent != NULL) {
		osp_node_append(parent, node);
	}
	return node;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	osp_job *job = job_new("en");
	osp_tree *tree = tree_new(job);
	osp_node *root = add(NULL, tree, OSP_ARTICLE, "a"), *p = add(root, tree, OSP_P, "b c");
	osp_buf out = OSP_BUF_INIT;
	add(p, tree, OSP_A, "d");
	add(root, tree, OSP_H2, "e");
	style_read_text(job, "fuzz.css", osp_job_strndup(job, (const char *)bytes, len));
	style_dump(osp_job_style(job, "print"), root, &out);
	style_dump(osp_job_style(job, "wechat"), root, &out);
	osp_buf_done(&out);
	style_free(job);
	job_free(job);
	return 0;
}
