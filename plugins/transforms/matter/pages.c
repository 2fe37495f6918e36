/* pages.c - cover, title page and colophon, from what the manifest says. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "matter.h"
#include "tree/picture.h"

#include <string.h>

static void add_piece(osp_buf *line, const char *separator, const char *text)
{
	if (text[0] == '\0') {
		return;
	}
	if (line->len > 0) {
		osp_buf_puts(line, separator);
	}
	osp_buf_puts(line, text);
}

/* "OSPO Summit 2022，深圳，2022-12-10" */
static void put_event(const struct matter *matter, osp_node *page)
{
	const osp_event *event = &matter->volume->event;
	const char *comma = matter->chinese ? "，" : ", ";
	osp_buf line = OSP_BUF_INIT;
	add_piece(&line, comma, event->name[0] != '\0' ? event->name : event->acronym);
	add_piece(&line, comma, event->place);
	add_piece(&line, comma, event->start);
	if (event->end[0] != '\0' && strcmp(event->end, event->start) != 0) {
		add_piece(&line, event->start[0] != '\0' ? (matter->chinese ? " 至 " : " – ") : comma, event->end);
	}
	matter_put(page, OSP_P, "event", line.len > 0 ? line.data : "");
	matter_put(page, OSP_P, "theme", event->theme);
	osp_buf_done(&line);
}

static void put_publisher(const struct matter *matter, osp_node *page)
{
	const osp_volume *volume = matter->volume;
	osp_buf line = OSP_BUF_INIT;
	add_piece(&line, "", volume->publisher_place);
	add_piece(&line, matter->chinese ? "：" : ": ", volume->publisher);
	matter_put(page, OSP_P, "publisher", volume->publisher[0] != '\0' ? line.data : "");
	osp_buf_done(&line);
}

static void put_editors(const struct matter *matter, osp_node *page)
{
	const osp_volume *volume = matter->volume;
	if (volume->editor_count == 0) {
		return;
	}
	osp_buf line = OSP_BUF_INIT;
	osp_buf_printf(&line, "%s%s", osp_label(volume->lang, "editor"), osp_label(volume->lang, "colon"));
	matter_names(volume->lang, volume->editors, volume->editor_count, &line);
	matter_put(page, OSP_P, "editors", line.data);
	osp_buf_done(&line);
}

void matter_add_cover(struct matter *matter, osp_place place)
{
	const osp_volume *volume = matter->volume;
	osp_piece *piece = matter_add(matter, OSP_PIECE_COVER, OSP_FRONT, "cover", osp_label(volume->lang, "cover"), place);
	if (volume->cover[0] != '\0') {
		osp_node *picture = tree_element(piece->tree, OSP_IMG, NULL, NULL, piece->root);
		const struct picture_home home = { volume->folder, volume->folder };
		osp_node_set_attr(picture, "role", "doc-cover");
		osp_node_set_attr(picture, "src", volume->cover);
		osp_node_set_attr(picture, "alt", volume->title);
		picture_resolve(matter->job, &home, picture);
		if (osp_node_attr(picture, "data-asset") != NULL) {
			osp_node_append(piece->root, picture);
			return;
		}
	}
	matter_put(piece->root, OSP_H1, "title", volume->title);
	matter_put(piece->root, OSP_P, "subtitle", volume->subtitle);
	put_event(matter, piece->root);
	matter_put(piece->root, OSP_P, "date", volume->date);
	put_publisher(matter, piece->root);
}

void matter_add_title_page(struct matter *matter, osp_region region, osp_place place)
{
	const osp_volume *volume = matter->volume;
	osp_piece *piece = matter_add(matter, OSP_PIECE_TITLE_PAGE, region, "title-page", osp_label(volume->lang, "title-page"), place);
	matter_put(piece->root, OSP_H1, "title", volume->title);
	matter_put(piece->root, OSP_P, "subtitle", volume->subtitle);
	put_editors(matter, piece->root);
	put_event(matter, piece->root);
	put_publisher(matter, piece->root);
	matter_put(piece->root, OSP_P, "date", volume->date);
}

static osp_node *put_row(const struct matter *matter, osp_node *list, const char *word, const char *text)
{
	if (text[0] == '\0') {
		return NULL;
	}
	matter_put(list, OSP_DT, NULL, osp_label(matter->volume->lang, word));
	return matter_put(list, OSP_DD, NULL, text);
}

static void put_linked_row(const struct matter *matter, osp_node *list, const char *word, const char *text, const char *url)
{
	osp_node *row = put_row(matter, list, word, text);
	if (row == NULL || (strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0)) {
		return;
	}
	osp_node *link = tree_element(osp_node_tree(list), OSP_A, NULL, NULL, list);
	osp_node_set_attr(link, "href", url);
	osp_node_take_children(link, row);
	osp_node_append(row, link);
}

/* SPDX "CC-BY-SA-4.0" -> the deed's address; "" for other licences. */
static void license_url(const char *spdx, osp_buf *out)
{
	const char *dash = strrchr(spdx, '-');
	osp_buf_puts(out, "");
	if (strncmp(spdx, "CC-BY", 5) != 0 || dash == NULL) {
		return;
	}
	osp_buf_puts(out, "https://creativecommons.org/licenses/");
	for (const char *at = spdx + strlen("CC-"); at < dash; at++) {
		osp_buf_putc(out, *at >= 'A' && *at <= 'Z' ? (char)(*at + 'a' - 'A') : *at);
	}
	osp_buf_printf(out, "/%s/", dash + 1);
}

void matter_add_colophon(struct matter *matter, osp_region region, osp_place place)
{
	const osp_volume *volume = matter->volume;
	const char *title = osp_label(volume->lang, "colophon");
	osp_piece *piece = matter_add(matter, OSP_PIECE_COLOPHON, region, "colophon", title, place);
	osp_node_set_attr(piece->root, "role", "doc-colophon");
	matter_put(piece->root, OSP_H1, NULL, title);
	osp_node *list = tree_element(piece->tree, OSP_DL, NULL, NULL, piece->root);
	osp_buf names = OSP_BUF_INIT, license = OSP_BUF_INIT;
	matter_names(volume->lang, volume->editors, volume->editor_count, &names);
	license_url(volume->license, &license);
	put_row(matter, list, "title", volume->title);
	put_row(matter, list, "editor", names.data);
	put_linked_row(matter, list, "event", volume->event.name, volume->event.url);
	put_linked_row(matter, list, "publisher", volume->publisher, volume->publisher_url);
	put_row(matter, list, "version", volume->version);
	put_row(matter, list, "date", volume->date);
	put_row(matter, list, "ISBN", volume->isbn);
	put_row(matter, list, "ISSN", volume->issn);
	put_linked_row(matter, list, "DOI", volume->doi, volume->doi[0] != '\0' ? osp_job_printf(matter->job, "https://doi.org/%s", volume->doi) : "");
	put_linked_row(matter, list, "license", volume->license, license.data);
	put_row(matter, list, "copyright", volume->copyright);
	osp_node_append(piece->root, list);
	osp_buf_done(&names);
	osp_buf_done(&license);
}
