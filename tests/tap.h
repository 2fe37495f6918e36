/* tap.h - the Test Anything Protocol for unit tests. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TAP_H
#define TAP_H
#include <stdbool.h>
/* Each check prints one line; tap_done() prints the plan and gives main's exit status. */
bool tap_ok(bool passed, const char *file, int line, const char *format, ...) __attribute__((format(printf, 4, 5)));
bool tap_is_str(const char *is, const char *wanted, const char *file, int line, const char *what);
bool tap_is_int(long long is, long long wanted, const char *file, int line, const char *what);
void tap_skip(const char *format, ...) __attribute__((format(printf, 1, 2)));
int tap_done(void);
#define ok(test, ...) tap_ok((test), __FILE__, __LINE__, __VA_ARGS__)
#define is_str(is, wanted, what) tap_is_str((is), (wanted), __FILE__, __LINE__, (what))
#define is_int(is, wanted, what) tap_is_int((is), (wanted), __FILE__, __LINE__, (what))
#endif
