/* bios.c - find the section about the author, or take what the manifest says of its people. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "authors.h"

#include <string.h>
#include <unistd.h>

/* What may follow the section about the author without making it a part of the text. */
static const char *const closing_words[] = {
	"致谢", "鸣谢", "致謝", "声明", "免责声明", "版权", "许可", "注释", "脚注", "附注", "相关阅读", "延伸阅读", "推荐阅读", "扩展阅读", "相关链接",
	"联系", "原文", "关于本文", "关于译者", "译者", "关于我们", "Acknowledg", "License", "Licence", "Notes", "Further reading", "Disclaimer", "Copyright", NULL
};

static bool is_bio_heading(const osp_node *heading, const char *const *words)
{
	bool exact = false;
	if (heading == NULL || !tree_heading_begins(heading, words, &exact)) {
		return false;
	}
	if (exact) {
		return true;
	}
	osp_buf text = OSP_BUF_INIT; /* 关于作者：适兕 */
	osp_node_text_content(heading, &text);
	const char *colon = strstr(text.data, "：") != NULL ? strstr(text.data, "：") : strchr(text.data, ':');
	bool named = colon != NULL && tree_text_begins(text.data, (size_t)(colon - text.data), words, &exact) && exact;
	osp_buf_done(&text);
	return named;
}

static bool closes(const osp_volume *volume, osp_node *node)
{
	if (tree_is_blank(node) || osp_node_tag(node) == OSP_HR || osp_node_has_class(node, "footnotes") || osp_node_has_class(node, "bibliography")) {
		return true;
	}
	const osp_node *heading = osp_node_tag(node) == OSP_SECTION ? tree_heading_of(node) : NULL;
	return heading != NULL && (tree_heading_begins(heading, closing_words, NULL) ||
		tree_heading_begins(heading, tree_reference_words(volume), NULL) || is_bio_heading(heading, tree_bio_words(volume)));
}

/* "作者介绍" in the middle of a book review is about someone else. */
static bool is_at_the_end(const osp_volume *volume, const osp_node *section, const osp_node *root)
{
	for (const osp_node *level = section; level != root; level = osp_node_parent(level)) {
		for (osp_node *next = osp_node_next(level); next != NULL; next = osp_node_next(next)) {
			if (!closes(volume, next)) {
				return false;
			}
		}
	}
	return true;
}

static bool is_in_article(const osp_person *person)
{
	for (const osp_node *node = person->bio; node != NULL; node = osp_node_parent(node)) {
		if (osp_node_has_class(node, "bios")) {
			return true;
		}
	}
	return false;
}

static bool names(const osp_node *bio, const osp_person *person)
{
	osp_buf text = OSP_BUF_INIT, name = OSP_BUF_INIT;
	tree_letters_of(&text, bio);
	tree_letters(&name, person->name, strlen(person->name));
	const char *found = text.len > 0 && name.len > 0 ? strstr(text.data, name.data) : NULL;
	bool near = found != NULL && found - text.data < 200;
	osp_buf_done(&text);
	osp_buf_done(&name);
	return near;
}

/* Later pages (contributors) find a person's bio where it was printed. */
static void tell_people(const osp_article *article, const osp_node *bios)
{
	size_t count = 0;
	osp_node *only = NULL;
	for (osp_node *bio = osp_node_first(bios); bio != NULL; bio = osp_node_next(bio)) {
		if (!osp_node_has_class(bio, "bio")) {
			continue;
		}
		count++;
		only = bio;
		for (size_t i = 0; i < article->author_count; i++) {
			if (!is_in_article(article->authors[i]) && names(bio, article->authors[i])) {
				article->authors[i]->bio = bio;
			}
		}
	}
	if (count == 1 && article->author_count == 1 && !is_in_article(article->authors[0])) {
		article->authors[0]->bio = only;
	}
}

static void name_portraits(const osp_article *article, const osp_node *bios)
{
	for (osp_node *bio = osp_node_first(bios); bio != NULL; bio = osp_node_next(bio)) {
		osp_node *portrait = osp_node_first(bio);
		const char *alt = osp_node_attr(portrait, "alt");
		if (!osp_node_has_class(portrait, "portrait") || (alt != NULL && alt[0] != '\0')) {
			continue;
		}
		for (size_t i = 0; i < article->author_count; i++) {
			if (article->authors[i]->bio == bio) {
				osp_node_set_attr(portrait, "alt", article->authors[i]->name);
			}
		}
	}
}

static void adopt(const osp_article *article, osp_node *section)
{
	osp_node_append(article->root, section);
	osp_node_add_class(section, "bios");
	osp_node_rename(tree_heading_of(section), OSP_H2);
	authors_divide(article, section);
	tell_people(article, section);
	name_portraits(article, section);
}

