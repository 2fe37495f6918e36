/* press.c - say what four inks mean, by a profile made from a model of offset printing. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "haru/icc.h"
#include "haru/profile.h"

/*
 * Neugebauer's model: dots of the four inks fall on one another by chance, so
 * sixteen colours share the paper by the product of their coverages, and light
 * adds up. The colours of paper, solid inks and overprints are aims of ISO
 * 12647-2 for coated paper (D50, white backing); a dot prints larger than it is in the data by 15 % at half
 * tone. Overprints with black, which the standard has no aims for, let through
 * what both layers let through. The way back, from a colour to inks, is searched
 * for: black takes over as much of what three inks have in common as CURVE says,
 * then the three that come nearest are found.
 */
enum { INKS = 4, COLORS = 16, GRID_TO = 9, GRID_FROM = 17, GRID_GAMUT = 9, STEPS = 14, CURVE_POINTS = 256 };

static const double paper_lab[3] = { 95, 0, -2 };
static const double solids_lab[8][3] = { /* by bits: cyan 1, magenta 2, yellow 4 */
	{ 95, 0, -2 }, { 55, -37, -50 }, { 48, 74, -3 }, { 24, 22, -46 }, { 89, -5, 93 }, { 50, -65, 27 }, { 47, 68, 48 }, { 23, 0, 0 },
};
static const double black_lab[3] = { 16, 0, 0 };
static const double d50[3] = { 0.9642, 1, 0.8249 };
static const double gain = 0.15;            /* at half tone */
static const double black_from = 0.25, black_most = 0.95;
static const double ink_limit = 3.2;        /* all inks together, as dots print */

struct press { double colors[COLORS][3]; }; /* XYZ, paper = D50: what "relative" means to a profile */

struct inks { double of[INKS]; };           /* coverage as printed, 0 to 1 */
struct lab { double of[3]; };

static void xyz_from_lab(const double lab[3], double xyz[3]) {
	double y = (lab[0] + 16) / 116, f[3] = { y + lab[1] / 500, y, y - lab[2] / 200 };
	for (unsigned i = 0; i < 3; i++) {
		double cube = f[i] * f[i] * f[i];
		xyz[i] = d50[i] * (cube > 216.0 / 24389 ? cube : (116 * f[i] - 16) * 27 / 24389);
	}
}

static struct lab lab_from_xyz(const double xyz[3]) {
	double f[3];
	for (unsigned i = 0; i < 3; i++) {
		double part = xyz[i] / d50[i];
		f[i] = part > 216.0 / 24389 ? cbrt(part) : (part * 24389 / 27 + 16) / 116;
	}
	return (struct lab){ { 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2]) } };
}

static void make_press(struct press *press) {
	double paper[3], black[3];
	xyz_from_lab(paper_lab, paper);
	xyz_from_lab(black_lab, black);
	for (unsigned color = 0; color < COLORS; color++) {
		double *xyz = press->colors[color];
		xyz_from_lab(solids_lab[color & 7], xyz);
		for (unsigned i = 0; i < 3; i++) {
			xyz[i] = xyz[i] / paper[i] * d50[i] * ((color & 8) != 0 ? black[i] / paper[i] : 1);
		}
	}
}

static struct lab print(const struct press *press, const struct inks *inks) {
	double shares[COLORS] = { 1 }, xyz[3] = { 0 };
	for (unsigned ink = 0, count = 1; ink < INKS; ink++, count *= 2) {
		for (unsigned i = 0; i < count; i++) {
			shares[i + count] = shares[i] * inks->of[ink];
			shares[i] *= 1 - inks->of[ink];
		}
	}
	for (unsigned color = 0; color < COLORS; color++) {
		for (unsigned i = 0; i < 3; i++) {
			xyz[i] += shares[color] * press->colors[color][i];
		}
	}
	return lab_from_xyz(xyz);
}

static double clamp(double value) {
	return value < 0 ? 0 : value > 1 ? 1 : value;
}

/* Solves a 3 x 3 system by Cramer's rule. */
static bool solve(double m[3][3], const double right[3], double ret[3]) {
	double minors[3];
	for (unsigned i = 0; i < 3; i++) {
		minors[i] = m[(i + 1) % 3][1] * m[(i + 2) % 3][2] - m[(i + 1) % 3][2] * m[(i + 2) % 3][1];
	}
	double whole = m[0][0] * minors[0] + m[1][0] * minors[1] + m[2][0] * minors[2];
	for (unsigned column = 0; column < 3 && fabs(whole) > 1e-12; column++) {
		double n[3][3];
		memcpy(n, m, sizeof n);
		for (unsigned i = 0; i < 3; i++) {
			n[i][column] = right[i];
		}
		ret[column] = (n[0][0] * (n[1][1] * n[2][2] - n[1][2] * n[2][1]) - n[0][1] * (n[1][0] * n[2][2] - n[1][2] * n[2][0]) +
		               n[0][2] * (n[1][0] * n[2][1] - n[1][1] * n[2][0])) / whole;
	}
	return fabs(whole) > 1e-12;
}

