/* lines.c - see where blocks begin and which lines are code, without a parse, in a text that is plain enough. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/markdown.h"

#include <string.h>

/*
 * Before a text can be marked it must be known which of its lines are code, and cmark tells only by parsing it all, a tenth of a
 * volume's time. But most articles are paragraphs, headings, simple lists and quotes, and fenced code at the margin, and of those
 * each line says itself what it is (CommonMark 0.31, 4 and 5). Whatever might be something else (tables, raw HTML, indented code,
 * underlined headings, notes) is left to cmark: so this may give up as it likes, and must never be wrong.
 */
enum kind { BLANK, PARAGRAPH, QUOTE, BULLET, NUMBER, HEADING, FENCE, UNKNOWN };

struct reading {
	enum kind previous;
	char delimiter;       /* of the number before */
	char fence;           /* open: its character, else 0 */
	size_t fence_length;
	const char *end;      /* of the line, before its newline */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t count_of(const char *at, const char *end, char c)
{
	const char *p = at;
	while (p < end && *p == c) {
		p++;
	}
	return (size_t)(p - at);
}

/* What no block but a paragraph begins with. Of digits and brackets only some do. */
static bool is_plain(char c)
{
	return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c != '\0' && strchr("[]()\"'!$%&,./;?@\\^{}", c) != NULL);
}

/* A link definition may begin here. It looks like a paragraph, and is none (CommonMark 4.7). */
static bool may_define(const char *at, const char *end)
{
	const char *close = *at == '[' ? memchr(at, ']', (size_t)(end - at)) : NULL;
	bool is_open = *at == '[' && close == NULL;
	while (close != NULL && (close + 1 == end || close[1] != ':')) {
		close = memchr(close + 1, ']', (size_t)(end - close) - 1);
	}
	return is_open || close != NULL;
}

/* `**words**` at the beginning of a line is neither a rule nor a list. */
static bool is_emphasis(const char *at, const char *end)
{
	size_t run = count_of(at, end, *at);
	return (*at == '*' || *at == '_') && at + run < end && at[run] != ' ' && at[run] != '\t';
}

static bool is_code_span(const char *at, const char *end)
{
	size_t run = count_of(at, end, '`');
	return run == 1 || run == 2;
}

/* The length of a list's mark, such as `12.`; 0 for other numbers. */
static size_t number_length(const char *at, const char *end)
{
	const char *p = at;
	while (p < end && is_digit(*p)) {
		p++;
	}
	bool is_mark = p > at && p < end && (*p == '.' || *p == ')') && (p + 1 == end || p[1] == ' ' || p[1] == '\t');
	return is_mark ? (size_t)(p + 1 - at) : 0;
}

static bool is_text(const char *at, const char *end)
{
	return is_plain(*at) || is_emphasis(at, end) || is_code_span(at, end) || (is_digit(*at) && number_length(at, end) == 0);
}

/* `at` is behind a list's mark. Five spaces would make code of it, and marks within marks are lists in lists. */
static bool is_item(const char *at, const char *end)
{
	size_t spaces = count_of(at, end, ' ');
	at += spaces;
	return spaces >= 1 && spaces <= 3 && at < end && is_text(at, end) && !may_define(at, end);
}

/* Within a paragraph only some numbers begin a list. */
static enum kind number(struct reading *reading, const char *at, size_t length)
{
	char delimiter = at[length - 1];
	bool goes_on = reading->previous == NUMBER && reading->delimiter == delimiter;
	bool is_outside = reading->previous == BLANK || reading->previous == HEADING || reading->previous == FENCE;
	reading->delimiter = delimiter;
	return length <= 10 && (is_outside || goes_on) && is_item(at + length, reading->end) ? NUMBER : UNKNOWN;
}

static enum kind open_fence(struct reading *reading, const char *at)
{
	size_t run = count_of(at, reading->end, *at);
	if (run < 3 || (*at == '`' && memchr(at + run, '`', (size_t)(reading->end - at) - run) != NULL)) {
		return UNKNOWN;
	}
	reading->fence = *at;
	reading->fence_length = run;
	return FENCE;
}

