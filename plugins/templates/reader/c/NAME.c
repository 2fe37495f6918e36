/* @NAME@.c - a reader for ospopress: reads plain notes. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <ospopress/ospopress.h>
#include <stdlib.h>
#include <string.h>

/*
 * What it reads, line by line:
 *
 *     = Heading
 *     - item of a list
 *     ! picture.png What it shows
 *
 * All other lines are paragraphs; an empty line ends one.
 */

/* What a manifest can say. The host checks values against this table before any function below is called. */
static const osp_option options[] = {
	{ "level", OSP_OPTION_INT, "2", "1..6", "the level of headings" },
	{ NULL, OSP_OPTION_END, NULL, NULL, NULL },
};

/* What is known from one call to the next: never in static variables, for a reader may be in use twice. */
struct state { osp_tag heading; };

struct reading {
	osp_job *job;
	osp_article *article;
	uint32_t file, line;     /* where we are in the author's file */
	osp_node *paragraph, *list; /* those that are open; NULL = none */
};

static osp_status open_reader(osp_job *job, const osp_options *given, void **ret_state)
{
	struct state *state = calloc(1, sizeof(*state));
	(void)job;
	if (state == NULL) {
		abort();
	}
	state->heading = (osp_tag)(OSP_H1 + osp_option_int(given, "level") - 1);
	*ret_state = state;
	return OSP_OK;
}

static void close_reader(void *state)
{
	free(state);
}

/* Each node has the place that it was made for, so that all later messages can point at the author's own line. */
static osp_node *add(const struct reading *reading, osp_node *parent, osp_tag tag)
{
	osp_node *node = osp_element_new(reading->article->tree, tag);
	osp_place place = { reading->file, reading->line, 1 };
	osp_node_set_place(node, place);
	osp_node_append(parent, node);
	return node;
}

/* `column` is counted in characters; what stands before our texts is ASCII, so bytes will do. */
static void add_text(const struct reading *reading, osp_node *parent, const char *text, size_t len, uint32_t column)
{
	osp_node *node = osp_text_new(reading->article->tree, text, len);
	osp_place place = { reading->file, reading->line, column };
	if (len > 0) { /* no text of a tree is empty */
		osp_node_set_place(node, place);
		osp_node_append(parent, node);
	}
}

static void read_picture(const struct reading *reading, const char *text, size_t len)
{
	const char *space = memchr(text, ' ', len);
	size_t name = space != NULL ? (size_t)(space - text) : len;
	osp_node *img = add(reading, add(reading, reading->article->root, OSP_P), OSP_IMG);
	osp_node_set_attr(img, "src", osp_job_strndup(reading->job, text, name));
	osp_node_set_attr(img, "alt", space != NULL ? osp_job_strndup(reading->job, space + 1, len - name - 1) : "");
	if (space == NULL) {
		osp_warn(reading->job, osp_node_place(img), "@NAME@/no-words", "picture \"%s\" comes without words for those who can't see it; write them behind its name",
			osp_node_attr(img, "src"));
	}
}

static void read_item(struct reading *reading, const char *text, size_t len)
{
	if (reading->list == NULL) {
		reading->list = add(reading, reading->article->root, OSP_UL);
		osp_node_add_class(reading->list, "tight"); /* its items hold text, not paragraphs */
	}
	add_text(reading, add(reading, reading->list, OSP_LI), text, len, 3);
}

static void read_line(const struct state *state, struct reading *reading, const char *line, size_t len)
{
	char mark = len > 0 && strchr("=-!", line[0]) != NULL ? line[0] : '\0';
	bool is_marked = mark != '\0' && len > 2 && line[1] == ' ';
	if (is_marked || len == 0) {
		reading->paragraph = NULL;
		reading->list = mark == '-' ? reading->list : NULL;
	}
	if (is_marked && mark == '=') {
		add_text(reading, add(reading, reading->article->root, state->heading), line + 2, len - 2, 3);
	} else if (is_marked && mark == '-') {
		read_item(reading, line + 2, len - 2);
	} else if (is_marked) {
		read_picture(reading, line + 2, len - 2);
	} else if (len > 0) {
		if (mark != '\0') {
			osp_place place = { reading->file, reading->line, 1 };
			osp_warn(reading->job, place, "@NAME@/no-space", "\"%c\" begins a line without a space and words behind it, so the line is read as text", mark);
		}
		reading->list = NULL;
		if (reading->paragraph != NULL) {
			add_text(reading, reading->paragraph, "\n", 1, 1);
		} else {
			reading->paragraph = add(reading, reading->article->root, OSP_P);
		}
		add_text(reading, reading->paragraph, line, len, 1);
	}
}

static osp_status read_notes(osp_job *job, void *state, const osp_source *source, osp_article *article)
{
	struct reading reading = { job, article, source->file, source->first_line, NULL, NULL };
	const char *end = source->text + source->len;
	for (const char *at = source->text; at < end; reading.line++) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t len = (size_t)((stop != NULL ? stop : end) - at);
		read_line(state, &reading, at, len);
		at += len + 1;
	}
	return OSP_OK;
}

static const osp_reader reader = {
	.suffixes = "@NAME@",
	.open = open_reader,
	.read = read_notes,
	.close = close_reader,
};
OSP_PLUGIN(.kind = OSP_READER, .name = "@NAME@", .version = "0.1", .summary = "Reads plain notes.",
	.options = options, .reader = &reader, .license = "Apache-2.0");
