/* plugin.c - the plain text writer as the host sees it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "text.h"

#include <string.h>

static const osp_option options[] = {
	{ "width", OSP_OPTION_INT, "78", "0..1000", "columns of a line, Han counted as two; 0: a paragraph is one line" },
	{ "links", OSP_OPTION_BOOL, "false", NULL, "write the address of a link behind its words" },
	{ NULL, OSP_OPTION_END, NULL, NULL, NULL },
};

struct settings { size_t width; bool has_links; };

static osp_status open_writer(osp_job *job, const osp_options *given, void **ret_state)
{
	struct settings *settings = osp_job_alloc(job, sizeof *settings);
	int64_t width = osp_option_int(given, "width");
	settings->width = width == 0 ? SIZE_MAX : (size_t)width;
	settings->has_links = osp_option_bool(given, "links");
	*ret_state = settings;
	return OSP_OK;
}

static void write_title(struct sheet *sheet, const osp_volume *volume)
{
	block_lines(sheet, volume->title, strlen(volume->title));
	block_lines(sheet, volume->subtitle, strlen(volume->subtitle));
	osp_buf_putc(&sheet->out, '\n');
}

static bool has_title_page(const osp_volume *volume)
{
	for (size_t i = 0; i < volume->piece_count; i++) {
		if (volume->pieces[i]->kind == OSP_PIECE_TITLE_PAGE)
			return true;
	}
	return false;
}

/* The cover says what the title page says. */
static osp_status write_tree(osp_job *job, void *state, const osp_volume *volume, const osp_pages *pages, osp_output *output)
{
	const struct settings *settings = state;
	struct sheet sheet = { .job = job, .width = settings->width, .has_links = settings->has_links };
	(void)pages;
	if (!has_title_page(volume))
		write_title(&sheet, volume);
	for (size_t i = 0; i < volume->piece_count; i++) {
		const osp_piece *piece = volume->pieces[i];
		if (piece->root == NULL || piece->kind == OSP_PIECE_COVER)
			continue;
		if (sheet.out.len > 0)
			osp_buf_puts(&sheet.out, "\n\n");
		sheet.is_gap_due = false;
		block_write(&sheet, piece->root);
	}
	osp_status status = osp_output_put(output, NULL, sheet.out.data, sheet.out.len);
	osp_buf_done(&sheet.out);
	osp_buf_done(&sheet.prefix);
	osp_buf_done(&sheet.marker);
	return status;
}

static const osp_writer writer = {
	.format = "text",
	.suffix = ".txt",
	.medium = "text",
	.needs = OSP_NEEDS_TREE,
	.open = open_writer,
	.write_tree = write_tree,
};

OSP_PLUGIN(.kind = OSP_WRITER, .name = "text", .version = "1.0", .summary = "Writes the volume as plain text, for reviewers and word counts.",
	   .options = options, .writer = &writer, .license = "Apache-2.0");