/* Least squares, damped (Levenberg), within 0 and 1: the three inks that come nearest to a colour when black is what it is. Returns how far off. */
static double find_inks(const struct press *press, const struct lab *wanted, struct inks *inks) {
	double damping = 1, off = INFINITY;
	struct inks best = *inks;
	for (unsigned step = 0; step < STEPS; step++) {
		struct lab now = print(press, inks);
		double miss[3], slope[3][3], distance = 0;
		for (unsigned i = 0; i < 3; i++) {
			miss[i] = wanted->of[i] - now.of[i];
			distance += miss[i] * miss[i];
		}
		if (distance < off) {
			off = distance;
			best = *inks;
			damping *= 0.3;
		} else {
			damping *= 10;
		}
		if (off < 0.01) {
			break;
		}
		*inks = best;
		struct lab here = print(press, inks);
		for (unsigned ink = 0; ink < 3; ink++) {
			struct inks moved = *inks;
			double by = moved.of[ink] > 0.5 ? -0.01 : 0.01;
			moved.of[ink] += by;
			struct lab there = print(press, &moved);
			for (unsigned i = 0; i < 3; i++) {
				slope[i][ink] = (there.of[i] - here.of[i]) / by;
			}
		}
		double normal[3][3] = { { 0 } }, right[3] = { 0 }, change[3] = { 0 };
		for (unsigned a = 0; a < 3; a++) {
			for (unsigned i = 0; i < 3; i++) {
				right[a] += slope[i][a] * (wanted->of[i] - here.of[i]);
				for (unsigned b = 0; b < 3; b++) {
					normal[a][b] += slope[i][a] * slope[i][b];
				}
			}
			normal[a][a] += damping * 100;
		}
		if (!solve(normal, right, change)) {
			break;
		}
		for (unsigned ink = 0; ink < 3; ink++) {
			inks->of[ink] = clamp(inks->of[ink] + change[ink]);
		}
	}
	*inks = best;
	return sqrt(off);
}

/* `inks` is where the search begins: what the neighbour in the grid needed. */
static double separate(const struct press *press, const struct lab *wanted, struct inks *inks) {
	inks->of[3] = 0;
	double off = find_inks(press, wanted, inks);
	double common = fmin(inks->of[0], fmin(inks->of[1], inks->of[2]));
	if (common <= black_from) {
		return off;
	}
	double part = (common - black_from) / (1 - black_from);
	inks->of[3] = black_most * part * part;
	off = find_inks(press, wanted, inks);
	double sum = inks->of[0] + inks->of[1] + inks->of[2] + inks->of[3];
	for (unsigned ink = 0; ink < 3 && sum > ink_limit; ink++) {
		inks->of[ink] *= (ink_limit - inks->of[3]) / (sum - inks->of[3]);
	}
	return off;
}

/* ---- tables ---- */

/* Coverage in the data to coverage as printed. */
static double grow(double dot) {
	return dot + 4 * gain * dot * (1 - dot);
}

static double shrink(double dot) {
	double b = 1 + 4 * gain; /* the root of grow(x) = dot that lies within 0 and 1 */
	return (b - sqrt(b * b - 16 * gain * dot)) / (8 * gain);
}

static double same(double value) {
	return value;
}

static unsigned word(double value, double largest) {
	return (unsigned)lround(clamp(value) * largest);
}

static void put_curves(osp_buf *out, unsigned count, double (*curve)(double)) {
	for (unsigned channel = 0; channel < count; channel++) {
		for (unsigned i = 0; i < CURVE_POINTS; i++) {
			icc_put16(out, word(curve(i / (CURVE_POINTS - 1.0)), 65535));
		}
	}
}

/* The head of a lut16Type or lut8Type (10.8, 10.9), with the matrix that does nothing. */
static void put_lut_head(osp_buf *out, const char *type, unsigned in, unsigned to, unsigned grid) {
	icc_put_name(out, type);
	icc_put32(out, 0);
	icc_put8(out, in);
	icc_put8(out, to);
	icc_put8(out, grid);
	icc_put8(out, 0);
	for (unsigned i = 0; i < 9; i++) {
		icc_put32(out, i % 4 == 0 ? 0x10000 : 0);
	}
}

/* L* 100 is 0xff00, a* and b* 0 are 0x8000: the encoding of lut16Type (10.8, table 39). */
static void put_lab(osp_buf *out, const struct lab *lab) {
	icc_put16(out, word(lab->of[0] / 100, 0xff00));
	icc_put16(out, word((lab->of[1] + 128) / 255, 0xff00));
	icc_put16(out, word((lab->of[2] + 128) / 255, 0xff00));
}

