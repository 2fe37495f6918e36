/* list.c - `ospopress plugins [NAME]`. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "plugin/list.h"

#include <string.h>

#include "plugin/options.h"

static const char *translated(const osp_job *job, const char *english)
{
	return job_translate(job, english);
}

/* "pdf (.pdf)", "md markdown", "after: headings": what a plugin is known for beside its name. */
static void put_trait(const osp_job *job, const struct plugin *plugin, osp_buf *out)
{
	const osp_plugin *about = &plugin->about;
	if (about->kind == OSP_READER && about->reader->suffixes != NULL) {
		for (const char *at = about->reader->suffixes; *at != '\0';) {
			size_t n = strcspn(at, ",");
			osp_buf_printf(out, "%s.%.*s", at == about->reader->suffixes ? "" : " ", (int)n, at);
			at += n + (at[n] == ',');
		}
	} else if (about->kind == OSP_TRANSFORM) {
		osp_buf_puts(out, translated(job, plugin->verbs & PLUGIN_VERB_VOLUME ? "the volume" : "articles"));
	} else if (about->kind == OSP_WRITER) {
		const char *suffix = about->writer->suffix;
		osp_buf_printf(out, "%s (%s)", about->writer->format, *suffix != '\0' ? suffix : translated(job, "folder"));
	}
}

static void pad(osp_buf *out, size_t from, size_t width)
{
	size_t columns = 0;
	for (const char *at = out->data + from, *end = out->data + out->len; at < end;) {
		columns += (size_t)osp_char_columns(osp_utf8_next(&at, end));
	}
	for (; columns < width; columns++) {
		osp_buf_putc(out, ' ');
	}
}

static void put_line(const osp_job *job, const struct plugin *plugin, osp_buf *out)
{
	enum { NAME_WIDTH = 16, VERSION_WIDTH = 8, TRAIT_WIDTH = 18 };
	size_t from = out->len;
	osp_buf_printf(out, "  %s ", plugin->about.name);
	pad(out, from, NAME_WIDTH);
	from = out->len;
	osp_buf_printf(out, "%s ", plugin->about.version);
	pad(out, from, VERSION_WIDTH);
	from = out->len;
	put_trait(job, plugin, out);
	osp_buf_putc(out, ' ');
	pad(out, from, TRAIT_WIDTH);
	osp_buf_printf(out, "%s", translated(job, plugin->about.summary));
	if (!plugin->is_shipped) {
		osp_buf_printf(out, " [%s]", plugin->path);
	}
	osp_buf_putc(out, '\n');
}

static void list_kind(const osp_job *job, uint32_t kind, const char *heading, osp_buf *out)
{
	osp_buf_printf(out, "%s\n", translated(job, heading));
	for (size_t i = 0; i < job->plugins->count; i++) {
		const struct plugin *plugin = job->plugins->plugins[i];
		if (plugin->about.kind == kind && !plugin->is_shadowed) {
			put_line(job, plugin, out);
		}
	}
}

void plugins_list(osp_job *job, osp_buf *out)
{
	const struct plugin_registry *registry = job->plugins;
	list_kind(job, OSP_READER, "Readers", out);
	list_kind(job, OSP_TRANSFORM, "Transforms", out);
	list_kind(job, OSP_WRITER, "Writers", out);
	for (size_t i = 0; i < registry->count; i++) {
		const struct plugin *plugin = registry->plugins[i];
		if (plugin->is_shadowed) {
			osp_buf_printf(out, translated(job, "Not used, another %s was found before it: %s\n"), plugin->about.name, plugin->path);
		}
	}
	for (size_t i = 0; i < registry->refusal_count; i++) {
		osp_buf_printf(out, translated(job, "Refused: %s: %s\n"), registry->refusals[i].path, registry->refusals[i].reason);
	}
}

static void put_field(const osp_job *job, const char *field, const char *value, osp_buf *out)
{
	if (value != NULL && *value != '\0') {
		osp_buf_printf(out, "  %s: %s\n", translated(job, field), value);
	}
}

