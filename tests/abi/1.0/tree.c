/* tree.c - a writer as it was written for 1.0: the volume's record and its trees, with the labels of pages, as one file. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <ospopress/ospopress.h>

static void put_people(osp_buf *out, const osp_article *article)
{
	for (size_t i = 0; i < article->author_count; i++) {
		const osp_person *person = article->authors[i];
		osp_buf_printf(out, "author %s|%s|%s|%s\n", person->id, person->name, person->email, person->orcid);
		for (size_t k = 0; k < person->affiliation_count; k++) {
			osp_buf_printf(out, "at %s|%s\n", person->affiliations[k]->name, person->affiliations[k]->country);
		}
	}
	for (size_t i = 0; i < article->keyword_count; i++) {
		osp_buf_printf(out, "keyword %s\n", article->keywords[i]);
	}
}

static void put_volume(osp_buf *out, const osp_volume *volume)
{
	osp_buf_printf(out, "volume %s|%s|%s|%s\n", volume->title, volume->lang, volume->date, volume->publisher);
	osp_buf_printf(out, "event %s|%s|%s\n", volume->event->name, volume->event->place, volume->event->url);
	osp_buf_printf(out, "imprint %s|%s\n", volume->imprint->edition, volume->imprint->printer);
	for (size_t i = 0; i < volume->part_count; i++) {
		osp_buf_printf(out, "part %s %d\n", volume->parts[i]->title, (int)volume->parts[i]->count);
	}
	for (size_t i = 0; i < volume->asset_count; i++) {
		const osp_asset *asset = volume->assets[i];
		osp_buf_printf(out, "asset %s kind %d, %ux%u, %d bytes\n", asset->name, (int)asset->kind, (unsigned)asset->width, (unsigned)asset->height,
			(int)asset->size);
	}
	osp_buf_printf(out, "modified %lld\n", (long long)volume->modified);
}

static void put_piece(osp_buf *out, osp_style *style, const osp_piece *piece)
{
	osp_buf_printf(out, "piece %d|%d|%s|%s|%u\n", (int)piece->kind, (int)piece->region, piece->id, piece->title, (unsigned)piece->part);
	if (piece->article != NULL) {
		osp_buf_printf(out, "article %s|%s|%s|%s\n", piece->article->title, piece->article->subtitle, piece->article->lang, piece->article->date);
		put_people(out, piece->article);
		const char *value = osp_style_value(style, piece->root, OSP_PSEUDO_NONE, "--old");
		osp_buf_printf(out, "style %s\n", value != NULL ? value : "-");
		osp_markup_node(out, piece->root, OSP_HTML, NULL, NULL);
		osp_buf_putc(out, '\n');
	}
}

static osp_status write_tree(osp_job *job, void *state, const osp_volume *volume, const osp_pages *pages, osp_output *output)
{
	osp_buf out = OSP_BUF_INIT;
	osp_style *style = osp_job_style(job, "print");
	osp_sink *sink = osp_output_open(output, NULL);
	(void)state;
	put_volume(&out, volume);
	for (size_t i = 0; i < volume->piece_count; i++) {
		put_piece(&out, style, volume->pieces[i]);
	}
	for (size_t i = 0; i < pages->page_count; i++) {
		osp_buf_printf(&out, "label %s\n", pages->pages[i]->label);
	}
	osp_status status = sink != NULL ? osp_sink_write(sink, out.data, out.len) : OSP_FAIL;
	osp_buf_done(&out);
	return sink != NULL && osp_sink_close(sink) == OSP_OK ? status : OSP_FAIL;
}

static const osp_writer writer = {
	.format = "old-tree", .suffix = ".txt", .medium = "print", .needs = OSP_NEEDS_TREE | OSP_NEEDS_LABELS, .write_tree = write_tree };
OSP_PLUGIN(.kind = OSP_WRITER, .name = "old-tree", .version = "1.0", .summary = "Tells what is in the volume.", .writer = &writer);
