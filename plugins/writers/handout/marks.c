/* marks.c - draw on the paper around the pages: marks for cutting, folding, sewing and stacking, lines for notes, the test sheet. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <time.h>

#include "sheet.h"

/* Hundredths of a point. */
enum { AWAY = 850 /* 3 mm */, LONG = 1417 /* 5 mm */, THIN = 25, DASH = 170, STATION_EDGE = 3402 /* 12 mm */, STATION_MOST = 14173 /* 50 mm */,
       STEP = 1134 /* 4 mm */, STEPS = 12, LINE_PITCH = 2268 /* 8 mm */, LINE_EDGE = 2268 };

static const osp_color black = 0x000000ff, gray = 0xb0b0b0ff;

struct marking {
	struct drawing *drawing;
	const struct sheets *sheets;
	const struct imposition_side *side;
	struct frame frame;
	struct rect trim;
	int64_t away;            /* from the trim box to where marks begin: beyond the bleed */
};

static osp_len length(int64_t hundredths) {
	return (osp_len)(hundredths * OSP_POINT / 100);
}

static void box(const struct marking *m, int64_t left, int64_t bottom, int64_t right, int64_t top, osp_color color) {
	drawing_rect(m->drawing, length(left), length(m->sheets->geometry.height - top), length(right - left), length(top - bottom), color);
}

/* ---- ticks around the pages ---- */

static void tick_x(const struct marking *m, int64_t x) {
	box(m, x - THIN / 2, m->trim.top + m->away, x - THIN / 2 + THIN, m->trim.top + m->away + LONG, black);
	box(m, x - THIN / 2, m->trim.bottom - m->away - LONG, x - THIN / 2 + THIN, m->trim.bottom - m->away, black);
}

static void tick_y(const struct marking *m, int64_t y) {
	box(m, m->trim.left - m->away - LONG, y - THIN / 2, m->trim.left - m->away, y - THIN / 2 + THIN, black);
	box(m, m->trim.right + m->away, y - THIN / 2, m->trim.right + m->away + LONG, y - THIN / 2 + THIN, black);
}

/* Where paper is cut: at the edges of every page but its spine. */
static void draw_crop(const struct marking *m) {
	const struct sheets *sheets = m->sheets;
	bool is_folded = sheets->geometry.handout->layout == HANDOUT_SADDLE;
	for (size_t i = 0; i < m->side->count; i++) {
		const struct imposition_slot *slot = &sheets->plan.slots[m->side->first + i];
		struct rect rect = geometry_slot(&sheets->geometry, &m->frame, slot);
		if (slot->row == 0 && !(is_folded && slot->spine == IMPOSITION_SPINE_LEFT)) {
			tick_x(m, rect.left);
		}
		if (slot->row == 0 && !(is_folded && slot->spine == IMPOSITION_SPINE_RIGHT)) {
			tick_x(m, rect.right);
		}
		if (slot->column == 0) {
			tick_y(m, rect.bottom);
			tick_y(m, rect.top);
		}
	}
}

/* Three dashes at either end of a line that is folded, outside of the pages. */
static void draw_fold(const struct marking *m) {
	const struct frame *frame = &m->frame;
	int64_t middle = m->sheets->geometry.width / 2, level = m->sheets->geometry.height / 2;
	for (unsigned dash = 0; dash < 3; dash++) {
		int64_t from = m->away + (int64_t)dash * 2 * DASH;
		for (unsigned column = 0; column + 1 < frame->columns; column++) {
			int64_t x = frame->columns == 2 || column == 1 ? middle : frame->left + (column + 1) * frame->width + (column > 1 ? frame->gap : 0);
			box(m, x - THIN / 2, m->trim.top + from, x - THIN / 2 + THIN, m->trim.top + from + DASH, black);
			box(m, x - THIN / 2, m->trim.bottom - from - DASH, x - THIN / 2 + THIN, m->trim.bottom - from, black);
		}
		if (frame->rows == 2) {
			box(m, m->trim.left - from - DASH, level - THIN / 2, m->trim.left - from, level - THIN / 2 + THIN, black);
			box(m, m->trim.right + from, level - THIN / 2, m->trim.right + from + DASH, level - THIN / 2 + THIN, black);
		}
	}
}

/* Heights at which the fold is pierced: 12 mm from head and foot, and between them at most 50 mm apart. */
static void draw_sewing(const struct marking *m) {
	for (unsigned row = 0; row < m->frame.rows; row++) {
		int64_t bottom = m->frame.bottom + row * (m->frame.height + m->frame.gap);
		int64_t first = bottom + STATION_EDGE, last = bottom + m->frame.height - STATION_EDGE;
		int64_t spaces = (last - first + STATION_MOST - 1) / STATION_MOST;
		for (int64_t i = 0; spaces > 0 && i <= spaces; i++) {
			int64_t y = first + (last - first) * i / spaces;
			box(m, m->trim.left - m->away - LONG / 2, y - 2 * THIN, m->trim.left - m->away, y + 2 * THIN, black);
			box(m, m->trim.right + m->away, y - 2 * THIN, m->trim.right + m->away + LONG / 2, y + 2 * THIN, black);
		}
	}
}

