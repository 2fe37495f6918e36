/* carry.h - an article or the volume as bytes: what a transform or reader in a child may have changed. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_CARRY_H
#define PLUGIN_CARRY_H

#include <ospopress/volume.h>
#include "base/job.h"
#include "plugin/sandbox.h"

/*
 * A child is forked, so it has everything; only the way back needs bytes. An
 * article comes back with its tree, its texts, people and keywords, and with
 * pictures that were added to the volume; a volume with all its articles, pieces
 * and pictures. Unpacking checks everything first: on false nothing was changed.
 * `why` says then which rule of docs/tree.md a tree breaks, if that is it. A
 * picture that the box (may be NULL) could not read is no picture.
 * `asset_count` is how many pictures the volume had when the child began.
 */
void carry_pack_article(const osp_volume *volume, const osp_article *article, size_t asset_count, osp_buf *out);
bool carry_unpack_article(osp_job *job, osp_article *article, const struct sandbox *box, const osp_buf *bytes, osp_buf *why);
void carry_pack_volume(const osp_volume *volume, size_t asset_count, osp_buf *out);
bool carry_unpack_volume(osp_job *job, osp_volume *volume, const struct sandbox *box, const osp_buf *bytes, osp_buf *why);

#endif
