/* align.c - walk through the source in step with cmark's inline nodes, to know where each was written. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/markdown.h"

#include <string.h>

/* A wrong guess must not walk far: hostile input could make it do so for every node. */
enum { TAIL_LIMIT = 2048 };

void align_block(struct align *align, int line, int column, int end_line)
{
	align->at = mark_offset(align->text, line, column);
	align->end = mark_line_end(align->text, mark_offset(align->text, end_line > line ? end_line : line, 1));
}

static char peek(const struct align *align, size_t at)
{
	return at < align->end ? align->text->text[at] : '\0';
}

static bool at_flank(const struct align *align, size_t at)
{
	return align->end - at >= MARK_BYTES && memcmp(align->text->text + at, MARK_FLANK, MARK_BYTES) == 0;
}

static void skip_flanks(struct align *align)
{
	while (align->at < align->end && at_flank(align, align->at)) {
		align->at += MARK_BYTES;
	}
}

/* The length of `&name;` at a place, 0 if there is none. */
static size_t entity_length(const struct align *align, size_t at)
{
	for (size_t len = 1; len < 40; len++) {
		char c = peek(align, at + len);
		if (c == ';') {
			return len > 1 ? len + 1 : 0;
		}
		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c == '#' && len == 1))) {
			return 0;
		}
	}
	return 0;
}

/* How many bytes of source the byte `c` of a literal stands for here; 0 when the source says something else. */
static size_t unit(const struct align *align, char c)
{
	char here = peek(align, align->at);
	if (here == '\\' && c != '\\' && peek(align, align->at + 1) == c) {
		return 2;
	}
	if (here == '\\' && c == '\\') {
		return peek(align, align->at + 1) == '\\' ? 2 : 1;
	}
	size_t entity = here == '&' ? entity_length(align, align->at) : 0;
	if (entity > 0 && c != '&') {
		return entity;
	}
	if (here != c) {
		return 0;
	}
	return entity > 0 && strncmp(align->text->text + align->at, "&amp;", 5) == 0 ? entity : 1;
}

