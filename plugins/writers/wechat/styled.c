/* styled.c - styled.html: an article in a theme's tree, the theme beside it as a style sheet, to work on it in a browser. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "dialect.h"

#include <string.h>

/* A sheet's text must not end the element that it stands in. */
static void put_sheet(osp_buf *out, const char *name, const char *text)
{
	osp_buf_puts(out, "<style");
	osp_markup_attr(out, "data-sheet", name);
	osp_buf_puts(out, ">\n");
	for (const char *close = strstr(text, "</"); close != NULL; close = strstr(text, "</")) {
		osp_buf_add(out, text, (size_t)(close - text));
		osp_buf_puts(out, "<\\/");
		text = close + 2;
	}
	osp_buf_puts(out, text);
	osp_buf_puts(out, "</style>\n");
}

osp_status styled_write(struct page *page, const osp_node *root, osp_output *output)
{
	osp_buf html = OSP_BUF_INIT;
	osp_buf_puts(&html, "<!DOCTYPE html>\n<html");
	osp_markup_attr(&html, "lang", page->lang);
	osp_buf_puts(&html, "><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>");
	osp_markup_text(&html, page->piece->title, strlen(page->piece->title));
	osp_buf_puts(&html, "</title>\n");
	const char *name, *text;
	for (size_t i = 0; osp_style_sheet(page->style, i, &name, &text); i++)
		put_sheet(&html, name, text);
	osp_buf_puts(&html, "</head><body>");
	osp_markup_node(&html, root, OSP_HTML, NULL, NULL);
	osp_buf_puts(&html, "</body></html>\n");
	osp_status status = osp_output_put(output, osp_job_printf(page->job, "%s/styled.html", page->folder), html.data, html.len);
	osp_buf_done(&html);
	return status;
}
