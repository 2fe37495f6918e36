/* run.c - use a plugin: here if it is shipped, in a child if it is not. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "plugin/run.h"

#include <string.h>

#include "base/file.h"
#include "plugin/carry.h"
#include "plugin/load.h"
#include "plugin/leftovers.h"
#include "plugin/packet.h"
#include "plugin/program.h"
#include "plugin/row.h"
#include "plugin/talk.h"
#include "plugin/trust.h"

enum { STOPS = 2 };

struct plugin_use *plugin_use_new(osp_job *job, const struct plugin *plugin, const char *name, const struct yaml_value *values,
	const char *const *own_keys, const char *folder, osp_place place)
{
	if (!trust_check(job, plugin, place) || !registry_load(job, plugin, place)) {
		return NULL;
	}
	osp_options *options = options_make(job, plugin->about.name, plugin->about.options, values, own_keys, folder, place);
	if (options == NULL) {
		return NULL;
	}
	struct plugin_use *use = osp_job_alloc(job, sizeof(*use));
	*use = (struct plugin_use){ .plugin = plugin, .options = options, .name = name, .place = place, .limits = supervise_limits() };
	return use;
}

bool plugin_is_for_volume(const struct plugin *plugin)
{
	return (plugin->verbs & PLUGIN_VERB_VOLUME) != 0;
}

/* Loads what is not shipped; in a child only. The file may have been changed since its descriptor was read. */
static const osp_plugin *load_here(osp_job *job, const struct plugin_use *use)
{
	struct plugin *loaded = osp_job_alloc(job, sizeof(*loaded));
	osp_buf why = OSP_BUF_INIT;
	bool is_same = plugin_stamp_is(&use->plugin->stamp, use->plugin->path);
	bool is_good = is_same && plugin_load(job, use->plugin->path, loaded, &why);
	if (!is_same || (is_good && (loaded->about.kind != use->plugin->about.kind || loaded->verbs != use->plugin->verbs ||
		strcmp(loaded->about.name, use->plugin->about.name) != 0))) {
		osp_buf_puts(&why, job_translate(job, "it was replaced while ospopress ran"));
		is_good = false;
	}
	if (!is_good) {
		osp_error(job, use->place, "plugin/refused", "plugin %s is not used: %s", use->plugin->path, why.data != NULL ? why.data : "");
	}
	osp_buf_done(&why);
	return is_good ? &loaded->about : NULL;
}

static osp_status call_open(osp_job *job, const osp_plugin *about, struct plugin_use *use)
{
	osp_status (*open)(osp_job *job, const osp_options *options, void **ret_state) =
		about->kind == OSP_READER ? about->reader->open : about->kind == OSP_TRANSFORM ? about->transform->open : about->writer->open;
	return open == NULL ? OSP_OK : open(job, use->options, &use->state);
}

void plugin_use_leave(const osp_plugin *about, struct plugin_use *use)
{
	void (*close)(void *state) =
		about->kind == OSP_READER ? about->reader->close : about->kind == OSP_TRANSFORM ? about->transform->close : about->writer->close;
	if (close != NULL) {
		close(use->state);
	}
	use->state = NULL;
	use->is_open = false;
}

const osp_plugin *plugin_use_open(osp_job *job, struct plugin_use *use)
{
	const osp_plugin *about = use->plugin->is_shipped ? &use->plugin->about : load_here(job, use);
	if (about == NULL || use->is_open) {
		return about;
	}
	if (!use->is_broken && call_open(job, about, use) == OSP_OK) {
		use->is_open = true;
		return about;
	}
	if (!use->is_broken) {
		plugin_use_leave(about, use);
		use->is_broken = true;
	}
	return NULL;
}

void plugin_use_close(struct plugin_use *use)
{
	if (use != NULL) {
		sandbox_release(use->box);
	}
	if (use != NULL && use->process != NULL) {
		talk_end(use);
		return;
	}
	if (use != NULL && use->is_open && use->plugin->is_shipped) {
		plugin_use_leave(&use->plugin->about, use);
	}
}

/* ---- One call of a verb, wherever it runs ---- */

struct call {
	struct plugin_use *use;
	const osp_source *source;
	osp_article *article;
	osp_volume *volume;
	size_t asset_count;
};

static osp_status call_verb(osp_job *job, const osp_plugin *about, const struct call *call)
{
	void *state = call->use->state;
	if (about->kind == OSP_READER) {
		return about->reader->read(job, state, call->source, call->article);
	}
	return call->volume != NULL ? about->transform->volume(job, state, call->volume)
		: about->transform->article(job, state, call->article);
}

static osp_status call_in_child(osp_job *job, void *closure, osp_buf *ret_result)
{
	const struct call *call = closure;
	const osp_plugin *about = plugin_use_open(job, call->use);
	if (about == NULL) {
		return OSP_FAIL;
	}
	osp_status status = call_verb(job, about, call);
	plugin_use_leave(about, call->use);
	if (status == OSP_OK && call->volume != NULL) {
		carry_pack_volume(call->volume, call->asset_count, ret_result);
	} else if (status == OSP_OK) {
		carry_pack_article(osp_job_volume(job), call->article, call->asset_count, ret_result);
	}
	return status;
}

