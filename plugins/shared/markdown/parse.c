/* parse.c - call cmark. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/markdown.h"

#ifdef MARKDOWN_GFM
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <pthread.h>

/*
 * cmark-gfm keeps its extensions in a list of the process, and while it parses it
 * changes a static table of special characters: two articles must not be parsed
 * at one time. A lock is all that this file keeps.
 */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

cmark_node *parse_markdown(const char *text, size_t len)
{
	static const char *const names[] = { "table", "strikethrough", "tasklist" };
	pthread_mutex_lock(&lock);
	cmark_gfm_core_extensions_ensure_registered();
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_FOOTNOTES | CMARK_OPT_UNSAFE, pool_memory());
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		cmark_syntax_extension *extension = cmark_find_syntax_extension(names[i]);
		if (extension != NULL) {
			cmark_parser_attach_syntax_extension(parser, extension);
		}
	}
	cmark_parser_feed(parser, text, len);
	cmark_node *document = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	pthread_mutex_unlock(&lock);
	return document;
}

static bool is_table_row(cmark_node *node)
{
	const char *type = cmark_node_get_type_string(node);
	return type[0] == 't' && type[1] == 'a' && type[2] == 'b';
}
#else
cmark_node *parse_markdown(const char *text, size_t len)
{
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, pool_memory());
	cmark_parser_feed(parser, text, len);
	cmark_node *document = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	return document;
}

static bool is_table_row(cmark_node *node)
{
	(void)node;
	return false;
}
#endif

static void set_line(osp_buf *lines, int line, char flag)
{
	while (lines->len < (size_t)line) {
		osp_buf_putc(lines, 0);
	}
	if (line > 0 && lines->data[line - 1] != 'c') {
		lines->data[line - 1] = flag;
	}
}

void parse_find_lines(cmark_node *document, osp_buf *lines)
{
	cmark_iter *iter = cmark_iter_new(document);
	cmark_event_type event;
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);
		if (event != CMARK_EVENT_ENTER) {
			continue;
		}
		if (type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK) {
			for (int line = cmark_node_get_start_line(node); line <= cmark_node_get_end_line(node); line++) {
				set_line(lines, line, 'c');
			}
		} else if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING || is_table_row(node)) {
			set_line(lines, cmark_node_get_start_line(node), 'b');
			if (cmark_node_first_child(node) != NULL && type != CMARK_NODE_NONE && !is_table_row(node)) {
				cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
			}
		}
	}
	cmark_iter_free(iter);
}
