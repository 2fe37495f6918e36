/* manifest.c - what proceedings.yml says about the volume. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "manifest/manifest.h"
#include "manifest/schema.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/job.h"
#include "document/volume.h"

#include <stddef.h>
#include <string.h>
#include <sys/stat.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define STRING(struct_name, key, field) { key, SCHEMA_STRING, offsetof(struct_name, field), NULL, NULL }
#define CALL(key, function) { key, SCHEMA_CALL, 0, function, NULL }
#define LATER(key) { key, SCHEMA_LATER, 0, NULL, NULL }

static const char *const default_bio_headings[] = { "关于作者", "作者简介", "作者介绍", "About the author", "About the authors", NULL };
static const char *const default_reference_headings[] = { "参考资料", "参考文献", "参考材料", "参考", "References", NULL };

static void read_publisher(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	static const struct schema_key keys[] = {
		STRING(osp_volume, "name", publisher), STRING(osp_volume, "place", publisher_place), STRING(osp_volume, "url", publisher_url),
	};
	osp_volume *volume = ((struct manifest *)object)->volume;
	(void)key_place;
	if (value->kind == YAML_SCALAR) {
		volume->publisher = value->scalar;
	} else {
		schema_read(loading, "publisher", keys, COUNT(keys), volume, value);
	}
}

static void read_event(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	static const struct schema_key keys[] = {
		STRING(osp_event, "name", name), STRING(osp_event, "acronym", acronym), STRING(osp_event, "number", number),
		STRING(osp_event, "theme", theme), STRING(osp_event, "place", place), STRING(osp_event, "url", url),
		{ "start", SCHEMA_DATE, offsetof(osp_event, start), NULL, NULL }, { "end", SCHEMA_DATE, offsetof(osp_event, end), NULL, NULL },
		LATER("sponsors"),
	};
	osp_event *event = &((struct manifest *)object)->event;
	(void)key_place;
	if (value->kind == YAML_SCALAR) {
		event->name = value->scalar;
	} else {
		schema_read(loading, "event", keys, COUNT(keys), event, value);
	}
}

static void read_editors(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	osp_volume *volume = ((struct manifest *)object)->volume;
	(void)key_place;
	manifest_read_persons(loading, value, &volume->editors, &volume->editor_count);
}

static const char *const known_matter[] = { "cover", "title-page", "colophon", "toc", "contributors", "author-index", "preface", "committee", NULL };

static bool is_known_matter(const char *kind)
{
	for (size_t i = 0; known_matter[i] != NULL; i++) {
		if (strcmp(known_matter[i], kind) == 0) {
			return true;
		}
	}
	return false;
}

/* `cover`, `preface: front/preface.md`, or `references: false`. */
static void add_matter(struct loading *loading, const char *kind, osp_place place, const struct yaml_value *file,
	osp_matter ***list, size_t *count)
{
	osp_matter *matter = osp_job_alloc(loading->job, sizeof(*matter));
	bool wanted = true;
	*matter = (osp_matter){ .kind = kind, .path = "", .place = place };
	if (strcmp(kind, "subject-index") == 0) {
		osp_warn(loading->job, place, "manifest/not-yet", "\"%s\" is not supported yet in this version; it is passed over", kind);
		return;
	}
	if (file != NULL && file->kind == YAML_SCALAR && (strcmp(file->scalar, "false") == 0 || strcmp(file->scalar, "true") == 0)) {
		schema_bool(loading, kind, file, &wanted);
		file = NULL;
	}
	if (file != NULL && file->kind != YAML_NULL) {
		matter->path = schema_path(loading, kind, file, false);
	} else if (wanted && !is_known_matter(kind)) {
		schema_error(loading, place, "manifest/matter", "\"%s\" is none of cover, title-page, colophon, toc, contributors, author-index; a page of your own needs its file: \"%s: FILE.md\"", kind, kind);
		return;
	} else if (wanted && (strcmp(kind, "preface") == 0 || strcmp(kind, "committee") == 0)) {
		schema_error(loading, place, "manifest/matter", "\"%s\" needs its file: \"%s: FILE.md\"", kind, kind);
		return;
	}
	if (wanted && matter->path != NULL) {
		volume_list_add(loading->job, list, count, matter);
	}
}

