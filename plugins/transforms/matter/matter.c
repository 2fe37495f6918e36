/* matter.c - the plugin: the row of pieces, from the cover to the contributors. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "matter.h"

#include <string.h>
#include <strings.h>

osp_piece *matter_add(struct matter *matter, osp_piece_kind kind, osp_region region, const char *class_name, const char *title, osp_place place)
{
	osp_buf id = OSP_BUF_INIT;
	names_claim_like(&matter->ids, class_name, &id);
	osp_piece *piece = osp_volume_add_piece(matter->job, kind, region, id.data, title);
	osp_node_set_attr(piece->root, "id", piece->id);
	osp_node_set_attr(piece->root, "lang", matter->volume->lang);
	osp_node_add_class(piece->root, class_name);
	osp_node_set_place(piece->root, place);
	osp_buf_done(&id);
	return piece;
}

osp_node *matter_put(osp_node *parent, osp_tag tag, const char *class_name, const char *text)
{
	if (text[0] == '\0') {
		return NULL;
	}
	osp_node *element = tree_element(osp_node_tree(parent), tag, class_name, text, parent);
	osp_node_append(parent, element);
	return element;
}

void matter_names(const char *lang, osp_person **people, size_t count, osp_buf *out)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0) {
			osp_buf_puts(out, osp_label(lang, i + 1 == count ? "name-separator-last" : "name-separator"));
		}
		osp_buf_puts(out, people[i]->name);
	}
	osp_buf_puts(out, "");
}

/* What the header says, without the marks of citations and notes. */
static const char *title_of(osp_job *job, const osp_article *article)
{
	const osp_node *header = article->root != NULL ? osp_node_first(article->root) : NULL;
	const osp_node *h1 = osp_node_tag(header) == OSP_HEADER ? osp_node_first(header) : NULL;
	osp_buf text = OSP_BUF_INIT;
	const osp_node *node = osp_node_tag(h1) == OSP_H1 ? h1 : NULL;
	while (node != NULL) {
		bool mark = osp_node_has_class(node, "citation") || osp_node_has_class(node, "noteref");
		size_t len;
		const char *words = osp_node_text(node, &len);
		osp_buf_add(&text, words, len);
		node = mark ? osp_node_after_all(node, h1) : osp_node_after(node, h1);
	}
	const char *title = text.len > 0 ? osp_job_strdup(job, text.data) : article->title;
	osp_buf_done(&text);
	return title;
}

/* An editor's own page is a section; it keeps the ids that it has. */
static void add_text(struct matter *matter, const osp_matter *entry, osp_region region)
{
	osp_article *page = entry->article;
	if (page == NULL || page->root == NULL || page->state != OSP_ARTICLE_READY) {
		return;
	}
	osp_piece *piece = osp_volume_add_piece(matter->job, OSP_PIECE_TEXT, region, page->id, title_of(matter->job, page));
	names_claim(&matter->ids, page->id);
	piece->tree = page->tree;
	piece->root = page->root;
	osp_node_rename(piece->root, OSP_SECTION);
	osp_node_set_attr(piece->root, "class", entry->kind);
	osp_node_set_attr(piece->root, "role", strcmp(entry->kind, "preface") == 0 ? "doc-preface" : NULL);
}

static osp_piece *add_contents(struct matter *matter, osp_region region, osp_place place)
{
	osp_piece *piece = matter_add(matter, OSP_PIECE_CONTENTS, region, "contents", osp_label(matter->volume->lang, "contents"), place);
	osp_node_set_attr(piece->root, "role", "doc-toc");
	return piece;
}

struct late_pieces { osp_piece *contents, *authors; }; /* filled when all others stand */

static void add_entry(struct matter *matter, const osp_matter *entry, osp_region region, struct late_pieces *late)
{
	if (strcmp(entry->kind, "cover") == 0) {
		matter_add_cover(matter, entry->place);
	} else if (strcmp(entry->kind, "title-page") == 0) {
		matter_add_title_page(matter, region, entry->place);
	} else if (strcmp(entry->kind, "colophon") == 0) {
		matter_add_colophon(matter, region, entry->place);
	} else if (strcmp(entry->kind, "toc") == 0) {
		late->contents = late->contents == NULL ? add_contents(matter, region, entry->place) : late->contents;
	} else if (strcmp(entry->kind, "author-index") == 0) {
		late->authors = late->authors == NULL ? matter_add_author_index(matter, region, entry->place) : late->authors;
	} else if (strcmp(entry->kind, "contributors") == 0) {
		matter_add_contributors(matter, region, entry->place);
	} else {
		add_text(matter, entry, region);
	}
}

static void add_part(struct matter *matter, const osp_part *part, uint32_t number)
{
	osp_piece *piece = matter_add(matter, OSP_PIECE_PART, OSP_BODY, "part", part->title, part->place);
	piece->part = number;
	osp_node_set_attr(piece->root, "role", "doc-part");
	matter_put(piece->root, OSP_H1, NULL, part->title);
}

static void add_article(struct matter *matter, osp_article *article, uint32_t part)
{
	osp_piece *piece = osp_volume_add_piece(matter->job, OSP_PIECE_ARTICLE, OSP_BODY, article->id, title_of(matter->job, article));
	piece->article = article;
	piece->part = part;
	piece->tree = article->tree;
	piece->root = article->root;
	osp_node_set_attr(piece->root, "id", article->id);
	matter_add_record(matter, piece);
}

static uint32_t part_of(const osp_volume *volume, size_t index)
{
	for (size_t i = 0; i < volume->part_count; i++) {
		if (index >= volume->parts[i]->first && index - volume->parts[i]->first < volume->parts[i]->count) {
			return (uint32_t)i + 1;
		}
	}
	return 0;
}

/* A part stands before the first of its articles that is no draft. */
static void add_articles(struct matter *matter)
{
	const osp_volume *volume = matter->volume;
	uint32_t last = 0;
	for (size_t i = 0; i < volume->article_count; i++) {
		osp_article *article = volume->articles[i];
		if (article->state == OSP_ARTICLE_DRAFT || article->root == NULL) {
			continue;
		}
		uint32_t part = part_of(volume, i);
		if (part != 0 && part != last) {
			add_part(matter, volume->parts[part - 1], part);
		}
		last = part;
		add_article(matter, article, part);
	}
}

static osp_status run(osp_job *job, void *state, osp_volume *volume)
{
	(void)state;
	struct matter matter = { .job = job, .volume = volume, .chinese = strncasecmp(volume->lang, "zh", 2) == 0 };
	struct late_pieces late = { NULL, NULL };
	for (size_t i = 0; i < volume->article_count; i++) {
		names_claim(&matter.ids, volume->articles[i]->id);
	}
	for (size_t i = 0; i < volume->front_count; i++) {
		add_entry(&matter, volume->front[i], OSP_FRONT, &late);
	}
	add_articles(&matter);
	for (size_t i = 0; i < volume->back_count; i++) {
		add_entry(&matter, volume->back[i], OSP_BACK, &late);
	}
	if (late.authors != NULL) {
		matter_fill_author_index(&matter, late.authors);
	}
	if (late.contents != NULL) {
		matter_fill_contents(&matter, late.contents);
	}
	names_done(&matter.ids);
	return OSP_OK;
}

static const osp_transform transform = {
	.after = "headings,citations,authors,figures,footnotes,typography,links,assets", .volume = run,
};

OSP_PLUGIN(.kind = OSP_TRANSFORM, .name = "matter", .version = "1.0", .license = "Apache-2.0",
	.summary = "Puts cover, title page, colophon, contents, parts, articles, contributors and author index in reading order.", .transform = &transform);
