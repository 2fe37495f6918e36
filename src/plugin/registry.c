/* registry.c - which plugins there are: accept, refuse, let the first one win. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "plugin/registry.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/sha256.h"
#include "base/suggest.h"
#include "plugin/api.h"
#include "plugin/describe.h"
#include "plugin/load.h"
#include "plugin/program.h"
#include "plugin/search.h"
#include "plugin/trust.h"

enum { SUGGEST_LIMIT = 512, FILE_LIMIT = 256 << 20 };

/* A file of one folder on its way into the registry. */
struct candidate {
	const struct search_file *file;
	struct plugin *plugin; /* NULL: refused */
};

static const char *translated(osp_job *job, const char *english)
{
	return job_translate(job, english);
}

const char *plugin_kind_name(uint32_t kind)
{
	return kind == OSP_READER ? "reader" : kind == OSP_TRANSFORM ? "transform" : "writer";
}

bool plugin_runs_unasked(const struct plugin *plugin)
{
	return plugin->is_shipped && plugin->program == NULL;
}

static void refuse(osp_job *job, struct plugin_registry *registry, const char *path, const char *reason)
{
	if (registry->refusal_count == registry->refusal_capacity) {
		size_t capacity = registry->refusal_capacity * 2 + 8;
		struct plugin_refusal *refusals = osp_job_alloc(job, capacity * sizeof(*refusals));
		if (registry->refusal_count > 0) {
			memcpy(refusals, registry->refusals, registry->refusal_count * sizeof(*refusals));
		}
		registry->refusals = refusals;
		registry->refusal_capacity = capacity;
	}
	registry->refusals[registry->refusal_count++] = (struct plugin_refusal){ path, reason };
}

struct plugin_stamp plugin_stamp(const char *path)
{
	struct stat info;
	if (stat(path, &info) != 0) {
		return (struct plugin_stamp){ 0 };
	}
	return (struct plugin_stamp){ (uint64_t)info.st_dev, (uint64_t)info.st_ino, (uint64_t)info.st_size,
		(int64_t)info.st_mtim.tv_sec * 1000000000 + info.st_mtim.tv_nsec, (int64_t)info.st_ctim.tv_sec * 1000000000 + info.st_ctim.tv_nsec };
}

bool plugin_stamp_is(const struct plugin_stamp *stamp, const char *path)
{
	struct plugin_stamp now = plugin_stamp(path);
	return now.device == stamp->device && now.number == stamp->number && now.size == stamp->size && now.modified == stamp->modified &&
		now.changed == stamp->changed;
}

/* A file of somebody else's: read, hashed, never loaded. */
static bool look_at(osp_job *job, const char *path, struct plugin *plugin, osp_buf *why)
{
	struct arena *arena = arena_new();
	struct sha256 hash;
	char hex[65], *bytes = NULL;
	size_t len = 0;
	plugin->path = path;
	plugin->stamp = plugin_stamp(path);
	enum file_error error = file_load(arena, path, FILE_LIMIT, &bytes, &len);
	bool is_good = false;
	if (error != FILE_OK) {
		osp_buf_puts(why, translated(job, file_error_words(error)));
	} else {
		sha256_begin(&hash);
		sha256_add(&hash, bytes, len);
		sha256_end(&hash, hex);
		plugin->hash = osp_job_strdup(job, hex);
		is_good = plugin_describe(job, bytes, len, plugin, why);
	}
	arena_free(arena);
	return is_good;
}

/* A file of ours is described in the same way, and loaded when it is used: most of what we bring is not, by most builds, and
 * its libraries take longer to load than an article takes to build. */
static bool look_at_ours(osp_job *job, const char *path, struct plugin *plugin, osp_buf *why)
{
	struct stat info;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	void *bytes = fd >= 0 && fstat(fd, &info) == 0 && info.st_size > 0 ? mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
	if (fd >= 0) {
		close(fd);
	}
	plugin->path = path;
	if (bytes == MAP_FAILED) {
		osp_buf_puts(why, strerror(errno));
		return false;
	}
	bool is_good = plugin_describe(job, bytes, (size_t)info.st_size, plugin, why);
	munmap(bytes, (size_t)info.st_size);
	return is_good;
}

