/* reader.c - a reader as it was written for 1.0: each line that begins with "= " is a heading, each other one a paragraph. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <ospopress/ospopress.h>
#include <string.h>

static const osp_option options[] = {
	{ "tag", OSP_OPTION_CHOICE, "h2", "h2|h3", "the element of a heading" },
	{ NULL, OSP_OPTION_END, NULL, NULL, NULL },
};

static osp_status open_reader(osp_job *job, const osp_options *given, void **ret_state)
{
	*ret_state = osp_job_strdup(job, osp_option_string(given, "tag"));
	return OSP_OK;
}

static osp_status read_lines(osp_job *job, void *state, const osp_source *source, osp_article *article)
{
	uint32_t line = source->first_line;
	for (const char *at = source->text, *end = at + source->len; at < end; line++) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		stop = stop != NULL ? stop : end;
		size_t skip = strncmp(at, "= ", 2) == 0 ? 2 : 0;
		if (stop > at) {
			osp_node *block = osp_element_new(article->tree, skip > 0 ? osp_tag_from_name(state) : OSP_P);
			osp_place place = { source->file, line, 1 };
			osp_node_set_place(block, place);
			osp_node *text = osp_text_new(article->tree, at + skip, (size_t)(stop - at) - skip);
			place.column += (uint32_t)skip;
			osp_node_set_place(text, place);
			osp_node_append(block, text);
			osp_node_append(article->root, block);
		}
		at = stop + 1;
	}
	osp_note(job, article->place, "old-reader/lines", "%u lines of %s", (unsigned)(line - source->first_line), article->title);
	return OSP_OK;
}

static const osp_reader reader = { .suffixes = "old", .open = open_reader, .read = read_lines };
OSP_PLUGIN(.kind = OSP_READER, .name = "old-reader", .version = "1.0", .summary = "Reads lines.", .options = options, .reader = &reader);
