/* shape.c - turn characters into glyphs, each cluster a box. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/lines.h"
#include "document/node.h"

#include <string.h>

/* What is being shaped: the paragraph and how far its arrays are used. */
struct shaper {
	struct paragraph *p;
	struct line_tools *tools;
	size_t glyph_capacity;
	uint32_t leaf;             /* whose Han were set last */
	const struct font *first;  /* the first font for them: nearly always the right one */
};

static enum font_role role_of(const struct cell *cell)
{
	if ((cell->flags & CELL_EMOJI) != 0)
		return FONT_SYMBOL;
	if ((cell->flags & CELL_ZH) != 0 || cell->class == CHAR_HAN)
		return FONT_HAN;
	if ((cell->class == CHAR_PREFIX || cell->class == CHAR_POSTFIX) && (cell->codepoint >= 0xFF00 || cell->codepoint == 0x2103 ||
	    cell->codepoint == 0x2109))
		return FONT_HAN;
	return FONT_LATIN;
}

static const char *lang_of(const struct paragraph *p, const struct leaf *leaf, enum font_role role)
{
	const char *lang = leaf->style->lang != NULL ? leaf->style->lang : "";
	if (role == FONT_HAN && strncmp(lang, "zh", 2) != 0 && strncmp(lang, "ja", 2) != 0 && strncmp(lang, "ko", 2) != 0)
		return p->style->lang != NULL && strncmp(p->style->lang, "zh", 2) == 0 ? p->style->lang : "zh-Hans";
	return lang;
}

const struct font *shape_font(const struct paragraph *p, const struct leaf *leaf, enum font_role role, uint32_t codepoint)
{
	struct font_stack *stack = leaf->stacks[role];
	if (stack == NULL)
		stack = font_stack_for(p->layout->fonts, leaf->style, role, lang_of(p, leaf, role));
	return font_stack_find(p->layout->fonts, stack, codepoint);
}

static struct font_stack *leaf_stack(struct shaper *s, uint32_t index, enum font_role role)
{
	struct leaf *leaf = &s->p->leaves[index];
	if (leaf->stacks[role] == NULL)
		leaf->stacks[role] = font_stack_for(s->p->layout->fonts, leaf->style, role, lang_of(s->p, leaf, role));
	return leaf->stacks[role];
}

static const struct font *cell_font(struct shaper *s, const struct cell *cell)
{
	return font_stack_find(s->p->layout->fonts, leaf_stack(s, cell->leaf, role_of(cell)), cell->codepoint);
}

/* The same for a Han, of which a text has many of one leaf in a row. */
static const struct font *han_font(struct shaper *s, const struct cell *cell, uint32_t *ret_glyph)
{
	if (s->first == NULL || s->leaf != cell->leaf) {
		s->leaf = cell->leaf;
		s->first = font_stack_first(s->p->layout->fonts, leaf_stack(s, cell->leaf, FONT_HAN));
	}
	*ret_glyph = s->first != NULL ? font_glyph(s->first, cell->codepoint) : 0;
	const struct font *font = *ret_glyph != 0 ? s->first : cell_font(s, cell);
	*ret_glyph = *ret_glyph == 0 && font != NULL ? font_glyph(font, cell->codepoint) : *ret_glyph;
	return font;
}

osp_len shape_width(const struct font *font, osp_len size, uint32_t codepoint)
{
	uint32_t glyph = font_glyph(font, codepoint);
	return shape_scale(hb_font_get_glyph_h_advance(font->hb, glyph), size, font->info.units_per_em);
}

static struct box *add_box(struct shaper *s, size_t cell, uint16_t font, osp_len width)
{
	struct box *box = &s->p->boxes[s->p->box_count++];
	*box = (struct box){ .cell = (uint32_t)cell, .glyph = (uint32_t)s->p->glyph_count, .font = font, .width = width };
	return box;
}

static void add_glyph(struct shaper *s, struct box *box, uint32_t id, osp_len x, osp_len y, osp_len advance)
{
	struct paragraph *p = s->p;
	if (p->glyph_count == s->glyph_capacity) {
		struct set_glyph *fresh = ARENA_ROOM(p->arena, s->glyph_capacity * 2 + 16, struct set_glyph);
		if (p->glyph_count > 0)
			memcpy(fresh, p->glyphs, p->glyph_count * sizeof(*fresh));
		p->glyphs = fresh;
		s->glyph_capacity = s->glyph_capacity * 2 + 16;
	}
	p->glyphs[p->glyph_count++] = (struct set_glyph){ id, x, y, advance };
	box->glyph_count++;
}

