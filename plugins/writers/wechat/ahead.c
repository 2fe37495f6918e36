/* ahead.c - convert pictures before the articles that show them are written. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "ahead.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

/* A larger picture takes 50 MB and more: there is one of those at a time. */
enum { MAX_THREADS = 4, WINDOW = 8, MAX_PIXELS = 12 * 1000 * 1000 };

enum entry_state { ENTRY_NEW, ENTRY_CONVERTING, ENTRY_READY, ENTRY_TAKEN };

struct entry {
	const osp_asset *asset;
	enum entry_state state;
	struct converted converted;
};

struct ahead {
	pthread_mutex_t lock;
	pthread_cond_t changed;      /* an entry became ready, or there is room for another */
	struct entry *entries;       /* in the order of the articles */
	size_t count;
	size_t *places;              /* by asset: its entry and 1, or 0 */
	size_t *last_pieces;         /* by asset: the last piece of the volume that shows it */
	size_t place_count;
	size_t next, taken;          /* where to look for one that nobody began with; behind the last that was taken */
	bool ends;
	pthread_t threads[MAX_THREADS];
	unsigned thread_count;
};

/* Drawings stay with who writes: what draws them has threads and locks of its own. */
static bool is_for_threads(const osp_asset *asset)
{
	bool is_raster = asset->kind == OSP_ASSET_PNG || asset->kind == OSP_ASSET_JPEG || asset->kind == OSP_ASSET_GIF || asset->kind == OSP_ASSET_WEBP;
	return is_raster && convert_is_needed(asset) && (uint64_t)asset->width * asset->height <= MAX_PIXELS;
}

static void collect(struct ahead *ahead, const osp_volume *volume, size_t piece)
{
	const osp_node *root = volume->pieces[piece]->root;
	for (const osp_node *n = root; n != NULL; n = osp_node_after(n, root)) {
		const osp_asset *asset = osp_node_tag(n) == OSP_IMG ? osp_node_asset(volume, n) : NULL;
		const char *number = asset != NULL ? osp_node_attr(n, "data-asset") : NULL;
		size_t index = number != NULL ? strtoul(number, NULL, 10) : SIZE_MAX;
		if (index >= ahead->place_count)
			continue;
		ahead->last_pieces[index] = piece;
		if (ahead->places[index] == 0 && is_for_threads(asset)) {
			ahead->entries[ahead->count++] = (struct entry){ .asset = asset };
			ahead->places[index] = ahead->count;
		}
	}
}

/* The next entry to begin with; NULL at the end. Called with the lock, which is let go while there is no room. */
static struct entry *begin_next(struct ahead *ahead)
{
	while (!ahead->ends) {
		while (ahead->next < ahead->count && ahead->entries[ahead->next].state != ENTRY_NEW)
			ahead->next++;
		if (ahead->next == ahead->count)
			return NULL;
		if (ahead->next < ahead->taken + WINDOW) {
			ahead->entries[ahead->next].state = ENTRY_CONVERTING;
			return &ahead->entries[ahead->next++];
		}
		pthread_cond_wait(&ahead->changed, &ahead->lock);
	}
	return NULL;
}

static void *work(void *closure)
{
	struct ahead *ahead = closure;
	struct entry *entry;
	pthread_mutex_lock(&ahead->lock);
	while ((entry = begin_next(ahead)) != NULL) {
		pthread_mutex_unlock(&ahead->lock);
		convert_picture(entry->asset, &entry->converted);
		pthread_mutex_lock(&ahead->lock);
		entry->state = ENTRY_READY;
		pthread_cond_broadcast(&ahead->changed);
	}
	pthread_mutex_unlock(&ahead->lock);
	return NULL;
}

struct ahead *ahead_new(const osp_volume *volume)
{
	struct ahead *ahead = calloc(1, sizeof *ahead);
	if (ahead == NULL)
		return NULL;
	ahead->place_count = volume->asset_count;
	ahead->entries = calloc(volume->asset_count + 1, sizeof *ahead->entries);
	ahead->places = calloc(volume->asset_count + 1, sizeof *ahead->places);
	ahead->last_pieces = calloc(volume->asset_count + 1, sizeof *ahead->last_pieces);
	if (ahead->entries == NULL || ahead->places == NULL || ahead->last_pieces == NULL)
		abort(); /* as osp_buf: out of memory ends the program */
	for (size_t i = 0; i < volume->piece_count && volume->asset_count > 0; i++) {
		const osp_piece *piece = volume->pieces[i];
		if (piece->kind == OSP_PIECE_ARTICLE && piece->article != NULL && piece->article->state != OSP_ARTICLE_HELD)
			collect(ahead, volume, i);
	}
	pthread_mutex_init(&ahead->lock, NULL);
	pthread_cond_init(&ahead->changed, NULL);
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	while (ahead->thread_count < MAX_THREADS && (long)ahead->thread_count < processors && ahead->thread_count + 1 < ahead->count &&
	       pthread_create(&ahead->threads[ahead->thread_count], NULL, work, ahead) == 0)
		ahead->thread_count++;
	return ahead;
}

static bool take(struct ahead *ahead, size_t place, struct converted *ret)
{
	struct entry *entry = &ahead->entries[place];
	pthread_mutex_lock(&ahead->lock);
	ahead->taken = place + 1 > ahead->taken ? place + 1 : ahead->taken;
	pthread_cond_broadcast(&ahead->changed);
	while (entry->state == ENTRY_CONVERTING)
		pthread_cond_wait(&ahead->changed, &ahead->lock);
	bool is_ready = entry->state == ENTRY_READY;
	if (is_ready)
		*ret = entry->converted;
	entry->state = ENTRY_TAKEN;
	pthread_mutex_unlock(&ahead->lock);
	return is_ready;
}

void ahead_take(struct ahead *ahead, size_t index, const osp_asset *asset, struct converted *ret)
{
	size_t place = ahead != NULL && index < ahead->place_count ? ahead->places[index] : 0;
	if (place == 0 || !take(ahead, place - 1, ret))
		convert_picture(asset, ret);
}

bool ahead_is_last(const struct ahead *ahead, size_t index, const osp_volume *volume, const osp_piece *piece)
{
	return ahead != NULL && index < ahead->place_count && ahead->last_pieces[index] < volume->piece_count &&
	       volume->pieces[ahead->last_pieces[index]] == piece;
}

void ahead_free(struct ahead *ahead)
{
	if (ahead == NULL)
		return;
	pthread_mutex_lock(&ahead->lock);
	ahead->ends = true;
	pthread_cond_broadcast(&ahead->changed);
	pthread_mutex_unlock(&ahead->lock);
	for (unsigned i = 0; i < ahead->thread_count; i++)
		pthread_join(ahead->threads[i], NULL);
	for (size_t i = 0; i < ahead->count; i++) {
		if (ahead->entries[i].state == ENTRY_READY)
			osp_buf_done(&ahead->entries[i].converted.bytes);
	}
	pthread_cond_destroy(&ahead->changed);
	pthread_mutex_destroy(&ahead->lock);
	free(ahead->entries);
	free(ahead->places);
	free(ahead->last_pieces);
	free(ahead);
}
