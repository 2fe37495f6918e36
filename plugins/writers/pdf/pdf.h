/* pdf.h - the pdf writer's verb. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PDF_H
#define PDF_H

#include <ospopress/ospopress.h>

osp_status pdf_write(osp_job *job, void *state, const osp_pages *pages, osp_output *output);

#endif
