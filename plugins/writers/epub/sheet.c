/* sheet.c - the style sheet of the book: the volume's own, less what would take readers' choices away. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "book.h"

void sheet_write(const struct book *book, osp_buf *out)
{
	(void)book;
	osp_buf_puts(out, "@charset \"UTF-8\";\n");
}
