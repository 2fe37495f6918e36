/* outline.c - a skeleton to copy: a writer that makes a plain text file with the headings of a volume. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <ospopress/ospopress.h>

/* The options that an output may give: `ospopress plugins outline` prints this table. */
static const osp_option options[] = {
	{ "depth", OSP_OPTION_INT, "3", "1..6", "the lowest level of headings that is listed" },
	{ "bullet", OSP_OPTION_STRING, "-", NULL, "what stands before each heading" },
	{ NULL, OSP_OPTION_END, NULL, NULL, NULL },
};

struct outline {
	int64_t depth;
	const char *bullet;
};

/* The state of one output. It lives as long as the job, so there is nothing to free and no `close`. */
static osp_status outline_open(osp_job *job, const osp_options *given, void **ret_state)
{
	struct outline *outline = osp_job_alloc(job, sizeof(*outline));
	outline->depth = osp_option_int(given, "depth");
	outline->bullet = osp_option_string(given, "bullet");
	*ret_state = outline;
	return OSP_OK;
}

/* h1 is 1, h6 is 6, anything else 0. */
static int level_of(const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	return tag >= OSP_H1 && tag <= OSP_H6 ? (int)(tag - OSP_H1) + 1 : 0;
}

static void put_headings(osp_buf *out, const struct outline *outline, const osp_node *root)
{
	for (const osp_node *node = root; node != NULL; node = osp_node_after(node, root)) {
		int level = level_of(node);
		if (level == 0 || level > outline->depth) {
			continue;
		}
		osp_buf_printf(out, "%*s%s ", 2 * (level - 1), "", outline->bullet);
		osp_node_text_content(node, out);
		osp_buf_putc(out, '\n');
	}
}

static osp_status outline_write(osp_job *job, void *state, const osp_volume *volume, const osp_pages *pages, osp_output *output)
{
	osp_buf text = OSP_BUF_INIT;
	(void)pages; /* only for writers that ask for OSP_NEEDS_LABELS */
	osp_buf_printf(&text, "%s\n", volume->title);
	for (size_t i = 0; i < volume->piece_count; i++) {
		const osp_piece *piece = volume->pieces[i];
		if (piece->kind == OSP_PIECE_ARTICLE || piece->kind == OSP_PIECE_PART) {
			put_headings(&text, state, piece->root);
		}
	}
	if (volume->piece_count == 0) {
		osp_warn(job, volume->place, "outline/empty", "the volume has no pieces; the outline is its title only");
	}
	/* The output is one file (the suffix below is not ""), so it has no name. */
	osp_status status = osp_output_put(output, NULL, text.data, text.len);
	osp_buf_done(&text);
	return status;
}

static const osp_writer writer = {
	.format = "outline",
	.suffix = ".txt",
	.medium = "print",
	.needs = OSP_NEEDS_TREE,
	.open = outline_open,
	.write_tree = outline_write,
};

OSP_PLUGIN(.kind = OSP_WRITER, .name = "outline", .version = "1.0", .summary = "A plain text file with all headings.",
	.options = options, .writer = &writer, .license = "Apache-2.0");
