/* color_spaces.c - convert and mix colours of all spaces of CSS Color 4. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/color_spaces.h"

#include <math.h>
#include <string.h>

/*
 * Reals are for the way only: a result is 8 bits a channel, so that the last
 * digit of a machine's cbrt() does not reach an output.
 */
typedef double matrix[3][3];

/* CSS Color 4, 18 (sample code): linear light to CIE XYZ; ProPhoto's white is D50, the others' is D65. */
static const matrix srgb_xyz = {
	{ 506752.0 / 1228815, 87881.0 / 245763, 12673.0 / 70218 }, { 87098.0 / 409605, 175762.0 / 245763, 12673.0 / 175545 },
	{ 7918.0 / 409605, 87881.0 / 737289, 1001167.0 / 1053270 },
};
static const matrix p3_xyz = {
	{ 608311.0 / 1250200, 189793.0 / 714400, 198249.0 / 1000160 }, { 35783.0 / 156275, 247089.0 / 357200, 198249.0 / 2500400 },
	{ 0, 32229.0 / 714400, 5220557.0 / 5000800 },
};
static const matrix a98_xyz = {
	{ 573536.0 / 994567, 263643.0 / 1420810, 187206.0 / 994567 }, { 591459.0 / 1989134, 6239551.0 / 9945670, 374412.0 / 4972835 },
	{ 53769.0 / 1989134, 351524.0 / 4972835, 4929758.0 / 4972835 },
};
static const matrix rec2020_xyz = {
	{ 63426534.0 / 99577255, 20160776.0 / 139408157, 47086771.0 / 278816314 },
	{ 26158966.0 / 99577255, 472592308.0 / 697040785, 8267143.0 / 139408157 }, { 0, 19567812.0 / 697040785, 295819943.0 / 278816314 },
};
static const matrix prophoto_xyz = {
	{ 0.79776664490064230, 0.13518129740053308, 0.03134773412839220 }, { 0.28807482881940130, 0.71183523424187300, 0.00008993693872564 },
	{ 0, 0, 0.82510460251046020 },
};
static const matrix d50_d65 = {
	{ 0.955473421488075, -0.02309845494876471, 0.06325924320057072 }, { -0.0283697093338637, 1.0099953980813041, 0.021041441191917323 },
	{ 0.012314014864481998, -0.020507649298898964, 1.330365926242124 },
};
static const matrix xyz_lms = {
	{ 0.8190224379967030, 0.3619062600528904, -0.1288737815209879 }, { 0.0329836539323885, 0.9292868615863434, 0.0361446663506424 },
	{ 0.0481771893596242, 0.2642395317527308, 0.6335478284694309 },
};
static const matrix lms_oklab = {
	{ 0.2104542683093140, 0.7936177747023054, -0.0040720430116193 }, { 1.9779985324311684, -2.4285922420485799, 0.4505937096174110 },
	{ 0.0259040424655478, 0.7827717124575296, -0.8086757549230774 },
};
static const double white_d50[3] = { 0.3457 / 0.3585, 1, (1 - 0.3457 - 0.3585) / 0.3585 };

static void apply(const matrix m, double v[3])
{
	double x = v[0], y = v[1], z = v[2];
	for (size_t i = 0; i < 3; i++) {
		v[i] = m[i][0] * x + m[i][1] * y + m[i][2] * z;
	}
}

/* The other way: by Cramer's rule, so that there is one table for both ways. */
static void apply_inverse(const matrix m, double v[3])
{
	double x[3] = { v[0], v[1], v[2] }, all = 0;
	v[0] = v[1] = v[2] = 0;
	for (size_t i = 0; i < 3; i++) {
		size_t a = (i + 1) % 3, b = (i + 2) % 3;
		for (size_t j = 0; j < 3; j++) {
			size_t c = (j + 1) % 3, d = (j + 2) % 3;
			v[j] += (m[a][c] * m[b][d] - m[a][d] * m[b][c]) * x[i];
		}
		all += m[0][i] * (m[1][a] * m[2][b] - m[1][b] * m[2][a]);
	}
	for (size_t i = 0; i < 3; i++) {
		v[i] /= all;
	}
}

/* ---- what is stored to linear light and back; below zero as above it ---- */

