/* mark.c - rewrite the source for cmark so that it leaves alone what is not its own. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/markdown.h"

#include <stdlib.h>
#include <string.h>

/* One leaf block while it is scanned. */
struct scan {
	struct mark_text *text;
	const char *begin, *end; /* the block */
	const char *at;
	const char *floor;       /* behind the last span: a mail address can't reach back over it */
	const char *last_ticks[81]; /* by length: the last run of backticks in the block; valid once `ticks_known` */
	bool ticks_known;
	bool no_tag;             /* no > follows any more */
	struct strong strong;
	size_t brackets;         /* [ that are not closed yet */
};

struct label { const char *at; size_t len; bool twin; };

static void add_edit(struct mark_text *text, size_t source)
{
	struct mark_edit edit = { text->buf.len, source };
	osp_buf_add(&text->edits, &edit, sizeof edit);
}

static size_t source_at(const struct mark_text *text, const char *p)
{
	return (size_t)(p - text->source->text);
}

static void put_mark(struct mark_text *text, const char *mark, const char *p)
{
	add_edit(text, source_at(text, p));
	osp_buf_add(&text->buf, mark, MARK_BYTES);
	add_edit(text, source_at(text, p));
}

static void put_span(struct mark_text *text, enum mark_kind kind, const char *at, size_t len, bool pointed)
{
	struct mark_span span = { kind, source_at(text, at), len, pointed };
	const char *point = pointed ? (const char[]){ MARK_POINT, '\0' } : "";
	add_edit(text, span.at);
	osp_buf_printf(&text->buf, "%s" MARK_SPAN_OPEN "%zu" MARK_SPAN_CLOSE "%s", point, text->spans.len / sizeof span, point);
	add_edit(text, span.at + len);
	osp_buf_add(&text->spans, &span, sizeof span);
}

/* The author's own noncharacters U+FDD0..U+FDEF would be taken for ours. */
static void copy_plain(struct mark_text *text, const char *from, const char *to)
{
	while (from < to) {
		const char *hit = memchr(from, 0xEF, (size_t)(to - from));
		if (hit == NULL || to - hit < MARK_BYTES) {
			break;
		}
		bool ours = (unsigned char)hit[1] == 0xB7 && (unsigned char)hit[2] >= 0x90 && (unsigned char)hit[2] <= 0xAF;
		osp_buf_add(&text->buf, from, (size_t)(hit - from));
		osp_buf_add(&text->buf, ours ? "\xEF\xBF\xBD" : hit, MARK_BYTES);
		from = hit + MARK_BYTES;
	}
	osp_buf_add(&text->buf, from, (size_t)(to - from));
}

static void take(struct scan *scan, size_t len)
{
	copy_plain(scan->text, scan->at, scan->at + len);
	scan->at += len;
}

static void take_span(struct scan *scan, enum mark_kind kind, size_t len)
{
	const char *end = scan->at + len;
	bool pointed = (scan->at > scan->begin && strchr("_*~", scan->at[-1]) != NULL) || (end < scan->end && strchr("_*~", *end) != NULL);
	put_span(scan->text, kind, scan->at, len, kind == MARK_SHORTCODE && pointed);
	scan->at += len;
	scan->floor = scan->at;
}

static size_t run_length(const char *at, const char *end)
{
	const char *p = at;
	while (p < end && *p == *at) {
		p++;
	}
	return (size_t)(p - at);
}

static bool is_blank_line(const char *at, const char *end)
{
	while (at < end && strchr(" \t>\n", *at) != NULL && *at != '\0') {
		at++;
	}
	return at == end;
}

/* CommonMark 6.1: a code span ends at the next run of as many backticks. The first search that fails learns where the last run of
 * each length is, so that no later one walks to the end in vain. */
static void scan_code(struct scan *scan)
{
	size_t run = run_length(scan->at, scan->end);
	bool hopeless = run > 80 || (scan->ticks_known && (scan->last_ticks[run] == NULL || scan->last_ticks[run] <= scan->at));
	for (const char *p = scan->at + run; !hopeless && p < scan->end;) {
		p = memchr(p, '`', (size_t)(scan->end - p));
		if (p == NULL) {
			break;
		}
		size_t other = run_length(p, scan->end);
		if (other == run) {
			take(scan, (size_t)(p + other - scan->at));
			return;
		}
		if (other <= 80) {
			scan->last_ticks[other] = p;
		}
		p += other;
	}
	scan->ticks_known = scan->ticks_known || !hopeless;
	take(scan, run);
}

