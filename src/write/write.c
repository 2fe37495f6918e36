/* write.c - run the writers of all outputs, each in a child, and put what they made in place. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "write/write.h"

#include "plugin/packet.h"
#include "plugin/talk.h"
#include "style/style.h"

enum { DONE = 0, DOCUMENT_ERROR = 1, PLUGIN_FAILED = 3, NOT_WRITTEN = 4, PROGRAM_SECONDS = 10 };

struct write_crew {
	osp_job *job;
	struct supervise_crew *children;
	int status;
};

static void raise_status(struct write_crew *crew, struct write_output *output, int status)
{
	output->status = status > output->status ? status : output->status;
	crew->status = status > crew->status ? status : crew->status;
}

/* A program is asked from this child, which is ours: the program is in a box, the child in none. */
static enum supervise_end run_program(osp_job *job, const struct write_output *output)
{
	enum supervise_end end = talk_write(job, output->use, output->volume, output->output);
	return end != SUPERVISE_DONE || output_finish(output->output) == OSP_OK ? end : SUPERVISE_FAILED;
}

static osp_status run_writer(osp_job *job, const struct write_output *output)
{
	const osp_plugin *about = plugin_use_open(job, output->use);
	if (about == NULL) {
		return OSP_FAIL;
	}
	const osp_writer *writer = about->writer;
	void *state = output->use->state;
	const osp_pages *labels = (output->needs & OSP_NEEDS_LABELS) != 0 ? output->pages : NULL;
	osp_status status = (output->needs & OSP_NEEDS_PAGES) != 0
		? writer->write_pages(job, state, output->pages, output->output)
		: writer->write_tree(job, state, output->volume, labels, output->output);
	if (writer->close != NULL) {
		writer->close(state);
	}
	if (status != OSP_OK) {
		return OSP_FAIL;
	}
	/* A writer in a box can't put the last hand to it: put_in_place() does. */
	return output->task.box == NULL ? output_finish(output->output) : output_check(output->output);
}

/* In the child. Sends whether the disk was to blame, and how a program ended. */
static osp_status write_in_child(osp_job *job, void *closure, osp_buf *ret_result)
{
	const struct write_output *output = closure;
	size_t styles = 0;
	while (output->styles != NULL && output->styles[styles] != NULL) {
		styles++;
	}
	style_lay_over(job, output->styles, styles);
	enum supervise_end end = output->use->plugin->program != NULL ? run_program(job, output)
		: run_writer(job, output) == OSP_OK ? SUPERVISE_DONE : SUPERVISE_FAILED;
	packet_put_u32(ret_result, output->output->is_failed ? 1 : 0);
	packet_put_u32(ret_result, end);
	return end == SUPERVISE_DONE ? OSP_OK : OSP_FAIL;
}

static bool was_disk(const osp_buf *result, enum supervise_end *ret_end)
{
	struct packet_reader reader = { result->data, result->data != NULL ? result->data + result->len : NULL, result->data == NULL };
	bool was = packet_u32(&reader) == 1;
	*ret_end = (enum supervise_end)packet_u32(&reader);
	return was;
}

/* In the worker, as soon as a child has ended. */
static void put_in_place(void *closure, struct supervise_task *task)
{
	struct write_crew *crew = closure;
	struct write_output *output = task->closure;
	enum supervise_end end;
	bool disk = was_disk(&task->result, &end);
	sandbox_release(task->box);
	osp_buf_done(&task->result);
	if (task->end == SUPERVISE_DONE && task->box != NULL && output_finish(output->output) != OSP_OK) {
		task->end = SUPERVISE_FAILED;
		disk = output->output->is_failed;
	}
	if (task->end == SUPERVISE_DONE) {
		raise_status(crew, output, output_commit(output->output) == OSP_OK ? DONE : NOT_WRITTEN);
		return;
	}
	output_discard(output->output);
	raise_status(crew, output, task->end == SUPERVISE_FAILED && disk ? NOT_WRITTEN : supervise_exit_status(task->end == SUPERVISE_FAILED && end > SUPERVISE_DONE ? end : task->end));
}

struct write_crew *write_crew_new(osp_job *job, unsigned jobs)
{
	struct write_crew *crew = osp_job_alloc(job, sizeof(*crew));
	crew->job = job;
	crew->children = supervise_crew_new(job, jobs, put_in_place, crew);
	return crew;
}

/* Somebody else's writer reads pictures and fonts, and writes what it was made for. */
static struct sandbox *box_of(osp_job *job, const struct write_output *output)
{
	struct sandbox *box = plugin_use_box(job, output->use);
	if (box == NULL) {
		return NULL;
	}
	if (output->use->plugin->program != NULL) {
		return box; /* its files come through the protocol */
	}
	for (size_t i = 0; output->pages != NULL && i < output->pages->font_count; i++) {
		sandbox_read(job, box, output->pages->fonts[i]->path);
	}
	sandbox_write(job, box, output->output->temporary);
	return box;
}

void write_start(struct write_crew *crew, struct write_output *output)
{
	const struct plugin *plugin = output->use->plugin;
	output->status = DONE;
	if (output->needs == 0) {
		raise_status(crew, output, PLUGIN_FAILED);
		return;
	}
	output->output = output_new(crew->job, output->use->name, output->target, *plugin->about.writer->suffix == '\0', output->use->place);
	if (output->output == NULL) {
		raise_status(crew, output, NOT_WRITTEN);
		return;
	}
	output->task = (struct supervise_task){
		.plugin = plugin->about.name, .path = plugin->path, .place = output->use->place, .run = write_in_child, .closure = output,
		.subject = osp_job_printf(crew->job, job_translate(crew->job, "output %s"), output->use->name), .limits = output->use->limits,
	};
	output->task.box = box_of(crew->job, output);
	if (plugin->program != NULL) {
		/* The program's time is measured by its parent, which needs a little of its own. */
		output->use->box = output->task.box;
		output->task.box = NULL;
		output->task.limits.seconds += PROGRAM_SECONDS;
	}
	supervise_start(crew->children, &output->task);
	if (output->task.end == SUPERVISE_NO_CHILD) {
		output_discard(output->output);
		raise_status(crew, output, PLUGIN_FAILED);
	}
}

int write_wait(struct write_crew *crew)
{
	supervise_wait(crew->children);
	return crew->status;
}
