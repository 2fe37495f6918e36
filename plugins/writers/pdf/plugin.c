/* plugin.c - the pdf writer's descriptor. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <ospopress/ospopress.h>

#include "pdf.h"

static const osp_writer writer = {
	.format = "pdf",
	.suffix = ".pdf",
	.medium = "print",
	.needs = OSP_NEEDS_PAGES,
	.write_pages = pdf_write,
};

OSP_PLUGIN(.kind = OSP_WRITER, .name = "pdf", .version = "1.0", .summary = "Writes the volume as one tagged PDF, page by page as it will be printed.",
           .writer = &writer, .license = "Apache-2.0");
