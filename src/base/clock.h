/* clock.h - the only place that asks the time. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>
#include <stdbool.h>

/* SOURCE_DATE_EPOCH, if it is set to a number (reproducible-builds.org). */
bool clock_source_date(int64_t *ret_seconds);
/* Monotonic milliseconds: for limits and progress, never for outputs. */
int64_t clock_milliseconds(void);
/* "2022-12-10" or "2022-12-10T08:30:00+08:00" to seconds since 1970 in UTC; false when it is no date. */
bool clock_parse_date(const char *text, int64_t *ret_seconds);
/* Seconds to "2022-12-10T00:30:00Z"; ret has room for 32 bytes. */
void clock_format(int64_t seconds, char ret[32]);

#endif
