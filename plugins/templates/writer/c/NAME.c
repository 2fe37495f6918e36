/* @NAME@.c - a writer for ospopress: the headings of a volume as a text, and its pictures beside it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <ospopress/ospopress.h>

/* What a manifest can say. The host checks values against this table before any function below is called. */
static const osp_option options[] = {
	{ "depth", OSP_OPTION_INT, "2", "1..6", "the lowest level of headings that is listed" },
	{ "bullet", OSP_OPTION_STRING, "-", NULL, "what stands before each heading" },
	{ "pictures", OSP_OPTION_BOOL, "true", NULL, "whether pictures are copied" },
	{ NULL, OSP_OPTION_END, NULL, NULL, NULL },
};

/* The options as we need them: never in static variables, for two outputs may be made by one writer. */
struct state { int depth; const char *bullet; bool with_pictures; };

static osp_status open_writer(osp_job *job, const osp_options *given, void **ret_state)
{
	/* Memory of the job lives until it ends; nothing of it is freed. */
	struct state *state = osp_job_alloc(job, sizeof(*state));
	state->depth = (int)osp_option_int(given, "depth");
	state->bullet = osp_option_string(given, "bullet");
	state->with_pictures = osp_option_bool(given, "pictures");
	*ret_state = state;
	return OSP_OK;
}

static void put_heading(osp_buf *out, const struct state *state, const osp_node *heading, int level)
{
	osp_buf words = OSP_BUF_INIT; /* a buffer is ours: it ends with osp_buf_done() */
	osp_node_text_content(heading, &words);
	for (int i = 1; i < level; i++) {
		osp_buf_puts(out, "  ");
	}
	osp_buf_printf(out, "%s ", state->bullet);
	for (size_t i = 0; i < words.len; i++) {
		osp_buf_putc(out, words.data[i] == '\n' ? ' ' : words.data[i]);
	}
	osp_buf_putc(out, '\n');
	osp_buf_done(&words);
}

/* Copies a picture, and says which one has no words for those who can't see it. */
static osp_status put_picture(osp_job *job, const osp_volume *volume, const osp_node *img, osp_output *output)
{
	const osp_asset *asset = osp_node_asset(volume, img);
	if (osp_node_attr(img, "data-alt-guessed") != NULL) {
		osp_warn(job, osp_node_place(img), "@NAME@/no-words", "nobody wrote words for this picture; \"%s\" was guessed", osp_node_attr(img, "alt"));
	}
	if (asset == NULL || asset->kind == OSP_ASSET_BROKEN) {
		return OSP_OK; /* the host has said so already */
	}
	/* Names are relative to the output; folders are made as needed. What fails is reported by the host. */
	return osp_output_copy(output, osp_job_printf(job, "pictures/%s", asset->name), asset->path);
}

static osp_status put_piece(osp_job *job, const struct state *state, const osp_volume *volume, const osp_piece *piece, osp_buf *out, osp_output *output)
{
	osp_status status = OSP_OK;
	for (const osp_node *n = piece->root; n != NULL && status == OSP_OK; n = osp_node_after(n, piece->root)) {
		osp_tag tag = osp_node_tag(n);
		if (tag >= OSP_H1 && tag <= OSP_H6 && (int)(tag - OSP_H1) < state->depth) {
			put_heading(out, state, n, (int)(tag - OSP_H1) + 1);
		} else if (tag == OSP_IMG && state->with_pictures) {
			status = put_picture(job, volume, n, output);
		}
	}
	return status;
}

static osp_status write_tree(osp_job *job, void *state, const osp_volume *volume, const osp_pages *pages, osp_output *output)
{
	osp_buf out = OSP_BUF_INIT;
	osp_status status = OSP_OK;
	(void)pages; /* is there when `needs` asks for labels */
	osp_buf_printf(&out, "%s\n\n", volume->title);
	for (size_t i = 0; i < volume->piece_count && status == OSP_OK; i++) {
		status = put_piece(job, state, volume, volume->pieces[i], &out, output);
	}
	if (status == OSP_OK) {
		status = osp_output_put(output, "headings.txt", out.data, out.len);
	}
	osp_buf_done(&out);
	return status;
}

static const osp_writer writer = {
	.format = "@NAME@",
	.suffix = "", /* a folder; ".txt" would be one file, written under the name NULL */
	.medium = "print",
	.needs = OSP_NEEDS_TREE,
	.open = open_writer,
	.write_tree = write_tree,
};
OSP_PLUGIN(.kind = OSP_WRITER, .name = "@NAME@", .version = "0.1", .summary = "Lists the headings of a volume and copies its pictures.",
	.options = options, .writer = &writer, .license = "Apache-2.0");
