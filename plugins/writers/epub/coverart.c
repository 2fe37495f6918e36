/* coverart.c - a cover drawn from what the manifest says, in the style's colours. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "book.h"

#include <string.h>

#include "image/image.h"
#include "image/lettering.h"

enum { WIDTH = 1600, HEIGHT = 2560, MARGIN = 150, TITLE_TOP = 700 };

#define SERIF "Noto Serif CJK SC, Noto Serif SC, Noto Serif, serif"
#define SANS "Noto Sans CJK SC, Noto Sans SC, Noto Sans, sans-serif"

struct palette { const char *paper, *ink, *accent; };

/* Circles that share points: a network, as open source is one. The title decides where they are, so volumes differ. */
static void draw_motif(osp_buf *svg, const char *title, const char *accent)
{
	uint32_t seed = 2166136261u;
	for (const char *p = title; *p != '\0'; p++)
		seed = (seed ^ (unsigned char)*p) * 16777619u;
	int x = 1180, y = 2060;
	for (int i = 0; i < 9; i++) {
		seed = seed * 1664525u + 1013904223u;
		int radius = 110 + (int)(seed >> 24) * 3 / 2, dx = (int)(seed >> 16 & 511) - 256, dy = (int)(seed >> 8 & 255) - 128;
		osp_buf_printf(svg, "<circle cx='%d' cy='%d' r='%d' fill='none' stroke='%s' stroke-width='3' stroke-opacity='.%d'/>"
			       "<circle cx='%d' cy='%d' r='9' fill='%s' fill-opacity='.8'/>",
			       x + dx, y + dy, radius, accent, 35 + i * 5, x + dx + radius, y + dy, accent);
	}
}

/* The style's word on section.cover; only what may stand in an attribute of ours. */
static const char *colour(const struct book *book, const osp_node *node, const char *property, const char *fallback)
{
	const char *value = book->style != NULL && node != NULL ? osp_style_value(book->style, node, OSP_PSEUDO_NONE, property) : NULL;
	if (value == NULL || value[0] != '#' || strlen(value) != 7 || strspn(value + 1, "0123456789abcdefABCDEF") != 6)
		return fallback;
	return value;
}

static struct palette choose(const struct book *book)
{
	const osp_node *cover = NULL;
	for (size_t i = 0; i < book->volume->piece_count; i++) {
		if (book->volume->pieces[i]->kind == OSP_PIECE_COVER)
			cover = book->volume->pieces[i]->root;
	}
	const char *paper = colour(book, cover, "background-color", NULL);
	if (paper == NULL)
		return (struct palette){ "#14324a", "#f7f3e9", "#e0a458" };
	const char *ink = colour(book, cover, "color", "#f7f3e9");
	return (struct palette){ paper, ink, colour(book, cover, "border-top-color", ink) };
}

static int set_lines(osp_buf *svg, const char *text, int y, const int *sizes, const char *attributes)
{
	struct lettering box = { .x = MARGIN, .width = WIDTH - 2 * MARGIN, .max_lines = 4, .sizes = sizes, .attributes = attributes };
	return lettering_set(svg, &box, y, text);
}

static void put_joined(osp_buf *buf, const char *text, const char *between)
{
	if (text[0] == '\0')
		return;
	if (buf->len != 0)
		osp_buf_puts(buf, between);
	osp_buf_puts(buf, text);
}

static void draw_text(const struct book *book, osp_buf *svg, struct palette colours)
{
	static const int title_sizes[] = { 196, 168, 144, 120, 100, 84, 68, 0 }, small[] = { 64, 52, 44, 0 }, tiny[] = { 46, 38, 0 };
	const osp_volume *volume = book->volume;
	osp_buf line = OSP_BUF_INIT;
	const char *ink = osp_job_printf(book->job, "fill='%s' font-family='" SERIF "' font-weight='700'", colours.ink);
	const char *quiet = osp_job_printf(book->job, "fill='%s' fill-opacity='.82' font-family='" SANS "'", colours.ink);
	const char *bright = osp_job_printf(book->job, "fill='%s' font-family='" SANS "' letter-spacing='4'", colours.accent);
	put_joined(&line, volume->event->name[0] != '\0' ? volume->event->name : volume->event->acronym, "");
	if (line.len != 0)
		set_lines(svg, line.data, 300, tiny, bright);
	osp_buf_printf(svg, "<rect x='%d' y='%d' width='180' height='10' fill='%s'/>", MARGIN, 440, colours.accent);
	int y = set_lines(svg, volume->title, TITLE_TOP, title_sizes, ink);
	if (volume->subtitle[0] != '\0')
		set_lines(svg, volume->subtitle, y + 150, small, quiet);
	osp_buf_clear(&line);
	for (size_t i = 0; i < volume->editor_count && i < 4; i++)
		put_joined(&line, volume->editors[i]->name, " · ");
	put_joined(&line, volume->publisher, " · ");
	put_joined(&line, volume->date, " · ");
	if (line.len != 0)
		set_lines(svg, line.data, HEIGHT - 150, tiny, quiet);
	osp_buf_done(&line);
}

osp_status coverart_draw(const struct book *book, osp_buf *ret_jpeg)
{
	struct palette colours = choose(book);
	osp_buf svg = OSP_BUF_INIT;
	osp_buf_printf(&svg, "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d'", WIDTH, HEIGHT);
	osp_markup_attr(&svg, "xml:lang", book->volume->lang);
	osp_buf_printf(&svg, "><rect width='100%%' height='100%%' fill='%s'/>", colours.paper);
	draw_motif(&svg, book->volume->title, colours.accent);
	draw_text(book, &svg, colours);
	osp_buf_puts(&svg, "</svg>");
	osp_status status = image_draw_jpeg(svg.data, svg.len, WIDTH, HEIGHT, 88, ret_jpeg);
	osp_buf_done(&svg);
	return status;
}
