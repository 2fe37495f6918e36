/* test_code_lines.c - what plugins/shared/markdown/lines.c says of lines is what cmark says of them. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/markdown.h"

#include "tap.h"

#include <stdio.h>
#include <string.h>

/* Texts are put together from these, at random but the same in every run. */
static const char *const pieces[] = {
	"\n", "\n", "\n", "\n\n", " ", "  ", "   ", "    ", "\t", "* ", "- ", "+ ", "1. ", "2. ", "10) ", "1) ", "# ", "## ", "####### ", "#", "```\n", "```c\n",
	"````\n", "~~~\n", "~~~ a`b\n", "```a`b\n", "> ", ">", "a", "b c", "\xE6\x96\x87", "**x**", "__y__", "_z_", "[a]", "[a]: /b", "[a]:\n/b", "[^1]",
	"[^1]: n", "[ ] t", "|", "a | b\n", "--- | ---\n", ":-\n", "---\n", "===\n", "***\n", "* * *\n", "___\n", "<b>", "<div>\n", "<!-- x -->\n", "`c`", "``d``",
	"\\", "!", "[x\ny]: /z", "123456789. q", "1234567890. q", "1.5 a", "(p)", "{q}", "=", "~", "-", "*", "+", "_", "1", "9.", "9)", "<http://a.b>", "\f", ":",
};
/* Of these most texts are of the sort that lines.c takes. */
static const char *const tame[] = {
	"\n", "\n\n", "a", "\xE6\x96\x87", "\n* a", "\n- b", "\n1. c", "\n2. c", "\n# d", "\n```\n", " ", "\n  x", "\n```\ny\n```\n", "\n> q", "\n>q", "\n>\n", "\n> [a] b", "2022 x",
};

static uint64_t state = 1;

static size_t draw(size_t below)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(state >> 33) % below;
}

static void make_text(osp_buf *text)
{
	size_t count = 1 + draw(14);
	bool is_wild = draw(3) == 0;
	osp_buf_clear(text);
	osp_buf_puts(text, "");
	for (size_t i = 0; i < count; i++) {
		bool from_tame = !is_wild && i % 2 == 1;
		osp_buf_puts(text, from_tame ? tame[draw(sizeof tame / sizeof *tame)] : pieces[draw(sizeof pieces / sizeof *pieces)]);
	}
}

static char flag(const osp_buf *lines, size_t i)
{
	return i < lines->len ? lines->data[i] : '\0';
}

/* Whether both say the same of this text; *ret_taken counts those that lines.c has a word on. */
static bool agree(const osp_buf *text, size_t *ret_taken)
{
	osp_buf own = OSP_BUF_INIT, cmarks = OSP_BUF_INIT;
	bool same = true;
	if (lines_find(text->data, text->len, &own)) {
		cmark_node *document = parse_markdown(text->data, text->len);
		parse_find_lines(document, &cmarks);
		cmark_node_free(document);
		for (size_t i = 0; i < own.len || i < cmarks.len; i++) {
			same = same && flag(&own, i) == flag(&cmarks, i);
		}
		(*ret_taken)++;
	}
	osp_buf_done(&own);
	osp_buf_done(&cmarks);
	return same;
}

int main(void)
{
	enum { ROUNDS = 40000 };
	size_t taken = 0, wrong = 0;
	osp_buf text = OSP_BUF_INIT;
	for (int i = 0; i < ROUNDS && wrong < 3; i++) {
		make_text(&text);
		if (!agree(&text, &taken)) {
			printf("# they differ about:\n# %s\n", text.data);
			wrong++;
		}
	}
	osp_buf_done(&text);
	ok(wrong == 0, "lines are what cmark takes them for");
	ok(taken > ROUNDS / 10, "and many a text needs no parse");
	return tap_done();
}
