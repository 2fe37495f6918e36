/* articles.c - the articles and parts of a manifest. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "manifest/manifest.h"
#include "manifest/schema.h"
#include "base/file.h"
#include "base/job.h"
#include "document/volume.h"

#include <glob.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* An article's entry before its file is known: `file` may be a pattern for several. */
struct entry {
	osp_article article;
	const struct yaml_value *file;
	bool has_id;
};

static void read_file(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	(void)key_place;
	if (schema_string(loading, "file", value) != NULL) {
		((struct entry *)object)->file = value;
	}
}

static void read_authors(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	osp_article *article = &((struct entry *)object)->article;
	(void)key_place;
	manifest_read_persons(loading, value, &article->authors, &article->author_count);
	article->authors_given = true;
}

static void read_translators(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	osp_article *article = &((struct entry *)object)->article;
	(void)key_place;
	manifest_read_persons(loading, value, &article->translators, &article->translator_count);
}

static void read_keywords(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	osp_article *article = &((struct entry *)object)->article;
	(void)key_place;
	article->keywords = schema_list(loading, "keywords", value, &article->keyword_count);
}

static void read_image_alt(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	osp_article *article = &((struct entry *)object)->article;
	if (value->kind != YAML_MAP) {
		schema_error(loading, key_place, "manifest/type", "\"image-alt\" takes a map: picture as the article names it: alternative text");
		return;
	}
	article->image_alt = osp_job_alloc(loading->job, (value->count * 2 + 1) * sizeof(*article->image_alt));
	for (size_t i = 0; i < value->count; i++) {
		const char *alt = schema_string(loading, "image-alt", value->pairs[i].value);
		article->image_alt[2 * i] = value->pairs[i].key;
		article->image_alt[2 * i + 1] = alt != NULL ? alt : "";
	}
}

#define TEXT(key, field) { key, SCHEMA_STRING, offsetof(struct entry, article.field), NULL, NULL }
static const struct schema_key keys[] = {
	{ "file", SCHEMA_CALL, 0, read_file, NULL },
	TEXT("id", id), TEXT("title", title), TEXT("subtitle", subtitle), TEXT("short-title", short_title), TEXT("lang", lang),
	{ "date", SCHEMA_DATE, offsetof(struct entry, article.date), NULL, NULL },
	TEXT("description", description), TEXT("abstract", description), TEXT("digest", digest), TEXT("license", license),
	TEXT("original-url", original_url), TEXT("cover", cover), TEXT("doi", doi), TEXT("reader", reader),
	{ "authors", SCHEMA_CALL, 0, read_authors, "author" },
	{ "translators", SCHEMA_CALL, 0, read_translators, NULL },
	{ "keywords", SCHEMA_CALL, 0, read_keywords, NULL },
	{ "image-alt", SCHEMA_CALL, 0, read_image_alt, NULL },
	{ "references", SCHEMA_LATER, 0, NULL, NULL },
};

const char *manifest_slug(osp_job *job, const char *text, size_t len)
{
	char *slug = osp_job_alloc(job, len + 1);
	size_t used = 0;
	for (size_t i = 0; i < len; i++) {
		char c = text[i];
		c = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
		bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
		if (is_plain) {
			slug[used++] = c;
		} else if (used > 0 && slug[used - 1] != '-') {
			slug[used++] = '-';
		}
	}
	while (used > 0 && slug[used - 1] == '-') {
		used--;
	}
	slug[used] = '\0';
	return slug;
}

/* The bundle's folder for index.md and README.md, else the file's stem. */
static const char *natural_id(struct loading *loading, const char *path)
{
	const char *base = path_base(path);
	size_t stem = strcspn(base, ".");
	bool is_bundle = (stem == 5 && strncmp(base, "index", 5) == 0) || (stem == 6 && strncmp(base, "_index", 6) == 0) ||
		(stem == 6 && strncmp(base, "README", 6) == 0) || (stem == 5 && strncmp(base, "paper", 5) == 0);
	if (is_bundle) {
		base = path_base(path_folder(loading->scratch, path));
		stem = strlen(base);
	}
	const char *slug = manifest_slug(loading->job, base, stem);
	return *slug != '\0' ? slug : "article";
}

static bool id_is_taken(const struct manifest *manifest, const char *id)
{
	for (size_t i = 0; i < manifest->volume->article_count; i++) {
		if (strcmp(manifest->volume->articles[i]->id, id) == 0) {
			return true;
		}
	}
	return false;
}

static void give_id(struct loading *loading, osp_article *article, bool has_id)
{
	const struct manifest *manifest = loading->manifest;
	if (has_id) {
		const char *slug = manifest_slug(loading->job, article->id, strlen(article->id));
		if (*slug == '\0' || (*slug >= '0' && *slug <= '9')) {
			slug = osp_job_printf(loading->job, "a%s%s", *slug != '\0' ? "-" : "", slug);
		}
		if (id_is_taken(manifest, slug)) {
			schema_error(loading, article->place, "manifest/duplicate-id", "the id \"%s\" stands twice; ids name files and anchors, so each is used once", article->id);
		}
		article->id = slug;
		return;
	}
	const char *natural = natural_id(loading, article->path);
	if (*natural >= '0' && *natural <= '9') {
		natural = osp_job_printf(loading->job, "a-%s", natural);
	}
	article->id = natural;
	for (int i = 2; id_is_taken(manifest, article->id); i++) {
		article->id = osp_job_printf(loading->job, "%s-%d", natural, i);
	}
}

