/* schema.c - which keys a map may have, as a table; values into a struct. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "manifest/schema.h"
#include "manifest/hints.h"
#include "manifest/manifest.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/job.h"
#include "base/suggest.h"

#include <string.h>
#include <sys/stat.h>

void schema_error(struct loading *loading, osp_place place, const char *code, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	report_add(loading->job, SEVERITY_ERROR, place, code, format, args);
	va_end(args);
	loading->failed = true;
}

static const char *kind_words(const osp_job *job, const struct yaml_value *value)
{
	static const char *const words[] = { "nothing", "a word or number", "a list", "a map of keys" };
	return job_translate(job, words[value->kind]);
}

const char *schema_string(struct loading *loading, const char *key, const struct yaml_value *value)
{
	if (value->kind == YAML_SCALAR) {
		return value->scalar;
	}
	schema_error(loading, value->place, "manifest/type", "\"%s\" takes one text, but here is %s", key, kind_words(loading->job, value));
	return NULL;
}

bool schema_bool(struct loading *loading, const char *key, const struct yaml_value *value, bool *ret)
{
	static const char *const yes[] = { "true", "yes", "on", "True", "Yes", "TRUE" };
	static const char *const no[] = { "false", "no", "off", "False", "No", "FALSE" };
	for (size_t i = 0; value->kind == YAML_SCALAR && i < sizeof(yes) / sizeof(*yes); i++) {
		if (strcmp(value->scalar, yes[i]) == 0 || strcmp(value->scalar, no[i]) == 0) {
			*ret = strcmp(value->scalar, yes[i]) == 0;
			return true;
		}
	}
	schema_error(loading, value->place, "manifest/type", "\"%s\" is either true or false", key);
	return false;
}

const char **schema_list(struct loading *loading, const char *key, const struct yaml_value *value, size_t *ret_count)
{
	size_t count = value->kind == YAML_LIST ? value->count : 1;
	const char **list = osp_job_alloc(loading->job, (count + 1) * sizeof(*list));
	size_t used = 0;
	for (size_t i = 0; i < count; i++) {
		const struct yaml_value *item = value->kind == YAML_LIST ? value->items[i] : value;
		const char *text = item->kind == YAML_NULL ? NULL : schema_string(loading, key, item);
		if (text != NULL) {
			list[used++] = text;
		}
	}
	if (ret_count != NULL) {
		*ret_count = used;
	}
	return list;
}

/* Whole lists of files stand in one folder: where that really is, is found once. What is no link is where its folder is. */
static bool is_beneath_root(struct loading *loading, const char *whole)
{
	struct stat info;
	const char *folder = path_folder(loading->scratch, whole), *root = loading->manifest->root;
	if (loading->folder == NULL || strcmp(loading->folder, folder) != 0) {
		loading->folder = folder;
		loading->folder_is_beneath = path_is_beneath(loading->scratch, root, folder);
	}
	bool is_itself = lstat(whole, &info) == 0 && !S_ISLNK(info.st_mode);
	return (loading->folder_is_beneath && is_itself) || path_is_beneath(loading->scratch, root, whole);
}

const char *schema_resolve(struct loading *loading, const char *path, osp_place place, bool is_folder)
{
	const struct manifest *manifest = loading->manifest;
	const char *whole = path_absolute(loading->scratch, path_join(loading->scratch, manifest->folder, path));
	if (!file_exists(whole)) {
		bool quoted = strncmp(path, "“", 3) == 0 || strncmp(path, "‘", 3) == 0;
		schema_error(loading, place, "manifest/missing-file", quoted
			? "\"%s\" does not exist; the Chinese quotes are part of the name: take them away, or type \" \""
			: "\"%s\" does not exist beneath the manifest's folder", path);
		return NULL;
	}
	if (!is_beneath_root(loading, whole)) {
		schema_error(loading, place, "manifest/outside", "\"%s\" leads out of the manifest's folder; copy the file there, or name a common folder with --root", path);
		return NULL;
	}
	if (file_is_folder(whole) != is_folder) {
		schema_error(loading, place, "manifest/missing-file", is_folder ? "\"%s\" is a file, but a folder is wanted" : "\"%s\" is a folder, but a file is wanted", path);
		return NULL;
	}
	return osp_job_strdup(loading->job, whole);
}

