/* pipeline.h - the street: manifest -> read -> style -> transform -> typeset -> write. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PIPELINE_H
#define PIPELINE_H

#include "cli.h"

/* Each does one command and returns the exit status. */
int pipeline_build(const struct cli *cli); /* `check`, too: everything but writing */
int pipeline_dump(const struct cli *cli);
int pipeline_plugins(const struct cli *cli);

#endif
