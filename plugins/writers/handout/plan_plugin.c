/* plan_plugin.c - the descriptor of the writer that explains a handout instead of printing it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "handout.h"

static const osp_writer writer = {
	.format = "handout-plan",
	.suffix = "",
	.medium = "print",
	.needs = OSP_NEEDS_PAGES,
	.open = handout_open,
	.write_pages = handout_write_plan,
};

OSP_PLUGIN(.kind = OSP_WRITER, .name = "handout-plan", .version = "1.0",
           .summary = "Explains a handout: a table of sheets and places, and a picture of them and of the folded booklet.",
           .options = handout_options, .writer = &writer, .license = "Apache-2.0");
