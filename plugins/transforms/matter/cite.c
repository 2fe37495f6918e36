/* cite.c - what stands under an article's title for who wants to quote it: licence, and its entry by GB/T 7714. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "matter.h"
#include "person_key.h"

#include <string.h>

enum { NAMES_MOST = 3 }; /* GB/T 7714-2025: three names, then 等 */

static bool is_chinese(const char *lang)
{
	return strncmp(lang, "zh", 2) == 0;
}

/* "Mira Chidi" -> " M C" */
static void put_initials(osp_buf *out, const char *given)
{
	const char *end = given + strlen(given);
	bool starts = true;
	for (const char *at = given; at < end;) {
		const char *from = at;
		uint32_t c = osp_utf8_next(&at, end);
		bool parts = c == ' ' || c == '-' || c == '.';
		if (starts && !parts) {
			osp_buf_putc(out, ' ');
			osp_buf_add(out, from, (size_t)(at - from));
		}
		starts = parts;
	}
}

static void put_name(osp_buf *out, const osp_person *person)
{
	osp_buf inverted = OSP_BUF_INIT;
	person_inverted(person, &inverted);
	const char *comma = person_is_han(person) ? NULL : strstr(inverted.data, ", ");
	if (comma == NULL) {
		osp_buf_puts(out, person->name);
	} else {
		osp_buf_add(out, inverted.data, (size_t)(comma - inverted.data));
		put_initials(out, comma + 2);
	}
	osp_buf_done(&inverted);
}

static void put_names(osp_buf *out, osp_person **people, size_t count, const char *lang)
{
	size_t shown = count > NAMES_MOST ? NAMES_MOST : count;
	for (size_t i = 0; i < shown; i++) {
		osp_buf_puts(out, i > 0 ? "，" : "");
		put_name(out, people[i]);
	}
	if (shown < count) {
		osp_buf_puts(out, is_chinese(lang) ? "，等" : "，et al");
	}
	osp_buf_puts(out, count > 0 ? ". " : "");
}

static const char *year_of(const osp_volume *volume)
{
	return volume->date[0] != '\0' ? volume->date : volume->event->start;
}

/* 林晚灯. 题名[C]//主编. 书名：副书名. 重庆：出版者，2022 */
static void put_source(osp_buf *out, const osp_volume *volume)
{
	put_names(out, volume->editors, volume->editor_count, volume->lang);
	osp_buf_puts(out, volume->title);
	if (volume->subtitle[0] != '\0') {
		osp_buf_printf(out, "：%s", volume->subtitle);
	}
	osp_buf_puts(out, volume->publisher[0] != '\0' ? ". " : "");
	if (volume->publisher[0] != '\0' && volume->publisher_place[0] != '\0') {
		osp_buf_printf(out, "%s：", volume->publisher_place);
	}
	osp_buf_printf(out, "%s，%.4s", volume->publisher, year_of(volume));
}

static osp_node *put_line(osp_node *record, const char *class_name, const char *label, const char *lang)
{
	osp_node *line = tree_element(osp_node_tree(record), OSP_P, class_name, NULL, record);
	osp_buf words = OSP_BUF_INIT;
	osp_buf_printf(&words, "%s%s", osp_label(lang, label), osp_label(lang, "colon"));
	matter_put(line, OSP_SPAN, "label", words.data);
	osp_node_append(record, line);
	osp_buf_done(&words);
	return line;
}

static void put_text(osp_node *parent, const char *text)
{
	osp_node_append(parent, osp_text_new(osp_node_tree(parent), text, strlen(text)));
}

static void put_linked(osp_node *parent, const char *text, const char *url)
{
	osp_node *link = url[0] == '\0' ? NULL : matter_put(parent, OSP_A, NULL, text);
	if (link == NULL) {
		put_text(parent, text);
	} else {
		osp_node_set_attr(link, "href", url);
	}
}

static void put_license(const struct matter *matter, osp_node *record, const osp_article *article)
{
	const char *license = article->license[0] != '\0' ? article->license : matter->volume->license;
	osp_buf url = OSP_BUF_INIT;
	if (license[0] != '\0') {
		matter_license_url(license, &url);
		put_linked(put_line(record, "license", "license", article->lang), license, url.data);
	}
	osp_buf_done(&url);
}

/* The page range is print's: a style sheet says it of .cite-pages, as an e-book has no pages of its own. */
static void put_citation(const struct matter *matter, osp_node *record, const osp_piece *piece)
{
	const osp_article *article = piece->article;
	osp_node *line = put_line(record, "cite-as", "cite-as", article->lang);
	osp_buf words = OSP_BUF_INIT;
	put_names(&words, article->authors, article->author_count, article->lang);
	osp_buf_printf(&words, "%s[C]//", piece->title);
	put_source(&words, matter->volume);
	put_text(line, words.data);
	osp_node *pages = tree_element(osp_node_tree(line), OSP_SPAN, "cite-pages", NULL, line);
	tree_set_attr(pages, "data-target", "#%s", piece->id);
	osp_node_append(line, pages);
	put_text(line, article->doi[0] != '\0' ? ". DOI：" : ".");
	if (article->doi[0] != '\0') {
		put_linked(line, article->doi, osp_job_printf(matter->job, "https://doi.org/%s", article->doi));
		put_text(line, ".");
	}
	osp_buf_done(&words);
}

void matter_add_record(const struct matter *matter, const osp_piece *piece)
{
	osp_node *header = osp_node_first(piece->root);
	if (piece->article->state != OSP_ARTICLE_READY || osp_node_tag(header) != OSP_HEADER) {
		return;
	}
	osp_node *record = tree_element(piece->tree, OSP_DIV, "record", NULL, header);
	put_license(matter, record, piece->article);
	if (year_of(matter->volume)[0] != '\0') {
		put_citation(matter, record, piece);
	}
	if (osp_node_first(record) != NULL) {
		osp_node_append(header, record);
	}
}