static void add_matter_map(struct loading *loading, const struct yaml_value *map, osp_matter ***list, size_t *count)
{
	for (size_t i = 0; i < map->count; i++) {
		add_matter(loading, map->pairs[i].key, map->pairs[i].key_place, map->pairs[i].value, list, count);
	}
}

static void read_matter(struct loading *loading, const struct yaml_value *value, osp_matter ***list, size_t *count)
{
	*count = 0;
	if (value->kind == YAML_MAP) {
		add_matter_map(loading, value, list, count);
	}
	for (size_t i = 0; value->kind == YAML_LIST && i < value->count; i++) {
		const struct yaml_value *item = value->items[i];
		if (item->kind == YAML_MAP) {
			add_matter_map(loading, item, list, count);
		} else if (schema_string(loading, "front-matter", item) != NULL) {
			add_matter(loading, item->scalar, item->place, NULL, list, count);
		}
	}
	if (value->kind == YAML_SCALAR && strcmp(value->scalar, "false") != 0) {
		add_matter(loading, value->scalar, value->place, NULL, list, count);
	}
}

static void read_front(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	osp_volume *volume = ((struct manifest *)object)->volume;
	(void)key_place;
	read_matter(loading, value, &volume->front, &volume->front_count);
}

static void read_back(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	osp_volume *volume = ((struct manifest *)object)->volume;
	(void)key_place;
	read_matter(loading, value, &volume->back, &volume->back_count);
}

static void add_use(struct loading *loading, const struct yaml_pair *pair)
{
	struct manifest *manifest = loading->manifest;
	struct manifest_use *use = osp_job_alloc(loading->job, sizeof(*use));
	bool on = true;
	*use = (struct manifest_use){ .name = pair->key, .place = pair->key_place };
	if (pair->value->kind == YAML_SCALAR) {
		schema_bool(loading, pair->key, pair->value, &on);
	} else if (pair->value->kind == YAML_MAP) {
		use->options = pair->value;
	} else if (pair->value->kind == YAML_LIST) {
		schema_error(loading, pair->value->place, "manifest/type", "a plugin takes options (key: value), true or false");
	}
	use->is_off = !on;
	VOLUME_ADD(loading->job, manifest, uses, use_count, use);
}

static void read_transforms(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	(void)object;
	(void)key_place;
	if (value->kind != YAML_MAP && value->kind != YAML_NULL) {
		schema_error(loading, value->place, "manifest/type", "transforms are named with their options: \"NAME: {}\" or \"NAME: false\"");
	}
	for (size_t i = 0; value->kind == YAML_MAP && i < value->count; i++) {
		add_use(loading, &value->pairs[i]);
	}
}

static void read_hugo(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	static const struct schema_key keys[] = {
		{ "static", SCHEMA_FOLDER, offsetof(osp_volume, static_folder), NULL, NULL },
		STRING(osp_volume, "base-url", base_url),
		LATER("shortcodes"),
	};
	osp_volume *volume = object;
	(void)key_place;
	schema_read(loading, "hugo", keys, COUNT(keys), volume, value);
}

/* A name, or a map: `hugo:` for the site, any other key a reader with its options. */
static void read_reader(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	struct manifest *manifest = object;
	if (value->kind == YAML_SCALAR) {
		manifest->reader = value->scalar;
		return;
	}
	if (value->kind != YAML_MAP) {
		schema_error(loading, key_place, "manifest/type", "\"reader\" takes a reader's name, or keys: hugo, or a reader with its options");
		return;
	}
	for (size_t i = 0; i < value->count; i++) {
		const struct yaml_pair *pair = &value->pairs[i];
		if (strcmp(pair->key, "hugo") == 0) {
			read_hugo(loading, manifest->volume, pair->value, pair->key_place);
		} else if (strcmp(pair->key, "name") == 0) {
			manifest->reader = pair->value->scalar;
		} else {
			manifest->reader = pair->key;
			add_use(loading, pair);
		}
	}
}