const char *schema_path(struct loading *loading, const char *key, const struct yaml_value *value, bool is_folder)
{
	const char *path = schema_string(loading, key, value);
	return path != NULL ? schema_resolve(loading, path, value->place, is_folder) : NULL;
}

static void read_date(struct loading *loading, const char *key, const struct yaml_value *value, const char **field)
{
	int64_t seconds;
	const char *text = schema_string(loading, key, value);
	size_t len = text != NULL ? strlen(text) : 0;
	/* A year, or year and month, is enough for a date of publication. */
	bool is_part = (len == 4 || (len == 7 && text[4] == '-')) && strspn(text, "0123456789-") == len;
	if (text != NULL && !is_part && !clock_parse_date(text, &seconds)) {
		schema_error(loading, value->place, "manifest/date", "\"%s\" is no date; write 2022-12-10", text);
		return;
	}
	if (text != NULL) {
		*field = text;
	}
}

static void read_key(struct loading *loading, const struct schema_key *key, void *object, const struct yaml_pair *pair)
{
	const struct yaml_value *value = pair->value;
	char *field = (char *)object + key->offset;
	const char *text = NULL;
	if (key->type == SCHEMA_CALL) {
		key->call(loading, object, value, pair->key_place);
		return;
	}
	if (key->type == SCHEMA_LATER) {
		osp_warn(loading->job, pair->key_place, "manifest/not-yet", "\"%s\" is not supported yet in this version; it is passed over", pair->key);
		return;
	}
	if (value->kind == YAML_NULL) {
		return;
	}
	switch (key->type) {
	case SCHEMA_STRING:
		text = schema_string(loading, pair->key, value);
		break;
	case SCHEMA_FILE: case SCHEMA_FOLDER:
		text = schema_path(loading, pair->key, value, key->type == SCHEMA_FOLDER);
		break;
	case SCHEMA_DATE:
		read_date(loading, pair->key, value, (const char **)(void *)field);
		break;
	case SCHEMA_BOOL:
		schema_bool(loading, pair->key, value, (bool *)(void *)field);
		break;
	case SCHEMA_LIST:
		*(const char ***)(void *)field = schema_list(loading, pair->key, value, NULL);
		break;
	case SCHEMA_CALL: case SCHEMA_LATER:
		break;
	}
	if (text != NULL) {
		*(const char **)(void *)field = text;
	}
}

static void report_unknown(struct loading *loading, const char *what, const struct schema_key *keys, size_t count,
	const struct yaml_pair *pair)
{
	const char **names = osp_job_alloc(loading->job, count * sizeof(*names));
	for (size_t i = 0; i < count; i++) {
		names[i] = keys[i].key;
	}
	const char *nearest = hints_key(pair->key) != NULL ? hints_key(pair->key) : suggest_nearest(pair->key, names, count);
	const char *where = job_translate(loading->job, what);
	if (strstr(pair->key, "\xE3\x80\x80") != NULL) {
		schema_error(loading, pair->key_place, "manifest/unknown-key", "the key \"%s\" has a full-width space in it; type half-width spaces", pair->key);
	} else if (nearest != NULL) {
		schema_error(loading, pair->key_place, "manifest/unknown-key", "%s has no key \"%s\"; did you mean \"%s\"?", where, pair->key, nearest);
	} else {
		schema_error(loading, pair->key_place, "manifest/unknown-key", "%s has no key \"%s\"; docs/manifest.md lists them", where, pair->key);
	}
}

void schema_read(struct loading *loading, const char *what, const struct schema_key *keys, size_t count, void *object,
	const struct yaml_value *map)
{
	if (map->kind == YAML_NULL) {
		return;
	}
	if (map->kind != YAML_MAP) {
		schema_error(loading, map->place, "manifest/type", "%s takes keys with values (key: value), but here is %s",
			job_translate(loading->job, what), kind_words(loading->job, map));
		return;
	}
	for (size_t i = 0; i < map->count; i++) {
		const struct yaml_pair *pair = &map->pairs[i];
		const struct schema_key *found = NULL;
		for (size_t k = 0; k < count && found == NULL; k++) {
			bool same = strcmp(keys[k].key, pair->key) == 0 || (keys[k].also != NULL && strcmp(keys[k].also, pair->key) == 0);
			found = same ? &keys[k] : NULL;
		}
		if (found == NULL) {
			report_unknown(loading, what, keys, count, pair);
		} else {
			read_key(loading, found, object, pair);
		}
	}
}
