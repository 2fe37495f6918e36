/* convert.h - make a picture one that WeChat takes. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WECHAT_CONVERT_H
#define WECHAT_CONVERT_H

#include <ospopress/ospopress.h>

enum { CONVERTED_MAX_BYTES = 1 << 20 };

struct converted {
	osp_status status;
	const char *why;           /* it can't be decoded, in English; NULL = it was */
	osp_buf bytes;
	uint32_t width, height;
	bool is_lossless;          /* PNG, else JPEG */
};

/* Whether WeChat would refuse the file as it is. */
bool convert_is_needed(const osp_asset *asset);
/* From any thread. */
void convert_picture(const osp_asset *asset, struct converted *ret);

#endif
