/* street_read.c - every file that holds text becomes a tree; articles with errors are held. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "street.h"
#include "base/file.h"
#include "document/volume.h"
#include "read/read.h"
#include "transform/transform.h"

#include <string.h>

/* A tree with an empty `article` in it, for the reader to fill. */
static void make_root(osp_job *job, osp_article *article)
{
	article->tree = tree_new(job);
	article->root = osp_element_new(article->tree, OSP_ARTICLE);
	osp_node_set_attr(article->root, "id", article->id);
	osp_node_set_place(article->root, (osp_place){ article->file, 1, 1 });
}

/* "One bad article never stops the others": its slot is held by its title and what is wrong with it. */
static void hold(struct street *street, osp_article *article, const char *reason)
{
	if (article->state == OSP_ARTICLE_DRAFT || *article->held_reason != '\0') {
		return;
	}
	article->state = OSP_ARTICLE_HELD;
	article->held_reason = reason;
	if (*article->title == '\0') {
		article->title = article->id;
	}
	if (*article->lang == '\0') {
		article->lang = *street->volume->lang != '\0' ? street->volume->lang : "en";
	}
}

/* docs/tree.md: article.held > header > h1, p.held-message. */
static void put_placeholder(struct street *street, osp_article *article)
{
	make_root(street->job, article);
	osp_tree *tree = article->tree;
	osp_node *header = osp_element_new(tree, OSP_HEADER), *title = osp_element_new(tree, OSP_H1), *message = osp_element_new(tree, OSP_P);
	osp_node_set_attr(article->root, "class", "article held");
	osp_node_set_attr(article->root, "lang", article->lang);
	osp_node_set_attr(message, "class", "held-message");
	osp_node_append(article->root, header);
	osp_node_append(header, title);
	osp_node_append(title, osp_text_new(tree, article->title, strlen(article->title)));
	const char *text = osp_job_printf(street->job, "%s%s%s", osp_label(article->lang, "placeholder"), strncmp(article->lang, "zh", 2) == 0 ? "：" : ": ", article->held_reason);
	osp_node_append(message, osp_text_new(tree, text, strlen(text)));
	osp_node_append(article->root, message);
}

static osp_article *article_of_file(const struct street *street, const struct diagnostic *diagnostic)
{
	for (size_t i = 0; i < street->volume->article_count; i++) {
		osp_article *article = street->volume->articles[i];
		bool is_entry = article->place.line > 0 && diagnostic->place.file == article->place.file &&
			diagnostic->place.line == article->place.line && diagnostic->place.column == article->place.column;
		if ((article->file != 0 && article->file == diagnostic->place.file) || is_entry) {
			return article;
		}
	}
	return NULL;
}

void street_hold_failed(struct street *street)
{
	osp_job *job = street->job;
	for (; street->scanned < job->diagnostic_count; street->scanned++) {
		const struct diagnostic *diagnostic = job->diagnostics[street->scanned];
		if (diagnostic->severity != SEVERITY_ERROR) {
			continue;
		}
		osp_article *article = article_of_file(street, diagnostic);
		/* What a plugin's process did is no fault of the article; whether it can go on without was decided there. */
		bool is_plugins = strncmp(diagnostic->code, "plugin/", 7) == 0;
		if (article != NULL && (!is_plugins || article->state == OSP_ARTICLE_HELD)) {
			hold(street, article, diagnostic->text);
		}
		street_raise(street, STATUS_DOCUMENTS);
	}
	for (size_t i = 0; i < street->volume->article_count; i++) {
		osp_article *article = street->volume->articles[i];
		if (article->state == OSP_ARTICLE_HELD && (article->root == NULL || !osp_node_has_class(article->root, "held"))) {
			put_placeholder(street, article);
		}
	}
}