/* The author's line and column of a cell, as far as the text before it tells. */
static osp_place place_of(const struct paragraph *p, const struct cell *cell)
{
	const struct leaf *leaf = &p->leaves[cell->leaf];
	const osp_node *node = leaf->node != NULL ? leaf->node : p->block;
	osp_place place = node != NULL ? osp_node_place(node) : OSP_NOWHERE; /* folios and running heads stand nowhere */
	if (leaf->is_generated || leaf->node == NULL || !osp_node_is_text(leaf->node) || place.line == 0)
		return place;
	const char *end = leaf->node->text + (cell->source < leaf->node->text_len ? cell->source : leaf->node->text_len);
	for (const char *at = leaf->node->text; at < end;) {
		if (osp_utf8_next(&at, end) == '\n') {
			place.line++;
			place.column = 1;
		} else {
			place.column++;
		}
	}
	return place;
}

static void add_placeholder(struct shaper *s, size_t at)
{
	struct paragraph *p = s->p;
	const struct cell *cell = &p->cells[at];
	osp_len em = p->leaves[cell->leaf].style->font_size;
	osp_place place = place_of(p, cell);
	add_box(s, at, BOX_PLACEHOLDER, cell->class == CHAR_LATIN ? em * 6 / 10 : em);
	if (!font_set_first_missing(p->layout->fonts, place.file, cell->codepoint))
		return;
	char bytes[5] = "";
	bytes[osp_utf8_encode(cell->codepoint, bytes)] = '\0';
	osp_warn(p->layout->job, place, "typeset/no-glyph", "no font has the character %s (U+%04X); a box stands in its place",
	         bytes, (unsigned)cell->codepoint);
}

/* ---- characters that need no shaping: Han and their marks, one glyph each in a box of one em or half of it ---- */

static bool is_simple(const struct paragraph *p, size_t at)
{
	const struct cell *cell = &p->cells[at];
	if (cell->class != CHAR_HAN && !((cell->flags & CELL_ZH) != 0 && char_is_full_mark((enum char_class)cell->class)))
		return false;
	return at + 1 >= p->cell_count || p->cells[at + 1].class != CHAR_COMBINING;
}

static void set_mark_box(const struct paragraph *p, const struct cell *cell, const struct font *font, struct box *box, osp_len em)
{
	if (p->leaves[cell->leaf].style->spacing == SPACING_PLAIN || (cell->flags & CELL_CODE) != 0)
		return;
	switch (font_mark_blank(font, cell->codepoint)) {
	case BLANK_LEFT:
		box->shift = -(em / 2);
		break;
	case BLANK_BOTH:
		box->shift = -(em / 4);
		break;
	case BLANK_RIGHT:
		break;
	default:
		return;
	}
	box->width = em - em / 2;
}

static void shape_simple(struct shaper *s, size_t at, const struct font *font, uint32_t glyph)
{
	const struct cell *cell = &s->p->cells[at];
	const struct computed *style = s->p->leaves[cell->leaf].style;
	osp_len advance = style->font_size;
	if (!font->is_cjk || cell->codepoint < 0x3000)
		advance = shape_scale(hb_font_get_glyph_h_advance(font->hb, glyph), style->font_size, font->info.units_per_em);
	struct box *box = add_box(s, at, (uint16_t)font->index, advance);
	add_glyph(s, box, glyph, 0, 0, advance);
	if (cell->class != CHAR_HAN)
		set_mark_box(s->p, cell, font, box, style->font_size);
	box->width += style->letter_spacing;
}

/* ---- HarfBuzz ---- */

static unsigned traits_of(const struct computed *style, bool is_code)
{
	return (is_code || style->letter_spacing != 0 ? SHAPE_NO_LIGATURES : 0u) | (is_code ? SHAPE_NO_CONTEXT : 0u) |
	       (style->tabular_figures ? SHAPE_TABULAR : 0u) | (style->small_caps ? SHAPE_SMALL_CAPS : 0u);
}

static hb_language_t language_of(const struct shaper *s, const struct cell *cell, bool is_han)
{
	const struct leaf *leaf = &s->p->leaves[cell->leaf];
	const char *lang = lang_of(s->p, leaf, is_han ? FONT_HAN : FONT_LATIN);
	if (strncmp(lang, "ja", 2) == 0)
		return s->tools->japanese;
	if (strncmp(lang, "ko", 2) == 0)
		return s->tools->korean;
	if (!is_han)
		return s->tools->english;
	return strstr(lang, "Hant") != NULL || strstr(lang, "TW") != NULL || strstr(lang, "HK") != NULL ? s->tools->hant : s->tools->hans;
}

