/* pipeline.h - the street: manifest -> read -> style -> transform -> typeset -> write. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PIPELINE_H
#define PIPELINE_H

#include <ospopress/report.h>
#include "cli.h"

/* Each does one command and returns the exit status. */
int pipeline_build(const struct cli *cli); /* `check`, too: everything but writing */
int pipeline_dump(const struct cli *cli);
int pipeline_plugins(const struct cli *cli);
/* `plugin VERB`; street_graph.c, as what follows. */
int pipeline_tool(const struct cli *cli);
/* `plugins --graph`. */
int pipeline_graph(const struct cli *cli);
/* Ends a job with all that was hung into it. */
void pipeline_end(osp_job *job);

#endif
