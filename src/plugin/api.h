/* api.h - every function that plugins may call, named once. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_API_H
#define PLUGIN_API_H

#include <stddef.h>

/* A plugin finds these in the executable when it is loaded; see api.c. */
extern const void *const plugin_api[];
extern const size_t plugin_api_count;

#endif