/* Symbols that have no part in a picture sequence when the font has no glyph for the whole: colours of skin, selectors. */
static bool is_silent(uint32_t codepoint)
{
	return (codepoint >= 0x1F3FB && codepoint <= 0x1F3FF) || (codepoint >= 0xFE00 && codepoint <= 0xFE0F) || codepoint == 0x200D ||
	       (codepoint >= 0xE0020 && codepoint <= 0xE007F);
}

/* Characters on their way to HarfBuzz, each with its cell. */
struct characters { uint32_t *text, *cells; size_t count; };

static void add_character(struct characters *characters, uint32_t codepoint, size_t cell)
{
	characters->text[characters->count] = codepoint;
	characters->cells[characters->count++] = (uint32_t)cell;
}

static struct characters list_characters(const struct shaper *s, size_t first, size_t end)
{
	struct characters list = { ARENA_ARRAY(s->tools->scratch, 2 * (end - first), uint32_t), ARENA_ARRAY(s->tools->scratch, 2 * (end - first), uint32_t), 0 };
	for (size_t i = first; i < end; i++) {
		const struct cell *cell = &s->p->cells[i];
		if ((cell->flags & CELL_EMOJI) != 0 && i > first && is_silent(cell->codepoint))
			continue;
		uint32_t codepoint = cell->codepoint == '\t' || cell->class == CHAR_SPACE ? ' ' : cell->codepoint;
		if (codepoint == 0x2E3A && (cell->flags & CELL_ZH) != 0) { /* its own glyph is too short: as —— (typesetting.md E1) */
			add_character(&list, 0x2014, i);
			codepoint = 0x2014;
		}
		add_character(&list, codepoint, i);
	}
	return list;
}

static bool is_glue(const struct cell *cell)
{
	return cell->class == CHAR_SPACE && (cell->flags & CELL_PRE) == 0;
}

/* Glyphs to boxes, one a cluster, in the order of the text. Spaces become gaps later, so they make none. */
static void take_boxes(struct shaper *s, const struct shaped *shaped, const uint32_t *cells, const struct font *font,
                       const struct computed *style, bool one_box)
{
	uint16_t upem = font->info.units_per_em;
	struct box *box = NULL;
	uint32_t cluster = UINT32_MAX;
	uint32_t lowest = UINT32_MAX;
	for (size_t i = 0; i < shaped->count; i++)
		lowest = cells[shaped->glyphs[i].at] < lowest ? cells[shaped->glyphs[i].at] : lowest;
	for (size_t i = 0; i < shaped->count; i++) {
		const struct shaped_glyph *glyph = &shaped->glyphs[i];
		uint32_t cell = cells[glyph->at];
		if (!one_box && is_glue(&s->p->cells[cell]))
			continue;
		if (glyph->id == 0) { /* a mark that its letter's font lacks, a member of a picture */
			if (!one_box) {
				add_placeholder(s, cell);
				box = NULL;
			}
			continue;
		}
		if (box == NULL || (!one_box && cell != cluster))
			box = add_box(s, one_box ? lowest : cell, (uint16_t)font->index, style->letter_spacing);
		cluster = cell;
		osp_len advance = shape_scale(glyph->advance, style->font_size, upem);
		add_glyph(s, box, glyph->id, shape_scale(glyph->x, style->font_size, upem), shape_scale(glyph->y, style->font_size, upem), advance);
		box->width += advance;
	}
}

/* A space between words, which no mark sits on. */
static bool parts_words(const struct paragraph *p, size_t at, size_t end)
{
	return is_glue(&p->cells[at]) && (at + 1 == end || p->cells[at + 1].class != CHAR_COMBINING);
}

static size_t word_end(const struct paragraph *p, size_t at, size_t end)
{
	while (at < end && !parts_words(p, at, end))
		at++;
	return at;
}

/* Word by word where a space parts what is before it from what is behind it, as it does in alphabets. */
static bool goes_by_words(const struct shaping *how)
{
	bool is_alphabet = how->script == HB_SCRIPT_LATIN || how->script == HB_SCRIPT_GREEK || how->script == HB_SCRIPT_CYRILLIC;
	return is_alphabet && !font_joins_words(how->font);
}

