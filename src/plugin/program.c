/* program.c - a plugin that is a folder with a program: what its plugin.yml says. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "plugin/program.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/sha256.h"
#include "base/suggest.h"
#include "manifest/yaml.h"
#include "plugin/load.h"
#include "plugin/options.h"

enum { YML_LIMIT = 1 << 20, FILE_LIMIT = 64 << 20, COUNT_LIMIT = 20000, DEPTH_LIMIT = 24, COMMAND_LIMIT = 64 };

struct description {
	osp_job *job;
	const struct yaml_value *root;
	struct plugin *plugin;
	struct program *program;
	osp_buf *why;
};

static bool refuse(osp_job *job, osp_buf *why, const char *sentence)
{
	osp_buf_puts(why, job_translate(job, sentence));
	return false;
}

static bool refuse_at(const struct description *d, osp_place place, const char *sentence, const char *word)
{
	osp_buf_printf(d->why, "%s:%u:%u: ", PROGRAM_FILE, (unsigned)place.line, (unsigned)place.column);
	osp_buf_printf(d->why, "%s", job_translate(d->job, sentence));
	osp_buf_printf(d->why, "%s%s", *word != '\0' ? ": " : "", word);
	return false;
}

static const char *scalar(const struct yaml_value *map, const char *key, const char *fallback)
{
	const struct yaml_value *value = yaml_find(map, key);
	return value != NULL && value->kind == YAML_SCALAR ? value->scalar : fallback;
}

/* A list as one text, a single value as it is. */
static const char *joined(const struct description *d, const struct yaml_value *value, char with)
{
	osp_buf text = OSP_BUF_INIT;
	if (value == NULL || value->kind == YAML_NULL || value->kind == YAML_MAP) {
		return NULL;
	}
	if (value->kind == YAML_SCALAR) {
		return value->scalar;
	}
	for (size_t i = 0; i < value->count; i++) {
		osp_buf_printf(&text, "%s%s", i > 0 ? (const char[]){ with, '\0' } : "", value->items[i]->scalar);
	}
	const char *kept = osp_job_strdup(d->job, text.data != NULL ? text.data : "");
	osp_buf_done(&text);
	return kept;
}

static bool is_yes(const char *text)
{
	return strcmp(text, "true") == 0 || strcmp(text, "yes") == 0 || strcmp(text, "on") == 0;
}

/* The index of a word in a list; `count` after saying that it is none. */
static size_t choose(const struct description *d, const char *key, const char *const *words, size_t count, const char *fallback)
{
	const struct yaml_value *value = yaml_find(d->root, key);
	const char *word = scalar(d->root, key, fallback);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(words[i], word) == 0) {
			return i;
		}
	}
	refuse_at(d, value != NULL ? value->place : d->root->place, "this is none of the words that can stand here", word);
	return count;
}

/* A misspelt key would be a wish that nobody hears. */
static bool check_keys(const struct description *d, const struct yaml_value *map, const char *const *keys, size_t count)
{
	for (size_t i = 0; i < map->count; i++) {
		bool is_known = false;
		for (size_t k = 0; k < count && !is_known; k++) {
			is_known = strcmp(keys[k], map->pairs[i].key) == 0;
		}
		if (!is_known) {
			return refuse_at(d, map->pairs[i].key_place, "there is no such key", map->pairs[i].key);
		}
	}
	return true;
}

static bool read_option(const struct description *d, const struct yaml_pair *pair, osp_option *option)
{
	static const char *const keys[] = { "type", "default", "choices", "help" };
	static const char *const types[] = { "bool", "integer", "string", "choice", "length", "list", "file" };
	size_t type = 0, count = sizeof(types) / sizeof(*types);
	if (pair->value->kind != YAML_MAP || !check_keys(d, pair->value, keys, sizeof(keys) / sizeof(*keys))) {
		return pair->value->kind == YAML_MAP ? false : refuse_at(d, pair->key_place, "an option is a map with type, default, choices, help", pair->key);
	}
	while (type < count && strcmp(types[type], scalar(pair->value, "type", "string")) != 0) {
		type++;
	}
	if (type == count) {
		return refuse_at(d, pair->value->place, "an option's type is bool, integer, string, choice, length, list or file", "");
	}
	option->key = pair->key;
	option->type = (uint32_t)type + OSP_OPTION_BOOL;
	option->fallback = joined(d, yaml_find(pair->value, "default"), ',');
	option->choices = joined(d, yaml_find(pair->value, "choices"), '|');
	option->help = scalar(pair->value, "help", NULL);
	return true;
}

static bool read_options(const struct description *d)
{
	const struct yaml_value *map = yaml_find(d->root, "options");
	size_t count = map != NULL && map->kind == YAML_MAP ? map->count : 0;
	osp_option *options = osp_job_alloc(d->job, (count + 1) * sizeof(*options));
	for (size_t i = 0; i < count; i++) {
		if (i >= OPTIONS_LIMIT || !read_option(d, &map->pairs[i], &options[i])) {
			return false;
		}
	}
	d->plugin->about.options = options;
	return true;
}