bool registry_load(osp_job *job, const struct plugin *used, osp_place place)
{
	struct plugin *plugin = NULL;
	for (size_t i = 0; i < job->plugins->count; i++) {
		plugin = job->plugins->plugins[i] == used ? job->plugins->plugins[i] : plugin;
	}
	if (plugin == NULL || !plugin->is_shipped || plugin->program != NULL || plugin->is_loaded) {
		return true;
	}
	osp_buf why = OSP_BUF_INIT;
	plugin->is_loaded = plugin_load(job, plugin->path, plugin, &why);
	if (!plugin->is_loaded) {
		osp_error(job, place, "plugin/refused", "plugin %s is not used: %s", plugin->path, why.data != NULL ? why.data : "");
	}
	osp_buf_done(&why);
	return plugin->is_loaded;
}

const struct plugin *registry_look_at(osp_job *job, const char *path, osp_buf *why)
{
	struct plugin *plugin = osp_job_alloc(job, sizeof(*plugin));
	plugin->hash = "";
	const char *kept = osp_job_strdup(job, path);
	bool is_program = file_exists(path_join(job->arena, path, PROGRAM_FILE));
	bool is_good = is_program ? program_describe(job, kept, plugin, why) : look_at(job, kept, plugin, why);
	return is_good ? plugin : NULL;
}

static struct plugin *accept(osp_job *job, struct plugin_registry *registry, const struct search_file *file)
{
	struct plugin *plugin = osp_job_alloc(job, sizeof(*plugin));
	osp_buf why = OSP_BUF_INIT;
	plugin->hash = "";
	bool is_good = file->is_program ? program_describe(job, file->path, plugin, &why) : file->is_shipped ? look_at_ours(job, file->path, plugin, &why) : look_at(job, file->path, plugin, &why);
	plugin->is_shipped = file->is_shipped;
	if (!is_good) {
		refuse(job, registry, file->path, osp_job_strdup(job, why.data != NULL ? why.data : ""));
		plugin = NULL;
	}
	osp_buf_done(&why);
	return plugin;
}

/* Whether both can't be known at once: same kind and name, or two writers of one format. */
static bool is_same(const struct plugin *a, const struct plugin *b)
{
	return a->about.kind == b->about.kind && (strcmp(a->about.name, b->about.name) == 0 ||
		(a->about.kind == OSP_WRITER && strcmp(a->about.writer->format, b->about.writer->format) == 0));
}

/* Refuses all files of a folder that have one name. */
static void refuse_twins(osp_job *job, struct plugin_registry *registry, struct candidate *candidates, size_t count)
{
	bool *is_twin = osp_job_alloc(job, count * sizeof(*is_twin) + 1);
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < count && candidates[i].plugin != NULL; j++) {
			if (j == i || candidates[j].plugin == NULL || !is_same(candidates[i].plugin, candidates[j].plugin)) {
				continue;
			}
			osp_buf reason = OSP_BUF_INIT;
			osp_buf_printf(&reason, translated(job, "another plugin in its folder, %s, is named %s too; both are refused"),
				path_base(candidates[j].file->path), candidates[i].plugin->about.name);
			refuse(job, registry, candidates[i].file->path, osp_job_strdup(job, reason.data));
			osp_buf_done(&reason);
			is_twin[i] = true;
			break;
		}
	}
	for (size_t i = 0; i < count; i++) {
		candidates[i].plugin = is_twin[i] ? NULL : candidates[i].plugin;
	}
}

