/* text.c - show glyph runs, and keep what they mean. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "haru/canvas_room.h"
#include "haru/grow.h"
#include "haru/syntax.h"

/*
 * Positions. Runs on one baseline are joined by adjustments within TJ, in
 * thousandths of the font size. The pen is kept exactly: font sizes are written
 * in hundredths of a point, so a glyph of width w moves it by w * size units of
 * 1/100000 pt. An adjustment is written when the glyph would stand TOLERANCE or
 * more off (0.03 pt at 10 pt), and then takes the whole error away.
 *
 * A justified line of Chinese has the same little space behind nearly every
 * glyph: that is the run's character spacing (Tc, in thousandths of a point), and
 * saves an adjustment for each of them.
 */
enum { TOLERANCE = 3, MAX_ADJUST = 20000, UNITS_PER_HUNDREDTH = 1000, UNITS_PER_THOUSANDTH = 100, UNITS_PER_POINT = 100000 };

static const char soft_hyphen[] = "\xc2\xad";

static void flush_string(struct haru_canvas *c) {
	osp_buf_add(&c->out, c->string, c->string_len);
	c->string_len = 0;
}

static void end_string(struct haru_canvas *c) {
	if (c->in_string) {
		c->string[c->string_len++] = ')';
		flush_string(c);
		c->in_string = false;
	}
}

void canvas_flush_text(struct haru_canvas *c) {
	end_string(c);
	if (c->in_array) {
		osp_buf_puts(&c->out, "]TJ\n");
		c->in_array = false;
	}
}

static void set_font(struct haru_canvas *c, uint32_t font, osp_len size) {
	if (c->font == font && c->size == size) {
		return;
	}
	canvas_flush_text(c);
	c->hundredths = haru_hundredths(size);
	osp_buf_puts(&c->out, "/F");
	haru_put_int(&c->out, font);
	osp_buf_putc(&c->out, ' ');
	haru_put_hundredths(&c->out, c->hundredths);
	osp_buf_puts(&c->out, " Tf\n");
	c->font = font;
	c->size = size;
	c->has_font[font] = true;
}

static void set_rise(struct haru_canvas *c, osp_len rise) {
	if (c->rise == rise) {
		return;
	}
	canvas_flush_text(c);
	haru_put_hundredths(&c->out, haru_hundredths(rise));
	osp_buf_puts(&c->out, " Ts\n");
	c->rise = rise;
}

static inline int64_t divide(int64_t value, int64_t by) {
	return value >= 0 ? (value + by / 2) / by : -((-value + by / 2) / by);
}

static void start_line(struct haru_canvas *c, int64_t x, int64_t line_y) {
	canvas_flush_text(c);
	int64_t line_x = divide(x, UNITS_PER_HUNDREDTH);
	haru_put_hundredths(&c->out, line_x - c->line_x);
	osp_buf_putc(&c->out, ' ');
	haru_put_hundredths(&c->out, line_y - c->line_y);
	osp_buf_puts(&c->out, " Td\n");
	c->line_x = line_x;
	c->line_y = line_y;
	c->pen = line_x * UNITS_PER_HUNDREDTH;
}

/* Brings the pen to x on this baseline: by Td, or within the array that is being shown. */
static void move_to(struct haru_canvas *c, int64_t x, int64_t line_y) {
	int64_t size = c->hundredths, off = c->pen == INT64_MIN ? INT64_MAX : x - c->pen;
	if (line_y != c->line_y || off > MAX_ADJUST * size || off < -MAX_ADJUST * size) {
		start_line(c, x, line_y);
		return;
	}
	if (2 * off < (2 * TOLERANCE - 1) * size && 2 * off > (1 - 2 * TOLERANCE) * size) { /* rounded, it is less than TOLERANCE */
		return;
	}
	int64_t adjust = divide(-off, size);
	end_string(c);
	if (!c->in_array) {
		osp_buf_putc(&c->out, '[');
		c->in_array = true;
	}
	haru_put_int(&c->out, adjust);
	c->pen -= adjust * size;
}

static void show(struct haru_canvas *c, const struct haru_slot *slot) {
	enum { LONGEST = 8 };
	if (c->string_len > sizeof c->string - LONGEST) {
		flush_string(c);
	}
	char *at = c->string + c->string_len;
	if (!c->in_string) {
		if (!c->in_array) {
			*at++ = '[';
		}
		*at++ = '(';
		c->in_array = c->in_string = true;
	}
	for (unsigned shift = 16; shift > 0; shift -= 8) {
		char byte = (char)(slot->code >> (shift - 8));
		if (byte == '(' || byte == ')' || byte == '\\' || byte == '\r') {
			*at++ = '\\';
		}
		*at++ = byte == '\r' ? 'r' : byte; /* a bare one would be read as a line feed (7.3.4.2) */
	}
	c->string_len = (size_t)(at - c->string);
	c->pen += slot->width * c->hundredths + c->spacing * UNITS_PER_THOUSANDTH;
}

