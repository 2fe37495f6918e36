/* plugin.c - the handout writer's descriptor and options. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "handout.h"

static const osp_option options[] = {
	{ "layout", OSP_OPTION_CHOICE, "saddle", "saddle|2up", "saddle: a booklet to fold and staple; 2up: two pages a side, in order" },
	{ "sheet", OSP_OPTION_CHOICE, "a4", "a4|a3|letter", "the paper that goes into the printer" },
	{ "binding", OSP_OPTION_CHOICE, "left", "left|right", "where the spine is; right for books that read from right to left" },
	{ "signature", OSP_OPTION_INT, "0", "0..1024", "pages folded together, a multiple of 4; 0 = the whole booklet" },
	{ "creep", OSP_OPTION_LENGTH, "0mm", NULL, "thickness of one sheet: inner pages are moved towards the fold by it" },
	{ NULL, OSP_OPTION_END, NULL, NULL, NULL },
};

struct paper { const char *name; osp_len width, height; };

static const struct paper papers[] = { /* landscape, in 1/1024 pt */
	{ "a4", 862095, 609562 },      /* 297 x 210 mm */
	{ "a3", 1219125, 862095 },     /* 420 x 297 mm */
	{ "letter", 811008, 626688 },  /* 11 x 8.5 in */
};

osp_status handout_open(osp_job *job, const osp_options *given, void **ret_state) {
	struct handout *handout = osp_job_alloc(job, sizeof *handout);
	int64_t signature = osp_option_int(given, "signature");
	if (signature % 4 != 0) {
		osp_error(job, osp_option_place(given, "signature"), "handout/signature",
		          "a signature of %d pages can't be folded: give a multiple of 4, such as %d", (int)signature, (int)(signature + 3) / 4 * 4);
		return OSP_FAIL;
	}
	handout->imposition.layout = strcmp(osp_option_string(given, "layout"), "2up") == 0 ? IMPOSITION_TWO_UP : IMPOSITION_SADDLE;
	handout->imposition.bound_right = strcmp(osp_option_string(given, "binding"), "right") == 0;
	handout->imposition.signature = (uint32_t)signature;
	handout->paper = osp_option_length(given, "creep");
	if (handout->paper < 0 || handout->paper > OSP_POINT * 3) {
		osp_error(job, osp_option_place(given, "creep"), "handout/creep", "creep is the thickness of one sheet of paper: give 0mm to 1mm");
		return OSP_FAIL;
	}
	for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
		if (strcmp(papers[i].name, osp_option_string(given, "sheet")) == 0) {
			handout->sheet_width = papers[i].width;
			handout->sheet_height = papers[i].height;
		}
	}
	*ret_state = handout;
	return OSP_OK;
}

static const osp_writer writer = {
	.format = "handout",
	.suffix = ".pdf",
	.medium = "print",
	.needs = OSP_NEEDS_PAGES,
	.open = handout_open,
	.write_pages = handout_write,
};

OSP_PLUGIN(.kind = OSP_WRITER, .name = "handout", .version = "1.0", .summary = "Imposes the pages on sheets: a booklet to print, fold and staple.",
           .options = options, .writer = &writer, .license = "Apache-2.0");
