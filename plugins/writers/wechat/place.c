/* place.c - boxes that are moved out of their place: WeChat takes `position` away, so they get there in another way. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "dress.h"

#include <string.h>

static const char *value_of(const struct dress *dress, const struct item *item, const char *property)
{
	const char *value = osp_style_value(dress->page->style, item->node, item->pseudo, property);
	return value != NULL ? value : "auto";
}

static bool is_length(const char *value)
{
	return strcmp(value, "auto") != 0 && strchr(value, '%') == NULL && strchr(value, '(') == NULL;
}

/* How far `near` moves a box, else `far` the other way. */
static const char *shift_of(const struct dress *dress, const struct item *item, const char *near, const char *far)
{
	const char *first = value_of(dress, item, near), *second = value_of(dress, item, far);
	if (is_length(first))
		return first;
	if (!is_length(second) || look_is_same(second, "0"))
		return "0";
	return second[0] == '-' ? second + 1 : osp_job_printf(dress->page->job, "-%s", second);
}

void place_settle(struct dress *dress, struct item *item)
{
	const char *position = value_of(dress, item, "position");
	if (strcmp(position, "relative") != 0 || item->look.values[LOOK_TRANSFORM] != NULL)
		return;
	const char *right = shift_of(dress, item, "left", "right"), *down = shift_of(dress, item, "top", "bottom");
	bool moves_right = !look_is_same(right, "0"), moves_down = !look_is_same(down, "0");
	osp_job *job = dress->page->job;
	if (moves_right && moves_down)
		item->look.values[LOOK_TRANSFORM] = osp_job_printf(job, "translate(%s,%s)", right, down);
	else if (moves_right)
		item->look.values[LOOK_TRANSFORM] = osp_job_printf(job, "translateX(%s)", right);
	else if (moves_down)
		item->look.values[LOOK_TRANSFORM] = osp_job_printf(job, "translateY(%s)", down);
}
