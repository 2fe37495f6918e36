/* outputs.c - what a manifest wants to have made. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "manifest/manifest.h"
#include "manifest/schema.h"
#include "base/file.h"
#include "base/job.h"
#include "document/volume.h"

#include <string.h>

const char *const manifest_output_keys[] = { "format", "file", "dir", "paper", "bleed", "offprints", "style", "name", "from", NULL };

static bool key_is_good(const char *key)
{
	if (*key == '\0' || *key == '-') {
		return false;
	}
	for (; *key != '\0'; key++) {
		if (!((*key >= 'a' && *key <= 'z') || (*key >= 'A' && *key <= 'Z') || (*key >= '0' && *key <= '9') || *key == '-' || *key == '_')) {
			return false;
		}
	}
	return true;
}

/* A file that an output goes to is relative and stays beneath the output folder. */
static const char *good_target(struct loading *loading, const struct yaml_value *value)
{
	const char *text = schema_string(loading, "file", value);
	if (text == NULL) {
		return "";
	}
	bool climbs = strncmp(text, "../", 3) == 0 || strstr(text, "/../") != NULL || strcmp(text, "..") == 0;
	if (*text == '/' || *text == '\0' || climbs) {
		schema_error(loading, value->place, "manifest/target", "\"%s\" leads out of the output folder; name a file within it", text);
		return "";
	}
	return text;
}

static void read_host_keys(struct loading *loading, struct manifest_output *output, const struct yaml_value *map)
{
	const struct yaml_value *format = yaml_find(map, "format"), *file = yaml_find(map, "file");
	const struct yaml_value *dir = yaml_find(map, "dir"), *paper = yaml_find(map, "paper"), *style = yaml_find(map, "style");
	const struct yaml_value *bleed = yaml_find(map, "bleed");
	const char *text = format != NULL ? schema_string(loading, "format", format) : NULL;
	output->format = text != NULL ? text : output->format;
	if (file != NULL || dir != NULL) {
		output->file = good_target(loading, file != NULL ? file : dir);
	}
	text = paper != NULL ? schema_string(loading, "paper", paper) : NULL;
	output->paper = text != NULL ? text : output->paper;
	text = bleed != NULL ? schema_string(loading, "bleed", bleed) : NULL;
	output->bleed = text != NULL ? text : output->bleed;
	if (style != NULL) {
		output->styles = schema_list(loading, "style", style, NULL);
	}
}

static struct manifest_output *add(struct loading *loading, const char *key, const char *format, osp_place place)
{
	struct manifest *manifest = loading->manifest;
	struct manifest_output *output = osp_job_alloc(loading->job, sizeof(*output));
	*output = (struct manifest_output){ .key = key, .format = format, .file = "", .paper = "", .bleed = "", .place = place };
	if (!key_is_good(key)) {
		schema_error(loading, place, "manifest/output-name", "\"%s\" can't name an output; use Latin letters, digits and hyphens", key);
	}
	for (size_t i = 0; i < manifest->output_count; i++) {
		if (strcmp(manifest->outputs[i]->key, key) == 0) {
			schema_error(loading, place, "manifest/duplicate-output", "two outputs are called \"%s\"", key);
		}
	}
	VOLUME_ADD(loading->job, manifest, outputs, output_count, output);
	return output;
}

/* `offprints: true` in an output of pages is an output of its own, with the same geometry. */
static void add_offprints(struct loading *loading, const struct manifest_output *output)
{
	const struct yaml_value *wish = yaml_find(output->options, "offprints");
	bool wanted = false;
	if (wish == NULL || !schema_bool(loading, "offprints", wish, &wanted) || !wanted) {
		return;
	}
	const char *key = strcmp(output->key, "pdf") == 0 ? "offprints" : osp_job_printf(loading->job, "%s-offprints", output->key);
	struct manifest_output *offprints = add(loading, key, "offprints", wish->place);
	offprints->paper = output->paper;
	offprints->bleed = output->bleed;
	offprints->styles = output->styles;
}

