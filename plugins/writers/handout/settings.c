/* settings.c - the options of a handout: their table, their checks. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "handout.h"

const osp_option handout_options[] = {
	{ "layout", OSP_OPTION_CHOICE, "saddle", "saddle|2up|4up|nup|single|large-print|cards|test",
	  "saddle: to fold and staple or sew; 2up, 4up, nup: several pages a side; single: with a margin for notes; large-print: set anew in large type; "
	  "cards: a sheet for each article; test: a sheet that shows how the printer turns paper" },
	{ "nup", OSP_OPTION_STRING, "", NULL, "rows and columns of \"layout: nup\": 2x3; 1x1 to 8x8" },
	{ "sheet", OSP_OPTION_CHOICE, "a4", "a3|a4|a5|b4|letter|tabloid|8k|16k", "the paper that goes into the printer" },
	{ "binding", OSP_OPTION_CHOICE, "left", "left|right", "where the spine is; right for books that read from right to left" },
	{ "flip", OSP_OPTION_CHOICE, "auto", "auto|long|short", "the edge over which the printer turns a sheet; auto: whichever the layout wants, and the file asks for it" },
	{ "signature", OSP_OPTION_INT, "0", "0..64", "pages folded together, a multiple of what a sheet holds; 0 = the whole booklet" },
	{ "folds", OSP_OPTION_INT, "1", "1..3", "how often a sheet is folded: 4, 8 or 16 pages on it" },
	{ "blanks", OSP_OPTION_CHOICE, "end", "end|cover", "where empty pages go: behind the last page, or before it, so that it stays on the outside" },
	{ "creep", OSP_OPTION_LENGTH, "0mm", NULL, "thickness of one sheet: inner pages are moved towards the fold by it" },
	{ "scale", OSP_OPTION_CHOICE, "fit", "fit|none", "fit: pages are made as much smaller as the sheet needs; none: they keep their size, or it is an error" },
	{ "gap", OSP_OPTION_LENGTH, "0mm", NULL, "between pages that are not bound to each other; 6mm where a sheet is folded more than once" },
	{ "marks", OSP_OPTION_LIST, "", NULL, "crop, fold, sewing, collation, slug: outside of what is trimmed" },
	{ "note-margin", OSP_OPTION_LENGTH, "50mm", NULL, "room for notes at the outer edge of \"layout: single\"" },
	{ "note-lines", OSP_OPTION_BOOL, "true", NULL, "ruled lines in that room" },
	{ "links", OSP_OPTION_CHOICE, "none", "none|codes", "codes: links get numbers, and pages behind the text list them with QR codes" },
	{ "ink", OSP_OPTION_CHOICE, "color", "color|gray", "gray: text, rules and pictures become black ink by their lightness" },
	{ "max-dpi", OSP_OPTION_INT, "0", "0..2400", "pictures with more dots per inch of paper are scaled down to it; 0 = never" },
	{ "articles", OSP_OPTION_LIST, "", NULL, "only these, by id" },
	{ "parts", OSP_OPTION_LIST, "", NULL, "only these, by title or number" },
	{ "pages", OSP_OPTION_STRING, "", NULL, "only these, as they are numbered: \"i-iv, 12-19\"" },
	{ "copies", OSP_OPTION_INT, "1", "1..5", "what the print dialogue begins with; PDF knows no more than 5" },
	{ NULL, OSP_OPTION_END, NULL, NULL, NULL },
};

static const struct handout_paper papers[] = { /* upright, in 1/1024 pt, the smallest first; 8 开 and 16 开 as printers and copiers know them */
	{ "a5", 429604, 609562 },      /* 148 x 210 mm */
	{ "16k", 566029, 783732 },     /* 195 x 270 mm */
	{ "a4", 609562, 862095 },      /* 210 x 297 mm */
	{ "letter", 626688, 811008 },  /* 8.5 x 11 in */
	{ "b4", 745998, 1056576 },     /* 257 x 364 mm */
	{ "8k", 783732, 1132057 },     /* 270 x 390 mm */
	{ "tabloid", 811008, 1253376 },/* 11 x 17 in */
	{ "a3", 862095, 1219125 },     /* 297 x 420 mm */
};