static double srgb_linear(double v)
{
	return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double srgb_stored(double v)
{
	return v > 0.0031308 ? 1.055 * pow(v, 1 / 2.4) - 0.055 : 12.92 * v;
}

static double a98_linear(double v)
{
	return pow(v, 563.0 / 256);
}

static double a98_stored(double v)
{
	return pow(v, 256.0 / 563);
}

static double prophoto_linear(double v)
{
	return v <= 16.0 / 512 ? v / 16 : pow(v, 1.8);
}

static double prophoto_stored(double v)
{
	return v >= 1.0 / 512 ? pow(v, 1 / 1.8) : 16 * v;
}

/* The curve of ITU-R BT.2020, table 4, as browsers have it. */
static double rec2020_linear(double v)
{
	return v < 4.5 * 0.018053968510807 ? v / 4.5 : pow((v + 0.09929682680944) / 1.09929682680944, 1 / 0.45);
}

static double rec2020_stored(double v)
{
	return v < 0.018053968510807 ? 4.5 * v : 1.09929682680944 * pow(v, 0.45) - 0.09929682680944;
}

static double same(double v)
{
	return v;
}

static const struct rgb_space { double (*linear)(double), (*stored)(double); const matrix *xyz; bool is_d50; } rgb_spaces[] = {
	[SPACE_SRGB] = { srgb_linear, srgb_stored, &srgb_xyz, false },
	[SPACE_SRGB_LINEAR] = { same, same, &srgb_xyz, false },
	[SPACE_DISPLAY_P3] = { srgb_linear, srgb_stored, &p3_xyz, false },
	[SPACE_DISPLAY_P3_LINEAR] = { same, same, &p3_xyz, false },
	[SPACE_A98_RGB] = { a98_linear, a98_stored, &a98_xyz, false },
	[SPACE_PROPHOTO_RGB] = { prophoto_linear, prophoto_stored, &prophoto_xyz, true },
	[SPACE_REC2020] = { rec2020_linear, rec2020_stored, &rec2020_xyz, false },
};

static void transfer(double (*curve)(double), double v[3])
{
	for (size_t i = 0; i < 3; i++) {
		v[i] = copysign(curve(fabs(v[i])), v[i]);
	}
}

/* ---- Lab ---- */

static const double lab_epsilon = 216.0 / 24389, lab_kappa = 24389.0 / 27;

static void lab_to_xyz(double v[3])
{
	double light = v[0], y = (light + 16) / 116, f[3] = { v[1] / 500 + y, y, y - v[2] / 200 };
	for (size_t i = 0; i < 3; i++) {
		double cube = f[i] * f[i] * f[i];
		bool bent = i == 1 ? light > lab_kappa * lab_epsilon : cube > lab_epsilon;
		v[i] = white_d50[i] * (bent ? cube : (116 * f[i] - 16) / lab_kappa);
	}
}

static void xyz_to_lab(double v[3])
{
	double f[3];
	for (size_t i = 0; i < 3; i++) {
		double part = v[i] / white_d50[i];
		f[i] = part > lab_epsilon ? cbrt(part) : (lab_kappa * part + 16) / 116;
	}
	v[0] = 116 * f[1] - 16;
	v[1] = 500 * (f[0] - f[1]);
	v[2] = 200 * (f[1] - f[2]);
}

static void to_xyz(enum color_space space, double v[3])
{
	switch (space) {
	case SPACE_XYZ_D65:
		return;
	case SPACE_XYZ_D50:
		apply(d50_d65, v);
		return;
	case SPACE_LAB:
		lab_to_xyz(v);
		apply(d50_d65, v);
		return;
	case SPACE_OKLAB:
		apply_inverse(lms_oklab, v);
		for (size_t i = 0; i < 3; i++) {
			v[i] = v[i] * v[i] * v[i];
		}
		apply_inverse(xyz_lms, v);
		return;
	default:
		break;
	}
	const struct rgb_space *rgb = &rgb_spaces[space];
	transfer(rgb->linear, v);
	apply(*rgb->xyz, v);
	if (rgb->is_d50) {
		apply(d50_d65, v);
	}
}

static void from_xyz(enum color_space space, double v[3])
{
	switch (space) {
	case SPACE_XYZ_D65:
		return;
	case SPACE_XYZ_D50:
		apply_inverse(d50_d65, v);
		return;
	case SPACE_LAB:
		apply_inverse(d50_d65, v);
		xyz_to_lab(v);
		return;
	case SPACE_OKLAB:
		apply(xyz_lms, v);
		transfer(cbrt, v);
		apply(lms_oklab, v);
		return;
	default:
		break;
	}
	const struct rgb_space *rgb = &rgb_spaces[space];
	if (rgb->is_d50) {
		apply_inverse(d50_d65, v);
	}
	apply_inverse(*rgb->xyz, v);
	transfer(rgb->stored, v);
}

/* ---- spaces with a hue ---- */

static double turned(double hue)
{
	hue = fmod(hue, 360);
	return hue < 0 ? hue + 360 : hue;
}

/* f(n) = l - a * max(-1, min(k - 3, 9 - k, 1)), k = (n + h / 30) mod 12 (CSS Color 4, 7.1). */
static void hsl_to_srgb(double v[3])
{
	static const double offsets[3] = { 0, 8, 4 };
	double hue = turned(v[0]) / 30, light = v[2], a = v[1] * fmin(light, 1 - light);
	for (size_t i = 0; i < 3; i++) {
		double k = fmod(offsets[i] + hue, 12);
		v[i] = light - a * fmax(-1, fmin(fmin(k - 3, 9 - k), 1));
	}
}

/* 0 when there is none. */
static double hue_of(const double v[3])
{
	double most = fmax(v[0], fmax(v[1], v[2])), spread = most - fmin(v[0], fmin(v[1], v[2]));
	if (spread <= 0) {
		return 0;
	}
	return 60 * (most == v[0] ? (v[1] - v[2]) / spread : most == v[1] ? (v[2] - v[0]) / spread + 2 : (v[0] - v[1]) / spread + 4);
}

static void srgb_to_hsl(double v[3])
{
	double most = fmax(v[0], fmax(v[1], v[2])), least = fmin(v[0], fmin(v[1], v[2]));
	double light = (most + least) / 2, room = fmin(light, 1 - light), saturation = room == 0 ? 0 : (most - light) / room;
	/* Far outside of sRGB the saturation turns negative (CSS Color 4, 7.2). */
	v[0] = turned(hue_of(v) + (saturation < 0 ? 180 : 0));
	v[1] = fabs(saturation);
	v[2] = light;
}

static void hwb_to_srgb(double v[3])
{
	double white = v[1], black = v[2], rest = 1 - white - black;
	if (rest <= 0) {
		v[0] = v[1] = v[2] = white / (white + black);
		return;
	}
	v[1] = 1;
	v[2] = 0.5;
	hsl_to_srgb(v);
	for (size_t i = 0; i < 3; i++) {
		v[i] = v[i] * rest + white;
	}
}

static void srgb_to_hwb(double v[3])
{
	double white = fmin(v[0], fmin(v[1], v[2])), black = 1 - fmax(v[0], fmax(v[1], v[2]));
	v[0] = turned(hue_of(v));
	v[1] = white;
	v[2] = black;
}

static const double degree = 3.14159265358979323846 / 180;

static void polar_to_flat(double v[3])
{
	double chroma = v[1], hue = v[2] * degree;
	v[1] = chroma * cos(hue);
	v[2] = chroma * sin(hue);
}

static void flat_to_polar(double v[3])
{
	double chroma = hypot(v[1], v[2]), hue = turned(atan2(v[2], v[1]) / degree);
	v[1] = chroma;
	v[2] = hue;
}

static const struct hue_space {
	enum color_space base;
	int hue;
	void (*to_base)(double[3]), (*from_base)(double[3]);
} hue_spaces[SPACE_COUNT] = {
	[SPACE_HSL] = { SPACE_SRGB, 0, hsl_to_srgb, srgb_to_hsl },
	[SPACE_HWB] = { SPACE_SRGB, 0, hwb_to_srgb, srgb_to_hwb },
	[SPACE_LCH] = { SPACE_LAB, 2, polar_to_flat, flat_to_polar },
	[SPACE_OKLCH] = { SPACE_OKLAB, 2, polar_to_flat, flat_to_polar },
};

int tint_hue(enum color_space space)
{
	return hue_spaces[space].to_base != NULL ? hue_spaces[space].hue : -1;
}

/* Without colour a hue says nothing (CSS Color 4, 4.4: powerless). The limits are those of the specification's sample code. */
static bool is_powerless(const struct tint *tint)
{
	switch (tint->space) {
	case SPACE_HSL: return tint->part[1] <= 0.00001;
	case SPACE_HWB: return tint->part[1] + tint->part[2] >= 0.99999;
	case SPACE_LCH: return tint->part[1] <= 0.0015;
	case SPACE_OKLCH: return tint->part[1] <= 0.000004;
	default: return false;
	}
}

struct tint tint_convert(struct tint tint, enum color_space space)
{
	if (tint.space == space) {
		return tint;
	}
	const struct hue_space *from = &hue_spaces[tint.space], *to = &hue_spaces[space];
	enum color_space base = from->to_base != NULL ? from->base : tint.space, wanted = to->from_base != NULL ? to->base : space;
	if (from->to_base != NULL) {
		from->to_base(tint.part);
	}
	if (base != wanted) {
		to_xyz(base, tint.part);
		from_xyz(wanted, tint.part);
	}
	if (to->from_base != NULL) {
		to->from_base(tint.part);
	}
	tint.space = space;
	for (size_t i = 0; i < TINT_ALPHA; i++) {
		tint.is_missing[i] = false;
	}
	return tint;
}

struct tint tint_from_color(osp_color color)
{
	struct tint tint = { .space = SPACE_SRGB };
	for (size_t i = 0; i < TINT_PARTS; i++) {
		tint.part[i] = (color >> (24 - 8 * i) & 0xFF) / 255.0;
	}
	return tint;
}

/* Halves go up, also those that decimals have left a hair below. Not a number is 0. */
static uint32_t byte_of(double v)
{
	return v > 0 ? (uint32_t)(fmin(v, 1) * 255 + 0.500001) : 0;
}

osp_color tint_color(struct tint tint)
{
	tint = tint_convert(tint, SPACE_SRGB);
	osp_color color = 0;
	for (size_t i = 0; i < TINT_PARTS; i++) {
		color = color << 8 | byte_of(tint.part[i]);
	}
	return color;
}

/* ---- mixing ---- */

/* Parts of two spaces that mean the same stay missing when colours are converted (CSS Color 4, 12.2). */
static const char *meanings(enum color_space space)
{
	switch (space) {
	case SPACE_LAB: case SPACE_OKLAB: return "Lxy";
	case SPACE_LCH: case SPACE_OKLCH: return "LCH";
	case SPACE_HSL: return "HCL";
	case SPACE_HWB: return "Hwk";
	default: return "rgb";
	}
}

static struct tint carried(struct tint tint, enum color_space space)
{
	const char *from = meanings(tint.space), *to = meanings(space);
	struct tint result = tint_convert(tint, space);
	size_t all = 0, colorful = 0;
	for (size_t i = 0; i < TINT_ALPHA; i++) {
		const char *place = strchr(to, from[i]);
		if (tint.is_missing[i] && place != NULL) {
			result.is_missing[place - to] = true;
		}
		all += tint.is_missing[i];
		colorful += tint.is_missing[i] && strchr("CHxy", from[i]) != NULL;
	}
	/* Chroma and hue together mean what the two axes of Lab do; of a colour that says nothing, nothing comes. */
	for (size_t i = 0; i < TINT_ALPHA; i++) {
		result.is_missing[i] |= all == TINT_ALPHA || (colorful == 2 && strchr("CHxy", to[i]) != NULL);
	}
	int hue = tint_hue(space);
	if (hue >= 0 && tint.space != space && is_powerless(&result)) { /* what was written so keeps its hue, as in browsers */
		result.is_missing[hue] = true;
	}
	return result;
}

/* CSS Color 4, 12.4. */
static void fix_hues(enum hue_way way, double *first, double *second)
{
	*first = turned(*first);
	*second = turned(*second);
	double turn = *second - *first;
	bool near = fabs(turn) < 180, far = fabs(turn) > 180;
	switch (way) {
	case HUE_SHORTER: *(turn > 0 ? first : second) += far ? 360 : 0; break;
	case HUE_LONGER: *(turn > 0 ? first : second) += near ? 360 : 0; break;
	case HUE_INCREASING: *second += turn < 0 ? 360 : 0; break;
	case HUE_DECREASING: *first += turn > 0 ? 360 : 0; break;
	}
}

struct tint tint_mix(const struct mixture *mixture, struct tint first, struct tint second)
{
	first = carried(first, mixture->space);
	second = carried(second, mixture->space);
	struct tint result = { .space = mixture->space };
	for (size_t i = 0; i < TINT_PARTS; i++) {
		result.is_missing[i] = first.is_missing[i] && second.is_missing[i];
		first.part[i] = first.is_missing[i] ? second.part[i] : first.part[i];
		second.part[i] = second.is_missing[i] ? first.part[i] : second.part[i];
	}
	int hue = tint_hue(mixture->space);
	if (hue >= 0) {
		fix_hues(mixture->way, &first.part[hue], &second.part[hue]);
	}
	double with = mixture->weight, without = 1 - with;
	bool no_alpha = result.is_missing[TINT_ALPHA];
	double left = no_alpha ? 1 : first.part[TINT_ALPHA], right = no_alpha ? 1 : second.part[TINT_ALPHA];
	double alpha = left * without + right * with;
	for (int i = 0; i < TINT_ALPHA; i++) {
		/* All but hues count as much as they can be seen: premultiplied by their alpha; what cannot be seen is left so. */
		bool plain = i == hue;
		double part = first.part[i] * without * (plain ? 1 : left) + second.part[i] * with * (plain ? 1 : right);
		part = plain || alpha <= 0 ? part : part / alpha;
		result.part[i] = result.is_missing[i] ? 0 : part;
	}
	result.part[TINT_ALPHA] = no_alpha ? 0 : alpha * mixture->alpha;
	return result;
}
