/* checks.h - what every plugin must do, whatever it is for. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WORKSHOP_CHECKS_H
#define WORKSHOP_CHECKS_H

#include "workshop/kit.h"

void checks_run(struct kit *kit);

#endif