enum { PAPERS = sizeof papers / sizeof *papers, ROUNDING = OSP_POINT };

const struct handout_paper *handout_paper_for(osp_len width, osp_len height) {
	osp_len narrow = width < height ? width : height, wide = width < height ? height : width;
	for (size_t i = 0; i < PAPERS; i++) {
		if (papers[i].width + ROUNDING >= narrow && papers[i].height + ROUNDING >= wide) {
			return &papers[i];
		}
	}
	return NULL;
}

static const struct handout_paper *find_paper(const char *name) {
	for (size_t i = 0; i < PAPERS; i++) {
		if (strcmp(papers[i].name, name) == 0) {
			return &papers[i];
		}
	}
	return NULL;
}

static bool is(const osp_options *given, const char *key, const char *value) {
	return strcmp(osp_option_string(given, key), value) == 0;
}

static osp_status read_signature(osp_job *job, const osp_options *given, struct imposition_options *to) {
	int64_t signature = osp_option_int(given, "signature");
	to->folds = (unsigned)osp_option_int(given, "folds");
	int64_t per_sheet = imposition_per_sheet(to->folds);
	if (signature % per_sheet != 0) {
		osp_error(job, osp_option_place(given, "signature"), "handout/signature",
		          "a signature of %d pages can't be folded from sheets of %d pages: give a multiple of %d, such as %d", (int)signature,
		          (int)per_sheet, (int)per_sheet, (int)((signature + per_sheet - 1) / per_sheet * per_sheet));
		return OSP_FAIL;
	}
	to->signature = (uint32_t)signature;
	return OSP_OK;
}

/* "2x3"; false when it is nothing of the kind. */
static bool read_grid(const char *text, unsigned *rows, unsigned *columns) {
	if (text[0] < '1' || text[0] > '8' || text[1] != 'x' || text[2] < '1' || text[2] > '8' || text[3] != '\0') {
		return false;
	}
	*rows = (unsigned)(text[0] - '0');
	*columns = (unsigned)(text[2] - '0');
	return true;
}

static osp_status read_layout(osp_job *job, const osp_options *given, struct handout *to) {
	static const struct { const char *name; enum handout_layout layout; enum imposition_layout imposition; unsigned rows, columns; } layouts[] = {
		{ "saddle", HANDOUT_SADDLE, IMPOSITION_SADDLE, 0, 0 }, { "2up", HANDOUT_GRID, IMPOSITION_GRID, 1, 2 },
		{ "4up", HANDOUT_GRID, IMPOSITION_GRID, 2, 2 }, { "nup", HANDOUT_GRID, IMPOSITION_GRID, 0, 0 },
		{ "single", HANDOUT_SINGLE, IMPOSITION_GRID, 1, 1 }, { "large-print", HANDOUT_PLAIN, IMPOSITION_GRID, 1, 1 },
		{ "cards", HANDOUT_CARDS, IMPOSITION_CARDS, 0, 0 }, { "test", HANDOUT_TEST, IMPOSITION_GRID, 1, 1 },
	};
	bool is_grid = osp_option_is_given(given, "nup") && !osp_option_is_given(given, "layout");
	const char *name = is_grid ? "nup" : osp_option_string(given, "layout");
	for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
		if (strcmp(layouts[i].name, name) == 0) {
			to->layout = layouts[i].layout;
			to->imposition.layout = layouts[i].imposition;
			to->imposition.rows = layouts[i].rows;
			to->imposition.columns = layouts[i].columns;
		}
	}
	if (strcmp(name, "nup") == 0 && !read_grid(osp_option_string(given, "nup"), &to->imposition.rows, &to->imposition.columns)) {
		osp_error(job, osp_option_place(given, "nup"), "handout/nup",
		          "\"%s\" is no grid of pages; write \"nup: 2x3\" for two rows of three, each 1 to 8", osp_option_string(given, "nup"));
		return OSP_FAIL;
	}
	return OSP_OK;
}

