/* tailor.c - make the subsets of a file's fonts in threads, and give them back in any order. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/tailor.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { MAX_THREADS = 4 };

enum piece_state { PIECE_NEW, PIECE_MAKING, PIECE_DONE };

struct piece {
	const struct haru_font *font;
	const osp_font *info;
	enum piece_state state;
	bool is_good;
	struct haru_subset subset;
};

struct haru_tailor {
	pthread_mutex_t lock;
	pthread_cond_t changed;      /* a piece is done */
	struct piece *pieces;
	size_t count;
	bool ends;
	pthread_t threads[MAX_THREADS];
	unsigned thread_count;
};

static void make(struct piece *piece) {
	piece->is_good = haru_subset_make(piece->font, piece->info, &piece->subset);
}

/* The font with the most glyphs that nobody began with. */
static struct piece *find_largest(struct haru_tailor *tailor) {
	struct piece *best = NULL;
	for (size_t i = 0; i < tailor->count; i++) {
		struct piece *piece = &tailor->pieces[i];
		if (piece->state == PIECE_NEW && piece->font != NULL && (best == NULL || piece->font->used > best->font->used)) {
			best = piece;
		}
	}
	return best;
}

static void *work(void *closure) {
	struct haru_tailor *tailor = closure;
	struct piece *piece;
	pthread_mutex_lock(&tailor->lock);
	while (!tailor->ends && (piece = find_largest(tailor)) != NULL) {
		piece->state = PIECE_MAKING;
		pthread_mutex_unlock(&tailor->lock);
		make(piece);
		pthread_mutex_lock(&tailor->lock);
		piece->state = PIECE_DONE;
		pthread_cond_broadcast(&tailor->changed);
	}
	pthread_mutex_unlock(&tailor->lock);
	return NULL;
}

struct haru_tailor *haru_tailor_new(struct haru_font *const *fonts, osp_font *const *infos, size_t count) {
	struct haru_tailor *tailor = calloc(1, sizeof *tailor);
	struct piece *pieces = calloc(count + 1, sizeof *pieces);
	if (tailor == NULL || pieces == NULL) {
		abort(); /* as osp_buf: out of memory ends the program */
	}
	tailor->pieces = pieces;
	tailor->count = count;
	size_t wanted = 0;
	for (size_t i = 0; i < count; i++) {
		pieces[i] = (struct piece){ .font = fonts[i], .info = infos[i] };
		wanted += fonts[i] != NULL;
	}
	pthread_mutex_init(&tailor->lock, NULL);
	pthread_cond_init(&tailor->changed, NULL);
	/* Who takes the pieces makes one, too, rather than wait for it. */
	long beside = sysconf(_SC_NPROCESSORS_ONLN) - 1;
	while (tailor->thread_count < MAX_THREADS && (long)tailor->thread_count < beside && tailor->thread_count + 1 < wanted &&
	       pthread_create(&tailor->threads[tailor->thread_count], NULL, work, tailor) == 0) {
		tailor->thread_count++;
	}
	return tailor;
}

const struct haru_subset *haru_tailor_take(struct haru_tailor *tailor, size_t index) {
	struct piece *piece = &tailor->pieces[index];
	pthread_mutex_lock(&tailor->lock);
	if (piece->state == PIECE_NEW) {
		piece->state = PIECE_MAKING;
		pthread_mutex_unlock(&tailor->lock);
		make(piece);
		pthread_mutex_lock(&tailor->lock);
		piece->state = PIECE_DONE;
	}
	while (piece->state != PIECE_DONE) {
		pthread_cond_wait(&tailor->changed, &tailor->lock);
	}
	pthread_mutex_unlock(&tailor->lock);
	return piece->is_good ? &piece->subset : NULL;
}

void haru_tailor_give_back(struct haru_tailor *tailor, size_t index) {
	haru_subset_done(&tailor->pieces[index].subset);
}

void haru_tailor_free(struct haru_tailor *tailor) {
	if (tailor == NULL) {
		return;
	}
	pthread_mutex_lock(&tailor->lock);
	tailor->ends = true;
	pthread_mutex_unlock(&tailor->lock);
	for (unsigned i = 0; i < tailor->thread_count; i++) {
		pthread_join(tailor->threads[i], NULL);
	}
	for (size_t i = 0; i < tailor->count; i++) {
		haru_subset_done(&tailor->pieces[i].subset);
	}
	pthread_cond_destroy(&tailor->changed);
	pthread_mutex_destroy(&tailor->lock);
	free(tailor->pieces);
	free(tailor);
}
