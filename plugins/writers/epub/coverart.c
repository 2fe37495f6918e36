/* coverart.c - a cover drawn from what the manifest says, in the style's colours. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "book.h"

#include <stdlib.h>
#include <string.h>

#include "image/canvas.h"

enum { WIDTH = 1600, HEIGHT = 2560, MARGIN = 150, TITLE_TOP = 700 };

static const char *const serif[] = { "Noto Serif CJK SC", "Noto Serif SC", "Noto Serif", "serif", NULL };
static const char *const sans[] = { "Noto Sans CJK SC", "Noto Sans SC", "Noto Sans", "sans-serif", NULL };

struct palette { uint32_t paper, ink, accent; };

/* Circles that share points: a network, as open source is one. The title decides where they are, so volumes differ. */
static void draw_motif(struct canvas *canvas, const char *title, uint32_t accent)
{
	uint32_t seed = 2166136261u;
	for (const char *p = title; *p != '\0'; p++)
		seed = (seed ^ (unsigned char)*p) * 16777619u;
	int x = 1180, y = 2060;
	for (int i = 0; i < 9; i++) {
		seed = seed * 1664525u + 1013904223u;
		int radius = 110 + (int)(seed >> 24) * 3 / 2, dx = (int)(seed >> 16 & 511) - 256, dy = (int)(seed >> 8 & 255) - 128;
		canvas_ring(canvas, x + dx, y + dy, radius, 3, (struct paint){ accent, (35 + i * 5) / 100. });
		canvas_disc(canvas, x + dx + radius, y + dy, 9, (struct paint){ accent, .8 });
	}
}

/* The style's word on section.cover. */
static bool find_colour(const struct book *book, const osp_node *node, const char *property, uint32_t *colour)
{
	const char *value = book->style != NULL && node != NULL ? osp_style_value(book->style, node, OSP_PSEUDO_NONE, property) : NULL;
	if (value == NULL || value[0] != '#' || strlen(value) != 7 || strspn(value + 1, "0123456789abcdefABCDEF") != 6)
		return false;
	*colour = (uint32_t)strtoul(value + 1, NULL, 16);
	return true;
}

static struct palette choose(const struct book *book)
{
	const osp_node *cover = NULL;
	for (size_t i = 0; i < book->volume->piece_count; i++) {
		if (book->volume->pieces[i]->kind == OSP_PIECE_COVER)
			cover = book->volume->pieces[i]->root;
	}
	struct palette colours = { 0x14324a, 0xf7f3e9, 0xe0a458 };
	if (!find_colour(book, cover, "background-color", &colours.paper))
		return colours;
	find_colour(book, cover, "color", &colours.ink);
	colours.accent = colours.ink;
	find_colour(book, cover, "border-top-color", &colours.accent);
	return colours;
}

static double set_lines(struct canvas *canvas, const char *text, double y, struct lettering lettering)
{
	lettering.x = MARGIN;
	lettering.width = WIDTH - 2 * MARGIN;
	lettering.max_lines = 4;
	return canvas_letter(canvas, &lettering, y, text);
}

static void put_joined(osp_buf *buf, const char *text, const char *between)
{
	if (text[0] == '\0')
		return;
	if (buf->len != 0)
		osp_buf_puts(buf, between);
	osp_buf_puts(buf, text);
}

static void draw_text(const struct book *book, struct canvas *canvas, struct palette colours)
{
	static const int title_sizes[] = { 196, 168, 144, 120, 100, 84, 68, 0 }, small[] = { 64, 52, 44, 0 }, tiny[] = { 46, 38, 0 };
	const osp_volume *volume = book->volume;
	const struct lettering title = { .sizes = title_sizes, .families = serif, .latin = serif + 2, .is_bold = true, .paint = { colours.ink, 1 } };
	const struct lettering quiet = { .sizes = small, .families = sans, .latin = sans + 2, .paint = { colours.ink, .82 } };
	const struct lettering foot = { .sizes = tiny, .families = sans, .latin = sans + 2, .paint = { colours.ink, .82 } };
	const struct lettering bright = { .sizes = tiny, .families = sans, .latin = sans + 2, .spacing = 4, .paint = { colours.accent, 1 } };
	osp_buf line = OSP_BUF_INIT;
	put_joined(&line, volume->event->name[0] != '\0' ? volume->event->name : volume->event->acronym, "");
	if (line.len != 0)
		set_lines(canvas, line.data, 300, bright);
	canvas_area(canvas, MARGIN, 440, 180, 10, (struct paint){ colours.accent, 1 });
	double y = set_lines(canvas, volume->title, TITLE_TOP, title);
	if (volume->subtitle[0] != '\0')
		set_lines(canvas, volume->subtitle, y + 150, quiet);
	osp_buf_clear(&line);
	for (size_t i = 0; i < volume->editor_count && i < 4; i++)
		put_joined(&line, volume->editors[i]->name, " · ");
	put_joined(&line, volume->publisher, " · ");
	put_joined(&line, volume->date, " · ");
	if (line.len != 0)
		set_lines(canvas, line.data, HEIGHT - 150, foot);
	osp_buf_done(&line);
}

osp_status coverart_draw(const struct book *book, osp_buf *ret_jpeg)
{
	struct palette colours = choose(book);
	struct canvas *canvas = canvas_new(WIDTH, HEIGHT, colours.paper, book->volume->lang);
	if (canvas == NULL)
		return OSP_FAIL;
	draw_motif(canvas, book->volume->title, colours.accent);
	draw_text(book, canvas, colours);
	osp_status status = canvas_encode(canvas, 88, ret_jpeg);
	canvas_free(canvas);
	return status;
}
