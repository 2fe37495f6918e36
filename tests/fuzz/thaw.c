/* thaw.c - fuzz frozen trees: what is believed must be whole, and freeze to something that thaws again. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"
#include "base/job.h"
#include "document/node.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	osp_job *job = job_new("en");
	osp_buf out = OSP_BUF_INIT, frozen = OSP_BUF_INIT;
	osp_node *root = document_thaw(tree_new(job), bytes, len);
	if (root != NULL) {
		document_freeze(root, &frozen);
		if (document_thaw(tree_new(job), frozen.data, frozen.len) == NULL) {
			abort();
		}
		document_check(root, &out);
		document_normalise(root);
		document_dump(root, true, &out);
	}
	osp_buf_done(&out);
	osp_buf_done(&frozen);
	job_free(job);
	return 0;
}
