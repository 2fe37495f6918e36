/* asset.c - what a picture is, told by its first bytes. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "document/asset.h"
#include "base/file.h"
#include "base/map.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* JPEG and SVG may say their size late, behind EXIF, ICC profiles and comments. */
enum { HEAD_BYTES = 256 * 1024 };

struct head { unsigned char *bytes; size_t len; };

static uint32_t be16(const unsigned char *p) { return (uint32_t)p[0] << 8 | p[1]; }
static uint32_t be32(const unsigned char *p) { return be16(p) << 16 | be16(p + 2); }
static uint32_t le16(const unsigned char *p) { return (uint32_t)p[1] << 8 | p[0]; }
static uint32_t le24(const unsigned char *p) { return le16(p) | (uint32_t)p[2] << 16; }
static uint32_t le32(const unsigned char *p) { return le16(p) | le16(p + 2) << 16; }

static bool starts(struct head head, const char *magic, size_t len)
{
	return head.len >= len && memcmp(head.bytes, magic, len) == 0;
}

/* PNG, ISO 15948: IHDR comes first; pHYs, if any, before IDAT. */
static bool sniff_png(struct head head, osp_asset *asset)
{
	if (!starts(head, "\x89PNG\r\n\x1a\n", 8) || head.len < 33 || memcmp(head.bytes + 12, "IHDR", 4) != 0) {
		return false;
	}
	asset->kind = OSP_ASSET_PNG;
	asset->width = be32(head.bytes + 16);
	asset->height = be32(head.bytes + 20);
	for (size_t at = 33; at + 21 <= head.len; at += 12 + (size_t)be32(head.bytes + at)) {
		const unsigned char *chunk = head.bytes + at;
		if (memcmp(chunk + 4, "IDAT", 4) == 0 || be32(chunk) > HEAD_BYTES) {
			break;
		}
		if (memcmp(chunk + 4, "pHYs", 4) == 0 && be32(chunk) == 9 && chunk[16] == 1) {
			asset->dpi = (uint32_t)(((uint64_t)be32(chunk + 8) * 254 + 5000) / 10000);
		}
	}
	return true;
}

/* The orientation tag (0x0112) of the first directory of an EXIF block (CIPA DC-008, 4.6.4). */
static uint32_t exif_orientation(const unsigned char *tiff, size_t len)
{
	if (len < 14) {
		return 1;
	}
	bool little = tiff[0] == 'I';
	size_t at = little ? le32(tiff + 4) : be32(tiff + 4);
	if (at > len - 2) {
		return 1;
	}
	size_t count = little ? le16(tiff + at) : be16(tiff + at);
	for (at += 2; count > 0 && at + 12 <= len; count--, at += 12) {
		if ((little ? le16(tiff + at) : be16(tiff + at)) == 0x0112) {
			uint32_t value = little ? le16(tiff + at + 8) : be16(tiff + at + 8);
			return value >= 1 && value <= 8 ? value : 1;
		}
	}
	return 1;
}

static void read_segment(osp_asset *asset, unsigned marker, const unsigned char *body, size_t len)
{
	if (marker == 0xE0 && len >= 12 && memcmp(body, "JFIF", 5) == 0) {
		asset->dpi = body[7] == 1 ? be16(body + 8) : body[7] == 2 ? be16(body + 8) * 254 / 100 : 0;
	} else if (marker == 0xE1 && len > 6 && memcmp(body, "Exif\0", 6) == 0) {
		asset->orientation = exif_orientation(body + 6, len - 6);
	} else if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC && len >= 5) {
		asset->height = be16(body + 1);
		asset->width = be16(body + 3);
	}
}

