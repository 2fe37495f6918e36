/* packer.h - deflate streams in threads, and give them back in the order they came. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_PACKER_H
#define HARU_PACKER_H

#include "haru/haru.h"

/*
 * Deflating takes as long as drawing, and needs nothing of it: so it is done
 * beside it. What waits is bounded, and the file is the same whoever is
 * quicker. On a machine with one processor everything is done on the spot.
 */
struct haru_packer;

/* A stream on its way. The bytes are the packer's until the next call. */
struct haru_packed {
	haru_id id;
	osp_buf entries;         /* of its dictionary, but Filter and Length */
	const char *bytes;
	size_t len;
	uint32_t sum;            /* depends on all bytes; haru_sum() of what was deflated here */
};

struct haru_packer *haru_packer_new(void);
/* Takes a stream; copies it. */
void haru_packer_put(struct haru_packer *packer, haru_id id, const char *entries, const void *bytes, size_t len, int level);
/* Takes one that needs no deflating, and with it `owner`, which free() ends, for its turn. */
void haru_packer_hand(struct haru_packer *packer, haru_id id, const char *entries, void *owner, const void *bytes, size_t len, uint32_t sum);
/* The next stream, in the order of putting, if it is deflated; else it is waited for when `waits`, or when too much is on its way. */
const struct haru_packed *haru_packer_take(struct haru_packer *packer, bool waits);
/* Ends the threads. NULL is fine. */
void haru_packer_free(struct haru_packer *packer);

#endif
