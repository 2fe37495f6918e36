/* lettering.c - set a few words in lines: shape them once, break where they fit, draw. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "image/canvas_room.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_LINES = 7 };
#define LEADING 1.4

/* In em, from the pen. `at`: the first byte of its characters. */
struct shaped { const struct face *face; uint32_t glyph; size_t at; double advance, x, y; };
struct words { const char *text; size_t len; struct shaped *items; size_t count, capacity; };
struct part { size_t first, end; }; /* the glyphs of a line */

static void add(struct words *words, struct shaped item)
{
	if (words->count == words->capacity) {
		words->capacity = words->capacity == 0 ? 64 : words->capacity * 2;
		struct shaped *larger = realloc(words->items, words->capacity * sizeof *larger);
		if (larger == NULL)
			abort();
		words->items = larger;
	}
	words->items[words->count++] = item;
}

static void shape(struct canvas *canvas, struct words *words, const struct face *face, size_t from, size_t to)
{
	hb_buffer_t *buffer = hb_buffer_create();
	hb_buffer_add_utf8(buffer, words->text, (int)words->len, (unsigned)from, (int)(to - from));
	if (canvas->lang[0] != '\0')
		hb_buffer_set_language(buffer, hb_language_from_string(canvas->lang, -1));
	hb_buffer_guess_segment_properties(buffer);
	hb_shape(face->shaper, buffer, NULL, 0);
	unsigned count;
	const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
	const hb_glyph_position_t *place = hb_buffer_get_glyph_positions(buffer, &count);
	for (unsigned i = 0; i < count; i++) {
		add(words, (struct shaped){ face, info[i].codepoint, info[i].cluster, place[i].x_advance / face->em,
			place[i].x_offset / face->em, place[i].y_offset / face->em });
	}
	hb_buffer_destroy(buffer);
}

static bool has_han(const char *at, const char *end)
{
	while (at < end) {
		if (osp_char_is_han(osp_utf8_next(&at, end)))
			return true;
	}
	return false;
}

/* Each stretch of characters that one face has. */
static void shape_all(struct canvas *canvas, const struct lettering *lettering, struct words *words)
{
	const struct face *face = NULL;
	const char *end = words->text + words->len;
	const char *const *families = has_han(words->text, end) ? lettering->families : lettering->latin;
	size_t from = 0;
	for (const char *at = words->text; at < end;) {
		size_t here = (size_t)(at - words->text);
		const struct face *own = faces_find(canvas, families, lettering->is_bold, osp_utf8_next(&at, end));
		if (face != NULL && own != face) {
			shape(canvas, words, face, from, here);
			from = here;
		}
		face = own;
	}
	if (face != NULL)
		shape(canvas, words, face, from, words->len);
}

static uint32_t character(const struct words *words, size_t glyph)
{
	const char *at = words->text + words->items[glyph].at;
	return osp_utf8_next(&at, words->text + words->len);
}

static bool may_end_before(uint32_t previous, uint32_t c)
{
	if (previous == ' ')
		return true;
	return (osp_char_is_han(c) || osp_char_is_han(previous)) && c != ' ' && !osp_char_is_cjk_mark(c);
}

/* Breaks into lines of at most `room`, in em; returns how many, MAX_LINES + 1 when they are too many. */
static size_t break_lines(const struct words *words, double room, double spacing, struct part lines[MAX_LINES])
{
	size_t count = 0, from = 0, chance = 0;
	double width = 0, since = 0;
	for (size_t i = 0; i < words->count; i++) {
		uint32_t c = character(words, i);
		if (i > from && words->items[i].at != words->items[i - 1].at && may_end_before(character(words, i - 1), c)) {
			chance = i;
			since = 0;
		}
		width += words->items[i].advance + spacing;
		since += words->items[i].advance + spacing;
		if (width - spacing <= room || c == ' ' || chance <= from)
			continue;
		if (count == MAX_LINES)
			return MAX_LINES + 1;
		lines[count++] = (struct part){ from, chance };
		from = chance;
		width = since;
	}
	if (from == words->count)
		return count;
	if (count == MAX_LINES)
		return MAX_LINES + 1;
	lines[count++] = (struct part){ from, words->count };
	return count;
}

/* The narrowest lines of this count: no line ends a title with a single character. */
static void balance(const struct words *words, double room, double spacing, struct part lines[MAX_LINES], size_t count)
{
	struct part tried[MAX_LINES];
	double too_narrow = 0;
	for (int i = 0; i < 12 && count > 1 && count <= MAX_LINES; i++) {
		double middle = (too_narrow + room) / 2;
		if (break_lines(words, middle, spacing, tried) == count) {
			room = middle;
			memcpy(lines, tried, count * sizeof *lines);
		} else {
			too_narrow = middle;
		}
	}
}

/* How wide a line is without the spaces at its end, in em. */
static double trim(const struct words *words, struct part *line, double spacing)
{
	double width = 0;
	while (line->end > line->first && character(words, line->end - 1) == ' ')
		line->end--;
	for (size_t i = line->first; i < line->end; i++)
		width += words->items[i].advance + (i + 1 < line->end ? spacing : 0);
	return width;
}

static void draw(struct canvas *canvas, const struct words *words, const struct part *line, double x, double y, double size, double spacing)
{
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	cairo_set_font_options(canvas->cairo, options);
	cairo_font_options_destroy(options);
	for (size_t i = line->first; i < line->end; i++) {
		const struct shaped *item = &words->items[i];
		cairo_glyph_t glyph = { item->glyph, x + item->x * size, y - item->y * size };
		cairo_set_font_face(canvas->cairo, item->face->drawer);
		cairo_set_font_size(canvas->cairo, size);
		cairo_show_glyphs(canvas->cairo, &glyph, 1);
		x += (item->advance + spacing) * size;
	}
}

double canvas_letter(struct canvas *canvas, const struct lettering *lettering, double y, const char *text)
{
	struct words words = { .text = text, .len = strlen(text) };
	struct part lines[MAX_LINES];
	size_t count = MAX_LINES + 1;
	double size = lettering->sizes[0];
	shape_all(canvas, lettering, &words);
	for (const int *s = lettering->sizes; *s != 0; s++) {
		size = *s;
		count = break_lines(&words, lettering->width / size, lettering->spacing / size, lines);
		if (count <= lettering->max_lines)
			break;
	}
	balance(&words, lettering->width / size, lettering->spacing / size, lines, count);
	if (count > MAX_LINES)
		count = MAX_LINES;
	if (lettering->is_middle && count > 0)
		y -= (double)(count - 1) * size * LEADING / 2;
	canvas_take(canvas, lettering->paint);
	for (size_t i = 0; i < count; i++) {
		double width = trim(&words, &lines[i], lettering->spacing / size) * size, x = lettering->x - (lettering->is_centred ? width / 2 : 0);
		draw(canvas, &words, &lines[i], x, y + (double)i * size * LEADING, size, lettering->spacing / size);
	}
	free(words.items);
	return count == 0 ? y : y + (double)(count - 1) * size * LEADING;
}
