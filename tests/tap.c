/* tap.c - the Test Anything Protocol for unit tests. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "tap.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int count, failed;

static void report(bool passed, const char *file, int line)
{
	if (!passed) {
		failed++;
		printf("# failed at %s:%d\n", file, line);
	}
	fflush(stdout);
}

bool tap_ok(bool passed, const char *file, int line, const char *format, ...)
{
	va_list args;
	printf("%s %d - ", passed ? "ok" : "not ok", ++count);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	report(passed, file, line);
	return passed;
}

bool tap_is_str(const char *is, const char *wanted, const char *file, int line, const char *what)
{
	bool passed = is != NULL && wanted != NULL ? strcmp(is, wanted) == 0 : is == wanted;
	printf("%s %d - %s\n", passed ? "ok" : "not ok", ++count, what);
	if (!passed)
		printf("#   is: %s\n# want: %s\n", is != NULL ? is : "(null)", wanted != NULL ? wanted : "(null)");
	report(passed, file, line);
	return passed;
}

bool tap_is_int(long long is, long long wanted, const char *file, int line, const char *what)
{
	printf("%s %d - %s\n", is == wanted ? "ok" : "not ok", ++count, what);
	if (is != wanted)
		printf("#   is: %lld\n# want: %lld\n", is, wanted);
	report(is == wanted, file, line);
	return is == wanted;
}

void tap_skip(const char *format, ...)
{
	va_list args;
	printf("ok %d # SKIP ", ++count);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
}

int tap_done(void)
{
	printf("1..%d\n", count);
	return failed == 0 ? 0 : 1;
}
