/* output.h - where a writer puts its bytes: the new file stands whole, or the old one does. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OSPOPRESS_OUTPUT_H
#define OSPOPRESS_OUTPUT_H

#include <ospopress/report.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * An output is one file (PDF, EPUB) or one folder (WeChat): the writer's
 * descriptor says which. Everything is written beside the target under a
 * temporary name; after the writer returned OSP_OK the host flushes, checks and
 * renames it. A writer never sees the target and removes nothing.
 *
 * `name` is relative with `/` ("images/a.png"), folders are made as needed; one
 * that is absolute or has `..` is refused. For an output of one file it is NULL.
 * Errors are reported by the host; a writer just passes OSP_FAIL on.
 */
typedef struct osp_output osp_output;
typedef struct osp_sink osp_sink;

/* Writes a whole file at once. */
OSP_API osp_status osp_output_put(osp_output *output, const char *name, const void *bytes, size_t len);
/* Copies a file from the disk. */
OSP_API osp_status osp_output_copy(osp_output *output, const char *name, const char *from_path);
/* Opens a file to be written piece by piece. NULL on failure. */
OSP_API osp_sink *osp_output_open(osp_output *output, const char *name);
OSP_API osp_status osp_sink_write(osp_sink *sink, const void *bytes, size_t len);
/* Closes it; fails when any write to it failed. Every sink must be closed. */
OSP_API osp_status osp_sink_close(osp_sink *sink);
/* For libraries that want to write a file themselves: the path to give them. Belongs to the job; NULL on failure. */
OSP_API const char *osp_output_path(osp_output *output, const char *name);
/* What messages call this output: its key in the manifest, and the final path. */
OSP_API const char *osp_output_name(const osp_output *output);
OSP_API const char *osp_output_target(const osp_output *output);

#ifdef __cplusplus
}
#endif
#endif