/* ---- character spacing ---- */

static void set_spacing(struct haru_canvas *c, int64_t thousandths) {
	if (c->spacing == thousandths) {
		return;
	}
	canvas_flush_text(c);
	haru_put_thousandths(&c->out, thousandths);
	osp_buf_puts(&c->out, " Tc\n");
	c->spacing = thousandths;
}

/* What stands behind each glyph of a run but the last beyond its width, in thousandths of a point. */
static void measure_gaps(struct haru_canvas *c, struct haru_font *font, const osp_glyph *glyphs, size_t count) {
	while (c->gap_capacity < count) {
		c->gaps = haru_grow(c->gaps, c->gap_capacity, &c->gap_capacity, sizeof *c->gaps);
	}
	for (size_t i = 0; i < count; i++) {
		const struct haru_slot *slot = haru_font_use(font, glyphs[i].id);
		int64_t advance = divide((int64_t)(glyphs[i + 1].x - glyphs[i].x) * UNITS_PER_POINT, OSP_POINT);
		c->gaps[i] = divide(advance - (slot == NULL ? 0 : slot->width * c->hundredths), UNITS_PER_THOUSANDTH);
	}
}

/* The gap that more than half of the run's glyphs have (majority vote, Boyer and Moore), 0 when there is none. */
static void choose_spacing(struct haru_canvas *c, struct haru_font *font, const osp_item *item) {
	size_t count = item->as.glyphs.count - 1, votes = 0, agreeing = 0;
	int64_t candidate = 0, sum = 0, tolerance = c->hundredths * TOLERANCE / 100;
	measure_gaps(c, font, item->as.glyphs.glyphs, count);
	for (size_t i = 0; i < count; i++) {
		bool agrees = c->gaps[i] - candidate < tolerance && candidate - c->gaps[i] < tolerance;
		candidate = votes == 0 ? c->gaps[i] : candidate;
		votes = votes == 0 || agrees ? votes + 1 : votes - 1;
	}
	for (size_t i = 0; i < count; i++) {
		if (c->gaps[i] - candidate < tolerance && candidate - c->gaps[i] < tolerance) {
			agreeing++;
			sum += c->gaps[i];
		}
	}
	bool is_majority = 2 * agreeing > count && (candidate >= tolerance || candidate <= -tolerance);
	set_spacing(c, is_majority ? divide(sum, (int64_t)agreeing) : 0);
}

/* ---- meaning ---- */

struct slice { const char *text; size_t len; };

static bool is_blank(char c) {
	return c == ' ' || c == '\n' || c == '\t';
}

/*
 * The text of a cluster as it should come out of the file. White space that
 * was collapsed or fell away at a line's end is not shown, and hangs
 * behind the text of the last glyph; so do characters that only steer shaping and breaking.
 */
static struct slice tidy(const char *text, size_t len) {
	static const char *const invisible[] = { "\xc2\xad", "\xe2\x80\x8b", "\xe2\x81\xa0", "\xef\xbb\xbf" };
	bool is_one_character = (len == 1 && !is_blank(text[0])) || (len == 3 && (unsigned char)text[0] >= 0xe0);
	if (is_one_character) {
		return (struct slice){ text, len };
	}
	size_t blanks = 0;
	while (blanks < len && is_blank(text[blanks])) {
		blanks++;
	}
	if (blanks == len && len > 0) {
		return (struct slice){ " ", 1 };
	}
	for (bool again = true; again;) {
		again = false;
		for (; len > 1 && is_blank(text[len - 1]); len--) {
		}
		for (size_t i = 0; i < sizeof invisible / sizeof *invisible; i++) {
			size_t size = strlen(invisible[i]);
			if (len > size && memcmp(text + len - size, invisible[i], size) == 0) {
				len -= size;
				again = true;
			}
		}
	}
	return (struct slice){ text, len };
}

static bool is_space(struct slice s) {
	return (s.len == 1 && s.text[0] == ' ') || (s.len == 2 && memcmp(s.text, "\xc2\xa0", 2) == 0);
}

/* A text of up to seven bytes as a number: texts that differ have different ones. 0: it is longer. */
static inline uint64_t word_of(struct slice s) {
	uint64_t word = s.len;
	if (s.len == 0 || s.len > 7) {
		return 0;
	}
	for (size_t i = 0; i < s.len; i++) {
		word |= (uint64_t)(unsigned char)s.text[i] << (8 * i + 8);
	}
	return word;
}

static bool has_private(struct slice s) {
	const char *end = s.text + s.len;
	for (const char *at = s.text; at < end;) {
		if ((unsigned char)*at < 0xee) { /* no private character begins with it */
			at++;
			continue;
		}
		uint32_t c = osp_utf8_next(&at, end);
		if ((c >= 0xe000 && c <= 0xf8ff) || c >= 0xf0000) {
			return true;
		}
	}
	return false;
}