static osp_status read_marks(osp_job *job, const osp_options *given, unsigned *ret) {
	static const char *const names[] = { "crop", "fold", "sewing", "collation", "slug" };
	osp_status status = OSP_OK;
	for (size_t i = 0; i < osp_option_count(given, "marks"); i++) {
		const char *word = osp_option_item(given, "marks", i);
		unsigned mark = 0;
		for (unsigned k = 0; k < sizeof names / sizeof *names; k++) {
			mark |= strcmp(names[k], word) == 0 ? 1U << k : 0;
		}
		if (mark == 0) {
			osp_error(job, osp_option_place(given, "marks"), "handout/marks", "\"%s\" is no mark; there are crop, fold, sewing, collation and slug", word);
			status = OSP_FAIL;
		}
		*ret |= mark;
	}
	return status;
}

enum { THICKEST = 3 * OSP_POINT, WIDEST = 86 * OSP_POINT };

static osp_status read_lengths(osp_job *job, const osp_options *given, struct handout *to) {
	osp_status status = OSP_OK;
	to->creep = osp_option_length(given, "creep");
	to->gap = osp_option_length(given, "gap");
	to->note_margin = osp_option_length(given, "note-margin");
	if (!osp_option_is_given(given, "gap") && to->layout == HANDOUT_SADDLE && to->imposition.folds > 1) {
		to->gap = 17 * OSP_POINT; /* 6 mm: the folds at the head are cut open */
	}
	if (to->creep < 0 || to->creep > THICKEST) {
		osp_error(job, osp_option_place(given, "creep"), "handout/creep", "creep is the thickness of one sheet of paper: give 0mm to 1mm");
		status = OSP_FAIL;
	}
	if (to->gap < 0 || to->gap > WIDEST) {
		osp_error(job, osp_option_place(given, "gap"), "handout/gap", "a gap between pages is 0mm to 30mm wide");
		status = OSP_FAIL;
	}
	if (to->note_margin < 0 || to->note_margin > 3 * WIDEST) {
		osp_error(job, osp_option_place(given, "note-margin"), "handout/note-margin", "a margin for notes is 0mm to 90mm wide");
		status = OSP_FAIL;
	}
	return status;
}

osp_status handout_open(osp_job *job, const osp_options *given, void **ret_state) {
	struct handout *handout = osp_job_alloc(job, sizeof *handout);
	handout->options = given;
	osp_status layout = read_layout(job, given, handout);
	osp_status signature = read_signature(job, given, &handout->imposition);
	osp_status lengths = read_lengths(job, given, handout);
	osp_status marks = read_marks(job, given, &handout->marks);
	handout->sheet = find_paper(osp_option_string(given, "sheet"));
	handout->imposition.bound_right = is(given, "binding", "right");
	handout->imposition.keeps_cover = is(given, "blanks", "cover");
	handout->flip = is(given, "flip", "long") ? FLIP_LONG : is(given, "flip", "short") ? FLIP_SHORT : FLIP_AUTO;
	handout->may_shrink = is(given, "scale", "fit");
	handout->is_scale_given = osp_option_is_given(given, "scale");
	handout->has_note_lines = osp_option_bool(given, "note-lines");
	handout->has_links = is(given, "links", "codes");
	handout->is_gray = is(given, "ink", "gray");
	handout->most_dpi = (uint32_t)osp_option_int(given, "max-dpi");
	handout->copies = (unsigned)osp_option_int(given, "copies");
	*ret_state = handout;
	return layout == OSP_OK && signature == OSP_OK && lengths == OSP_OK && marks == OSP_OK ? OSP_OK : OSP_FAIL;
}
