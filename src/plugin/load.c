/* load.c - from a file to a checked descriptor. */
/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Loading, and what can go wrong. dlopen() maps the file, resolves what it needs
 * and runs its constructors: code runs before we know what the file is, so for
 * files that ospopress did not bring all of this happens in a child.
 *
 * RTLD_NOW     a function that we don't have shows here, not in the middle of a book.
 * RTLD_LOCAL   two plugins may each bring their own copy of a library; cmark and
 *              cmark-gfm have the same names and live side by side only so.
 * RTLD_NODELETE, and no dlclose: unloading code blinds sanitizers' reports and
 *              breaks libraries that keep thread-local storage.
 *
 * Then the handshake. The descriptor's first three words never move, so they can
 * be read whatever the plugin was built against. The symbol's own size in the
 * file is looked at first: a descriptor that claims more than it has would make
 * us read its neighbours.
 */
#include <config.h>

#include "plugin/load.h"

#include <dlfcn.h>
#include <link.h>
#include <stddef.h>
#include <string.h>

#include "plugin/options.h"

enum { NAME_LIMIT = 64, TEXT_LIMIT = 4096 };
static const size_t handshake_size = offsetof(osp_plugin, option_size);

static bool refuse(osp_job *job, osp_buf *why, const char *sentence)
{
	osp_buf_puts(why, job_translate(job, sentence));
	return false;
}

bool plugin_shake_hands(osp_job *job, const struct plugin_handshake *hands, osp_buf *why)
{
	if (hands->symbol_size != 0 && hands->symbol_size < handshake_size) {
		return refuse(job, why, "its osp_plugin_entry is too short to be a descriptor");
	}
	if (hands->major != OSP_ABI_MAJOR || hands->minor > OSP_ABI_MINOR) {
		const char *sentence = hands->major < OSP_ABI_MAJOR
			? "it was built for version %u.%u of the plugin interface and this is %u.%u; build it again"
			: "it was built for version %u.%u of the plugin interface and this is %u.%u; install a newer ospopress";
		osp_buf_printf(why, job_translate(job, sentence), (unsigned)hands->major, (unsigned)hands->minor, (unsigned)OSP_ABI_MAJOR, (unsigned)OSP_ABI_MINOR);
		return false;
	}
	if (hands->size < handshake_size || (hands->symbol_size != 0 && hands->size > hands->symbol_size)) {
		return refuse(job, why, "its descriptor says a size that it does not have");
	}
	return true;
}

/* How many bytes the file gives to a symbol; 0 when that is not known. */
static size_t size_of_symbol(const void *symbol)
{
	Dl_info info;
	void *extra = NULL;
	if (dladdr1(symbol, &info, &extra, RTLD_DL_SYMENT) == 0 || extra == NULL || info.dli_saddr != symbol) {
		return 0;
	}
	return ((const ElfW(Sym) *)extra)->st_size;
}

/* What a table had in 1.0 it has in every version; and none will be longer than the limit. */
#define UP_TO(type, last) (offsetof(type, last) + sizeof(((type *)0)->last))
enum { SIZE_LIMIT = 4096 };

bool plugin_check_sizes(osp_job *job, const osp_plugin *about, osp_buf *why)
{
	const struct { size_t size, first; } tables[] = {
		{ about->option_size, UP_TO(osp_option, help) }, { about->reader_size, UP_TO(osp_reader, close) },
		{ about->transform_size, UP_TO(osp_transform, close) }, { about->writer_size, UP_TO(osp_writer, close) },
	};
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
		if (tables[i].size < tables[i].first || tables[i].size > SIZE_LIMIT || tables[i].size % sizeof(void *) != 0) {
			return refuse(job, why, "its descriptor says sizes of tables that no version has; fill it in with OSP_PLUGIN");
		}
	}
	return true;
}

/* A struct of ours with what the plugin's has; fields that it does not know are zero. */
static void *whole(osp_job *job, const void *part, size_t part_size, size_t size)
{
	void *copy = osp_job_alloc(job, size);
	memcpy(copy, part, part_size < size ? part_size : size);
	return copy;
}