/* `pdf:`, `pdf: true`, `pdf: {paper: a4}`, or `[pdf, epub]`. */
void manifest_read_outputs(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	(void)object;
	for (size_t i = 0; value->kind == YAML_LIST && i < value->count; i++) {
		if (schema_string(loading, "outputs", value->items[i]) != NULL) {
			add(loading, value->items[i]->scalar, value->items[i]->scalar, value->items[i]->place);
		}
	}
	for (size_t i = 0; value->kind == YAML_MAP && i < value->count; i++) {
		const struct yaml_pair *pair = &value->pairs[i];
		bool on = true;
		if (pair->value->kind == YAML_SCALAR) {
			schema_bool(loading, pair->key, pair->value, &on);
		}
		if (strcmp(pair->key, "metadata") == 0) {
			osp_warn(loading->job, pair->key_place, "manifest/not-yet", "\"%s\" is not supported yet in this version; it is passed over", pair->key);
			on = false;
		}
		if (!on) {
			continue;
		}
		struct manifest_output *output = add(loading, pair->key, pair->key, pair->key_place);
		if (pair->value->kind == YAML_MAP) {
			output->options = pair->value;
			read_host_keys(loading, output, pair->value);
			add_offprints(loading, output);
		}
	}
	if (value->kind == YAML_SCALAR) {
		add(loading, value->scalar, value->scalar, value->place);
	} else if (value->kind == YAML_NULL) {
		schema_error(loading, key_place, "manifest/type", "\"outputs\" is empty; name formats (pdf, epub, wechat, handout) or leave the key out");
	}
}

void manifest_style_layout(osp_job *job, struct manifest_output *output, const char *layout)
{
	size_t count = 0;
	if (strcmp(layout, "large-print") != 0) {
		return;
	}
	while (output->styles != NULL && output->styles[count] != NULL) {
		count++;
	}
	const char **styles = osp_job_alloc(job, (count + 2) * sizeof(*styles));
	styles[0] = layout; /* what the editor named comes behind it and wins */
	for (size_t i = 0; i < count; i++) {
		styles[i + 1] = output->styles[i];
	}
	output->styles = styles;
}

void manifest_read_handouts(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	(void)object;
	if (value->kind != YAML_LIST) {
		schema_error(loading, key_place, "manifest/type", "\"handouts\" takes a list of {name: ..., layout: ...}");
	}
	for (size_t i = 0; value->kind == YAML_LIST && i < value->count; i++) {
		const struct yaml_value *item = value->items[i];
		const struct yaml_value *name = item->kind == YAML_MAP ? yaml_find(item, "name") : item;
		const char *key = name != NULL ? schema_string(loading, "name", name) : NULL;
		if (key == NULL) {
			schema_error(loading, item->place, "manifest/type", "a handout needs a \"name\"");
			continue;
		}
		struct manifest_output *output = add(loading, key, "handout", item->place);
		if (item->kind == YAML_MAP) {
			output->options = item;
			read_host_keys(loading, output, item);
			const struct yaml_value *layout = yaml_find(item, "layout");
			manifest_style_layout(loading->job, output, layout != NULL ? layout->scalar : "");
		}
	}
}

void manifest_default_outputs(struct loading *loading)
{
	static const char *const formats[] = { "pdf", "epub", "wechat", "handout" };
	if (loading->manifest->output_count > 0) {
		return;
	}
	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++) {
		add(loading, formats[i], formats[i], loading->manifest->volume->place);
	}
}

const char *manifest_target(osp_job *job, const struct manifest *manifest, const struct manifest_output *output,
	const char *suffix, const char *folder)
{
	const char *id = manifest->volume->id;
	const char *name = output->file;
	if (*name == '\0' && *suffix == '\0') {
		name = output->key;
	} else if (*name == '\0' && strcmp(output->key, suffix + 1) == 0) {
		name = osp_job_printf(job, "%s%s", id, suffix);
	} else if (*name == '\0') {
		name = osp_job_printf(job, "%s-%s%s", id, output->key, suffix);
	}
	return osp_job_strdup(job, path_absolute(job->arena, path_join(job->arena, folder, name)));
}
