/* clock.c - the only place that asks the time. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

bool clock_source_date(int64_t *ret_seconds)
{
	const char *text = getenv("SOURCE_DATE_EPOCH");
	char *end = NULL;
	if (text == NULL || *text < '0' || *text > '9') {
		return false;
	}
	*ret_seconds = strtoll(text, &end, 10);
	return *end == '\0';
}

int64_t clock_milliseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Days since 1970-01-01 of a date of the Gregorian calendar (years count from March, so that the leap day comes last). */
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
	year -= month <= 2;
	int64_t era = (year >= 0 ? year : year - 399) / 400;
	int64_t of_era = year - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static bool digits(const char **at, int count, int64_t *ret)
{
	*ret = 0;
	for (int i = 0; i < count; i++) {
		char c = (*at)[i];
		if (c < '0' || c > '9') {
			return false;
		}
		*ret = *ret * 10 + (c - '0');
	}
	*at += count;
	return true;
}

static bool parse_time(const char *at, int64_t *seconds)
{
	int64_t hour, minute, second = 0, zone_hour, zone_minute = 0;
	if (!digits(&at, 2, &hour) || *at++ != ':' || !digits(&at, 2, &minute)) {
		return false;
	}
	if (*at == ':') {
		at++;
		if (!digits(&at, 2, &second)) {
			return false;
		}
	}
	if (*at == '.') {
		for (at++; *at >= '0' && *at <= '9'; at++) {
		}
	}
	while (*at == ' ') {
		at++;
	}
	*seconds += hour * 3600 + minute * 60 + second;
	if (*at == '+' || *at == '-') {
		int64_t sign = *at++ == '+' ? -1 : 1;
		if (!digits(&at, 2, &zone_hour)) {
			return false;
		}
		at += *at == ':';
		digits(&at, 2, &zone_minute);
		*seconds += sign * (zone_hour * 3600 + zone_minute * 60);
	}
	return hour < 25 && minute < 60 && second < 61;
}

bool clock_parse_date(const char *text, int64_t *ret_seconds)
{
	int64_t year, month, day;
	const char *at = text;
	if (!digits(&at, 4, &year) || (*at != '-' && *at != '/')) {
		return false;
	}
	at++;
	if (!digits(&at, 2, &month) || (*at != '-' && *at != '/')) {
		return false;
	}
	at++;
	if (!digits(&at, 2, &day) || month < 1 || month > 12 || day < 1 || day > 31) {
		return false;
	}
	int64_t seconds = days_of(year, month, day) * 86400;
	if ((*at == 'T' || *at == ' ') && at[1] != '\0' && !parse_time(at + 1, &seconds)) {
		return false;
	}
	*ret_seconds = seconds;
	return true;
}

void clock_format(int64_t seconds, char ret[32])
{
	struct tm parts;
	time_t time = (time_t)seconds;
	if (gmtime_r(&time, &parts) == NULL || strftime(ret, 32, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0) {
		snprintf(ret, 32, "1970-01-01T00:00:00Z");
	}
}
