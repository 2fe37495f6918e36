/* ospopress.h - everything that a plugin may call. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OSPOPRESS_OSPOPRESS_H
#define OSPOPRESS_OSPOPRESS_H

#include <ospopress/text.h>
#include <ospopress/report.h>
#include <ospopress/document.h>
#include <ospopress/volume.h>
#include <ospopress/options.h>
#include <ospopress/style.h>
#include <ospopress/pages.h>
#include <ospopress/markup.h>
#include <ospopress/output.h>
#include <ospopress/plugin.h>

#endif