static void read_citations(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	static const struct schema_key keys[] = {
		{ "headings", SCHEMA_LIST, offsetof(osp_volume, reference_headings), NULL, NULL },
		{ "back-links", SCHEMA_BOOL, offsetof(osp_volume, back_links), NULL, NULL },
		LATER("style"), LATER("detect"),
	};
	(void)key_place;
	schema_read(loading, "citations", keys, COUNT(keys), ((struct manifest *)object)->volume, value);
}

static void read_bio_headings(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	(void)key_place;
	((struct manifest *)object)->volume->bio_headings = schema_list(loading, "bio-headings", value, NULL);
}

static void read_style(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	struct manifest *manifest = object;
	(void)key_place;
	manifest->style_place = value->place;
	manifest->styles = schema_list(loading, "style", value, NULL);
}

static void read_plugins(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	struct manifest *manifest = object;
	(void)key_place;
	for (size_t i = 0; value->kind == YAML_MAP && i < value->count; i++) {
		if (strcmp(value->pairs[i].key, "require") == 0) {
			manifest->required = value->pairs[i].value;
		} else {
			schema_error(loading, value->pairs[i].key_place, "manifest/unknown-key", "plugins has no key \"%s\"; a manifest names what it needs (require: {pdf: \">=1.0\"}), never where it is", value->pairs[i].key);
		}
	}
	if (value->kind != YAML_MAP && value->kind != YAML_NULL) {
		schema_error(loading, value->place, "manifest/type", "plugins takes \"require: {NAME: VERSION}\"");
	}
}

static void read_version(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	(void)object;
	(void)key_place;
	if (value->kind != YAML_SCALAR || strcmp(value->scalar, "1") != 0) {
		schema_error(loading, value->place, "manifest/schema", "this is ospopress with manifest schema 1; \"ospopress: 1\" is the only one it reads");
	}
}

#define VOLUME(key, field) { key, SCHEMA_STRING, offsetof(struct manifest, record.field), NULL, NULL }
#define VOLUME_ALSO(key, field, also) { key, SCHEMA_STRING, offsetof(struct manifest, record.field), NULL, also }

static const struct schema_key keys[] = {
	CALL("ospopress", read_version),
	VOLUME_ALSO("title", title, "book_title"), VOLUME("subtitle", subtitle), VOLUME("lang", lang), VOLUME("id", id),
	VOLUME("version", version), { "date", SCHEMA_DATE, offsetof(struct manifest, record.date), NULL, NULL },
	CALL("publisher", read_publisher), CALL("identifiers", manifest_read_identifiers), CALL("imprint", manifest_read_imprint), VOLUME("license", license), VOLUME("copyright", copyright),
	CALL("isbn", manifest_read_isbn), VOLUME("cover", cover), VOLUME("base-url", base_url),
	CALL("event", read_event), { "event-name", SCHEMA_STRING, offsetof(struct manifest, event.name), NULL, "event_name" },
	{ "start-date", SCHEMA_DATE, offsetof(struct manifest, event.start), NULL, "start_date" },
	{ "end-date", SCHEMA_DATE, offsetof(struct manifest, event.end), NULL, "end_date" },
	CALL("affiliations", manifest_read_affiliations), CALL("people", manifest_read_people), CALL("editors", read_editors),
	CALL("front-matter", read_front), CALL("articles", manifest_read_articles), CALL("back-matter", read_back),
	CALL("reader", read_reader), CALL("citations", read_citations), CALL("bio-headings", read_bio_headings),
	CALL("style", read_style), CALL("transforms", read_transforms), CALL("plugins", read_plugins),
	CALL("outputs", manifest_read_outputs), CALL("handouts", manifest_read_handouts),
	{ "messages", SCHEMA_STRING, offsetof(struct manifest, messages), NULL, NULL },
	{ "paper", SCHEMA_STRING, offsetof(struct manifest, paper), NULL, NULL },
	LATER("fonts"), LATER("checks"), LATER("metadata"), LATER("references"),
};