static bool take_own(const osp_volume *volume, const osp_article *article)
{
	osp_node *root = article->root, *next;
	osp_node *found[16];
	size_t count = 0;
	for (osp_node *node = root; node != NULL && count < 16; node = next) {
		next = osp_node_after(node, root);
		if (osp_node_tag(node) != OSP_SECTION || !is_bio_heading(tree_heading_of(node), tree_bio_words(volume)) ||
			osp_node_next(tree_heading_of(node)) == NULL || !is_at_the_end(volume, node, root)) {
			continue;
		}
		found[count++] = node;
		next = osp_node_after_all(node, root);
	}
	for (size_t i = 0; i < count; i++) {
		adopt(article, found[i]);
	}
	return count > 0;
}

static bool has_contributors(const osp_volume *volume)
{
	for (size_t i = 0; i < volume->back_count; i++) {
		if (strcmp(volume->back[i]->kind, "contributors") == 0) {
			return true;
		}
	}
	return false;
}

/* Each bio is printed once: with the first article of the person, or on the page of contributors. */
static bool is_first_of(const osp_volume *volume, const osp_article *article, const osp_person *person)
{
	for (size_t i = 0; i < volume->article_count && volume->articles[i] != article; i++) {
		const osp_article *other = volume->articles[i];
		for (size_t k = 0; k < other->author_count && other->state != OSP_ARTICLE_DRAFT; k++) {
			if (other->authors[k] == person) {
				return false;
			}
		}
	}
	return true;
}

/* A picture named in the bio's file lies beside that file, not beside the article. */
static void find_pictures(const osp_person *person, osp_node *bio)
{
	const char *slash = strrchr(person->bio_path, '/');
	osp_buf path = OSP_BUF_INIT;
	for (osp_node *node = bio; slash != NULL && node != NULL; node = osp_node_after(node, bio)) {
		const char *src = osp_node_tag(node) == OSP_IMG ? osp_node_attr(node, "src") : NULL;
		if (src == NULL || src[0] == '/') {
			continue;
		}
		if (osp_node_attr(node, "alt") == NULL || osp_node_attr(node, "alt")[0] == '\0') {
			osp_node_set_attr(node, "alt", person->name);
		}
		osp_buf_clear(&path);
		osp_buf_printf(&path, "%.*s/%s", (int)(slash - person->bio_path), person->bio_path, src);
		if (access(path.data, R_OK) == 0) {
			osp_node_set_attr(node, "src", path.data);
		}
	}
	osp_buf_done(&path);
}

static bool has_picture(const osp_node *bio)
{
	for (const osp_node *node = bio; node != NULL; node = osp_node_after(node, bio)) {
		if (osp_node_tag(node) == OSP_IMG) {
			return true;
		}
	}
	return false;
}

static osp_node *copy_bio(const osp_article *article, const osp_person *person)
{
	osp_node *bio = osp_node_clone(article->tree, person->bio);
	osp_node_rename(bio, OSP_SECTION);
	osp_node_set_attr(bio, "id", NULL);
	osp_node_add_class(bio, "bio");
	find_pictures(person, bio);
	if (person->portrait[0] != '\0' && !has_picture(bio)) {
		osp_node *portrait = tree_element(article->tree, OSP_IMG, "portrait", NULL, bio);
		osp_node_set_attr(portrait, "src", person->portrait);
		osp_node_set_attr(portrait, "alt", person->name);
		osp_node_prepend(bio, portrait);
	}
	authors_lift_portrait(bio);
	return bio;
}

static void take_from_manifest(const osp_volume *volume, const osp_article *article)
{
	osp_node *section = NULL;
	for (size_t i = 0; i < article->author_count; i++) {
		osp_person *person = article->authors[i];
		if (person->bio == NULL || is_in_article(person) || !is_first_of(volume, article, person)) {
			continue;
		}
		if (section == NULL) {
			section = tree_element(article->tree, OSP_SECTION, "bios", NULL, article->root);
			tree_set_attr(section, "id", "%s-x-bios", article->id);
			osp_node_append(section, tree_element(article->tree, OSP_H2, NULL, osp_label(article->lang, "about-author"), section));
			osp_node_append(article->root, section);
		}
		person->bio = copy_bio(article, person);
		osp_node_append(section, person->bio);
	}
}

void authors_make_bios(osp_job *job, osp_article *article)
{
	const osp_volume *volume = osp_job_volume(job);
	if (!take_own(volume, article) && volume != NULL && !has_contributors(volume)) {
		take_from_manifest(volume, article);
	}
}
