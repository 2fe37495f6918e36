/* ahead.c - read and check pictures before the pages that show them are drawn. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/ahead.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "haru/grow.h"
#include "haru/table.h"

enum { MAX_THREADS = 4, MAX_WAITING = 6, MAX_FILE = 8 << 20, MAX_DECODED = 48 << 20 };

enum entry_state { ENTRY_NEW, ENTRY_READING, ENTRY_READY, ENTRY_TAKEN };

struct entry {
	const osp_asset *asset;
	enum entry_state state;
	uint64_t decoded;            /* bytes that its pixels take, or are about to */
	struct haru_picture_file file;
};

struct haru_ahead {
	pthread_mutex_t lock;
	pthread_cond_t changed;      /* an entry became ready, or there is room for another */
	struct entry *entries;       /* in the order of the pages */
	size_t count, capacity;
	struct haru_table index;     /* by asset */
	size_t next;                 /* where to look for one that nobody began with */
	unsigned waiting;            /* being read or ready */
	uint64_t decoded;            /* bytes of pixels of those */
	bool ends;
	pthread_t threads[MAX_THREADS];
	unsigned thread_count;
};

static bool is_raster(const osp_asset *asset) {
	return asset->kind == OSP_ASSET_PNG || asset->kind == OSP_ASSET_JPEG || asset->kind == OSP_ASSET_GIF || asset->kind == OSP_ASSET_WEBP;
}

static void collect(struct haru_ahead *ahead, const osp_page *page) {
	for (size_t i = 0; i < page->item_count; i++) {
		const osp_asset *asset = page->items[i].kind == OSP_ITEM_IMAGE ? page->items[i].as.image.asset : NULL;
		int fresh = 0;
		if (asset == NULL || !is_raster(asset)) {
			continue;
		}
		uint32_t *slot = haru_table_slot(&ahead->index, asset, &fresh);
		if (fresh) {
			*slot = (uint32_t)ahead->count;
			ahead->entries = haru_grow(ahead->entries, ahead->count, &ahead->capacity, sizeof *ahead->entries);
			ahead->entries[ahead->count++] = (struct entry){ .asset = asset };
		}
	}
}

/* The next entry to begin with; NULL at the end. Called with the lock, which is let go while there is no room. */
static struct entry *begin_next(struct haru_ahead *ahead) {
	while (!ahead->ends) {
		while (ahead->next < ahead->count && ahead->entries[ahead->next].state != ENTRY_NEW) {
			ahead->next++;
		}
		if (ahead->next == ahead->count) {
			return NULL;
		}
		if (ahead->waiting < MAX_WAITING) {
			ahead->waiting++;
			ahead->entries[ahead->next].state = ENTRY_READING;
			return &ahead->entries[ahead->next++];
		}
		pthread_cond_wait(&ahead->changed, &ahead->lock);
	}
	return NULL;
}

/*
 * Decoding takes longer still. Pixels are large, so few pictures are decoded ahead; what finds no room is left to who
 * writes, since who waited for room might wait for itself. Called with the lock, which is let go meanwhile.
 */
static void decode(struct haru_ahead *ahead, struct entry *entry) {
	uint64_t size = 4 * (uint64_t)entry->asset->width * entry->asset->height;
	if (!haru_picture_needs_pixels(entry->asset, &entry->file) || ahead->decoded + size > MAX_DECODED) {
		return;
	}
	ahead->decoded += size;
	entry->decoded = size;
	pthread_mutex_unlock(&ahead->lock);
	haru_picture_decode(entry->asset, &entry->file);
	pthread_mutex_lock(&ahead->lock);
}

static void *work(void *closure) {
	struct haru_ahead *ahead = closure;
	struct entry *entry;
	pthread_mutex_lock(&ahead->lock);
	while ((entry = begin_next(ahead)) != NULL) {
		pthread_mutex_unlock(&ahead->lock);
		haru_picture_read(entry->asset, MAX_FILE, &entry->file);
		pthread_mutex_lock(&ahead->lock);
		decode(ahead, entry);
		entry->state = ENTRY_READY;
		pthread_cond_broadcast(&ahead->changed);
	}
	pthread_mutex_unlock(&ahead->lock);
	return NULL;
}

struct haru_ahead *haru_ahead_new(const osp_pages *pages) {
	struct haru_ahead *ahead = calloc(1, sizeof *ahead);
	if (ahead == NULL) {
		return NULL;
	}
	for (size_t i = 0; i < pages->page_count; i++) {
		collect(ahead, pages->pages[i]);
	}
	pthread_mutex_init(&ahead->lock, NULL);
	pthread_cond_init(&ahead->changed, NULL);
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	while (ahead->thread_count < MAX_THREADS && (long)ahead->thread_count < processors && ahead->thread_count + 1 < ahead->count &&
	       pthread_create(&ahead->threads[ahead->thread_count], NULL, work, ahead) == 0) {
		ahead->thread_count++;
	}
	return ahead;
}

void haru_ahead_take(struct haru_ahead *ahead, const osp_asset *asset, struct haru_picture_file *ret) {
	const uint32_t *slot = ahead == NULL ? NULL : haru_table_find(&ahead->index, asset);
	*ret = (struct haru_picture_file){ .is_unread = true };
	if (slot != NULL) {
		struct entry *entry = &ahead->entries[*slot];
		pthread_mutex_lock(&ahead->lock);
		while (entry->state == ENTRY_READING) {
			pthread_cond_wait(&ahead->changed, &ahead->lock);
		}
		if (entry->state == ENTRY_READY) {
			*ret = entry->file;
			ahead->waiting--;
			ahead->decoded -= entry->decoded;
			pthread_cond_broadcast(&ahead->changed);
		}
		entry->state = ENTRY_TAKEN;
		pthread_mutex_unlock(&ahead->lock);
	}
	if (ret->is_unread) {
		haru_picture_read(asset, SIZE_MAX, ret);
	}
}

void haru_ahead_free(struct haru_ahead *ahead) {
	if (ahead == NULL) {
		return;
	}
	pthread_mutex_lock(&ahead->lock);
	ahead->ends = true;
	pthread_cond_broadcast(&ahead->changed);
	pthread_mutex_unlock(&ahead->lock);
	for (unsigned i = 0; i < ahead->thread_count; i++) {
		pthread_join(ahead->threads[i], NULL);
	}
	for (size_t i = 0; i < ahead->count; i++) {
		if (ahead->entries[i].state == ENTRY_READY) {
			haru_picture_file_done(&ahead->entries[i].file);
		}
	}
	pthread_cond_destroy(&ahead->changed);
	pthread_mutex_destroy(&ahead->lock);
	haru_table_done(&ahead->index);
	free(ahead->entries);
	free(ahead);
}
