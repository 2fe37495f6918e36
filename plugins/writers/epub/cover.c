/* cover.c - the picture on the cover: the editor's if there is one, else a drawn one. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "book.h"

#include <string.h>

#include "image/image.h"

/* KDP's ideal cover; wider than any tablet's shelf. */
enum { COVER_WIDTH = 1600, COVER_HEIGHT = 2560 };

static const osp_asset *find_given(const struct book *book)
{
	for (size_t i = 0; i < book->volume->piece_count; i++) {
		const osp_piece *piece = book->volume->pieces[i];
		if (piece->kind != OSP_PIECE_COVER || piece->root == NULL)
			continue;
		for (const osp_node *n = piece->root; n != NULL; n = osp_node_after(n, piece->root)) {
			const osp_asset *asset = osp_node_tag(n) == OSP_IMG ? osp_node_asset(book->volume, n) : NULL;
			if (asset != NULL)
				return asset;
		}
	}
	if (book->volume->cover[0] == '\0')
		return NULL;
	const char *path = book->volume->cover;
	if (path[0] != '/')
		path = osp_job_printf(book->job, "%s/%s", book->volume->folder, path);
	size_t index = osp_volume_add_asset(book->job, path);
	return index < book->volume->asset_count ? book->volume->assets[index] : NULL;
}

static osp_status redraw(struct book *book, const osp_asset *asset)
{
	struct image_pixels pixels;
	const char *why;
	if (image_decode(asset, 0, asset->kind == OSP_ASSET_SVG ? COVER_WIDTH : 0, &pixels, &why) != OSP_OK) {
		osp_warn(book->job, book->volume->place, "epub/cover", "the cover's picture \"%s\" can't be used: %s; a cover is drawn instead",
			 asset->name, why);
		return OSP_FAIL;
	}
	osp_status status = image_fit(&pixels, COVER_WIDTH, COVER_HEIGHT);
	if (status == OSP_OK)
		status = image_encode_jpeg(&pixels, 90, &book->cover);
	image_pixels_done(&pixels);
	return status;
}

/* Sets cover_name when the book has a cover; without one it is still a book. */
void cover_make(struct book *book)
{
	const osp_asset *asset = find_given(book);
	if (asset != NULL && (asset->kind == OSP_ASSET_PNG || asset->kind == OSP_ASSET_JPEG)) {
		book->cover_asset = asset;
		book->cover_name = asset->kind == OSP_ASSET_PNG ? "cover.png" : "cover.jpg";
		book->cover_type = asset->kind == OSP_ASSET_PNG ? "image/png" : "image/jpeg";
		return;
	}
	bool made = asset != NULL && asset->kind != OSP_ASSET_BROKEN && redraw(book, asset) == OSP_OK;
	if (!made && coverart_draw(book, &book->cover) != OSP_OK)
		return;
	book->cover_name = "cover.jpg";
	book->cover_type = "image/jpeg";
}
