/* pictures.c - the pictures of an article: which it shows, and their files. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "ahead.h"
#include "wechat.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *with_suffix(osp_job *job, const char *name, const char *suffix)
{
	const char *dot = strrchr(name, '.');
	size_t stem = dot != NULL ? (size_t)(dot - name) : strlen(name);
	return osp_job_printf(job, "%.*s-%s%s", (int)stem, name, dot != NULL ? dot + 1 : "picture", suffix);
}

static osp_status convert(struct page *page, size_t index, osp_place place)
{
	struct picture *picture = &page->pictures[index];
	const osp_asset *asset = picture->asset;
	struct converted converted;
	ahead_take(page->ahead, index, asset, &converted);
	if (converted.why != NULL)
		osp_warn(page->job, place, "wechat/picture",
			 "picture \"%s\" can't be turned into one that WeChat takes: %s; its text stands in its place", asset->name,
			 osp_translate(page->job, converted.why));
	else if (asset->kind == OSP_ASSET_GIF)
		osp_note(page->job, place, "wechat/gif",
			 "of the GIF \"%s\" only the first picture is kept: WeChat takes PNG and JPEG inside articles", asset->name);
	if (converted.status != OSP_OK)
		return OSP_FAIL;
	picture->bytes = converted.bytes;
	picture->name = with_suffix(page->job, asset->name, converted.is_lossless ? ".png" : ".jpg");
	picture->width = converted.width;
	picture->height = converted.height;
	picture->size = converted.bytes.len;
	return OSP_OK;
}

const struct picture *pictures_load(struct page *page, size_t index, osp_place place)
{
	struct picture *picture = &page->pictures[index];
	if (picture->is_tried)
		return picture->is_usable ? picture : NULL;
	picture->is_tried = true;
	picture->asset = page->volume->assets[index];
	if (picture->asset->kind == OSP_ASSET_BROKEN)
		return NULL;
	if (convert_is_needed(picture->asset)) {
		picture->is_usable = convert(page, index, place) == OSP_OK;
		return picture->is_usable ? picture : NULL;
	}
	picture->name = picture->asset->name;
	picture->width = picture->asset->width;
	picture->height = picture->asset->height;
	picture->size = picture->asset->size;
	picture->is_usable = true;
	return picture;
}

void pictures_remember(struct page *page, size_t index)
{
	for (size_t i = 0; i < page->used_count; i++) {
		if (page->used[i] == index)
			return;
	}
	if (page->used_count == page->used_capacity) {
		page->used_capacity = page->used_capacity == 0 ? 16 : page->used_capacity * 2;
		size_t *larger = realloc(page->used, page->used_capacity * sizeof *larger);
		if (larger == NULL)
			abort();
		page->used = larger;
	}
	page->used[page->used_count++] = index;
}

const struct picture *pictures_use(struct page *page, const osp_node *img)
{
	const osp_asset *asset = osp_node_asset(page->volume, img);
	const char *number = osp_node_attr(img, "data-asset");
	size_t index = asset != NULL && number != NULL ? strtoul(number, NULL, 10) : SIZE_MAX;
	if (index >= page->volume->asset_count)
		return NULL;
	const struct picture *picture = pictures_load(page, index, osp_node_place(img));
	if (picture != NULL)
		pictures_remember(page, index);
	return picture;
}

static osp_status put_one(const struct page *page, const struct picture *picture, osp_output *output)
{
	const char *name = osp_job_printf(page->job, "%s/images/%s", page->folder, picture->name);
	if (picture->bytes.len != 0)
		return osp_output_put(output, name, picture->bytes.data, picture->bytes.len);
	return osp_output_copy(output, name, picture->asset->path);
}

/* The pictures, and images.json: which file each is to be uploaded from (media/uploadimg). */
osp_status pictures_put(const struct page *page, osp_output *output)
{
	osp_status status = OSP_OK;
	osp_buf json = OSP_BUF_INIT;
	osp_buf_puts(&json, "{\"images\":[");
	for (size_t i = 0; i < page->used_count && status == OSP_OK; i++) {
		const struct picture *picture = &page->pictures[page->used[i]];
		status = put_one(page, picture, output);
		osp_buf_puts(&json, i == 0 ? "\n{\"src\":" : ",\n{\"src\":");
		draft_put_string(&json, osp_job_printf(page->job, "images/%s", picture->name));
		osp_buf_puts(&json, ",\"original\":");
		draft_put_string(&json, picture->asset->name);
		osp_buf_printf(&json, ",\"width\":%u,\"height\":%u,\"bytes\":%llu,\"url\":\"\"}", picture->width, picture->height,
			       (unsigned long long)picture->size);
	}
	osp_buf_puts(&json, "]}\n");
	if (status == OSP_OK)
		status = osp_output_put(output, osp_job_printf(page->job, "%s/images.json", page->folder), json.data, json.len);
	osp_buf_done(&json);
	return status;
}

/* A volume's pictures are larger than everything else about it. One that is asked for again, as a cover, is converted again. */
void pictures_let_go(struct page *page)
{
	for (size_t i = 0; i < page->used_count; i++) {
		struct picture *picture = &page->pictures[page->used[i]];
		bool is_heavy = picture->bytes.len != 0 && picture->asset->kind != OSP_ASSET_GIF; /* of which a note was made */
		if (is_heavy && ahead_is_last(page->ahead, page->used[i], page->volume, page->piece)) {
			osp_buf_done(&picture->bytes);
			*picture = (struct picture){ .is_tried = false };
		}
	}
}

/* RFC 4648 */
static void put_base64(osp_buf *out, const unsigned char *bytes, size_t len)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char four[4];
	for (size_t i = 0; i < len; i += 3) {
		unsigned value = (unsigned)bytes[i] << 16 | (i + 1 < len ? (unsigned)bytes[i + 1] << 8 : 0) | (i + 2 < len ? bytes[i + 2] : 0);
		four[0] = digits[value >> 18];
		four[1] = digits[value >> 12 & 63];
		four[2] = i + 1 < len ? digits[value >> 6 & 63] : '=';
		four[3] = i + 2 < len ? digits[value & 63] : '=';
		osp_buf_add(out, four, 4);
	}
}

bool pictures_data_uri(const struct picture *picture, osp_buf *out)
{
	osp_buf file = OSP_BUF_INIT;
	const osp_buf *bytes = &picture->bytes;
	if (bytes->len == 0) {
		FILE *stream = fopen(picture->asset->path, "rbe");
		char chunk[16384];
		size_t got;
		while (stream != NULL && file.len <= CONVERTED_MAX_BYTES && (got = fread(chunk, 1, sizeof chunk, stream)) > 0)
			osp_buf_add(&file, chunk, got);
		if (stream != NULL)
			fclose(stream);
		bytes = &file;
	}
	bool any = bytes->len != 0;
	size_t name_len = strlen(picture->name);
	bool is_png = name_len > 4 && strcmp(picture->name + name_len - 4, ".png") == 0;
	if (any) {
		osp_buf_puts(out, is_png ? "data:image/png;base64," : "data:image/jpeg;base64,");
		put_base64(out, (const unsigned char *)bytes->data, bytes->len);
	}
	osp_buf_done(&file);
	return any;
}
