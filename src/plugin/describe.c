/* describe.c - read the descriptor of a file that is not trusted, in a child that ends afterwards. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "plugin/load.h"
#include "plugin/packet.h"
#include "plugin/supervise.h"

enum { DESCRIBE_SECONDS = 10, OPTION_LIMIT = 256 };

static void pack_options(const osp_option *options, size_t count, osp_buf *out)
{
	packet_put_u32(out, (uint32_t)count);
	for (size_t i = 0; i < count; i++) {
		packet_put_text(out, options[i].key);
		packet_put_u32(out, options[i].type);
		packet_put_text(out, options[i].fallback);
		packet_put_text(out, options[i].choices);
		packet_put_text(out, options[i].help);
	}
}

/* The data of all three tables, whichever there is: one form is simpler than three. */
static void pack_plugin(const struct plugin *plugin, osp_buf *out)
{
	const osp_plugin *about = &plugin->about;
	const osp_reader *reader = about->kind == OSP_READER ? about->reader : NULL;
	const osp_transform *transform = about->kind == OSP_TRANSFORM ? about->transform : NULL;
	const osp_writer *writer = about->kind == OSP_WRITER ? about->writer : NULL;
	packet_put_u32(out, about->kind);
	packet_put_u32(out, plugin->verbs);
	packet_put_text(out, about->name);
	packet_put_text(out, about->version);
	packet_put_text(out, about->summary);
	packet_put_text(out, about->license);
	packet_put_text(out, reader != NULL ? reader->suffixes : NULL);
	packet_put_u32(out, reader != NULL && reader->no_front_matter);
	packet_put_text(out, transform != NULL ? transform->after : NULL);
	packet_put_text(out, transform != NULL ? transform->before : NULL);
	packet_put_text(out, writer != NULL ? writer->format : NULL);
	packet_put_text(out, writer != NULL ? writer->suffix : NULL);
	packet_put_text(out, writer != NULL ? writer->medium : NULL);
	packet_put_u32(out, writer != NULL ? writer->needs : 0);
	pack_options(about->options, plugin->option_count, out);
}

static void unpack_options(osp_job *job, struct packet_reader *reader, struct plugin *plugin)
{
	size_t count = packet_count(reader, 5 * sizeof(uint32_t));
	count = count <= OPTION_LIMIT ? count : 0;
	osp_option *options = osp_job_alloc(job, (count + 1) * sizeof(*options));
	for (size_t i = 0; i < count; i++) {
		options[i].key = packet_text(reader, job);
		options[i].type = packet_u32(reader);
		options[i].fallback = packet_text_or_null(reader, job);
		options[i].choices = packet_text_or_null(reader, job);
		options[i].help = packet_text_or_null(reader, job);
	}
	plugin->about.options = options;
}

static void unpack_plugin(osp_job *job, struct packet_reader *from, struct plugin *plugin)
{
	osp_plugin *about = &plugin->about;
	osp_reader *reader = osp_job_alloc(job, sizeof(*reader));
	osp_transform *transform = osp_job_alloc(job, sizeof(*transform));
	osp_writer *writer = osp_job_alloc(job, sizeof(*writer));
	about->kind = packet_u32(from);
	plugin->verbs = packet_u32(from);
	about->name = packet_text(from, job);
	about->version = packet_text(from, job);
	about->summary = packet_text(from, job);
	about->license = packet_text_or_null(from, job);
	reader->suffixes = packet_text_or_null(from, job);
	reader->no_front_matter = packet_u32(from) != 0;
	transform->after = packet_text_or_null(from, job);
	transform->before = packet_text_or_null(from, job);
	writer->format = packet_text_or_null(from, job);
	writer->suffix = packet_text_or_null(from, job);
	writer->medium = packet_text_or_null(from, job);
	writer->needs = packet_u32(from);
	unpack_options(job, from, plugin);
	about->abi_major = OSP_ABI_MAJOR;
	about->abi_minor = OSP_ABI_MINOR;
	about->size = sizeof(*about);
	about->reader = about->kind == OSP_READER ? reader : NULL;
	about->transform = about->kind == OSP_TRANSFORM ? transform : NULL;
	about->writer = about->kind == OSP_WRITER ? writer : NULL;
}

/* Sends 1 and the descriptor, or 0 and why not: a refusal is an answer, so it is no failure of the task. */
static osp_status describe(osp_job *job, void *closure, osp_buf *ret_result)
{
	const char *path = closure;
	struct plugin plugin = { 0 };
	osp_buf why = OSP_BUF_INIT;
	if (plugin_load(job, path, &plugin, &why)) {
		packet_put_u32(ret_result, 1);
		pack_plugin(&plugin, ret_result);
	} else {
		packet_put_u32(ret_result, 0);
		packet_put_text(ret_result, why.data);
	}
	osp_buf_done(&why);
	return OSP_OK;
}

/* The answer of a child that gave one. */
static bool take_answer(osp_job *job, const char *path, const osp_buf *answer, struct plugin *plugin, osp_buf *why)
{
	const char *end = answer->data != NULL ? answer->data + answer->len : NULL;
	struct packet_reader reader = { answer->data, end, answer->data == NULL };
	bool is_accepted = packet_u32(&reader) == 1;
	if (!is_accepted) {
		osp_buf_puts(why, packet_text(&reader, job));
		return false;
	}
	unpack_plugin(job, &reader, plugin);
	plugin->path = osp_job_strdup(job, path);
	if (reader.is_bad) {
		osp_buf_puts(why, job_translate(job, "its descriptor is damaged"));
		return false;
	}
	return plugin_check(job, plugin, why);
}

bool plugin_describe(osp_job *job, const char *path, struct plugin *plugin, osp_buf *why)
{
	struct supervise_task task = { .plugin = path, .subject = path, .run = describe, .limits = supervise_limits() };
	task.closure = osp_job_strdup(job, path);
	task.limits.seconds = task.limits.seconds < DESCRIBE_SECONDS ? task.limits.seconds : DESCRIBE_SECONDS;
	task.is_quiet = true;
	supervise_run(job, &task);
	bool is_good = false;
	if (task.end == SUPERVISE_DONE) {
		is_good = take_answer(job, path, &task.result, plugin, why);
	} else {
		osp_buf_puts(why, job_translate(job, task.end == SUPERVISE_HUNG ? "loading it takes for ever" : "loading it crashes"));
	}
	osp_buf_done(&task.result);
	return is_good;
}