static void run_harfbuzz(struct shaper *s, size_t first, size_t end, const struct font *font, hb_script_t script)
{
	const struct cell *cell = &s->p->cells[first];
	const struct computed *style = s->p->leaves[cell->leaf].style;
	hb_direction_t direction = hb_script_get_horizontal_direction(script);
	bool one_box = direction == HB_DIRECTION_RTL || (cell->flags & CELL_EMOJI) != 0;
	struct shaping how = { .font = font, .script = script, .language = language_of(s, cell, script == HB_SCRIPT_HAN),
	                       .direction = direction == HB_DIRECTION_RTL ? direction : HB_DIRECTION_LTR,
	                       .traits = traits_of(style, (cell->flags & CELL_CODE) != 0) };
	struct arena_mark mark = arena_mark(s->tools->scratch);
	bool by_words = !one_box && goes_by_words(&how);
	for (size_t at = first, next; at < end; at = next) {
		next = by_words ? word_end(s->p, at, end) : end;
		if (next == at) {
			next++;
			continue;
		}
		struct characters characters = list_characters(s, at, next);
		struct shaped shaped = word_shapes_of(s->tools->shapes, &how, characters.text, characters.count);
		take_boxes(s, &shaped, characters.cells, font, style, one_box);
	}
	arena_rewind(s->tools->scratch, mark);
}

/* ---- dashes, dots and connectors of Chinese: in boxes of known width, their ink in the middle (typesetting.md 1.7) ---- */

static osp_len box_of_long(const struct cell *cell, osp_len em, osp_len natural)
{
	switch (cell->class) {
	case CHAR_LONG:
		return cell->codepoint == 0x2E3A ? em * 2 : em;
	case CHAR_MIDDLE:
		return em / 2;
	default:
		return natural;
	}
}

static size_t shape_long(struct shaper *s, size_t first, const struct font *font)
{
	const struct paragraph *p = s->p;
	const struct cell *cell = &p->cells[first];
	osp_len em = p->leaves[cell->leaf].style->font_size;
	size_t end = first + 1;
	if (cell->class == CHAR_LONG && end < p->cell_count && p->cells[end].codepoint == cell->codepoint && p->cells[end].leaf == cell->leaf)
		p->cells[end++].flags |= CELL_JOIN; /* two are one mark and are never parted; four may be in the middle (typesetting.md K3) */
	size_t box_at = p->box_count;
	run_harfbuzz(s, first, end, font, HB_SCRIPT_HAN);
	for (size_t i = box_at; i < p->box_count; i++) {
		struct box *box = &p->boxes[i];
		size_t cells = (i + 1 < p->box_count ? p->boxes[i + 1].cell : end) - box->cell;
		osp_len width = box_of_long(&p->cells[box->cell], em, box->width) * (osp_len)(cell->class == CHAR_LONG ? cells : 1);
		box->shift = (width - box->width) / 2;
		box->width = width;
	}
	return end;
}

/* ---- runs of alphabets ---- */

static hb_script_t script_of(uint32_t codepoint)
{
	if (codepoint < 0x80)
		return char_is_letter(codepoint) && !char_is_digit(codepoint) ? HB_SCRIPT_LATIN : HB_SCRIPT_COMMON;
	return hb_unicode_script(hb_unicode_funcs_get_default(), codepoint);
}

static bool is_common(hb_script_t script)
{
	return script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN;
}

/* HarfBuzz takes long rows of marks badly: a run ends at the first space behind a thousand characters, and at two thousand anywhere. */
enum { LONG_RUN = 1000, LONGEST_RUN = 2000 };

static bool is_long_enough(const struct shaper *s, size_t first, size_t at)
{
	return at - first >= LONGEST_RUN || (at - first >= LONG_RUN && s->p->cells[at].class == CHAR_SPACE);
}

/* Whether the cell goes on in a run that began in this leaf and font. */
static bool goes_on(struct shaper *s, size_t at, uint32_t leaf, const struct font *font, hb_script_t *script)
{
	const struct cell *cell = &s->p->cells[at];
	if (cell->leaf != leaf || cell->class == CHAR_BREAK || cell->class == CHAR_OBJECT || cell->class == CHAR_TAB)
		return false;
	if (cell->class == CHAR_COMBINING)
		return true;
	if ((cell->flags & CELL_EMOJI) != 0 || role_of(cell) == FONT_HAN)
		return false;
	if (cell->class == CHAR_SPACE)
		return hb_script_get_horizontal_direction(*script) != HB_DIRECTION_RTL;
	hb_script_t own = script_of(cell->codepoint);
	if (!is_common(own) && !is_common(*script) && own != *script)
		return false;
	if (cell_font(s, cell) != font)
		return false;
	*script = is_common(*script) ? own : *script;
	return true;
}

