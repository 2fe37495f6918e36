/* street_setup.c - from the manifest to the plugins that it asks for, with checked options. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "street.h"
#include "base/catalogue.h"
#include "base/file.h"
#include "document/volume.h"
#include "style/style.h"
#include "transform/transform.h"

#include <stdlib.h>
#include <string.h>

enum { BLEED_MAX = 86 * OSP_POINT }; /* 30 mm */

void street_raise(struct street *street, int status)
{
	street->status = status > street->status ? status : street->status;
}

static const struct manifest_use *find_use(const struct manifest *manifest, const char *name)
{
	for (size_t i = 0; i < manifest->use_count; i++) {
		if (strcmp(manifest->uses[i]->name, name) == 0) {
			return manifest->uses[i];
		}
	}
	return NULL;
}

/* Compares "1.10.2" with "1.9": numbers between dots. */
static int compare_versions(const char *a, const char *b)
{
	while (*a != '\0' || *b != '\0') {
		char *a_end, *b_end;
		unsigned long left = strtoul(a, &a_end, 10), right = strtoul(b, &b_end, 10);
		if (left != right) {
			return left < right ? -1 : 1;
		}
		a = *a_end == '.' ? a_end + 1 : "";
		b = *b_end == '.' ? b_end + 1 : "";
	}
	return 0;
}

static void check_requirement(struct street *street, const struct yaml_pair *pair)
{
	const struct plugin *found = NULL;
	for (uint32_t kind = OSP_READER; kind <= OSP_WRITER && found == NULL; kind++) {
		found = registry_find(street->job, kind, pair->key);
	}
	const char *wanted = pair->value->scalar;
	wanted += strspn(wanted, ">= ");
	if (found == NULL) {
		osp_error(street->job, pair->key_place, "plugins/required", "the plugin \"%s\" is required, but it is not installed; \"ospopress plugins\" lists those that are", pair->key);
	} else if (compare_versions(found->about.version, wanted) < 0) {
		osp_error(street->job, pair->value->place, "plugins/required", "the plugin \"%s\" is required in version %s or newer, but here is %s", pair->key, wanted, found->about.version);
	} else {
		return;
	}
	street_raise(street, STATUS_USAGE);
}

const char *street_paper_sheet(const struct street *street, const char *style, const char *paper)
{
	if (*paper == '\0' || strpbrk(paper, " ./") != NULL || strpbrk(style, "./") != NULL) {
		return NULL;
	}
	const char *name = osp_job_printf(street->job, "%s-%s", style, paper);
	return style_exists(street->job, name) ? name : NULL;
}

/* A theme of a WeChat editor says nothing about pages and e-books. */
static void load_default(struct street *street)
{
	static const char *styles[] = { "ospo", NULL };
	const char *theme, *dialect;
	if (!style_is_theme_only(street->job, &theme, &dialect)) {
		return;
	}
	osp_note(street->job, (osp_place){ street->manifest->file, 0, 0 }, "style/theme", "%s is a theme for WeChat (%s): the WeChat output takes it, the others take the style \"ospo\"", theme, dialect);
	const char *sheet = street_paper_sheet(street, styles[0], street->manifest->paper);
	const char *const names[] = { styles[0], sheet };
	style_load_fallback(street->job, names, sheet != NULL ? 2 : 1);
	street->styles = styles;
}

/* Each style, and what it is on the volume's paper: sheets that come after may change both. */
static void load_styles(struct street *street)
{
	const struct cli *cli = street->cli;
	size_t most = cli->style != NULL ? 1 : 0, count = 0;
	/* There is none when the manifest could not be read at all. */
	while (cli->style == NULL && street->manifest->styles != NULL && street->manifest->styles[most] != NULL) {
		most++;
	}
	const char **names = osp_job_alloc(street->job, (most * 2 + 1) * sizeof(*names));
	street->styles = osp_job_alloc(street->job, (most + 1) * sizeof(*street->styles));
	street->styles[most] = NULL;
	for (size_t i = 0; i < most; i++) {
		street->styles[i] = names[count++] = cli->style != NULL ? cli->style : street->manifest->styles[i];
		const char *sheet = street_paper_sheet(street, street->styles[i], street->manifest->paper);
		if (sheet != NULL) {
			names[count++] = sheet;
		}
	}
	if (style_load(street->job, names, count) != OSP_OK) {
		street_raise(street, STATUS_USAGE);
	}
	load_default(street);
}

