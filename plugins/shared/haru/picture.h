/* picture.h - the pictures of a PDF, each in the file once. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_PICTURE_H
#define HARU_PICTURE_H

#include <ospopress/volume.h>

#include "haru/haru.h"

struct haru_picture {
	haru_id id;              /* the image XObject; 0 = it is broken, a frame is due */
	uint32_t orientation;    /* EXIF 1..8 that drawing has to apply */
	bool is_damaged;         /* what could be read of it is shown */
};

/*
 * Writes the picture into the file. PNG and JPEG data pass through as they are
 * when PDF can read them, everything else is decoded and compressed anew.
 * `wanted_width`: how many pixels a drawing (SVG) is worth. When the picture is
 * broken, *ret_why is an English sentence.
 */
struct haru_picture haru_picture_put(struct haru *haru, const osp_asset *asset, uint32_t wanted_width, const char **ret_why);

#endif