/* A block at the foot of the fold, further out for every signature: stacked in order they make stairs. */
static void draw_collation(const struct marking *m) {
	int64_t x = m->sheets->geometry.width / 2 + STEP / 2 + (int64_t)(m->side->signature % STEPS) * STEP;
	box(m, x, 0, x + STEP, m->trim.bottom - m->away, black);
}

static void put_date(const osp_volume *volume, char *out, size_t size) {
	time_t when = (time_t)volume->modified;
	struct tm parts;
	out[0] = '\0';
	if (volume->modified > 0 && gmtime_r(&when, &parts) != NULL) {
		strftime(out, size, "%Y-%m-%d", &parts);
	}
}

static void draw_slug(const struct marking *m) {
	const struct sheets *sheets = m->sheets;
	const osp_volume *volume = sheets->edition.whole->volume;
	char date[16];
	put_date(volume, date, sizeof date);
	const char *lang = volume->lang;
	char *text = osp_job_printf(m->drawing->job, "%s · %s %u/%u · %s %u/%u · %s%s%s", volume->title, osp_label(lang, "signature"),
	                            m->side->signature + 1, sheets->plan.signature_count, osp_label(lang, "sheet"), m->side->sheet + 1,
	                            sheets->plan.sides[sheets->plan.side_count - 1].sheet + 1, osp_label(lang, m->side->is_back ? "back" : "front"),
	                            date[0] == '\0' ? "" : " · ", date);
	lettering_line(m->drawing->lettering, m->drawing, text, strlen(text), 6 * OSP_POINT, black, length(m->trim.left + AWAY),
	               length(sheets->geometry.height - m->trim.top - m->away - LONG / 2));
}

/* ---- lines for notes ---- */

static void draw_note_lines(const struct marking *m) {
	const struct geometry *g = &m->sheets->geometry;
	const struct imposition_slot *slot = &m->sheets->plan.slots[m->side->first];
	struct rect page = geometry_slot(g, &m->frame, slot);
	bool is_right = slot->spine == IMPOSITION_SPINE_LEFT;
	int64_t left = is_right ? page.right + AWAY : LINE_EDGE, right = is_right ? g->width - LINE_EDGE : page.left - AWAY;
	for (int64_t y = g->height - 2 * LINE_EDGE; right - left > LINE_EDGE && y > 2 * LINE_EDGE; y -= LINE_PITCH) {
		box(m, left, y, right, y + THIN, gray);
	}
}

void marks_draw(struct drawing *drawing, const struct sheets *sheets, const struct imposition_side *side) {
	const struct handout *handout = sheets->geometry.handout;
	struct marking m = { .drawing = drawing, .sheets = sheets, .side = side };
	m.frame = geometry_frame(&sheets->geometry, side->rows, side->columns);
	m.trim = geometry_trim(&sheets->geometry, &sheets->plan, side);
	int64_t bleed = sheets->geometry.bleed * m.frame.scale / 65536;
	m.away = bleed > AWAY ? bleed : AWAY;
	bool is_folded = handout->layout == HANDOUT_SADDLE;
	if ((handout->marks & MARK_CROP) != 0) {
		draw_crop(&m);
	}
	if (is_folded && (handout->marks & MARK_FOLD) != 0) {
		draw_fold(&m);
	}
	if (is_folded && side->is_back && (handout->marks & MARK_SEWING) != 0) {
		draw_sewing(&m);
	}
	if (is_folded && side->is_outermost && !side->is_back && (handout->marks & MARK_COLLATION) != 0) {
		draw_collation(&m);
	}
	if ((handout->marks & MARK_SLUG) != 0) {
		draw_slug(&m);
	}
	if (handout->layout == HANDOUT_SINGLE && handout->has_note_lines) {
		draw_note_lines(&m);
	}
}

/* ---- the test sheet ---- */

void marks_draw_test(struct drawing *drawing, const struct sheets *sheets, bool is_back) {
	const char *lang = sheets->edition.whole->volume->lang;
	osp_len x = 57 * OSP_POINT, y = 120 * OSP_POINT, width = drawing->page.width - 2 * x;
	drawing_rect(drawing, x, 57 * OSP_POINT, width, 6 * OSP_POINT, black);
	lettering_line(drawing->lettering, drawing, osp_label(lang, is_back ? "back" : "front"), strlen(osp_label(lang, is_back ? "back" : "front")),
	               28 * OSP_POINT, black, x, y);
	static const char *const front[] = { "test-front", NULL }, *const back[] = { "test-back", "test-upright", "test-turned", NULL };
	for (const char *const *word = is_back ? back : front; *word != NULL; word++) {
		y += 34 * OSP_POINT;
		unsigned lines = lettering_lines(drawing->lettering, drawing, osp_label(lang, *word), 15 * OSP_POINT, black, x, y, width, 22 * OSP_POINT);
		y += (osp_len)(lines - 1) * 22 * OSP_POINT;
	}
}
