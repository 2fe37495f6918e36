/* line.c - the characters of a run and their neighbours. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typography.h"

bool is_line_space(uint32_t c)
{
	if ((c > 0x3000) | (c > ' ' && c < 0x80)) {
		return false;
	}
	return osp_char_is_space(c) && c != 0x2028;
}

/* The marks that have no use outside Chinese and Japanese (CLREQ 3.1): quotes, dashes and dots of two worlds are not among them. */
bool is_wide_mark(uint32_t c)
{
	return (c >= 0x3001 && c <= 0x3002) || (c >= 0x3008 && c <= 0x3011) || (c >= 0x3014 && c <= 0x301B) || c == 0xFF01 || c == 0xFF08 ||
		c == 0xFF09 || c == 0xFF0C || c == 0xFF1A || c == 0xFF1B || c == 0xFF1F;
}

bool is_wide(uint32_t c)
{
	return osp_char_is_han(c) || is_wide_mark(c);
}

uint32_t line_at(const struct line *line, int64_t index)
{
	return index >= 0 && index < (int64_t)line->count ? line->cells[index].c : 0xFFFD;
}

static const uint16_t ascii_kinds[0x80] = {
	['/'] = KIND_SLASH, ['\n'] = KIND_BREAK | KIND_SPACE, [' '] = KIND_SPACE, ['\t'] = KIND_SPACE, ['\v'] = KIND_SPACE,
	['\f'] = KIND_SPACE, ['\r'] = KIND_SPACE, ['.'] = KIND_DOT | KIND_STOP, ['-'] = KIND_DASH, ['('] = KIND_BRACKET,
	[')'] = KIND_BRACKET, [','] = KIND_MARK, [';'] = KIND_MARK, [':'] = KIND_MARK, ['?'] = KIND_MARK, ['!'] = KIND_MARK,
	['"'] = KIND_STRAIGHT, ['\''] = KIND_STRAIGHT,
};

static bool is_full_width_letter(uint32_t c)
{
	return (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A) || (c >= 0xFF10 && c <= 0xFF19);
}

/* The kinds that a character is of, as bits. */
static uint32_t kinds_of(uint32_t c)
{
	if (c < 0x80) {
		return ascii_kinds[c];
	}
	switch (c) {
	case 0x2026: case 0x3002: return KIND_DOT;
	case 0x2014: case 0x2015: case 0x2500: return KIND_DASH;
	case 0xFF08: case 0xFF09: return KIND_BRACKET;
	case 0x201C: case 0x201D: case 0x300A: case 0x300B: case 0x300C: case 0x300D: case 0x300E: case 0x300F: return KIND_CURLY;
	default: break;
	}
	if (c >= 0xFF10 && c <= 0xFF5A) {
		return is_full_width_letter(c) ? KIND_FULL_LETTER : 0;
	}
	return (c >= 0x2E80 && c < 0x2FE0 ? KIND_RADICAL : 0) | (is_line_space(c) ? KIND_SPACE : 0);
}

static inline bool is_frequent_han(uint32_t c)
{
	return c >= 0x4E00 && c <= 0x9FFF;
}

void line_add(struct line *line, const char *text, const struct run_piece *piece)
{
	const char *at = text + piece->start, *end = at + piece->len;
	struct cell model = { .count = 1, .fixed = piece->kind != RUN_TEXT }, *cell = line->cells + line->count;
	while (at < end) {
		model.offset = (uint32_t)(at - text);
		if (osp_utf8_is_three(at, end)) { /* mostly */
			model.c = osp_utf8_three(at);
			at += 3;
		} else {
			model.c = osp_utf8_next(&at, end);
			model.c = piece->kind == RUN_OBJECT && model.c == '\n' ? 0x2028 : model.c;
		}
		uint32_t kinds = is_frequent_han(model.c) ? 0 : kinds_of(model.c);
		if (kinds != 0) {
			line->kinds |= kinds;
			line->marked[line->marked_count++] = (uint32_t)(cell - line->cells);
		}
		*cell++ = model;
	}
	line->count = (size_t)(cell - line->cells);
}

bool line_has_han(const struct line *line, size_t first, size_t end)
{
	while (first < end && !osp_char_is_han(line->cells[first].c)) {
		first++;
	}
	return first < end;
}

void line_put(struct line *line, size_t index, uint32_t c, uint8_t count)
{
	struct cell *cell = &line->cells[index];
	line->kinds |= kinds_of(c);
	line->is_changed = true;
	cell->c = c;
	cell->count = count;
	cell->changed = true;
	line->is_linked = false;
}

static void take_as_neighbour(const struct line *line, uint32_t index, int32_t *solid, bool *space)
{
	const struct cell *cell = &line->cells[index];
	if (cell->count > 0) {
		*space = is_line_space(cell->c);
		*solid = *space ? *solid : (int32_t)index;
	}
}