bool street_open(struct street *street)
{
	const struct cli *cli = street->cli;
	const char *path = cli->file != NULL ? cli->file : "proceedings.yml";
	bool is_article = cli->command == CLI_DUMP && !file_is_folder(path) && strcmp(path_suffix(path), "yml") != 0 && strcmp(path_suffix(path), "yaml") != 0;
	if ((is_article ? manifest_for_article(street->job, path) : manifest_load(street->job, path, cli->root)) == NULL) {
		street_raise(street, STATUS_USAGE);
	}
	/* Also after mistakes: outputs and plugins are checked, so that all of them are told at once. */
	street->manifest = street->job->manifest;
	street->volume = street->manifest->volume;
	if (cli->messages == NULL && *street->manifest->messages != '\0') {
		street->job->language = catalogue_language(street->manifest->messages);
	}
	struct plugin_search search = { cli->local_plugins ? street->manifest->folder : NULL, cli->trust, cli->graph };
	registry_open(street->job, &search);
	registry_report(street->job);
	const struct yaml_value *required = street->manifest->required;
	for (size_t i = 0; required != NULL && required->kind == YAML_MAP && i < required->count; i++) {
		check_requirement(street, &required->pairs[i]);
	}
	load_styles(street);
	return street->status < STATUS_USAGE;
}

/* A transform runs when it is part of ospopress, unless it is switched off; any other when the manifest names it. */
static bool is_wanted(const struct plugin *plugin, const struct manifest_use *use)
{
	if (plugin->about.kind != OSP_TRANSFORM || plugin->is_shadowed) {
		return false;
	}
	return use != NULL ? !use->is_off : plugin_runs_unasked(plugin);
}

static bool has_transform(const struct street *street, const char *name)
{
	return registry_find(street->job, OSP_TRANSFORM, name) != NULL || registry_find(street->job, OSP_READER, name) != NULL;
}

bool street_setup_transforms(struct street *street)
{
	const struct plugin_registry *registry = street->job->plugins;
	const struct manifest *manifest = street->manifest;
	for (size_t i = 0; i < manifest->use_count; i++) {
		if (!has_transform(street, manifest->uses[i]->name)) {
			registry_report_missing(street->job, OSP_TRANSFORM, manifest->uses[i]->name, manifest->uses[i]->place);
			street_raise(street, STATUS_USAGE);
		}
	}
	for (size_t i = 0; i < registry->count; i++) {
		const struct plugin *plugin = registry->plugins[i];
		const struct manifest_use *named = find_use(manifest, plugin->about.name);
		if (!is_wanted(plugin, named)) {
			continue;
		}
		osp_place place = named != NULL ? named->place : (osp_place){ manifest->file, 0, 0 };
		struct plugin_use *use = plugin_use_new(street->job, plugin, plugin->about.name, named != NULL ? named->options : NULL, NULL, manifest->folder, place);
		if (use == NULL) {
			street_raise(street, STATUS_USAGE);
			continue;
		}
		volume_list_add(street->job, &street->transforms, &street->transform_count, use);
	}
	if (transform_order(street->job, street->transforms, street->transform_count) != OSP_OK) {
		street_raise(street, STATUS_USAGE);
	}
	return street->status < STATUS_USAGE;
}

struct plugin_use *street_reader(struct street *street, const char *name, const char *path, osp_place place)
{
	const struct plugin *plugin = *name != '\0' ? registry_find(street->job, OSP_READER, name) : registry_find_suffix(street->job, path_suffix(path));
	if (plugin == NULL && *name != '\0') {
		registry_report_missing(street->job, OSP_READER, name, place);
		return NULL;
	}
	if (plugin == NULL) {
		osp_error(street->job, place, "read/no-reader", "no reader takes files that end in \".%s\"; name one with \"reader:\", or install one", path_suffix(path));
		return NULL;
	}
	for (size_t i = 0; i < street->reader_count; i++) {
		if (street->readers[i]->plugin == plugin) {
			return street->readers[i];
		}
	}
	const struct manifest_use *named = find_use(street->manifest, plugin->about.name);
	struct plugin_use *use = plugin_use_new(street->job, plugin, plugin->about.name, named != NULL ? named->options : NULL, NULL,
		street->manifest->folder, named != NULL ? named->place : place);
	if (use != NULL) {
		volume_list_add(street->job, &street->readers, &street->reader_count, use);
	}
	return use;
}

/* Whether a comma-separated list names the output by its key or its format; marks which words were good. */
static bool is_named(const char *list, const struct manifest_output *output)
{
	const char *words[] = { output->key, output->format };
	for (const char *at = list; *at != '\0';) {
		size_t len = strcspn(at, ",");
		for (size_t i = 0; i < 2; i++) {
			if (strlen(words[i]) == len && strncmp(words[i], at, len) == 0) {
				return true;
			}
		}
		at += len + (at[len] == ',');
	}
	return false;
}

