/* matter.c - fuzz what stands before an article's text: bytes to UTF-8, front matter in YAML, TOML, JSON or none of them. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"
#include "base/job.h"
#include "document/volume.h"
#include "read/read.h"

#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	char path[64];
	osp_source source;
	osp_job *job = job_new("en");
	int fd = fuzz_file(bytes, len, path);
	job->volume = volume_new(job);
	osp_article *article = volume_article_new(job);
	article->path = path;
	read_load(job, article, true, &source);
	osp_buf out = OSP_BUF_INIT;
	for (size_t i = 0; i < job->diagnostic_count; i++) {
		report_format(job, job->diagnostics[i], &out);
	}
	osp_buf_done(&out);
	close(fd);
	job_free(job);
	return 0;
}
