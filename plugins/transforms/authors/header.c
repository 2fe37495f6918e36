/* header.c - names, affiliations and the abstract between title and text. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "authors.h"

#include <string.h>

static osp_node *find_header(const osp_article *article)
{
	osp_node *first = osp_node_first(article->root);
	return osp_node_tag(first) == OSP_HEADER ? first : NULL;
}

static void append_words(osp_node *parent, const char *words)
{
	osp_node *text = osp_text_new(osp_node_tree(parent), words, strlen(words));
	osp_node_set_place(text, osp_node_place(parent));
	osp_node_append(parent, text);
}

static osp_node *names_line(const osp_article *article, osp_person **people, size_t count, const char *line_class, const char *name_class,
	const osp_node *like)
{
	osp_node *line = tree_element(article->tree, OSP_P, line_class, NULL, like);
	for (size_t i = 0; i < count; i++) {
		if (i > 0) {
			append_words(line, osp_label(article->lang, i + 1 == count ? "name-separator-last" : "name-separator"));
		}
		osp_node *name = tree_element(article->tree, OSP_SPAN, name_class, people[i]->name, like);
		if (people[i]->place.line != 0) {
			osp_node_set_place(name, people[i]->place);
		}
		osp_node_append(line, name);
	}
	return line;
}

static bool is_listed(const osp_node *line, const char *name)
{
	osp_buf text = OSP_BUF_INIT;
	bool listed = false;
	for (osp_node *child = osp_node_first(line); child != NULL && !listed; child = osp_node_next(child)) {
		osp_buf_clear(&text);
		osp_node_text_content(child, &text);
		listed = text.len > 0 && strcmp(text.data, name) == 0;
	}
	osp_buf_done(&text);
	return listed;
}

static osp_node *affiliations_line(const osp_article *article, const osp_node *like)
{
	osp_node *line = tree_element(article->tree, OSP_P, "affiliations", NULL, like);
	bool chinese = strncmp(article->lang, "zh", 2) == 0;
	for (size_t i = 0; i < article->author_count; i++) {
		const osp_person *person = article->authors[i];
		for (size_t k = 0; k < person->affiliation_count; k++) {
			const char *name = person->affiliations[k]->name;
			if (name[0] == '\0' || is_listed(line, name)) {
				continue;
			}
			if (osp_node_first(line) != NULL) {
				append_words(line, chinese ? "；" : "; ");
			}
			osp_node_append(line, tree_element(article->tree, OSP_SPAN, "affiliation", name, like));
		}
	}
	return line;
}

static bool ends_sentence(const char *at)
{
	static const char *const ends[] = { "。", "！", "？", "；", "｜", "…", "!", "?", ";", "|", ". " };
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		if (strncmp(at, ends[i], strlen(ends[i])) == 0) {
			return true;
		}
	}
	return *at == '\0';
}

enum { COMPARED = 4000 }; /* letters of a description: more is no summary, and each sentence is sought for */

/* Whether three quarters of a description, by its sentences, stand in the text: the rest is a date, a number, a changed word. */
static bool is_mostly_in(const char *description, const osp_buf *text)
{
	size_t found = 0, all = 0;
	osp_buf sentence = OSP_BUF_INIT;
	for (const char *from = description, *at = from;; at++) {
		if (!ends_sentence(at)) {
			continue;
		}
		osp_buf_clear(&sentence);
		tree_letters(&sentence, from, (size_t)(at - from));
		all += sentence.len;
		found += sentence.len > 0 && strstr(text->data, sentence.data) != NULL ? sentence.len : 0;
		if (*at == '\0') {
			break;
		}
		from = at;
	}
	osp_buf_done(&sentence);
	return found * 4 >= all * 3;
}

/* An author who begins the text with the description would see it twice. */
static bool stands_in_text(const osp_article *article, const char *description)
{
	osp_buf wanted = OSP_BUF_INIT, text = OSP_BUF_INIT;
	tree_letters(&wanted, description, strlen(description));
	bool stands = wanted.len == 0 || tree_same_letters(description, article->title);
	osp_node *root = article->root;
	for (osp_node *node = osp_node_next(osp_node_first(root)); node != NULL && !stands && text.len < 2 * wanted.len + 600; node = osp_node_after(node, root)) {
		if (osp_node_is_text(node)) {
			size_t len;
			const char *words = osp_node_text(node, &len);
			tree_letters(&text, words, len);
		}
	}
	stands = stands || (text.len > 0 && (strstr(text.data, wanted.data) != NULL || (wanted.len < COMPARED && is_mostly_in(description, &text))));
	osp_buf_done(&wanted);
	osp_buf_done(&text);
	return stands;
}

static bool has_own_abstract(const osp_node *root)
{
	static const char *const words[] = { "摘要", "内容摘要", "内容提要", "Abstract", "Summary", NULL };
	for (osp_node *node = osp_node_first(root); node != NULL; node = osp_node_next(node)) {
		bool exact = false;
		if (osp_node_tag(node) == OSP_SECTION) {
			return tree_heading_begins(tree_heading_of(node), words, &exact) && exact;
		}
	}
	return false;
}

static void add_abstract(const osp_article *article, osp_node *header)
{
	const char *text = article->description;
	size_t len = strlen(text);
	tree_trim(&text, &len);
	if (len == 0 || has_own_abstract(article->root) || stands_in_text(article, text)) {
		return;
	}
	osp_node *section = tree_element(article->tree, OSP_SECTION, "abstract", NULL, header);
	osp_node_set_attr(section, "role", "doc-abstract");
	osp_node_set_attr(section, "aria-label", osp_label(article->lang, "abstract"));
	osp_node *paragraph = tree_element(article->tree, OSP_P, NULL, NULL, header);
	osp_node_append(paragraph, osp_text_new(article->tree, text, len));
	osp_node_append(section, paragraph);
	osp_node_append(header, section);
}

void authors_make_header(osp_job *job, osp_article *article)
{
	(void)job;
	osp_node *header = find_header(article);
	if (header == NULL) {
		return;
	}
	if (article->author_count > 0) {
		osp_node_append(header, names_line(article, article->authors, article->author_count, "authors", "author", header));
	}
	if (article->translator_count > 0) {
		osp_node *line = names_line(article, article->translators, article->translator_count, "translators", "translator", header);
		osp_node *label = tree_element(article->tree, OSP_SPAN, "label", osp_label(article->lang, "translator"), header);
		append_words(label, osp_label(article->lang, "colon"));
		osp_node_prepend(line, label);
		osp_node_append(header, line);
	}
	osp_node *affiliations = affiliations_line(article, header);
	if (osp_node_first(affiliations) != NULL) {
		osp_node_append(header, affiliations);
	}
	add_abstract(article, header);
}
