/* dates.c - times with a date that machines read, and those without. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/shape.h"

/* Two digits from `least` to `most`; -1 for anything else. */
static int pair(const char *at, int least, int most)
{
	bool is_number = at[0] >= '0' && at[0] <= '9' && at[1] >= '0' && at[1] <= '9';
	int value = is_number ? (at[0] - '0') * 10 + at[1] - '0' : -1;
	return value >= least && value <= most ? value : -1;
}

static int days_of(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return days[month - 1] + (month == 2 && is_leap ? 1 : 0);
}

/* A year, a month, a day, or a minute of one: what authors give of the forms that HTML knows (2.3.5). */
static bool is_date(const char *text)
{
	size_t len = strlen(text);
	int century = len >= 4 ? pair(text, 0, 99) : -1, year = len >= 4 ? pair(text + 2, 0, 99) : -1;
	if (century < 0 || year < 0 || century + year == 0 || len == 4) {
		return len == 4 && century >= 0 && year >= 0 && century + year > 0;
	}
	int month = len >= 7 && text[4] == '-' ? pair(text + 5, 1, 12) : -1;
	if (month < 0 || len == 7) {
		return month > 0;
	}
	bool is_day = len >= 10 && text[7] == '-' && pair(text + 8, 1, days_of(century * 100 + year, month)) > 0;
	if (!is_day || len == 10) {
		return is_day;
	}
	return len == 16 && (text[10] == 'T' || text[10] == ' ') && pair(text + 11, 0, 23) >= 0 && text[13] == ':' && pair(text + 14, 0, 59) >= 0;
}

/* Without such a date HTML takes the words themselves for one. */
void shape_time(osp_node *node)
{
	const char *date = osp_node_attr(node, "datetime");
	if (date == NULL || !is_date(date)) {
		osp_node_set_attr(node, "datetime", NULL);
		osp_node_rename(node, OSP_SPAN);
	}
}