static bool read_command(const struct description *d)
{
	const struct yaml_value *value = yaml_find(d->root, "command");
	size_t count = value == NULL ? 0 : value->kind == YAML_LIST ? value->count : value->kind == YAML_SCALAR;
	if (count == 0 || count > COMMAND_LIMIT) {
		return refuse_at(d, d->root->place, "it needs a command, a list of words: [python3, main.py]", "");
	}
	d->program->command = osp_job_alloc(d->job, (count + 1) * sizeof(*d->program->command));
	for (size_t i = 0; i < count; i++) {
		d->program->command[i] = value->kind == YAML_LIST ? value->items[i]->scalar : value->scalar;
	}
	return true;
}

static void read_part(const struct description *d)
{
	osp_plugin *about = &d->plugin->about;
	if (about->kind == OSP_READER) {
		osp_reader *reader = osp_job_alloc(d->job, sizeof(*reader));
		reader->suffixes = joined(d, yaml_find(d->root, "suffixes"), ',');
		reader->no_front_matter = !is_yes(scalar(d->root, "front-matter", "true"));
		about->reader = reader;
		d->plugin->verbs = PLUGIN_VERB_MAIN;
	} else if (about->kind == OSP_TRANSFORM) {
		osp_transform *transform = osp_job_alloc(d->job, sizeof(*transform));
		transform->after = joined(d, yaml_find(d->root, "after"), ',');
		transform->before = joined(d, yaml_find(d->root, "before"), ',');
		if (d->program->protocol == PROGRAM_PANDOC && transform->after == NULL && transform->before == NULL) {
			transform->before = "headings"; /* as in Pandoc: what was read, before anything else is done to it */
		}
		about->transform = transform;
		d->plugin->verbs = PLUGIN_VERB_ARTICLE;
	} else {
		osp_writer *writer = osp_job_alloc(d->job, sizeof(*writer));
		writer->format = scalar(d->root, "format", about->name);
		writer->suffix = scalar(d->root, "suffix", "");
		writer->medium = scalar(d->root, "medium", "print");
		writer->needs = OSP_NEEDS_TREE;
		about->writer = writer;
		d->plugin->verbs = PLUGIN_VERB_TREE;
	}
}

static bool read_root(const struct description *d)
{
	static const char *const keys[] = { "name", "kind", "version", "summary", "license", "licence", "command", "protocol", "target", "pandoc-api", "after",
		"before", "options", "suffixes", "front-matter", "format", "suffix", "medium", "net" };
	static const char *const kinds[] = { "reader", "transform", "writer", "checker" };
	static const char *const protocols[] = { "ospopress", "filter", "pandoc-json" }, *const apis[] = { "1.23", "1.22" };
	osp_plugin *about = &d->plugin->about;
	if (d->root == NULL || d->root->kind != YAML_MAP || !check_keys(d, d->root, keys, sizeof(keys) / sizeof(*keys))) {
		return d->root != NULL && d->root->kind == YAML_MAP ? false : refuse(d->job, d->why, "its plugin.yml is no map of keys and values");
	}
	size_t kind = choose(d, "kind", kinds, 4, "transform"), protocol = choose(d, "protocol", protocols, 3, "ospopress");
	size_t api = choose(d, "pandoc-api", apis, 2, "1.23");
	if (kind == 4 || protocol == 3 || api == 2) {
		return false;
	}
	d->program->is_old_pandoc = api == 1;
	d->program->only_looks = kind == 3;
	d->program->protocol = (enum program_protocol)protocol;
	d->program->target = scalar(d->root, "target", "html");
	about->abi_major = OSP_ABI_MAJOR;
	about->abi_minor = OSP_ABI_MINOR;
	about->size = sizeof(*about);
	about->kind = kind == 3 ? OSP_TRANSFORM : OSP_READER + (uint32_t)kind;
	about->name = scalar(d->root, "name", path_base(d->program->folder));
	about->version = scalar(d->root, "version", "");
	about->summary = scalar(d->root, "summary", "");
	about->license = scalar(d->root, "license", scalar(d->root, "licence", NULL));
	about->wants = is_yes(scalar(d->root, "net", "false")) ? OSP_WANTS_NET : 0;
	if (protocol != PROGRAM_LINES && about->kind != OSP_TRANSFORM) {
		return refuse(d->job, d->why, "only a transform or a checker can speak this protocol");
	}
	read_part(d);
	return read_command(d) && read_options(d);
}

/* ---- The hash ---- */