static size_t shape_run(struct shaper *s, size_t first, const struct font *font)
{
	const struct cell *cell = &s->p->cells[first];
	hb_script_t script = script_of(cell->codepoint);
	size_t end = first + 1;
	if ((cell->flags & CELL_EMOJI) != 0 || role_of(cell) == FONT_HAN) {
		script = role_of(cell) == FONT_HAN ? HB_SCRIPT_HAN : HB_SCRIPT_COMMON;
		while (end < s->p->cell_count && end - first < LONG_RUN && s->p->cells[end].class == CHAR_COMBINING)
			end++;
	} else {
		while (end < s->p->cell_count && !is_long_enough(s, first, end) && goes_on(s, end, cell->leaf, font, &script))
			end++;
	}
	run_harfbuzz(s, first, end, font, is_common(script) ? HB_SCRIPT_LATIN : script);
	return end;
}

/* ---- all together ---- */

static osp_len tab_width(const struct paragraph *p, size_t at, osp_len space)
{
	enum { TAB_STOP = 4 };
	size_t column = 0;
	for (size_t i = at; i > 0 && p->cells[i - 1].class != CHAR_BREAK && at - i < 1000; i--)
		column += p->cells[i - 1].class == CHAR_HAN ? 2 : 1;
	return space * (osp_len)(TAB_STOP - column % TAB_STOP);
}

static size_t shape_white(struct shaper *s, size_t at)
{
	struct paragraph *p = s->p;
	const struct cell *cell = &p->cells[at];
	const struct leaf *leaf = &p->leaves[cell->leaf];
	if (is_glue(cell))
		return at + 1;
	const struct font *font = shape_font(p, leaf, FONT_LATIN, ' ');
	osp_len space = font != NULL ? shape_width(font, leaf->style->font_size, ' ') : leaf->style->font_size / 4;
	osp_len width = cell->class == CHAR_BREAK ? 0 : cell->class == CHAR_TAB ? tab_width(p, at, space) : space;
	struct box *box = add_box(s, at, font != NULL && cell->class != CHAR_BREAK ? (uint16_t)font->index : BOX_BLANK, width);
	if (box->font != BOX_BLANK)
		add_glyph(s, box, font_glyph(font, ' '), 0, 0, width);
	return at + 1;
}

static size_t shape_next(struct shaper *s, size_t at, size_t *picture)
{
	struct paragraph *p = s->p;
	const struct cell *cell = &p->cells[at];
	if (cell->class == CHAR_SPACE || cell->class == CHAR_TAB || cell->class == CHAR_BREAK)
		return shape_white(s, at);
	if (cell->class == CHAR_OBJECT) {
		add_box(s, at, BOX_PICTURE, p->pictures[(*picture)++].width);
		return at + 1;
	}
	uint32_t glyph = 0;
	bool is_han = char_is_basic_han(cell->codepoint) && (cell->flags & CELL_EMOJI) == 0;
	const struct font *font = is_han ? han_font(s, cell, &glyph) : cell_font(s, cell);
	if (font == NULL) {
		add_placeholder(s, at);
		return at + 1;
	}
	if (is_simple(p, at)) {
		shape_simple(s, at, font, glyph != 0 ? glyph : font_glyph(font, cell->codepoint));
		return at + 1;
	}
	if ((cell->flags & CELL_ZH) != 0 && (cell->class == CHAR_LONG || cell->class == CHAR_MIDDLE || cell->class == CHAR_CONNECTOR))
		return shape_long(s, at, font);
	return shape_run(s, at, font);
}

void shape_paragraph(struct paragraph *p, struct line_tools *tools)
{
	struct shaper s = { .p = p, .tools = tools, .glyph_capacity = p->cell_count + 8 };
	p->boxes = ARENA_ROOM(p->arena, p->cell_count + 1, struct box);
	p->glyphs = ARENA_ROOM(p->arena, s.glyph_capacity, struct set_glyph);
	size_t picture = 0;
	for (size_t at = 0; at < p->cell_count;)
		at = shape_next(&s, at, &picture);
}
