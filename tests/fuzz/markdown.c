/* markdown.c - fuzz both Markdown readers: whatever is written, the tree has the shape that docs/tree.md promises. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"
#include "base/job.h"
#include "document/node.h"
#include "document/volume.h"
#include "plugin/api.h"
#include "read/text.h"

#include <ospopress/plugin.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

static const osp_reader *reader(const char *path)
{
	void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	const osp_plugin *plugin = handle != NULL ? dlsym(handle, "osp_plugin_entry") : NULL;
	if (plugin == NULL) {
		fprintf(stderr, "%s\n", dlerror());
		abort();
	}
	return plugin->reader;
}

static void run(const osp_reader *verb, const uint8_t *bytes, size_t len)
{
	osp_job *job = job_new("en");
	osp_buf why = OSP_BUF_INIT;
	job->volume = volume_new(job);
	osp_article *article = volume_article_new(job);
	article->tree = tree_new(job);
	article->root = osp_element_new(article->tree, OSP_ARTICLE);
	struct read_decoded decoded;
	read_decode((const char *)bytes, len, &decoded);
	osp_source source = { decoded.text.data != NULL ? decoded.text.data : "", decoded.text.len, 0, 1 };
	verb->read(job, NULL, &source, article);
	document_normalise(article->root);
	if (!document_check(article->root, &why)) {
		fprintf(stderr, "%s\n", why.data);
		abort();
	}
	osp_buf_done(&why);
	osp_buf_done(&decoded.text);
	job_free(job);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	if (plugin_api_count == 0) {
		abort(); /* and so the linker keeps what plugins call */
	}
	run(reader(OSP_BUILDDIR "/plugins/readers/markdown/.libs/markdown.so"), bytes, len);
	run(reader(OSP_BUILDDIR "/plugins/readers/commonmark/.libs/commonmark.so"), bytes, len);
	return 0;
}
