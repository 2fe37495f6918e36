/* plugin.c - the site writer as the host sees it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "site.h"

#include <string.h>

static const osp_option options[] = { { NULL, OSP_OPTION_END, NULL, NULL, NULL } };

/* The title page and the contents are the index; a volume without a title page has its title there, made for it. */
static void begin_index(struct site *site, struct leaf *index)
{
	const osp_volume *volume = site->volume;
	const osp_node *title = NULL, *contents = NULL;
	for (size_t i = 0; i < volume->piece_count; i++) {
		const osp_piece *piece = volume->pieces[i];
		if (piece->kind == OSP_PIECE_TITLE_PAGE && title == NULL)
			title = piece->root;
		if (piece->kind == OSP_PIECE_CONTENTS && contents == NULL)
			contents = piece->root;
	}
	*index = (struct leaf){ .file = "index.html", .title = volume->title, .lang = volume->lang, .is_index = true };
	index->roots[0] = title;
	index->roots[title != NULL ? 1 : 0] = contents;
}

/* A piece's id is safe in an address and has no dot, so none is called as what the site has of itself. */
static const char *name_of(osp_job *job, const osp_piece *piece)
{
	bool is_taken = strcmp(piece->id, "index") == 0;
	return osp_job_printf(job, "%s%s.html", piece->id, is_taken ? ".piece" : "");
}

static void list_leaves(struct site *site)
{
	const osp_volume *volume = site->volume;
	site->leaves = osp_job_alloc(site->job, (volume->piece_count + 1) * sizeof *site->leaves);
	begin_index(site, &site->leaves[site->leaf_count++]);
	for (size_t i = 0; i < volume->piece_count; i++) {
		const osp_piece *piece = volume->pieces[i];
		bool is_in_index = piece->root == site->leaves[0].roots[0] || piece->root == site->leaves[0].roots[1];
		if (piece->root == NULL || piece->kind == OSP_PIECE_COVER || is_in_index)
			continue;
		const char *lang = piece->article != NULL && piece->article->lang[0] != '\0' ? piece->article->lang : volume->lang;
		site->leaves[site->leaf_count++] =
			(struct leaf){ .file = name_of(site->job, piece), .title = piece->title, .lang = lang, .roots = { piece->root } };
	}
}

static osp_status put_pages(struct site *site, osp_output *output)
{
	osp_buf page = OSP_BUF_INIT;
	osp_status status = OSP_OK;
	for (size_t i = 0; i < site->leaf_count && status == OSP_OK; i++) {
		osp_buf_clear(&page);
		page_write(site, i, &page);
		status = osp_output_put(output, site->leaves[i].file, page.data, page.len);
	}
	osp_buf_clear(&page);
	page_sheet(site, &page);
	if (status == OSP_OK)
		status = osp_output_put(output, "style.css", page.data, page.len);
	osp_buf_done(&page);
	return status;
}

static osp_status put_pictures(const struct site *site, osp_output *output)
{
	osp_status status = OSP_OK;
	for (size_t i = 0; i < site->volume->asset_count && status == OSP_OK; i++) {
		const osp_asset *asset = site->volume->assets[i];
		if (site->used[i])
			status = osp_output_copy(output, osp_job_printf(site->job, "images/%s", asset->name), asset->path);
	}
	return status;
}

static osp_status write_tree(osp_job *job, void *state, const osp_volume *volume, const osp_pages *pages, osp_output *output)
{
	struct site site = { .job = job, .volume = volume };
	(void)state;
	(void)pages;
	site.used = osp_job_alloc(job, (volume->asset_count + 1) * sizeof *site.used);
	list_leaves(&site);
	ids_index(&site);
	osp_status status = put_pages(&site, output);
	if (status == OSP_OK)
		status = put_pictures(&site, output);
	ids_done(&site);
	return status;
}

static const osp_writer writer = {
	.format = "html",
	.suffix = "",
	.medium = "html",
	.needs = OSP_NEEDS_TREE,
	.write_tree = write_tree,
};

OSP_PLUGIN(.kind = OSP_WRITER, .name = "html", .version = "1.0", .summary = "Writes the volume as a static site, one page for each article.",
	   .options = options, .writer = &writer, .license = "Apache-2.0");
