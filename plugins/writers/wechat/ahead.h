/* ahead.h - convert pictures before the articles that show them are written. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WECHAT_AHEAD_H
#define WECHAT_AHEAD_H

#include "convert.h"

/*
 * To convert a photograph takes many times as long as to write the article
 * around it, and needs nothing of it. So threads do it for the pictures that come
 * next, a few of them and no more. What they make is the same whoever is quicker.
 */
struct ahead;

/* Begins with the pictures of the volume's articles. NULL when there is nothing to gain. */
struct ahead *ahead_new(const osp_volume *volume);
/* The picture of an asset: waited for if a thread is at it, converted now if none began. `ahead` may be NULL. */
void ahead_take(struct ahead *ahead, size_t index, const osp_asset *asset, struct converted *ret);
/* Whether no article behind `piece` shows the asset. */
bool ahead_is_last(const struct ahead *ahead, size_t index, const osp_volume *volume, const osp_piece *piece);
/* Ends the threads. NULL is fine. */
void ahead_free(struct ahead *ahead);

#endif