/* Gives the glyph its text, or finds that it has another one already. */
static bool means(struct haru_slot *slot, struct slice wanted) {
	uint64_t word = word_of(wanted);
	if (slot->text == NULL && wanted.len <= UINT16_MAX) {
		slot->text = wanted.text;
		slot->text_len = (uint16_t)wanted.len;
		slot->word = word;
		slot->is_plain = !has_private(wanted);
		return true;
	}
	if (word != 0 && word == slot->word) {
		return true;
	}
	struct slice has = { slot->text, slot->text_len };
	return (has.len == wanted.len && memcmp(has.text, wanted.text, wanted.len) == 0) || (is_space(has) && is_space(wanted));
}

static size_t sequence_length(const char *text, const char *end) {
	const char *at = text;
	osp_utf8_next(&at, end);
	return (size_t)(at - text);
}

/* Whether the glyphs' own texts say what the cluster says: one glyph for all of it, or one for each character. */
static bool cluster_means(struct haru_font *font, const osp_glyph *glyphs, size_t count, struct slice text) {
	if (text.len == 0) {
		return true;
	}
	if (count == 1) {
		struct haru_slot *slot = haru_font_use(font, glyphs[0].id);
		return slot == NULL || means(slot, text);
	}
	if (osp_utf8_count(text.text, text.len) != count) {
		return false;
	}
	bool all = true;
	const char *end = text.text + text.len;
	for (size_t i = 0; i < count; i++) {
		struct haru_slot *slot = haru_font_use(font, glyphs[i].id);
		size_t len = sequence_length(text.text, end);
		all = (slot == NULL || means(slot, (struct slice){ text.text, len })) && all;
		text.text += len;
	}
	return all;
}

static void begin_span(struct haru_canvas *c, struct slice text) {
	canvas_begin_said(c, text.text, text.len);
}

static void end_span(struct haru_canvas *c) {
	canvas_end_said(c);
}

/* ---- runs ---- */

static int64_t line_of(const struct haru_canvas *c, const osp_item *item) {
	return haru_hundredths((int64_t)c->page->height + c->page->bleed - item->y);
}

static void show_one(struct haru_canvas *c, const struct haru_slot *slot, const osp_item *item, const osp_glyph *glyph, int64_t line_y) {
	c->document->has_notdef |= glyph->id == 0;
	set_rise(c, -glyph->y); /* a rise is upwards */
	move_to(c, divide(((int64_t)item->x + c->page->bleed + glyph->x) * UNITS_PER_POINT, OSP_POINT), line_y);
	show(c, slot);
}

static void show_glyphs(struct haru_canvas *c, struct haru_font *font, const osp_item *item, const osp_glyph *glyphs, size_t count) {
	int64_t line_y = line_of(c, item);
	for (size_t i = 0; i < count; i++) {
		const struct haru_slot *slot = haru_font_use(font, glyphs[i].id);
		if (slot != NULL) {
			show_one(c, slot, item, &glyphs[i], line_y);
		}
	}
}

/* The text of the cluster of glyphs first..end-1: up to where the next one begins. */
static struct slice cluster_text(const osp_item *item, size_t first, size_t end) {
	const osp_glyph *glyphs = item->as.glyphs.glyphs;
	uint32_t from = glyphs[first].text_at, to = item->as.glyphs.text_len;
	if (end < item->as.glyphs.count && glyphs[end].text_at > from) {
		to = glyphs[end].text_at;
	} else if (first > 0 && glyphs[first - 1].text_at > from) { /* set from right to left */
		to = glyphs[first - 1].text_at;
	}
	if (from > item->as.glyphs.text_len || to > item->as.glyphs.text_len) {
		return (struct slice){ "", 0 };
	}
	return tidy(item->as.glyphs.text + from, to - from);
}

/*
 * A hyphen that a line's end brought is an artifact of the layout and says that it is a soft one (ISO 32000-1, 14.8.2.2.3). So
 * programs that read by structure see the word whole, and those that know no ActualText (pdf.js) a hyphen that they can drop.
 */
static void show_break_hyphen(struct haru_canvas *c, struct haru_font *font, const osp_item *item, const osp_glyph *glyph) {
	canvas_begin_aside(c);
	begin_span(c, (struct slice){ soft_hyphen, sizeof soft_hyphen - 1 });
	show_glyphs(c, font, item, glyph, 1);
	end_span(c);
}

/* How much text a run has in front of that of its glyphs: what a silent run before it shows. Set from right to left, its end comes first. */
static size_t text_ahead(const osp_item *item) {
	const osp_glyph *glyphs = item->as.glyphs.glyphs;
	return glyphs[0].text_at <= glyphs[item->as.glyphs.count - 1].text_at ? glyphs[0].text_at : 0;
}