static void put_to_lab(struct icc *icc, const struct press *press) {
	icc_begin(icc, "A2B0");
	put_lut_head(&icc->data, "mft2", INKS, 3, GRID_TO);
	icc_put16(&icc->data, CURVE_POINTS);
	icc_put16(&icc->data, 2);
	put_curves(&icc->data, INKS, grow);
	unsigned at[INKS] = { 0 };
	for (bool more = true; more;) {
		struct inks inks;
		for (unsigned ink = 0; ink < INKS; ink++) {
			inks.of[ink] = at[ink] / (GRID_TO - 1.0);
		}
		struct lab lab = print(press, &inks);
		put_lab(&icc->data, &lab);
		more = false;
		for (unsigned ink = INKS; ink-- > 0 && !more;) { /* the last channel goes round fastest */
			at[ink] = at[ink] + 1 == GRID_TO ? 0 : at[ink] + 1;
			more = at[ink] != 0;
		}
	}
	for (unsigned i = 0; i < 3; i++) {
		icc_put16(&icc->data, 0);
		icc_put16(&icc->data, 65535);
	}
	icc_again(icc, "A2B1");
	icc_again(icc, "A2B2");
}

static struct lab grid_color(unsigned grid, unsigned l, unsigned a, unsigned b) {
	/* The grid ends at 0xffff, a little beyond L* 100 and 127 (same encoding). */
	double step = 65535.0 / 65280 / (grid - 1);
	return (struct lab){ { fmin(100, 100 * l * step), 255 * a * step - 128, 255 * b * step - 128 } };
}

static void put_from_lab(struct icc *icc, const struct press *press) {
	icc_begin(icc, "B2A0");
	put_lut_head(&icc->data, "mft2", 3, INKS, GRID_FROM);
	icc_put16(&icc->data, 2);
	icc_put16(&icc->data, CURVE_POINTS);
	for (unsigned i = 0; i < 3; i++) {
		icc_put16(&icc->data, 0);
		icc_put16(&icc->data, 65535);
	}
	for (unsigned i = 0; i < GRID_FROM * GRID_FROM * GRID_FROM; i++) {
		struct lab lab = grid_color(GRID_FROM, i / (GRID_FROM * GRID_FROM), i / GRID_FROM % GRID_FROM, i % GRID_FROM);
		struct inks inks = { { 0.4, 0.4, 0.4, 0 } };
		separate(press, &lab, &inks);
		for (unsigned ink = 0; ink < INKS; ink++) {
			icc_put16(&icc->data, word(inks.of[ink], 65535));
		}
	}
	put_curves(&icc->data, INKS, shrink);
	icc_again(icc, "B2A1");
	icc_again(icc, "B2A2");
}

/* Zero for colours that can be printed (9.2.25). */
static void put_gamut(struct icc *icc, const struct press *press) {
	icc_begin(icc, "gamt");
	put_lut_head(&icc->data, "mft2", 3, 1, GRID_GAMUT);
	icc_put16(&icc->data, CURVE_POINTS);
	icc_put16(&icc->data, CURVE_POINTS);
	put_curves(&icc->data, 3, same);
	for (unsigned i = 0; i < GRID_GAMUT * GRID_GAMUT * GRID_GAMUT; i++) {
		struct lab lab = grid_color(GRID_GAMUT, i / (GRID_GAMUT * GRID_GAMUT), i / GRID_GAMUT % GRID_GAMUT, i % GRID_GAMUT);
		struct inks inks = { { 0.4, 0.4, 0.4, 0 } };
		icc_put16(&icc->data, word(separate(press, &lab, &inks) / 100, 65535));
	}
	put_curves(&icc->data, 1, same);
}

void haru_press_make(osp_buf *out) {
	struct press press;
	struct icc icc = { 0 };
	double paper[3];
	make_press(&press);
	xyz_from_lab(paper_lab, paper);
	icc_begin(&icc, "desc");
	icc_put_words(&icc.data, "ospopress coated offset");
	icc_begin(&icc, "cprt");
	icc_put_words(&icc.data, "No copyright, use freely");
	icc_begin(&icc, "wtpt");
	icc_put_numbers(&icc.data, "XYZ ", (uint32_t[]){ (uint32_t)lround(paper[0] * 65536), (uint32_t)lround(paper[1] * 65536),
	                                                 (uint32_t)lround(paper[2] * 65536) }, 3);
	put_to_lab(&icc, &press);
	put_from_lab(&icc, &press);
	put_gamut(&icc, &press);
	icc_finish(&icc, "prtrCMYKLab ", out);
}
