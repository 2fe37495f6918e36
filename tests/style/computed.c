/* computed.c - print the computed styles of a tree: `computed SHEET TREE PROPERTIES MEDIUM`, for cascade.py. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "base/job.h"
#include "document/node.h"
#include "style/engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 64, INPUT_MAX = 16 << 20 };

static char *load(osp_job *job, const char *path)
{
	char *bytes;
	size_t len;
	if (file_load(job->arena, path, INPUT_MAX, &bytes, &len) != FILE_OK) {
		fprintf(stderr, "computed: %s cannot be read\n", path);
		exit(2);
	}
	return bytes;
}

/* The next field of a line; lines are DEPTH<tab>NAME[<tab>ATTRIBUTE=VALUE]..., texts DEPTH<tab>"TEXT. */
static char *field(char **line)
{
	char *begin = *line;
	size_t len = strcspn(begin, "\t");
	*line = begin[len] == '\t' ? begin + len + 1 : begin + len;
	begin[len] = '\0';
	return begin;
}

static osp_node *element(osp_tree *tree, char *line)
{
	char *name = field(&line);
	if (name[0] == '"') {
		return osp_text_new(tree, name + 1, strlen(name + 1));
	}
	osp_node *node = osp_element_new_named(tree, name);
	while (*line != '\0') {
		char *attribute = field(&line), *equals = strchr(attribute, '=');
		if (equals != NULL) {
			*equals = '\0';
			osp_node_set_attr(node, attribute, equals + 1);
		}
	}
	return node;
}

static osp_node *read_tree(osp_tree *tree, char *text)
{
	osp_node *open[DEPTH_MAX] = { NULL };
	for (char *line = text; *line != '\0';) {
		size_t len = strcspn(line, "\n");
		char *next = line[len] == '\n' ? line + len + 1 : line + len;
		line[len] = '\0';
		size_t depth = strtoul(field(&line), NULL, 10);
		osp_node *node = element(tree, line);
		if (depth >= DEPTH_MAX || (depth > 0 && open[depth - 1] == NULL)) {
			exit(2);
		}
		if (depth > 0) {
			osp_node_append(open[depth - 1], node);
		}
		open[depth] = node;
		line = next;
	}
	return open[0];
}

static void print_style(osp_style *style, const osp_node *node, osp_pseudo pseudo, char *const *names, size_t count)
{
	const struct style_entry *entry = style_entry_pseudo(style, node, pseudo);
	if (entry == NULL) {
		puts("-");
		return;
	}
	for (size_t i = 0; i < count; i++) {
		int property = property_find(names[i]);
		const char *text = names[i][0] == '-' ? osp_style_value(style, node, pseudo, names[i])
		                   : property < 0 ? "unknown" : style_text_of(style, entry, property);
		printf("%s%s", i > 0 ? "\t" : "", text != NULL ? text : "");
	}
	putchar('\n');
}

int main(int count, char **arguments)
{
	if (count != 5) {
		return 2;
	}
	osp_job *job = job_new("en");
	osp_node *root = read_tree(tree_new(job), load(job, arguments[2]));
	char *names[256], *list = load(job, arguments[3]);
	size_t name_count = 0;
	for (char *name = strtok_r(list, "\n", &list); name != NULL && name_count < 256; name = strtok_r(NULL, "\n", &list)) {
		if (name[0] != '#') {
			names[name_count++] = name;
		}
	}
	style_read_text(job, "theme.css", load(job, arguments[1]));
	osp_style *style = osp_job_style(job, arguments[4]);
	for (const osp_node *node = root; node != NULL; node = osp_node_after(node, root)) {
		for (int pseudo = OSP_PSEUDO_NONE; pseudo <= OSP_PSEUDO_AFTER && !osp_node_is_text(node); pseudo++) {
			print_style(style, node, (osp_pseudo)pseudo, names, name_count);
		}
	}
	style_free(job);
	job_free(job);
	return 0;
}