/* An empty line of a quote ends a paragraph as any other does. */
static enum kind quote_or_blank(const struct reading *reading, const char *at)
{
	size_t spaces = count_of(at, reading->end, ' ');
	const char *first = at + spaces;
	if (first == reading->end) {
		return BLANK;
	}
	return spaces <= 3 && is_text(first, reading->end) && !may_define(first, reading->end) ? QUOTE : UNKNOWN;
}

static enum kind kind_of(struct reading *reading, const char *at)
{
	size_t indent = count_of(at, reading->end, ' ');
	const char *first = at + indent;
	if (first == reading->end) {
		return BLANK;
	}
	if (indent > 3 || (*first == '[' && reading->end - first > 1 && first[1] == '^')) {
		return UNKNOWN;
	}
	if (is_text(first, reading->end)) {
		return PARAGRAPH;
	}
	if (strchr("*+-", *first) != NULL) {
		return is_item(first + 1, reading->end) ? BULLET : UNKNOWN;
	}
	if (indent > 0) {
		return UNKNOWN;
	}
	size_t mark = number_length(first, reading->end);
	if (mark > 0) {
		return number(reading, first, mark);
	}
	if (*first == '>') {
		return quote_or_blank(reading, first + 1);
	}
	if (*first == '#') {
		size_t level = count_of(first, reading->end, '#');
		return level <= 6 && first + level < reading->end && first[level] == ' ' ? HEADING : UNKNOWN;
	}
	return *first == '`' || *first == '~' ? open_fence(reading, first) : UNKNOWN;
}

static bool closes_fence(const struct reading *reading, const char *at)
{
	size_t indent = count_of(at, reading->end, ' ');
	const char *first = at + indent;
	const char *behind = first + count_of(first, reading->end, reading->fence);
	bool is_long = (size_t)(behind - first) >= reading->fence_length;
	while (behind < reading->end && (*behind == ' ' || *behind == '\t')) {
		behind++;
	}
	return indent <= 3 && is_long && behind == reading->end;
}

/* Text in the next line goes on with it. */
static bool has_paragraph(enum kind kind)
{
	return kind == PARAGRAPH || kind == QUOTE || kind == BULLET || kind == NUMBER;
}

/* The flag of a line of this kind (markdown.h); 0 when it goes on with the paragraph before. -1 = nobody knows. */
static int flag_of(const struct reading *reading, enum kind kind, const char *at)
{
	switch (kind) {
	case BULLET: case NUMBER: case HEADING:
		return 'b';
	case FENCE:
		return 'c';
	case QUOTE:
		return reading->previous == QUOTE ? 0 : 'b';
	case PARAGRAPH:
		if (has_paragraph(reading->previous)) {
			return 0;
		}
		at += count_of(at, reading->end, ' ');
		return may_define(at, reading->end) ? -1 : 'b';
	case BLANK:
		return 0;
	default:
		return -1;
	}
}

bool lines_find(const char *text, size_t len, osp_buf *lines)
{
	struct reading reading = { .previous = BLANK };
	const char *end = text + len;
	if (memchr(text, '\r', len) != NULL || memchr(text, '\0', len) != NULL || (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)) {
		return false;
	}
	for (const char *at = text; at < end; at = reading.end + 1) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		reading.end = newline != NULL ? newline : end;
		if (reading.fence != 0) {
			reading.fence = closes_fence(&reading, at) ? '\0' : reading.fence;
			osp_buf_putc(lines, 'c');
			continue;
		}
		enum kind kind = kind_of(&reading, at);
		int flag = flag_of(&reading, kind, at);
		if (flag < 0) {
			osp_buf_clear(lines);
			return false;
		}
		osp_buf_putc(lines, (char)flag);
		/* A paragraph of a quote may go on without its mark, and again with it. */
		reading.previous = kind == PARAGRAPH && reading.previous == QUOTE ? QUOTE : kind;
	}
	if (reading.fence != 0) {
		osp_buf_clear(lines);
	}
	return reading.fence == 0;
}
