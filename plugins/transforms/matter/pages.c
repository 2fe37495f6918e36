/* pages.c - cover and title page, from what the manifest says. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "matter.h"
#include "tree/picture.h"

#include <string.h>

void matter_add_words(osp_buf *line, const char *separator, const char *text)
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
	const osp_event *event = matter->volume->event;
	const char *comma = matter->chinese ? "，" : ", ";
	osp_buf line = OSP_BUF_INIT;
	matter_add_words(&line, comma, event->name[0] != '\0' ? event->name : event->acronym);
	matter_add_words(&line, comma, event->place);
	matter_add_words(&line, comma, event->start);
	if (event->end[0] != '\0' && strcmp(event->end, event->start) != 0) {
		matter_add_words(&line, event->start[0] != '\0' ? (matter->chinese ? " 至 " : " – ") : comma, event->end);
	}
	matter_put(page, OSP_P, "event", line.len > 0 ? line.data : "");
	matter_put(page, OSP_P, "theme", event->theme);
	osp_buf_done(&line);
}

static void put_publisher(const struct matter *matter, osp_node *page)
{
	const osp_volume *volume = matter->volume;
	osp_buf line = OSP_BUF_INIT;
	matter_add_words(&line, "", volume->publisher_place);
	matter_add_words(&line, matter->chinese ? "：" : ": ", volume->publisher);
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
