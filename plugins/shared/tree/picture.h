/* picture.h - find the file that an img means. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SHARED_PICTURE_H
#define SHARED_PICTURE_H

#include "tree/tree.h"

/* The text that a picture stands in: its folder, and its file; both absolute. */
struct picture_home { const char *folder, *path; };

enum picture_found { PICTURE_FOUND = 0, PICTURE_NOTHING = 1, PICTURE_OUTSIDE = 2 };

/* Sets data-asset on an img, or class `missing` with a warning at its place. */
void picture_resolve(osp_job *job, const struct picture_home *home, osp_node *picture);
/* Looks for the file that `src` means, where Hugo and an author without Hugo would; its real path into `ret_path`. */
enum picture_found picture_find(const osp_volume *volume, const struct picture_home *home, const char *src, osp_buf *ret_path);
/* Fetches a remote picture into the user's cache, or finds it there; its path, NULL when it could not be had. */
const char *picture_fetch(osp_job *job, const char *url);

#endif