static struct manifest *manifest_new(osp_job *job, const char *path, const char *root)
{
	struct manifest *manifest = osp_job_alloc(job, sizeof(*manifest));
	const char *whole = path_absolute(job->arena, path);
	*manifest = (struct manifest){ .path = osp_job_strdup(job, path), .folder = path_folder(job->arena, whole),
		.messages = "", .reader = "", .paper = "" };
	manifest->root = root != NULL ? path_absolute(job->arena, root) : manifest->folder;
	manifest->record = *volume_new(job);
	manifest->event = *manifest->record.event;
	manifest->imprint = *manifest->record.imprint;
	manifest->volume = &manifest->record;
	manifest->volume->event = &manifest->event;
	manifest->volume->imprint = &manifest->imprint;
	manifest->volume->folder = manifest->folder;
	manifest->volume->back_links = true;
	manifest->volume->bio_headings = osp_job_alloc(job, sizeof(default_bio_headings));
	memcpy(manifest->volume->bio_headings, default_bio_headings, sizeof(default_bio_headings));
	manifest->volume->reference_headings = osp_job_alloc(job, sizeof(default_reference_headings));
	memcpy(manifest->volume->reference_headings, default_reference_headings, sizeof(default_reference_headings));
	job->manifest = manifest;
	job->volume = manifest->volume;
	return manifest;
}

/* People and affiliations are named by what comes before them in the file; so they are read first. */
static void read_keys(struct loading *loading, const struct yaml_value *root)
{
	static const char *const first[] = { "affiliations", "people" };
	struct yaml_value rest = *root;
	rest.pairs = osp_job_alloc(loading->job, (root->count + 1) * sizeof(*rest.pairs));
	rest.count = 0;
	for (size_t i = 0; i < COUNT(first); i++) {
		const struct yaml_value *value = yaml_find(root, first[i]);
		if (value != NULL) {
			(i == 0 ? manifest_read_affiliations : manifest_read_people)(loading, loading->manifest, value, value->place);
		}
	}
	for (size_t i = 0; i < root->count; i++) {
		if (strcmp(root->pairs[i].key, first[0]) != 0 && strcmp(root->pairs[i].key, first[1]) != 0) {
			rest.pairs[rest.count++] = root->pairs[i];
		}
	}
	schema_read(loading, "proceedings.yml", keys, COUNT(keys), loading->manifest, &rest);
}

/* When nothing says when the volume was made: the newest input. */
static int64_t newest_input(const struct manifest *manifest)
{
	struct stat info;
	int64_t newest = 0;
	for (size_t i = 0; i < manifest->volume->article_count; i++) {
		if (stat(manifest->volume->articles[i]->path, &info) == 0 && info.st_mtime > newest) {
			newest = info.st_mtime;
		}
	}
	return newest;
}

static void add_default_front(struct loading *loading)
{
	static const char *const kinds[] = { "cover", "title-page", "toc" };
	osp_volume *volume = loading->manifest->volume;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		add_matter(loading, kinds[i], volume->place, NULL, &volume->front, &volume->front_count);
	}
}

static void complete(struct loading *loading, const struct yaml_value *root)
{
	struct manifest *manifest = loading->manifest;
	osp_volume *volume = manifest->volume;
	static const char *default_styles[] = { "ospo", NULL };
	if (yaml_find(root, "front-matter") == NULL) {
		add_default_front(loading);
	}
	if (manifest->styles == NULL) {
		manifest->styles = default_styles;
		manifest->style_place = volume->place;
	}
	if (*volume->id == '\0') {
		const char *base = path_base(manifest->folder);
		volume->id = manifest_slug(loading->job, base, strlen(base));
		volume->id = *volume->id != '\0' ? volume->id : "proceedings";
	}
	size_t len = strlen(volume->base_url);
	if (len > 0 && volume->base_url[len - 1] != '/') {
		volume->base_url = osp_job_printf(loading->job, "%s/", volume->base_url);
	}
	manifest_default_outputs(loading);
	if (!clock_source_date(&volume->modified) && !clock_parse_date(volume->date, &volume->modified)) {
		volume->modified = newest_input(manifest);
	}
}

