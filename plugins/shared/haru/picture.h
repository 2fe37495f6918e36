/* picture.h - the pictures of a PDF, each in the file once. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_PICTURE_H
#define HARU_PICTURE_H

#include <ospopress/volume.h>

#include "haru/haru.h"
#include "haru/ink.h"
#include "haru/jpeg.h"
#include "haru/png.h"
#include "image/image.h"

struct haru_picture {
	haru_id id;              /* the image XObject; 0 = it is broken, a frame is due */
	uint32_t orientation;    /* EXIF 1..8 that drawing has to apply */
	bool has_alpha;          /* the page that shows it is blended */
	bool is_damaged;         /* what could be read of it is shown */
};

/* A picture's file as it was read, and what was found about it. */
struct haru_picture_file {
	uint8_t *bytes;          /* NULL: it can't be read, or is of a kind that is always decoded */
	size_t len;
	bool is_unread;          /* longer than was allowed; nothing was looked at */
	bool passes;             /* its data may stand in a PDF as they are */
	uint32_t sum;            /* depends on all of these */
	bool is_damaged;
	struct haru_png png;
	struct haru_jpeg jpeg;
	struct image_pixels pixels; /* decoded ahead; .rgba is NULL when they were not */
};

/* Reads at most `max` bytes and checks them; in any thread. */
void haru_picture_read(const osp_asset *asset, size_t max, struct haru_picture_file *ret);
/* Whether it can be put by its pixels alone, whatever is wished. A drawing's are not: it may stay one. */
bool haru_picture_needs_pixels(const osp_asset *asset, const struct haru_picture_file *file);
/* Decodes it; in any thread. What can't be decoded stays as it is, to be found broken when it is put. */
void haru_picture_decode(const osp_asset *asset, struct haru_picture_file *file);
void haru_picture_file_done(struct haru_picture_file *file);

/* What is wanted of a picture. */
struct haru_picture_wish {
	const struct haru_ink *ink;
	uint32_t drawing_width;  /* how many pixels a drawing (SVG) is worth */
	uint32_t most_width;     /* a picture with more is scaled down; 0 = it stays what it is */
};

/*
 * Writes the picture into the file. PNG and JPEG data pass through as they are
 * when PDF can read them and their colours are those of the file; everything else is decoded and compressed anew.
 * `file` is freed. When the picture is broken, *ret_why is an English sentence.
 */
struct haru_picture haru_picture_put(struct haru *haru, const osp_asset *asset, struct haru_picture_file *file,
                                     const struct haru_picture_wish *wish, const char **ret_why);

#endif