/* Sorted by kind and name; one that is shadowed stands behind the one that shadows it. */
static void add(osp_job *job, struct plugin_registry *registry, struct plugin *plugin)
{
	if (registry->count == registry->capacity) {
		size_t capacity = registry->capacity * 2 + 32;
		struct plugin **plugins = osp_job_alloc(job, capacity * sizeof(*plugins));
		if (registry->count > 0) {
			memcpy(plugins, registry->plugins, registry->count * sizeof(*plugins));
		}
		registry->plugins = plugins;
		registry->capacity = capacity;
	}
	size_t at = registry->count++;
	for (; at > 0; at--) {
		const struct plugin *other = registry->plugins[at - 1];
		if (other->about.kind < plugin->about.kind ||
			(other->about.kind == plugin->about.kind && strcmp(other->about.name, plugin->about.name) <= 0)) {
			break;
		}
		registry->plugins[at] = registry->plugins[at - 1];
	}
	registry->plugins[at] = plugin;
}

static const struct plugin *find_rival(const struct candidate *candidates, size_t count, const struct plugin *plugin)
{
	for (size_t i = 0; i < count; i++) {
		if (candidates[i].plugin != NULL && candidates[i].plugin != plugin && is_same(candidates[i].plugin, plugin)) {
			return candidates[i].plugin;
		}
	}
	return NULL;
}

/* A plugin that takes the place of one that we brought must be trusted by name. */
static void refuse_usurpers(osp_job *job, struct plugin_registry *registry, const struct plugin_search *search,
	struct candidate *candidates, size_t count, size_t shipped)
{
	for (size_t i = 0; i < shipped; i++) {
		struct plugin *plugin = candidates[i].plugin;
		const struct plugin *rival =
			plugin != NULL ? find_rival(candidates + shipped, count - shipped, plugin) : NULL;
		if (rival != NULL && !trust_lists(search->trusted, plugin->about.name)) {
			osp_buf reason = OSP_BUF_INIT;
			osp_buf_printf(&reason, translated(job, "it would take the place of ospopress's own %s; --trust=%s allows that"),
				rival->about.name, plugin->about.name);
			refuse(job, registry, plugin->path, osp_job_strdup(job, reason.data));
			osp_buf_done(&reason);
			candidates[i].plugin = NULL;
		}
	}
}

void registry_open(osp_job *job, const struct plugin_search *search)
{
	struct search_result found;
	struct plugin_registry *registry = osp_job_alloc(job, sizeof(*registry));
	registry->api = plugin_api;
	registry->trusted = search->trusted;
	registry->only_looks = search->only_looks;
	job->plugins = registry;
	search_files(job, search, &found);
	struct candidate *candidates = osp_job_alloc(job, (found.count + 1) * sizeof(*candidates));
	size_t shipped = found.count;
	for (size_t i = 0; i < found.count; i++) {
		candidates[i] = (struct candidate){ &found.files[i], accept(job, registry, &found.files[i]) };
		shipped = found.files[i].is_shipped && i < shipped ? i : shipped;
	}
	for (size_t first = 0, i = 0; i < found.count; i++) {
		if (i + 1 == found.count || found.files[i + 1].folder != found.files[first].folder) {
			refuse_twins(job, registry, candidates + first, i + 1 - first);
			first = i + 1;
		}
	}
	refuse_usurpers(job, registry, search, candidates, found.count, shipped);
	for (size_t i = 0; i < found.count; i++) {
		if (candidates[i].plugin != NULL) {
			candidates[i].plugin->is_shadowed = find_rival(candidates, i, candidates[i].plugin) != NULL;
			add(job, registry, candidates[i].plugin);
		}
	}
}

static const struct plugin *find_winner(const struct plugin_registry *registry, const struct plugin *shadowed)
{
	for (size_t i = 0; i < registry->count; i++) {
		if (!registry->plugins[i]->is_shadowed && is_same(registry->plugins[i], shadowed)) {
			return registry->plugins[i];
		}
	}
	return shadowed;
}

void registry_report(osp_job *job)
{
	const struct plugin_registry *registry = job->plugins;
	for (size_t i = 0; i < registry->refusal_count; i++) {
		osp_warn(job, OSP_NOWHERE, "plugin/refused", "plugin %s is not used: %s", registry->refusals[i].path,
			registry->refusals[i].reason);
	}
	for (size_t i = 0; i < registry->count; i++) {
		const struct plugin *plugin = registry->plugins[i];
		if (plugin->is_shadowed) {
			osp_note(job, OSP_NOWHERE, "plugin/shadowed", "plugin %s is not used: %s was found before it", plugin->path,
				find_winner(registry, plugin)->path);
		}
	}
}

