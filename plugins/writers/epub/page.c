/* page.c - the head and the foot of every XHTML file of the book. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "book.h"

#include <string.h>

void page_begin(const struct book *book, osp_buf *out, const char *lang, const char *title, const char *region)
{
	osp_buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
		     "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"");
	osp_markup_attr(out, "lang", lang);
	osp_markup_attr(out, "xml:lang", lang);
	osp_buf_puts(out, ">\n<head>\n<meta charset=\"UTF-8\"/>\n<title>");
	if (title[0] == '\0')
		title = book->volume->title;
	osp_markup_text(out, title, strlen(title));
	osp_buf_puts(out, "</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n</head>\n<body");
	osp_markup_attr(out, "epub:type", region);
	osp_buf_puts(out, ">\n");
}

void page_end(osp_buf *out)
{
	osp_buf_puts(out, "\n</body>\n</html>\n");
}
