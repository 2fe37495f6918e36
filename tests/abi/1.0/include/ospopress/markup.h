/* markup.h - writing XML and HTML: escaped text, balanced tags, whole trees. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OSPOPRESS_MARKUP_H
#define OSPOPRESS_MARKUP_H

#include <ospopress/document.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum osp_markup_dialect {
	OSP_XHTML = 1, /* <br/>, xmlns, everything closed: EPUB */
	OSP_HTML = 2,  /* <br>, no namespaces */
	OSP_HTML_COMMONMARK = 3 /* as the CommonMark test suite writes it: <br />, newlines between blocks */
} osp_markup_dialect;

/* Appends text escaped for between tags (& < >) or for a quoted attribute (also "). Control characters that XML
 * does not allow become U+FFFD. */
OSP_API void osp_markup_text(osp_buf *out, const char *text, size_t len);
OSP_API void osp_markup_attr(osp_buf *out, const char *name, const char *value);

/*
 * Writes a node and all below it. `visit`, when not NULL, is asked before each
 * element: it may write something else and return OSP_MARKUP_DONE, or write
 * nothing and return OSP_MARKUP_GO_ON (the element is written as it is) or
 * OSP_MARKUP_SKIP_TAGS (only its children are).
 */
typedef enum osp_markup_answer { OSP_MARKUP_GO_ON = 0, OSP_MARKUP_DONE = 1, OSP_MARKUP_SKIP_TAGS = 2 } osp_markup_answer;
typedef osp_markup_answer (*osp_markup_visit)(void *closure, osp_buf *out, const osp_node *element);
OSP_API void osp_markup_node(osp_buf *out, const osp_node *node, osp_markup_dialect dialect, osp_markup_visit visit, void *closure);

#ifdef __cplusplus
}
#endif
#endif
