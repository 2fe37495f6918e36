/* typeset.c - lay out all pieces of a volume, in threads, until the page numbers in them are right. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/typeset.h"
#include "base/job.h"
#include "typeset/piece.h"

#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

enum { ROUNDS_MAX = 4, THREADS_MAX = 16 };

/*
 * Pieces share nothing that changes: each has its own tree, arena and galleys.
 * So they are laid out in parallel, then numbered in one row, and drawn in
 * parallel again. Page numbers inside text (contents, "see page 12") are those
 * of the round before; only what asks for them is set again (late.c), and
 * as contents stand in the front matter, which counts by itself, the second
 * round nearly always changes nothing. All threads are joined before this
 * returns: who calls it may fork (design, the fork rule).
 */
struct work {
	struct volume_layout *volume;
	void (*each)(struct volume_layout *volume, uint32_t index);
	atomic_uint next;
};

static void *work_on(void *closure)
{
	struct work *work = closure;
	for (;;) {
		unsigned index = atomic_fetch_add(&work->next, 1);
		if (index >= work->volume->piece_count) {
			return NULL;
		}
		work->each(work->volume, index);
	}
}

static void for_each_piece(struct volume_layout *volume, void (*each)(struct volume_layout *volume, uint32_t index))
{
	struct work work = { .volume = volume, .each = each };
	pthread_t threads[THREADS_MAX];
	unsigned wanted = volume->options->threads, count = 0;
	if (wanted == 0) {
		long processors = sysconf(_SC_NPROCESSORS_ONLN);
		wanted = processors < 1 ? 1 : (unsigned)processors;
	}
	wanted = wanted > THREADS_MAX ? THREADS_MAX : wanted;
	wanted = wanted > volume->piece_count ? (unsigned)volume->piece_count : wanted;
	while (count + 1 < wanted && pthread_create(&threads[count], NULL, work_on, &work) == 0) {
		count++;
	}
	work_on(&work);
	for (unsigned i = 0; i < count; i++) {
		pthread_join(threads[i], NULL);
	}
}

static void lay_out(struct volume_layout *volume, uint32_t index)
{
	piece_layout_run(volume, volume->pieces[index]);
}

static void lay_out_again(struct volume_layout *volume, uint32_t index)
{
	if (volume->pieces[index]->target_asks > 0 && !late_refresh(volume->pieces[index])) {
		piece_layout_run(volume, volume->pieces[index]);
	}
}

static void make_pieces(struct volume_layout *volume)
{
	const osp_volume *source = volume->layout.volume;
	volume->pieces = ARENA_ARRAY(volume->arena, source->piece_count + 1, struct piece_layout *);
	volume->first_slots = ARENA_ARRAY(volume->arena, source->piece_count + 1, uint32_t);
	for (size_t i = 0; i < source->piece_count; i++) {
		if (source->pieces[i]->root == NULL) {
			continue;
		}
		struct piece_layout *piece = ARENA_NEW(volume->arena, struct piece_layout);
		piece->layout = &volume->layout;
		piece->kept = job_arena_new(volume->layout.job);
		piece->piece = source->pieces[i];
		piece->target = numbering_target;
		piece->page_width = piece_page_width;
		piece->closure = volume;
		volume->pieces[volume->piece_count++] = piece;
	}
}

static void copy_fonts(struct volume_layout *volume)
{
	osp_job *job = volume->layout.job;
	osp_pages *pages = volume->pages;
	pages->font_count = font_set_count(volume->layout.fonts);
	pages->fonts = osp_job_alloc(job, (pages->font_count + 1) * sizeof(*pages->fonts));
	for (size_t i = 0; i < pages->font_count; i++) {
		const osp_font *info = &font_set_at(volume->layout.fonts, i)->info;
		osp_font *font = pages->fonts[i] = osp_job_alloc(job, sizeof(*font));
		*font = *info;
		font->path = osp_job_strdup(job, info->path);
		font->family = osp_job_strdup(job, info->family);
		font->variations = osp_job_strdup(job, info->variations == NULL ? "" : info->variations);
	}
}

static void make_pages(struct volume_layout *volume)
{
	osp_pages *pages = volume->pages;
	for_each_piece(volume, lay_out);
	for (int round = 0; numbering_run(volume) && round < ROUNDS_MAX; round++) {
		for_each_piece(volume, lay_out_again);
	}
	numbering_strings(volume);
	pages->page_count = volume->slot_count;
	pages->pages = ARENA_ARRAY(volume->arena, volume->slot_count + 1, osp_page *);
	osp_page *row = ARENA_ARRAY(volume->arena, volume->slot_count + 1, osp_page);
	for (size_t i = 0; i < volume->slot_count; i++) {
		pages->pages[i] = &row[i];
	}
	for_each_piece(volume, piece_draw);
	outline_make(volume);
	copy_fonts(volume);
}

osp_status typeset_volume(osp_job *job, osp_style *style, const struct typeset_options *options, const osp_pages **ret_pages)
{
	struct volume_layout volume = { .options = options, .arena = job_arena_new(job) };
	volume.layout = (struct layout){ .job = job, .style = style, .volume = osp_job_volume(job) };
	size_t source_count = 0;
	const struct font_source *const *sources = style_font_sources(style, &source_count);
	volume.layout.fonts = font_set_new(job, sources, source_count);
	if (volume.layout.fonts == NULL) {
		return OSP_FAIL;
	}
	pthread_mutex_init(&volume.lock, NULL);
	volume.pages = osp_job_alloc(job, sizeof(*volume.pages));
	volume.pages->volume = volume.layout.volume;
	make_pieces(&volume);
	make_pages(&volume);
	pthread_mutex_destroy(&volume.lock);
	font_set_free(volume.layout.fonts);
	*ret_pages = volume.pages;
	return OSP_OK;
}
