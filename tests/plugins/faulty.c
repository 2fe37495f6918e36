/* faulty.c - a writer that goes wrong in the way that -DFAULT says; `ospopress plugin test` must find out. */
/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include <ospopress/ospopress.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { NONE, EMPTY, HUGE, HOSTILE, DEEP, NODES, OPTION, CLOCK, DISK, FORBIDDEN, LEAK, BOUNDS };

static const osp_option options[] = {
	{ "word", OSP_OPTION_STRING, "x", NULL, "a word" },
	{ NULL, OSP_OPTION_END, NULL, NULL, NULL },
};

static const char *word = "";

static osp_status open_writer(osp_job *job, const osp_options *given, void **ret_state)
{
	(void)job, (void)ret_state;
	word = osp_option_string(given, "word");
	return OSP_OK;
}

static void go_wrong(const osp_volume *volume, const osp_buf *text)
{
	bool is_deep = false, has_ruby = false;
	const osp_node *root = volume->pieces[0]->root;
	for (size_t i = 0; i < volume->piece_count; i++) {
		root = volume->pieces[i]->article != NULL ? volume->pieces[i]->root : root;
	}
	for (const osp_node *n = root; n != NULL; n = osp_node_after(n, root)) {
		int level = 0;
		for (const osp_node *up = n; up != NULL; up = osp_node_parent(up)) {
			level++;
		}
		is_deep = is_deep || level > 12;
		has_ruby = has_ruby || osp_node_tag(n) == OSP_RUBY;
	}
	if ((FAULT == EMPTY && osp_node_next(osp_node_first(root)) == NULL) || (FAULT == HOSTILE && strstr(text->data, "\xf0\xa0\xae\xb7") != NULL) ||
		(FAULT == DEEP && is_deep) || (FAULT == NODES && has_ruby) || (FAULT == OPTION && word[0] == '\0')) {
		abort();
	}
	while (FAULT == HUGE && text->len > 1 << 20) {
		__asm__ volatile("");
	}
	if (FAULT == LEAK) {
		char *volatile lost = malloc(1000);
		lost[0] = 'x';
		lost = NULL;
	}
	if (FAULT == BOUNDS) {
		volatile char *small = malloc(10); /* a plain store before free() is dead, and no sanitizer sees it */
		small[10] = 'x';
		free((char *)small);
	}
	if (FAULT == FORBIDDEN) {
		FILE *file = fopen("/var/tmp/ospopress-faulty", "w");
		if (file != NULL) {
			fclose(file);
		}
	}
}

static osp_status write_tree(osp_job *job, void *state, const osp_volume *volume, const osp_pages *pages, osp_output *output)
{
	osp_buf out = OSP_BUF_INIT;
	(void)job, (void)state, (void)pages;
	osp_buf_puts(&out, volume->title);
	for (size_t i = 0; i < volume->piece_count; i++) {
		osp_node_text_content(volume->pieces[i]->root, &out);
	}
	go_wrong(volume, &out);
	if (FAULT == CLOCK) {
		osp_buf_printf(&out, "%d %lld", (int)getpid(), (long long)time(NULL));
	}
	osp_status status = OSP_OK;
	if (FAULT == DISK) {
		FILE *file = fopen(osp_output_path(output, NULL), "w");
		fwrite(out.data, 1, out.len, file);
		fclose(file);
	} else {
		status = osp_output_put(output, NULL, out.data, out.len);
	}
	osp_buf_done(&out);
	return status;
}

static const osp_writer writer = { .format = "faulty", .suffix = ".txt", .medium = "print", .needs = OSP_NEEDS_TREE, .open = open_writer, .write_tree = write_tree };
OSP_PLUGIN(.kind = OSP_WRITER, .name = "faulty", .version = "1.0", .summary = "Goes wrong.", .options = options, .writer = &writer);