static void show_cluster(struct haru_canvas *c, struct haru_font *font, const osp_item *item, size_t first, size_t end) {
	const osp_glyph *glyphs = item->as.glyphs.glyphs + first;
	struct slice text = cluster_text(item, first, end);
	bool is_hyphen = item->as.glyphs.hyphen && end == item->as.glyphs.count;
	if (c->mark == MARK_NONE) { /* what was said before ended it */
		canvas_begin_content(c, true);
	}
	if (is_hyphen && first > 0 && end - first == 1) {
		show_break_hyphen(c, font, item, glyphs);
		return;
	}
	/* A private character says nothing by itself (ISO 19005-2, 6.2.11.7.3). */
	size_t ahead = first == 0 ? text_ahead(item) : 0;
	bool is_said = cluster_means(font, glyphs, end - first, text) && !has_private(text) && ahead == 0;
	if (!is_said) {
		begin_span(c, ahead > 0 ? tidy(item->as.glyphs.text, ahead + text.len) : text);
	}
	show_glyphs(c, font, item, glyphs, end - first);
	if (!is_said) {
		end_span(c);
	}
}

/* Nearly all: a glyph that is its own cluster and has meant this text before. False when it must be looked at more closely. */
static bool show_known(struct haru_canvas *c, struct haru_font *font, const osp_item *item, uint32_t at, int64_t line_y) {
	const osp_glyph *glyph = &item->as.glyphs.glyphs[at];
	bool is_last = at + 1 == item->as.glyphs.count, is_ahead = at == 0 ? glyph->text_at > 0 : glyph[-1].text_at >= glyph->text_at;
	uint32_t from = glyph->text_at, to = is_last ? item->as.glyphs.text_len : glyph[1].text_at;
	if (to <= from || to - from > 4 || to > item->as.glyphs.text_len || is_ahead || (is_last && item->as.glyphs.hyphen)) {
		return false;
	}
	const struct haru_slot *slot = haru_font_use(font, glyph->id);
	if (slot == NULL || !slot->is_plain || slot->word != word_of((struct slice){ item->as.glyphs.text + from, to - from })) {
		return false;
	}
	if (c->mark == MARK_NONE) {
		canvas_begin_content(c, true);
	}
	show_one(c, slot, item, glyph, line_y);
	return true;
}

void canvas_draw_glyphs(struct haru_canvas *c, const osp_item *item) {
	uint32_t count = item->as.glyphs.count;
	if (count == 0 || item->as.glyphs.size <= 0 || (item->color & 0xff) == 0) {
		return;
	}
	struct haru_font *font = haru_document_font(c->document, item->as.glyphs.font);
	if (font == NULL || haru_hundredths(item->as.glyphs.size) == 0) {
		return;
	}
	canvas_begin_content(c, true);
	canvas_set_fill(c, item->color);
	set_font(c, item->as.glyphs.font, item->as.glyphs.size);
	if (count > 1) { /* behind one glyph any spacing will do: the next move knows of it */
		choose_spacing(c, font, item);
	}
	const osp_glyph *glyphs = item->as.glyphs.glyphs;
	/* Emoji and symbols: what they mean is not left to the glyphs (PDF/UA-1, 7.1; fonts map them to private characters). */
	/* Artifacts (running heads, folios, leaders, repeated table heads) say nothing: copied and extracted text goes on across the
	 * page without them. ISO 32000-1, 14.9.4: an empty replacement text. So do initials whose text stands in the run behind them. */
	bool is_unsaid = item->as.glyphs.silent || (c->document->structure != NULL && c->element == 0);
	bool is_symbolic = !is_unsaid && c->document->pages->fonts[item->as.glyphs.font]->symbolic && item->as.glyphs.text_len > 0;
	if (is_unsaid) {
		begin_span(c, (struct slice){ "", 0 });
	} else if (is_symbolic) {
		begin_span(c, tidy(item->as.glyphs.text, item->as.glyphs.text_len));
	}
	int64_t line_y = line_of(c, item);
	for (uint32_t first = 0; first < count;) {
		if (!is_symbolic && !is_unsaid && show_known(c, font, item, first, line_y)) {
			first++;
			continue;
		}
		uint32_t end = first + 1;
		while (end < count && glyphs[end].text_at == glyphs[first].text_at) {
			end++;
		}
		if (is_symbolic || is_unsaid) {
			cluster_means(font, glyphs + first, end - first, cluster_text(item, first, end));
			show_glyphs(c, font, item, glyphs + first, end - first);
		} else {
			show_cluster(c, font, item, first, end);
		}
		first = end;
	}
	set_rise(c, 0);
	if (is_symbolic || is_unsaid) {
		end_span(c);
	}
}