static bool sniff_jpeg(struct head head, osp_asset *asset)
{
	if (!starts(head, "\xFF\xD8\xFF", 3)) {
		return false;
	}
	asset->kind = OSP_ASSET_JPEG;
	for (size_t at = 2; at + 4 <= head.len && head.bytes[at] == 0xFF;) {
		unsigned marker = head.bytes[at + 1];
		if (marker == 0xFF) {
			at++;
			continue;
		}
		size_t len = be16(head.bytes + at + 2);
		if (marker == 0xDA || len < 2 || at + 2 + len > head.len) {
			break;
		}
		read_segment(asset, marker, head.bytes + at + 4, len - 2);
		at += 2 + len;
	}
	if (asset->orientation >= 5) {
		uint32_t width = asset->width;
		asset->width = asset->height;
		asset->height = width;
	}
	return true;
}

static bool sniff_gif(struct head head, osp_asset *asset)
{
	if (!(starts(head, "GIF87a", 6) || starts(head, "GIF89a", 6)) || head.len < 10) {
		return false;
	}
	asset->kind = OSP_ASSET_GIF;
	asset->width = le16(head.bytes + 6);
	asset->height = le16(head.bytes + 8);
	return true;
}

/* RFC 9649: the first chunk is VP8 (lossy), VP8L (lossless) or VP8X (extended). */
static bool sniff_webp(struct head head, osp_asset *asset)
{
	if (!starts(head, "RIFF", 4) || head.len < 30 || memcmp(head.bytes + 8, "WEBP", 4) != 0) {
		return false;
	}
	const unsigned char *b = head.bytes;
	asset->kind = OSP_ASSET_WEBP;
	if (memcmp(b + 12, "VP8 ", 4) == 0) {
		asset->width = le16(b + 26) & 0x3FFF;
		asset->height = le16(b + 28) & 0x3FFF;
	} else if (memcmp(b + 12, "VP8L", 4) == 0) {
		uint32_t bits = le32(b + 21);
		asset->width = (bits & 0x3FFF) + 1;
		asset->height = (bits >> 14 & 0x3FFF) + 1;
	} else if (memcmp(b + 12, "VP8X", 4) == 0) {
		asset->width = le24(b + 24) + 1;
		asset->height = le24(b + 27) + 1;
	}
	return true;
}

static uint32_t clamped(long value)
{
	return value < 0 ? 0 : value > 100000 ? 100000 : (uint32_t)value;
}

/* The value of an attribute of the svg tag, NULL if it is not there. */
static const char *svg_attr(const char *tag, const char *name)
{
	size_t len = strlen(name);
	const char *end = strchr(tag, '>');
	for (const char *at = strstr(tag, name); at != NULL && (end == NULL || at < end); at = strstr(at + 1, name)) {
		const char *value = at + len;
		if ((at[-1] == ' ' || at[-1] == '\n' || at[-1] == '\t' || at[-1] == '\r') && *value == '=') {
			return value[1] == '"' || value[1] == '\'' ? value + 2 : NULL;
		}
	}
	return NULL;
}

static uint32_t svg_length(const char *text)
{
	char *unit = NULL;
	long value = text != NULL ? strtol(text, &unit, 10) : 0;
	if (unit != NULL && *unit == '.') {
		for (unit++; *unit >= '0' && *unit <= '9'; unit++) {
		}
	}
	if (unit == NULL || *unit == '%') {
		return 0;
	}
	return clamped(strncmp(unit, "pt", 2) == 0 ? value * 4 / 3 : strncmp(unit, "mm", 2) == 0 ? value * 378 / 100 :
	               strncmp(unit, "cm", 2) == 0 ? value * 378 / 10 : strncmp(unit, "in", 2) == 0 ? value * 96 :
	               strncmp(unit, "em", 2) == 0 ? value * 16 : value);
}

static void svg_view_box(const char *text, osp_asset *asset)
{
	long numbers[4] = { 0 };
	char *at = NULL;
	for (int i = 0; i < 4 && text != NULL; i++) {
		numbers[i] = strtol(text, &at, 10);
		text = at + strspn(at, "0123456789.eE-+");
		text += strspn(text, " ,\t\n\r");
	}
	if (asset->width == 0 && asset->height == 0) {
		asset->width = clamped(numbers[2]);
		asset->height = clamped(numbers[3]);
	} else if (asset->height == 0 && numbers[2] > 0) {
		asset->height = clamped((long)asset->width * clamped(numbers[3]) / clamped(numbers[2]));
	} else if (asset->width == 0 && numbers[3] > 0) {
		asset->width = clamped((long)asset->height * clamped(numbers[2]) / clamped(numbers[3]));
	}
}

