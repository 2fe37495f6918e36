/* ahead.h - read and check pictures before the pages that show them are drawn. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_AHEAD_H
#define HARU_AHEAD_H

#include <ospopress/pages.h>

#include "haru/picture.h"

/*
 * Reading a picture, checking it and, where it can't pass, decoding it take longer
 * than everything else about it, and the writer needs one at a time. So threads
 * of their own do it for the pictures that come next, a few files ahead and no
 * more: memory stays the same for ten pictures and for ten thousand.
 */
struct haru_ahead;

/* Begins with the first pictures of `pages`. NULL when there is nothing to gain. */
struct haru_ahead *haru_ahead_new(const osp_pages *pages);
/* The picture's file: waited for if it is being read, read now if nobody began with it. `ahead` may be NULL. */
void haru_ahead_take(struct haru_ahead *ahead, const osp_asset *asset, struct haru_picture_file *ret);
/* Ends the threads. */
void haru_ahead_free(struct haru_ahead *ahead);

#endif