static void put_options(osp_job *job, const struct plugin *plugin, osp_buf *out)
{
	const osp_option *options = plugin->about.options;
	if (plugin->option_count > 0) {
		osp_buf_printf(out, "  %s\n", translated(job, "options:"));
	}
	for (size_t i = 0; i < plugin->option_count; i++) {
		osp_buf_printf(out, "    %s: ", options[i].key);
		options_describe_type(job, &options[i], out);
		if (options[i].fallback != NULL && *options[i].fallback != '\0') {
			osp_buf_printf(out, translated(job, "; %s if not given"), options[i].fallback);
		}
		osp_buf_putc(out, '\n');
		if (options[i].help != NULL) {
			osp_buf_printf(out, "        %s\n", translated(job, options[i].help));
		}
	}
}

static const char *words_for_needs(uint32_t needs)
{
	return (needs & OSP_NEEDS_PAGES) != 0 ? "pages" : (needs & OSP_NEEDS_LABELS) != 0 ? "the tree and page numbers" : "the tree";
}

static void describe(osp_job *job, const struct plugin *plugin, osp_buf *out)
{
	const osp_plugin *about = &plugin->about;
	osp_buf trait = OSP_BUF_INIT;
	osp_buf_printf(out, "%s %s (%s)\n", about->name, about->version, translated(job, plugin_kind_name(about->kind)));
	if (*about->summary != '\0') {
		osp_buf_printf(out, "  %s\n", translated(job, about->summary));
	}
	put_trait(job, plugin, &trait);
	if (about->kind == OSP_READER) {
		put_field(job, "files", trait.data, out);
	} else if (about->kind == OSP_TRANSFORM) {
		put_field(job, "works on", trait.data, out);
		put_field(job, "after", about->transform->after, out);
		put_field(job, "before", about->transform->before, out);
	} else {
		put_field(job, "format", trait.data, out);
		put_field(job, "needs", translated(job, words_for_needs(about->writer->needs)), out);
		put_field(job, "medium of styles", about->writer->medium, out);
	}
	put_field(job, "licence", about->license, out);
	put_field(job, "file", plugin->path, out);
	if (!plugin->is_shipped) {
		osp_buf_printf(out, "  %s\n", translated(job, "did not come with ospopress: always runs in a process of its own"));
	}
	put_options(job, plugin, out);
	osp_buf_done(&trait);
}

static bool is_named(const struct plugin *plugin, const char *name)
{
	return strcmp(plugin->about.name, name) == 0 ||
		(plugin->about.kind == OSP_WRITER && strcmp(plugin->about.writer->format, name) == 0);
}

static const char *nearest_name(const osp_job *job, const char *name)
{
	for (uint32_t kind = OSP_READER; kind <= OSP_WRITER; kind++) {
		const char *nearest = registry_suggest(job, kind, name);
		if (nearest != NULL) {
			return nearest;
		}
	}
	return NULL;
}

bool plugins_describe(osp_job *job, const char *name, osp_buf *out)
{
	const struct plugin_registry *registry = job->plugins;
	bool is_found = false;
	for (size_t i = 0; i < registry->count; i++) {
		if (!registry->plugins[i]->is_shadowed && is_named(registry->plugins[i], name)) {
			if (is_found) {
				osp_buf_putc(out, '\n');
			}
			describe(job, registry->plugins[i], out);
			is_found = true;
		}
	}
	const char *nearest = is_found ? NULL : nearest_name(job, name);
	if (nearest != NULL) {
		osp_buf_printf(out, translated(job, "there is no plugin \"%s\"; did you mean \"%s\"?\n"), name, nearest);
	} else if (!is_found) {
		osp_buf_printf(out, translated(job, "there is no plugin \"%s\"; \"ospopress plugins\" lists what there is\n"), name);
	}
	return is_found;
}