static bool sniff_svg(struct head head, osp_asset *asset)
{
	const char *text = (const char *)head.bytes; /* terminated by the caller */
	if (head.len > 0 && head.bytes[0] != '<' && head.bytes[0] != 0xEF && strchr(" \t\r\n", head.bytes[0]) == NULL) {
		return false;
	}
	const char *tag = strstr(text, "<svg");
	if (tag == NULL || strchr(" \t\r\n>", tag[4]) == NULL) {
		return false;
	}
	asset->kind = OSP_ASSET_SVG;
	asset->width = svg_length(svg_attr(tag, "width"));
	asset->height = svg_length(svg_attr(tag, "height"));
	if (asset->width == 0 || asset->height == 0) {
		svg_view_box(svg_attr(tag, "viewBox"), asset);
	}
	return true;
}

/* The caller's to free(): hundreds of pictures would add up. */
static struct head load_head(const char *path, uint64_t *ret_size)
{
	struct head head = { NULL, 0 };
	struct stat info;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0) {
		return head;
	}
	if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
		size_t want = info.st_size > HEAD_BYTES ? HEAD_BYTES : (size_t)info.st_size;
		unsigned char *bytes = malloc(want + 1);
		ssize_t got = bytes != NULL ? read(fd, bytes, want) : 0;
		head = (struct head){ bytes, got > 0 ? (size_t)got : 0 };
		if (bytes != NULL) {
			bytes[head.len] = '\0';
		}
		*ret_size = (uint64_t)info.st_size;
	}
	close(fd);
	return head;
}

/* "img-HASH.png": safe in URLs and ZIPs, stable from build to build, told apart by the path. */
static const char *name_of(osp_job *job, const char *path, osp_asset_kind kind)
{
	static const char *const suffixes[] = { "bin", "png", "jpg", "gif", "webp", "svg" };
	const char *base = path_base(path);
	char stem[41];
	size_t len = 0;
	for (const char *at = base; *at != '\0' && *at != '.' && len < sizeof(stem) - 1; at++) {
		bool plain = (*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9') || *at == '-' || *at == '_';
		if (plain) {
			stem[len++] = *at;
		} else if (*at >= 'A' && *at <= 'Z') {
			stem[len++] = (char)(*at - 'A' + 'a');
		}
	}
	stem[len] = '\0';
	const osp_volume *volume = osp_job_volume(job);
	size_t skip = volume != NULL ? strlen(volume->folder) : 0;
	const char *relative = skip > 0 && strncmp(path, volume->folder, skip) == 0 ? path + skip : path;
	uint32_t hash = (uint32_t)map_hash(relative, strlen(relative));
	return osp_job_printf(job, "%s%s-%08x.%s", len > 0 ? "" : "picture", stem, (unsigned)hash, suffixes[kind]);
}

void asset_sniff(osp_job *job, const char *path, osp_asset *asset)
{
	*asset = (osp_asset){ .path = osp_job_strdup(job, path), .orientation = 1 };
	struct head head = load_head(path, &asset->size);
	if (head.len > 0 && !(sniff_png(head, asset) || sniff_jpeg(head, asset) || sniff_gif(head, asset) ||
	                      sniff_webp(head, asset) || sniff_svg(head, asset))) {
		asset->kind = OSP_ASSET_BROKEN;
	}
	if (asset->kind != OSP_ASSET_SVG && (asset->width == 0 || asset->height == 0)) {
		asset->kind = OSP_ASSET_BROKEN;
	}
	free(head.bytes);
	asset->name = name_of(job, path, asset->kind);
}