static void add_article(struct loading *loading, const struct entry *entry, const char *path)
{
	osp_article *article = osp_job_alloc(loading->job, sizeof(*article));
	*article = entry->article;
	article->path = path;
	article->folder = osp_job_strdup(loading->job, path_folder(loading->scratch, path));
	give_id(loading, article, entry->has_id);
	osp_volume *volume = loading->manifest->volume;
	VOLUME_ADD(loading->job, volume, articles, article_count, article);
}

/* A folder is a Hugo bundle: its text is index.md. */
static const char *bundle_text(struct loading *loading, const char *path)
{
	static const char *const names[] = { "index.md", "index.zh.md", "index.zh-cn.md", "index.en.md", "_index.md", "README.md" };
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *text = path_join(loading->scratch, path, names[i]);
		if (file_exists(text)) {
			return text;
		}
	}
	return path;
}

static void add_pattern(struct loading *loading, const struct entry *entry)
{
	const struct manifest *manifest = loading->manifest;
	glob_t found = { 0 };
	const char *pattern = path_join(loading->scratch, manifest->folder, entry->file->scalar);
	if (glob(pattern, GLOB_NOMAGIC, NULL, &found) != 0 || found.gl_pathc == 0) {
		schema_error(loading, entry->file->place, "manifest/missing-file", "no file matches \"%s\"", entry->file->scalar);
	}
	if (found.gl_pathc > 1 && entry->has_id) {
		schema_error(loading, entry->article.place, "manifest/pattern", "\"%s\" matches several files, so it can't have an id; give each file its own entry", entry->file->scalar);
	}
	for (size_t i = 0; i < found.gl_pathc; i++) {
		const char *path = schema_resolve(loading, bundle_text(loading, found.gl_pathv[i]), entry->file->place, false);
		if (path != NULL) {
			add_article(loading, entry, path);
		}
	}
	globfree(&found);
}

static void add_entry(struct loading *loading, const struct entry *entry)
{
	const struct manifest *manifest = loading->manifest;
	const char *text = entry->file->scalar;
	const char *whole = path_absolute(loading->scratch, path_join(loading->scratch, manifest->folder, text));
	/* A file whose name has a bracket in it is that file, not a pattern. */
	if (!file_exists(whole) && strpbrk(text, "*?[") != NULL) {
		add_pattern(loading, entry);
		return;
	}
	const char *path = schema_resolve(loading, file_is_folder(whole) ? bundle_text(loading, whole) : text, entry->file->place, false);
	if (path != NULL) {
		add_article(loading, entry, path);
	}
}

static void read_list(struct loading *loading, const struct yaml_value *list, bool may_have_parts);

static void read_part(struct loading *loading, const struct yaml_value *item)
{
	osp_volume *volume = loading->manifest->volume;
	osp_part *part = osp_job_alloc(loading->job, sizeof(*part));
	const char *title = schema_string(loading, "part", yaml_find(item, "part"));
	*part = (osp_part){ .title = title != NULL ? title : "", .place = item->place, .first = volume->article_count };
	VOLUME_ADD(loading->job, volume, parts, part_count, part);
	for (size_t i = 0; i < item->count; i++) {
		if (strcmp(item->pairs[i].key, "part") != 0 && strcmp(item->pairs[i].key, "articles") != 0) {
			schema_error(loading, item->pairs[i].key_place, "manifest/unknown-key", "a part has no key \"%s\"; it has \"part\" (its title) and \"articles\"", item->pairs[i].key);
		}
	}
	const struct yaml_value *articles = yaml_find(item, "articles");
	if (articles == NULL) {
		schema_error(loading, item->place, "manifest/type", "a part needs \"articles\", a list");
		return;
	}
	read_list(loading, articles, false);
	part->count = volume->article_count - part->first;
}

static void read_item(struct loading *loading, const struct yaml_value *item)
{
	struct entry entry = { .article = *volume_article_new(loading->job), .file = item };
	entry.article.place = item->place;
	if (item->kind == YAML_MAP) {
		entry.file = NULL;
		schema_read(loading, "an article", keys, sizeof(keys) / sizeof(*keys), &entry, item);
		const struct yaml_value *id = yaml_find(item, "id"), *title = yaml_find(item, "title");
		entry.has_id = id != NULL && *entry.article.id != '\0';
		entry.article.title_place = title != NULL ? title->place : OSP_NOWHERE;
		if (entry.file == NULL && yaml_find(item, "file") == NULL) {
			schema_error(loading, item->place, "manifest/type", "this article has no \"file\"");
		}
	} else if (item->kind != YAML_SCALAR) {
		schema_error(loading, item->place, "manifest/type", "an article is a file, or a map with \"file\"");
		return;
	}
	if (entry.file != NULL) {
		add_entry(loading, &entry);
	}
}

static void read_list(struct loading *loading, const struct yaml_value *list, bool may_have_parts)
{
	size_t count = list->kind == YAML_LIST ? list->count : list->kind == YAML_NULL ? 0 : 1;
	for (size_t i = 0; i < count; i++) {
		const struct yaml_value *item = list->kind == YAML_LIST ? list->items[i] : list;
		bool is_part = yaml_find(item, "part") != NULL;
		if (is_part && !may_have_parts) {
			schema_error(loading, item->place, "manifest/type", "a part can't stand inside of a part");
		} else if (is_part) {
			read_part(loading, item);
		} else {
			read_item(loading, item);
		}
	}
}

void manifest_read_articles(struct loading *loading, void *manifest, const struct yaml_value *value, osp_place key_place)
{
	(void)manifest;
	(void)key_place;
	read_list(loading, value, true);
}