static void check_only(struct street *street)
{
	const char *only = street->cli->only;
	for (const char *at = only; at != NULL && *at != '\0';) {
		size_t len = strcspn(at, ",");
		const char *word = osp_job_strndup(street->job, at, len);
		bool found = false;
		for (size_t i = 0; i < street->manifest->output_count; i++) {
			found = found || is_named(word, street->manifest->outputs[i]);
		}
		if (!found && len > 0) {
			osp_error(street->job, (osp_place){ street->manifest->file, 0, 0 }, "outputs/only", "--only=%s: the volume has no output of this name or format", word);
			street_raise(street, STATUS_USAGE);
		}
		at += len + (at[len] == ',');
	}
}

osp_place street_paper_place(const struct street *street, const struct manifest_output *wanted)
{
	const struct yaml_value *own = wanted != NULL ? yaml_find(wanted->options, "paper") : NULL;
	return own != NULL ? own->place : (osp_place){ street->manifest->file, 0, 0 };
}

static void check_paper(struct street *street, const char *paper, const struct manifest_output *wanted)
{
	osp_len width, height;
	if (*paper != '\0' && !style_paper(paper, &width, &height)) {
		osp_error(street->job, street_paper_place(street, wanted), "outputs/paper", "\"%s\" is no paper; write a4, a5, b5, 16k, letter, or two lengths: 185mm 260mm", paper);
		street_raise(street, STATUS_USAGE);
	}
}

static void check_bleed(struct street *street, const struct manifest_output *wanted)
{
	osp_len bleed;
	const struct yaml_value *value = yaml_find(wanted->options, "bleed");
	if (*wanted->bleed != '\0' && (!style_length(wanted->bleed, &bleed) || bleed > BLEED_MAX)) {
		osp_error(street->job, value != NULL ? value->place : wanted->place, "outputs/bleed", "\"%s\" is no bleed; write a length of at most 30mm: 3mm", wanted->bleed);
		street_raise(street, STATUS_USAGE);
	}
}

static void add_output(struct street *street, const struct manifest_output *wanted)
{
	check_paper(street, wanted->paper, wanted);
	check_bleed(street, wanted);
	const struct manifest *manifest = street->manifest;
	const struct plugin *plugin = registry_find_format(street->job, wanted->format);
	if (plugin == NULL) {
		registry_report_missing(street->job, OSP_WRITER, wanted->format, wanted->place);
		street_raise(street, STATUS_USAGE);
		return;
	}
	struct plugin_use *use = plugin_use_new(street->job, plugin, wanted->key, wanted->options, manifest_output_keys, manifest->folder, wanted->place);
	if (use == NULL) {
		street_raise(street, STATUS_USAGE);
		return;
	}
	const char *folder = street->cli->folder != NULL ? path_absolute(street->job->arena, street->cli->folder)
		: path_join(street->job->arena, manifest->folder, "build");
	struct write_output *output = &street->outputs[street->output_count];
	*output = (struct write_output){ .use = use, .volume = street->volume, .styles = wanted->styles,
		.target = manifest_target(street->job, manifest, wanted, plugin->about.writer->suffix, folder) };
	street->wanted[street->output_count++] = wanted;
}

bool street_setup_outputs(struct street *street)
{
	const struct manifest *manifest = street->manifest;
	street->outputs = osp_job_alloc(street->job, (manifest->output_count + 1) * sizeof(*street->outputs));
	street->wanted = osp_job_alloc(street->job, (manifest->output_count + 1) * sizeof(*street->wanted));
	check_only(street);
	check_paper(street, manifest->paper, NULL);
	for (size_t i = 0; i < manifest->output_count; i++) {
		if (street->cli->only == NULL || is_named(street->cli->only, manifest->outputs[i])) {
			add_output(street, manifest->outputs[i]);
		}
	}
	for (size_t i = 0; i < street->output_count; i++) {
		for (size_t k = 0; k < i; k++) {
			if (strcmp(street->outputs[i].target, street->outputs[k].target) == 0) {
				osp_error(street->job, street->outputs[i].use->place, "outputs/same-file", "this output and \"%s\" would both write %s; give one of them a \"file:\"",
					street->outputs[k].use->name, street->outputs[i].target);
				street_raise(street, STATUS_USAGE);
			}
		}
	}
	return street->status < STATUS_USAGE;
}

void street_close(struct street *street)
{
	for (size_t i = 0; i < street->reader_count; i++) {
		plugin_use_close(street->readers[i]);
	}
	for (size_t i = 0; i < street->transform_count; i++) {
		plugin_use_close(street->transforms[i]);
	}
}
