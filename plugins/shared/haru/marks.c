/* marks.c - draw cut, fold and register marks. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/marks.h"

#include "haru/syntax.h"

enum { GAP = 850, LENGTH = 1417, EDGE = 142, RADIUS = 300 }; /* 3 mm, 5 mm, 0.5 mm, 3 pt */

static int64_t distance(int64_t bleed) {
	return bleed > GAP ? bleed : GAP;
}

int64_t haru_marks_room(int64_t bleed) {
	return distance(bleed) + LENGTH + EDGE;
}

static void put_points(osp_buf *out, const int64_t *numbers, size_t count, const char *operator) {
	for (size_t i = 0; i < count; i++) {
		haru_put_hundredths(out, numbers[i]);
		osp_buf_putc(out, ' ');
	}
	osp_buf_puts(out, operator);
}

static void put_line(osp_buf *out, int64_t x0, int64_t y0, int64_t x1, int64_t y1) {
	put_points(out, (int64_t[]){ x0, y0 }, 2, "m ");
	put_points(out, (int64_t[]){ x1, y1 }, 2, "l S\n");
}

/* A hairline in all inks: each plate shows it. */
static void begin(osp_buf *out, const struct haru_ink *ink) {
	osp_buf_puts(out, haru_ink_channels(ink) == 4 ? "q .25 w 1 1 1 1 K\n" : "q .25 w 0 G\n");
}

static void end(osp_buf *out) {
	osp_buf_puts(out, "Q\n");
}

static void put_crop(osp_buf *out, const int64_t trim[4], int64_t from) {
	for (unsigned corner = 0; corner < 4; corner++) {
		int64_t x = trim[corner % 2 * 2], y = trim[corner / 2 * 2 + 1];
		int64_t across = corner % 2 == 0 ? -1 : 1, up = corner / 2 == 0 ? -1 : 1;
		put_line(out, x + across * from, y, x + across * (from + LENGTH), y);
		put_line(out, x, y + up * from, x, y + up * (from + LENGTH));
	}
}

/* A circle of four curves; .5523 of the radius is where their handles stand. */
static void put_circle(osp_buf *out, int64_t x, int64_t y) {
	int64_t r = RADIUS, h = RADIUS * 5523 / 10000;
	put_points(out, (int64_t[]){ x + r, y }, 2, "m ");
	put_points(out, (int64_t[]){ x + r, y + h, x + h, y + r, x, y + r }, 6, "c ");
	put_points(out, (int64_t[]){ x - h, y + r, x - r, y + h, x - r, y }, 6, "c ");
	put_points(out, (int64_t[]){ x - r, y - h, x - h, y - r, x, y - r }, 6, "c ");
	put_points(out, (int64_t[]){ x + h, y - r, x + r, y - h, x + r, y }, 6, "c S\n");
}

static void put_crosses(osp_buf *out, const int64_t trim[4], int64_t from) {
	int64_t middle_x = (trim[0] + trim[2]) / 2, middle_y = (trim[1] + trim[3]) / 2, away = from + LENGTH / 2, arm = LENGTH / 2;
	int64_t at[4][2] = { { trim[0] - away, middle_y }, { trim[2] + away, middle_y }, { middle_x, trim[1] - away }, { middle_x, trim[3] + away } };
	for (unsigned i = 0; i < 4; i++) {
		put_line(out, at[i][0] - arm, at[i][1], at[i][0] + arm, at[i][1]);
		put_line(out, at[i][0], at[i][1] - arm, at[i][0], at[i][1] + arm);
		put_circle(out, at[i][0], at[i][1]);
	}
}

void haru_marks_put(osp_buf *out, const struct haru_ink *ink, const int64_t trim[4], int64_t bleed, unsigned marks) {
	if (marks == 0) {
		return;
	}
	begin(out, ink);
	if ((marks & OSP_MARK_CROP) != 0) {
		put_crop(out, trim, distance(bleed));
	}
	if ((marks & OSP_MARK_CROSS) != 0) {
		put_crosses(out, trim, distance(bleed));
	}
	end(out);
}

void haru_marks_fold(osp_buf *out, const struct haru_ink *ink, const int64_t trim[4], int64_t bleed, int64_t x) {
	int64_t from = distance(bleed);
	begin(out, ink);
	osp_buf_puts(out, "[3 2] 0 d\n");
	put_line(out, x, trim[1] - from, x, trim[1] - from - LENGTH);
	put_line(out, x, trim[3] + from, x, trim[3] + from + LENGTH);
	end(out);
}
