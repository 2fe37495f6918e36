/* color_spaces.h - colours in any space of CSS Color 4: told apart, converted and mixed. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STYLE_COLOR_SPACES_H
#define STYLE_COLOR_SPACES_H

#include <ospopress/pages.h>

enum color_space {
	SPACE_SRGB, SPACE_SRGB_LINEAR, SPACE_DISPLAY_P3, SPACE_DISPLAY_P3_LINEAR, SPACE_A98_RGB, SPACE_PROPHOTO_RGB, SPACE_REC2020,
	SPACE_XYZ_D50, SPACE_XYZ_D65, SPACE_LAB, SPACE_OKLAB, SPACE_HSL, SPACE_HWB, SPACE_LCH, SPACE_OKLCH, SPACE_COUNT
};
enum hue_way { HUE_SHORTER, HUE_LONGER, HUE_INCREASING, HUE_DECREASING };

/*
 * A colour before it is cut to what can be shown. Parts are of the size that
 * color(), lab() ... write; those of HSL and HWB go from 0 to 1; hues are
 * degrees. The last part is the alpha. What was written `none` is 0 and missing.
 */
enum { TINT_ALPHA = 3, TINT_PARTS = 4 };
struct tint { enum color_space space; double part[TINT_PARTS]; bool is_missing[TINT_PARTS]; };

/* How a color-mix() mixes: weight of the second colour, and what is left of the alpha (CSS Color 5, 3.2). */
struct mixture { enum color_space space; enum hue_way way; double weight, alpha; };

/* The place of the hue among a space's parts; -1 when it has none. */
int tint_hue(enum color_space space);
struct tint tint_from_color(osp_color color);
/* To 8-bit sRGB: missing parts are 0, and what lies outside of sRGB is cut off part by part, as browsers do. */
osp_color tint_color(struct tint tint);
struct tint tint_convert(struct tint tint, enum color_space space);
struct tint tint_mix(const struct mixture *mixture, struct tint first, struct tint second);

#endif