/* What looks like a tag or <address> is copied as it is. */
static void scan_tag(struct scan *scan)
{
	size_t jsx = span_jsx(scan->at, scan->end);
	if (jsx > 0) {
		take_span(scan, MARK_JSX, jsx);
		return;
	}
	const char *p = scan->at + 1;
	bool tag = p < scan->end && (strchr("/!?", *p) != NULL || (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z'));
	if (!tag || *p == '\0' || scan->no_tag) {
		take(scan, 1);
		return;
	}
	while (p < scan->end && *p != '>' && *p != '<') {
		p++;
	}
	scan->no_tag = p == scan->end;
	take(scan, p < scan->end && *p == '>' ? (size_t)(p + 1 - scan->at) : 1);
}

/* ` =100x80` behind an address: how some editors write a picture's size. */
static size_t size_length(const char *at, const char *end)
{
	const char *p = end;
	while (p > at && ((p[-1] >= '0' && p[-1] <= '9') || p[-1] == 'x')) {
		p--;
	}
	return p < end && p - at > 2 && p[-1] == '=' && p[-2] == ' ' ? (size_t)(end - p + 2) : 0;
}

/* `](https://example.org/a b)` is no link in CommonMark, but its author meant one: the length of such a destination, 0 for any other. */
static size_t spaced_destination(const char *at, const char *end)
{
	bool space = false;
	if (end - at < 8 || (memcmp(at, "http://", 7) != 0 && memcmp(at, "https://", 8) != 0)) {
		return 0;
	}
	for (const char *p = at; p < end && strchr("\n\"<>([`\\", *p) == NULL && (*p != '\'' || p[-1] != ' '); p++) {
		if (*p == ')') {
			return space && p[-1] != ' ' ? (size_t)(p - at) : 0;
		}
		space = space || *p == ' ';
	}
	return 0;
}

/* Angle brackets make it a destination (CommonMark 6.3). */
static void take_spaced(struct scan *scan, size_t len)
{
	osp_buf_putc(&scan->text->buf, '<');
	add_edit(scan->text, source_at(scan->text, scan->at));
	size_t size = size_length(scan->at, scan->at + len);
	take(scan, len - size);
	scan->at += size;
	osp_buf_putc(&scan->text->buf, '>');
	add_edit(scan->text, source_at(scan->text, scan->at));
}

/* ](destination: nothing in it but shortcodes ({{< ref "a.md" >}}) is looked for. */
static void scan_destination(struct scan *scan)
{
	int depth = 1;
	take(scan, 2);
	size_t spaced = spaced_destination(scan->at, scan->end);
	if (spaced > 0) {
		take_spaced(scan, spaced);
		return;
	}
	while (scan->at < scan->end && depth > 0 && strchr(" \t\n", *scan->at) == NULL) {
		size_t len = span_shortcode(scan->at, scan->end);
		if (len > 0) {
			take_span(scan, MARK_SHORTCODE, len);
			continue;
		}
		depth += *scan->at == '(' ? 1 : *scan->at == ')' ? -1 : 0;
		take(scan, *scan->at == '\\' && scan->at + 1 < scan->end ? 2 : 1);
	}
}

/* `**One!** Two!****`: a pair that editors leave behind. Behind the end of a sentence only, for `138****5678` and `****` alone mean what
 * they show; and only where all other pairs are closed. */
static bool is_leftover(const struct scan *scan, size_t run)
{
	uint32_t previous = flank_codepoint_before(scan->begin, scan->at);
	bool ends = previous == 0x3002 || previous == 0xFF01 || previous == 0xFF1F || previous == '!' || previous == '?' || previous == '.';
	if (run != 4 || *scan->at != '*' || !ends || !is_blank_line(scan->at + run, scan->end)) {
		return false;
	}
	size_t pairs = 0;
	for (const char *p = scan->begin; p < scan->at && (p = memchr(p, '*', (size_t)(scan->at - p))) != NULL;) {
		size_t other = run_length(p, scan->end);
		if (other != 2) {
			return false;
		}
		pairs++;
		p += other;
	}
	return pairs > 0 && pairs % 2 == 0;
}

static void scan_delimiters(struct scan *scan)
{
	size_t run = run_length(scan->at, scan->end);
	if (is_leftover(scan, run)) {
		take_span(scan, MARK_EMPTY, run);
		return;
	}
	if (*scan->at == '~' && run == 1) { /* "about", or "to": it strikes out only where GFM itself says so */
		take(scan, run);
		return;
	}
	enum strong_fix fix = *scan->at == '*' ? strong_stars(&scan->strong, scan->at, run) : STRONG_NONE;
	if (fix == STRONG_SPLIT || fix == STRONG_HALF) {
		put_mark(scan->text, MARK_FLANK, scan->at);
		take(scan, run / 2);
		if (fix == STRONG_SPLIT) {
			put_mark(scan->text, MARK_FLANK, scan->at);
			take(scan, run / 2);
			put_mark(scan->text, MARK_FLANK, scan->at);
		} else {
			take_span(scan, MARK_EMPTY, run / 2);
		}
		return;
	}
	uint32_t previous = flank_codepoint_before(scan->begin, scan->at);
	uint32_t next = flank_codepoint_behind(scan->at + run, scan->end);
	if (flank_before(previous, next) || fix == STRONG_LETTER_BEFORE) {
		put_mark(scan->text, MARK_FLANK, scan->at);
	}
	take(scan, run);
	if (flank_behind(previous, next) || fix == STRONG_LETTER_BEHIND) {
		put_mark(scan->text, MARK_FLANK, scan->at);
	}
}

/* Underscores that are meant as stars become stars: between letters cmark takes them for letters. */
static void scan_underscores(struct scan *scan)
{
	size_t run = run_length(scan->at, scan->end);
	if (!strong_underscores(&scan->strong, scan->at, run)) {
		take(scan, run);
		return;
	}
	uint32_t previous = flank_codepoint_before(scan->begin, scan->at);
	uint32_t next = flank_codepoint_behind(scan->at + run, scan->end);
	if (flank_before(previous, next)) {
		put_mark(scan->text, MARK_FLANK, scan->at);
	}
	add_edit(scan->text, source_at(scan->text, scan->at));
	osp_buf_puts(&scan->text->buf, "**");
	scan->at += run;
	add_edit(scan->text, source_at(scan->text, scan->at));
	if (flank_behind(previous, next)) {
		put_mark(scan->text, MARK_FLANK, scan->at);
	}
}

static void scan_mail(struct scan *scan)
{
	size_t back = 0;
	size_t len = span_mail(scan->floor, scan->at, scan->end, &back);
	if (len == 0) {
		take(scan, 1);
		return;
	}
	osp_buf_truncate(&scan->text->buf, scan->text->buf.len - back);
	scan->at -= back;
	take_span(scan, MARK_MAIL, back + len);
}

static void scan_span(struct scan *scan, enum mark_kind kind, size_t len)
{
	if (len == 0) {
		take(scan, 1);
	} else {
		take_span(scan, kind, len);
	}
}

/* `[[美\] Name](address)`: an editor that escapes one bracket of two leaves cmark the inner one to begin the link at. */
static bool is_half_escaped(const struct scan *scan)
{
	const char *p = scan->at + 1, *limit = scan->end - p > 80 ? p + 80 : scan->end;
	while (p < limit && strchr("[]\\\n", *p) == NULL) {
		p++;
	}
	return scan->brackets > 0 && p + 1 < limit && p[0] == '\\' && p[1] == ']';
}

static void scan_bracket(struct scan *scan)
{
	size_t cite = span_cite(scan->at, scan->end), name = definition_name(&scan->text->names, scan->at, scan->end);
	if (name > 0) {
		take(scan, name);
		return;
	}
	if (cite > 0) {
		take_span(scan, MARK_CITE, cite);
		return;
	}
	if (is_half_escaped(scan)) {
		osp_buf_putc(&scan->text->buf, '\\');
		add_edit(scan->text, source_at(scan->text, scan->at));
	} else {
		scan->brackets++;
	}
	take(scan, 1);
}

static void scan_one(struct scan *scan)
{
	bool display = false;
	size_t len = 0;
	switch (*scan->at) {
	case '\\':
		take(scan, scan->at + 1 < scan->end && (unsigned char)scan->at[1] < 0x80 ? 2 : 1);
		break;
	case '`':
		scan_code(scan);
		break;
	case '<':
		scan_tag(scan);
		break;
	case '{':
		scan_span(scan, MARK_SHORTCODE, span_shortcode(scan->at, scan->end));
		break;
	case '$':
		len = span_math(scan->begin, scan->at, scan->end, &display);
		scan_span(scan, display ? MARK_DISPLAY : MARK_MATH, len);
		break;
	case '[':
		scan_bracket(scan);
		break;
	case ']':
		scan->brackets -= scan->brackets > 0 ? 1 : 0;
		if (scan->at + 1 < scan->end && scan->at[1] == '(') {
			scan_destination(scan);
		} else {
			take(scan, 1);
		}
		break;
	case 'h': case 'H': case 'w': case 'W': case 'f': case 'F':
		scan_span(scan, MARK_URL, span_url(scan->begin, scan->at, scan->end));
		break;
	case '@':
		scan_mail(scan);
		break;
	case '*': case '~':
		scan_delimiters(scan);
		break;
	case '_':
		scan_underscores(scan);
		break;
	default:
		take(scan, 1);
	}
}

/* Of the letters that http, ftp and www begin with most begin another word. */
static bool begins_no_address(const char *at, const char *end)
{
	char letter = (char)(*at | 0x20), second = at + 1 < end ? (char)(at[1] | 0x20) : '\0';
	return (letter == 'h' && second != 't') || (letter == 'w' && second != 'w') || (letter == 'f' && second != 't');
}

static void scan_block(struct mark_text *text, const char *begin, const char *end)
{
	static const bool is_special[256] = {
		['\\'] = true, ['`'] = true, ['<'] = true, ['{'] = true, ['$'] = true, ['['] = true, [']'] = true, ['h'] = true, ['H'] = true,
		['w'] = true, ['W'] = true, ['f'] = true, ['F'] = true, ['@'] = true, ['*'] = true, ['~'] = true, ['_'] = true,
	};
	struct scan scan = { .text = text, .begin = begin, .end = end, .at = begin, .floor = begin, .strong = { .begin = begin, .end = end } };
	while (scan.at < end) {
		const char *p = scan.at;
		while (p < end && (!is_special[(unsigned char)*p] || begins_no_address(p, end))) {
			p += osp_utf8_is_eight_beyond(p, end) ? 8 : 1;
		}
		take(&scan, (size_t)(p - scan.at));
		if (scan.at < end) {
			scan_one(&scan);
		}
	}
}

/* ---- Lines and notes ---- */

static void find_lines(const char *text, size_t len, osp_buf *lines)
{
	size_t at = 0;
	do {
		osp_buf_add(lines, &at, sizeof at);
		const char *newline = memchr(text + at, '\n', len - at);
		at = newline == NULL ? len : (size_t)(newline + 1 - text);
	} while (at < len);
}

/* `[^label]:` at the beginning of a line; the length of the label. */
static size_t note_label(const char *at, const char *end, const char **ret_label)
{
	while (at < end && (*at == ' ' || *at == '\t' || *at == '>')) {
		at++;
	}
	if (end - at < 5 || at[0] != '[' || at[1] != '^') {
		return 0;
	}
	const char *p = at + 2;
	while (p < end && p - at < 200 && *p != ']' && *p != '[' && *p != '\\' && *p != '`' && (unsigned char)*p > ' ') {
		p++;
	}
	*ret_label = at + 2;
	return p + 1 < end && p[0] == ']' && p[1] == ':' ? (size_t)(p - at - 2) : 0;
}

static int compare_labels(const void *a, const void *b)
{
	const struct label *left = a, *right = b;
	size_t len = left->len < right->len ? left->len : right->len;
	int order = memcmp(left->at, right->at, len);
	if (order != 0) {
		return order;
	}
	if (left->len != right->len) {
		return left->len < right->len ? -1 : 1;
	}
	return left->at < right->at ? -1 : left->at > right->at;
}

static int compare_places(const void *a, const void *b)
{
	const struct label *left = a, *right = b;
	return left->at < right->at ? -1 : left->at > right->at;
}

/* The labels of all notes in the order of the text; of two with one name the second is a twin. */
static void find_notes(const struct mark_text *text, const char *code_lines, size_t line_count, osp_buf *labels)
{
	const size_t *lines = (const size_t *)(const void *)text->source_lines.data;
	size_t count = text->source_lines.len / sizeof *lines;
	const char *source = text->source->text;
	for (size_t i = 0; i < count; i++) {
		size_t stop = i + 1 < count ? lines[i + 1] : text->source->len;
		struct label label = { NULL, 0, false };
		label.len = note_label(source + lines[i], source + stop, &label.at);
		if (label.len > 0 && (i >= line_count || code_lines[i] != 'c')) {
			osp_buf_add(labels, &label, sizeof label);
		}
	}
	struct label *all = (struct label *)(void *)labels->data;
	size_t all_count = labels->len / sizeof *all;
	if (all_count < 2) {
		return;
	}
	qsort(all, all_count, sizeof *all, compare_labels);
	for (size_t i = 1; i < all_count; i++) {
		all[i].twin = all[i].len == all[i - 1].len && memcmp(all[i].at, all[i - 1].at, all[i].len) == 0;
	}
	qsort(all, all_count, sizeof *all, compare_places);
}

/* The name of a note as cmark reads it; a twin gets a name of its own, or cmark would drop it. */
static void put_label(struct mark_text *text, const struct label *label, size_t index, bool from_source)
{
	if (from_source) {
		copy_plain(text, label->at, label->at + label->len);
		add_edit(text, source_at(text, label->at + label->len));
	} else {
		osp_buf_add(&text->buf, label->at, label->len);
	}
	if (label->twin) {
		osp_buf_printf(&text->buf, MARK_TWIN "%zu" MARK_TWIN, index);
		add_edit(text, source_at(text, label->at + label->len));
	}
}

/* cmark-gfm drops a note that nothing refers to, and text must not be lost: refer to every one, behind the end. */
static void put_end(struct mark_text *text, const osp_buf *labels)
{
	const struct label *all = (const struct label *)(const void *)labels->data;
	size_t count = labels->len / sizeof *all;
	if (count == 0) {
		return;
	}
	osp_buf_puts(&text->buf, "\n\n");
	put_span(text, MARK_END, text->source->text + text->source->len, 0, false);
	for (size_t i = 0; i < count; i++) {
		osp_buf_puts(&text->buf, "[^");
		put_label(text, &all[i], i, false);
		osp_buf_puts(&text->buf, "]");
	}
	osp_buf_puts(&text->buf, "\n");
}

/* A block of text: from its first line to the next blank one, block, or code. Twins' labels are cut out of the scan. */
static void mark_lines(struct mark_text *text, const char *code_lines, size_t line_count, const osp_buf *labels)
{
	const size_t *lines = (const size_t *)(const void *)text->source_lines.data;
	const struct label *label = (const struct label *)(const void *)labels->data;
	size_t label_count = labels->len / sizeof *label, next_label = 0;
	size_t count = text->source_lines.len / sizeof *lines;
	const char *source = text->source->text, *begin = NULL;
	for (size_t i = 0; i < count; i++) {
		const char *at = source + lines[i], *end = source + (i + 1 < count ? lines[i + 1] : text->source->len);
		char flag = i < line_count ? code_lines[i] : 0;
		bool note = next_label < label_count && label[next_label].at >= at && label[next_label].at < end;
		if (begin != NULL && (flag != 0 || note || is_blank_line(at, end))) {
			scan_block(text, begin, at);
			begin = NULL;
		}
		if (note) {
			copy_plain(text, at, label[next_label].at);
			put_label(text, &label[next_label], next_label, true);
			begin = label[next_label].at + label[next_label].len;
			next_label++;
		} else if (flag == 'c') {
			copy_plain(text, at, end);
		} else if (begin == NULL) {
			begin = at;
		}
	}
	if (begin != NULL) {
		scan_block(text, begin, source + text->source->len);
	}
}

void mark_init(struct mark_text *text, const osp_source *source, bool manners, const char *code_lines, size_t line_count)
{
	*text = (struct mark_text){ .source = source, .text = source->text, .len = source->len };
	find_lines(source->text, source->len, &text->source_lines);
	add_edit(text, 0);
	if (manners) {
		osp_buf labels = OSP_BUF_INIT;
		find_notes(text, code_lines, line_count, &labels);
		definition_find(text, code_lines, line_count, &text->names);
		mark_lines(text, code_lines, line_count, &labels);
		put_end(text, &labels);
		osp_buf_done(&labels);
		text->text = text->buf.data != NULL ? text->buf.data : "";
		text->len = text->buf.len;
	}
	find_lines(text->text, text->len, &text->lines);
}

void mark_done(struct mark_text *text)
{
	osp_buf_done(&text->buf);
	osp_buf_done(&text->spans);
	osp_buf_done(&text->edits);
	osp_buf_done(&text->names);
	osp_buf_done(&text->lines);
	osp_buf_done(&text->source_lines);
}
