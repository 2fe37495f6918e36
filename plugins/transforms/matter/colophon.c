/* colophon.c - the page that says who made the book and how: only what the manifest gives. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "matter.h"

#include <string.h>

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
void matter_license_url(const char *spdx, osp_buf *out)
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

/* The catalogue's block as the library gave it, line by line. */
static void put_cip(osp_node *page, const char *text)
{
	size_t len = strlen(text);
	while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == ' ')) {
		len--;
	}
	if (len == 0) {
		return;
	}
	osp_node *block = tree_element(osp_node_tree(page), OSP_P, "cip", NULL, page);
	osp_node_append(block, osp_text_new(osp_node_tree(page), text, len));
	osp_node_append(page, block);
}

static void put_people(const struct matter *matter, osp_node *list)
{
	const osp_volume *volume = matter->volume;
	osp_buf names = OSP_BUF_INIT;
	matter_names(volume->lang, volume->editors, volume->editor_count, &names);
	put_row(matter, list, "editor", names.data);
	for (const char **credit = volume->imprint->credits; credit != NULL && credit[0] != NULL; credit += 2) {
		put_row(matter, list, credit[0], credit[1]);
	}
	osp_buf_done(&names);
}

static void put_publisher(const struct matter *matter, osp_node *list)
{
	const osp_volume *volume = matter->volume;
	osp_buf name = OSP_BUF_INIT;
	matter_add_words(&name, "", volume->publisher[0] == '\0' ? "" : volume->publisher_place);
	matter_add_words(&name, osp_label(volume->lang, "colon"), volume->publisher);
	put_linked_row(matter, list, "publisher", name.len > 0 ? name.data : "", volume->publisher_url);
	put_row(matter, list, "distributor", volume->imprint->distributor);
	put_row(matter, list, "printer", volume->imprint->printer);
	osp_buf_done(&name);
}

/* In the order of GB/T 12450: the book's shape, its printing, its numbers and price. */
static void put_imprint(const struct matter *matter, osp_node *list)
{
	const osp_volume *volume = matter->volume;
	const osp_imprint *imprint = volume->imprint;
	put_row(matter, list, "book-format", imprint->format);
	put_row(matter, list, "sheets", imprint->sheets);
	put_row(matter, list, "words", imprint->words);
	put_row(matter, list, "edition", imprint->edition);
	put_row(matter, list, "impression", imprint->impression);
	put_row(matter, list, "version", volume->version);
	put_row(matter, list, "date", volume->date);
	put_row(matter, list, "ISBN", volume->isbn);
	put_row(matter, list, "ISSN", volume->issn);
	put_linked_row(matter, list, "DOI", volume->doi, volume->doi[0] != '\0' ? osp_job_printf(matter->job, "https://doi.org/%s", volume->doi) : "");
	put_row(matter, list, "permit", imprint->permit);
	put_row(matter, list, "price", imprint->price);
}

static void put_rights(const struct matter *matter, osp_node *list)
{
	const osp_volume *volume = matter->volume;
	osp_buf license = OSP_BUF_INIT;
	matter_license_url(volume->license, &license);
	put_linked_row(matter, list, "license", volume->license, license.data);
	put_row(matter, list, "copyright", volume->copyright);
	osp_buf_done(&license);
}

/* EAN-13 of an ISBN: thirteen digits; those of ten get 978 and a new check digit (ISO 2108). */
static bool ean_of(const char *isbn, char ean[14])
{
	char digits[14];
	size_t count = 0;
	for (; *isbn != '\0' && count < 13; isbn++) {
		if ((*isbn >= '0' && *isbn <= '9') || *isbn == 'X' || *isbn == 'x') {
			digits[count++] = *isbn;
		}
	}
	if (count != 13 && count != 10) {
		return false;
	}
	memcpy(ean, count == 10 ? "978" : digits, 3);
	memcpy(ean + 3, count == 10 ? digits : digits + 3, 9);
	int sum = 0;
	for (int i = 0; i < 12; i++) {
		sum += (ean[i] - '0') * (i % 2 == 0 ? 1 : 3);
	}
	ean[12] = (char)('0' + (10 - sum % 10) % 10);
	ean[13] = '\0';
	return true;
}

/* Print draws the bars below the number; other media show the number alone. */
static void put_barcode(const struct matter *matter, osp_node *page)
{
	char ean[14];
	if (!ean_of(matter->volume->isbn, ean)) {
		return;
	}
	osp_node *block = tree_element(osp_node_tree(page), OSP_DIV, "barcode", NULL, page);
	osp_node_set_attr(block, "data-ean", ean);
	matter_put(block, OSP_P, NULL, osp_job_printf(matter->job, "ISBN %s", matter->volume->isbn));
	osp_node_append(page, block);
}

void matter_add_colophon(struct matter *matter, osp_region region, osp_place place)
{
	const osp_volume *volume = matter->volume;
	const char *title = osp_label(volume->lang, "colophon");
	osp_piece *piece = matter_add(matter, OSP_PIECE_COLOPHON, region, "colophon", title, place);
	osp_node_set_attr(piece->root, "role", "doc-colophon");
	matter_put(piece->root, OSP_H1, NULL, title);
	put_cip(piece->root, volume->imprint->cip);
	osp_node *list = tree_element(piece->tree, OSP_DL, NULL, NULL, piece->root);
	put_row(matter, list, "title", volume->title);
	put_people(matter, list);
	put_linked_row(matter, list, "event", volume->event->name, volume->event->url);
	put_publisher(matter, list);
	put_imprint(matter, list);
	put_rights(matter, list);
	osp_node_append(piece->root, list);
	put_barcode(matter, piece->root);
}