struct hashing {
	osp_job *job;
	struct arena *arena;
	const char *folder;
	struct sha256 hash;
	size_t count;
	uint64_t size;
};

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What running it leaves there, and what a version system keeps, is not the plugin. */
static bool is_passed_over(const char *name)
{
	return strcmp(name, "__pycache__") == 0 || strcmp(name, ".git") == 0 || strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static bool hash_folder(struct hashing *h, const char *below, int depth);

static bool hash_one(struct hashing *h, const char *below, const char *entry, int depth)
{
	const char *name = *below != '\0' ? path_join(h->arena, below, entry) : entry;
	const char *path = path_join(h->arena, h->folder, name);
	struct stat info;
	char *bytes = NULL;
	size_t len = 0;
	/* Links are followed: what they lead to runs. */
	if (stat(path, &info) != 0) {
		return true;
	}
	if (S_ISDIR(info.st_mode)) {
		return hash_folder(h, name, depth + 1);
	}
	if (!S_ISREG(info.st_mode)) {
		return true;
	}
	if (++h->count > COUNT_LIMIT || file_load(h->arena, path, FILE_LIMIT, &bytes, &len) != FILE_OK || (h->size += len) > (uint64_t)FILE_LIMIT * 4) {
		return false;
	}
	uint64_t head[2] = { strlen(name), len };
	sha256_add(&h->hash, head, sizeof(head));
	sha256_add(&h->hash, name, strlen(name));
	sha256_add(&h->hash, bytes, len);
	return true;
}

static bool hash_folder(struct hashing *h, const char *below, int depth)
{
	const char *path = *below != '\0' ? path_join(h->arena, h->folder, below) : h->folder;
	DIR *dir = depth < DEPTH_LIMIT ? opendir(path) : NULL;
	const char **names = ARENA_ROOM(h->arena, COUNT_LIMIT, const char *);
	size_t count = 0;
	bool is_good = dir != NULL;
	for (struct dirent *entry = dir != NULL ? readdir(dir) : NULL; entry != NULL; entry = readdir(dir)) {
		if (!is_passed_over(entry->d_name) && count < COUNT_LIMIT) {
			names[count++] = arena_strdup(h->arena, entry->d_name);
		}
	}
	if (dir != NULL) {
		closedir(dir);
	}
	qsort(names, count, sizeof(*names), compare_names);
	for (size_t i = 0; i < count && is_good; i++) {
		struct arena_mark mark = arena_mark(h->arena);
		is_good = hash_one(h, below, names[i], depth);
		arena_rewind(h->arena, mark);
	}
	return is_good;
}

const char *program_hash(osp_job *job, const char *folder, osp_buf *why)
{
	struct hashing h = { .job = job, .arena = arena_new(), .folder = folder };
	char hex[65];
	sha256_begin(&h.hash);
	bool is_good = hash_folder(&h, "", 0);
	sha256_end(&h.hash, hex);
	arena_free(h.arena);
	if (!is_good) {
		osp_buf_puts(why, job_translate(job, "its folder is too large, too deep or can't be read"));
	}
	return is_good ? osp_job_strdup(job, hex) : NULL;
}

/* ---- The whole ---- */

bool program_describe(osp_job *job, const char *folder, struct plugin *plugin, osp_buf *why)
{
	const char *path = path_join(job->arena, folder, PROGRAM_FILE);
	struct yaml_problem problem = { .sentence = NULL };
	char *text = NULL;
	size_t len = 0;
	enum file_error error = file_load(job->arena, path, YML_LIMIT, &text, &len);
	if (error != FILE_OK) {
		return refuse(job, why, file_error_words(error));
	}
	struct program *program = osp_job_alloc(job, sizeof(*program));
	program->folder = folder;
	plugin->path = path;
	plugin->program = program;
	plugin->stamp = plugin_stamp(path);
	struct description d = { job, yaml_parse(job, text, len, 0, 1, &problem), plugin, program, why };
	if (problem.sentence != NULL) {
		return refuse_at(&d, problem.place, problem.sentence, "");
	}
	if (!read_root(&d) || !plugin_check(job, plugin, why)) {
		return false;
	}
	plugin->hash = program_hash(job, folder, why);
	return plugin->hash != NULL;
}

const char *program_find(osp_job *job, const struct program *program)
{
	const char *word = program->command[0], *path = getenv("PATH");
	if (strchr(word, '/') != NULL) {
		const char *own = path_join(job->arena, program->folder, word);
		return access(own, X_OK) == 0 ? own : NULL;
	}
	while (path != NULL && *path != '\0') {
		size_t len = strcspn(path, ":");
		const char *found = len > 0 && *path == '/' ? path_join(job->arena, osp_job_strndup(job, path, len), word) : NULL;
		if (found != NULL && !file_is_folder(found) && access(found, X_OK) == 0) {
			return found;
		}
		path += len + (path[len] == ':');
	}
	return NULL;
}