static size_t codepoint_length(unsigned char c)
{
	return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

/* Finds where a literal begins: markup before it is passed over, but never the end of the line. */
static bool seek(struct align *align, char first)
{
	size_t at = align->at;
	while (at < align->end && align->text->text[at] != '\n') {
		struct align probe = { align->text, at, align->end };
		if (!at_flank(align, at) && unit(&probe, first) > 0) {
			align->at = at;
			return true;
		}
		at += at_flank(align, at) ? MARK_BYTES : 1;
	}
	return false;
}

/* Whether one of eight bytes is `c`. */
static bool has_byte(uint64_t eight, char c)
{
	uint64_t ones = UINT64_C(0x0101010101010101), zeros = eight ^ ones * (unsigned char)c;
	return ((zeros - ones) & ~zeros & ones << 7) != 0;
}

/* How many bytes the source says as they are; backslashes and entities are for unit(). */
static size_t skip_same(const struct align *align, const char *literal, size_t len)
{
	const char *source = align->text->text + align->at;
	size_t most = align->at < align->end && align->end - align->at < len ? align->end - align->at : align->at < align->end ? len : 0, i = 0;
	/* Eight at once: nearly all of an article's text comes by here. */
	for (; i + 8 <= most; i += 8) {
		uint64_t said, written;
		memcpy(&said, literal + i, sizeof said);
		memcpy(&written, source + i, sizeof written);
		if (said != written || has_byte(said, '\\') || has_byte(said, '&')) {
			break;
		}
	}
	while (i < most && literal[i] == source[i] && literal[i] != '\\' && literal[i] != '&') {
		i++;
	}
	return i;
}

size_t align_text(struct align *align, const char *literal, size_t len)
{
	while (len >= MARK_BYTES && memcmp(literal, MARK_FLANK, MARK_BYTES) == 0) {
		literal += MARK_BYTES;
		len -= MARK_BYTES;
	}
	if (len == 0 || !seek(align, *literal)) {
		return align->at;
	}
	size_t begin = align->at;
	for (size_t i = 0; i < len;) {
		size_t same = skip_same(align, literal + i, len - i);
		align->at += same;
		i += same;
		if (i == len) {
			break;
		}
		size_t step = unit(align, literal[i]);
		if (step == 0) {
			return begin;
		}
		/* An entity gives a whole character (rarely two). */
		i += step > 2 ? codepoint_length((unsigned char)literal[i]) : 1;
		align->at += step;
	}
	return begin;
}

static bool skip_to(struct align *align, char c)
{
	size_t limit = align->at + TAIL_LIMIT < align->end ? align->at + TAIL_LIMIT : align->end;
	for (size_t at = align->at; at < limit; at++) {
		if (align->text->text[at] == c) {
			align->at = at;
			return true;
		}
	}
	return false;
}

static size_t run(const struct align *align, size_t at)
{
	size_t len = 1;
	while (peek(align, at + len) == peek(align, at) && at + len < align->end) {
		len++;
	}
	return len;
}

size_t align_code(struct align *align, size_t len)
{
	if (!skip_to(align, '`')) {
		return align->at;
	}
	size_t begin = align->at, ticks = run(align, begin), at = begin + ticks;
	size_t limit = at + 2 * len + TAIL_LIMIT < align->end ? at + 2 * len + TAIL_LIMIT : align->end;
	while (at < limit) {
		const char *next = memchr(align->text->text + at, '`', limit - at);
		if (next == NULL) {
			return begin;
		}
		at = (size_t)(next - align->text->text);
		size_t other = run(align, at);
		at += other;
		if (other == ticks) {
			align->at = at;
			return begin;
		}
	}
	return begin;
}

size_t align_html(struct align *align, size_t len)
{
	if (!skip_to(align, '<')) {
		return align->at;
	}
	size_t begin = align->at;
	align->at = begin + len < align->end ? begin + len : align->end;
	return begin;
}

/* Called at both ends of emphasis. */
size_t align_delimiter(struct align *align, char one, char other, size_t count)
{
	skip_flanks(align);
	size_t begin = align->at;
	for (size_t i = 0; i < count && (peek(align, align->at) == one || peek(align, align->at) == other); i++) {
		align->at++;
	}
	skip_flanks(align);
	return begin;
}

size_t align_bracket(struct align *align, bool image)
{
	skip_flanks(align);
	size_t begin = align->at;
	char here = peek(align, begin);
	if (image && here == '!' && peek(align, begin + 1) == '[') {
		align->at += 2;
	} else if (!image && (here == '[' || here == '<')) {
		align->at++;
	} else if (skip_to(align, image ? '!' : '[')) {
		begin = align->at;
		align->at += image ? 2 : 1;
	}
	return begin;
}

static size_t skip_blank(const struct align *align, size_t at)
{
	while (at < align->end && strchr(" \t\n", align->text->text[at]) != NULL) {
		at++;
	}
	return at;
}

/* Behind `close`, honouring backslashes; 0 when it is too far. */
static size_t skip_until(const struct align *align, size_t at, char close)
{
	size_t limit = at + TAIL_LIMIT < align->end ? at + TAIL_LIMIT : align->end;
	for (; at < limit; at++) {
		if (align->text->text[at] == '\\') {
			at++;
		} else if (align->text->text[at] == close) {
			return at + 1;
		}
	}
	return 0;
}

static size_t skip_destination(const struct align *align, size_t at)
{
	if (peek(align, at) == '<') {
		return skip_until(align, at + 1, '>');
	}
	int depth = 0;
	size_t limit = at + TAIL_LIMIT < align->end ? at + TAIL_LIMIT : align->end;
	for (; at < limit; at++) {
		char c = align->text->text[at];
		if (strchr(" \t\n", c) != NULL || (c == ')' && depth == 0)) {
			return at;
		}
		depth += c == '(' ? 1 : c == ')' ? -1 : 0;
		at += c == '\\' ? 1 : 0;
	}
	return 0;
}

/* ](destination "title") */
static size_t skip_inline_tail(const struct align *align, size_t at)
{
	at = skip_destination(align, skip_blank(align, at));
	if (at == 0) {
		return 0;
	}
	at = skip_blank(align, at);
	char quote = peek(align, at);
	if (quote == '"' || quote == '\'' || quote == '(') {
		at = skip_until(align, at + 1, quote == '(' ? ')' : quote);
		if (at == 0) {
			return 0;
		}
		at = skip_blank(align, at);
	}
	return peek(align, at) == ')' ? at + 1 : 0;
}

void align_bracket_end(struct align *align)
{
	skip_flanks(align);
	if (peek(align, align->at) == '>') {
		align->at++;
		return;
	}
	if (peek(align, align->at) != ']') {
		return;
	}
	size_t tail = 0;
	align->at++;
	if (peek(align, align->at) == '(') {
		tail = skip_inline_tail(align, align->at + 1);
	} else if (peek(align, align->at) == '[') {
		tail = skip_until(align, align->at + 1, ']');
	}
	align->at = tail > 0 ? tail : align->at;
}

size_t align_footnote(struct align *align)
{
	if (!skip_to(align, '[')) {
		return align->at;
	}
	size_t begin = align->at;
	if (skip_to(align, ']')) {
		align->at++;
	}
	return begin;
}

void align_newline(struct align *align)
{
	size_t end = mark_line_end(align->text, align->at);
	align->at = end < align->end ? end + 1 : align->end;
	while (align->at < align->end && strchr(" \t>", align->text->text[align->at]) != NULL) {
		align->at++;
	}
}
