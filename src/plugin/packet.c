/* packet.c - what crosses the pipe from a child. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "plugin/packet.h"

#include <string.h>

/* The packet begins with its own length, so that one cut short by a crash is recognised. */
enum { FILE_LIMIT = 100000 };
static const uint32_t no_text = 0xffffffff;

void packet_put_u32(osp_buf *out, uint32_t value)
{
	osp_buf_add(out, &value, sizeof(value));
}

void packet_put_u64(osp_buf *out, uint64_t value)
{
	osp_buf_add(out, &value, sizeof(value));
}

void packet_put_bytes(osp_buf *out, const void *bytes, size_t len)
{
	packet_put_u64(out, len);
	if (len > 0) {
		osp_buf_add(out, bytes, len);
	}
}

size_t packet_begin_bytes(osp_buf *out)
{
	packet_put_u64(out, 0);
	return out->len;
}

void packet_end_bytes(osp_buf *out, size_t begun)
{
	uint64_t len = out->len - begun;
	memcpy(out->data + begun - sizeof(len), &len, sizeof(len));
}

void packet_put_text(osp_buf *out, const char *text)
{
	size_t len = text != NULL ? strlen(text) : 0;
	packet_put_u32(out, text != NULL ? (uint32_t)len : no_text);
	if (len > 0) {
		osp_buf_add(out, text, len);
	}
}

static const char *take(struct packet_reader *reader, size_t len)
{
	const char *at = reader->at;
	if (reader->is_bad || len > (size_t)(reader->end - reader->at)) {
		reader->is_bad = true;
		return NULL;
	}
	reader->at += len;
	return at;
}

uint32_t packet_u32(struct packet_reader *reader)
{
	uint32_t value = 0;
	const char *at = take(reader, sizeof(value));
	if (at != NULL) {
		memcpy(&value, at, sizeof(value));
	}
	return value;
}

uint64_t packet_u64(struct packet_reader *reader)
{
	uint64_t value = 0;
	const char *at = take(reader, sizeof(value));
	if (at != NULL) {
		memcpy(&value, at, sizeof(value));
	}
	return value;
}

const char *packet_bytes(struct packet_reader *reader, size_t *ret_len)
{
	uint64_t len = packet_u64(reader);
	const char *at = take(reader, len);
	*ret_len = at != NULL ? len : 0;
	return at;
}

/* All text of a job is UTF-8, whatever a plugin put there. */
static const char *cleaned(osp_job *job, const char *at, size_t len)
{
	osp_buf clean = OSP_BUF_INIT;
	for (const char *end = at + len; at < end;) {
		osp_buf_put_codepoint(&clean, osp_utf8_next(&at, end));
	}
	const char *text = osp_job_strndup(job, clean.data != NULL ? clean.data : "", clean.len);
	osp_buf_done(&clean);
	return text;
}

const char *packet_text_or_null(struct packet_reader *reader, osp_job *job)
{
	uint32_t len = packet_u32(reader);
	const char *at = len != no_text ? take(reader, len) : NULL;
	return at != NULL ? cleaned(job, at, len) : NULL;
}

const char *packet_text(struct packet_reader *reader, osp_job *job)
{
	const char *text = packet_text_or_null(reader, job);
	return text != NULL ? text : "";
}

size_t packet_count(struct packet_reader *reader, size_t least)
{
	uint32_t count = packet_u32(reader);
	if (reader->is_bad || count > (size_t)(reader->end - reader->at) / (least > 0 ? least : 1)) {
		reader->is_bad = true;
		return 0;
	}
	return count;
}

struct packet_start packet_start(const osp_job *job)
{
	return (struct packet_start){ job->diagnostic_count, job->file_count };
}

void packet_pack(const osp_job *job, const struct packet_start *start, osp_status status, const osp_buf *result, osp_buf *out)
{
	size_t body = packet_begin_bytes(out);
	packet_put_u32(out, status == OSP_OK ? 0 : 1);
	packet_put_bytes(out, result->data, result->len);
	packet_put_u32(out, (uint32_t)(job->file_count - start->file_count));
	for (size_t i = start->file_count; i < job->file_count; i++) {
		packet_put_text(out, job->files[i].path);
		packet_put_bytes(out, job->files[i].text, job->files[i].text != NULL ? job->files[i].len : 0);
	}
	size_t report = packet_begin_bytes(out);
	report_pack(job, start->diagnostic_count, out);
	packet_end_bytes(out, report);
	packet_end_bytes(out, body);
}

/* A reader behind the length; bad when the packet is not whole. */
static struct packet_reader open_packet(const osp_buf *packet)
{
	struct packet_reader reader = { packet->data, packet->data != NULL ? packet->data + packet->len : NULL, packet->data == NULL };
	uint64_t len = packet_u64(&reader);
	reader.is_bad = reader.is_bad || len != (uint64_t)(reader.end - reader.at);
	return reader;
}

bool packet_status(const osp_buf *packet, osp_status *ret_status)
{
	struct packet_reader reader = open_packet(packet);
	*ret_status = packet_u32(&reader) == 0 ? OSP_OK : OSP_FAIL;
	return !reader.is_bad;
}

void packet_result(const osp_buf *packet, osp_buf *out)
{
	struct packet_reader reader = open_packet(packet);
	size_t len = 0;
	packet_u32(&reader);
	const char *bytes = packet_bytes(&reader, &len);
	if (bytes != NULL && len > 0) {
		osp_buf_add(out, bytes, len);
	}
}

void packet_merge_report(osp_job *job, const osp_buf *packet, uint32_t file_count)
{
	struct packet_reader reader = open_packet(packet);
	size_t len = 0, first = job->diagnostic_count;
	uint32_t first_file = (uint32_t)job->file_count;
	packet_u32(&reader);
	packet_bytes(&reader, &len);
	size_t files = packet_count(&reader, sizeof(uint32_t) + sizeof(uint64_t));
	for (size_t i = 0; i < files && i < FILE_LIMIT && !reader.is_bad; i++) {
		const char *path = packet_text(&reader, job);
		const char *text = packet_bytes(&reader, &len);
		osp_job_add_file(job, path, len > 0 ? osp_job_strndup(job, text, len) : NULL, len);
	}
	const char *report = packet_bytes(&reader, &len);
	if (reader.is_bad || report == NULL || len == 0 || report_unpack(job, report, len) != OSP_OK) {
		return;
	}
	/* Other children, forked from the same state, gave their files the same numbers. */
	for (size_t i = first; i < job->diagnostic_count; i++) {
		osp_place *place = &job->diagnostics[i]->place;
		if (place->file >= file_count) {
			place->file = place->file - file_count < files ? place->file - file_count + first_file : 0;
		}
	}
}
