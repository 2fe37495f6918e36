/* place.c - from the text that cmark read back to what the author wrote, and where. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/markdown.h"

#include <string.h>

static bool is_mark(const char *at, const char *end)
{
	return end - at >= MARK_BYTES && (unsigned char)at[0] == 0xEF && (unsigned char)at[1] == 0xB7 &&
		(unsigned char)at[2] >= 0x90 && (unsigned char)at[2] <= 0x93;
}

/* The span that stands at `at`, NULL if none; *ret_len is the length of its stand-in. */
const struct mark_span *mark_find_span(const struct mark_text *text, const char *at, const char *end, size_t *ret_len)
{
	if (!is_mark(at, end) || memcmp(at, MARK_SPAN_OPEN, MARK_BYTES) != 0) {
		return NULL;
	}
	size_t number = 0;
	const char *p = at + MARK_BYTES;
	while (p < end && *p >= '0' && *p <= '9' && number < SIZE_MAX / 100) {
		number = number * 10 + (size_t)(*p++ - '0');
	}
	if (!is_mark(p, end) || number >= text->spans.len / sizeof(struct mark_span)) {
		return NULL;
	}
	*ret_len = (size_t)(p + MARK_BYTES - at);
	return (const struct mark_span *)(const void *)text->spans.data + number;
}

/* TWIN number TWIN */
static const char *skip_twin(const char *at, const char *end)
{
	const char *p = at + MARK_BYTES;
	while (p < end && *p >= '0' && *p <= '9') {
		p++;
	}
	return is_mark(p, end) ? p + MARK_BYTES : p;
}

void mark_restore(const struct mark_text *text, const char *string, size_t len, osp_buf *out)
{
	const char *at = string, *end = string + len;
	while (at < end) {
		const char *hit = memchr(at, 0xEF, (size_t)(end - at));
		if (hit == NULL) {
			break;
		}
		osp_buf_add(out, at, (size_t)(hit - at));
		size_t span_len = 0;
		const struct mark_span *span = mark_find_span(text, hit, end, &span_len);
		if (span != NULL && span->kind == MARK_END) {
			osp_buf_truncate(out, out->len >= 2 ? out->len - 2 : 0); /* the two line ends before it are ours */
			return;
		}
		if (span != NULL) {
			size_t point = span->pointed ? 1 : 0;
			osp_buf_truncate(out, out->len >= point ? out->len - point : 0);
			osp_buf_add(out, text->source->text + span->at, span->len);
			at = hit + span_len + point < end ? hit + span_len + point : end;
		} else if (!is_mark(hit, end)) {
			osp_buf_putc(out, *hit);
			at = hit + 1;
		} else {
			at = memcmp(hit, MARK_TWIN, MARK_BYTES) == 0 ? skip_twin(hit, end) : hit + MARK_BYTES;
		}
	}
	osp_buf_add(out, at, (size_t)(end - at));
}

/* The last entry of a sorted array of size_t that is not above `value`. */
static size_t find_line(const osp_buf *lines, size_t value)
{
	const size_t *all = (const size_t *)(const void *)lines->data;
	size_t low = 0, high = lines->len / sizeof *all;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (all[middle] <= value) {
			low = middle;
		} else {
			high = middle;
		}
	}
	return low;
}

static size_t source_offset(const struct mark_text *text, size_t offset)
{
	const struct mark_edit *all = (const struct mark_edit *)(const void *)text->edits.data;
	size_t low = 0, count = text->edits.len / sizeof *all, high = count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (all[middle].marked <= offset) {
			low = middle;
		} else {
			high = middle;
		}
	}
	size_t source = all[low].source + (offset - all[low].marked);
	if (low + 1 < count && source > all[low + 1].source) {
		source = all[low + 1].source; /* within a stand-in that is longer than what it stands for */
	}
	return source > text->source->len ? text->source->len : source;
}

osp_place mark_place(struct mark_text *text, size_t offset)
{
	size_t source = source_offset(text, offset);
	size_t line = find_line(&text->source_lines, source);
	const size_t *starts = (const size_t *)(const void *)text->source_lines.data;
	if (line != text->line || source < text->counted || text->column == 0) {
		text->line = line;
		text->counted = starts[line];
		text->column = 1;
	}
	text->column += osp_utf8_count(text->source->text + text->counted, source - text->counted);
	text->counted = source;
	return (osp_place){ text->source->file, text->source->first_line + (uint32_t)line, (uint32_t)text->column };
}

size_t mark_offset(const struct mark_text *text, int line, int column)
{
	const size_t *starts = (const size_t *)(const void *)text->lines.data;
	size_t count = text->lines.len / sizeof *starts;
	if (line < 1) {
		return 0;
	}
	if ((size_t)line > count) {
		return text->len;
	}
	size_t stop = (size_t)line < count ? starts[line] : text->len;
	size_t offset = starts[line - 1] + (column > 1 ? (size_t)column - 1 : 0);
	return offset > stop ? stop : offset;
}

size_t mark_line_end(const struct mark_text *text, size_t offset)
{
	const char *newline = offset < text->len ? memchr(text->text + offset, '\n', text->len - offset) : NULL;
	return newline == NULL ? text->len : (size_t)(newline - text->text);
}
