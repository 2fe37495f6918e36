/* plugin.c - the handout writer's descriptor. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "handout.h"

static const osp_writer writer = {
	.format = "handout",
	.suffix = ".pdf",
	.medium = "print",
	.needs = OSP_NEEDS_PAGES,
	.open = handout_open,
	.write_pages = handout_write,
};

OSP_PLUGIN(.kind = OSP_WRITER, .name = "handout", .version = "1.0", .summary = "Imposes the pages on sheets: a booklet to print, fold and staple.",
           .options = handout_options, .writer = &writer, .license = "Apache-2.0");
