/* picture.c - pictures in a form that every reading system shows: PNG, JPEG and GIF as they are, others redrawn. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "book.h"

#include <stdlib.h>
#include <string.h>

#include "image/image.h"

/* A drawing is as sharp as a tablet shows it; Apple's limit is four million pixels. */
enum { DRAWING_WIDTH = 1600, MAX_PIXELS = 100000000 };

static const char *with_suffix(osp_job *job, const char *name, const char *suffix)
{
	const char *dot = strrchr(name, '.');
	int stem = (int)(dot != NULL ? (size_t)(dot - name) : strlen(name));
	/* The old suffix stays in the name, so that a.webp and a.svg do not meet. */
	return osp_job_printf(job, "%.*s-%s%s", stem, name, dot != NULL ? dot + 1 : "picture", suffix);
}

/* WebP: EPUB 3.3 allows it, older readers do not. SVG: what an author's drawing program wrote is seldom valid in a book. */
static osp_status redraw(struct book *book, struct picture *picture, const osp_node *img, const osp_asset *asset)
{
	struct image_pixels pixels;
	const char *why;
	bool is_drawing = asset->kind == OSP_ASSET_SVG;
	if (image_decode(asset, MAX_PIXELS, is_drawing ? DRAWING_WIDTH : 0, &pixels, &why) != OSP_OK) {
		osp_warn(book->job, osp_node_place(img), "epub/picture", "picture \"%s\" can't be shown in the e-book: %s; its text stands in its place",
			 asset->name, osp_translate(book->job, why));
		return OSP_FAIL;
	}
	bool lossless = is_drawing || pixels.has_alpha;
	osp_status status = lossless ? image_encode_png(&pixels, &picture->converted) : image_encode_jpeg(&pixels, 90, &picture->converted);
	image_pixels_done(&pixels);
	picture->name = with_suffix(book->job, asset->name, lossless ? ".png" : ".jpg");
	picture->media_type = lossless ? "image/png" : "image/jpeg";
	return status;
}

static osp_status prepare(struct book *book, struct picture *picture, const osp_node *img, const osp_asset *asset)
{
	picture->name = asset->name;
	switch (asset->kind) {
	case OSP_ASSET_PNG: picture->media_type = "image/png"; return OSP_OK;
	case OSP_ASSET_JPEG: picture->media_type = "image/jpeg"; return OSP_OK;
	case OSP_ASSET_GIF: picture->media_type = "image/gif"; return OSP_OK;
	case OSP_ASSET_WEBP: case OSP_ASSET_SVG: return redraw(book, picture, img, asset);
	case OSP_ASSET_BROKEN: break;
	}
	return OSP_FAIL;
}

const struct picture *picture_use(struct book *book, const osp_node *img)
{
	const osp_asset *asset = osp_node_asset(book->volume, img);
	const char *number = osp_node_attr(img, "data-asset"), *alt = osp_node_attr(img, "alt");
	size_t index = asset != NULL && number != NULL ? strtoul(number, NULL, 10) : SIZE_MAX;
	if (index >= book->volume->asset_count)
		return NULL;
	struct picture *picture = &book->pictures[index];
	if (!picture->is_used) {
		picture->is_used = true;
		picture->is_missing = prepare(book, picture, img, asset) != OSP_OK;
		book->facts.moving |= asset->kind == OSP_ASSET_GIF;
	}
	if (picture->is_missing)
		return NULL;
	bool has_alt = alt != NULL && (alt[0] != '\0' || osp_node_has_class(img, "decorative"));
	book->facts.pictures++;
	if (!has_alt || osp_node_attr(img, "data-alt-guessed") != NULL)
		book->facts.guessed++;
	return picture;
}

void picture_done(struct book *book)
{
	for (size_t i = 0; i < book->volume->asset_count; i++)
		osp_buf_done(&book->pictures[i].converted);
}