/* Reads one file into article->root. False when it failed (reported). */
static bool read_one(struct street *street, osp_article *article)
{
	osp_source source;
	const char *name = *article->reader != '\0' ? article->reader : street->cli->reader != NULL ? street->cli->reader : street->manifest->reader;
	struct plugin_use *use = street_reader(street, name, article->path, article->place);
	if (use == NULL) {
		return false;
	}
	if (read_load(street->job, article, !use->plugin->about.reader->no_front_matter, &source) != OSP_OK) {
		return false;
	}
	make_root(street->job, article);
	if (article->state == OSP_ARTICLE_DRAFT) {
		return true;
	}
	enum supervise_end end = plugin_read(street->job, use, &source, article);
	street_raise(street, supervise_exit_status(end));
	if (end != SUPERVISE_DONE) {
		return false;
	}
	document_normalise(article->root);
	return true;
}

static void hold_unless_read(struct street *street, osp_article *article)
{
	size_t before = street->job->diagnostic_count;
	if (!read_one(street, article)) {
		const struct diagnostic *last = street->job->diagnostic_count > before ? street->job->diagnostics[before] : NULL;
		hold(street, article, last != NULL ? last->text : "");
		street_raise(street, STATUS_DOCUMENTS);
	}
}

/* A preface or a bio is read as an article is, but stands in no list of articles. */
static osp_article *read_page(struct street *street, const char *path, const char *id, osp_place place)
{
	osp_article *page = volume_article_new(street->job);
	page->id = id;
	page->path = path;
	page->folder = osp_job_strdup(street->job, path_folder(street->job->arena, path));
	page->place = place;
	page->lang = street->volume->lang;
	if (!read_one(street, page)) {
		street_raise(street, STATUS_DOCUMENTS);
		return NULL;
	}
	return page;
}

static void read_matter(struct street *street, osp_matter **list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (*list[i]->path != '\0') {
			list[i]->article = read_page(street, list[i]->path, list[i]->kind, list[i]->place);
		}
	}
}

static void read_bios(struct street *street)
{
	for (size_t i = 0; i < street->volume->people_count; i++) {
		osp_person *person = street->volume->people[i];
		osp_article *page = *person->bio_path != '\0' ? read_page(street, person->bio_path, person->id, person->place) : NULL;
		if (page != NULL) {
			osp_node_rename(page->root, OSP_SECTION);
			osp_node_set_attr(page->root, "class", "bio");
			osp_node_set_attr(page->root, "id", NULL);
			person->bio = page->root;
		}
	}
}

/* The volume speaks the language of most of its articles when the manifest does not say. */
static void choose_language(osp_volume *volume)
{
	size_t best = 0;
	for (size_t i = 0; i < volume->article_count && *volume->lang == '\0'; i++) {
		size_t same = 0;
		for (size_t k = 0; k < volume->article_count; k++) {
			same += strcmp(volume->articles[i]->lang, volume->articles[k]->lang) == 0;
		}
		if (same > best && *volume->articles[i]->lang != '\0') {
			best = same;
			volume->lang = volume->articles[i]->lang;
		}
		if (best * 2 >= volume->article_count) {
			break;
		}
	}
	volume->lang = *volume->lang != '\0' ? volume->lang : "en";
}

void street_read(struct street *street)
{
	osp_volume *volume = street->volume;
	const char *given = volume->lang;
	for (size_t i = 0; i < volume->article_count; i++) {
		progress_show(street->job, "reading", path_base(volume->articles[i]->path), i + 1, volume->article_count);
		supervise_doing(street->job, volume->articles[i]->path);
		hold_unless_read(street, volume->articles[i]);
	}
	if (*given == '\0') {
		volume->lang = "";
		choose_language(volume);
	}
	read_matter(street, volume->front, volume->front_count);
	read_matter(street, volume->back, volume->back_count);
	read_bios(street);
	street_hold_failed(street);
}

static void after_articles(void *closure)
{
	street_hold_failed(closure);
}

void street_transform(struct street *street, bool *ret_volume_ok)
{
	progress_show(street->job, "transforming", "", 1, 1);
	*ret_volume_ok = true;
	street_raise(street, transform_run(street->job, street->transforms, street->transform_count, street->volume, after_articles, street, ret_volume_ok));
	street_hold_failed(street);
}