static osp_place place_of(const struct call *call)
{
	return call->article != NULL && call->article->file != 0 ? (osp_place){ call->article->file, 0, 0 }
		: call->article != NULL ? call->article->place : call->use->place;
}

static const char *subject_of(const osp_job *job, const struct call *call)
{
	const osp_article *article = call->article;
	return article == NULL ? job_translate(job, "the volume")
		: article->file != 0 ? osp_job_file_path(job, article->file) : article->path;
}

struct sandbox *plugin_use_box(osp_job *job, const struct plugin_use *use)
{
	const struct program *program = use->plugin->program;
	if (use->plugin->is_shipped && program == NULL) {
		return NULL;
	}
	struct sandbox *box = sandbox_new(job);
	sandbox_read(job, box, path_folder(job->arena, use->plugin->path));
	if (program != NULL) {
		sandbox_read_programs(job, box);
		box->is_program = true;
		box->home = leftovers_scratch(job);
		sandbox_write(job, box, box->home);
	}
	box->is_asked_often = program != NULL || use->row != NULL;
	box->with_net = (use->plugin->about.wants & OSP_WANTS_NET) != 0;
	return box;
}

/* One box serves all calls of a use, unless pictures were added meanwhile. */
static struct sandbox *box_of(osp_job *job, struct plugin_use *use)
{
	size_t assets = job->volume != NULL ? job->volume->asset_count : 0;
	/* A program keeps the box that it was started in. */
	if (use->box == NULL || (use->boxed_assets != assets && use->process == NULL)) {
		sandbox_release(use->box);
		use->box = plugin_use_box(job, use);
		use->boxed_assets = assets;
	}
	return use->box;
}

/* Puts what a child made in its place, if it can be believed. */
static enum supervise_end take_result(osp_job *job, const struct call *call, const osp_buf *result)
{
	const struct plugin *plugin = call->use->plugin;
	const struct sandbox *box = call->use->box;
	osp_buf why = OSP_BUF_INIT;
	bool is_good = call->volume != NULL ? carry_unpack_volume(job, call->volume, box, result, &why)
		: carry_unpack_article(job, call->article, box, result, &why);
	if (!is_good) {
		osp_error(job, place_of(call), "plugin/damaged", "plugin %s left %s in a state that can't be used (%s); it is as before (%s)",
			plugin->about.name, subject_of(job, call), why.len > 0 ? why.data : job_translate(job, "what it sent is damaged"), plugin->path);
	}
	osp_buf_done(&why);
	return is_good ? SUPERVISE_DONE : SUPERVISE_CRASHED;
}

static enum supervise_end call_apart(osp_job *job, struct call *call)
{
	const struct plugin *plugin = call->use->plugin;
	struct supervise_task task = {
		.plugin = plugin->about.name, .path = plugin->path, .subject = subject_of(job, call), .place = place_of(call),
		.run = call_in_child, .closure = call, .limits = call->use->limits, .box = box_of(job, call->use),
	};
	call->asset_count = osp_job_volume(job)->asset_count;
	supervise_run(job, &task);
	task.end = task.end == SUPERVISE_DONE ? take_result(job, call, &task.result) : task.end;
	osp_buf_done(&task.result);
	return task.end;
}

static struct child_name name_of(osp_job *job, const struct call *call)
{
	const struct plugin *plugin = call->use->plugin;
	return (struct child_name){ plugin->about.name, plugin->path, subject_of(job, call), place_of(call) };
}

static enum supervise_end call_in_row(osp_job *job, struct call *call)
{
	struct child_name name = name_of(job, call);
	osp_buf result = OSP_BUF_INIT;
	box_of(job, call->use);
	enum supervise_end end = row_ask(job, call->use, &name, call->article, &result);
	bool has_changed = end == SUPERVISE_GARBAGE || (end == SUPERVISE_DONE && result.len > 0);
	if (has_changed && take_result(job, call, &result) != SUPERVISE_DONE) {
		end = SUPERVISE_CRASHED;
		row_drop(call->use);
	}
	osp_buf_done(&result);
	return end;
}

static enum supervise_end call_here(osp_job *job, struct call *call)
{
	size_t errors = report_count(job, SEVERITY_ERROR);
	const osp_plugin *about = plugin_use_open(job, call->use);
	if (about != NULL && call_verb(job, about, call) == OSP_OK) {
		return SUPERVISE_DONE;
	}
	if (report_count(job, SEVERITY_ERROR) == errors && call->use->is_broken) {
		osp_error(job, place_of(call), "plugin/not-open", "plugin %s could not be started, so %s is left out",
			call->use->plugin->about.name, subject_of(job, call));
	} else if (report_count(job, SEVERITY_ERROR) == errors) {
		osp_error(job, place_of(call), "plugin/silent", "plugin %s failed on %s without saying why (%s)", call->use->plugin->about.name,
			subject_of(job, call), call->use->plugin->path);
	}
	return SUPERVISE_FAILED;
}

