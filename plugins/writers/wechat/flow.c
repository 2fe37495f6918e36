/* flow.c - text as WeChat keeps it: no line breaks, no white space at the edges of blocks. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "wechat.h"

#include <string.h>

/* A block begins or ends, or a line does. */
void flow_break(struct flow *flow)
{
	flow->at_start = true;
	flow->owes_space = false;
	flow->last = 0;
}

/* Something that is no text comes next within the line: a space that is due stands before it. */
void flow_settle(struct flow *flow)
{
	if (flow->owes_space)
		osp_buf_putc(flow->out, ' ');
	flow->owes_space = false;
}

static bool joins(uint32_t c)
{
	return osp_char_is_han(c) || (c >= 0x3000 && osp_char_is_cjk_mark(c));
}

static bool is_white(char c)
{
	static const bool white[256] = { [' '] = true, ['\n'] = true, ['\t'] = true, ['\r'] = true };
	return white[(unsigned char)c];
}

static uint32_t last_character(const char *text, const char *end)
{
	const char *at = end - 1;
	uint32_t c = 0;
	while (at > text && ((unsigned char)*at & 0xC0) == 0x80)
		at--;
	while (at < end)
		c = osp_utf8_next(&at, end);
	return c;
}

/* One or more words, as they are. */
static void write_word(struct flow *flow, const char *word, const char *end)
{
	flow_settle(flow);
	flow->at_start = false;
	flow->last = last_character(word, end);
	if (flow->is_plain)
		osp_buf_add(flow->out, word, (size_t)(end - word));
	else
		osp_markup_text(flow->out, word, (size_t)(end - word));
}

void flow_text(struct flow *flow, const char *text, size_t len)
{
	const char *end = text + len;
	bool broken = false; /* the white space before has a line break: between two Han it is none */
	for (const char *p = text; p < end;) {
		if (is_white(*p)) {
			broken |= *p++ == '\n';
			flow->owes_space = !flow->at_start;
			continue;
		}
		const char *word = p, *next = p;
		if (flow->owes_space && broken && joins(flow->last) && joins(osp_utf8_next(&next, end)))
			flow->owes_space = false;
		/* A single space between two words stays as it is: all of a sentence is written at once. */
		while (p < end && (!is_white(*p) || (*p == ' ' && p + 1 < end && !is_white(p[1]))))
			p += osp_utf8_is_eight_beyond(p, end) ? 8 : 1;
		write_word(flow, word, p);
		broken = false;
	}
}

void flow_code_line(osp_buf *out, const char *text, size_t len, unsigned *column)
{
	for (const char *p = text, *end = text + len; p < end;) {
		const char *here = p;
		uint32_t c = osp_utf8_next(&p, end);
		unsigned spaces = c == ' ' ? 1 : c == '\t' ? 4 - *column % 4 : 0;
		for (unsigned i = 0; i < spaces; i++)
			osp_buf_puts(out, "\xc2\xa0");
		if (spaces == 0 && c != '\r')
			osp_buf_add(out, here, (size_t)(p - here));
		*column += spaces != 0 ? spaces : 1;
	}
}

/* Code: each space a no-break space, each line end a <br>, tabs to the next of every fourth column. */
void flow_code(osp_buf *out, const char *text, size_t len, unsigned *column)
{
	osp_buf plain = OSP_BUF_INIT;
	for (const char *end = len != 0 ? text + len : text; text < end;) {
		const char *line_end = memchr(text, '\n', (size_t)(end - text));
		size_t count = (size_t)((line_end != NULL ? line_end : end) - text);
		osp_buf_truncate(&plain, 0);
		flow_code_line(&plain, text, count, column);
		osp_markup_text(out, plain.data, plain.len);
		text += count;
		if (line_end != NULL) {
			osp_buf_puts(out, "<br>");
			*column = 0;
			text++;
		}
	}
	osp_buf_done(&plain);
}