static const osp_option *whole_options(osp_job *job, const osp_option *first, size_t step)
{
	const char *row = (const char *)first;
	size_t count = 0;
	while (count < OPTIONS_LIMIT && ((const osp_option *)(const void *)(row + count * step))->key != NULL) {
		count++;
	}
	osp_option *options = osp_job_alloc(job, (count + 1) * sizeof(*options));
	for (size_t i = 0; i < count; i++) {
		memcpy(&options[i], row + i * step, step < sizeof(*options) ? step : sizeof(*options));
	}
	return options;
}

/* From here on tables are as long as this program knows them. */
static void take_tables(osp_job *job, osp_plugin *about)
{
	about->options = about->options == NULL ? NULL : whole_options(job, about->options, about->option_size);
	about->reader = about->reader == NULL ? NULL : whole(job, about->reader, about->reader_size, sizeof(osp_reader));
	about->transform = about->transform == NULL ? NULL : whole(job, about->transform, about->transform_size, sizeof(osp_transform));
	about->writer = about->writer == NULL ? NULL : whole(job, about->writer, about->writer_size, sizeof(osp_writer));
}

static uint32_t verbs_of(const osp_plugin *about)
{
	uint32_t verbs = 0;
	if (about->kind == OSP_READER && about->reader != NULL) {
		verbs |= about->reader->open != NULL ? PLUGIN_VERB_OPEN : 0;
		verbs |= about->reader->close != NULL ? PLUGIN_VERB_CLOSE : 0;
		verbs |= about->reader->read != NULL ? PLUGIN_VERB_MAIN : 0;
	} else if (about->kind == OSP_TRANSFORM && about->transform != NULL) {
		verbs |= about->transform->open != NULL ? PLUGIN_VERB_OPEN : 0;
		verbs |= about->transform->close != NULL ? PLUGIN_VERB_CLOSE : 0;
		verbs |= about->transform->article != NULL ? PLUGIN_VERB_ARTICLE : 0;
		verbs |= about->transform->volume != NULL ? PLUGIN_VERB_VOLUME : 0;
	} else if (about->kind == OSP_WRITER && about->writer != NULL) {
		verbs |= about->writer->open != NULL ? PLUGIN_VERB_OPEN : 0;
		verbs |= about->writer->close != NULL ? PLUGIN_VERB_CLOSE : 0;
		verbs |= about->writer->write_tree != NULL ? PLUGIN_VERB_TREE : 0;
		verbs |= about->writer->write_pages != NULL ? PLUGIN_VERB_PAGES : 0;
		verbs |= about->writer->needs_for != NULL ? PLUGIN_VERB_NEEDS : 0;
	}
	return verbs;
}

bool plugin_load(osp_job *job, const char *path, struct plugin *plugin, osp_buf *why)
{
	void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	if (handle == NULL) {
		const char *error = dlerror();
		size_t len = strlen(path);
		/* The loader begins with the path, which our sentence has already. */
		bool has_path = error != NULL && strncmp(error, path, len) == 0 && strncmp(error + len, ": ", 2) == 0;
		osp_buf_printf(why, job_translate(job, "it can't be loaded: %s"), error == NULL ? "?" : has_path ? error + len + 2 : error);
		return false;
	}
	const osp_plugin *entry = dlsym(handle, "osp_plugin_entry");
	if (entry == NULL) {
		return refuse(job, why, "it exports no osp_plugin_entry, so it is no plugin of ospopress");
	}
	plugin->path = osp_job_strdup(job, path);
	struct plugin_handshake hands = { 0, 0, 0, size_of_symbol(entry) };
	if (hands.symbol_size == 0 || hands.symbol_size >= handshake_size) {
		hands = (struct plugin_handshake){ entry->abi_major, entry->abi_minor, entry->size, hands.symbol_size };
	}
	if (!plugin_shake_hands(job, &hands, why)) {
		return false;
	}
	memset(&plugin->about, 0, sizeof(plugin->about));
	memcpy(&plugin->about, entry, entry->size < sizeof(plugin->about) ? (size_t)entry->size : sizeof(plugin->about));
	if (!plugin_check_sizes(job, &plugin->about, why)) {
		return false;
	}
	take_tables(job, &plugin->about);
	plugin->verbs = verbs_of(&plugin->about);
	return plugin_check(job, plugin, why);
}

