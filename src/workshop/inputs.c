/* inputs.c - articles that nobody would write, and somebody will send. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "workshop/inputs.h"

#include <string.h>

enum { HUGE_BYTES = 2 << 20, LINE_BYTES = 1 << 20, LEVELS = 20000 };

/* A book in one file. */
void input_huge(osp_buf *out, const char *sample)
{
	for (unsigned i = 1; out->len < HUGE_BYTES; i++) {
		if (*sample != '\0') {
			osp_buf_puts(out, sample);
			osp_buf_puts(out, "\n\n");
		} else {
			osp_buf_printf(out, "## Section %u\n\nWords *and* [more](https://example.org/%u) of `them`, 这是第 %u 段，有标点。TBC\n\n- one\n- two\n\n", i, i, i);
		}
	}
}

/* Characters that lie about the order and the width of what is seen, that have no glyph, or that mean something to some format. */
void input_hostile(osp_buf *out, const char *sample)
{
	static const uint32_t odd[] = { 0x200e, 0x200f, 0x202a, 0x202b, 0x202d, 0x202e, 0x202c, 0x2066, 0x2067, 0x2069, 0x200b, 0x200d, 0xfeff, 0xfffd, 0xfffe, 0xffff,
		0x1f469, 0x200d, 0x1f4bb, 0x20bb7, 0x10ffff, 0xe0001, 0xfe0f, 0x0301, 0x0e33, 0x0627, 0x05d0, 0x1, 0x7, 0x1b, 0x7f, 0x85, 0x2028, 0x2029, 0xad };
	static const char *const texts[] = { "</p></article><script>alert(1)</script>", "]]>", "<!--", "-->", "&amp;&lt;&#0;&#x110000;&nope;", "\"'`", "\\", "%s%n%d", "$(id)`id`",
		"../../etc/passwd", "{{< x >}}", "\\end{document}", "=HYPERLINK(1)", "\r", "\t" };
	osp_buf_puts(out, sample);
	osp_buf_puts(out, "\n\n");
	for (size_t i = 0; i < sizeof(odd) / sizeof(*odd); i++) {
		osp_buf_puts(out, "a");
		osp_buf_put_codepoint(out, odd[i]);
		osp_buf_puts(out, i % 8 == 7 ? "b\n\n" : "b ");
	}
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		osp_buf_printf(out, "\n\nx %s y\n\n%s\n\n# %s\n\n- %s\n", texts[i], texts[i], texts[i], texts[i]);
	}
	/* As many marks on one letter as fit. */
	osp_buf_puts(out, "\n\ne");
	for (int i = 0; i < 1000; i++) {
		osp_buf_put_codepoint(out, 0x0301);
	}
}

void input_long_line(osp_buf *out, const char *sample)
{
	size_t len = strcspn(sample, "\n");
	for (size_t at = 0; out->len < LINE_BYTES; at++) {
		if (len > 0) {
			osp_buf_add(out, sample, len);
			osp_buf_putc(out, at % 2 == 0 ? 'x' : ' ');
		} else {
			osp_buf_puts(out, at % 1000 == 999 ? "字词 TBC " : "word");
		}
	}
	osp_buf_putc(out, '\n');
}

/* Whatever a format opens with. */
void input_deep(osp_buf *out, const char *sample)
{
	static const char *const opening[] = { "(", "[", "{", "<", "<b>", "> ", "- ", "*", "_", "=", "![", "{{", "\\(", "\"" };
	for (size_t i = 0; i < sizeof(opening) / sizeof(*opening); i++) {
		for (int k = 0; k < LEVELS; k++) {
			osp_buf_puts(out, opening[i]);
		}
		osp_buf_puts(out, "x\n\n");
	}
	for (int k = 0; k < 500; k++) {
		osp_buf_printf(out, "%*s- x\n", 2 * k, "");
	}
	osp_buf_puts(out, sample);
}