const struct plugin *registry_find(const osp_job *job, uint32_t kind, const char *name)
{
	for (size_t i = 0; job->plugins != NULL && i < job->plugins->count; i++) {
		const struct plugin *plugin = job->plugins->plugins[i];
		if (plugin->about.kind == kind && !plugin->is_shadowed && strcmp(plugin->about.name, name) == 0) {
			return plugin;
		}
	}
	return NULL;
}

const struct plugin *registry_find_format(const osp_job *job, const char *format)
{
	for (size_t i = 0; job->plugins != NULL && i < job->plugins->count; i++) {
		const struct plugin *plugin = job->plugins->plugins[i];
		if (plugin->about.kind == OSP_WRITER && !plugin->is_shadowed && strcmp(plugin->about.writer->format, format) == 0) {
			return plugin;
		}
	}
	return NULL;
}

static bool lists_suffix(const char *suffixes, const char *suffix)
{
	size_t len = strlen(suffix);
	while (suffixes != NULL && *suffixes != '\0') {
		size_t n = strcspn(suffixes, ",");
		if (n == len && n > 0 && strncasecmp(suffixes, suffix, n) == 0) {
			return true;
		}
		suffixes += n + (suffixes[n] == ',');
	}
	return false;
}

const struct plugin *registry_find_suffix(const osp_job *job, const char *suffix)
{
	const struct plugin *found = NULL;
	for (size_t i = 0; job->plugins != NULL && i < job->plugins->count; i++) {
		const struct plugin *plugin = job->plugins->plugins[i];
		bool is_right = plugin->about.kind == OSP_READER && !plugin->is_shadowed && lists_suffix(plugin->about.reader->suffixes, suffix);
		if (is_right && (found == NULL || (plugin->is_shipped && !found->is_shipped))) {
			found = plugin;
		}
	}
	return found;
}

const char *registry_suggest(const osp_job *job, uint32_t kind, const char *name)
{
	const char *names[SUGGEST_LIMIT];
	size_t count = 0;
	for (size_t i = 0; job->plugins != NULL && i < job->plugins->count && count < SUGGEST_LIMIT; i++) {
		const struct plugin *plugin = job->plugins->plugins[i];
		if (plugin->about.kind == kind && !plugin->is_shadowed) {
			names[count++] = kind == OSP_WRITER ? plugin->about.writer->format : plugin->about.name;
		}
	}
	return suggest_nearest(name, names, count);
}

/* The refused file or folder that was probably meant: NAME.so, NAME. */
static const struct plugin_refusal *find_refusal(const struct plugin_registry *registry, const char *name)
{
	size_t len = strlen(name);
	for (size_t i = 0; registry != NULL && i < registry->refusal_count; i++) {
		const char *base = path_base(registry->refusals[i].path);
		if (strncmp(base, name, len) == 0 && (strcmp(base + len, ".so") == 0 || base[len] == '\0')) {
			return &registry->refusals[i];
		}
	}
	return NULL;
}

void registry_report_missing(osp_job *job, uint32_t kind, const char *name, osp_place place)
{
	const struct plugin_refusal *refusal = find_refusal(job->plugins, name);
	const char *nearest = registry_suggest(job, kind, name);
	const char *kind_name = translated(job, plugin_kind_name(kind));
	if (refusal != NULL) {
		osp_error(job, place, "plugin/unknown", "there is no %s \"%s\": %s was refused, for %s", kind_name, name, refusal->path,
			refusal->reason);
	} else if (nearest != NULL) {
		osp_error(job, place, "plugin/unknown", "there is no %s \"%s\"; did you mean \"%s\"?", kind_name, name, nearest);
	} else {
		osp_error(job, place, "plugin/unknown", "there is no %s \"%s\"; \"ospopress plugins\" lists what there is", kind_name, name);
	}
}
