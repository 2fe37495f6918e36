/* webp.c - WebP through libwebp: a still picture, or the first frame of an animation on its canvas. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "image/room.h"

#include <webp/decode.h>
#include <webp/demux.h>

static osp_status decode_into(struct image_task *task, const uint8_t *bytes, size_t len, struct image_pixels *ret, size_t at, size_t room)
{
	if (WebPDecodeRGBAInto(bytes, len, ret->rgba + at * 4, room * 4, (int)(ret->width * 4)) != NULL)
		return OSP_OK;
	task->why = "its WebP data are damaged";
	return OSP_FAIL;
}

static osp_status decode_first_frame(struct image_task *task, struct image_pixels *ret)
{
	WebPData data = { task->bytes, task->len };
	WebPDemuxer *demuxer = WebPDemux(&data);
	WebPIterator frame = { 0 };
	osp_status status = OSP_FAIL;
	task->why = "its WebP data are damaged";
	if (demuxer == NULL || !WebPDemuxGetFrame(demuxer, 1, &frame))
		goto out;
	uint32_t width = WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_WIDTH), height = WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_HEIGHT);
	bool inside = frame.x_offset >= 0 && frame.y_offset >= 0 && frame.width > 0 && frame.height > 0 &&
		(uint32_t)frame.x_offset + (uint32_t)frame.width <= width && (uint32_t)frame.y_offset + (uint32_t)frame.height <= height;
	if (!inside || image_pixels_init(ret, width, height, task) != OSP_OK)
		goto out;
	size_t at = (size_t)frame.y_offset * width + (size_t)frame.x_offset;
	status = decode_into(task, frame.fragment.bytes, frame.fragment.size, ret, at, (size_t)width * height - at);
out:
	WebPDemuxReleaseIterator(&frame);
	WebPDemuxDelete(demuxer);
	return status;
}

osp_status image_decode_webp(struct image_task *task, struct image_pixels *ret)
{
	WebPBitstreamFeatures features;
	if (WebPGetFeatures(task->bytes, task->len, &features) != VP8_STATUS_OK) {
		task->why = "its WebP data are damaged";
		return OSP_FAIL;
	}
	if (features.has_animation)
		return decode_first_frame(task, ret);
	if (features.width <= 0 || features.height <= 0 ||
	    image_pixels_init(ret, (uint64_t)features.width, (uint64_t)features.height, task) != OSP_OK)
		return OSP_FAIL;
	return decode_into(task, task->bytes, task->len, ret, 0, (size_t)ret->width * ret->height);
}
