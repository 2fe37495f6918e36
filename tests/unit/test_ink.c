/* test_ink.c - colours become inks: black text is black ink alone, pictures keep their look, profiles are checked. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <lcms2.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "haru/ink.h"
#include "haru/marks.h"
#include "haru/profile.h"
#include "tap.h"

static void is_fill(const struct haru_ink *ink, osp_color color, const char *wanted, const char *what) {
	osp_buf out = OSP_BUF_INIT;
	haru_ink_put_fill(ink, &out, color);
	is_str(out.data, wanted, what);
	osp_buf_done(&out);
}

/* How far the press' colours are from those of the screen: lcms' own way from both to Lab, where white is the paper. */
static double distance(cmsHTRANSFORM press, cmsHTRANSFORM screen, const struct haru_ink *ink, const uint8_t rgb[3], unsigned *ret_inks) {
	uint8_t inks[4];
	cmsCIELab a, b;
	haru_ink_convert(ink, rgb, 1, inks);
	cmsDoTransform(press, inks, &a, 1);
	cmsDoTransform(screen, rgb, &b, 1);
	*ret_inks = (unsigned)(inks[0] + inks[1] + inks[2] + inks[3]) * 100 / 255;
	return cmsDeltaE(&a, &b);
}

/* Colours that offset can print come out as they are; none takes more ink than paper holds. */
static void test_press(const struct haru_ink *ink) {
	osp_buf profile = OSP_BUF_INIT, again = OSP_BUF_INIT, srgb = OSP_BUF_INIT;
	haru_press_make(&profile);
	haru_press_make(&again);
	haru_srgb_make(&srgb);
	ok(profile.len == again.len && memcmp(profile.data, again.data, profile.len) == 0, "the press' profile is made twice the same");
	cmsHPROFILE p = cmsOpenProfileFromMem(profile.data, (cmsUInt32Number)profile.len), s = cmsOpenProfileFromMem(srgb.data, (cmsUInt32Number)srgb.len);
	cmsHPROFILE lab = cmsCreateLab4Profile(NULL);
	ok(p != NULL && cmsIsCLUT(p, INTENT_PERCEPTUAL, LCMS_USED_AS_OUTPUT) && cmsGetDeviceClass(p) == cmsSigOutputClass, "lcms knows it as an output profile");
	cmsHTRANSFORM to_lab = cmsCreateTransform(p, TYPE_CMYK_8, lab, TYPE_Lab_DBL, INTENT_RELATIVE_COLORIMETRIC, 0);
	cmsHTRANSFORM from_rgb = cmsCreateTransform(s, TYPE_RGB_8, lab, TYPE_Lab_DBL, INTENT_RELATIVE_COLORIMETRIC, 0);
	static const uint8_t printable[][3] = { { 128, 128, 128 }, { 192, 192, 192 }, { 200, 160, 140 }, { 120, 80, 60 }, { 60, 120, 60 }, { 30, 80, 160 }, { 139, 50, 50 } };
	for (size_t i = 0; i < sizeof printable / sizeof *printable; i++) {
		unsigned inks;
		double off = distance(to_lab, from_rgb, ink, printable[i], &inks);
		ok(off < 6, "%d %d %d is printed as it looks (off by %d/10)", printable[i][0], printable[i][1], printable[i][2], (int)lround(off * 10));
	}
	unsigned most = 0;
	for (unsigned i = 0; i < 4096; i++) {
		unsigned inks;
		distance(to_lab, from_rgb, ink, (uint8_t[]){ (uint8_t)(i % 16 * 17), (uint8_t)(i / 16 % 16 * 17), (uint8_t)(i / 256 * 17) }, &inks);
		most = inks > most ? inks : most;
	}
	ok(most <= 320, "no colour takes more than 320 %% of ink (%u)", most);
	cmsDeleteTransform(to_lab);
	cmsDeleteTransform(from_rgb);
	cmsCloseProfile(p);
	cmsCloseProfile(s);
	cmsCloseProfile(lab);
	osp_buf_done(&profile);
	osp_buf_done(&again);
	osp_buf_done(&srgb);
}

