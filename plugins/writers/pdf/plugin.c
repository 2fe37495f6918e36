/* plugin.c - the pdf writer's descriptor and options. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "pdf.h"

static const osp_option options[] = {
	{ "max-dpi", OSP_OPTION_INT, "0", "0..2400", "pictures with more dots per inch are scaled down to it; 0 = never" },
	{ "print", OSP_OPTION_BOOL, "false", NULL, "a file for a printing house: PDF/X-4 in the inks of the press, with marks" },
	{ "ink", OSP_OPTION_CHOICE, "cmyk", "cmyk|gray", "print: four inks, or black alone" },
	{ "profile", OSP_OPTION_FILE, NULL, NULL, "print: ICC profile of the press; none = offset on coated paper" },
	{ "marks", OSP_OPTION_CHOICE, "crop", "none|crop|crop-cross", "print: where to cut, and crosses that show whether plates lie on one another" },
	{ "min-dpi", OSP_OPTION_INT, "200", "0..1200", "print: pictures with fewer dots per inch are warned of" },
	{ "signature", OSP_OPTION_INT, "4", "1..128", "print: blank pages are added up to a multiple of it" },
	{ "part", OSP_OPTION_CHOICE, "all", "all|inside|cover", "print: every page, the book block, or the sheet around it: back, spine, front" },
	{ "leaf", OSP_OPTION_LENGTH, "0.1mm", NULL, "print: thickness of a leaf of the book block, for the spine" },
	{ "spine", OSP_OPTION_LENGTH, "0mm", NULL, "print: width of the spine; 0mm = as many leaves as there are" },
	{ NULL, OSP_OPTION_END, NULL, NULL, NULL },
};

/* Who asks for something that only a print file has wants a print file. */
static void check_print_only(osp_job *job, const osp_options *given) {
	static const char *const keys[] = { "ink", "profile", "marks", "min-dpi", "signature", "part", "leaf", "spine" };
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (osp_option_is_given(given, keys[i])) {
			osp_warn(job, osp_option_place(given, keys[i]), "pdf/print-only", "\"%s\" has no effect here; add \"print: true\" to this output", keys[i]);
		}
	}
}

osp_status pdf_open(osp_job *job, const osp_options *given, void **ret_state) {
	struct pdf_settings *settings = osp_job_alloc(job, sizeof *settings);
	const char *marks = osp_option_string(given, "marks"), *part = osp_option_string(given, "part");
	*settings = (struct pdf_settings){
		.is_print = osp_option_bool(given, "print"),
		.ink = strcmp(osp_option_string(given, "ink"), "gray") == 0 ? HARU_GRAY : HARU_CMYK,
		.profile = osp_option_string(given, "profile"),
		.profile_place = osp_option_place(given, "profile"),
		.place = osp_option_place(given, "print"),
		.marks = strcmp(marks, "none") == 0 ? 0 : strcmp(marks, "crop") == 0 ? OSP_MARK_CROP : OSP_MARK_CROP | OSP_MARK_CROSS,
		.part = strcmp(part, "inside") == 0 ? PDF_INSIDE : strcmp(part, "cover") == 0 ? PDF_COVER : PDF_ALL,
		.leaf = osp_option_length(given, "leaf"),
		.spine = osp_option_length(given, "spine"),
		.signature = (uint32_t)osp_option_int(given, "signature"),
		.policy = { .most_dpi = (uint32_t)osp_option_int(given, "max-dpi") },
	};
	if (settings->is_print) {
		settings->policy.least_dpi = (uint32_t)osp_option_int(given, "min-dpi");
	} else {
		check_print_only(job, given);
		settings->part = PDF_ALL;
	}
	*ret_state = settings;
	return OSP_OK;
}

static const osp_writer writer = {
	.format = "pdf",
	.suffix = ".pdf",
	.medium = "print",
	.needs = OSP_NEEDS_PAGES,
	.open = pdf_open,
	.write_pages = pdf_write,
};

OSP_PLUGIN(.kind = OSP_WRITER, .name = "pdf", .version = "1.0", .summary = "Writes the volume as one tagged PDF, page by page as it will be printed.",
           .options = options, .writer = &writer, .license = "Apache-2.0");
