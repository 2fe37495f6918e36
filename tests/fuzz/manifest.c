/* manifest.c - fuzz the manifest: YAML, then the keys of the volume. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"
#include "base/job.h"
#include "manifest/manifest.h"

#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	char path[64];
	osp_job *job = job_new("zh");
	int fd = fuzz_file(bytes, len, path);
	manifest_load(job, path, NULL);
	osp_buf out = OSP_BUF_INIT;
	for (size_t i = 0; i < job->diagnostic_count; i++) {
		report_format(job, job->diagnostics[i], &out);
	}
	osp_buf_done(&out);
	close(fd);
	job_free(job);
	return 0;
}
