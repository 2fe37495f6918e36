/* paragraphs.c - a reader in thirty lines: paragraphs between empty lines. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <ospopress/ospopress.h>
#include <string.h>

static osp_status read_text(osp_job *job, void *state, const osp_source *source, osp_article *article)
{
	uint32_t line = source->first_line;
	(void)job, (void)state;
	for (const char *at = source->text; *at != '\0';) {
		const char *end = strstr(at, "\n\n");
		size_t len = end != NULL ? (size_t)(end - at) : strlen(at) - (source->text[source->len - 1] == '\n');
		osp_node *p = osp_element_new(article->tree, OSP_P), *text = osp_text_new(article->tree, at, len);
		osp_node_set_place(p, (osp_place){ source->file, line, 1 });
		osp_node_set_place(text, (osp_place){ source->file, line, 1 });
		osp_node_append(p, text);
		osp_node_append(article->root, p);
		for (const char *end_of_gap = at + len + strspn(at + len, "\n"); at < end_of_gap; at++) {
			line += *at == '\n';
		}
	}
	article->description = "read by paragraphs";
	return OSP_OK;
}

static const osp_reader reader = { .suffixes = "para", .read = read_text };
OSP_PLUGIN(.kind = OSP_READER, .name = "paragraphs", .version = "1.0", .summary = "Paragraphs between empty lines.", .reader = &reader);
