/* convert.c - make a picture one that WeChat takes: PNG or JPEG, below a mebibyte, no wider than it keeps (media/uploadimg). */
/* SPDX-License-Identifier: Apache-2.0 */
#include "convert.h"

#include "image/image.h"

enum { MAX_WIDTH = 1280, ADVISED_WIDTH = 1080, QUALITY = 85 };

bool convert_is_needed(const osp_asset *asset)
{
	bool plain = asset->kind == OSP_ASSET_PNG || asset->kind == OSP_ASSET_JPEG;
	return !plain || asset->size >= CONVERTED_MAX_BYTES || asset->width > MAX_WIDTH || asset->orientation > 1;
}

/* Sharp-edged kinds stay lossless while that is small enough; whatever is still too large is shrunk. */
static osp_status encode(struct image_pixels *pixels, bool lossless, struct converted *ret)
{
	for (;;) {
		osp_buf_clear(&ret->bytes);
		osp_status status = lossless ? image_encode_png(pixels, &ret->bytes) : image_encode_jpeg(pixels, QUALITY, &ret->bytes);
		if (status != OSP_OK)
			return OSP_FAIL;
		if (ret->bytes.len < CONVERTED_MAX_BYTES)
			break;
		if (lossless)
			lossless = false;
		else if (pixels->width < 64 || image_fit(pixels, pixels->width * 3 / 4, 0) != OSP_OK)
			return OSP_FAIL;
	}
	ret->width = pixels->width;
	ret->height = pixels->height;
	ret->is_lossless = lossless;
	return OSP_OK;
}

void convert_picture(const osp_asset *asset, struct converted *ret)
{
	struct image_pixels pixels;
	*ret = (struct converted){ .status = OSP_FAIL, .bytes = OSP_BUF_INIT, .why = "" };
	if (image_decode(asset, 0, asset->kind == OSP_ASSET_SVG ? ADVISED_WIDTH : 0, &pixels, &ret->why) != OSP_OK)
		return;
	ret->why = NULL;
	if (pixels.width <= MAX_WIDTH || image_fit(&pixels, ADVISED_WIDTH, 0) == OSP_OK)
		ret->status = encode(&pixels, pixels.has_alpha || asset->kind != OSP_ASSET_JPEG, ret);
	image_pixels_done(&pixels);
	if (ret->status != OSP_OK)
		osp_buf_done(&ret->bytes);
}
