/* packet.h - what crosses the pipe from a child: plain bytes, believed only as far as they were checked. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_PACKET_H
#define PLUGIN_PACKET_H

#include "base/job.h"

/* ---- Numbers and texts in a row. A reader that ran over the end, or met nonsense, is bad from then on and gives zeros. ---- */

struct packet_reader {
	const char *at, *end;
	bool is_bad;
};
void packet_put_u32(osp_buf *out, uint32_t value);
void packet_put_u64(osp_buf *out, uint64_t value);
void packet_put_bytes(osp_buf *out, const void *bytes, size_t len);
/* What is put between the two becomes bytes with their length before them, without a copy: `begun` is what the first one gave. */
size_t packet_begin_bytes(osp_buf *out);
void packet_end_bytes(osp_buf *out, size_t begun);
/* NULL is kept apart from "". */
void packet_put_text(osp_buf *out, const char *text);
uint32_t packet_u32(struct packet_reader *reader);
uint64_t packet_u64(struct packet_reader *reader);
/* Points into the packet. */
const char *packet_bytes(struct packet_reader *reader, size_t *ret_len);
/* A copy in the job. packet_text() never gives NULL, packet_text_or_null() may. */
const char *packet_text(struct packet_reader *reader, osp_job *job);
const char *packet_text_or_null(struct packet_reader *reader, osp_job *job);
/* A count of things that take at least `least` bytes each; bad when they can't be there. */
size_t packet_count(struct packet_reader *reader, size_t least);

/* ---- The packet that a child sends when it is done. ---- */

/* How much the job's report and files had when the child began. */
struct packet_start { size_t diagnostic_count, file_count; };
struct packet_start packet_start(const osp_job *job);
/* Appends it to `out`. */
void packet_pack(const osp_job *job, const struct packet_start *start, osp_status status, const osp_buf *result, osp_buf *out);
/* False when the packet is not whole. */
bool packet_status(const osp_buf *packet, osp_status *ret_status);
/* Appends the result to `out`; nothing if the packet is not whole. */
void packet_result(const osp_buf *packet, osp_buf *out);
/* Adds the child's files and diagnostics to the job. Files that it added get new numbers; `file_count` is the job's when it was forked. */
void packet_merge_report(osp_job *job, const osp_buf *packet, uint32_t file_count);

#endif