static void test_fills(const struct haru_ink *press, const struct haru_ink *gray) {
	is_fill(NULL, 0xff0000ff, "1 0 0 rg\n", "red of the screen");
	is_fill(press, 0x000000ff, "0 0 0 1 k\n", "black is black ink alone");
	is_fill(press, 0x333333ff, "0 0 0 .8 k\n", "and so is grey");
	is_fill(press, 0xffffffff, "0 0 0 0 k\n", "white is paper");
	is_fill(gray, 0x000000ff, "0 g\n", "black");
	is_fill(gray, 0x808080ff, ".502 g\n", "a grey keeps its number");
	uint8_t rgb[6] = { 255, 255, 255, 0, 200, 0 }, inks[8];
	haru_ink_convert(press, rgb, 2, inks);
	ok(inks[0] + inks[1] + inks[2] + inks[3] == 0, "white of pictures is paper");
	ok(inks[4] > 128 && inks[6] > 128 && inks[5] < 64, "green is cyan and yellow");
	haru_ink_convert(gray, rgb, 2, inks);
	ok(inks[0] == 255 && inks[1] > 160 && inks[1] < 190, "green is as bright in grey (%d)", inks[1]);
}

static void is_refused(enum haru_ink_kind kind, const osp_buf *bytes, const char *why) {
	char path[] = "/tmp/ospopress-ink-XXXXXX";
	int number = mkstemp(path);
	FILE *file = number < 0 ? NULL : fdopen(number, "wb");
	const char *said = NULL;
	if (file == NULL) {
		ok(false, "no temporary file");
		return;
	}
	fwrite(bytes->data, 1, bytes->len, file);
	fclose(file);
	struct haru_ink *ink = haru_ink_open(kind, path, &said);
	ok(ink == NULL && strncmp(said, why, strlen(why)) == 0, "refused: %s", ink == NULL ? said : "no");
	haru_ink_close(ink);
	remove(path);
}

static void test_profiles(void) {
	osp_buf srgb = OSP_BUF_INIT, gray = OSP_BUF_INIT, press = OSP_BUF_INIT, junk = OSP_BUF_INIT;
	haru_srgb_make(&srgb);
	haru_gray_make(&gray);
	haru_press_make(&press);
	osp_buf_puts(&junk, "no profile at all");
	is_refused(HARU_CMYK, &junk, "it is no ICC profile");
	is_refused(HARU_CMYK, &srgb, "it is no profile of a printing press");
	is_refused(HARU_CMYK, &gray, "it is no profile of four inks");
	is_refused(HARU_GRAY, &press, "it is no profile of one ink");
	osp_buf_truncate(&press, 1000);
	press.data[2] = 1000 >> 8;
	press.data[3] = (char)(1000 & 255);
	is_refused(HARU_CMYK, &press, "");
	const char *why;
	ok(haru_ink_open(HARU_CMYK, "/nowhere", &why) == NULL && strcmp(why, "the file can't be read") == 0, "a profile that is not there");
	osp_buf_done(&srgb);
	osp_buf_done(&gray);
	osp_buf_done(&press);
	osp_buf_done(&junk);
}

static void test_marks(const struct haru_ink *press) {
	osp_buf out = OSP_BUF_INIT;
	const int64_t trim[4] = { 3000, 3000, 13000, 23000 };
	haru_marks_put(&out, press, trim, 850, 0);
	is_int((long long)out.len, 0, "no marks, nothing drawn");
	haru_marks_put(&out, press, trim, 850, OSP_MARK_CROP);
	ok(strstr(out.data, "1 1 1 1 K") != NULL && strstr(out.data, "21.5 30 m 7.33 30 l S") != NULL, "cut marks begin outside of the bleed, on all plates");
	ok(strstr(out.data, " c\n") == NULL, "no crosses unless asked for");
	is_int(haru_marks_room(0), haru_marks_room(850), "marks keep 3 mm from the page without bleed, too");
	osp_buf_done(&out);
}

int main(void) {
	const char *why = NULL;
	struct haru_ink *press = haru_ink_open(HARU_CMYK, "", &why), *gray = haru_ink_open(HARU_GRAY, "", &why);
	ok(press != NULL && gray != NULL, "the presses that are built in");
	if (press != NULL && gray != NULL) {
		test_press(press);
		test_fills(press, gray);
		test_marks(press);
	}
	test_profiles();
	haru_ink_close(press);
	haru_ink_close(gray);
	return tap_done();
}
