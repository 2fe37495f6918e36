/* ink.c - turn the colours of pages and pictures into inks. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/ink.h"

#include <lcms2.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "haru/profile.h"
#include "haru/syntax.h"

enum { MAX_PROFILE = 16 << 20, LEVEL = 9, LINEAR = 65535 };

struct haru_ink {
	enum haru_ink_kind kind;
	osp_buf profile;
	char name[128];              /* of the profile */
	cmsHTRANSFORM transform;     /* HARU_CMYK */
	uint16_t light[256];         /* HARU_GRAY: how much light a value of sRGB is */
	uint8_t value[4096];         /* and the way back */
};

const char *haru_ink_space(const struct haru_ink *ink) {
	return ink == NULL ? "DeviceRGB" : ink->kind == HARU_GRAY ? "DeviceGray" : "DeviceCMYK";
}

unsigned haru_ink_channels(const struct haru_ink *ink) {
	return ink == NULL ? 3 : ink->kind == HARU_GRAY ? 1 : 4;
}

/* ---- open ---- */

/* IEC 61966-2-1. */
static double linear(double value) {
	return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double encoded(double light) {
	return light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055;
}

static void make_tables(struct haru_ink *ink) {
	for (unsigned i = 0; i < 256; i++) {
		ink->light[i] = (uint16_t)lround(linear(i / 255.0) * LINEAR);
	}
	for (unsigned i = 0; i < sizeof ink->value; i++) {
		ink->value[i] = (uint8_t)lround(encoded((i + 0.5) / sizeof ink->value) * 255);
	}
}

static const char *read_profile(struct haru_ink *ink, const char *path) {
	FILE *file = fopen(path, "rbe");
	if (file == NULL) {
		return "the file can't be read";
	}
	char block[65536];
	for (size_t got; ink->profile.len <= MAX_PROFILE && (got = fread(block, 1, sizeof block, file)) > 0;) {
		osp_buf_add(&ink->profile, block, got);
	}
	fclose(file);
	return ink->profile.len > MAX_PROFILE ? "the file is larger than 16 MiB" : NULL;
}

/* What PDF/X-4 wants of a profile: of an output device, version 2 or 4, and of the colours that the file has. */
static const char *check_profile(const struct haru_ink *ink, cmsHPROFILE profile) {
	if (cmsGetDeviceClass(profile) != cmsSigOutputClass) {
		return "it is no profile of a printing press";
	}
	cmsColorSpaceSignature space = cmsGetColorSpace(profile);
	if (ink->kind == HARU_CMYK && space != cmsSigCmykData) {
		return "it is no profile of four inks; take one for CMYK, or set \"ink: gray\"";
	}
	if (ink->kind == HARU_GRAY && space != cmsSigGrayData) {
		return "it is no profile of one ink; leave it away, or set \"ink: cmyk\"";
	}
	return cmsGetEncodedICCversion(profile) >> 24 > 4 ? "PDF knows profiles up to version 4" : NULL;
}

static const char *make_transform(struct haru_ink *ink, cmsHPROFILE press) {
	osp_buf bytes = OSP_BUF_INIT;
	haru_srgb_make(&bytes);
	cmsHPROFILE screen = cmsOpenProfileFromMem(bytes.data, (cmsUInt32Number)bytes.len);
	osp_buf_done(&bytes);
	/* Relative, with the darkest black of the screen as the darkest of the press: what is between keeps its drawing. */
	ink->transform = cmsCreateTransform(screen, TYPE_RGB_8, press, TYPE_CMYK_8, INTENT_RELATIVE_COLORIMETRIC,
	                                    cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOCACHE);
	cmsCloseProfile(screen);
	return ink->transform == NULL ? "no colours can be converted with it" : NULL;
}

static const char *settle(struct haru_ink *ink) {
	cmsHPROFILE press = cmsOpenProfileFromMem(ink->profile.data, (cmsUInt32Number)ink->profile.len);
	if (press == NULL) {
		return "it is no ICC profile";
	}
	const char *why = check_profile(ink, press);
	if (why == NULL && ink->kind == HARU_CMYK) {
		why = make_transform(ink, press);
	}
	cmsGetProfileInfoASCII(press, cmsInfoDescription, "en", "US", ink->name, sizeof ink->name);
	cmsCloseProfile(press);
	return why;
}

struct haru_ink *haru_ink_open(enum haru_ink_kind kind, const char *path, const char **ret_why) {
	struct haru_ink *ink = calloc(1, sizeof *ink);
	if (ink == NULL) {
		abort(); /* as osp_buf: out of memory ends the program */
	}
	ink->kind = kind;
	*ret_why = NULL;
	if (*path != '\0') {
		*ret_why = read_profile(ink, path);
	} else if (kind == HARU_CMYK) {
		haru_press_make(&ink->profile);
	} else {
		haru_gray_make(&ink->profile);
	}
	make_tables(ink);
	*ret_why = *ret_why == NULL ? settle(ink) : *ret_why;
	if (*ret_why != NULL) {
		haru_ink_close(ink);
		return NULL;
	}
	return ink;
}

void haru_ink_close(struct haru_ink *ink) {
	if (ink == NULL) {
		return;
	}
	if (ink->transform != NULL) {
		cmsDeleteTransform(ink->transform);
	}
	osp_buf_done(&ink->profile);
	free(ink);
}

/* ---- colours ---- */

/* How bright a colour is (ITU-R BT.709); a grey keeps its number. */
static uint8_t gray_of(const struct haru_ink *ink, const uint8_t *rgb) {
	if (rgb[0] == rgb[1] && rgb[1] == rgb[2]) {
		return rgb[0];
	}
	uint32_t light = (2126u * ink->light[rgb[0]] + 7152u * ink->light[rgb[1]] + 722u * ink->light[rgb[2]]) / 10000;
	return ink->value[light * (sizeof ink->value - 1) / LINEAR];
}

void haru_ink_convert(const struct haru_ink *ink, const uint8_t *from, size_t count, uint8_t *to) {
	if (ink == NULL) {
		memcpy(to, from, 3 * count);
	} else if (ink->kind == HARU_CMYK) {
		cmsDoTransform(ink->transform, from, to, (cmsUInt32Number)count);
	} else {
		for (size_t i = 0; i < count; i++) {
			to[i] = gray_of(ink, from + 3 * i);
		}
	}
}

void haru_ink_put_fill(const struct haru_ink *ink, osp_buf *out, osp_color color) {
	if (ink == NULL) {
		haru_put_fill(out, color);
		return;
	}
	uint8_t rgb[3] = { (uint8_t)(color >> 24), (uint8_t)(color >> 16), (uint8_t)(color >> 8) };
	if (ink->kind == HARU_GRAY) {
		haru_put_channel(out, gray_of(ink, rgb));
		osp_buf_puts(out, "g\n");
		return;
	}
	uint8_t inks[4] = { 0, 0, 0, (uint8_t)(255 - rgb[0]) };
	if (rgb[0] != rgb[1] || rgb[1] != rgb[2]) {
		haru_ink_convert(ink, rgb, 1, inks);
	}
	for (unsigned i = 0; i < 4; i++) {
		haru_put_channel(out, inks[i]);
	}
	osp_buf_puts(out, "k\n");
}

/* ---- the profile ---- */

haru_id haru_ink_put_profile(const struct haru_ink *ink, struct haru *haru) {
	haru_id id = haru_reserve(haru);
	haru_put_deflated(haru, id, ink->kind == HARU_CMYK ? "/N 4" : "/N 1", ink->profile.data, ink->profile.len, LEVEL);
	return id;
}

void haru_ink_put_condition(const struct haru_ink *ink, osp_buf *out) {
	haru_put_text(out, ink->name, strlen(ink->name));
}