static void require(struct loading *loading, const struct yaml_value *root)
{
	const struct yaml_value *title = yaml_find(root, "title") != NULL ? yaml_find(root, "title") : yaml_find(root, "book_title");
	osp_volume *volume = loading->manifest->volume;
	volume->place = title != NULL ? title->place : root->place;
	if (title == NULL || *volume->title == '\0') {
		schema_error(loading, volume->place, "manifest/no-title", "the volume has no title; write \"title: ...\"");
	}
	if (yaml_find(root, "articles") == NULL) {
		schema_error(loading, root->place, "manifest/no-articles", "the volume has no articles; write \"articles:\" and a list of files (or patterns such as content/*/index.md)");
	} else if (volume->article_count == 0 && !loading->failed) {
		schema_error(loading, yaml_find(root, "articles")->place, "manifest/no-articles", "no article was found");
	}
}

/* The manifest's bytes, known to the report; NULL after reporting. */
static const char *load_text(struct loading *loading, size_t *ret_len)
{
	enum { LIMIT = 16 << 20 };
	char *text = NULL;
	struct manifest *manifest = loading->manifest;
	enum file_error error = file_load(loading->job->arena, manifest->path, LIMIT, &text, ret_len);
	if (error != FILE_OK) {
		manifest->file = osp_job_add_file(loading->job, manifest->path, NULL, 0);
		schema_error(loading, (osp_place){ manifest->file, 0, 0 }, "manifest/unreadable", "the manifest %s", job_translate(loading->job, file_error_words(error)));
		return NULL;
	}
	if (*ret_len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
		text += 3;
		*ret_len -= 3;
	}
	manifest->file = osp_job_add_file(loading->job, manifest->path, text, *ret_len);
	return text;
}

static void load(struct loading *loading)
{
	size_t len = 0;
	const char *text = load_text(loading, &len);
	const struct yaml_value *root = text != NULL ? yaml_parse(loading->job, text, len, loading->manifest->file, 1, NULL) : NULL;
	if (root == NULL) {
		loading->failed = true;
		return;
	}
	if (root->kind == YAML_NULL || root->kind != YAML_MAP) {
		schema_error(loading, root->place, "manifest/empty", "the manifest has no keys; it needs at least \"title:\" and \"articles:\"");
		return;
	}
	read_keys(loading, root);
	require(loading, root);
	complete(loading, root);
}

struct manifest *manifest_load(osp_job *job, const char *path, const char *root)
{
	if (file_is_folder(path)) {
		path = path_join(job->arena, path, "proceedings.yml");
	}
	struct loading loading = { .job = job, .manifest = manifest_new(job, path, root), .scratch = job->arena };
	load(&loading);
	return loading.failed ? NULL : loading.manifest;
}

struct manifest *manifest_for_article(osp_job *job, const char *path)
{
	static const char *default_styles[] = { "ospo", NULL };
	struct manifest *manifest = manifest_new(job, path, NULL);
	osp_article *article = volume_article_new(job);
	const char *base = path_base(path);
	manifest->file = osp_job_add_file(job, path, NULL, 0);
	article->path = path_absolute(job->arena, path);
	article->folder = manifest->folder;
	article->id = manifest_slug(job, base, strcspn(base, "."));
	article->id = *article->id != '\0' ? article->id : "article";
	manifest->volume->id = manifest->volume->title = article->id;
	manifest->styles = default_styles;
	VOLUME_ADD(job, manifest->volume, articles, article_count, article);
	clock_source_date(&manifest->volume->modified);
	return manifest;
}