/* ---- What a descriptor must have ---- */

static bool is_good_name(const char *name)
{
	size_t len = name != NULL ? strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") : 0;
	return len > 0 && len <= NAME_LIMIT && name[len] == '\0' && *name != '-';
}

static const char *completed(const char *text)
{
	return text != NULL ? text : "";
}

static bool check_reader(osp_job *job, const struct plugin *plugin, osp_buf *why)
{
	if (plugin->about.reader == NULL || (plugin->verbs & PLUGIN_VERB_MAIN) == 0) {
		return refuse(job, why, "it is a reader without a read function");
	}
	return true;
}

static bool check_transform(osp_job *job, const struct plugin *plugin, osp_buf *why)
{
	uint32_t verbs = plugin->verbs & (PLUGIN_VERB_ARTICLE | PLUGIN_VERB_VOLUME);
	if (plugin->about.transform == NULL || verbs == 0) {
		return refuse(job, why, "it is a transform with neither an article nor a volume function");
	}
	if (verbs == (PLUGIN_VERB_ARTICLE | PLUGIN_VERB_VOLUME)) {
		return refuse(job, why, "it is a transform with both an article and a volume function; it must have one");
	}
	return true;
}

static bool check_writer(osp_job *job, const struct plugin *plugin, osp_buf *why)
{
	const osp_writer *writer = plugin->about.writer;
	if (writer == NULL || (plugin->verbs & (PLUGIN_VERB_TREE | PLUGIN_VERB_PAGES)) == 0) {
		return refuse(job, why, "it is a writer with neither a write_tree nor a write_pages function");
	}
	if (!is_good_name(writer->format) || writer->suffix == NULL || strchr(writer->suffix, '/') != NULL) {
		return refuse(job, why, "it is a writer without a good format and suffix");
	}
	if (!is_good_name(writer->medium)) {
		return refuse(job, why, "it is a writer that names no medium for style sheets");
	}
	uint32_t main_needs = writer->needs & (OSP_NEEDS_TREE | OSP_NEEDS_PAGES);
	bool is_consistent = main_needs == OSP_NEEDS_TREE || (main_needs == OSP_NEEDS_PAGES && (writer->needs & OSP_NEEDS_LABELS) == 0);
	if (!is_consistent || (main_needs == OSP_NEEDS_TREE && (plugin->verbs & PLUGIN_VERB_TREE) == 0) ||
		(main_needs == OSP_NEEDS_PAGES && (plugin->verbs & PLUGIN_VERB_PAGES) == 0)) {
		return refuse(job, why, "it is a writer whose needs don't fit its functions");
	}
	return true;
}

bool plugin_check(osp_job *job, struct plugin *plugin, osp_buf *why)
{
	osp_plugin *about = &plugin->about;
	if (about->kind < OSP_READER || about->kind > OSP_WRITER) {
		osp_buf_printf(why, job_translate(job, "it says it is of kind %u, which does not exist"), (unsigned)about->kind);
		return false;
	}
	if (about->name == NULL) {
		return refuse(job, why, "its descriptor is too short: it ends before the name");
	}
	if (!is_good_name(about->name)) {
		return refuse(job, why, "its name is not made of lower-case letters, digits and hyphens");
	}
	about->version = completed(about->version);
	about->summary = completed(about->summary);
	if (!options_check_table(job, about->options, &plugin->option_count, why)) {
		return false;
	}
	return about->kind == OSP_READER ? check_reader(job, plugin, why)
		: about->kind == OSP_TRANSFORM ? check_transform(job, plugin, why) : check_writer(job, plugin, why);
}