void line_link(struct line *line)
{
	if (line->is_linked) {
		return;
	}
	line->is_linked = true;
	int32_t solid = -1;
	bool space = false;
	for (size_t k = 0, begin = 0; k < line->marked_count; begin = line->marked[k++] + 1) {
		struct cell *cell = &line->cells[line->marked[k]];
		if (line->marked[k] > begin) { /* what is of no kind stands between, and is no space */
			solid = (int32_t)line->marked[k] - 1;
			space = false;
		}
		cell->before = solid;
		cell->space_before = space;
		take_as_neighbour(line, line->marked[k], &solid, &space);
	}
	solid = -1;
	space = false;
	size_t end = line->count;
	for (size_t k = line->marked_count; k-- > 0; end = line->marked[k]) {
		struct cell *cell = &line->cells[line->marked[k]];
		if (line->marked[k] + 1 < end) {
			solid = (int32_t)line->marked[k] + 1;
			space = false;
		}
		cell->after = solid;
		cell->space_after = space;
		take_as_neighbour(line, line->marked[k], &solid, &space);
	}
}

static bool in_url(uint32_t c)
{
	return c > ' ' && c < 0x7F && c != '<' && c != '>' && c != '"';
}

/* A URL that stands in the text as it is; the mark behind it belongs to the sentence. */
void rule_protect_urls(struct line *line)
{
	size_t beyond = 0; /* the address before */
	for (size_t k = 0; k < line->marked_count; k++) {
		size_t i = line->marked[k];
		if (i < beyond || i + 3 >= line->count || line_at(line, (int64_t)i) != ':' || line_at(line, (int64_t)i + 1) != '/' || line_at(line, (int64_t)i + 2) != '/') {
			continue;
		}
		for (size_t before = i; before-- > 0 && tree_is_latin(line->cells[before].c);) {
			line->cells[before].fixed = true;
		}
		size_t end = i;
		while (end < line->count && in_url(line->cells[end].c)) {
			end++;
		}
		while (end > i + 3 && (line->cells[end - 1].c == ',' || line->cells[end - 1].c == ';' || line->cells[end - 1].c == ')' ||
			line->cells[end - 1].c == '!' || line->cells[end - 1].c == '?' || line->cells[end - 1].c == ':')) {
			end--;
		}
		for (; i < end; i++) {
			line->cells[i].fixed = true;
		}
		beyond = end + 1;
	}
}

/* U+FF21.. and digits are a keyboard's accident; marks keep their width. */
void rule_full_width_letters(struct line *line)
{
	for (size_t k = 0; k < line->marked_count; k++) {
		size_t i = line->marked[k];
		struct cell *cell = &line->cells[i];
		if (is_full_width_letter(cell->c) && !cell->fixed) {
			line_put(line, i, cell->c - 0xFEE0, 1);
		}
	}
}

/* CommonMark makes a space of a line break; Chinese has none between its characters (CLREQ 3.1.1). */
void rule_line_breaks(struct line *line)
{
	for (size_t k = 0; k < line->marked_count; k++) {
		size_t i = line->marked[k];
		const struct cell *cell = &line->cells[i];
		if (cell->c != '\n' || cell->fixed) {
			continue;
		}
		uint32_t before = line_before(line, i), after = line_after(line, i);
		if ((is_wide(before) && is_wide(after)) || is_wide_mark(before) || is_wide_mark(after)) {
			line_put(line, i, '\n', 0);
		}
	}
}

/* —— of this index and a neighbour, or of one cell that a rule doubled. */
static bool is_two_em(const struct line *line, int64_t index)
{
	if (line_at(line, index) != 0x2014) {
		return false;
	}
	return line->cells[index].count == 2 || line_at(line, index - 1) == 0x2014 || line_at(line, index + 1) == 0x2014;
}

/* A full-width mark brings its own room; and nobody indents with spaces on paper. */
void rule_spaces(struct line *line)
{
	for (size_t k = 0; k < line->marked_count; k++) {
		size_t i = line->marked[k];
		const struct cell *cell = &line->cells[i];
		if (cell->fixed || cell->count == 0 || !is_line_space(cell->c) || cell->c == '\n') {
			continue;
		}
		uint32_t before = line_before(line, i), after = line_after(line, i);
		bool dash = is_two_em(line, cell->before) || is_two_em(line, cell->after);
		if (cell->after < 0) {
			continue; /* it parts the links back that stand behind the text */
		}
		if (is_wide_mark(before) || is_wide_mark(after) || (line->chinese && dash) || (cell->c == 0x3000 && cell->before < 0)) {
			line_put(line, i, cell->c, 0);
		}
	}
}