/* Whoever takes all the time that it may have again and again is not asked any more: two hundred articles would take hours. */
static bool is_given_up(osp_job *job, const struct call *call)
{
	struct plugin_use *use = call->use;
	if (use->stops < STOPS) {
		return false;
	}
	/* An article without its tree needs to know why; to say it of all others once is enough. */
	if (use->stops == STOPS || use->plugin->about.kind == OSP_READER) {
		osp_error(job, place_of(call), "plugin/given-up", "plugin %s had to be stopped %d times, so it is not used on %s and what follows (%s)",
			use->plugin->about.name, STOPS, subject_of(job, call), use->plugin->path);
	}
	use->stops = STOPS + 1;
	return true;
}

/* Asks a program: its own process holds it, so nothing is forked for the call. */
static enum supervise_end call_program(osp_job *job, struct call *call)
{
	box_of(job, call->use);
	return call->source != NULL ? talk_read(job, call->use, call->source, call->article) : talk_transform(job, call->use, call->article);
}

static enum supervise_end call_plugin(osp_job *job, struct call *call)
{
	bool is_program = call->use->plugin->program != NULL;
	if (call->use->plugin->is_shipped && !is_program) {
		return call_here(job, call);
	}
	if (is_given_up(job, call)) {
		return SUPERVISE_HUNG;
	}
	enum supervise_end end = is_program ? call_program(job, call) : call->use->row != NULL ? call_in_row(job, call) : call_apart(job, call);
	call->use->stops += end == SUPERVISE_HUNG || end == SUPERVISE_MEMORY || end == SUPERVISE_PROCESSES || end == SUPERVISE_NO_CHILD;
	return end;
}

enum supervise_end plugin_read(osp_job *job, struct plugin_use *use, const osp_source *source, osp_article *article)
{
	struct call call = { .use = use, .source = source, .article = article };
	return call_plugin(job, &call);
}

enum supervise_end plugin_transform_article(osp_job *job, struct plugin_use *use, osp_article *article)
{
	struct call call = { .use = use, .article = article };
	return call_plugin(job, &call);
}

enum supervise_end plugin_transform_volume(osp_job *job, struct plugin_use *use, osp_volume *volume)
{
	struct call call = { .use = use, .volume = volume };
	return call_plugin(job, &call);
}

/* ---- Rows ---- */

bool plugin_has_child(const struct plugin *plugin)
{
	return !plugin->is_shipped && plugin->program == NULL && !supervise_is_single();
}

void plugin_row_begin(osp_job *job, struct plugin_use *use, osp_article *const *articles, size_t count)
{
	if (plugin_has_child(use->plugin)) {
		use->row = osp_job_alloc(job, sizeof(*use->row));
		*use->row = (struct row){ .articles = articles, .count = count };
	}
}

enum supervise_end plugin_row_end(osp_job *job, struct plugin_use *use)
{
	const struct call all = { .use = use };
	struct child_name name = name_of(job, &all);
	enum supervise_end end = use->row != NULL ? row_end(job, use, &name) : SUPERVISE_DONE;
	use->row = NULL;
	return end;
}

/* ---- What a writer needs ---- */

static osp_status ask_needs(osp_job *job, void *closure, osp_buf *ret_result)
{
	struct plugin_use *use = closure;
	const osp_plugin *about = use->plugin->is_shipped ? &use->plugin->about : load_here(job, use);
	if (about == NULL) {
		return OSP_FAIL;
	}
	packet_put_u32(ret_result, about->writer->needs_for(use->options));
	return OSP_OK;
}

static uint32_t checked_needs(osp_job *job, const struct plugin_use *use, uint32_t needs)
{
	uint32_t main_needs = needs & (OSP_NEEDS_TREE | OSP_NEEDS_PAGES);
	bool has_verb = (main_needs == OSP_NEEDS_TREE && (use->plugin->verbs & PLUGIN_VERB_TREE) != 0) ||
		(main_needs == OSP_NEEDS_PAGES && (use->plugin->verbs & PLUGIN_VERB_PAGES) != 0);
	if (has_verb) {
		return needs;
	}
	osp_error(job, use->place, "plugin/needs", "plugin %s asks for something that it has no function for, so %s is left out",
		use->plugin->about.name, use->name);
	return 0;
}

uint32_t plugin_writer_needs(osp_job *job, struct plugin_use *use)
{
	const struct plugin *plugin = use->plugin;
	struct supervise_task task = {
		.plugin = plugin->about.name, .path = plugin->path, .subject = use->name, .place = use->place,
		.run = ask_needs, .closure = use, .limits = use->limits, .box = box_of(job, use),
	};
	if ((plugin->verbs & PLUGIN_VERB_NEEDS) == 0) {
		return plugin->about.writer->needs;
	}
	if (plugin->is_shipped) {
		return checked_needs(job, use, plugin->about.writer->needs_for(use->options));
	}
	supervise_run(job, &task);
	struct packet_reader reader = { task.result.data, task.result.data != NULL ? task.result.data + task.result.len : NULL,
		task.result.data == NULL };
	uint32_t needs = packet_u32(&reader);
	osp_buf_done(&task.result);
	return task.end == SUPERVISE_DONE ? checked_needs(job, use, needs) : 0;
}
