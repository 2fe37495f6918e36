/* picture.c - fuzz pictures: the head as the assets see it, the tests before PNG and JPEG are passed through, the decoders. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"
#include "base/job.h"
#include "document/asset.h"
#include "haru/jpeg.h"
#include "haru/png.h"
#include "image/image.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void decode(const uint8_t *bytes, size_t len, const osp_asset *asset)
{
	struct image_pixels pixels;
	const char *why = NULL;
	osp_status status = image_decode_bytes(bytes, len, asset->kind, asset->orientation, 1 << 20, 64, &pixels, &why);
	if (status == OSP_OK) {
		image_fit(&pixels, 16, 16);
		image_pixels_done(&pixels);
	} else if (why == NULL) {
		abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	char path[64];
	osp_job *job = job_new("en");
	int fd = fuzz_file(bytes, len, path);
	osp_asset asset = { 0 };
	asset_sniff(job, path, &asset);
	/* librsvg is not ours to fuzz, and far too slow. */
	if (asset.kind != OSP_ASSET_BROKEN && asset.kind != OSP_ASSET_SVG) {
		decode(bytes, len, &asset);
	}
	struct haru_png png;
	struct haru_jpeg jpeg;
	uint8_t *copy = malloc(len + 1);
	memcpy(copy, bytes, len);
	haru_png_read(copy, len, &png);
	haru_jpeg_read(bytes, len, &jpeg);
	free(copy);
	close(fd);
	job_free(job);
	return 0;
}
